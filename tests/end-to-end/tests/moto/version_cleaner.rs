//! The example that cleans buckets of old versions, as its user runs it, over an organisation of the fake.

use aws_sdk_s3::{
    Client,
    types::{ObjectLockLegalHold, ObjectLockLegalHoldStatus},
};
use end_to_end::{organisation::Organisation, seeds::version_cleaner};

const PROGRAM: &str = env!("CARGO_BIN_EXE_version_cleaner");
const NAMES: [&str; 10] = ["account", "region", "bucket", "key", "what", "id", "since", "bytes", "result", "reason"];

struct Filled(Organisation);

impl Filled {
    async fn new() -> Self {
        let organisation = Organisation::new().await;
        version_cleaner::fill(&organisation).await;
        Self(organisation)
    }

    /// Key, kind, bytes and result of all rows, in their order.
    async fn rows(&self, arguments: &[&str]) -> Vec<String> {
        let rows = self.0.rows(PROGRAM, &NAMES, arguments).await;
        rows.iter().map(|row| [&row[3], &row[4], &row[7], &row[8]].map(String::as_str).join("|")).collect()
    }

    async fn attic(&self) -> Vec<String> {
        let client = Client::new(&self.0.own("eu-west-1"));
        left(&client, &format!("attic-{}", self.0.management.id)).await
    }

    async fn orders(&self) -> Vec<String> {
        let client = Client::new(&self.0.member(0, "us-east-1"));
        left(&client, &format!("orders-{}", self.0.members[0])).await
    }
}

/// What S3 has in a bucket: versions and markers by key, and uploads.
async fn left(client: &Client, bucket: &str) -> Vec<String> {
    let listed = client.list_object_versions().bucket(bucket).send().await.unwrap();
    let versions = listed.versions().iter().map(|it| format!("{} version", it.key().unwrap()));
    let markers = listed.delete_markers().iter().map(|it| format!("{} marker", it.key().unwrap()));
    let uploads = client.list_multipart_uploads().bucket(bucket).send().await.unwrap();
    let uploads = uploads.uploads().iter().map(|it| format!("{} upload", it.key().unwrap()));
    let mut left: Vec<_> = versions.chain(markers).chain(uploads).collect();
    left.sort();
    left
}

const ATTIC: [&str; 7] = [
    "backup.tar upload",
    "deleted.txt marker",
    "deleted.txt version",
    "left-over.txt marker",
    "report.csv version",
    "report.csv version",
    "report.csv version",
];

#[tokio::test]
async fn without_yes_it_is_told_what_would_go_and_all_stays() {
    let filled = Filled::new().await;
    assert_eq!(filled.attic().await, ATTIC);
    let mut rows = filled.rows(&["--older-than-days", "0"]).await;
    rows.sort();
    assert_eq!(
        rows,
        [
            "backup.tar|multipart upload|0|would abort",
            "deleted.txt|version|11|would delete",
            "left-over.txt|delete marker|0|would delete",
            "orders.csv|version|5|would delete",
            "report.csv|version|5|would delete",
            "report.csv|version|6|would delete",
        ]
    );
    assert_eq!(filled.attic().await, ATTIC);
    assert_eq!(filled.orders().await, ["orders.csv version"; 2]);
}

#[tokio::test]
async fn what_is_new_stays() {
    let filled = Filled::new().await;
    // The fake begins every upload in 2010.
    assert_eq!(filled.rows(&["--yes"]).await, ["backup.tar|multipart upload|0|aborted"]);
    assert_eq!(filled.attic().await, ATTIC[1..]);
}

#[tokio::test]
async fn what_is_old_goes_and_then_the_markers_behind_it() {
    let filled = Filled::new().await;
    let arguments = ["--older-than-days", "0", "--yes"];
    let attic = format!("attic-{}", filled.0.management.id);
    let rows = filled.rows(&[&arguments[..], &["--buckets", &attic]].concat()).await;
    assert_eq!(rows.len(), 5, "{rows:?}");
    let ends = |row: &String| row.ends_with("|deleted") || row.ends_with("|aborted");
    assert!(rows.iter().all(ends), "{rows:?}");
    assert_eq!(filled.attic().await, ["deleted.txt marker", "report.csv version"]);
    assert_eq!(filled.orders().await.len(), 2, "another bucket was meant");
    let client = Client::new(&filled.0.own("eu-west-1"));
    let report = client.get_object().bucket(&attic).key("report.csv").send().await.unwrap();
    assert_eq!(report.body.collect().await.unwrap().into_bytes(), "third");

    let mut rows = filled.rows(&arguments).await;
    rows.sort();
    assert_eq!(rows, ["deleted.txt|delete marker|0|deleted", "orders.csv|version|5|deleted"]);
    assert_eq!(filled.attic().await, ["report.csv version"]);
    assert_eq!(filled.orders().await, ["orders.csv version"]);
}

#[tokio::test]
async fn a_version_that_is_held_is_told_and_takes_nothing_else_with_it() {
    let organisation = Organisation::new().await;
    let account = &organisation.management.id;
    let (name, config) = (format!("held-{account}"), organisation.own("us-east-1"));
    let client = Client::new(&config);
    client.create_bucket().bucket(&name).object_lock_enabled_for_bucket(true).send().await.unwrap();
    let held = version_cleaner::put(&client, &name, "held.csv", "first").await;
    let hold = ObjectLockLegalHold::builder().status(ObjectLockLegalHoldStatus::On).build();
    let hold = client.put_object_legal_hold().bucket(&name).key("held.csv").version_id(&held).legal_hold(hold);
    hold.send().await.unwrap();
    version_cleaner::put(&client, &name, "held.csv", "second").await;
    version_cleaner::put(&client, &name, "free.csv", "first").await;
    version_cleaner::put(&client, &name, "free.csv", "second").await;

    let arguments = ["--format", "csv", "--regions", "us-east-1", "--older-than-days", "0", "--yes"];
    let printed = organisation.run(PROGRAM, &arguments, &[]).await;
    assert!(!printed.success);
    let failed = format!("failed in {account} (us-east-1): 1 deletions in {name} failed: see their rows\n");
    assert_eq!(printed.stderr, failed);
    let mut rows = csv::Reader::from_reader(printed.stdout.as_bytes());
    let rows: Vec<Vec<String>> = rows.deserialize().collect::<Result<_, _>>().unwrap();
    let results: Vec<_> = rows.iter().map(|row| [&*row[3], &*row[8]]).collect();
    assert_eq!(results, [["free.csv", "deleted"], ["held.csv", "failed"]]);
    assert!(rows[1][9].starts_with("AccessDenied: "), "{rows:?}");
    let left = client.list_object_versions().bucket(&name).send().await.unwrap();
    let left: Vec<_> = left.versions().iter().map(|version| version.key().unwrap()).collect();
    assert_eq!(left, ["free.csv", "held.csv", "held.csv"]);
}

#[tokio::test]
async fn an_object_with_more_versions_than_a_page_or_a_call_takes() {
    let organisation = Organisation::new().await;
    let account = &organisation.management.id;
    let client = version_cleaner::bucket(&organisation.own("eu-west-1"), account, "eu-west-1", "busy").await;
    let name = format!("busy-{account}");
    for _ in 0..1005 {
        version_cleaner::put(&client, &name, "log.txt", "line").await;
    }
    version_cleaner::put(&client, &name, "other.txt", "first").await;
    let latest = version_cleaner::put(&client, &name, "other.txt", "second").await;

    let rows = organisation.rows(PROGRAM, &NAMES, &["--older-than-days", "0", "--yes"]).await;
    assert_eq!(rows.len(), 1005);
    assert!(rows.iter().all(|row| row[8] == "deleted"));
    let left = client.list_object_versions().bucket(&name).send().await.unwrap();
    let keys: Vec<_> = left.versions().iter().map(|version| version.key().unwrap()).collect();
    assert_eq!(keys, ["log.txt", "other.txt"]);
    assert_eq!(left.versions()[1].version_id(), Some(&*latest));
}
