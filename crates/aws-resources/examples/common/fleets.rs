//! Which accounts and regions are looked at.
//!
//! Besides what a program says in its header, the role needs `account:ListRegions`, and the credentials of the
//! environment need `sts:AssumeRole` on the roles and, unless `--accounts` is given, `organizations:ListAccounts`; with
//! `--organizational-unit`, `organizations:ListAccountsForParent` and `organizations:ListOrganizationalUnitsForParent`.

use aws_resources::{Account, Fleet, Result, SessionManager, accounts::Organization, partition::Partition};

use super::FleetArguments;

/// The accounts that were asked for, to be looked at once or in each region.
pub(crate) struct Fleets<'a> {
    manager: SessionManager,
    accounts: Vec<Account>,
    arguments: &'a FleetArguments,
}

impl<'a> Fleets<'a> {
    /// Finds the accounts. Credentials and region are the environment's; `session_name` is what CloudTrail shows of the
    /// assumed roles.
    pub(crate) async fn new(arguments: &'a FleetArguments, session_name: &str) -> Result<Self> {
        let config = aws_config::load_from_env().await;
        let mut manager = SessionManager::builder(&config).session_name(session_name);
        if let Some(name) = &arguments.role_name {
            manager = manager.role_name(name);
        }
        if let Some(id) = &arguments.external_id {
            manager = manager.external_id(id);
        }
        let manager = manager.try_build()?;
        let accounts = accounts(&manager, arguments).await?;
        Ok(Self { manager, accounts, arguments })
    }

    /// Each account in each region.
    pub(crate) fn regional(&self) -> Result<Fleet> {
        let fleet = self.fleet()?.where_enabled();
        Ok(if self.arguments.all_regions {
            fleet.all_regions()
        } else if self.arguments.regions.is_empty() {
            fleet
        } else {
            fleet.regions(&self.arguments.regions)
        })
    }

    /// Each account once, for services that would answer the same in every region.
    pub(crate) fn global(&self) -> Result<Fleet> {
        let region = self.manager.base().region_name().unwrap_or_default();
        Ok(self.fleet()?.regions([Partition::of_region(region).global_region()]))
    }

    fn fleet(&self) -> Result<Fleet> {
        let fleet = self.manager.fleet().accounts(&self.accounts).concurrency(self.arguments.concurrency);
        match self.arguments.shard {
            Some((index, count)) => fleet.shard(index, count),
            None => Ok(fleet),
        }
    }
}

async fn accounts(manager: &SessionManager, arguments: &FleetArguments) -> Result<Vec<Account>> {
    let own = manager.base().account_id().await?;
    let mut ids = arguments.accounts.clone();
    if arguments.role_name.is_none() {
        ids.push(own.to_owned());
    } else if ids.is_empty() {
        let mut accounts = Organization::new(manager.base()).accounts();
        if let Some(unit) = &arguments.organizational_unit {
            accounts = accounts.under(unit);
        }
        while let Some(account) = accounts.try_next().await? {
            ids.push(account.id().to_owned());
        }
    }
    // The roles of an organisation are mostly not in its management account.
    let account = |id: String| if id == own { Account::new(id).base_credentials() } else { Account::new(id) };
    Ok(ids.into_iter().map(account).collect())
}
