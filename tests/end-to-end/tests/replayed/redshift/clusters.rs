//! Actions on clusters and snapshots, and what is listed within them.

use std::slice;

use aws_resources::redshift::SnapshotCollection as _;
use aws_sdk_redshift::types::{
    ActionType, AquaConfigurationStatus, LakehouseRegistration, Parameter, PartnerIntegrationStatus, SourceType,
    UsageLimitFeatureType, UsageLimitLimitType,
};

use super::{redshift, script};
use crate::query::{assert_sent, xml};

#[tokio::test]
async fn a_cluster_is_called_by_its_identifier() {
    let cluster = "<Cluster><ClusterIdentifier>shop</ClusterIdentifier></Cluster>";
    let operations = [
        "RebootCluster",
        "FailoverPrimaryCompute",
        "RotateEncryptionKey",
        "ResizeCluster",
        "ModifyClusterIamRoles",
        "ModifyClusterMaintenance",
        "ModifySnapshotCopyRetentionPeriod",
        "ModifyClusterDbRevision",
    ];
    let script = script(&operations.map(|operation| (operation, cluster)));
    let redshift = redshift(&script);
    let shop = redshift.cluster("shop");
    assert_eq!(shop.reboot().await.unwrap().as_ref(), Some(&shop));
    assert_eq!(shop.failover_primary_compute().await.unwrap().as_ref(), Some(&shop));
    assert_eq!(shop.rotate_encryption_key().await.unwrap().as_ref(), Some(&shop));
    assert_eq!(shop.resize().with(|r| r.number_of_nodes(4)).await.unwrap().as_ref(), Some(&shop));
    assert_eq!(shop.modify_iam_roles().with(|r| r.add_iam_roles("arn:role")).await.unwrap().as_ref(), Some(&shop));
    let maintenance = shop.modify_maintenance().with(|r| r.defer_maintenance(true).defer_maintenance_duration(7));
    assert_eq!(maintenance.await.unwrap().as_ref(), Some(&shop));
    let retention = shop.modify_snapshot_copy_retention_period().with(|r| r.retention_period(9));
    assert_eq!(retention.await.unwrap().as_ref(), Some(&shop));
    let revision = shop.db_revision().modify().with(|r| r.revision_target("12345"));
    assert_eq!(revision.await.unwrap().as_ref(), Some(&shop));
    shop.modify_snapshot_schedule().with(|r| r.schedule_identifier("nightly")).await.unwrap();
    assert_sent(
        &script,
        &[
            "RebootCluster ClusterIdentifier=shop",
            "FailoverPrimaryCompute ClusterIdentifier=shop",
            "RotateEncryptionKey ClusterIdentifier=shop",
            "ResizeCluster ClusterIdentifier=shop NumberOfNodes=4",
            "ModifyClusterIamRoles AddIamRoles.IamRoleArn.1=arn:role ClusterIdentifier=shop",
            "ModifyClusterMaintenance ClusterIdentifier=shop DeferMaintenance=true DeferMaintenanceDuration=7",
            "ModifySnapshotCopyRetentionPeriod ClusterIdentifier=shop RetentionPeriod=9",
            "ModifyClusterDbRevision ClusterIdentifier=shop RevisionTarget=12345",
            "ModifyClusterSnapshotSchedule ClusterIdentifier=shop ScheduleIdentifier=nightly",
        ],
    );
}

#[tokio::test]
async fn a_cluster_says_what_can_be_done_with_it() {
    let option = "<NodeConfigurationOptionList><NodeConfigurationOption><NodeType>ra3.large</NodeType>\
                  </NodeConfigurationOption></NodeConfigurationOptionList>";
    let exchange = "<ReservedNodeConfigurationOptionList><ReservedNodeConfigurationOption>\
                    <TargetReservedNodeCount>2</TargetReservedNodeCount></ReservedNodeConfigurationOption>\
                    </ReservedNodeConfigurationOptionList>";
    let aqua = "<AquaConfiguration><AquaConfigurationStatus>auto</AquaConfigurationStatus></AquaConfiguration>";
    let script = script(&[
        ("DescribeResize", "<Status>IN_PROGRESS</Status>"),
        ("CancelResize", "<Status>CANCELLING</Status>"),
        ("GetClusterCredentialsWithIAM", "<DbUser>IAM:me</DbUser>"),
        ("GetIdentityCenterAuthToken", "<Token>token</Token>"),
        ("DescribeNodeConfigurationOptions", option),
        ("GetReservedNodeExchangeConfigurationOptions", exchange),
        ("ModifyAquaConfiguration", aqua),
        ("ModifyLakehouseConfiguration", "<LakehouseRegistrationStatus>Registering</LakehouseRegistrationStatus>"),
    ]);
    let redshift = redshift(&script);
    let shop = redshift.cluster("shop");
    assert_eq!(shop.describe_resize().await.unwrap().status(), Some("IN_PROGRESS"));
    assert_eq!(shop.cancel_resize().await.unwrap().status(), Some("CANCELLING"));
    let credentials = shop.get_credentials_with_iam().with(|r| r.db_name("sales")).await.unwrap();
    assert_eq!(credentials.db_user(), Some("IAM:me"));
    assert_eq!(shop.get_identity_center_auth_token().await.unwrap().token(), Some("token"));
    let options = shop.describe_node_configuration_options();
    let options = options.with(|r| r.action_type(ActionType::ResizeCluster)).await.unwrap();
    assert_eq!(options[0].node_type(), Some("ra3.large"));
    let options = shop.get_reserved_node_exchange_configuration_options().await.unwrap();
    assert_eq!(options[0].target_reserved_node_count(), Some(2));
    let snapshot = redshift.snapshot("before");
    assert_eq!(snapshot.describe_node_configuration_options().await.unwrap().len(), 1);
    assert_eq!(snapshot.get_reserved_node_exchange_configuration_options().await.unwrap().len(), 1);
    let aqua = shop.modify_aqua_configuration();
    let aqua = aqua.with(|r| r.aqua_configuration_status(AquaConfigurationStatus::Auto)).await.unwrap();
    let status = aqua.aqua_configuration().unwrap().aqua_configuration_status();
    assert_eq!(status, Some(&AquaConfigurationStatus::Auto));
    let lakehouse = shop.modify_lakehouse_configuration();
    let lakehouse = lakehouse.with(|r| r.lakehouse_registration(LakehouseRegistration::Register)).await.unwrap();
    assert_eq!(lakehouse.lakehouse_registration_status(), Some("Registering"));
    assert_sent(
        &script,
        &[
            "DescribeResize ClusterIdentifier=shop",
            "CancelResize ClusterIdentifier=shop",
            "GetClusterCredentialsWithIAM ClusterIdentifier=shop DbName=sales",
            "GetIdentityCenterAuthToken ClusterIds.ClusterIdentifier.1=shop",
            "DescribeNodeConfigurationOptions ActionType=resize-cluster ClusterIdentifier=shop",
            "GetReservedNodeExchangeConfigurationOptions ActionType=resize-cluster ClusterIdentifier=shop",
            "DescribeNodeConfigurationOptions ActionType=restore-cluster SnapshotIdentifier=before",
            "GetReservedNodeExchangeConfigurationOptions ActionType=restore-cluster SnapshotIdentifier=before",
            "ModifyAquaConfiguration AquaConfigurationStatus=auto ClusterIdentifier=shop",
            "ModifyLakehouseConfiguration ClusterIdentifier=shop LakehouseRegistration=Register",
        ],
    );
}

#[tokio::test]
async fn a_cluster_has_events_revisions_recommendations_and_limits() {
    let event = xml(&[
        ("SourceType", "cluster"),
        ("SourceIdentifier", "shop"),
        ("Date", "2026-01-01T00:00:00Z"),
        ("Message", "Cluster was rebooted"),
    ]);
    let revision = xml(&[("ClusterIdentifier", "shop"), ("CurrentDatabaseRevision", "12345")]);
    let recommendation = xml(&[("Id", "rec-1"), ("ClusterIdentifier", "shop"), ("Title", "Use ra3")]);
    let limit = xml(&[("UsageLimitId", "limit-1"), ("ClusterIdentifier", "shop"), ("Amount", "10")]);
    let script = script(&[
        ("DescribeEvents", &format!("<Events><Event>{event}</Event></Events>")),
        (
            "DescribeClusterDbRevisions",
            &format!("<ClusterDbRevisions><ClusterDbRevision>{revision}</ClusterDbRevision></ClusterDbRevisions>"),
        ),
        (
            "ListRecommendations",
            &format!("<Recommendations><Recommendation>{recommendation}</Recommendation></Recommendations>"),
        ),
        ("CreateUsageLimit", &limit),
        ("DescribeUsageLimits", &format!("<UsageLimits><member>{limit}</member></UsageLimits>")),
        ("ModifyUsageLimit", &limit),
    ]);
    let redshift = redshift(&script);
    let shop = redshift.cluster("shop");
    let events = shop.events().try_collect().await.unwrap();
    assert_eq!((events[0].source_type(), events[0].message()), (&SourceType::Cluster, "Cluster was rebooted"));
    assert_eq!(redshift.events().try_collect().await.unwrap(), events);
    assert_eq!(shop.db_revision().data().await.unwrap().current_database_revision(), Some("12345"));
    assert_eq!(redshift.cluster_db_revisions().try_collect().await.unwrap(), [shop.db_revision()]);
    let recommendations = shop.recommendations().try_collect().await.unwrap();
    assert_eq!(recommendations, [redshift.recommendation("rec-1")]);
    assert_eq!(recommendations[0].cluster().await.unwrap().as_ref(), Some(&shop));
    assert_eq!(redshift.recommendation("rec-1").data().await.unwrap().title(), Some("Use ra3"));
    assert!(redshift.recommendation("rec-2").data().await.unwrap_err().is_not_found());

    let create = shop.create_usage_limit().with(|r| {
        r.feature_type(UsageLimitFeatureType::Spectrum).limit_type(UsageLimitLimitType::DataScanned).amount(10)
    });
    let limit = create.await.unwrap().unwrap();
    assert_eq!(shop.usage_limits().try_collect().await.unwrap(), slice::from_ref(&limit));
    assert_eq!(redshift.usage_limits().try_collect().await.unwrap(), slice::from_ref(&limit));
    assert_eq!(limit.modify().with(|r| r.amount(20)).await.unwrap().as_ref(), Some(&limit));
    assert_eq!(limit.data().await.unwrap().amount(), Some(10));
    assert_eq!(limit.cluster().await.unwrap(), Some(shop));
    limit.delete().await.unwrap();
    assert_sent(
        &script,
        &[
            "DescribeEvents SourceIdentifier=shop SourceType=cluster",
            "DescribeEvents",
            "DescribeClusterDbRevisions ClusterIdentifier=shop",
            "DescribeClusterDbRevisions",
            "ListRecommendations ClusterIdentifier=shop",
            "ListRecommendations",
            "ListRecommendations",
            "CreateUsageLimit Amount=10 ClusterIdentifier=shop FeatureType=spectrum LimitType=data-scanned",
            "DescribeUsageLimits ClusterIdentifier=shop",
            "DescribeUsageLimits",
            "ModifyUsageLimit Amount=20 UsageLimitId=limit-1",
            "DescribeUsageLimits UsageLimitId=limit-1",
            "DeleteUsageLimit UsageLimitId=limit-1",
        ],
    );
}

/// AWS wants the account that owns the cluster for the partners' listing, too, and gives back neither.
#[tokio::test]
async fn partners_are_of_a_cluster_in_an_account() {
    let partner = xml(&[("DatabaseName", "sales"), ("PartnerName", "loader"), ("Status", "Active")]);
    let listed = format!("<PartnerIntegrationInfo>{partner}</PartnerIntegrationInfo>");
    let script = script(&[
        ("DescribePartners", &xml(&[("PartnerIntegrationInfoList", &*listed)])),
        ("AddPartner", &partner),
        ("UpdatePartnerStatus", &partner),
    ]);
    let redshift = redshift(&script);
    let shop = redshift.cluster("shop");
    let loader = redshift.partner("123456789012", "shop", "sales", "loader");
    assert_eq!(loader.add().await.unwrap().as_ref(), Some(&loader));
    let partners = shop.partners().filter(|r| r.account_id("123456789012")).try_collect().await.unwrap();
    assert_eq!(partners, slice::from_ref(&loader));
    let status = loader.update_status().with(|r| r.status(PartnerIntegrationStatus::Inactive));
    assert_eq!(status.await.unwrap().as_ref(), Some(&loader));
    assert_eq!(loader.data().await.unwrap().status(), Some(&PartnerIntegrationStatus::Active));
    assert_eq!(loader.cluster(), shop);
    loader.delete().await.unwrap();
    let of = "AccountId=123456789012 ClusterIdentifier=shop DatabaseName=sales PartnerName=loader";
    assert_sent(
        &script,
        &[
            &format!("AddPartner {of}"),
            "DescribePartners AccountId=123456789012 ClusterIdentifier=shop",
            &format!("UpdatePartnerStatus {of} Status=Inactive"),
            &format!("DescribePartners {of}"),
            &format!("DeletePartner {of}"),
        ],
    );
}

#[tokio::test]
async fn snapshots_are_shared_copied_and_kept() {
    let snapshot = xml(&[("SnapshotIdentifier", "before"), ("ClusterIdentifier", "shop")]);
    let one = format!("<Snapshot>{snapshot}</Snapshot>");
    let copied = "<Snapshot><SnapshotIdentifier>copied</SnapshotIdentifier></Snapshot>";
    let script = script(&[
        ("AuthorizeSnapshotAccess", &one),
        ("RevokeSnapshotAccess", &one),
        ("CopyClusterSnapshot", copied),
        ("ModifyClusterSnapshot", &one),
        ("DescribeClusterSnapshots", &format!("<Snapshots>{one}</Snapshots>")),
        ("BatchModifyClusterSnapshots", "<Resources><String>before</String></Resources>"),
    ]);
    let redshift = redshift(&script);
    let before = redshift.snapshot("before");
    let share = before.authorize_access().with(|r| r.account_with_restore_access("222222222222"));
    assert_eq!(share.await.unwrap().as_ref(), Some(&before));
    let unshare = before.revoke_access().with(|r| r.account_with_restore_access("222222222222"));
    assert_eq!(unshare.await.unwrap().as_ref(), Some(&before));
    let copy = before.copy().with(|r| r.target_snapshot_identifier("copied"));
    assert_eq!(copy.await.unwrap(), Some(redshift.snapshot("copied")));
    let keep = before.modify().with(|r| r.manual_snapshot_retention_period(30));
    assert_eq!(keep.await.unwrap().as_ref(), Some(&before));
    let report = redshift.snapshots().modify().with(|r| r.manual_snapshot_retention_period(30)).await;
    assert_eq!(report.into_result().unwrap(), [before]);
    assert_sent(
        &script,
        &[
            "AuthorizeSnapshotAccess AccountWithRestoreAccess=222222222222 SnapshotIdentifier=before",
            "RevokeSnapshotAccess AccountWithRestoreAccess=222222222222 SnapshotIdentifier=before",
            "CopyClusterSnapshot SourceSnapshotIdentifier=before TargetSnapshotIdentifier=copied",
            "ModifyClusterSnapshot ManualSnapshotRetentionPeriod=30 SnapshotIdentifier=before",
            "DescribeClusterSnapshots",
            "BatchModifyClusterSnapshots ManualSnapshotRetentionPeriod=30 SnapshotIdentifierList.String.1=before",
        ],
    );
}

#[tokio::test]
async fn groups_are_changed_and_reset() {
    let group = "<ParameterGroupName>tuned</ParameterGroupName>";
    let doors = "<ClusterSecurityGroup><ClusterSecurityGroupName>doors</ClusterSecurityGroupName>\
                 </ClusterSecurityGroup>";
    let subnets = "<ClusterSubnetGroup><ClusterSubnetGroupName>inner</ClusterSubnetGroupName></ClusterSubnetGroup>";
    let script = script(&[
        ("ModifyClusterParameterGroup", group),
        ("ResetClusterParameterGroup", group),
        ("RevokeClusterSecurityGroupIngress", doors),
        ("ModifyClusterSubnetGroup", subnets),
    ]);
    let redshift = redshift(&script);
    let tuned = redshift.cluster_parameter_group("tuned");
    let timeout = Parameter::builder().parameter_name("statement_timeout").parameter_value("1000").build();
    assert_eq!(tuned.modify().with(|r| r.parameters(timeout)).await.unwrap().as_ref(), Some(&tuned));
    assert_eq!(tuned.reset().with(|r| r.reset_all_parameters(true)).await.unwrap().as_ref(), Some(&tuned));
    let doors = redshift.cluster_security_group("doors");
    let revoke = doors.revoke_ingress().with(|r| r.cidrip("192.0.2.0/24"));
    assert_eq!(revoke.await.unwrap(), Some(doors));
    let inner = redshift.cluster_subnet_group("inner");
    assert_eq!(inner.modify().with(|r| r.subnet_ids("subnet-1")).await.unwrap(), Some(inner));
    assert_sent(
        &script,
        &[
            "ModifyClusterParameterGroup ParameterGroupName=tuned Parameters.Parameter.1.ParameterName=\
             statement_timeout Parameters.Parameter.1.ParameterValue=1000",
            "ResetClusterParameterGroup ParameterGroupName=tuned ResetAllParameters=true",
            "RevokeClusterSecurityGroupIngress CIDRIP=192.0.2.0/24 ClusterSecurityGroupName=doors",
            "ModifyClusterSubnetGroup ClusterSubnetGroupName=inner SubnetIds.SubnetIdentifier.1=subnet-1",
        ],
    );
}
