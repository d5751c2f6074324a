//! What can go wrong with transfers of S3: answers of success that are none, parts that arrive late, objects that are
//! replaced, bodies that end early.

use aws_resources::{
    ErrorKind, Result,
    s3::{Object, S3, Uploaded},
};
use end_to_end::script::{Answer, Script, Sent, session};
use futures_util::{TryStreamExt as _, stream};

const PART: usize = 5 * 1024 * 1024;

fn object(script: &Script) -> Object {
    S3::new(&session(script)).bucket("b").object("k")
}

fn xml(status: u16, body: &str) -> Answer {
    Answer::http(status, "application/xml", body)
}

fn error(status: u16, code: &str) -> Answer {
    xml(status, &format!("<Error><Code>{code}</Code><Message>no</Message></Error>"))
}

/// What a request is, by what AWS calls it.
fn operation(sent: &Sent) -> &'static str {
    match (sent.method.as_str(), sent.query().contains_key("uploadId"), sent.uri.contains("?uploads")) {
        ("POST", _, true) => "Create",
        ("PUT", true, _) if sent.headers.contains_key("x-amz-copy-source") => "Copy",
        ("PUT", true, _) => "Part",
        ("POST", true, _) => "Complete",
        ("DELETE", true, _) => "Abort",
        ("GET", true, _) => "List",
        ("HEAD", ..) => "Head",
        ("PUT", ..) => "Put",
        _ => "Get",
    }
}

fn operations(script: &Script) -> Vec<&'static str> {
    script.sent().iter().map(operation).collect()
}

/// An upload of two parts, whose completion and what follows it are answered so.
async fn upload(script: &Script) -> Result<Uploaded> {
    let bytes = bytes::Bytes::from(vec![b'x'; PART + 1]);
    let stream = stream::iter([Ok::<_, std::io::Error>(bytes)]);
    object(script).upload_stream(stream).part_size(PART as u64).concurrency(1).await
}

fn created() -> Answer {
    xml(200, "<InitiateMultipartUploadResult><UploadId>u-1</UploadId></InitiateMultipartUploadResult>")
}

fn part(tag: &str) -> Answer {
    xml(200, "").header("etag", format!("\"{tag}\""))
}

fn parts(numbers: &[u32]) -> Answer {
    let parts: String =
        numbers.iter().map(|number| format!("<Part><PartNumber>{number}</PartNumber></Part>")).collect();
    xml(200, &format!("<ListPartsResult>{parts}</ListPartsResult>"))
}

fn script(rest: impl IntoIterator<Item = Answer>) -> Script {
    Script::new([created(), part("a"), part("b")].into_iter().chain(rest))
}

#[tokio::test]
async fn parts_are_completed_in_order_with_what_s3_gave_for_them() {
    let answer = xml(200, "<CompleteMultipartUploadResult><ETag>\"c-2\"</ETag></CompleteMultipartUploadResult>");
    let script = script([answer.header("x-amz-version-id", "v1")]);
    let uploaded = upload(&script).await.unwrap();
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

#[tokio::test]
async fn a_success_that_is_an_error_aborts() {
    let script = script([error(200, "InvalidPart"), xml(204, ""), error(404, "NoSuchUpload")]);
    let error = upload(&script).await.unwrap_err();
    assert_eq!(error.code(), Some("InvalidPart"), "{error}");
    assert_eq!(operations(&script)[3..], ["Complete", "Abort", "List"]);
}

#[tokio::test]
async fn a_completion_whose_outcome_is_unknown_is_not_aborted() {
    for answer in [Answer::unreachable(), error(404, "NoSuchUpload"), error(503, "SlowDown")] {
        let script = script([answer]);
        let error = upload(&script).await.unwrap_err();
        assert!(
            error.to_string().contains("the object may be complete; if it isn't, abort the multipart upload \"u-1\""),
            "{error}"
        );
        assert_eq!(operations(&script).last(), Some(&"Complete"));
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
    let error = upload(&script).await.unwrap_err();
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
    let error = upload(&script).await.unwrap_err();
    assert_eq!(error.code(), Some("BadDigest"));
    let told = error.to_string();
    assert!(told.contains("the multipart upload \"u-1\" is left behind") && told.contains("AccessDenied"), "{told}");
    assert_eq!(operations(&script).iter().filter(|operation| **operation == "Abort").count(), 4);
}

/// A part of an object with ten million bytes.
fn range(range: &str, length: usize) -> Answer {
    Answer::http(206, "text/plain", vec![b'x'; length])
        .header("content-range", format!("bytes {range}/10000000"))
        .header("etag", "\"t\"")
}

#[tokio::test]
async fn ranges_are_of_one_version() {
    let script = Script::new([range("0-5242879", PART), range("5242880-9999999", 10_000_000 - PART)]);
    let all: Vec<bytes::Bytes> = object(&script).download_stream().part_size(PART as u64).try_collect().await.unwrap();
    assert_eq!(all.concat().len(), 10_000_000);
    let (first, second) = (script.request(0), script.request(1));
    assert_eq!((&*first.headers["range"], first.headers.get("if-match")), ("bytes=0-5242879", None));
    assert_eq!((&*second.headers["range"], &*second.headers["if-match"]), ("bytes=5242880-9999999", "\"t\""));

    let script =
        Script::new([range("0-5242879", PART).header("x-amz-version-id", "v1"), error(412, "PreconditionFailed")]);
    let mut stream = object(&script).download_stream().part_size(PART as u64);
    assert_eq!(stream.try_next().await.unwrap().unwrap().len(), PART);
    let error = stream.try_next().await.unwrap_err();
    assert_eq!(error.code(), Some("PreconditionFailed"), "{error}");
    assert!(stream.try_next().await.unwrap().is_none());
    let second = script.request(1);
    assert_eq!((second.headers["if-match"].as_str(), second.query().get("versionId")), ("\"t\"", None));
}

#[tokio::test(start_paused = true)]
async fn a_body_that_ends_early_goes_on_where_it_ended() {
    let script = Script::new([
        range("0-5242879", PART),
        range("5242880-9999999", 1_000_000),
        range("6242880-9999999", 10_000_000 - PART - 1_000_000),
    ]);
    let all: Vec<bytes::Bytes> = object(&script).download_stream().part_size(PART as u64).try_collect().await.unwrap();
    assert_eq!(all.concat().len(), 10_000_000);
    assert_eq!(script.request(2).headers["range"], "bytes=6242880-9999999");

    let script = Script::by(|_| range("0-5242879", 0));
    let error = object(&script).download_stream().part_size(PART as u64).try_next().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Response);
    assert!(error.to_string().contains("0 bytes of 5242880 came"), "{error}");
    assert_eq!(script.count(), 4);
}

#[tokio::test]
async fn servers_without_ranges_and_with_wrong_ones_are_told_apart() {
    let script = Script::new([Answer::http(200, "text/plain", "all of it")]);
    let all: Vec<bytes::Bytes> = object(&script).download_stream().try_collect().await.unwrap();
    assert_eq!(all.concat(), b"all of it");
    for wrong in ["bytes 1-5242880/10000000", "bytes 0-99/10000000", "bytes 0-5242879/*", "nonsense"] {
        let answer = Answer::http(206, "text/plain", vec![0; PART]).header("content-range", wrong);
        let error =
            object(&Script::new([answer])).download_stream().part_size(PART as u64).try_next().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Response, "{wrong}: {error}");
    }
    let silent = Script::silent();
    let error = object(&silent).download_stream().with(|r| r.range("bytes=0-1")).try_next().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request, "{error}");
}

#[tokio::test]
async fn each_part_of_a_copy_is_of_the_same_source() {
    let copied = |tag: &str| xml(200, &format!("<CopyPartResult><ETag>\"{tag}\"</ETag></CopyPartResult>"));
    let head =
        xml(200, "").header("etag", "\"t\"").header("content-length", "6000000000").header("x-amz-version-id", "v/1");
    let script = Script::by(move |sent| match operation(sent) {
        "Head" => head.clone(),
        "Create" => created(),
        "Copy" => copied("p"),
        _ => xml(200, "<CompleteMultipartUploadResult><ETag>\"c-45\"</ETag></CompleteMultipartUploadResult>"),
    });
    let source = S3::new(&session(&script)).bucket("from").object("a b");
    let copied = object(&script).copy(&source).await.unwrap();
    assert_eq!((copied.bytes, copied.parts), (6_000_000_000, Some(45)));
    let parts: Vec<Sent> = script.sent().into_iter().filter(|sent| operation(sent) == "Copy").collect();
    assert!(parts.iter().all(|part| part.headers["x-amz-copy-source"] == "from/a%20b"));
    assert!(parts.iter().all(|part| part.headers["x-amz-copy-source-if-match"] == "\"t\""));
    let mut ranges: Vec<_> = parts.iter().map(|part| part.headers["x-amz-copy-source-range"].clone()).collect();
    ranges.sort();
    assert!(
        ranges.contains(&"bytes=0-134217727".to_owned()) && ranges.contains(&"bytes=5905580032-5999999999".to_owned())
    );
}
