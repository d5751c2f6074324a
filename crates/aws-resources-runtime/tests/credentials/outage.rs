//! STS is down for an hour.

use aws_credential_types::provider::ProvideCredentials;

use crate::{
    clock::{Clock, settle},
    ours,
    sts::{AUDIT, Answer, Sts},
    subject::number,
};

#[tokio::test(start_paused = true)]
async fn nobody_notices_an_hour_without_sts_while_credentials_are_good() {
    let clock = Clock::new();
    let sts = Sts::new(&clock);
    let provider = ours::provider(&sts);
    let ask = async || number(provider.provide_credentials().await.expect("no error that users see").access_key_id());
    sts.say(AUDIT, Answer::Fresh(6 * 3600));
    assert_eq!(ask().await, 1);

    // It begins shortly before the time to refresh, 5 hours after they were fetched, and ends 100 seconds before
    // they expire.
    clock.advance(5 * 3600 - 100).await;
    for answer in [Answer::Error(503, "ServiceUnavailable".into()), Answer::Unreachable] {
        sts.say(AUDIT, answer);
        for _ in 0..180 {
            assert_eq!(ask().await, 1);
            settle().await;
            clock.advance(10).await;
        }
    }
    // A try when it is time to, and one after each back-off of 300 to 600 seconds.
    let tries = sts.calls(AUDIT) - 1;
    assert!((6..=12).contains(&tries), "{tries} tries in an hour");

    sts.say(AUDIT, Answer::Fresh(6 * 3600));
    clock.advance(60).await;
    assert_eq!(ask().await, 2);
}
