//! The audit of public access, as its user runs it, over an organisation of the fake.

use end_to_end::{
    organisation::Organisation,
    seeds::public_access::{self, Filled},
};

const PROGRAM: &str = env!("CARGO_BIN_EXE_public_access");
const NAMES: [&str; 8] = ["account", "region", "service", "type", "id", "state", "detail", "arn"];

#[tokio::test]
async fn what_is_open_is_told_and_nothing_else() {
    let organisation = Organisation::new().await;
    let Filled { group, snapshot, image } = public_access::fill(&organisation).await;
    let (own, shop) = (&organisation.management.id, &organisation.members[0]);
    let rows = organisation.rows(PROGRAM, &NAMES, &[]).await;

    let told = |region: &str, service: &str| -> Vec<String> {
        let rows = rows.iter().filter(|row| row[1] == region && row[2] == service);
        let mut told: Vec<_> = rows.map(|row| row[3..7].join("|")).collect();
        told.sort();
        told
    };
    let off = "not blocked|these are off: BlockPublicAcls, IgnorePublicAcls, BlockPublicPolicy, RestrictPublicBuckets";
    assert_eq!(
        told("eu-west-1", "s3"),
        [
            format!("Bucket|by-acl-{own}|{off}"),
            format!("Bucket|by-acl-{own}|public|its ACL grants READ to everybody"),
            format!("Bucket|by-policy-{own}|{off}"),
            format!("Bucket|by-policy-{own}|public|its policy lets everybody in"),
        ]
    );
    let mut compute = [
        format!("Image|{image}|public|everybody can launch it"),
        format!("SecurityGroup|{group}|public|tcp 22 from 0.0.0.0/0"),
        format!("SecurityGroup|{group}|public|tcp 22 from ::/0"),
        format!("SecurityGroup|{group}|public|tcp 443 from 0.0.0.0/0"),
        format!("Snapshot|{snapshot}|public|everybody can make volumes of it"),
    ];
    compute.sort();
    assert_eq!(told("eu-west-1", "ec2"), compute);

    let databases: Vec<_> = rows.iter().filter(|row| row[2] == "rds").collect();
    let [orders] = &*databases else { panic!("{databases:?}") };
    let arn = format!("arn:aws:rds:us-east-1:{shop}:db:orders");
    assert_eq!(orders[..6], [&**shop, "us-east-1", "rds", "DBInstance", "orders", "public"]);
    assert!(orders[6].starts_with("it has a public address, behind "), "{orders:?}");
    assert_eq!(orders[7], arn);
    assert_eq!(rows.len(), 4 + 5 + 1, "{rows:?}");
}

#[tokio::test]
async fn ports_that_may_be_open_are_no_finding() {
    let organisation = Organisation::new().await;
    let Filled { group, .. } = public_access::fill(&organisation).await;
    let rows = organisation.rows(PROGRAM, &NAMES, &["--allow-ports", "80,443"]).await;
    let mut details: Vec<_> = rows.iter().filter(|row| row[4] == group).map(|row| &*row[6]).collect();
    details.sort_unstable();
    assert_eq!(details, ["tcp 22 from 0.0.0.0/0", "tcp 22 from ::/0"]);
}

#[tokio::test]
async fn what_cannot_be_read_leaves_the_rest() {
    let organisation = Organisation::new().await;
    let Filled { image, .. } = public_access::fill(&organisation).await;
    let broken = [("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:9")];
    let printed = organisation.run(PROGRAM, &["--format", "csv"], &broken).await;
    assert!(!printed.success);
    assert!(printed.stdout.contains(&image), "{}", printed.stdout);
    let failed = printed.stderr.lines().filter(|line| line.contains(" (eu-west-1): s3 ListBuckets: ")).count();
    assert_eq!((failed, printed.stderr.lines().count()), (4, 4), "{}", printed.stderr);
}
