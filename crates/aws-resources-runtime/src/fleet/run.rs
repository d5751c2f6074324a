//! A fleet that runs.

use std::{
    any::Any,
    collections::HashMap,
    fmt,
    future::poll_fn,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
};

use futures_core::Stream;
use tokio::{
    runtime::Handle,
    task::{Id, JoinError, JoinSet},
};
use tracing::Instrument as _;

use super::{CellResult, Classifier, Grid, OnProgress, Outcome, Progress};
use crate::{Error, ErrorKind, Result, Session, SessionManager, call::BoxFuture, error::MISSING_REGION};

/// What every cell does.
pub(super) struct Job<T> {
    pub(super) manager: SessionManager,
    pub(super) grid: Grid,
    pub(super) classifier: Classifier,
    #[cfg(feature = "accounts")]
    pub(super) known_regions: super::regions::KnownRegions,
    pub(super) closure: Box<dyn Fn(Session) -> BoxFuture<Result<T>> + Send + Sync>,
}

impl<T> Job<T> {
    /// One cell, from its session to its result.
    async fn cell(&self, number: usize) -> CellResult<T> {
        let Some((account, region)) = self.grid.cell(number) else {
            return CellResult::Failed(Error::new(ErrorKind::Other, "the fleet has no such cell"));
        };
        if region.is_empty() {
            return CellResult::Failed(Error::new(ErrorKind::MissingRegion, MISSING_REGION));
        }
        let session = self.manager.account(account.clone()).region(region);
        if let Some(fault) = session.fault() {
            return CellResult::Failed(fault);
        }
        #[cfg(feature = "accounts")]
        if let Some(skip) = self.known_regions.skip(&session).await {
            return CellResult::Skipped(skip);
        }
        match (self.closure)(session.clone()).await {
            Ok(value) => CellResult::Ok(value),
            Err(error) => self.classifier.classify(&session, error.located(account.id(), region)).await,
        }
    }
}

/// A fleet that runs: a stream of one [`Outcome`] per cell, in the order in which they are done.
///
/// It is a [`Stream`], and has [`next`](Self::next) without any import. Cells start when it is polled first, and go on
/// between polls as far as [`concurrency`](super::Fleet::concurrency) allows. Dropping it cancels them all: their
/// closures are dropped where they wait, and no other starts.
///
/// It needs a tokio runtime, as the SDK does; where it is polled without one, cells that haven't started yet fail.
///
/// ```no_run
/// # use aws_resources_runtime::{Result, SessionManager};
/// # async fn example(manager: SessionManager) -> Result<()> {
/// let fleet = manager.fleet().accounts(["123456789012"]).regions(["eu-west-1", "eu-west-3"]);
/// let mut run = fleet.run(|session| async move { session.account_id().await.map(str::to_owned) });
/// while let Some(outcome) = run.next().await {
///     if let Some(error) = outcome.failed() {
///         eprintln!("{error}; {} cells to go", run.progress().total - run.progress().done);
///     }
/// }
/// # Ok(())
/// # }
/// ```
#[must_use = "a fleet does nothing until its outcomes are asked for"]
pub struct FleetRun<T> {
    job: Arc<Job<T>>,
    concurrency: usize,
    next: usize,
    tasks: JoinSet<CellResult<T>>,
    /// The cells of the tasks: a task that panics doesn't return its own.
    cells: HashMap<Id, usize>,
    progress: Progress,
    on_progress: Option<OnProgress>,
}

impl<T: Send + 'static> FleetRun<T> {
    pub(super) fn new(job: Job<T>, concurrency: usize, on_progress: Option<OnProgress>) -> Self {
        let progress = Progress { total: job.grid.len(), ..Progress::default() };
        Self {
            job: Arc::new(job),
            concurrency,
            next: 0,
            tasks: JoinSet::new(),
            cells: HashMap::new(),
            progress,
            on_progress,
        }
    }

    /// The next outcome, or `None` when every cell has given one. Cancelling the wait loses nothing.
    pub async fn next(&mut self) -> Option<Outcome<T>> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// How far it has come.
    pub fn progress(&self) -> Progress {
        self.progress
    }

    /// Starts as many cells as may run.
    fn fill(&mut self, runtime: &Handle) {
        while self.tasks.len() < self.concurrency {
            let Some((number, span)) = self.start() else { break };
            let job = self.job.clone();
            let task = async move { job.cell(number).await };
            let task = self.tasks.spawn_on(task.instrument(span), runtime);
            self.cells.insert(task.id(), number);
        }
    }

    /// The next cell, which counts as running from now on.
    fn start(&mut self) -> Option<(usize, tracing::Span)> {
        let number = self.next;
        let (account, region) = self.job.grid.cell(number)?;
        let span = tracing::info_span!("fleet_cell", account = account.id(), region);
        self.next += 1;
        self.progress.started();
        self.report();
        Some((number, span))
    }

    fn end(&mut self, number: usize, result: CellResult<T>) -> Option<Outcome<T>> {
        let (account, region) = self.job.grid.cell(number)?;
        let result = match result {
            CellResult::Failed(error) => CellResult::Failed(error.located(account.id(), region)),
            result => result,
        };
        let outcome = Outcome::new(account, region, result);
        self.progress.ended(outcome.result());
        self.report();
        Some(outcome)
    }

    fn report(&mut self) {
        if let Some(report) = &mut self.on_progress {
            report(&self.progress);
        }
    }
}

impl<T: Send + 'static> Stream for FleetRun<T> {
    type Item = Outcome<T>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Outcome<T>>> {
        let run = self.get_mut();
        let runtime = Handle::try_current().ok();
        if runtime.is_none() && run.tasks.is_empty() {
            let error = Error::new(ErrorKind::Other, "a fleet needs a tokio runtime, and is polled outside of one");
            let started = run.start();
            return Poll::Ready(started.and_then(|(number, _)| run.end(number, CellResult::Failed(error))));
        }
        if let Some(runtime) = &runtime {
            run.fill(runtime);
        }
        let Some(ended) = ready!(run.tasks.poll_join_next_with_id(cx)) else { return Poll::Ready(None) };
        let (id, result) = ended.unwrap_or_else(|error| (error.id(), CellResult::Failed(why(error))));
        let outcome = run.cells.remove(&id).and_then(|number| run.end(number, result));
        // The others go on while the caller is busy with this one.
        if let Some(runtime) = &runtime {
            run.fill(runtime);
        }
        Poll::Ready(outcome)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.progress.total - self.progress.done;
        (left, Some(left))
    }
}

impl<T> fmt::Debug for FleetRun<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FleetRun").field("progress", &self.progress).finish_non_exhaustive()
    }
}

/// Why a task has no result.
fn why(error: JoinError) -> Error {
    let message = match error.try_into_panic() {
        Ok(panic) => format!("the closure panicked: {}", message(&*panic)),
        Err(_) => "the cell was cancelled: the tokio runtime shuts down".to_owned(),
    };
    Error::new(ErrorKind::Other, message)
}

fn message(panic: &(dyn Any + Send)) -> &str {
    match panic.downcast_ref::<&str>() {
        Some(message) => message,
        None => panic.downcast_ref::<String>().map_or("without a message", String::as_str),
    }
}
