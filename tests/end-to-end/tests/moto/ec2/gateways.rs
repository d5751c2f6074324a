//! What joins networks with others: gateways, VPN connections, peerings, prefix lists; and the logs of what passes.
//!
//! The fake describes customer gateways, VPN connections, prefix lists and peerings for ever after they are deleted.

use std::slice;

use aws_resources::{Arn, ec2::Ec2};
use aws_sdk_ec2::types::{self, VpcPeeringConnectionStateReasonCode as Code, VpnState};
use end_to_end::{exercised, fake::Account};

use super::{check, vpc};
use crate::SOON;

/// Each has the ARN of AWS's template, is found in its VPC or in the listing, and can be deleted.
#[tokio::test]
async fn other_parts_of_networks_live_and_die() {
    let account = Account::new("eu-west-1").await;
    let ec2 = Ec2::new(&account.session);
    let vpc = vpc(&account).await;
    let subnet = vpc.create_subnet().with(|r| r.cidr_block("10.1.2.0/24")).await.unwrap().unwrap();
    let check = |arn: Arn, kind: &str, id: &str| check(&account, &arn, kind, id);

    let address = ec2.allocate_address().await.unwrap().unwrap();
    let nat = subnet.create_nat_gateway().with(|r| r.allocation_id(address.allocation_id())).await.unwrap().unwrap();
    nat.wait_until_available().every(SOON).await.unwrap();
    check(nat.arn().await.unwrap(), "natgateway", nat.id());
    assert_eq!(vpc.nat_gateways().try_collect().await.unwrap(), slice::from_ref(&nat));
    assert_eq!(nat.vpc_addresses().await.unwrap(), [address]);
    nat.delete().await.unwrap();
    nat.wait_until_deleted().every(SOON).await.unwrap();

    let gateway = ec2.create_vpn_gateway().await.unwrap().unwrap();
    check(gateway.arn().await.unwrap(), "vpn-gateway", gateway.id());
    vpc.attach_vpn_gateway().with(|r| r.vpn_gateway_id(gateway.id())).await.unwrap();
    assert_eq!(vpc.vpn_gateways().try_collect().await.unwrap(), slice::from_ref(&gateway));
    assert_eq!(gateway.reload().await.unwrap().vpc_attachments()[0].vpc_id(), Some(vpc.id()));
    gateway.detach().with(|r| r.vpc_id(vpc.id())).await.unwrap();
    gateway.delete().await.unwrap();

    let options = types::NewDhcpConfiguration::builder().key("domain-name").values("example.com").build();
    let options = ec2.create_dhcp_options().with(|r| r.dhcp_configurations(options)).await.unwrap().unwrap();
    check(options.arn().await.unwrap(), "dhcp-options", options.id());
    options.associate_with_vpc().with(|r| r.vpc_id(vpc.id())).await.unwrap();
    vpc.reload().await.unwrap();
    assert_eq!(vpc.dhcp_options().await.unwrap(), Some(options));

    let list = ec2.create_managed_prefix_list();
    let list = list.with(|r| {
        r.prefix_list_name("offices")
            .max_entries(2)
            .address_family("IPv4")
            .entries(types::AddPrefixListEntry::builder().cidr("192.0.2.0/24").build())
    });
    let list = list.await.unwrap().unwrap();
    let arn = list.arn().await.unwrap();
    exercised::arn("ec2.ManagedPrefixList", &arn, list.data().await.unwrap().prefix_list_arn());
    check(arn, "prefix-list", list.id());
    let entries = list.entries().try_collect().await.unwrap();
    assert_eq!(entries, [list.entry("192.0.2.0/24")]);
    list.delete().await.unwrap();

    let other = super::vpc(&account).await;
    let peering = vpc.request_vpc_peering_connection().with(|r| r.peer_vpc_id(other.id())).await.unwrap().unwrap();
    check(peering.arn().await.unwrap(), "vpc-peering-connection", peering.id());
    peering.accept().await.unwrap();
    assert_eq!(peering.accepter_vpc().await.unwrap(), Some(other.clone()));
    assert_eq!(other.accepted_vpc_peering_connections().try_collect().await.unwrap(), slice::from_ref(&peering));
    assert_eq!(vpc.requested_vpc_peering_connections().try_collect().await.unwrap(), [peering]);

    let log = vpc.create_flow_logs();
    let logs = log.with(|r| {
        r.traffic_type(types::TrafficType::All)
            .log_group_name("flow")
            .deliver_logs_permission_arn(format!("arn:aws:iam::{}:role/flow", account.id))
    });
    let logs = logs.await.unwrap();
    check(logs[0].arn().await.unwrap(), "vpc-flow-log", logs[0].id());
    assert_eq!(vpc.flow_logs().try_collect().await.unwrap(), logs);
    logs[0].delete().await.unwrap();
    assert!(logs[0].data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_vpn_connection_joins_two_gateways() {
    let account = Account::new("eu-west-1").await;
    let ec2 = Ec2::new(&account.session);
    let theirs = ec2.create_customer_gateway().with(|r| r.bgp_asn(65534).ip_address("192.0.2.1"));
    let theirs = theirs.await.unwrap().unwrap();
    theirs.wait_until_available().every(SOON).await.unwrap();
    check(&account, &theirs.arn().await.unwrap(), "customer-gateway", theirs.id());
    assert_eq!(theirs.data().await.unwrap().bgp_asn(), Some("65534"));
    assert_eq!(ec2.customer_gateways().try_collect().await.unwrap(), slice::from_ref(&theirs));
    let ours = ec2.create_vpn_gateway().await.unwrap().unwrap();
    assert_eq!(ec2.vpn_gateways().try_collect().await.unwrap(), slice::from_ref(&ours));

    let connect = ours.create_vpn_connection().with(|r| r.customer_gateway_id(theirs.id()));
    let connection = connect.await.unwrap().unwrap();
    connection.wait_until_available().every(SOON).await.unwrap();
    check(&account, &connection.arn().await.unwrap(), "vpn-connection", connection.id());
    assert_eq!(connection.customer_gateway().await.unwrap(), Some(theirs.clone()));
    assert_eq!(connection.vpn_gateway().await.unwrap(), Some(ours.clone()));
    assert_eq!(theirs.vpn_connections().try_collect().await.unwrap(), slice::from_ref(&connection));
    assert_eq!(ours.vpn_connections().try_collect().await.unwrap(), slice::from_ref(&connection));
    assert_eq!(ec2.vpn_connections().try_collect().await.unwrap(), slice::from_ref(&connection));
    connection.delete().await.unwrap();
    connection.wait_until_deleted().every(SOON).await.unwrap();
    assert_eq!(connection.data().await.unwrap().state(), Some(&VpnState::Deleted));
    let unknown = ec2.vpn_connection("vpn-0123456789abcdef0").data().await.unwrap_err();
    assert_eq!((unknown.is_not_found(), unknown.code()), (true, Some("InvalidVpnConnectionID.NotFound")));

    theirs.delete().await.unwrap();
    assert_eq!(theirs.data().await.unwrap().state(), Some("deleted"));
    assert!(ec2.customer_gateway("cgw-0123456789abcdef0").data().await.unwrap_err().is_not_found());
    ours.delete().await.unwrap();
    assert_eq!(ours.data().await.unwrap().state(), Some(&VpnState::Deleted));
    assert!(ec2.vpn_gateway("vgw-0123456789abcdef0").data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn gateways_of_a_vpc_live_and_die() {
    let account = Account::new("eu-west-1").await;
    let ec2 = Ec2::new(&account.session);
    let vpc = vpc(&account).await;
    let carrier = vpc.create_carrier_gateway().await.unwrap().unwrap();
    check(&account, &carrier.arn().await.unwrap(), "carrier-gateway", carrier.id());
    assert_eq!(ec2.carrier_gateways().try_collect().await.unwrap(), slice::from_ref(&carrier));
    assert_eq!(vpc.carrier_gateways().try_collect().await.unwrap(), slice::from_ref(&carrier));
    assert_eq!(carrier.vpc().await.unwrap(), Some(vpc.clone()));
    assert_eq!(carrier.delete().await.unwrap(), Some(carrier.clone()));
    assert!(carrier.data().await.unwrap_err().is_not_found());

    let outwards = vpc.create_egress_only_internet_gateway().await.unwrap().unwrap();
    check(&account, &outwards.arn().await.unwrap(), "egress-only-internet-gateway", outwards.id());
    assert_eq!(ec2.egress_only_internet_gateways().try_collect().await.unwrap(), slice::from_ref(&outwards));
    assert_eq!(outwards.vpcs().await.unwrap(), slice::from_ref(&vpc));
    outwards.delete().await.unwrap();
    assert!(outwards.data().await.unwrap_err().is_not_found());
    let nat = ec2.nat_gateway("nat-0123456789abcdef0").data().await.unwrap_err();
    assert!(nat.is_not_found(), "{nat}");
}

#[tokio::test]
async fn entries_of_a_prefix_list_change() {
    let account = Account::new("eu-west-1").await;
    let ec2 = Ec2::new(&account.session);
    let entry = types::AddPrefixListEntry::builder().cidr("192.0.2.0/24").description("first").build();
    let create = ec2.create_managed_prefix_list();
    let create = create.with(|r| r.prefix_list_name("offices").max_entries(2).address_family("IPv4").entries(entry));
    let list = create.await.unwrap().unwrap();
    list.wait_until_available().every(SOON).await.unwrap();
    assert!(ec2.managed_prefix_lists().try_collect().await.unwrap().contains(&list), "with those of AWS");
    let first = list.entry("192.0.2.0/24");
    assert_eq!(first.data().await.unwrap().description(), Some("first"));
    let added = types::AddPrefixListEntry::builder().cidr("198.51.100.0/24").build();
    let removed = types::RemovePrefixListEntry::builder().cidr("192.0.2.0/24").build();
    list.modify().with(|r| r.current_version(1).add_entries(added).remove_entries(removed)).await.unwrap();
    assert_eq!(list.data().await.unwrap().version(), Some(2));
    assert_eq!(list.entries().try_collect().await.unwrap(), [list.entry("198.51.100.0/24")]);
    assert!(first.reload().await.unwrap_err().is_not_found());
    list.delete().await.unwrap();
    assert_eq!(list.data().await.unwrap().state(), Some(&types::PrefixListState::DeleteComplete));
    assert!(ec2.managed_prefix_list("pl-0123456789abcdef0").data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_peering_is_rejected_or_deleted() {
    let account = Account::new("eu-west-1").await;
    let ec2 = Ec2::new(&account.session);
    let (vpc, other) = (vpc(&account).await, vpc(&account).await);
    let request = || vpc.request_vpc_peering_connection().with(|r| r.peer_vpc_id(other.id()));
    let code = |data: &types::VpcPeeringConnection| data.status().and_then(|it| it.code().cloned());
    let unwanted = request().await.unwrap().unwrap();
    unwanted.wait_until_exists().every(SOON).await.unwrap();
    assert_eq!(code(&unwanted.data().await.unwrap()), Some(Code::PendingAcceptance));
    unwanted.reject().await.unwrap();
    assert_eq!(code(&unwanted.data().await.unwrap()), Some(Code::Rejected));

    let peering = request().await.unwrap().unwrap();
    peering.accept().await.unwrap();
    assert_eq!(peering.requester_vpc().await.unwrap(), Some(vpc.clone()));
    let names = types::PeeringConnectionOptionsRequest::builder().allow_dns_resolution_from_remote_vpc(true).build();
    let change = peering.modify_options().with(|r| r.requester_peering_connection_options(names));
    change.await.unwrap();
    let data = peering.data().await.unwrap();
    let options = data.requester_vpc_info().and_then(|it| it.peering_options()).unwrap();
    assert_eq!(options.allow_dns_resolution_from_remote_vpc(), Some(true));
    peering.delete().await.unwrap();
    peering.wait_until_deleted().every(SOON).await.unwrap();
    assert_eq!(code(&peering.data().await.unwrap()), Some(Code::Deleted));
    assert!(ec2.vpc_peering_connection("pcx-0123456789abcdef0").data().await.unwrap_err().is_not_found());
}
