//! The quickstart example, as it is, against the fake.

use std::{env, process::Command};

use aws_credential_types::provider::ProvideCredentials as _;
use aws_resources::rds::Rds;
use end_to_end::fake::Account;
use fake_aws::FakeAws;

#[tokio::test]
async fn the_quickstart_lists_and_deletes_only_what_it_is_told_to() {
    let account = Account::new("eu-west-1").await;
    let bucket = format!("quickstart-{}", account.id);
    FakeAws::shared().create_bucket(&account.id, account.region, &bucket).unwrap();
    let cloudtrail = aws_sdk_cloudtrail::Client::new(&account.config);
    let trail = cloudtrail.create_trail().name("audit").s3_bucket_name(bucket).send().await.unwrap();
    let rds = aws_sdk_rds::Client::new(&account.config);
    for name in ["orders", "others"] {
        let database = rds.create_db_instance().db_instance_identifier(name).engine("postgres");
        database.db_instance_class("db.t4g.micro").allocated_storage(20).send().await.unwrap();
    }

    let names = || async {
        let databases = Rds::new(&account.session).db_instances().try_collect().await.unwrap();
        databases.iter().map(|database| database.id().to_owned()).collect::<Vec<_>>()
    };
    let (success, stdout, stderr) = quickstart(&account, &[]).await;
    assert!(success, "{stdout}{stderr}");
    assert!(stdout.contains(trail.trail_arn().unwrap()), "{stdout}");
    for name in ["orders", "others"] {
        assert!(stdout.contains(&format!("arn:aws:rds:eu-west-1:{}:db:{name}", account.id)), "{stdout}");
    }
    assert_eq!(names().await, ["orders", "others"]);

    // What isn't understood does nothing.
    for arguments in [&["--delete"][..], &["orders"], &["--delete", "orders", "others"], &["--delete", ""]] {
        let (success, ..) = quickstart(&account, arguments).await;
        assert!(!success, "{arguments:?}");
    }
    assert_eq!(names().await, ["orders", "others"]);

    let (success, stdout, stderr) = quickstart(&account, &["--delete", "orders"]).await;
    assert!(success, "{stdout}{stderr}");
    assert!(stdout.contains("Some(\"postgres\")"), "{stdout}");
    assert_eq!(names().await, ["others"]);
}

/// Whether it succeeded, and what it printed. It sees no other environment.
async fn quickstart(account: &Account, arguments: &[&str]) -> (bool, String, String) {
    let keys = account.config.credentials_provider().unwrap();
    let keys = keys.provide_credentials().await.unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_quickstart"));
    for (name, _) in env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("AWS_")) {
        command.env_remove(name);
    }
    command
        .args(arguments)
        .env("AWS_CONFIG_FILE", "/dev/null")
        .env("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")
        .env("AWS_ENDPOINT_URL", FakeAws::shared().endpoint_url())
        .env("AWS_REGION", account.region)
        .env("AWS_ACCESS_KEY_ID", keys.access_key_id())
        .env("AWS_SECRET_ACCESS_KEY", keys.secret_access_key())
        .env("AWS_SESSION_TOKEN", keys.session_token().unwrap())
        .env("NO_PROXY", "127.0.0.1");
    let output = tokio::task::spawn_blocking(move || command.output()).await.unwrap().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    (output.status.success(), text(output.stdout), text(output.stderr))
}
