//! The structure of an ARN: its literal parts, and where there is a value.

use std::fmt;

use aws_resources_codegen::resolve::model::{Piece, Segment, Template};

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
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { service, region, account, resource } = self;
        write!(f, "arn:{{}}:{service}:{region}:{account}:{resource}")
    }
}

#[cfg(test)]
mod tests {
    use super::Pattern;

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
