//! `services.toml`: which services there are, and what they are called.

use std::{collections::BTreeMap, path::PathBuf};

use serde::Deserialize;

/// The file: services by boto3's name, which is also the folder and the feature.
pub type Services = BTreeMap<String, Entry>;

/// A service's entry.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Entry {
    /// The SDK crate.
    pub sdk: String,
    /// The service resource's type.
    #[serde(rename = "type")]
    pub type_name: String,
    /// AWS's name of the service.
    pub title: String,
    /// The service word of its ARNs.
    pub arn_service: String,
    /// Where its API reference is, without the `/API_….html`.
    pub api_reference: String,
}

/// A service, and where its model files are.
#[derive(Clone, Debug)]
pub struct Service {
    /// boto3's name.
    pub name: String,
    /// What it is called.
    pub entry: Entry,
    /// The folder of its newest API version.
    pub folder: PathBuf,
    /// That folder as diagnostics show it.
    pub shown: String,
}

impl Service {
    /// A file of this service, as diagnostics show it.
    pub fn display(&self, file: &str) -> String {
        format!("{}/{file}", self.shown)
    }
}
