//! The commands in somebody else's crate.

use std::{
    fs,
    path::{Path, PathBuf},
};

use cargo_aws_resources::{Command, Project};
use clap::Parser;

#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

fn run(project: &Project, arguments: &[&str]) -> Result<(), String> {
    let arguments = ["cargo aws-resources"].iter().chain(arguments);
    Arguments::try_parse_from(arguments).map_err(|error| error.to_string())?.command.run(project)
}

fn example(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/own-models").join(path)
}

#[test]
fn a_crate_is_found_from_below() {
    let project = Project::around(&example("src/committed/pipes"));
    assert_eq!(project.main_folder().models, [example("models")]);
    assert_eq!(project.main_folder().out, example("src/resources"));
    assert!(!project.main_folder().options.features);
}

/// CI builds the example, so this source compiles.
#[test]
fn the_committed_source_of_the_example_is_what_its_models_generate() {
    let project = Project::around(&example(""));
    let (models, out) = (example("committed-models"), example("src/committed"));
    let arguments = ["codegen", "--check", "--models", models.to_str().unwrap(), "--out", out.to_str().unwrap()];
    run(&project, &arguments).unwrap();

    let elsewhere = [&arguments[..], &["--package", "my-crate::aws"]].concat();
    let stale = run(&project, &elsewhere).unwrap_err();
    assert!(
        stale.contains("pipe.rs")
            && stale.ends_with("run `cargo aws-resources codegen` with the same arguments and commit"),
        "{stale}"
    );
}

#[test]
fn a_service_of_the_build_script_resolves() {
    run(&Project::around(&example("")), &["check", "scheduler"]).unwrap();
}

#[test]
fn where_there_is_no_crate_it_says_so() {
    let ours = Path::new(env!("CARGO_MANIFEST_DIR"));
    let codegen = |folder: &Path| run(&Project::around(folder), &["codegen"]).unwrap_err();

    let root = ours.ancestors().last().unwrap();
    assert_eq!(codegen(root), "no Cargo.toml in / or above: run `cargo aws-resources` in your crate");
    let error = codegen(ours.parent().unwrap());
    assert!(error.ends_with("is only a workspace: run `cargo aws-resources` in the folder of a crate"), "{error}");
    // This crate has no runtime, and generated source wouldn't compile in it.
    let error = codegen(ours);
    assert!(error.contains("needs the crate aws-resources-runtime") && error.contains("cargo add"), "{error}");
}

/// What the guide shows of the example is in it.
#[test]
fn the_guide_shows_the_example() {
    let guide = fs::read_to_string(example("../../docs/guide/src/own-models.md")).unwrap();
    let mut files = 0;
    for (before, block) in guide.split("```rust\n").zip(guide.split("```rust\n").skip(1)) {
        let (block, _) = block.split_once("```").unwrap();
        let name = before.trim_end().rsplit('`').nth(1).unwrap();
        let file = fs::read_to_string(example(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(file.contains(block), "{name} doesn't have\n{block}");
        files += 1;
    }
    assert!(files > 2, "the guide shows only {files} files");
}
