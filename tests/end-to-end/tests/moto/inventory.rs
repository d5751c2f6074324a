//! The inventory example, as its user runs it, over an organisation of the fake.

use std::{
    collections::BTreeSet,
    env,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpListener,
    process::Command,
    thread,
};

use aws_config::SdkConfig;
use aws_credential_types::provider::ProvideCredentials as _;
use aws_resources::{SessionManager, accounts::Organization};
use end_to_end::fake::Account;
use fake_aws::FakeAws;

const REGIONS: [&str; 2] = ["eu-west-1", "us-east-1"];

/// A line of the inventory: account, region, service, type, name, ARN.
type Row = [String; 6];

/// An organisation, and what there is in it.
struct Filled {
    management: Account,
    /// In a unit of their own: the first one.
    unit: String,
    members: Vec<String>,
    rows: Vec<Row>,
}

impl Filled {
    /// Three members and the management account, with other things in each, in two regions.
    async fn new() -> Self {
        let management = Account::new("eu-west-1").await;
        let organization = Organization::new(&management.session).client();
        organization.create_organization().send().await.unwrap();
        let root = organization.list_roots().send().await.unwrap().roots.unwrap().remove(0).id.unwrap();
        let unit = organization.create_organizational_unit().parent_id(&root).name("shop").send().await.unwrap();
        let unit = unit.organizational_unit.unwrap().id.unwrap();
        let mut members = Vec::new();
        for name in ["shop", "search", "data"] {
            let create = organization.create_account().account_name(name).email(format!("{name}@example.com"));
            members.push(create.send().await.unwrap().create_account_status.unwrap().account_id.unwrap());
        }
        let shop = organization.move_account().account_id(&members[0]).source_parent_id(&root);
        shop.destination_parent_id(&unit).send().await.unwrap();

        let manager = SessionManager::builder(&management.config).role_name("AuditRole").build();
        let member = |number: usize, region| manager.account(&members[number]).region(region).config().clone();
        let mut rows = vec![
            trail(&management.config, &management.id, "eu-west-1", "organisation").await,
            instance(&member(0, "eu-west-1"), &members[0], "eu-west-1", "orders").await,
            instance(&member(0, "us-east-1"), &members[0], "us-east-1", "orders").await,
            balancer(&member(0, "us-east-1"), &members[0], "us-east-1", "shop, all of it").await,
            zone(&member(0, "eu-west-1"), &members[0], "shop.example.").await,
            trail(&member(1, "us-east-1"), &members[1], "us-east-1", "audit").await,
            cluster(&member(1, "eu-west-1"), &members[1], "eu-west-1", "warehouse").await,
            zone(&member(2, "eu-west-1"), &members[2], "data.example.").await,
            zone(&member(2, "us-east-1"), &members[2], "more-data.example.").await,
        ];
        rows.sort();
        Self { management, unit, members, rows }
    }

    /// What the program prints, and whether it succeeded. It sees no other environment.
    async fn inventory(&self, arguments: &[&str], environment: &[(&str, &str)]) -> (bool, String, String) {
        let keys = self.management.config.credentials_provider().unwrap().provide_credentials().await.unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_inventory"));
        for (name, _) in env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("AWS_")) {
            command.env_remove(name);
        }
        command
            .args(["--role-name", "AuditRole"])
            .args(arguments)
            .env("AWS_CONFIG_FILE", "/dev/null")
            .env("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")
            .env("AWS_ENDPOINT_URL", FakeAws::shared().endpoint_url())
            .env("AWS_REGION", REGIONS[0])
            .env("AWS_ACCESS_KEY_ID", keys.access_key_id())
            .env("AWS_SECRET_ACCESS_KEY", keys.secret_access_key())
            .env("AWS_SESSION_TOKEN", keys.session_token().unwrap())
            .env("AWS_MAX_ATTEMPTS", "1")
            .env("NO_PROXY", "127.0.0.1")
            .envs(environment.iter().copied());
        let output = tokio::task::spawn_blocking(move || command.output()).await.unwrap().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.success(), text(output.stdout), text(output.stderr))
    }

    /// The rows of a run in which nothing is skipped and nothing fails.
    async fn json(&self, arguments: &[&str]) -> Vec<Row> {
        let arguments = [&["--format", "json", "--regions", "eu-west-1,us-east-1"], arguments].concat();
        let (success, stdout, stderr) = self.inventory(&arguments, &[]).await;
        assert!(success, "{stderr}");
        assert_eq!(stderr, "", "standard error is no terminal");
        parsed(&stdout)
    }

    fn of(&self, accounts: &[&String]) -> Vec<Row> {
        self.rows.iter().filter(|row| accounts.contains(&&row[0])).cloned().collect()
    }
}

fn parsed(json: &str) -> Vec<Row> {
    let row = |line| -> Row {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        let row = row.as_object().unwrap();
        assert_eq!(row.len(), 6);
        ["account", "region", "service", "type", "name", "arn"].map(|name| row[name].as_str().unwrap().to_owned())
    };
    json.lines().map(row).collect()
}

async fn trail(config: &SdkConfig, account: &str, region: &str, name: &str) -> Row {
    let bucket = format!("inventory-{account}");
    FakeAws::shared().create_bucket(account, region, &bucket).unwrap();
    let create = aws_sdk_cloudtrail::Client::new(config).create_trail().name(name).s3_bucket_name(bucket);
    let trail = create.is_multi_region_trail(true).send().await.unwrap();
    [account, region, "cloudtrail", "Trail", name, &trail.trail_arn.unwrap()].map(str::to_owned)
}

async fn instance(config: &SdkConfig, account: &str, region: &str, name: &str) -> Row {
    let create = aws_sdk_rds::Client::new(config).create_db_instance().db_instance_identifier(name);
    let create = create.engine("postgres").db_instance_class("db.t4g.micro").allocated_storage(20);
    let arn = create.send().await.unwrap().db_instance.unwrap().db_instance_arn.unwrap();
    [account, region, "rds", "DBInstance", name, &arn].map(str::to_owned)
}

async fn cluster(config: &SdkConfig, account: &str, region: &str, name: &str) -> Row {
    let create = aws_sdk_rds::Client::new(config).create_db_cluster().db_cluster_identifier(name);
    let create = create.engine("aurora-postgresql").master_username("root").master_user_password("not-a-secret");
    let arn = create.send().await.unwrap().db_cluster.unwrap().db_cluster_arn.unwrap();
    [account, region, "rds", "DBCluster", name, &arn].map(str::to_owned)
}

async fn balancer(config: &SdkConfig, account: &str, region: &str, name: &str) -> Row {
    let subnets = FakeAws::shared().subnets(account, region).unwrap();
    let create = aws_sdk_elasticloadbalancingv2::Client::new(config).create_load_balancer().name(name);
    let made = create.set_subnets(Some(subnets[..2].to_vec())).send().await.unwrap();
    let arn = made.load_balancers.unwrap().remove(0).load_balancer_arn.unwrap();
    [account, region, "elbv2", "LoadBalancer", name, &arn].map(str::to_owned)
}

async fn zone(config: &SdkConfig, account: &str, name: &str) -> Row {
    let create = aws_sdk_route53::Client::new(config).create_hosted_zone().name(name).caller_reference(name);
    let id = create.send().await.unwrap().hosted_zone.unwrap().id;
    let arn = format!("arn:aws:route53:::hostedzone/{}", id.trim_start_matches("/hostedzone/"));
    [account, "global", "route53", "HostedZone", name, &arn].map(str::to_owned)
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
    assert_eq!(csv.deserialize().collect::<Result<Vec<Row>, _>>().unwrap(), filled.rows);

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
    let all: Vec<_> = filled.members.iter().chain([&filled.management.id]).collect();
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

    assert_eq!(filled.json(&["--organizational-unit", &filled.unit]).await, filled.of(&all[..1]));
    assert_eq!(filled.json(&["--accounts", &format!("{},{}", all[1], all[2])]).await, filled.of(&all[1..3]));

    let (_, stdout, _) = filled.inventory(&["--format", "json"], &[]).await;
    let here: Vec<_> = filled.rows.iter().filter(|row| row[1] != "us-east-1").cloned().collect();
    assert_eq!(parsed(&stdout), here, "the region of the environment");

    let (success, _, stderr) = filled.inventory(&["--shard", "3/3"], &[]).await;
    assert!(!success);
    assert_eq!(stderr, "there is no shard 3 of 3: shards count from 0 to one below their number\n");
}

#[tokio::test]
async fn what_fails_is_told_once_and_takes_nothing_else_with_it() {
    let filled = Filled::new().await;
    let arguments = ["--format", "json", "--regions", "eu-west-1,us-east-1"];
    let broken = [("AWS_ENDPOINT_URL_RDS", "http://127.0.0.1:9")];
    let (success, stdout, stderr) = filled.inventory(&arguments, &broken).await;
    assert!(!success);
    let rest: Vec<_> = filled.rows.iter().filter(|row| row[2] != "rds").cloned().collect();
    assert_eq!(parsed(&stdout), rest);
    // Two operations in each account, in both regions.
    assert_eq!(stderr.lines().count(), 2 * 4, "{stderr}");
    for account in filled.members.iter().chain([&filled.management.id]) {
        for operation in ["DescribeDBClusters", "DescribeDBInstances"] {
            let line = format!("failed in {account} (eu-west-1, us-east-1): rds {operation}: ");
            assert_eq!(stderr.lines().filter(|told| told.starts_with(&line)).count(), 1, "{stderr}");
        }
    }

    let accounts = format!("{},12", filled.members[0]);
    let (success, stdout, stderr) = filled.inventory(&[&arguments[..], &["--accounts", &accounts]].concat(), &[]).await;
    assert!(!success);
    assert_eq!(parsed(&stdout), filled.of(&[&filled.members[0]]));
    assert_eq!(stderr.lines().count(), 1, "{stderr}");
    assert!(stderr.starts_with("failed in 12 (eu-west-1, us-east-1): `12` is not an AWS account id"), "{stderr}");
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
    assert_eq!(parsed(&stdout), here);
    assert_eq!(stderr, "skipped af-south-1 (accounts: 4): the account has not enabled the region\n");
}
