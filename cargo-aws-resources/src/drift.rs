//! `drift`: what an update of the SDK crates means for the models.

use std::{io::IsTerminal as _, path::Path, process::Command};

use aws_resources_codegen::{
    Crates, Diagnostics,
    drift::{Drift as Found, drift, locked},
};
use clap::Args;

use crate::{Project, failed};

/// Says what an update of the SDK crates means for the models: what they use and is gone, and what is new.
#[derive(Args, Debug)]
pub struct Drift {
    /// Only these services.
    services: Vec<String>,
    /// Compares with the crates in the Cargo.lock of this git revision.
    #[arg(long, value_name = "REV", default_value = "HEAD", conflicts_with = "from")]
    since: String,
    /// Compares with this version of a crate, as in `aws-sdk-rds=1.100`; can be given several times.
    #[arg(long, value_name = "CRATE=VERSION", value_parser = version)]
    from: Vec<(String, String)>,
}

/// `aws-sdk-rds=1.100`.
fn version(text: &str) -> Result<(String, String), String> {
    let (name, version) = text.split_once('=').ok_or("a crate and its version, as in aws-sdk-rds=1.100")?;
    Ok((name.to_owned(), version.to_owned()))
}

impl Drift {
    pub(crate) fn run(self, project: &Project) -> Result<(), String> {
        let mut sources = project.sources(project.main_folder())?;
        sources.only = self.services;
        let mut diagnostics = Diagnostics::default();
        let services = sources.services(&mut diagnostics);
        if diagnostics.has_errors() {
            return Err(failed(&diagnostics));
        }
        let now: Vec<(&str, &str)> =
            services.iter().map(|service| (service.sdk.name.as_str(), service.sdk.version.as_str())).collect();
        let before = if self.from.is_empty() {
            let lock = locked_at(&sources.crates, &self.since)?;
            let names: Vec<&str> = now.iter().map(|(name, _)| *name).collect();
            let found = locked(&lock, &names).map_err(|error| format!("Cargo.lock of {}: {error}", self.since))?;
            found.into_iter().map(|(name, version)| (name.to_owned(), version)).collect()
        } else {
            known(&self.from, &now)?;
            self.from
        };
        let other: Vec<(&str, String)> = before
            .iter()
            .filter(|(name, version)| !now.contains(&(name.as_str(), version.as_str())))
            .map(|(name, version)| (name.as_str(), format!("={version}")))
            .collect();
        if other.is_empty() {
            println!("the SDK crates are the same as before");
            return Ok(());
        }
        let wanted: Vec<(&str, &str)> = other.iter().map(|(name, version)| (*name, version.as_str())).collect();
        if std::io::stderr().is_terminal() {
            let names: Vec<String> = other.iter().map(|(name, version)| format!("{name} {version}")).collect();
            eprintln!("fetching {}", names.join(", "));
        }
        let before = Crates::fetched(&wanted).map_err(|error| format!("cargo metadata: {error}"))?;
        tell(&drift(&sources, &before).map_err(|diagnostics| failed(&diagnostics))?)
    }
}

/// Every crate that is named is one that a model uses.
fn known(from: &[(String, String)], now: &[(&str, &str)]) -> Result<(), String> {
    match from.iter().find(|(wanted, _)| now.iter().all(|(name, _)| name != wanted)) {
        Some((wanted, _)) => {
            let names: Vec<&str> = now.iter().map(|(name, _)| *name).collect();
            Err(format!("no model uses the crate {wanted}, but {}", names.join(", ")))
        }
        None => Ok(()),
    }
}

/// The text of the `Cargo.lock` at a git revision.
fn locked_at(crates: &Crates, revision: &str) -> Result<String, String> {
    let folder: &Path = crates.workspace();
    let help = "name the versions: --from aws-sdk-rds=1.100";
    let output = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(["show", &format!("{revision}:./Cargo.lock")])
        .output()
        .map_err(|error| format!("git doesn't run: {error}; {help}"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(format!("git has no Cargo.lock of {revision}: {}; {help}", said.trim()));
    }
    String::from_utf8(output.stdout).map_err(|error| format!("Cargo.lock of {revision}: {error}"))
}

/// # Errors
/// When something that a model uses is gone.
fn tell(drifts: &[Found]) -> Result<(), String> {
    for drift in drifts {
        print!("{drift}");
    }
    match drifts.iter().map(|drift| drift.gone.len()).sum::<usize>() {
        0 => Ok(()),
        1 => Err("one thing is gone that a model uses: change the model".into()),
        gone => Err(format!("{gone} things are gone that models use: change the models")),
    }
}
