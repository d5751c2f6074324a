//! The inventory example, as its user runs it, over an organisation of the fake.

use std::{
    collections::BTreeSet,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpListener,
    thread,
};

use end_to_end::{
    organisation::{Organisation, Printed, parsed},
    seeds::inventory,
};

const PROGRAM: &str = env!("CARGO_BIN_EXE_inventory");
const NAMES: [&str; 6] = ["account", "region", "service", "type", "name", "arn"];

/// An organisation, and what there is in it.
struct Filled {
    organisation: Organisation,
    rows: Vec<Vec<String>>,
}

impl Filled {
    async fn new() -> Self {
        let organisation = Organisation::new().await;
        let rows = inventory::fill(&organisation).await.into_iter().map(Vec::from).collect();
        Self { organisation, rows }
    }

    /// What the program prints, and whether it succeeded.
    async fn inventory(&self, arguments: &[&str], environment: &[(&str, &str)]) -> (bool, String, String) {
        let Printed { success, stdout, stderr } = self.organisation.run(PROGRAM, arguments, environment).await;
        (success, stdout, stderr)
    }

    async fn json(&self, arguments: &[&str]) -> Vec<Vec<String>> {
        self.organisation.rows(PROGRAM, &NAMES, arguments).await
    }

    fn accounts(&self) -> Vec<&String> {
        self.organisation.members.iter().chain([&self.organisation.management.id]).collect()
    }

    fn of(&self, accounts: &[&String]) -> Vec<Vec<String>> {
        self.rows.iter().filter(|row| accounts.contains(&&row[0])).cloned().collect()
    }
}

#[tokio::test]
async fn the_inventory_of_an_organisation_in_every_format() {
    let filled = Filled::new().await;
    assert_eq!(filled.json(&[]).await, filled.rows);

    let (success, stdout, stderr) =
        filled.inventory(&["--format", "csv", "--regions", "eu-west-1,us-east-1"], &[]).await;
    assert!(success, "{stderr}");
    let mut csv = csv::Reader::from_reader(stdout.as_bytes());
    assert_eq!(csv.headers().unwrap(), ["account", "region", "service", "type", "name", "arn"].as_slice());
    assert_eq!(csv.deserialize().collect::<Result<Vec<Vec<String>>, _>>().unwrap(), filled.rows);

    let (success, stdout, stderr) = filled.inventory(&["--regions", "eu-west-1,us-east-1"], &[]).await;
    assert!(success, "{stderr}");
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let table: Vec<_> = stdout.lines().map(words).collect();
    let expected: Vec<_> = filled.rows.iter().map(|row| words(&row.join(" "))).collect();
    assert_eq!(table[0], ["account", "region", "service", "type", "name", "arn"]);
    assert_eq!(table[1..], expected);
}

#[tokio::test]
async fn parts_of_an_organisation() {
    let filled = Filled::new().await;
    let all = filled.accounts();
    let mut parts = Vec::new();
    let mut seen = BTreeSet::new();
    for shard in ["0/3", "1/3", "2/3"] {
        let rows = filled.json(&["--shard", shard]).await;
        let accounts: BTreeSet<_> = rows.iter().map(|row| row[0].clone()).collect();
        assert!(accounts.iter().all(|account| seen.insert(account.clone())), "an account is in two shards");
        parts.extend(rows);
    }
    parts.sort();
    assert_eq!(parts, filled.rows);
    assert_eq!(seen.len(), all.len());

    assert_eq!(filled.json(&["--organizational-unit", &filled.organisation.unit]).await, filled.of(&all[..1]));
    assert_eq!(filled.json(&["--accounts", &format!("{},{}", all[1], all[2])]).await, filled.of(&all[1..3]));

    let (_, stdout, _) = filled.inventory(&["--format", "json"], &[]).await;
    let here: Vec<_> = filled.rows.iter().filter(|row| row[1] != "us-east-1").cloned().collect();
    assert_eq!(parsed(&stdout, &NAMES), here, "the region of the environment");

    let (success, _, stderr) = filled.inventory(&["--shard", "3/3"], &[]).await;
    assert!(!success);
    assert!(stderr.contains("'3/3'") && stderr.contains("parts count from 0 to one below their number"), "{stderr}");
}

#[tokio::test]
async fn without_a_role_it_is_the_account_of_the_credentials_alone() {
    let filled = Filled::new().await;
    let mut command = filled.organisation.command(PROGRAM).await;
    command.args(["--format", "json"]);
    let output = tokio::task::spawn_blocking(move || command.output()).await.unwrap().unwrap();
    assert!(output.status.success(), "{output:?}");
    let rows = parsed(&String::from_utf8(output.stdout).unwrap(), &NAMES);
    assert_eq!(rows, filled.of(&[&filled.organisation.management.id]));
    assert!(!rows.is_empty());

    let mut command = filled.organisation.command(PROGRAM).await;
    command.args(["--accounts", &filled.organisation.members[0]]);
    let output = tokio::task::spawn_blocking(move || command.output()).await.unwrap().unwrap();
    assert_eq!(output.status.code(), Some(2), "no role is told for the account: {output:?}");
}

#[tokio::test]
async fn what_fails_is_told_once_and_takes_nothing_else_with_it() {
    let filled = Filled::new().await;
    let arguments = ["--format", "json", "--regions", "eu-west-1,us-east-1"];
    let broken = [("AWS_ENDPOINT_URL_RDS", "http://127.0.0.1:9")];
    let (success, stdout, stderr) = filled.inventory(&arguments, &broken).await;
    assert!(!success);
    let rest: Vec<_> = filled.rows.iter().filter(|row| row[2] != "rds").cloned().collect();
    assert_eq!(parsed(&stdout, &NAMES), rest);
    // Two operations in each account, in both regions.
    assert_eq!(stderr.lines().count(), 2 * 4, "{stderr}");
    for account in filled.accounts() {
        for operation in ["DescribeDBClusters", "DescribeDBInstances"] {
            let line = format!("failed in {account} (eu-west-1, us-east-1): rds {operation}: ");
            assert_eq!(stderr.lines().filter(|told| told.starts_with(&line)).count(), 1, "{stderr}");
        }
    }

    let accounts = format!("{},12", filled.organisation.members[0]);
    let (success, stdout, stderr) = filled.inventory(&[&arguments[..], &["--accounts", &accounts]].concat(), &[]).await;
    assert!(!success);
    assert_eq!(stdout, "", "nothing is read");
    assert!(stderr.contains("'12'") && stderr.contains("an account id is twelve digits"), "{stderr}");
}

/// A server that tells every account that it has enabled eu-west-1 and nothing else: the fake knows no regions of
/// accounts.
fn account_api() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = BufReader::new(stream.unwrap());
            let mut length = 0;
            let mut line = String::new();
            while line != "\r\n" {
                line.clear();
                stream.read_line(&mut line).unwrap();
                let value = line.to_lowercase();
                length = value.strip_prefix("content-length:").map_or(length, |it| it.trim().parse().unwrap());
            }
            stream.read_exact(&mut vec![0; length]).unwrap();
            let body = r#"{"Regions":[{"RegionName":"eu-west-1","RegionOptStatus":"ENABLED_BY_DEFAULT"}]}"#;
            let head = "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length";
            write!(stream.get_mut(), "{head}: {}\r\n\r\n{body}", body.len()).unwrap();
        }
    });
    url
}

#[tokio::test]
async fn regions_that_no_account_has_enabled_are_skipped() {
    let filled = Filled::new().await;
    let regions = ["--format", "json", "--regions", "eu-west-1,af-south-1"];
    let (success, stdout, stderr) = filled.inventory(&regions, &[("AWS_ENDPOINT_URL_ACCOUNT", &account_api())]).await;
    assert!(success, "{stderr}");
    let here: Vec<_> = filled.rows.iter().filter(|row| row[1] != "us-east-1").cloned().collect();
    assert_eq!(parsed(&stdout, &NAMES), here);
    assert_eq!(stderr, "skipped af-south-1 (accounts: 4): the account has not enabled the region\n");
}
