//! The report of certificates, as its user runs it, over an organisation of the fake.

use end_to_end::{
    organisation::Organisation,
    seeds::certificate_expiry::{self, Filled},
};

const PROGRAM: &str = env!("CARGO_BIN_EXE_certificate_expiry");
const NAMES: [&str; 8] = ["days_left", "account", "region", "service", "name", "expires", "in_use_by", "arn"];

#[tokio::test]
async fn certificates_by_the_days_they_have_left() {
    let organisation = Organisation::new().await;
    let Filled { used, user, unused } = certificate_expiry::fill(&organisation).await;

    // The fake's IAM certificates ended in 2012, ACM's end a year from now.
    let rows = organisation.rows(PROGRAM, &NAMES, &[]).await;
    let [legacy] = &*rows else { panic!("{rows:?}") };
    assert!(legacy[0].parse::<i64>().unwrap() < -365, "{legacy:?}");
    let member = &*organisation.members[0];
    let arn = format!("arn:aws:iam::{member}:server-certificate/legacy");
    assert_eq!(legacy[1..5], [member, "global", "iam", "legacy"]);
    assert!(legacy[5].starts_with("2012-05-08T01:02:03"), "{legacy:?}");
    assert_eq!(legacy[6..], ["null", &*arn]);

    let rows = organisation.rows(PROGRAM, &NAMES, &["--within-days", "400"]).await;
    assert_eq!(rows.len(), 3, "{rows:?}");
    assert_eq!(rows[0], *legacy, "the most urgent first");
    let of = |name: &str| rows.iter().find(|row| row[4] == name).unwrap();
    for row in [of("shop.example.com"), of("search.example.com")] {
        assert!(["364", "365"].contains(&&*row[0]), "{row:?}");
    }
    let shop = of("shop.example.com");
    assert_eq!(shop[1..4], [&*organisation.management.id, "eu-west-1", "acm"]);
    assert_eq!(shop[6..], [format!("[{user:?}]"), used]);
    let search = of("search.example.com");
    assert_eq!(search[1..4], [&*organisation.members[1], "us-east-1", "acm"]);
    assert_eq!(search[6..], ["[]".to_owned(), unused]);
}

#[tokio::test]
async fn where_acm_fails_iam_is_told_and_the_status_says_so() {
    let organisation = Organisation::new().await;
    certificate_expiry::fill(&organisation).await;
    let broken = [("AWS_ENDPOINT_URL_ACM", "http://127.0.0.1:9")];
    let printed = organisation.run(PROGRAM, &["--format", "csv", "--within-days", "400"], &broken).await;
    assert!(!printed.success);
    assert_eq!(printed.stdout.lines().count(), 2, "names and a row: {}", printed.stdout);
    // One for each account.
    let failed = printed.stderr.lines().filter(|line| line.contains(" (eu-west-1): acm ListCertificates: ")).count();
    assert_eq!((failed, printed.stderr.lines().count()), (4, 4), "{}", printed.stderr);
}
