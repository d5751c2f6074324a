//! Amazon Resource Names, typed.

use std::{fmt, str::FromStr};

use crate::error::{Error, ErrorKind};

/// An Amazon Resource Name: `arn:partition:service:region:account:resource`.
///
/// Region and account may be empty, and the resource part may hold anything, also `:` and `/`
/// (<https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html>).
///
/// ```
/// use aws_resources_runtime::Arn;
///
/// let arn: Arn = "arn:aws:rds:eu-west-1:123456789012:db:orders".parse()?;
/// assert_eq!(arn.partition(), "aws");
/// assert_eq!(arn.service(), "rds");
/// assert_eq!(arn.region(), Some("eu-west-1"));
/// assert_eq!(arn.account(), Some("123456789012"));
/// assert_eq!(arn.resource(), "db:orders");
/// assert_eq!(arn.resource_type(), Some("db"));
/// assert_eq!(arn.resource_id(), "orders");
/// # Ok::<(), aws_resources_runtime::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Arn {
    text: Box<str>,
    /// Where the colons stand that end `arn`, partition, service, region and account.
    colons: [u16; 5],
}

impl Arn {
    /// The partition: `aws`, `aws-cn`, `aws-us-gov`, …
    pub fn partition(&self) -> &str {
        self.segment(0)
    }

    /// The service, as its ARNs name it (`elasticloadbalancing`, not `elbv2`).
    pub fn service(&self) -> &str {
        self.segment(1)
    }

    /// The region, or `None` where the ARN has none (IAM, Route 53, S3 buckets, …).
    pub fn region(&self) -> Option<&str> {
        Some(self.segment(2)).filter(|region| !region.is_empty())
    }

    /// The account that owns the resource, or `None` where the ARN has none.
    pub fn account(&self) -> Option<&str> {
        Some(self.segment(3)).filter(|account| !account.is_empty())
    }

    /// Everything after the account: `db:orders`, `hostedzone/Z123`, `my-bucket/a/key`.
    pub fn resource(&self) -> &str {
        &self.text[usize::from(self.colons[4]) + 1..]
    }

    /// The resource part up to its first `:` or `/`, or `None` where it has neither.
    pub fn resource_type(&self) -> Option<&str> {
        self.split_resource().map(|(kind, _)| kind)
    }

    /// The resource part after its first `:` or `/`, or all of it where it has neither.
    pub fn resource_id(&self) -> &str {
        self.split_resource().map_or(self.resource(), |(_, id)| id)
    }

    /// The ARN as text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    fn split_resource(&self) -> Option<(&str, &str)> {
        let resource = self.resource();
        let at = resource.find([':', '/'])?;
        Some((&resource[..at], &resource[at + 1..]))
    }

    fn segment(&self, index: usize) -> &str {
        &self.text[usize::from(self.colons[index]) + 1..usize::from(self.colons[index + 1])]
    }
}

impl FromStr for Arn {
    type Err = Error;

    /// # Errors
    /// [`ErrorKind::InvalidArn`] when the text does not start with `arn:`, has fewer than six parts, or has no
    /// partition, service or resource.
    fn from_str(text: &str) -> Result<Self, Error> {
        let invalid = |why: &str| {
            Error::new(
                ErrorKind::InvalidArn,
                format!("`{text}` is not an ARN: {why}; an ARN is arn:partition:service:region:account:resource"),
            )
        };
        if !text.starts_with("arn:") {
            return Err(invalid("it does not start with `arn:`"));
        }
        let mut colons = [0; 5];
        let mut found = text.match_indices(':').map(|(at, _)| at);
        for colon in &mut colons {
            let at = found.next().ok_or_else(|| invalid("it has fewer than six parts"))?;
            *colon = u16::try_from(at).map_err(|_| invalid("it is too long"))?;
        }
        let arn = Self { text: text.into(), colons };
        match () {
            () if arn.partition().is_empty() => Err(invalid("its partition is empty")),
            () if arn.service().is_empty() => Err(invalid("its service is empty")),
            () if arn.resource().is_empty() => Err(invalid("its resource is empty")),
            () => Ok(arn),
        }
    }
}

impl fmt::Display for Arn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl fmt::Debug for Arn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Arn({})", self.text)
    }
}

impl AsRef<str> for Arn {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

impl TryFrom<&str> for Arn {
    type Error = Error;

    fn try_from(text: &str) -> Result<Self, Error> {
        text.parse()
    }
}

impl TryFrom<String> for Arn {
    type Error = Error;

    fn try_from(text: String) -> Result<Self, Error> {
        text.parse()
    }
}

impl PartialEq<str> for Arn {
    fn eq(&self, other: &str) -> bool {
        *self.text == *other
    }
}

impl PartialEq<&str> for Arn {
    fn eq(&self, other: &&str) -> bool {
        *self.text == **other
    }
}

impl From<Arn> for String {
    fn from(arn: Arn) -> Self {
        arn.text.into()
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Arn {
    /// As text.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Arn {
    /// From text.
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <String as serde::Deserialize>::deserialize(deserializer)?;
        text.parse().map_err(|error: Error| serde::de::Error::custom(error.message()))
    }
}

/// One of the middle parts of a built ARN, as a rule states it.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub enum Segment<'a> {
    /// Left empty.
    Empty,
    /// The session's own region or account.
    Session,
    /// A value: a literal of the rule, or the owner's account from the data.
    Value(&'a str),
}

#[cfg(test)]
mod tests {
    use super::Arn;
    use proptest::prelude::*;

    #[test]
    fn parts_that_are_not_arns_are_refused() {
        for text in ["", "arn", "arn:aws", "arn:aws:s3:::", "arn::s3:::b", "arn:aws::::b", "urn:aws:s3:::b"] {
            let error = text.parse::<Arn>().unwrap_err().to_string();
            assert!(error.contains("is not an ARN"), "{error}");
        }
    }

    #[test]
    fn a_resource_keeps_colons_and_slashes() {
        let arn: Arn = "arn:aws:rds:eu-west-1:123456789012:snapshot:rds:db-0-2026-11-21-02-00".parse().unwrap();
        assert_eq!(arn.resource_type(), Some("snapshot"));
        assert_eq!(arn.resource_id(), "rds:db-0-2026-11-21-02-00");
        let arn: Arn = "arn:aws:s3:::bucket/a:b/c".parse().unwrap();
        assert_eq!((arn.region(), arn.account()), (None, None));
        assert_eq!(arn.resource_id(), "a:b/c");
        let arn: Arn = "arn:aws:sns:us-east-1:123456789012:topic".parse().unwrap();
        assert_eq!((arn.resource_type(), arn.resource_id()), (None, "topic"));
    }

    proptest! {
        #[test]
        fn what_is_parsed_is_displayed_again(
            partition in "[a-z-]{1,10}", service in "[a-z0-9-]{1,12}", region in "[a-z0-9-]{0,14}",
            account in "[0-9]{0,12}", resource in ".{1,40}",
        ) {
            let text = format!("arn:{partition}:{service}:{region}:{account}:{resource}");
            let arn: Arn = text.parse().unwrap();
            prop_assert_eq!(arn.to_string(), text);
            prop_assert_eq!(arn.resource(), resource);
            prop_assert_eq!(arn.region().unwrap_or_default(), region);
            prop_assert_eq!(arn.account().unwrap_or_default(), account);
        }

        #[test]
        fn no_text_panics(text in ".{0,60}") {
            let _ = text.parse::<Arn>();
        }
    }
}
