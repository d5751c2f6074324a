//! Which ARNs a resource type has, and the identifiers in them.

use crate::Arn;

/// How the ARNs of a resource type look, behind the partition.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct ArnPattern {
    /// The service.
    pub service: &'static str,
    /// The region.
    pub region: Part,
    /// The account.
    pub account: Part,
    /// The resource part.
    pub resource: &'static [Piece],
    /// The identifier that is the whole ARN.
    pub whole: Option<&'static str>,
}

/// A middle part of an ARN.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Empty.
    Empty,
    /// Anything, but not nothing.
    Some,
    /// The same, of a region that isn't the one in which the service is asked for it.
    Elsewhere,
    /// This.
    Is(&'static str),
}

/// A piece of the resource part.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// This text.
    Is(&'static str),
    /// A text without `/` and `:`, with the name of the identifier that it is.
    Name(Option<&'static str>),
    /// Any text, with the name of the identifier that it is.
    Rest(Option<&'static str>),
    /// No text: the identifier of this name has this value, which such ARNs leave out.
    Known(&'static str, &'static str),
}

/// What an ARN gives: identifiers by name, and how much of it the pattern says literally.
pub(super) struct Fit<'a> {
    pub(super) identifiers: Vec<(&'static str, &'a str)>,
    /// The region in which the service is asked for it.
    pub(super) region: Option<&'a str>,
    pub(super) literal: usize,
    /// How much of the resource part.
    pub(super) in_resource: usize,
}

impl ArnPattern {
    /// The identifiers in an ARN, if the pattern fits it.
    pub(super) fn fit<'a>(&self, arn: &'a Arn) -> Option<Fit<'a>> {
        let parts = self.service == arn.service() && self.region.fits(arn.region()) && self.account.fits(arn.account());
        let mut identifiers = Vec::new();
        if !parts || !fits(self.resource, arn.resource(), &mut identifiers) {
            return None;
        }
        identifiers.extend(self.whole.map(|name| (name, arn.as_str())));
        let in_resource: usize = self.resource.iter().map(Piece::literal).sum();
        let region = arn.region().filter(|_| self.region != Part::Elsewhere);
        let literal = in_resource + self.region.literal() + self.account.literal();
        Some(Fit { identifiers, region, literal, in_resource })
    }
}

impl Part {
    fn fits(self, part: Option<&str>) -> bool {
        match self {
            Self::Empty => part.is_none(),
            Self::Some | Self::Elsewhere => part.is_some(),
            Self::Is(text) => part == Some(text),
        }
    }

    fn literal(self) -> usize {
        match self {
            Self::Is(text) => text.len(),
            Self::Empty | Self::Some | Self::Elsewhere => 0,
        }
    }
}

impl Piece {
    fn literal(&self) -> usize {
        match self {
            Self::Is(text) => text.len(),
            Self::Name(_) | Self::Rest(_) | Self::Known(..) => 0,
        }
    }
}

/// Whether the pieces are the text; what they are is then in `found`. The shortest texts are tried first, and none is
/// empty.
fn fits<'a>(pieces: &[Piece], text: &'a str, found: &mut Vec<(&'static str, &'a str)>) -> bool {
    let Some((piece, others)) = pieces.split_first() else { return text.is_empty() };
    let (identifier, longest) = match piece {
        Piece::Is(literal) => return text.strip_prefix(*literal).is_some_and(|rest| fits(others, rest, found)),
        Piece::Name(identifier) => (identifier, text.find(['/', ':']).unwrap_or(text.len())),
        Piece::Rest(identifier) => (identifier, text.len()),
        Piece::Known(name, value) => {
            found.push((*name, *value));
            return fits(others, text, found);
        }
    };
    // The last piece has no choice.
    let shortest = if others.is_empty() { text.len() } else { 1 };
    (shortest..=longest).filter(|end| *end > 0 && text.is_char_boundary(*end)).any(|end| {
        let before = found.len();
        let (value, rest) = text.split_at(end);
        if let Some(name) = *identifier {
            // Named twice, it is one text.
            match found.iter().find(|(other, _)| *other == name) {
                Some((_, known)) if *known != value => return false,
                Some(_) => {}
                None => found.push((name, value)),
            }
        }
        let fit = fits(others, rest, found);
        if !fit {
            found.truncate(before);
        }
        fit
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{
        ArnPattern, Part,
        Piece::{self, Is, Known, Name, Rest},
    };
    use crate::Arn;

    const fn pattern(service: &'static str, region: Part, account: Part, resource: &'static [Piece]) -> ArnPattern {
        ArnPattern { service, region, account, resource, whole: None }
    }

    const fn regional(service: &'static str, resource: &'static [Piece]) -> ArnPattern {
        pattern(service, Part::Some, Part::Some, resource)
    }

    const BUCKET: ArnPattern = pattern("s3", Part::Empty, Part::Empty, &[Name(Some("name"))]);
    const OBJECT: ArnPattern =
        pattern("s3", Part::Empty, Part::Empty, &[Name(Some("bucket_name")), Is("/"), Rest(Some("key"))]);
    const ROLE: ArnPattern = pattern("iam", Part::Empty, Part::Some, &[Is("role/"), Name(Some("name"))]);
    const ROLE_IN_PATH: ArnPattern =
        pattern("iam", Part::Empty, Part::Some, &[Is("role/"), Rest(None), Is("/"), Name(Some("name"))]);
    const TOPIC: ArnPattern = ArnPattern { whole: Some("arn"), ..regional("sns", &[Name(None)]) };
    const SUBSCRIPTION: ArnPattern =
        ArnPattern { whole: Some("arn"), ..regional("sns", &[Name(None), Is(":"), Name(None)]) };
    const CLASSIC: ArnPattern = regional("elasticloadbalancing", &[Is("loadbalancer/"), Name(Some("name"))]);
    const BALANCER: ArnPattern = ArnPattern {
        whole: Some("arn"),
        ..regional("elasticloadbalancing", &[Is("loadbalancer/"), Name(None), Is("/"), Name(None), Is("/"), Name(None)])
    };
    const CLUSTER: ArnPattern = ArnPattern { whole: Some("arn"), ..regional("ecs", &[Is("cluster/"), Name(None)]) };
    const GROUP: ArnPattern = regional("logs", &[Is("log-group:"), Rest(Some("name"))]);
    const GROUP_AND_STREAMS: ArnPattern = regional("logs", &[Is("log-group:"), Rest(Some("name")), Is(":*")]);
    const STREAM: ArnPattern =
        regional("logs", &[Is("log-group:"), Rest(Some("group")), Is(":log-stream:"), Rest(Some("name"))]);

    /// The identifiers by the most literal of the patterns that fit, and how many those are.
    fn best(arn: &str, patterns: &[ArnPattern]) -> (usize, Vec<(String, String)>) {
        let arn: Arn = arn.parse().unwrap();
        let mut fits: Vec<_> = patterns.iter().filter_map(|pattern| pattern.fit(&arn)).collect();
        fits.sort_by_key(|fit| fit.literal);
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        (fits.len(), fits.last().map(|fit| fit.identifiers.iter().map(owned).collect()).unwrap_or_default())
    }

    fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn buckets_and_objects_are_told_apart() {
        let patterns = [BUCKET, OBJECT];
        assert_eq!(best("arn:aws:s3:::logs", &patterns), (1, pairs(&[("name", "logs")])));
        let object = pairs(&[("bucket_name", "logs"), ("key", "2026/11:22/a b")]);
        assert_eq!(best("arn:aws-cn:s3:::logs/2026/11:22/a b", &patterns), (1, object));
        // An access point isn't a bucket: it has a region and an account.
        assert_eq!(best("arn:aws:s3:eu-west-1:123456789012:accesspoint/logs", &patterns).0, 0);
        assert_eq!(best("arn:aws:s3:::logs/", &patterns).0, 0);
    }

    #[test]
    fn the_path_of_a_role_is_no_part_of_its_name() {
        let patterns = [ROLE, ROLE_IN_PATH];
        for arn in ["arn:aws:iam::123456789012:role/audit", "arn:aws:iam::123456789012:role/a/b/audit"] {
            assert_eq!(best(arn, &patterns), (1, pairs(&[("name", "audit")])), "{arn}");
        }
        assert_eq!(best("arn:aws:iam::123456789012:role/a/", &patterns).0, 0);
        assert_eq!(best("arn:aws:iam:::role/audit", &patterns).0, 0);
    }

    #[test]
    fn a_topic_is_no_subscription() {
        let patterns = [TOPIC, SUBSCRIPTION];
        for arn in ["arn:aws:sns:eu-west-1:123456789012:orders", "arn:aws:sns:eu-west-1:123456789012:orders:5b1c"] {
            assert_eq!(best(arn, &patterns), (1, pairs(&[("arn", arn)])));
        }
        assert_eq!(best("arn:aws:sns:eu-west-1:123456789012:app/GCM/a", &patterns).0, 0);
    }

    #[test]
    fn load_balancers_are_of_one_version() {
        let patterns = [CLASSIC, BALANCER];
        let classic = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/web";
        assert_eq!(best(classic, &patterns), (1, pairs(&[("name", "web")])));
        let balancer = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/web/50dc6c495c0c9188";
        assert_eq!(best(balancer, &patterns), (1, pairs(&[("arn", balancer)])));
        let cluster = "arn:aws:ecs:eu-west-1:123456789012:cluster/web";
        assert_eq!(best(cluster, &[CLASSIC, CLUSTER]), (1, pairs(&[("arn", cluster)])));
    }

    #[test]
    fn the_most_literal_pattern_says_most() {
        let patterns = [GROUP, GROUP_AND_STREAMS, STREAM];
        let group = pairs(&[("name", "/aws/lambda/audit")]);
        let arn = "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/audit";
        assert_eq!(best(arn, &patterns), (1, group.clone()));
        assert_eq!(best(&format!("{arn}:*"), &patterns), (2, group));
        let stream = pairs(&[("group", "/aws/lambda/audit"), ("name", "2026/11/22/[$LATEST]0a:1")]);
        assert_eq!(best(&format!("{arn}:log-stream:2026/11/22/[$LATEST]0a:1"), &patterns), (2, stream));
    }

    #[test]
    fn a_region_can_be_another_than_that_of_the_service() {
        const EVENT: ArnPattern =
            ArnPattern { whole: Some("arn"), ..pattern("health", Part::Elsewhere, Part::Empty, &[Rest(None)]) };
        let arn: Arn = "arn:aws:health:global::event/IAM/CODE/ID".parse().unwrap();
        assert_eq!(EVENT.fit(&arn).map(|fit| fit.region), Some(None));
        let arn: Arn = "arn:aws:s3:eu-west-1:123456789012:x".parse().unwrap();
        assert_eq!(regional("s3", &[Is("x")]).fit(&arn).map(|fit| fit.region), Some(Some("eu-west-1")));
    }

    #[test]
    fn what_an_arn_leaves_out_is_known() {
        const RULE: ArnPattern = regional("events", &[Is("rule/"), Rest(Some("bus")), Is("/"), Name(Some("name"))]);
        const DEFAULT: ArnPattern = regional("events", &[Is("rule/"), Known("bus", "default"), Name(Some("name"))]);
        let arn = "arn:aws:events:eu-west-1:123456789012:rule";
        for (rule, bus) in
            [("nightly", "default"), ("orders/nightly", "orders"), ("aws.partner/a/nightly", "aws.partner/a")]
        {
            let expected = (1, pairs(&[("bus", bus), ("name", "nightly")]));
            assert_eq!(best(&format!("{arn}/{rule}"), &[RULE, DEFAULT]), expected);
        }
    }

    #[test]
    fn an_identifier_that_is_named_twice_is_one_text() {
        const TWICE: ArnPattern = regional("x", &[Name(Some("a")), Is("/"), Name(Some("a"))]);
        assert_eq!(best("arn:aws:x:r:1:one/one", &[TWICE]), (1, pairs(&[("a", "one")])));
        assert_eq!(best("arn:aws:x:r:1:one/two", &[TWICE]).0, 0);
    }

    proptest! {
        #[test]
        fn what_fits_makes_the_arn_again(bucket in "[a-z0-9.-]{1,20}", key in ".{1,40}") {
            let arn: Arn = format!("arn:aws:s3:::{bucket}/{key}").parse().unwrap();
            let fit = OBJECT.fit(&arn).unwrap();
            prop_assert_eq!(fit.identifiers, vec![("bucket_name", bucket.as_str()), ("key", key.as_str())]);
            prop_assert_eq!(fit.literal, 1);
        }
    }
}
