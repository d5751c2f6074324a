//! Transit gateways and route servers.

use super::{describes, gives, pages, sends};

#[tokio::test]
async fn transit_gateways_and_route_servers_are_listed() {
    pages(
        "DescribeRouteServerEndpoints",
        "routeServerEndpointSet",
        "routeServerEndpointId",
        |ec2| ec2.route_server_endpoints(),
        |it| it.id(),
    )
    .await;
    pages(
        "DescribeRouteServerPeers",
        "routeServerPeerSet",
        "routeServerPeerId",
        |ec2| ec2.route_server_peers(),
        |it| it.id(),
    )
    .await;
    pages("DescribeRouteServers", "routeServerSet", "routeServerId", |ec2| ec2.route_servers(), |it| it.id()).await;
    pages(
        "DescribeTransitGatewayConnectPeers",
        "transitGatewayConnectPeerSet",
        "transitGatewayConnectPeerId",
        |ec2| ec2.transit_gateway_connect_peers(),
        |it| it.id(),
    )
    .await;
    pages(
        "DescribeTransitGatewayConnects",
        "transitGatewayConnectSet",
        "transitGatewayAttachmentId",
        |ec2| ec2.transit_gateway_connects(),
        |it| it.id(),
    )
    .await;
    pages(
        "DescribeTransitGatewayMeteringPolicies",
        "transitGatewayMeteringPolicies",
        "transitGatewayMeteringPolicyId",
        |ec2| ec2.transit_gateway_metering_policies(),
        |it| it.id(),
    )
    .await;
    pages(
        "DescribeTransitGatewayMulticastDomains",
        "transitGatewayMulticastDomains",
        "transitGatewayMulticastDomainId",
        |ec2| ec2.transit_gateway_multicast_domains(),
        |it| it.id(),
    )
    .await;
    pages(
        "DescribeTransitGatewayPolicyTables",
        "transitGatewayPolicyTables",
        "transitGatewayPolicyTableId",
        |ec2| ec2.transit_gateway_policy_tables(),
        |it| it.id(),
    )
    .await;
    pages(
        "DescribeTransitGatewayRouteTableAnnouncements",
        "transitGatewayRouteTableAnnouncements",
        "transitGatewayRouteTableAnnouncementId",
        |ec2| ec2.transit_gateway_route_table_announcements(),
        |it| it.id(),
    )
    .await;
}

#[tokio::test]
async fn transit_gateways_and_route_servers_are_described_or_not_found() {
    describes(
        "DescribeRouteServerEndpoints",
        "RouteServerEndpointId.1",
        "routeServerEndpointSet",
        "routeServerEndpointId",
        |ec2| async move { ec2.route_server_endpoint("one").data().await.map(drop) },
    )
    .await;
    describes(
        "DescribeRouteServerPeers",
        "RouteServerPeerId.1",
        "routeServerPeerSet",
        "routeServerPeerId",
        |ec2| async move { ec2.route_server_peer("one").data().await.map(drop) },
    )
    .await;
    describes("DescribeRouteServers", "RouteServerId.1", "routeServerSet", "routeServerId", |ec2| async move {
        ec2.route_server("one").data().await.map(drop)
    })
    .await;
    describes(
        "DescribeTransitGatewayConnectPeers",
        "TransitGatewayConnectPeerIds.1",
        "transitGatewayConnectPeerSet",
        "transitGatewayConnectPeerId",
        |ec2| async move { ec2.transit_gateway_connect_peer("one").data().await.map(drop) },
    )
    .await;
    describes(
        "DescribeTransitGatewayConnects",
        "TransitGatewayAttachmentIds.1",
        "transitGatewayConnectSet",
        "transitGatewayAttachmentId",
        |ec2| async move { ec2.transit_gateway_connect("one").data().await.map(drop) },
    )
    .await;
    describes(
        "DescribeTransitGatewayMeteringPolicies",
        "TransitGatewayMeteringPolicyIds.1",
        "transitGatewayMeteringPolicies",
        "transitGatewayMeteringPolicyId",
        |ec2| async move { ec2.transit_gateway_metering_policy("one").data().await.map(drop) },
    )
    .await;
    describes(
        "DescribeTransitGatewayMulticastDomains",
        "TransitGatewayMulticastDomainIds.1",
        "transitGatewayMulticastDomains",
        "transitGatewayMulticastDomainId",
        |ec2| async move { ec2.transit_gateway_multicast_domain("one").data().await.map(drop) },
    )
    .await;
    describes(
        "DescribeTransitGatewayPolicyTables",
        "TransitGatewayPolicyTableIds.1",
        "transitGatewayPolicyTables",
        "transitGatewayPolicyTableId",
        |ec2| async move { ec2.transit_gateway_policy_table("one").data().await.map(drop) },
    )
    .await;
    describes(
        "DescribeTransitGatewayRouteTableAnnouncements",
        "TransitGatewayRouteTableAnnouncementIds.1",
        "transitGatewayRouteTableAnnouncements",
        "transitGatewayRouteTableAnnouncementId",
        |ec2| async move { ec2.transit_gateway_route_table_announcement("one").data().await.map(drop) },
    )
    .await;
}

#[tokio::test]
async fn actions_on_transit_gateways_and_route_servers_send_identifiers() {
    sends("AcceptTransitGatewayClientVpnAttachment", &[("TransitGatewayAttachmentId", "one")], |ec2| {
        ec2.transit_gateway_attachment("one").accept_client_vpn_attachment()
    })
    .await;
    sends("AcceptTransitGatewayMulticastDomainAssociations", &[("TransitGatewayMulticastDomainId", "one")], |ec2| {
        ec2.transit_gateway_multicast_domain("one").accept_associations()
    })
    .await;
    sends("AssociateTransitGatewayMulticastDomain", &[("TransitGatewayMulticastDomainId", "one")], |ec2| {
        ec2.transit_gateway_multicast_domain("one").associate()
    })
    .await;
    sends("DeleteTransitGatewayClientVpnAttachment", &[("TransitGatewayAttachmentId", "one")], |ec2| {
        ec2.transit_gateway_attachment("one").delete_client_vpn_attachment()
    })
    .await;
    sends("DeleteTransitGatewayMeteringPolicyEntry", &[("TransitGatewayMeteringPolicyId", "one")], |ec2| {
        ec2.transit_gateway_metering_policy("one").delete_entry()
    })
    .await;
    sends("DeregisterTransitGatewayMulticastGroupMembers", &[("TransitGatewayMulticastDomainId", "one")], |ec2| {
        ec2.transit_gateway_multicast_domain("one").deregister_group_members()
    })
    .await;
    sends("DeregisterTransitGatewayMulticastGroupSources", &[("TransitGatewayMulticastDomainId", "one")], |ec2| {
        ec2.transit_gateway_multicast_domain("one").deregister_group_sources()
    })
    .await;
    sends("DisableRouteServerPropagation", &[("RouteServerId", "one"), ("RouteTableId", "two")], |ec2| {
        ec2.route_server_propagation("one", "two").disable()
    })
    .await;
    sends("DisassociateRouteServer", &[("RouteServerId", "one"), ("VpcId", "two")], |ec2| {
        ec2.route_server_association("one", "two").disassociate()
    })
    .await;
    sends("DisassociateTransitGatewayMulticastDomain", &[("TransitGatewayMulticastDomainId", "one")], |ec2| {
        ec2.transit_gateway_multicast_domain("one").disassociate()
    })
    .await;
    sends(
        "DisassociateTransitGatewayPolicyTable",
        &[("TransitGatewayPolicyTableId", "one"), ("TransitGatewayAttachmentId", "two")],
        |ec2| ec2.transit_gateway_policy_table_association("one", "two").disassociate(),
    )
    .await;
    sends("EnableRouteServerPropagation", &[("RouteServerId", "one"), ("RouteTableId", "two")], |ec2| {
        ec2.route_server_propagation("one", "two").enable()
    })
    .await;
    sends("ExportTransitGatewayRoutes", &[("TransitGatewayRouteTableId", "one")], |ec2| {
        ec2.transit_gateway_route_table("one").export_routes()
    })
    .await;
    sends("GetRouteServerRoutingDatabase", &[("RouteServerId", "one")], |ec2| {
        ec2.route_server("one").get_routing_database()
    })
    .await;
    sends("GetTransitGatewayAttachmentNatConfiguration", &[("TransitGatewayAttachmentId", "one")], |ec2| {
        ec2.transit_gateway_attachment("one").get_nat_configuration()
    })
    .await;
    sends("ModifyTransitGatewayAttachmentNatConfiguration", &[("TransitGatewayAttachmentId", "one")], |ec2| {
        ec2.transit_gateway_attachment("one").modify_nat_configuration()
    })
    .await;
    sends("RegisterTransitGatewayMulticastGroupMembers", &[("TransitGatewayMulticastDomainId", "one")], |ec2| {
        ec2.transit_gateway_multicast_domain("one").register_group_members()
    })
    .await;
    sends("RegisterTransitGatewayMulticastGroupSources", &[("TransitGatewayMulticastDomainId", "one")], |ec2| {
        ec2.transit_gateway_multicast_domain("one").register_group_sources()
    })
    .await;
    sends("RejectTransitGatewayClientVpnAttachment", &[("TransitGatewayAttachmentId", "one")], |ec2| {
        ec2.transit_gateway_attachment("one").reject_client_vpn_attachment()
    })
    .await;
    sends("RejectTransitGatewayMulticastDomainAssociations", &[("TransitGatewayMulticastDomainId", "one")], |ec2| {
        ec2.transit_gateway_multicast_domain("one").reject_associations()
    })
    .await;
}

#[tokio::test]
async fn answers_name_transit_gateways_and_route_servers() {
    gives(
        "AcceptTransitGatewayVpcAttachment",
        &[("TransitGatewayAttachmentId", "one")],
        "transitGatewayVpcAttachment/transitGatewayAttachmentId",
        |ec2| ec2.transit_gateway_vpc_attachment("one").accept(),
        |ec2| ec2.transit_gateway_vpc_attachment("made"),
    )
    .await;
    gives(
        "CreateRouteServer",
        &[],
        "routeServer/routeServerId",
        |ec2| ec2.create_route_server(),
        |ec2| ec2.route_server("made"),
    )
    .await;
    gives(
        "CreateRouteServerEndpoint",
        &[("RouteServerId", "one")],
        "routeServerEndpoint/routeServerEndpointId",
        |ec2| ec2.route_server("one").create_endpoint(),
        |ec2| ec2.route_server_endpoint("made"),
    )
    .await;
    gives(
        "CreateRouteServerPeer",
        &[("RouteServerEndpointId", "one")],
        "routeServerPeer/routeServerPeerId",
        |ec2| ec2.route_server_endpoint("one").create_peer(),
        |ec2| ec2.route_server_peer("made"),
    )
    .await;
    gives(
        "CreateTransitGatewayConnect",
        &[("TransportTransitGatewayAttachmentId", "one")],
        "transitGatewayConnect/transitGatewayAttachmentId",
        |ec2| ec2.transit_gateway_attachment("one").create_connect(),
        |ec2| ec2.transit_gateway_connect("made"),
    )
    .await;
    gives(
        "CreateTransitGatewayConnectPeer",
        &[("TransitGatewayAttachmentId", "one")],
        "transitGatewayConnectPeer/transitGatewayConnectPeerId",
        |ec2| ec2.transit_gateway_connect("one").create_peer(),
        |ec2| ec2.transit_gateway_connect_peer("made"),
    )
    .await;
    gives(
        "CreateTransitGatewayMeteringPolicy",
        &[("TransitGatewayId", "one")],
        "transitGatewayMeteringPolicy/transitGatewayMeteringPolicyId",
        |ec2| ec2.transit_gateway("one").create_metering_policy(),
        |ec2| ec2.transit_gateway_metering_policy("made"),
    )
    .await;
    gives(
        "CreateTransitGatewayMulticastDomain",
        &[("TransitGatewayId", "one")],
        "transitGatewayMulticastDomain/transitGatewayMulticastDomainId",
        |ec2| ec2.transit_gateway("one").create_multicast_domain(),
        |ec2| ec2.transit_gateway_multicast_domain("made"),
    )
    .await;
    gives(
        "CreateTransitGatewayPolicyTable",
        &[("TransitGatewayId", "one")],
        "transitGatewayPolicyTable/transitGatewayPolicyTableId",
        |ec2| ec2.transit_gateway("one").create_policy_table(),
        |ec2| ec2.transit_gateway_policy_table("made"),
    )
    .await;
    gives(
        "CreateTransitGatewayRouteTableAnnouncement",
        &[("TransitGatewayRouteTableId", "one")],
        "transitGatewayRouteTableAnnouncement/transitGatewayRouteTableAnnouncementId",
        |ec2| ec2.transit_gateway_route_table("one").create_announcement(),
        |ec2| ec2.transit_gateway_route_table_announcement("made"),
    )
    .await;
    gives(
        "DeleteRouteServer",
        &[("RouteServerId", "one")],
        "routeServer/routeServerId",
        |ec2| ec2.route_server("one").delete(),
        |ec2| ec2.route_server("made"),
    )
    .await;
    gives(
        "DeleteRouteServerEndpoint",
        &[("RouteServerEndpointId", "one")],
        "routeServerEndpoint/routeServerEndpointId",
        |ec2| ec2.route_server_endpoint("one").delete(),
        |ec2| ec2.route_server_endpoint("made"),
    )
    .await;
    gives(
        "DeleteRouteServerPeer",
        &[("RouteServerPeerId", "one")],
        "routeServerPeer/routeServerPeerId",
        |ec2| ec2.route_server_peer("one").delete(),
        |ec2| ec2.route_server_peer("made"),
    )
    .await;
    gives(
        "DeleteTransitGatewayConnect",
        &[("TransitGatewayAttachmentId", "one")],
        "transitGatewayConnect/transitGatewayAttachmentId",
        |ec2| ec2.transit_gateway_connect("one").delete(),
        |ec2| ec2.transit_gateway_connect("made"),
    )
    .await;
    gives(
        "DeleteTransitGatewayConnectPeer",
        &[("TransitGatewayConnectPeerId", "one")],
        "transitGatewayConnectPeer/transitGatewayConnectPeerId",
        |ec2| ec2.transit_gateway_connect_peer("one").delete(),
        |ec2| ec2.transit_gateway_connect_peer("made"),
    )
    .await;
    gives(
        "DeleteTransitGatewayMeteringPolicy",
        &[("TransitGatewayMeteringPolicyId", "one")],
        "transitGatewayMeteringPolicy/transitGatewayMeteringPolicyId",
        |ec2| ec2.transit_gateway_metering_policy("one").delete(),
        |ec2| ec2.transit_gateway_metering_policy("made"),
    )
    .await;
    gives(
        "DeleteTransitGatewayMulticastDomain",
        &[("TransitGatewayMulticastDomainId", "one")],
        "transitGatewayMulticastDomain/transitGatewayMulticastDomainId",
        |ec2| ec2.transit_gateway_multicast_domain("one").delete(),
        |ec2| ec2.transit_gateway_multicast_domain("made"),
    )
    .await;
    gives(
        "DeleteTransitGatewayPolicyTable",
        &[("TransitGatewayPolicyTableId", "one")],
        "transitGatewayPolicyTable/transitGatewayPolicyTableId",
        |ec2| ec2.transit_gateway_policy_table("one").delete(),
        |ec2| ec2.transit_gateway_policy_table("made"),
    )
    .await;
    gives(
        "DeleteTransitGatewayRouteTableAnnouncement",
        &[("TransitGatewayRouteTableAnnouncementId", "one")],
        "transitGatewayRouteTableAnnouncement/transitGatewayRouteTableAnnouncementId",
        |ec2| ec2.transit_gateway_route_table_announcement("one").delete(),
        |ec2| ec2.transit_gateway_route_table_announcement("made"),
    )
    .await;
    gives(
        "ModifyRouteServer",
        &[("RouteServerId", "one")],
        "routeServer/routeServerId",
        |ec2| ec2.route_server("one").modify(),
        |ec2| ec2.route_server("made"),
    )
    .await;
    gives(
        "ModifyTransitGatewayMeteringPolicy",
        &[("TransitGatewayMeteringPolicyId", "one")],
        "transitGatewayMeteringPolicy/transitGatewayMeteringPolicyId",
        |ec2| ec2.transit_gateway_metering_policy("one").modify(),
        |ec2| ec2.transit_gateway_metering_policy("made"),
    )
    .await;
    gives(
        "RejectTransitGatewayVpcAttachment",
        &[("TransitGatewayAttachmentId", "one")],
        "transitGatewayVpcAttachment/transitGatewayAttachmentId",
        |ec2| ec2.transit_gateway_vpc_attachment("one").reject(),
        |ec2| ec2.transit_gateway_vpc_attachment("made"),
    )
    .await;
}
