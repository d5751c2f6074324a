//! `cargo xtask demo`.

use cargo_aws_resources::Codegen;
use clap::Args;

use crate::{cargo::cargo, workspace};

/// Runs the main job: regenerates, starts a fake AWS, and lists its resources with their ARNs.
#[derive(Args)]
pub(crate) struct Demo {
    /// What the demo itself takes; `cargo xtask demo -- --help` shows it.
    #[arg(last = true)]
    arguments: Vec<String>,
}

impl Demo {
    pub(crate) fn run(self) -> Result<(), String> {
        Codegen::default().run(&workspace::project())?;
        let run = ["run", "--package", "demo", "--"].map(str::to_owned);
        cargo(run.into_iter().chain(self.arguments))
    }
}
