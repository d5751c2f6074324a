//! `coverage`: what the models define, and what they leave of the SDK.

use std::path::{Path, PathBuf};

use aws_resources_codegen::pages::coverage_page;
use clap::Args;

use crate::{Project, failed, progress::check};

/// Says what the models define, and what they leave of the SDK, as Markdown.
#[derive(Args, Debug)]
pub struct Coverage {
    /// Only these services.
    services: Vec<String>,
    /// The file to write, in place of standard output.
    #[arg(long)]
    out: Option<PathBuf>,
}

impl Coverage {
    pub(crate) fn run(self, project: &Project) -> Result<(), String> {
        let mut sources = project.sources(project.main_folder())?;
        sources.only = self.services;
        let checked = check(&sources).map_err(|diagnostics| failed(&diagnostics))?;
        let page = coverage_page(&sources, &checked.services).map_err(|diagnostics| failed(&diagnostics))?;
        print_or_write(&page, self.out.as_deref())
    }
}

/// Writes a text to a file, or to standard output where there is none.
pub(crate) fn print_or_write(text: &str, file: Option<&Path>) -> Result<(), String> {
    match file {
        None => print!("{text}"),
        Some(file) => {
            std::fs::write(file, text).map_err(|error| format!("{}: {error}", file.display()))?;
            println!("wrote {}", file.display());
        }
    }
    Ok(())
}
