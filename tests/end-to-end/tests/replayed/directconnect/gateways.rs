//! Gateways with their associations, resiliency groups, and what the account has.

use std::slice;

use aws_sdk_directconnect::types::{RequestBillingMode, ResiliencyModel, Tag};
use end_to_end::exercised;
use serde_json::json;

use super::{answering, assert_sent, service};

#[tokio::test]
async fn a_gateway_is_associated_and_proposed_to() {
    let gateway = json!({"directConnectGateway": {"directConnectGatewayId": "1f", "directConnectGatewayName": "hub"}});
    let association = json!({"associationId": "a-1", "directConnectGatewayId": "1f", "associationState": "associated"});
    let proposal = json!({"proposalId": "p-1", "directConnectGatewayId": "1f", "proposalState": "requested"});
    let one = json!({"directConnectGatewayAssociation": association});
    let script = answering([
        ("CreateDirectConnectGateway", gateway.clone()),
        ("UpdateDirectConnectGateway", gateway.clone()),
        ("DeleteDirectConnectGateway", gateway),
        ("CreateDirectConnectGatewayAssociation", one.clone()),
        ("UpdateDirectConnectGatewayAssociation", one.clone()),
        ("DeleteDirectConnectGatewayAssociation", one.clone()),
        ("AcceptDirectConnectGatewayAssociationProposal", one),
        ("DescribeDirectConnectGatewayAssociations", json!({"directConnectGatewayAssociations": [association]})),
        ("CreateDirectConnectGatewayAssociationProposal", json!({"directConnectGatewayAssociationProposal": proposal})),
        (
            "DescribeDirectConnectGatewayAssociationProposals",
            json!({"directConnectGatewayAssociationProposals": [proposal]}),
        ),
    ]);
    let service = service(&script);
    let create = service.create_direct_connect_gateway().with(|r| r.direct_connect_gateway_name("hub"));
    let hub = create.await.unwrap().unwrap();
    assert_eq!(hub.loaded().unwrap().direct_connect_gateway_name(), Some("hub"), "creating brings the data");
    hub.update().with(|r| r.new_direct_connect_gateway_name("centre")).await.unwrap();
    let associated = hub.associate().with(|r| r.gateway_id("vgw-1")).await.unwrap().unwrap();
    assert_eq!(hub.associations().try_collect().await.unwrap(), slice::from_ref(&associated));
    assert_eq!(
        service.direct_connect_gateway_associations().try_collect().await.unwrap(),
        slice::from_ref(&associated)
    );
    assert_eq!(associated.direct_connect_gateway().await.unwrap().as_ref(), Some(&hub));
    associated.update().await.unwrap();
    associated.data().await.unwrap();
    associated.delete().await.unwrap();
    let disassociate = hub.disassociate().with(|r| r.virtual_gateway_id("vgw-1"));
    assert_eq!(disassociate.await.unwrap().as_ref(), Some(&associated));

    let propose = hub.create_association_proposal();
    let proposed = propose.with(|r| r.direct_connect_gateway_owner_account("2").gateway_id("vgw-1"));
    let proposed = proposed.await.unwrap().unwrap();
    assert_eq!(hub.association_proposals().try_collect().await.unwrap(), slice::from_ref(&proposed));
    let all = service.direct_connect_gateway_association_proposals().try_collect().await.unwrap();
    assert_eq!(all, slice::from_ref(&proposed));
    assert_eq!(proposed.direct_connect_gateway().await.unwrap().as_ref(), Some(&hub));
    let accept = hub.accept_association_proposal();
    let accept = accept.with(|r| r.proposal_id("p-1").associated_gateway_owner_account("2"));
    assert_eq!(accept.await.unwrap(), Some(associated));
    proposed.reload().await.unwrap();
    proposed.delete().await.unwrap();
    hub.delete().await.unwrap();
    let (id, association) = (json!({"directConnectGatewayId": "1f"}), json!({"associationId": "a-1"}));
    assert_sent(
        &script,
        [
            ("CreateDirectConnectGateway", json!({"directConnectGatewayName": "hub"})),
            (
                "UpdateDirectConnectGateway",
                json!({"directConnectGatewayId": "1f", "newDirectConnectGatewayName": "centre"}),
            ),
            ("CreateDirectConnectGatewayAssociation", json!({"directConnectGatewayId": "1f", "gatewayId": "vgw-1"})),
            ("DescribeDirectConnectGatewayAssociations", id.clone()),
            ("DescribeDirectConnectGatewayAssociations", json!({})),
            ("UpdateDirectConnectGatewayAssociation", association.clone()),
            ("DescribeDirectConnectGatewayAssociations", association.clone()),
            ("DeleteDirectConnectGatewayAssociation", association),
            (
                "DeleteDirectConnectGatewayAssociation",
                json!({"directConnectGatewayId": "1f", "virtualGatewayId": "vgw-1"}),
            ),
            (
                "CreateDirectConnectGatewayAssociationProposal",
                json!({
                    "directConnectGatewayId": "1f",
                    "directConnectGatewayOwnerAccount": "2",
                    "gatewayId": "vgw-1",
                }),
            ),
            ("DescribeDirectConnectGatewayAssociationProposals", id.clone()),
            ("DescribeDirectConnectGatewayAssociationProposals", json!({})),
            (
                "AcceptDirectConnectGatewayAssociationProposal",
                json!({"directConnectGatewayId": "1f", "proposalId": "p-1", "associatedGatewayOwnerAccount": "2"}),
            ),
            ("DescribeDirectConnectGatewayAssociationProposals", json!({"proposalId": "p-1"})),
            ("DeleteDirectConnectGatewayAssociationProposal", json!({"proposalId": "p-1"})),
            ("DeleteDirectConnectGateway", id),
        ],
    );
}

#[tokio::test]
async fn a_resiliency_group_has_connections() {
    let arn = "arn:aws:directconnect:eu-west-1:123456789012:dxrg/rg-1";
    let connection = "arn:aws:directconnect:eu-west-1:123456789012:dxcon/dxcon-1";
    let group = json!({"resiliencyGroupId": "rg-1", "resiliencyGroupArn": arn, "resiliencyGroupName": "both"});
    let one = json!({"resiliencyGroup": group});
    let association = json!({"resiliencyGroupId": "rg-1", "connectionArn": connection});
    let script = answering([
        ("CreateResiliencyGroup", one.clone()),
        ("UpdateResiliencyGroup", one.clone()),
        ("DeleteResiliencyGroup", one),
        ("ListResiliencyGroups", json!({"items": [group]})),
        ("AssociateConnectionsToResiliencyGroup", json!({"resiliencyGroupAssociations": [association]})),
        ("ListResiliencyGroupAssociations", json!({"items": [association]})),
    ]);
    let service = service(&script);
    let create = service.create_resiliency_group();
    let create =
        create.with(|r| r.resiliency_group_name("both").intended_resiliency_model(ResiliencyModel::HighResiliency));
    let group = create.await.unwrap().unwrap();
    exercised::arn("directconnect.ResiliencyGroup", &group.arn().await.unwrap(), Some(arn));
    assert_eq!(service.resiliency_groups().try_collect().await.unwrap(), slice::from_ref(&group));
    let added = group.associate_connections().with(|r| r.connection_identifiers("dxcon-1")).await.unwrap();
    assert_eq!(added.resiliency_group_associations()[0].connection_arn(), Some(connection));
    let associations = group.associations().try_collect().await.unwrap();
    assert_eq!(associations, [service.resiliency_group_association("rg-1", connection)]);
    assert_eq!(associations[0].resiliency_group(), group);
    associations[0].reload().await.unwrap();
    associations[0].delete().await.unwrap();
    group.disassociate_connections().with(|r| r.connection_identifiers("dxcon-1")).await.unwrap();
    group.update().with(|r| r.resiliency_group_name("two")).await.unwrap();
    let tag = Tag::builder().key("team").value("net").build().unwrap();
    group.tag_resource().with(|r| r.tags(tag)).await.unwrap();
    group.delete().await.unwrap();
    let id = json!({"resiliencyGroupId": "rg-1"});
    let of = |connection: &str| json!({"resiliencyGroupId": "rg-1", "connectionIdentifiers": [connection]});
    assert_sent(
        &script,
        [
            (
                "CreateResiliencyGroup",
                json!({"resiliencyGroupName": "both", "intendedResiliencyModel": ResiliencyModel::HighResiliency.as_str()}),
            ),
            ("ListResiliencyGroups", json!({})),
            ("AssociateConnectionsToResiliencyGroup", of("dxcon-1")),
            ("ListResiliencyGroupAssociations", id.clone()),
            ("ListResiliencyGroupAssociations", id.clone()),
            ("DisassociateConnectionsFromResiliencyGroup", of(connection)),
            ("DisassociateConnectionsFromResiliencyGroup", of("dxcon-1")),
            ("UpdateResiliencyGroup", json!({"resiliencyGroupId": "rg-1", "resiliencyGroupName": "two"})),
            ("TagResource", json!({"resourceArn": arn, "tags": [{"key": "team", "value": "net"}]})),
            ("DeleteResiliencyGroup", id),
        ],
    );
}

#[tokio::test]
async fn places_gateways_and_agreements_are_the_accounts() {
    let script = answering([
        ("DescribeLocations", json!({"locations": [{"locationCode": "EqDC2", "locationName": "Equinix DC2"}]})),
        (
            "DescribeVirtualGateways",
            json!({"virtualGateways": [{"virtualGatewayId": "vgw-1", "virtualGatewayState": "available"}]}),
        ),
        ("DescribeCustomerMetadata", json!({"nniPartnerType": "nonPartner"})),
        ("ConfirmCustomerAgreement", json!({"status": "signed"})),
        ("UpdateConnectionsBillingMode", json!({"connections": [{"connectionId": "dxcon-1"}]})),
    ]);
    let service = service(&script);
    let place = service.location("EqDC2");
    assert_eq!(service.locations().try_collect().await.unwrap(), slice::from_ref(&place));
    assert_eq!(place.data().await.unwrap().location_name(), Some("Equinix DC2"));
    assert!(service.location("none").data().await.unwrap_err().is_not_found());
    let gateway = service.virtual_gateway("vgw-1");
    assert_eq!(service.virtual_gateways().try_collect().await.unwrap(), slice::from_ref(&gateway));
    assert_eq!(gateway.data().await.unwrap().virtual_gateway_state(), Some("available"));
    let metadata = service.describe_customer_metadata().await.unwrap();
    assert_eq!(metadata.nni_partner_type().map(|kind| kind.as_str()), Some("nonPartner"));
    let confirm = service.confirm_customer_agreement().with(|r| r.agreement_name("2026"));
    assert_eq!(confirm.await.unwrap().status(), Some("signed"));
    let billing = service.update_connections_billing_mode();
    let billing = billing.with(|r| r.connection_ids("dxcon-1").billing_mode(RequestBillingMode::PayAsYouGo));
    assert_eq!(billing.await.unwrap().connections()[0].connection_id(), Some("dxcon-1"));
    assert_sent(
        &script,
        [
            ("DescribeLocations", json!({})),
            ("DescribeLocations", json!({})),
            ("DescribeLocations", json!({})),
            ("DescribeVirtualGateways", json!({})),
            ("DescribeVirtualGateways", json!({})),
            ("DescribeCustomerMetadata", json!({})),
            ("ConfirmCustomerAgreement", json!({"agreementName": "2026"})),
            (
                "UpdateConnectionsBillingMode",
                json!({"connectionIds": ["dxcon-1"], "billingMode": RequestBillingMode::PayAsYouGo.as_str()}),
            ),
        ],
    );
}
