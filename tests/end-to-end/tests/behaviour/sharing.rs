//! What sessions share.

use std::{
    io::{Read as _, Write as _},
    net::{TcpListener, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use aws_config::{BehaviorVersion, Region, SdkConfig, retry::RetryConfig};
use aws_credential_types::{Credentials, provider::SharedCredentialsProvider};
use aws_resources::Session;

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

/// Without an HTTP client in the configuration, each SDK client would make one, with connections of its own.
#[tokio::test]
async fn sessions_without_an_http_client_share_one() {
    let (url, connections) = server();
    for account in ["a", "b", "c"] {
        let credentials = Credentials::new(account, "secret", None, None, "test");
        let config = SdkConfig::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::from_static("eu-west-1"))
            .credentials_provider(SharedCredentialsProvider::new(credentials))
            .retry_config(RetryConfig::disabled())
            .endpoint_url(&url)
            .build();
        assert!(config.http_client().is_none());
        let session = Session::new(&config);
        assert_eq!(session.account_id().await.unwrap(), "123456789012");
    }
    assert_eq!(connections.load(Ordering::SeqCst), 1);
}
