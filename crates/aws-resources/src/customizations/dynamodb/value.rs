//! Values as DynamoDB has them, looked through before they are sent and before they are read.

use std::{collections::HashMap, fmt};

use aws_sdk_dynamodb::types::AttributeValue;
use serde_core::Serialize;

/// An item, or a key, as DynamoDB has it.
pub(super) type Attributes = HashMap<String, AttributeValue>;

/// A value as DynamoDB has it, or why it can't be one.
#[derive(Clone, PartialEq)]
pub(super) struct Value(pub(super) Result<AttributeValue, String>);

impl Value {
    pub(super) fn of(value: AttributeValue) -> Self {
        Self(checked(value))
    }

    pub(super) fn serialized(value: impl Serialize) -> Self {
        Self(serde_dynamo::to_attribute_value(value).map_err(|error| error.to_string()).and_then(checked))
    }
}

impl fmt::Debug for Value {
    /// A value may be somebody's data.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

/// The item of a serde type, or why DynamoDB wouldn't take it.
pub(super) fn to_item<T: Serialize>(item: &T) -> Result<Attributes, String> {
    let item: Attributes = serde_dynamo::to_item(item).map_err(|error| error.to_string())?;
    all_checked(item)
}

/// An item whose values can be sent, or the name of an attribute whose can't, and why.
pub(super) fn all_checked(item: Attributes) -> Result<Attributes, String> {
    match find_in(&item, unsendable) {
        Some(fault) => Err(fault),
        None => Ok(item),
    }
}

/// The name of an attribute of a type that came after this SDK, if there is one: nobody can read it.
pub(super) fn unreadable(item: &Attributes) -> Option<String> {
    find_in(item, unknown)
}

fn checked(value: AttributeValue) -> Result<AttributeValue, String> {
    match find(&value, unsendable) {
        Some((place, fault)) if place.is_empty() => Err(fault.to_owned()),
        Some((place, fault)) => Err(format!("at `{place}`: {fault}")),
        None => Ok(value),
    }
}

/// What is wrong with a value that has no others in it.
type Test = fn(&AttributeValue) -> Option<&'static str>;

fn find_in(item: &Attributes, test: Test) -> Option<String> {
    item.iter().find_map(|(name, value)| {
        let (place, fault) = find(value, test)?;
        Some(format!("`{name}{place}`: {fault}"))
    })
}

/// Where in a value something is wrong, and what.
fn find(value: &AttributeValue, test: Test) -> Option<(String, &'static str)> {
    match value {
        AttributeValue::L(elements) => elements.iter().enumerate().find_map(|(index, element)| {
            let (place, fault) = find(element, test)?;
            Some((format!("[{index}]{place}"), fault))
        }),
        AttributeValue::M(members) => members.iter().find_map(|(name, member)| {
            let (place, fault) = find(member, test)?;
            Some((format!(".{name}{place}"), fault))
        }),
        plain => test(plain).map(|fault| (String::new(), fault)),
    }
}

fn unknown(value: &AttributeValue) -> Option<&'static str> {
    value.is_unknown().then_some("of a type that this version of aws-sdk-dynamodb doesn't know")
}

/// What DynamoDB refuses of every attribute.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html>
fn unsendable(value: &AttributeValue) -> Option<&'static str> {
    const NUMBER: &str = "not a number that DynamoDB has: they are finite, from 1E-130 to below 1E+126";
    const SET: &str = "an empty set, which DynamoDB doesn't have: leave the attribute out";
    let number = |text: &String| {
        text.parse::<f64>().is_ok_and(|number| number == 0.0 || (1e-130..=1e126).contains(&number.abs()))
    };
    match value {
        AttributeValue::Ss(texts) if texts.is_empty() => Some(SET),
        AttributeValue::Ns(numbers) if numbers.is_empty() => Some(SET),
        AttributeValue::Bs(values) if values.is_empty() => Some(SET),
        AttributeValue::N(text) if !number(text) => Some(NUMBER),
        AttributeValue::Ns(numbers) if !numbers.iter().all(number) => Some(NUMBER),
        other => unknown(other),
    }
}
