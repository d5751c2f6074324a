//! Objects, listed on pages, in versions, sent in parts, and deleted by the batch.

use aws_resources::{
    prelude::*,
    s3::{Bucket, S3},
};
use aws_sdk_s3::{
    primitives::ByteStream,
    types::{CompletedMultipartUpload, CompletedPart},
};
use end_to_end::pages::pages;

use crate::s3_server::bucket;

async fn put(bucket: &Bucket, key: &str, text: &'static str) {
    let body = ByteStream::from_static(text.as_bytes());
    bucket.client().put_object().bucket(bucket.name()).key(key).body(body).send().await.unwrap();
}

/// `checklist 121, 188`
#[tokio::test]
async fn objects_have_the_pages_of_the_plain_sdk() {
    let bucket = bucket("objects-pages").await;
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
    let summary = S3::new(bucket.session()).object_summary(bucket.name(), "a/2");
    assert_eq!(summary.data().await.unwrap().key(), Some("a/2"));
    let missing = S3::new(bucket.session()).object_summary(bucket.name(), "a/").data().await.unwrap_err();
    assert!(missing.is_not_found(), "{missing}");
}

#[tokio::test]
async fn versions_and_delete_markers_are_listed_together_and_apart() {
    let bucket = bucket("objects-versions").await;
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

/// `checklist 190`
#[tokio::test]
async fn an_upload_in_parts_becomes_an_object() {
    let bucket = bucket("objects-parts").await;
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
    let bucket = bucket("objects-batch").await;
    for key in ["keep", "old/1", "old/2", "old/3"] {
        put(&bucket, key, "text").await;
    }
    let report = bucket.objects().filter(|r| r.prefix("old/")).delete().await;
    let deleted: Vec<_> = report.items().iter().map(|item| (item.resource().key(), item.result().is_ok())).collect();
    assert_eq!(deleted, [("old/1", true), ("old/2", true), ("old/3", true)], "{report:?}");
    let left = bucket.objects().try_collect().await.unwrap();
    assert_eq!(left.iter().map(|object| object.key()).collect::<Vec<_>>(), ["keep"]);
}
