//! The tables of the API.

#![allow(dead_code, reason = "it is compiled, not run")]

use std::time::Duration;

use aws_config::SdkConfig;
use aws_resources::{
    Account, Arn, Error, Fleet, RateLimit, Resource as _, Result, Session, SessionManager, Tagged as _,
    accounts::Organization,
    connect,
    credentials::RefreshableAssumeRoleProvider,
    dynamodb::{Items, Table, attr, key},
    ec2::{self, Ec2, Instance, TagAll as _, Volume},
    elbv2::ElbV2,
    fleet::Outcome,
    handlers::Event,
    partition::Partition,
    prelude::*,
    rds::{self, DbInstance, Rds},
    registry,
    route53::HostedZone,
    s3::{Object, Presign as _},
    test_util::{self, Rule, RuleMode, Rules},
};
use serde::{Deserialize, Serialize};

/// An item of a table.
#[derive(Serialize, Deserialize)]
pub(crate) struct User {
    id: u32,
    team: String,
}

/// Ends the statement: what is given stays unused.
pub(crate) fn take<T>(_: T) {}

async fn resources(session: Session, rds: Rds, db: DbInstance, hosted_zone: HostedZone, elb: ElbV2) -> Result<()> {
    take(Rds::new(&session).client().describe_events());
    take(rds.db_instance("orders").id());
    take(db.data().await?.engine());
    take(db.loaded());
    take(db.reload().await?);
    take(hosted_zone.summary());
    take(rds.db_instances().filter(|r| r.max_records(50)).limit(500).try_collect().await?);
    take(rds.db_instances().retain(|db| db.id().starts_with("test-")).try_collect().await?);
    take(rds.db_instances().page_size(100).pages().try_next().await?);
    take(rds.db_instances().prefetch(2));
    take(db.modify().with(|r| r.allocated_storage(200)).await?);
    take(elb.load_balancers().remove_tags().with(|r| r.tag_keys("owner")).await.failed());
    db.wait_until_available().every(Duration::from_secs(10)).await?;
    take(db.log_file("error/postgresql.log"));
    take(db.subnet_group().await?);
    take(db.arn().await?.account());
    take(db.tags().await?.get("owner"));
    db.tag([("owner", "ann")]).await?;
    db.untag(["owner"]).await?;
    take(aws_resources::rds::sdk::types::Filter::builder());
    Ok(())
}

async fn tags_of_many(ec2: Ec2, instance: Instance, volume: Volume) {
    take(ec2::tag_all([instance.into(), volume.into()], [("team", "web")]).await.failed());
    take(ec2.volumes().untag_all(["owner"]).await);
}

fn names(session: Session, arn: Arn, db: DbInstance, error: Error) -> Result<()> {
    take(session.resource_from_arn(&arn)?);
    take(registry::service("rds")?.collections());
    take(session.resource(&db.reference())?);
    take(error.is_not_found());
    take(error.code());
    Ok(())
}

async fn customizations(table: Table, users: Items<User>, object: Object, source: Object) -> Result<()> {
    take(table.items::<User>().get(("id", 7)).await?);
    take(users.query(key("team").eq("a").and(attr("age").gt(3))).all());
    take(object.upload_file("backup.tar").await?);
    take(object.download_file("copy.tar").await?);
    take(object.copy(&source).await?);
    take(object.get().presigned(Duration::from_secs(600)).await?);
    Ok(())
}

async fn sessions(config: SdkConfig, session: Session, manager: SessionManager, arn: &str) -> Result<()> {
    take(Session::new(&config).region("eu-west-3"));
    take(manager.account("123456789012"));
    take(manager.role(arn));
    take(manager.base());
    take(Account::new("345678901234").role_name("Audit").external_id("c-7f3a91"));
    take(Organization::new(manager.base()).accounts().under("ou-ab12-productn"));
    take(Partition::of_region("eu-west-1").regions());
    take(session.enabled_regions().await?);
    take(session.available_regions("rds").await?);
    take(SessionManager::builder(&config).rate_limit(RateLimit::per_second(5).burst(10)));
    session.events().register("before-sign.rds", "tenant", handler)?;
    take(Session::set_default(&config));
    take(SessionManager::shared("AuditRole", "nightly-audit")?);
    take(manager.provider("123456789012")?.config(&config));
    take(RefreshableAssumeRoleProvider::builder(arn).configure(&config).build()?);
    Ok(())
}

pub(crate) fn handler(event: &mut Event<'_>) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    if let Some(request) = event.request_mut() {
        request.headers_mut().try_insert("x-tenant", "blue")?;
    }
    Ok(())
}

fn fleets(manager: SessionManager, ids: Vec<String>, outcome: Outcome<usize>, make: fn() -> Fleet) -> Result<()> {
    take(manager.fleet().accounts(ids).all_regions().run(visit));
    take(outcome.result());
    take(outcome.ok());
    take(outcome.skipped());
    take(outcome.failed());
    let fleet = make();
    take(fleet.shard(0, 4)?);
    let fleet = make();
    take(fleet.on_progress(|now| eprintln!("{}/{}", now.done, now.total)));
    Ok(())
}

async fn visit(session: Session) -> Result<usize> {
    Ok(Rds::new(&session).db_instances().try_collect().await?.len())
}

fn tests(rule: Rule, db: DbInstance, data: rds::sdk::types::DbInstance) {
    take(Rules::new(RuleMode::MatchAny, [&rule]).session());
    take(test_util::with_data(db, data));
}

fn clients(session: Session) {
    use aws_resources::ec2::sdk as aws_sdk_ec2;

    take(session.client("ec2", connect!(aws_sdk_ec2)));
}
