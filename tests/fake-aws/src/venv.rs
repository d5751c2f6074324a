//! The private virtual environment of each server.
//!
//! ```text
//! <target>/fake-aws/lock       locked while one process looks or builds
//! <target>/fake-aws/building/  being built; left by an interruption, removed by the next start
//! <target>/fake-aws/venv/      complete: it is `building`, renamed
//! <target>/fake-s3/            the same, of the second S3
//! ```
//!
//! The rename breaks the scripts in `venv/bin`, which hold absolute paths; only
//! `venv/bin/python` is used, which does not.

use std::{
    env,
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use crate::{FakeAwsError, process::Program};

const STAMP: &str = "fake-aws-requirements.txt";
const PYTHON: &str = if cfg!(windows) { "python" } else { "python3" };
/// Ends with 10 (and prints the version) if too old, 11 if `venv` is missing.
const CHECK: &str = "\
import sys
if sys.version_info < (3, 10):
    print(sys.version.split()[0])
    sys.exit(10)
try:
    import ensurepip, venv
except ImportError:
    sys.exit(11)
";

/// The environment's folder, made if it is not there or outdated.
pub(crate) fn ensure(program: &Program) -> Result<PathBuf, FakeAwsError> {
    ensure_in(&target_dir().join(program.folder), program)
}

/// The Python program inside an environment.
pub(crate) fn python_in(venv: &Path) -> PathBuf {
    venv.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" })
}

fn ensure_in(folder: &Path, program: &Program) -> Result<PathBuf, FakeAwsError> {
    fs::create_dir_all(folder).map_err(FakeAwsError::io("create", folder))?;
    let lock_path = folder.join("lock");
    let lock = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&lock_path)
        .map_err(FakeAwsError::io("open", &lock_path))?;
    lock.lock().map_err(FakeAwsError::io("lock", &lock_path))?;

    let venv = folder.join("venv");
    if is_current(&venv, program.requirements) {
        return Ok(venv);
    }
    let building = folder.join("building");
    remove(&building)?;
    check_python()?;
    eprintln!("fake-aws: installing {} into {} (once)", program.name, venv.display());
    if let Err(error) = build(&building, program.requirements, &lock) {
        let _ = remove(&building); // the error of the build tells more
        return Err(error);
    }
    remove(&venv)?;
    fs::rename(&building, &venv).map_err(FakeAwsError::io("rename", &building))?;
    Ok(venv)
}

fn build(venv: &Path, requirements: &str, lock: &File) -> Result<(), FakeAwsError> {
    // `-I`: no PYTHONPATH, no user's site-packages.
    let mut create = Command::new(PYTHON);
    create.args(["-I", "-m", "venv"]).arg(venv);
    run(create, "python -m venv", venv, lock)?;

    let stamp = venv.join(STAMP);
    let text = stamp_text(venv, requirements).map_err(FakeAwsError::io("find", python_in(venv)))?;
    fs::write(&stamp, text).map_err(FakeAwsError::io("write", &stamp))?;

    let mut install = Command::new(python_in(venv));
    install
        .args(["-I", "-m", "pip", "install", "--quiet", "--no-input"])
        .args(["--disable-pip-version-check", "--requirement"])
        .arg(&stamp);
    run(install, "pip install", venv, lock)
}

/// Runs a step which holds the lock, too: should this process be killed, no other
/// one touches the folder before the step has ended.
fn run(mut command: Command, step: &'static str, folder: &Path, lock: &File) -> Result<(), FakeAwsError> {
    let program = PathBuf::from(command.get_program());
    let output =
        lock.try_clone().and_then(|lock| command.stdin(lock).output()).map_err(FakeAwsError::io("run", program))?;
    if output.status.success() {
        return Ok(());
    }
    let text = [output.stdout, output.stderr].concat();
    Err(FakeAwsError::Install {
        step,
        folder: folder.into(),
        status: output.status,
        output: String::from_utf8_lossy(&text).trim().into(),
    })
}

fn check_python() -> Result<(), FakeAwsError> {
    let command = PYTHON;
    let output = match Command::new(command).args(["-I", "-c", CHECK]).stdin(Stdio::null()).output() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(FakeAwsError::PythonMissing { command });
        }
        result => result.map_err(FakeAwsError::io("run", command))?,
    };
    match output.status.code() {
        Some(0) => Ok(()),
        Some(10) => {
            Err(FakeAwsError::PythonTooOld { command, found: String::from_utf8_lossy(&output.stdout).trim().into() })
        }
        Some(11) => Err(FakeAwsError::VenvMissing { command }),
        _ => Err(FakeAwsError::PythonMissing { command }),
    }
}

fn is_current(venv: &Path, requirements: &str) -> bool {
    match (fs::read_to_string(venv.join(STAMP)), stamp_text(venv, requirements)) {
        (Ok(stamp), Ok(text)) => stamp == text,
        _ => false,
    }
}

/// The requirements and the name of the real Python program (`python3.13`): an
/// upgrade of the machine's Python also makes an environment outdated.
fn stamp_text(venv: &Path, requirements: &str) -> io::Result<String> {
    let python = fs::canonicalize(python_in(venv))?;
    let name = python.file_name().unwrap_or_default().display();
    Ok(format!("{requirements}# installed by {name}\n"))
}

fn remove(folder: &Path) -> Result<(), FakeAwsError> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(FakeAwsError::io("remove", folder)(error)),
        _ => Ok(()),
    }
}

fn target_dir() -> PathBuf {
    // At run time cargo names the package under test; a program run without cargo
    // falls back on where this crate was built.
    let package = env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
    let target = env::var_os("CARGO_TARGET_DIR").filter(|dir| !dir.is_empty());
    // `join` of an absolute path is that path.
    workspace_of(&package).join(target.unwrap_or_else(|| "target".into()))
}

fn workspace_of(package: &Path) -> &Path {
    let is_workspace = |folder: &&Path| {
        fs::read_to_string(folder.join("Cargo.toml"))
            .is_ok_and(|manifest| manifest.lines().any(|line| line.trim_start().starts_with("[workspace")))
    };
    package.ancestors().find(is_workspace).unwrap_or(package)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{s3::SWIFT, server::MOTO};

    fn scratch(name: &str) -> PathBuf {
        let folder = env::temp_dir().join(format!("fake-aws-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    #[test]
    fn finds_the_workspace_above_a_package() {
        let root = scratch("workspace");
        let package = root.join("tests/one");
        fs::create_dir_all(&package).unwrap();
        fs::write(package.join("Cargo.toml"), "[package]\n").unwrap();
        assert_eq!(workspace_of(&package), package);
        fs::write(root.join("Cargo.toml"), "[workspace]\n").unwrap();
        assert_eq!(workspace_of(&package), root);
        fs::remove_dir_all(root).unwrap();
    }

    #[test]
    fn an_environment_is_current_only_with_its_python_and_the_same_requirements() {
        let venv = scratch("stamp");
        let wanted = "moto==5.2.2\n";
        fs::write(venv.join(STAMP), wanted).unwrap();
        assert!(!is_current(&venv, wanted), "no python");
        let python = python_in(&venv);
        fs::create_dir_all(python.parent().unwrap()).unwrap();
        fs::write(&python, "").unwrap();
        assert!(!is_current(&venv, wanted), "other python");
        fs::write(venv.join(STAMP), stamp_text(&venv, wanted).unwrap()).unwrap();
        assert!(is_current(&venv, wanted));
        fs::write(venv.join(STAMP), "moto==5.2.1\n").unwrap();
        assert!(!is_current(&venv, wanted), "other requirements");
        fs::remove_dir_all(venv).unwrap();
    }

    #[test]
    fn every_requirement_is_pinned() {
        for program in [MOTO, SWIFT] {
            let mut lines = program.requirements.lines().filter(|line| !line.starts_with('#'));
            assert!(lines.all(|line| line.contains("==")), "{}", program.name);
        }
    }
}
