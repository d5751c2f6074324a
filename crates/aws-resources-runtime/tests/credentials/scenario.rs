//! The scenarios' format. `scenarios.json` holds them.

use serde::Deserialize;

use crate::sts::{AUDIT, Answer, HUB};

/// One course of events, and what has to come of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Scenario {
    /// The situation, in a line.
    pub(crate) name: String,
    /// What we do, and why.
    pub(crate) why: String,
    /// What the SDK's released cache does instead: given where a step has `sdk`.
    pub(crate) differs: Option<String>,
    /// Which of the SDKs' own published scenarios this one covers, by their place in that file, from 1.
    #[serde(default)]
    pub(crate) published: Vec<u32>,
    #[serde(default)]
    pub(crate) given: Given,
    pub(crate) steps: Vec<Step>,
}

/// What there is when a scenario begins.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Given {
    /// Credentials number 1, good for this many seconds, are held; without it nothing is.
    pub(crate) lifetime: Option<u64>,
    /// They were fetched so many seconds ago.
    #[serde(default)]
    pub(crate) age: u64,
    /// How many seconds before expiry refreshing begins, where the user says so.
    pub(crate) advisory: Option<u64>,
    /// How many seconds before expiry callers wait for it, where the user says so.
    pub(crate) mandatory: Option<u64>,
    /// Whether the role is assumed with the credentials of another one.
    #[serde(default)]
    pub(crate) chained: bool,
}

impl Given {
    /// The roles, each assumed with the credentials of the one before it.
    pub(crate) fn roles(&self) -> &'static [&'static str] {
        if self.chained { &[HUB, AUDIT] } else { &[AUDIT] }
    }
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum Step {
    Get(Box<Get>),
    Advance(Advance),
    Jump(Jump),
    Invalidate(Invalidate),
}

/// Somebody asks for credentials.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Get {
    /// What they get: the number of the credentials, or a part of the error's text.
    pub(crate) get: Outcome,
    /// How many ask at once.
    #[serde(default = "one")]
    pub(crate) callers: u32,
    /// What STS says if it is asked: credentials for an hour, unless it is told otherwise.
    pub(crate) source: Option<Answer>,
    /// What STS says of the base role, where there is one.
    pub(crate) base_source: Option<Answer>,
    /// How often STS is asked for the role because of it.
    pub(crate) calls: u32,
    /// How often the base credentials are asked for because of it, or the base role is assumed.
    pub(crate) base: Option<u32>,
    /// Whether the callers wait for STS: unless it is said, when there is a call.
    pub(crate) waits: Option<bool>,
    /// How many seconds before expiry refreshing begins, for the credentials held afterwards.
    pub(crate) window: Option<u64>,
    /// What the error's text has to hold besides.
    #[serde(default)]
    pub(crate) says: Vec<String>,
    /// What the SDK's released cache does, where that is something else.
    pub(crate) sdk: Option<Sdk>,
}

/// What the SDK's released cache does.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sdk {
    pub(crate) get: Outcome,
    pub(crate) calls: u32,
    pub(crate) base: Option<u32>,
    pub(crate) waits: Option<bool>,
}

/// Time passes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Advance {
    pub(crate) advance: u64,
}

/// The clock is set.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Jump {
    pub(crate) jump: i64,
}

/// A service refuses the credentials with this number.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Invalidate {
    pub(crate) invalidate: u32,
}

#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(untagged)]
pub(crate) enum Outcome {
    Credentials(u32),
    Error(String),
}

fn one() -> u32 {
    1
}

/// All of them.
pub(crate) fn all() -> Vec<Scenario> {
    serde_json::from_str(include_str!("scenarios.json")).unwrap_or_else(|error| panic!("scenarios.json: {error}"))
}
