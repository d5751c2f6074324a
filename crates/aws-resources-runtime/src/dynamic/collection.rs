//! Listings of any type of resource.

use std::{
    fmt,
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll},
};

use futures_core::Stream;

use super::DynResource;
use crate::{Collection, Result, resource::Resource};

/// A listing of resources of any type, made of a [`Collection`]: fetched page by page as it is consumed, and as lazy.
///
/// It is a [`Stream`], and has [`next`](Self::next), [`try_next`](Self::try_next) and
/// [`try_collect`](Self::try_collect) without any import. Filters are the typed collection's, and set before.
///
/// ```no_run
/// # use aws_resources_runtime::{Collection, DynCollection, Resource, Result};
/// # async fn example<B: Clone + Send + 'static, R: Resource>(all: Collection<B, R>) -> Result<()> {
/// let mut some = DynCollection::from(all).limit(500);
/// while let Some(resource) = some.try_next().await? {
///     println!("{} {}", resource.type_name(), resource.arn().await?);
/// }
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// Those of [`Collection`].
#[must_use = "a collection requests nothing until it is consumed"]
pub struct DynCollection(Box<dyn Listing>);

/// What of a collection can be had without its type.
trait Listing: Send {
    fn operation(&self) -> &'static str;
    fn limit(&self, items: usize) -> Box<dyn Listing>;
    fn page_size(&self, items: i32) -> Box<dyn Listing>;
    fn again(&self) -> Box<dyn Listing>;
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<DynResource>>>;
}

impl<B: Clone + Send + 'static, R: Resource> Listing for Collection<B, R> {
    fn operation(&self) -> &'static str {
        Collection::operation(self)
    }

    fn limit(&self, items: usize) -> Box<dyn Listing> {
        Box::new(Collection::limit(self.clone(), items))
    }

    fn page_size(&self, items: i32) -> Box<dyn Listing> {
        Box::new(Collection::page_size(self.clone(), items))
    }

    fn again(&self) -> Box<dyn Listing> {
        Box::new(self.clone())
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<DynResource>>> {
        Pin::new(self).poll_next(cx).map(|item| item.map(|item| item.map(DynResource::from)))
    }
}

impl DynCollection {
    /// AWS's name of the operation that lists.
    pub fn operation(&self) -> &'static str {
        self.0.operation()
    }

    /// At most this many items: see [`Collection::limit`].
    pub fn limit(self, items: usize) -> Self {
        Self(self.0.limit(items))
    }

    /// How many items the service may put on one page: see [`Collection::page_size`].
    pub fn page_size(self, items: i32) -> Self {
        Self(self.0.page_size(items))
    }

    /// The next item, or `None` at the end.
    pub async fn next(&mut self) -> Option<Result<DynResource>> {
        poll_fn(|cx| self.0.poll(cx)).await
    }

    /// The next item, or `None` at the end.
    ///
    /// # Errors
    /// See [`Collection`].
    pub async fn try_next(&mut self) -> Result<Option<DynResource>> {
        self.next().await.transpose()
    }

    /// All remaining items.
    ///
    /// # Errors
    /// The first error, see [`Collection`]; the items before it are dropped.
    pub async fn try_collect(mut self) -> Result<Vec<DynResource>> {
        let mut items = Vec::new();
        while let Some(item) = self.try_next().await? {
            items.push(item);
        }
        Ok(items)
    }
}

impl<B: Clone + Send + 'static, R: Resource> From<Collection<B, R>> for DynCollection {
    fn from(collection: Collection<B, R>) -> Self {
        Self(Box::new(collection))
    }
}

impl Clone for DynCollection {
    /// The same listing, from its beginning.
    fn clone(&self) -> Self {
        Self(self.0.again())
    }
}

impl fmt::Debug for DynCollection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DynCollection").field("operation", &self.operation()).finish_non_exhaustive()
    }
}

impl Stream for DynCollection {
    type Item = Result<DynResource>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().0.poll(cx)
    }
}
