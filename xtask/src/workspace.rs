//! Where things are.

use std::path::PathBuf;

/// A path in the workspace.
pub(crate) fn path(relative: &str) -> PathBuf {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    root.parent().map(|root| root.join(relative)).unwrap_or_else(|| relative.into())
}
