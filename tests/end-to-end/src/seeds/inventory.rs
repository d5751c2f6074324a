//! Databases, trails, load balancers and hosted zones: other ones in each account, in two regions.

use aws_config::SdkConfig;
use fake_aws::FakeAws;

use crate::organisation::Organisation;

/// What is told of a resource: account, region, service, type, name, ARN.
pub type Row = [String; 6];

/// Fills the accounts, and gives all that is in them.
///
/// # Panics
/// If the fake refuses something.
pub async fn fill(organisation: &Organisation) -> Vec<Row> {
    let Organisation { management, members, .. } = organisation;
    let member = |number, region| organisation.member(number, region);
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
    rows
}

async fn trail(config: &SdkConfig, account: &str, region: &str, name: &str) -> Row {
    let bucket = format!("inventory-{account}");
    FakeAws::shared().create_bucket(account, region, &bucket).expect("the name is free");
    let create = aws_sdk_cloudtrail::Client::new(config).create_trail().name(name).s3_bucket_name(bucket);
    let trail = create.is_multi_region_trail(true).send().await.expect("the trail can be made");
    [account, region, "cloudtrail", "Trail", name, trail.trail_arn().expect("it has an ARN")].map(str::to_owned)
}

async fn instance(config: &SdkConfig, account: &str, region: &str, name: &str) -> Row {
    let create = aws_sdk_rds::Client::new(config).create_db_instance().db_instance_identifier(name);
    let create = create.engine("postgres").db_instance_class("db.t4g.micro").allocated_storage(20);
    let made = create.send().await.expect("the instance can be made").db_instance;
    let arn = made.and_then(|made| made.db_instance_arn).expect("it has an ARN");
    [account, region, "rds", "DBInstance", name, &arn].map(str::to_owned)
}

async fn cluster(config: &SdkConfig, account: &str, region: &str, name: &str) -> Row {
    let create = aws_sdk_rds::Client::new(config).create_db_cluster().db_cluster_identifier(name);
    let create = create.engine("aurora-postgresql").master_username("root").master_user_password("not-a-secret");
    let made = create.send().await.expect("the cluster can be made").db_cluster;
    let arn = made.and_then(|made| made.db_cluster_arn).expect("it has an ARN");
    [account, region, "rds", "DBCluster", name, &arn].map(str::to_owned)
}

async fn balancer(config: &SdkConfig, account: &str, region: &str, name: &str) -> Row {
    let subnets = FakeAws::shared().subnets(account, region).expect("the account has subnets");
    let create = aws_sdk_elasticloadbalancingv2::Client::new(config).create_load_balancer().name(name);
    let made = create.set_subnets(Some(subnets[..2].to_vec())).send().await.expect("the load balancer can be made");
    let arn = made.load_balancers().first().and_then(|made| made.load_balancer_arn()).expect("it has an ARN");
    [account, region, "elbv2", "LoadBalancer", name, arn].map(str::to_owned)
}

async fn zone(config: &SdkConfig, account: &str, name: &str) -> Row {
    let create = aws_sdk_route53::Client::new(config).create_hosted_zone().name(name).caller_reference(name);
    let made = create.send().await.expect("the zone can be made").hosted_zone.expect("it is answered");
    let arn = format!("arn:aws:route53:::hostedzone/{}", made.id.trim_start_matches("/hostedzone/"));
    [account, "global", "route53", "HostedZone", name, &arn].map(str::to_owned)
}
