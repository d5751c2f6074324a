//! Clusters, replication groups, snapshots, subnet groups and users. The fake knows no parameter groups, global groups
//! or serverless caches, has every cluster available at once, ignores how many clusters a group shall have, and keeps
//! what is deleted, but users and snapshots.

use std::slice;

use aws_resources::{elasticache::ElastiCache, prelude::*};
use aws_sdk_elasticache::{
    Client,
    operation::describe_cache_clusters::DescribeCacheClustersError,
    types::{AuthenticationMode, InputAuthenticationType, Tag},
};
use end_to_end::{exercised, fake::Account};

use crate::{SOON, pages};

/// Clusters that the plain SDK creates.
async fn clusters(account: &Account, ids: &[&str]) {
    let client = Client::new(&account.config);
    for id in ids {
        let call = client.create_cache_cluster().cache_cluster_id(*id).engine("redis");
        call.cache_node_type("cache.t4g.micro").num_cache_nodes(1).send().await.unwrap();
    }
}

fn tag(key: &str, value: &str) -> Tag {
    Tag::builder().key(key).value(value).build()
}

#[tokio::test]
async fn clusters_come_in_pages() {
    let account = Account::new("eu-west-1").await;
    clusters(&account, &["one", "two", "three"]).await;
    let elasticache = ElastiCache::new(&account.session);

    let listed = pages(elasticache.clusters().page_size(2), |cluster| cluster.id().to_owned()).await.unwrap();
    assert_eq!(listed, [vec!["one", "two"], vec!["three"]]);
    let cluster = elasticache.clusters().first().await.unwrap().unwrap();
    assert_eq!(cluster.loaded().unwrap().engine(), Some("redis"), "a listing brings the data");
    assert_eq!(cluster, elasticache.cluster("one"));
}

#[tokio::test]
async fn a_cluster_lives_and_dies() {
    let account = Account::new("us-east-1").await;
    let elasticache = ElastiCache::new(&account.session);
    let subnets = Client::new(&account.config).create_cache_subnet_group().cache_subnet_group_name("inner");
    subnets.cache_subnet_group_description("for tests").subnet_ids("subnet-0123456789abcdef0").send().await.unwrap();

    let create = elasticache.create_cache_cluster().with(|r| {
        let r = r.cache_cluster_id("shop").engine("memcached").cache_node_type("cache.t4g.micro");
        r.num_cache_nodes(2).cache_subnet_group_name("inner")
    });
    let cluster = create.await.unwrap().expect("AWS answers with the cluster");
    assert_eq!(cluster.loaded().unwrap().num_cache_nodes(), Some(2), "creating brings the data");
    cluster.wait_until_available().every(SOON).await.unwrap();
    let arn = cluster.arn().await.unwrap();
    exercised::arn("elasticache.Cluster", &arn, cluster.data().await.unwrap().arn());
    account.assert_arn(
        &arn,
        "arn:${Partition}:elasticache:${Region}:${Account}:cluster:${CacheClusterId}",
        &[("CacheClusterId", "shop")],
    );

    let subnets = cluster.subnet_group().await.unwrap().unwrap();
    assert_eq!(subnets.data().await.unwrap().cache_subnet_group_description(), Some("for tests"));
    let arn = subnets.arn().await.unwrap();
    exercised::arn("elasticache.SubnetGroup", &arn, subnets.data().await.unwrap().arn());
    account.assert_arn(
        &arn,
        "arn:${Partition}:elasticache:${Region}:${Account}:subnetgroup:${CacheSubnetGroupName}",
        &[("CacheSubnetGroupName", "inner")],
    );
    assert_eq!(cluster.replication_group().await.unwrap(), None);
    assert_eq!(elasticache.subnet_groups().try_collect().await.unwrap(), [subnets]);

    let deleted = cluster.delete().await.unwrap().unwrap();
    assert_eq!(deleted.loaded().unwrap().cache_cluster_status(), Some("deleting"));
    let gone = elasticache.cluster("no-such-cluster").data().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
    assert_eq!(gone.code(), Some("CacheClusterNotFound"));
    let sdk = gone.sdk_error::<DescribeCacheClustersError>().and_then(|error| error.as_service_error());
    assert!(sdk.is_some_and(DescribeCacheClustersError::is_cache_cluster_not_found_fault), "{sdk:?}");
    assert!(elasticache.subnet_group("none").data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_replication_group_has_clusters_and_snapshots() {
    let account = Account::new("eu-central-1").await;
    let client = Client::new(&account.config);
    for id in ["carts", "prices"] {
        let call = client.create_replication_group().replication_group_id(id).replication_group_description(id);
        call.replicas_per_node_group(1).snapshot_retention_limit(1).send().await.unwrap();
    }
    let elasticache = ElastiCache::new(&account.session);
    let listed = pages(elasticache.replication_groups().page_size(1), |group| group.id().to_owned()).await.unwrap();
    assert_eq!(listed, [vec!["carts"], vec!["prices"]]);

    let carts = elasticache.replication_group("carts");
    carts.wait_until_available().every(SOON).await.unwrap();
    assert_eq!(carts.data().await.unwrap().description(), Some("carts"));
    let arn = carts.arn().await.unwrap();
    exercised::arn("elasticache.ReplicationGroup", &arn, carts.data().await.unwrap().arn());
    account.assert_arn(
        &arn,
        "arn:${Partition}:elasticache:${Region}:${Account}:replicationgroup:${ReplicationGroupId}",
        &[("ReplicationGroupId", "carts")],
    );
    let members: Vec<_> = carts.clusters().await.unwrap().iter().map(|cluster| cluster.id().to_owned()).collect();
    assert_eq!(members, carts.data().await.unwrap().member_clusters());
    assert_eq!(members.len(), 2);
    assert_eq!(carts.snapshotting_cluster().await.unwrap().unwrap().id(), members[1]);

    let snapshot = carts.create_snapshot().with(|r| r.snapshot_name("carts-1")).await.unwrap().unwrap();
    elasticache.replication_group("prices").create_snapshot().with(|r| r.snapshot_name("prices-1")).await.unwrap();
    assert_eq!(elasticache.snapshots().try_collect().await.unwrap().len(), 2);
    assert_eq!(carts.snapshots().try_collect().await.unwrap(), slice::from_ref(&snapshot));
    snapshot.wait_until_available().every(SOON).await.unwrap();
    assert_eq!(snapshot.replication_group().await.unwrap().unwrap(), carts);
    assert_eq!(snapshot.cluster().await.unwrap(), None);
    let arn = snapshot.arn().await.unwrap();
    exercised::arn("elasticache.Snapshot", &arn, snapshot.data().await.unwrap().arn());
    account.assert_arn(
        &arn,
        "arn:${Partition}:elasticache:${Region}:${Account}:snapshot:${SnapshotName}",
        &[("SnapshotName", "carts-1")],
    );

    snapshot.delete().await.unwrap();
    snapshot.wait_until_deleted().every(SOON).await.unwrap();
    let gone = snapshot.data().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
    let group = elasticache.replication_group("none").data().await.unwrap_err();
    assert_eq!((group.is_not_found(), group.code()), (true, Some("ReplicationGroupNotFoundFault")));
}

#[tokio::test]
async fn tags_are_resources() {
    let account = Account::new("eu-west-1").await;
    clusters(&account, &["one"]).await;
    let cluster = ElastiCache::new(&account.session).cluster("one");
    for (key, value) in [("stage", "test"), ("team", "web"), ("until", "2030")] {
        cluster.add_tags().with(|r| r.tags(tag(key, value))).await.unwrap();
    }
    let arn = cluster.arn().await.unwrap();
    let tags = cluster.tags_collection().try_collect().await.unwrap();
    let found: Vec<_> = tags.iter().map(|tag| (tag.resource_name(), tag.key())).collect();
    assert_eq!(found, [(arn.as_str(), "stage"), (arn.as_str(), "team"), (arn.as_str(), "until")]);
    assert_eq!(tags[1].data().await.unwrap().value(), Some("web"));

    tags[1].delete().await.unwrap();
    assert!(tags[1].reload().await.unwrap_err().is_not_found());
    let report = cluster.tags_collection().delete().await;
    assert_eq!(report.failed().count(), 0, "{report:?}");
    assert_eq!(cluster.tags_collection().try_collect().await.unwrap(), []);
}

/// The fake always has AWS's user `default`.
#[tokio::test]
async fn a_user_lives_and_dies() {
    let account = Account::new("eu-west-1").await;
    let elasticache = ElastiCache::new(&account.session);
    let mode = AuthenticationMode::builder().r#type(InputAuthenticationType::NoPassword).build();
    let create = elasticache.create_user().with(move |r| {
        let r = r.user_id("shop").user_name("shop").engine("redis").access_string("on ~* +@all");
        r.no_password_required(true).authentication_mode(mode.clone())
    });
    let user = create.await.unwrap().unwrap();
    assert!(user.loaded().is_none(), "the answer isn't the data's type");
    user.wait_until_active().every(SOON).await.unwrap();
    assert_eq!(user.data().await.unwrap().access_string(), Some("on ~* +@all"));
    assert_eq!(user.user_groups().await.unwrap(), []);
    let arn = user.arn().await.unwrap();
    exercised::arn("elasticache.User", &arn, user.data().await.unwrap().arn());
    account.assert_arn(&arn, "arn:${Partition}:elasticache:${Region}:${Account}:user:${UserId}", &[("UserId", "shop")]);
    let listed = pages(elasticache.users(), |user| user.id().to_owned()).await.unwrap();
    assert_eq!(listed, [["default", "shop"]]);

    assert_eq!(user.delete().await.unwrap().unwrap(), user);
    user.wait_until_deleted().every(SOON).await.unwrap();
    let gone = user.data().await.unwrap_err();
    assert_eq!((gone.is_not_found(), gone.code()), (true, Some("UserNotFound")));
}

/// The fake keeps a group that is deleted.
#[tokio::test]
async fn a_replication_group_is_changed_and_deleted() {
    let account = Account::new("eu-west-1").await;
    let elasticache = ElastiCache::new(&account.session);
    let create = elasticache.create_replication_group();
    let create = create.with(|r| r.replication_group_id("carts").replication_group_description("of a test"));
    let carts = create.await.unwrap().unwrap();
    assert_eq!(carts.loaded().unwrap().description(), Some("of a test"), "creating brings the data");
    let changed = carts.modify().with(|r| r.replication_group_description("of another test"));
    assert_eq!(changed.await.unwrap().as_ref(), Some(&carts));
    assert_eq!(carts.data().await.unwrap().description(), Some("of another test"));
    let deleted = carts.delete().await.unwrap().unwrap();
    assert_eq!(deleted.loaded().unwrap().status(), Some("deleting"));
}

#[tokio::test]
async fn subnet_groups_come_in_pages() {
    let account = Account::new("eu-west-1").await;
    let elasticache = ElastiCache::new(&account.session);
    for name in ["inner", "lower", "outer"] {
        let create = elasticache.create_cache_subnet_group().with(|r| {
            let r = r.cache_subnet_group_name(name).cache_subnet_group_description("of a test");
            r.subnet_ids("subnet-0123456789abcdef0")
        });
        assert_eq!(create.await.unwrap(), Some(elasticache.subnet_group(name)));
    }
    let listed = pages(elasticache.subnet_groups().page_size(2), |group| group.name().to_owned()).await.unwrap();
    assert_eq!(listed, [vec!["inner", "lower"], vec!["outer"]]);
}
