//! What the fake AWS lacks: parameter groups, update actions, global groups and serverless caches.

use std::fmt::Display;

use aws_resources::{elasticache::ElastiCache, prelude::*};
use end_to_end::{
    answers::{query, query_error},
    exercised,
    script::{Answer, Script, session},
    waiters::seconds,
};
use tokio::time::Instant;

use crate::query::answering;

mod caches;
mod groups;

fn answer(operation: &str, result: impl Display) -> Answer {
    query("http://elasticache.amazonaws.com/doc/2015-02-02/", operation, result)
}

/// A service with these results of its operations.
fn script(results: &[(&'static str, &str)]) -> Script {
    answering(|operation, result| answer(operation, result.to_owned()), results)
}

fn elasticache(script: &Script) -> ElastiCache {
    ElastiCache::new(&session(script))
}

fn parameters(names: &[&str], specific: &[&str], marker: Option<&str>) -> Answer {
    let named = |element: &str, names: &[&str]| -> String {
        names.iter().map(|name| format!("<{element}><ParameterName>{name}</ParameterName></{element}>")).collect()
    };
    let (names, specific) = (named("Parameter", names), named("CacheNodeTypeSpecificParameter", specific));
    let marker = marker.map(|marker| format!("<Marker>{marker}</Marker>")).unwrap_or_default();
    answer(
        "DescribeCacheParameters",
        format!(
            "<Parameters>{names}</Parameters>\
             <CacheNodeTypeSpecificParameters>{specific}</CacheNodeTypeSpecificParameters>{marker}"
        ),
    )
}

#[tokio::test]
async fn parameters_are_of_two_kinds() {
    let script = Script::new([
        parameters(&["maxclients"], &[], Some("m")),
        parameters(&["timeout"], &["maxmemory"], None),
        parameters(&["maxclients"], &[], Some("m")),
        parameters(&["timeout"], &["maxmemory"], None),
        parameters(&["maxclients", "timeout"], &["maxmemory"], None),
    ]);
    let group = elasticache(&script).parameter_group("mine");
    let names: Vec<_> = group.parameters().try_collect().await.unwrap().iter().map(|p| p.name().to_owned()).collect();
    assert_eq!(names, ["maxclients", "timeout"]);
    let specific = group.type_specific_parameter("maxmemory");
    assert_eq!(specific.data().await.unwrap().parameter_name(), Some("maxmemory"), "the load searches all pages");
    assert_eq!(script.request(3).param("Marker").as_deref(), Some("m"));
    let wrong = group.parameter("maxmemory").data().await.unwrap_err();
    assert!(wrong.is_not_found(), "{wrong}");
    assert_eq!(specific.parameter_group(), group);
}

fn update_actions() -> Answer {
    let action = |of: &str, status: &str| {
        format!(
            "<UpdateAction><ServiceUpdateName>security-1</ServiceUpdateName>{of}\
             <UpdateActionStatus>{status}</UpdateActionStatus></UpdateAction>"
        )
    };
    let of_group = action("<ReplicationGroupId>shop</ReplicationGroupId>", "complete");
    let of_cluster = action("<CacheClusterId>shop</CacheClusterId>", "not-applied");
    answer("DescribeUpdateActions", format!("<UpdateActions>{of_group}{of_cluster}</UpdateActions>"))
}

#[tokio::test]
async fn update_actions_differ_by_what_they_are_of() {
    let script = Script::new([update_actions(), update_actions()]);
    let elasticache = elasticache(&script);
    let listed = elasticache.service_update("security-1").update_actions().try_collect().await.unwrap();
    let found: Vec<_> = listed.iter().map(|action| (action.replication_group_id(), action.cluster_id())).collect();
    assert_eq!(found, [(Some("shop"), None), (None, Some("shop"))]);
    assert_ne!(listed[0], listed[1]);
    assert_eq!(listed[0].replication_group().await.unwrap(), Some(elasticache.replication_group("shop")));
    assert_eq!(listed[0].cluster().await.unwrap(), None);

    listed[1].reload().await.unwrap();
    let status = listed[1].data().await.unwrap().update_action_status().map(|status| status.as_str().to_owned());
    assert_eq!(status.as_deref(), Some("not-applied"), "not that of the group with the same name");
    assert_eq!(script.request(1).param("ServiceUpdateName").as_deref(), Some("security-1"));
}

#[tokio::test]
async fn updates_are_applied_to_many_clusters_at_once() {
    let clusters = ["a", "b"].map(|id| format!("<CacheCluster><CacheClusterId>{id}</CacheClusterId></CacheCluster>"));
    let script = Script::new([
        answer("DescribeCacheClusters", format!("<CacheClusters>{}</CacheClusters>", clusters.concat())),
        answer(
            "BatchApplyUpdateAction",
            "<ProcessedUpdateActions><ProcessedUpdateAction><CacheClusterId>a</CacheClusterId>\
             </ProcessedUpdateAction></ProcessedUpdateActions><UnprocessedUpdateActions><UnprocessedUpdateAction>\
             <CacheClusterId>b</CacheClusterId><ErrorType>InvalidParameterValueException</ErrorType>\
             <ErrorMessage>not today</ErrorMessage></UnprocessedUpdateAction></UnprocessedUpdateActions>",
        ),
    ]);
    let report = elasticache(&script).clusters().apply_update().with(|r| r.service_update_name("security-1")).await;
    let sent = script.request(1);
    assert_eq!(sent.param("CacheClusterIds.CacheClusterId.1").or(sent.param("CacheClusterIds.member.1")).unwrap(), "a");
    assert_eq!(sent.param("ServiceUpdateName").as_deref(), Some("security-1"));
    let failed: Vec<_> =
        report.failed().map(|item| (item.resource().id(), item.result().unwrap_err().code())).collect();
    assert_eq!(failed, [("b", Some("InvalidParameterValueException"))]);
}

fn global(status: &str) -> Answer {
    let arn = "arn:aws:elasticache::123456789012:globalreplicationgroup:erpgt-shop";
    answer(
        "DescribeGlobalReplicationGroups",
        format!(
            "<GlobalReplicationGroups><GlobalReplicationGroup><GlobalReplicationGroupId>erpgt-shop\
             </GlobalReplicationGroupId><Status>{status}</Status><ARN>{arn}</ARN><Members>\
             <GlobalReplicationGroupMember>\
             <ReplicationGroupId>shop</ReplicationGroupId></GlobalReplicationGroupMember></Members>\
             </GlobalReplicationGroup></GlobalReplicationGroups>"
        ),
    )
}

#[tokio::test(start_paused = true)]
async fn a_global_group_has_members() {
    let gone = || query_error(404, "GlobalReplicationGroupNotFoundFault", "gone");
    let script = Script::new([global("creating"), global("primary-only"), global("available"), gone(), gone()]);
    let elasticache = elasticache(&script);
    let group = elasticache.global_replication_group("erpgt-shop");
    let started = Instant::now();
    group.wait_until_available().await.unwrap();
    assert_eq!(started.elapsed().as_secs(), 30);
    assert_eq!(group.replication_groups().await.unwrap(), [elasticache.replication_group("shop")]);
    let load = script.request(2).param("ShowMemberInfo");
    assert_eq!(load.as_deref(), Some("true"), "without it AWS leaves the members out");
    let arn = group.arn().await.unwrap();
    assert_eq!(arn.as_str(), "arn:aws:elasticache::123456789012:globalreplicationgroup:erpgt-shop");
    assert_eq!(arn.region(), None);
    group.wait_until_deleted().await.unwrap();
    assert!(group.reload().await.unwrap_err().is_not_found());
}

#[tokio::test(start_paused = true)]
async fn a_serverless_cache_becomes_available() {
    let cache = |status: &str| {
        answer(
            "DescribeServerlessCaches",
            format!(
                "<ServerlessCaches><member><ServerlessCacheName>shop</ServerlessCacheName><Status>{status}</Status>\
                 <ARN>arn:aws:elasticache:eu-west-1:123456789012:serverlesscache:shop</ARN></member></ServerlessCaches>"
            ),
        )
    };
    let script = Script::new([cache("creating"), cache("available"), cache("creating"), cache("create-failed")]);
    let cache = elasticache(&script).serverless_cache("shop");
    cache.wait_until_available().await.unwrap();
    let failed = cache.wait_until_available().await.unwrap_err();
    assert_eq!(script.count(), 4, "{failed}");
    assert_eq!(script.request(0).param("ServerlessCacheName").as_deref(), Some("shop"));
}

#[tokio::test]
async fn a_reserved_nodes_arn_is_that_of_its_reservation() {
    let arn = "arn:aws:elasticache:eu-west-1:123456789012:reserved-instance:mine";
    let node = answer(
        "DescribeReservedCacheNodes",
        format!(
            "<ReservedCacheNodes><ReservedCacheNode><ReservedCacheNodeId>mine</ReservedCacheNodeId>\
             <ReservedCacheNodesOfferingId>offer</ReservedCacheNodesOfferingId><ReservationARN>{arn}</ReservationARN>\
             </ReservedCacheNode></ReservedCacheNodes>"
        ),
    );
    let script = Script::new([node]);
    let elasticache = elasticache(&script);
    let node = elasticache.reserved_node("mine");
    exercised::arn("elasticache.ReservedNode", &node.arn().await.unwrap(), Some(arn));
    assert_eq!(node.offering().await.unwrap(), Some(elasticache.reserved_nodes_offering("offer")));
}

#[tokio::test(start_paused = true)]
async fn the_other_waiters_know_their_states() {
    let one = |operation: &str, list: &str, state: &str| {
        answer(operation, format!("<{list}><member><Status>{state}</Status></member></{list}>"))
    };
    let gone = |code: &str| query_error(404, code, "gone");
    let cache = |state: &str| one("DescribeServerlessCaches", "ServerlessCaches", state);
    let deleted = seconds(elasticache, [cache("deleting"), gone("ServerlessCacheNotFoundFault")], |e| {
        e.serverless_cache("c").wait_until_deleted()
    });
    assert_eq!(deleted.await, Some(15));

    let snapshot = |state: &str| {
        let state = format!("<ServerlessCacheSnapshot><Status>{state}</Status></ServerlessCacheSnapshot>");
        answer(
            "DescribeServerlessCacheSnapshots",
            format!("<ServerlessCacheSnapshots>{state}</ServerlessCacheSnapshots>"),
        )
    };
    let available = seconds(elasticache, [snapshot("creating"), snapshot("available")], |e| {
        e.serverless_cache_snapshot("s").wait_until_available()
    });
    assert_eq!(available.await, Some(15));
    let deleted = seconds(elasticache, [snapshot("deleting"), gone("ServerlessCacheSnapshotNotFoundFault")], |e| {
        e.serverless_cache_snapshot("s").wait_until_deleted()
    });
    assert_eq!(deleted.await, Some(15));

    let group = |state: &str| one("DescribeUserGroups", "UserGroups", state);
    let active = seconds(elasticache, [group("creating"), group("active")], |e| e.user_group("g").wait_until_active());
    assert_eq!(active.await, Some(15));
    let stopped =
        seconds(elasticache, [group("creating"), group("deleting")], |e| e.user_group("g").wait_until_active());
    assert_eq!(stopped.await, None);
    let deleted = seconds(elasticache, [group("deleting"), gone("UserGroupNotFound")], |e| {
        e.user_group("g").wait_until_deleted()
    });
    assert_eq!(deleted.await, Some(15));

    let cluster = "<CacheCluster><CacheClusterStatus>deleting</CacheClusterStatus></CacheCluster>";
    let cluster = answer("DescribeCacheClusters", format!("<CacheClusters>{cluster}</CacheClusters>"));
    let deleted =
        seconds(elasticache, [cluster, gone("CacheClusterNotFound")], |e| e.cluster("c").wait_until_deleted());
    assert_eq!(deleted.await, Some(15));
    let group = "<ReplicationGroup><Status>deleting</Status></ReplicationGroup>";
    let group = || answer("DescribeReplicationGroups", format!("<ReplicationGroups>{group}</ReplicationGroups>"));
    let deleted = seconds(elasticache, [group(), gone("ReplicationGroupNotFoundFault")], |e| {
        e.replication_group("g").wait_until_deleted()
    });
    assert_eq!(deleted.await, Some(15));
}
