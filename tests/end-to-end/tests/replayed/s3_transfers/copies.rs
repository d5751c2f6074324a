//! Copies of one source, with what it has.

use aws_resources::{
    ErrorKind,
    s3::{ManagedCopy, S3},
};
use aws_sdk_s3::types::{AnnotationDirective, TaggingDirective};
use end_to_end::script::{Answer, Script, Sent, session};

use super::{created, error, object, operation, operations, told, xml};

/// Answers for a source of this many bytes.
fn script(bytes: u64) -> Script {
    Script::by(move |sent| match operation(sent) {
        "Head" => head(bytes),
        "Tags" => xml(200, "<Tagging><TagSet><Tag><Key>team</Key><Value>a b</Value></Tag></TagSet></Tagging>"),
        "Create" => created(),
        "Copy" => xml(200, "<CopyPartResult><ETag>\"p\"</ETag></CopyPartResult>"),
        "Put" => xml(200, "<CopyObjectResult><ETag>\"c\"</ETag></CopyObjectResult>"),
        _ => xml(200, "<CompleteMultipartUploadResult><ETag>\"c-45\"</ETag></CompleteMultipartUploadResult>"),
    })
}

fn head(bytes: u64) -> Answer {
    xml(200, "").header("etag", "\"t\"").header("content-length", bytes.to_string()).header("x-amz-version-id", "v/1")
}

fn copy(script: &Script) -> ManagedCopy {
    let source = S3::new(&session(script)).bucket("from").object("a b");
    object(script).copy(&source)
}

/// The only request of this operation.
fn only(script: &Script, wanted: &str) -> Sent {
    let mut sent: Vec<_> = script.sent().into_iter().filter(|sent| operation(sent) == wanted).collect();
    assert_eq!(sent.len(), 1, "{wanted} in {:?}", operations(script));
    sent.remove(0)
}

#[tokio::test]
async fn each_part_of_a_copy_is_of_the_same_source() {
    let script = script(6_000_000_000);
    let copied = copy(&script).await.unwrap();
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

#[tokio::test]
async fn a_copy_in_parts_has_the_tags_that_one_request_gives_it() {
    // HEAD says nothing of them, as it does to those who may not read them.
    let kept = script(6_000_000);
    copy(&kept).multipart_above(0).with(|r| r.tagging("of=nobody")).await.unwrap();
    assert_eq!(operations(&kept), ["Head", "Tags", "Create", "Copy", "Complete"]);
    assert_eq!(only(&kept, "Create").headers["x-amz-tagging"], "team=a%20b");

    let replaced = script(6_000_000);
    let replace = copy(&replaced).multipart_above(0);
    replace.with(|r| r.tagging("of=me").tagging_directive(TaggingDirective::Replace)).await.unwrap();
    assert_eq!(operations(&replaced), ["Head", "Create", "Copy", "Complete"]);
    assert_eq!(only(&replaced, "Create").headers["x-amz-tagging"], "of=me");

    let refused = Script::new([head(6_000_000), error(403, "AccessDenied")]);
    let error = copy(&refused).multipart_above(0).await.unwrap_err();
    assert!(error.is_access_denied() && error.operation() == Some("GetObjectTagging"), "{error}");
}

/// boto3's gives nothing, ours what was made. `checklist 116, 123, 125`
#[tokio::test]
async fn a_small_source_is_copied_whole() {
    let small = script(5 * 1024 * 1024);
    let copied = copy(&small).multipart_above(0).await.unwrap();
    assert_eq!((copied.parts, operations(&small)), (None, vec!["Head", "Put"]));
    let one_part = script(5 * 1024 * 1024 + 1);
    assert_eq!(copy(&one_part).multipart_above(0).await.unwrap().parts, Some(1));
    assert_eq!(only(&one_part, "Copy").headers.get("x-amz-copy-source-range"), None);
}

/// boto3 tells the size of each part, ours how far it is. `checklist 126`
#[tokio::test]
async fn a_copy_tells_how_far_it_is_after_each_part() {
    const PART: u64 = 8 * 1024 * 1024;
    let script = script(3 * PART);
    let (told, tell) = told();
    let copy = copy(&script).multipart_above(0).part_size(PART).concurrency(1).on_progress(tell);
    assert_eq!(copy.await.unwrap().parts, Some(3));
    let total = Some(3 * PART);
    assert_eq!(*told.lock().unwrap(), [(PART, total), (2 * PART, total), (3 * PART, total)]);
}

#[tokio::test]
async fn annotations_are_not_lost_in_silence() {
    let script = Script::new([head(6_000_000)]);
    let copy = copy(&script).multipart_above(0).with(|r| r.annotation_directive(AnnotationDirective::Copy));
    let error = copy.await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request, "{error}");
    assert!(error.to_string().contains("annotations are not copied in parts"), "{error}");
}
