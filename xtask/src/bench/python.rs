//! The Python peers: their packages, pinned by hash, in environments below cargo's target folder.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{guard, workspace};

/// An environment with one list of packages.
pub(crate) struct Python {
    program: PathBuf,
}

impl Python {
    /// The environment of `bench/python/LIST.txt`. Where it can't be made, that is said and there is none, unless it is
    /// `required` or in CI.
    pub(crate) fn of(list: &str, required: bool) -> Result<Option<Self>, String> {
        match installed(list) {
            Ok(program) => Ok(Some(Self { program })),
            Err(reason) if !required && env::var_os("CI").is_none() => {
                println!("SKIPPED: {list} isn't measured, as it can't be installed: {reason}");
                Ok(None)
            }
            Err(reason) => Err(format!("{list} can't be installed: {reason}")),
        }
    }

    pub(crate) fn program(&self) -> &Path {
        &self.program
    }

    /// The versions of the interpreter and of these packages.
    pub(crate) fn versions(&self, packages: &[&str]) -> Result<String, String> {
        let code = "import sys, platform, importlib.metadata as m; \
                    print('Python ' + platform.python_version(), *(f'{p} {m.version(p)}' for p in sys.argv[1:]), sep=', ')";
        run(Command::new(&self.program).args(["-I", "-c", code]).args(packages)).map(|text| text.trim().to_owned())
    }
}

/// A folder with this repository's definitions of the resources of RDS and CloudTrail, of which boto3 has none. Nothing
/// else of ours is in it: boto3 would take our lists of paginators for its own.
pub(crate) fn definitions() -> Result<PathBuf, String> {
    let folder = guard::target().join("boto3-data");
    for service in ["rds/2014-10-31", "cloudtrail/2013-11-01"] {
        let from = workspace::path("models").join(service).join("resources-1.json");
        let to = folder.join(service);
        fs::create_dir_all(&to)
            .and_then(|()| fs::copy(&from, to.join("resources-1.json")))
            .map_err(|error| format!("{} can't be copied to {}: {error}", from.display(), to.display()))?;
    }
    Ok(folder)
}

/// A script of bench/python.
pub(crate) fn script(name: &str) -> PathBuf {
    workspace::path("bench/python").join(name)
}

fn installed(list: &str) -> Result<PathBuf, String> {
    let file = script(&format!("{list}.txt"));
    let requirements = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    let venv = guard::target().join(format!("venv-{list}"));
    let program = venv.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let done = venv.join("installed.txt");
    if program.exists() && fs::read_to_string(&done).is_ok_and(|installed| installed == requirements) {
        return Ok(program);
    }
    run(Command::new("python3").args(["-I", "-m", "venv", "--clear"]).arg(&venv))?;
    let pip =
        ["-I", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input", "--require-hashes"];
    run(Command::new(&program).args(pip).arg("--requirement").arg(&file))?;
    fs::write(&done, requirements).map_err(|error| format!("{}: {error}", done.display()))?;
    Ok(program)
}

fn run(command: &mut Command) -> Result<String, String> {
    let output = command.output().map_err(|error| format!("{command:?} doesn't run: {error}"))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    Err(format!("{command:?} failed: {}", String::from_utf8_lossy(&output.stderr).trim()))
}
