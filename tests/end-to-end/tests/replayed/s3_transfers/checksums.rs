//! Checksums that the caller knows, and what else is said of one request only.

use aws_resources::ErrorKind;
use aws_sdk_s3::{operation::put_object::builders::PutObjectFluentBuilder, types::ChecksumAlgorithm};
use end_to_end::script::Script;

use super::{completed, object, operations, part, script, two_parts, xml};

type With = fn(PutObjectFluentBuilder) -> PutObjectFluentBuilder;

#[tokio::test]
async fn a_checksum_of_the_whole_object_is_checked_at_the_end() {
    let script = script([completed()]);
    two_parts(&script).with(|r| r.checksum_crc32_c("yZRlqg==")).await.unwrap();
    let (create, end) = (script.request(0), script.request(3));
    assert_eq!(create.headers["x-amz-checksum-algorithm"], "CRC32C");
    assert_eq!(create.headers["x-amz-checksum-type"], "FULL_OBJECT");
    assert_eq!(end.headers["x-amz-checksum-crc32c"], "yZRlqg==");
    assert_eq!(end.headers["x-amz-checksum-type"], "FULL_OBJECT");
    for at in [1, 2] {
        let sent = &script.request(at).headers["x-amz-checksum-crc32c"];
        assert_ne!(sent, "yZRlqg==", "a part has its own");
    }
}

#[tokio::test]
async fn what_several_parts_cannot_have_is_refused_before_any_call() {
    let refused: [(With, &str); 7] = [
        (|r| r.checksum_sha256("x"), "`checksum_sha256` is of one request"),
        (|r| r.content_md5("x"), "`content_md5` is of one request"),
        (|r| r.content_length(7), "`content_length` is of one request"),
        (|r| r.write_offset_bytes(7), "`write_offset_bytes` is of one request"),
        (|r| r.checksum_crc32("x").checksum_crc64_nvme("x"), "are of two algorithms"),
        (|r| r.checksum_algorithm(ChecksumAlgorithm::Md5), "computes no checksum by the name MD5"),
        (|r| r.checksum_algorithm(ChecksumAlgorithm::Xxhash3), "computes no checksum by the name XXHASH3"),
    ];
    let silent = Script::silent();
    for (with, told) in refused {
        let error = two_parts(&silent).with(with).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request, "{error}");
        assert!(error.to_string().contains(told), "{error}");
    }
}

#[tokio::test]
async fn one_request_has_the_checksum_that_the_caller_gives() {
    let script = Script::new([part("a"), xml(200, "")]);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "hello").unwrap();
    object(&script).upload_file(&file).with(|r| r.checksum_sha512("given")).await.unwrap();
    assert_eq!(script.request(0).headers["x-amz-checksum-sha512"], "given");
    let untagged = object(&script).upload_file(&file).await.unwrap_err();
    assert_eq!(untagged.kind(), ErrorKind::Response, "{untagged}");
    assert_eq!(operations(&script), ["Put", "Put"]);
}
