//! References: resources that the data of another one names.

use aws_resources::{
    cloudtrail::CloudTrail,
    elbv2::ElbV2,
    rds::{DbInstance, Rds},
    route53::Route53,
};
use end_to_end::{
    answers::{db_with, dbs, elb, json, lb_arn, no_db, rds, route53, store_arn},
    script::{Script, session},
};
use serde_json::json;

fn instance(script: &Script) -> DbInstance {
    Rds::new(&session(script)).db_instance("orders")
}

/// `checklist 52`
#[tokio::test]
async fn a_reference_without_data_is_none_and_a_plural_one_is_empty() {
    let script = Script::new([dbs([db_with("orders", "")], None)]);
    let instance = instance(&script);
    assert!(instance.cluster().await.unwrap().is_none());
    assert!(instance.subnet_group().await.unwrap().is_none());
    assert!(instance.engine_version().await.unwrap().is_none());
    assert!(instance.read_replicas().await.unwrap().is_empty());
    assert!(instance.parameter_groups().await.unwrap().is_empty());
    assert_eq!(script.count(), 1, "the parent loads once for all of them");
}

/// `checklist 52`
#[tokio::test]
async fn a_reference_makes_the_resource_that_the_data_names() {
    let members = "<DBClusterIdentifier>main</DBClusterIdentifier><Engine>postgres</Engine>\
         <EngineVersion>16.4</EngineVersion>";
    let script = Script::new([dbs([db_with("orders", members)], None)]);
    let instance = instance(&script);
    let cluster = instance.cluster().await.unwrap().unwrap();
    assert_eq!(cluster, Rds::new(instance.session()).db_cluster("main"));
    assert!(cluster.loaded().is_none());
    let version = instance.engine_version().await.unwrap().unwrap();
    assert_eq!((version.engine(), version.version()), ("postgres", "16.4"));
}

#[tokio::test]
async fn a_reference_of_two_identifiers_is_none_when_one_is_missing() {
    let script = Script::new([dbs([db_with("orders", "<Engine>postgres</Engine>")], None)]);
    assert!(instance(&script).engine_version().await.unwrap().is_none());
}

/// `checklist 52`
#[tokio::test]
async fn a_plural_reference_gives_every_resource_in_order() {
    let members = "<ReadReplicaDBInstanceIdentifiers>\
         <ReadReplicaDBInstanceIdentifier>r1</ReadReplicaDBInstanceIdentifier>\
         <ReadReplicaDBInstanceIdentifier>r2</ReadReplicaDBInstanceIdentifier></ReadReplicaDBInstanceIdentifiers>\
         <DBParameterGroups><DBParameterGroup><DBParameterGroupName>p1</DBParameterGroupName></DBParameterGroup>\
         <DBParameterGroup><DBParameterGroupName>p2</DBParameterGroupName></DBParameterGroup></DBParameterGroups>";
    let script = Script::new([dbs([db_with("orders", members)], None)]);
    let instance = instance(&script);
    let replicas = instance.read_replicas().await.unwrap();
    assert_eq!(replicas.iter().map(DbInstance::id).collect::<Vec<_>>(), ["r1", "r2"]);
    let groups = instance.parameter_groups().await.unwrap();
    assert_eq!(groups.iter().map(|group| group.name()).collect::<Vec<_>>(), ["p1", "p2"]);
}

/// `checklist 63`
#[tokio::test]
async fn a_reference_with_a_path_receives_the_embedded_data() {
    let members = "<DBSubnetGroup><DBSubnetGroupName>private</DBSubnetGroupName><VpcId>vpc-1</VpcId></DBSubnetGroup>";
    let script = Script::new([dbs([db_with("orders", members)], None)]);
    let group = instance(&script).subnet_group().await.unwrap().unwrap();
    assert_eq!(group.data().await.unwrap().vpc_id(), Some("vpc-1"));
    assert_eq!(script.operations(), ["DescribeDBInstances"]);
}

#[tokio::test]
async fn references_of_the_other_services() {
    let group = format!(
        "<TargetGroups><member><TargetGroupArn>arn:group</TargetGroupArn><LoadBalancerArns><member>{}</member>\
         <member>{}</member></LoadBalancerArns></member></TargetGroups>",
        lb_arn("a"),
        lb_arn("b")
    );
    let records = "<ResourceRecordSets><ResourceRecordSet><Name>a.</Name><Type>A</Type>\
         <HealthCheckId>hc-1</HealthCheckId></ResourceRecordSet></ResourceRecordSets>\
         <IsTruncated>false</IsTruncated><MaxItems>100</MaxItems>";
    let script = Script::new([
        elb("DescribeTargetGroups", group),
        json(json!({"ImportId": "i", "Destinations": [store_arn("x"), store_arn("y")]})),
        route53("ListResourceRecordSetsResponse", records),
    ]);
    let session = session(&script);
    let balancers = ElbV2::new(&session).target_group("arn:group").load_balancers().await.unwrap();
    assert_eq!(balancers.iter().map(|one| one.arn_identifier()).collect::<Vec<_>>(), [lb_arn("a"), lb_arn("b")]);
    let stores = CloudTrail::new(&session).import("i").event_data_stores().await.unwrap();
    assert_eq!(stores.iter().map(|one| one.arn_identifier()).collect::<Vec<_>>(), [store_arn("x"), store_arn("y")]);
    let record = Route53::new(&session).resource_record_set("Z1", "a.", "A", None);
    assert_eq!(record.health_check().await.unwrap().unwrap().id(), "hc-1");
    assert!(record.cidr_location().await.unwrap().is_none());
}

#[tokio::test]
async fn a_reference_of_a_missing_parent_is_not_found_and_not_none() {
    let script = Script::new([no_db("orders"), no_db("orders")]);
    let instance = instance(&script);
    assert!(instance.cluster().await.unwrap_err().is_not_found());
    assert!(instance.read_replicas().await.unwrap_err().is_not_found());
}

/// `checklist 43, 95`
#[tokio::test]
async fn a_sub_resource_sends_its_parents_identifier() {
    let script = Script::new([rds("DownloadDBLogFilePortion", "<LogFileData>line</LogFileData>")]);
    let log = instance(&script).log_file("error/postgresql.log");
    let portion = log.download_portion().await.unwrap();
    assert_eq!(portion.log_file_data(), Some("line"));
    let expected = [("DBInstanceIdentifier", "orders"), ("LogFileName", "error/postgresql.log")];
    assert_eq!(script.request(0).params(), expected.map(|(name, value)| (name.into(), value.into())).into());
}

#[tokio::test]
async fn children_of_a_listing_carry_their_parents_identifier() {
    let files = "<DescribeDBLogFiles><DescribeDBLogFilesDetails><LogFileName>a.log</LogFileName><Size>7</Size>\
         </DescribeDBLogFilesDetails></DescribeDBLogFiles>";
    let script = Script::new([rds("DescribeDBLogFiles", files)]);
    let logs = instance(&script).log_files().try_collect().await.unwrap();
    assert_eq!((logs[0].instance_id(), logs[0].name()), ("orders", "a.log"));
    assert_eq!(logs[0].loaded().unwrap().size(), Some(7));
    assert_eq!(script.request(0).param("DBInstanceIdentifier").as_deref(), Some("orders"));
}
