//! Files and streams of any size, as objects: in one request and in parts.

use std::{
    fs, io,
    sync::{Arc, Mutex},
    time::Duration,
};

use aws_resources::{
    ErrorKind,
    s3::{Object, Presign as _, Transferred, Uploaded},
};
use aws_sdk_s3::types::ChecksumAlgorithm;
use bytes::Bytes;
use futures_util::{StreamExt as _, TryStreamExt as _, stream};

use super::fetched;
use crate::s3_server::{CRC64, TAGS, bucket};

const MIB: usize = 1024 * 1024;
/// As small as parts can be.
const PART: usize = 5 * MIB;

/// Bytes of which no two parts are the same.
fn bytes(length: usize) -> Vec<u8> {
    (0..length).map(|at| (at * 7 + at / 251 + at / MIB) as u8).collect()
}

/// Makes it an object, in parts where it is larger than one.
async fn uploaded(object: &Object, all: &[u8]) -> Uploaded {
    let all = Bytes::copy_from_slice(all);
    object.upload_stream(stream::iter([Ok::<_, io::Error>(all)])).part_size(PART as u64).await.unwrap()
}

/// What is told while it goes on.
fn told() -> (Arc<Mutex<Vec<Transferred>>>, impl Fn(Transferred) + Send + Sync) {
    let told = Arc::new(Mutex::new(Vec::new()));
    let tell = told.clone();
    (told, move |now| tell.lock().unwrap().push(now))
}

/// `checklist 116, 124, 194`
#[tokio::test]
async fn a_file_goes_there_and_back() {
    let bucket = bucket("transfers-files").await;
    let folder = tempfile::tempdir().unwrap();
    let sizes = [(0, None), (1, None), (PART, None), (PART + 1, Some(2)), (2 * PART, Some(2)), (12 * MIB + 3, Some(3))];
    for (length, parts) in sizes {
        let name = &length.to_string();
        let (from, to) = (folder.path().join(name), folder.path().join(format!("{name}.back")));
        fs::write(&from, bytes(length)).unwrap();
        let object = bucket.object(format!("a b/ü+{name}?.bin"));
        let (done, tell) = told();
        let uploaded = object
            .upload_file(&from)
            .part_size(PART as u64)
            .with(|r| r.content_type("application/x-test").metadata("owner", "ann"))
            .on_progress(tell)
            .await
            .unwrap();
        assert_eq!((uploaded.bytes, uploaded.parts), (length as u64, parts), "{name}");
        let last = *done.lock().unwrap().last().unwrap();
        assert_eq!((last.bytes, last.total), (length as u64, Some(length as u64)), "{name}");
        assert_eq!(done.lock().unwrap().len(), parts.unwrap_or(1));

        let data = object.data().await.unwrap();
        assert_eq!(data.e_tag(), Some(uploaded.e_tag.as_str()), "{name}");
        assert_eq!(data.content_type(), Some("application/x-test"));
        assert_eq!(data.metadata().unwrap()["owner"], "ann");

        let (done, tell) = told();
        let downloaded = object.download_file(&to).part_size(PART as u64).on_progress(tell).await.unwrap();
        assert_eq!(downloaded.bytes, length as u64);
        assert!(fs::read(&to).unwrap() == bytes(length), "{name} is another file");
        assert_eq!(done.lock().unwrap().iter().map(|now| now.bytes).max(), Some(length as u64));
    }
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2 * sizes.len(), "only the files themselves: {left:?}");
    assert!(bucket.multipart_uploads().try_collect().await.unwrap().is_empty());
}

/// `checklist 127, 128, 194`
#[tokio::test]
async fn a_stream_of_any_pieces_goes_there_and_back() {
    let bucket = bucket("transfers-streams").await;
    for (length, piece) in [(0, 1), (1, 1), (10, 3), (PART, MIB), (2 * PART, 999_983), (2 * PART + 1, 6 * MIB)] {
        let all = bytes(length);
        let pieces: Vec<Bytes> = all.chunks(piece).map(Bytes::copy_from_slice).collect();
        let object = bucket.object(format!("{length}"));
        let uploaded = object.upload_stream(stream::iter(pieces.into_iter().map(Ok::<_, io::Error>)));
        let uploaded = uploaded.part_size(PART as u64).concurrency(2).await.unwrap();
        // Of just one part, it isn't known yet that no more follows.
        let parts = (length >= PART).then(|| length.div_ceil(PART));
        assert_eq!((uploaded.bytes, uploaded.parts), (length as u64, parts));
        let mut back = Vec::new();
        let mut stream = object.download_stream().part_size(PART as u64).concurrency(2);
        while let Some(bytes) = stream.try_next().await.unwrap() {
            back.extend_from_slice(&bytes);
        }
        assert!(back == all, "{length} in pieces of {piece} came back otherwise");
    }
}

#[tokio::test]
async fn what_fails_leaves_nothing_behind() {
    let bucket = bucket("transfers-failures").await;
    let object = bucket.object("broken");
    let pieces = (0..3).map(|at| if at < 2 { Ok(Bytes::from(bytes(PART))) } else { Err("the pipe burst") });
    let error = object.upload_stream(stream::iter(pieces)).part_size(PART as u64).await.unwrap_err();
    assert!(error.to_string().contains("the pipe burst"), "{error}");
    assert!(bucket.multipart_uploads().try_collect().await.unwrap().is_empty());
    assert!(object.data().await.unwrap_err().is_not_found());

    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("target");
    fs::write(&target, "as before").unwrap();
    assert!(object.download_file(&target).await.unwrap_err().is_not_found());
    assert_eq!(fs::read(&target).unwrap(), b"as before");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    let nowhere = object.upload_file(folder.path().join("missing")).await.unwrap_err();
    assert!(nowhere.to_string().contains("missing"), "{nowhere}");
    assert!(object.upload_file(folder.path()).await.is_err(), "a folder is no file");
    let tiny = object.upload_file(&target).part_size(1).await.unwrap_err();
    assert!(tiny.to_string().contains("a part has"), "{tiny}");
}

#[tokio::test]
async fn a_dropped_upload_is_aborted() {
    let bucket = bucket("transfers-dropped").await;
    let (started, begun) = tokio::sync::oneshot::channel();
    let mut started = Some(started);
    let endless = stream::iter(0..).then(move |at| {
        let started = if at == 3 { started.take() } else { None };
        async move {
            if let Some(started) = started {
                started.send(()).unwrap();
            }
            if at > 3 {
                std::future::pending::<()>().await;
            }
            Ok::<_, io::Error>(Bytes::from(bytes(PART)))
        }
    });
    let upload = bucket.object("endless").upload_stream(endless).part_size(PART as u64);
    tokio::select! {
        done = upload.into_future() => panic!("it has no end: {done:?}"),
        begun = begun => begun.unwrap(),
    }
    for _ in 0..200 {
        if bucket.multipart_uploads().try_collect().await.unwrap().is_empty() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("the upload is still there after five seconds");
}

#[tokio::test]
async fn what_is_replaced_meanwhile_is_never_mixed() {
    let object = bucket("transfers-replaced").await.object("film");
    uploaded(&object, &bytes(4 * PART)).await;
    let mut stream = object.download_stream().part_size(PART as u64).concurrency(1);
    assert!(stream.try_next().await.unwrap().is_some());
    uploaded(&object, &vec![0; 4 * PART]).await;
    let error = loop {
        match stream.try_next().await {
            Ok(Some(_)) => {}
            Ok(None) => panic!("it ended as if nothing had happened"),
            Err(error) => break error,
        }
    };
    assert_eq!(error.code(), Some("PreconditionFailed"), "{error}");
    assert!(stream.try_next().await.unwrap().is_none(), "an error is the last thing that comes");
}

#[tokio::test]
async fn every_checksum_is_taken() {
    use ChecksumAlgorithm::{Crc32, Crc32C, Crc64Nvme, Sha1, Sha256};

    let bucket = bucket("transfers-checksums").await;
    let all = bytes(PART + 1);
    for algorithm in [Crc32, Crc32C, Crc64Nvme, Sha1, Sha256] {
        if algorithm == Crc64Nvme && !CRC64 {
            continue;
        }
        for length in [1, PART + 1] {
            let object = bucket.object(format!("{algorithm}-{length}"));
            let pieces = [Ok::<_, io::Error>(Bytes::copy_from_slice(&all[..length]))];
            let upload = object.upload_stream(stream::iter(pieces)).part_size(PART as u64);
            upload.with(|r| r.checksum_algorithm(algorithm.clone())).await.unwrap();
            let back: Vec<Bytes> = object.download_stream().try_collect().await.unwrap();
            assert!(back.concat() == all[..length], "{length} bytes with {algorithm}");
        }
    }
}

/// `checklist 116, 194`
#[tokio::test]
async fn a_copy_of_any_size_takes_over_what_the_source_has() {
    let bucket = bucket("transfers-copies").await;
    let source = bucket.object("a b+ü.bin");
    let all = bytes(11 * MIB);
    let upload = source.upload_stream(stream::iter([Ok::<_, io::Error>(Bytes::from(all.clone()))]));
    let upload = upload.with(|r| r.content_type("text/x-test").metadata("owner", "ann"));
    let upload = if TAGS { upload.with(|r| r.tagging("team=a%20b")) } else { upload };
    upload.await.unwrap();

    for (key, above, parts) in [("whole", u64::MAX, None), ("parts", PART as u64, Some(3))] {
        let copy = bucket.object(key);
        let copied = copy.copy(&source).multipart_above(above).part_size(PART as u64).await.unwrap();
        assert_eq!((copied.bytes, copied.parts), (all.len() as u64, parts));
        let data = copy.data().await.unwrap();
        assert_eq!(
            (data.content_type(), data.metadata().unwrap()["owner"].as_str()),
            (Some("text/x-test"), "ann"),
            "{key}"
        );
        if TAGS {
            let tags = copy.tagging().data().await.unwrap();
            let tags: Vec<_> = tags.tag_set().iter().map(|tag| (tag.key(), tag.value())).collect();
            assert_eq!(tags, [("team", "a b")], "{key}");
        }
        let back: Vec<Bytes> = copy.download_stream().try_collect().await.unwrap();
        assert!(back.concat() == all, "{key}");
    }
    let gone = bucket.object("copy").copy(&bucket.object("missing")).await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
    assert!(bucket.multipart_uploads().try_collect().await.unwrap().is_empty());
}

#[tokio::test]
async fn small_ranges_are_put_together_for_a_slow_consumer() {
    let object = bucket("transfers-ranges").await.object("k");
    let all = bytes(10_001);
    uploaded(&object, &all).await;
    let mut back = Vec::new();
    let mut stream = object.download_stream().part_size(1000).concurrency(3);
    while let Some(bytes) = stream.try_next().await.unwrap() {
        assert!(bytes.len() <= 1000);
        back.extend_from_slice(&bytes);
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert!(back == all);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    let downloaded = object.download_file(&path).part_size(1000).concurrency(3).await.unwrap();
    assert_eq!(downloaded.bytes, 10_001);
    assert!(fs::read(&path).unwrap() == all);
}

#[tokio::test]
async fn a_presigned_request_needs_no_credentials() {
    let object = bucket("transfers-presigned").await.object("a b+c.txt");
    let put = object.put().presigned(Duration::from_secs(60)).await.unwrap();
    assert_eq!(put.method(), "PUT");
    assert!(put.uri().contains("X-Amz-Expires=60&") && put.uri().contains("X-Amz-Signature="), "{}", put.uri());
    assert!(fetched("PUT", put.uri(), &[], "hello").0.contains("200"));
    let get = object.get().with(|r| r.response_content_type("text/x-other")).presigned(Duration::from_secs(600));
    let (status, body) = fetched("GET", get.await.unwrap().uri(), &[], "");
    assert!(status.contains("200") && body == "hello", "{status} {body}");
    let long = object.get().presigned(Duration::from_secs(8 * 24 * 3600)).await.unwrap_err();
    assert_eq!(long.kind(), ErrorKind::Request, "{long}");
    let gone = object.delete().presigned(Duration::from_secs(60)).await.unwrap();
    assert!(fetched("DELETE", gone.uri(), &[], "").0.contains("204"));
    assert!(object.data().await.unwrap_err().is_not_found());
}
