//! ARN rules.

use super::{
    context::{Caller, Context, Signature},
    model::{ArnRule, Identifier, Piece, Segment, Template, TypedPath},
};
use crate::{
    definition::{Text, arns::Rule, child},
    facts::{Scalar, Type},
    infer::{ArnPlace, arn_place},
    names::{self, key},
    path::Step,
};

impl Context<'_> {
    /// A resource's rules, or diagnostics.
    pub(super) fn arn(&self, signature: &Signature) -> Option<Vec<ArnRule>> {
        let name = &signature.name;
        if self.definition.arns.is_unread() {
            return None;
        }
        let Some(file) = self.definition.arns.get() else {
            let message = format!("{name} has no ARN rule: the service has no arns-1.json");
            self.tell(self.text().key_error(&child("/resources", name), message).help(ADD_RULE));
            return None;
        };
        let pointer = child("/resources", name);
        let Some(rules) = file.content.resources.get(name).and_then(|entry| entry.arn.as_ref()) else {
            let message = format!("{name} has no rule in {}", file.text.name);
            let rule = inferred(signature);
            let diagnostic = self.text().key_error(&pointer, message).help(ADD_RULE);
            self.tell(diagnostic.remedy(&file.text.name, &pointer, Some(serde_json::json!({ "arn": rule }))));
            return None;
        };
        let mut resolved = Vec::new();
        let mut complete = true;
        let rules = rules.each();
        if rules.is_empty() {
            self.tell(file.text.error(&format!("{pointer}/arn"), format!("{name} has no rule")).help(ADD_RULE));
            return None;
        }
        for (at, (end, rule)) in rules.iter().enumerate() {
            let pointer = format!("{pointer}/arn{end}");
            match self.rule(&file.text, &pointer, rule, signature) {
                Some(rule) => {
                    let always = matches!(rule, ArnRule::Format(_) | ArnRule::None(_));
                    if always && at + 1 < rules.len() {
                        let message = "this rule always answers: the ones after it are never tried";
                        self.tell(file.text.error(&pointer, message));
                        complete = false;
                    }
                    resolved.push(rule);
                }
                None => complete = false,
            }
        }
        complete.then_some(resolved)
    }

    /// Rules for types that the service doesn't have.
    pub(super) fn orphan_arns(&self) {
        let Some(file) = self.definition.arns.get() else { return };
        for name in file.content.resources.keys() {
            if !self.resources.iter().any(|signature| signature.name == *name) {
                let names = self.resources.iter().map(|signature| signature.name.as_str());
                let message = format!("{} defines no resource `{name}`", self.text().name);
                self.tell(file.text.key_error(&child("/resources", name), message).nearest(name, names));
            }
        }
    }

    fn rule(&self, text: &Text, pointer: &str, rule: &Rule, signature: &Signature) -> Option<ArnRule> {
        let forms =
            [rule.data_path.is_some(), rule.format_string.is_some(), rule.identifier.is_some(), rule.none.is_some()];
        if forms.iter().filter(|form| **form).count() != 1 {
            let message = "a rule has exactly one of `dataPath`, `formatString`, `identifier` and `none`";
            self.tell(text.error(pointer, message));
            return None;
        }
        if let Some(reason) = &rule.none {
            if reason.trim().is_empty() {
                self.tell(text.error(&format!("{pointer}/none"), "say why AWS gives it no ARN"));
                return None;
            }
            return Some(ArnRule::None(reason.trim().to_owned()));
        }
        if let Some(identifier) = &rule.identifier {
            let found = signature.identifiers.iter().position(|known| known.name == *identifier);
            if found.is_none() {
                let names = signature.identifiers.iter().map(|known| known.name.as_str());
                let message = format!("{} has no identifier `{identifier}`", signature.name);
                self.tell(text.error(&format!("{pointer}/identifier"), message).nearest(identifier, names));
            }
            let found = found?;
            self.whole_identifier(text, &format!("{pointer}/identifier"), &signature.identifiers[found])?;
            if signature.identifiers[found].ty != Type::Scalar(Scalar::String) {
                let what = signature.identifiers[found].ty.describe();
                self.tell(text.error(
                    &format!("{pointer}/identifier"),
                    format!("an ARN is a string, but `{identifier}` is {what}"),
                ));
                return None;
            }
            return Some(ArnRule::Identifier(found));
        }
        if let Some(path) = &rule.data_path {
            return Some(ArnRule::Data(self.data_member(text, &format!("{pointer}/dataPath"), path, signature)?, None));
        }
        self.template(text, pointer, rule, signature).map(ArnRule::Format)
    }

    fn data_member(&self, text: &Text, pointer: &str, path: &[String], signature: &Signature) -> Option<TypedPath> {
        let Some(data) = &signature.data else {
            if !signature.told {
                self.tell(text.error(pointer, format!("{} has no data: it has no `shape`", signature.name)));
            }
            return None;
        };
        let steps: Vec<Step> = path.iter().cloned().map(Step::Member).collect();
        let path = self.typed(text, pointer, data, &steps)?;
        if !super::context::fits(&path.ty, &Type::Scalar(Scalar::String)) {
            self.tell(text.error(pointer, format!("this is {}, not a string", path.ty.describe())));
            return None;
        }
        Some(path)
    }

    fn template(&self, text: &Text, pointer: &str, rule: &Rule, signature: &Signature) -> Option<Template> {
        let format = rule.format_string.as_deref()?;
        let at = format!("{pointer}/formatString");
        let refuse = |message: String| {
            self.tell(text.error(&at, message).help("a template is arn:{partition}:{service}:{region}:{account-id}:…"));
        };
        let parts: Vec<&str> = format.splitn(6, ':').collect();
        let [arn, partition, service, region, account, resource] = parts[..] else {
            refuse("this template has fewer than six parts".into());
            return None;
        };
        if arn != "arn" || partition != "{partition}" {
            refuse("a template begins with `arn:{partition}:`".into());
            return None;
        }
        let service = match service {
            "{service}" => self.service.names.arn_service.clone(),
            literal if !literal.contains('{') => literal.to_owned(),
            other => {
                refuse(format!("the service can't be `{other}`"));
                return None;
            }
        };
        let region = match region {
            "" => Segment::Empty,
            "{region}" => Segment::Session,
            literal if !literal.contains('{') => Segment::Literal(literal.to_owned()),
            other => {
                refuse(format!("the region can't be `{other}`"));
                return None;
            }
        };
        let account = match (account, &rule.owner_path) {
            ("{account-id}", Some(path)) => {
                Segment::Owner(self.data_member(text, &format!("{pointer}/ownerPath"), path, signature)?)
            }
            ("{account-id}", None) => Segment::Session,
            ("", None) => Segment::Empty,
            (literal, None) if !literal.contains('{') => Segment::Literal(literal.to_owned()),
            (other, _) => {
                refuse(format!("the account can't be `{other}`"));
                return None;
            }
        };
        let resource = self.pieces(text, &at, resource, signature)?;
        let replace = rule.replace.clone();
        Some(Template { service, region, account, resource, replace, text: format.to_owned() })
    }

    /// The literals and fields of the resource part.
    fn pieces(&self, text: &Text, pointer: &str, template: &str, signature: &Signature) -> Option<Vec<Piece>> {
        let mut pieces = Vec::new();
        let mut rest = template;
        while let Some((literal, after)) = rest.split_once('{') {
            if !literal.is_empty() {
                pieces.push(Piece::Literal(literal.to_owned()));
            }
            let Some((name, after)) = after.split_once('}') else {
                self.tell(text.error(pointer, "this template has a `{` that is never closed"));
                return None;
            };
            pieces.push(self.piece(text, pointer, name, signature)?);
            rest = after;
        }
        if !rest.is_empty() {
            pieces.push(Piece::Literal(rest.to_owned()));
        }
        if pieces.is_empty() {
            self.tell(text.error(pointer, "the resource part of this template is empty"));
            return None;
        }
        Some(pieces)
    }

    /// An ARN can't be made of an identifier that may be absent.
    fn whole_identifier(&self, text: &Text, pointer: &str, identifier: &Identifier) -> Option<()> {
        if identifier.optional {
            let message = format!("`{}` is optional: without it there would be no ARN", identifier.name);
            self.tell(text.error(pointer, message));
            return None;
        }
        Some(())
    }

    fn piece(&self, text: &Text, pointer: &str, name: &str, signature: &Signature) -> Option<Piece> {
        let identifiers = &signature.identifiers;
        if let Some(at) = identifiers.iter().position(|identifier| names::snake(&identifier.name) == name) {
            self.whole_identifier(text, pointer, &identifiers[at])?;
            return Some(Piece::Identifier(at));
        }
        if let Some(at) = identifiers
            .iter()
            .position(|identifier| identifier.member.as_ref().is_some_and(|member| key(member) == key(name)))
        {
            self.whole_identifier(text, pointer, &identifiers[at])?;
            return Some(Piece::Identifier(at));
        }
        let caller = Caller { signature: Some(signature) };
        if let Some(field) = caller.signature.and_then(|signature| signature.data.as_ref()?.field(name)) {
            return self.data_member(text, pointer, std::slice::from_ref(&field.name), signature).map(Piece::Data);
        }
        let mut known: Vec<String> = identifiers.iter().map(|identifier| names::snake(&identifier.name)).collect();
        known.extend(signature.data.iter().flat_map(|data| data.fields.iter().map(|field| field.name.clone())));
        let message = format!("{} has no identifier or member `{name}`", signature.name);
        self.tell(text.error(pointer, message).nearest(name, known.iter().map(String::as_str)));
        None
    }
}

/// The rule that names suggest.
fn inferred(signature: &Signature) -> serde_json::Value {
    let textual = |identifier: &Identifier| !identifier.optional && identifier.ty == Type::Scalar(Scalar::String);
    let identifiers: Vec<(&str, bool)> =
        signature.identifiers.iter().map(|identifier| (identifier.name.as_str(), textual(identifier))).collect();
    match arn_place(&signature.name, &identifiers, signature.data.as_ref()) {
        Some(ArnPlace::Identifier(at)) => serde_json::json!({ "identifier": signature.identifiers[at].name }),
        Some(ArnPlace::Member(member)) => serde_json::json!({ "dataPath": [member] }),
        None => serde_json::json!({ "none": "Its model doesn't say how its ARN is found." }),
    }
}

const ADD_RULE: &str = "add one to arns-1.json: `dataPath`, `identifier`, `formatString`, or `none` with the reason why AWS gives it no ARN";
