//! What is done with connections, LAGs, interconnects and interfaces.

use std::slice;

use aws_sdk_directconnect::types::{
    NewBgpPeer, NewPrivateVirtualInterface, NewPrivateVirtualInterfaceAllocation, NewPublicVirtualInterface,
    NewPublicVirtualInterfaceAllocation, NewTransitVirtualInterface, NewTransitVirtualInterfaceAllocation,
};
use serde_json::json;

use super::{answering, assert_sent, service};

#[tokio::test]
async fn a_connection_is_confirmed_secured_and_bundled() {
    let loa = json!({"loaContent": "UERG", "loaContentType": "application/pdf"});
    let keys = json!({"connectionId": "dxcon-1", "macSecKeys": [{"secretARN": "arn:s", "state": "associated"}]});
    let script = answering([
        ("ConfirmConnection", json!({"connectionState": "pending"})),
        ("AssociateMacSecKey", keys.clone()),
        ("DisassociateMacSecKey", keys),
        ("AssociateConnectionWithLag", json!({"connectionId": "dxcon-1", "lagId": "dxlag-1"})),
        ("DescribeLoa", loa.clone()),
        ("DescribeConnectionLoa", json!({"loa": loa})),
        ("AllocateHostedConnection", json!({"connectionId": "dxcon-2"})),
        ("DescribeHostedConnections", json!({"connections": [{"connectionId": "dxcon-2"}]})),
        ("AssociateHostedConnection", json!({"connectionId": "dxcon-2"})),
    ]);
    let service = service(&script);
    let main = service.connection("dxcon-1");
    let state = main.confirm().await.unwrap();
    assert_eq!(state.connection_state().map(|state| state.as_str()), Some("pending"));
    let keys = main.associate_mac_sec_key().with(|r| r.secret_arn("arn:s")).await.unwrap();
    assert_eq!(keys.mac_sec_keys()[0].secret_arn(), Some("arn:s"));
    main.disassociate_mac_sec_key().with(|r| r.secret_arn("arn:s")).await.unwrap();
    let bundled = main.associate_with_lag().with(|r| r.lag_id("dxlag-1")).await.unwrap();
    assert_eq!(bundled.lag_id(), Some("dxlag-1"));
    main.disassociate_from_lag().with(|r| r.lag_id("dxlag-1")).await.unwrap();
    assert_eq!(main.describe_loa().await.unwrap().loa_content().unwrap().as_ref(), b"PDF");
    let loa = main.describe_connection_loa().await.unwrap();
    assert_eq!(loa.loa().unwrap().loa_content().unwrap().as_ref(), b"PDF");
    let allocate = main.allocate_hosted_connection();
    let hosted = allocate.with(|r| r.owner_account("222222222222").vlan(101)).await.unwrap().unwrap();
    assert_eq!(main.hosted_connections().try_collect().await.unwrap(), slice::from_ref(&hosted));
    hosted.associate_hosted().with(|r| r.parent_connection_id("dxlag-1")).await.unwrap();
    let id = json!({"connectionId": "dxcon-1"});
    let key = json!({"connectionId": "dxcon-1", "secretARN": "arn:s"});
    let lag = json!({"connectionId": "dxcon-1", "lagId": "dxlag-1"});
    assert_sent(
        &script,
        [
            ("ConfirmConnection", id.clone()),
            ("AssociateMacSecKey", key.clone()),
            ("DisassociateMacSecKey", key),
            ("AssociateConnectionWithLag", lag.clone()),
            ("DisassociateConnectionFromLag", lag),
            ("DescribeLoa", id.clone()),
            ("DescribeConnectionLoa", id.clone()),
            (
                "AllocateHostedConnection",
                json!({"connectionId": "dxcon-1", "ownerAccount": "222222222222", "vlan": 101}),
            ),
            ("DescribeHostedConnections", id),
            ("AssociateHostedConnection", json!({"connectionId": "dxcon-2", "parentConnectionId": "dxlag-1"})),
        ],
    );
}

/// AWS answers with the interface itself, but for transit interfaces with it in a member.
#[tokio::test]
async fn interfaces_are_made_on_connections_and_lags() {
    let interface = json!({"virtualInterfaceId": "dxvif-1"});
    let within = json!({"virtualInterface": interface});
    let script = answering([
        ("CreatePrivateVirtualInterface", interface.clone()),
        ("CreatePublicVirtualInterface", interface.clone()),
        ("CreateTransitVirtualInterface", within.clone()),
        ("AllocatePrivateVirtualInterface", interface.clone()),
        ("AllocatePublicVirtualInterface", interface),
        ("AllocateTransitVirtualInterface", within),
    ]);
    let service = service(&script);
    let (main, lag) = (service.connection("dxcon-1"), service.lag("dxlag-1"));
    let expected = Some(service.virtual_interface("dxvif-1"));

    let new = NewPrivateVirtualInterface::builder().virtual_interface_name("vif").vlan(101).build().unwrap();
    let create = main.create_private_virtual_interface().with(|r| r.new_private_virtual_interface(new.clone()));
    assert_eq!(create.await.unwrap(), expected);
    let create = lag.create_private_virtual_interface().with(|r| r.new_private_virtual_interface(new));
    assert_eq!(create.await.unwrap(), expected);
    let new = NewPublicVirtualInterface::builder().virtual_interface_name("vif").vlan(101).build().unwrap();
    let create = main.create_public_virtual_interface().with(|r| r.new_public_virtual_interface(new));
    assert_eq!(create.await.unwrap(), expected);
    let new = NewTransitVirtualInterface::builder().virtual_interface_name("vif").vlan(101).build();
    let create = main.create_transit_virtual_interface().with(|r| r.new_transit_virtual_interface(new));
    assert_eq!(create.await.unwrap(), expected);

    let new = NewPrivateVirtualInterfaceAllocation::builder().virtual_interface_name("vif").vlan(101);
    let new = new.build().unwrap();
    let allocate = main.allocate_private_virtual_interface();
    let allocate = allocate.with(|r| r.owner_account("2").new_private_virtual_interface_allocation(new));
    assert_eq!(allocate.await.unwrap(), expected);
    let new = NewPublicVirtualInterfaceAllocation::builder().virtual_interface_name("vif").vlan(101);
    let new = new.build().unwrap();
    let allocate = main.allocate_public_virtual_interface();
    let allocate = allocate.with(|r| r.owner_account("2").new_public_virtual_interface_allocation(new));
    assert_eq!(allocate.await.unwrap(), expected);
    let new = NewTransitVirtualInterfaceAllocation::builder().virtual_interface_name("vif").vlan(101).build();
    let allocate = lag.allocate_transit_virtual_interface();
    let allocate = allocate.with(|r| r.owner_account("2").new_transit_virtual_interface_allocation(new));
    assert_eq!(allocate.await.unwrap(), expected);

    let sent: Vec<_> =
        script.sent().iter().map(|sent| (sent.operation(), sent.json()["connectionId"].clone())).collect();
    let expected = [
        ("CreatePrivateVirtualInterface", "dxcon-1"),
        ("CreatePrivateVirtualInterface", "dxlag-1"),
        ("CreatePublicVirtualInterface", "dxcon-1"),
        ("CreateTransitVirtualInterface", "dxcon-1"),
        ("AllocatePrivateVirtualInterface", "dxcon-1"),
        ("AllocatePublicVirtualInterface", "dxcon-1"),
        ("AllocateTransitVirtualInterface", "dxlag-1"),
    ];
    assert_eq!(sent, expected.map(|(operation, id)| (operation.to_owned(), json!(id))));
    let new = script.request(3).json()["newTransitVirtualInterface"].clone();
    assert_eq!((&new["virtualInterfaceName"], &new["vlan"]), (&json!("vif"), &json!(101)));
}

#[tokio::test]
async fn an_interface_is_confirmed_moved_and_tested() {
    let state = json!({"virtualInterfaceState": "pending"});
    let interface = json!({"virtualInterface": {"virtualInterfaceId": "dxvif-1"}});
    let test = json!({"testId": "t-1", "virtualInterfaceId": "dxvif-1", "status": "started"});
    let attachment = json!({"directConnectGatewayId": "1f", "virtualInterfaceId": "dxvif-1"});
    let attachments = json!({"directConnectGatewayAttachments": [attachment]});
    let script = answering([
        ("ConfirmPrivateVirtualInterface", state.clone()),
        ("ConfirmPublicVirtualInterface", state.clone()),
        ("ConfirmTransitVirtualInterface", state.clone()),
        ("DeleteVirtualInterface", state),
        ("AssociateVirtualInterface", json!({"connectionId": "dxcon-2"})),
        ("UpdateVirtualInterfaceAttributes", json!({"mtu": 9001})),
        ("CreateBGPPeer", interface.clone()),
        ("DeleteBGPPeer", interface),
        ("DescribeRouterConfiguration", json!({"virtualInterfaceName": "vif"})),
        ("ListVirtualInterfaceRoutes", json!({"routes": [{"cidr": "192.0.2.0/24"}]})),
        ("StartBgpFailoverTest", json!({"virtualInterfaceTest": test})),
        ("StopBgpFailoverTest", json!({"virtualInterfaceTest": test})),
        ("ListVirtualInterfaceTestHistory", json!({"virtualInterfaceTestHistory": [test]})),
        ("DescribeDirectConnectGatewayAttachments", attachments),
    ]);
    let service = service(&script);
    let vif = service.virtual_interface("dxvif-1");
    vif.confirm_private().with(|r| r.virtual_gateway_id("vgw-1")).await.unwrap();
    vif.confirm_public().await.unwrap();
    let state = vif.confirm_transit().with(|r| r.direct_connect_gateway_id("1f")).await.unwrap();
    assert_eq!(state.virtual_interface_state().map(|state| state.as_str()), Some("pending"));
    let moved = vif.associate().with(|r| r.connection_id("dxcon-2")).await.unwrap();
    assert_eq!(moved.connection_id(), Some("dxcon-2"));
    assert_eq!(vif.update_attributes().with(|r| r.mtu(9001)).await.unwrap().mtu(), Some(9001));
    let peer = NewBgpPeer::builder().asn(65001).build();
    assert_eq!(vif.create_bgp_peer().with(|r| r.new_bgp_peer(peer)).await.unwrap().as_ref(), Some(&vif));
    assert_eq!(vif.delete_bgp_peer().with(|r| r.bgp_peer_id("p-1")).await.unwrap().as_ref(), Some(&vif));
    let router = vif.describe_router_configuration().await.unwrap();
    assert_eq!(router.virtual_interface_name(), Some("vif"));
    assert_eq!(vif.list_routes().await.unwrap()[0].cidr(), Some("192.0.2.0/24"));

    let test = vif.start_bgp_failover_test().with(|r| r.test_duration_in_minutes(5)).await.unwrap().unwrap();
    assert_eq!((test.id(), test.virtual_interface()), ("t-1", vif.clone()));
    assert_eq!(vif.tests().try_collect().await.unwrap(), slice::from_ref(&test));
    assert_eq!(service.virtual_interface_tests().try_collect().await.unwrap(), slice::from_ref(&test));
    assert_eq!(vif.stop_bgp_failover_test().await.unwrap().as_ref(), Some(&test));
    assert_eq!(test.reload().await.unwrap().status(), Some("started"));
    let attached = vif.gateway_attachments().try_collect().await.unwrap();
    assert_eq!(attached, service.direct_connect_gateway("1f").attachments().try_collect().await.unwrap());
    assert_eq!((attached[0].direct_connect_gateway().id(), attached[0].virtual_interface()), ("1f", vif.clone()));
    attached[0].reload().await.unwrap();
    vif.delete().await.unwrap();
    let id = json!({"virtualInterfaceId": "dxvif-1"});
    assert_sent(
        &script,
        [
            ("ConfirmPrivateVirtualInterface", json!({"virtualInterfaceId": "dxvif-1", "virtualGatewayId": "vgw-1"})),
            ("ConfirmPublicVirtualInterface", id.clone()),
            (
                "ConfirmTransitVirtualInterface",
                json!({"virtualInterfaceId": "dxvif-1", "directConnectGatewayId": "1f"}),
            ),
            ("AssociateVirtualInterface", json!({"virtualInterfaceId": "dxvif-1", "connectionId": "dxcon-2"})),
            ("UpdateVirtualInterfaceAttributes", json!({"virtualInterfaceId": "dxvif-1", "mtu": 9001})),
            ("CreateBGPPeer", json!({"virtualInterfaceId": "dxvif-1", "newBGPPeer": {"asn": 65001}})),
            ("DeleteBGPPeer", json!({"virtualInterfaceId": "dxvif-1", "bgpPeerId": "p-1"})),
            ("DescribeRouterConfiguration", id.clone()),
            ("ListVirtualInterfaceRoutes", id.clone()),
            ("StartBgpFailoverTest", json!({"virtualInterfaceId": "dxvif-1", "testDurationInMinutes": 5})),
            ("ListVirtualInterfaceTestHistory", id.clone()),
            ("ListVirtualInterfaceTestHistory", json!({})),
            ("StopBgpFailoverTest", id.clone()),
            ("ListVirtualInterfaceTestHistory", json!({"virtualInterfaceId": "dxvif-1", "testId": "t-1"})),
            ("DescribeDirectConnectGatewayAttachments", id.clone()),
            ("DescribeDirectConnectGatewayAttachments", json!({"directConnectGatewayId": "1f"})),
            (
                "DescribeDirectConnectGatewayAttachments",
                json!({"virtualInterfaceId": "dxvif-1", "directConnectGatewayId": "1f"}),
            ),
            ("DeleteVirtualInterface", id),
        ],
    );
}

#[tokio::test]
async fn lags_and_interconnects_live_and_die() {
    let loa = json!({"loaContent": "UERG"});
    let connections = json!({"connections": [{"connectionId": "dxcon-3"}]});
    let script = answering([
        ("CreateLag", json!({"lagId": "dxlag-1"})),
        ("UpdateLag", json!({"lagId": "dxlag-1", "minimumLinks": 1})),
        ("DeleteLag", json!({"lagId": "dxlag-1", "lagState": "deleting"})),
        ("CreateInterconnect", json!({"interconnectId": "dxcon-2"})),
        ("DescribeInterconnects", json!({"interconnects": [{"interconnectId": "dxcon-2", "location": "EqDC2"}]})),
        ("AllocateConnectionOnInterconnect", json!({"connectionId": "dxcon-3"})),
        ("DescribeConnectionsOnInterconnect", connections),
        ("DescribeInterconnectLoa", json!({"loa": loa})),
        ("DeleteInterconnect", json!({"interconnectState": "deleting"})),
    ]);
    let service = service(&script);
    let create = service.create_lag().with(|r| {
        let r = r.number_of_connections(2).location("EqDC2").connections_bandwidth("10Gbps");
        r.lag_name("bundle")
    });
    let lag = create.await.unwrap().unwrap();
    assert_eq!(lag.update().with(|r| r.minimum_links(1)).await.unwrap().minimum_links(), 1);
    assert_eq!(lag.delete().await.unwrap().lag_state().map(|state| state.as_str()), Some("deleting"));

    let create = service.create_interconnect();
    let create = create.with(|r| r.interconnect_name("partner").bandwidth("10Gbps").location("EqDC2"));
    let partner = create.await.unwrap().unwrap();
    assert_eq!(service.interconnects().try_collect().await.unwrap(), slice::from_ref(&partner));
    assert_eq!(partner.location().await.unwrap(), Some(service.location("EqDC2")));
    let allocate = partner.allocate_connection();
    let allocate = allocate.with(|r| r.bandwidth("500Mbps").connection_name("c").owner_account("2").vlan(7));
    assert_eq!(allocate.await.unwrap(), Some(service.connection("dxcon-3")));
    let hosted = partner.describe_connections().await.unwrap();
    assert_eq!(hosted[0].connection_id(), Some("dxcon-3"));
    let loa = partner.describe_interconnect_loa().await.unwrap();
    assert_eq!(loa.loa().unwrap().loa_content().unwrap().as_ref(), b"PDF");
    partner.delete().await.unwrap();
    let id = json!({"interconnectId": "dxcon-2"});
    assert_sent(
        &script,
        [
            (
                "CreateLag",
                json!({
                    "numberOfConnections": 2,
                    "location": "EqDC2",
                    "connectionsBandwidth": "10Gbps",
                    "lagName": "bundle",
                }),
            ),
            ("UpdateLag", json!({"lagId": "dxlag-1", "minimumLinks": 1})),
            ("DeleteLag", json!({"lagId": "dxlag-1"})),
            ("CreateInterconnect", json!({"interconnectName": "partner", "bandwidth": "10Gbps", "location": "EqDC2"})),
            ("DescribeInterconnects", json!({})),
            ("DescribeInterconnects", id.clone()),
            (
                "AllocateConnectionOnInterconnect",
                json!({
                    "bandwidth": "500Mbps",
                    "connectionName": "c",
                    "ownerAccount": "2",
                    "interconnectId": "dxcon-2",
                    "vlan": 7,
                }),
            ),
            ("DescribeConnectionsOnInterconnect", id.clone()),
            ("DescribeInterconnectLoa", id.clone()),
            ("DeleteInterconnect", id),
        ],
    );
}
