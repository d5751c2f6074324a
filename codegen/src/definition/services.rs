//! `services.toml`: which services there are, and what they are called.

use std::{collections::BTreeMap, ops::Range, path::PathBuf, sync::Arc};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{File, Format, Sorted, Text, child, content, iam, spans::Spans, unknown_key};
use crate::{
    diagnostic::{Diagnostic, Diagnostics},
    names,
    sources::SdkCrate,
};

/// The file: services by boto3's name, which is also the folder and the feature.
pub type Services = BTreeMap<String, Entry>;

/// A service's entry. What it doesn't say is taken from the SDK crate.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Entry {
    /// The SDK crate. Without it, that of the SDK's custom.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = "aws-sdk-rds")]
    pub sdk: Option<String>,
    /// The service resource's type. Without it, the service's name in Rust's spelling.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = names::PATTERN), example = &"Rds")]
    pub type_name: Option<String>,
    /// AWS's name of the service. Without it, the SDK crate's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The service word of its ARNs. Without it, the name that requests are signed for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arn_service: Option<String>,
    /// Where its API reference is, without the `/API_….html`. Without it, documentation links to the SDK.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference")]
    pub api_reference: Option<String>,
    /// A module written by hand that is part of the service's: its file, from the folder of the generated sources.
    /// What it exports, the service's module does.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = "customizations/dynamodb/mod.rs")]
    pub customizations: Option<String>,
}

impl Format for Entry {
    const KEYS: &'static [&'static str] = &["api-reference", "arn-service", "customizations", "sdk", "title", "type"];
}

/// What services can be called, as a regular expression: a name in Rust, which may have hyphens.
pub(crate) const PATTERN: &str = "^[A-Za-z][A-Za-z0-9_-]{0,99}$";

/// Parses the file, and tells all that is wrong with it: a service without an entry is one that can't be read.
pub fn parse(name: String, text: String, diagnostics: &mut Diagnostics) -> Option<File<Sorted<Option<Entry>>>> {
    let (table, errors) = DeTable::parse_recoverable(&text);
    let (values, spans) = members(table.get_ref(), table.span());
    let text = Text { name, text: Arc::from(text.as_str()), spans: Arc::new(spans) };
    for error in &errors {
        let span = error.span().unwrap_or_default();
        diagnostics.push(Diagnostic::error(&text, "", span, format!("not TOML: {}", error.message())));
    }
    if !errors.is_empty() {
        return None;
    }
    let entries = values.into_iter().map(|(name, value)| {
        let entry = entry(&text, &child("", &name), &value, diagnostics);
        (name, entry)
    });
    Some(File { content: entries.collect(), text })
}

/// A service's entry, or all that is wrong with it.
fn entry(text: &Text, pointer: &str, value: &Value, diagnostics: &mut Diagnostics) -> Option<Entry> {
    if !value.is_object() {
        diagnostics.push(text.key_error(pointer, "a service is a table: `[name]`, and below it what is known of it"));
        return None;
    }
    let (entry, unknown) = content(text, pointer, value, |at| Some(at.to_owned()), diagnostics);
    for pointer in &unknown {
        let keys: Vec<String> = Entry::KEYS.iter().map(|key| format!("`{key}`")).collect();
        let diagnostic = unknown_key::<Entry>(text, pointer);
        diagnostics.push(diagnostic.help(format!("its keys are {}", keys.join(", "))));
    }
    entry.filter(|_| unknown.is_empty())
}

/// A table's values, with the places of all.
fn members(table: &DeTable<'_>, place: Range<usize>) -> (serde_json::Map<String, Value>, Spans) {
    let members = table.iter().map(|(key, value)| {
        let (value, spans) = member(value);
        let name = key.get_ref().to_string();
        ((name.clone(), value), (name, spans.with_key(key.span())))
    });
    let (values, places): (_, Vec<_>) = members.unzip();
    (values, Spans::object(place, places).0)
}

fn member(value: &Spanned<DeValue<'_>>) -> (Value, Spans) {
    let read = match value.get_ref() {
        DeValue::String(text) => text.to_string().into(),
        DeValue::Boolean(value) => (*value).into(),
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix()).ok().into(),
        DeValue::Float(number) => number.as_str().parse::<f64>().ok().into(),
        DeValue::Datetime(time) => time.to_string().into(),
        DeValue::Table(table) => {
            let (values, spans) = members(table, value.span());
            return (values.into(), spans);
        }
        DeValue::Array(values) => {
            let (values, places): (_, Vec<_>) = values.iter().map(member).unzip();
            return (Value::Array(values), Spans::array(value.span(), places));
        }
    };
    (read, Spans::scalar(value.span()))
}

/// What a service is called.
#[derive(Clone, Debug)]
pub struct Names {
    /// The service resource's type.
    pub type_name: String,
    /// AWS's name of the service.
    pub title: String,
    /// The service word of its ARNs.
    pub arn_service: String,
    /// Where its API reference is, without the `/API_….html`.
    pub api_reference: Option<String>,
    /// The file of its module that is written by hand, from the folder of the generated sources.
    pub customizations: Option<String>,
}

impl Names {
    /// What a service is called where its entry says nothing.
    pub fn of(name: &str, sdk: &SdkCrate) -> Self {
        Self {
            type_name: names::pascal(name),
            title: sdk.title(),
            arn_service: sdk.signing_name().unwrap_or_else(|| name.to_owned()),
            api_reference: None,
            customizations: None,
        }
    }
}

/// A service, and where its model files are.
#[derive(Clone, Debug)]
pub struct Service {
    /// boto3's name.
    pub name: String,
    /// What it is called.
    pub names: Names,
    /// Its SDK crate.
    pub sdk: SdkCrate,
    /// Which IAM actions its operations need, where that isn't one of their own name; `None` where nobody says so.
    pub iam: Option<iam::Operations>,
    /// The folders of its API version, each with its name in diagnostics: the first that has a file counts.
    pub folders: Vec<(PathBuf, String)>,
}

impl Service {
    /// The IAM actions that an operation needs of a resource, or of the service itself; `None` where that isn't known.
    pub fn iam_actions(&self, resource: Option<&str>, operation: &str) -> Option<Vec<String>> {
        iam::needed(self.iam.as_ref()?, &self.names.arn_service, resource, operation)
    }

    /// The path of one of its files, and that path as diagnostics show it.
    pub fn file(&self, name: &str) -> (PathBuf, String) {
        let there = self.folders.iter().find(|(folder, _)| folder.join(name).exists());
        let (folder, shown) = there.unwrap_or(&self.folders[0]);
        (folder.join(name), format!("{shown}/{name}"))
    }
}
