//! Routes, and what lets packets through them: route tables, network ACLs and DHCP options.

use std::slice;

use aws_resources::{ErrorKind, ec2::Ec2};
use aws_sdk_ec2::types::{self, RuleAction};
use end_to_end::fake::Account;

use super::{check, vpc};
use crate::SOON;

#[tokio::test]
async fn a_route_table_has_routes_of_several_kinds() {
    let account = Account::new("eu-west-1").await;
    let vpc = vpc(&account).await;
    let gateway = Ec2::new(&account.session).create_internet_gateway().await.unwrap().unwrap();
    vpc.attach_internet_gateway().with(|r| r.internet_gateway_id(gateway.id())).await.unwrap();
    let table = vpc.create_route_table().await.unwrap().unwrap();
    let template = "arn:${Partition}:ec2:${Region}:${Account}:route-table/${RouteTableId}";
    account.assert_arn(&table.arn().await.unwrap(), template, &[("RouteTableId", table.id())]);
    let to = |request: aws_sdk_ec2::operation::create_route::builders::CreateRouteFluentBuilder| {
        request.gateway_id(gateway.id())
    };
    let v4 = table.create_route().with(|r| to(r).destination_cidr_block("0.0.0.0/0")).await.unwrap();
    let v6 = table.create_route().with(|r| to(r).destination_ipv6_cidr_block("::/0")).await.unwrap();
    assert_eq!(v4, table.route(Some("0.0.0.0/0"), None, None));
    assert_eq!(v6, table.route(None, Some("::/0"), None));
    assert_ne!(v4, v6);

    let routes = table.routes().await.unwrap();
    assert_eq!(routes.len(), 3, "with the VPC's own");
    for route in &routes {
        let data = route.loaded().expect("the table has its routes' data");
        assert_eq!(data.destination_cidr_block(), route.destination_cidr_block());
        assert_eq!(data.destination_ipv6_cidr_block(), route.destination_ipv6_cidr_block());
    }
    assert!(routes.contains(&v4) && routes.contains(&v6));
    assert_eq!(v6.data().await.unwrap().gateway_id(), Some(gateway.id()));
    assert_eq!(v6.route_table(), table);
    assert_eq!(v4.arn().await.unwrap_err().kind(), ErrorKind::NoArn);
    v4.delete().await.unwrap();
    assert!(v4.data().await.unwrap_err().is_not_found());
    assert!(v6.data().await.is_ok());

    let subnet = vpc.create_subnet().with(|r| r.cidr_block("10.1.2.0/24")).await.unwrap().unwrap();
    let association = table.associate_with_subnet().with(|r| r.subnet_id(subnet.id())).await.unwrap().unwrap();
    assert_eq!(association.data().await.unwrap().subnet_id(), Some(subnet.id()));
    assert_eq!(association.route_table().await.unwrap(), Some(table.clone()));
    table.reload().await.unwrap();
    assert_eq!(table.associations().await.unwrap(), slice::from_ref(&association));
    assert_eq!(subnet.route_tables().try_collect().await.unwrap(), slice::from_ref(&table));
    association.delete().await.unwrap();
    assert!(association.reload().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_network_acl_has_entries_by_number_and_direction() {
    let account = Account::new("eu-west-1").await;
    let acl = vpc(&account).await.create_network_acl().await.unwrap().unwrap();
    let entry = |egress| {
        acl.create_entry().with(move |r| {
            r.rule_number(100).egress(egress).protocol("-1").rule_action(RuleAction::Allow).cidr_block("10.0.0.0/8")
        })
    };
    let (inwards, outwards) = (entry(false).await.unwrap().unwrap(), entry(true).await.unwrap().unwrap());
    assert_ne!(inwards, outwards);
    assert_eq!(outwards.data().await.unwrap().egress(), Some(true));
    let entries = acl.entries().await.unwrap();
    assert!(entries.contains(&inwards) && entries.contains(&outwards));
    inwards.delete().await.unwrap();
    assert!(inwards.data().await.unwrap_err().is_not_found());
    assert!(outwards.reload().await.is_ok());
    let template = "arn:${Partition}:ec2:${Region}:${Account}:network-acl/${NaclId}";
    account.assert_arn(&acl.arn().await.unwrap(), template, &[("NaclId", acl.id())]);
    acl.delete().await.unwrap();
    assert!(acl.data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_route_and_a_table_are_replaced() {
    let account = Account::new("eu-west-1").await;
    let vpc = vpc(&account).await;
    let ec2 = Ec2::new(&account.session);
    let subnet = vpc.create_subnet().with(|r| r.cidr_block("10.1.2.0/24")).await.unwrap().unwrap();
    let gateway = ec2.create_internet_gateway().await.unwrap().unwrap();
    gateway.wait_until_exists().every(SOON).await.unwrap();
    gateway.attach_to_vpc().with(|r| r.vpc_id(vpc.id())).await.unwrap();
    check(&account, &gateway.arn().await.unwrap(), "internet-gateway", gateway.id());
    let table = vpc.create_route_table().await.unwrap().unwrap();
    let create = table.create_route().with(|r| r.destination_cidr_block("0.0.0.0/0").gateway_id(gateway.id()));
    let route = create.await.unwrap();
    let interface = subnet.create_network_interface().await.unwrap().unwrap();
    route.replace().with(|r| r.network_interface_id(interface.id())).await.unwrap();
    assert_eq!(route.data().await.unwrap().gateway_id(), None);
    assert_eq!(route.network_interface().await.unwrap(), Some(interface));

    let associate = subnet.associate_route_table().with(|r| r.route_table_id(table.id()));
    let association = associate.await.unwrap().unwrap();
    assert_eq!(association.subnet().await.unwrap(), Some(subnet.clone()));
    let other = vpc.create_route_table().await.unwrap().unwrap();
    let replaced = association.replace_subnet().with(|r| r.route_table_id(other.id())).await.unwrap().unwrap();
    assert_ne!(replaced, association, "AWS gives the new association a new id");
    assert_eq!(replaced.route_table().await.unwrap(), Some(other.clone()));
    assert_eq!(subnet.route_tables().try_collect().await.unwrap(), slice::from_ref(&other));
    assert_eq!(vpc.route_tables().try_collect().await.unwrap().len(), 3, "with the VPC's main one");
    table.delete().await.unwrap();
    let gone = table.data().await.unwrap_err();
    assert_eq!((gone.is_not_found(), gone.code()), (true, Some("InvalidRouteTableID.NotFound")));
    gateway.detach_from_vpc().with(|r| r.vpc_id(vpc.id())).await.unwrap();
    assert_eq!(gateway.vpcs().await.unwrap(), []);
}

#[tokio::test]
async fn an_acl_takes_the_place_of_another() {
    let account = Account::new("eu-west-1").await;
    let vpc = vpc(&account).await;
    let subnet = vpc.create_subnet().with(|r| r.cidr_block("10.1.2.0/24")).await.unwrap().unwrap();
    let default = subnet.network_acls().try_collect().await.unwrap().remove(0);
    assert_eq!(default.loaded().unwrap().is_default(), Some(true));
    let association = default.associations().await.unwrap().remove(0);
    assert_eq!(association.subnet().await.unwrap(), Some(subnet.clone()));

    let acl = vpc.create_network_acl().await.unwrap().unwrap();
    let rule = |action| {
        move |r: aws_sdk_ec2::operation::replace_network_acl_entry::builders::ReplaceNetworkAclEntryFluentBuilder| {
            r.protocol("-1").rule_action(action).cidr_block("10.0.0.0/8")
        }
    };
    let create = acl.create_entry().with(|r| r.rule_number(100).egress(false).protocol("-1"));
    let entry = create.with(|r| r.rule_action(RuleAction::Allow).cidr_block("10.0.0.0/8")).await.unwrap().unwrap();
    entry.replace().with(rule(RuleAction::Deny)).await.unwrap();
    assert_eq!(entry.reload().await.unwrap().rule_action(), Some(&RuleAction::Deny));
    let again = acl.replace_entry().with(|r| r.rule_number(100).egress(false)).with(rule(RuleAction::Allow));
    again.await.unwrap();
    assert_eq!(entry.reload().await.unwrap().rule_action(), Some(&RuleAction::Allow));

    let replaced = association.replace().with(|r| r.network_acl_id(acl.id())).await.unwrap().unwrap();
    assert_ne!(replaced, association, "AWS gives the new association a new id");
    assert_eq!(replaced.network_acl().await.unwrap(), Some(acl.clone()));
    assert_eq!(subnet.network_acls().try_collect().await.unwrap(), slice::from_ref(&acl));
    let back = default.replace_association().with(|r| r.association_id(replaced.id())).await.unwrap();
    assert!(back.new_association_id().is_some_and(|id| id != replaced.id()));
    acl.delete_entry().with(|r| r.rule_number(100).egress(false)).await.unwrap();
    assert!(entry.reload().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn dhcp_options_live_and_die() {
    let account = Account::new("eu-west-1").await;
    let ec2 = Ec2::new(&account.session);
    let name = types::NewDhcpConfiguration::builder().key("domain-name").values("example.com").build();
    let options = ec2.create_dhcp_options().with(|r| r.dhcp_configurations(name)).await.unwrap().unwrap();
    let data = options.data().await.unwrap();
    let configured = &data.dhcp_configurations()[0];
    assert_eq!((configured.key(), configured.values()[0].value()), (Some("domain-name"), Some("example.com")));
    assert_eq!(ec2.dhcp_options_sets().try_collect().await.unwrap(), slice::from_ref(&options));
    let vpc = vpc(&account).await;
    vpc.associate_dhcp_options().with(|r| r.dhcp_options_id(options.id())).await.unwrap();
    assert_eq!(vpc.dhcp_options().await.unwrap(), Some(options.clone()));
    assert_eq!(options.vpcs().try_collect().await.unwrap(), slice::from_ref(&vpc));
    vpc.associate_dhcp_options().with(|r| r.dhcp_options_id("default")).await.unwrap();
    options.delete().await.unwrap();
    let gone = options.data().await.unwrap_err();
    assert_eq!((gone.is_not_found(), gone.code()), (true, Some("InvalidDhcpOptionID.NotFound")));
}
