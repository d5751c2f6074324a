//! `peers.toml`: how much other packages define, to compare with.

use std::{collections::BTreeMap, path::PathBuf};

use serde::Deserialize;

use crate::{definition::Counts, diagnostic::Diagnostics};

/// The file: packages by name.
pub type Peers = BTreeMap<String, Peer>;

/// The file's name, beside `services.toml`.
pub const FILE: &str = "peers.toml";

/// What one package defines.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Peer {
    /// The version that was counted.
    pub version: String,
    /// Its services, by boto3's name.
    pub services: BTreeMap<String, Counts>,
}

/// Reads the file from the first of these folders that has one; without one there is nothing to compare with.
///
/// # Errors
/// When it can't be read.
pub fn read(folders: &[PathBuf]) -> Result<Peers, Diagnostics> {
    super::read(folders, FILE)
}
