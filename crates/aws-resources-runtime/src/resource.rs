//! What all resources have in common.

use std::{fmt, hash::Hash};

use crate::{
    Arn, ErrorKind, Fetch, ResourceRef, Session,
    model::{Identifiers as _, Model, Parent},
    tagged::{Tagging, Tags, mapped},
};

/// What all resources have in common: a type, a session, identifiers, and an ARN or the reason why there is none.
///
/// ```
/// use aws_resources_runtime::Resource;
///
/// fn describe(resource: &impl Resource) -> String {
///     let identifiers: Vec<String> = resource.identifiers().into_iter().map(|(_, value)| value).collect();
///     format!("{} {}", resource.type_name(), identifiers.join("/"))
/// }
/// ```
pub trait Resource: sealed::Sealed + Clone + Eq + Hash + fmt::Debug + Send + Sync + 'static {
    /// boto3's name of the service: `elbv2`.
    fn service_name(&self) -> &'static str;
    /// The name of the resource type: `DBInstance`.
    fn type_name(&self) -> &'static str;
    /// The session that the resource lives in.
    fn session(&self) -> &Session;
    /// The identifiers' names and values, in order.
    fn identifiers(&self) -> Vec<(&'static str, String)>;
    /// The ARN, as the method of the same name on each type documents it.
    ///
    /// # Errors
    /// See there: for types that have no ARN, always.
    fn arn(&self) -> Fetch<'_, Arn>;
    /// The tags, as [`Tagged::tags`](crate::Tagged::tags) gives them; `None` for types that can't be tagged.
    ///
    /// # Errors
    /// What listing them fails with: also where a type has tags and this resource can't, as it has no ARN.
    fn tag_map(&self) -> Fetch<'_, Option<Tags>>;
    /// The resource in words, to be kept or sent elsewhere. No call is made: account and ARN are in it as far as they
    /// are known.
    fn reference(&self) -> ResourceRef;
    /// The resource in words, with the account, and with the ARN if it has one: both are asked for where they aren't
    /// known.
    ///
    /// # Errors
    /// What the calls fail with. That AWS gives the resource no ARN, or has no operation that tells it, is none.
    fn reference_with_arn(&self) -> Fetch<'_, ResourceRef>;
    /// How its tags are read and changed, if it has any.
    #[doc(hidden)]
    fn tagging(&self) -> Option<&dyn Tagging>;
    /// Takes the ARN that it was seen with elsewhere, where it would have to be asked for.
    #[doc(hidden)]
    fn seen_with(&self, arn: &Arn);
}

/// Methods may come to the trait: only generated types have it.
mod sealed {
    pub trait Sealed {}

    impl<R: crate::model::Model> Sealed for R {}
}

impl<R: Model + Parent + Eq + Hash + fmt::Debug> Resource for R {
    fn service_name(&self) -> &'static str {
        self.core().scope().service()
    }

    fn type_name(&self) -> &'static str {
        R::TYPE
    }

    fn session(&self) -> &Session {
        self.core().session()
    }

    fn arn(&self) -> Fetch<'_, Arn> {
        self.core().arn()
    }

    fn tag_map(&self) -> Fetch<'_, Option<Tags>> {
        mapped(Model::tagging(self))
    }

    fn reference(&self) -> ResourceRef {
        let identifiers = Resource::identifiers(self);
        let reference = ResourceRef::new(Resource::service_name(self), R::TYPE, identifiers);
        ResourceRef { arn: self.core().arn_without_call(), ..reference.seen_in(self.core().session()) }
    }

    fn reference_with_arn(&self) -> Fetch<'_, ResourceRef> {
        Fetch::coming(async move {
            let arn = match self.core().arn().await {
                Ok(arn) => Some(arn),
                Err(error) if matches!(error.kind(), ErrorKind::NoArn | ErrorKind::NoData) => None,
                Err(error) => return Err(error),
            };
            let account = self.core().session().account_id().await?.to_owned();
            Ok(ResourceRef { account: Some(account), arn, ..Resource::reference(self) })
        })
    }

    fn tagging(&self) -> Option<&dyn Tagging> {
        Model::tagging(self)
    }

    fn seen_with(&self, arn: &Arn) {
        self.core().seen_with(arn);
    }

    fn identifiers(&self) -> Vec<(&'static str, String)> {
        let mut identifiers = Vec::new();
        self.core().identifiers().each(&mut |name, value| identifiers.push((name, value.to_owned())));
        identifiers
    }
}
