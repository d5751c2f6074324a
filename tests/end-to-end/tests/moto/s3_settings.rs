//! Settings of buckets and of objects that are set, read and deleted. The fake gives the state of acceleration and lists
//! of configurations in other forms than AWS, doesn't know who pays for requests, and can't give an object's retention:
//! those are in `replayed`. Where it shall delete a bucket's inventory, it deletes the bucket.

use aws_resources::s3::{Bucket, S3};
use aws_sdk_s3::{
    primitives::{ByteStream, DateTime},
    types::{
        BucketCannedAcl, BucketLifecycleConfiguration, BucketLoggingStatus, CompletedMultipartUpload, CompletedPart,
        CorsConfiguration, CorsRule, DefaultRetention, DeleteMarkerReplication, DeleteMarkerReplicationStatus,
        Destination, Event, ExpirationStatus, IndexDocument, InventoryConfiguration, InventoryDestination,
        InventoryFormat, InventoryFrequency, InventoryIncludedObjectVersions, InventoryS3BucketDestination,
        InventorySchedule, LifecycleExpiration, LifecycleRule, LifecycleRuleFilter, LoggingEnabled,
        NotificationConfiguration, ObjectAttributes, ObjectCannedAcl, ObjectLockConfiguration, ObjectLockEnabled,
        ObjectLockLegalHold, ObjectLockLegalHoldStatus, ObjectLockMode, ObjectLockRetention, ObjectLockRetentionMode,
        ObjectLockRule, ObjectOwnership, OwnershipControls, OwnershipControlsRule, Permission, QueueConfiguration,
        ReplicationConfiguration, ReplicationRule, ReplicationRuleFilter, ReplicationRuleStatus, WebsiteConfiguration,
    },
};
use end_to_end::fake::Account;

/// A bucket, with Object Lock if it `locks`.
async fn create(account: &Account, name: &str, locks: bool) -> Bucket {
    let create = S3::new(&account.session).create_bucket();
    let create = create.with(|r| r.bucket(format!("{name}-{}", account.id)).object_lock_enabled_for_bucket(locks));
    create.await.unwrap().expect("the request has the name")
}

async fn put(bucket: &Bucket, key: &str) {
    let put = bucket.put_object().with(|r| r.key(key).body(ByteStream::from_static(b"0123456789")));
    put.await.unwrap();
}

#[tokio::test]
async fn what_a_bucket_is_set_to_can_be_read_and_deleted() {
    let account = Account::new("us-east-1").await;
    let bucket = create(&account, "shop", false).await;

    let rule = CorsRule::builder().allowed_methods("GET").allowed_origins("*").build().unwrap();
    let cors = CorsConfiguration::builder().cors_rules(rule).build().unwrap();
    bucket.cors().put().with(|r| r.cors_configuration(cors)).await.unwrap();
    assert_eq!(bucket.cors().data().await.unwrap().cors_rules()[0].allowed_methods(), ["GET"]);
    bucket.cors().delete().await.unwrap();

    let rule = LifecycleRule::builder()
        .id("old")
        .status(ExpirationStatus::Enabled)
        .filter(LifecycleRuleFilter::builder().prefix("logs/").build())
        .expiration(LifecycleExpiration::builder().days(30).build());
    let lifecycle = BucketLifecycleConfiguration::builder().rules(rule.build().unwrap()).build().unwrap();
    bucket.lifecycle_configuration().put().with(|r| r.lifecycle_configuration(lifecycle)).await.unwrap();
    assert_eq!(bucket.lifecycle_configuration().data().await.unwrap().rules()[0].id(), Some("old"));
    bucket.lifecycle_configuration().delete().await.unwrap();

    let index = IndexDocument::builder().suffix("index.html").build().unwrap();
    let website = WebsiteConfiguration::builder().index_document(index).build();
    bucket.website().put().with(|r| r.website_configuration(website)).await.unwrap();
    let data = bucket.website().data().await.unwrap();
    assert_eq!(data.index_document().map(IndexDocument::suffix), Some("index.html"));
    bucket.website().delete().await.unwrap();

    let rule = OwnershipControlsRule::builder().object_ownership(ObjectOwnership::ObjectWriter).build().unwrap();
    let controls = OwnershipControls::builder().rules(rule).build().unwrap();
    bucket.ownership_controls().put().with(|r| r.ownership_controls(controls)).await.unwrap();
    let data = bucket.ownership_controls().data().await.unwrap();
    assert_eq!(data.rules()[0].object_ownership(), &ObjectOwnership::ObjectWriter);
    bucket.ownership_controls().delete().await.unwrap();

    let gone = [
        bucket.cors().data().await.unwrap_err(),
        bucket.lifecycle_configuration().data().await.unwrap_err(),
        bucket.website().data().await.unwrap_err(),
        bucket.ownership_controls().data().await.unwrap_err(),
    ];
    for error in gone {
        assert!(error.is_not_found(), "{error}");
    }
}

#[tokio::test]
async fn a_bucket_is_opened_logged_and_watched() {
    let account = Account::new("us-east-1").await;
    let (bucket, logs) = (create(&account, "shop", false).await, create(&account, "logs", false).await);
    bucket.acl().put().with(|r| r.acl(BucketCannedAcl::PublicRead)).await.unwrap();
    let data = bucket.acl().data().await.unwrap();
    let permissions: Vec<_> = data.grants().iter().filter_map(|grant| grant.permission()).collect();
    assert_eq!(permissions, [&Permission::FullControl, &Permission::Read]);
    let text = format!(
        r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject",
        "Resource": "{}/*"}}]}}"#,
        bucket.arn().await.unwrap()
    );
    bucket.policy().put().with(|r| r.policy(text)).await.unwrap();
    let status = bucket.policy().get_status().await.unwrap();
    assert_eq!(status.and_then(|status| status.is_public()), Some(true));

    logs.acl().put().with(|r| r.acl("log-delivery-write".into())).await.unwrap();
    let target = LoggingEnabled::builder().target_bucket(logs.name()).target_prefix("shop/").build().unwrap();
    let logging = BucketLoggingStatus::builder().logging_enabled(target).build();
    bucket.logging().put().with(|r| r.bucket_logging_status(logging)).await.unwrap();
    let data = bucket.logging().data().await.unwrap();
    let target = data.logging_enabled().expect("it was set");
    assert_eq!((target.target_bucket(), target.target_prefix()), (logs.name(), "shop/"));

    let queue = format!("arn:aws:sqs:us-east-1:{}:uploads", account.id);
    let watch = QueueConfiguration::builder().queue_arn(&queue).events(Event::S3ObjectCreated).build().unwrap();
    let watch = NotificationConfiguration::builder().queue_configurations(watch).build();
    bucket.notification().put().with(|r| r.notification_configuration(watch)).await.unwrap();
    let data = bucket.notification().data().await.unwrap();
    let watched = &data.queue_configurations()[0];
    assert_eq!((watched.queue_arn(), watched.events()), (&*queue, &[Event::S3ObjectCreated][..]));
}

#[tokio::test]
async fn a_bucket_is_copied_and_counted() {
    let account = Account::new("us-east-1").await;
    let (bucket, copy) = (create(&account, "shop", false).await, create(&account, "copy", false).await);
    for bucket in [&bucket, &copy] {
        bucket.versioning().enable().await.unwrap();
    }
    let markers = DeleteMarkerReplication::builder().status(DeleteMarkerReplicationStatus::Disabled).build();
    let there = copy.arn().await.unwrap();
    let rule = ReplicationRule::builder()
        .id("all")
        .priority(1)
        .filter(ReplicationRuleFilter::builder().prefix("").build())
        .status(ReplicationRuleStatus::Enabled)
        .delete_marker_replication(markers)
        .destination(Destination::builder().bucket(there.as_str()).build().unwrap());
    let role = format!("arn:aws:iam::{}:role/copies", account.id);
    let rules = ReplicationConfiguration::builder().role(role).rules(rule.build().unwrap()).build().unwrap();
    bucket.replication().put().with(|r| r.replication_configuration(rules)).await.unwrap();
    let data = bucket.replication().data().await.unwrap();
    assert_eq!(data.rules()[0].destination().map(Destination::bucket), Some(there.as_str()));
    bucket.replication().delete().await.unwrap();
    assert!(bucket.replication().data().await.unwrap_err().is_not_found());

    let list = InventoryS3BucketDestination::builder().bucket(there.as_str()).format(InventoryFormat::Csv);
    let list = InventoryDestination::builder().s3_bucket_destination(list.build().unwrap()).build();
    let configuration = InventoryConfiguration::builder()
        .id("all")
        .is_enabled(true)
        .destination(list)
        .included_object_versions(InventoryIncludedObjectVersions::Current)
        .schedule(InventorySchedule::builder().frequency(InventoryFrequency::Daily).build().unwrap())
        .build()
        .unwrap();
    let inventory = bucket.inventory_configuration("all");
    inventory.put().with(|r| r.inventory_configuration(configuration)).await.unwrap();
    let data = inventory.data().await.unwrap();
    // The fake always says that all versions are included.
    assert_eq!((data.id(), data.is_enabled()), ("all", true));
    assert!(bucket.inventory_configuration("none").data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_locked_object_stays() {
    let account = Account::new("us-east-1").await;
    let bucket = create(&account, "vault", true).await;
    let lock = DefaultRetention::builder().mode(ObjectLockRetentionMode::Governance).days(1).build();
    let lock = ObjectLockRule::builder().default_retention(lock).build();
    let lock = ObjectLockConfiguration::builder().object_lock_enabled(ObjectLockEnabled::Enabled).rule(lock).build();
    bucket.object_lock_configuration().put().with(|r| r.object_lock_configuration(lock)).await.unwrap();
    let data = bucket.object_lock_configuration().data().await.unwrap();
    let days = data.rule().and_then(|rule| rule.default_retention()).and_then(|retention| retention.days());
    assert_eq!(days, Some(1));

    put(&bucket, "contract").await;
    let object = bucket.object("contract");
    let hold = |status| ObjectLockLegalHold::builder().status(status).build();
    object.legal_hold().put().with(|r| r.legal_hold(hold(ObjectLockLegalHoldStatus::On))).await.unwrap();
    assert_eq!(object.legal_hold().data().await.unwrap().status(), Some(&ObjectLockLegalHoldStatus::On));
    let until = DateTime::from_secs(2_114_380_800);
    let retention = ObjectLockRetention::builder().mode(ObjectLockRetentionMode::Governance).retain_until_date(until);
    object.retention().put().with(|r| r.retention(retention.build())).await.unwrap();
    let data = object.data().await.unwrap();
    assert_eq!(data.object_lock_mode(), Some(&ObjectLockMode::Governance));
    assert_eq!(data.object_lock_retain_until_date(), Some(&until));

    let version = object.version(data.version_id().unwrap());
    assert_eq!(version.delete().await.unwrap_err().code(), Some("AccessDenied"));
    object.legal_hold().put().with(|r| r.legal_hold(hold(ObjectLockLegalHoldStatus::Off))).await.unwrap();
    assert_eq!(version.delete().await.unwrap_err().code(), Some("AccessDenied"), "it is retained still");
    version.delete().with(|r| r.bypass_governance_retention(true)).await.unwrap();
    assert!(version.data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn an_object_is_opened_measured_and_copied_in_parts() {
    let account = Account::new("us-east-1").await;
    let bucket = create(&account, "shop", false).await;
    put(&bucket, "a").await;
    let object = bucket.object("a");
    object.acl().put().with(|r| r.acl(ObjectCannedAcl::PublicRead)).await.unwrap();
    let data = object.acl().data().await.unwrap();
    assert!(data.grants().iter().any(|grant| grant.permission() == Some(&Permission::Read)));
    let attributes = object.get_attributes().with(|r| r.object_attributes(ObjectAttributes::ObjectSize));
    assert_eq!(attributes.await.unwrap().object_size(), Some(10));

    let upload = bucket.object("copy").initiate_multipart_upload().await.unwrap().unwrap();
    let part = upload.part(1).copy_from().with(|r| r.copy_source(format!("{}/a", bucket.name()))).await.unwrap();
    let tag = part.copy_part_result().and_then(|part| part.e_tag()).expect("the answer has it");
    let part = CompletedPart::builder().part_number(1).e_tag(tag).build();
    let parts = CompletedMultipartUpload::builder().parts(part).build();
    let copy = upload.complete().with(|r| r.multipart_upload(parts)).await.unwrap();
    let body = copy.get().await.unwrap().body.collect().await.unwrap();
    assert_eq!(body.into_bytes(), "0123456789");
}
