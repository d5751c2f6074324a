//! What is said of a failed refresh, and what isn't said of anything.

use std::{error::Error, fmt::Debug};

use aws_credential_types::provider::ProvideCredentials;
use aws_smithy_types::error::display::DisplayErrorContext;
use tracing::Level;

use crate::{
    clock::{Clock, settle},
    logs, ours,
    sts::{AUDIT, Answer, Sts, arn},
};

/// What nobody must read: keys and tokens of the role and of the base, and what proves or narrows who asks.
const SECRETS: [&str; 6] = ["secret-of-", "token-of-", EXTERNAL_ID, BUCKET, TAG, MFA_CODE];
const EXTERNAL_ID: &str = "customer-7f3a91";
const BUCKET: &str = "payroll-of-2026";
const TAG: &str = "project-blue-heron";
const MFA_CODE: &str = "314159";

#[track_caller]
fn assert_no_secret(place: &str, text: &str) {
    for secret in SECRETS {
        assert!(!text.contains(secret), "{place} tells {secret:?}: {text}");
    }
}

fn assert_no_secret_in(place: &str, value: &impl Debug) {
    assert_no_secret(place, &format!("{value:?} {value:#?}"));
}

/// The error, its causes, and what the SDK's way to print them makes of it.
fn assert_no_secret_in_error(place: &str, error: &(dyn Error + 'static)) {
    assert_no_secret(place, &DisplayErrorContext(error).to_string());
    let mut cause = Some(error);
    while let Some(error) = cause {
        assert_no_secret(place, &format!("{error} {error:?}"));
        cause = error.source();
    }
}

#[tokio::test(start_paused = true)]
async fn a_failed_refresh_is_logged_once_with_role_and_cause() {
    let clock = Clock::new();
    let sts = Sts::new(&clock);
    let provider = ours::provider(&sts);
    provider.provide_credentials().await.expect("credentials");
    clock.advance(2760).await;
    sts.say(AUDIT, Answer::Error(400, "Throttling".into()));
    logs::catch();
    for _ in 0..50 {
        provider.provide_credentials().await.expect("credentials");
        settle().await;
    }
    let warnings = logs::ours(Level::WARN);
    assert_eq!(warnings.len(), 1, "{warnings:#?}");
    assert!(warnings[0].contains(&arn(AUDIT)), "{warnings:?}");
    assert!(warnings[0].contains("Throttling"), "{warnings:?}");
}

#[tokio::test(start_paused = true)]
async fn no_secret_is_in_logs_errors_and_debug() {
    logs::catch();
    let clock = Clock::new();
    let sts = Sts::new(&clock);
    let builder = ours::builder(&sts)
        .external_id(EXTERNAL_ID)
        .policy(format!(r#"{{"Statement":[{{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::{BUCKET}"}}]}}"#))
        .tag("project", TAG)
        .mfa("arn:aws:iam::123456789012:mfa/alice", async |_| Ok(MFA_CODE.to_owned()));
    assert_no_secret_in("the builder", &builder);
    let provider = builder.build().expect("a provider");
    assert_no_secret_in("the provider", &provider);
    assert_no_secret_in("its configuration", &provider.config(&sts.config()));

    let failures = [
        Answer::Error(400, "Throttling".into()),
        Answer::Error(403, "AccessDenied".into()),
        Answer::Error(400, "ExpiredToken".into()),
        Answer::Unreachable,
        Answer::Hangs,
        Answer::Foreign,
        Answer::Undated,
        Answer::CutOff,
        Answer::Stale(60),
    ];
    for answer in &failures {
        sts.say(AUDIT, answer.clone());
        let error = provider.provide_credentials().await.expect_err("a failure");
        assert_no_secret_in_error(&format!("{answer:?}"), &error);
        clock.advance(6).await;
    }
    sts.say(AUDIT, Answer::Fresh(3600));
    provider.provide_credentials().await.expect("credentials");
    assert_no_secret_in("the status", &provider.status());
    for answer in failures {
        clock.advance(2760).await;
        sts.say(AUDIT, answer);
        let _ = provider.provide_credentials().await;
        settle().await;
        // The one that isn't answered is given up after a minute.
        clock.advance(61).await;
        settle().await;
        sts.say(AUDIT, Answer::Fresh(3600));
        clock.advance(1000).await;
        provider.provide_credentials().await.expect("credentials");
    }

    let sent = &sts.requests()[0];
    assert!(SECRETS[2..].iter().all(|secret| sent.contains(secret)), "they were used: {sent}");
    let lines = logs::caught();
    assert!(lines.iter().any(|line| line.target.starts_with("aws_resources")), "there are logs");
    for line in lines {
        assert_no_secret(&format!("{} at {}", line.target, line.level), &line.text);
    }
}

#[tokio::test(start_paused = true)]
async fn a_wrong_mfa_code_is_not_repeated() {
    let sts = Sts::new(&Clock::new());
    let serial = "arn:aws:iam::123456789012:mfa/alice";
    let provider = ours::builder(&sts).mfa(serial, async |_| Ok(format!("{MFA_CODE}0"))).build().expect("a provider");
    let error = provider.provide_credentials().await.expect_err("seven digits");
    assert_no_secret_in_error("the error", &error);
    assert!(DisplayErrorContext(&error).to_string().contains(serial), "{}", DisplayErrorContext(&error));
    assert_eq!(sts.calls(AUDIT), 0);
}
