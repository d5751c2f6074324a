//! `services.toml`: which services there are, and what they are called.

use std::{collections::BTreeMap, path::PathBuf};

use serde::{Deserialize, Serialize};

use crate::sources::SdkCrate;

/// The file: services by boto3's name, which is also the folder and the feature.
pub type Services = BTreeMap<String, Entry>;

/// A service's entry. What it doesn't say is taken from the SDK crate.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Entry {
    /// The SDK crate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sdk: Option<String>,
    /// The service resource's type.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub type_name: Option<String>,
    /// AWS's name of the service.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The service word of its ARNs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arn_service: Option<String>,
    /// Where its API reference is, without the `/API_….html`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub api_reference: Option<String>,
}

/// What a service is called.
#[derive(Clone, Debug)]
pub struct Names {
    /// The service resource's type.
    pub type_name: String,
    /// AWS's name of the service.
    pub title: String,
    /// The service word of its ARNs.
    pub arn_service: String,
    /// Where its API reference is, without the `/API_….html`.
    pub api_reference: Option<String>,
}

/// A service, and where its model files are.
#[derive(Clone, Debug)]
pub struct Service {
    /// boto3's name.
    pub name: String,
    /// What it is called.
    pub names: Names,
    /// Its SDK crate.
    pub sdk: SdkCrate,
    /// The folders of its API version, each with its name in diagnostics: the first that has a file counts.
    pub folders: Vec<(PathBuf, String)>,
}

impl Service {
    /// The path of one of its files, and that path as diagnostics show it.
    pub fn file(&self, name: &str) -> (PathBuf, String) {
        let there = self.folders.iter().find(|(folder, _)| folder.join(name).exists());
        let (folder, shown) = there.unwrap_or(&self.folders[0]);
        (folder.join(name), format!("{shown}/{name}"))
    }
}
