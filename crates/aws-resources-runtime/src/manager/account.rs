//! An account to work in.

use std::time::Duration;

/// An account to work in, with what differs there from the manager's settings.
///
/// The external id belongs to the account's record: it is sent with this account's role and with no other, so that two
/// customers' external ids can't be mixed.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Account {
    id: String,
    pub(super) role: Option<String>,
    pub(super) external_id: Option<String>,
    pub(super) duration: Option<Duration>,
}

impl Account {
    /// The account with the manager's settings.
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into(), role: None, external_id: None, duration: None }
    }

    /// The account id.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// A role of its own: a name, or a path and a name (`audit/ReadOnly`).
    #[must_use]
    pub fn role_name(mut self, name: impl Into<String>) -> Self {
        self.role = Some(name.into());
        self
    }

    /// An external id of its own.
    #[must_use]
    pub fn external_id(mut self, id: impl Into<String>) -> Self {
        self.external_id = Some(id.into());
        self
    }

    /// How long its sessions last, between 15 minutes and the role's maximum.
    #[must_use]
    pub fn duration(mut self, duration: Duration) -> Self {
        self.duration = Some(duration);
        self
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

impl std::fmt::Debug for Account {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Account").field("id", &self.id).field("role", &self.role).finish_non_exhaustive()
    }
}
