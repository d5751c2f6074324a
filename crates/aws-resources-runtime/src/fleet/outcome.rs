//! What became of the cells of a fleet.

use std::fmt;

use crate::{Account, Error, Result};

/// What became of one cell of a fleet: one account in one region.
///
/// ```no_run
/// # use aws_resources_runtime::fleet::{CellResult, Outcome};
/// # fn example(outcome: Outcome<u32>) {
/// let (account, region) = (outcome.account(), outcome.region());
/// match outcome.result() {
///     CellResult::Ok(count) => println!("{account} {region}: {count}"),
///     CellResult::Skipped(skip) => println!("{account} {region}: {}", skip.reason()),
///     CellResult::Failed(error) => eprintln!("{error}"),
/// }
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use = "a cell may have failed"]
pub struct Outcome<T> {
    record: Account,
    region: String,
    result: CellResult<T>,
}

/// How a cell ended.
///
/// ```no_run
/// # use aws_resources_runtime::fleet::{CellResult, Outcome};
/// # fn example(outcome: Outcome<u32>) -> Option<u32> {
/// match outcome.into_result() {
///     CellResult::Ok(count) => Some(count),
///     CellResult::Skipped(_) | CellResult::Failed(_) => None,
/// }
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use = "a cell may have failed"]
pub enum CellResult<T> {
    /// What the closure returned.
    Ok(T),
    /// There can be nothing, and this is why.
    Skipped(Skip),
    /// What the closure failed with, or that it panicked.
    Failed(Error),
}

impl<T> Outcome<T> {
    pub(super) fn new(record: &Account, region: &str, result: CellResult<T>) -> Self {
        Self { record: record.clone(), region: region.to_owned(), result }
    }

    /// The account id.
    pub fn account(&self) -> &str {
        self.record.id()
    }

    /// The account as it was told to the fleet.
    pub fn record(&self) -> &Account {
        &self.record
    }

    /// The region.
    pub fn region(&self) -> &str {
        &self.region
    }

    /// How the cell ended.
    pub fn result(&self) -> &CellResult<T> {
        &self.result
    }

    /// The account id, the region, and how the cell ended, as values.
    pub fn into_parts(self) -> (String, String, CellResult<T>) {
        (self.record.id().to_owned(), self.region, self.result)
    }

    /// How the cell ended, as a value.
    pub fn into_result(self) -> CellResult<T> {
        self.result
    }

    /// What the closure returned, if it succeeded.
    pub fn ok(&self) -> Option<&T> {
        match &self.result {
            CellResult::Ok(value) => Some(value),
            _ => None,
        }
    }

    /// Why the cell was skipped, if it was.
    pub fn skipped(&self) -> Option<&Skip> {
        match &self.result {
            CellResult::Skipped(skip) => Some(skip),
            _ => None,
        }
    }

    /// Why the cell failed, if it did.
    pub fn failed(&self) -> Option<&Error> {
        match &self.result {
            CellResult::Failed(error) => Some(error),
            _ => None,
        }
    }

    /// What the closure returned, or `None` where there can be nothing: for `?` at the first failure.
    ///
    /// ```no_run
    /// # async fn example(mut run: aws_resources_runtime::fleet::FleetRun<u32>) -> aws_resources_runtime::Result<u32> {
    /// let mut sum = 0;
    /// while let Some(outcome) = run.next().await {
    ///     sum += outcome.into_value()?.unwrap_or_default();
    /// }
    /// # Ok(sum)
    /// # }
    /// ```
    ///
    /// # Errors
    /// Why the cell failed, if it did.
    pub fn into_value(self) -> Result<Option<T>> {
        match self.result {
            CellResult::Ok(value) => Ok(Some(value)),
            CellResult::Skipped(_) => Ok(None),
            CellResult::Failed(error) => Err(error),
        }
    }
}

/// Why a cell was skipped: the reason, and the error that it was told from.
///
/// ```no_run
/// # use aws_resources_runtime::fleet::Skip;
/// # fn example(skip: &Skip) {
/// println!("{}; AWS said: {}", skip.reason(), skip.error());
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Skip {
    reason: SkipReason,
    error: Error,
}

impl Skip {
    pub(super) fn new(reason: SkipReason, error: Error) -> Self {
        Self { reason, error }
    }

    /// The reason.
    pub fn reason(&self) -> SkipReason {
        self.reason
    }

    /// The error that it was told from.
    pub fn error(&self) -> &Error {
        &self.error
    }
}

impl fmt::Display for Skip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.reason, self.error)
    }
}

/// Why there can be nothing in an account and region.
///
/// A reason is told from an error only where nothing else can be meant. All else is a failure: access that a service
/// denies, a token that is refused in a region that every account has, names that nobody can look up.
///
/// ```
/// use aws_resources_runtime::fleet::{Skip, SkipReason};
///
/// /// Whether whoever keeps the account has to do something.
/// fn is_worth_a_line(skip: &Skip) -> bool {
///     skip.reason() == SkipReason::RoleDenied
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SkipReason {
    /// The account hasn't enabled the region. [Services there] don't know its credentials then:
    /// `UnrecognizedClientException`, `InvalidClientTokenId`, EC2's `AuthFailure`. Elsewhere those mean credentials that
    /// are wrong, so it is told only of regions that [must be enabled](crate::partition::RegionInfo::opt_in).
    ///
    /// Such a region also refuses tokens of [STS's global endpoint], even when it is enabled; the SDK asks a regional
    /// one.
    ///
    /// [Services there]: https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html
    /// [STS's global endpoint]: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_enable-regions.html
    RegionNotEnabled,
    /// The region has no endpoint of the service: its name isn't in the DNS, though another of the region is.
    ServiceNotInRegion,
    /// The account hasn't subscribed to the service: `OptInRequired`, which EC2 says in [accounts that aren't activated
    /// yet], `SubscriptionRequiredException` and `AWSOrganizationsNotInUseException`.
    ///
    /// [accounts that aren't activated yet]: https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html
    NotSubscribed,
    /// The base identity may not assume the account's role; only where
    /// [`skip_denied_roles`](super::Fleet::skip_denied_roles) was said.
    RoleDenied,
}

impl fmt::Display for SkipReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::RegionNotEnabled => "the account has not enabled the region",
            Self::ServiceNotInRegion => "the service is not in the region",
            Self::NotSubscribed => "the account is not subscribed to the service",
            Self::RoleDenied => "the account's role may not be assumed",
        })
    }
}
