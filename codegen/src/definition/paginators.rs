//! `paginators-1.json`: botocore's format.

use serde::Deserialize;

use super::{Format, OneOrMany, Sorted};

/// The file.
#[derive(Debug, Deserialize)]
pub struct Paginators {
    /// The paginators by operation.
    pub pagination: Sorted<Paginator>,
}

/// How one operation pages.
#[derive(Debug, Default, Deserialize)]
pub struct Paginator {
    /// The request's token members.
    #[serde(default)]
    pub input_token: Option<OneOrMany<String>>,
    /// The response's token members, in the same order.
    #[serde(default)]
    pub output_token: Option<OneOrMany<String>>,
    /// The response's member that says whether there is more.
    #[serde(default)]
    pub more_results: Option<String>,
    /// The request's page size member.
    #[serde(default)]
    pub limit_key: Option<String>,
    /// The lists of items; the model's paths say this already.
    #[serde(default)]
    pub result_key: Option<OneOrMany<String>>,
    /// Members that are the same on all pages; nothing of ours reads them.
    #[serde(default)]
    pub non_aggregate_keys: Option<Vec<String>>,
}

impl Format for Paginators {
    const KEYS: &'static [&'static str] =
        &["input_token", "limit_key", "more_results", "non_aggregate_keys", "output_token", "pagination", "result_key"];
}
