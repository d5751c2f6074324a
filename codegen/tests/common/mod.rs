//! What the generator's tests share.

#![allow(dead_code, reason = "each test uses some of it")]

mod complete;
pub(crate) mod input;
pub(crate) mod made_up;
mod mutate;
pub(crate) mod robust;

use std::{
    fs,
    path::{Path, PathBuf},
    sync::OnceLock,
};

use aws_resources_codegen::{Crates, Sources};

/// A path in the workspace.
pub(crate) fn workspace(path: &str) -> PathBuf {
    let mut folders = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    folders
        .find(|folder| folder.join("Cargo.lock").exists() && folder.join("codegen").exists())
        .expect("the workspace")
        .join(path)
}

/// The SDK crates of the workspace, asked of cargo once.
pub(crate) fn sources() -> &'static Sources {
    static SOURCES: OnceLock<Sources> = OnceLock::new();
    SOURCES.get_or_init(|| {
        let crates = Crates::of(&workspace("Cargo.toml")).expect("cargo metadata answers");
        Sources::new(workspace("models"), crates)
    })
}

/// A text without what changes when the SDK does: its version.
pub(crate) fn without_versions(text: &str) -> String {
    let mut shown = String::new();
    for part in text.split_inclusive("aws_sdk_s3 ") {
        let rest = match shown.ends_with("aws_sdk_s3 ") {
            true => part.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.'),
            false => part,
        };
        if rest.len() < part.len() {
            shown += "[version]";
        }
        shown += rest;
    }
    shown
}

/// A folder that goes when it is dropped.
pub(crate) struct Folder(tempfile::TempDir);

impl Folder {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().expect("a new folder"))
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    /// Writes a file, with the folders that it lies in.
    pub(crate) fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.0.path().join(name);
        fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a folder");
        fs::write(path, text).expect("a written file");
    }
}
