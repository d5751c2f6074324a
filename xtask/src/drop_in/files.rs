//! Definitions in a data folder.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use serde::de::DeserializeOwned;

/// The newest file of this name of each service.
pub(super) fn newest(data: &Path, name: &str) -> Result<BTreeMap<String, PathBuf>, String> {
    let services = fs::read_dir(data).map_err(|error| format!("{}: {error}", data.display()))?;
    let newest = services.flatten().filter_map(|service| {
        let versions = fs::read_dir(service.path()).into_iter().flatten().flatten();
        let files = versions.map(|version| version.path().join(name)).filter(|file| file.exists());
        Some((service.file_name().to_string_lossy().into_owned(), files.max()?))
    });
    Ok(newest.collect())
}

/// Reads a definition.
pub(super) fn read<T: DeserializeOwned>(file: &Path) -> Result<T, String> {
    let failed = |error: &dyn std::fmt::Display| format!("{}: {error}", file.display());
    let text = fs::read_to_string(file).map_err(|error| failed(&error))?;
    serde_json::from_str(&text).map_err(|error| failed(&error))
}
