//! Buckets with their settings, objects, versions and uploads in parts. Bucket names are global in the fake as on AWS,
//! so each has the account's id. The fake gives multipart uploads on one page, and knows no directory buckets,
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
        BucketLocationConstraint, CompletedMultipartUpload, CompletedPart, CreateBucketConfiguration,
        PublicAccessBlockConfiguration, ServerSideEncryption, ServerSideEncryptionByDefault,
        ServerSideEncryptionConfiguration, ServerSideEncryptionRule, Tag, Tagging,
    },
};
use end_to_end::fake::Account;

use crate::{SOON, pages};

/// A bucket that the plain SDK creates.
async fn create(account: &Account, name: &str) -> Bucket {
    let name = format!("{name}-{}", account.id);
    let create = Client::new(&account.config).create_bucket().bucket(&name);
    let region = CreateBucketConfiguration::builder().location_constraint(account.region.into()).build();
    let region = Some(region).filter(|_| account.region != "us-east-1");
    create.set_create_bucket_configuration(region).send().await.unwrap();
    S3::new(&account.session).bucket(name)
}

async fn put(bucket: &Bucket, key: &str, text: &'static str) {
    let body = ByteStream::from_static(text.as_bytes());
    bucket.client().put_object().bucket(bucket.name()).key(key).body(body).send().await.unwrap();
}

fn tags(pairs: &[(&str, &str)]) -> Tagging {
    let tags = pairs.iter().map(|(key, value)| Tag::builder().key(*key).value(*value).build().unwrap());
    Tagging::builder().set_tag_set(Some(tags.collect())).build().unwrap()
}

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

#[tokio::test]
async fn objects_have_the_pages_of_the_plain_sdk() {
    let account = Account::new("us-east-1").await;
    let bucket = create(&account, "shop").await;
    for key in ["a/1", "a/2", "b/1", "b/2", "c"] {
        put(&bucket, key, "text").await;
    }
    let plain = bucket.client().list_objects_v2().bucket(bucket.name());
    let mut plain = plain.into_paginator().page_size(2).send();
    let mut expected = Vec::new();
    while let Some(page) = plain.try_next().await.unwrap() {
        expected.push(page.contents().iter().map(|object| object.key().unwrap().to_owned()).collect::<Vec<_>>());
    }
    let found = pages(bucket.objects().page_size(2), |object| object.key().to_owned()).await.unwrap();
    assert_eq!(found, expected);
    assert_eq!(found.iter().map(Vec::len).collect::<Vec<_>>(), [2, 2, 1]);
    let older = pages(bucket.objects_v1().page_size(2), |object| object.key().to_owned()).await.unwrap();
    assert_eq!(older, expected, "without a delimiter the last key is the token");

    let folders = bucket.common_prefixes().try_collect().await.unwrap();
    assert_eq!(folders.iter().map(|folder| folder.prefix()).collect::<Vec<_>>(), ["a/", "b/"]);
    let inside = folders[1].objects().try_collect().await.unwrap();
    assert_eq!(inside.iter().map(|object| object.key()).collect::<Vec<_>>(), ["b/1", "b/2"]);
    assert_eq!(inside[0].loaded().unwrap().size(), Some(4), "a listing gives an object's data");
    let summary = S3::new(&account.session).object_summary(bucket.name(), "a/2");
    assert_eq!(summary.data().await.unwrap().key(), Some("a/2"));
    let missing = S3::new(&account.session).object_summary(bucket.name(), "a/").data().await.unwrap_err();
    assert!(missing.is_not_found(), "{missing}");
}

#[tokio::test]
async fn an_object_lives_and_dies() {
    let account = Account::new("us-east-1").await;
    let bucket = create(&account, "shop").await;
    let object = bucket.put_object().with(|r| r.key("a/ü 1.txt").body(ByteStream::from_static(b"hello"))).await;
    let object = object.unwrap().expect("the request has the key");
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

#[tokio::test]
async fn versions_and_delete_markers_are_listed_together_and_apart() {
    let account = Account::new("us-east-1").await;
    let bucket = create(&account, "shop").await;
    bucket.versioning().enable().await.unwrap();
    for text in ["one", "two", "three"] {
        put(&bucket, "a", text).await;
    }
    bucket.object("a").delete().await.unwrap();
    put(&bucket, "b", "other").await;

    let all = bucket.object_versions().try_collect().await.unwrap();
    assert_eq!(all.iter().map(|version| version.object_key()).collect::<Vec<_>>(), ["a", "a", "a", "b", "a"]);
    let paged = pages(bucket.object_versions().page_size(2), |version| version.id().to_owned()).await.unwrap();
    let mut ids: Vec<_> = paged.concat();
    ids.sort();
    let mut expected: Vec<_> = all.iter().map(|version| version.id().to_owned()).collect();
    expected.sort();
    assert_eq!(ids, expected, "both markers go on");
    assert!(paged.len() > 1);

    let versions = bucket.versions().try_collect().await.unwrap();
    assert_eq!(versions.len(), 4);
    assert_eq!(versions[0].summary().unwrap().size(), Some(5));
    assert_eq!(versions[0].data().await.unwrap().content_length(), Some(5));
    let first = versions.iter().find(|version| version.summary().unwrap().size() == Some(3)).unwrap();
    assert_eq!(first.object(), bucket.object("a"));
    let markers = bucket.delete_markers().try_collect().await.unwrap();
    assert_eq!(markers.iter().map(|marker| marker.object_key()).collect::<Vec<_>>(), ["a"]);
    assert_eq!(markers[0].data().await.unwrap().is_latest(), Some(true));
    markers[0].delete().await.unwrap();
    assert!(markers[0].reload().await.unwrap_err().is_not_found());
    assert_eq!(bucket.object("a").data().await.unwrap().content_length(), Some(5), "the object is back");

    let report = bucket.versions().delete().await;
    assert_eq!((report.items().len(), report.failed().count()), (4, 0), "{report:?}");
    assert_eq!(bucket.object_versions().try_collect().await.unwrap(), []);
}

#[tokio::test]
async fn an_upload_in_parts_becomes_an_object() {
    let account = Account::new("us-east-1").await;
    let bucket = create(&account, "shop").await;
    let object = bucket.object("film");
    let upload = object.initiate_multipart_upload().await.unwrap().expect("the answer has the id");
    assert_eq!((upload.bucket_name(), upload.object_key()), (bucket.name(), "film"));
    assert_eq!(bucket.multipart_uploads().try_collect().await.unwrap(), std::slice::from_ref(&upload));
    assert!(upload.data().await.unwrap().initiated().is_some());
    let other = object.initiate_multipart_upload().await.unwrap().unwrap();
    assert_ne!(other, upload);
    other.abort().await.unwrap();
    assert!(other.data().await.unwrap_err().is_not_found());

    let mut done = CompletedMultipartUpload::builder();
    for (number, size) in [(1, 5 << 20), (2, 3)] {
        let sent = upload.part(number).upload().with(|r| r.body(ByteStream::from(vec![b'x'; size]))).await.unwrap();
        done = done.parts(CompletedPart::builder().part_number(number).set_e_tag(sent.e_tag).build());
    }
    let complete = upload.complete().with(|r| r.multipart_upload(done.build())).await.unwrap();
    assert_eq!(complete, object);
    assert_eq!(object.data().await.unwrap().content_length(), Some((5 << 20) + 3));
}

#[tokio::test]
async fn a_batch_deletes_objects() {
    let account = Account::new("us-east-1").await;
    let bucket = create(&account, "shop").await;
    for key in ["keep", "old/1", "old/2", "old/3"] {
        put(&bucket, key, "text").await;
    }
    let report = bucket.objects().filter(|r| r.prefix("old/")).delete().await;
    assert_eq!((report.items().len(), report.failed().count()), (3, 0), "{report:?}");
    let left = bucket.objects().try_collect().await.unwrap();
    assert_eq!(left.iter().map(|object| object.key()).collect::<Vec<_>>(), ["keep"]);
}
