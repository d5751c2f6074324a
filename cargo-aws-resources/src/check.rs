//! `check`: resolves the models without writing anything.

use std::path::PathBuf;

use clap::Args;

use crate::{Format, Project, format::count, progress::check};

/// Resolves the models without writing anything.
#[derive(Args, Debug)]
pub struct Check {
    /// Only these services.
    services: Vec<String>,
    /// A folder with other models than the project's; several make a search path: of each file, the first counts.
    #[arg(long, value_name = "DIR")]
    models: Vec<PathBuf>,
    /// Leaves out what is wrong, item by item, and tells it: for definitions that were written for other tools.
    #[arg(long)]
    lenient: bool,
    /// How diagnostics are written.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Check {
    pub(crate) fn run(self, project: &Project) -> Result<(), String> {
        let mut sources = project.sources(project.main_folder())?;
        if !self.models.is_empty() {
            sources.models = self.models;
        }
        sources.only = self.services;
        sources.options.lenient |= self.lenient;
        let checked = check(&sources).map_err(|diagnostics| self.format.failed(&diagnostics, &sources))?;
        self.format.tell(&checked.notes, &sources);
        let services = count(checked.services.len(), "service");
        let resources = count(checked.services.iter().map(|service| service.resources.len()).sum(), "resource");
        self.format.say(&format!("{services} with {resources}: no errors"));
        Ok(())
    }
}
