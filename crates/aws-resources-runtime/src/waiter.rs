//! Waiting for a state.

use std::{
    error::Error as StdError,
    fmt,
    future::{Future, IntoFuture},
    time::{Duration, Instant},
};

use aws_smithy_async::rt::sleep::AsyncSleep as _;
use aws_smithy_runtime_api::client::{
    orchestrator::HttpResponse,
    result::SdkError,
    waiters::{FinalPoll, error::WaiterError},
};
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use tracing::Instrument as _;

use crate::{
    Result,
    call::{BoxFuture, Call, Forget},
    error::ErrorKind,
    model::{Model, Parent},
};

/// Polls until a resource reaches a state.
///
/// ```no_run
/// use std::time::Duration;
///
/// # async fn example(waiter: impl Fn() -> aws_resources_runtime::Waiter) -> aws_resources_runtime::Result<()> {
/// waiter().await?;
/// waiter().within(Duration::from_secs(600)).every(Duration::from_secs(5)).await?;
/// # Ok(())
/// # }
/// ```
///
/// Whether it succeeds or not, the data of the resource is forgotten: what is read next is the state after waiting.
///
/// # Errors
/// [`ErrorKind::WaiterFailed`] with the state that was seen, when the wanted one can't come any more;
/// [`ErrorKind::WaiterTimedOut`] when the time is over; and what the polling operation fails with.
#[must_use = "a waiter does nothing until it is awaited"]
pub struct Waiter {
    call: Call,
    name: &'static str,
    every: Duration,
    within: Duration,
    probe: Box<dyn Fn(Call) -> BoxFuture<Result<Poll>> + Send + Sync>,
}

/// How often a waiter polls, and for how long, where the caller doesn't say.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Cadence {
    /// Seconds between two polls.
    pub every: u64,
    /// Seconds in all.
    pub within: u64,
}

/// What one poll found.
#[doc(hidden)]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Poll {
    /// The wanted state.
    Done,
    /// Not yet; with the states seen, where the response tells them.
    Pending(Vec<String>),
    /// A state from which the wanted one can't be reached.
    Failed(Vec<String>),
}

/// Polls a resource with `probe`.
#[doc(hidden)]
pub fn waiter<R: Model + Parent>(
    resource: &R,
    operation: &'static str,
    name: &'static str,
    cadence: Cadence,
    probe: fn(&R, Call) -> BoxFuture<Result<Poll>>,
) -> Waiter {
    let call = resource.core().call(operation);
    let resource = resource.clone();
    let Cadence { every, within } = cadence;
    Waiter {
        call,
        name,
        every: Duration::from_secs(every),
        within: Duration::from_secs(within),
        probe: Box::new(move |call| probe(&resource, call)),
    }
}

impl Waiter {
    /// Gives up after this time: no poll begins later, but one that is under way, with the SDK's retries, is waited for.
    /// The default is the API's own, as each waiter's documentation says.
    pub fn within(mut self, time: Duration) -> Self {
        self.within = time;
        self
    }

    /// Polls at this interval. The default is the API's own, as each waiter's documentation says.
    pub fn every(mut self, interval: Duration) -> Self {
        self.every = interval;
        self
    }

    async fn wait(&self) -> Result<()> {
        let sleep = self.call.sleep()?;
        let started = Instant::now();
        // Time asleep counts by itself: under a test's paused clock no real time passes.
        let mut asleep = Duration::ZERO;
        loop {
            let seen = match (self.probe)(self.call.clone()).await? {
                Poll::Done => return Ok(()),
                Poll::Failed(seen) => {
                    let message = format!("waiting for {} failed: {}", self.name, state(&seen));
                    return Err(self.call.error(ErrorKind::WaiterFailed, message));
                }
                Poll::Pending(seen) => seen,
            };
            let left = self.within.saturating_sub(started.elapsed().max(asleep));
            if left.is_zero() {
                let seen = if seen.is_empty() { "it has not come yet".to_owned() } else { state(&seen) };
                let seconds = self.within.as_secs_f64();
                let message = format!(
                    "waiting for {} took longer than {seconds} s: {seen}; allow more time with `.within(…)`",
                    self.name,
                );
                return Err(self.call.error(ErrorKind::WaiterTimedOut, message));
            }
            let pause = self.every.min(left);
            tracing::debug!(waiter = self.name, ?seen, ?pause, "not yet");
            sleep.sleep(pause).await;
            asleep += pause;
        }
    }
}

fn state(seen: &[String]) -> String {
    match seen {
        [] => "the state isn't in the response".to_owned(),
        [one] => format!("the state is `{one}`"),
        many => format!("the states are {}", many.iter().map(|one| format!("`{one}`")).collect::<Vec<_>>().join(", ")),
    }
}

impl IntoFuture for Waiter {
    type Output = Result<()>;
    type IntoFuture = BoxFuture<Result<()>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            // Dropped or not, whatever comes of it: what was loaded before is old.
            let _forget = Forget::unless_refused(&self.call);
            let span = self.call.waiter_span(self.name);
            self.wait().instrument(span).await
        })
    }
}

impl fmt::Debug for Waiter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Waiter")
            .field("name", &self.name)
            .field("every", &self.every)
            .field("within", &self.within)
            .finish_non_exhaustive()
    }
}

/// One poll with the SDK's own waiter, which was given no time to wait: it polls once and says what it found.
#[doc(hidden)]
pub fn sdk_probe<O, E>(
    call: Call,
    waiting: impl Future<Output = Result<FinalPoll<O, SdkError<E, HttpResponse>>, WaiterError<O, E>>> + Send + 'static,
    states: fn(&O) -> Vec<String>,
) -> BoxFuture<Result<Poll>>
where
    O: fmt::Debug + 'static,
    E: ProvideErrorMetadata + StdError + Send + Sync + 'static,
{
    Box::pin(async move {
        call.ready()?;
        call.checked().await?;
        match waiting.instrument(call.span()).await {
            Ok(_) => Ok(Poll::Done),
            Err(WaiterError::ExceededMaxWait(_)) => Ok(Poll::Pending(Vec::new())),
            Err(WaiterError::FailureState(failure)) => match failure.into_final_poll().into_result() {
                Ok(output) => Ok(Poll::Failed(states(&output))),
                Err(error) => Err(call.service_error(error)),
            },
            Err(WaiterError::OperationFailed(failure)) => Err(call.sdk_error(failure.into_error())),
            Err(error) => {
                let cause = error.source().map_or_else(|| "the waiter failed".to_owned(), ToString::to_string);
                Err(call.error(ErrorKind::Request, cause))
            }
        }
    })
}

/// One poll with acceptors of ours. `judge` sees the output, or AWS's error code; `None` means that no acceptor
/// matched: then an output means to go on. An error is told as it is, unless an acceptor is content with it.
#[doc(hidden)]
pub fn acceptors_probe<O: 'static>(
    response: BoxFuture<Result<O>>,
    judge: fn(Result<&O, &str>) -> Option<Poll>,
) -> BoxFuture<Result<Poll>> {
    Box::pin(async move {
        match response.await {
            Ok(output) => Ok(judge(Ok(&output)).unwrap_or(Poll::Pending(Vec::new()))),
            Err(error) => match error.code().and_then(|code| judge(Err(code))) {
                // The error itself says more than its code.
                Some(Poll::Failed(_)) | None => Err(error),
                Some(poll) => Ok(poll),
            },
        }
    })
}

/// The states that a waiter's path found, as text.
#[doc(hidden)]
pub fn states<T: AsRef<str>>(found: impl IntoIterator<Item = T>) -> Vec<String> {
    let mut states: Vec<String> = found.into_iter().map(|state| state.as_ref().to_owned()).collect();
    states.dedup();
    states
}
