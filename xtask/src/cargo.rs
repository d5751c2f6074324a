//! Runs cargo.

use std::{env, ffi::OsStr, process::Command};

use crate::workspace;

/// Runs the cargo that runs this, in the workspace, and says so.
pub(crate) fn cargo<A: Into<String>>(arguments: impl IntoIterator<Item = A>) -> Result<(), String> {
    cargo_with(&[], arguments)
}

/// The same with these variables in its environment.
pub(crate) fn cargo_with<A: Into<String>>(
    variables: &[(&str, &OsStr)],
    arguments: impl IntoIterator<Item = A>,
) -> Result<(), String> {
    let arguments: Vec<String> = arguments.into_iter().map(Into::into).collect();
    let shown = format!("cargo {}", arguments.join(" "));
    eprintln!("$ {shown}");
    let program = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(program)
        .args(&arguments)
        .envs(variables.iter().copied())
        .current_dir(workspace::path(""))
        .status()
        .map_err(|error| format!("`{shown}` doesn't run: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("`{shown}` failed: {status}")) }
}
