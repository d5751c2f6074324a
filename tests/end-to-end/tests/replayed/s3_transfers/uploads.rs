//! Multipart uploads that fail, or don't say so.

use std::{error::Error as _, fmt, fs, io, sync::Arc};

use aws_resources::ErrorKind;
use aws_sdk_s3::types::ObjectCannedAcl;
use bytes::Bytes;
use end_to_end::script::{Answer, Script};
use futures_util::stream;
use tokio::{sync::Notify, time::Instant};

use super::{
    PART, completed, created, customer_key, error, object, operation, operations, part, script, told, two_parts,
    two_parts_of, xml,
};

fn parts(numbers: &[u32]) -> Answer {
    let parts: String =
        numbers.iter().map(|number| format!("<Part><PartNumber>{number}</PartNumber></Part>")).collect();
    xml(200, &format!("<ListPartsResult>{parts}</ListPartsResult>"))
}

/// `checklist 116, 123, 127`
#[tokio::test]
async fn parts_are_completed_in_order_with_what_s3_gave_for_them() {
    let script = script([completed().header("x-amz-version-id", "v1")]);
    let uploaded = two_parts(&script).await.unwrap();
    assert_eq!(
        (uploaded.e_tag.as_str(), uploaded.version_id.as_deref(), uploaded.parts),
        ("\"c-2\"", Some("v1"), Some(2))
    );
    assert_eq!(operations(&script), ["Create", "Part", "Part", "Complete"]);
    assert_eq!(script.request(0).headers["x-amz-checksum-algorithm"], "CRC32", "what the SDK sends must be announced");
    let numbers = [1, 2].map(|at| script.request(at).query()["partNumber"].clone());
    assert_eq!(numbers, ["1", "2"]);
    let completed = script.request(3);
    let (first, second) = (completed.body.find("&quot;a&quot;"), completed.body.find("&quot;b&quot;"));
    assert!(first.is_some() && first < second, "{}", completed.body);
    assert_eq!(completed.headers["x-amz-mp-object-size"], (PART + 1).to_string());
}

/// `checklist 123, 194`
#[tokio::test]
async fn each_call_says_what_it_can_of_the_callers_request() {
    let script = script([completed()]);
    let (told, tell) = told();
    let upload = two_parts(&script).on_progress(tell).with(|r| {
        let r = r.acl(ObjectCannedAcl::PublicRead).sse_customer_algorithm("AES256");
        r.sse_customer_key("a2V5").sse_customer_key_md5("bWQ1")
    });
    upload.await.unwrap();
    for (at, sent) in script.sent().iter().enumerate() {
        assert_eq!(sent.path(), "/b/k");
        assert_eq!(sent.headers.get("x-amz-acl").map(String::as_str), (at == 0).then_some("public-read"), "{at}");
        assert_eq!(customer_key(sent), [Some("AES256"), Some("a2V5"), Some("bWQ1")], "{at}");
    }
    let part = PART as u64;
    assert_eq!(*told.lock().unwrap(), [(part, None), (part + 1, None)]);
}

#[tokio::test]
async fn a_success_that_is_an_error_aborts() {
    let script = script([error(200, "InvalidPart"), xml(204, ""), error(404, "NoSuchUpload")]);
    let error = two_parts(&script).await.unwrap_err();
    assert_eq!(error.code(), Some("InvalidPart"), "{error}");
    assert_eq!(operations(&script)[3..], ["Complete", "Abort", "List"]);
}

#[tokio::test]
async fn a_completion_whose_outcome_is_unknown_is_not_aborted() {
    for answer in [
        Answer::unreachable(),
        error(404, "NoSuchUpload"),
        error(503, "SlowDown"),
        error(200, "InternalError"),
        xml(200, "<CompleteMultipartUploadResult></CompleteMultipartUploadResult>"),
    ] {
        let script = Script::new([head(), created(), part("a"), part("b"), answer]);
        let object = object(&script);
        object.data().await.unwrap();
        let error = two_parts_of(&object).await.unwrap_err();
        assert!(
            error.to_string().contains("the object may be complete; if it isn't, abort the multipart upload \"u-1\""),
            "{error}"
        );
        assert_eq!(operations(&script).last(), Some(&"Complete"));
        assert!(object.loaded().is_none(), "it may be another one now");
    }
}

/// The SDK tries again where an answer is lost, and finds what it has sent itself.
#[tokio::test]
async fn a_small_object_that_stands_in_the_way_may_be_the_uploads_own() {
    for (conditional, told) in [(true, true), (false, false)] {
        let script = Script::new([head(), error(412, "PreconditionFailed")]);
        let object = object(&script);
        object.data().await.unwrap();
        let upload = object.upload_stream(stream::iter([Ok::<_, io::Error>(Bytes::from("small"))]));
        let upload = if conditional { upload.with(|r| r.if_none_match("*")) } else { upload };
        let error = upload.await.unwrap_err();
        assert_eq!(error.code(), Some("PreconditionFailed"), "{error}");
        assert_eq!(error.to_string().contains("the object may be this upload's own"), told, "{error}");
        assert_eq!(object.loaded().is_none(), told);
    }
}

fn head() -> Answer {
    xml(200, "").header("etag", "\"old\"")
}

#[tokio::test]
async fn an_object_that_stands_in_the_way_may_be_the_uploads_own() {
    let gone = || error(404, "NoSuchUpload");
    for (aborted, own) in [(gone(), true), (xml(204, ""), false)] {
        let script = script([error(412, "PreconditionFailed"), aborted, gone()]);
        let error = two_parts(&script).with(|r| r.if_none_match("*")).await.unwrap_err();
        assert_eq!(error.code(), Some("PreconditionFailed"), "{error}");
        assert_eq!(error.to_string().contains("\"u-1\" had ended before: the object may be its own"), own, "{error}");
        assert_eq!(script.request(3).headers["if-none-match"], "*");
        assert_eq!(operations(&script)[3..], ["Complete", "Abort", "List"]);
    }
}

#[tokio::test(start_paused = true)]
async fn parts_that_arrive_late_are_aborted_too() {
    let script = Script::new([
        created(),
        part("a"),
        error(403, "AccessDenied"),
        xml(204, ""),
        parts(&[1]),
        xml(204, ""),
        parts(&[]),
    ]);
    let error = two_parts(&script).await.unwrap_err();
    assert!(error.is_access_denied() && !error.to_string().contains("left behind"), "{error}");
    assert_eq!(operations(&script)[2..], ["Part", "Abort", "List", "Abort", "List"]);
}

#[tokio::test(start_paused = true)]
async fn an_upload_that_cannot_be_aborted_is_named() {
    let script = Script::by(|sent| match operation(sent) {
        "Create" => created(),
        "Part" => error(400, "BadDigest"),
        _ => error(403, "AccessDenied"),
    });
    let error = two_parts(&script).await.unwrap_err();
    assert_eq!(error.code(), Some("BadDigest"));
    let told = error.to_string();
    assert!(told.contains("the multipart upload \"u-1\" is left behind") && told.contains("AccessDenied"), "{told}");
    assert_eq!(operations(&script).iter().filter(|operation| **operation == "Abort").count(), 4);
}

#[tokio::test(start_paused = true)]
async fn an_abort_that_is_not_answered_is_not_waited_for() {
    let script = Script::by(|sent| match operation(sent) {
        "Create" => created(),
        "Part" => error(400, "BadDigest"),
        _ => xml(204, "").after(&Arc::new(Notify::new())),
    });
    let began = Instant::now();
    let error = two_parts(&script).await.unwrap_err();
    assert_eq!((error.code(), began.elapsed().as_secs()), (Some("BadDigest"), 30));
    let told = error.to_string();
    assert!(told.contains("\"u-1\" is left behind") && told.contains("S3 didn't say within 30s"), "{told}");
    assert_eq!(operations(&script)[2..], ["Abort"]);
}

/// What a program's own stream fails with.
#[derive(Debug)]
struct Burst;

impl fmt::Display for Burst {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the pipe burst")
    }
}

impl std::error::Error for Burst {}

#[tokio::test]
async fn what_cannot_be_read_is_the_source_of_the_error() {
    let silent = Script::silent();
    let missing = object(&silent).upload_file("/no/such/file").await.unwrap_err();
    assert!(missing.to_string().contains("/no/such/file can't be read"), "{missing}");
    let source = missing.source().unwrap().downcast_ref::<io::Error>().unwrap();
    assert_eq!((missing.kind(), source.kind()), (ErrorKind::Other, io::ErrorKind::NotFound));
    let burst = object(&silent).upload_stream(stream::iter([Err::<Bytes, _>(Burst)])).await.unwrap_err();
    assert!(burst.to_string().contains("the pipe burst") && burst.source().unwrap().is::<Burst>(), "{burst}");
}

#[tokio::test]
async fn only_files_that_stay_what_they_are_are_uploaded() {
    let silent = Script::silent();
    let folder = tempfile::tempdir().unwrap();
    let error = object(&silent).upload_file(folder.path()).await.unwrap_err();
    assert!(error.to_string().contains("it is no regular file"), "{error}");
    #[cfg(target_os = "linux")]
    {
        let error = object(&silent).upload_file("/proc/self/status").await.unwrap_err();
        assert!(error.to_string().contains("its length isn't what it was"), "{error}");
    }
    let path = folder.path().join("file");
    for (length, parts) in [(PART, 1), (3 * PART, 2)] {
        fs::write(&path, vec![b'x'; 2 * PART]).unwrap();
        let file = fs::File::options().write(true).open(&path).unwrap();
        let script = Script::by(|sent| match operation(sent) {
            "Create" => created(),
            "Part" => part("a"),
            "Abort" => xml(204, ""),
            _ => super::error(404, "NoSuchUpload"),
        });
        let upload = object(&script).upload_file(&path).part_size(PART as u64).concurrency(1);
        let error = upload.on_progress(move |_| file.set_len(length as u64).unwrap()).await.unwrap_err();
        assert!(error.to_string().contains("its length isn't what it was"), "{error}");
        let operations = operations(&script);
        assert_eq!(operations[operations.len() - 2..], ["Abort", "List"]);
        assert_eq!(operations.iter().filter(|operation| **operation == "Part").count(), parts);
    }
}
