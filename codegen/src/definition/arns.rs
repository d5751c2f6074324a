//! `arns-1.json`: boto3_extensions' format, and what we add to it.

use serde::{Deserialize, Serialize};

use super::{Format, Map, OneOrMany};

/// The file.
#[derive(Debug, Deserialize, Serialize)]
pub struct Arns {
    /// Its version.
    #[serde(default, alias = "vesion", skip_serializing_if = "Option::is_none")]
    pub version: Option<Version>,
    /// The rules by resource type.
    pub resources: Map<Entry>,
}

/// The version of the format: nothing reads it.
#[derive(Debug, Deserialize, Serialize)]
#[serde(untagged)]
pub enum Version {
    /// As text.
    Text(String),
    /// As a number.
    Number(u32),
}

/// A type's entry.
#[derive(Debug, Deserialize, Serialize)]
pub struct Entry {
    /// Its rules, in the order in which they are tried.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arn: Option<OneOrMany<Rule>>,
}

/// A rule: exactly one of its forms.
#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Rule {
    /// The member of the data that holds the ARN.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data_path: Option<Vec<String>>,
    /// The template to build it from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format_string: Option<String>,
    /// `[old, new]`: replaced in the finished text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replace: Option<(String, String)>,
    /// The member that holds the owner's account. Ours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner_path: Option<Vec<String>>,
    /// The identifier that is the ARN. Ours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identifier: Option<String>,
    /// Why there is none. Ours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub none: Option<String>,
}

impl Format for Arns {
    const KEYS: &'static [&'static str] =
        &["arn", "dataPath", "formatString", "identifier", "none", "ownerPath", "replace", "resources", "version"];
}
