//! Python packages, pinned, below cargo's target folder: only their files are of use here, data and programs.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::workspace;

/// The packages of a list, downloaded.
pub(crate) struct Packages {
    /// The folder that they are in.
    pub(crate) folder: PathBuf,
    /// The list.
    pub(crate) requirements: String,
}

/// The packages of `requirements.txt` in this folder of the workspace. Where they can't be downloaded, that is said and
/// there are none, except in CI.
pub(crate) fn of(home: &str) -> Result<Option<Packages>, String> {
    let list = workspace::path(home).join("requirements.txt");
    let requirements = fs::read_to_string(&list).map_err(|error| format!("{}: {error}", list.display()))?;
    match installed(home, &list, &requirements) {
        Ok(folder) => Ok(Some(Packages { folder, requirements })),
        Err(reason) if env::var_os("CI").is_none() => {
            println!("SKIPPED: the packages of {} can't be downloaded: {reason}", list.display());
            Ok(None)
        }
        Err(reason) => Err(reason),
    }
}

/// The folder with the packages of this list, downloaded where it isn't there yet.
fn installed(home: &str, requirements: &Path, list: &str) -> Result<PathBuf, String> {
    let folder = workspace::target().join(home.trim_start_matches("tests/"));
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
