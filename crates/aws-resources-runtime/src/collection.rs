//! Listings that page by themselves.

use std::{
    fmt,
    future::poll_fn,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
};

use futures_core::Stream;

mod listed;
mod page_stream;

pub use listed::{collection, collection_made, collection_with_data, collection_with_summary, listing};
pub use page_stream::PageStream;

use crate::{
    ErrorKind, Result,
    call::Call,
    pages::{Page, Pages},
};

/// A listing of resources, fetched page by page as it is consumed.
///
/// Nothing is requested before the first item is asked for. The methods that narrow it down (`filter`, `retain`,
/// `limit`, `page_size`, `prefetch`) can be chained in any order; they, `pages`, `first` and `clone` start from the beginning.
///
/// A function takes one as `Collection<B, DbInstance>` with `B: Clone + Send`, or as `impl Stream<Item =
/// Result<DbInstance>>`, and gives one back as `impl Stream`.
///
/// `B` is the SDK's own request builder, so [`filter`](Self::filter) can set whatever the operation can; `R` is the
/// resource. A collection is a [`Stream`], and has [`next`](Self::next), [`try_next`](Self::try_next) and
/// [`try_collect`](Self::try_collect) without any import.
///
/// ```no_run
/// # use aws_resources_runtime::{Collection, Resource, Result};
/// # async fn example<B: Clone + Send + 'static, R: Resource>(all: Collection<B, R>) -> Result<()> {
/// let mut some = all.limit(500).page_size(100);
/// while let Some(resource) = some.try_next().await? {
///     println!("{resource:?}");
/// }
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// An item is an error where a page can't be fetched, which ends the listing; where the service repeats a page token
/// ([`ErrorKind::RepeatedToken`]) or gives none for the rest ([`ErrorKind::MissingToken`]), which ends it too; and where
/// a response lacks the value that identifies an item ([`ErrorKind::MissingIdentifier`]), which doesn't end it: the
/// other items follow.
#[must_use = "a collection requests nothing until it is consumed"]
pub struct Collection<B, R> {
    call: Call,
    request: B,
    list: List<B, R>,
    keep: Option<Keep<R>>,
    limit: Option<usize>,
    page_size: Option<i32>,
    sized_by_limit: Option<fn(&B) -> bool>,
    prefetch: usize,
    running: Option<Running<R>>,
}

/// Which items are wanted.
type Keep<R> = Arc<dyn Fn(&R) -> bool + Send + Sync>;

/// Starts a listing: from the finished request and the page size, if one is set.
type List<B, R> = Arc<dyn Fn(Call, B, Option<i32>) -> Pages<R> + Send + Sync>;

struct Running<R> {
    /// `None` after an error or the last page.
    pages: Option<Pages<R>>,
    keep: Option<Keep<R>>,
    buffer: Option<Page<R>>,
    remaining: Option<usize>,
}

impl<B: Clone, R: Send + 'static> Collection<B, R> {
    /// The collection itself, as boto3 writes it.
    pub fn all(self) -> Self {
        self
    }

    /// Narrows the listing with the SDK's own request builder.
    ///
    /// The builder has the identifiers and filters of this collection set already; its list setters append.
    ///
    /// ```no_run
    /// # use aws_resources_runtime::Collection;
    /// # use aws_sdk_sts::operation::get_caller_identity::builders::GetCallerIdentityFluentBuilder as Request;
    /// # fn example<R: Send + 'static>(all: Collection<Request, R>) -> Collection<Request, R> {
    /// all.filter(|request| request /* .engine("postgres") … */)
    /// # }
    /// ```
    pub fn filter(mut self, narrow: impl FnOnce(B) -> B) -> Self {
        self.request = narrow(self.request);
        self.running = None;
        self
    }

    /// Keeps the items that `wanted` accepts, where the API can't select them: for what [`filter`](Self::filter) can't
    /// say. Every page is fetched all the same; [`limit`](Self::limit) counts what is kept, and batch actions see only
    /// that.
    ///
    /// ```no_run
    /// # use aws_resources_runtime::{Collection, Resource};
    /// # fn example<B: Clone, R: Resource>(all: Collection<B, R>) -> Collection<B, R> {
    /// all.retain(|resource| resource.identifiers().iter().any(|(_, value)| value.starts_with("test-")))
    /// # }
    /// ```
    pub fn retain(mut self, wanted: impl Fn(&R) -> bool + Send + Sync + 'static) -> Self {
        self.keep = Some(match self.keep {
            Some(before) => Arc::new(move |item| before(item) && wanted(item)),
            None => Arc::new(wanted),
        });
        self.running = None;
        self
    }

    /// At most this many items; `limit(0)` is none, without a call. No page is fetched that isn't needed.
    pub fn limit(mut self, items: usize) -> Self {
        self.limit = Some(items);
        self.running = None;
        self
    }

    /// How many items the service may put on one page. The service has its own bounds for this number, and some
    /// operations have no page size: then this has no effect.
    pub fn page_size(mut self, items: i32) -> Self {
        self.page_size = Some(items);
        self.running = None;
        self
    }

    /// Fetches up to this many pages while those before them are consumed, in a task of its own: for a consumer that
    /// takes as long for a page as the service does. Order and errors stay as they are; the task ends with the listing,
    /// and when it is dropped. With a [`limit`](Self::limit), pages may be fetched that aren't needed.
    ///
    /// ```no_run
    /// # use aws_resources_runtime::{Collection, Resource, Result};
    /// # async fn example<B: Clone + Send + 'static, R: Resource>(all: Collection<B, R>) -> Result<()> {
    /// let mut all = all.prefetch(2);
    /// while let Some(resource) = all.try_next().await? {
    ///     println!("{}", resource.arn().await?); // while this is waited for, the next pages come
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn prefetch(mut self, pages: usize) -> Self {
        self.prefetch = pages;
        self.running = None;
        self
    }

    /// The pages instead of the items: a stream of vectors, cut by [`limit`](Self::limit).
    pub fn pages(self) -> PageStream<R> {
        PageStream { running: self.start(), parts: Default::default() }
    }

    /// The next item, or `None` at the end.
    pub async fn next(&mut self) -> Option<Result<R>> {
        poll_fn(|cx| self.poll_item(cx)).await
    }

    /// The next item, or `None` at the end.
    ///
    /// # Errors
    /// See [`Collection`].
    pub async fn try_next(&mut self) -> Result<Option<R>> {
        self.next().await.transpose()
    }

    /// All remaining items.
    ///
    /// # Errors
    /// The first error, see [`Collection`]; the items before it are dropped.
    pub async fn try_collect(mut self) -> Result<Vec<R>> {
        let mut items = Vec::new();
        while let Some(item) = self.try_next().await? {
            items.push(item);
        }
        Ok(items)
    }

    /// The first item, or `None` if there are none. Fetches one page at the most where the first isn't empty.
    ///
    /// # Errors
    /// See [`Collection`].
    pub async fn first(self) -> Result<Option<R>> {
        let limit = self.limit.map_or(1, |limit| limit.min(1));
        self.limit(limit).try_next().await
    }

    /// AWS's name of the operation.
    pub(crate) fn operation(&self) -> &'static str {
        self.call.operation()
    }

    fn start(&self) -> Running<R> {
        let pages = match self.limit {
            Some(0) => None,
            _ => Some(self.list()),
        };
        Running { pages, keep: self.keep.clone(), buffer: None, remaining: self.limit }
    }

    fn list(&self) -> Pages<R> {
        match self.page_size {
            Some(size) if size < 1 => {
                let message = format!("a page can't have {size} items: the page size must be at least 1");
                Pages::failed(self.call.error(ErrorKind::Request, message))
            }
            size => {
                let size = size.or_else(|| self.limit_as_size());
                let pages = (self.list)(self.call.clone(), self.request.clone(), size);
                if self.prefetch == 0 { pages } else { pages.ahead(self.prefetch) }
            }
        }
    }

    /// How many items are wanted, where every item of a page is.
    fn limit_as_size(&self) -> Option<i32> {
        let may = self.sized_by_limit.filter(|may| self.keep.is_none() && may(&self.request));
        may.and(self.limit).and_then(|limit| i32::try_from(limit).ok())
    }

    fn poll_item(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<R>>> {
        if self.running.is_none() {
            self.running = Some(self.start());
        }
        match &mut self.running {
            Some(running) => running.poll_item(cx),
            None => Poll::Ready(None),
        }
    }
}

impl<R: Send + 'static> Running<R> {
    fn poll_item(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<R>>> {
        loop {
            if self.remaining == Some(0) {
                self.pages = None;
                return Poll::Ready(None);
            }
            let item = self.buffer.as_mut().and_then(|page| match &self.keep {
                None => page.next(),
                keep => page.find(|item| is_wanted(keep, item)),
            });
            if let Some(item) = item {
                self.remaining = self.remaining.map(|remaining| remaining - 1);
                return Poll::Ready(Some(item));
            }
            match ready!(self.poll_page(cx)) {
                Some(Ok(page)) => self.buffer = Some(page),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }

    /// The next page; an error is the last thing that comes.
    fn poll_page(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Page<R>>>> {
        let Some(pages) = &mut self.pages else { return Poll::Ready(None) };
        let page = ready!(Pin::new(pages).poll_next(cx));
        if !matches!(page, Some(Ok(_))) {
            self.pages = None;
        }
        Poll::Ready(page)
    }
}

fn is_wanted<R>(keep: &Option<Keep<R>>, item: &Result<R>) -> bool {
    match (keep, item) {
        (Some(keep), Ok(item)) => keep(item),
        _ => true,
    }
}

impl<B: Clone, R> Clone for Collection<B, R> {
    /// The same listing, from its beginning.
    fn clone(&self) -> Self {
        Self {
            call: self.call.clone(),
            request: self.request.clone(),
            list: self.list.clone(),
            keep: self.keep.clone(),
            limit: self.limit,
            page_size: self.page_size,
            sized_by_limit: self.sized_by_limit,
            prefetch: self.prefetch,
            running: None,
        }
    }
}

impl<B, R> fmt::Debug for Collection<B, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Collection")
            .field("operation", &self.call.operation())
            .field("item", &std::any::type_name::<R>())
            .field("limit", &self.limit)
            .field("page_size", &self.page_size)
            .finish_non_exhaustive()
    }
}

// No field is ever pinned in place: the pages are boxed.
impl<B, R> Unpin for Collection<B, R> {}

impl<B: Clone, R: Send + 'static> Stream for Collection<B, R> {
    type Item = Result<R>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_item(cx)
    }
}
