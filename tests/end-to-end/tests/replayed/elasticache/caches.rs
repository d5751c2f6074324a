//! Actions on clusters, replication groups, global groups, serverless caches and their snapshots.

use end_to_end::exercised;

use super::{elasticache, script};
use crate::query::{assert_sent, xml};

#[tokio::test]
async fn a_cluster_is_changed() {
    let cluster = "<CacheCluster><CacheClusterId>shop</CacheClusterId></CacheCluster>";
    let group = "<ReplicationGroup><ReplicationGroupId>shop</ReplicationGroupId></ReplicationGroup>";
    let types = "<ScaleUpModifications><member>cache.m6g.large</member></ScaleUpModifications>";
    let script = script(&[
        ("ModifyCacheCluster", cluster),
        ("RebootCacheCluster", cluster),
        ("CreateReplicationGroup", group),
        ("ListAllowedNodeTypeModifications", types),
        ("CopySnapshot", "<Snapshot><SnapshotName>copied</SnapshotName></Snapshot>"),
    ]);
    let elasticache = elasticache(&script);
    let shop = elasticache.cluster("shop");
    assert_eq!(shop.modify().with(|r| r.num_cache_nodes(2)).await.unwrap().as_ref(), Some(&shop));
    let reboot = shop.reboot().with(|r| r.cache_node_ids_to_reboot("0001"));
    assert_eq!(reboot.await.unwrap().as_ref(), Some(&shop));
    let allowed = shop.list_allowed_node_type_modifications().await.unwrap();
    assert_eq!(allowed.scale_up_modifications(), ["cache.m6g.large"]);
    let expected = Some(elasticache.replication_group("shop"));
    let create = shop.create_replication_group().with(|r| r.replication_group_id("shop"));
    assert_eq!(create.await.unwrap(), expected);
    let before = elasticache.snapshot("before");
    let create = before.create_replication_group().with(|r| r.replication_group_id("shop"));
    assert_eq!(create.await.unwrap(), expected);
    let copy = before.copy().with(|r| r.target_snapshot_name("copied"));
    assert_eq!(copy.await.unwrap(), Some(elasticache.snapshot("copied")));
    assert_sent(
        &script,
        &[
            "ModifyCacheCluster CacheClusterId=shop NumCacheNodes=2",
            "RebootCacheCluster CacheClusterId=shop CacheNodeIdsToReboot.CacheNodeId.1=0001",
            "ListAllowedNodeTypeModifications CacheClusterId=shop",
            "CreateReplicationGroup PrimaryClusterId=shop ReplicationGroupId=shop",
            "CreateReplicationGroup ReplicationGroupId=shop SnapshotName=before",
            "CopySnapshot SourceSnapshotName=before TargetSnapshotName=copied",
        ],
    );
}

#[tokio::test]
async fn a_replication_group_is_scaled_tested_and_migrated_to() {
    let group = "<ReplicationGroup><ReplicationGroupId>carts</ReplicationGroupId></ReplicationGroup>";
    let operations = [
        "IncreaseReplicaCount",
        "DecreaseReplicaCount",
        "ModifyReplicationGroupShardConfiguration",
        "TestFailover",
        "TestMigration",
        "StartMigration",
        "CompleteMigration",
    ];
    let script = script(&operations.map(|operation| (operation, group)));
    let carts = elasticache(&script).replication_group("carts");
    let expected = Some(carts.clone());
    assert_eq!(carts.increase_replica_count().with(|r| r.new_replica_count(3)).await.unwrap(), expected);
    assert_eq!(carts.decrease_replica_count().with(|r| r.new_replica_count(1)).await.unwrap(), expected);
    assert_eq!(carts.modify_shard_configuration().with(|r| r.node_group_count(4)).await.unwrap(), expected);
    assert_eq!(carts.test_failover().with(|r| r.node_group_id("0001")).await.unwrap(), expected);
    assert_eq!(carts.test_migration().await.unwrap(), expected);
    assert_eq!(carts.start_migration().await.unwrap(), expected);
    assert_eq!(carts.complete_migration().with(|r| r.force(true)).await.unwrap(), expected);
    assert!(carts.list_allowed_node_type_modifications().await.unwrap().scale_up_modifications().is_empty());
    let stop = carts.stop_update().with(|r| r.service_update_name("security-1"));
    assert!(stop.await.unwrap().unprocessed_update_actions().is_empty());
    assert_sent(
        &script,
        &[
            "IncreaseReplicaCount NewReplicaCount=3 ReplicationGroupId=carts",
            "DecreaseReplicaCount NewReplicaCount=1 ReplicationGroupId=carts",
            "ModifyReplicationGroupShardConfiguration NodeGroupCount=4 ReplicationGroupId=carts",
            "TestFailover NodeGroupId=0001 ReplicationGroupId=carts",
            "TestMigration ReplicationGroupId=carts",
            "StartMigration ReplicationGroupId=carts",
            "CompleteMigration Force=true ReplicationGroupId=carts",
            "ListAllowedNodeTypeModifications ReplicationGroupId=carts",
            "BatchStopUpdateAction ReplicationGroupIds.member.1=carts ServiceUpdateName=security-1",
        ],
    );
}

/// AWS puts a prefix before the suffix that the caller gives.
#[tokio::test]
async fn a_global_group_is_made_of_a_group() {
    let arn = "arn:aws:elasticache::123456789012:globalreplicationgroup:erpgt-world";
    let global = xml(&[("GlobalReplicationGroupId", "erpgt-world"), ("ARN", arn)]);
    let global = xml(&[("GlobalReplicationGroup", &*global)]);
    let operations = [
        "CreateGlobalReplicationGroup",
        "ModifyGlobalReplicationGroup",
        "IncreaseNodeGroupsInGlobalReplicationGroup",
        "DecreaseNodeGroupsInGlobalReplicationGroup",
        "RebalanceSlotsInGlobalReplicationGroup",
        "FailoverGlobalReplicationGroup",
        "DisassociateGlobalReplicationGroup",
        "DeleteGlobalReplicationGroup",
    ];
    let script = script(&operations.map(|operation| (operation, &*global)));
    let carts = elasticache(&script).replication_group("carts");
    let create = carts.create_global_replication_group();
    let world = create.with(|r| r.global_replication_group_id_suffix("world")).await.unwrap().unwrap();
    assert_eq!(world.id(), "erpgt-world");
    exercised::arn("elasticache.GlobalReplicationGroup", &world.arn().await.unwrap(), Some(arn));
    let expected = Some(world.clone());
    assert_eq!(world.modify().with(|r| r.apply_immediately(true)).await.unwrap(), expected);
    assert_eq!(world.increase_node_groups().with(|r| r.node_group_count(3)).await.unwrap(), expected);
    assert_eq!(world.decrease_node_groups().with(|r| r.node_group_count(2)).await.unwrap(), expected);
    assert_eq!(world.rebalance_slots().with(|r| r.apply_immediately(true)).await.unwrap(), expected);
    let failover = world.failover().with(|r| r.primary_region("eu-west-1").primary_replication_group_id("carts"));
    assert_eq!(failover.await.unwrap(), expected);
    let leave = world.disassociate();
    let leave = leave.with(|r| r.replication_group_id("carts").replication_group_region("eu-west-1"));
    assert_eq!(leave.await.unwrap(), expected);
    assert_eq!(world.create_replication_group().with(|r| r.replication_group_id("far")).await.unwrap(), None);
    let delete = world.delete().with(|r| r.retain_primary_replication_group(true));
    assert_eq!(delete.await.unwrap(), expected);
    let id = "GlobalReplicationGroupId=erpgt-world";
    assert_sent(
        &script,
        &[
            "CreateGlobalReplicationGroup GlobalReplicationGroupIdSuffix=world PrimaryReplicationGroupId=carts",
            &format!("ModifyGlobalReplicationGroup ApplyImmediately=true {id}"),
            &format!("IncreaseNodeGroupsInGlobalReplicationGroup {id} NodeGroupCount=3"),
            &format!("DecreaseNodeGroupsInGlobalReplicationGroup {id} NodeGroupCount=2"),
            &format!("RebalanceSlotsInGlobalReplicationGroup ApplyImmediately=true {id}"),
            &format!("FailoverGlobalReplicationGroup {id} PrimaryRegion=eu-west-1 PrimaryReplicationGroupId=carts"),
            &format!(
                "DisassociateGlobalReplicationGroup {id} ReplicationGroupId=carts ReplicationGroupRegion=eu-west-1"
            ),
            &format!("CreateReplicationGroup {id} ReplicationGroupId=far"),
            &format!("DeleteGlobalReplicationGroup {id} RetainPrimaryReplicationGroup=true"),
        ],
    );
}

#[tokio::test]
async fn a_serverless_cache_has_snapshots() {
    let cache_arn = "arn:aws:elasticache:eu-west-1:123456789012:serverlesscache:shop";
    let arn = "arn:aws:elasticache:eu-west-1:123456789012:serverlesscachesnapshot:before";
    let cache = xml(&[("ServerlessCacheName", "shop"), ("ARN", cache_arn)]);
    let cache = xml(&[("ServerlessCache", &*cache)]);
    let snapshot = xml(&[("ServerlessCacheSnapshotName", "before"), ("ARN", arn)]);
    let snapshot = xml(&[("ServerlessCacheSnapshot", &*snapshot)]);
    let script = script(&[
        ("CreateServerlessCache", &cache),
        ("ModifyServerlessCache", &cache),
        ("PrepareMigration", &cache),
        ("StopMigration", &cache),
        ("CompleteMigration", &cache),
        ("DeleteServerlessCache", &cache),
        ("CreateServerlessCacheSnapshot", &snapshot),
        ("CopyServerlessCacheSnapshot", &snapshot),
        ("ExportServerlessCacheSnapshot", &snapshot),
        ("DeleteServerlessCacheSnapshot", &snapshot),
    ]);
    let elasticache = elasticache(&script);
    let create = elasticache.create_serverless_cache();
    let shop = create.with(|r| r.serverless_cache_name("shop").engine("valkey")).await.unwrap().unwrap();
    exercised::arn("elasticache.ServerlessCache", &shop.arn().await.unwrap(), Some(cache_arn));
    let expected = Some(shop.clone());
    assert_eq!(shop.modify().with(|r| r.snapshot_retention_limit(7)).await.unwrap(), expected);
    assert_eq!(shop.prepare_migration().await.unwrap(), expected);
    assert_eq!(shop.stop_migration().await.unwrap(), expected);
    assert_eq!(shop.complete_migration().await.unwrap(), expected);

    let create = shop.create_snapshot().with(|r| r.serverless_cache_snapshot_name("before"));
    let before = create.await.unwrap().unwrap();
    exercised::arn("elasticache.ServerlessCacheSnapshot", &before.arn().await.unwrap(), Some(arn));
    let copy = before.copy().with(|r| r.target_serverless_cache_snapshot_name("copied"));
    copy.await.unwrap().unwrap();
    let export = before.export().with(|r| r.s3_bucket_name("archive"));
    assert_eq!(export.await.unwrap().as_ref(), Some(&before));
    let restore = before.create_serverless_cache().with(|r| r.serverless_cache_name("shop").engine("valkey"));
    assert_eq!(restore.await.unwrap(), expected);
    assert_eq!(before.delete().await.unwrap().as_ref(), Some(&before));
    assert_eq!(shop.delete().with(|r| r.final_snapshot_name("last")).await.unwrap(), expected);
    assert_sent(
        &script,
        &[
            "CreateServerlessCache Engine=valkey ServerlessCacheName=shop",
            "ModifyServerlessCache ServerlessCacheName=shop SnapshotRetentionLimit=7",
            "PrepareMigration ServerlessCacheName=shop",
            "StopMigration ServerlessCacheName=shop",
            "CompleteMigration ServerlessCacheName=shop",
            "CreateServerlessCacheSnapshot ServerlessCacheName=shop ServerlessCacheSnapshotName=before",
            "CopyServerlessCacheSnapshot SourceServerlessCacheSnapshotName=before \
             TargetServerlessCacheSnapshotName=copied",
            "ExportServerlessCacheSnapshot S3BucketName=archive ServerlessCacheSnapshotName=before",
            &format!(
                "CreateServerlessCache Engine=valkey ServerlessCacheName=shop \
                 SnapshotArnsToRestore.SnapshotArn.1={arn}"
            ),
            "DeleteServerlessCacheSnapshot ServerlessCacheSnapshotName=before",
            "DeleteServerlessCache FinalSnapshotName=last ServerlessCacheName=shop",
        ],
    );
}
