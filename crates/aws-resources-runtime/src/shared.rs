//! Work that one caller begins, and all who wait for it meanwhile share: its result, and its failure.

use std::{
    future::Future,
    sync::{Mutex, PoisonError},
};

use futures_util::{
    FutureExt as _,
    future::{Shared as SharedFuture, WeakShared},
};
use tokio::runtime::{Handle, Id};

use crate::{Result, call::BoxFuture};

type Work<T> = BoxFuture<Result<T>>;

/// One piece of work at a time. Whoever waits for it drives it, so it goes on when the caller that began it is dropped,
/// or isn't polled for a while; when nobody waits any more, it ends. Its connections and timers are of the runtime in
/// which it began, and may stand still with it: in another one, other work begins.
pub(crate) struct Shared<T: Clone>(Mutex<Option<Running<T>>>);

struct Running<T: Clone> {
    /// Behind a trait, as the client in a `Scope`.
    work: Box<dyn UnderWay<T> + Send + Sync>,
    began: u64,
    runtime: Option<Id>,
}

trait UnderWay<T: Clone> {
    fn upgrade(&self) -> Option<SharedFuture<Work<T>>>;
}

impl<T: Clone> UnderWay<T> for WeakShared<Work<T>> {
    fn upgrade(&self) -> Option<SharedFuture<Work<T>>> {
        WeakShared::upgrade(self)
    }
}

fn runtime() -> Option<Id> {
    Handle::try_current().ok().map(|runtime| runtime.id())
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
        epoch: impl Fn() -> u64,
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
            let under_way = running.as_ref().filter(|running| (running.began, running.runtime) == (epoch, runtime()));
            let under_way = under_way.and_then(|running| running.work.upgrade()).filter(|work| work.peek().is_none());
            under_way.unwrap_or_else(|| begin(&mut running, epoch, work))
        };
        running.await
    }

    /// The result of `work`, whatever is known or under way.
    pub(crate) async fn anew(
        &self,
        epoch: impl Fn() -> u64,
        work: impl Future<Output = Result<T>> + Send + 'static,
    ) -> Result<T> {
        let running = begin(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner), epoch(), work);
        running.await
    }
}

fn begin<T: Clone + Send + Sync + 'static>(
    running: &mut Option<Running<T>>,
    began: u64,
    work: impl Future<Output = Result<T>> + Send + 'static,
) -> SharedFuture<Work<T>> {
    let work = (Box::pin(work) as Work<T>).shared();
    *running = work.downgrade().map(|work| Running { work: Box::new(work), began, runtime: runtime() });
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

    #[test]
    fn a_runtime_that_stands_still_holds_up_nobody_in_another() {
        let runtime = || tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        let (still, other) = (runtime(), runtime());
        let shared = Shared::<u32>::default();
        let work = |number: u32| async move {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            Ok(number)
        };
        let mut first = Box::pin(shared.get(|| None, || 0, work(1)));
        still.block_on(async { assert!(poll(&mut first).is_pending()) });
        let second = async {
            tokio::time::timeout(std::time::Duration::from_secs(20), shared.get(|| None, || 0, work(2))).await
        };
        assert_eq!(other.block_on(second).expect("its own timer").unwrap(), 2);
        assert_eq!(still.block_on(first).unwrap(), 1);
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
