//! What of a resource is kept as data: a reference, tags, and the values that the caller chooses.

use std::collections::BTreeMap;

use crate::ResourceRef;

/// A resource as data: its reference, its tags, and columns of the caller's choice.
///
/// The SDK's types can't be serialised ([they have no serde](https://github.com/awslabs/aws-sdk-rust/issues/211)), so
/// a resource's data can't be written as it is: each value that is wanted is named.
///
/// ```
/// use aws_resources_runtime::{ResourceRef, record::{Record, Value}};
///
/// let reference = ResourceRef::new("rds", "DBInstance", [("id", "orders")]);
/// let record = Record::new(reference).column("engine", "postgres").column("storage", 200).column("kms_key", None::<&str>);
/// assert_eq!(record.columns["storage"], Value::Integer(200));
/// ```
///
/// With the feature `serde` it is the reference's object with two more members, `tags` and `columns`.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Record {
    /// The resource.
    #[cfg_attr(feature = "serde", serde(flatten))]
    pub reference: ResourceRef,
    /// Its tags; `None` where nobody asked for them.
    #[cfg_attr(feature = "serde", serde(default))]
    pub tags: Option<BTreeMap<String, String>>,
    /// The chosen values, by name.
    #[cfg_attr(feature = "serde", serde(default))]
    pub columns: BTreeMap<String, Value>,
}

impl Record {
    /// A record of a reference alone.
    pub fn new(reference: ResourceRef) -> Self {
        Self { reference, tags: None, columns: BTreeMap::new() }
    }

    /// With these tags.
    #[must_use]
    pub fn tags<K: Into<String>, V: Into<String>>(mut self, tags: impl IntoIterator<Item = (K, V)>) -> Self {
        self.tags = Some(tags.into_iter().map(|(key, value)| (key.into(), value.into())).collect());
        self
    }

    /// With one more value, or another one of this name.
    #[must_use]
    pub fn column(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.columns.insert(name.into(), value.into());
        self
    }
}

/// A value of a record: made of texts, numbers, booleans, and options of them.
///
/// ```
/// use aws_resources_runtime::record::Value;
///
/// assert_eq!(Value::from(Some(200)), Value::Integer(200));
/// assert_eq!(Value::from(None::<bool>), Value::Null);
/// assert_eq!(Value::from("postgres"), Value::Text("postgres".into()));
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(untagged))]
#[non_exhaustive]
pub enum Value {
    /// None: AWS didn't say.
    Null,
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// Another number.
    Float(f64),
    /// A text.
    Text(String),
}

impl From<&String> for Value {
    fn from(value: &String) -> Self {
        Self::Text(value.clone())
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<i32> for Value {
    fn from(value: i32) -> Self {
        Self::Integer(value.into())
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}

impl From<f64> for Value {
    fn from(value: f64) -> Self {
        Self::Float(value)
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

#[cfg(all(test, feature = "serde"))]
mod tests {
    use super::{Record, Value};
    use crate::ResourceRef;

    #[test]
    fn it_is_read_as_it_was_written() {
        let record = Record::new(ResourceRef::new("rds", "DBInstance", [("id", "orders")]))
            .tags([("team", "shop")])
            .column("engine", Some("postgres"))
            .column("storage", 200)
            .column("load", 0.5)
            .column("public", false)
            .column("kms_key", None::<String>);
        let text = serde_json::to_string(&record).unwrap();
        assert_eq!(
            text,
            r#"{"service":"rds","type":"DBInstance","region":null,"account":null,"identifiers":{"id":"orders"},"arn":null,"tags":{"team":"shop"},"columns":{"engine":"postgres","kms_key":null,"load":0.5,"public":false,"storage":200}}"#
        );
        assert_eq!(serde_json::from_str::<Record>(&text).unwrap(), record);
        assert_eq!(record.columns["kms_key"], Value::Null);
    }
}
