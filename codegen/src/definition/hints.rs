//! What the resolver demands and the types can't say: for the schema, so that editors know it too.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Value, json};

use super::resources::{Parameter, Yield};
use crate::path;

/// An ARN's template.
pub(super) const TEMPLATE: &str =
    r"^arn:\{partition\}:(\{service\}|[^:{]*):(\{region\}|[^:{]*):(\{account-id\}|[^:{]*):.+$";

/// What an ARN is found by: region and account may be anything.
pub(super) const PATTERN: &str =
    r"^arn:\{partition\}:(\{service\}|[^:{]*):(\{region\}|\{\*\}|[^:{]*):(\{account-id\}|\{\*\}|[^:{]*):.+$";

/// Parameters, by where they stand: each place has its sources.
macro_rules! parameters {
    ($($(#[doc = $doc:literal])* $name:ident: $sources:expr, $finish:expr;)*) => {
        $(
            $(#[doc = $doc])*
            pub(super) enum $name {}

            impl JsonSchema for $name {
                fn schema_name() -> Cow<'static, str> {
                    stringify!($name).into()
                }

                fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                    let mut schema = Parameter::json_schema(generator);
                    set(&mut schema, "/properties/source", "enum", json!($sources));
                    let finish: fn(&mut Schema) = $finish;
                    finish(&mut schema);
                    schema
                }
            }
        )*
    };
}

parameters! {
    /// A parameter of a request.
    RequestParameter: ["identifier", "data", "string", "integer", "boolean", "arn", "input"], |schema| {
        set(schema, "/properties/target", "pattern", json!(path::TARGET_PATTERN));
        set(schema, "/properties/target", "examples", json!(["DBInstanceIdentifier", "Filters[0].Values[0]"]));
        ["optional", "split"].iter().for_each(|key| remove(schema, key));
        needs_by_source(schema);
    };
    /// An identifier of what a response yields.
    YieldParameter: ["response", "requestParameter", "identifier", "string", "integer", "boolean"], |schema| {
        set(schema, "/properties/path", "examples", json!(["DBInstances[].DBInstanceIdentifier"]));
        remove(schema, "optional");
        needs_by_source(schema);
    };
    /// An identifier of a sub-resource or reference.
    RelatedParameter: ["data", "identifier", "input", "string", "integer", "boolean"], needs_by_source;
    /// An identifier of an item that failed. Without a `path` it is in the member of its name.
    FailureParameter: ["response"], |schema| {
        ["name", "value", "optional", "split"].iter().for_each(|key| remove(schema, key));
    };
}

/// What `has` names: its identifiers come from the data, not from a response.
pub(super) enum Related {}

impl JsonSchema for Related {
    fn schema_name() -> Cow<'static, str> {
        "Related".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = Yield::json_schema(generator);
        let parameter = generator.subschema_for::<RelatedParameter>();
        set(&mut schema, "/properties/identifiers", "items", parameter.to_value());
        schema
    }
}

/// A rule has exactly one of its forms.
pub(super) fn rule(schema: &mut Schema) {
    let forms = ["dataPath", "formatString", "identifier", "none"];
    schema.insert("oneOf".into(), forms.map(|form| json!({ "required": [form] })).into_iter().collect());
    schema.insert("dependencies".into(), json!({ "ownerPath": ["formatString"], "replace": ["formatString"] }));
}

/// What an acceptor needs, by its matcher.
pub(super) fn acceptor(schema: &mut Schema) {
    let paths = json!({ "required": ["argument"] });
    needs(
        schema,
        "matcher",
        [
            ("path", paths.clone()),
            ("pathAll", paths.clone()),
            ("pathAny", paths),
            ("error", json!({ "properties": { "expected": { "type": "string" } } })),
            ("status", json!({ "properties": { "expected": { "enum": [200, "200"] } } })),
        ],
    );
}

/// A waiter needs a way to end well.
pub(super) fn one_succeeds(schema: &mut Schema) {
    schema.insert("contains".into(), json!({ "properties": { "state": { "const": "success" } } }));
}

/// What a parameter needs, by its source; of the sources that its place has.
fn needs_by_source(schema: &mut Schema) {
    let value = |kind: &str| json!({ "required": ["value"], "properties": { "value": { "type": kind } } });
    let path = json!({ "required": ["path"] });
    let all = [
        ("identifier", json!({ "required": ["name"] })),
        ("data", path.clone()),
        ("response", path.clone()),
        ("requestParameter", path),
        ("string", value("string")),
        ("integer", value("integer")),
        ("boolean", value("boolean")),
    ];
    let sources = schema.pointer("/properties/source/enum").cloned().unwrap_or_default();
    let here = |source: &str| sources.as_array().is_some_and(|sources| sources.iter().any(|known| known == source));
    needs(schema, "source", all.into_iter().filter(|(source, _)| here(source)));
}

/// What else holds where a member has a value.
fn needs(schema: &mut Schema, member: &str, by_value: impl IntoIterator<Item = (&'static str, Value)>) {
    let rules = by_value.into_iter().map(
        |(value, then)| json!({ "if": { "properties": { member: { "const": value } }, "required": [member] }, "then": then }),
    );
    schema.insert("allOf".into(), rules.collect());
}

fn set(schema: &mut Schema, pointer: &str, key: &str, value: Value) {
    if let Some(Value::Object(at)) = schema.pointer_mut(pointer) {
        at.insert(key.to_owned(), value);
    }
}

fn remove(schema: &mut Schema, property: &str) {
    if let Some(Value::Object(properties)) = schema.get_mut("properties") {
        properties.remove(property);
    }
}
