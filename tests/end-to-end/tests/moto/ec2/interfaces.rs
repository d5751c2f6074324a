//! Network interfaces and Elastic IP addresses.

use std::slice;

use aws_resources::ec2::{Ec2, NetworkInterface};
use aws_sdk_ec2::types::{AttributeValue, NetworkInterfaceAttribute};
use end_to_end::fake::Account;

use super::{check, launch, switch};
use crate::SOON;

async fn interface(account: &Account) -> NetworkInterface {
    let subnet = Ec2::new(&account.session).subnets().first().await.unwrap().unwrap();
    subnet.create_network_interface().await.unwrap().unwrap()
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
async fn attributes_and_addresses_of_an_interface_change() {
    let account = Account::new("eu-west-1").await;
    let interface = interface(&account).await;
    interface.wait_until_available().every(SOON).await.unwrap();
    check(&account, &interface.arn().await.unwrap(), "network-interface", interface.id());
    let data = interface.data().await.unwrap();
    assert_eq!(interface.subnet().await.unwrap().unwrap().id(), data.subnet_id().unwrap());
    assert_eq!(interface.vpc().await.unwrap().unwrap().id(), data.vpc_id().unwrap());
    let group = interface.security_groups().await.unwrap().remove(0);
    assert_eq!(Some(group.id()), data.groups()[0].group_id());
    assert_eq!(group.network_interfaces().try_collect().await.unwrap(), slice::from_ref(&interface));

    interface.modify_attribute().with(|r| r.source_dest_check(switch(false))).await.unwrap();
    assert_eq!(interface.data().await.unwrap().source_dest_check(), Some(false));
    let text = AttributeValue::builder().value("inner").build();
    interface.modify_attribute().with(|r| r.description(text)).await.unwrap();
    let described = interface.describe_attribute().with(|r| r.attribute(NetworkInterfaceAttribute::Description));
    let described = described.await.unwrap();
    assert_eq!(described.network_interface_id(), Some(interface.id()));
    assert_eq!(described.description().and_then(|it| it.value()), Some("inner"));

    interface.assign_private_ip_addresses().with(|r| r.secondary_private_ip_address_count(2)).await.unwrap();
    let data = interface.data().await.unwrap();
    let (first, others) = data.private_ip_addresses().split_first().unwrap();
    assert_eq!((first.primary(), others.len()), (Some(true), 2));
    let last = others[1].private_ip_address().unwrap();
    interface.unassign_private_ip_addresses().with(|r| r.private_ip_addresses(last)).await.unwrap();
    let left = interface.data().await.unwrap();
    let left: Vec<_> = left.private_ip_addresses().iter().map(|it| it.private_ip_address().unwrap()).collect();
    assert_eq!(left, [first, &others[0]].map(|it| it.private_ip_address().unwrap()));
}

/// What detaches an interface is its attachment, whose id its data has.
#[tokio::test]
async fn an_interface_is_attached_and_detached() {
    let account = Account::new("eu-west-1").await;
    let instance = Ec2::new(&account.session).instance(launch(&account, &[1]).await.remove(0));
    let interface = interface(&account).await;
    assert_eq!(interface.instance().await.unwrap(), None);
    let attached = interface.attach().with(|r| r.device_index(1).instance_id(instance.id())).await.unwrap();
    let data = interface.data().await.unwrap();
    assert_eq!(data.attachment().and_then(|it| it.attachment_id()), attached.attachment_id());
    assert_eq!(interface.instance().await.unwrap(), Some(instance.clone()));
    interface.detach().await.unwrap();
    assert_eq!(interface.instance().await.unwrap(), None);

    let attach = instance.attach_network_interface();
    attach.with(|r| r.device_index(1).network_interface_id(interface.id())).await.unwrap();
    interface.reload().await.unwrap();
    assert_eq!(interface.instance().await.unwrap(), Some(instance));
    interface.detach().await.unwrap();
    interface.delete().await.unwrap();
    let gone = interface.data().await.unwrap_err();
    assert_eq!((gone.is_not_found(), gone.code()), (true, Some("InvalidNetworkInterfaceID.NotFound")));
}

#[tokio::test]
async fn an_address_is_an_instances() {
    let account = Account::new("eu-west-1").await;
    let ec2 = Ec2::new(&account.session);
    let instance = ec2.instance(launch(&account, &[1]).await.remove(0));
    let address = ec2.allocate_address().await.unwrap().unwrap();
    instance.associate_address().with(|r| r.allocation_id(address.allocation_id())).await.unwrap();
    assert_eq!(address.reload().await.unwrap().instance_id(), Some(instance.id()));
    assert_eq!(address.instance().await.unwrap(), Some(instance.clone()));
    assert_eq!(instance.vpc_addresses().try_collect().await.unwrap(), slice::from_ref(&address));
    let attribute = address.attribute();
    assert_eq!(attribute.data().await.unwrap().allocation_id(), Some(address.allocation_id()));
    assert_eq!(attribute.address(), address);
}
