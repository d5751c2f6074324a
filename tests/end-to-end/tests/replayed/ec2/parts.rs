//! What belongs to one resource, or is known by several names.

use super::holds;

#[tokio::test]
async fn parts_are_known_by_all_their_identifiers() {
    holds(
        "DescribeApplicationStatusCheckAssociations",
        &[],
        "associationSet",
        &[("applicationStatusCheckId", "alpha"), ("associationType", "beta"), ("key", "gamma"), ("value", "delta")],
        |ec2| ec2.application_status_check_associations(),
        |ec2| ec2.application_status_check_association("alpha", "beta", "gamma", Some("delta")),
    )
    .await;
    holds(
        "DescribeAwsNetworkPerformanceMetricSubscriptions",
        &[],
        "subscriptionSet",
        &[("source", "alpha"), ("destination", "beta"), ("metric", "gamma"), ("statistic", "delta")],
        |ec2| ec2.aws_network_performance_metric_subscriptions(),
        |ec2| ec2.aws_network_performance_metric_subscription("alpha", "beta", "gamma", "delta"),
    )
    .await;
    holds(
        "DescribeCapacityBlockExtensionHistory",
        &[],
        "capacityBlockExtensionSet",
        &[("capacityReservationId", "alpha"), ("capacityBlockExtensionOfferingId", "beta")],
        |ec2| ec2.capacity_block_extensions(),
        |ec2| ec2.capacity_block_extension("alpha", "beta"),
    )
    .await;
    holds(
        "DescribeCapacityBlockExtensionOfferings",
        &[("CapacityReservationId", "one")],
        "capacityBlockExtensionOfferingSet",
        &[("capacityBlockExtensionOfferingId", "alpha")],
        |ec2| ec2.capacity_reservation("one").block_extension_offerings(),
        |ec2| ec2.capacity_block_extension_offering("one", "alpha"),
    )
    .await;
    holds(
        "DescribeClientVpnAuthorizationRules",
        &[("ClientVpnEndpointId", "one")],
        "authorizationRule",
        &[("destinationCidr", "alpha"), ("groupId", "beta")],
        |ec2| ec2.client_vpn_endpoint("one").authorization_rules(),
        |ec2| ec2.client_vpn_authorization_rule("one", "alpha", Some("beta")),
    )
    .await;
    holds(
        "DescribeClientVpnConnections",
        &[("ClientVpnEndpointId", "one")],
        "connections",
        &[("connectionId", "alpha")],
        |ec2| ec2.client_vpn_endpoint("one").connections(),
        |ec2| ec2.client_vpn_connection("one", "alpha"),
    )
    .await;
    holds(
        "DescribeClientVpnRoutes",
        &[("ClientVpnEndpointId", "one")],
        "routes",
        &[("destinationCidr", "alpha"), ("targetSubnet", "beta")],
        |ec2| ec2.client_vpn_endpoint("one").routes(),
        |ec2| ec2.client_vpn_route("one", "alpha", Some("beta")),
    )
    .await;
    holds(
        "DescribeClientVpnTargetNetworks",
        &[("ClientVpnEndpointId", "one")],
        "clientVpnTargetNetworks",
        &[("associationId", "alpha")],
        |ec2| ec2.client_vpn_endpoint("one").target_networks(),
        |ec2| ec2.client_vpn_target_network("one", "alpha"),
    )
    .await;
    holds(
        "DescribeFastSnapshotRestores",
        &[],
        "fastSnapshotRestoreSet",
        &[("snapshotId", "alpha"), ("availabilityZone", "beta")],
        |ec2| ec2.fast_snapshot_restores(),
        |ec2| ec2.fast_snapshot_restore("alpha", "beta"),
    )
    .await;
    holds(
        "DescribeImageReferences",
        &[("ImageId.1", "one")],
        "imageReferenceSet",
        &[("imageId", "alpha"), ("arn", "beta")],
        |ec2| ec2.image("one").references(),
        |ec2| ec2.image_reference("alpha", "beta"),
    )
    .await;
    holds(
        "DescribeImageUsageReportEntries",
        &[],
        "imageUsageReportEntrySet",
        &[("reportId", "alpha"), ("accountId", "beta"), ("resourceType", "gamma")],
        |ec2| ec2.image_usage_report_entries(),
        |ec2| ec2.image_usage_report_entry("alpha", "beta", "gamma"),
    )
    .await;
    holds(
        "DescribeSecurityGroupReferences",
        &[("GroupId.1", "one")],
        "securityGroupReferenceSet",
        &[("groupId", "alpha"), ("referencingVpcId", "beta")],
        |ec2| ec2.security_group("one").references(),
        |ec2| ec2.security_group_reference("alpha", "beta"),
    )
    .await;
    holds(
        "DescribeSecurityGroupVpcAssociations",
        &[],
        "securityGroupVpcAssociationSet",
        &[("groupId", "alpha"), ("vpcId", "beta")],
        |ec2| ec2.security_group_vpc_associations(),
        |ec2| ec2.security_group_vpc_association("alpha", "beta"),
    )
    .await;
    holds(
        "DescribeStaleSecurityGroups",
        &[("VpcId", "one")],
        "staleSecurityGroupSet",
        &[("vpcId", "alpha"), ("groupId", "beta")],
        |ec2| ec2.vpc("one").stale_security_groups(),
        |ec2| ec2.stale_security_group("alpha", "beta"),
    )
    .await;
    holds(
        "GetGroupsForCapacityReservation",
        &[("CapacityReservationId", "one")],
        "capacityReservationGroupSet",
        &[("groupArn", "alpha")],
        |ec2| ec2.capacity_reservation("one").groups(),
        |ec2| ec2.capacity_reservation_group("one", "alpha"),
    )
    .await;
    holds(
        "GetImageAncestry",
        &[("ImageId", "one")],
        "imageAncestryEntrySet",
        &[("imageId", "alpha")],
        |ec2| ec2.image("one").ancestors(),
        |ec2| ec2.image("alpha"),
    )
    .await;
    holds(
        "GetImageFindings",
        &[("ImageId", "one")],
        "imageFindingSet",
        &[("title", "alpha"), ("snapshotId", "beta")],
        |ec2| ec2.image("one").findings(),
        |ec2| ec2.image_finding("one", "alpha", Some("beta")),
    )
    .await;
    holds(
        "GetInstanceTypesFromInstanceRequirements",
        &[],
        "instanceTypeSet",
        &[("instanceType", "alpha")],
        |ec2| ec2.instance_types_from_instance_requirements(),
        |ec2| ec2.instance_type("alpha"),
    )
    .await;
    holds(
        "GetIpamDiscoveredAccounts",
        &[("IpamResourceDiscoveryId", "one")],
        "ipamDiscoveredAccountSet",
        &[("discoveryRegion", "alpha"), ("accountId", "beta")],
        |ec2| ec2.ipam_resource_discovery("one").discovered_accounts(),
        |ec2| ec2.ipam_discovered_account("one", "alpha", "beta"),
    )
    .await;
    holds(
        "GetIpamDiscoveredPublicAddresses",
        &[("IpamResourceDiscoveryId", "one")],
        "ipamDiscoveredPublicAddressSet",
        &[("addressRegion", "alpha"), ("address", "beta")],
        |ec2| ec2.ipam_resource_discovery("one").discovered_public_addresses(),
        |ec2| ec2.ipam_discovered_public_address("one", "alpha", "beta"),
    )
    .await;
    holds(
        "GetIpamDiscoveredResourceCidrs",
        &[("IpamResourceDiscoveryId", "one")],
        "ipamDiscoveredResourceCidrSet",
        &[("resourceRegion", "alpha"), ("resourceId", "beta"), ("resourceCidr", "gamma")],
        |ec2| ec2.ipam_resource_discovery("one").discovered_resource_cidrs(),
        |ec2| ec2.ipam_discovered_resource_cidr("one", "alpha", "beta", "gamma"),
    )
    .await;
    holds(
        "GetIpamDiscoveredRoutes",
        &[("IpamResourceDiscoveryId", "one")],
        "ipamDiscoveredRouteSet",
        &[("resourceRegion", "alpha"), ("resourceOwnerId", "beta"), ("cidr", "gamma"), ("asn", "delta")],
        |ec2| ec2.ipam_resource_discovery("one").discovered_routes(),
        |ec2| ec2.ipam_discovered_route("one", "alpha", "beta", "gamma", Some("delta")),
    )
    .await;
    holds(
        "GetIpamPolicyAllocationRules",
        &[("IpamPolicyId", "one")],
        "ipamPolicyDocumentSet",
        &[("locale", "alpha"), ("resourceType", "beta")],
        |ec2| ec2.ipam_policy("one").documents(),
        |ec2| ec2.ipam_policy_document("one", "alpha", "beta"),
    )
    .await;
    holds(
        "GetIpamPolicyOrganizationTargets",
        &[("IpamPolicyId", "one")],
        "organizationTargetSet",
        &[("organizationTargetId", "alpha")],
        |ec2| ec2.ipam_policy("one").organization_targets(),
        |ec2| ec2.ipam_policy_organization_target("one", "alpha"),
    )
    .await;
    holds(
        "GetIpamPoolAllocations",
        &[("IpamPoolId", "one")],
        "ipamPoolAllocationSet",
        &[("ipamPoolAllocationId", "alpha")],
        |ec2| ec2.ipam_pool("one").allocations(),
        |ec2| ec2.ipam_pool_allocation("alpha"),
    )
    .await;
    holds(
        "GetIpamPoolCidrs",
        &[("IpamPoolId", "one")],
        "ipamPoolCidrSet",
        &[("ipamPoolCidrId", "alpha")],
        |ec2| ec2.ipam_pool("one").cidrs(),
        |ec2| ec2.ipam_pool_cidr("one", "alpha"),
    )
    .await;
    holds(
        "GetIpamResourceCidrs",
        &[("IpamScopeId", "one")],
        "ipamResourceCidrSet",
        &[("resourceId", "alpha"), ("resourceCidr", "beta"), ("resourceRegion", "gamma")],
        |ec2| ec2.ipam_scope("one").resource_cidrs(),
        |ec2| ec2.ipam_resource_cidr("one", "alpha", "beta", "gamma"),
    )
    .await;
    holds(
        "GetIpamRouteProtectionFindings",
        &[("IpamId", "one")],
        "routeProtectionFindingSet",
        &[("resourceRegion", "alpha"), ("resourceOwnerId", "beta"), ("cidr", "gamma"), ("asn", "delta")],
        |ec2| ec2.ipam("one").route_protection_findings(),
        |ec2| ec2.ipam_route_protection_finding("one", "alpha", "beta", "gamma", Some("delta")),
    )
    .await;
    holds(
        "GetIpamRoutingPolicyRegistrationDeltas",
        &[("IpamInternetRegistryAssociationId", "one")],
        "ipamRoutingPolicyRegistrationDeltaSet",
        &[("deltaId", "alpha")],
        |ec2| ec2.ipam_internet_registry_association("one").routing_policy_registration_deltas(),
        |ec2| ec2.ipam_routing_policy_registration_delta("one", "alpha"),
    )
    .await;
    holds(
        "GetIpamRoutingPolicyRegistrations",
        &[("IpamInternetRegistryAssociationId", "one")],
        "ipamRoutingPolicyRegistrationSet",
        &[("cidr", "alpha")],
        |ec2| ec2.ipam_internet_registry_association("one").routing_policy_registrations(),
        |ec2| ec2.ipam_routing_policy_registration("one", "alpha"),
    )
    .await;
    holds(
        "GetManagedPrefixListAssociations",
        &[("PrefixListId", "one")],
        "prefixListAssociationSet",
        &[("resourceId", "alpha")],
        |ec2| ec2.managed_prefix_list("one").associations(),
        |ec2| ec2.prefix_list_association("one", "alpha"),
    )
    .await;
    holds(
        "GetNetworkInsightsAccessScopeAnalysisFindings",
        &[("NetworkInsightsAccessScopeAnalysisId", "one")],
        "analysisFindingSet",
        &[("networkInsightsAccessScopeAnalysisId", "alpha"), ("findingId", "beta")],
        |ec2| ec2.network_insights_access_scope_analysis("one").findings(),
        |ec2| ec2.network_insights_access_scope_analysis_finding("alpha", "beta"),
    )
    .await;
    holds(
        "GetRouteServerAssociations",
        &[("RouteServerId", "one")],
        "routeServerAssociationSet",
        &[("routeServerId", "alpha"), ("vpcId", "beta")],
        |ec2| ec2.route_server("one").associations(),
        |ec2| ec2.route_server_association("alpha", "beta"),
    )
    .await;
    holds(
        "GetRouteServerPropagations",
        &[("RouteServerId", "one")],
        "routeServerPropagationSet",
        &[("routeServerId", "alpha"), ("routeTableId", "beta")],
        |ec2| ec2.route_server("one").propagations(),
        |ec2| ec2.route_server_propagation("alpha", "beta"),
    )
    .await;
    holds(
        "GetSecurityGroupsForVpc",
        &[("VpcId", "one")],
        "securityGroupForVpcSet",
        &[("groupId", "alpha")],
        |ec2| ec2.vpc("one").usable_security_groups(),
        |ec2| ec2.security_group("alpha"),
    )
    .await;
    holds(
        "GetTransitGatewayAttachmentPropagations",
        &[("TransitGatewayAttachmentId", "one")],
        "transitGatewayAttachmentPropagations",
        &[("transitGatewayRouteTableId", "alpha")],
        |ec2| ec2.transit_gateway_attachment("one").propagations(),
        |ec2| ec2.transit_gateway_attachment_propagation("one", "alpha"),
    )
    .await;
    holds(
        "GetTransitGatewayMeteringPolicyEntries",
        &[("TransitGatewayMeteringPolicyId", "one")],
        "transitGatewayMeteringPolicyEntries",
        &[("policyRuleNumber", "alpha")],
        |ec2| ec2.transit_gateway_metering_policy("one").entries(),
        |ec2| ec2.transit_gateway_metering_policy_entry("one", "alpha"),
    )
    .await;
    holds(
        "GetTransitGatewayPolicyTableAssociations",
        &[("TransitGatewayPolicyTableId", "one")],
        "associations",
        &[("transitGatewayPolicyTableId", "alpha"), ("transitGatewayAttachmentId", "beta")],
        |ec2| ec2.transit_gateway_policy_table("one").associations(),
        |ec2| ec2.transit_gateway_policy_table_association("alpha", "beta"),
    )
    .await;
    holds(
        "GetTransitGatewayPolicyTableEntries",
        &[("TransitGatewayPolicyTableId", "one")],
        "transitGatewayPolicyTableEntries",
        &[("policyRuleNumber", "alpha")],
        |ec2| ec2.transit_gateway_policy_table("one").entries(),
        |ec2| ec2.transit_gateway_policy_table_entry("one", "alpha"),
    )
    .await;
    holds(
        "GetTransitGatewayPrefixListReferences",
        &[("TransitGatewayRouteTableId", "one")],
        "transitGatewayPrefixListReferenceSet",
        &[("transitGatewayRouteTableId", "alpha"), ("prefixListId", "beta")],
        |ec2| ec2.transit_gateway_route_table("one").prefix_list_references(),
        |ec2| ec2.transit_gateway_prefix_list_reference("alpha", "beta"),
    )
    .await;
    holds(
        "GetVerifiedAccessEndpointTargets",
        &[("VerifiedAccessEndpointId", "one")],
        "verifiedAccessEndpointTargetSet",
        &[("verifiedAccessEndpointTargetIpAddress", "alpha"), ("verifiedAccessEndpointTargetDns", "beta")],
        |ec2| ec2.verified_access_endpoint("one").targets(),
        |ec2| ec2.verified_access_endpoint_target("one", Some("alpha"), Some("beta")),
    )
    .await;
    holds(
        "GetVpcResourcesBlockingEncryptionEnforcement",
        &[("VpcId", "one")],
        "nonCompliantResourceSet",
        &[("id", "alpha")],
        |ec2| ec2.vpc("one").encryption_non_compliant_resources(),
        |ec2| ec2.vpc_encryption_non_compliant_resource("one", "alpha"),
    )
    .await;
    holds(
        "SearchLocalGatewayRoutes",
        &[("LocalGatewayRouteTableId", "one")],
        "routeSet",
        &[("destinationCidrBlock", "alpha"), ("destinationPrefixListId", "beta")],
        |ec2| ec2.local_gateway_route_table("one").routes(),
        |ec2| ec2.local_gateway_route("one", Some("alpha"), Some("beta")),
    )
    .await;
    holds(
        "SearchTransitGatewayMulticastGroups",
        &[("TransitGatewayMulticastDomainId", "one")],
        "multicastGroups",
        &[("groupIpAddress", "alpha"), ("networkInterfaceId", "beta"), ("transitGatewayAttachmentId", "gamma")],
        |ec2| ec2.transit_gateway_multicast_domain("one").groups(),
        |ec2| ec2.transit_gateway_multicast_group("one", "alpha", Some("beta"), Some("gamma")),
    )
    .await;
}
