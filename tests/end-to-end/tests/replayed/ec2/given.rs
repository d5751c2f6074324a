//! Actions whose request names more than the resource, and what they make of the answer.

use aws_resources::{Action, ec2::Ec2};
use aws_sdk_ec2::types;
use end_to_end::script::{Script, session};

use super::{ec2, params, sends, sent};

/// Checks that an action makes this call with these parameters, and what it makes of the answer.
pub(super) async fn acts<B: Send + 'static, T: Send + 'static>(
    operation: &str,
    expected: &[(&str, &str)],
    content: &str,
    act: impl FnOnce(&Ec2) -> Action<B, T>,
    check: impl FnOnce(&Ec2, T),
) {
    let script = Script::new([ec2(operation, content)]);
    let region = Ec2::new(&session(&script));
    check(&region, act(&region).await.unwrap());
    assert_eq!(script.operations(), [operation]);
    assert_eq!(sent(&script), params(expected), "{operation}");
}

#[tokio::test]
async fn what_is_made_is_in_a_list_of_the_answer() {
    acts(
        "CopyVolumes",
        &[("SourceVolumeId", "one"), ("Size", "16")],
        "<volumeSet><item><volumeId>made</volumeId><size>16</size></item></volumeSet>",
        |ec2| ec2.volume("one").copy().with(|r| r.size(16)),
        |ec2, made| {
            assert_eq!(made, [ec2.volume("made")]);
            assert_eq!(made[0].loaded().unwrap().size(), Some(16));
        },
    )
    .await;
    acts(
        "PurchaseHostReservation",
        &[("OfferingId", "one"), ("HostIdSet.1", "h-1")],
        "<purchase><item><hostReservationId>made</hostReservationId></item></purchase>",
        |ec2| ec2.host_reservation_offering("one").purchase().with(|r| r.host_id_set("h-1")),
        |ec2, made| assert_eq!(made, [ec2.host_reservation("made")]),
    )
    .await;
    let listings = "<reservedInstancesListingsSet><item><reservedInstancesListingId>made</reservedInstancesListingId>\
                    </item></reservedInstancesListingsSet>";
    acts(
        "CreateReservedInstancesListing",
        &[("ReservedInstancesId", "one"), ("InstanceCount", "1")],
        listings,
        |ec2| ec2.reserved_instance("one").create_listing().with(|r| r.instance_count(1)),
        |ec2, made| assert_eq!(made, Some(ec2.reserved_instances_listing("made"))),
    )
    .await;
    acts(
        "CancelReservedInstancesListing",
        &[("ReservedInstancesListingId", "made")],
        listings,
        |ec2| ec2.reserved_instances_listing("made").cancel(),
        |ec2, made| assert_eq!(made, Some(ec2.reserved_instances_listing("made"))),
    )
    .await;
}

#[tokio::test]
async fn what_is_bought_or_run_is_in_a_list_of_the_answer() {
    acts(
        "RunScheduledInstances",
        &[("ScheduledInstanceId", "one"), ("InstanceCount", "2")],
        "<instanceIdSet><item>i-1</item><item>i-2</item></instanceIdSet>",
        |ec2| ec2.scheduled_instance("one").run().with(|r| r.instance_count(2)),
        |ec2, made| assert_eq!(made, [ec2.instance("i-1"), ec2.instance("i-2")]),
    )
    .await;
    let wanted = types::PurchaseRequest::builder().purchase_token("t-1").instance_count(1).build();
    acts(
        "PurchaseScheduledInstances",
        &[("PurchaseRequest.1.PurchaseToken", "t-1"), ("PurchaseRequest.1.InstanceCount", "1")],
        "<scheduledInstanceSet><item><scheduledInstanceId>made</scheduledInstanceId></item></scheduledInstanceSet>",
        |ec2| ec2.purchase_scheduled_instances().with(|r| r.purchase_requests(wanted)),
        |ec2, made| assert_eq!(made, [ec2.scheduled_instance("made")]),
    )
    .await;
    acts(
        "PurchaseCapacityBlockExtension",
        &[("CapacityReservationId", "cr-1"), ("CapacityBlockExtensionOfferingId", "cbe-1")],
        "<capacityBlockExtensionSet><item><capacityReservationId>cr-1</capacityReservationId>\
         <capacityBlockExtensionOfferingId>cbe-1</capacityBlockExtensionOfferingId></item></capacityBlockExtensionSet>",
        |ec2| ec2.capacity_block_extension_offering("cr-1", "cbe-1").purchase(),
        |ec2, made| assert_eq!(made, [ec2.capacity_block_extension("cr-1", "cbe-1")]),
    )
    .await;
    acts(
        "UpdateCapacityManagerMonitoredTagKeys",
        &[("ActivateTagKey.1", "team")],
        "<capacityManagerTagKeySet><item><tagKey>team</tagKey></item></capacityManagerTagKeySet>",
        |ec2| ec2.update_capacity_manager_monitored_tag_keys().with(|r| r.activate_tag_keys("team")),
        |ec2, made| assert_eq!(made, [ec2.capacity_manager_monitored_tag_key("team")]),
    )
    .await;
}

#[tokio::test]
async fn entries_of_policies_are_known_by_their_numbers() {
    let entry = "<transitGatewayPolicyTableEntry><policyRuleNumber>7</policyRuleNumber>\
                 </transitGatewayPolicyTableEntry>";
    let named = [("TransitGatewayPolicyTableId", "one"), ("PolicyRuleNumber", "7")];
    acts(
        "CreateTransitGatewayPolicyTableEntry",
        &named,
        entry,
        |ec2| ec2.transit_gateway_policy_table("one").create_entry().with(|r| r.policy_rule_number("7")),
        |ec2, made| assert_eq!(made, Some(ec2.transit_gateway_policy_table_entry("one", "7"))),
    )
    .await;
    acts(
        "ModifyTransitGatewayPolicyTableEntry",
        &named,
        entry,
        |ec2| ec2.transit_gateway_policy_table_entry("one", "7").modify(),
        |ec2, made| assert_eq!(made, Some(ec2.transit_gateway_policy_table_entry("one", "7"))),
    )
    .await;
    acts(
        "DeleteTransitGatewayPolicyTableEntry",
        &named,
        entry,
        |ec2| ec2.transit_gateway_policy_table_entry("one", "7").delete(),
        |ec2, made| assert_eq!(made, Some(ec2.transit_gateway_policy_table_entry("one", "7"))),
    )
    .await;
    acts(
        "CreateTransitGatewayMeteringPolicyEntry",
        &[("TransitGatewayMeteringPolicyId", "one"), ("PolicyRuleNumber", "7")],
        "<transitGatewayMeteringPolicyEntry><policyRuleNumber>7</policyRuleNumber>\
         </transitGatewayMeteringPolicyEntry>",
        |ec2| ec2.transit_gateway_metering_policy("one").create_entry().with(|r| r.policy_rule_number(7)),
        |ec2, made| assert_eq!(made, Some(ec2.transit_gateway_metering_policy_entry("one", "7"))),
    )
    .await;
    acts(
        "AssociateTransitGatewayPolicyTable",
        &[("TransitGatewayPolicyTableId", "one"), ("TransitGatewayAttachmentId", "tgw-attach-1")],
        "<association><transitGatewayPolicyTableId>one</transitGatewayPolicyTableId>\
         <transitGatewayAttachmentId>tgw-attach-1</transitGatewayAttachmentId></association>",
        |ec2| {
            let associate = ec2.transit_gateway_policy_table("one").associate();
            associate.with(|r| r.transit_gateway_attachment_id("tgw-attach-1"))
        },
        |ec2, made| assert_eq!(made, Some(ec2.transit_gateway_policy_table_association("one", "tgw-attach-1"))),
    )
    .await;
}

/// What a request needs besides the identifier comes from the data, if the caller doesn't give it.
#[tokio::test]
async fn requests_take_what_they_need_from_the_data() {
    let zone = "<availabilityZoneInfo><item><zoneId>euw1-az1</zoneId><groupName>eu-west-1-zg-1</groupName></item>\
                </availabilityZoneInfo>";
    let asn = "<byoasnSet><item><asn>64512</asn><ipamId>ipam-1</ipamId></item></byoasnSet>";
    let script = Script::new([
        ec2("DescribeAvailabilityZones", zone),
        ec2("ModifyAvailabilityZoneGroup", "<return>true</return>"),
        ec2("DescribeIpamByoasn", asn),
        ec2("DeprovisionIpamByoasn", ""),
        ec2("ReleaseIpamPoolAllocation", "<success>true</success>"),
    ]);
    let region = Ec2::new(&session(&script));
    region.availability_zone("euw1-az1").modify_group().await.unwrap();
    assert_eq!(script.request(1).param("GroupName").as_deref(), Some("eu-west-1-zg-1"));
    region.ipam_byoasn("64512").deprovision().await.unwrap();
    let deprovisioned = script.request(3);
    assert_eq!(deprovisioned.params(), params(&[("Asn", "64512"), ("IpamId", "ipam-1")]));
    let release = region.ipam_pool_allocation("alloc-1").release();
    release.with(|r| r.ipam_pool_id("pool-1").cidr("10.0.0.0/24")).await.unwrap();
    let released = [("IpamPoolAllocationId", "alloc-1"), ("IpamPoolId", "pool-1"), ("Cidr", "10.0.0.0/24")];
    assert_eq!(script.request(4).params(), params(&released));
}

#[tokio::test]
async fn what_is_made_is_known_by_its_parent_too() {
    acts(
        "AssociateClientVpnTargetNetwork",
        &[("ClientVpnEndpointId", "one"), ("SubnetId", "subnet-1")],
        "<associationId>made</associationId><status><code>associating</code></status>",
        |ec2| ec2.client_vpn_endpoint("one").associate_target_network().with(|r| r.subnet_id("subnet-1")),
        |ec2, made| assert_eq!(made, Some(ec2.client_vpn_target_network("one", "made"))),
    )
    .await;
    let cidr = "<ipamPoolCidr><cidr>10.0.0.0/8</cidr><ipamPoolCidrId>made</ipamPoolCidrId></ipamPoolCidr>";
    acts(
        "ProvisionIpamPoolCidr",
        &[("IpamPoolId", "one"), ("Cidr", "10.0.0.0/8")],
        cidr,
        |ec2| ec2.ipam_pool("one").provision_cidr().with(|r| r.cidr("10.0.0.0/8")),
        |ec2, made| assert_eq!(made, Some(ec2.ipam_pool_cidr("one", "made"))),
    )
    .await;
    acts(
        "DeprovisionIpamPoolCidr",
        &[("IpamPoolId", "one"), ("Cidr", "10.0.0.0/8")],
        cidr,
        |ec2| ec2.ipam_pool("one").deprovision_cidr().with(|r| r.cidr("10.0.0.0/8")),
        |ec2, made| assert_eq!(made, Some(ec2.ipam_pool_cidr("one", "made"))),
    )
    .await;
    acts(
        "AssociateRouteServer",
        &[("RouteServerId", "one"), ("VpcId", "vpc-1")],
        "<routeServerAssociation><routeServerId>one</routeServerId><vpcId>vpc-1</vpcId></routeServerAssociation>",
        |ec2| ec2.route_server("one").associate().with(|r| r.vpc_id("vpc-1")),
        |ec2, made| assert_eq!(made, Some(ec2.route_server_association("one", "vpc-1"))),
    )
    .await;
    let cidr = "<coipCidr><cidr>192.0.2.0/24</cidr><coipPoolId>one</coipPoolId></coipCidr>";
    acts(
        "CreateCoipCidr",
        &[("CoipPoolId", "one"), ("Cidr", "192.0.2.0/24")],
        cidr,
        |ec2| ec2.coip_pool("one").create_cidr().with(|r| r.cidr("192.0.2.0/24")),
        |ec2, made| assert_eq!(made, Some(ec2.coip_cidr("one", "192.0.2.0/24"))),
    )
    .await;
    acts(
        "DeleteCoipCidr",
        &[("CoipPoolId", "one"), ("Cidr", "192.0.2.0/24")],
        cidr,
        |ec2| ec2.coip_cidr("one", "192.0.2.0/24").delete(),
        |ec2, made| assert_eq!(made, Some(ec2.coip_cidr("one", "192.0.2.0/24"))),
    )
    .await;
}

#[tokio::test]
async fn routes_are_known_by_where_they_lead() {
    acts(
        "CreateVpnConnectionRoute",
        &[("VpnConnectionId", "one"), ("DestinationCidrBlock", "10.0.0.0/8")],
        "<return>true</return>",
        |ec2| ec2.vpn_connection("one").create_route().with(|r| r.destination_cidr_block("10.0.0.0/8")),
        |ec2, made| assert_eq!(made, Some(ec2.vpn_connection_route("one", "10.0.0.0/8"))),
    )
    .await;
    let route = "<route><destinationCidrBlock>10.0.0.0/8</destinationCidrBlock><state>active</state></route>";
    acts(
        "CreateLocalGatewayRoute",
        &[("LocalGatewayRouteTableId", "one"), ("DestinationCidrBlock", "10.0.0.0/8"), ("NetworkInterfaceId", "eni-1")],
        route,
        |ec2| {
            let create = ec2.local_gateway_route_table("one").create_route();
            create.with(|r| r.destination_cidr_block("10.0.0.0/8").network_interface_id("eni-1"))
        },
        |ec2, made| assert_eq!(made, ec2.local_gateway_route("one", Some("10.0.0.0/8"), None)),
    )
    .await;
    acts(
        "ReplaceTransitGatewayRoute",
        &[("TransitGatewayRouteTableId", "one"), ("DestinationCidrBlock", "10.0.0.0/8"), ("Blackhole", "true")],
        route,
        |ec2| ec2.transit_gateway_route("one", "10.0.0.0/8", None).replace().with(|r| r.blackhole(true)),
        |ec2, made| assert_eq!(made, Some(ec2.transit_gateway_route("one", "10.0.0.0/8", None))),
    )
    .await;
    let reference = "<transitGatewayPrefixListReference><transitGatewayRouteTableId>one</transitGatewayRouteTableId>\
                     <prefixListId>pl-1</prefixListId></transitGatewayPrefixListReference>";
    let named = [("TransitGatewayRouteTableId", "one"), ("PrefixListId", "pl-1")];
    acts(
        "CreateTransitGatewayPrefixListReference",
        &named,
        reference,
        |ec2| {
            let create = ec2.transit_gateway_route_table("one").create_prefix_list_reference();
            create.with(|r| r.prefix_list_id("pl-1"))
        },
        |ec2, made| assert_eq!(made, Some(ec2.transit_gateway_prefix_list_reference("one", "pl-1"))),
    )
    .await;
    acts(
        "ModifyTransitGatewayPrefixListReference",
        &named,
        reference,
        |ec2| ec2.transit_gateway_prefix_list_reference("one", "pl-1").modify(),
        |ec2, made| assert_eq!(made, Some(ec2.transit_gateway_prefix_list_reference("one", "pl-1"))),
    )
    .await;
    acts(
        "DeleteTransitGatewayPrefixListReference",
        &named,
        reference,
        |ec2| ec2.transit_gateway_prefix_list_reference("one", "pl-1").delete(),
        |ec2, made| assert_eq!(made, Some(ec2.transit_gateway_prefix_list_reference("one", "pl-1"))),
    )
    .await;
}

#[tokio::test]
async fn what_the_account_asks_for() {
    acts(
        "AcceptAddressTransfer",
        &[("Address", "192.0.2.1")],
        "<addressTransfer><publicIp>192.0.2.1</publicIp><allocationId>made</allocationId></addressTransfer>",
        |ec2| ec2.accept_address_transfer().with(|r| r.address("192.0.2.1")),
        |_, made| assert_eq!(made.unwrap().allocation_id(), Some("made")),
    )
    .await;
    acts(
        "CreateSpotDatafeedSubscription",
        &[("Bucket", "prices")],
        "<spotDatafeedSubscription><bucket>prices</bucket><state>Active</state></spotDatafeedSubscription>",
        |ec2| ec2.create_spot_datafeed_subscription().with(|r| r.bucket("prices")),
        |ec2, made| assert_eq!(made, ec2.spot_datafeed_subscription()),
    )
    .await;
    acts(
        "GetSpotPlacementScores",
        &[("TargetCapacity", "2"), ("InstanceType.1", "m5.large")],
        "<spotPlacementScoreSet><item><region>eu-west-1</region><score>7</score></item></spotPlacementScoreSet>",
        |ec2| ec2.get_spot_placement_scores().with(|r| r.target_capacity(2).instance_types("m5.large")),
        |_, scores| assert_eq!(scores.spot_placement_scores()[0].score(), Some(7)),
    )
    .await;
    let credits = types::InstanceCreditSpecificationRequest::builder().instance_id("i-1").cpu_credits("unlimited");
    acts(
        "ModifyInstanceCreditSpecification",
        &[
            ("InstanceCreditSpecification.1.InstanceId", "i-1"),
            ("InstanceCreditSpecification.1.CpuCredits", "unlimited"),
        ],
        "<unsuccessfulInstanceCreditSpecificationSet><item><instanceId>i-1</instanceId></item>\
         </unsuccessfulInstanceCreditSpecificationSet>",
        |ec2| ec2.modify_instance_credit_specification().with(|r| r.instance_credit_specifications(credits.build())),
        |_, changed| {
            assert_eq!(changed.unsuccessful_instance_credit_specifications()[0].instance_id(), Some("i-1"));
        },
    )
    .await;
    let account = [("DelegatedAdminAccountId", "111122223333")];
    sends("EnableIpamOrganizationAdminAccount", &account, |ec2| {
        ec2.enable_ipam_organization_admin_account().with(|r| r.delegated_admin_account_id("111122223333"))
    })
    .await;
    sends("DisableIpamOrganizationAdminAccount", &account, |ec2| {
        ec2.disable_ipam_organization_admin_account().with(|r| r.delegated_admin_account_id("111122223333"))
    })
    .await;
    sends("EnableReachabilityAnalyzerOrganizationSharing", &[], |ec2| {
        ec2.enable_reachability_analyzer_organization_sharing()
    })
    .await;
    sends("GetEnabledIpamPolicy", &[], |ec2| ec2.get_enabled_ipam_policy()).await;
}
