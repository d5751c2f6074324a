//! One operation over a whole collection.

use std::{fmt, future::IntoFuture, sync::Arc};

mod any;
mod calls;
mod report;

pub use any::{AnyTaggable, TagFacts, Taggable, batch_any};
pub use report::{BatchItem, BatchReport};

use crate::{
    Result,
    call::{BoxFuture, Call, Sender},
    collection::Collection,
    late::{LateMember, filled},
    model::{Model, Parent},
};
use calls::{Calls, Entry};

/// One operation over all items of a collection: one call per page, or per as many items as the API takes at once.
///
/// `Q` is the SDK's request builder, `R` the resource, `O` the SDK's output. Awaiting it gives a [`BatchReport`] with
/// a result for every item.
///
/// Some services refuse a whole call because of one of its items. Where the operation's documentation here says so, such
/// a call is sent again in halves, until the items at fault are known one by one, and all others have gone through:
/// `n` items at fault of `m` make up to about `2·n·log2(m)` calls. That isn't done where the error is about more than an
/// item: the service asks to slow down, refuses the credentials, fails within itself or can't be reached. A half that
/// the service asks to slow down for is sent again as it is, after pauses, some times. Once three items by themselves are
/// refused in the same words while no call of their session has gone through, the items of its other calls that are
/// refused so have the error of their call.
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
    divisible: bool,
}

/// What is done once the request's end is known, and whether refused calls are divided.
type Run<Q, R, O> = Box<dyn FnOnce(Finish<Q>, bool) -> BoxFuture<BatchReport<R, O>> + Send>;

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
    pub late: Vec<LateMember<R, Q>>,
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
    P: Clone + Send + 'static,
    Q: Send + 'static,
    R: Model + Parent,
    O: Send + 'static,
{
    Batch::new(facts.name, move |finish, divisible| Box::pin(run(collection, facts, divisible, finish)))
}

impl<Q: 'static, R, O> Batch<Q, R, O> {
    fn new(
        operation: &'static str,
        run: impl FnOnce(Finish<Q>, bool) -> BoxFuture<BatchReport<R, O>> + Send + 'static,
    ) -> Self {
        Self { operation, run: Box::new(run), finish: Arc::new(|request| request), divisible: false }
    }

    /// Of an operation that does no harm when it is repeated: calls that the service refuses are sent again in halves,
    /// until the items at fault are known.
    #[doc(hidden)]
    pub fn divisible(self) -> Self {
        Self { divisible: true, ..self }
    }

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
    divisible: bool,
    finish: Finish<Q>,
) -> BatchReport<R, O>
where
    B: Clone + Send + Sync + 'static,
    Q: Send + 'static,
    R: Model + Parent,
    P: Clone + Send + 'static,
    O: Send + 'static,
{
    let facts = Arc::new(facts);
    let sent = facts.clone();
    let send = move |first: &Entry<R, P>, parts: Vec<P>| -> BoxFuture<Result<O>> {
        let (facts, finish, first, call) = (sent.clone(), finish.clone(), first.resource.clone(), first.call.clone());
        Box::pin(async move {
            let request = (facts.request)(&first, parts, &call)?;
            let request = filled(&facts.late, &first, &call, request).await?;
            (facts.send)(call, finish(request)).await
        })
    };
    let mut calls = Calls::new(divisible);
    let mut pages = collection.pages();
    // An empty page has no items and makes no call, but doesn't end the run.
    while let Some(page) = pages.next().await {
        match page {
            Ok(page) => {
                let runs = page.chunk_by(|one, other| (facts.same)(one, other));
                for resources in runs.flat_map(|run| run.chunks(facts.max)) {
                    let mut entries = Vec::with_capacity(resources.len());
                    for resource in resources {
                        let (resource, call) = (resource.clone(), resource.core().call(facts.name));
                        match facts.part.of(&resource, &call).await {
                            Ok(part) => entries.push(Entry { resource, call, part }),
                            Err(error) => calls.unsent(resource, error),
                        }
                    }
                    calls.send(entries, &send, facts.failures).await;
                }
            }
            Err(error) => calls.report.unlisted.push(error),
        }
    }
    calls.report
}

impl<Q: Send + 'static, R: Send + 'static, O: Send + 'static> IntoFuture for Batch<Q, R, O> {
    type Output = BatchReport<R, O>;
    type IntoFuture = BoxFuture<BatchReport<R, O>>;

    fn into_future(self) -> Self::IntoFuture {
        (self.run)(self.finish, self.divisible)
    }
}

impl<Q, R, O> fmt::Debug for Batch<Q, R, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Batch").field("operation", &self.operation).finish_non_exhaustive()
    }
}
