//! `codegen` keeps the pages about the services up to date, along with the source.

use std::{
    fs,
    path::{Path, PathBuf},
};

use aws_resources_codegen::{Options, markdown::HEADER};
use cargo_aws_resources::{Codegen, Folder, Project};
use clap::Parser;

const RESOURCES: &str =
    r#"{ "service": { "actions": { "List": { "request": { "operation": "ListBuckets" } } } }, "resources": {} }"#;

#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    codegen: Codegen,
}

fn codegen(arguments: &[&str], project: &Project) -> Result<(), String> {
    Arguments::parse_from([&["codegen"], arguments].concat()).codegen.run(project)
}

/// A project with pages, and the folder of them, where a page lies that nothing generates.
fn project(root: &Path) -> (Project, PathBuf) {
    let (models, docs) = (root.join("models"), root.join("docs"));
    fs::create_dir_all(models.join("s3/2006-03-01")).unwrap();
    fs::write(models.join("s3/2006-03-01/resources-1.json"), RESOURCES).unwrap();
    fs::create_dir_all(docs.join("resources")).unwrap();
    fs::write(docs.join("resources/gone.md"), HEADER).unwrap();
    fs::write(docs.join("by-hand.md"), "# By hand\n").unwrap();
    let folder =
        Folder { models: vec![models], out: root.join("src"), docs: Some(docs.clone()), options: Options::default() };
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("Cargo.toml");
    (Project::new(manifest, vec![folder], "cargo test"), docs)
}

#[test]
fn pages_are_written_and_stale_ones_told_and_removed() {
    let root = tempfile::tempdir().unwrap();
    let (project, docs) = project(root.path());
    codegen(&[], &project).unwrap();
    assert!(!docs.join("resources/gone.md").exists() && docs.join("by-hand.md").exists());
    codegen(&["--check"], &project).unwrap();

    for page in ["coverage.md", "resources/s3.md"] {
        let text = fs::read_to_string(docs.join(page)).unwrap();
        assert!(text.starts_with(HEADER), "{text}");
        fs::write(docs.join(page), text.clone() + "edited\n").unwrap();
        let error = codegen(&["--check"], &project).unwrap_err();
        assert!(error.contains(page) && error.ends_with("run `cargo test codegen` and commit"), "{error}");
        codegen(&[], &project).unwrap();
        assert_eq!(fs::read_to_string(docs.join(page)).unwrap(), text);
    }
}

/// The pages are about the project's own models.
#[test]
fn other_models_have_no_pages() {
    let root = tempfile::tempdir().unwrap();
    let (project, docs) = project(root.path());
    let path = |name: &str| root.path().join(name).to_str().unwrap().to_owned();
    codegen(&["--models", &path("models"), "--out", &path("other")], &project).unwrap();
    assert!(docs.join("resources/gone.md").exists() && !docs.join("coverage.md").exists());
}

/// Without rustfmt it is the same source, in another layout and order of modules.
#[test]
fn plain_source_says_the_same() {
    let root = tempfile::tempdir().unwrap();
    let (project, _) = project(root.path());
    let path = |name: &str| root.path().join(name).to_str().unwrap().to_owned();
    let generated = |out: &str, plain: &[&str]| {
        codegen(&[&["--models", &path("models"), "--out", &path(out)], plain].concat(), &project).unwrap();
        fs::read_to_string(root.path().join(out).join("s3/mod.rs")).unwrap()
    };
    let (plain, laid_out) = (generated("plain", &["--plain"]), generated("laid-out", &[]));
    assert_ne!(plain, laid_out);
    let lines = |text: &str| {
        let mut lines: Vec<_> = text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect();
        lines.sort();
        lines
    };
    assert_eq!(lines(&plain), lines(&laid_out));
}
