//! `check`: resolves the models without writing anything.

use clap::Args;

use crate::{Project, format::count, progress::check, reading::Reading};

/// Resolves the models without writing anything.
#[derive(Args, Debug)]
pub struct Check {
    /// Only these services.
    services: Vec<String>,
    #[command(flatten)]
    pub(crate) reading: Reading,
}

impl Check {
    pub(crate) fn run(self, project: &Project) -> Result<(), String> {
        let Reading { models, lenient, manifest_path, format } = self.reading;
        let crates = project.crates_for(manifest_path.as_deref(), format)?;
        let mut sources = project.main_folder().sources(crates);
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
