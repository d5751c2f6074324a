//! Instances, their images, disks and addresses, and the networks that they are in.
//!
//! The fake has a default VPC and some images in each Region. Of listings it pages those of instances, by reservations;
//! it returns hardly any ARNs: the others are compared with AWS's templates.

use std::slice;

use aws_resources::{
    Arn, ErrorKind,
    ec2::{Ec2, Instance, Tag, Vpc},
    prelude::*,
};
use aws_sdk_ec2::{
    Client,
    error::ProvideErrorMetadata,
    operation::describe_vpcs::DescribeVpcsError,
    types::{self, InstanceStateName, IpPermission, IpRange, RuleAction},
};
use end_to_end::{exercised, fake::Account};

use crate::{Pages, SOON, pages};

fn tag(key: &str, value: &str) -> types::Tag {
    types::Tag::builder().key(key).value(value).build()
}

/// The id of an image that the plain SDK registers.
async fn register(account: &Account) -> String {
    let made = Client::new(&account.config).register_image().name("base").send().await.unwrap();
    made.image_id.unwrap()
}

/// Instances that the plain SDK launches, in reservations of these sizes.
async fn launch(account: &Account, sizes: &[i32]) -> Vec<String> {
    let client = Client::new(&account.config);
    let image = register(account).await;
    let groups = client.describe_security_groups().send().await.unwrap();
    let group = groups.security_groups()[0].group_id().unwrap();
    let mut ids = Vec::new();
    for size in sizes {
        let launch = client.run_instances().image_id(&image).instance_type(types::InstanceType::T3Micro);
        let made = launch.security_group_ids(group).min_count(*size).max_count(*size).send().await.unwrap();
        ids.extend(made.instances().iter().map(|instance| instance.instance_id().unwrap().to_owned()));
    }
    ids
}

async fn vpc(account: &Account) -> Vpc {
    let ec2 = Ec2::new(&account.session);
    ec2.create_vpc().with(|r| r.cidr_block("10.1.0.0/16")).await.unwrap().expect("AWS answers with the VPC")
}

fn ids(instances: &[Instance]) -> Vec<&str> {
    let mut ids: Vec<_> = instances.iter().map(|instance| instance.id()).collect();
    ids.sort_unstable();
    ids
}

#[tokio::test]
async fn instances_are_listed_across_reservations() {
    let account = Account::new("eu-west-1").await;
    let created = launch(&account, &[2, 1, 3]).await;
    let client = Client::new(&account.config);
    let mut plain = client.describe_instances().into_paginator().page_size(2).send();
    let mut expected: Pages = Vec::new();
    while let Some(page) = plain.try_next().await.unwrap() {
        let instances = page.reservations().iter().flat_map(|reservation| reservation.instances());
        expected.push(instances.map(|instance| instance.instance_id().unwrap().to_owned()).collect());
    }
    let ec2 = Ec2::new(&account.session);
    let found = pages(ec2.instances().page_size(2), |instance| instance.id().to_owned()).await.unwrap();
    assert_eq!(found, expected);
    assert_eq!(found.iter().map(Vec::len).sum::<usize>(), 6);
    assert_eq!(found.len(), 2, "the fake has two reservations on a page");
    let (mut found, mut created) = (found.concat(), created);
    found.sort_unstable();
    created.sort_unstable();
    assert_eq!(found, created);

    let instance = ec2.instances().first().await.unwrap().unwrap();
    let data = instance.loaded().expect("a listing gives the data");
    let arn = instance.arn().await.unwrap();
    let template = "arn:${Partition}:ec2:${Region}:${Account}:instance/${InstanceId}";
    account.assert_arn(&arn, template, &[("InstanceId", instance.id())]);
    assert_eq!(instance.vpc().await.unwrap().unwrap().id(), data.vpc_id().unwrap());
    let subnet = instance.subnet().await.unwrap().unwrap();
    assert_eq!(ids(&subnet.instances().try_collect().await.unwrap()).len(), 6);
    assert_eq!(instance.image().await.unwrap().unwrap().id(), data.image_id().unwrap());
    let groups = instance.security_groups().await.unwrap();
    assert_eq!(groups[0].id(), data.security_groups()[0].group_id().unwrap());
    assert_eq!(instance.instance_type().await.unwrap().unwrap().name(), &types::InstanceType::T3Micro);
    assert_eq!(instance.key_pair().await.unwrap(), None);
    let zone = data.placement().and_then(|placement| placement.availability_zone()).unwrap();
    let volume = ec2.create_volume().with(|r| r.availability_zone(zone).size(8)).await.unwrap().unwrap();
    instance.attach_volume().with(|r| r.device("/dev/sdf").volume_id(volume.id())).await.unwrap();
    assert!(instance.volumes().try_collect().await.unwrap().contains(&volume));
    assert_eq!(volume.instances().await.unwrap(), [instance]);
}

#[tokio::test]
async fn instances_live_and_die() {
    let account = Account::new("us-east-1").await;
    let ec2 = Ec2::new(&account.session);
    let image = ec2.image(register(&account).await);
    assert_eq!(ec2.images().filter(|r| r.owners("self")).try_collect().await.unwrap(), slice::from_ref(&image));
    let arn = image.arn().await.unwrap();
    account.assert_arn(&arn, "arn:${Partition}:ec2:${Region}::image/${ImageId}", &[("ImageId", image.id())]);
    let subnet = ec2.subnets().first().await.unwrap().unwrap();
    let launch = subnet.create_instances().with(|r| r.image_id(image.id()).min_count(3).max_count(3));
    let instances = launch.await.unwrap();
    assert_eq!(instances.len(), 3);
    let instance = &instances[0];
    assert_eq!(instance.loaded().unwrap().subnet_id(), Some(subnet.id()));
    instance.wait_until_running().every(SOON).await.unwrap();
    assert_eq!(instance.status().data().await.unwrap().instance_id(), Some(instance.id()));

    instance.stop().await.unwrap();
    assert!(instance.loaded().is_none(), "an action forgets the data");
    instance.wait_until_stopped().every(SOON).await.unwrap();
    instance.start().await.unwrap();
    instance.wait_until_running().every(SOON).await.unwrap();

    let of_image = image.instances().try_collect().await.unwrap();
    assert_eq!(ids(&of_image), ids(&instances));
    let report = subnet.instances().create_tags().with(|r| r.tags(tag("stage", "test"))).await;
    assert_eq!(report.failed().count(), 0, "{report:?}");
    assert_eq!(instance.reload().await.unwrap().tags(), [tag("stage", "test")]);
    let report = subnet.instances().terminate().await;
    assert_eq!(report.failed().count(), 0, "{report:?}");
    instance.wait_until_terminated().every(SOON).await.unwrap();
    let state = instance.data().await.unwrap().state().and_then(|state| state.name().cloned());
    assert_eq!(state, Some(InstanceStateName::Terminated));

    let gone = ec2.instance("i-0123456789abcdef0").data().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
    assert_eq!(gone.code(), Some("InvalidInstanceID.NotFound"));
}

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
async fn an_address_is_associated_with_an_interface() {
    let account = Account::new("eu-west-1").await;
    let ec2 = Ec2::new(&account.session);
    let subnet = ec2.subnets().first().await.unwrap().unwrap();
    let interface = subnet.create_network_interface().await.unwrap().unwrap();
    let address = ec2.allocate_address().await.unwrap().unwrap();
    assert_eq!(address.association().await.unwrap(), None);
    let template = "arn:${Partition}:ec2:${Region}:${Account}:elastic-ip/${AllocationId}";
    account.assert_arn(&address.arn().await.unwrap(), template, &[("AllocationId", address.allocation_id())]);

    let made = address.associate().with(|r| r.network_interface_id(interface.id())).await.unwrap().unwrap();
    assert_eq!(address.association().await.unwrap(), Some(made));
    interface.reload().await.unwrap();
    let association = interface.association().await.unwrap().expect("the interface has the address");
    assert_eq!(association.loaded().unwrap().allocation_id(), Some(address.allocation_id()));
    assert_eq!(association.address().await.unwrap(), Some(address.clone()));
    assert_eq!(address.network_interface().await.unwrap(), Some(interface.clone()));
    assert_eq!(ec2.vpc_addresses().try_collect().await.unwrap(), slice::from_ref(&address));
    association.delete().await.unwrap();
    address.release().await.unwrap();
    let gone = address.data().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
    assert_eq!(gone.code(), Some("InvalidAllocationID.NotFound"));
    interface.delete().await.unwrap();
    assert!(interface.data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn volumes_have_snapshots() {
    let account = Account::new("eu-west-1").await;
    let ec2 = Ec2::new(&account.session);
    let volume = ec2.create_volume().with(|r| r.availability_zone("eu-west-1a").size(8)).await.unwrap().unwrap();
    volume.wait_until_available().every(SOON).await.unwrap();
    let template = "arn:${Partition}:ec2:${Region}:${Account}:volume/${VolumeId}";
    account.assert_arn(&volume.arn().await.unwrap(), template, &[("VolumeId", volume.id())]);
    let snapshot = volume.create_snapshot().with(|r| r.description("before")).await.unwrap().unwrap();
    snapshot.wait_until_completed().every(SOON).await.unwrap();
    let template = "arn:${Partition}:ec2:${Region}::snapshot/${SnapshotId}";
    account.assert_arn(&snapshot.arn().await.unwrap(), template, &[("SnapshotId", snapshot.id())]);
    assert_eq!(volume.snapshots().try_collect().await.unwrap(), slice::from_ref(&snapshot));
    assert_eq!(snapshot.volume().await.unwrap(), Some(volume.clone()));
    snapshot.delete().await.unwrap();
    let gone = snapshot.data().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
    volume.delete().await.unwrap();
    volume.wait_until_deleted().every(SOON).await.unwrap();
    assert!(volume.data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn tags_are_resources() {
    let account = Account::new("eu-west-1").await;
    let (vpc, other) = (vpc(&account).await, vpc(&account).await);
    let made = vpc.create_tags().with(|r| r.tags(tag("stage", "test")).tags(tag("team", "web"))).await.unwrap();
    other.create_tags().with(|r| r.tags(tag("stage", "test"))).await.unwrap();
    let named = |tag: &Tag| (tag.resource_id().to_owned(), tag.key().to_owned(), tag.value().to_owned());
    let expected = [("stage", "test"), ("team", "web")].map(|(key, value)| (vpc.id().into(), key.into(), value.into()));
    assert_eq!(made.iter().map(named).collect::<Vec<_>>(), expected);
    let mut listed = vpc.tags().try_collect().await.unwrap();
    listed.sort_by_key(|tag| tag.key().to_owned());
    assert_eq!(listed, made);

    let ec2 = Ec2::new(&account.session);
    assert_ne!(made[0], ec2.tag(other.id(), "stage", "test"));
    assert_eq!(made[0].data().await.unwrap().resource_id(), Some(vpc.id()));
    assert!(ec2.tag(vpc.id(), "stage", "live").data().await.unwrap_err().is_not_found());
    made[0].delete().await.unwrap();
    assert!(made[0].data().await.unwrap_err().is_not_found());
    assert_eq!(other.tags().try_collect().await.unwrap().len(), 1, "another resource keeps its tag");
    let report = vpc.tags().delete().await;
    assert_eq!(report.failed().count(), 0, "{report:?}");
    assert_eq!(vpc.tags().try_collect().await.unwrap(), []);
}

#[tokio::test]
async fn a_new_key_pair_tells_its_private_key_once() {
    let account = Account::new("eu-west-1").await;
    let ec2 = Ec2::new(&account.session);
    let pair = ec2.create_key_pair().with(|r| r.key_name("login")).await.unwrap().unwrap();
    assert_eq!(pair.name(), "login");
    let made = pair.summary().expect("what AWS answered");
    assert!(made.key_material().is_some_and(|key| key.starts_with("-----BEGIN")));
    assert_eq!(pair.data().await.unwrap().key_pair_id(), made.key_pair_id());
    let template = "arn:${Partition}:ec2:${Region}:${Account}:key-pair/${KeyPairName}";
    account.assert_arn(&pair.arn().await.unwrap(), template, &[("KeyPairName", "login")]);
    assert_eq!(ec2.key_pairs().try_collect().await.unwrap(), slice::from_ref(&pair));
    pair.delete().await.unwrap();
    let gone = pair.data().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
    assert_eq!(gone.code(), Some("InvalidKeyPair.NotFound"));
}

#[tokio::test]
async fn a_launch_template_has_versions() {
    let account = Account::new("eu-west-1").await;
    let ec2 = Ec2::new(&account.session);
    let data = |image: &str| types::RequestLaunchTemplateData::builder().image_id(image).build();
    let create = ec2.create_launch_template();
    let create = create.with(|r| r.launch_template_name("web").launch_template_data(data("ami-1")));
    let template = create.await.unwrap().unwrap();
    let arn = "arn:${Partition}:ec2:${Region}:${Account}:launch-template/${LaunchTemplateId}";
    account.assert_arn(&template.arn().await.unwrap(), arn, &[("LaunchTemplateId", template.id())]);
    let second = template.create_version().with(|r| r.launch_template_data(data("ami-2"))).await.unwrap().unwrap();
    assert_eq!((second.launch_template_id(), second.version_number()), (template.id(), 2));
    let mut versions = template.versions().try_collect().await.unwrap();
    versions.sort_by_key(|version| version.version_number());
    assert_eq!(versions, [template.version(1), second.clone()]);
    let first = template.default_version().await.unwrap().unwrap();
    assert_eq!(first.data().await.unwrap().launch_template_data().unwrap().image_id(), Some("ami-1"));
    assert!(template.version(3).data().await.unwrap_err().is_not_found());
    template.delete().await.unwrap();
    assert!(template.reload().await.unwrap_err().is_not_found());
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

/// Each has the ARN of AWS's template, is found in its VPC or in the listing, and can be deleted.
#[tokio::test]
async fn other_parts_of_networks_live_and_die() {
    let account = Account::new("eu-west-1").await;
    let ec2 = Ec2::new(&account.session);
    let vpc = vpc(&account).await;
    let subnet = vpc.create_subnet().with(|r| r.cidr_block("10.1.2.0/24")).await.unwrap().unwrap();
    let check = |arn: Arn, kind: &str, id: &str| {
        account.assert_arn(
            &arn,
            &format!("arn:${{Partition}}:ec2:${{Region}}:${{Account}}:{kind}/${{Id}}"),
            &[("Id", id)],
        );
    };

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
    check(list.arn().await.unwrap(), "prefix-list", list.id());
    let entries = list.entries().try_collect().await.unwrap();
    assert_eq!(entries, [list.entry("192.0.2.0/24")]);
    list.delete().await.unwrap();

    let other = self::vpc(&account).await;
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
