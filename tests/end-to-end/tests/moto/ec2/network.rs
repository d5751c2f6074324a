//! VPCs, subnets and security groups.

use std::slice;

use aws_resources::ec2::Ec2;
use aws_sdk_ec2::{
    Client,
    error::ProvideErrorMetadata,
    operation::describe_vpcs::DescribeVpcsError,
    types::{self, IpPermission, IpRange, SubnetCidrReservationType, VpcAttributeName, VpcCidrBlockStateCode},
};
use end_to_end::{exercised, fake::Account};

use super::{switch, vpc};
use crate::SOON;

#[tokio::test]
async fn a_vpc_has_its_parts() {
    let account = Account::new("eu-central-1").await;
    let vpc = vpc(&account).await;
    vpc.wait_until_available().every(SOON).await.unwrap();
    let arn = vpc.arn().await.unwrap();
    account.assert_arn(&arn, "arn:${Partition}:ec2:${Region}:${Account}:vpc/${VpcId}", &[("VpcId", vpc.id())]);
    let ranges = vpc.cidr_block_associations().await.unwrap();
    assert_eq!(ranges[0].loaded().unwrap().cidr_block(), Some("10.1.0.0/16"));

    let subnet = vpc.create_subnet().with(|r| r.cidr_block("10.1.2.0/24")).await.unwrap().unwrap();
    assert_eq!(vpc.subnets().try_collect().await.unwrap(), slice::from_ref(&subnet));
    assert_eq!(subnet.vpc().await.unwrap(), Some(vpc.clone()));
    let arn = subnet.arn().await.unwrap();
    account.assert_arn(
        &arn,
        "arn:${Partition}:ec2:${Region}:${Account}:subnet/${SubnetId}",
        &[("SubnetId", subnet.id())],
    );
    let ec2 = Ec2::new(&account.session);
    let gateway = ec2.create_internet_gateway().await.unwrap().unwrap();
    gateway.attach_to_vpc().with(|r| r.vpc_id(vpc.id())).await.unwrap();
    assert_eq!(gateway.vpcs().await.unwrap(), slice::from_ref(&vpc));
    assert_eq!(vpc.internet_gateways().try_collect().await.unwrap(), slice::from_ref(&gateway));
    vpc.detach_internet_gateway().with(|r| r.internet_gateway_id(gateway.id())).await.unwrap();
    gateway.delete().await.unwrap();
    assert!(gateway.data().await.unwrap_err().is_not_found());
    subnet.delete().await.unwrap();
    assert!(subnet.data().await.unwrap_err().is_not_found());

    vpc.delete().await.unwrap();
    let gone = vpc.data().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
    let sdk = gone.sdk_error::<DescribeVpcsError>().and_then(|error| error.as_service_error());
    assert_eq!(sdk.and_then(|error| error.code()), Some("InvalidVpcID.NotFound"));
}

#[tokio::test]
async fn security_groups_have_rules() {
    let account = Account::new("us-west-2").await;
    let vpc = vpc(&account).await;
    let create = vpc.create_security_group().with(|r| r.group_name("web").description("web servers"));
    let group = create.await.unwrap().unwrap();
    let client = Client::new(&account.config);
    let plain = client.describe_security_groups().group_ids(group.id()).send().await.unwrap();
    let arn = group.arn().await.unwrap();
    exercised::arn("ec2.SecurityGroup", &arn, plain.security_groups()[0].security_group_arn());
    let template = "arn:${Partition}:ec2:${Region}:${Account}:security-group/${SecurityGroupId}";
    account.assert_arn(&arn, template, &[("SecurityGroupId", group.id())]);

    let range = |cidr: &str| IpRange::builder().cidr_ip(cidr).build();
    let https = IpPermission::builder().ip_protocol("tcp").from_port(443).to_port(443);
    let https = https.ip_ranges(range("10.0.0.0/8")).ip_ranges(range("192.0.2.0/24")).build();
    let made = group.authorize_ingress().with(|r| r.ip_permissions(https)).await.unwrap();
    assert_eq!(made.len(), 2);
    assert_ne!(made[0], made[1]);
    let rules = group.rules().try_collect().await.unwrap();
    let ingress: Vec<_> = rules.iter().filter(|rule| rule.loaded().unwrap().is_egress() == Some(false)).collect();
    assert_eq!((rules.len(), ingress.len()), (3, 2), "one lets everything out");
    assert!(ingress.iter().all(|rule| made.contains(rule)));
    let rule = Ec2::new(&account.session).security_group_rule(made[0].id());
    assert_eq!(rule.data().await.unwrap().from_port(), Some(443));
    assert_eq!(rule.group().await.unwrap(), Some(group.clone()));

    let groups = vpc.security_groups().try_collect().await.unwrap();
    assert_eq!(groups.len(), 2, "with the VPC's default one");
    group.delete().await.unwrap();
    let gone = group.data().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
    assert_eq!(gone.code(), Some("InvalidGroup.NotFound"));
}

/// The fake says at once that a range is associated, and for ever that it was.
#[tokio::test]
async fn attributes_and_ranges_of_a_vpc_change() {
    let account = Account::new("eu-west-1").await;
    let vpc = vpc(&account).await;
    vpc.wait_until_exists().every(SOON).await.unwrap();
    vpc.modify_attribute().with(|r| r.enable_dns_hostnames(switch(true))).await.unwrap();
    let described = vpc.describe_attribute().with(|r| r.attribute(VpcAttributeName::EnableDnsHostnames)).await.unwrap();
    assert_eq!(described.vpc_id(), Some(vpc.id()));
    assert_eq!(described.enable_dns_hostnames().and_then(|it| it.value()), Some(true));
    vpc.modify_tenancy().with(|r| r.instance_tenancy(types::VpcTenancy::Default)).await.unwrap();

    let added = vpc.associate_cidr_block().with(|r| r.cidr_block("10.2.0.0/16")).await.unwrap();
    let id = added.cidr_block_association().and_then(|it| it.association_id()).unwrap();
    let ranges = vpc.cidr_block_associations().await.unwrap();
    assert_eq!(ranges.len(), 2);
    let range = ranges.iter().find(|range| range.id() == id).expect("the VPC has the new range");
    let state = |data: &types::VpcCidrBlockAssociation| data.cidr_block_state().and_then(|it| it.state().cloned());
    let data = range.data().await.unwrap();
    assert_eq!((data.cidr_block(), state(&data)), (Some("10.2.0.0/16"), Some(VpcCidrBlockStateCode::Associated)));
    range.disassociate().await.unwrap();
    assert_eq!(state(&range.data().await.unwrap()), Some(VpcCidrBlockStateCode::Disassociated));
    let unknown = Ec2::new(&account.session).vpc_cidr_block_association("vpc-cidr-assoc-0123456789abcdef0");
    assert!(unknown.data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_vpc_and_its_subnet_have_ranges_of_ipv6() {
    let account = Account::new("eu-west-1").await;
    let ec2 = Ec2::new(&account.session);
    let create = ec2.create_vpc().with(|r| r.cidr_block("10.1.0.0/16").amazon_provided_ipv6_cidr_block(true));
    let vpc = create.await.unwrap().unwrap();
    let ranges = vpc.ipv6_cidr_block_associations().await.unwrap();
    assert_eq!(ranges.len(), 1);
    let range = ranges[0].data().await.unwrap().ipv6_cidr_block().unwrap().to_owned();
    let part = range.strip_suffix("/56").expect("AWS gives 56 bits").to_owned() + "/64";
    let subnet = vpc.create_subnet().with(|r| r.cidr_block("10.1.2.0/24")).await.unwrap().unwrap();
    let added = subnet.associate_cidr_block().with(|r| r.ipv6_cidr_block(&part)).await.unwrap();
    assert_eq!(added.subnet_id(), Some(subnet.id()));
    let parts = subnet.ipv6_cidr_block_associations().await.unwrap();
    assert_eq!(parts.len(), 1);
    assert_eq!(parts[0].loaded().unwrap().ipv6_cidr_block(), Some(&*part));
    let removed = parts[0].disassociate().await.unwrap();
    assert_eq!(removed.subnet_id(), Some(subnet.id()));
    let removed = ranges[0].disassociate().await.unwrap();
    assert_eq!(removed.vpc_id(), Some(vpc.id()));
}

#[tokio::test]
async fn a_subnet_keeps_addresses_back() {
    let account = Account::new("eu-west-1").await;
    let subnet = vpc(&account).await.create_subnet().with(|r| r.cidr_block("10.1.2.0/24")).await.unwrap().unwrap();
    subnet.wait_until_available().every(SOON).await.unwrap();
    exercised::arn("ec2.Subnet", &subnet.arn().await.unwrap(), subnet.data().await.unwrap().subnet_arn());
    let zone = subnet.availability_zone().await.unwrap().expect("a subnet is in a zone");
    assert_eq!(zone.data().await.unwrap().zone_name(), subnet.data().await.unwrap().availability_zone());
    assert!(zone.subnets().try_collect().await.unwrap().contains(&subnet));
    subnet.modify_attribute().with(|r| r.map_public_ip_on_launch(switch(true))).await.unwrap();
    assert_eq!(subnet.data().await.unwrap().map_public_ip_on_launch(), Some(true));

    let reserve = subnet.create_cidr_reservation();
    let reserve = reserve.with(|r| r.cidr("10.1.2.0/28").reservation_type(SubnetCidrReservationType::Prefix));
    let reservation = reserve.await.unwrap().unwrap();
    assert_eq!(subnet.cidr_reservations().try_collect().await.unwrap(), slice::from_ref(&reservation));
    assert_eq!(reservation.loaded().unwrap().cidr(), Some("10.1.2.0/28"));
    assert_eq!(reservation.subnet(), subnet);
    let template = "arn:${Partition}:ec2:${Region}:${Account}:subnet-cidr-reservation/${SubnetCidrReservationId}";
    let known = [("SubnetCidrReservationId", reservation.id())];
    account.assert_arn(&reservation.arn().await.unwrap(), template, &known);
    reservation.delete().await.unwrap();
    assert_eq!(subnet.cidr_reservations().try_collect().await.unwrap(), []);
}

#[tokio::test]
async fn rules_of_a_security_group_change() {
    let account = Account::new("eu-west-1").await;
    let ec2 = Ec2::new(&account.session);
    let create = vpc(&account).await.create_security_group();
    let group = create.with(|r| r.group_name("web").description("web servers")).await.unwrap().unwrap();
    group.wait_until_exists().every(SOON).await.unwrap();
    let https = |described: Option<&str>| {
        let range = IpRange::builder().cidr_ip("10.0.0.0/8").set_description(described.map(str::to_owned));
        IpPermission::builder().ip_protocol("tcp").from_port(443).to_port(443).ip_ranges(range.build()).build()
    };
    let made = group.authorize_egress().with(|r| r.ip_permissions(https(None))).await.unwrap();
    assert_eq!((made.len(), made[0].loaded().unwrap().is_egress()), (1, Some(true)));
    let rule = &made[0];
    let describe = group.update_rule_descriptions_egress();
    describe.with(|r| r.ip_permissions(https(Some("inner")))).await.unwrap();
    assert_eq!(rule.reload().await.unwrap().description(), Some("inner"));
    let other = types::SecurityGroupRuleRequest::builder().ip_protocol("tcp").from_port(8443).to_port(8443);
    let other = other.cidr_ipv4("10.0.0.0/8").build();
    let update = types::SecurityGroupRuleUpdate::builder().security_group_rule_id(rule.id());
    let update = update.security_group_rule(other).build();
    group.modify_rules().with(|r| r.security_group_rules(update)).await.unwrap();
    assert_eq!(rule.reload().await.unwrap().from_port(), Some(8443));
    group.revoke_egress().with(|r| r.security_group_rule_ids(rule.id())).await.unwrap();
    let gone = rule.reload().await.unwrap_err();
    assert_eq!((gone.is_not_found(), gone.code()), (true, Some("InvalidSecurityGroupRuleId.NotFound")));

    let made = group.authorize_ingress().with(|r| r.ip_permissions(https(None))).await.unwrap();
    let describe = group.update_rule_descriptions_ingress();
    describe.with(|r| r.ip_permissions(https(Some("offices")))).await.unwrap();
    let rule = ec2.security_group_rule(made[0].id());
    assert_eq!(rule.data().await.unwrap().description(), Some("offices"));
    let template = "arn:${Partition}:ec2:${Region}:${Account}:security-group-rule/${SecurityGroupRuleId}";
    account.assert_arn(&rule.arn().await.unwrap(), template, &[("SecurityGroupRuleId", rule.id())]);
    group.revoke_ingress().with(|r| r.security_group_rule_ids(rule.id())).await.unwrap();
    assert!(rule.reload().await.unwrap_err().is_not_found());
    let left = group.rules().try_collect().await.unwrap();
    assert!(left.iter().all(|rule| rule.loaded().unwrap().is_egress() == Some(true)), "{left:?}");
}

/// The account has a default VPC with a subnet in each zone; another one there can't be.
#[tokio::test]
async fn defaults_exist_already() {
    let account = Account::new("eu-west-1").await;
    let ec2 = Ec2::new(&account.session);
    let refused = ec2.create_default_vpc().await.unwrap_err();
    assert_eq!(refused.code(), Some("DefaultVpcAlreadyExists"));
    let refused = ec2.create_default_subnet().with(|r| r.availability_zone("eu-west-1b")).await.unwrap_err();
    assert_eq!(refused.code(), Some("DefaultSubnetAlreadyExistsInAvailabilityZone"));
    let default = ec2.vpcs().filter(|r| r.filters(types::Filter::builder().name("is-default").values("true").build()));
    let default = default.try_collect().await.unwrap();
    assert_eq!(default.len(), 1);
    assert_eq!(default[0].subnets().try_collect().await.unwrap().len(), 3);
}
