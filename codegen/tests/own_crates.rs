//! What is different where the source becomes part of somebody else's crate.

mod common;

use std::{fs, path::Path};

use aws_resources_codegen::{Layout, Options, Output, generate, output::HEADER};
use common::{Folder, sources, workspace};

fn generated(options: Options) -> Output {
    let mut sources = sources().with_models(workspace("tests/fixture/models"), "");
    sources.only = vec!["arns".to_owned(), "keywords".to_owned()];
    sources.options = options;
    generate(&sources).unwrap_or_else(|diagnostics| panic!("{diagnostics}"))
}

fn own() -> Options {
    Options {
        package: "my-crate::aws".into(),
        features: false,
        guest: true,
        layout: Layout::Plain,
        ..Options::default()
    }
}

fn text<'a>(output: &'a Output, path: &str) -> &'a str {
    output.files.get(Path::new(path)).unwrap_or_else(|| panic!("no {path} among {:?}", output.files.keys()))
}

/// `include!` takes no inner attributes, and inner documentation is one.
#[test]
fn the_list_of_services_can_be_included() {
    let output = generated(own());
    let index = text(&output, "services.rs");
    assert!(index.starts_with(HEADER));
    assert!(!index.contains("//!") && !index.contains("#!["), "{index}");
    assert!(text(&output, "arns/mod.rs").contains("//!"));
}

#[test]
fn the_list_of_services_can_be_a_module_file() {
    let output = generated(Options { index: "mod.rs", ..own() });
    assert!(text(&output, "mod.rs").contains("pub mod keywords;"));
    assert!(!output.files.contains_key(Path::new("services.rs")));
}

#[test]
fn services_are_behind_features_only_on_request() {
    assert!(!text(&generated(own()), "services.rs").contains("cfg"));
    let output = generated(Options { features: true, ..own() });
    assert!(text(&output, "services.rs").contains("#[cfg(feature = \"arns\")]"));
}

#[test]
fn examples_name_the_module_and_go_where_it_has_no_name() {
    let output = generated(own());
    let example = text(&output, "arns/service.rs");
    assert!(example.contains("use my_crate::aws::arns::Arns;"), "{example}");
    assert!(example.contains("aws_resources_runtime::Result<()>"), "{example}");

    let output = generated(Options { package: String::new(), ..own() });
    for (path, text) in &output.files {
        assert!(!text.contains("```"), "{}", path.display());
    }
}

#[test]
fn the_lints_of_the_crate_are_left_to_its_own_source() {
    let index = |options| text(&generated(options), "services.rs").matches("dead_code").count();
    assert_eq!(index(own()), 3, "two services and the prelude");
    assert_eq!(index(Options { guest: false, ..own() }), 0);
}

#[test]
fn things_are_found_by_name_only_on_request() {
    assert!(!generated(own()).files.keys().any(|path| path.ends_with("registry.rs")));
    assert!(!text(&generated(own()), "services.rs").contains("REGISTRY"));

    let output = generated(Options { registry: true, ..own() });
    let index = text(&output, "services.rs");
    assert!(index.contains("pub static REGISTRY") && index.contains("&keywords::registry::SERVICE"), "{index}");
    assert!(!index.contains("cfg"), "{index}");
    let table = text(&output, "arns/registry.rs");
    // By a pattern of the model's; by the template of the rule; not where its text is replaced.
    for found in ["Piece::Is(\"returned:\")", "Piece::Name(Some(\"number\"))", "whole: Some(\"arn\")"] {
        assert!(table.contains(found), "{found}: {table}");
    }
    let replaced = table.split("static REPLACED").nth(1).and_then(|table| table.split("static ").next());
    assert!(replaced.is_some_and(|table| table.contains("patterns: &[]")), "{table}");

    let output = generated(Options { registry: true, features: true, ..own() });
    assert!(text(&output, "arns/mod.rs").contains("#[cfg(feature = \"registry\")]"));
}

#[test]
fn the_style_is_the_crates_own() {
    let folder = Folder::new();
    folder.write("rustfmt.toml", "hard_tabs = true\n");
    folder.write("package/Cargo.toml", "");
    let output = generated(Options { layout: Layout::RustfmtIn(folder.path().join("package")), ..own() });
    assert!(text(&output, "arns/service.rs").contains("\n\t"));
    assert!(!text(&generated(own()), "arns/service.rs").contains("\n\t"));
}

#[test]
fn a_file_that_was_written_by_hand_is_never_overwritten() {
    let folder = Folder::new();
    folder.write("services.rs", "//! By hand.\n");
    let error = generated(own()).write(folder.path()).unwrap_err().to_string();
    let there = folder.path().join("services.rs");
    assert_eq!(error, format!("{} isn't generated, and would be overwritten: move it", there.display()));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing else was written either");
    assert_eq!(fs::read_to_string(folder.path().join("services.rs")).unwrap(), "//! By hand.\n");
}
