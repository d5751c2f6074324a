//! How waiters end, and when.

use aws_resources::Waiter;
use tokio::time::Instant;

use crate::script::{Answer, Script};

/// How long a waiter of a service takes with these answers, if it succeeds.
pub async fn seconds<S>(
    service: impl Fn(&Script) -> S,
    answers: [Answer; 2],
    waiter: impl Fn(&S) -> Waiter,
) -> Option<u64> {
    let script = Script::new(answers);
    let started = Instant::now();
    waiter(&service(&script)).await.ok().map(|()| started.elapsed().as_secs())
}

/// Waits where the answer has the wanted state, and where it has one from which that can't be reached.
#[macro_export]
macro_rules! waits_for_states {
    ($json:expr, $service:expr, $([$waiter:expr, $answer:expr, $wanted:literal, $other:literal]),+ $(,)?) => {$(
        for (state, failure) in [($wanted, None), ($other, Some(::aws_resources::ErrorKind::WaiterFailed))] {
            let script = $crate::script::Script::new([$json($answer(state))]);
            let result = $waiter($service(&script)).await;
            assert_eq!(result.err().map(|error| error.kind()), failure, "{state}");
        }
    )+};
}

/// Waits where the answer is the one that is waited for, and where that can't come any more.
#[macro_export]
macro_rules! waits_for_answers {
    ($service:ty, $([$waiter:expr, $wanted:expr, $other:expr]),+ $(,)?) => {$(
        for (answer, failure) in [($wanted, None), ($other, Some(::aws_resources::ErrorKind::WaiterFailed))] {
            let script = $crate::script::Script::new([answer]);
            let result = $waiter(<$service>::new(&$crate::script::session(&script))).await;
            assert_eq!(result.err().map(|error| error.kind()), failure, "{}", stringify!($waiter));
        }
    )+};
}
