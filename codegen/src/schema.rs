//! The JSON Schema of the model files, by which editors complete and check them: made of the types that read them.

use schemars::{
    JsonSchema, Schema,
    generate::SchemaSettings,
    transform::{RecursiveTransform, Transform as _},
};
use serde_json::{Value, json};

use crate::{
    Output,
    definition::{
        arns::Arns,
        omissions::Omissions,
        paginators::Paginators,
        resources::Resources,
        services::{self, Services},
        waiters::Waiters,
    },
    names,
};

/// The schemas of all model files, by their names: `resources-1.schema.json` and so on.
pub fn files() -> Output {
    let texts = [
        ("arns-1", text::<Arns>("arns-1.json", names::PATTERN)),
        ("omissions-1", text::<Omissions>("omissions-1.json", names::PATTERN)),
        ("paginators-1", text::<Paginators>("paginators-1.json", names::PATTERN)),
        ("resources-1", text::<Resources>("resources-1.json", names::PATTERN)),
        ("services", text::<Services>("services.toml", services::PATTERN)),
        ("waiters-2", text::<Waiters>("waiters-2.json", names::PATTERN)),
    ];
    let files = texts.into_iter().map(|(name, text)| (format!("{name}.schema.json").into(), text));
    Output { files: files.collect(), ..Output::default() }
}

/// A file's schema. Its maps' keys are names.
fn text<T: JsonSchema>(title: &str, names: &str) -> String {
    // The draft that most editors know best.
    let mut settings = SchemaSettings::draft07();
    settings.transforms.insert(0, Box::new(RecursiveTransform(without_null)));
    let mut schema = settings.into_generator().into_root_schema_for::<T>();
    RecursiveTransform(|schema: &mut Schema| exact(schema, names)).transform(&mut schema);
    schema.insert("title".into(), title.into());
    format!("{:#}\n", schema.as_value())
}

/// A key that has nothing to say is left out: `null` is read, but nobody should write it.
fn without_null(schema: &mut Schema) {
    if let Some(Value::Array(types)) = schema.get_mut("type") {
        types.retain(|name| name != "null");
        if let [name] = types.as_slice() {
            let name = name.clone();
            schema.insert("type".into(), name);
        }
    }
    let Some(Value::Array(schemas)) = schema.get_mut("anyOf") else { return };
    schemas.retain(|schema| *schema != json!({ "type": "null" }));
    if let [Value::Object(one)] = schemas.as_slice() {
        let one = one.clone();
        schema.remove("anyOf");
        schema.ensure_object().extend(one);
    }
}

/// Unknown keys are errors, and the keys of maps are names.
fn exact(schema: &mut Schema, names: &str) {
    if schema.get("type").is_none_or(|name| name != "object") {
        return;
    }
    if schema.get("properties").is_some() {
        schema.insert("additionalProperties".into(), false.into());
    } else {
        schema.insert("propertyNames".into(), json!({ "pattern": names }));
    }
}
