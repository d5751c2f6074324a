//! `paginators-1.json`: botocore's format.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Format, OneOrMany, Sorted};

/// `paginators-1.json`: how operations page that the SDK has no paginator for.
#[derive(Debug, Deserialize, JsonSchema, Serialize)]
pub struct Paginators {
    /// Where an editor finds the schema.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// The paginators by operation.
    pub pagination: Sorted<Paginator>,
}

/// How one operation pages.
#[derive(Debug, Default, Deserialize, JsonSchema, Serialize)]
#[schemars(extend("dependencies" = { "input_token": ["output_token"], "output_token": ["input_token"] }))]
pub struct Paginator {
    /// The request's token members.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub input_token: Option<OneOrMany<String>>,
    /// The response's token members, in the same order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output_token: Option<OneOrMany<String>>,
    /// The response's member that says whether there is more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub more_results: Option<String>,
    /// The request's page size member.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit_key: Option<String>,
    /// The lists of items; the model's paths say this already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result_key: Option<OneOrMany<String>>,
    /// Members that are the same on all pages; nothing of ours reads them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub non_aggregate_keys: Option<Vec<String>>,
}

impl Format for Paginators {
    const KEYS: &'static [&'static str] =
        &["input_token", "limit_key", "more_results", "non_aggregate_keys", "output_token", "pagination", "result_key"];
}
