//! What the commands work on.

use std::{io::IsTerminal as _, path::PathBuf};

use aws_resources_codegen::{Crates, Options, Sources};

/// What the commands work on where their arguments don't say otherwise.
#[derive(Clone, Debug)]
pub struct Project {
    /// The `Cargo.toml` of the package or workspace that has the SDK crates as dependencies.
    pub manifest: PathBuf,
    /// What is generated; the first is what the commands look at.
    pub folders: Vec<Folder>,
    /// The folder of schema files that `codegen` keeps up to date, where there is one.
    pub schema: Option<PathBuf>,
    /// The program, for messages: `cargo xtask`.
    pub program: &'static str,
}

/// Models, and what is generated from them.
#[derive(Clone, Debug)]
pub struct Folder {
    /// The folders of models: of each file, the first that has it counts.
    pub models: Vec<PathBuf>,
    /// The folder for the generated source.
    pub out: PathBuf,
    /// What is made.
    pub options: Options,
}

impl Project {
    /// The crate in the current folder: `models/` becomes `src/resources/`.
    pub fn current() -> Self {
        let options = Options {
            package: package_name().unwrap_or_else(|| "my-crate".into()),
            features: false,
            ..Options::default()
        };
        let folder = Folder { models: vec!["models".into()], out: "src/resources".into(), options };
        Self { manifest: "Cargo.toml".into(), folders: vec![folder], schema: None, program: "cargo aws-resources" }
    }

    /// The sources of a folder of models.
    ///
    /// # Errors
    /// When `cargo metadata` fails.
    pub fn sources(&self, folder: &Folder) -> Result<Sources, String> {
        Ok(folder.sources(self.crates()?))
    }

    /// The SDK crates that the project depends on.
    ///
    /// # Errors
    /// When `cargo metadata` fails.
    pub fn crates(&self) -> Result<Crates, String> {
        // Before the first build cargo fetches the crates: its own bar shows how far it is.
        let ask = if std::io::stderr().is_terminal() { Crates::of_verbose } else { Crates::of };
        ask(&self.manifest).map_err(|error| format!("cargo metadata: {error}"))
    }

    /// The folder that the commands look at.
    pub fn main_folder(&self) -> &Folder {
        &self.folders[0]
    }
}

impl Folder {
    /// Its sources, over these SDK crates.
    pub fn sources(&self, crates: Crates) -> Sources {
        Sources { models: self.models.clone(), only: Vec::new(), options: self.options.clone(), crates }
    }
}

/// The name of the package in the current folder.
fn package_name() -> Option<String> {
    let manifest = std::fs::read_to_string("Cargo.toml").ok()?;
    let (_, package) = manifest.split_once("[package]")?;
    let line = package.lines().find(|line| line.trim_start().starts_with("name"))?;
    Some(line.split_once('=')?.1.trim().trim_matches('"').to_owned())
}
