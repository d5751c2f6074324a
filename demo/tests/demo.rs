//! The demo as its user runs it.

use std::{
    env,
    process::{Command, Output},
};

use fake_aws::FakeAws;

/// The demo in an environment without any AWS configuration.
fn demo(arguments: &[&str], environment: &[(&str, &str)]) -> (Output, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_demo"));
    for (name, _) in env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("AWS_")) {
        command.env_remove(name);
    }
    let nothing = [("AWS_CONFIG_FILE", "/dev/null"), ("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")];
    command.args(arguments).envs(nothing).env("AWS_EC2_METADATA_DISABLED", "true").env("NO_PROXY", "127.0.0.1");
    let output = command.envs(environment.iter().copied()).output().unwrap();
    let text = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    (output, text)
}

#[test]
fn two_accounts_are_listed_page_by_page() {
    let (output, text) = demo(&["--all"], &[]);
    assert!(output.status.success(), "{text}");
    assert!(!text.contains("failed"), "{text}");
    for line in [
        "arn:aws:cloudtrail:eu-west-1:111122223333:trail/management-events",
        "arn:aws:rds:eu-west-1:111122223333:db:orders-077",
        "└ 120 items on 3 pages",
        "└ 60 items on 3 pages",
        "none: AWS gives ARNs to hosted zones, not to the record sets in them.",
        "arn:aws:rds:us-east-1:444455556666:db:orders-003",
    ] {
        assert!(text.contains(line), "no `{line}` in {text}");
    }
    let rows = text.lines().filter(|line| ["111122223333", "444455556666"].iter().any(|it| line.contains(it))).count();
    assert!(text.contains(&format!("\n{rows} resources, ")), "{rows} rows in {text}");
}

#[test]
fn a_real_account_is_only_listed_and_failures_are_shown_in_place() {
    let aws = FakeAws::start().unwrap();
    let environment = [
        ("AWS_ENDPOINT_URL", aws.endpoint_url()),
        ("AWS_ENDPOINT_URL_RDS", "http://127.0.0.1:9"),
        ("AWS_REGION", "eu-west-1"),
        ("AWS_ACCESS_KEY_ID", "testing"),
        ("AWS_SECRET_ACCESS_KEY", "testing"),
        ("AWS_MAX_ATTEMPTS", "1"),
    ];
    let (output, text) = demo(&["--real"], &environment);
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(text.contains("└ failed: rds DescribeDBInstances: "), "{text}");
    assert!(text.contains("└ 0 items on 1 page"), "{text}");
    assert!(text.contains("6 of 14 listings failed"), "{text}");
    // The fake makes a service's state when it is first asked; all of it must still be empty.
    let state = aws.get_json("/moto-api/data.json").unwrap();
    for service in ["cloudtrail", "elbv2", "route53"] {
        let models = state[service].as_object().unwrap_or_else(|| panic!("{service} wasn't asked: {}", aws.log()));
        for (model, found) in models {
            assert_eq!(found.as_array().map(Vec::len), Some(0), "{model} in {state}");
        }
    }
}

#[test]
fn a_missing_region_is_explained() {
    let (output, text) = demo(&["--real"], &[]);
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(text.contains("set AWS_REGION"), "{text}");
}
