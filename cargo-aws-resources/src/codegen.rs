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
    /// A folder with models, in boto3's layout; several make a search path: of each file, the first counts.
    #[arg(long, value_name = "DIR", requires = "out")]
    models: Vec<PathBuf>,
    /// The folder for the generated source.
    #[arg(long, value_name = "DIR", requires = "models")]
    out: Option<PathBuf>,
    /// The Cargo.toml of the package that has the SDK crates as dependencies.
    #[arg(long, value_name = "FILE")]
    manifest_path: Option<PathBuf>,
    /// The package that the source becomes part of, for examples in its documentation.
    #[arg(long, value_name = "NAME")]
    package: Option<String>,
    /// Puts each service behind a feature of its name, or not.
    #[arg(long, value_name = "BOOL")]
    features: Option<bool>,
    /// Leaves out what is wrong in the models, item by item, and tells it: for definitions that were written for other
    /// tools.
    #[arg(long)]
    lenient: bool,
}

impl Codegen {
    /// Runs it.
    ///
    /// # Errors
    /// What is wrong in the models, or stale.
    pub fn run(self, project: &Project) -> Result<(), String> {
        let mut folders = project.folders.clone();
        if let Some(out) = &self.out {
            folders = vec![Folder { models: self.models.clone(), out: out.clone(), ..folders.swap_remove(0) }];
        }
        // Nothing is written before everything is known to be right.
        let mut outputs = Vec::new();
        let manifest = self.manifest_path.clone().unwrap_or(project.manifest.clone());
        let crates = Project { manifest, ..project.clone() }.crates()?;
        for folder in folders {
            let mut sources = folder.sources(crates.clone());
            sources.options.package = self.package.clone().unwrap_or(sources.options.package);
            sources.options.features = self.features.unwrap_or(sources.options.features);
            sources.options.lenient |= self.lenient;
            let output = generate(&sources).map_err(|diagnostics| failed(&diagnostics))?;
            if self.notes || sources.options.lenient {
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
