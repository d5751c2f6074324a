//! Many roles at once: what they do is spread over time.

use aws_credential_types::provider::ProvideCredentials;
use aws_resources_runtime::credentials::{RefreshWindows, RefreshableAssumeRoleProvider};

use crate::{
    clock::{Clock, settle},
    ours,
    sts::{AUDIT, Answer, Sts},
    subject::seconds,
};

/// Roles that were all assumed at one time, for an hour.
struct Roles(Vec<(Sts, RefreshableAssumeRoleProvider)>);

impl Roles {
    async fn new(clock: &Clock, windows: &RefreshWindows) -> Self {
        let mut roles = Self(Vec::new());
        for _ in 0..100 {
            let sts = Sts::new(clock);
            let provider = ours::builder(&sts).windows(windows.clone()).build().expect("a provider");
            roles.0.push((sts, provider));
        }
        roles.ask().await;
        roles
    }

    async fn ask(&self) {
        for (_, provider) in &self.0 {
            provider.provide_credentials().await.expect("credentials");
        }
        settle().await;
    }

    /// How many were assumed at least so often.
    fn assumed(&self, times: u32) -> usize {
        self.0.iter().filter(|(sts, _)| sts.calls(AUDIT) >= times).count()
    }
}

#[tokio::test(start_paused = true)]
async fn refreshes_are_spread_over_a_third_of_the_window() {
    let clock = Clock::new();
    let roles = Roles::new(&clock, &RefreshWindows::default()).await;
    // The window begins after 45 minutes, 15 before they expire.
    for (advance, expected) in [(2699, 0..=0), (151, 20..=80), (151, 100..=100)] {
        clock.advance(advance).await;
        roles.ask().await;
        let refreshed = roles.assumed(2);
        assert!(expected.contains(&refreshed), "{refreshed} of 100");
    }
}

#[tokio::test(start_paused = true)]
async fn tries_after_a_failure_are_spread_over_5_minutes() {
    let clock = Clock::new();
    let windows = RefreshWindows::default().jitter(false).advisory(seconds(2400));
    let roles = Roles::new(&clock, &windows).await;
    for (sts, _) in &roles.0 {
        sts.say(AUDIT, Answer::Unreachable);
    }
    clock.advance(1300).await;
    roles.ask().await;
    assert_eq!(roles.assumed(2), 100);
    for (advance, expected) in [(299, 0..=0), (151, 20..=80), (151, 100..=100)] {
        clock.advance(advance).await;
        roles.ask().await;
        let tried = roles.assumed(3);
        assert!(expected.contains(&tried), "{tried} of 100");
    }
}
