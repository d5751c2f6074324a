//! One change of a JSON value.

use arbitrary::{Result, Unstructured};
use aws_resources_codegen::definition::{child, unescaped};
use serde_json::Value;

/// Texts that are likely to be mistaken for something.
const TEXTS: &[&str] = &[
    "",
    "@",
    "[]",
    "[0]",
    "A[].B[]",
    "[A,B]|[]",
    "[A]|[].",
    "Trail.",
    ".Name",
    "{",
    "}",
    "{name}",
    "{}",
    "self",
    "Self",
    "type",
    "async",
    "9lives",
    "a b",
    "naïve",
    "日本",
    "\u{0}",
    "\r",
    "\r\n",
    "\u{2028}",
    "\u{202e}",
    "\"",
    "\\",
    "//",
    "*/",
    "```",
    "]: x",
    "arn",
    "identifier",
    "data",
    "input",
    "response",
    "requestParameter",
    "string",
    "integer",
    "boolean",
    "Trail",
    "Channel",
    "Name",
    "TrailList[]",
    "TrailList[].Name",
    "Filters[0].Values[]",
    "Filters[18446744073709551615]",
    "arn:{partition}:{service}:{region}:{account-id}:{",
    "ListTrails",
    "GetTrail",
    "ListBuckets",
    "GetObject",
    "success",
    "failure",
    "pathAll",
    "error",
    "/",
    "~1",
    "\n",
    "Session",
    "Result",
    "prelude",
    "new",
    "Client",
    "String",
    "aws-sdk-s3",
    "aws-sdk-none",
    "none",
    "$",
    "_",
    "é[",
    "A.é",
];

/// Changes one value, or two.
pub(super) fn mutate(whole: &mut Value, bytes: &mut Unstructured<'_>) -> Result<()> {
    let mut places = Vec::new();
    pointers(whole, "", &mut places);
    if places.is_empty() {
        *whole = value(bytes)?;
        return Ok(());
    }
    let at = bytes.choose(&places)?.as_str();
    match bytes.int_in_range(0..=9)? {
        0 | 1 => replace(whole, at, |_, _| Vec::new()),
        2 | 3 => {
            let name = text(bytes)?;
            replace(whole, at, |_, value| vec![(name, value)]);
        }
        4 => {
            let name = text(bytes)?;
            replace(whole, at, |key, value| vec![(key.to_owned(), value.clone()), (name, value)]);
        }
        5 => {
            let other = bytes.choose(&places)?;
            let values = (whole.pointer(at).cloned(), whole.pointer(other).cloned());
            for (place, value) in [(at, values.1), (other, values.0)] {
                if let (Some(place), Some(value)) = (whole.pointer_mut(place), value) {
                    *place = value;
                }
            }
        }
        6 => {
            let other = whole.pointer(bytes.choose(&places)?).cloned();
            if let (Some(place), Some(other)) = (whole.pointer_mut(at), other) {
                *place = other;
            }
        }
        _ => {
            let value = value(bytes)?;
            if let Some(place) = whole.pointer_mut(at) {
                *place = value;
            }
        }
    }
    Ok(())
}

fn text(bytes: &mut Unstructured<'_>) -> Result<String> {
    match bytes.int_in_range(0..=3)? {
        0 => bytes.arbitrary(),
        1 => Ok(bytes.choose(TEXTS)?.repeat(bytes.int_in_range(2..=200)?)),
        _ => Ok((*bytes.choose(TEXTS)?).to_owned()),
    }
}

fn value(bytes: &mut Unstructured<'_>) -> Result<Value> {
    Ok(match bytes.int_in_range(0..=11)? {
        0 => bytes.arbitrary::<i64>()?.into(),
        1 => bytes.arbitrary::<f64>()?.into(),
        2 => bytes.arbitrary::<bool>()?.into(),
        3 => Value::Null,
        4 => Value::Array(Vec::new()),
        5 => Value::Object(serde_json::Map::new()),
        6 => (0..bytes.int_in_range(1..=300)?).fold(Value::Null, |inner: Value, _: i32| Value::Array(vec![inner])),
        _ => text(bytes)?.into(),
    })
}

/// The pointers of all values but the whole.
fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
    let mut each = |key: &str, inner: &Value| {
        let pointer = child(at, key);
        found.push(pointer.clone());
        pointers(inner, &pointer, found);
    };
    match value {
        Value::Object(members) => members.iter().for_each(|(key, inner)| each(key, inner)),
        Value::Array(values) => values.iter().enumerate().for_each(|(at, inner)| each(&at.to_string(), inner)),
        _ => {}
    }
}

/// Puts other members in the place of one, or other elements.
fn replace(whole: &mut Value, pointer: &str, with: impl FnOnce(&str, Value) -> Vec<(String, Value)>) {
    let Some((around, key)) = pointer.rsplit_once('/') else { return };
    let key = unescaped(key);
    match whole.pointer_mut(around) {
        Some(Value::Object(members)) => {
            let mut with = Some(with);
            for (name, value) in std::mem::take(members) {
                match with.take_if(|_| name == key) {
                    Some(with) => members.extend(with(&name, value)),
                    None => _ = members.insert(name, value),
                }
            }
        }
        Some(Value::Array(values)) => {
            let Ok(at) = key.parse::<usize>() else { return };
            let value = values.remove(at);
            values.splice(at..at, with(&key, value).into_iter().map(|(_, value)| value));
        }
        _ => {}
    }
}
