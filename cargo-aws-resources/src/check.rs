//! `check`: resolves the models without writing anything.

use std::io::IsTerminal as _;

use aws_resources_codegen::generate;
use clap::Args;

use crate::{Project, failed};

/// Resolves the models without writing anything.
#[derive(Args, Debug)]
pub struct Check {
    /// Only these services.
    services: Vec<String>,
}

impl Check {
    pub(crate) fn run(self, project: &Project) -> Result<(), String> {
        let mut sources = project.sources(project.main_folder())?;
        sources.only = self.services;
        let output = generate(&sources).map_err(|diagnostics| failed(&diagnostics))?;
        eprint!("{}", output.notes.render(std::io::stderr().is_terminal()));
        println!("no errors");
        Ok(())
    }
}
