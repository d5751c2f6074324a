//! An item of DynamoDB with an attribute of each type.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{Error, Visitor},
};

/// An item with the key of a customer and a day, and an attribute of each type besides.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct EveryType {
    customer: String,
    day: u32,
    nothing: Option<String>,
    flag: bool,
    text: String,
    number: f64,
    bytes: Binary,
    #[serde(with = "serde_dynamo::string_set")]
    texts: BTreeSet<String>,
    #[serde(with = "serde_dynamo::number_set")]
    numbers: BTreeSet<u32>,
    #[serde(with = "serde_dynamo::binary_set")]
    blobs: BTreeSet<Binary>,
    list: (String, u32, Vec<String>),
    map: BTreeMap<String, String>,
}

impl EveryType {
    /// The item of this customer and day.
    pub fn of(customer: &str, day: u32) -> Self {
        Self {
            customer: customer.to_owned(),
            day,
            nothing: None,
            flag: true,
            text: "mystring".to_owned(),
            number: 1.25,
            bytes: Binary(vec![1]),
            texts: ["bar", "foo"].map(str::to_owned).into(),
            numbers: [1, 2].into(),
            blobs: [Binary(vec![1]), Binary(vec![2])].into(),
            list: ("foo".to_owned(), 1, vec!["x".to_owned()]),
            map: [("foo".to_owned(), "bar".to_owned())].into(),
        }
    }
}

/// Bytes that serde is told are some: it makes a list of a `Vec`.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
struct Binary(Vec<u8>);

impl Serialize for Binary {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

impl<'de> Deserialize<'de> for Binary {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_bytes(Bytes)
    }
}

struct Bytes;

impl Visitor<'_> for Bytes {
    type Value = Binary;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("bytes")
    }

    fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Binary, E> {
        Ok(Binary(bytes.to_vec()))
    }
}
