//! By which ARNs a resource is found: the model's patterns, or else the template by which its ARN is built.

use super::{
    context::{Context, Signature},
    model::{ArnRule, Identifier, Pattern, PatternPart, PatternPiece, Piece, Segment, Template},
};
use crate::{
    definition::{Text, child},
    names,
};

impl Context<'_> {
    /// How ARNs look that a resource can be made of, or diagnostics; none where they don't have all of its identifiers.
    pub(super) fn patterns(&self, signature: &Signature, rules: &[ArnRule]) -> Vec<Pattern> {
        let file = self.definition.arns.get();
        let entry = file.and_then(|file| Some((file, file.content.resources.get(&signature.name)?.patterns.as_ref()?)));
        let Some((file, patterns)) = entry else {
            return rules.iter().filter_map(|rule| inverted(rule, signature)).collect();
        };
        let by_rule = rules.iter().find_map(|rule| match rule {
            ArnRule::Identifier(index) => Some(*index),
            _ => None,
        });
        let by_name = |identifier: &Identifier| identifier.name.ends_with("Arn") && !identifier.optional;
        let whole = by_rule.or_else(|| signature.identifiers.iter().position(by_name));
        let pointer = format!("{}/patterns", child("/resources", &signature.name));
        let each = patterns.iter().enumerate();
        each.filter_map(|(at, text)| self.pattern(&file.text, &format!("{pointer}/{at}"), text, signature, whole))
            .collect()
    }

    fn pattern(
        &self,
        text: &Text,
        pointer: &str,
        pattern: &str,
        signature: &Signature,
        whole: Option<usize>,
    ) -> Option<Pattern> {
        let refuse = |message: String| {
            let help = "a pattern is arn:{partition}:{service}:{region}:{account-id}:…, and in its resource part \
                        `{identifier}` and `{*}` are texts without `/` and `:`, `{identifier*}` and `{**}` any texts";
            self.tell(text.error(pointer, message).help(help));
        };
        let parts: Vec<&str> = pattern.splitn(6, ':').collect();
        let ["arn", "{partition}", service, region, account, resource] = parts[..] else {
            refuse("this pattern doesn't have the six parts of an ARN".into());
            return None;
        };
        let part = |text: &str, value: &str| match text {
            "" => Some(PatternPart::Empty),
            text if text == value => Some(PatternPart::Some),
            text => (!text.contains('{')).then(|| PatternPart::Is(text.to_owned())),
        };
        let service = match service {
            "{service}" => Some(self.service.names.arn_service.clone()),
            text => (!text.contains('{')).then(|| text.to_owned()),
        };
        let region = match region {
            "{*}" => Some(PatternPart::Elsewhere),
            text => part(text, "{region}"),
        };
        let (Some(service), Some(region), Some(account)) = (service, region, part(account, "{account-id}")) else {
            refuse("a pattern has values of its own only in its resource part".into());
            return None;
        };
        let resource = match pieces(resource, signature) {
            Ok(pieces) => pieces,
            Err(message) => {
                refuse(message);
                return None;
            }
        };
        let named = |index| resource.iter().any(|piece| piece.identifier() == Some(index));
        let whole = whole.filter(|index| !named(*index));
        let missing = lacking(signature, |index| named(index) || whole == Some(index));
        if let Some(missing) = missing {
            refuse(format!("this pattern lacks the identifier `{missing}`"));
            return None;
        }
        Some(Pattern { service, region, account, resource, whole })
    }
}

impl PatternPiece {
    /// The identifier that it is, by index.
    fn identifier(&self) -> Option<usize> {
        match self {
            Self::Is(_) => None,
            Self::Name(index) | Self::Rest(index) => *index,
            Self::Known(index, _) => Some(*index),
        }
    }
}

/// The pieces of the resource part, or what is wrong with it.
fn pieces(resource: &str, signature: &Signature) -> Result<Vec<PatternPiece>, String> {
    let mut pieces = Vec::new();
    let mut rest = resource;
    while let Some((literal, after)) = rest.split_once('{') {
        if !literal.is_empty() {
            pieces.push(PatternPiece::Is(literal.to_owned()));
        }
        let (name, after) = after.split_once('}').ok_or("this pattern has a `{` that is never closed")?;
        let (name, value) = name.split_once('=').map_or((name, None), |(name, value)| (name, Some(value)));
        let (name, any) = name.strip_suffix('*').map_or((name, false), |name| (name, true));
        pieces.push(match (name, any, value) {
            ("", true, None) => PatternPiece::Name(None),
            ("*", true, None) => PatternPiece::Rest(None),
            (name, any, value) => {
                let known = |identifier: &Identifier| names::snake(&identifier.name) == name;
                let Some(index) = signature.identifiers.iter().position(known) else {
                    return Err(format!("{} has no identifier `{name}`", signature.name));
                };
                match (value, any) {
                    (Some(value), _) => PatternPiece::Known(index, value.to_owned()),
                    (None, true) => PatternPiece::Rest(Some(index)),
                    (None, false) => PatternPiece::Name(Some(index)),
                }
            }
        });
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(PatternPiece::Is(rest.to_owned()));
    }
    if pieces.is_empty() { Err("the resource part of this pattern is empty".into()) } else { Ok(pieces) }
}

/// The pattern of the ARNs that a rule builds. One whose text is replaced afterwards has none.
fn inverted(rule: &ArnRule, signature: &Signature) -> Option<Pattern> {
    let ArnRule::Format(Template { service, region, account, resource, replace: None, .. }) = rule else { return None };
    let part = |segment: &Segment| match segment {
        Segment::Empty => PatternPart::Empty,
        Segment::Session | Segment::Owner(_) => PatternPart::Some,
        Segment::Literal(text) => PatternPart::Is(text.clone()),
    };
    let piece = |piece: &Piece| match piece {
        Piece::Literal(text) => PatternPiece::Is(text.clone()),
        Piece::Identifier(index) => PatternPiece::Name(Some(*index)),
        Piece::Data(_) => PatternPiece::Name(None),
    };
    let resource: Vec<PatternPiece> = resource.iter().map(piece).collect();
    let named = |index| resource.iter().any(|piece| piece.identifier() == Some(index));
    match lacking(signature, named) {
        Some(_) => None,
        None => Some(Pattern {
            service: service.clone(),
            region: part(region),
            account: part(account),
            resource,
            whole: None,
        }),
    }
}

/// An identifier that every resource has, and that a pattern doesn't tell.
fn lacking(signature: &Signature, told: impl Fn(usize) -> bool) -> Option<&str> {
    let mut identifiers = signature.identifiers.iter().enumerate();
    let lacking = identifiers.find(|(index, identifier)| !identifier.optional && !told(*index));
    lacking.map(|(_, identifier)| identifier.name.as_str())
}
