//! `exercised.toml`: what of the services the tests run.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

use serde::{Deserialize, Serialize};

use crate::diagnostic::Diagnostics;

/// The file: services by boto3's name.
pub type Exercised = BTreeMap<String, Ran>;

/// The file's name, beside `services.toml`.
pub const FILE: &str = "exercised.toml";

/// What of one service runs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Ran {
    /// Operations that a fake of the service answers over HTTP.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub fake: BTreeSet<String>,
    /// Operations that are answered from a script, written from the API's documentation.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub replayed: BTreeSet<String>,
    /// Waiters, by their `waiterName`: `DBInstanceAvailable`.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub waiters: BTreeSet<String>,
    /// Resources whose ARN is compared with the one that the service itself returns.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub arns: BTreeSet<String>,
}

/// Reads the file from the first of these folders that has one; without one nobody says what runs.
///
/// # Errors
/// When it can't be read.
pub fn read(folders: &[PathBuf]) -> Result<Exercised, Diagnostics> {
    super::read(folders, FILE)
}
