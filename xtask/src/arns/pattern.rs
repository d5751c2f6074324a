//! The structure of an ARN: its literal parts, and where there is a value.

use std::fmt;

use aws_resources_codegen::resolve::model::{self, PatternPart, PatternPiece, Piece, Segment, Template};

/// A part of an ARN behind the partition and the service: literals, and `{}` for each value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pattern {
    pub(super) service: String,
    region: String,
    account: String,
    resource: String,
}

impl Pattern {
    /// What a template of ours makes.
    pub(super) fn of(template: &Template) -> Self {
        let segment = |segment: &Segment| match segment {
            Segment::Empty => String::new(),
            Segment::Session | Segment::Owner(_) => "{}".to_owned(),
            Segment::Literal(text) => text.clone(),
        };
        let resource = template.resource.iter().map(|piece| match piece {
            Piece::Literal(text) => text.as_str(),
            Piece::Identifier(_) | Piece::Data(_) => "{}",
        });
        Self {
            service: template.service.clone(),
            region: segment(&template.region),
            account: segment(&template.account),
            resource: resource.collect(),
        }
    }

    /// What the reference says: `arn:${Partition}:sqs:${Region}:${Account}:${QueueName}`.
    pub(super) fn read(text: &str) -> Option<Self> {
        let mut parts = text.splitn(6, ':');
        let (Some("arn"), Some(_), Some(service), Some(region), Some(account), Some(resource)) =
            (parts.next(), parts.next(), parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return None;
        };
        let part = |text: &str| {
            let mut pieces = text.split("${");
            let mut values = pieces.next().unwrap_or_default().to_owned();
            for piece in pieces {
                values += "{}";
                values += piece.split_once('}').map_or("", |(_, literal)| literal);
            }
            values
        };
        Some(Self { service: part(service), region: part(region), account: part(account), resource: part(resource) })
    }

    /// Whether a resource is found by ARNs that look so, by this pattern of ours.
    pub(super) fn is_found_by(&self, pattern: &model::Pattern) -> bool {
        let fits = |part: &PatternPart, text: &str| match part {
            PatternPart::Empty => text.is_empty(),
            PatternPart::Some | PatternPart::Elsewhere => !text.is_empty(),
            PatternPart::Is(literal) => text == literal,
        };
        self.service == pattern.service
            && fits(&pattern.region, &self.region)
            && fits(&pattern.account, &self.account)
            && pieces_fit(&pattern.resource, &self.resource)
    }
}

/// Whether the pieces are the text, in which `{}` is a value like others.
fn pieces_fit(pieces: &[PatternPiece], text: &str) -> bool {
    let Some((piece, others)) = pieces.split_first() else { return text.is_empty() };
    let longest = match piece {
        PatternPiece::Is(literal) => {
            return text.strip_prefix(literal.as_str()).is_some_and(|rest| pieces_fit(others, rest));
        }
        PatternPiece::Name(_) => text.find(['/', ':']).unwrap_or(text.len()),
        PatternPiece::Rest(_) => text.len(),
        PatternPiece::Known(..) => return pieces_fit(others, text),
    };
    (1..=longest).filter(|end| text.is_char_boundary(*end)).any(|end| pieces_fit(others, &text[end..]))
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { service, region, account, resource } = self;
        write!(f, "arn:{{}}:{service}:{region}:{account}:{resource}")
    }
}

#[cfg(test)]
mod tests {
    use aws_resources_codegen::resolve::model::{
        self, PatternPart,
        PatternPiece::{self, Is, Name, Rest},
    };

    use super::Pattern;

    #[test]
    fn a_pattern_of_ours_finds_what_it_fits() {
        let pattern = |region, account, resource: Vec<PatternPiece>| {
            let (service, whole) = ("s".to_owned(), None);
            model::Pattern { service, region, account, resource, whole }
        };
        let is = |text: &str| Is(text.to_owned());
        let stack = pattern(PatternPart::Some, PatternPart::Some, vec![is("stack/"), Name(None), is("/"), Name(None)]);
        let group = pattern(PatternPart::Some, PatternPart::Some, vec![is("group:"), Rest(None)]);
        let own = pattern(PatternPart::Empty, PatternPart::Is("aws".to_owned()), vec![is("stack/"), Name(None)]);
        for (text, found) in [
            ("arn:${Partition}:s:${Region}:${Account}:stack/${Name}/${Id}", [true, false, false]),
            ("arn:${Partition}:s:${Region}:${Account}:stack/${Name}", [false, false, false]),
            ("arn:${Partition}:s::${Account}:stack/${Name}/${Id}", [false, false, false]),
            ("arn:${Partition}:t:${Region}:${Account}:stack/${Name}/${Id}", [false, false, false]),
            ("arn:${Partition}:s:${Region}:${Account}:group:${Name}:x/${Id}", [false, true, false]),
            ("arn:${Partition}:s:${Region}:${Account}:group:", [false, false, false]),
            ("arn:${Partition}:s::aws:stack/${Name}", [false, false, true]),
        ] {
            let template = Pattern::read(text).unwrap();
            assert_eq!([&stack, &group, &own].map(|pattern| template.is_found_by(pattern)), found, "{text}");
        }
    }

    #[test]
    fn the_reference_is_read() {
        for (text, shown) in [
            ("arn:${Partition}:sqs:${Region}:${Account}:${QueueName}", "arn:{}:sqs:{}:{}:{}"),
            ("arn:${Partition}:s3:::${Bucket}/${Key}", "arn:{}:s3:::{}/{}"),
            ("arn:${Partition}:iam::aws:policy/${Path}", "arn:{}:iam::aws:policy/{}"),
            ("arn:aws:ec2:${Region}::image/${ImageId}", "arn:{}:ec2:{}::image/{}"),
            ("arn:${Partition}:x:${Region}:${Account}:a:${B}:c:${D}", "arn:{}:x:{}:{}:a:{}:c:{}"),
        ] {
            assert_eq!(Pattern::read(text).unwrap().to_string(), shown);
        }
        assert_eq!(Pattern::read("*"), None);
    }
}
