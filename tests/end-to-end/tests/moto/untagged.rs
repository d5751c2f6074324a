//! The finder of resources that lack tags, as its user runs it, over an organisation of the fake.

use end_to_end::{
    organisation::Organisation,
    seeds::untagged::{self, Filled},
};

const PROGRAM: &str = env!("CARGO_BIN_EXE_untagged");
const NAMES: [&str; 6] = ["account", "region", "service", "type", "arn", "missing"];

#[tokio::test]
async fn what_lacks_a_tag_is_told_with_the_keys_that_are_missing() {
    let organisation = Organisation::new().await;
    let Filled { volume, bucket, database } = untagged::fill(&organisation).await;
    let (own, shop) = (&organisation.management.id, &organisation.members[0]);
    let only = ["--only", "rds.DBInstance,ec2.Volume,s3.Bucket"];
    let row = |row: [&str; 6]| row.map(str::to_owned).to_vec();
    let mut both = [
        row([own, "eu-west-1", "ec2", "Volume", &volume, r#"["stage"]"#]),
        row([own, "eu-west-1", "s3", "Bucket", &bucket, r#"["owner","stage"]"#]),
        row([shop, "us-east-1", "rds", "DBInstance", &database, r#"["owner"]"#]),
    ];
    both.sort();
    let keys = ["--key", "owner", "--key", "stage"];
    assert_eq!(organisation.rows(PROGRAM, &NAMES, &[&only[..], &keys].concat()).await, both);

    let stage = organisation.rows(PROGRAM, &NAMES, &[&only[..], &["--key", "stage"]].concat()).await;
    let mut expected = [
        row([own, "eu-west-1", "ec2", "Volume", &volume, r#"["stage"]"#]),
        row([own, "eu-west-1", "s3", "Bucket", &bucket, r#"["stage"]"#]),
    ];
    expected.sort();
    assert_eq!(stage, expected);
}

#[tokio::test]
async fn a_table_has_the_missing_keys_in_one_cell() {
    let organisation = Organisation::new().await;
    let Filled { bucket, .. } = untagged::fill(&organisation).await;
    let arguments = ["--only", "s3.Bucket", "--key", "owner", "--key", "stage"];
    let printed = organisation.run(PROGRAM, &arguments, &[]).await;
    assert!(printed.success, "{}", printed.stderr);
    let lines: Vec<_> = printed.stdout.lines().map(|line| line.split_whitespace().collect::<Vec<_>>()).collect();
    let account = &*organisation.management.id;
    assert_eq!(lines, [NAMES.to_vec(), vec![account, "eu-west-1", "s3", "Bucket", &bucket, "owner", "stage"]]);
}

#[tokio::test]
async fn what_is_not_there_is_said_before_anything_is_read() {
    let organisation = Organisation::new().await;
    for (only, said) in [
        ("rds.Databases", "has no type `Databases`"),
        ("no-such-service", "no-such-service"),
        ("rds.Event", "rds.Event lists nothing by itself that has tags"),
    ] {
        let printed = organisation.run(PROGRAM, &["--key", "owner", "--only", only], &[]).await;
        assert!(!printed.success);
        assert!(printed.stderr.contains(said), "{}", printed.stderr);
    }
}
