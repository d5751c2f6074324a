//! Where models and SDK crates are found.

use std::{fs, path::PathBuf};

use cargo_metadata::{Metadata, MetadataCommand};

use crate::{
    definition::services::{Service, Services},
    diagnostic::{Diagnostic, Diagnostics},
    facts::Sdk,
    names,
};

/// Where a run reads from.
#[derive(Debug)]
pub struct Sources {
    /// The folder with `services.toml` and a folder per service.
    pub models: PathBuf,
    /// The package that the source becomes part of, for examples in its documentation.
    pub package: String,
    /// Only these services; all where it is empty.
    pub only: Vec<String>,
    metadata: Metadata,
}

impl Sources {
    /// The models of a folder, over the SDK crates that the package with this manifest depends on.
    ///
    /// # Errors
    /// When `cargo metadata` fails.
    pub fn new(models: PathBuf, package: &str, manifest: PathBuf) -> Result<Self, cargo_metadata::Error> {
        let metadata = MetadataCommand::new().manifest_path(manifest).exec()?;
        Ok(Self { models, package: package.to_owned(), only: Vec::new(), metadata })
    }

    /// The same SDK crates for another folder of models.
    #[must_use]
    pub fn with_models(&self, models: PathBuf, package: &str) -> Self {
        Self { models, package: package.to_owned(), only: Vec::new(), metadata: self.metadata.clone() }
    }

    fn shown(&self) -> String {
        self.models.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
    }

    /// The services of `services.toml`, by name.
    pub fn services(&self, diagnostics: &mut Diagnostics) -> Vec<Service> {
        let shown = format!("{}/services.toml", self.shown());
        let text = match fs::read_to_string(self.models.join("services.toml")) {
            Ok(text) => text,
            Err(error) => {
                diagnostics.push(Diagnostic::about(&shown, format!("can't be read: {error}")));
                return Vec::new();
            }
        };
        let services: Services = match toml::from_str(&text) {
            Ok(services) => services,
            Err(error) => {
                diagnostics.push(Diagnostic::about(&shown, error.to_string().trim_end().to_owned()));
                return Vec::new();
            }
        };
        for name in self.only.iter().filter(|name| !services.contains_key(*name)) {
            let diagnostic = Diagnostic::about(&shown, format!("there is no service `{name}`"));
            diagnostics.push(diagnostic.nearest(name, services.keys().map(String::as_str)));
        }
        for (name, entry) in &services {
            // The name is a feature and a folder: it may have hyphens, which its module can't.
            for name in [&name.replace('-', "_"), &entry.type_name].into_iter().filter(|name| !names::is_name(name)) {
                diagnostics.push(Diagnostic::about(&shown, names::refusal(name)).help(names::SPELLING));
            }
        }
        services
            .into_iter()
            .filter(|(name, _)| self.only.is_empty() || self.only.contains(name))
            .filter(|(name, entry)| names::is_name(&name.replace('-', "_")) && names::is_name(&entry.type_name))
            .filter_map(|(name, entry)| {
                let Some(version) = newest_version(&self.models.join(&name)) else {
                    let message = format!("`{name}` has no folder with an API version, such as {name}/2014-10-31");
                    diagnostics.push(Diagnostic::about(&shown, message));
                    return None;
                };
                let folder = self.models.join(&name).join(&version);
                let shown = format!("{}/{name}/{version}", self.shown());
                Some(Service { name, entry, folder, shown })
            })
            .collect()
    }

    /// The SDK crate of a service.
    pub fn sdk(&self, service: &Service, diagnostics: &mut Diagnostics) -> Option<Sdk> {
        let wanted = &service.entry.sdk;
        let shown = format!("{}/services.toml", self.shown());
        let Some(package) = self.metadata.packages.iter().find(|package| package.name.as_str() == wanted) else {
            let message = format!("`{}` needs the crate {wanted}, which is no dependency", service.name);
            diagnostics.push(Diagnostic::about(&shown, message).help(format!(
                "cargo add {wanted} --package aws-resources --optional --no-default-features \
                 --features default-https-client,rt-tokio"
            )));
            return None;
        };
        let root = package.manifest_path.parent()?;
        match Sdk::open(wanted, &package.version.to_string(), root.as_std_path()) {
            Ok(sdk) => Some(sdk),
            Err(error) => {
                let message = format!("the source of {wanted} can't be read: {error}");
                diagnostics.push(Diagnostic::about(&shown, message).help("cargo fetch brings it"));
                None
            }
        }
    }
}

/// API versions are dates: the newest is the greatest.
fn newest_version(folder: &std::path::Path) -> Option<String> {
    let entries = fs::read_dir(folder).ok()?;
    let versions = entries.filter_map(|entry| {
        let entry = entry.ok()?;
        let name = entry.file_name().into_string().ok()?;
        (entry.path().is_dir() && name.starts_with(|c: char| c.is_ascii_digit())).then_some(name)
    });
    versions.max()
}
