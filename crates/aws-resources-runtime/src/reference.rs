//! What is left of a resource when it is written down: where it is, and what it is called.

use std::{collections::BTreeMap, fmt};

use crate::{Arn, Session};

/// A resource in words: service, type, identifiers, and where it is. It goes where a session can't: into a file, a
/// queue, another process.
///
/// [`Resource::reference`](crate::Resource::reference) makes one without a call,
/// [`Resource::reference_with_arn`](crate::Resource::reference_with_arn) one with ARN and account. It becomes a live
/// resource again by the registry of the crate that has the services: in `aws-resources`, `session.resource(&reference)`.
///
/// With the feature `serde` it is read and written as
///
/// ```json
/// {
///   "service": "rds",
///   "type": "DBInstance",
///   "region": "eu-west-1",
///   "account": "123456789012",
///   "identifiers": { "id": "orders" },
///   "arn": "arn:aws:rds:eu-west-1:123456789012:db:orders"
/// }
/// ```
///
/// References are equal when all of this is, whether or not a session sees one resource in them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct ResourceRef {
    /// boto3's name of the service: `elbv2`.
    pub service: String,
    /// The name of the resource type: `DBInstance`.
    #[cfg_attr(feature = "serde", serde(rename = "type"))]
    pub type_name: String,
    /// The region of the session that it was seen in.
    #[cfg_attr(feature = "serde", serde(default))]
    pub region: Option<String>,
    /// The account of that session, where it was known. Of what another account shares, that isn't the ARN's.
    #[cfg_attr(feature = "serde", serde(default))]
    pub account: Option<String>,
    /// The identifiers as texts, by name. One that is optional and absent isn't there.
    pub identifiers: BTreeMap<String, String>,
    /// The ARN, where it was known.
    #[cfg_attr(feature = "serde", serde(default))]
    pub arn: Option<Arn>,
}

impl ResourceRef {
    /// A reference by service, type and identifiers, without a place: it is what a session sees in its own.
    ///
    /// ```
    /// use aws_resources_runtime::ResourceRef;
    ///
    /// let mut reference = ResourceRef::new("rds", "DBInstance", [("id", "orders")]);
    /// reference.region = Some("eu-west-1".into());
    /// assert_eq!(reference.to_string(), r#"rds DBInstance id="orders" (region eu-west-1)"#);
    /// ```
    pub fn new<N: Into<String>, V: Into<String>>(
        service: impl Into<String>,
        type_name: impl Into<String>,
        identifiers: impl IntoIterator<Item = (N, V)>,
    ) -> Self {
        Self {
            service: service.into(),
            type_name: type_name.into(),
            region: None,
            account: None,
            identifiers: identifiers.into_iter().map(|(name, value)| (name.into(), value.into())).collect(),
            arn: None,
        }
    }

    /// The same, seen in this session.
    pub(crate) fn seen_in(self, session: &Session) -> Self {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        Self { region: owned(session.region_name()), account: owned(session.known_account_id()), ..self }
    }
}

impl fmt::Display for ResourceRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { service, type_name, region, account, identifiers, .. } = self;
        write!(f, "{service} {type_name}")?;
        for (name, value) in identifiers {
            write!(f, " {name}={value:?}")?;
        }
        match (account, region) {
            (Some(account), Some(region)) => write!(f, " (account {account}, region {region})"),
            (Some(account), None) => write!(f, " (account {account})"),
            (None, Some(region)) => write!(f, " (region {region})"),
            (None, None) => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ResourceRef;

    fn reference() -> ResourceRef {
        let mut reference = ResourceRef::new("route53", "ResourceRecordSet", [("name", "a."), ("type", "A")]);
        reference.account = Some("123456789012".into());
        reference
    }

    #[test]
    fn it_is_shown_with_its_place() {
        let shown = reference().to_string();
        assert_eq!(shown, r#"route53 ResourceRecordSet name="a." type="A" (account 123456789012)"#);
    }

    #[cfg(feature = "serde")]
    #[test]
    fn it_is_read_as_it_was_written() {
        let mut reference = reference();
        reference.arn = Some("arn:aws:route53:::hostedzone/Z1".parse().unwrap());
        let text = serde_json::to_string(&reference).unwrap();
        assert_eq!(
            text,
            r#"{"service":"route53","type":"ResourceRecordSet","region":null,"account":"123456789012","identifiers":{"name":"a.","type":"A"},"arn":"arn:aws:route53:::hostedzone/Z1"}"#
        );
        assert_eq!(serde_json::from_str::<ResourceRef>(&text).unwrap(), reference);
        let short = r#"{"service":"s3","type":"Bucket","identifiers":{"name":"logs"}}"#;
        assert_eq!(
            serde_json::from_str::<ResourceRef>(short).unwrap(),
            ResourceRef::new("s3", "Bucket", [("name", "logs")])
        );
    }

    #[cfg(feature = "serde")]
    #[test]
    fn what_is_no_arn_is_refused() {
        let text = r#"{"service":"s3","type":"Bucket","identifiers":{},"arn":"logs"}"#;
        let error = serde_json::from_str::<ResourceRef>(text).unwrap_err().to_string();
        assert!(error.contains("`logs` is not an ARN"), "{error}");
    }
}
