//! `omissions-1.json`: what a model leaves out on purpose, and why. Ours.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Format;

/// `omissions-1.json`: what is left out on purpose, and why.
#[derive(Debug, Deserialize, JsonSchema, Serialize)]
pub struct Omissions {
    /// Where an editor finds the schema.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// What is left out, a reason each.
    pub omissions: Vec<Omission>,
}

/// What is left out for one reason.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, Serialize)]
pub struct Omission {
    /// Why, as Markdown.
    #[schemars(length(min = 1))]
    pub reason: String,
    /// Operations of the SDK.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub operations: Vec<String>,
    /// Waiters of the SDK.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waiters: Vec<String>,
    /// What other definitions of the service have: a resource as `Cluster`, an entry of it as `Cluster.Tags`, one of
    /// the service resource as `service.Tags`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub entries: Vec<String>,
    /// Where the model has these entries all the same: under another name, or in another form. A resource, or an entry
    /// of one, called as in `entries`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counterpart: Option<String>,
}

impl Format for Omissions {
    const KEYS: &'static [&'static str] = &["counterpart", "entries", "omissions", "operations", "reason", "waiters"];
}
