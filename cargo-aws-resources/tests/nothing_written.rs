//! A run that fails writes nothing, in none of its folders.

use std::{fs, path::Path};

use aws_resources_codegen::{Options, output::HEADER};
use cargo_aws_resources::{Codegen, Folder, Project};

/// What boto3's layout asks of a service, and no more.
const RESOURCES: &str =
    r#"{ "service": { "actions": { "List": { "request": { "operation": "ListBuckets" } } } }, "resources": {} }"#;

/// Two folders of models, the second with this text in the place of the first's.
fn project(root: &Path, second: &str) -> Project {
    let folder = |name: &str, text: &str| {
        let models = root.join(name).join("models");
        fs::create_dir_all(models.join("s3/2006-03-01")).unwrap();
        fs::write(models.join("s3/2006-03-01/resources-1.json"), text).unwrap();
        let out = root.join(name).join("out");
        fs::create_dir(&out).unwrap();
        fs::write(out.join("stale.rs"), HEADER).unwrap();
        Folder { models: vec![models], out, docs: None, options: Options::default() }
    };
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("Cargo.toml");
    Project::new(manifest, vec![folder("one", RESOURCES), folder("two", second)], "cargo test")
}

fn files(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

#[test]
fn what_is_wrong_in_one_folder_leaves_the_others_as_they_are() {
    let root = tempfile::tempdir().unwrap();
    let project = project(root.path(), &RESOURCES.replace("ListBuckets", "ListPails"));

    let error = Codegen::default().run(&project).unwrap_err();

    assert!(error.ends_with("1 error; nothing was written"), "{error}");
    for folder in &project.folders {
        assert_eq!(files(&folder.out), ["stale.rs"]);
    }
}

#[test]
fn what_is_right_in_all_is_written() {
    let root = tempfile::tempdir().unwrap();
    let project = project(root.path(), RESOURCES);

    Codegen::default().run(&project).unwrap();

    for folder in &project.folders {
        assert_eq!(files(&folder.out), ["s3", "services.rs"]);
    }
}
