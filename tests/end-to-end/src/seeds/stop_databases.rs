//! Databases with and without the tag `Schedule`, some of which can't be stopped.

use aws_config::SdkConfig;
use aws_sdk_rds::{Client, types::Tag};

use crate::organisation::Organisation;

/// Fills the accounts: databases that can be stopped, one that is stopped, a replica and its source, a cluster with its
/// instance, and two that aren't meant.
///
/// # Panics
/// If the fake refuses something.
pub async fn fill(organisation: &Organisation) {
    let own = Client::new(&organisation.own("eu-west-1"));
    instance(&own, "billing", Some("office-hours")).await;
    instance(&own, "archive", Some("office-hours")).await;
    own.stop_db_instance().db_instance_identifier("archive").send().await.expect("it can be stopped");

    let shop = Client::new(&organisation.member(0, "eu-west-1"));
    instance(&shop, "orders", Some("office-hours")).await;
    instance(&shop, "payments", Some("always")).await;
    instance(&shop, "sessions", None).await;

    let search = Client::new(&organisation.member(1, "us-east-1"));
    instance(&search, "catalogue", Some("office-hours")).await;
    let replica = search.create_db_instance_read_replica().source_db_instance_identifier("catalogue");
    let replica = replica.db_instance_identifier("catalogue-copy").tags(tag("office-hours"));
    replica.send().await.expect("the replica can be made");

    cluster(&organisation.member(2, "eu-west-1")).await;
}

fn tag(schedule: &str) -> Tag {
    Tag::builder().key("Schedule").value(schedule).build()
}

async fn instance(client: &Client, name: &str, schedule: Option<&str>) {
    let create = client.create_db_instance().db_instance_identifier(name).engine("postgres");
    let create = create.db_instance_class("db.t4g.micro").allocated_storage(20);
    let create = create.set_tags(schedule.map(|schedule| vec![tag(schedule)]));
    create.send().await.expect("the instance can be made");
}

async fn cluster(config: &SdkConfig) {
    let client = Client::new(config);
    let create = client.create_db_cluster().db_cluster_identifier("warehouse").engine("aurora-postgresql");
    let create = create.master_username("root").master_user_password("not-a-secret").tags(tag("office-hours"));
    create.send().await.expect("the cluster can be made");
    let create = client.create_db_instance().db_instance_identifier("warehouse-1").engine("aurora-postgresql");
    let create = create.db_instance_class("db.r6g.large").db_cluster_identifier("warehouse");
    create.tags(tag("office-hours")).send().await.expect("the cluster takes instances");
}
