//! The commands as a program that an editor or CI starts.

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use serde_json::Value;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// Runs a command over this workspace's SDK crates.
fn run(arguments: &[&str]) -> Output {
    let program = env!("CARGO_BIN_EXE_cargo-aws-resources");
    Command::new(program).arg("aws-resources").args(arguments).current_dir(root()).output().unwrap()
}

fn out(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn err(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

/// Two of the fixtures, with a fault in several places of one file and a fault in the list.
fn broken(folder: &Path) -> String {
    let models = folder.join("models");
    for service in ["arns/2014-10-31", "collisions/2014-10-31"] {
        fs::create_dir_all(models.join(service)).unwrap();
        for file in ["resources-1.json", "arns-1.json"] {
            let text = fs::read_to_string(root().join("tests/fixture/models").join(service).join(file)).unwrap();
            fs::write(models.join(service).join(file), text.replace("[\"DBInstanceArn\"]", "[\"Arn\"]")).unwrap();
        }
    }
    fs::write(models.join("services.toml"), "[arns]\nsdk = \"aws-sdk-rds\"\n\n[collisions]\nskd = \"aws-sdk-rds\"\n")
        .unwrap();
    models.to_str().unwrap().to_owned()
}

#[test]
fn check_says_how_much_it_resolved() {
    let output = run(&["check", "arns", "collisions", "--models", "tests/fixture/models"]);
    assert!(output.status.success(), "{}", err(&output));
    let text = out(&output);
    assert!(text.starts_with("2 services with ") && text.ends_with(" resources: no errors\n"), "{text}");
    assert!(err(&output).contains("so this one is `arn_identifier`"), "notes are shown");
}

#[test]
fn json_is_alone_on_standard_output() {
    let output = run(&["check", "collisions", "--models", "tests/fixture/models", "--format", "json"]);
    assert!(output.status.success(), "{}", err(&output));
    let notes: Vec<Value> = out(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(notes.len(), 12);
    for note in &notes {
        assert_eq!(note["severity"], "note");
        assert_eq!(note["file"], "tests/fixture/models/collisions/2014-10-31/resources-1.json");
    }
    assert!(err(&output).contains("no errors"));
}

#[test]
fn faults_are_json_with_paths_that_open_and_the_program_fails() {
    let folder = tempfile::tempdir().unwrap();
    let models = broken(folder.path());
    let target = folder.path().join("out");
    let codegen = ["codegen", "--models", &models, "--out", target.to_str().unwrap(), "--format", "json"];
    for arguments in [&["check", "--models", &models, "--format", "json"][..], &codegen] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(1));
        let mut faults: Vec<Value> = out(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        faults.retain(|fault| fault["severity"] == "error");
        assert!(err(&output).contains(&format!("{} errors; nothing was written", faults.len())), "{}", err(&output));
        assert!(faults.len() > 1);
        let last = faults.last().unwrap();
        assert_eq!(last["message"], "unknown key `skd`");
        assert_eq!(last["nearest"], serde_json::json!(["sdk"]));
        for fault in &faults {
            let path = root().join(fault["file"].as_str().unwrap());
            let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            let at = |key: &str| fault[key].as_u64().unwrap() as usize;
            let line = text.lines().nth(at("line") - 1).unwrap();
            let said = &line[at("column") - 1..at("endColumn") - 1];
            assert!(["[\"Arn\"]", "skd"].contains(&said), "{said}");
        }
    }
    assert!(!target.exists(), "nothing is written");
}

#[test]
fn people_see_the_faults_underlined() {
    let folder = tempfile::tempdir().unwrap();
    let models = broken(folder.path());
    let output = run(&["check", "--models", &models]);
    assert_eq!((output.status.code(), out(&output)), (Some(1), ""));
    assert!(err(&output).contains("services.toml:5:1]"), "{}", err(&output));
}

#[test]
fn the_schema_is_written_where_one_wants_it() {
    let folder = tempfile::tempdir().unwrap();
    let output = run(&["schema", "--out", folder.path().to_str().unwrap()]);
    assert!(output.status.success(), "{}", err(&output));
    for file in ["resources-1", "arns-1", "paginators-1", "waiters-2", "services"] {
        let name = format!("{file}.schema.json");
        let ours = fs::read_to_string(root().join("models/schema").join(&name)).unwrap();
        assert_eq!(fs::read_to_string(folder.path().join(&name)).unwrap(), ours, "{name}");
    }
}
