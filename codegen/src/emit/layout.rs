//! The last step: rustfmt over all files, in one run.

use std::{fs, io, path::PathBuf, process::Command};

use crate::Output;

/// The project's own style, as in its `rustfmt.toml`.
const STYLE: &str = "max_width=120,use_small_heuristics=Max,newline_style=Unix";

/// Lays out every file.
///
/// # Errors
/// When rustfmt isn't there, or refuses a file.
pub(crate) fn format(output: &mut Output) -> io::Result<()> {
    let folder = Scratch::new()?;
    for (name, text) in &output.files {
        let path = folder.0.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(path, text)?;
    }
    let rustfmt = std::env::var_os("RUSTFMT").unwrap_or_else(|| "rustfmt".into());
    let result = Command::new(rustfmt)
        // It follows the modules from here to every file.
        .args(["--edition", "2024", "--config", STYLE, super::INDEX])
        .current_dir(&folder.0)
        .output()
        .map_err(|error| {
            io::Error::new(error.kind(), format!("{error}; `rustup component add rustfmt` installs it"))
        })?;
    if !result.status.success() {
        return Err(io::Error::other(String::from_utf8_lossy(&result.stderr).into_owned()));
    }
    for (name, text) in &mut output.files {
        *text = fs::read_to_string(folder.0.join(name))?;
    }
    Ok(())
}

/// A folder that goes when it is dropped.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> io::Result<Self> {
        use std::sync::atomic::{AtomicU32, Ordering};
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("aws-resources-codegen-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let folder = std::env::temp_dir().join(name);
        fs::create_dir(&folder)?;
        Ok(Self(folder))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What can't be removed lies in the system's folder for temporary files.
        let _ = fs::remove_dir_all(&self.0);
    }
}
