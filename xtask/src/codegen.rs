//! `cargo xtask codegen` and `cargo xtask check`.

use std::{io::IsTerminal as _, path::PathBuf};

use aws_resources_codegen::{Diagnostics, Output, Sources, generate, output::Changes};
use clap::Args;

use crate::workspace;

/// Generates the crate from the models.
#[derive(Args)]
pub(crate) struct Codegen {
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
    #[arg(long, default_value = "aws-resources")]
    package: String,
}

/// Resolves the models without writing anything.
#[derive(Args)]
pub(crate) struct Check {
    /// Only these services.
    services: Vec<String>,
}

/// What is generated: models, source, and the package that it becomes part of.
const GENERATED: [(&str, &str, &str); 2] =
    [("models", "crates/aws-resources/src", "aws-resources"), ("tests/fixture/models", "tests/fixture/src", "fixture")];

/// `cargo xtask codegen` without arguments.
pub(crate) fn generate_all() -> Result<(), String> {
    let codegen = Codegen { check: false, notes: false, models: None, out: None, package: String::new() };
    codegen.run()
}

impl Codegen {
    pub(crate) fn run(self) -> Result<(), String> {
        let folders = match (&self.models, &self.out) {
            (Some(models), Some(out)) => vec![(models.clone(), out.clone(), self.package.as_str())],
            _ => GENERATED
                .map(|(models, out, package)| (workspace::path(models), workspace::path(out), package))
                .to_vec(),
        };
        // Nothing is written before everything is known to be right.
        let mut outputs = Vec::new();
        let sources = sources(PathBuf::new())?;
        for (models, out, package) in folders {
            let output = generate(&sources.with_models(models, package)).map_err(|diagnostics| failed(&diagnostics))?;
            if self.notes {
                eprint!("{}", output.notes.render(std::io::stderr().is_terminal()));
            }
            outputs.push((output, out));
        }
        for (output, out) in outputs {
            if self.check { check(&output, &out)? } else { write(&output, &out)? }
        }
        Ok(())
    }
}

fn write(output: &Output, out: &std::path::Path) -> Result<(), String> {
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

fn check(output: &Output, out: &std::path::Path) -> Result<(), String> {
    let changes = output.compare(out).map_err(|error| format!("{}: {error}", out.display()))?;
    if changes.is_empty() {
        println!("{}: {} files, all as the models say", out.display(), output.files.len());
        return Ok(());
    }
    Err(changes.report(out))
}

impl Check {
    pub(crate) fn run(self) -> Result<(), String> {
        let mut sources = sources(workspace::path("models"))?;
        sources.only = self.services;
        let output = generate(&sources).map_err(|diagnostics| failed(&diagnostics))?;
        eprint!("{}", output.notes.render(std::io::stderr().is_terminal()));
        println!("no errors");
        Ok(())
    }
}

pub(crate) fn sources(models: PathBuf) -> Result<Sources, String> {
    Sources::new(models, "aws-resources", workspace::path("Cargo.toml"))
        .map_err(|error| format!("cargo metadata: {error}"))
}

pub(crate) fn failed(diagnostics: &Diagnostics) -> String {
    let text = diagnostics.render(std::io::stderr().is_terminal());
    format!("{text}{} errors; nothing was written", diagnostics.errors())
}
