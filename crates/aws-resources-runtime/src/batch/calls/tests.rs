use std::{
    future::ready,
    sync::{Arc, Mutex},
};

use aws_types::SdkConfig;

use super::*;
use crate::{ErrorKind, Session, call::Caller, error::Place};

struct Jar(Session);

impl Caller for Jar {
    fn session(&self) -> &Session {
        &self.0
    }

    fn service(&self) -> &'static str {
        "jars"
    }
}

fn error(code: &str, message: impl Into<String>) -> Error {
    let place = Place { service: "jars", operation: Some("OpenJars"), resource: None, account: None, region: None };
    Error::reported(place, Some(code.to_owned()), Some(message.into()))
}

/// What a service says that refuses a call because of these of its items.
fn gone(sent: &[usize], gone: &[usize]) -> Option<Error> {
    let named: Vec<_> = sent.iter().filter(|number| gone.contains(number)).collect();
    (!named.is_empty()).then(|| error("InvalidJarID.NotFound", format!("The IDs {named:?} do not exist")))
}

/// The items of each call, and the report of all. The answer to a call is what was sent in it.
struct Run {
    sent: Vec<Vec<usize>>,
    report: BatchReport<usize, Vec<usize>>,
}

impl Run {
    /// Sends this many items to a service that refuses some calls.
    async fn of(count: usize, divisible: bool, refuse: impl Fn(&[usize]) -> Option<Error> + Sync) -> Self {
        Self::with(&[count], divisible, refuse).await
    }

    /// Sends these numbers of items, each for another session.
    async fn in_sessions(counts: &[usize], refuse: impl Fn(&[usize]) -> Option<Error> + Sync) -> Self {
        Self::with(counts, true, refuse).await
    }

    async fn with(counts: &[usize], divisible: bool, refuse: impl Fn(&[usize]) -> Option<Error> + Sync) -> Self {
        let caller: Arc<dyn Caller> = Arc::new(Jar(Session::new(&SdkConfig::builder().build())));
        let entry = |number| Entry { resource: number, call: Call::new(caller.clone(), "OpenJars"), part: number };
        let sent = Mutex::new(Vec::new());
        let send = |_: &Entry<usize, usize>, parts: Vec<usize>| -> BoxFuture<Result<Vec<usize>>> {
            sent.lock().unwrap().push(parts.clone());
            Box::pin(ready(match refuse(&parts) {
                Some(error) => Err(error),
                None => Ok(parts),
            }))
        };
        let mut calls = Calls::new(divisible);
        let mut first = 0;
        for count in counts {
            calls.next_session();
            calls.send((first..first + count).map(entry).collect(), &send, |_, _| Vec::new()).await;
            first += count;
        }
        Self { sent: sent.into_inner().unwrap(), report: calls.report }
    }

    fn sizes(&self) -> Vec<usize> {
        self.sent.iter().map(Vec::len).collect()
    }

    fn failed(&self) -> Vec<usize> {
        self.report.failed().map(|item| *item.resource()).collect()
    }
}

/// Whatever items are at fault, they and no others fail, in order, each with its own error; what went through once
/// isn't sent again.
#[tokio::test]
async fn each_item_has_its_own_result() {
    for faults in 0..1_u32 << 7 {
        let faulty: Vec<usize> = (0..7).filter(|number| (faults >> number) & 1 == 1).collect();
        let run = Run::of(7, true, |sent| gone(sent, &faulty)).await;
        let items: Vec<usize> = run.report.items().iter().map(|item| *item.resource()).collect();
        assert_eq!(items, [0, 1, 2, 3, 4, 5, 6]);
        assert_eq!(run.failed(), faulty);
        for item in run.report.failed() {
            let error = item.result().unwrap_err();
            assert_eq!(error.kind(), ErrorKind::NotFound);
            assert_eq!(error.message(), format!("The IDs [{}] do not exist", item.resource()));
            assert!(run.report.response_to(item).is_none());
        }
        for item in run.report.items().iter().filter(|item| item.result().is_ok()) {
            assert!(run.report.response_to(item).is_some_and(|sent| sent.contains(item.resource())));
        }
        let done: usize = run.report.responses().iter().map(Vec::len).sum();
        assert_eq!(done + faulty.len(), 7);
    }
}

#[tokio::test]
async fn one_item_at_fault_is_found_by_halving() {
    let run = Run::of(8, true, |sent| gone(sent, &[5])).await;
    let expected: [&[usize]; 7] =
        [&[0, 1, 2, 3, 4, 5, 6, 7], &[0, 1, 2, 3], &[4, 5, 6, 7], &[4, 5], &[4], &[5], &[6, 7]];
    assert_eq!(run.sent, expected);
    let run = Run::of(1000, true, |sent| gone(sent, &[3, 998])).await;
    assert!(run.sent.len() <= 2 * 2 * 10, "{} calls", run.sent.len());
    assert_eq!(run.failed(), [3, 998]);
}

#[tokio::test]
async fn an_operation_that_may_do_harm_is_not_repeated() {
    let run = Run::of(8, false, |sent| gone(sent, &[5])).await;
    assert_eq!(run.sizes(), [8]);
    assert_eq!(run.failed(), [0, 1, 2, 3, 4, 5, 6, 7]);
}

/// What isn't about an item isn't asked for again: slower, with other credentials, or for a trial that went well.
#[tokio::test]
async fn an_error_about_no_item_is_of_all() {
    for code in ["Throttling", "RequestLimitExceeded", "ExpiredToken", "DryRunOperation"] {
        let run = Run::of(8, true, |_| Some(error(code, "no"))).await;
        assert_eq!(run.sizes(), [8], "{code}");
        assert_eq!(run.failed().len(), 8, "{code}");
    }
    let place = || Place { service: "jars", operation: None, resource: None, account: None, region: None };
    for kind in [ErrorKind::Dispatch, ErrorKind::Timeout, ErrorKind::Request, ErrorKind::Credentials] {
        let run = Run::of(8, true, |_| Some(Error::at(place(), kind, "no"))).await;
        assert_eq!(run.sizes(), [8], "{kind:?}");
    }
}

/// The calls that we make of one are more than the caller's: a half that comes too fast is sent again as it is.
#[tokio::test(start_paused = true)]
async fn a_half_that_comes_too_fast_waits() {
    let throttle = || Some(error("RequestLimitExceeded", "Request limit exceeded."));
    let too_fast = Mutex::new(2);
    let refuse = |sent: &[usize]| {
        let mut left = too_fast.lock().unwrap();
        if sent.len() == 4 && *left > 0 {
            *left -= 1;
            return throttle();
        }
        gone(sent, &[5])
    };
    let run = Run::of(8, true, refuse).await;
    let expected: [&[usize]; 9] = [
        &[0, 1, 2, 3, 4, 5, 6, 7],
        &[0, 1, 2, 3],
        &[0, 1, 2, 3],
        &[0, 1, 2, 3],
        &[4, 5, 6, 7],
        &[4, 5],
        &[4],
        &[5],
        &[6, 7],
    ];
    assert_eq!(run.sent, expected);
    assert_eq!(run.failed(), [5]);
}

/// Not for ever: then its items have that error, and no other's, and nothing is divided any further.
#[tokio::test(start_paused = true)]
async fn a_service_that_is_too_busy_is_not_waited_for_again_and_again() {
    let refuse = |sent: &[usize]| match sent.len() {
        8 => gone(sent, &[5]),
        _ => Some(error("RequestLimitExceeded", "Request limit exceeded.")),
    };
    let run = Run::of(8, true, refuse).await;
    let patience = usize::try_from(PATIENCE).unwrap();
    let half = [0, 1, 2, 3];
    assert_eq!(run.sent[1..=patience + 1], vec![half; patience + 1]);
    assert_eq!(run.sent[patience + 2..], [[4, 5, 6, 7]]);
    assert_eq!(run.failed(), [0, 1, 2, 3, 4, 5, 6, 7]);
    assert!(run.report.failed().all(|item| item.result().unwrap_err().is_throttled()));
}

/// What one session was refused says nothing of another.
#[tokio::test]
async fn each_session_is_refused_by_itself() {
    let denied =
        |sent: &[usize]| sent.iter().any(|number| *number < 4 || *number == 6).then(|| error("AccessDenied", "no"));
    let run = Run::in_sessions(&[4, 4], denied).await;
    assert_eq!(run.failed(), [0, 1, 2, 3, 6]);
}

/// A denial of everything, and a request that is wrong for each item, are known as such after three of them.
#[tokio::test]
async fn what_is_refused_in_the_same_words_again_and_again_is_about_all() {
    let denied =
        Run::of(1000, true, |sent| Some(error("UnauthorizedOperation", format!("Encoded: {}", sent.len())))).await;
    assert!(denied.sent.len() <= 2 * 10 + 3, "{} calls", denied.sent.len());
    assert_eq!(denied.failed().len(), 1000);
    assert!(denied.report.failed().all(|item| item.result().unwrap_err().is_access_denied()));

    let wrong = Run::of(8, true, |_| Some(error("MissingParameter", "no tags"))).await;
    assert_eq!(wrong.sizes(), [8, 4, 2, 1, 1, 2, 1, 1, 4]);
}

/// It isn't, if it names the item, if something isn't there, or once a call has gone through.
#[tokio::test]
async fn what_is_refused_for_a_reason_of_its_own_is_followed_to_the_end() {
    let states = |sent: &[usize]| {
        let running = sent.iter().find(|number| **number < 7)?;
        Some(error("IncorrectInstanceState", format!("The instance {running} is running")))
    };
    let run = Run::of(8, true, states).await;
    assert_eq!(run.failed(), [0, 1, 2, 3, 4, 5, 6]);
    let all_but_the_last = [0, 1, 2, 3, 4, 5, 6];
    let run = Run::of(8, true, |sent| gone(sent, &all_but_the_last).map(|_| error("NoSuchJar", "gone"))).await;
    assert_eq!(run.failed(), all_but_the_last);
    let denied = |sent: &[usize]| sent.iter().any(|number| *number > 3).then(|| error("AccessDenied", "no"));
    let run = Run::of(8, true, denied).await;
    assert_eq!(run.sizes(), [8, 4, 4, 2, 1, 1, 2, 1, 1]);
    assert_eq!(run.failed(), [4, 5, 6, 7]);
}
