//! An item's key.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use serde_core::Serialize;

use super::{
    operand::IntoOperand,
    value::{Attributes, all_checked, to_item},
};

/// What names one item: the partition key `("Id", 7)`, with the sort key `(("Customer", "c-1"), ("Day", "2026-01-31"))`;
/// a reference to a struct or map with the same attributes; or a map of the SDK's own values.
///
/// ```
/// use aws_resources::dynamodb::{Items, binary};
/// # use aws_resources::Result;
/// # use serde::{Deserialize, Serialize};
///
/// #[derive(Serialize)]
/// struct OrderKey {
///     customer: String,
///     day: u32,
/// }
///
/// # #[derive(Deserialize)]
/// # struct Order;
/// # async fn example(orders: Items<Order>, files: Items<Order>, key: OrderKey) -> Result<()> {
/// orders.get((("customer", "c-1"), ("day", 31))).await?;
/// orders.get(&key).await?;
/// files.get(("digest", binary([0x5a, 0x17]))).await?;
/// # Ok(())
/// # }
/// ```
///
/// It can be implemented for types of one's own.
pub trait IntoKey {
    /// The key's attributes; or why they can't be made, which becomes the request's error.
    ///
    /// # Errors
    /// Something that has no attributes, or whose value is none.
    fn into_key(self) -> Result<HashMap<String, AttributeValue>, String>;
}

macro_rules! pairs {
    ($($name:ty),*) => {$(
        impl<V: IntoOperand> IntoKey for ($name, V) {
            fn into_key(self) -> Result<HashMap<String, AttributeValue>, String> {
                Ok(HashMap::from([attribute(self.0, self.1)?]))
            }
        }

        impl<P: IntoOperand, S: IntoOperand> IntoKey for (($name, P), ($name, S)) {
            fn into_key(self) -> Result<HashMap<String, AttributeValue>, String> {
                let ((partition, partition_value), (sort, sort_value)) = self;
                let (partition, sort) = (attribute(partition, partition_value)?, attribute(sort, sort_value)?);
                // One of them would be lost, and the rest may name another item.
                if partition.0 == sort.0 {
                    return Err(format!("the key has `{}` twice", sort.0));
                }
                Ok(HashMap::from([partition, sort]))
            }
        }
    )*};
}

pairs!(&str, String);

impl<T: Serialize> IntoKey for &T {
    fn into_key(self) -> Result<HashMap<String, AttributeValue>, String> {
        to_item(self).map_err(|fault| format!("the key: {fault}"))
    }
}

impl IntoKey for HashMap<String, AttributeValue> {
    fn into_key(self) -> Result<HashMap<String, AttributeValue>, String> {
        Ok(self)
    }
}

fn attribute(name: impl Into<String>, value: impl IntoOperand) -> Result<(String, AttributeValue), String> {
    let name = name.into();
    match value.into_operand().as_value().and_then(|value| value.0.clone()) {
        Ok(value) => Ok((name, value)),
        Err(fault) => Err(format!("the key's `{name}`: {fault}")),
    }
}

/// A key whose values [can be some](https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html).
pub(super) fn checked(key: impl IntoKey) -> Result<Attributes, String> {
    let key = all_checked(key.into_key()?).map_err(|fault| format!("the key's {fault}"))?;
    if key.is_empty() {
        return Err("the key has no attribute".to_owned());
    }
    for (name, value) in &key {
        let is_filled = match value {
            AttributeValue::S(text) => !text.is_empty(),
            AttributeValue::B(data) => !data.as_ref().is_empty(),
            other => other.is_n(),
        };
        if !is_filled {
            return Err(format!("the key's `{name}`: a key is a number, or text or binary data that isn't empty"));
        }
    }
    Ok(key)
}

/// Whether two keys, of the same attributes in the same order, are of one item. Numbers are compared by what they are,
/// as DynamoDB does: 1 and 1.0 are one key.
pub(super) fn same(one: &[&AttributeValue], other: &[&AttributeValue]) -> bool {
    let is_same = |(one, other): (&&AttributeValue, &&AttributeValue)| match (one, other) {
        (AttributeValue::N(text), AttributeValue::N(another)) => {
            text == another || decimal(text).is_some_and(|number| decimal(another) == Some(number))
        }
        _ => one == other,
    };
    one.len() == other.len() && one.iter().zip(other).all(is_same)
}

/// A number by its sign, its digits without zeros around them, and the power of ten that these are of.
fn decimal(text: &str) -> Option<(bool, String, i64)> {
    let (digits, power) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (is_negative, digits) = match digits.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, digits.strip_prefix('+').unwrap_or(digits)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all = [whole, fraction].concat();
    if all.is_empty() || !all.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let significant = all.trim_start_matches('0');
    let short = significant.trim_end_matches('0');
    if short.is_empty() {
        return Some((false, String::new(), 0));
    }
    let (behind, zeros) = (i64::try_from(fraction.len()).ok()?, i64::try_from(significant.len() - short.len()).ok()?);
    // What is too large for this power is no number that DynamoDB has.
    let power = i64::from(power.parse::<i32>().ok()?) - behind + zeros;
    Some((is_negative, short.to_owned(), power))
}

#[cfg(test)]
mod tests {
    use super::{AttributeValue, same};

    #[test]
    fn numbers_are_one_key_however_they_are_written() {
        let number = |text: &str| AttributeValue::N(text.to_owned());
        let is_same = |one: &str, other: &str| same(&[&number(one)], &[&number(other)]);
        for (one, other) in
            [("1", "1.0"), ("100", "1e2"), ("+0.50", "5E-1"), ("0", "-0.0"), ("007", "7."), ("-1200", "-1.2e+3")]
        {
            assert!(is_same(one, other) && is_same(other, one), "{one} and {other}");
        }
        for (one, other) in
            [("1", "-1"), ("1", "10"), ("1", "0.1"), ("12345678901234567890", "12345678901234567891"), ("x", "y")]
        {
            assert!(!is_same(one, other) && !is_same(other, one), "{one} and {other}");
        }
        assert!(is_same("0e99999999999", "0") && is_same("x", "x"));
        assert!(!same(&[&number("1")], &[&AttributeValue::S("1".to_owned())]));
        let text = AttributeValue::S("a".to_owned());
        assert!(same(&[&text, &number("1")], &[&text, &number("1.0")]));
        assert!(!same(&[&text, &number("1")], &[&text, &number("2")]));
    }
}
