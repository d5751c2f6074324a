//! Which failures say that there can be nothing in an account and region.
//!
//! The rules are narrow on purpose: a failure that is taken for a skip hides that something is broken.

use aws_smithy_runtime_api::client::dns::SharedDnsResolver;
use aws_types::{SdkConfig, service_config::ServiceConfigKey};

use super::{CellResult, Skip, SkipReason, dns};
use crate::{Error, ErrorKind, Session, partition::Partition};

pub(super) struct Classifier {
    skip_denied_roles: bool,
    resolver: SharedDnsResolver,
}

impl Classifier {
    pub(super) fn new(skip_denied_roles: bool, resolver: SharedDnsResolver) -> Self {
        Self { skip_denied_roles, resolver }
    }

    /// What the failure of a cell with this session is: a skip, or a failure.
    pub(super) async fn classify<T>(&self, session: &Session, error: Error) -> CellResult<T> {
        match self.reason(session, ours(&error)).await {
            Some(reason) => CellResult::Skipped(Skip::new(reason, error)),
            None => CellResult::Failed(error),
        }
    }

    async fn reason(&self, session: &Session, error: &Error) -> Option<SkipReason> {
        let region = session.region_name()?;
        // A closure may well call other accounts, which say nothing of the cell's.
        if session.known_account_id().is_some_and(|account| names_another(error, account)) {
            return None;
        }
        match error.kind() {
            // The role is one for all regions, and assumed in another than the cell's.
            ErrorKind::Credentials => {
                (self.skip_denied_roles && error.is_access_denied()).then_some(SkipReason::RoleDenied)
            }
            // The same holds for other regions.
            _ if error.region().is_some_and(|other| other != region) => None,
            ErrorKind::Service => of_code(error, region),
            // STS is in every region: where its name isn't known something else is wrong.
            ErrorKind::Dispatch
                if error.service() != Some("sts")
                    && dns::is_unknown_name(error)
                    && !has_own_endpoint(session, error.service()) =>
            {
                dns::knows_region(&self.resolver, region).await.then_some(SkipReason::ServiceNotInRegion)
            }
            _ => None,
        }
    }
}

/// The error of this crate that another library's error is about, if it is about one.
fn ours(error: &Error) -> &Error {
    match error.kind() {
        ErrorKind::Other => dns::causes(error).skip(1).find_map(|cause| cause.downcast_ref()).unwrap_or(error),
        _ => error,
    }
}

/// Whether an error, or one of this crate behind it, is of another account.
fn names_another(error: &Error, account: &str) -> bool {
    let ours = dns::causes(error).filter_map(|cause| cause.downcast_ref::<Error>());
    ours.filter_map(Error::account).any(|other| other != account)
}

fn of_code(error: &Error, region: &str) -> Option<SkipReason> {
    match error.code()? {
        // EC2: https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html
        // AWS Support and others: https://docs.aws.amazon.com/awssupport/latest/APIReference/Welcome.html
        // Organizations: https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccounts.html
        "OptInRequired" | "SubscriptionRequiredException" | "AWSOrganizationsNotInUseException" => {
            Some(SkipReason::NotSubscribed)
        }
        // STS: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html#API_AssumeRole_Errors
        "RegionDisabledException" => Some(SkipReason::RegionNotEnabled),
        "UnrecognizedClientException" | "InvalidClientTokenId" if is_opt_in(region) => {
            Some(SkipReason::RegionNotEnabled)
        }
        // EC2 also says so of a resource that is another account's.
        "AuthFailure" if is_opt_in(region) && error.message().contains("not able to validate") => {
            Some(SkipReason::RegionNotEnabled)
        }
        _ => None,
    }
}

/// Whether accounts have to enable the region. One that isn't in the table is newer than it, and in `aws` all new
/// regions have to be
/// (<https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html>).
pub(super) fn is_opt_in(region: &str) -> bool {
    let partition = Partition::of_region(region);
    match partition.regions().find(|known| known.name() == region) {
        Some(known) => known.opt_in(),
        None => partition.name() == "aws",
    }
}

/// Whether requests go elsewhere than to the names that every service has in its regions: what isn't known then says
/// nothing of the region.
fn has_own_endpoint(session: &Session, service: Option<&str>) -> bool {
    let config = session.config();
    config.endpoint_url().is_some()
        || config.use_fips() == Some(true)
        || config.use_dual_stack() == Some(true)
        || service.is_some_and(|service| has_endpoint_of(config, service))
}

/// Whether the environment or the profile has an endpoint of this service's own
/// (<https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html>).
fn has_endpoint_of(config: &SdkConfig, service: &str) -> bool {
    let key = ServiceConfigKey::builder().service_id(service).env("AWS_ENDPOINT_URL").profile("endpoint_url").build();
    config.service_config().zip(key.ok()).is_some_and(|(known, key)| known.load_config(key).is_some())
}

#[cfg(test)]
mod tests;
