//! Buckets with their settings, and objects: what else they do is in `s3_servers`. Bucket names are global in the fake as
//! on AWS, so each has the account's id. The fake gives multipart uploads on one page, and knows no directory buckets,
//! annotations and metadata tables. Its answers to `ListParts`, `GetBucketVersioning` and some others have another root
//! than AWS's, and the SDK refuses them.

use aws_resources::{
    ErrorKind,
    prelude::*,
    s3::{Bucket, S3},
};
use aws_sdk_s3::{
    Client,
    primitives::ByteStream,
    types::{
        BucketLocationConstraint, CreateBucketConfiguration, PublicAccessBlockConfiguration, ServerSideEncryption,
        ServerSideEncryptionByDefault, ServerSideEncryptionConfiguration, ServerSideEncryptionRule, Tag, Tagging,
    },
};
use end_to_end::fake::Account;

use crate::SOON;

/// A bucket that the plain SDK creates.
async fn create(account: &Account, name: &str) -> Bucket {
    let name = format!("{name}-{}", account.id);
    let create = Client::new(&account.config).create_bucket().bucket(&name);
    let region = CreateBucketConfiguration::builder().location_constraint(account.region.into()).build();
    let region = Some(region).filter(|_| account.region != "us-east-1");
    create.set_create_bucket_configuration(region).send().await.unwrap();
    S3::new(&account.session).bucket(name)
}

fn tags(pairs: &[(&str, &str)]) -> Tagging {
    let tags = pairs.iter().map(|(key, value)| Tag::builder().key(*key).value(*value).build().unwrap());
    Tagging::builder().set_tag_set(Some(tags.collect())).build().unwrap()
}

/// `checklist 117, 118, 189, 192`
#[tokio::test]
async fn a_bucket_lives_and_dies() {
    let account = Account::new("eu-west-1").await;
    let s3 = S3::new(&account.session);
    let name = format!("logs-{}", account.id);
    let region = CreateBucketConfiguration::builder().location_constraint(BucketLocationConstraint::EuWest1).build();
    let created = s3.create_bucket().with(|r| r.bucket(&name).create_bucket_configuration(region)).await.unwrap();
    let bucket = created.expect("the request has the name");
    bucket.wait_until_exists().every(SOON).await.unwrap();
    let arn = bucket.arn().await.unwrap();
    account.assert_arn(&arn, "arn:${Partition}:s3:::${BucketName}", &[("BucketName", &name)]);
    assert!(bucket.loaded().is_none(), "a bucket's ARN needs no call");
    assert!(bucket.data().await.unwrap().creation_date().is_some());
    assert_eq!(bucket.head().await.unwrap().bucket_region(), Some("eu-west-1"));
    let location = bucket.location().data().await.unwrap();
    assert_eq!(location.location_constraint(), Some(&BucketLocationConstraint::EuWest1));

    // Another bucket whose name begins with this one's isn't taken for it.
    create(&account, &format!("{name}-old")).await;
    assert_eq!(bucket.reload().await.unwrap().name(), Some(&*name));
    assert_eq!(s3.buckets().try_collect().await.unwrap().len(), 2);

    bucket.delete().await.unwrap();
    bucket.wait_until_not_exists().every(SOON).await.unwrap();
    assert!(bucket.data().await.unwrap_err().is_not_found(), "it is searched among all that begin with its name");
    let gone = bucket.head().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
}

/// `checklist 188, 189`
#[tokio::test]
async fn an_object_lives_and_dies() {
    let account = Account::new("us-east-1").await;
    let bucket = create(&account, "shop").await;
    let object = bucket.put_object().with(|r| r.key("a/ü 1.txt").body(ByteStream::from_static(b"hello"))).await;
    let object = object.unwrap().expect("the request has the key");
    assert_eq!(object, S3::new(&account.session).object(bucket.name(), "a/ü 1.txt"));
    object.wait_until_exists().every(SOON).await.unwrap();
    assert_eq!(object.data().await.unwrap().content_length(), Some(5));
    let arn = object.arn().await.unwrap();
    assert_eq!(arn.as_str(), format!("arn:aws:s3:::{}/a/ü 1.txt", bucket.name()));
    let body = object.get().await.unwrap().body.collect().await.unwrap();
    assert_eq!(body.into_bytes(), "hello");
    assert_eq!(object.bucket(), bucket);

    let copy = bucket.object("copy");
    copy.copy_from().with(|r| r.copy_source(format!("{}/a/%C3%BC%201.txt", bucket.name()))).await.unwrap();
    assert_eq!(copy.data().await.unwrap().e_tag(), object.reload().await.unwrap().e_tag());
    object.tagging().put().with(|r| r.tagging(tags(&[("team", "shop")]))).await.unwrap();
    assert_eq!(object.tagging().data().await.unwrap().tag_set()[0].value(), "shop");
    object.tagging().delete().await.unwrap();
    assert_eq!(object.tagging().reload().await.unwrap().tag_set(), []);
    assert!(!object.acl().data().await.unwrap().grants().is_empty());

    object.delete().await.unwrap();
    object.wait_until_not_exists().every(SOON).await.unwrap();
    let gone = object.data().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
    let gone = object.get().await.unwrap_err();
    assert_eq!(gone.code(), Some("NoSuchKey"));
}

/// `checklist 191`
#[tokio::test]
async fn a_batch_deletes_every_version() {
    let account = Account::new("us-east-1").await;
    let bucket = create(&account, "shop").await;
    bucket.versioning().enable().await.unwrap();
    let object = bucket.object("test.txt");
    for number in 0..10 {
        let body = ByteStream::from(format!("Version {number}").into_bytes());
        object.put().with(|r| r.body(body)).await.unwrap();
    }
    object.delete().await.unwrap();
    let report = bucket.object_versions().delete().await;
    assert_eq!((report.items().len(), report.failed().count()), (11, 0), "with the delete marker: {report:?}");
    assert_eq!(bucket.object_versions().try_collect().await.unwrap(), []);
}

#[tokio::test]
async fn settings_are_parts_of_a_bucket() {
    let account = Account::new("us-east-1").await;
    let bucket = create(&account, "shop").await;
    let block = PublicAccessBlockConfiguration::builder().block_public_acls(true).ignore_public_acls(true);
    let block = block.block_public_policy(true).restrict_public_buckets(true).build();
    bucket.public_access_block().put().with(|r| r.public_access_block_configuration(block)).await.unwrap();
    assert_eq!(bucket.public_access_block().data().await.unwrap().block_public_policy(), Some(true));

    let key = ServerSideEncryptionByDefault::builder().sse_algorithm(ServerSideEncryption::Aes256).build().unwrap();
    let rule = ServerSideEncryptionRule::builder().apply_server_side_encryption_by_default(key).build();
    let encryption = ServerSideEncryptionConfiguration::builder().rules(rule).build().unwrap();
    bucket.encryption().put().with(|r| r.server_side_encryption_configuration(encryption)).await.unwrap();
    assert_eq!(bucket.encryption().data().await.unwrap().rules().len(), 1);

    let text = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"{}"}}]}}"#,
        bucket.arn().await.unwrap()
    );
    bucket.policy().put().with(|r| r.policy(&text)).await.unwrap();
    assert_eq!(bucket.policy().data().await.unwrap().policy(), Some(&*text));
    bucket.tagging().put().with(|r| r.tagging(tags(&[("team", "shop"), ("stage", "test")]))).await.unwrap();
    assert_eq!(bucket.tagging().data().await.unwrap().tag_set().len(), 2);
    assert_eq!(bucket.logging().data().await.unwrap().logging_enabled(), None);
    assert_eq!(bucket.tagging().arn().await.unwrap_err().kind(), ErrorKind::NoArn);

    bucket.public_access_block().delete().await.unwrap();
    bucket.policy().delete().await.unwrap();
    bucket.tagging().delete().await.unwrap();
    let codes = [
        bucket.public_access_block().reload().await.unwrap_err(),
        bucket.policy().reload().await.unwrap_err(),
        bucket.tagging().reload().await.unwrap_err(),
        bucket.cors().reload().await.unwrap_err(),
        bucket.lifecycle_configuration().reload().await.unwrap_err(),
        bucket.website().reload().await.unwrap_err(),
        bucket.replication().reload().await.unwrap_err(),
        bucket.ownership_controls().reload().await.unwrap_err(),
    ];
    for error in codes {
        assert!(error.is_not_found(), "{error}");
    }
}
