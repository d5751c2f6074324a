//! The tables for those who come from Python.

#![allow(dead_code, reason = "it is compiled, not run")]

use std::{sync::Arc, time::Duration};

use aws_config::SdkConfig;
use aws_resources::{
    Account, Error, Result, Session, SessionManager, connect,
    credentials::{CacheFuture, CredentialCache, CredentialKey, Credentials, RefreshableAssumeRoleProvider},
    dynamodb::{Table, key},
    ec2::{self, Ec2, Instance, Volume},
    partition::Partition,
    prelude::*,
    rds::DbInstance,
    s3::S3,
    sqs::Sqs,
};

use crate::api::{User, handler, take};

async fn sessions(session: Session) -> Result<()> {
    use aws_resources::sts::sdk as aws_sdk_sts;

    let config = aws_config::from_env().profile_name("audit").load().await;
    take(Session::new(&config));
    take(Session::set_default(&config));
    take(session.client("sts", connect!(aws_sdk_sts)));
    take(Ec2::new(&session));
    take(Ec2::new(&session.region("eu-west-3")));
    take(session.available_regions("rds").await?);
    take(Partition::of_region("cn-north-1").name());
    session.events().register("before-send.s3", "audit", handler)?;
    take(session.events().unregister("audit"));
    Ok(())
}

async fn instances(ec2: Ec2, instance: Instance, team: ec2::sdk::types::Filter, ids: Vec<String>) -> Result<()> {
    take(ec2.client());
    take(ec2.instance("i-0abc"));
    take(instance.id());
    take(instance.data().await?.instance_type());
    take(instance.reload().await?);
    take(instance.vpc().await?);
    let mut all = ec2.instances().all();
    while let Some(it) = all.try_next().await? {
        println!("{}", it.id());
    }
    take(ec2.instances().try_collect().await?);
    take(ec2.instances().filter(|r| r.filters(team)));
    take(ec2.instances().limit(5));
    take(ec2.instances().page_size(50).pages());
    take(instance.volumes());
    take(instance.stop().with(|r| r.force(true)).await?);
    instance.wait_until_running().await?;
    take(ec2.instances().filter(|r| r.set_instance_ids(Some(ids))).terminate().await.into_result()?);
    Ok(())
}

async fn tags_of_many(instance: Instance, volume: Volume) -> Result<()> {
    take(ec2::tag_all([instance.into(), volume.into()], [("team", "web")]).await.into_result()?);
    Ok(())
}

async fn others(sqs: Sqs, s3: S3, error: Error) -> Result<()> {
    take(sqs.get_queue_by_name().with(|r| r.queue_name("jobs")).await?);
    take(s3.bucket("logs").objects().filter(|r| r.prefix("2026/")).delete().await.into_result()?);
    take(s3.object("logs", "a.gz").upload_file("a.gz").await?);
    take(error.code());
    Ok(())
}

async fn items(table: Table, user: User) -> Result<()> {
    take(table.items::<User>().get(("id", 7)).await?);
    take(table.items::<User>().query(key("team").eq("a")).all());
    let mut w = table.items::<User>().batch_writer();
    w.put(&user).await?;
    take(w.finish().await?);
    Ok(())
}

/// A store that keeps nothing.
struct MyCache;

impl CredentialCache for MyCache {
    fn get<'a>(&'a self, _: &'a CredentialKey) -> CacheFuture<'a, Option<Credentials>> {
        Box::pin(async { None })
    }

    fn set<'a>(&'a self, _: &'a CredentialKey, _: Credentials) -> CacheFuture<'a, ()> {
        Box::pin(async {})
    }
}

async fn extensions(config: SdkConfig, other: Session, arn: &str, id: &str, db: DbInstance) -> Result<()> {
    let manager = SessionManager::builder(&config).session_name("test").build();
    take(SessionManager::builder(other.config()).session_name("test").build());
    take(manager.role(arn));
    take(manager.role(arn).region("us-east-1"));
    take(manager.account(Account::new(id).role_arn(arn).external_id("c-7f3a91")));
    take(RefreshableAssumeRoleProvider::builder(arn).session_name("test").configure(&config).build()?);
    take(db.arn().await?);
    take(SessionManager::builder(&config).credential_cache(Arc::new(MyCache)));
    Ok(())
}

async fn client_utils(config: SdkConfig, account: &str, region: &str) -> Result<()> {
    let manager = SessionManager::builder(&config).role_name("AuditRole").session_name("nightly").build();
    take(SessionManager::shared("AuditRole", "nightly")?);
    take(SessionManager::builder(&config).duration(Duration::from_secs(3600)));
    take(Ec2::new(&manager.base().region("eu-west-1")).client());
    take(Ec2::new(&manager.account(account).region(region)).client());
    take(Ec2::new(&manager.account(account).region(region)));
    take(manager.base().available_regions("ec2").await?);
    take(manager.clean_expired());
    Ok(())
}

fn threads(manager: SessionManager, accounts: Vec<Account>, regions: Vec<String>) {
    take(manager.fleet().accounts(accounts).regions(regions).run(list_instances));
}

async fn list_instances(session: Session) -> Result<Vec<Instance>> {
    Ec2::new(&session).instances().try_collect().await
}
