//! The generator's commands: `cargo aws-resources …` for everyone's crates, and a part of `cargo xtask …` here.
//!
//! A command reads its arguments and calls [`aws_resources_codegen`], which does the work. What differs between the two
//! programs is the [`Project`]: which folders are generated, and what the command is called.
#![forbid(unsafe_code)]

mod check;
mod codegen;
mod coverage;
mod drift;
mod format;
mod graph;
mod progress;
mod project;
mod reading;
mod scaffold;
mod schema;

use std::{path::Path, process::ExitCode};

use clap::Subcommand;

pub use check::Check;
pub use codegen::Codegen;
pub use coverage::Coverage;
pub use drift::Drift;
pub use format::{Format, failed};
pub use graph::Graph;
pub use project::{Folder, Project, crates_of};
pub use scaffold::Scaffold;
pub use schema::Schema;

/// The generator's commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Generates source from the models.
    Codegen(Codegen),
    /// Resolves the models without writing anything.
    Check(Check),
    /// Says what the models define, and what they leave of the SDK.
    Coverage(Coverage),
    /// Says what an update of the SDK crates means for the models.
    Drift(Drift),
    /// Draws a service's resources: who has whom, by which identifiers.
    Graph(Graph),
    /// Writes the JSON Schema of the model files.
    Schema(Schema),
    /// Drafts the model of a service from its SDK crate, and says what to look at.
    Scaffold(Scaffold),
}

impl Command {
    /// The `Cargo.toml` that it was given.
    pub fn manifest(&self) -> Option<&Path> {
        let reading = match self {
            Self::Codegen(codegen) => &codegen.reading,
            Self::Check(check) => &check.reading,
            _ => return None,
        };
        reading.manifest_path.as_deref()
    }

    /// Runs it.
    ///
    /// # Errors
    /// What went wrong, for a person to read.
    pub fn run(self, project: &Project) -> Result<(), String> {
        match self {
            Self::Codegen(codegen) => codegen.run(project),
            Self::Check(check) => check.run(project),
            Self::Coverage(coverage) => coverage.run(project),
            Self::Drift(drift) => drift.run(project),
            Self::Graph(graph) => graph.run(project),
            Self::Schema(schema) => schema.run(project),
            Self::Scaffold(scaffold) => scaffold.run(project),
        }
    }
}

/// How the program ends: with what went wrong on standard error.
pub fn exit(result: Result<(), String>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}
