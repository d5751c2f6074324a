//! Networks on Outposts, customer-owned addresses, and secondary networks.

use super::{describes, gives, pages, sends};

#[tokio::test]
async fn networks_of_outposts_are_listed() {
    pages("DescribeCoipPools", "coipPoolSet", "poolId", |ec2| ec2.coip_pools(), |it| it.id()).await;
    pages(
        "DescribeLocalGatewayRouteTableVirtualInterfaceGroupAssociations",
        "localGatewayRouteTableVirtualInterfaceGroupAssociationSet",
        "localGatewayRouteTableVirtualInterfaceGroupAssociationId",
        |ec2| ec2.local_gateway_route_table_virtual_interface_group_associations(),
        |it| it.id(),
    )
    .await;
    pages(
        "DescribeLocalGatewayRouteTableVpcAssociations",
        "localGatewayRouteTableVpcAssociationSet",
        "localGatewayRouteTableVpcAssociationId",
        |ec2| ec2.local_gateway_route_table_vpc_associations(),
        |it| it.id(),
    )
    .await;
    pages(
        "DescribeLocalGatewayRouteTables",
        "localGatewayRouteTableSet",
        "localGatewayRouteTableId",
        |ec2| ec2.local_gateway_route_tables(),
        |it| it.id(),
    )
    .await;
    pages(
        "DescribeLocalGatewayVirtualInterfaceGroups",
        "localGatewayVirtualInterfaceGroupSet",
        "localGatewayVirtualInterfaceGroupId",
        |ec2| ec2.local_gateway_virtual_interface_groups(),
        |it| it.id(),
    )
    .await;
    pages(
        "DescribeLocalGatewayVirtualInterfaces",
        "localGatewayVirtualInterfaceSet",
        "localGatewayVirtualInterfaceId",
        |ec2| ec2.local_gateway_virtual_interfaces(),
        |it| it.id(),
    )
    .await;
    pages("DescribeLocalGateways", "localGatewaySet", "localGatewayId", |ec2| ec2.local_gateways(), |it| it.id()).await;
    pages("DescribeOutpostLags", "outpostLagSet", "outpostLagId", |ec2| ec2.outpost_lags(), |it| it.id()).await;
    pages(
        "DescribeSecondaryInterfaces",
        "secondaryInterfaceSet",
        "secondaryInterfaceId",
        |ec2| ec2.secondary_interfaces(),
        |it| it.id(),
    )
    .await;
    pages(
        "DescribeSecondaryNetworks",
        "secondaryNetworkSet",
        "secondaryNetworkId",
        |ec2| ec2.secondary_networks(),
        |it| it.id(),
    )
    .await;
    pages(
        "DescribeSecondarySubnets",
        "secondarySubnetSet",
        "secondarySubnetId",
        |ec2| ec2.secondary_subnets(),
        |it| it.id(),
    )
    .await;
    pages(
        "DescribeServiceLinkVirtualInterfaces",
        "serviceLinkVirtualInterfaceSet",
        "serviceLinkVirtualInterfaceId",
        |ec2| ec2.service_link_virtual_interfaces(),
        |it| it.id(),
    )
    .await;
}

#[tokio::test]
async fn networks_of_outposts_are_described_or_not_found() {
    describes("DescribeCoipPools", "PoolId.1", "coipPoolSet", "poolId", |ec2| async move {
        ec2.coip_pool("one").data().await.map(drop)
    })
    .await;
    describes("DescribeLocalGatewayRouteTableVirtualInterfaceGroupAssociations", "LocalGatewayRouteTableVirtualInterfaceGroupAssociationId.1", "localGatewayRouteTableVirtualInterfaceGroupAssociationSet", "localGatewayRouteTableVirtualInterfaceGroupAssociationId", |ec2| async move { ec2.local_gateway_route_table_virtual_interface_group_association("one").data().await.map(drop) }).await;
    describes(
        "DescribeLocalGatewayRouteTableVpcAssociations",
        "LocalGatewayRouteTableVpcAssociationId.1",
        "localGatewayRouteTableVpcAssociationSet",
        "localGatewayRouteTableVpcAssociationId",
        |ec2| async move { ec2.local_gateway_route_table_vpc_association("one").data().await.map(drop) },
    )
    .await;
    describes(
        "DescribeLocalGatewayRouteTables",
        "LocalGatewayRouteTableId.1",
        "localGatewayRouteTableSet",
        "localGatewayRouteTableId",
        |ec2| async move { ec2.local_gateway_route_table("one").data().await.map(drop) },
    )
    .await;
    describes(
        "DescribeLocalGatewayVirtualInterfaceGroups",
        "LocalGatewayVirtualInterfaceGroupId.1",
        "localGatewayVirtualInterfaceGroupSet",
        "localGatewayVirtualInterfaceGroupId",
        |ec2| async move { ec2.local_gateway_virtual_interface_group("one").data().await.map(drop) },
    )
    .await;
    describes(
        "DescribeLocalGatewayVirtualInterfaces",
        "LocalGatewayVirtualInterfaceId.1",
        "localGatewayVirtualInterfaceSet",
        "localGatewayVirtualInterfaceId",
        |ec2| async move { ec2.local_gateway_virtual_interface("one").data().await.map(drop) },
    )
    .await;
    describes("DescribeLocalGateways", "LocalGatewayId.1", "localGatewaySet", "localGatewayId", |ec2| async move {
        ec2.local_gateway("one").data().await.map(drop)
    })
    .await;
    describes("DescribeOutpostLags", "OutpostLagId.1", "outpostLagSet", "outpostLagId", |ec2| async move {
        ec2.outpost_lag("one").data().await.map(drop)
    })
    .await;
    describes(
        "DescribeSecondaryInterfaces",
        "SecondaryInterfaceId.1",
        "secondaryInterfaceSet",
        "secondaryInterfaceId",
        |ec2| async move { ec2.secondary_interface("one").data().await.map(drop) },
    )
    .await;
    describes(
        "DescribeSecondaryNetworks",
        "SecondaryNetworkId.1",
        "secondaryNetworkSet",
        "secondaryNetworkId",
        |ec2| async move { ec2.secondary_network("one").data().await.map(drop) },
    )
    .await;
    describes(
        "DescribeSecondarySubnets",
        "SecondarySubnetId.1",
        "secondarySubnetSet",
        "secondarySubnetId",
        |ec2| async move { ec2.secondary_subnet("one").data().await.map(drop) },
    )
    .await;
    describes(
        "DescribeServiceLinkVirtualInterfaces",
        "ServiceLinkVirtualInterfaceId.1",
        "serviceLinkVirtualInterfaceSet",
        "serviceLinkVirtualInterfaceId",
        |ec2| async move { ec2.service_link_virtual_interface("one").data().await.map(drop) },
    )
    .await;
}

#[tokio::test]
async fn actions_on_networks_of_outposts_send_identifiers() {
    sends(
        "DeleteLocalGatewayRoute",
        &[("LocalGatewayRouteTableId", "one"), ("DestinationCidrBlock", "two"), ("DestinationPrefixListId", "three")],
        |ec2| ec2.local_gateway_route("one", Some("two"), Some("three")).delete(),
    )
    .await;
    sends("GetCoipPoolUsage", &[("PoolId", "one")], |ec2| ec2.coip_pool("one").get_usage()).await;
    sends(
        "ModifyLocalGatewayRoute",
        &[("LocalGatewayRouteTableId", "one"), ("DestinationCidrBlock", "two"), ("DestinationPrefixListId", "three")],
        |ec2| ec2.local_gateway_route("one", Some("two"), Some("three")).modify(),
    )
    .await;
}

#[tokio::test]
async fn answers_name_networks_of_outposts() {
    gives(
        "CreateCoipPool",
        &[("LocalGatewayRouteTableId", "one")],
        "coipPool/poolId",
        |ec2| ec2.local_gateway_route_table("one").create_coip_pool(),
        |ec2| ec2.coip_pool("made"),
    )
    .await;
    gives(
        "CreateLocalGatewayRouteTable",
        &[("LocalGatewayId", "one")],
        "localGatewayRouteTable/localGatewayRouteTableId",
        |ec2| ec2.local_gateway("one").create_route_table(),
        |ec2| ec2.local_gateway_route_table("made"),
    )
    .await;
    gives("CreateLocalGatewayRouteTableVirtualInterfaceGroupAssociation", &[("LocalGatewayRouteTableId", "one")], "localGatewayRouteTableVirtualInterfaceGroupAssociation/localGatewayRouteTableVirtualInterfaceGroupAssociationId", |ec2| ec2.local_gateway_route_table("one").create_virtual_interface_group_association(), |ec2| ec2.local_gateway_route_table_virtual_interface_group_association("made")).await;
    gives(
        "CreateLocalGatewayRouteTableVpcAssociation",
        &[("LocalGatewayRouteTableId", "one")],
        "localGatewayRouteTableVpcAssociation/localGatewayRouteTableVpcAssociationId",
        |ec2| ec2.local_gateway_route_table("one").create_vpc_association(),
        |ec2| ec2.local_gateway_route_table_vpc_association("made"),
    )
    .await;
    gives(
        "CreateLocalGatewayVirtualInterface",
        &[("LocalGatewayVirtualInterfaceGroupId", "one")],
        "localGatewayVirtualInterface/localGatewayVirtualInterfaceId",
        |ec2| ec2.local_gateway_virtual_interface_group("one").create_interface(),
        |ec2| ec2.local_gateway_virtual_interface("made"),
    )
    .await;
    gives(
        "CreateLocalGatewayVirtualInterfaceGroup",
        &[("LocalGatewayId", "one")],
        "localGatewayVirtualInterfaceGroup/localGatewayVirtualInterfaceGroupId",
        |ec2| ec2.local_gateway("one").create_virtual_interface_group(),
        |ec2| ec2.local_gateway_virtual_interface_group("made"),
    )
    .await;
    gives(
        "CreateSecondaryNetwork",
        &[],
        "secondaryNetwork/secondaryNetworkId",
        |ec2| ec2.create_secondary_network(),
        |ec2| ec2.secondary_network("made"),
    )
    .await;
    gives(
        "CreateSecondarySubnet",
        &[("SecondaryNetworkId", "one")],
        "secondarySubnet/secondarySubnetId",
        |ec2| ec2.secondary_network("one").create_subnet(),
        |ec2| ec2.secondary_subnet("made"),
    )
    .await;
    gives(
        "DeleteCoipPool",
        &[("CoipPoolId", "one")],
        "coipPool/poolId",
        |ec2| ec2.coip_pool("one").delete(),
        |ec2| ec2.coip_pool("made"),
    )
    .await;
    gives(
        "DeleteLocalGatewayRouteTable",
        &[("LocalGatewayRouteTableId", "one")],
        "localGatewayRouteTable/localGatewayRouteTableId",
        |ec2| ec2.local_gateway_route_table("one").delete(),
        |ec2| ec2.local_gateway_route_table("made"),
    )
    .await;
    gives("DeleteLocalGatewayRouteTableVirtualInterfaceGroupAssociation", &[("LocalGatewayRouteTableVirtualInterfaceGroupAssociationId", "one")], "localGatewayRouteTableVirtualInterfaceGroupAssociation/localGatewayRouteTableVirtualInterfaceGroupAssociationId", |ec2| ec2.local_gateway_route_table_virtual_interface_group_association("one").delete(), |ec2| ec2.local_gateway_route_table_virtual_interface_group_association("made")).await;
    gives(
        "DeleteLocalGatewayRouteTableVpcAssociation",
        &[("LocalGatewayRouteTableVpcAssociationId", "one")],
        "localGatewayRouteTableVpcAssociation/localGatewayRouteTableVpcAssociationId",
        |ec2| ec2.local_gateway_route_table_vpc_association("one").delete(),
        |ec2| ec2.local_gateway_route_table_vpc_association("made"),
    )
    .await;
    gives(
        "DeleteLocalGatewayVirtualInterface",
        &[("LocalGatewayVirtualInterfaceId", "one")],
        "localGatewayVirtualInterface/localGatewayVirtualInterfaceId",
        |ec2| ec2.local_gateway_virtual_interface("one").delete(),
        |ec2| ec2.local_gateway_virtual_interface("made"),
    )
    .await;
    gives(
        "DeleteLocalGatewayVirtualInterfaceGroup",
        &[("LocalGatewayVirtualInterfaceGroupId", "one")],
        "localGatewayVirtualInterfaceGroup/localGatewayVirtualInterfaceGroupId",
        |ec2| ec2.local_gateway_virtual_interface_group("one").delete(),
        |ec2| ec2.local_gateway_virtual_interface_group("made"),
    )
    .await;
    gives(
        "DeleteSecondaryNetwork",
        &[("SecondaryNetworkId", "one")],
        "secondaryNetwork/secondaryNetworkId",
        |ec2| ec2.secondary_network("one").delete(),
        |ec2| ec2.secondary_network("made"),
    )
    .await;
    gives(
        "DeleteSecondarySubnet",
        &[("SecondarySubnetId", "one")],
        "secondarySubnet/secondarySubnetId",
        |ec2| ec2.secondary_subnet("one").delete(),
        |ec2| ec2.secondary_subnet("made"),
    )
    .await;
}
