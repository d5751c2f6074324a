//! Downloads as ranges: of one object, again where they break, ahead of their consumer.

use std::time::Duration;

use aws_resources::ErrorKind;
use aws_sdk_s3::operation::get_object::builders::GetObjectFluentBuilder;
use bytes::Bytes;
use end_to_end::script::{Answer, Script};
use futures_util::TryStreamExt as _;
use tokio::time::{Instant, sleep};

use super::{PART, customer_key, error, object, ranged, settle, told};

/// A part of an object with ten million bytes.
fn range(range: &str, length: usize) -> Answer {
    Answer::http(206, "text/plain", vec![b'x'; length])
        .header("content-range", format!("bytes {range}/10000000"))
        .header("etag", "\"t\"")
}

/// `checklist 128`
#[tokio::test]
async fn ranges_are_of_one_version() {
    let script = Script::new([range("0-5242879", PART), range("5242880-9999999", 10_000_000 - PART)]);
    let all: Vec<Bytes> = object(&script).download_stream().part_size(PART as u64).try_collect().await.unwrap();
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

/// `checklist 116, 123, 128, 194`
#[tokio::test]
async fn each_range_has_the_callers_key_and_is_told_of() {
    let with_key = |request: GetObjectFluentBuilder| {
        request.sse_customer_algorithm("AES256").sse_customer_key("a2V5").sse_customer_key_md5("bWQ1")
    };
    let script = Script::by(|sent| ranged(sent, b"0123456789"));
    let object = object(&script);
    let ((streamed, tell_stream), (written, tell_file)) = (told(), told());
    let stream = object.download_stream().with(with_key).part_size(4).concurrency(1).on_progress(tell_stream);
    let all: Vec<Bytes> = stream.try_collect().await.unwrap();
    assert_eq!(all.concat(), b"0123456789");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    object.download_file(&path).with(with_key).part_size(4).concurrency(1).on_progress(tell_file).await.unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), b"0123456789");

    for told in [streamed, written] {
        assert_eq!(*told.lock().unwrap(), [(4, Some(10)), (8, Some(10)), (10, Some(10))]);
    }
    for (sent, range) in script.sent().iter().zip(["0-3", "4-7", "8-9"].repeat(2)) {
        assert_eq!((sent.path().as_str(), sent.headers["range"].as_str()), ("/b/k", format!("bytes={range}").as_str()));
        assert_eq!(customer_key(sent), [Some("AES256"), Some("a2V5"), Some("bWQ1")], "{range}");
    }
    assert_eq!(script.count(), 6);
}

#[tokio::test(start_paused = true)]
async fn a_body_that_ends_early_goes_on_where_it_ended() {
    let script = Script::new([
        range("0-5242879", PART),
        range("5242880-9999999", 1_000_000),
        range("6242880-9999999", 10_000_000 - PART - 1_000_000),
    ]);
    let all: Vec<Bytes> = object(&script).download_stream().part_size(PART as u64).try_collect().await.unwrap();
    assert_eq!(all.concat().len(), 10_000_000);
    assert_eq!(script.request(2).headers["range"], "bytes=6242880-9999999");

    let script = Script::by(|_| range("0-5242879", 0));
    let mut stream = object(&script).download_stream().part_size(PART as u64).concurrency(1);
    let error = stream.try_next().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Response);
    assert!(error.to_string().contains("0 bytes of 5242880 came"), "{error}");
    assert_eq!(script.count(), 4);

    let script = Script::new([range("0-5242879", PART + 1)]);
    let mut stream = object(&script).download_stream().part_size(PART as u64).concurrency(1);
    let error = stream.try_next().await.unwrap_err();
    assert!(error.to_string().contains("5242881 bytes of 5242880 came"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn what_is_written_has_its_place_wherever_bodies_end() {
    let bytes: Vec<u8> = (0..=250).cycle().take(10_000_000).collect();
    let range = |asked: &str, came: std::ops::Range<usize>| {
        Answer::http(206, "text/plain", bytes[came].to_vec())
            .header("content-range", format!("bytes {asked}/10000000"))
            .header("etag", "\"t\"")
    };
    let script = Script::new([
        range("0-5242879", 0..300_000),
        range("300000-5242879", 300_000..PART),
        range("5242880-9999999", PART..9_999_999),
        range("9999999-9999999", 9_999_999..10_000_000),
    ]);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    let (told, tell) = told();
    object(&script).download_file(&path).part_size(PART as u64).concurrency(1).on_progress(tell).await.unwrap();
    assert!(std::fs::read(&path).unwrap() == bytes, "the same bytes at the same places");
    assert_eq!(*told.lock().unwrap(), [(5_242_880, Some(10_000_000)), (10_000_000, Some(10_000_000))]);
}

#[tokio::test]
async fn servers_without_ranges_and_with_wrong_ones_are_told_apart() {
    for wrong in ["bytes 1-5242880/10000000", "bytes 0-99/10000000", "bytes 0-5242879/*", "nonsense"] {
        let answer = Answer::http(206, "text/plain", vec![0; PART]).header("content-range", wrong);
        let error =
            object(&Script::new([answer])).download_stream().part_size(PART as u64).try_next().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Response, "{wrong}: {error}");
    }
    let silent = Script::silent();
    let error = object(&silent).download_stream().with(|r| r.range("bytes=0-1")).try_next().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request, "{error}");
    let error = object(&silent).download_stream().part_size(0).try_next().await.unwrap_err();
    assert!(error.to_string().contains("a range has 1 to"), "{error}");
}

#[tokio::test]
async fn an_answer_without_a_range_is_passed_on_as_it_comes() {
    let all = |length: &str| Answer::http(200, "text/plain", "all of it").header("content-length", length);
    let script = Script::new([all("9")]);
    let got: Vec<Bytes> = object(&script).download_stream().part_size(4).try_collect().await.unwrap();
    assert_eq!(got.concat(), b"all of it");

    let script = Script::new([all("12")]);
    let mut stream = object(&script).download_stream();
    assert_eq!(stream.try_next().await.unwrap().unwrap(), "all of it", "what came is passed on");
    let error = stream.try_next().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Response, "{error}");
    assert!(error.to_string().contains("the body can't be read"), "{error}");
    assert!(stream.try_next().await.unwrap().is_none());
    assert_eq!(script.count(), 1);
}

#[tokio::test]
async fn as_many_ranges_as_asked_for_are_fetched_ahead() {
    let script = Script::by(|sent| ranged(sent, b"0123456789"));
    let mut stream = object(&script).download_stream().part_size(2).concurrency(3);
    settle().await;
    assert_eq!(script.count(), 0, "nothing is requested before the first bytes are asked for");
    let mut all = Vec::new();
    for requested in [3, 4, 5, 5, 5] {
        all.extend(stream.try_next().await.unwrap().unwrap());
        settle().await;
        assert_eq!(script.count(), requested, "after {all:?}");
    }
    assert!(stream.try_next().await.unwrap().is_none());
    assert_eq!(all, b"0123456789");
}

#[tokio::test(start_paused = true)]
async fn the_consumers_time_and_the_services_overlap() {
    const STEP: Duration = Duration::from_millis(100);
    let steps = async |concurrency: usize| {
        let script = Script::by(|sent| ranged(sent, b"0123456789").within(STEP));
        let begin = Instant::now();
        let mut stream = object(&script).download_stream().part_size(1).concurrency(concurrency);
        while stream.try_next().await.unwrap().is_some() {
            sleep(STEP).await;
        }
        begin.elapsed().as_millis() / STEP.as_millis()
    };
    assert_eq!(steps(1).await, 20);
    assert_eq!(steps(2).await, 11);
}
