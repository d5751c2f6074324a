//! What each part of a bucket, of an object and of a version asks for.

use aws_resources::s3::S3;
use aws_sdk_s3::{
    primitives::ByteStream,
    types::{
        AbacStatus, AccelerateConfiguration, BucketAbacStatus, BucketAccelerateStatus, ExpirationState,
        InventoryConfigurationState, InventoryTableConfigurationUpdates, JournalTableConfigurationUpdates,
        ObjectEncryption, Payer, RecordExpiration, RequestPaymentConfiguration, SsekmsEncryption,
    },
};
use end_to_end::script::{Answer, Script, session};

/// A script that finds nothing, ever.
fn nothing() -> Script {
    Script::by(|_| Answer::http(404, "application/xml", "<Error><Code>NoSuchThing</Code></Error>"))
}

/// The queries of all requests, with their methods, in order; without what the SDK itself adds.
fn asked(script: &Script) -> Vec<String> {
    let asked = script.sent().into_iter().map(|sent| {
        let query = sent.uri.split_once('?').map_or("", |(_, query)| query);
        let mut parts: Vec<_> = query.split('&').filter(|part| !part.starts_with("x-id=")).collect();
        parts.sort_unstable();
        format!("{} {}", sent.method, parts.join("&"))
    });
    asked.collect()
}

/// The subresources of a bucket's parts, each with what can be done with it.
const PARTS: [(&str, &str); 24] = [
    ("abac", "GET PUT"),
    ("accelerate", "GET PUT"),
    ("acl", "GET PUT"),
    ("cors", "GET PUT DELETE"),
    ("encryption", "GET PUT DELETE"),
    ("lifecycle", "GET PUT DELETE"),
    ("location", "GET"),
    ("logging", "GET PUT"),
    ("metadataConfiguration", "GET DELETE"),
    ("metadataTable", "GET DELETE"),
    ("notification", "GET PUT"),
    ("object-lock", "GET PUT"),
    ("ownershipControls", "GET PUT DELETE"),
    ("policy", "GET PUT DELETE"),
    ("publicAccessBlock", "GET PUT DELETE"),
    ("replication", "GET PUT DELETE"),
    ("requestPayment", "GET PUT"),
    ("tagging", "GET PUT DELETE"),
    ("versioning", "GET PUT"),
    ("website", "GET PUT DELETE"),
    ("analytics&id=a", "GET PUT DELETE"),
    ("id=a&intelligent-tiering", "GET PUT DELETE"),
    ("id=a&inventory", "GET PUT DELETE"),
    ("id=a&metrics", "GET PUT DELETE"),
];

/// What is asked for by a method, part by part.
fn parts(method: &str) -> Vec<String> {
    let parts = PARTS.iter().filter(|(_, methods)| methods.split(' ').any(|one| one == method));
    parts.map(|(part, _)| format!("{method} {part}")).collect()
}

#[tokio::test]
async fn every_part_of_a_bucket_has_a_subresource() {
    let script = nothing();
    let bucket = S3::new(&session(&script)).bucket("shop");
    let mut results = Vec::new();
    macro_rules! load {
        ($($part:ident),*) => { $(results.push(bucket.$part().data().await.map(drop));)* };
    }
    load!(abac, accelerate_configuration, acl, cors, encryption, lifecycle_configuration, location, logging);
    load!(metadata_configuration, metadata_table_configuration, notification, object_lock_configuration);
    load!(ownership_controls, policy, public_access_block, replication, request_payment, tagging, versioning, website);
    results.push(bucket.analytics_configuration("a").data().await.map(drop));
    results.push(bucket.intelligent_tiering_configuration("a").data().await.map(drop));
    results.push(bucket.inventory_configuration("a").data().await.map(drop));
    results.push(bucket.metrics_configuration("a").data().await.map(drop));
    assert!(results.iter().all(|result| result.as_ref().is_err_and(aws_resources::Error::is_not_found)), "{results:?}");
    assert_eq!(asked(&script), parts("GET"));
}

#[tokio::test]
async fn what_can_be_deleted_is_deleted_where_it_is_read() {
    let script = Script::by(|_| Answer::http(204, "application/xml", ""));
    let bucket = S3::new(&session(&script)).bucket("shop");
    macro_rules! delete {
        ($($part:ident),*) => { $(bucket.$part().delete().await.unwrap();)* };
    }
    delete!(cors, encryption, lifecycle_configuration, metadata_configuration, metadata_table_configuration);
    delete!(ownership_controls, policy, public_access_block, replication, tagging, website);
    bucket.analytics_configuration("a").delete().await.unwrap();
    bucket.intelligent_tiering_configuration("a").delete().await.unwrap();
    bucket.inventory_configuration("a").delete().await.unwrap();
    bucket.metrics_configuration("a").delete().await.unwrap();
    assert_eq!(asked(&script), parts("DELETE"));
}

/// What is put isn't looked at here: only where it goes.
#[tokio::test]
async fn what_can_be_put_is_put_where_it_is_read() {
    let script = Script::by(|_| Answer::http(200, "application/xml", ""));
    let bucket = S3::new(&session(&script)).bucket("shop");
    macro_rules! put {
        ($($part:ident),*) => { $(bucket.$part().put().await.unwrap();)* };
    }
    put!(abac, accelerate_configuration, acl, cors, encryption, lifecycle_configuration, logging, notification);
    put!(object_lock_configuration, ownership_controls, policy, public_access_block, replication, request_payment);
    put!(tagging, versioning, website);
    bucket.analytics_configuration("a").put().await.unwrap();
    bucket.intelligent_tiering_configuration("a").put().await.unwrap();
    bucket.inventory_configuration("a").put().await.unwrap();
    bucket.metrics_configuration("a").put().await.unwrap();
    assert_eq!(asked(&script), parts("PUT"));
}

#[tokio::test]
async fn settings_that_the_fake_has_otherwise_are_sent_as_they_are() {
    let script = Script::by(|_| Answer::http(200, "application/xml", ""));
    let bucket = S3::new(&session(&script)).bucket("shop");
    let abac = AbacStatus::builder().status(BucketAbacStatus::Enabled).build();
    bucket.abac().put().with(|r| r.abac_status(abac)).await.unwrap();
    let fast = AccelerateConfiguration::builder().status(BucketAccelerateStatus::Suspended).build();
    bucket.accelerate_configuration().put().with(|r| r.accelerate_configuration(fast)).await.unwrap();
    let payer = RequestPaymentConfiguration::builder().payer(Payer::Requester).build().unwrap();
    bucket.request_payment().put().with(|r| r.request_payment_configuration(payer)).await.unwrap();
    bucket.versioning().suspend().await.unwrap();
    let metadata = bucket.metadata_configuration();
    metadata.create().await.unwrap();
    bucket.metadata_table_configuration().create().await.unwrap();
    let kept = RecordExpiration::builder().expiration(ExpirationState::Enabled).days(30).build().unwrap();
    let journal = JournalTableConfigurationUpdates::builder().record_expiration(kept).build();
    metadata.update_journal_table().with(|r| r.journal_table_configuration(journal)).await.unwrap();
    let off = InventoryTableConfigurationUpdates::builder().configuration_state(InventoryConfigurationState::Disabled);
    let off = off.build().unwrap();
    metadata.update_inventory_table().with(|r| r.inventory_table_configuration(off)).await.unwrap();
    metadata.update_annotation_table().await.unwrap();

    let expected = [
        ("PUT abac", "<Status>Enabled</Status>"),
        ("PUT accelerate", "<Status>Suspended</Status>"),
        ("PUT requestPayment", "<Payer>Requester</Payer>"),
        ("PUT versioning", "<Status>Suspended</Status>"),
        ("POST metadataConfiguration", ""),
        ("POST metadataTable", ""),
        ("PUT metadataJournalTable", "<Expiration>ENABLED</Expiration><Days>30</Days>"),
        ("PUT metadataInventoryTable", "<ConfigurationState>DISABLED</ConfigurationState>"),
        ("PUT metadataAnnotationTable", ""),
    ];
    assert_eq!(asked(&script), expected.map(|(asked, _)| asked));
    for (sent, (asked, part)) in script.sent().iter().zip(expected) {
        assert!(sent.body.contains(part), "{asked}: {}", sent.body);
    }
}

#[tokio::test]
async fn what_is_put_to_an_object_and_to_a_version_names_it() {
    let script = Script::by(|_| Answer::http(200, "application/xml", "<PutObjectAnnotationOutput/>"));
    let object = S3::new(&session(&script)).object("shop", "a/b");
    object.acl().put().await.unwrap();
    object.tagging().put().await.unwrap();
    object.retention().put().await.unwrap();
    object.legal_hold().put().await.unwrap();
    let note = object.annotation("n");
    note.put().with(|r| r.annotation_payload(ByteStream::from_static(b"seen"))).await.unwrap();
    note.delete().await.unwrap();
    object.rename_from().with(|r| r.rename_source("/shop/old")).await.unwrap();
    let key = "arn:aws:kms:eu-west-1:123456789012:key/1";
    let kms = || ObjectEncryption::Ssekms(SsekmsEncryption::builder().kms_key_arn(key).build().unwrap());
    object.update_encryption().with(|r| r.object_encryption(kms())).await.unwrap();
    let version = object.version("7");
    version.put_acl().await.unwrap();
    version.put_tagging().await.unwrap();
    version.put_retention().await.unwrap();
    version.put_legal_hold().await.unwrap();
    version.update_encryption().with(|r| r.object_encryption(kms())).await.unwrap();
    let parts = [
        "PUT acl",
        "PUT tagging",
        "PUT retention",
        "PUT legal-hold",
        "PUT annotation&annotationName=n",
        "DELETE annotation&annotationName=n",
        "PUT renameObject",
        "PUT encryption",
        "PUT acl&versionId=7",
        "PUT tagging&versionId=7",
        "PUT retention&versionId=7",
        "PUT legal-hold&versionId=7",
        "PUT encryption&versionId=7",
    ];
    assert_eq!(asked(&script), parts);
    assert!(script.sent().iter().all(|sent| sent.path() == "/a/b"), "{:?}", script.request(0).uri);
    assert_eq!(script.request(6).headers["x-amz-rename-source"], "/shop/old");
    assert!(script.request(7).body.contains(key), "{}", script.request(7).body);
}

#[tokio::test]
async fn parts_of_an_object_and_of_a_version_name_it() {
    let script = nothing();
    let object = S3::new(&session(&script)).object("shop", "a/b");
    let mut results = vec![
        object.acl().data().await.map(drop),
        object.tagging().data().await.map(drop),
        object.retention().data().await.map(drop),
        object.legal_hold().data().await.map(drop),
        object.get_torrent().await.map(drop),
        object.annotation("n").get().await.map(drop),
    ];
    let version = object.version("7");
    results.extend([
        version.get_acl().await.map(drop),
        version.get_tagging().await.map(drop),
        version.get_retention().await.map(drop),
        version.get_legal_hold().await.map(drop),
        version.get().await.map(drop),
        version.restore().await.map(drop),
        version.delete_tagging().await.map(drop),
        version.delete().await.map(drop),
    ]);
    assert!(results.iter().all(|result| result.as_ref().is_err_and(aws_resources::Error::is_not_found)), "{results:?}");
    let parts = [
        "GET acl",
        "GET tagging",
        "GET retention",
        "GET legal-hold",
        "GET torrent",
        "GET annotation&annotationName=n",
        "GET acl&versionId=7",
        "GET tagging&versionId=7",
        "GET retention&versionId=7",
        "GET legal-hold&versionId=7",
        "GET versionId=7",
        "POST restore&versionId=7",
        "DELETE tagging&versionId=7",
        "DELETE versionId=7",
    ];
    assert_eq!(asked(&script), parts);
    assert!(script.sent().iter().all(|sent| sent.path() == "/a/b"), "{:?}", script.request(0).uri);
}
