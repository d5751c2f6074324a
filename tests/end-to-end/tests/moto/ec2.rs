//! EC2, by what users list most: instances and what they are made of, networks and what joins them, disks, images.
//!
//! The fake has a default VPC and some images in each Region. Of listings it pages those of instances, by reservations;
//! it returns hardly any ARNs: the others are compared with AWS's templates. Of some types it describes what is
//! deleted for ever, of others it describes nothing that it doesn't know: not found is then an empty answer, where AWS
//! has an error.

use aws_resources::{
    Arn,
    ec2::{Ec2, Tag, Vpc},
    prelude::*,
};
use aws_sdk_ec2::{Client, types};
use end_to_end::fake::Account;

mod capacity;
mod endpoints;
mod gateways;
mod images;
mod instances;
mod interfaces;
mod network;
mod routing;
mod storage;
mod tags;
mod transit;

fn tag(key: &str, value: &str) -> types::Tag {
    types::Tag::builder().key(key).value(value).build()
}

/// What an attribute that is on or off is set to.
fn switch(on: bool) -> types::AttributeBooleanValue {
    types::AttributeBooleanValue::builder().value(on).build()
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

/// Checks an ARN of this account and Region, where AWS's template is `…:kind/${Id}`.
fn check(account: &Account, arn: &Arn, kind: &str, id: &str) {
    account.assert_arn(arn, &format!("arn:${{Partition}}:ec2:${{Region}}:${{Account}}:{kind}/${{Id}}"), &[("Id", id)]);
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
    let mut listed = vpc.tags_collection().try_collect().await.unwrap();
    listed.sort_by_key(|tag| tag.key().to_owned());
    assert_eq!(listed, made);

    let ec2 = Ec2::new(&account.session);
    assert_ne!(made[0], ec2.tag(other.id(), "stage", "test"));
    assert_eq!(made[0].data().await.unwrap().resource_id(), Some(vpc.id()));
    assert!(ec2.tag(vpc.id(), "stage", "live").data().await.unwrap_err().is_not_found());
    made[0].delete().await.unwrap();
    assert!(made[0].data().await.unwrap_err().is_not_found());
    assert_eq!(other.tags_collection().try_collect().await.unwrap().len(), 1, "another resource keeps its tag");
    let report = vpc.tags_collection().delete().await;
    assert_eq!(report.failed().count(), 0, "{report:?}");
    assert_eq!(vpc.tags_collection().try_collect().await.unwrap(), []);
}
