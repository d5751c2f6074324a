//! Clusters, snapshots, groups and their tags. The fake gives everything on one page, knows no events, endpoints or
//! datashares, and gives each new cluster an automated snapshot.

use std::slice;

use aws_resources::{Arn, prelude::*, redshift::Redshift};
use aws_sdk_redshift::{Client, operation::describe_clusters::DescribeClustersError, types::Tag};
use end_to_end::{exercised, fake::Account};

use crate::{SOON, pages};

/// Clusters that the plain SDK creates, with a tag.
async fn clusters(account: &Account, ids: &[&str]) {
    let client = Client::new(&account.config);
    for id in ids {
        let call = client.create_cluster().cluster_identifier(*id).node_type("ra3.large").db_name("sales");
        call.master_username("me").master_user_password("Passw0rd").tags(tag("stage", "test")).send().await.unwrap();
    }
}

fn tag(key: &str, value: &str) -> Tag {
    Tag::builder().key(key).value(value).build()
}

/// Compares an ARN with the service's own: for most types only the listing of tags gives it.
async fn assert_tagged(account: &Account, resource_type: &str, arn: &Arn) {
    let client = Client::new(&account.config);
    let tags = client.describe_tags().resource_name(arn.as_str()).send().await.unwrap();
    exercised::arn(resource_type, arn, tags.tagged_resources().first().and_then(|tagged| tagged.resource_name()));
}

#[tokio::test]
async fn a_cluster_lives_and_dies() {
    let account = Account::new("eu-west-1").await;
    let redshift = Redshift::new(&account.session);
    let create = redshift.create_cluster().with(|r| {
        let r = r.cluster_identifier("shop").node_type("ra3.large").db_name("sales").number_of_nodes(2);
        r.master_username("me").master_user_password("Passw0rd").tags(tag("stage", "test"))
    });
    let cluster = create.await.unwrap().expect("AWS answers with the cluster");
    assert_eq!(cluster.loaded().unwrap().cluster_status(), Some("creating"), "creating brings the data");
    cluster.wait_until_available().every(SOON).await.unwrap();
    assert_eq!(cluster.reload().await.unwrap().db_name(), Some("sales"));

    let arn = cluster.arn().await.unwrap();
    assert_tagged(&account, "redshift.Cluster", &arn).await;
    account.assert_arn(
        &arn,
        "arn:${Partition}:redshift:${Region}:${Account}:cluster:${ClusterName}",
        &[("ClusterName", "shop")],
    );

    let paused = cluster.pause().await.unwrap().unwrap();
    assert_eq!(paused, cluster);
    cluster.wait_until_paused().every(SOON).await.unwrap();
    cluster.resume().await.unwrap();
    let modified = cluster.modify().with(|r| r.automated_snapshot_retention_period(9)).await.unwrap().unwrap();
    assert_eq!(modified.loaded().unwrap().automated_snapshot_retention_period(), Some(9));
    assert_eq!(modified.loaded().unwrap().cluster_status(), Some("available"));
    let credentials = cluster.get_credentials().with(|r| r.db_user("reader")).await.unwrap();
    assert!(credentials.db_user().is_some_and(|user| user.ends_with("reader")), "{:?}", credentials.db_user());
    assert_eq!(cluster.hsm_configuration().await.unwrap(), None);

    cluster.delete().with(|r| r.skip_final_cluster_snapshot(true)).await.unwrap();
    cluster.wait_until_deleted().every(SOON).await.unwrap();
    let gone = cluster.data().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
    assert_eq!(gone.code(), Some("ClusterNotFound"));
    let sdk = gone.sdk_error::<DescribeClustersError>().and_then(|error| error.as_service_error());
    assert!(sdk.is_some_and(DescribeClustersError::is_cluster_not_found_fault), "{sdk:?}");
}

#[tokio::test]
async fn snapshots_are_a_clusters() {
    let account = Account::new("us-east-1").await;
    clusters(&account, &["carts", "prices"]).await;
    let redshift = Redshift::new(&account.session);
    let listed = pages(redshift.clusters(), |cluster| cluster.id().to_owned()).await.unwrap();
    assert_eq!(listed, [["carts", "prices"]]);
    let [carts, prices] = ["carts", "prices"].map(|id| redshift.cluster(id));
    let create = carts.create_snapshot().with(|r| r.snapshot_identifier("carts-1").tags(tag("keep", "yes")));
    let snapshot = create.await.unwrap().unwrap();
    prices.create_snapshot().with(|r| r.snapshot_identifier("prices-1")).await.unwrap();

    snapshot.wait_until_available().every(SOON).await.unwrap();
    let of_carts = carts.snapshots().try_collect().await.unwrap();
    assert!(of_carts.contains(&snapshot), "{of_carts:?}");
    assert_eq!(of_carts.len(), 2, "the other one is automated");
    assert_eq!(redshift.snapshots().try_collect().await.unwrap().len(), 4);
    assert_eq!(snapshot.cluster().await.unwrap(), Some(carts.clone()));
    let arn = snapshot.arn().await.unwrap();
    assert_tagged(&account, "redshift.Snapshot", &arn).await;
    account.assert_arn(
        &arn,
        "arn:${Partition}:redshift:${Region}:${Account}:snapshot:${ClusterName}/${SnapshotName}",
        &[("ClusterName", "carts"), ("SnapshotName", "carts-1")],
    );

    let restored = snapshot.restore().with(|r| r.cluster_identifier("carts-again")).await.unwrap().unwrap();
    assert_eq!(restored, redshift.cluster("carts-again"));
    assert_eq!(restored.reload().await.unwrap().db_name(), Some("sales"));

    let deleted = snapshot.delete().await.unwrap().unwrap();
    assert_eq!(deleted.loaded().unwrap().status(), Some("deleted"));
    let gone = snapshot.data().await.unwrap_err();
    assert_eq!((gone.is_not_found(), gone.code()), (true, Some("ClusterSnapshotNotFound")));
}

#[tokio::test]
async fn groups_have_arns_that_aws_doesnt_return() {
    let account = Account::new("eu-central-1").await;
    let redshift = Redshift::new(&account.session);
    let create = redshift.create_cluster_parameter_group().with(|r| {
        r.parameter_group_name("mine").parameter_group_family("redshift-1.0").description("d").tags(tag("a", "b"))
    });
    let group = create.await.unwrap().unwrap();
    assert_eq!(group.data().await.unwrap().parameter_group_family(), Some("redshift-1.0"));
    let arn = group.arn().await.unwrap();
    assert_tagged(&account, "redshift.ClusterParameterGroup", &arn).await;
    account.assert_arn(
        &arn,
        "arn:${Partition}:redshift:${Region}:${Account}:parametergroup:${ParameterGroupName}",
        &[("ParameterGroupName", "mine")],
    );
    let parameters = group.parameters().try_collect().await.unwrap();
    let first = parameters.first().expect("a group has parameters");
    assert_eq!(first.group_name(), "mine");
    assert_eq!(group.parameter(first.name()).data().await.unwrap().parameter_name(), Some(first.name()));
    assert!(group.parameter("no_such").data().await.unwrap_err().is_not_found());
    let groups = redshift.cluster_parameter_groups().try_collect().await.unwrap();
    assert!(groups.contains(&group), "{groups:?}");

    clusters(&account, &["shop"]).await;
    let of_cluster = redshift.cluster("shop").cluster_parameter_groups().await.unwrap();
    assert_eq!(of_cluster, [redshift.cluster_parameter_group("default.redshift-1.0")]);
    group.delete().await.unwrap();
    let gone = group.reload().await.unwrap_err();
    assert_eq!((gone.is_not_found(), gone.code()), (true, Some("ClusterParameterGroupNotFound")));

    let create = redshift
        .create_cluster_security_group()
        .with(|r| r.cluster_security_group_name("doors").description("d").tags(tag("a", "b")));
    let doors = create.await.unwrap().unwrap();
    let arn = doors.arn().await.unwrap();
    assert_tagged(&account, "redshift.ClusterSecurityGroup", &arn).await;
    assert_eq!(arn.resource(), "securitygroup:doors");
    doors.delete().await.unwrap();
    assert!(doors.data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_copy_grant_is_found_by_its_name() {
    let account = Account::new("eu-west-1").await;
    let redshift = Redshift::new(&account.session);
    let create = redshift.create_snapshot_copy_grant().with(|r| r.snapshot_copy_grant_name("grant").kms_key_id("key"));
    let grant = create.await.unwrap().unwrap();
    assert_eq!(redshift.snapshot_copy_grants().try_collect().await.unwrap(), slice::from_ref(&grant));
    assert_eq!(grant.reload().await.unwrap().kms_key_id(), Some("key"));
    account.assert_arn(
        &grant.arn().await.unwrap(),
        "arn:${Partition}:redshift:${Region}:${Account}:snapshotcopygrant:${SnapshotCopyGrantName}",
        &[("SnapshotCopyGrantName", "grant")],
    );
    grant.delete().await.unwrap();
    assert!(grant.data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn tags_are_resources() {
    let account = Account::new("eu-west-1").await;
    clusters(&account, &["one", "two"]).await;
    let redshift = Redshift::new(&account.session);
    let cluster = redshift.cluster("one");
    for (key, value) in [("team", "web"), ("until", "2030")] {
        cluster.create_tags().with(|r| r.tags(tag(key, value))).await.unwrap();
    }
    let arn = cluster.arn().await.unwrap();
    let tags = cluster.tags_collection().try_collect().await.unwrap();
    let found: Vec<_> = tags.iter().map(|tag| (tag.resource_name(), tag.key())).collect();
    assert_eq!(found, [(arn.as_str(), "stage"), (arn.as_str(), "team"), (arn.as_str(), "until")]);
    assert_eq!(tags[1].loaded().unwrap().tag().unwrap().value(), Some("web"));
    assert_eq!(tags[1].reload().await.unwrap().resource_type(), Some("cluster"), "the load finds it by its key");
    let all = redshift.tags().filter(|r| r.resource_type("cluster")).try_collect().await.unwrap();
    assert_eq!(all.len(), 4);

    tags[1].delete().await.unwrap();
    assert!(tags[1].reload().await.unwrap_err().is_not_found());
    let report = cluster.tags_collection().delete().await;
    assert_eq!(report.failed().count(), 0, "{report:?}");
    assert_eq!(cluster.tags_collection().try_collect().await.unwrap(), []);
}

#[tokio::test]
async fn a_cluster_is_logged_and_copied_elsewhere() {
    let account = Account::new("eu-west-1").await;
    clusters(&account, &["shop"]).await;
    let cluster = Redshift::new(&account.session).cluster("shop");
    cluster.enable_logging().with(|r| r.bucket_name("logs").s3_key_prefix("shop/")).await.unwrap();
    let logging = cluster.describe_logging_status().await.unwrap();
    assert_eq!((logging.logging_enabled(), logging.bucket_name()), (Some(true), Some("logs")));
    cluster.disable_logging().await.unwrap();
    assert_eq!(cluster.describe_logging_status().await.unwrap().logging_enabled(), Some(false));

    let copied = cluster.enable_snapshot_copy().with(|r| r.destination_region("us-east-1").retention_period(3));
    assert_eq!(copied.await.unwrap().as_ref(), Some(&cluster));
    let data = cluster.data().await.unwrap();
    assert_eq!(data.cluster_snapshot_copy_status().unwrap().destination_region(), Some("us-east-1"));
    assert_eq!(cluster.disable_snapshot_copy().await.unwrap().as_ref(), Some(&cluster));
    assert!(cluster.data().await.unwrap().cluster_snapshot_copy_status().is_none());
}

/// The fake shows an ingress rule in the answer to its making alone.
#[tokio::test]
async fn defaults_and_doors() {
    let account = Account::new("eu-west-1").await;
    let redshift = Redshift::new(&account.session);
    let defaults = redshift.cluster_version("redshift-1.0", "1.0").default_cluster_parameters();
    let defaults = defaults.try_collect().await.unwrap();
    let style = redshift.default_cluster_parameter("redshift-1.0", "datestyle");
    assert!(defaults.contains(&style), "{defaults:?}");
    assert_eq!(style.data().await.unwrap().parameter_name(), Some("datestyle"));
    assert!(redshift.default_cluster_parameter("redshift-1.0", "none").data().await.unwrap_err().is_not_found());

    let create = redshift.create_cluster_security_group();
    let create = create.with(|r| r.cluster_security_group_name("doors").description("of a test"));
    let doors = create.await.unwrap().unwrap();
    let opened = doors.authorize_ingress().with(|r| r.cidrip("192.0.2.0/24")).await.unwrap().unwrap();
    assert_eq!(opened, doors);
    let data = opened.loaded().unwrap();
    assert_eq!(data.ip_ranges().iter().map(|range| range.cidrip()).collect::<Vec<_>>(), [Some("192.0.2.0/24")]);
}

/// The subnets are those that the fake has from the start.
#[cfg(feature = "ec2")]
#[tokio::test]
async fn a_subnet_group_lives_and_dies() {
    let account = Account::new("eu-west-1").await;
    let redshift = Redshift::new(&account.session);
    let found = aws_sdk_ec2::Client::new(&account.config).describe_subnets().send().await.unwrap();
    let subnet = found.subnets()[0].subnet_id().unwrap();
    let create = redshift.create_cluster_subnet_group().with(|r| {
        let r = r.cluster_subnet_group_name("inner").description("of a test").subnet_ids(subnet);
        r.tags(tag("stage", "test"))
    });
    let group = create.await.unwrap().unwrap();
    assert_eq!(group.loaded().unwrap().subnets()[0].subnet_identifier(), Some(subnet), "creating brings the data");
    let arn = group.arn().await.unwrap();
    assert_tagged(&account, "redshift.ClusterSubnetGroup", &arn).await;
    account.assert_arn(
        &arn,
        "arn:${Partition}:redshift:${Region}:${Account}:subnetgroup:${SubnetGroupName}",
        &[("SubnetGroupName", "inner")],
    );
    assert_eq!(redshift.cluster_subnet_groups().try_collect().await.unwrap(), slice::from_ref(&group));
    group.delete().await.unwrap();
    let gone = group.data().await.unwrap_err();
    assert_eq!((gone.is_not_found(), gone.code()), (true, Some("ClusterSubnetGroupNotFoundFault")));
}
