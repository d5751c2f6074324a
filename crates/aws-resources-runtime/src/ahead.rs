//! Pages that are fetched before they are asked for.

use std::{
    future::Future as _,
    panic::resume_unwind,
    pin::Pin,
    task::{Context, Poll, ready},
};

use futures_core::Stream;
use futures_util::{StreamExt as _, stream};
use tokio::{
    runtime::Handle,
    sync::{Semaphore, mpsc},
    task::JoinHandle,
};
use tracing::Instrument as _;

use crate::{
    Result,
    error::{Error, ErrorKind},
    pages::{Page, Pages},
};

const RUNTIME_ENDED: &str = "the listing is incomplete: the runtime in which its pages were fetched has ended";

/// Pages from a task that fetches them. It ends when this is dropped.
struct Ahead<T> {
    pages: mpsc::Receiver<Result<Page<T>>>,
    task: JoinHandle<()>,
}

impl<T: Send + 'static> Pages<T> {
    /// The same pages, of which this many are fetched while those before them are consumed. Nothing is fetched before
    /// the first is asked for.
    pub(crate) fn ahead(self, number: usize) -> Self {
        Self::new(stream::once(async move { self.start(number) }).flatten())
    }

    fn start(mut self, number: usize) -> Self {
        // Without a runtime there is no task to fetch in: pages come when they are asked for.
        let Ok(runtime) = Handle::try_current() else { return self };
        let (sender, pages) = mpsc::channel(number.min(Semaphore::MAX_PERMITS));
        let fetch = async move {
            // There must be room for a page before it is fetched: else there would be one more than was asked for.
            while let Ok(room) = sender.reserve().await {
                match self.next().await {
                    Some(page) => room.send(page),
                    None => break,
                }
            }
        };
        Self::new(Ahead { pages, task: runtime.spawn(fetch.in_current_span()) })
    }
}

impl<T> Stream for Ahead<T> {
    type Item = Result<Page<T>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if let Some(page) = ready!(self.pages.poll_recv(cx)) {
            return Poll::Ready(Some(page));
        }
        // The end of the listing; a panic of it, which is the consumer's as it would be without the task; or the end of
        // the runtime, with which the rest is lost.
        match ready!(Pin::new(&mut self.task).poll(cx)) {
            Ok(()) => Poll::Ready(None),
            Err(error) => match error.try_into_panic() {
                Ok(panic) => resume_unwind(panic),
                Err(_) => Poll::Ready(Some(Err(Error::new(ErrorKind::Other, RUNTIME_ENDED)))),
            },
        }
    }
}

impl<T> Drop for Ahead<T> {
    fn drop(&mut self) {
        self.task.abort();
    }
}
