//! Work in tasks of the caller's runtime.

use std::{
    future::Future,
    panic::resume_unwind,
    pin::Pin,
    task::{Context, Poll},
};

use aws_resources_runtime::{
    ErrorKind, Result,
    generated::{BoxFuture, Call},
};
use tokio::{
    runtime::Handle,
    sync::oneshot::{self, error::TryRecvError},
    task::{JoinError, JoinHandle},
};
use tracing::Instrument as _;

/// The runtime that this is called in.
pub(super) fn runtime(call: &Call) -> Result<Handle> {
    Handle::try_current().map_err(|_| call.error(ErrorKind::Request, "this transfer needs a tokio runtime"))
}

/// What came of a task. Its panic is the caller's, as it would be without the task.
pub(super) fn joined<T>(call: &Call, ended: Result<Result<T>, JoinError>) -> Result<T> {
    match ended.map_err(JoinError::try_into_panic) {
        Ok(result) => result,
        Err(Ok(panic)) => resume_unwind(panic),
        Err(Err(_)) => Err(call.error(ErrorKind::Other, "the runtime in which the transfer ran has ended")),
    }
}

/// Runs a whole transfer in a task of its own, which is told when nobody waits for it any more.
///
/// The id of an upload that was created, and what became of a completion, would be lost with the caller's future.
pub(super) async fn detached<T: Send + 'static>(
    call: Call,
    run: impl FnOnce(Wanted) -> BoxFuture<Result<T>>,
) -> Result<T> {
    let (_wants, wanted) = oneshot::channel();
    let task = runtime(&call)?.spawn(run(Wanted(wanted)).in_current_span());
    joined(&call, task.await)
}

/// Whether somebody waits for a transfer.
pub(super) struct Wanted(oneshot::Receiver<()>);

impl Wanted {
    /// Comes when nobody does.
    pub(super) async fn over(&mut self) {
        if !self.0.is_terminated() {
            _ = (&mut self.0).await;
        }
    }

    /// Whether nobody does.
    pub(super) fn is_over(&mut self) -> bool {
        self.0.try_recv() == Err(TryRecvError::Closed)
    }

    /// What comes of this work, which ends when nobody waits for it any more.
    pub(super) async fn unless_over<T>(&mut self, call: &Call, work: impl Future<Output = Result<T>>) -> Result<T> {
        tokio::select! {
            biased;
            () = self.over() => Err(call.error(ErrorKind::Other, "the transfer was dropped")),
            done = work => done,
        }
    }
}

/// Runs this in a task, where there is a runtime: it goes on while its consumer does something else, and ends when this
/// is dropped.
pub(super) fn ahead<T: Send + 'static>(
    call: Call,
    work: impl Future<Output = Result<T>> + Send + 'static,
) -> BoxFuture<Result<T>> {
    match Handle::try_current() {
        Ok(runtime) => Box::pin(Ahead { call, task: runtime.spawn(work.in_current_span()) }),
        Err(_) => Box::pin(work),
    }
}

struct Ahead<T> {
    call: Call,
    task: JoinHandle<Result<T>>,
}

impl<T> Future for Ahead<T> {
    type Output = Result<T>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let ended = std::task::ready!(Pin::new(&mut self.task).poll(cx));
        Poll::Ready(joined(&self.call, ended))
    }
}

impl<T> Drop for Ahead<T> {
    fn drop(&mut self) {
        self.task.abort();
    }
}
