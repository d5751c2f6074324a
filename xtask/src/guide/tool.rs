//! mdBook, pinned, below cargo's target folder.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use crate::{cargo::cargo, workspace};

/// What builds the guide.
const VERSION: &str = "0.5.4";

/// The program; it is compiled where it isn't there yet, which takes minutes.
pub(crate) fn mdbook() -> Result<PathBuf, String> {
    let root = absolute(&workspace::target().join("tools"))?;
    let program = root.join("bin").join(if cfg!(windows) { "mdbook.exe" } else { "mdbook" });
    let is_there = Command::new(&program).arg("--version").output().is_ok_and(|output| {
        // `mdbook v0.5.4`
        String::from_utf8_lossy(&output.stdout).trim().ends_with(&format!("v{VERSION}"))
    });
    if !is_there {
        let root = root.to_str().ok_or_else(|| format!("{} isn't UTF-8", root.display()))?;
        let install = ["install", "mdbook", "--locked", "--version", VERSION, "--force", "--root", root];
        // Watching files and serving them over HTTP isn't needed.
        cargo(install.into_iter().chain(["--no-default-features", "--features", "search"]))?;
    }
    Ok(program)
}

/// Builds the book in `source` into `out`.
pub(crate) fn build(source: &Path, out: &Path, open: bool) -> Result<(), String> {
    let mut command = Command::new(mdbook()?);
    command.arg("build").arg("--dest-dir").arg(absolute(out)?);
    if open {
        command.arg("--open");
    }
    let status = command.arg(source).status().map_err(|error| format!("mdbook doesn't run: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("mdbook failed: {status}")) }
}

fn absolute(path: &Path) -> Result<PathBuf, String> {
    std::path::absolute(path).map_err(|error| format!("{}: {error}", path.display()))
}
