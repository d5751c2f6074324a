//! `check`: resolves the models without writing anything.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::{Project, format::count, progress::check, reading::Reading};

/// Resolves the models without writing anything.
#[derive(Args, Debug)]
pub struct Check {
    /// Only these services.
    services: Vec<String>,
    #[command(flatten)]
    reading: Reading,
    /// The Cargo.toml of the package that has the SDK crates as dependencies.
    #[arg(long, value_name = "FILE")]
    manifest_path: Option<PathBuf>,
}

impl Check {
    /// The `Cargo.toml` that it was given.
    pub(crate) fn manifest(&self) -> Option<&Path> {
        self.manifest_path.as_deref()
    }

    pub(crate) fn run(self, project: &Project) -> Result<(), String> {
        let crates = project.crates_for(self.manifest(), self.reading.format)?;
        let mut sources = project.main_folder().sources(crates);
        let Reading { models, lenient, format } = self.reading;
        if !models.is_empty() {
            sources.models = models;
        }
        sources.only = self.services;
        sources.options.lenient |= lenient;
        let checked = check(&sources).map_err(|diagnostics| format.failed(&diagnostics, &sources))?;
        format.tell(&checked.notes, &sources);
        let services = count(checked.services.len(), "service");
        let resources = count(checked.services.iter().map(|service| service.resources.len()).sum(), "resource");
        format.say(&format!("{services} with {resources}: no errors"));
        Ok(())
    }
}
