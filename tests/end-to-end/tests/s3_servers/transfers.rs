//! Files and streams of any size, as objects: in one request and in parts.

use std::{
    fs,
    io::{Read as _, Write as _},
    net::TcpStream,
    sync::{Arc, Mutex},
    time::Duration,
};

use aws_resources::{
    ErrorKind,
    s3::{Bucket, Presign as _, S3, Transferred},
};
use end_to_end::fake::Account;
use futures_util::{StreamExt as _, TryStreamExt as _, stream};

const MIB: usize = 1024 * 1024;

/// Bytes of which no two parts are the same.
fn bytes(length: usize) -> Vec<u8> {
    (0..length).map(|at| (at * 7 + at / 251 + at / MIB) as u8).collect()
}

async fn bucket(account: &Account, name: &str) -> Bucket {
    let bucket = S3::new(&account.session).bucket(name);
    bucket.create().await.unwrap();
    bucket
}

/// What is told while it goes on.
fn told() -> (Arc<Mutex<Vec<Transferred>>>, impl Fn(Transferred) + Send + Sync) {
    let told = Arc::new(Mutex::new(Vec::new()));
    let tell = told.clone();
    (told, move |now| tell.lock().unwrap().push(now))
}

#[tokio::test]
async fn a_file_goes_there_and_back() {
    let account = Account::new("us-east-1").await;
    let bucket = bucket(&account, "transfers-files").await;
    let folder = tempfile::tempdir().unwrap();
    for (name, length, parts) in
        [("empty", 0, None), ("small", 1000, None), ("part", 5 * MIB, None), ("large", 12 * MIB + 3, Some(3))]
    {
        let (from, to) = (folder.path().join(name), folder.path().join(format!("{name}.back")));
        fs::write(&from, bytes(length)).unwrap();
        let object = bucket.object(format!("a b/ü+{name}?.bin"));
        let (done, tell) = told();
        let uploaded = object
            .upload_file(&from)
            .part_size(5 * MIB as u64)
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
        let downloaded = object.download_file(&to).part_size(5 * MIB as u64).on_progress(tell).await.unwrap();
        assert_eq!(downloaded.bytes, length as u64);
        assert!(fs::read(&to).unwrap() == bytes(length), "{name} is another file");
        assert_eq!(done.lock().unwrap().iter().map(|now| now.bytes).max(), Some(length as u64));
    }
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 8, "only the files themselves: {left:?}");
    assert!(bucket.multipart_uploads().try_collect().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_stream_of_any_pieces_goes_there_and_back() {
    let account = Account::new("us-east-1").await;
    let bucket = bucket(&account, "transfers-streams").await;
    for (length, piece) in [(0, 1), (10, 3), (5 * MIB, MIB), (11 * MIB + 5, 700_001), (6 * MIB, 6 * MIB)] {
        let all = bytes(length);
        let pieces: Vec<bytes::Bytes> = all.chunks(piece).map(bytes::Bytes::copy_from_slice).collect();
        let object = bucket.object(format!("{length}"));
        let uploaded = object.upload_stream(stream::iter(pieces.into_iter().map(Ok::<_, std::io::Error>)));
        let uploaded = uploaded.part_size(5 * MIB as u64).concurrency(2).await.unwrap();
        assert_eq!(uploaded.bytes, length as u64);
        let mut back = Vec::new();
        let mut stream = object.download_stream().part_size(5 * MIB as u64).concurrency(2);
        while let Some(bytes) = stream.try_next().await.unwrap() {
            back.extend_from_slice(&bytes);
        }
        assert!(back == all, "{length} in pieces of {piece} came back otherwise");
    }
}

#[tokio::test]
async fn what_fails_leaves_nothing_behind() {
    let account = Account::new("us-east-1").await;
    let bucket = bucket(&account, "transfers-failures").await;
    let object = bucket.object("broken");
    let pieces = (0..3).map(|at| if at < 2 { Ok(bytes::Bytes::from(bytes(5 * MIB))) } else { Err("the pipe burst") });
    let error = object.upload_stream(stream::iter(pieces)).part_size(5 * MIB as u64).await.unwrap_err();
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
    let account = Account::new("us-east-1").await;
    let bucket = bucket(&account, "transfers-dropped").await;
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
            Ok::<_, std::io::Error>(bytes::Bytes::from(bytes(5 * MIB)))
        }
    });
    let upload = bucket.object("endless").upload_stream(endless).part_size(5 * MIB as u64);
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
async fn a_copy_of_any_size_takes_over_what_the_source_has() {
    let account = Account::new("us-east-1").await;
    let bucket = bucket(&account, "transfers-copies").await;
    let source = bucket.object("a b+ü.bin");
    let all = bytes(11 * MIB);
    let upload = source.upload_stream(stream::iter([Ok::<_, std::io::Error>(bytes::Bytes::from(all.clone()))]));
    upload.with(|r| r.content_type("text/x-test").metadata("owner", "ann").tagging("team=a%20b")).await.unwrap();

    for (key, above, parts) in [("whole", u64::MAX, None), ("parts", 5 * MIB as u64, Some(3))] {
        let copy = bucket.object(key);
        let copied = copy.copy(&source).multipart_above(above).part_size(5 * MIB as u64).await.unwrap();
        assert_eq!((copied.bytes, copied.parts), (all.len() as u64, parts));
        let data = copy.data().await.unwrap();
        assert_eq!(
            (data.content_type(), data.metadata().unwrap()["owner"].as_str()),
            (Some("text/x-test"), "ann"),
            "{key}"
        );
        let tags = copy.tagging().data().await.unwrap();
        let tags: Vec<_> = tags.tag_set().iter().map(|tag| (tag.key(), tag.value())).collect();
        assert_eq!(tags, [("team", "a b")], "{key}");
        let back: Vec<bytes::Bytes> = copy.download_stream().try_collect().await.unwrap();
        assert!(back.concat() == all, "{key}");
    }
    let gone = bucket.object("copy").copy(&bucket.object("missing")).await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
}

#[tokio::test]
async fn small_ranges_are_put_together_for_a_slow_consumer() {
    let account = Account::new("us-east-1").await;
    let bucket = bucket(&account, "transfers-ranges").await;
    let object = bucket.object("k");
    let all = bytes(10_001);
    let pieces = stream::iter([Ok::<_, std::io::Error>(bytes::Bytes::from(all.clone()))]);
    object.upload_stream(pieces).await.unwrap();
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

/// What a plain HTTP client gets: the status line, and the body.
fn fetched(method: &str, uri: &str, body: &str) -> (String, String) {
    let (host, path) = uri.strip_prefix("http://").unwrap().split_once('/').unwrap();
    let mut wire = TcpStream::connect(host).unwrap();
    let length = body.len();
    write!(
        wire,
        "{method} /{path} HTTP/1.1\r\nhost: {host}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
    )
    .unwrap();
    let mut answer = String::new();
    wire.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    (head.lines().next().unwrap().to_owned(), body.to_owned())
}

#[tokio::test]
async fn a_presigned_request_needs_no_credentials() {
    let account = Account::new("us-east-1").await;
    let object = bucket(&account, "transfers-presigned").await.object("a b+c.txt");
    let put = object.put().presigned(Duration::from_secs(60)).await.unwrap();
    assert_eq!(put.method(), "PUT");
    assert!(put.uri().contains("X-Amz-Expires=60&") && put.uri().contains("X-Amz-Signature="), "{}", put.uri());
    assert!(fetched("PUT", put.uri(), "hello").0.contains("200"));
    let get = object.get().with(|r| r.response_content_type("text/x-other")).presigned(Duration::from_secs(600));
    let (status, body) = fetched("GET", get.await.unwrap().uri(), "");
    assert!(status.contains("200") && body == "hello", "{status} {body}");
    let long = object.get().presigned(Duration::from_secs(8 * 24 * 3600)).await.unwrap_err();
    assert_eq!(long.kind(), ErrorKind::Request, "{long}");
    let gone = object.delete().presigned(Duration::from_secs(60)).await.unwrap();
    assert!(fetched("DELETE", gone.uri(), "").0.contains("204"));
    assert!(object.data().await.unwrap_err().is_not_found());
}
