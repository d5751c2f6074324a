//! Fills an account of the fake AWS, with the plain SDK clients. Nothing here can be pointed at a real account: it
//! takes the running fake, and configurations made for it.

use std::error::Error;

use aws_config::SdkConfig;
use aws_sdk_cloudtrail as cloudtrail;
use aws_sdk_elasticloadbalancingv2 as elbv2;
use aws_sdk_rds as rds;
use aws_sdk_route53 as route53;
use elbv2::types::{
    Action, ActionTypeEnum, FixedResponseActionConfig, PathPatternConditionConfig, ProtocolEnum, RuleCondition,
};
use fake_aws::FakeAws;
use route53::types::{
    Change, ChangeAction, ChangeBatch, HealthCheckConfig, HealthCheckType, ResourceRecord, ResourceRecordSet, RrType,
};

use crate::{accounts::Account, progress::Progress};

type Result<T = ()> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

/// How much there is of what comes in numbers.
#[derive(Clone, Copy)]
pub(crate) struct Size {
    databases: usize,
    parameter_groups: usize,
    load_balancers: usize,
    rules: usize,
    zones: usize,
    records: usize,
}

/// The sizes of the accounts: one with more of everything than a page holds, and a small one.
pub(crate) const SIZES: [Size; 2] = [
    Size { databases: 120, parameter_groups: 60, load_balancers: 60, rules: 25, zones: 12, records: 320 },
    Size { databases: 3, parameter_groups: 1, load_balancers: 2, rules: 2, zones: 2, records: 4 },
];

/// Creates everything in one account.
pub(crate) async fn fill(aws: &FakeAws, account: &Account, config: &SdkConfig, size: Size) -> Result {
    let subnets: Vec<String> = aws.subnets(account.id, account.region)?.into_iter().take(2).collect();
    let bucket = format!("trail-logs-{}", account.id);
    aws.create_bucket(account.id, account.region, &bucket)?;
    let steps = size.databases + size.parameter_groups + size.load_balancers + size.rules + size.zones;
    let progress = Progress::steps(steps, format!("filling account {} of the fake AWS", account.id));
    trails(config, &bucket).await?;
    databases(config, &subnets, size, &progress).await?;
    load_balancers(config, aws, account, &subnets, size, &progress).await?;
    zones(config, size, &progress).await?;
    progress.end();
    Ok(())
}

async fn trails(config: &SdkConfig, bucket: &str) -> Result {
    let client = cloudtrail::Client::new(config);
    for name in ["management-events", "data-events"] {
        client.create_trail().name(name).s3_bucket_name(bucket).send().await?;
    }
    Ok(())
}

async fn databases(config: &SdkConfig, subnets: &[String], size: Size, progress: &Progress) -> Result {
    let client = rds::Client::new(config);
    let subnets = Some(subnets.to_vec());
    let group = client.create_db_subnet_group().db_subnet_group_name("private").set_subnet_ids(subnets);
    group.db_subnet_group_description("the private subnets").send().await?;
    for number in 1..=size.parameter_groups {
        let group = client.create_db_parameter_group().db_parameter_group_name(format!("tuned-{number:03}"));
        group.db_parameter_group_family("postgres16").description("tuned by hand").send().await?;
        progress.step();
    }
    for number in 1..=size.databases {
        let database = client.create_db_instance().db_instance_identifier(format!("orders-{number:03}"));
        let database = database.engine("postgres").db_instance_class("db.t4g.micro").allocated_storage(20);
        database.master_username("root").master_user_password("not-a-secret").send().await?;
        progress.step();
    }
    let snapshot = client.create_db_snapshot().db_instance_identifier("orders-001");
    snapshot.db_snapshot_identifier("orders-001-before-upgrade").send().await?;
    let cluster = client.create_db_cluster().db_cluster_identifier("warehouse").engine("aurora-postgresql");
    cluster.master_username("root").master_user_password("not-a-secret").send().await?;
    let snapshot = client.create_db_cluster_snapshot().db_cluster_identifier("warehouse");
    snapshot.db_cluster_snapshot_identifier("warehouse-before-upgrade").send().await?;
    Ok(())
}

async fn load_balancers(
    config: &SdkConfig,
    aws: &FakeAws,
    account: &Account,
    subnets: &[String],
    size: Size,
    progress: &Progress,
) -> Result {
    let client = elbv2::Client::new(config);
    let vpc = aws.vpcs(account.id, account.region)?.into_iter().next();
    for name in ["shop", "search"] {
        let group = client.create_target_group().name(name).protocol(ProtocolEnum::Http).port(8080);
        group.set_vpc_id(vpc.clone()).send().await?;
    }
    let mut first = None;
    for number in 1..=size.load_balancers {
        let balancer = client.create_load_balancer().name(format!("shop-{number:03}"));
        let made = balancer.set_subnets(Some(subnets.to_vec())).send().await?;
        first = first.or(made.load_balancers().first().and_then(|made| made.load_balancer_arn.clone()));
        progress.step();
    }
    let reply = FixedResponseActionConfig::builder().status_code("404").build();
    let action = Action::builder().r#type(ActionTypeEnum::FixedResponse).fixed_response_config(reply).build();
    let listener = client.create_listener().set_load_balancer_arn(first).protocol(ProtocolEnum::Http).port(80);
    let made = listener.default_actions(action.clone()).send().await?;
    let listener = made.listeners().first().and_then(|made| made.listener_arn.clone());
    for number in 1..=size.rules {
        let path = PathPatternConditionConfig::builder().values(format!("/shop/{number}/*")).build();
        let condition = RuleCondition::builder().field("path-pattern").path_pattern_config(path).build();
        let rule = client.create_rule().set_listener_arn(listener.clone()).priority(number.try_into()?);
        rule.conditions(condition).actions(action.clone()).send().await?;
        progress.step();
    }
    Ok(())
}

async fn zones(config: &SdkConfig, size: Size, progress: &Progress) -> Result {
    let client = route53::Client::new(config);
    let mut first = None;
    for number in 1..=size.zones {
        let name = format!("shop-{number:03}.example");
        let made = client.create_hosted_zone().caller_reference(&name).name(&name).send().await?;
        first = first.or(made.hosted_zone.map(|zone| zone.id));
        progress.step();
    }
    let changes = (1..=size.records).map(record).collect::<Result<Vec<_>>>()?;
    for changes in changes.chunks(100) {
        let batch = ChangeBatch::builder().set_changes(Some(changes.to_vec())).build()?;
        let change = client.change_resource_record_sets().set_hosted_zone_id(first.clone());
        change.change_batch(batch).send().await?;
    }
    let check = HealthCheckConfig::builder().r#type(HealthCheckType::Https).port(443).resource_path("/health");
    let check = check.fully_qualified_domain_name("shop-001.example").build()?;
    client.create_health_check().caller_reference("shop").health_check_config(check).send().await?;
    Ok(())
}

fn record(number: usize) -> Result<Change> {
    let address = ResourceRecord::builder().value(format!("10.0.{}.{}", number / 250, number % 250)).build()?;
    let record = ResourceRecordSet::builder().name(format!("host-{number:03}.shop-001.example")).r#type(RrType::A);
    let record = record.ttl(300).resource_records(address).build()?;
    Ok(Change::builder().action(ChangeAction::Create).resource_record_set(record).build()?)
}
