//! The commands as a program that an editor or CI starts.

use std::{
    fs,
    path::Path,
    process::{Command, Output, Stdio},
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

/// Where there is no crate, or one that can't have the source, a program is told where it looks.
#[test]
fn faults_of_a_package_are_json_too() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let manifest = folder.join("Cargo.toml");
    let told = |command: &str| {
        let output = run(&[command, "--manifest-path", manifest.to_str().unwrap(), "--format", "json"]);
        assert_eq!(output.status.code(), Some(1));
        let fault: Value = serde_json::from_str(out(&output)).unwrap();
        assert_eq!((&fault["severity"], &fault["line"]), (&"error".into(), &Value::Null));
        assert_eq!(root().join(fault["file"].as_str().unwrap()), manifest);
        fault["message"].as_str().unwrap().to_owned()
    };
    for command in ["codegen", "check"] {
        fs::write(&manifest, "[package\n").unwrap();
        assert!(told(command).starts_with("cargo metadata: "), "{}", told(command));
    }
    fs::write(folder.join("lib.rs"), "").unwrap();
    fs::write(&manifest, "[package]\nname = \"own\"\nedition = \"2024\"\n[lib]\npath = \"lib.rs\"\n[workspace]\n")
        .unwrap();
    assert!(told("codegen").starts_with("generated source needs the crate aws-resources-runtime"));
}

/// As in `check --format json | head -1`.
#[test]
fn a_reader_may_have_read_enough() {
    let program = env!("CARGO_BIN_EXE_cargo-aws-resources");
    let arguments = ["check", "collisions", "--models", "tests/fixture/models", "--format", "json"];
    let mut child = Command::new(program)
        .args(arguments)
        .current_dir(root())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", err(&output));
}

/// Dozens of names that gave way would hide them.
#[test]
fn where_there_are_faults_codegen_tells_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let (models, target) = (broken(folder), folder.join("out"));
    let codegen = ["codegen", "--models", &models, "--out", target.to_str().unwrap()];
    let note = "so this one is";
    assert!(!err(&run(&codegen)).contains(note));
    assert!(err(&run(&[&codegen[..], &["--notes"]].concat())).contains(note));
}

/// A service that isn't listed may have been forgotten.
#[test]
fn codegen_warns_of_what_it_leaves_out() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let models = broken(folder);
    fs::write(folder.join("models/services.toml"), "[collisions]\nsdk = \"aws-sdk-rds\"\n").unwrap();
    let text = fs::read_to_string(root().join("tests/fixture/models/collisions/2014-10-31/arns-1.json")).unwrap();
    fs::write(folder.join("models/collisions/2014-10-31/arns-1.json"), text).unwrap();
    let target = folder.join("out");
    let output = run(&["codegen", "--models", &models, "--out", target.to_str().unwrap()]);
    assert!(output.status.success(), "{}", err(&output));
    assert!(err(&output).contains("the service arns is left out: there is no table `[arns]` in this list"));
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
