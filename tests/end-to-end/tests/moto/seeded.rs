//! What `cargo xtask example` starts: a fake of its own, filled, and an example over it.

use std::process::Command;

/// Status, standard output and standard error.
fn seeded(arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_seeded")).args(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn an_example_is_run_over_both_regions_of_the_organisation() {
    let (status, stdout, stderr) = seeded(&["stop_databases", "--format", "csv"]);
    assert_eq!(status, Some(0), "{stdout}{stderr}");
    let ran = "$ stop_databases --role-name AuditRole --regions eu-west-1,us-east-1 --format csv\n";
    assert!(stderr.contains(ran), "{stderr}");
    assert_eq!(stdout.lines().filter(|line| line.contains(",would stop,")).count(), 3, "{stdout}");
    assert!(stdout.contains(",us-east-1,DBInstance,catalogue,"), "{stdout}");
}

#[test]
fn what_is_given_counts_and_the_status_is_the_example_s() {
    let (status, stdout, stderr) = seeded(&["stop_databases", "--regions=us-east-1", "--format", "json"]);
    assert_eq!(status, Some(0), "{stdout}{stderr}");
    assert!(stdout.lines().all(|row| row.contains(r#""region":"us-east-1""#)), "{stdout}");
    assert_eq!(stdout.lines().count(), 2, "{stdout}");

    let (status, _, stderr) = seeded(&["stop_databases", "--tag", "Schedule"]);
    assert_eq!(status, Some(2), "{stderr}");
}

#[test]
fn an_example_that_is_not_there_is_said() {
    let (status, _, stderr) = seeded(&["no_such_example"]);
    assert_eq!(status, Some(1), "{stderr}");
    assert!(stderr.contains("there is no example `no_such_example` for the fake in this build"), "{stderr}");
}
