//! Where things are.

use std::path::PathBuf;

use aws_resources_codegen::Options;
use cargo_aws_resources::{Folder, Project};

/// What is generated: models, source, pages, and the package that the source becomes part of.
const GENERATED: [(&str, &str, Option<&str>, &str); 2] = [
    ("models", "crates/aws-resources/src", Some("docs"), "aws-resources"),
    ("tests/fixture/models", "tests/fixture/src", None, "fixture"),
];

/// What the generator's commands work on.
pub(crate) fn project() -> Project {
    let folders = GENERATED.map(|(models, out, docs, package)| Folder {
        models: vec![path(models)],
        out: path(out),
        docs: docs.map(path),
        options: Options { package: package.to_owned(), registry: true, ..Options::default() },
    });
    let mut project = Project::new(path("Cargo.toml"), folders.into(), "cargo xtask");
    project.schema = Some(path("models/schema"));
    project
}

/// Cargo's target folder.
pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| path("target"), PathBuf::from)
}

/// A path in the workspace.
pub(crate) fn path(relative: &str) -> PathBuf {
    // At run time: a checkout that shares its target folder with another may run a binary that was built there.
    let package = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    let root = PathBuf::from(package);
    root.parent().map(|root| root.join(relative)).unwrap_or_else(|| relative.into())
}
