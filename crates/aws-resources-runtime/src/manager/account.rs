//! An account to work in.

use std::{fmt, time::Duration};

/// An account to work in, with what differs there from the manager's settings.
///
/// A role of its own brings its own external id, or none: the manager's is not sent with it, so that one customer's
/// external id never goes with another's role.
///
/// ```
/// use std::time::Duration;
///
/// use aws_resources_runtime::Account;
///
/// let plain: Account = "123456789012".into(); // the manager's role
/// let customer = Account::new("234567890123").role_name("partners/Audit").external_id("c-7f3a91");
/// let long = Account::new("345678901234").duration(Duration::from_secs(4 * 3600));
/// let own = Account::new("456789012345").base_credentials(); // no role: where the base credentials belong
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Account {
    id: String,
    pub(super) role: RoleChoice,
    pub(super) external_id: Option<String>,
    pub(super) duration: Option<Duration>,
}

/// Which role is assumed in an account.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum RoleChoice {
    Manager,
    Name(String),
    Arn(String),
    Base,
}

impl Account {
    /// The account with the manager's settings. An id that isn't twelve digits is told when the account is used,
    /// before any call.
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into(), role: RoleChoice::Manager, external_id: None, duration: None }
    }

    /// The account id.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// A role of its own, by name, or by path and name (`audit/ReadOnly`).
    #[must_use]
    pub fn role_name(mut self, name: impl Into<String>) -> Self {
        self.role = RoleChoice::Name(name.into());
        self
    }

    /// A role of its own, by ARN. It must be in this account.
    #[must_use]
    pub fn role_arn(mut self, arn: impl Into<String>) -> Self {
        self.role = RoleChoice::Arn(arn.into());
        self
    }

    /// No role: the manager's base credentials belong to this account. A role as `OrganizationAccountAccessRole`
    /// isn't there in an organisation's management account, for one.
    #[must_use]
    pub fn base_credentials(mut self) -> Self {
        self.role = RoleChoice::Base;
        self
    }

    /// An external id of its own.
    #[must_use]
    pub fn external_id(mut self, id: impl Into<String>) -> Self {
        self.external_id = Some(id.into());
        self
    }

    /// How long its sessions last, from 15 minutes to the role's maximum.
    #[must_use]
    pub fn duration(mut self, duration: Duration) -> Self {
        self.duration = Some(duration);
        self
    }
}

impl From<&Account> for Account {
    fn from(account: &Account) -> Self {
        account.clone()
    }
}

impl From<&str> for Account {
    fn from(id: &str) -> Self {
        Self::new(id)
    }
}

impl From<String> for Account {
    fn from(id: String) -> Self {
        Self::new(id)
    }
}

impl From<&String> for Account {
    fn from(id: &String) -> Self {
        Self::new(id)
    }
}

impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Account").field("id", &self.id).field("role", &self.role).finish_non_exhaustive()
    }
}
