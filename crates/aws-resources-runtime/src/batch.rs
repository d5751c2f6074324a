//! One operation over a whole collection.

use std::{fmt, future::IntoFuture, sync::Arc};

use crate::{
    Result,
    call::{BoxFuture, Call, Sender},
    collection::Collection,
    error::Error,
    late::{Late, filled},
    model::Model,
};

/// One operation over all items of a collection: one call per page, or per as many items as the API takes at once.
///
/// `Q` is the SDK's request builder, `R` the resource, `O` the SDK's output. Awaiting it gives a [`BatchReport`] with
/// a result for every item.
///
/// ```no_run
/// # use aws_resources_runtime::{Batch, Resource};
/// # async fn example<Q: Clone + Send + 'static, R: Resource, O: Send + Sync + 'static>(batch: Batch<Q, R, O>) {
/// let report = batch.await;
/// for item in report.failed() {
///     eprintln!("{:?}: {}", item.resource(), item.result().unwrap_err());
/// }
/// # }
/// ```
#[must_use = "a batch action does nothing until it is awaited"]
pub struct Batch<Q, R, O> {
    operation: &'static str,
    run: Run<Q, R, O>,
    finish: Finish<Q>,
}

type Run<Q, R, O> = Box<dyn FnOnce(Finish<Q>) -> BoxFuture<BatchReport<R, O>> + Send>;

type Finish<Q> = Arc<dyn Fn(Q) -> Q + Send + Sync>;

/// What a batch action's model says.
#[doc(hidden)]
pub struct BatchFacts<Q, R: Model, P, O> {
    /// The operation's name.
    pub name: &'static str,
    /// How many items one call takes.
    pub max: usize,
    /// Whether two items can share a call.
    pub same: fn(&R, &R) -> bool,
    /// What one item adds to the request.
    pub part: Part<R, P>,
    /// The request over all parts, in the name of the first resource.
    pub request: fn(&R, Vec<P>, &Call) -> Result<Q>,
    /// What the request needs first.
    pub late: Vec<Late<R, Q>>,
    /// Sends it.
    pub send: Sender<Q, O>,
    /// Which items the response says to have failed.
    pub failures: fn(&O, &[R]) -> Vec<Failure>,
}

/// What one item adds to the request: at once, or after what it is made of was fetched.
#[doc(hidden)]
pub enum Part<R: Model, P> {
    /// Of its identifiers alone.
    Known(fn(&R, &Call) -> Result<P>),
    /// Of its ARN.
    Arn(fn(&R, &Call, &str) -> Result<P>),
    /// Of its data.
    Data(fn(&R, &Call, &R::Data) -> Result<P>),
}

/// A part of the resource's identifiers alone.
#[doc(hidden)]
pub fn part_known<R: Model, P>(make: fn(&R, &Call) -> Result<P>) -> Part<R, P> {
    Part::Known(make)
}

/// A part of the resource's ARN.
#[doc(hidden)]
pub fn part_arn<R: Model, P>(make: fn(&R, &Call, &str) -> Result<P>) -> Part<R, P> {
    Part::Arn(make)
}

/// A part of the resource's data.
#[doc(hidden)]
pub fn part_data<R: Model, P>(make: fn(&R, &Call, &R::Data) -> Result<P>) -> Part<R, P> {
    Part::Data(make)
}

impl<R: Model + Sync, P> Part<R, P> {
    async fn of(&self, resource: &R, call: &Call) -> Result<P> {
        match self {
            Self::Known(make) => make(resource, call),
            Self::Arn(make) => make(resource, call, resource.core().arn().await?.as_str()),
            Self::Data(make) => make(resource, call, &*resource.core().data().await?),
        }
    }
}

/// An item that a response says to have failed.
#[doc(hidden)]
#[derive(Clone, Debug)]
pub struct Failure {
    /// Its place among the items that were sent; none where the response names it by other words than the request did.
    pub index: Option<usize>,
    /// AWS's code.
    pub code: Option<String>,
    /// AWS's message.
    pub message: Option<String>,
}

/// One operation over all that a collection lists.
#[doc(hidden)]
pub fn batch<B, P, Q, R, O>(collection: Collection<B, R>, facts: BatchFacts<Q, R, P, O>) -> Batch<Q, R, O>
where
    B: Clone + Send + Sync + 'static,
    P: Send + 'static,
    Q: Send + 'static,
    R: Model + Clone + Send + Sync,
    O: Send + 'static,
{
    Batch {
        operation: facts.name,
        run: Box::new(move |finish| Box::pin(run(collection, facts, finish))),
        finish: Arc::new(|request| request),
    }
}

impl<Q: 'static, R, O> Batch<Q, R, O> {
    /// Finishes the SDK's own request, once per call.
    pub fn with(mut self, finish: impl Fn(Q) -> Q + Send + Sync + 'static) -> Self {
        let before = self.finish;
        self.finish = Arc::new(move |request| finish(before(request)));
        self
    }
}

async fn run<B, Q, R, P, O>(
    collection: Collection<B, R>,
    facts: BatchFacts<Q, R, P, O>,
    finish: Finish<Q>,
) -> BatchReport<R, O>
where
    B: Clone + Send + Sync + 'static,
    Q: Send + 'static,
    R: Model + Clone + Send + Sync,
    P: Send + 'static,
    O: Send + 'static,
{
    let mut report = BatchReport { items: Vec::new(), responses: Vec::new(), unlisted: Vec::new() };
    let mut pages = collection.pages();
    // An empty page has no items and makes no call, but doesn't end the run.
    while let Some(page) = pages.next().await {
        match page {
            Ok(page) => {
                let runs = page.chunk_by(|one, other| (facts.same)(one, other));
                for resources in runs.flat_map(|run| run.chunks(facts.max)) {
                    chunk(resources, &facts, &finish, &mut report).await;
                }
            }
            Err(error) => report.unlisted.push(error),
        }
    }
    report
}

/// One call, and a result for each of its items.
async fn chunk<Q, R: Model + Clone + Send + Sync, P, O>(
    resources: &[R],
    facts: &BatchFacts<Q, R, P, O>,
    finish: &Finish<Q>,
    report: &mut BatchReport<R, O>,
) {
    let mut sent = Vec::with_capacity(resources.len());
    let mut parts = Vec::with_capacity(resources.len());
    for resource in resources {
        match facts.part.of(resource, &resource.core().call(facts.name)).await {
            Ok(part) => {
                sent.push(resource.clone());
                parts.push(part);
            }
            Err(error) => report.items.push(BatchItem { resource: resource.clone(), result: Err(error) }),
        }
    }
    let Some(first) = sent.first() else { return };
    let call = first.core().call(facts.name);
    let request = match (facts.request)(first, parts, &call) {
        Ok(request) => filled(&facts.late, first, &call, request).await,
        Err(error) => Err(error),
    };
    let response = match request {
        Ok(request) => (facts.send)(call, finish(request)).await,
        Err(error) => Err(error),
    };
    match response {
        Ok(response) => {
            let failures = (facts.failures)(&response, &sent);
            let alone = sent.len() == 1;
            for (index, resource) in sent.into_iter().enumerate() {
                let call = resource.core().call(facts.name);
                let result = result_of(index, alone, &failures, &call);
                call.forget();
                report.items.push(BatchItem { resource, result });
            }
            report.responses.push(response);
        }
        Err(error) => {
            report.items.extend(sent.into_iter().map(|resource| {
                let call = resource.core().call(facts.name);
                if error.leaves_doubt() {
                    call.forget();
                }
                BatchItem { result: Err(error.elsewhere(call.place())), resource }
            }));
        }
    }
}

/// What became of the item that was sent at this place, perhaps alone.
fn result_of(index: usize, alone: bool, failures: &[Failure], call: &Call) -> Result<()> {
    let its_own = |failure: &&Failure| failure.index.map_or(alone, |at| at == index);
    if let Some(Failure { code, message, .. }) = failures.iter().find(its_own) {
        return Err(Error::reported(call.place(), code.clone(), message.clone()));
    }
    // It may be any item that isn't named: none of them is said to have succeeded.
    match failures.iter().find(|failure| failure.index.is_none()) {
        Some(Failure { code, message, .. }) => {
            let message = message.as_deref().unwrap_or("no message");
            let message = format!("perhaps not this item, as the response names what failed by other words: {message}");
            Err(Error::reported(call.place(), code.clone(), Some(message)))
        }
        None => Ok(()),
    }
}

impl<Q: Send + 'static, R: Send + 'static, O: Send + 'static> IntoFuture for Batch<Q, R, O> {
    type Output = BatchReport<R, O>;
    type IntoFuture = BoxFuture<BatchReport<R, O>>;

    fn into_future(self) -> Self::IntoFuture {
        (self.run)(self.finish)
    }
}

impl<Q, R, O> fmt::Debug for Batch<Q, R, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Batch").field("operation", &self.operation).finish_non_exhaustive()
    }
}

/// What became of every item of a batch action.
#[derive(Debug)]
#[must_use = "items may have failed"]
pub struct BatchReport<R, O> {
    items: Vec<BatchItem<R>>,
    responses: Vec<O>,
    unlisted: Vec<Error>,
}

/// One item of a batch action, and what became of it.
#[derive(Clone, Debug)]
pub struct BatchItem<R> {
    resource: R,
    result: Result<()>,
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
    /// Every item that was listed, in the listing's order but for those that could not be sent at all.
    pub fn items(&self) -> &[BatchItem<R>] {
        &self.items
    }

    /// The items that failed.
    pub fn failed(&self) -> impl Iterator<Item = &BatchItem<R>> {
        self.items.iter().filter(|item| item.result.is_err())
    }

    /// The SDK's outputs, one per successful call.
    pub fn responses(&self) -> &[O] {
        &self.responses
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
