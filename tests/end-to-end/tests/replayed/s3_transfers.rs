//! What can go wrong with transfers of S3: answers of success that are none, parts that arrive late, objects that are
//! replaced, bodies that end early, programs that panic or lose interest.

mod checksums;
mod copies;
mod dropped;
mod files;
mod ranges;
mod silence;
mod uploads;

use std::sync::{Arc, Mutex};

use aws_resources::s3::{Object, S3, Transferred, Upload};
use bytes::Bytes;
use end_to_end::script::{Answer, Script, Sent, session};
use futures_util::stream;

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
        ("GET", ..) if sent.uri.contains("?tagging") => "Tags",
        ("HEAD", ..) => "Head",
        ("PUT", ..) => "Put",
        _ => "Get",
    }
}

fn operations(script: &Script) -> Vec<&'static str> {
    script.sent().iter().map(operation).collect()
}

/// An upload of two parts, one after the other.
fn two_parts(script: &Script) -> Upload {
    two_parts_of(&object(script))
}

fn two_parts_of(object: &Object) -> Upload {
    let bytes = Bytes::from(vec![b'x'; PART + 1]);
    let stream = stream::iter([Ok::<_, std::io::Error>(bytes)]);
    object.upload_stream(stream).part_size(PART as u64).concurrency(1)
}

fn created() -> Answer {
    xml(200, "<InitiateMultipartUploadResult><UploadId>u-1</UploadId></InitiateMultipartUploadResult>")
}

fn part(tag: &str) -> Answer {
    xml(200, "").header("etag", format!("\"{tag}\""))
}

fn completed() -> Answer {
    xml(200, "<CompleteMultipartUploadResult><ETag>\"c-2\"</ETag></CompleteMultipartUploadResult>")
}

/// The answers to [`two_parts`], whose completion and what follows it are answered so.
fn script(rest: impl IntoIterator<Item = Answer>) -> Script {
    Script::new([created(), part("a"), part("b")].into_iter().chain(rest))
}

/// The range of an object that was asked for.
fn ranged(sent: &Sent, all: &[u8]) -> Answer {
    let range = sent.headers["range"].strip_prefix("bytes=").unwrap();
    let (from, to) = range.split_once('-').unwrap();
    let (from, to) = (from.parse::<usize>().unwrap(), to.parse::<usize>().unwrap().min(all.len() - 1));
    Answer::http(206, "text/plain", &all[from..=to])
        .header("content-range", format!("bytes {from}-{to}/{}", all.len()))
        .header("etag", "\"t\"")
}

/// How far a transfer was, each time that it was told: its bytes, and all of them.
type Told = Arc<Mutex<Vec<(u64, Option<u64>)>>>;

/// What is told of a transfer's progress, and what takes it.
fn told() -> (Told, impl Fn(Transferred) + Send + Sync + 'static) {
    let told = Told::default();
    let tell = told.clone();
    (told, move |now| tell.lock().unwrap().push((now.bytes, now.total)))
}

/// What a request says of the customer's key for the object.
fn customer_key(sent: &Sent) -> [Option<&str>; 3] {
    let header = |end: &str| sent.headers.get(&format!("x-amz-server-side-encryption-customer-{end}"));
    ["algorithm", "key", "key-md5"].map(|end| header(end).map(String::as_str))
}

/// Lets every other task go as far as it can.
async fn settle() {
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
}
