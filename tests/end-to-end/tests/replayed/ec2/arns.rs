//! ARNs that AWS returns, and those that are built where it returns none.

use aws_resources::{Collection, Resource, ec2::Ec2};
use end_to_end::{
    answers::caller,
    exercised,
    script::{Script, session},
};

use super::ec2;

/// Checks that a resource has the ARN of its data, and the same one, built, where the data has none.
async fn has_arn<B: Clone, R: Resource>(
    operation: &str,
    set: &str,
    id: &str,
    member: &str,
    arn: &str,
    list: impl Fn(&Ec2) -> Collection<B, R>,
) {
    let item = |more: &str| ec2(operation, &format!("<{set}><item><{id}>one</{id}>{more}</item></{set}>"));
    let script = Script::new([item(&format!("<{member}>{arn}</{member}>")), item(""), caller("123456789012")]);
    let region = Ec2::new(&session(&script));
    let given = list(&region).first().await.unwrap().unwrap();
    exercised::arn(&format!("ec2.{}", given.type_name()), &given.arn().await.unwrap(), Some(arn));
    let bare = list(&region).first().await.unwrap().unwrap();
    assert_eq!(bare.arn().await.unwrap().as_str(), arn, "built");
    assert_eq!(script.operations(), [operation, operation, "GetCallerIdentity"]);
}

#[tokio::test]
async fn an_arn_is_returned_or_built() {
    has_arn(
        "DescribeCapacityReservations",
        "capacityReservationSet",
        "capacityReservationId",
        "capacityReservationArn",
        "arn:aws:ec2:eu-west-1:123456789012:capacity-reservation/one",
        |ec2| ec2.capacity_reservations(),
    )
    .await;
    has_arn(
        "DescribeCapacityReservationFleets",
        "capacityReservationFleetSet",
        "capacityReservationFleetId",
        "capacityReservationFleetArn",
        "arn:aws:ec2:eu-west-1:123456789012:capacity-reservation-fleet/one",
        |ec2| ec2.capacity_reservation_fleets(),
    )
    .await;
    has_arn(
        "DescribeCoipPools",
        "coipPoolSet",
        "poolId",
        "poolArn",
        "arn:aws:ec2:eu-west-1:123456789012:coip-pool/one",
        |ec2| ec2.coip_pools(),
    )
    .await;
    has_arn(
        "DescribeInstanceConnectEndpoints",
        "instanceConnectEndpointSet",
        "instanceConnectEndpointId",
        "instanceConnectEndpointArn",
        "arn:aws:ec2:eu-west-1:123456789012:instance-connect-endpoint/one",
        |ec2| ec2.instance_connect_endpoints(),
    )
    .await;
    has_arn("DescribeIpams", "ipamSet", "ipamId", "ipamArn", "arn:aws:ec2::123456789012:ipam/one", |ec2| ec2.ipams())
        .await;
    has_arn(
        "DescribeIpamExternalResourceVerificationTokens",
        "ipamExternalResourceVerificationTokenSet",
        "ipamExternalResourceVerificationTokenId",
        "ipamExternalResourceVerificationTokenArn",
        "arn:aws:ec2::123456789012:ipam-external-resource-verification-token/one",
        |ec2| ec2.ipam_external_resource_verification_tokens(),
    )
    .await;
    has_arn(
        "DescribeIpamPolicies",
        "ipamPolicySet",
        "ipamPolicyId",
        "ipamPolicyArn",
        "arn:aws:ec2::123456789012:ipam-policy/one",
        |ec2| ec2.ipam_policies(),
    )
    .await;
    has_arn(
        "DescribeIpamPools",
        "ipamPoolSet",
        "ipamPoolId",
        "ipamPoolArn",
        "arn:aws:ec2::123456789012:ipam-pool/one",
        |ec2| ec2.ipam_pools(),
    )
    .await;
    has_arn(
        "DescribeIpamPrefixListResolvers",
        "ipamPrefixListResolverSet",
        "ipamPrefixListResolverId",
        "ipamPrefixListResolverArn",
        "arn:aws:ec2::123456789012:ipam-prefix-list-resolver/one",
        |ec2| ec2.ipam_prefix_list_resolvers(),
    )
    .await;
    has_arn(
        "DescribeIpamPrefixListResolverTargets",
        "ipamPrefixListResolverTargetSet",
        "ipamPrefixListResolverTargetId",
        "ipamPrefixListResolverTargetArn",
        "arn:aws:ec2::123456789012:ipam-prefix-list-resolver-target/one",
        |ec2| ec2.ipam_prefix_list_resolver_targets(),
    )
    .await;
    has_arn(
        "DescribeIpamResourceDiscoveries",
        "ipamResourceDiscoverySet",
        "ipamResourceDiscoveryId",
        "ipamResourceDiscoveryArn",
        "arn:aws:ec2::123456789012:ipam-resource-discovery/one",
        |ec2| ec2.ipam_resource_discoveries(),
    )
    .await;
    has_arn(
        "DescribeIpamResourceDiscoveryAssociations",
        "ipamResourceDiscoveryAssociationSet",
        "ipamResourceDiscoveryAssociationId",
        "ipamResourceDiscoveryAssociationArn",
        "arn:aws:ec2::123456789012:ipam-resource-discovery-association/one",
        |ec2| ec2.ipam_resource_discovery_associations(),
    )
    .await;
    has_arn(
        "DescribeIpamScopes",
        "ipamScopeSet",
        "ipamScopeId",
        "ipamScopeArn",
        "arn:aws:ec2::123456789012:ipam-scope/one",
        |ec2| ec2.ipam_scopes(),
    )
    .await;
    has_arn(
        "DescribeLocalGatewayRouteTables",
        "localGatewayRouteTableSet",
        "localGatewayRouteTableId",
        "localGatewayRouteTableArn",
        "arn:aws:ec2:eu-west-1:123456789012:local-gateway-route-table/one",
        |ec2| ec2.local_gateway_route_tables(),
    )
    .await;
    has_arn(
        "DescribeLocalGatewayVirtualInterfaces",
        "localGatewayVirtualInterfaceSet",
        "localGatewayVirtualInterfaceId",
        "localGatewayVirtualInterfaceArn",
        "arn:aws:ec2:eu-west-1:123456789012:local-gateway-virtual-interface/one",
        |ec2| ec2.local_gateway_virtual_interfaces(),
    )
    .await;
    has_arn(
        "DescribeLocalGatewayVirtualInterfaceGroups",
        "localGatewayVirtualInterfaceGroupSet",
        "localGatewayVirtualInterfaceGroupId",
        "localGatewayVirtualInterfaceGroupArn",
        "arn:aws:ec2:eu-west-1:123456789012:local-gateway-virtual-interface-group/one",
        |ec2| ec2.local_gateway_virtual_interface_groups(),
    )
    .await;
    has_arn(
        "DescribeNetworkInsightsAccessScopes",
        "networkInsightsAccessScopeSet",
        "networkInsightsAccessScopeId",
        "networkInsightsAccessScopeArn",
        "arn:aws:ec2:eu-west-1:123456789012:network-insights-access-scope/one",
        |ec2| ec2.network_insights_access_scopes(),
    )
    .await;
    has_arn(
        "DescribeNetworkInsightsAccessScopeAnalyses",
        "networkInsightsAccessScopeAnalysisSet",
        "networkInsightsAccessScopeAnalysisId",
        "networkInsightsAccessScopeAnalysisArn",
        "arn:aws:ec2:eu-west-1:123456789012:network-insights-access-scope-analysis/one",
        |ec2| ec2.network_insights_access_scope_analyses(),
    )
    .await;
    has_arn(
        "DescribeNetworkInsightsAnalyses",
        "networkInsightsAnalysisSet",
        "networkInsightsAnalysisId",
        "networkInsightsAnalysisArn",
        "arn:aws:ec2:eu-west-1:123456789012:network-insights-analysis/one",
        |ec2| ec2.network_insights_analyses(),
    )
    .await;
    has_arn(
        "DescribeNetworkInsightsPaths",
        "networkInsightsPathSet",
        "networkInsightsPathId",
        "networkInsightsPathArn",
        "arn:aws:ec2:eu-west-1:123456789012:network-insights-path/one",
        |ec2| ec2.network_insights_paths(),
    )
    .await;
    has_arn(
        "DescribePlacementGroups",
        "placementGroupSet",
        "groupName",
        "groupArn",
        "arn:aws:ec2:eu-west-1:123456789012:placement-group/one",
        |ec2| ec2.placement_groups(),
    )
    .await;
    has_arn(
        "DescribeSecondaryInterfaces",
        "secondaryInterfaceSet",
        "secondaryInterfaceId",
        "secondaryInterfaceArn",
        "arn:aws:ec2:eu-west-1:123456789012:secondary-interface/one",
        |ec2| ec2.secondary_interfaces(),
    )
    .await;
    has_arn(
        "DescribeSecondaryNetworks",
        "secondaryNetworkSet",
        "secondaryNetworkId",
        "secondaryNetworkArn",
        "arn:aws:ec2:eu-west-1:123456789012:secondary-network/one",
        |ec2| ec2.secondary_networks(),
    )
    .await;
    has_arn(
        "DescribeSecondarySubnets",
        "secondarySubnetSet",
        "secondarySubnetId",
        "secondarySubnetArn",
        "arn:aws:ec2:eu-west-1:123456789012:secondary-subnet/one",
        |ec2| ec2.secondary_subnets(),
    )
    .await;
    has_arn(
        "DescribeSecurityGroupRules",
        "securityGroupRuleSet",
        "securityGroupRuleId",
        "securityGroupRuleArn",
        "arn:aws:ec2:eu-west-1:123456789012:security-group-rule/one",
        |ec2| ec2.security_group_rules(),
    )
    .await;
    has_arn(
        "DescribeTransitGatewayMulticastDomains",
        "transitGatewayMulticastDomains",
        "transitGatewayMulticastDomainId",
        "transitGatewayMulticastDomainArn",
        "arn:aws:ec2:eu-west-1:123456789012:transit-gateway-multicast-domain/one",
        |ec2| ec2.transit_gateway_multicast_domains(),
    )
    .await;
    has_arn(
        "DescribeVerifiedAccessGroups",
        "verifiedAccessGroupSet",
        "verifiedAccessGroupId",
        "verifiedAccessGroupArn",
        "arn:aws:ec2:eu-west-1:123456789012:verified-access-group/one",
        |ec2| ec2.verified_access_groups(),
    )
    .await;
    has_arn(
        "DescribeVolumes",
        "volumeSet",
        "volumeId",
        "volumeArn",
        "arn:aws:ec2:eu-west-1:123456789012:volume/one",
        |ec2| ec2.volumes(),
    )
    .await;
}
