//! Instances: their settings, events, checks and metadata.

use super::{describes, gives, pages, sends};

#[tokio::test]
async fn instances_and_their_checks_are_listed() {
    pages(
        "DescribeApplicationStatusChecks",
        "applicationStatusCheckSet",
        "applicationStatusCheckId",
        |ec2| ec2.application_status_checks(),
        |it| it.id(),
    )
    .await;
    pages(
        "DescribeDeclarativePoliciesReports",
        "reportSet",
        "reportId",
        |ec2| ec2.declarative_policies_reports(),
        |it| it.id(),
    )
    .await;
    pages(
        "DescribeInstanceConnectEndpoints",
        "instanceConnectEndpointSet",
        "instanceConnectEndpointId",
        |ec2| ec2.instance_connect_endpoints(),
        |it| it.id(),
    )
    .await;
    pages(
        "DescribeInstanceEventWindows",
        "instanceEventWindowSet",
        "instanceEventWindowId",
        |ec2| ec2.instance_event_windows(),
        |it| it.id(),
    )
    .await;
    pages(
        "DescribeInstanceImageMetadata",
        "instanceImageMetadataSet",
        "instanceId",
        |ec2| ec2.instances_image_metadata(),
        |it| it.instance_id(),
    )
    .await;
    pages(
        "DescribeInstanceSqlHaStates",
        "instanceSet",
        "instanceId",
        |ec2| ec2.instance_sql_ha_states(),
        |it| it.instance_id(),
    )
    .await;
    pages(
        "DescribeInstanceTopology",
        "instanceSet",
        "instanceId",
        |ec2| ec2.instance_topologies(),
        |it| it.instance_id(),
    )
    .await;
    pages("DescribeMacHosts", "macHostSet", "hostId", |ec2| ec2.mac_hosts(), |it| it.host_id()).await;
    pages(
        "DescribeMacModificationTasks",
        "macModificationTaskSet",
        "macModificationTaskId",
        |ec2| ec2.mac_modification_tasks(),
        |it| it.id(),
    )
    .await;
}

#[tokio::test]
async fn instances_and_their_checks_are_described_or_not_found() {
    describes(
        "DescribeApplicationStatusChecks",
        "ApplicationStatusCheckId.1",
        "applicationStatusCheckSet",
        "applicationStatusCheckId",
        |ec2| async move { ec2.application_status_check("one").data().await.map(drop) },
    )
    .await;
    describes("DescribeDeclarativePoliciesReports", "ReportId.1", "reportSet", "reportId", |ec2| async move {
        ec2.declarative_policies_report("one").data().await.map(drop)
    })
    .await;
    describes(
        "DescribeInstanceConnectEndpoints",
        "InstanceConnectEndpointId.1",
        "instanceConnectEndpointSet",
        "instanceConnectEndpointId",
        |ec2| async move { ec2.instance_connect_endpoint("one").data().await.map(drop) },
    )
    .await;
    describes(
        "DescribeInstanceEventWindows",
        "InstanceEventWindowId.1",
        "instanceEventWindowSet",
        "instanceEventWindowId",
        |ec2| async move { ec2.instance_event_window("one").data().await.map(drop) },
    )
    .await;
    describes(
        "DescribeInstanceImageMetadata",
        "InstanceId.1",
        "instanceImageMetadataSet",
        "instanceId",
        |ec2| async move { ec2.instance_image_metadata("one").data().await.map(drop) },
    )
    .await;
    describes("DescribeInstanceSqlHaStates", "InstanceId.1", "instanceSet", "instanceId", |ec2| async move {
        ec2.instance_sql_ha_state("one").data().await.map(drop)
    })
    .await;
    describes("DescribeInstanceTopology", "InstanceId.1", "instanceSet", "instanceId", |ec2| async move {
        ec2.instance_topology("one").data().await.map(drop)
    })
    .await;
    describes("DescribeMacHosts", "HostId.1", "macHostSet", "hostId", |ec2| async move {
        ec2.mac_host("one").data().await.map(drop)
    })
    .await;
    describes(
        "DescribeMacModificationTasks",
        "MacModificationTaskId.1",
        "macModificationTaskSet",
        "macModificationTaskId",
        |ec2| async move { ec2.mac_modification_task("one").data().await.map(drop) },
    )
    .await;
}

#[tokio::test]
async fn actions_on_instances_and_their_checks_send_identifiers() {
    sends("AssociateApplicationStatusCheck", &[("ApplicationStatusCheckId", "one")], |ec2| {
        ec2.application_status_check("one").associate()
    })
    .await;
    sends("CancelDeclarativePoliciesReport", &[("ReportId", "one")], |ec2| {
        ec2.declarative_policies_report("one").cancel()
    })
    .await;
    sends("ConfirmProductInstance", &[("InstanceId", "one")], |ec2| ec2.instance("one").confirm_product()).await;
    sends("DeleteInstanceEventWindow", &[("InstanceEventWindowId", "one")], |ec2| {
        ec2.instance_event_window("one").delete()
    })
    .await;
    sends("DeletePlacementGroup", &[("GroupName", "one")], |ec2| ec2.placement_group("one").delete()).await;
    sends("DeregisterInstanceEventNotificationAttributes", &[], |ec2| {
        ec2.instance_event_notification_attributes().deregister()
    })
    .await;
    sends("DisableInstanceSqlHaStandbyDetections", &[("InstanceId.1", "one")], |ec2| {
        ec2.instance("one").disable_sql_ha_standby_detections()
    })
    .await;
    sends("DisableSerialConsoleAccess", &[], |ec2| ec2.serial_console_access().disable()).await;
    sends("DisassociateApplicationStatusCheck", &[("ApplicationStatusCheckId", "one")], |ec2| {
        ec2.application_status_check("one").disassociate()
    })
    .await;
    sends("DisassociateEnclaveCertificateIamRole", &[("CertificateArn", "one"), ("RoleArn", "two")], |ec2| {
        ec2.enclave_certificate_iam_role("one", "two").disassociate()
    })
    .await;
    sends("EnableInstanceSqlHaStandbyDetections", &[("InstanceId.1", "one")], |ec2| {
        ec2.instance("one").enable_sql_ha_standby_detections()
    })
    .await;
    sends("EnableSerialConsoleAccess", &[], |ec2| ec2.serial_console_access().enable()).await;
    sends("GetConsoleScreenshot", &[("InstanceId", "one")], |ec2| ec2.instance("one").get_console_screenshot()).await;
    sends("GetDeclarativePoliciesReportSummary", &[("ReportId", "one")], |ec2| {
        ec2.declarative_policies_report("one").get_summary()
    })
    .await;
    sends("GetInstanceTpmEkPub", &[("InstanceId", "one")], |ec2| ec2.instance("one").get_tpm_ek_pub()).await;
    sends("ModifyInstanceCapacityReservationAttributes", &[("InstanceId", "one")], |ec2| {
        ec2.instance("one").modify_capacity_reservation_attributes()
    })
    .await;
    sends("ModifyInstanceConnectEndpoint", &[("InstanceConnectEndpointId", "one")], |ec2| {
        ec2.instance_connect_endpoint("one").modify()
    })
    .await;
    sends("ModifyInstanceCpuOptions", &[("InstanceId", "one")], |ec2| ec2.instance("one").modify_cpu_options()).await;
    sends("ModifyInstanceEventStartTime", &[("InstanceId", "one")], |ec2| {
        ec2.instance("one").modify_event_start_time()
    })
    .await;
    sends("ModifyInstanceMaintenanceOptions", &[("InstanceId", "one")], |ec2| {
        ec2.instance("one").modify_maintenance_options()
    })
    .await;
    sends("ModifyInstanceMetadataDefaults", &[], |ec2| ec2.instance_metadata_defaults().modify()).await;
    sends("ModifyInstanceNetworkPerformanceOptions", &[("InstanceId", "one")], |ec2| {
        ec2.instance("one").modify_network_performance_options()
    })
    .await;
    sends("ModifyInstancePlacement", &[("InstanceId", "one")], |ec2| ec2.instance("one").modify_placement()).await;
    sends("ModifyPrivateDnsNameOptions", &[("InstanceId", "one")], |ec2| {
        ec2.instance("one").modify_private_dns_name_options()
    })
    .await;
    sends("MonitorInstances", &[("InstanceId.1", "one")], |ec2| ec2.instance("one").monitor()).await;
    sends("RegisterInstanceEventNotificationAttributes", &[], |ec2| {
        ec2.instance_event_notification_attributes().register()
    })
    .await;
    sends("ReportInstanceStatus", &[("InstanceId.1", "one")], |ec2| ec2.instance("one").report_status()).await;
    sends("ResetInstanceAttribute", &[("InstanceId", "one")], |ec2| ec2.instance("one").reset_attribute()).await;
    sends("SendDiagnosticInterrupt", &[("InstanceId", "one")], |ec2| ec2.instance("one").send_diagnostic_interrupt())
        .await;
    sends("UnmonitorInstances", &[("InstanceId.1", "one")], |ec2| ec2.instance("one").unmonitor()).await;
}

#[tokio::test]
async fn answers_name_instances_and_their_checks() {
    gives(
        "AssociateInstanceEventWindow",
        &[("InstanceEventWindowId", "one")],
        "instanceEventWindow/instanceEventWindowId",
        |ec2| ec2.instance_event_window("one").associate(),
        |ec2| ec2.instance_event_window("made"),
    )
    .await;
    gives(
        "BundleInstance",
        &[("InstanceId", "one")],
        "bundleInstanceTask/bundleId",
        |ec2| ec2.instance("one").bundle(),
        |ec2| ec2.bundle_task("made"),
    )
    .await;
    gives(
        "CreateApplicationStatusCheck",
        &[],
        "applicationStatusCheck/applicationStatusCheckId",
        |ec2| ec2.create_application_status_check(),
        |ec2| ec2.application_status_check("made"),
    )
    .await;
    gives(
        "CreateCapacityReservation",
        &[("InstanceType", "one")],
        "capacityReservation/capacityReservationId",
        |ec2| ec2.instance_type("one").create_capacity_reservation(),
        |ec2| ec2.capacity_reservation("made"),
    )
    .await;
    gives(
        "CreateDelegateMacVolumeOwnershipTask",
        &[("InstanceId", "one")],
        "macModificationTask/macModificationTaskId",
        |ec2| ec2.instance("one").create_delegate_mac_volume_ownership_task(),
        |ec2| ec2.mac_modification_task("made"),
    )
    .await;
    gives(
        "CreateInstanceEventWindow",
        &[],
        "instanceEventWindow/instanceEventWindowId",
        |ec2| ec2.create_instance_event_window(),
        |ec2| ec2.instance_event_window("made"),
    )
    .await;
    gives(
        "CreateInstanceExportTask",
        &[("InstanceId", "one")],
        "exportTask/exportTaskId",
        |ec2| ec2.instance("one").create_export_task(),
        |ec2| ec2.export_task("made"),
    )
    .await;
    gives(
        "CreateMacSystemIntegrityProtectionModificationTask",
        &[("InstanceId", "one")],
        "macModificationTask/macModificationTaskId",
        |ec2| ec2.instance("one").create_mac_system_integrity_protection_modification_task(),
        |ec2| ec2.mac_modification_task("made"),
    )
    .await;
    gives(
        "CreatePlacementGroup",
        &[],
        "placementGroup/groupName",
        |ec2| ec2.create_placement_group(),
        |ec2| ec2.placement_group("made"),
    )
    .await;
    gives(
        "CreateReplaceRootVolumeTask",
        &[("InstanceId", "one")],
        "replaceRootVolumeTask/replaceRootVolumeTaskId",
        |ec2| ec2.instance("one").create_replace_root_volume_task(),
        |ec2| ec2.replace_root_volume_task("made"),
    )
    .await;
    gives(
        "DeleteApplicationStatusCheck",
        &[("ApplicationStatusCheckId", "one")],
        "applicationStatusCheck/applicationStatusCheckId",
        |ec2| ec2.application_status_check("one").delete(),
        |ec2| ec2.application_status_check("made"),
    )
    .await;
    gives(
        "DeleteInstanceConnectEndpoint",
        &[("InstanceConnectEndpointId", "one")],
        "instanceConnectEndpoint/instanceConnectEndpointId",
        |ec2| ec2.instance_connect_endpoint("one").delete(),
        |ec2| ec2.instance_connect_endpoint("made"),
    )
    .await;
    gives(
        "DisassociateInstanceEventWindow",
        &[("InstanceEventWindowId", "one")],
        "instanceEventWindow/instanceEventWindowId",
        |ec2| ec2.instance_event_window("one").disassociate(),
        |ec2| ec2.instance_event_window("made"),
    )
    .await;
    gives(
        "ModifyApplicationStatusCheck",
        &[("ApplicationStatusCheckId", "one")],
        "applicationStatusCheck/applicationStatusCheckId",
        |ec2| ec2.application_status_check("one").modify(),
        |ec2| ec2.application_status_check("made"),
    )
    .await;
    gives(
        "ModifyInstanceEventWindow",
        &[("InstanceEventWindowId", "one")],
        "instanceEventWindow/instanceEventWindowId",
        |ec2| ec2.instance_event_window("one").modify(),
        |ec2| ec2.instance_event_window("made"),
    )
    .await;
    gives(
        "StartDeclarativePoliciesReport",
        &[],
        "reportId",
        |ec2| ec2.start_declarative_policies_report(),
        |ec2| ec2.declarative_policies_report("made"),
    )
    .await;
}
