//! A resource's ARN, by the rules of its model.

use std::sync::Arc;

use super::Core;
use crate::{
    Result,
    arn::{Arn, Segment},
    error::{Error, ErrorKind, MISSING_REGION},
    fetch::Fetch,
    model::{ArnRule, Model},
    scope::Scope,
};

/// The ARN that the data has.
pub(super) fn returned_arn<R: Model>(data: &R::Data) -> Option<Arn> {
    R::arn_in(data)?.parse().ok()
}

impl<R: Model> Core<R> {
    /// The ARN: known, in the summary, or by the rules; these may need the data, and the account.
    pub fn arn(&self) -> Fetch<'_, Arn> {
        match self.arn_at_once() {
            Some(result) => Fetch::known(result),
            None => Fetch::coming(async {
                let mut data = self.loaded();
                let needs_account = |rule: Option<ArnRule<'_>>| rule.map(|rule| rule.needs_account());
                let mut account = self.rule(data.as_deref(), needs_account);
                if account.is_none() {
                    data = Some(self.data().await?);
                    account = self.rule(data.as_deref(), needs_account);
                }
                let own = if account == Some(true) { self.session().account_id().await? } else { "" };
                self.rule(data.as_deref(), |rule| match rule {
                    Some(rule) => self.finished(rule, own),
                    None => Err(self.missing("data")),
                })
            }),
        }
    }

    /// The ARN of which new data has parts, if no call is needed for the rest.
    pub(super) fn built_arn(&self, data: &Arc<R::Data>) -> Option<Arn> {
        let needs_data = self.rule(None, |rule| rule.is_none());
        needs_data.then(|| Self::arn_with(&self.scope, &self.identifiers, data.clone()))?
    }

    /// The ARN of what has this data, if no call is needed for it.
    pub(super) fn arn_with(scope: &Scope<R::Client>, identifiers: &R::Identifiers, data: Arc<R::Data>) -> Option<Arn> {
        Self::build(scope, identifiers.clone(), Some(data), None).arn_without_call()
    }

    /// What `see` makes of the rule.
    fn rule<T>(&self, data: Option<&R::Data>, see: impl FnOnce(Option<ArnRule<'_>>) -> T) -> T {
        see(R::from_core(self.bare()).arn_rule(data))
    }

    /// The ARN, if it is known already.
    fn known_arn(&self) -> Option<Arn> {
        self.state.get()?.slot().arn.clone()
    }

    /// The ARN, if it is known or can be built without a call.
    pub(crate) fn arn_without_call(&self) -> Option<Arn> {
        self.arn_at_once()?.ok()
    }

    /// Takes an ARN from elsewhere, unless it is known, can be built, or can't be. What AWS says of it later counts more.
    pub(crate) fn seen_with(&self, arn: &Arn) {
        if self.arn_at_once().is_none() {
            self.state().slot().arn = Some(arn.clone());
        }
    }

    fn arn_at_once(&self) -> Option<Result<Arn>> {
        if let Some(arn) = self.known_arn() {
            return Some(Ok(arn));
        }
        let data = self.loaded();
        if data.is_none()
            && let Some(summary) = self.summary()
            && let Some(arn) = R::arn_in_summary(&summary)
        {
            return Some(self.parsed(arn));
        }
        self.rule(data.as_deref(), |rule| {
            let rule = rule?;
            let own = if rule.needs_account() { self.session().known_account_id()? } else { "" };
            Some(self.finished(rule, own))
        })
    }

    /// The ARN by a rule, given the session's account.
    fn finished(&self, rule: ArnRule<'_>, own: &str) -> Result<Arn> {
        let (service, region, account, resource, (old, new)) = match rule {
            ArnRule::Is(arn) => return self.parsed(arn),
            ArnRule::Missing(member) => return Err(self.missing(member)),
            ArnRule::None(reason) => {
                return Err(self.error(ErrorKind::NoArn, format!("a {} has no ARN: {reason}", R::TYPE)));
            }
            ArnRule::Built { service, region, account, resource, replace } => {
                (service, region, account, resource, replace)
            }
        };
        let session = self.session();
        let region = match region {
            Segment::Empty => "",
            Segment::Value(value) => value,
            Segment::Session => {
                session.region_name().ok_or_else(|| self.error(ErrorKind::MissingRegion, MISSING_REGION))?
            }
        };
        let account = match account {
            Segment::Empty => "",
            Segment::Value(value) => value,
            Segment::Session => own,
        };
        let text = format!("arn:{}:{service}:{region}:{account}:{resource}", session.partition());
        self.parsed(&if old.is_empty() { text } else { text.replace(old, new) })
    }

    /// An ARN, from then on known where there is a state to keep it in.
    fn parsed(&self, arn: &str) -> Result<Arn> {
        let arn: Arn = arn.parse().map_err(|error: Error| self.error(ErrorKind::InvalidArn, error.message()))?;
        Ok(match self.state.get() {
            Some(state) => state.slot().arn.get_or_insert(arn).clone(),
            None => arn,
        })
    }

    fn missing(&self, member: &str) -> Error {
        self.error(ErrorKind::NoArn, format!("the response has no `{member}`, which the ARN is taken from"))
    }
}
