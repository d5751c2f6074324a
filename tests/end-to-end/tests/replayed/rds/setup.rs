//! What is set up around databases: option and parameter groups, subscriptions, integrations, and databases from files
//! in S3.

use std::slice;

use end_to_end::{
    answers::{db_arn, named_dbs, query_error, rds as answer},
    exercised,
    script::Script,
};

use super::{page, rds};
use crate::query::{assert_sent, xml};

#[tokio::test]
async fn groups_are_reset_copied_and_closed() {
    let group = |name: &str| format!("<OptionGroup><OptionGroupName>{name}</OptionGroupName></OptionGroup>");
    let listed =
        |items: &[&str], marker| page("DescribeOptionGroups", "OptionGroupsList", "OptionGroup", items, marker);
    let name = |name: &str| xml(&[("OptionGroupName", name)]);
    let closed = "<DBSecurityGroup><DBSecurityGroupName>office</DBSecurityGroupName></DBSecurityGroup>";
    let script = Script::new([
        answer("ResetDBParameterGroup", xml(&[("DBParameterGroupName", "tuned")])),
        answer("ResetDBClusterParameterGroup", xml(&[("DBClusterParameterGroupName", "tuned")])),
        answer("CopyOptionGroup", group("copied")),
        listed(&[&*name("cached")], Some("m1")),
        listed(&[&*name("copied")], None),
        listed(&[&*name("cached")], None),
        answer("RevokeDBSecurityGroupIngress", closed),
    ]);
    let rds = rds(&script);
    let parameters = rds.db_parameter_group("tuned");
    let reset = parameters.reset().with(|r| r.reset_all_parameters(true));
    assert_eq!(reset.await.unwrap(), Some(parameters));
    let parameters = rds.db_cluster_parameter_group("tuned");
    let reset = parameters.reset().with(|r| r.reset_all_parameters(true));
    assert_eq!(reset.await.unwrap(), Some(parameters));
    let options = rds.option_group("cached");
    let copy = options.copy();
    let copy = copy.with(|r| r.target_option_group_identifier("copied").target_option_group_description("a copy"));
    let copied = copy.await.unwrap().unwrap();
    assert_eq!(rds.option_groups().try_collect().await.unwrap(), [options.clone(), copied]);
    let of_version = rds.db_major_engine_version("mysql", "8.0").option_groups().try_collect().await.unwrap();
    assert_eq!(of_version, [options]);
    let office = rds.db_security_group("office");
    let revoke = office.revoke_ingress().with(|r| r.cidrip("192.0.2.0/24"));
    assert_eq!(revoke.await.unwrap(), Some(office));
    assert_sent(
        &script,
        &[
            "ResetDBParameterGroup DBParameterGroupName=tuned ResetAllParameters=true",
            "ResetDBClusterParameterGroup DBClusterParameterGroupName=tuned ResetAllParameters=true",
            "CopyOptionGroup SourceOptionGroupIdentifier=cached TargetOptionGroupDescription=a copy \
             TargetOptionGroupIdentifier=copied",
            "DescribeOptionGroups",
            "DescribeOptionGroups Marker=m1",
            "DescribeOptionGroups EngineName=mysql MajorEngineVersion=8.0",
            "RevokeDBSecurityGroupIngress CIDRIP=192.0.2.0/24 DBSecurityGroupName=office",
        ],
    );
}

#[tokio::test]
async fn a_subscription_is_changed() {
    let data = xml(&[("CustSubscriptionId", "deletions"), ("Status", "modifying")]);
    let acted = |operation: &str| answer(operation, xml(&[("EventSubscription", &*data)]));
    let script = Script::new([
        acted("AddSourceIdentifierToSubscription"),
        acted("RemoveSourceIdentifierFromSubscription"),
        acted("ModifyEventSubscription"),
    ]);
    let subscription = rds(&script).event_subscription("deletions");
    let add = subscription.add_source_identifier().with(|r| r.source_identifier("orders"));
    assert_eq!(add.await.unwrap().as_ref(), Some(&subscription));
    let remove = subscription.remove_source_identifier().with(|r| r.source_identifier("orders"));
    assert_eq!(remove.await.unwrap().as_ref(), Some(&subscription));
    let changed = subscription.modify().with(|r| r.enabled(false)).await.unwrap().unwrap();
    assert_eq!(changed.loaded().unwrap().status(), Some("modifying"), "the answer brings the data");
    assert_sent(
        &script,
        &[
            "AddSourceIdentifierToSubscription SourceIdentifier=orders SubscriptionName=deletions",
            "RemoveSourceIdentifierFromSubscription SourceIdentifier=orders SubscriptionName=deletions",
            "ModifyEventSubscription Enabled=false SubscriptionName=deletions",
        ],
    );
}

/// AWS takes an integration's ARN for its identifier.
#[tokio::test]
async fn an_integration_lives_and_dies() {
    let arn = "arn:aws:rds:eu-west-1:123456789012:integration:5a1bc2d3-0000-4000-8000-000000000000";
    let data = xml(&[("IntegrationArn", arn), ("IntegrationName", "to-warehouse"), ("Description", "of a test")]);
    let listed = |items: &[&str]| page("DescribeIntegrations", "Integrations", "Integration", items, None);
    let script = Script::new([
        named_dbs(&["orders"], None),
        answer("CreateIntegration", &data),
        answer("CreateIntegration", &data),
        listed(&[&data]),
        listed(&[&data]),
        answer("ModifyIntegration", &data),
        answer("DeleteIntegration", &data),
        query_error(404, "IntegrationNotFoundFault", "gone"),
    ]);
    let rds = rds(&script);
    let target = "arn:aws:redshift-serverless:eu-west-1:123456789012:namespace/ns";
    let orders = rds.db_instance("orders");
    let create = orders.create_integration().with(|r| r.integration_name("to-warehouse").target_arn(target));
    let integration = create.await.unwrap().unwrap();
    exercised::arn("rds.Integration", &integration.arn().await.unwrap(), Some(arn));
    let create = rds.create_integration().with(|r| r.integration_name("to-warehouse").target_arn(target));
    assert_eq!(create.await.unwrap().as_ref(), Some(&integration));
    assert_eq!(integration.data().await.unwrap().description(), Some("of a test"));
    assert_eq!(rds.integrations().try_collect().await.unwrap(), slice::from_ref(&integration));
    let modify = integration.modify().with(|r| r.description("of another test"));
    assert_eq!(modify.await.unwrap().as_ref(), Some(&integration));
    assert_eq!(integration.delete().await.unwrap().as_ref(), Some(&integration));
    assert!(integration.data().await.unwrap_err().is_not_found());
    let source = db_arn("orders");
    assert_sent(
        &script,
        &[
            "DescribeDBInstances DBInstanceIdentifier=orders",
            &format!("CreateIntegration IntegrationName=to-warehouse SourceArn={source} TargetArn={target}"),
            &format!("CreateIntegration IntegrationName=to-warehouse TargetArn={target}"),
            &format!("DescribeIntegrations IntegrationIdentifier={arn}"),
            "DescribeIntegrations",
            &format!("ModifyIntegration Description=of another test IntegrationIdentifier={arn}"),
            &format!("DeleteIntegration IntegrationIdentifier={arn}"),
            &format!("DescribeIntegrations IntegrationIdentifier={arn}"),
        ],
    );
}

#[tokio::test]
async fn databases_come_from_s3() {
    let instance = "<DBInstance><DBInstanceIdentifier>orders</DBInstanceIdentifier></DBInstance>";
    let cluster = "<DBCluster><DBClusterIdentifier>shop</DBClusterIdentifier></DBCluster>";
    let script = Script::new([
        answer("RestoreDBInstanceFromS3", instance),
        answer("RestoreDBClusterFromS3", cluster),
        answer("CreateDBInstanceReadReplica", instance),
        answer("RestoreDBInstanceFromDBSnapshot", instance),
    ]);
    let rds = rds(&script);
    let restore = rds.restore_db_instance_from_s3();
    let restore = restore.with(|r| r.db_instance_identifier("orders").s3_bucket_name("backups").engine("mysql"));
    assert_eq!(restore.await.unwrap(), Some(rds.db_instance("orders")));
    let restore = rds.restore_db_cluster_from_s3();
    let restore = restore.with(|r| r.db_cluster_identifier("shop").s3_bucket_name("backups").engine("aurora-mysql"));
    assert_eq!(restore.await.unwrap(), Some(rds.db_cluster("shop")));
    let replica = rds.db_cluster("shop").create_db_instance_read_replica();
    let replica = replica.with(|r| r.db_instance_identifier("orders"));
    assert_eq!(replica.await.unwrap(), Some(rds.db_instance("orders")));
    let restore = rds.db_cluster_snapshot("before").restore_db_instance();
    let restore = restore.with(|r| r.db_instance_identifier("orders"));
    assert_eq!(restore.await.unwrap(), Some(rds.db_instance("orders")));
    assert_sent(
        &script,
        &[
            "RestoreDBInstanceFromS3 DBInstanceIdentifier=orders Engine=mysql S3BucketName=backups",
            "RestoreDBClusterFromS3 DBClusterIdentifier=shop Engine=aurora-mysql S3BucketName=backups",
            "CreateDBInstanceReadReplica DBInstanceIdentifier=orders SourceDBClusterIdentifier=shop",
            "RestoreDBInstanceFromDBSnapshot DBClusterSnapshotIdentifier=before DBInstanceIdentifier=orders",
        ],
    );
}
