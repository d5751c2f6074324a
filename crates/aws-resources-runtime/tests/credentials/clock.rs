//! A clock that stands still until it is moved.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, SystemTime},
};

use aws_smithy_async::time::TimeSource;

/// The time of day, in seconds since 1970.
#[derive(Clone, Debug)]
pub(crate) struct Clock(Arc<AtomicU64>);

impl Clock {
    /// 2026-01-01, midnight.
    pub(crate) fn new() -> Self {
        Self(Arc::new(AtomicU64::new(1_767_225_600)))
    }

    pub(crate) fn seconds(&self) -> u64 {
        self.0.load(Ordering::SeqCst)
    }

    /// Somebody sets the clock: the time of day changes, but no time passes.
    pub(crate) fn jump(&self, seconds: i64) {
        let moved = |now: u64| now.checked_add_signed(seconds);
        self.0.fetch_update(Ordering::SeqCst, Ordering::SeqCst, moved).expect("a time after 1970");
    }

    /// Time passes, for the clock and for tokio's timers, which must be paused.
    pub(crate) async fn advance(&self, seconds: u64) {
        self.0.fetch_add(seconds, Ordering::SeqCst);
        tokio::time::advance(Duration::from_secs(seconds)).await;
    }
}

impl TimeSource for Clock {
    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(self.seconds())
    }
}

/// Lets everything run that can run without time passing. Tokio's clock is paused, and moves only when no task can go
/// on; the tests' own clock doesn't move.
pub(crate) async fn settle() {
    tokio::time::sleep(Duration::from_millis(1)).await;
}
