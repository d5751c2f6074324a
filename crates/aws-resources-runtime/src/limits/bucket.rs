//! The tokens of one service in one account and region.

use std::{
    future::poll_fn,
    num::NonZeroU32,
    sync::{self, Arc, PoisonError},
    task::Poll,
};

use aws_smithy_async::rt::sleep::{AsyncSleep as _, SharedAsyncSleep};
use futures_util::FutureExt as _;
use governor::{
    Quota, RateLimiter,
    clock::Clock,
    middleware::NoOpMiddleware,
    nanos::Nanos,
    state::{InMemoryState, NotKeyed},
};
use tokio::{runtime::Handle, sync::Mutex, task::JoinSet, time::Instant};
use tracing::Instrument as _;

use super::RateLimit;
use crate::call::BoxFuture;

/// A token for each request, refilled with time.
pub(super) struct Bucket {
    limiter: RateLimiter<NotKeyed, InMemoryState, TokioClock, NoOpMiddleware<Nanos>>,
    burst: NonZeroU32,
    /// Held by the one request that waits for a token; the others queue here. Tokens thus go out in order, and a
    /// thousand waiting requests don't all wake up for one token.
    turn: Mutex<()>,
}

impl Bucket {
    pub(super) fn new(limit: RateLimit) -> Self {
        let [per_second, burst] =
            [limit.per_second, limit.burst].map(|number| NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN));
        let quota = Quota::per_second(per_second).allow_burst(burst);
        Self {
            limiter: RateLimiter::direct_with_clock(quota, TokioClock(Instant::now())),
            burst,
            turn: Mutex::default(),
        }
    }

    /// Takes a token if there is one and nobody waits for it.
    pub(super) fn try_take(&self) -> bool {
        self.turn.try_lock().is_ok_and(|_turn| self.limiter.check().is_ok())
    }

    /// Takes a token, after all who came before.
    ///
    /// Who waits may be polled no more for a while: one of many requests at once, whose caller is busy with another.
    /// The turn would stay with it, and a caller that is busy with a request of the same bucket would wait for ever. So
    /// a task waits, which goes on by itself, and ends when the waiting is given up.
    pub(super) async fn take(self: Arc<Self>, sleep: Option<SharedAsyncSleep>) {
        let mut waiting = self.wait(sleep).boxed();
        // Polled once here, it has its place in the queue.
        if (&mut waiting).now_or_never().is_some() {
            return;
        }
        let Ok(runtime) = Handle::try_current() else { return waiting.await };
        let waiting = Waiting(Arc::new(sync::Mutex::new(Some(waiting))));
        let shared = waiting.clone();
        let polled =
            poll_fn(move |cx| shared.slot().as_mut().map_or(Poll::Ready(()), |waiting| waiting.poll_unpin(cx)));
        let _given_up = GivenUp(waiting);
        let mut task = JoinSet::new();
        task.spawn_on(polled.in_current_span(), &runtime);
        let _ = task.join_next().await;
    }

    async fn wait(self: Arc<Self>, sleep: Option<SharedAsyncSleep>) {
        let _turn = self.turn.lock().await;
        let Err(until) = self.limiter.check() else { return };
        let wait = until.wait_time_from(self.limiter.clock().now());
        tracing::debug!(?wait, "a request waits for the rate limit");
        match sleep {
            Some(sleep) => sleep.sleep(wait).await,
            None => tokio::time::sleep(wait).await,
        }
        // Nobody else could take the token meanwhile. Where there is none all the same, the caller's own way to sleep
        // follows another clock, and has waited as long as it should.
        let _ = self.limiter.check();
    }

    /// Whether all tokens are there, which are then all taken: only for a bucket that nobody uses any more.
    pub(super) fn is_full(&self) -> bool {
        matches!(self.limiter.check_n(self.burst), Ok(Ok(())))
    }
}

/// What waits for a token. A task polls it, and who gives up drops it: the task itself ends only when its runtime runs
/// again, which may be never, and would keep the turn until then.
#[derive(Clone)]
struct Waiting(Arc<sync::Mutex<Option<BoxFuture<()>>>>);

impl Waiting {
    fn slot(&self) -> sync::MutexGuard<'_, Option<BoxFuture<()>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

struct GivenUp(Waiting);

impl Drop for GivenUp {
    fn drop(&mut self) {
        let waiting = self.0.slot().take();
        drop(waiting);
    }
}

/// The clock of tokio's timers: it never jumps, and stands still where tests stop it.
struct TokioClock(Instant);

impl Clock for TokioClock {
    type Instant = Nanos;

    fn now(&self) -> Nanos {
        self.0.elapsed().into()
    }
}
