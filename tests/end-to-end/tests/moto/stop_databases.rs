//! The example that stops databases by tag, as its user runs it, over an organisation of the fake.

use aws_sdk_rds::Client;
use end_to_end::{organisation::Organisation, seeds::stop_databases};

const PROGRAM: &str = env!("CARGO_BIN_EXE_stop_databases");
const NAMES: [&str; 7] = ["account", "region", "type", "id", "status", "result", "reason"];

struct Filled(Organisation);

impl Filled {
    async fn new() -> Self {
        let organisation = Organisation::new().await;
        stop_databases::fill(&organisation).await;
        Self(organisation)
    }

    /// Id, status, result and reason of all rows, sorted.
    async fn rows(&self, arguments: &[&str]) -> Vec<String> {
        let rows = self.0.rows(PROGRAM, &NAMES, arguments).await;
        let mut rows: Vec<_> = rows.iter().map(|row| row[3..].join("|")).collect();
        rows.sort();
        rows
    }

    /// What RDS says of all databases.
    async fn statuses(&self) -> Vec<String> {
        let organisation = &self.0;
        let (own, shop) = (organisation.own("eu-west-1"), organisation.member(0, "eu-west-1"));
        let (search, data) = (organisation.member(1, "us-east-1"), organisation.member(2, "eu-west-1"));
        let mut statuses = Vec::new();
        for config in [own, shop, search, data] {
            let client = Client::new(&config);
            let instances = client.describe_db_instances().send().await.unwrap();
            let clusters = client.describe_db_clusters().send().await.unwrap();
            let instances =
                instances.db_instances().iter().map(|it| (it.db_instance_identifier(), it.db_instance_status()));
            let clusters = clusters.db_clusters().iter().map(|it| (it.db_cluster_identifier(), it.status()));
            statuses
                .extend(instances.chain(clusters).map(|(id, status)| format!("{} {}", id.unwrap(), status.unwrap())));
        }
        statuses.sort();
        statuses
    }
}

const BEFORE: [&str; 9] = [
    "archive stopped",
    "billing available",
    "catalogue available",
    "catalogue-copy available",
    "orders available",
    "payments available",
    "sessions available",
    "warehouse available",
    "warehouse-1 available",
];

#[tokio::test]
async fn without_yes_it_is_told_what_would_be_done_and_nothing_is() {
    let filled = Filled::new().await;
    assert_eq!(filled.statuses().await, BEFORE);
    assert_eq!(
        filled.rows(&[]).await,
        [
            "archive|stopped|skipped|it isn't available",
            "billing|available|would stop|",
            "catalogue-copy|available|skipped|it is a read replica of catalogue",
            "catalogue|available|skipped|it has the read replica catalogue-copy",
            "orders|available|would stop|",
            "warehouse-1|available|skipped|it goes with its cluster warehouse",
            "warehouse|available|would stop|",
        ]
    );
    assert_eq!(filled.statuses().await, BEFORE);
}

#[tokio::test]
async fn what_has_the_tag_is_stopped_and_started_again() {
    let filled = Filled::new().await;
    let rows = filled.0.rows(PROGRAM, &NAMES, &["--yes"]).await;
    let shop = &filled.0.members[0];
    let orders = ["eu-west-1", "DBInstance", "orders", "available", "stopping", ""];
    assert!(rows.iter().any(|row| row[0] == *shop && row[1..] == orders), "{rows:?}");
    let mut stopped = BEFORE;
    for (at, now) in [(1, "billing stopped"), (4, "orders stopped"), (7, "warehouse stopped")] {
        stopped[at] = now;
    }
    assert_eq!(filled.statuses().await, stopped);

    // What is stopped already is left alone, whoever stopped it.
    let again = filled.rows(&["--yes"]).await;
    assert!(again.iter().all(|row| row.contains("|skipped|")), "{again:?}");

    assert_eq!(
        filled.rows(&["--start", "--yes"]).await,
        [
            "archive|stopped|starting|",
            "billing|stopped|starting|",
            "catalogue-copy|available|skipped|it isn't stopped",
            "catalogue|available|skipped|it isn't stopped",
            "orders|stopped|starting|",
            "warehouse-1|available|skipped|it goes with its cluster warehouse",
            "warehouse|stopped|starting|",
        ]
    );
    let mut started = BEFORE;
    started[0] = "archive available";
    assert_eq!(filled.statuses().await, started);
}

#[tokio::test]
async fn another_tag_means_other_databases() {
    let filled = Filled::new().await;
    assert_eq!(filled.rows(&["--tag", "Schedule=always"]).await, ["payments|available|would stop|"]);
    let printed = filled.0.run(PROGRAM, &["--tag", "Schedule"], &[]).await;
    assert!(!printed.success);
    assert!(printed.stderr.contains("it is written KEY=VALUE"), "{}", printed.stderr);
}

#[tokio::test]
async fn nothing_is_stopped_where_an_account_can_t_be_one() {
    let filled = Filled::new().await;
    let accounts = format!("{},12", filled.0.members[0]);
    let printed = filled.0.run(PROGRAM, &["--format", "json", "--yes", "--accounts", &accounts], &[]).await;
    assert!(!printed.success);
    assert!(printed.stderr.contains("an account id is twelve digits"), "{}", printed.stderr);
    assert_eq!(printed.stdout, "");
    assert_eq!(filled.statuses().await, BEFORE);
}
