//! Many callers at once, and callers that give up.

use std::time::Duration;

use aws_credential_types::provider::ProvideCredentials;
use aws_resources_runtime::credentials::{RefreshWindows, RefreshableAssumeRoleProvider};
use tokio::{runtime, task::JoinHandle};

use crate::{
    clock::{Clock, settle},
    ours,
    sts::{AUDIT, Sts},
    subject::{number, seconds},
};

fn ask(provider: &RefreshableAssumeRoleProvider) -> JoinHandle<u32> {
    let provider = provider.clone();
    tokio::spawn(async move { number(provider.provide_credentials().await.expect("credentials").access_key_id()) })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_hundred_first_callers_make_one_call() {
    let sts = Sts::new(&Clock::new());
    let provider = ours::provider(&sts);
    sts.close();
    let callers: Vec<_> = (0..200).map(|_| ask(&provider)).collect();
    while sts.calls(AUDIT) == 0 {
        tokio::task::yield_now().await;
    }
    sts.open();
    for caller in callers {
        assert_eq!(caller.await.expect("a caller"), 1);
    }
    assert_eq!(sts.calls(AUDIT), 1);
    assert_eq!(sts.base(), 1);
}

/// Who gives up first mustn't take the call away from the others.
#[tokio::test(start_paused = true)]
async fn the_others_get_the_result_when_the_first_caller_gives_up() {
    let sts = Sts::new(&Clock::new());
    let provider = ours::provider(&sts);
    sts.close();
    let first = ask(&provider);
    settle().await;
    assert_eq!(sts.calls(AUDIT), 1);
    let others: Vec<_> = (0..9).map(|_| ask(&provider)).collect();
    settle().await;
    first.abort();
    settle().await;
    sts.open();
    for other in others {
        assert_eq!(other.await.expect("a caller"), 1);
    }
    assert_eq!(sts.calls(AUDIT), 1);
}

#[tokio::test(start_paused = true)]
async fn the_next_caller_is_served_when_all_give_up() {
    let sts = Sts::new(&Clock::new());
    let provider = ours::provider(&sts);
    sts.close();
    let callers: Vec<_> = (0..9).map(|_| ask(&provider)).collect();
    settle().await;
    callers.iter().for_each(JoinHandle::abort);
    settle().await;
    sts.open();
    assert_eq!(ask(&provider).await.expect("a caller"), 1);
    assert_eq!(sts.calls(AUDIT), 2, "the call that nobody waited for was given up, too");
}

/// Lets a call begin in a runtime, which then stands still.
fn begin(runtime: &runtime::Runtime, provider: &RefreshableAssumeRoleProvider) {
    runtime.block_on(async {
        ask(provider);
        settle().await;
    });
}

/// A provider outlives the runtime of whoever asked first: a manager that is shared over tests, for one.
#[test]
fn a_runtime_that_ends_in_the_middle_of_a_call_takes_nothing_with_it() {
    let sts = Sts::new(&Clock::new());
    let provider = ours::provider(&sts);
    sts.close();
    let first = runtime();
    begin(&first, &provider);
    assert_eq!(sts.calls(AUDIT), 1);
    drop(first);
    sts.open();
    let got = runtime().block_on(async { ask(&provider).await.expect("a caller") });
    assert_eq!(got, 1);
    assert_eq!(sts.calls(AUDIT), 2);
}

/// The same, while somebody in another runtime waits for that call.
#[test]
fn who_waits_in_another_runtime_gets_credentials() {
    let sts = Sts::new(&Clock::new());
    let provider = ours::provider(&sts);
    sts.close();
    let (first, second) = (runtime(), runtime());
    begin(&first, &provider);
    let entered = second.enter();
    let caller = ask(&provider);
    drop(entered);
    second.block_on(settle());
    drop(first);
    second.block_on(settle());
    sts.open();
    assert_eq!(second.block_on(caller).expect("a caller"), 1);
    assert!(sts.calls(AUDIT) <= 2);
}

/// A runtime that is there but doesn't run: one that is entered by `block_on` only.
#[test]
fn a_runtime_that_stands_still_holds_nobody_up_for_ever() {
    let sts = Sts::new(&Clock::new());
    let provider = ours::provider(&sts);
    sts.close();
    let (first, second) = (runtime(), runtime());
    begin(&first, &provider);
    let asked = async { tokio::time::timeout(seconds(3600), provider.provide_credentials()).await };
    second.block_on(asked).expect("an end").expect_err("no answer");
    sts.open();
    assert_eq!(second.block_on(async { ask(&provider).await.expect("a caller") }), 1);
    assert_eq!(sts.calls(AUDIT), 2);
    drop(first);
}

/// The credentials are refreshed in the background of a runtime that then stands still.
#[test]
fn a_refresh_that_stands_still_is_begun_anew() {
    let clock = Clock::new();
    let sts = Sts::new(&clock);
    let timeout = Duration::from_millis(100);
    let windows = RefreshWindows::default().jitter(false).load_timeout(timeout);
    let provider = ours::builder(&sts).windows(windows).build().expect("a provider");
    let (first, second) = (runtime(), runtime());
    let asked = |runtime: &runtime::Runtime| runtime.block_on(async { ask(&provider).await.expect("a caller") });
    assert_eq!(asked(&second), 1);
    clock.jump(3600 - 600);
    sts.close();
    assert_eq!(asked(&first), 1, "those that are there, while new ones are fetched");
    first.block_on(settle());
    assert_eq!(sts.calls(AUDIT), 2);
    sts.open();
    std::thread::sleep(3 * timeout);
    assert_eq!(asked(&second), 1);
    second.block_on(settle());
    assert_eq!((asked(&second), sts.calls(AUDIT)), (2, 3));
    // What the call before gives in the end is no longer wanted.
    first.block_on(settle());
    assert_eq!((asked(&second), sts.calls(AUDIT)), (2, 3));
}

fn runtime() -> runtime::Runtime {
    runtime::Builder::new_current_thread().enable_all().start_paused(true).build().expect("a runtime")
}
