//! Waiters for what the fake doesn't know, or doesn't describe to its end.

use aws_resources::{ErrorKind, Waiter, ec2::Ec2};
use end_to_end::script::{Script, session};

use super::{ec2, nested};

/// Checks that a waiter ends with the last of these states, or fails with it. A parameter of the request names the
/// resource, and the state is at a path of the answer.
async fn waits(
    operation: &str,
    parameter: &str,
    path: &str,
    states: [&str; 2],
    ends: bool,
    waiter: impl FnOnce(&Ec2) -> Waiter,
) {
    let script = Script::new(states.map(|state| ec2(operation, &nested(path, state))));
    let waited = waiter(&Ec2::new(&session(&script))).await;
    let expected = if ends { Ok(()) } else { Err(ErrorKind::WaiterFailed) };
    assert_eq!(waited.map_err(|error| error.kind()), expected, "{operation} {states:?}");
    assert_eq!(script.operations(), [operation, operation], "{states:?}");
    assert_eq!(script.request(1).param(parameter).as_deref(), Some("one"), "{operation}");
}

/// The states are as AWS writes them: those of tasks that store images in capitals.
#[tokio::test(start_paused = true)]
async fn tasks_are_waited_for() {
    waits(
        "DescribeBundleTasks",
        "BundleId.1",
        "bundleInstanceTasksSet/item/state",
        ["pending", "complete"],
        true,
        |ec2| ec2.bundle_task("one").wait_until_complete(),
    )
    .await;
    waits(
        "DescribeBundleTasks",
        "BundleId.1",
        "bundleInstanceTasksSet/item/state",
        ["bundling", "failed"],
        false,
        |ec2| ec2.bundle_task("one").wait_until_complete(),
    )
    .await;
    waits(
        "DescribeConversionTasks",
        "ConversionTaskId.1",
        "conversionTasks/item/state",
        ["active", "completed"],
        true,
        |ec2| ec2.conversion_task("one").wait_until_completed(),
    )
    .await;
    waits(
        "DescribeConversionTasks",
        "ConversionTaskId.1",
        "conversionTasks/item/state",
        ["active", "cancelling"],
        false,
        |ec2| ec2.conversion_task("one").wait_until_completed(),
    )
    .await;
    waits(
        "DescribeConversionTasks",
        "ConversionTaskId.1",
        "conversionTasks/item/state",
        ["cancelling", "cancelled"],
        true,
        |ec2| ec2.conversion_task("one").wait_until_cancelled(),
    )
    .await;
    waits(
        "DescribeConversionTasks",
        "ConversionTaskId.1",
        "conversionTasks/item/state",
        ["active", "deleted"],
        true,
        |ec2| ec2.conversion_task("one").wait_until_deleted(),
    )
    .await;
    waits("DescribeExportTasks", "ExportTaskId.1", "exportTaskSet/item/state", ["active", "completed"], true, |ec2| {
        ec2.export_task("one").wait_until_completed()
    })
    .await;
    waits(
        "DescribeExportTasks",
        "ExportTaskId.1",
        "exportTaskSet/item/state",
        ["cancelling", "cancelled"],
        true,
        |ec2| ec2.export_task("one").wait_until_cancelled(),
    )
    .await;
    waits(
        "DescribeImportSnapshotTasks",
        "ImportTaskId.1",
        "importSnapshotTaskSet/item/snapshotTaskDetail/status",
        ["active", "completed"],
        true,
        |ec2| ec2.import_snapshot_task("one").wait_until_imported(),
    )
    .await;
    waits(
        "DescribeImportSnapshotTasks",
        "ImportTaskId.1",
        "importSnapshotTaskSet/item/snapshotTaskDetail/status",
        ["active", "error"],
        false,
        |ec2| ec2.import_snapshot_task("one").wait_until_imported(),
    )
    .await;
    waits(
        "DescribeStoreImageTasks",
        "ImageId.1",
        "storeImageTaskResultSet/item/storeTaskState",
        ["InProgress", "Completed"],
        true,
        |ec2| ec2.image("one").wait_until_store_task_complete(),
    )
    .await;
    waits(
        "DescribeStoreImageTasks",
        "ImageId.1",
        "storeImageTaskResultSet/item/storeTaskState",
        ["InProgress", "Failed"],
        false,
        |ec2| ec2.image("one").wait_until_store_task_complete(),
    )
    .await;
    waits(
        "DescribeImageUsageReports",
        "ReportId.1",
        "imageUsageReportSet/item/state",
        ["pending", "available"],
        true,
        |ec2| ec2.image_usage_report("one").wait_until_available(),
    )
    .await;
    waits(
        "DescribeImageUsageReports",
        "ReportId.1",
        "imageUsageReportSet/item/state",
        ["pending", "failed"],
        false,
        |ec2| ec2.image_usage_report("one").wait_until_available(),
    )
    .await;
    waits("GetPasswordData", "InstanceId", "passwordData", ["", "TGludXggdmVyc2lvbiAyLjYu"], true, |ec2| {
        ec2.instance("one").wait_until_password_data_available()
    })
    .await;
}

/// The fake forgets a deleted transit gateway, and AWS describes it for some time.
#[tokio::test(start_paused = true)]
async fn networks_are_waited_for() {
    waits(
        "DescribeSecondaryNetworks",
        "SecondaryNetworkId.1",
        "secondaryNetworkSet/item/state",
        ["create-in-progress", "create-complete"],
        true,
        |ec2| ec2.secondary_network("one").wait_until_create_complete(),
    )
    .await;
    waits(
        "DescribeSecondaryNetworks",
        "SecondaryNetworkId.1",
        "secondaryNetworkSet/item/state",
        ["create-in-progress", "create-failed"],
        false,
        |ec2| ec2.secondary_network("one").wait_until_create_complete(),
    )
    .await;
    waits(
        "DescribeSecondaryNetworks",
        "SecondaryNetworkId.1",
        "secondaryNetworkSet/item/state",
        ["delete-in-progress", "delete-complete"],
        true,
        |ec2| ec2.secondary_network("one").wait_until_delete_complete(),
    )
    .await;
    waits(
        "DescribeSecondaryNetworks",
        "SecondaryNetworkId.1",
        "secondaryNetworkSet/item/state",
        ["delete-in-progress", "delete-failed"],
        false,
        |ec2| ec2.secondary_network("one").wait_until_delete_complete(),
    )
    .await;
    waits(
        "DescribeSecondarySubnets",
        "SecondarySubnetId.1",
        "secondarySubnetSet/item/state",
        ["create-in-progress", "create-complete"],
        true,
        |ec2| ec2.secondary_subnet("one").wait_until_create_complete(),
    )
    .await;
    waits(
        "DescribeSecondarySubnets",
        "SecondarySubnetId.1",
        "secondarySubnetSet/item/state",
        ["delete-in-progress", "delete-complete"],
        true,
        |ec2| ec2.secondary_subnet("one").wait_until_delete_complete(),
    )
    .await;
    waits(
        "DescribeSecondarySubnets",
        "SecondarySubnetId.1",
        "secondarySubnetSet/item/state",
        ["delete-in-progress", "delete-failed"],
        false,
        |ec2| ec2.secondary_subnet("one").wait_until_delete_complete(),
    )
    .await;
    waits(
        "DescribeSecurityGroupVpcAssociations",
        "Filter.1.Value.1",
        "securityGroupVpcAssociationSet/item/state",
        ["associating", "associated"],
        true,
        |ec2| ec2.security_group_vpc_association("one", "two").wait_until_associated(),
    )
    .await;
    waits(
        "DescribeSecurityGroupVpcAssociations",
        "Filter.1.Value.1",
        "securityGroupVpcAssociationSet/item/state",
        ["associating", "association-failed"],
        false,
        |ec2| ec2.security_group_vpc_association("one", "two").wait_until_associated(),
    )
    .await;
    waits(
        "DescribeSecurityGroupVpcAssociations",
        "Filter.1.Value.1",
        "securityGroupVpcAssociationSet/item/state",
        ["disassociating", "disassociated"],
        true,
        |ec2| ec2.security_group_vpc_association("one", "two").wait_until_disassociated(),
    )
    .await;
    waits(
        "DescribeTransitGateways",
        "TransitGatewayIds.1",
        "transitGatewaySet/item/state",
        ["deleting", "deleted"],
        true,
        |ec2| ec2.transit_gateway("one").wait_until_deleted(),
    )
    .await;
    waits(
        "DescribeTransitGatewayVpcAttachments",
        "TransitGatewayAttachmentIds.1",
        "transitGatewayVpcAttachments/item/state",
        ["deleting", "deleted"],
        true,
        |ec2| ec2.transit_gateway_vpc_attachment("one").wait_until_deleted(),
    )
    .await;
    waits(
        "DescribeTransitGatewayVpcAttachments",
        "TransitGatewayAttachmentIds.1",
        "transitGatewayVpcAttachments/item/state",
        ["pending", "failed"],
        false,
        |ec2| ec2.transit_gateway_vpc_attachment("one").wait_until_available(),
    )
    .await;
    waits(
        "DescribeTransitGatewayPeeringAttachments",
        "TransitGatewayAttachmentIds.1",
        "transitGatewayPeeringAttachments/item/state",
        ["pendingAcceptance", "rejected"],
        false,
        |ec2| ec2.transit_gateway_peering_attachment("one").wait_until_available(),
    )
    .await;
}
