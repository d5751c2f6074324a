//! One closure over many accounts and regions.

use std::{collections::HashSet, fmt, future::Future};

use aws_smithy_runtime_api::client::dns::{ResolveDns, SharedDnsResolver};

use crate::{Account, Error, ErrorKind, Result, Session, SessionManager, partition::Partition};

mod classify;
mod dns;
mod grid;
mod outcome;
mod progress;
#[cfg(feature = "accounts")]
mod regions;
mod run;

pub use outcome::{CellResult, Outcome, Skip, SkipReason};
pub use progress::Progress;
pub use run::FleetRun;

use classify::Classifier;
use dns::SystemResolver;
use grid::Grid;
use progress::OnProgress;

/// One closure over a grid of accounts and regions, from [`SessionManager::fleet`].
///
/// Each cell of the grid, one account in one region, runs the closure with its own session, and gives exactly one
/// [`Outcome`]: ok, skipped with the reason, or failed. A cell that fails, or panics, stops no other.
///
/// ```no_run
/// # async fn example(manager: aws_resources_runtime::SessionManager) {
/// use aws_resources_runtime::fleet::CellResult;
///
/// let mut all = manager
///     .fleet()
///     .accounts(["123456789012", "234567890123"])
///     .regions(["eu-west-1", "eu-west-3"])
///     .concurrency(32)
///     .run(|session| async move { session.account_id().await.map(str::to_owned) });
/// while let Some(outcome) = all.next().await {
///     match outcome.result() {
///         CellResult::Ok(id) => println!("{id} in {}", outcome.region()),
///         CellResult::Skipped(skip) => println!("{} in {}: {skip}", outcome.account(), outcome.region()),
///         CellResult::Failed(error) => eprintln!("{error}"),
///     }
/// }
/// # }
/// ```
///
/// # Which cells are skipped
/// Those whose failure says that there can be nothing: see [`SkipReason`]. Whatever else goes wrong is a failure, as is
/// a role that can't be assumed unless [`skip_denied_roles`](Self::skip_denied_roles) says otherwise.
///
/// # Over many machines
/// [`shard`](Self::shard) makes one machine's part of the grid.
#[must_use = "a fleet does nothing until it is run"]
pub struct Fleet {
    manager: SessionManager,
    accounts: Vec<Account>,
    known: HashSet<Account>,
    /// `None` until any are told, even none.
    regions: Option<Vec<String>>,
    concurrency: usize,
    shard: Option<(usize, usize)>,
    skip_denied_roles: bool,
    on_progress: Option<OnProgress>,
    resolver: SharedDnsResolver,
    #[cfg(feature = "accounts")]
    known_regions: regions::KnownRegions,
}

/// As many cells at once where nothing else is said.
const CONCURRENCY: usize = 16;

impl Fleet {
    pub(crate) fn new(manager: SessionManager) -> Self {
        Self {
            manager,
            accounts: Vec::new(),
            known: HashSet::new(),
            regions: None,
            concurrency: CONCURRENCY,
            shard: None,
            skip_denied_roles: false,
            on_progress: None,
            resolver: SharedDnsResolver::new(SystemResolver),
            #[cfg(feature = "accounts")]
            known_regions: regions::KnownRegions::default(),
        }
    }

    /// Adds accounts: their ids, or an [`Account`] with a role of its own. A record that is there already is not added
    /// again; two that differ, in their role, say, each have cells of their own ([`Outcome::record`]). Without any
    /// account there is no cell.
    pub fn accounts(mut self, accounts: impl IntoIterator<Item: Into<Account>>) -> Self {
        for account in accounts {
            let account = account.into();
            if self.known.insert(account.clone()) {
                self.accounts.push(account);
            }
        }
        self
    }

    /// Adds regions. Where this isn't said, it is the region of the manager's configuration; where it is said with none,
    /// there is no cell.
    pub fn regions(mut self, regions: impl IntoIterator<Item: Into<String>>) -> Self {
        let known = self.regions.get_or_insert_default();
        for region in regions {
            let region = region.into();
            if !known.contains(&region) {
                known.push(region);
            }
        }
        self
    }

    /// Adds all regions of the partition that the manager's configuration is in, from [`Partition::regions`]: no call
    /// is made. In regions that an account has not enabled its cells are skipped
    /// ([`SkipReason::RegionNotEnabled`]) when their first call fails.
    pub fn all_regions(self) -> Self {
        let partition = Partition::named(self.manager.base().partition());
        self.regions(partition.into_iter().flat_map(Partition::regions))
    }

    /// How many cells run at one time; 16 unless set, and 0 counts as 1. Memory is bounded by it, however large the
    /// grid: a cell that is done but not taken from [`FleetRun`] counts, too.
    pub fn concurrency(mut self, cells: usize) -> Self {
        self.concurrency = cells.max(1);
        self
    }

    /// The part `index` of `count` of the grid, so that a job array can split it over machines.
    ///
    /// All regions of an account are in the same part: its role is assumed on one machine only. Which part that is
    /// depends on nothing but the account's id and `count`, so machines needn't list accounts in the same order, and
    /// all parts together are the grid.
    ///
    /// | job array | `index` | `count` |
    /// |---|---|---|
    /// | [AWS Batch] | `AWS_BATCH_JOB_ARRAY_INDEX` | `AWS_BATCH_JOB_ARRAY_SIZE` |
    /// | [Kubernetes indexed Job] | `JOB_COMPLETION_INDEX` | the Job's `completions`: it must be told in a variable of your own |
    ///
    /// ```no_run
    /// # fn example(fleet: aws_resources_runtime::Fleet) -> Result<(), Box<dyn std::error::Error>> {
    /// let index = std::env::var("AWS_BATCH_JOB_ARRAY_INDEX")?.parse()?;
    /// let count = std::env::var("AWS_BATCH_JOB_ARRAY_SIZE")?.parse()?;
    /// let fleet = fleet.shard(index, count)?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Request`] when `index` isn't below `count`: parts count from 0, as the variables above do.
    ///
    /// [AWS Batch]: https://docs.aws.amazon.com/batch/latest/userguide/job_env_vars.html
    /// [Kubernetes indexed Job]: https://kubernetes.io/docs/concepts/workloads/controllers/job/#completion-mode
    pub fn shard(mut self, index: usize, count: usize) -> Result<Self> {
        if index >= count {
            let message =
                format!("there is no shard {index} of {count}: shards count from 0 to one below their number");
            return Err(Error::new(ErrorKind::Request, message));
        }
        self.shard = Some((index, count));
        Ok(self)
    }

    /// Skips accounts whose role the base identity may not assume ([`SkipReason::RoleDenied`]). Unless this is said
    /// they fail, since a role that is missing is most often one that was forgotten.
    pub fn skip_denied_roles(mut self) -> Self {
        self.skip_denied_roles = true;
        self
    }

    /// Calls `report` whenever a cell has started or ended: to draw it, or to log it. It is called from where
    /// [`FleetRun`] is polled, and should return soon.
    ///
    /// ```no_run
    /// # fn example(fleet: aws_resources_runtime::Fleet) -> aws_resources_runtime::Fleet {
    /// fleet.on_progress(|now| eprint!("\r{}/{}, {} failed", now.done, now.total, now.failed))
    /// # }
    /// ```
    pub fn on_progress(mut self, report: impl FnMut(&Progress) + Send + 'static) -> Self {
        self.on_progress = Some(Box::new(report));
        self
    }

    /// Asks another resolver than the system's whether a region's names are known at all, which is what tells
    /// [`SkipReason::ServiceNotInRegion`] from a broken network: the one that the HTTP client has, if it has its own.
    ///
    /// ```no_run
    /// # use aws_resources_runtime::Fleet;
    /// # use aws_smithy_runtime_api::client::dns::ResolveDns;
    /// # fn example(fleet: Fleet, resolver: impl ResolveDns + 'static) -> Fleet {
    /// // resolver: what the HTTP client was built with
    /// fleet.dns_resolver(resolver)
    /// # }
    /// ```
    pub fn dns_resolver(mut self, resolver: impl ResolveDns + 'static) -> Self {
        self.resolver = SharedDnsResolver::new(resolver);
        self
    }

    /// Runs the closure for each cell. Nothing is done before the first outcome is asked for; from then on cells run as
    /// tasks of the tokio runtime, on all its threads. Dropping the [`FleetRun`] cancels all.
    ///
    /// Cells that follow each other are in different accounts: AWS throttles per account and region, so that each gets
    /// its calls spread over time. An account's regions still come soon after each other, while its credentials last.
    ///
    /// Errors of other types become this crate's by `?` (the SDK's own) or by [`Error::other`].
    pub fn run<F, R, T>(self, closure: F) -> FleetRun<T>
    where
        F: Fn(Session) -> R + Send + Sync + 'static,
        R: Future<Output = Result<T>> + Send + 'static,
        T: Send + 'static,
    {
        let Self { manager, mut accounts, regions, concurrency, shard, on_progress, .. } = self;
        if let Some((index, count)) = shard {
            accounts.retain(|account| grid::shard_of(account.id(), count) == index);
        }
        let regions = regions.unwrap_or_else(|| vec![manager.base().region_name().unwrap_or_default().to_owned()]);
        let grid = Grid::new(accounts, regions, concurrency);
        let classifier = Classifier::new(self.skip_denied_roles, self.resolver);
        let job = run::Job {
            manager,
            grid,
            classifier,
            #[cfg(feature = "accounts")]
            known_regions: self.known_regions,
            closure: Box::new(move |session| Box::pin(closure(session))),
        };
        FleetRun::new(job, concurrency, on_progress)
    }
}

impl fmt::Debug for Fleet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fleet")
            .field("accounts", &self.accounts.len())
            .field("regions", &self.regions)
            .field("concurrency", &self.concurrency)
            .field("shard", &self.shard)
            .finish_non_exhaustive()
    }
}
