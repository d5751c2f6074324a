//! What the fake AWS lacks: endpoints, custom domains, datashares, reserved nodes, and what fails in a batch.

use std::fmt::Display;

use aws_resources::{prelude::*, redshift::Redshift};
use end_to_end::{
    answers::{query, query_error},
    script::{Answer, Script, session},
    waiters::seconds,
};
use tokio::time::Instant;

use crate::query::answering;

mod actions;
mod clusters;

fn answer(operation: &str, result: impl Display) -> Answer {
    query("http://redshift.amazonaws.com/doc/2012-12-01/", operation, result)
}

/// A service with these results of its operations.
fn script(results: &[(&'static str, &str)]) -> Script {
    answering(|operation, result| answer(operation, result.to_owned()), results)
}

fn redshift(script: &Script) -> Redshift {
    Redshift::new(&session(script))
}

fn authorization() -> Answer {
    answer(
        "DescribeEndpointAuthorization",
        "<EndpointAuthorizationList><member><Grantor>111111111111</Grantor><Grantee>222222222222</Grantee>\
         <ClusterIdentifier>shop</ClusterIdentifier></member></EndpointAuthorizationList>",
    )
}

#[tokio::test]
async fn authorizations_are_given_and_received() {
    let script = Script::new([authorization(), authorization(), authorization(), authorization()]);
    let redshift = redshift(&script);
    let given = redshift.cluster("shop").endpoint_authorizations().try_collect().await.unwrap();
    assert_eq!(given, [redshift.cluster("shop").endpoint_authorization("222222222222")]);
    given[0].reload().await.unwrap();
    let received = redshift.received_endpoint_authorizations().try_collect().await.unwrap();
    assert_eq!(received, [redshift.received_endpoint_authorization("111111111111", "shop")]);
    received[0].reload().await.unwrap();

    let sent = [1, 3].map(|call| {
        let sent = script.request(call);
        [sent.param("ClusterIdentifier"), sent.param("Account"), sent.param("Grantee")]
    });
    let text = |text: &str| Some(text.to_owned());
    assert_eq!(sent[0], [text("shop"), text("222222222222"), None]);
    assert_eq!(sent[1], [text("shop"), text("111111111111"), text("true")]);
    assert_eq!(script.request(2).param("Grantee").as_deref(), Some("true"));
}

#[tokio::test]
async fn custom_domains_are_listed_within_their_certificates() {
    let association = |domains: &[(&str, &str)]| {
        let domains: String = domains
            .iter()
            .map(|(domain, cluster)| {
                format!(
                    "<CertificateAssociation><CustomDomainName>{domain}</CustomDomainName>\
                     <ClusterIdentifier>{cluster}</ClusterIdentifier></CertificateAssociation>"
                )
            })
            .collect();
        format!(
            "<Association><CustomDomainCertificateArn>arn:c</CustomDomainCertificateArn>\
             <CertificateAssociations>{domains}</CertificateAssociations></Association>"
        )
    };
    let both = association(&[("a.example.com", "a"), ("b.example.com", "b")]) + &association(&[("c.example.com", "c")]);
    let script = Script::new([
        answer("DescribeCustomDomainAssociations", format!("<Associations>{both}</Associations>")),
        answer(
            "DescribeCustomDomainAssociations",
            format!("<Associations>{}</Associations>", association(&[("b.example.com", "b")])),
        ),
        query_error(404, "CustomDomainAssociationNotFoundFault", "none"),
    ]);
    let listed = redshift(&script).custom_domain_associations().try_collect().await.unwrap();
    let found: Vec<_> = listed.iter().map(|domain| (domain.cluster_id(), domain.custom_domain_name())).collect();
    assert_eq!(found, [("a", "a.example.com"), ("b", "b.example.com"), ("c", "c.example.com")]);
    assert!(listed[1].loaded().is_none(), "a listing gives less than the data");
    assert_eq!(listed[1].data().await.unwrap().custom_domain_certificate_arn(), Some("arn:c"));
    assert_eq!(script.request(1).param("CustomDomainName").as_deref(), Some("b.example.com"));
    assert!(listed[1].reload().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn codes_that_dont_say_not_found_mean_it() {
    let script = Script::new([
        query_error(400, "InvalidDataShareFault", "There is an error with the datashare."),
        query_error(404, "ReservedNodeExchangeNotFond", "AWS writes it so"),
        query_error(400, "InvalidClusterTrack", "The provided cluster track name is not valid."),
        query_error(404, "RedshiftIdcApplicationNotExists", "none"),
        query_error(404, "Qev2IdcApplicationNotExists", "none"),
        query_error(400, "UnsupportedOperation", "no"),
    ]);
    let redshift = redshift(&script);
    let share = "arn:aws:redshift:eu-west-1:123456789012:datashare:ns/name";
    assert!(redshift.data_share(share).data().await.unwrap_err().is_not_found());
    assert!(redshift.reserved_node_exchange_status("r").data().await.unwrap_err().is_not_found());
    assert!(redshift.maintenance_track("t").data().await.unwrap_err().is_not_found());
    assert!(redshift.redshift_idc_application("a").data().await.unwrap_err().is_not_found());
    assert!(redshift.qev2_idc_application("a").data().await.unwrap_err().is_not_found());
    assert!(!redshift.data_share(share).data().await.unwrap_err().is_not_found());
    assert_eq!(redshift.data_share(share).arn().await.unwrap().as_str(), share);
}

fn snapshot(id: &str, more: &str) -> String {
    format!(
        "<Snapshot><SnapshotIdentifier>{id}</SnapshotIdentifier><ClusterIdentifier>shop</ClusterIdentifier>{more}\
         </Snapshot>"
    )
}

#[tokio::test]
async fn snapshots_are_deleted_in_one_call() {
    let script = Script::new([
        answer(
            "DescribeClusterSnapshots",
            format!("<Snapshots>{}{}</Snapshots>", snapshot("a", ""), snapshot("b", "")),
        ),
        answer(
            "BatchDeleteClusterSnapshots",
            "<Resources><String>a</String></Resources><Errors><SnapshotErrorMessage><SnapshotIdentifier>b\
             </SnapshotIdentifier><FailureCode>InvalidClusterSnapshotState</FailureCode><FailureReason>automated\
             </FailureReason></SnapshotErrorMessage></Errors>",
        ),
    ]);
    let report = redshift(&script).cluster("shop").snapshots().delete().await;
    let failed: Vec<_> =
        report.failed().map(|item| (item.resource().id(), item.result().unwrap_err().code())).collect();
    assert_eq!(failed, [("b", Some("InvalidClusterSnapshotState"))]);
    let sent: Vec<_> = script.request(1).params().into_values().collect();
    assert_eq!(sent, ["a", "b"]);
}

#[tokio::test]
async fn a_snapshots_arn_is_its_owners() {
    let returned = "arn:aws:redshift:eu-west-1:111111111111:snapshot:shop/a";
    let script = Script::new([
        answer(
            "DescribeClusterSnapshots",
            format!("<Snapshots>{}</Snapshots>", snapshot("a", &format!("<SnapshotArn>{returned}</SnapshotArn>"))),
        ),
        answer(
            "DescribeClusterSnapshots",
            format!("<Snapshots>{}</Snapshots>", snapshot("rs:b", "<OwnerAccount>222222222222</OwnerAccount>")),
        ),
    ]);
    let redshift = redshift(&script);
    assert_eq!(redshift.snapshot("a").arn().await.unwrap().as_str(), returned);
    let built = redshift.snapshot("rs:b").arn().await.unwrap();
    assert_eq!(built.as_str(), "arn:aws:redshift:eu-west-1:222222222222:snapshot:shop/rs:b");
}

#[tokio::test(start_paused = true)]
async fn a_table_is_restored_in_time() {
    let status = |operation: &str, element: &str, status: &str| {
        let fields = format!(
            "<TableRestoreRequestId>r-1</TableRestoreRequestId><Status>{status}</Status>\
             <ClusterIdentifier>shop</ClusterIdentifier><SnapshotIdentifier>a</SnapshotIdentifier>"
        );
        let inner = format!("<{element}>{fields}</{element}>");
        match operation {
            "DescribeTableRestoreStatus" => {
                answer(operation, format!("<TableRestoreStatusDetails>{inner}</TableRestoreStatusDetails>"))
            }
            _ => answer(operation, inner),
        }
    };
    let described = |state: &str| status("DescribeTableRestoreStatus", "TableRestoreStatus", state);
    let script = Script::new([
        answer("DescribeClusterSnapshots", format!("<Snapshots>{}</Snapshots>", snapshot("a", ""))),
        status("RestoreTableFromClusterSnapshot", "TableRestoreStatus", "PENDING"),
        described("IN_PROGRESS"),
        described("SUCCEEDED"),
        described("CANCELED"),
    ]);
    let redshift = redshift(&script);
    let restore = redshift
        .snapshot("a")
        .restore_table()
        .with(|r| r.source_database_name("db").source_table_name("t").new_table_name("t2"));
    let restore = restore.await.unwrap().unwrap();
    let sent = script.request(1);
    assert_eq!(sent.param("ClusterIdentifier").as_deref(), Some("shop"), "of the snapshot's data");
    assert_eq!(restore.request_id(), "r-1");
    assert_eq!(restore.snapshot().await.unwrap(), Some(redshift.snapshot("a")));
    let started = Instant::now();
    restore.wait_until_succeeded().await.unwrap();
    assert_eq!(started.elapsed().as_secs(), 30);
    restore.wait_until_succeeded().await.unwrap_err();
    assert_eq!(script.count(), 5);
}

#[tokio::test(start_paused = true)]
async fn the_other_waiters_know_their_states() {
    let one = |operation: &str, list: &str, element: &str, state: &str| {
        answer(operation, format!("<{list}><{element}>{state}</{element}></{list}>"))
    };
    let endpoint = |state: &str| {
        let state = format!("<EndpointStatus>{state}</EndpointStatus>");
        one("DescribeEndpointAccess", "EndpointAccessList", "member", &state)
    };
    let active =
        seconds(redshift, [endpoint("creating"), endpoint("active")], |r| r.endpoint_access("e").wait_until_active());
    assert_eq!(active.await, Some(30));
    let gone = query_error(404, "EndpointNotFound", "gone");
    let deleted = seconds(redshift, [endpoint("deleting"), gone], |r| r.endpoint_access("e").wait_until_deleted());
    assert_eq!(deleted.await, Some(30));

    let integration =
        |state: &str| one("DescribeIntegrations", "Integrations", "Integration", &format!("<Status>{state}</Status>"));
    let active =
        seconds(redshift, [integration("creating"), integration("active")], |r| r.integration("i").wait_until_active());
    assert_eq!(active.await, Some(30));
    let failed =
        seconds(redshift, [integration("creating"), integration("failed")], |r| r.integration("i").wait_until_active());
    assert_eq!(failed.await, None);
    let gone = query_error(404, "IntegrationNotFoundFault", "gone");
    let deleted = seconds(redshift, [integration("deleting"), gone], |r| r.integration("i").wait_until_deleted());
    assert_eq!(deleted.await, Some(30));

    let cluster = |state: &str| {
        let state = format!("<ClusterStatus>{state}</ClusterStatus>");
        one("DescribeClusters", "Clusters", "Cluster", &state)
    };
    let paused = seconds(redshift, [cluster("pausing"), cluster("paused")], |r| r.cluster("c").wait_until_paused());
    assert_eq!(paused.await, Some(60));
    let restored = |state: &str| {
        let state = format!("<RestoreStatus><Status>{state}</Status></RestoreStatus>");
        one("DescribeClusters", "Clusters", "Cluster", &state)
    };
    let done =
        seconds(redshift, [restored("restoring"), restored("completed")], |r| r.cluster("c").wait_until_restored());
    assert!(done.await.is_some());
}
