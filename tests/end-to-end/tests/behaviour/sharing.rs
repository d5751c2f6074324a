//! What sessions share.

use std::{
    io::{Read as _, Write as _},
    net::{TcpListener, TcpStream},
    sync::{
        Arc, Barrier,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};

use aws_config::{BehaviorVersion, Region, SdkConfig, retry::RetryConfig};
use aws_credential_types::{Credentials, provider::SharedCredentialsProvider};
use aws_resources::Session;
use tokio::{
    runtime::{Builder, Runtime},
    task::yield_now,
    time::timeout,
};

/// A server on this machine that answers every request on a connection that stays open, and counts connections.
fn server() -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let connections = Arc::new(AtomicUsize::new(0));
    let counted = connections.clone();
    thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            counted.fetch_add(1, Ordering::SeqCst);
            thread::spawn(move || answer(stream));
        }
    });
    (url, connections)
}

fn answer(mut stream: TcpStream) {
    let body = "<GetCallerIdentityResponse><GetCallerIdentityResult><Account>123456789012</Account>\
        </GetCallerIdentityResult></GetCallerIdentityResponse>";
    let mut buffer = [0; 8192];
    // Each request is small enough to come in one piece.
    while stream.read(&mut buffer).is_ok_and(|read| read > 0) {
        let head = format!("HTTP/1.1 200 OK\r\ncontent-type: text/xml\r\ncontent-length: {}\r\n\r\n", body.len());
        if stream.write_all((head + body).as_bytes()).is_err() {
            return;
        }
    }
}

/// A session without an HTTP client in its configuration.
fn session(url: &str, account: &str) -> Session {
    let credentials = Credentials::new(account, "secret", None, None, "test");
    let config = SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::from_static("eu-west-1"))
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .retry_config(RetryConfig::disabled())
        .endpoint_url(url)
        .build();
    assert!(config.http_client().is_none());
    Session::new(&config)
}

/// One call, after which the connection can be used again.
async fn ask(session: &Session) {
    let sts = aws_sdk_sts::Client::new(session.config());
    let answer = timeout(Duration::from_secs(20), sts.get_caller_identity().send()).await;
    assert_eq!(answer.expect("an answer comes").unwrap().account(), Some("123456789012"));
    for _ in 0..100 {
        yield_now().await;
    }
}

fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

/// Without an HTTP client in the configuration, each SDK client would make one, with connections of its own.
#[tokio::test]
async fn sessions_without_an_http_client_share_one() {
    let (url, connections) = server();
    for account in ["a", "b", "c"] {
        assert_eq!(session(&url, account).account_id().await.unwrap(), "123456789012");
    }
    assert_eq!(connections.load(Ordering::SeqCst), 1);
}

/// A connection of another one would stand still while that isn't driven, and be dead when it has ended.
#[test]
fn each_runtime_has_connections_of_its_own() {
    let (url, connections) = server();
    let (one, other) = (runtime(), runtime());
    let outside = session(&url, "outside");
    let inside = one.block_on(async { session(&url, "inside") });
    for runtime in [&one, &other, &one, &other] {
        runtime.block_on(async {
            ask(&outside).await;
            ask(&inside).await;
        });
    }
    assert_eq!(connections.load(Ordering::SeqCst), 2);
    drop(one);
    other.block_on(ask(&inside));
    assert_eq!(connections.load(Ordering::SeqCst), 2);
    runtime().block_on(ask(&inside));
    assert_eq!(connections.load(Ordering::SeqCst), 3);
}

#[test]
fn a_session_is_used_in_two_runtimes_at_once() {
    let (url, connections) = server();
    let (session, together) = (session(&url, "a"), Barrier::new(2));
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let runtime = runtime();
                for _ in 0..3 {
                    together.wait();
                    runtime.block_on(ask(&session));
                }
            });
        }
    });
    assert_eq!(connections.load(Ordering::SeqCst), 2);
}
