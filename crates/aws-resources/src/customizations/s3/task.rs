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
