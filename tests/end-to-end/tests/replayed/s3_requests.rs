//! What each part of a bucket, of an object and of a version asks for.

use aws_resources::s3::S3;
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
    let parts = [
        "abac",
        "accelerate",
        "acl",
        "cors",
        "encryption",
        "lifecycle",
        "location",
        "logging",
        "metadataConfiguration",
        "metadataTable",
        "notification",
        "object-lock",
        "ownershipControls",
        "policy",
        "publicAccessBlock",
        "replication",
        "requestPayment",
        "tagging",
        "versioning",
        "website",
        "analytics&id=a",
        "id=a&intelligent-tiering",
        "id=a&inventory",
        "id=a&metrics",
    ];
    assert_eq!(asked(&script), parts.map(|part| format!("GET {part}")));
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
    let parts = [
        "cors",
        "encryption",
        "lifecycle",
        "metadataConfiguration",
        "metadataTable",
        "ownershipControls",
        "policy",
        "publicAccessBlock",
        "replication",
        "tagging",
        "website",
        "analytics&id=a",
        "id=a&intelligent-tiering",
        "id=a&inventory",
        "id=a&metrics",
    ];
    assert_eq!(asked(&script), parts.map(|part| format!("DELETE {part}")));
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
