//! An item's key.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use serde_core::Serialize;

/// What names one item: the partition key `("Id", 7)`, with the sort key `(("Customer", "c-1"), ("Day", "2026-01-31"))`,
/// or a map of the SDK's own values.
pub trait IntoKey {
    #[doc(hidden)]
    fn into_key(self) -> Result<HashMap<String, AttributeValue>, String>;
}

fn attribute(name: &str, value: impl Serialize) -> Result<(String, AttributeValue), String> {
    let value = serde_dynamo::to_attribute_value(value).map_err(|error| format!("the key's `{name}`: {error}"))?;
    Ok((name.to_owned(), value))
}

impl<V: Serialize> IntoKey for (&str, V) {
    fn into_key(self) -> Result<HashMap<String, AttributeValue>, String> {
        Ok(HashMap::from([attribute(self.0, self.1)?]))
    }
}

impl<P: Serialize, S: Serialize> IntoKey for ((&str, P), (&str, S)) {
    fn into_key(self) -> Result<HashMap<String, AttributeValue>, String> {
        let ((partition, partition_value), (sort, sort_value)) = self;
        Ok(HashMap::from([attribute(partition, partition_value)?, attribute(sort, sort_value)?]))
    }
}

impl IntoKey for HashMap<String, AttributeValue> {
    fn into_key(self) -> Result<HashMap<String, AttributeValue>, String> {
        Ok(self)
    }
}
