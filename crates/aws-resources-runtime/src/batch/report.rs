//! What comes of a batch action.

use crate::{Result, error::Error};

/// What became of every item of a batch action.
///
/// ```no_run
/// # use aws_resources_runtime::{BatchReport, Resource, Result};
/// # fn example<R: Resource, O>(report: BatchReport<R, O>) -> Result<Vec<R>> {
/// for error in report.unlisted() {
///     eprintln!("not all was listed: {error}");
/// }
/// println!("{} done", report.succeeded().count());
/// for item in report.failed() {
///     eprintln!("{:?}: {}", item.resource(), item.result().unwrap_err());
/// }
/// report.into_result() // all of them, or the first failure
/// # }
/// ```
#[derive(Debug)]
#[must_use = "items may have failed"]
pub struct BatchReport<R, O> {
    pub(super) items: Vec<BatchItem<R>>,
    pub(super) responses: Vec<O>,
    pub(super) unlisted: Vec<Error>,
}

/// One item of a batch action, and what became of it.
///
/// ```no_run
/// # use aws_resources_runtime::{BatchItem, Resource};
/// # fn example<R: Resource>(item: &BatchItem<R>) {
/// match item.result() {
///     Ok(()) => println!("{:?}: done", item.resource()),
///     Err(error) => println!("{:?}: {error}", item.resource()),
/// }
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct BatchItem<R> {
    pub(super) resource: R,
    pub(super) result: Result<()>,
    /// The place among the report's responses of that to the call which it was sent with.
    pub(super) response: Option<usize>,
}

impl<R> BatchItem<R> {
    /// The resource.
    pub fn resource(&self) -> &R {
        &self.resource
    }

    /// Whether the operation succeeded for it.
    ///
    /// # Errors
    /// What the response says of this item, or what its whole call failed with.
    pub fn result(&self) -> Result<(), &Error> {
        self.result.as_ref().copied()
    }
}

impl<R, O> BatchReport<R, O> {
    pub(super) fn new() -> Self {
        Self { items: Vec::new(), responses: Vec::new(), unlisted: Vec::new() }
    }

    /// Every item that was listed, in the listing's order but for those that could not be sent at all.
    pub fn items(&self) -> &[BatchItem<R>] {
        &self.items
    }

    /// The resources of the items for which the operation succeeded.
    pub fn succeeded(&self) -> impl Iterator<Item = &R> {
        self.items.iter().filter(|item| item.result.is_ok()).map(|item| &item.resource)
    }

    /// The items that failed.
    pub fn failed(&self) -> impl Iterator<Item = &BatchItem<R>> {
        self.items.iter().filter(|item| item.result.is_err())
    }

    /// The SDK's outputs, one per successful call.
    pub fn responses(&self) -> &[O] {
        &self.responses
    }

    /// The SDK's output of the call in which this item of the report was sent, if that call went through.
    pub fn response_to(&self, item: &BatchItem<R>) -> Option<&O> {
        item.response.and_then(|at| self.responses.get(at))
    }

    /// Why the listing is incomplete, if it is: pages that could not be fetched, items without an identifier.
    pub fn unlisted(&self) -> &[Error] {
        &self.unlisted
    }

    /// All resources, when everything was listed and succeeded.
    ///
    /// # Errors
    /// The first failure: of the listing, or of an item.
    pub fn into_result(self) -> Result<Vec<R>> {
        if let Some(error) = self.unlisted.into_iter().next() {
            return Err(error);
        }
        self.items.into_iter().map(|item| item.result.map(|()| item.resource)).collect()
    }
}

impl<R, O> BatchReport<(usize, R), O> {
    /// The report of items that were given with their places, in the order of those.
    pub(super) fn in_order(mut self) -> BatchReport<R, O> {
        self.items.sort_by_key(|item| item.resource.0);
        let items = self.items.into_iter().map(|BatchItem { resource: (_, resource), result, response }| BatchItem {
            resource,
            result,
            response,
        });
        BatchReport { items: items.collect(), responses: self.responses, unlisted: self.unlisted }
    }
}
