//! `arns-1.json`: boto3_extensions' format, and what we add to it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Format, Map, OneOrMany, hints};

/// `arns-1.json`: by which rules a service's resources get their ARNs.
#[derive(Debug, Deserialize, JsonSchema, Serialize)]
pub struct Arns {
    /// Where an editor finds the schema.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Its version.
    #[serde(default, alias = "vesion", skip_serializing_if = "Option::is_none")]
    pub version: Option<Version>,
    /// The rules by resource type.
    pub resources: Map<Entry>,
}

/// The version of the format: nothing reads it.
#[derive(Debug, Deserialize, JsonSchema, Serialize)]
#[serde(untagged)]
pub enum Version {
    /// As text.
    Text(String),
    /// As a number.
    Number(u32),
}

/// A type's entry.
#[derive(Debug, Deserialize, JsonSchema, Serialize)]
pub struct Entry {
    /// Its rule, or its rules in the order in which they are tried.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(required)]
    pub arn: Option<OneOrMany<Rule>>,
    /// How its ARNs look, so that a resource can be made of one: templates in which `{identifier}` and `{*}` are texts
    /// without `/` and `:`, `{identifier*}` and `{**}` any texts. Without it the template of the rule counts, if it has
    /// all identifiers. Ours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(inner(regex(pattern = hints::PATTERN)))]
    pub patterns: Option<Vec<String>>,
}

/// A rule: exactly one of its forms.
#[derive(Debug, Default, Deserialize, JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
#[schemars(transform = hints::rule)]
pub struct Rule {
    /// The members that lead to the ARN in the data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1), example = vec!["DBInstanceArn"])]
    pub data_path: Option<Vec<String>>,
    /// The template to build it from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = hints::TEMPLATE), example = "arn:{partition}:{service}:{region}:{account-id}:db/{id}")]
    pub format_string: Option<String>,
    /// `[old, new]`: replaced in the finished text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replace: Option<(String, String)>,
    /// The members that lead to the owner's account in the data. Ours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1))]
    pub owner_path: Option<Vec<String>>,
    /// The identifier that is the ARN. Ours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identifier: Option<String>,
    /// Why there is none. Ours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = r"\S"))]
    pub none: Option<String>,
}

impl Format for Arns {
    const KEYS: &'static [&'static str] = &[
        "arn",
        "dataPath",
        "formatString",
        "identifier",
        "none",
        "ownerPath",
        "patterns",
        "replace",
        "resources",
        "version",
    ];
}
