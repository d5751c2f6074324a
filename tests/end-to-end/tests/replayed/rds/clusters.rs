//! Actions on clusters, global clusters, shard groups and proxies.

use std::slice;

use aws_sdk_rds::{
    primitives::DateTime,
    types::{ActivityStreamMode, DbProxyEndpointTargetRole},
};
use end_to_end::{
    answers::{query_error, rds as answer},
    exercised,
    script::{Answer, Script},
};

use super::{page, rds};
use crate::query::{assert_sent, xml};

const CLUSTER: &str = "arn:aws:rds:eu-west-1:123456789012:cluster:shop";

fn cluster(operation: &str) -> Answer {
    answer(operation, format!("<DBCluster>{}</DBCluster>", xml(&[("DBClusterIdentifier", "shop")])))
}

fn described() -> Answer {
    let data = xml(&[
        ("DBClusterIdentifier", "shop"),
        ("DBClusterArn", CLUSTER),
        ("DbClusterResourceId", "cluster-ABC"),
        ("GlobalClusterIdentifier", "world"),
    ]);
    page("DescribeDBClusters", "DBClusters", "DBCluster", &[&data], None)
}

#[tokio::test]
async fn a_cluster_is_called_by_its_identifier_or_its_arn() {
    let stream = xml(&[("KinesisStreamName", "aws-rds-das-cluster-ABC"), ("Status", "starting")]);
    let global = "<GlobalCluster><GlobalClusterIdentifier>world</GlobalClusterIdentifier></GlobalCluster>";
    let script = Script::new([
        cluster("RebootDBCluster"),
        cluster("PromoteReadReplicaDBCluster"),
        answer("RemoveRoleFromDBCluster", ""),
        answer("ModifyCurrentDBClusterCapacity", xml(&[("PendingCapacity", "8"), ("CurrentCapacity", "4")])),
        described(),
        answer("EnableHttpEndpoint", "<HttpEndpointEnabled>true</HttpEndpointEnabled>"),
        answer("DisableHttpEndpoint", "<HttpEndpointEnabled>false</HttpEndpointEnabled>"),
        answer("StartActivityStream", &stream),
        answer("StopActivityStream", &stream),
        described(),
        answer("RemoveFromGlobalCluster", global),
    ]);
    let rds = rds(&script);
    let shop = rds.db_cluster("shop");
    assert_eq!(shop.reboot().await.unwrap().as_ref(), Some(&shop));
    assert_eq!(shop.promote_read_replica().await.unwrap().as_ref(), Some(&shop));
    shop.remove_role().with(|r| r.role_arn("arn:role")).await.unwrap();
    let capacity = shop.modify_current_capacity().with(|r| r.capacity(8)).await.unwrap();
    assert_eq!((capacity.pending_capacity(), capacity.current_capacity()), (Some(8), Some(4)));
    assert_eq!(shop.enable_http_endpoint().await.unwrap().http_endpoint_enabled(), Some(true));
    assert_eq!(shop.disable_http_endpoint().await.unwrap().http_endpoint_enabled(), Some(false));
    let start = shop.start_activity_stream();
    let started = start.with(|r| r.mode(ActivityStreamMode::Async).kms_key_id("key")).await.unwrap();
    assert_eq!(started.kinesis_stream_name(), Some("aws-rds-das-cluster-ABC"));
    shop.stop_activity_stream().await.unwrap();
    assert_eq!(shop.remove_from_global_cluster().await.unwrap(), Some(rds.global_cluster("world")));

    assert_sent(
        &script,
        &[
            "RebootDBCluster DBClusterIdentifier=shop",
            "PromoteReadReplicaDBCluster DBClusterIdentifier=shop",
            "RemoveRoleFromDBCluster DBClusterIdentifier=shop RoleArn=arn:role",
            "ModifyCurrentDBClusterCapacity Capacity=8 DBClusterIdentifier=shop",
            "DescribeDBClusters DBClusterIdentifier=shop",
            &format!("EnableHttpEndpoint ResourceArn={CLUSTER}"),
            &format!("DisableHttpEndpoint ResourceArn={CLUSTER}"),
            &format!("StartActivityStream KmsKeyId=key Mode=async ResourceArn={CLUSTER}"),
            &format!("StopActivityStream ResourceArn={CLUSTER}"),
            "DescribeDBClusters DBClusterIdentifier=shop",
            &format!("RemoveFromGlobalCluster DbClusterIdentifier={CLUSTER} GlobalClusterIdentifier=world"),
        ],
    );
}

#[tokio::test]
async fn a_cluster_goes_back_in_time() {
    let data = xml(&[("DBClusterIdentifier", "shop"), ("BacktrackIdentifier", "b-1"), ("Status", "applying")]);
    let second = xml(&[("DBClusterIdentifier", "shop"), ("BacktrackIdentifier", "b-2")]);
    let backtracks = |items: &[&str], marker| {
        page("DescribeDBClusterBacktracks", "DBClusterBacktracks", "DBClusterBacktrack", items, marker)
    };
    let script = Script::new([
        answer("BacktrackDBCluster", &data),
        backtracks(&[&data], None),
        backtracks(&[&data], Some("m1")),
        backtracks(&[&second], None),
        query_error(404, "DBClusterBacktrackNotFoundFault", "none"),
    ]);
    let shop = rds(&script).db_cluster("shop");
    let to = DateTime::from_secs(1_767_225_600);
    let backtrack = shop.backtrack().with(|r| r.backtrack_to(to)).await.unwrap().unwrap();
    assert!(backtrack.loaded().is_none(), "the answer isn't the data's type");
    assert_eq!(backtrack.data().await.unwrap().status(), Some("applying"));
    assert_eq!(shop.backtracks().try_collect().await.unwrap(), [backtrack.clone(), shop.db_cluster_backtrack("b-2")]);
    assert_eq!(backtrack.cluster(), shop);
    assert!(shop.db_cluster_backtrack("b-3").data().await.unwrap_err().is_not_found());
    assert_sent(
        &script,
        &[
            "BacktrackDBCluster BacktrackTo=2026-01-01T00:00:00Z DBClusterIdentifier=shop",
            "DescribeDBClusterBacktracks BacktrackIdentifier=b-1 DBClusterIdentifier=shop",
            "DescribeDBClusterBacktracks DBClusterIdentifier=shop",
            "DescribeDBClusterBacktracks DBClusterIdentifier=shop Marker=m1",
            "DescribeDBClusterBacktracks BacktrackIdentifier=b-3 DBClusterIdentifier=shop",
        ],
    );
}

/// AWS gives writer and reader endpoints no identifier: only custom ones are resources.
#[tokio::test]
async fn a_cluster_has_endpoints_of_its_own_and_custom_ones() {
    let arn = "arn:aws:rds:eu-west-1:123456789012:cluster-endpoint:reports";
    let members = "<StaticMembers><member>one</member><member>two</member></StaticMembers>";
    let custom = members.to_owned()
        + &xml(&[
            ("DBClusterEndpointIdentifier", "reports"),
            ("DBClusterIdentifier", "shop"),
            ("Status", "available"),
            ("DBClusterEndpointArn", arn),
        ]);
    let writer = xml(&[("DBClusterIdentifier", "shop"), ("EndpointType", "WRITER")]);
    let listed =
        |items: &[&str]| page("DescribeDBClusterEndpoints", "DBClusterEndpoints", "DBClusterEndpointList", items, None);
    let script = Script::new([
        answer("CreateDBClusterEndpoint", &custom),
        listed(&[&custom]),
        listed(&[&writer, &custom]),
        answer("ModifyDBClusterEndpoint", &custom),
        answer("DeleteDBClusterEndpoint", &custom),
        listed(&[&custom]),
        query_error(404, "DBClusterEndpointNotFoundFault", "gone"),
    ]);
    let rds = rds(&script);
    let shop = rds.db_cluster("shop");
    let create = shop.create_endpoint();
    let create = create.with(|r| r.db_cluster_endpoint_identifier("reports").endpoint_type("READER"));
    let endpoint = create.await.unwrap().unwrap();
    assert_eq!(shop.custom_endpoints().try_collect().await.unwrap(), slice::from_ref(&endpoint));
    let all = shop.describe_endpoints().await.unwrap();
    assert_eq!(all.iter().map(|one| one.endpoint_type()).collect::<Vec<_>>(), [Some("WRITER"), None]);
    let modify = endpoint.modify().with(|r| r.excluded_members("three"));
    assert_eq!(modify.await.unwrap().as_ref(), Some(&endpoint));
    assert_eq!(endpoint.delete().await.unwrap().as_ref(), Some(&endpoint));
    exercised::arn("rds.DBClusterEndpoint", &endpoint.arn().await.unwrap(), Some(arn));
    assert_eq!(endpoint.cluster().await.unwrap(), Some(shop));
    let static_members = endpoint.static_members().await.unwrap();
    assert_eq!(static_members, [rds.db_instance("one"), rds.db_instance("two")]);
    assert_eq!(endpoint.excluded_members().await.unwrap(), []);
    assert!(endpoint.reload().await.unwrap_err().is_not_found());
    let id = "DBClusterEndpointIdentifier=reports";
    assert_sent(
        &script,
        &[
            &format!("CreateDBClusterEndpoint {id} DBClusterIdentifier=shop EndpointType=READER"),
            "DescribeDBClusterEndpoints DBClusterIdentifier=shop Filters.Filter.1.Name=db-cluster-endpoint-type \
             Filters.Filter.1.Values.Value.1=custom",
            "DescribeDBClusterEndpoints DBClusterIdentifier=shop",
            &format!("ModifyDBClusterEndpoint {id} ExcludedMembers.member.1=three"),
            &format!("DeleteDBClusterEndpoint {id}"),
            &format!("DescribeDBClusterEndpoints {id}"),
            &format!("DescribeDBClusterEndpoints {id}"),
        ],
    );
}

#[tokio::test]
async fn a_global_cluster_changes_its_primary() {
    let data = "<GlobalCluster><GlobalClusterIdentifier>world</GlobalClusterIdentifier></GlobalCluster>";
    let script = Script::new(
        ["FailoverGlobalCluster", "SwitchoverGlobalCluster", "ModifyGlobalCluster"].map(|name| answer(name, data)),
    );
    let world = rds(&script).global_cluster("world");
    let failover = world.failover().with(|r| r.target_db_cluster_identifier(CLUSTER).allow_data_loss(true));
    assert_eq!(failover.await.unwrap().as_ref(), Some(&world));
    let switchover = world.switchover().with(|r| r.target_db_cluster_identifier(CLUSTER));
    assert_eq!(switchover.await.unwrap().as_ref(), Some(&world));
    world.modify().with(|r| r.deletion_protection(true)).await.unwrap();
    let target = format!("GlobalClusterIdentifier=world TargetDbClusterIdentifier={CLUSTER}");
    assert_sent(
        &script,
        &[
            &format!("FailoverGlobalCluster AllowDataLoss=true {target}"),
            &format!("SwitchoverGlobalCluster {target}"),
            "ModifyGlobalCluster DeletionProtection=true GlobalClusterIdentifier=world",
        ],
    );
}

/// The actions on a shard group answer with its members themselves, not within an element.
#[tokio::test]
async fn a_shard_group_is_changed_and_deleted() {
    let data = xml(&[("DBShardGroupIdentifier", "shards"), ("DBClusterIdentifier", "shop")]);
    let script =
        Script::new(["ModifyDBShardGroup", "RebootDBShardGroup", "DeleteDBShardGroup"].map(|name| answer(name, &data)));
    let group = rds(&script).db_shard_group("shards");
    assert_eq!(group.modify().with(|r| r.compute_redundancy(1)).await.unwrap().as_ref(), Some(&group));
    assert_eq!(group.reboot().await.unwrap().as_ref(), Some(&group));
    assert_eq!(group.delete().await.unwrap().as_ref(), Some(&group));
    assert_sent(
        &script,
        &[
            "ModifyDBShardGroup ComputeRedundancy=1 DBShardGroupIdentifier=shards",
            "RebootDBShardGroup DBShardGroupIdentifier=shards",
            "DeleteDBShardGroup DBShardGroupIdentifier=shards",
        ],
    );
}

#[tokio::test]
async fn a_proxy_has_endpoints() {
    let arn = "arn:aws:rds:eu-west-1:123456789012:db-proxy-endpoint:prx-endpoint-0123456789abcdef0";
    let endpoint =
        |name: &str| xml(&[("DBProxyEndpointName", name), ("DBProxyName", "pool"), ("DBProxyEndpointArn", arn)]);
    let (reads, writes) = (endpoint("reads"), endpoint("writes"));
    let acted = |operation: &str| answer(operation, format!("<DBProxyEndpoint>{reads}</DBProxyEndpoint>"));
    let listed = |items: &[&str], marker| page("DescribeDBProxyEndpoints", "DBProxyEndpoints", "member", items, marker);
    let script = Script::new([
        acted("CreateDBProxyEndpoint"),
        listed(&[&reads], Some("m1")),
        listed(&[&writes], None),
        listed(&[&writes], None),
        acted("ModifyDBProxyEndpoint"),
        acted("DeleteDBProxyEndpoint"),
        query_error(404, "DBProxyEndpointNotFoundFault", "gone"),
        answer("ModifyDBProxy", "<DBProxy><DBProxyName>pool</DBProxyName></DBProxy>"),
    ]);
    let rds = rds(&script);
    let pool = rds.db_proxy("pool");
    let create = pool.create_endpoint().with(|r| {
        let r = r.db_proxy_endpoint_name("reads").vpc_subnet_ids("subnet-1");
        r.target_role(DbProxyEndpointTargetRole::ReadOnly)
    });
    let endpoint = create.await.unwrap().unwrap();
    exercised::arn("rds.DBProxyEndpoint", &endpoint.arn().await.unwrap(), Some(arn));
    assert_eq!(endpoint.proxy().await.unwrap().as_ref(), Some(&pool));
    let both = [endpoint.clone(), rds.db_proxy_endpoint("writes")];
    assert_eq!(pool.endpoints().try_collect().await.unwrap(), both);
    assert_eq!(rds.db_proxy_endpoints().try_collect().await.unwrap(), both[1..]);
    endpoint.modify().with(|r| r.vpc_security_group_ids("sg-1")).await.unwrap();
    assert_eq!(endpoint.delete().await.unwrap().as_ref(), Some(&endpoint));
    assert!(endpoint.data().await.unwrap_err().is_not_found());
    assert_eq!(pool.modify().with(|r| r.idle_client_timeout(60)).await.unwrap().as_ref(), Some(&pool));
    assert_sent(
        &script,
        &[
            "CreateDBProxyEndpoint DBProxyEndpointName=reads DBProxyName=pool TargetRole=READ_ONLY \
             VpcSubnetIds.member.1=subnet-1",
            "DescribeDBProxyEndpoints DBProxyName=pool",
            "DescribeDBProxyEndpoints DBProxyName=pool Marker=m1",
            "DescribeDBProxyEndpoints",
            "ModifyDBProxyEndpoint DBProxyEndpointName=reads VpcSecurityGroupIds.member.1=sg-1",
            "DeleteDBProxyEndpoint DBProxyEndpointName=reads",
            "DescribeDBProxyEndpoints DBProxyEndpointName=reads",
            "ModifyDBProxy DBProxyName=pool IdleClientTimeout=60",
        ],
    );
}
