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
///
/// Items are made when they are asked for. Most are dropped before the next is, so each is made in the memory of the one
/// before it; a page of items made at once would go through the allocator's slow ways.
pub struct Page<T>(Box<dyn Iterator<Item = Result<T>> + Send>);

impl<T> Page<T> {
    pub(crate) fn new<I>(items: I) -> Self
    where
        I: IntoIterator<Item = Result<T>>,
        I::IntoIter: Send + 'static,
    {
        Self(Box::new(items.into_iter()))
    }
}

impl<T> Iterator for Page<T> {
    type Item = Result<T>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

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
