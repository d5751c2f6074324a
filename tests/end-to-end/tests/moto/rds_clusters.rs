//! Clusters with their members and snapshots, global clusters and shard groups. The fake knows no custom endpoints, no
//! change or deletion of a shard group, and clusters of global ones only in us-east-1.

use std::slice;

use aws_resources::rds::{DbCluster, Rds};
use aws_sdk_rds::Client;
use end_to_end::{exercised, fake::Account};

use crate::SOON;

/// A cluster that the plain SDK creates.
async fn warehouse(account: &Account) -> DbCluster {
    let create = Client::new(&account.config).create_db_cluster().db_cluster_identifier("warehouse");
    let create = create.engine("aurora-postgresql").master_username("root").master_user_password("not-a-secret");
    create.send().await.unwrap();
    Rds::new(&account.session).db_cluster("warehouse")
}

#[tokio::test]
async fn a_cluster_has_members() {
    let account = Account::new("eu-west-1").await;
    let rds = Rds::new(&account.session);
    let create = rds.create_db_cluster().with(|r| {
        let r = r.db_cluster_identifier("warehouse").engine("aurora-postgresql").database_name("facts");
        r.master_username("root").master_user_password("not-a-secret")
    });
    let cluster = create.await.unwrap().unwrap();
    assert_eq!(cluster.loaded().unwrap().status(), Some("creating"), "creating brings the data");
    cluster.wait_until_available().every(SOON).await.unwrap();
    assert_eq!(rds.db_clusters().try_collect().await.unwrap(), slice::from_ref(&cluster));

    for id in ["writer", "reader"] {
        let create = cluster
            .create_db_instance()
            .with(|r| r.db_instance_identifier(id).engine("aurora-postgresql").db_instance_class("db.r6g.large"));
        let made = create.await.unwrap().unwrap();
        assert_eq!(made.cluster().await.unwrap().as_ref(), Some(&cluster), "filled in from the cluster");
    }
    let members = [rds.db_instance("writer"), rds.db_instance("reader")];
    assert_eq!(cluster.members().await.unwrap(), members);
    let failover = cluster.failover().with(|r| r.target_db_instance_identifier("reader"));
    assert_eq!(failover.await.unwrap().as_ref(), Some(&cluster));
    let data = cluster.data().await.unwrap();
    let writers: Vec<_> = data.db_cluster_members().iter().map(|member| member.is_cluster_writer()).collect();
    assert_eq!(writers, [Some(false), Some(true)]);

    assert_eq!(cluster.modify().with(|r| r.backup_retention_period(7)).await.unwrap().as_ref(), Some(&cluster));
    assert_eq!(cluster.data().await.unwrap().backup_retention_period(), Some(7));
    let role = "arn:aws:iam::123456789012:role/import";
    cluster.add_role().with(|r| r.role_arn(role)).await.unwrap();
    assert_eq!(cluster.data().await.unwrap().associated_roles()[0].role_arn(), Some(role));
    let group = cluster.parameter_group().await.unwrap();
    assert_eq!(group, Some(rds.db_cluster_parameter_group("default.aurora8.0")));
    assert_eq!(cluster.engine_version().await.unwrap(), Some(rds.db_engine_version("aurora-postgresql", "12.7")));

    cluster.stop().await.unwrap();
    cluster.wait_until_stopped().every(SOON).await.unwrap();
    cluster.start().await.unwrap();
    cluster.wait_until_available().every(SOON).await.unwrap();
}

#[tokio::test]
async fn a_clusters_snapshot_lives_and_dies() {
    let account = Account::new("eu-west-1").await;
    let rds = Rds::new(&account.session);
    let cluster = warehouse(&account).await;
    cluster.wait_until_available().every(SOON).await.unwrap();
    let snapshot = cluster.create_snapshot().with(|r| r.db_cluster_snapshot_identifier("before"));
    let snapshot = snapshot.await.unwrap().unwrap();
    snapshot.wait_until_available().every(SOON).await.unwrap();
    let arn = snapshot.arn().await.unwrap();
    exercised::arn("rds.DBClusterSnapshot", &arn, snapshot.data().await.unwrap().db_cluster_snapshot_arn());
    let template = "arn:${Partition}:rds:${Region}:${Account}:cluster-snapshot:${ClusterSnapshotName}";
    account.assert_arn(&arn, template, &[("ClusterSnapshotName", "before")]);
    assert_eq!(snapshot.cluster().await.unwrap().as_ref(), Some(&cluster));

    let copied = snapshot.copy().with(|r| r.target_db_cluster_snapshot_identifier("copied")).await.unwrap().unwrap();
    let manual = cluster.snapshots().retain(|snapshot| !snapshot.id().starts_with("rds:"));
    assert_eq!(manual.try_collect().await.unwrap(), [snapshot.clone(), copied.clone()]);
    assert_eq!(rds.db_cluster_snapshots().try_collect().await.unwrap().len(), 3, "with the automated one");

    let shared = snapshot.modify_attribute();
    let shared = shared.with(|r| r.attribute_name("restore").values_to_add("111111111111")).await.unwrap();
    let restore = snapshot.attribute("restore");
    assert_eq!(shared, slice::from_ref(&restore));
    restore.modify().with(|r| r.values_to_remove("111111111111")).await.unwrap();
    assert!(restore.data().await.unwrap().attribute_values().is_empty());
    assert_eq!(snapshot.attributes().try_collect().await.unwrap(), [restore]);

    let restored = snapshot.restore_db_cluster();
    let restored = restored.with(|r| r.db_cluster_identifier("restored").engine("aurora-postgresql"));
    assert_eq!(restored.await.unwrap(), Some(rds.db_cluster("restored")));
    let yesterday = cluster.restore_to_point_in_time();
    let yesterday = yesterday.with(|r| r.db_cluster_identifier("yesterday").use_latest_restorable_time(true));
    assert_eq!(yesterday.await.unwrap(), Some(rds.db_cluster("yesterday")));

    assert_eq!(copied.delete().await.unwrap().as_ref(), Some(&copied));
    copied.wait_until_deleted().every(SOON).await.unwrap();
    let gone = copied.reload().await.unwrap_err();
    assert_eq!((gone.is_not_found(), gone.code()), (true, Some("DBClusterSnapshotNotFoundFault")));
}

#[tokio::test]
async fn a_global_cluster_has_members() {
    let account = Account::new("us-east-1").await;
    let rds = Rds::new(&account.session);
    let cluster = warehouse(&account).await;
    let global = cluster.create_global_cluster().with(|r| r.global_cluster_identifier("world")).await.unwrap().unwrap();
    global.wait_until_available().every(SOON).await.unwrap();
    let arn = global.arn().await.unwrap();
    exercised::arn("rds.GlobalCluster", &arn, global.data().await.unwrap().global_cluster_arn());
    let template = "arn:${Partition}:rds::${Account}:global-cluster:${GlobalCluster}";
    account.assert_arn(&arn, template, &[("GlobalCluster", "world")]);
    assert_eq!(arn.region(), None);

    let member = cluster.arn().await.unwrap();
    let members = global.members().await.unwrap();
    assert_eq!(members, [rds.db_cluster(member.as_str())], "by its ARN, for it may be in another region");
    assert_eq!(members[0].data().await.unwrap().db_cluster_identifier(), Some("warehouse"));
    let refused = global.delete().await.unwrap_err();
    assert_eq!(refused.code(), Some("InvalidGlobalClusterStateFault"));

    let alone = global.remove_db_cluster().with(|r| r.db_cluster_identifier(member.as_str()));
    assert_eq!(alone.await.unwrap().as_ref(), Some(&global));
    assert_eq!(global.members().await.unwrap(), []);
    global.delete().await.unwrap();
    assert!(global.data().await.unwrap_err().is_not_found());
    assert_eq!(rds.global_clusters().try_collect().await.unwrap(), []);
}

/// The fake builds the ARN of the shard group's identifier, AWS of its resource id.
#[tokio::test]
async fn a_shard_group_is_of_a_cluster() {
    let account = Account::new("us-east-1").await;
    let rds = Rds::new(&account.session);
    let cluster = warehouse(&account).await;
    let create = cluster.create_shard_group();
    let group = create.with(|r| r.db_shard_group_identifier("shards").max_acu(768.0)).await.unwrap().unwrap();
    group.wait_until_available().every(SOON).await.unwrap();
    let data = group.data().await.unwrap();
    exercised::arn("rds.DBShardGroup", &group.arn().await.unwrap(), data.db_shard_group_arn());
    assert_eq!(data.max_acu(), Some(768.0));
    assert_eq!(group.cluster().await.unwrap(), Some(cluster));
    assert_eq!(rds.db_shard_groups().try_collect().await.unwrap(), [group]);
    let missing = rds.db_shard_group("none").data().await.unwrap_err();
    assert_eq!((missing.is_not_found(), missing.code()), (true, Some("DBShardGroupNotFound")));
}
