//! Many readers while credentials are refreshed.

use std::sync::Arc;

use aws_credential_types::provider::ProvideCredentials;

use crate::{
    clock::Clock,
    ours,
    sts::{AUDIT, Answer, Sts},
    subject::number,
};

const READERS: u32 = 20;
const READS: u32 = 4000;
/// How many seconds pass with each read of the first reader.
const STEP: i64 = 10;
const LIFETIME: u64 = 900;
/// Credentials for 15 minutes are refreshed 5 minutes before they expire.
const REFRESHED_AFTER: u64 = 600;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_reader_sees_parts_of_two_credentials() {
    let clock = Clock::new();
    let sts = Sts::new(&clock);
    sts.say(AUDIT, Answer::Fresh(LIFETIME));
    let provider = Arc::new(ours::provider(&sts));
    let began = clock.seconds();

    let readers: Vec<_> = (0..READERS)
        .map(|reader| {
            let (clock, provider) = (clock.clone(), provider.clone());
            tokio::spawn(async move {
                for _ in 0..READS {
                    let before = clock.seconds();
                    let credentials = provider.provide_credentials().await.expect("credentials");
                    let parts = [
                        number(credentials.access_key_id()),
                        number(credentials.secret_access_key()),
                        number(credentials.session_token().expect("a token")),
                    ];
                    assert!(parts.iter().all(|part| *part == parts[0]), "parts of several: {parts:?}");
                    let expiry = credentials.expiry().expect("an expiry");
                    let expiry = expiry.duration_since(std::time::UNIX_EPOCH).expect("after 1970").as_secs();
                    assert!(expiry > before, "number {} expired at {expiry}, and it was {before}", parts[0]);
                    if reader == 0 {
                        clock.jump(STEP);
                    }
                    tokio::task::yield_now().await;
                }
            })
        })
        .collect();
    for reader in readers {
        reader.await.expect("a reader without complaints");
    }

    let elapsed = clock.seconds() - began;
    let calls = u64::from(sts.calls(AUDIT));
    assert!(calls <= elapsed / REFRESHED_AFTER + 1, "{calls} calls in {elapsed} seconds");
    assert!(calls >= elapsed / LIFETIME, "{calls} calls in {elapsed} seconds");
}
