//! What a resource tells at once where it knows it, and else asks AWS for.

use std::{
    fmt,
    future::Future,
    pin::Pin,
    task::{Context, Poll},
};

use crate::Result;

/// A future of a [`Result`]: of what a resource knows, or must ask AWS for.
///
/// ```no_run
/// # use aws_resources_runtime::{Arn, Fetch, Result};
/// # async fn example(arn: impl Fn() -> Fetch<'static, Arn>) -> Result<()> {
/// println!("{}", arn().await?);
/// # Ok(())
/// # }
/// ```
///
/// What is known when the method is called comes without a call and without waiting.
///
/// # Panics
/// When it is polled again after it was done, as other futures.
#[must_use = "futures do nothing until they are awaited"]
pub struct Fetch<'a, T>(State<'a, T>);

enum State<'a, T> {
    Known(Option<Result<T>>),
    Coming(Pin<Box<dyn Future<Output = Result<T>> + Send + 'a>>),
}

impl<'a, T> Fetch<'a, T> {
    pub(crate) fn known(result: Result<T>) -> Self {
        Self(State::Known(Some(result)))
    }

    pub(crate) fn coming(future: impl Future<Output = Result<T>> + Send + 'a) -> Self {
        Self(State::Coming(Box::pin(future)))
    }
}

/// Nothing in it is pinned in place.
impl<T> Unpin for Fetch<'_, T> {}

impl<T> Future for Fetch<'_, T> {
    type Output = Result<T>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        match &mut self.0 {
            State::Known(result) => Poll::Ready(result.take().expect("`Fetch` polled after it was done")),
            State::Coming(future) => future.as_mut().poll(cx),
        }
    }
}

impl<T> fmt::Debug for Fetch<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fetch").field("known", &matches!(self.0, State::Known(_))).finish()
    }
}
