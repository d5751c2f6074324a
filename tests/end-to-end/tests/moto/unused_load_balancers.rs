//! The finder of load balancers that nobody is behind, as its user runs it, over an organisation of the fake.

use end_to_end::{organisation::Organisation, seeds::unused_load_balancers};

const PROGRAM: &str = env!("CARGO_BIN_EXE_unused_load_balancers");
const NAMES: [&str; 7] = ["account", "region", "type", "name", "created", "reason", "arn"];

#[tokio::test]
async fn those_that_nobody_is_behind_are_told_with_the_reason() {
    let organisation = Organisation::new().await;
    unused_load_balancers::fill(&organisation).await;
    let mut rows = organisation.rows(PROGRAM, &NAMES, &[]).await;
    rows.sort_by(|one, other| one[3].cmp(&other[3]));
    let told: Vec<_> = rows.iter().map(|row| [&*row[2], &*row[3], &*row[5]]).collect();
    assert_eq!(
        told,
        [
            ["application", "answering", "no target group: its rules can only redirect, or answer themselves"],
            ["application", "bare", "no listener"],
            ["application", "down", "no target is in service: 1 unused"],
            ["application", "empty", "no target is registered"],
            ["classic", "old-down", "no instance is in service: 1 OutOfService"],
            ["classic", "old-empty", "no instance is registered"],
        ]
    );
    let (own, shop) = (&*organisation.management.id, &*organisation.members[0]);
    for row in &rows[..5] {
        assert_eq!(row[..2], [own, "eu-west-1"]);
    }
    assert_eq!(rows[5][..2], [shop, "us-east-1"]);
    assert_eq!(rows[5][6], format!("arn:aws:elasticloadbalancing:us-east-1:{shop}:loadbalancer/old-empty"));
    let bare = format!("arn:aws:elasticloadbalancing:eu-west-1:{own}:loadbalancer/app/bare/");
    assert!(rows[1][6].starts_with(&bare), "{rows:?}");
    assert!(rows.iter().all(|row| row[4].starts_with("20")), "when each was made: {rows:?}");
}

#[tokio::test]
async fn where_one_kind_fails_the_other_is_told() {
    let organisation = Organisation::new().await;
    unused_load_balancers::fill(&organisation).await;
    let arguments = ["--format", "json", "--regions", "us-east-1", "--accounts", &*organisation.members[0]];
    let broken = [("AWS_ENDPOINT_URL_ELASTIC_LOAD_BALANCING_V2", "http://127.0.0.1:9")];
    let printed = organisation.run(PROGRAM, &arguments, &broken).await;
    assert!(!printed.success);
    assert_eq!(printed.stdout.lines().count(), 1, "{}", printed.stdout);
    assert!(printed.stdout.contains("old-empty"), "{}", printed.stdout);
    assert!(printed.stderr.contains(" (us-east-1): elbv2 DescribeLoadBalancers: "), "{}", printed.stderr);
}
