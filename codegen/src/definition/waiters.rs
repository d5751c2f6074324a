//! `waiters-2.json`: botocore's format.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Format, Sorted, hints};

/// `waiters-2.json`: waiters that the SDK doesn't have.
#[derive(Debug, Deserialize, JsonSchema, Serialize)]
pub struct Waiters {
    /// Where an editor finds the schema.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// The format's version: 2.
    #[schemars(range(min = 2, max = 2))]
    pub version: u32,
    /// The waiters by name.
    pub waiters: Sorted<Waiter>,
}

/// One waiter.
#[derive(Debug, Deserialize, JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Waiter {
    /// The operation that is polled.
    pub operation: String,
    /// Seconds between two polls.
    #[schemars(range(min = 1))]
    pub delay: u64,
    /// Polls at the most.
    #[schemars(range(min = 1))]
    pub max_attempts: u64,
    /// What a poll means, in order. One has the state `success`.
    #[schemars(transform = hints::one_succeeds)]
    pub acceptors: Vec<Acceptor>,
    /// What it waits for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

/// What one outcome of a poll means.
#[derive(Debug, Deserialize, JsonSchema, Serialize)]
#[schemars(transform = hints::acceptor)]
pub struct Acceptor {
    /// `success`, `failure` or `retry`.
    pub state: State,
    /// How the outcome is looked at.
    pub matcher: Matcher,
    /// The path that is looked at, for `path`, `pathAll` and `pathAny`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub argument: Option<String>,
    /// What is expected there.
    pub expected: serde_json::Value,
}

/// What an outcome means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Done.
    Success,
    /// It can't come any more.
    Failure,
    /// Go on.
    Retry,
}

/// How an outcome is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Matcher {
    /// The value at the path.
    Path,
    /// Every value at the path, and at least one.
    PathAll,
    /// Any value at the path.
    PathAny,
    /// AWS's error code.
    Error,
    /// The HTTP status.
    Status,
}

impl Format for Waiters {
    const KEYS: &'static [&'static str] = &[
        "acceptors",
        "argument",
        "delay",
        "description",
        "expected",
        "matcher",
        "maxAttempts",
        "operation",
        "state",
        "version",
        "waiters",
    ];
}
