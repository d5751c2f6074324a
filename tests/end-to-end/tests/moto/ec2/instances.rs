//! Instances, their profiles, keys and launch templates.

use std::slice;

use aws_resources::{
    ec2::{Ec2, Instance},
    prelude::*,
};
use aws_sdk_ec2::{
    Client,
    primitives::Blob,
    types::{self, InstanceAttributeName, InstanceStateName},
};
use end_to_end::fake::Account;

use super::{check, launch, register, switch, tag};
use crate::{Pages, SOON, pages};

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

/// The fake has no console of its own: it answers with one text, and with an empty password.
#[tokio::test]
async fn attributes_of_an_instance_change() {
    let account = Account::new("eu-west-1").await;
    let id = launch(&account, &[1]).await.remove(0);
    let instance = Ec2::new(&account.session).instance(id);
    instance.wait_until_exists().every(SOON).await.unwrap();
    instance.wait_until_running().every(SOON).await.unwrap();
    instance.wait_until_status_ok().every(SOON).await.unwrap();
    instance.wait_until_system_status_ok().every(SOON).await.unwrap();

    instance.modify_attribute().with(|r| r.source_dest_check(switch(false))).await.unwrap();
    assert_eq!(instance.data().await.unwrap().source_dest_check(), Some(false));
    instance.modify_attribute().with(|r| r.disable_api_termination(switch(true))).await.unwrap();
    let described = instance.describe_attribute().with(|r| r.attribute(InstanceAttributeName::DisableApiTermination));
    let described = described.await.unwrap();
    assert_eq!(described.instance_id(), Some(instance.id()));
    assert_eq!(described.disable_api_termination().and_then(|it| it.value()), Some(true));
    let refused = instance.terminate().await.unwrap_err();
    assert_eq!((refused.is_not_found(), refused.code()), (false, Some("OperationNotPermitted")));

    let options = instance.modify_metadata_options().with(|r| r.http_tokens(types::HttpTokensState::Required));
    let options = options.await.unwrap();
    assert_eq!(options.instance_id(), Some(instance.id()));
    let tokens = options.instance_metadata_options().and_then(|it| it.http_tokens().cloned());
    assert_eq!(tokens, Some(types::HttpTokensState::Required));
    instance.reboot().await.unwrap();
    assert_eq!(instance.console_output().await.unwrap().instance_id(), Some(instance.id()));
    assert_eq!(instance.password_data().await.unwrap().instance_id(), Some(instance.id()));
    assert_eq!(instance.get_uefi_data().await.unwrap().instance_id(), Some(instance.id()));
    let template = instance.get_launch_template_data().await.unwrap();
    let image = instance.data().await.unwrap().image_id().map(str::to_owned);
    assert_eq!(template.launch_template_data().unwrap().image_id(), image.as_deref());

    let credits = instance.credit_specification();
    assert_eq!(credits.data().await.unwrap().cpu_credits(), Some("standard"));
    assert_eq!(credits.instance(), instance);
    let missing = Ec2::new(&account.session).instance("i-0123456789abcdef0").credit_specification();
    assert!(missing.data().await.unwrap_err().is_not_found());
}

#[cfg(feature = "iam")]
#[tokio::test]
async fn an_instance_profile_is_replaced() {
    let account = Account::new("eu-west-1").await;
    let iam = aws_sdk_iam::Client::new(&account.config);
    let mut arns = Vec::new();
    for name in ["web", "db"] {
        let made = iam.create_instance_profile().instance_profile_name(name).send().await.unwrap();
        arns.push(made.instance_profile().unwrap().arn().to_owned());
    }
    let profile = |arn: &str| types::IamInstanceProfileSpecification::builder().arn(arn).build();
    let id = launch(&account, &[1]).await.remove(0);
    let instance = Ec2::new(&account.session).instance(id);
    let associate = instance.associate_iam_instance_profile().with(|r| r.iam_instance_profile(profile(&arns[0])));
    let association = associate.await.unwrap().unwrap();
    assert_eq!(association.instance().await.unwrap().unwrap(), instance);
    let listed = instance.iam_instance_profile_associations().try_collect().await.unwrap();
    assert_eq!(listed, slice::from_ref(&association));
    let arn = |data: &types::IamInstanceProfileAssociation| {
        data.iam_instance_profile().and_then(|profile| profile.arn()).map(str::to_owned)
    };
    assert_eq!(arn(&association.data().await.unwrap()).as_ref(), Some(&arns[0]));
    let replaced = association.replace().with(|r| r.iam_instance_profile(profile(&arns[1]))).await.unwrap().unwrap();
    assert_eq!(arn(&replaced.reload().await.unwrap()).as_ref(), Some(&arns[1]));
    replaced.disassociate().await.unwrap();
    assert!(replaced.data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_key_of_ones_own_is_imported() {
    const KEY: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIMfI37TICqJfG49liy026xccGLixRlmc3h/dvCMIrJ24 user";
    let account = Account::new("eu-west-1").await;
    let ec2 = Ec2::new(&account.session);
    let import = ec2.import_key_pair().with(|r| r.key_name("mine").public_key_material(Blob::new(KEY)));
    let pair = import.await.unwrap().unwrap();
    assert_eq!(pair, ec2.key_pair("mine"));
    pair.wait_until_exists().every(SOON).await.unwrap();
    assert_eq!(pair.data().await.unwrap().key_type(), Some(&types::KeyType::Ed25519));
    check(&account, &pair.arn().await.unwrap(), "key-pair", "mine");
}

#[tokio::test]
async fn a_launch_template_has_another_default_version() {
    let account = Account::new("eu-west-1").await;
    let data = |image: &str| types::RequestLaunchTemplateData::builder().image_id(image).build();
    let create = Ec2::new(&account.session).create_launch_template();
    let template = create.with(|r| r.launch_template_name("web").launch_template_data(data("ami-1")));
    let template = template.await.unwrap().unwrap();
    assert_eq!(template.latest_version().await.unwrap(), Some(template.version(1)));
    template.create_version().with(|r| r.launch_template_data(data("ami-2"))).await.unwrap();
    let changed = template.modify().with(|r| r.default_version("2")).await.unwrap().unwrap();
    assert_eq!(changed.data().await.unwrap().default_version_number(), Some(2));
    template.reload().await.unwrap();
    assert_eq!(template.default_version().await.unwrap(), Some(template.version(2)));
    let image = template.version(2).image().await.unwrap().expect("the version names its image");
    assert_eq!(image.id(), "ami-2");
    let first = template.versions().filter(|r| r.versions("1")).try_collect().await.unwrap();
    assert_eq!(first, [template.version(1)]);
}
