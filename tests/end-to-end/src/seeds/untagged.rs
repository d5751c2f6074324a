//! Databases, volumes and buckets with all, some or none of the tags `owner` and `stage`.

use aws_sdk_ec2::types::{ResourceType, TagSpecification, VolumeType};
use aws_sdk_s3::types::Tagging;
use fake_aws::FakeAws;

use crate::organisation::Organisation;

/// The ARNs of what lacks tags.
#[derive(Debug)]
pub struct Filled {
    /// A volume of the management account without `stage`.
    pub volume: String,
    /// A bucket of the management account without tags.
    pub bucket: String,
    /// A database of the first member, in the other region, without `owner`.
    pub database: String,
}

/// Fills the accounts: each of these has a like that lacks nothing.
///
/// # Panics
/// If the fake refuses something.
pub async fn fill(organisation: &Organisation) -> Filled {
    Filled {
        volume: volumes(organisation).await,
        bucket: buckets(organisation).await,
        database: databases(organisation).await,
    }
}

async fn volumes(organisation: &Organisation) -> String {
    let client = aws_sdk_ec2::Client::new(&organisation.own("eu-west-1"));
    let mut ids = Vec::new();
    for keys in [&["owner"][..], &["owner", "stage"][..]] {
        let tags = keys.iter().map(|key| aws_sdk_ec2::types::Tag::builder().key(*key).value("shop").build()).collect();
        let tags = TagSpecification::builder().resource_type(ResourceType::Volume).set_tags(Some(tags)).build();
        let create = client.create_volume().availability_zone("eu-west-1a").size(1).volume_type(VolumeType::Gp3);
        let made = create.tag_specifications(tags).send().await.expect("the volume can be made");
        ids.push(made.volume_id.expect("it has an id"));
    }
    format!("arn:aws:ec2:eu-west-1:{}:volume/{}", organisation.management.id, ids[0])
}

async fn buckets(organisation: &Organisation) -> String {
    let account = &organisation.management.id;
    let [bare, tagged] = ["bare", "tagged"].map(|name| format!("{name}-{account}"));
    for bucket in [&bare, &tagged] {
        FakeAws::shared().create_bucket(account, "eu-west-1", bucket).expect("the name is free");
    }
    let tags = ["owner", "stage"].map(|key| {
        let tag = aws_sdk_s3::types::Tag::builder().key(key).value("").build();
        tag.expect("it has a key and a value")
    });
    let tags = Tagging::builder().set_tag_set(Some(tags.into())).build().expect("there are tags");
    let put = aws_sdk_s3::Client::new(&organisation.own("eu-west-1")).put_bucket_tagging();
    put.bucket(tagged).tagging(tags).send().await.expect("the bucket takes tags");
    format!("arn:aws:s3:::{bare}")
}

async fn databases(organisation: &Organisation) -> String {
    let client = aws_sdk_rds::Client::new(&organisation.member(0, "us-east-1"));
    let mut arns = Vec::new();
    for (name, keys) in [("orders", &["stage"][..]), ("payments", &["owner", "stage"][..])] {
        let tags = keys.iter().map(|key| aws_sdk_rds::types::Tag::builder().key(*key).value("shop").build()).collect();
        let create = client.create_db_instance().db_instance_identifier(name).engine("postgres");
        let create = create.db_instance_class("db.t4g.micro").allocated_storage(20).set_tags(Some(tags));
        let made = create.send().await.expect("the instance can be made").db_instance;
        arns.push(made.and_then(|made| made.db_instance_arn).expect("it has an ARN"));
    }
    arns.remove(0)
}
