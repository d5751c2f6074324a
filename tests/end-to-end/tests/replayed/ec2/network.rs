//! VPCs: interfaces, addresses, endpoints, security groups, and what may reach them.

use super::{describes, gives, lists, pages, sends};

#[tokio::test]
async fn parts_of_vpcs_are_listed() {
    pages(
        "DescribeAddressTransfers",
        "addressTransferSet",
        "allocationId",
        |ec2| ec2.vpc_address_transfers(),
        |it| it.allocation_id(),
    )
    .await;
    pages("DescribeByoipCidrs", "byoipCidrSet", "cidr", |ec2| ec2.byoip_cidrs(), |it| it.cidr()).await;
    lists("DescribeIdFormat", "statusSet", "resource", |ec2| ec2.id_formats(), |it| it.resource()).await;
    pages("DescribeIpv6Pools", "ipv6PoolSet", "poolId", |ec2| ec2.ipv6_pools(), |it| it.id()).await;
    pages(
        "DescribeNetworkInterfacePermissions",
        "networkInterfacePermissions",
        "networkInterfacePermissionId",
        |ec2| ec2.network_interface_permissions(),
        |it| it.id(),
    )
    .await;
    pages("DescribePrefixLists", "prefixListSet", "prefixListId", |ec2| ec2.prefix_lists(), |it| it.id()).await;
    pages(
        "DescribePrincipalIdFormat",
        "principalSet",
        "arn",
        |ec2| ec2.principal_id_formats(),
        |it| it.principal_arn(),
    )
    .await;
    pages("DescribePublicIpv4Pools", "publicIpv4PoolSet", "poolId", |ec2| ec2.public_ipv4_pools(), |it| it.id()).await;
    pages(
        "DescribeTrunkInterfaceAssociations",
        "interfaceAssociationSet",
        "associationId",
        |ec2| ec2.trunk_interface_associations(),
        |it| it.id(),
    )
    .await;
    pages(
        "DescribeVpcBlockPublicAccessExclusions",
        "vpcBlockPublicAccessExclusionSet",
        "exclusionId",
        |ec2| ec2.vpc_block_public_access_exclusions(),
        |it| it.id(),
    )
    .await;
    pages(
        "DescribeVpcEncryptionControls",
        "vpcEncryptionControlSet",
        "vpcEncryptionControlId",
        |ec2| ec2.vpc_encryption_controls(),
        |it| it.id(),
    )
    .await;
    pages(
        "DescribeVpcEndpointAssociations",
        "vpcEndpointAssociationSet",
        "id",
        |ec2| ec2.vpc_endpoint_associations(),
        |it| it.id(),
    )
    .await;
    pages(
        "DescribeVpcEndpointConnectionNotifications",
        "connectionNotificationSet",
        "connectionNotificationId",
        |ec2| ec2.vpc_endpoint_connection_notifications(),
        |it| it.id(),
    )
    .await;
    pages(
        "DescribeVpcEndpointConnections",
        "vpcEndpointConnectionSet",
        "vpcEndpointConnectionId",
        |ec2| ec2.vpc_endpoint_connections(),
        |it| it.id(),
    )
    .await;
}

#[tokio::test]
async fn parts_of_vpcs_are_described_or_not_found() {
    describes("DescribeAddressTransfers", "AllocationId.1", "addressTransferSet", "allocationId", |ec2| async move {
        ec2.vpc_address_transfer("one").data().await.map(drop)
    })
    .await;
    describes("DescribeIdFormat", "Resource", "statusSet", "resource", |ec2| async move {
        ec2.id_format("one").data().await.map(drop)
    })
    .await;
    describes("DescribeIpv6Pools", "PoolId.1", "ipv6PoolSet", "poolId", |ec2| async move {
        ec2.ipv6_pool("one").data().await.map(drop)
    })
    .await;
    describes(
        "DescribeNetworkInterfacePermissions",
        "NetworkInterfacePermissionId.1",
        "networkInterfacePermissions",
        "networkInterfacePermissionId",
        |ec2| async move { ec2.network_interface_permission("one").data().await.map(drop) },
    )
    .await;
    describes("DescribePrefixLists", "PrefixListId.1", "prefixListSet", "prefixListId", |ec2| async move {
        ec2.prefix_list("one").data().await.map(drop)
    })
    .await;
    describes("DescribePublicIpv4Pools", "PoolId.1", "publicIpv4PoolSet", "poolId", |ec2| async move {
        ec2.public_ipv4_pool("one").data().await.map(drop)
    })
    .await;
    describes(
        "DescribeTrunkInterfaceAssociations",
        "AssociationId.1",
        "interfaceAssociationSet",
        "associationId",
        |ec2| async move { ec2.trunk_interface_association("one").data().await.map(drop) },
    )
    .await;
    describes(
        "DescribeVpcBlockPublicAccessExclusions",
        "ExclusionId.1",
        "vpcBlockPublicAccessExclusionSet",
        "exclusionId",
        |ec2| async move { ec2.vpc_block_public_access_exclusion("one").data().await.map(drop) },
    )
    .await;
    describes(
        "DescribeVpcEncryptionControls",
        "VpcEncryptionControlId.1",
        "vpcEncryptionControlSet",
        "vpcEncryptionControlId",
        |ec2| async move { ec2.vpc_encryption_control("one").data().await.map(drop) },
    )
    .await;
    describes(
        "DescribeVpcEndpointConnectionNotifications",
        "ConnectionNotificationId",
        "connectionNotificationSet",
        "connectionNotificationId",
        |ec2| async move { ec2.vpc_endpoint_connection_notification("one").data().await.map(drop) },
    )
    .await;
}

#[tokio::test]
async fn actions_on_parts_of_vpcs_send_identifiers() {
    sends("AcceptVpcEndpointConnections", &[("ServiceId", "one")], |ec2| {
        ec2.vpc_endpoint_service_configuration("one").accept_connections()
    })
    .await;
    sends("AdvertiseByoipCidr", &[("Cidr", "one")], |ec2| ec2.byoip_cidr("one").advertise()).await;
    sends("AssignIpv6Addresses", &[("NetworkInterfaceId", "one")], |ec2| {
        ec2.network_interface("one").assign_ipv6_addresses()
    })
    .await;
    sends("AssignPrivateNatGatewayAddress", &[("NatGatewayId", "one")], |ec2| {
        ec2.nat_gateway("one").assign_private_address()
    })
    .await;
    sends("AssociateIpamByoasn", &[("Cidr", "one")], |ec2| ec2.byoip_cidr("one").associate_asn()).await;
    sends("AssociateNatGatewayAddress", &[("NatGatewayId", "one")], |ec2| ec2.nat_gateway("one").associate_address())
        .await;
    sends("AssociateSecurityGroupVpc", &[("VpcId", "one")], |ec2| ec2.vpc("one").associate_security_group()).await;
    sends("DeleteNetworkInterfacePermission", &[("NetworkInterfacePermissionId", "one")], |ec2| {
        ec2.network_interface_permission("one").delete()
    })
    .await;
    sends("DeletePublicIpv4Pool", &[("PoolId", "one")], |ec2| ec2.public_ipv4_pool("one").delete()).await;
    sends("DeleteVpcEndpointConnectionNotifications", &[("ConnectionNotificationId.1", "one")], |ec2| {
        ec2.vpc_endpoint_connection_notification("one").delete()
    })
    .await;
    sends("DeprovisionByoipCidr", &[("Cidr", "one")], |ec2| ec2.byoip_cidr("one").deprovision()).await;
    sends("DeprovisionPublicIpv4PoolCidr", &[("PoolId", "one")], |ec2| ec2.public_ipv4_pool("one").deprovision_cidr())
        .await;
    sends("DisableAddressTransfer", &[("AllocationId", "one")], |ec2| ec2.vpc_address("one").disable_transfer()).await;
    sends(
        "DisableAwsNetworkPerformanceMetricSubscription",
        &[("Source", "one"), ("Destination", "two"), ("Metric", "three"), ("Statistic", "four")],
        |ec2| ec2.aws_network_performance_metric_subscription("one", "two", "three", "four").disable(),
    )
    .await;
    sends("DisableVgwRoutePropagation", &[("RouteTableId", "one")], |ec2| {
        ec2.route_table("one").disable_vgw_route_propagation()
    })
    .await;
    sends("DisassociateIpamByoasn", &[("Cidr", "one")], |ec2| ec2.byoip_cidr("one").disassociate_asn()).await;
    sends("DisassociateNatGatewayAddress", &[("NatGatewayId", "one")], |ec2| {
        ec2.nat_gateway("one").disassociate_address()
    })
    .await;
    sends("DisassociateSecurityGroupVpc", &[("GroupId", "one")], |ec2| ec2.security_group("one").disassociate_vpc())
        .await;
    sends("DisassociateTrunkInterface", &[("AssociationId", "one")], |ec2| {
        ec2.trunk_interface_association("one").disassociate()
    })
    .await;
    sends("EnableAddressTransfer", &[("AllocationId", "one")], |ec2| ec2.vpc_address("one").enable_transfer()).await;
    sends(
        "EnableAwsNetworkPerformanceMetricSubscription",
        &[("Source", "one"), ("Destination", "two"), ("Metric", "three"), ("Statistic", "four")],
        |ec2| ec2.aws_network_performance_metric_subscription("one", "two", "three", "four").enable(),
    )
    .await;
    sends("EnableVgwRoutePropagation", &[("RouteTableId", "one")], |ec2| {
        ec2.route_table("one").enable_vgw_route_propagation()
    })
    .await;
    sends("GetAssociatedIpv6PoolCidrs", &[("PoolId", "one")], |ec2| ec2.ipv6_pool("one").get_associated_cidrs()).await;
    sends("GetFlowLogsIntegrationTemplate", &[("FlowLogId", "one")], |ec2| {
        ec2.flow_log("one").get_integration_template()
    })
    .await;
    sends("ModifyAccountVpcEncryptionControl", &[], |ec2| ec2.account_vpc_encryption_control().modify()).await;
    sends("ModifyAddressAttribute", &[("AllocationId", "one")], |ec2| ec2.vpc_address("one").modify_attribute()).await;
    sends("ModifyDefaultCreditSpecification", &[("InstanceFamily", "one")], |ec2| {
        ec2.default_credit_specification("one").modify()
    })
    .await;
    sends("ModifyIdFormat", &[("Resource", "one")], |ec2| ec2.id_format("one").modify()).await;
    sends("ModifyIdentityIdFormat", &[("PrincipalArn", "one"), ("Resource", "two")], |ec2| {
        ec2.identity_id_format("one", "two").modify()
    })
    .await;
    sends("ModifyManagedResourceVisibility", &[], |ec2| ec2.managed_resource_visibility().modify()).await;
    sends("ModifyPublicIpDnsNameOptions", &[("NetworkInterfaceId", "one")], |ec2| {
        ec2.network_interface("one").modify_public_ip_dns_name_options()
    })
    .await;
    sends("ModifyVpcBlockPublicAccessOptions", &[], |ec2| ec2.vpc_block_public_access_options().modify()).await;
    sends("ModifyVpcEndpointConnectionNotification", &[("ConnectionNotificationId", "one")], |ec2| {
        ec2.vpc_endpoint_connection_notification("one").modify()
    })
    .await;
    sends("ModifyVpcEndpointPayerResponsibility", &[("VpcEndpointId", "one")], |ec2| {
        ec2.vpc_endpoint("one").modify_payer_responsibility()
    })
    .await;
    sends("ModifyVpcEndpointServicePayerResponsibility", &[("ServiceId", "one")], |ec2| {
        ec2.vpc_endpoint_service_configuration("one").modify_payer_responsibility()
    })
    .await;
    sends("MoveByoipCidrToIpam", &[("Cidr", "one")], |ec2| ec2.byoip_cidr("one").move_to_ipam()).await;
    sends("ProvisionPublicIpv4PoolCidr", &[("PoolId", "one")], |ec2| ec2.public_ipv4_pool("one").provision_cidr())
        .await;
    sends("RejectVpcEndpointConnections", &[("ServiceId", "one")], |ec2| {
        ec2.vpc_endpoint_service_configuration("one").reject_connections()
    })
    .await;
    sends("ResetAddressAttribute", &[("AllocationId", "one"), ("Attribute", "domain-name")], |ec2| {
        ec2.vpc_address("one").reset_attribute()
    })
    .await;
    sends("ResetNetworkInterfaceAttribute", &[("NetworkInterfaceId", "one")], |ec2| {
        ec2.network_interface("one").reset_attribute()
    })
    .await;
    sends("RestoreManagedPrefixListVersion", &[("PrefixListId", "one")], |ec2| {
        ec2.managed_prefix_list("one").restore_version()
    })
    .await;
    sends("StartVpcEndpointServicePrivateDnsVerification", &[("ServiceId", "one")], |ec2| {
        ec2.vpc_endpoint_service_configuration("one").start_private_dns_verification()
    })
    .await;
    sends("UnassignIpv6Addresses", &[("NetworkInterfaceId", "one")], |ec2| {
        ec2.network_interface("one").unassign_ipv6_addresses()
    })
    .await;
    sends("UnassignPrivateNatGatewayAddress", &[("NatGatewayId", "one")], |ec2| {
        ec2.nat_gateway("one").unassign_private_address()
    })
    .await;
    sends("ValidateSecurityGroupQuotasForInterface", &[("SecurityGroupId.1", "one")], |ec2| {
        ec2.security_group("one").validate_quotas_for_interface()
    })
    .await;
    sends("WithdrawByoipCidr", &[("Cidr", "one")], |ec2| ec2.byoip_cidr("one").withdraw()).await;
}

#[tokio::test]
async fn answers_name_parts_of_vpcs() {
    gives(
        "AssociateTrunkInterface",
        &[],
        "interfaceAssociation/associationId",
        |ec2| ec2.associate_trunk_interface(),
        |ec2| ec2.trunk_interface_association("made"),
    )
    .await;
    gives(
        "CreateInstanceConnectEndpoint",
        &[("SubnetId", "one")],
        "instanceConnectEndpoint/instanceConnectEndpointId",
        |ec2| ec2.subnet("one").create_instance_connect_endpoint(),
        |ec2| ec2.instance_connect_endpoint("made"),
    )
    .await;
    gives(
        "CreateNetworkInterfacePermission",
        &[("NetworkInterfaceId", "one")],
        "interfacePermission/networkInterfacePermissionId",
        |ec2| ec2.network_interface("one").create_permission(),
        |ec2| ec2.network_interface_permission("made"),
    )
    .await;
    gives(
        "CreatePublicIpv4Pool",
        &[],
        "poolId",
        |ec2| ec2.create_public_ipv4_pool(),
        |ec2| ec2.public_ipv4_pool("made"),
    )
    .await;
    gives(
        "CreateVpcBlockPublicAccessExclusion",
        &[("VpcId", "one")],
        "vpcBlockPublicAccessExclusion/exclusionId",
        |ec2| ec2.vpc("one").create_block_public_access_exclusion(),
        |ec2| ec2.vpc_block_public_access_exclusion("made"),
    )
    .await;
    gives(
        "CreateVpcEncryptionControl",
        &[("VpcId", "one")],
        "vpcEncryptionControl/vpcEncryptionControlId",
        |ec2| ec2.vpc("one").create_encryption_control(),
        |ec2| ec2.vpc_encryption_control("made"),
    )
    .await;
    gives(
        "CreateVpcEndpointConnectionNotification",
        &[("VpcEndpointId", "one")],
        "connectionNotification/connectionNotificationId",
        |ec2| ec2.vpc_endpoint("one").create_connection_notification(),
        |ec2| ec2.vpc_endpoint_connection_notification("made"),
    )
    .await;
    gives(
        "DeleteVpcBlockPublicAccessExclusion",
        &[("ExclusionId", "one")],
        "vpcBlockPublicAccessExclusion/exclusionId",
        |ec2| ec2.vpc_block_public_access_exclusion("one").delete(),
        |ec2| ec2.vpc_block_public_access_exclusion("made"),
    )
    .await;
    gives(
        "DeleteVpcEncryptionControl",
        &[("VpcEncryptionControlId", "one")],
        "vpcEncryptionControl/vpcEncryptionControlId",
        |ec2| ec2.vpc_encryption_control("one").delete(),
        |ec2| ec2.vpc_encryption_control("made"),
    )
    .await;
    gives(
        "ModifyVpcBlockPublicAccessExclusion",
        &[("ExclusionId", "one")],
        "vpcBlockPublicAccessExclusion/exclusionId",
        |ec2| ec2.vpc_block_public_access_exclusion("one").modify(),
        |ec2| ec2.vpc_block_public_access_exclusion("made"),
    )
    .await;
    gives(
        "ModifyVpcEncryptionControl",
        &[("VpcEncryptionControlId", "one")],
        "vpcEncryptionControl/vpcEncryptionControlId",
        |ec2| ec2.vpc_encryption_control("one").modify(),
        |ec2| ec2.vpc_encryption_control("made"),
    )
    .await;
    gives("ProvisionByoipCidr", &[], "byoipCidr/cidr", |ec2| ec2.provision_byoip_cidr(), |ec2| ec2.byoip_cidr("made"))
        .await;
}
