//! An account of an organisation.

use std::fmt;

use aws_sdk_organizations::types::{Account as Data, AccountState, AccountStatus};

use crate::manager;

/// An account of an organisation, from [`OrganizationAccounts`](super::OrganizationAccounts).
///
/// It is taken wherever an [`Account`](manager::Account) is: then it is the account with the manager's settings.
///
/// ```no_run
/// # use aws_resources_runtime::{Result, SessionManager, accounts::Organization};
/// # async fn example(manager: SessionManager) -> Result<()> {
/// let accounts = Organization::new(manager.base()).accounts().try_collect().await?;
/// for account in &accounts {
///     println!("{} {}", account.id(), account.name().unwrap_or_default());
/// }
/// let fleet = manager.fleet().accounts(accounts);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, PartialEq)]
pub struct OrganizationAccount {
    id: String,
    data: Data,
}

impl OrganizationAccount {
    pub(super) fn new(id: String, data: Data) -> Self {
        Self { id, data }
    }

    /// The account id.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The name that people gave it.
    pub fn name(&self) -> Option<&str> {
        self.data.name()
    }

    /// The email address of its root user.
    pub fn email(&self) -> Option<&str> {
        self.data.email()
    }

    /// Its ARN, which names the organisation's management account as the owner.
    pub fn arn(&self) -> Option<&str> {
        self.data.arn()
    }

    /// Where it is in its life: active, suspended, closed, …
    /// ([states](https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_account_state.html)).
    pub fn state(&self) -> Option<&AccountState> {
        self.data.state()
    }

    /// Whether it can be worked in: its state is `ACTIVE`. An account of which AWS tells no state counts as active,
    /// so that none is left out without a word.
    pub fn is_active(&self) -> bool {
        // AWS tells the state since September 2025 and retired the status a year later.
        match (self.data.state(), self.data.status()) {
            (Some(state), _) => *state == AccountState::Active,
            (None, Some(status)) => *status == AccountStatus::Active,
            (None, None) => true,
        }
    }

    /// Whether it is the organisation's management account, told from its ARN.
    ///
    /// Organizations makes the role `OrganizationAccountAccessRole` in the accounts that it creates, never in this one
    /// ([roles](https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_access-cross-account-role.html)),
    /// so that it needs a role of its own or the base credentials.
    pub fn is_management_account(&self) -> bool {
        self.arn().and_then(|arn| arn.split(':').nth(4)).is_some_and(|owner| owner == self.id)
    }

    /// All that Organizations says of it.
    pub fn data(&self) -> &Data {
        &self.data
    }
}

impl fmt::Debug for OrganizationAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OrganizationAccount").field("id", &self.id).field("name", &self.name()).finish_non_exhaustive()
    }
}

impl From<&OrganizationAccount> for manager::Account {
    fn from(account: &OrganizationAccount) -> Self {
        Self::new(&account.id)
    }
}

impl From<OrganizationAccount> for manager::Account {
    fn from(account: OrganizationAccount) -> Self {
        Self::new(account.id)
    }
}
