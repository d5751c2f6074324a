//! What the fake AWS lacks of RDS: most actions on clusters and proxies, what AWS offers, tenants, recommendations,
//! reservations, and the states that waiters wait for. The shapes are those of the [API reference].
//!
//! [API reference]: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/Welcome.html

use aws_resources::rds::Rds;
use end_to_end::{
    answers::{query_error, rds as answer},
    script::{Answer, Script, session},
    waiters::seconds,
};

use crate::query::xml;

mod clusters;
mod instances;
mod offers;
mod setup;

fn rds(script: &Script) -> Rds {
    Rds::new(&session(script))
}

/// A page of a listing.
fn page(operation: &str, list: &str, element: &str, items: &[&str], marker: Option<&str>) -> Answer {
    let items: String = items.iter().map(|item| format!("<{element}>{item}</{element}>")).collect();
    let marker = marker.map(|marker| format!("<Marker>{marker}</Marker>")).unwrap_or_default();
    answer(operation, format!("<{list}>{items}</{list}>{marker}"))
}

#[tokio::test(start_paused = true)]
async fn waiters_for_what_is_made_know_their_states() {
    let in_state = |operation: &str, list: &str, element: &str, state: &str| {
        page(operation, list, element, &[&xml(&[("Status", state), ("State", state)])], None)
    };
    let endpoint = |state| in_state("DescribeDBClusterEndpoints", "DBClusterEndpoints", "DBClusterEndpointList", state);
    let done = |r: &Rds| r.db_cluster_endpoint("e").wait_until_available();
    assert_eq!(seconds(rds, [endpoint("creating"), endpoint("available")], done).await, Some(30));
    assert_eq!(seconds(rds, [endpoint("creating"), endpoint("deleting")], done).await, None);

    let endpoint = |state| in_state("DescribeDBProxyEndpoints", "DBProxyEndpoints", "member", state);
    let done = |r: &Rds| r.db_proxy_endpoint("e").wait_until_available();
    assert_eq!(seconds(rds, [endpoint("creating"), endpoint("available")], done).await, Some(30));
    assert_eq!(seconds(rds, [endpoint("creating"), endpoint("insufficient-resource-limits")], done).await, None);

    let backtrack = |state| in_state("DescribeDBClusterBacktracks", "DBClusterBacktracks", "DBClusterBacktrack", state);
    let done = |r: &Rds| r.db_cluster_backtrack("c", "b").wait_until_completed();
    assert_eq!(seconds(rds, [backtrack("applying"), backtrack("completed")], done).await, Some(30));
    assert_eq!(seconds(rds, [backtrack("pending"), backtrack("failed")], done).await, None);

    let reservation = |state| in_state("DescribeDBCapacityReservations", "DBCapacityReservations", "member", state);
    let done = |r: &Rds| r.db_capacity_reservation("r").wait_until_active();
    assert_eq!(seconds(rds, [reservation("pending"), reservation("active")], done).await, Some(30));
    assert_eq!(seconds(rds, [reservation("pending"), reservation("unsupported")], done).await, None);

    let integration = |state| in_state("DescribeIntegrations", "Integrations", "Integration", state);
    let done = |r: &Rds| r.integration("i").wait_until_active();
    assert_eq!(seconds(rds, [integration("creating"), integration("active")], done).await, Some(30));
    assert_eq!(seconds(rds, [integration("creating"), integration("needs_attention")], done).await, None);

    let tenant = |state| in_state("DescribeTenantDatabases", "TenantDatabases", "TenantDatabase", state);
    let done = |r: &Rds| r.tenant_database("db", "t").wait_until_available();
    assert_eq!(seconds(rds, [tenant("creating"), tenant("available")], done).await, Some(30));
    assert_eq!(seconds(rds, [tenant("creating"), tenant("deleted")], done).await, None);

    let export = |state| in_state("DescribeExportTasks", "ExportTasks", "ExportTask", state);
    let done = |r: &Rds| r.export_task("t").wait_until_complete();
    assert_eq!(seconds(rds, [export("IN_PROGRESS"), export("COMPLETE")], done).await, Some(60));
    assert_eq!(seconds(rds, [export("IN_PROGRESS"), export("FAILED")], done).await, None);
    let done = |r: &Rds| r.export_task("t").wait_until_canceled();
    assert_eq!(seconds(rds, [export("CANCELING"), export("CANCELED")], done).await, Some(30));
    assert_eq!(seconds(rds, [export("CANCELING"), export("COMPLETE")], done).await, None);
}

#[tokio::test(start_paused = true)]
async fn waiters_for_what_is_deleted_take_the_error_for_success() {
    let there = |operation: &str, list: &str, element: &str| {
        page(operation, list, element, &[&xml(&[("Status", "deleting")])], None)
    };
    let gone = |code: &str| query_error(404, code, "gone");
    let endpoint = there("DescribeDBProxyEndpoints", "DBProxyEndpoints", "member");
    let deleted = |r: &Rds| r.db_proxy_endpoint("e").wait_until_deleted();
    assert_eq!(seconds(rds, [endpoint, gone("DBProxyEndpointNotFoundFault")], deleted).await, Some(30));

    let group = there("DescribeDBShardGroups", "DBShardGroups", "DBShardGroup");
    let deleted = |r: &Rds| r.db_shard_group("g").wait_until_deleted();
    assert_eq!(seconds(rds, [group, gone("DBShardGroupNotFound")], deleted).await, Some(30));

    let cluster = there("DescribeGlobalClusters", "GlobalClusters", "GlobalClusterMember");
    let deleted = |r: &Rds| r.global_cluster("g").wait_until_deleted();
    assert_eq!(seconds(rds, [cluster, gone("GlobalClusterNotFoundFault")], deleted).await, Some(30));

    let integration = there("DescribeIntegrations", "Integrations", "Integration");
    let deleted = |r: &Rds| r.integration("i").wait_until_deleted();
    assert_eq!(seconds(rds, [integration, gone("IntegrationNotFoundFault")], deleted).await, Some(30));

    let tenant = || there("DescribeTenantDatabases", "TenantDatabases", "TenantDatabase");
    let none = page("DescribeTenantDatabases", "TenantDatabases", "TenantDatabase", &[], None);
    let deleted = |r: &Rds| r.tenant_database("db", "t").wait_until_deleted();
    assert_eq!(seconds(rds, [tenant(), none], deleted).await, Some(30), "an empty answer is as good as the error");
    assert_eq!(seconds(rds, [tenant(), gone("AccessDenied")], deleted).await, None);
}
