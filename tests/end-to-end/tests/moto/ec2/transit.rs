//! Transit gateways, and mirrors of traffic. The fake describes a deleted route table and peering for ever, but no
//! deleted gateway and attachment, on which AWS's own waiters end.

use std::slice;

use aws_resources::ec2::{Ec2, TransitGatewayVpcAttachment};
use aws_sdk_ec2::types::{
    DnsSupportValue, ModifyTransitGatewayVpcAttachmentRequestOptions, TransitGatewayAssociationState,
    TransitGatewayAttachmentState, TransitGatewayPropagationState, TransitGatewayRouteTableState,
};
use end_to_end::{exercised, fake::Account};

use super::{check, vpc};
use crate::SOON;

/// A VPC of this account on a new transit gateway.
async fn attachment(account: &Account) -> TransitGatewayVpcAttachment {
    let vpc = vpc(account).await;
    let subnet = vpc.create_subnet().with(|r| r.cidr_block("10.1.2.0/24")).await.unwrap().unwrap();
    let gateway = Ec2::new(&account.session).create_transit_gateway().await.unwrap().unwrap();
    let attach = gateway.create_vpc_attachment().with(|r| r.vpc_id(vpc.id()).subnet_ids(subnet.id()));
    attach.await.unwrap().unwrap()
}

/// The fake gives each new transit gateway a route table, and answers with routes whatever their type.
#[tokio::test]
async fn a_transit_gateway_connects_vpcs() {
    let account = Account::new("eu-west-1").await;
    let vpc = vpc(&account).await;
    let subnet = vpc.create_subnet().with(|r| r.cidr_block("10.1.2.0/24")).await.unwrap().unwrap();
    let gateway = Ec2::new(&account.session).create_transit_gateway().await.unwrap().unwrap();
    gateway.wait_until_available().every(SOON).await.unwrap();
    let template = "arn:${Partition}:ec2:${Region}:${Account}:transit-gateway/${TransitGatewayId}";
    let arn = gateway.arn().await.unwrap();
    account.assert_arn(&arn, template, &[("TransitGatewayId", gateway.id())]);
    exercised::arn("ec2.TransitGateway", &arn, gateway.data().await.unwrap().transit_gateway_arn());
    let create = vpc.create_transit_gateway_attachment();
    let create = create.with(|r| r.transit_gateway_id(gateway.id()).subnet_ids(subnet.id()));
    let attachment = create.await.unwrap().unwrap();
    assert_eq!(gateway.vpc_attachments().try_collect().await.unwrap(), slice::from_ref(&attachment));
    assert_eq!(attachment.vpc().await.unwrap(), Some(vpc));
    let template = "arn:${Partition}:ec2:${Region}:${Account}:transit-gateway-attachment/${TransitGatewayAttachmentId}";
    let known = [("TransitGatewayAttachmentId", attachment.id())];
    account.assert_arn(&attachment.arn().await.unwrap(), template, &known);

    let table = gateway.create_route_table().await.unwrap().unwrap();
    let route = table.create_route();
    let route = route.with(|r| r.destination_cidr_block("10.9.0.0/16").transit_gateway_attachment_id(attachment.id()));
    let route = route.await.unwrap().unwrap();
    assert_eq!(route, table.route("10.9.0.0/16", None));
    assert_eq!(table.routes().try_collect().await.unwrap(), [route]);
    let made = attachment.delete().await.unwrap();
    assert_eq!(made, Some(attachment));
}

#[tokio::test]
async fn a_transit_gateway_and_its_attachment_change() {
    let account = Account::new("eu-west-1").await;
    let ec2 = Ec2::new(&account.session);
    let of_vpc = attachment(&account).await;
    of_vpc.wait_until_available().every(SOON).await.unwrap();
    let gateway = of_vpc.transit_gateway().await.unwrap().unwrap();
    let changed = gateway.modify().with(|r| r.description("hub")).await.unwrap();
    assert_eq!(changed.as_ref(), Some(&gateway));
    assert_eq!(gateway.data().await.unwrap().description(), Some("hub"));
    let tables = gateway.route_tables().try_collect().await.unwrap();
    assert_eq!(tables.len(), 1, "each gateway has a route table");
    assert_eq!(gateway.association_default_route_table().await.unwrap().as_ref(), tables.first());
    assert_eq!(gateway.propagation_default_route_table().await.unwrap().as_ref(), tables.first());

    let options = ModifyTransitGatewayVpcAttachmentRequestOptions::builder().dns_support(DnsSupportValue::Disable);
    of_vpc.modify().with(|r| r.options(options.build())).await.unwrap();
    let data = of_vpc.data().await.unwrap();
    assert_eq!(data.options().and_then(|it| it.dns_support()), Some(&DnsSupportValue::Disable));
    let attachment = of_vpc.attachment();
    assert_eq!(gateway.attachments().try_collect().await.unwrap(), slice::from_ref(&attachment));
    assert_eq!(attachment.data().await.unwrap().resource_id(), data.vpc_id());
    assert_eq!(attachment.transit_gateway().await.unwrap(), Some(gateway.clone()));
    assert_eq!(attachment.route_table().await.unwrap().as_ref(), tables.first());
    assert_eq!(attachment.vpc_attachment(), of_vpc);
    check(&account, &attachment.arn().await.unwrap(), "transit-gateway-attachment", attachment.id());

    of_vpc.delete().await.unwrap();
    assert!(of_vpc.data().await.unwrap_err().is_not_found());
    assert!(ec2.transit_gateway_attachment("tgw-attach-0").data().await.unwrap_err().is_not_found());
    gateway.delete().await.unwrap();
    assert!(gateway.data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_route_table_of_a_transit_gateway_has_attachments() {
    let account = Account::new("eu-west-1").await;
    let ec2 = Ec2::new(&account.session);
    let attachment = attachment(&account).await;
    let gateway = attachment.transit_gateway().await.unwrap().unwrap();
    let table = gateway.create_route_table().await.unwrap().unwrap();
    check(&account, &table.arn().await.unwrap(), "transit-gateway-route-table", table.id());
    assert_eq!(gateway.route_tables().try_collect().await.unwrap().len(), 2);
    assert_eq!(table.transit_gateway().await.unwrap(), Some(gateway));

    table.associate().with(|r| r.transit_gateway_attachment_id(attachment.id())).await.unwrap();
    let associations = table.associations().try_collect().await.unwrap();
    assert_eq!(associations, [table.association(attachment.id())]);
    let data = associations[0].data().await.unwrap();
    assert_eq!(data.state(), Some(&TransitGatewayAssociationState::Associated));
    assert_eq!(associations[0].attachment(), attachment.attachment());
    associations[0].disassociate().await.unwrap();
    assert!(associations[0].data().await.unwrap_err().is_not_found());

    table.enable_propagation().with(|r| r.transit_gateway_attachment_id(attachment.id())).await.unwrap();
    let propagations = table.propagations().try_collect().await.unwrap();
    assert_eq!(propagations, [table.propagation(attachment.id())]);
    let data = propagations[0].data().await.unwrap();
    assert_eq!(data.state(), Some(&TransitGatewayPropagationState::Enabled));
    assert_eq!(propagations[0].route_table(), table);
    propagations[0].disable().await.unwrap();
    assert!(propagations[0].data().await.unwrap_err().is_not_found());

    let nowhere = table.create_route().with(|r| r.destination_cidr_block("10.9.0.0/16").blackhole(true));
    let nowhere = nowhere.await.unwrap().unwrap();
    let state = nowhere.reload().await.unwrap().state().map(|state| state.as_str().to_owned());
    assert_eq!(state.as_deref(), Some("blackhole"));
    nowhere.delete().await.unwrap();
    assert!(nowhere.data().await.unwrap_err().is_not_found());
    table.delete().await.unwrap();
    assert_eq!(table.data().await.unwrap().state(), Some(&TransitGatewayRouteTableState::Deleted));
    assert!(ec2.transit_gateway_route_table("tgw-rtb-0").data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn transit_gateways_are_peers() {
    let account = Account::new("eu-west-1").await;
    let ec2 = Ec2::new(&account.session);
    let (ours, theirs) = (ec2.create_transit_gateway(), ec2.create_transit_gateway());
    let (ours, theirs) = (ours.await.unwrap().unwrap(), theirs.await.unwrap().unwrap());
    let request = || {
        ours.create_peering_attachment()
            .with(|r| r.peer_transit_gateway_id(theirs.id()).peer_account_id(&account.id).peer_region(account.region))
    };
    let peering = request().await.unwrap().unwrap();
    check(&account, &peering.arn().await.unwrap(), "transit-gateway-attachment", peering.id());
    assert_eq!(peering.requester_gateway().await.unwrap(), Some(ours.clone()));
    assert_eq!(peering.accepter_gateway().await.unwrap(), Some(theirs.clone()));
    assert_eq!(peering.data().await.unwrap().state(), Some(&TransitGatewayAttachmentState::PendingAcceptance));
    assert_eq!(ec2.transit_gateway_peering_attachments().try_collect().await.unwrap(), slice::from_ref(&peering));
    assert_eq!(peering.accept().await.unwrap(), Some(peering.clone()));
    peering.wait_until_available().every(SOON).await.unwrap();
    peering.delete().await.unwrap();
    peering.wait_until_deleted().every(SOON).await.unwrap();
    let unwanted = request().await.unwrap().unwrap();
    unwanted.reject().await.unwrap();
    assert_eq!(unwanted.data().await.unwrap().state(), Some(&TransitGatewayAttachmentState::Rejected));
    assert!(ec2.transit_gateway_peering_attachment("tgw-attach-0").data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_session_mirrors_traffic() {
    let account = Account::new("eu-west-1").await;
    let ec2 = Ec2::new(&account.session);
    let subnet = ec2.subnets().first().await.unwrap().unwrap();
    let (from, to) = (subnet.create_network_interface(), subnet.create_network_interface());
    let (from, to) = (from.await.unwrap().unwrap(), to.await.unwrap().unwrap());
    let filter = ec2.create_traffic_mirror_filter().await.unwrap().unwrap();
    check(&account, &filter.arn().await.unwrap(), "traffic-mirror-filter", filter.id());
    assert_eq!(ec2.traffic_mirror_filters().try_collect().await.unwrap(), slice::from_ref(&filter));
    let target = ec2.create_traffic_mirror_target().with(|r| r.network_interface_id(to.id())).await.unwrap().unwrap();
    check(&account, &target.arn().await.unwrap(), "traffic-mirror-target", target.id());
    assert_eq!(ec2.traffic_mirror_targets().try_collect().await.unwrap(), slice::from_ref(&target));
    assert_eq!(target.network_interface().await.unwrap(), Some(to));

    let create = from
        .create_traffic_mirror_session()
        .with(|r| r.traffic_mirror_target_id(target.id()).traffic_mirror_filter_id(filter.id()).session_number(1));
    let session = create.await.unwrap().unwrap();
    check(&account, &session.arn().await.unwrap(), "traffic-mirror-session", session.id());
    assert_eq!(ec2.traffic_mirror_sessions().try_collect().await.unwrap(), slice::from_ref(&session));
    assert_eq!(session.filter().await.unwrap(), Some(filter));
    assert_eq!(session.target().await.unwrap(), Some(target));
    assert_eq!(session.network_interface().await.unwrap(), Some(from));
    assert_eq!(session.modify().with(|r| r.session_number(2)).await.unwrap(), Some(session.clone()));
    assert_eq!(session.data().await.unwrap().session_number(), Some(2));
    session.delete().await.unwrap();
    assert!(session.data().await.unwrap_err().is_not_found());
    assert!(ec2.traffic_mirror_filter("tmf-0").data().await.unwrap_err().is_not_found());
    assert!(ec2.traffic_mirror_target("tmt-0").data().await.unwrap_err().is_not_found());
}
