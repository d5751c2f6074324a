//! `codegen`: generates source from the models.

use std::{
    io::IsTerminal as _,
    path::{Path, PathBuf},
};

use aws_resources_codegen::{Output, generate, output::Changes};
use clap::Args;

use crate::{Folder, Project, failed};

/// Generates source from the models.
#[derive(Args, Debug, Default)]
pub struct Codegen {
    /// Fails where a file isn't what the models generate, instead of writing it.
    #[arg(long)]
    check: bool,
    /// Shows names that collided, and what became of them.
    #[arg(long)]
    notes: bool,
    /// The models, with their services.toml.
    #[arg(long, requires = "out")]
    models: Option<PathBuf>,
    /// The folder for the generated source.
    #[arg(long, requires = "models")]
    out: Option<PathBuf>,
    /// The package that the source becomes part of, for examples in its documentation.
    #[arg(long)]
    package: Option<String>,
}

impl Codegen {
    /// Runs it.
    ///
    /// # Errors
    /// What is wrong in the models, or stale.
    pub fn run(self, project: &Project) -> Result<(), String> {
        let mut folders = project.folders.clone();
        if let (Some(models), Some(out)) = (&self.models, &self.out) {
            folders = vec![Folder { models: models.clone(), out: out.clone(), ..folders.swap_remove(0) }];
        }
        // Nothing is written before everything is known to be right.
        let mut outputs = Vec::new();
        let crates = project.crates()?;
        for folder in folders {
            let mut sources = aws_resources_codegen::Sources::new(&folder.models, crates.clone());
            sources.options = folder.options;
            sources.options.package = self.package.clone().unwrap_or(sources.options.package);
            let output = generate(&sources).map_err(|diagnostics| failed(&diagnostics))?;
            if self.notes {
                eprint!("{}", output.notes.render(std::io::stderr().is_terminal()));
            }
            outputs.push((output, folder.out));
        }
        for (output, out) in outputs {
            if self.check { check(&output, &out, project)? } else { write(&output, &out)? }
        }
        Ok(())
    }
}

fn write(output: &Output, out: &Path) -> Result<(), String> {
    let Changes { written, removed } = output.write(out).map_err(|error| format!("{}: {error}", out.display()))?;
    for path in &written {
        println!("wrote {}", path.display());
    }
    for path in &removed {
        println!("removed {}", path.display());
    }
    println!("{}: {} files, {} changed", out.display(), output.files.len(), written.len() + removed.len());
    Ok(())
}

fn check(output: &Output, out: &Path, project: &Project) -> Result<(), String> {
    let changes = output.compare(out).map_err(|error| format!("{}: {error}", out.display()))?;
    if changes.is_empty() {
        println!("{}: {} files, all as the models say", out.display(), output.files.len());
        return Ok(());
    }
    Err(format!("{}\nrun `{} codegen` and commit", changes.report(out), project.program))
}
