//! Listings by the page.

use std::{
    collections::VecDeque,
    fmt,
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll, ready},
};

use futures_core::Stream;

use super::{Running, is_wanted};
use crate::Result;

/// The pages of a [`Collection`](super::Collection), from [`Collection::pages`](super::Collection::pages).
///
/// An empty page is an empty vector. Where a page has an item without its identifier, the items before it, the
/// error, and the items after it come one after the other: nothing is dropped.
///
/// ```no_run
/// # use aws_resources_runtime::{Collection, Resource, Result};
/// # async fn example<B: Clone + Send + 'static, R: Resource>(all: Collection<B, R>) -> Result<()> {
/// let mut pages = all.page_size(50).pages();
/// while let Some(page) = pages.try_next().await? {
///     println!("{} more", page.len());
/// }
/// # Ok(())
/// # }
/// ```
#[must_use = "a stream requests nothing until it is consumed"]
pub struct PageStream<R> {
    pub(super) running: Running<R>,
    pub(super) parts: VecDeque<Result<Vec<R>>>,
}

impl<R: Send + 'static> PageStream<R> {
    /// The next page, or `None` at the end.
    pub async fn next(&mut self) -> Option<Result<Vec<R>>> {
        poll_fn(|cx| self.poll_part(cx)).await
    }

    /// The next page, or `None` at the end.
    ///
    /// # Errors
    /// See [`Collection`](super::Collection).
    pub async fn try_next(&mut self) -> Result<Option<Vec<R>>> {
        self.next().await.transpose()
    }

    fn poll_part(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Vec<R>>>> {
        if let Some(part) = self.parts.pop_front() {
            return Poll::Ready(Some(part));
        }
        if self.running.remaining == Some(0) {
            self.running.pages = None;
        }
        let page = match ready!(self.running.poll_page(cx)) {
            Some(Ok(page)) => page,
            Some(Err(error)) => return Poll::Ready(Some(Err(error))),
            None => return Poll::Ready(None),
        };
        let Running { keep, remaining, .. } = &mut self.running;
        let items: Vec<_> = page.filter(|item| is_wanted(keep, item)).take(remaining.unwrap_or(usize::MAX)).collect();
        *remaining = remaining.map(|remaining| remaining - items.len());
        self.parts = split(items);
        Poll::Ready(self.parts.pop_front())
    }
}

/// A page in parts: runs of good items, and the errors between them.
fn split<R>(page: Vec<Result<R>>) -> VecDeque<Result<Vec<R>>> {
    let mut parts = VecDeque::new();
    let mut run = Vec::with_capacity(page.len());
    for item in page {
        match item {
            Ok(item) => run.push(item),
            Err(error) => {
                if !run.is_empty() {
                    parts.push_back(Ok(std::mem::take(&mut run)));
                }
                parts.push_back(Err(error));
            }
        }
    }
    if !run.is_empty() || parts.is_empty() {
        parts.push_back(Ok(run));
    }
    parts
}

impl<R: Send + 'static> Stream for PageStream<R> {
    type Item = Result<Vec<R>>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_part(cx)
    }
}

impl<R> Unpin for PageStream<R> {}

impl<R> fmt::Debug for PageStream<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PageStream").field("item", &std::any::type_name::<R>()).finish_non_exhaustive()
    }
}
