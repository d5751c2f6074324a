//! The pages of a listing, made into items.

use std::{
    future::Future,
    pin::Pin,
    task::{Context, Poll},
};

use futures_core::Stream;
use futures_util::stream::{self, TryStreamExt as _};

use crate::{Result, error::Error};

/// One page: a result per item, so that an item without its identifier is reported and not dropped.
pub(crate) type Page<T> = Vec<Result<T>>;

/// The pages of one listing, fetched when they are asked for.
pub struct Pages<T>(Pin<Box<dyn Stream<Item = Result<Page<T>>> + Send>>);

impl<T> Pages<T> {
    pub(crate) fn new(pages: impl Stream<Item = Result<Page<T>>> + Send + 'static) -> Self {
        Self(Box::pin(pages))
    }

    /// Pages whose request needs something that must be fetched first: the parent's ARN or its data.
    pub(crate) fn after(pages: impl Future<Output = Result<Self>> + Send + 'static) -> Self
    where
        T: 'static,
    {
        Self::new(stream::once(pages).try_flatten())
    }

    /// Pages that can't be asked for.
    pub fn failed(error: Error) -> Self
    where
        T: Send + 'static,
    {
        Self::new(stream::once(async { Err(error) }))
    }
}

impl<T> Stream for Pages<T> {
    type Item = Result<Page<T>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(cx)
    }
}
