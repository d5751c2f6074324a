//! `waiters-2.json`: botocore's format.

use serde::{Deserialize, Serialize};

use super::{Format, Sorted};

/// The file.
#[derive(Debug, Deserialize, Serialize)]
pub struct Waiters {
    /// The format's version: 2.
    pub version: u32,
    /// The waiters by name.
    pub waiters: Sorted<Waiter>,
}

/// One waiter.
#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Waiter {
    /// The operation that is polled.
    pub operation: String,
    /// Seconds between two polls.
    pub delay: u64,
    /// Polls at the most.
    pub max_attempts: u64,
    /// What a poll means, in order.
    pub acceptors: Vec<Acceptor>,
    /// What it waits for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

/// What one outcome of a poll means.
#[derive(Debug, Deserialize, Serialize)]
pub struct Acceptor {
    /// `success`, `failure` or `retry`.
    pub state: State,
    /// How the outcome is looked at.
    pub matcher: Matcher,
    /// The path that is looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub argument: Option<String>,
    /// What is expected there.
    pub expected: serde_json::Value,
}

/// What an outcome means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
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
