//! Python packages, pinned, below cargo's target folder: only their data is of use here.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::workspace;

/// The folder with the packages of this list, downloaded where it isn't there yet.
pub(super) fn installed(requirements: &Path, list: &str) -> Result<PathBuf, String> {
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| workspace::path("target"), PathBuf::from);
    let folder = target.join("drop-in");
    let (packages, done) = (folder.join("packages"), folder.join("installed.txt"));
    if fs::read_to_string(&done).is_ok_and(|installed| installed == list) {
        return Ok(packages);
    }
    let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
    if packages.exists() {
        fs::remove_dir_all(&packages).map_err(failed)?;
    }
    fs::create_dir_all(&folder).map_err(failed)?;
    let venv = folder.join("venv");
    let python = venv.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    if !python.exists() {
        run(Command::new("python3").args(["-m", "venv"]).arg(&venv))?;
    }
    let pip =
        ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--no-compile", "--target"];
    run(Command::new(&python).args(pip).arg(&packages).arg("--requirement").arg(requirements))?;
    fs::write(&done, list).map_err(failed)?;
    Ok(packages)
}

fn run(command: &mut Command) -> Result<(), String> {
    let output = command.output().map_err(|error| format!("{command:?} doesn't run: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    let told = String::from_utf8_lossy(&output.stderr);
    Err(format!("{command:?} failed: {}", told.trim()))
}
