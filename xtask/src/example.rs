//! `cargo xtask example`.

use std::fs;

use clap::Args;
use serde::Deserialize;

use crate::{cargo::cargo, workspace};

/// Those for which the fake can be filled.
const EXAMPLES: [&str; 7] = [
    "certificate_expiry",
    "inventory",
    "public_access",
    "stop_databases",
    "untagged",
    "unused_load_balancers",
    "version_cleaner",
];

/// Runs an example against a fake AWS on this machine, which is filled for it: an organisation of four accounts, in two
/// regions.
///
/// Nothing of your AWS configuration is read. Against real accounts an example is run as its header says.
#[derive(Args)]
pub(crate) struct Example {
    /// The example.
    #[arg(value_parser = EXAMPLES)]
    name: String,

    /// What the example itself takes, besides the role and the regions that it is told; `-- --help` shows it.
    #[arg(last = true)]
    arguments: Vec<String>,
}

impl Example {
    pub(crate) fn run(self) -> Result<(), String> {
        let features = features(&self.name)?.join(",");
        let package = ["--package", "end-to-end", "--no-default-features", "--features", &features];
        let program = ["build"].into_iter().chain(package).chain(["--bin", &self.name]);
        cargo(program)?;
        let seeded = ["run"].into_iter().chain(package).chain(["--bin", "seeded", "--", &self.name]);
        cargo(seeded.chain(self.arguments.iter().map(String::as_str)))
    }
}

/// What of the crate's manifest is looked at.
#[derive(Deserialize)]
struct Manifest {
    example: Vec<Declared>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Declared {
    name: String,
    #[serde(default)]
    required_features: Vec<String>,
}

/// The features that an example needs, as the manifest has them.
fn features(example: &str) -> Result<Vec<String>, String> {
    let path = workspace::path("crates/aws-resources/Cargo.toml");
    let shown = path.display();
    let text = fs::read_to_string(&path).map_err(|error| format!("{shown} can't be read: {error}"))?;
    let manifest: Manifest = toml::from_str(&text).map_err(|error| format!("{shown}: {error}"))?;
    let declared = manifest.example.into_iter().find(|declared| declared.name == example);
    let declared = declared.ok_or_else(|| format!("{shown} has no example `{example}`"))?;
    Ok(declared.required_features)
}
