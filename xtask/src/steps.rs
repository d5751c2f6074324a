//! `cargo xtask demo` and `cargo xtask test`.

use clap::Args;

/// Runs the main job.
#[derive(Args)]
pub(crate) struct Demo {}

impl Demo {
    pub(crate) fn run(self) -> Result<(), String> {
        Err("not yet".into())
    }
}

/// Runs all tests.
#[derive(Args)]
pub(crate) struct Test {}

impl Test {
    pub(crate) fn run(self) -> Result<(), String> {
        Err("not yet".into())
    }
}
