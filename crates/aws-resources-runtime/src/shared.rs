//! Work that one caller begins, and all who wait for it meanwhile share: its result, and its failure.

use std::{
    future::Future,
    sync::{Mutex, PoisonError},
};

use futures_util::{
    FutureExt as _,
    future::{Shared as SharedFuture, WeakShared},
};

use crate::{Result, call::BoxFuture};

type Work<T> = BoxFuture<Result<T>>;

/// One piece of work at a time. Whoever waits for it drives it, so it goes on when the caller that began it is dropped,
/// or isn't polled for a while; when nobody waits any more, it ends.
pub(crate) struct Shared<T: Clone>(Mutex<Option<Running<T>>>);

struct Running<T: Clone> {
    work: WeakShared<Work<T>>,
    began: u32,
}

impl<T: Clone> Default for Shared<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T: Clone + Send + Sync + 'static> Shared<T> {
    /// What is `known`, else the result of the work that is under way, or else of `work`. But work that began in an
    /// older `epoch` says nothing of this one.
    pub(crate) async fn get(
        &self,
        known: impl Fn() -> Option<T>,
        epoch: impl Fn() -> u32,
        work: impl Future<Output = Result<T>> + Send + 'static,
    ) -> Result<T> {
        if let Some(known) = known() {
            return Ok(known);
        }
        let running = {
            let mut running = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            // The work may have ended meanwhile.
            if let Some(known) = known() {
                return Ok(known);
            }
            let epoch = epoch();
            let under_way = running.as_ref().filter(|running| running.began == epoch);
            let under_way = under_way.and_then(|running| running.work.upgrade()).filter(|work| work.peek().is_none());
            under_way.unwrap_or_else(|| begin(&mut running, epoch, work))
        };
        running.await
    }

    /// The result of `work`, whatever is known or under way.
    pub(crate) async fn anew(
        &self,
        epoch: impl Fn() -> u32,
        work: impl Future<Output = Result<T>> + Send + 'static,
    ) -> Result<T> {
        let running = begin(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner), epoch(), work);
        running.await
    }
}

fn begin<T: Clone>(
    running: &mut Option<Running<T>>,
    began: u32,
    work: impl Future<Output = Result<T>> + Send + 'static,
) -> SharedFuture<Work<T>> {
    let work = (Box::pin(work) as Work<T>).shared();
    *running = work.downgrade().map(|work| Running { work, began });
    work
}

#[cfg(test)]
mod tests {
    use std::{
        pin::Pin,
        sync::{
            Arc,
            atomic::{AtomicU32, Ordering},
        },
        task::{Context, Poll, Waker},
    };

    use tokio::sync::Notify;

    use super::*;
    use crate::error::{Error, ErrorKind};

    fn poll<F: Future>(future: &mut Pin<Box<F>>) -> Poll<F::Output> {
        future.as_mut().poll(&mut Context::from_waker(Waker::noop()))
    }

    #[tokio::test]
    async fn a_caller_that_is_polled_no_more_holds_up_nobody() {
        let shared = Shared::<u32>::default();
        let gate = Arc::new(Notify::new());
        let work = |number: u32| {
            let gate = gate.clone();
            async move {
                gate.notified().await;
                Ok(number)
            }
        };
        let mut first = Box::pin(shared.get(|| None, || 0, work(1)));
        assert!(poll(&mut first).is_pending());
        gate.notify_one();
        // The first is kept, but not polled, as in a buffer whose consumer awaits something else.
        assert_eq!(shared.get(|| None, || 0, work(2)).await.unwrap(), 1, "the work that the first began");
        assert_eq!(first.await.unwrap(), 1);
    }

    #[tokio::test]
    async fn a_failure_is_of_those_who_waited() {
        let shared = Shared::<u32>::default();
        let calls = AtomicU32::new(0);
        let fail = || {
            calls.fetch_add(1, Ordering::SeqCst);
            async {
                tokio::task::yield_now().await;
                Err(Error::new(ErrorKind::Other, "no"))
            }
        };
        let one = shared.get(|| None, || 0, fail());
        let two = shared.get(|| None, || 0, async { Ok(2) });
        let mut one = Box::pin(one);
        assert!(poll(&mut one).is_pending());
        assert!(two.await.is_err(), "it waited for the first");
        // The first has its failure, but hasn't looked yet.
        assert_eq!(shared.get(|| None, || 0, async { Ok(3) }).await.unwrap(), 3);
        assert!(one.await.is_err());
    }
}
