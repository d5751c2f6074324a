//! What the generator's tests share.

#![allow(dead_code, reason = "each test uses some of it")]

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{
        OnceLock,
        atomic::{AtomicU32, Ordering},
    },
};

use aws_resources_codegen::{Crates, Sources};

/// A path in the workspace.
pub(crate) fn workspace(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the generator lies in the workspace").join(path)
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
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("codegen-test-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        fs::create_dir(&path).expect("a new folder");
        Self(path)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    /// Writes a file, with the folders that it lies in.
    pub(crate) fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a folder");
        fs::write(path, text).expect("a written file");
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
