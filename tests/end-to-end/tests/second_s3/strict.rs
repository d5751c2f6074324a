//! What moto doesn't check, or answers otherwise than S3.

use std::{io, time::Duration};

use aws_resources::s3::{Object, Presign as _, S3};
use aws_sdk_s3::primitives::ByteStream;
use bytes::Bytes;
use futures_util::stream;

use crate::{
    s3_server::{bucket, session},
    s3_servers::fetched,
};

const PART: usize = 5 * 1024 * 1024;

/// Three parts.
async fn film(object: &Object) {
    let pieces = (0..3_u8).map(|at| Ok::<_, io::Error>(Bytes::from(vec![at; PART])));
    let uploaded = object.upload_stream(stream::iter(pieces)).part_size(PART as u64).await.unwrap();
    assert_eq!(uploaded.parts, Some(3));
}

#[tokio::test]
async fn a_signature_is_checked() {
    let bucket = bucket("strict-signatures").await;
    let stranger = S3::new(&session("guessed")).bucket(bucket.name());
    let refused = stranger.objects().try_collect().await.unwrap_err();
    assert_eq!(refused.code(), Some("SignatureDoesNotMatch"), "{refused}");

    let object = bucket.object("a/ü b+c&d=e.txt");
    let put = object.put().with(|r| r.content_type("text/x-test")).presigned(Duration::from_secs(60)).await.unwrap();
    let signed: Vec<_> = put.headers().filter(|(name, _)| *name == "content-type").collect();
    assert_eq!(signed, [("content-type", "text/x-test")], "whoever sends it must say so, too");
    assert!(fetched("PUT", put.uri(), &[], "hello").0.contains("403"));
    assert!(fetched("PUT", put.uri(), &signed, "hello").0.contains("200"));
    let get = object.get().presigned(Duration::from_secs(60)).await.unwrap();
    assert_eq!(fetched("GET", get.uri(), &[], "").1, "hello");
    let (status, body) = fetched("GET", &get.uri().replace("X-Amz-Expires=60", "X-Amz-Expires=61"), &[], "");
    assert!(status.contains("403") && body.contains("SignatureDoesNotMatch"), "{status} {body}");
}

#[tokio::test]
async fn a_wrong_checksum_is_refused() {
    let object = bucket("strict-checksums").await.object("hello");
    let hello = || object.upload_stream(stream::iter([Ok::<_, io::Error>(Bytes::from("hello"))]));
    let refused = hello().with(|r| r.checksum_crc32("AAAAAA==")).await.unwrap_err();
    assert_eq!(refused.code(), Some("BadDigest"), "{refused}");
    assert!(object.data().await.unwrap_err().is_not_found());
    hello().with(|r| r.checksum_crc32("NhCmhg==")).await.unwrap();
}

#[tokio::test]
async fn a_copy_of_another_source_than_the_one_that_is_meant_leaves_nothing() {
    let bucket = bucket("strict-copies").await;
    let source = bucket.object("film");
    film(&source).await;
    for above in [u64::MAX, PART as u64] {
        let copy = bucket.object("copy");
        let copying = copy.copy(&source).multipart_above(above).part_size(PART as u64);
        let refused = copying.with(|r| r.copy_source_if_match("\"another\"")).await.unwrap_err();
        assert_eq!(refused.code(), Some("PreconditionFailed"), "{refused}");
        assert!(copy.data().await.unwrap_err().is_not_found());
        assert!(bucket.multipart_uploads().try_collect().await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn only_a_new_object_is_made_where_that_is_the_condition() {
    let object = bucket("strict-conditions").await.object("film");
    film(&object).await;
    let before = object.data().await.unwrap().e_tag().map(str::to_owned);
    for length in [1, PART + 1] {
        let upload = object.upload_stream(stream::iter([Ok::<_, io::Error>(Bytes::from(vec![9_u8; length]))]));
        let upload = upload.part_size(PART as u64).with(|r| r.if_none_match("*"));
        let refused = upload.await.unwrap_err();
        assert_eq!(refused.code(), Some("PreconditionFailed"), "{refused}");
    }
    assert!(object.bucket().multipart_uploads().try_collect().await.unwrap().is_empty());
    assert_eq!(object.reload().await.unwrap().e_tag(), before.as_deref());
}

/// moto's answer to `ListParts` has another root than S3's.
#[tokio::test]
async fn parts_are_listed() {
    let bucket = bucket("strict-parts").await;
    let upload = bucket.object("film").initiate_multipart_upload().await.unwrap().expect("the answer has the id");
    for number in [1, 2, 3] {
        upload.part(number).upload().with(|r| r.body(ByteStream::from_static(b"x"))).await.unwrap();
    }
    let listed = upload.parts().page_size(2).try_collect().await.unwrap();
    assert_eq!(listed.iter().map(|part| part.part_number()).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(listed[0].data().await.unwrap().size(), Some(1));
    upload.abort().await.unwrap();
    let gone = upload.parts().try_collect().await.unwrap_err();
    assert_eq!(gone.code(), Some("NoSuchUpload"), "{gone}");
}
