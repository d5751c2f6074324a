//! The arguments of all commands that read models.

use std::path::PathBuf;

use clap::Args;

use crate::Format;

/// Which models are read, and how.
#[derive(Args, Debug, Default)]
pub(crate) struct Reading {
    /// A folder with models, in boto3's layout, instead of the project's; several make a search path: of each file, the
    /// first counts.
    #[arg(long, value_name = "DIR")]
    pub(crate) models: Vec<PathBuf>,
    /// Leaves out what is wrong in the models, item by item, and tells it: for definitions that were written for other
    /// tools.
    #[arg(long)]
    pub(crate) lenient: bool,
    /// The Cargo.toml of the package that has the SDK crates as dependencies.
    #[arg(long, value_name = "FILE")]
    pub(crate) manifest_path: Option<PathBuf>,
    /// How diagnostics are written.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}
