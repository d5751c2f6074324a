//! Transfers that nobody waits for any more, and panics of the caller's code.

use std::{future::pending, io, sync::Arc, time::Duration};

use aws_resources::s3::{S3, Upload};
use bytes::Bytes;
use end_to_end::script::{Script, session};
use futures_util::stream;
use tokio::{
    sync::{Notify, oneshot},
    time::timeout,
};

use super::{PART, created, error, object, operation, operations, part, ranged, settle, two_parts, xml};

#[tokio::test(start_paused = true)]
async fn an_upload_without_a_part_yet_lets_go_of_its_stream() {
    let silent = Script::silent();
    let (held, gone) = oneshot::channel::<()>();
    let stream = stream::once(async move {
        let _held = held;
        pending::<Result<Bytes, io::Error>>().await
    });
    let upload = object(&silent).upload_stream(stream).into_future();
    assert!(timeout(Duration::from_secs(5), upload).await.is_err(), "it has no end");
    timeout(Duration::from_secs(5), gone).await.expect("the stream is dropped").unwrap_err();
}

#[tokio::test]
async fn a_copy_ends_where_it_is() {
    let gate = Arc::new(Notify::new());
    let head = xml(200, "").header("etag", "\"t\"").header("content-length", "5");
    let script = Script::new([head.after(&gate)]);
    let source = S3::new(&session(&script)).bucket("from").object("k");
    let copy = tokio::spawn(object(&script).copy(&source).into_future());
    script.until_sent(1).await;
    copy.abort();
    assert!(copy.await.unwrap_err().is_cancelled());
    gate.notify_one();
    settle().await;
    assert_eq!(operations(&script), ["Head"]);
}

#[tokio::test]
async fn an_upload_that_is_dropped_while_it_is_created_is_aborted() {
    let gate = Arc::new(Notify::new());
    let script = Script::new([created().after(&gate), xml(204, ""), error(404, "NoSuchUpload")]);
    let upload = tokio::spawn(two_parts(&script).into_future());
    script.until_sent(1).await;
    upload.abort();
    assert!(upload.await.unwrap_err().is_cancelled());
    gate.notify_one();
    script.until_sent(3).await;
    assert_eq!(operations(&script), ["Create", "Abort", "List"]);
}

#[tokio::test]
async fn a_download_lets_go_of_its_file_and_its_ranges() {
    let script = Script::by(|sent| {
        let answer = ranged(sent, b"0123456789");
        // All but the first never come.
        if sent.headers["range"] == "bytes=0-1" { answer } else { answer.after(&Arc::new(Notify::new())) }
    });
    let folder = tempfile::tempdir().unwrap();
    let download = object(&script).download_file(folder.path().join("file")).part_size(2).concurrency(3);
    let download = tokio::spawn(download.into_future());
    script.until_sent(4).await;
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    download.abort();
    assert!(download.await.unwrap_err().is_cancelled());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    settle().await;
    assert_eq!(script.count(), 4);
}

/// The folder would stay, where a file that is open does.
#[cfg(target_os = "linux")]
#[tokio::test(start_paused = true)]
async fn a_download_that_failed_has_its_file_closed() {
    let script = Script::by(|sent| match &*sent.headers["range"] {
        "bytes=0-1" => ranged(sent, b"0123456789"),
        "bytes=2-3" => error(412, "PreconditionFailed").within(Duration::from_secs(1)),
        _ => ranged(sent, b"0123456789").within(Duration::from_secs(3600)),
    });
    let folder = tempfile::tempdir().unwrap();
    let download = object(&script).download_file(folder.path().join("file")).part_size(2).concurrency(3);
    assert_eq!(download.await.unwrap_err().code(), Some("PreconditionFailed"));
    // Without waiting: its tasks are aborted, but not gone yet.
    let open = std::fs::read_dir("/proc/self/fd").unwrap();
    let open = open.filter_map(|file| std::fs::read_link(file.unwrap().path()).ok());
    assert_eq!(open.filter(|file| file.starts_with(folder.path())).count(), 0);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

/// What an upload panics with, after its first part.
async fn panicked(upload: impl FnOnce(&Script) -> Upload) -> &'static str {
    let script = Script::by(|sent| match operation(sent) {
        "Create" => created(),
        "Part" => part("a"),
        "Abort" => xml(204, ""),
        _ => error(404, "NoSuchUpload"),
    });
    let panic = tokio::spawn(upload(&script).into_future()).await.unwrap_err().into_panic();
    assert_eq!(operations(&script), ["Create", "Part", "Abort", "List"]);
    panic.downcast_ref::<&'static str>().copied().unwrap()
}

#[tokio::test]
async fn a_panic_of_the_callers_code_aborts_and_goes_on() {
    let told = panicked(|script| two_parts(script).on_progress(|_| panic!("the bar broke"))).await;
    assert_eq!(told, "the bar broke");
    let told = panicked(|script| {
        let parts = stream::iter((0..2).map(|at| {
            assert!(at == 0, "the pipe burst");
            Ok::<_, io::Error>(Bytes::from(vec![b'x'; PART]))
        }));
        object(script).upload_stream(parts).part_size(PART as u64).concurrency(1)
    })
    .await;
    assert_eq!(told, "the pipe burst");
}
