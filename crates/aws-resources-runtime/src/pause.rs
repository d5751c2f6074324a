//! Time between calls.

use std::time::Duration;

use aws_smithy_async::{
    future::timeout::Timeout,
    rt::sleep::{AsyncSleep as _, SharedAsyncSleep, default_async_sleep},
};

use crate::{
    Result,
    call::Call,
    error::{Error, ErrorKind},
};

/// How long the pause can be after the first try, and how long at the most.
const FIRST: Duration = Duration::from_millis(50);
const LONGEST: Duration = Duration::from_secs(20);

impl Call {
    /// How the session's configuration sleeps.
    pub(crate) fn sleep(&self) -> Result<SharedAsyncSleep> {
        let sleep = self.session().config().sleep_impl().or_else(default_async_sleep);
        sleep.ok_or_else(|| -> Error {
            self.error(ErrorKind::Request, "the configuration has no `sleep_impl`, which is needed to wait")
        })
    }
}

/// Waits before the next try: a random part of a time that doubles with each try, as
/// [AWS recommends](https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html).
pub async fn back_off(call: &Call, tries: u32) -> Result<()> {
    let longest = FIRST.saturating_mul(2_u32.saturating_pow(tries.saturating_sub(1))).min(LONGEST);
    call.sleep()?.sleep(longest.mul_f64(fastrand::f64())).await;
    Ok(())
}

/// What `work` gives, if it does so within this time.
pub async fn within<F: Future>(call: &Call, limit: Duration, work: F) -> Option<F::Output> {
    in_time(call.sleep().ok().as_ref(), limit, work).await
}

/// The same, where there is no call. Without a way to sleep, nothing ends the work.
pub(crate) async fn in_time<F: Future>(
    sleep: Option<&SharedAsyncSleep>,
    limit: Duration,
    work: F,
) -> Option<F::Output> {
    match sleep {
        Some(sleep) => Timeout::new(work, sleep.sleep(limit)).await.ok(),
        None => Some(work.await),
    }
}
