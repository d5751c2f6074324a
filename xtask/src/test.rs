//! `cargo xtask test`.

use std::collections::BTreeMap;

use aws_resources_codegen::Diagnostics;
use clap::Args;

use crate::{
    cargo::{cargo, cargo_with},
    exercised, workspace,
};

/// Runs all tests, and checks that the crate builds with no service, and with each feature alone.
///
/// Fails where the tests run something else of the services than models/exercised.toml says.
#[derive(Args)]
pub(crate) struct Test {
    /// Accepts what the tests run of the services now.
    #[arg(long)]
    update: bool,
}

impl Test {
    pub(crate) fn run(self) -> Result<(), String> {
        let alone = ["check", "--package", "aws-resources", "--no-default-features"];
        cargo(alone)?;
        // What finds accounts and regions, or resources by name, and what tests need, is no service.
        let others = ["accounts", "registry", "serde", "test-util"].map(str::to_owned);
        for feature in services()?.into_keys().chain(others) {
            cargo(alone.into_iter().chain(["--features", &feature]))?;
        }
        let folder = exercised::folder()?;
        // A run takes long: it tells all that fails.
        cargo_with(
            &[("AWS_RESOURCES_EXERCISED", folder.as_ref())],
            ["test", "--workspace", "--all-features", "--no-fail-fast"],
        )?;
        exercised::compare(&folder, self.update)
    }
}

/// The services' features, which are their names in services.toml, and their SDK crates.
pub(crate) fn services() -> Result<BTreeMap<String, String>, String> {
    let mut diagnostics = Diagnostics::default();
    let project = workspace::project();
    let services = project.sources(project.main_folder())?.services(&mut diagnostics);
    if diagnostics.has_errors() {
        return Err(cargo_aws_resources::failed(&diagnostics));
    }
    Ok(services.into_iter().map(|service| (service.name, service.sdk.name.clone())).collect())
}
