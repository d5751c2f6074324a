//! Cells that need not run: AWS itself says that their region isn't enabled, or doesn't have the service.

use std::{
    collections::{BTreeSet, HashMap},
    sync::{Arc, Mutex, PoisonError},
};

use tokio::sync::OnceCell;

use super::{Fleet, Skip, SkipReason, classify::is_opt_in};
use crate::{Error, ErrorKind, Result, Session};

/// Those regions of an account that it had to enable, or `None` where it doesn't tell.
type Enabled = Arc<OnceCell<Option<BTreeSet<String>>>>;

/// What AWS says of regions, as far as it was asked.
#[derive(Default)]
pub(super) struct KnownRegions {
    services: Vec<(String, BTreeSet<String>)>,
    ask_accounts: bool,
    accounts: Mutex<HashMap<String, Enabled>>,
}

impl Fleet {
    /// Skips, before any call, the cells in whose region AWS doesn't offer a service
    /// ([`SkipReason::ServiceNotInRegion`]): its list is asked for now, once, by
    /// [`Session::available_regions`](crate::Session::available_regions) of the manager's base session. For a closure
    /// that calls several services, name each.
    ///
    /// ```no_run
    /// # async fn example(manager: aws_resources_runtime::SessionManager) -> aws_resources_runtime::Result<()> {
    /// let fleet = manager.fleet().accounts(["123456789012"]).all_regions().where_available("rds").await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// Those of `available_regions`: for one, NotFound for a service that AWS doesn't list.
    pub async fn where_available(mut self, service: &str) -> Result<Self> {
        let regions = self.manager.base().available_regions(service).await?;
        self.known_regions.services.push((service.to_owned(), regions.into_iter().collect()));
        Ok(self)
    }

    /// Skips, before the closure runs, the cells whose region the account hasn't enabled
    /// ([`SkipReason::RegionNotEnabled`]). Each account is asked once, by
    /// [`Session::enabled_regions`](crate::Session::enabled_regions), if it has cells in regions that must be enabled. An
    /// account that doesn't tell is taken to have enabled all: what its calls say then decides.
    pub fn where_enabled(mut self) -> Self {
        self.known_regions.ask_accounts = true;
        self
    }
}

impl KnownRegions {
    /// Why the cell of this session need not run.
    pub(super) async fn skip(&self, session: &Session) -> Option<Skip> {
        let region = session.region_name()?;
        let place = |message| {
            let error = Error::new(ErrorKind::Other, message);
            error.located(session.known_account_id().unwrap_or_default(), region)
        };
        if let Some((service, _)) = self.services.iter().find(|(_, regions)| !regions.contains(region)) {
            let error = place(format!("AWS's list of regions with `{service}` does not have {region}"));
            return Some(Skip::new(SkipReason::ServiceNotInRegion, error));
        }
        if !self.ask_accounts || !is_opt_in(region) || self.is_enabled(session, region).await {
            return None;
        }
        let error = place(format!("the account's list of enabled regions does not have {region}"));
        Some(Skip::new(SkipReason::RegionNotEnabled, error))
    }

    async fn is_enabled(&self, session: &Session, region: &str) -> bool {
        let account = session.known_account_id().unwrap_or_default().to_owned();
        let enabled = self.accounts.lock().unwrap_or_else(PoisonError::into_inner).entry(account).or_default().clone();
        let enabled = enabled.get_or_init(|| async {
            match session.enabled_regions().await {
                Ok(regions) => Some(regions.into_iter().filter(|region| is_opt_in(region)).collect()),
                Err(error) => {
                    tracing::debug!(%error, "an account does not tell its regions");
                    None
                }
            }
        });
        enabled.await.as_ref().is_none_or(|regions: &BTreeSet<String>| regions.contains(region))
    }
}
