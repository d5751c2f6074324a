//! Where things are.

use std::path::PathBuf;

/// A path in the workspace.
pub(crate) fn path(relative: &str) -> PathBuf {
    // At run time: a checkout that shares its target folder with another may run a binary that was built there.
    let package = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    let root = PathBuf::from(package);
    root.parent().map(|root| root.join(relative)).unwrap_or_else(|| relative.into())
}
