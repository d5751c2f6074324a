//! Sessions for many accounts and regions, over one shared base.

use aws_types::SdkConfig;

use crate::Session;

mod account;

pub use account::Account;

/// Sessions for many accounts and regions.
#[derive(Clone, Debug)]
pub struct SessionManager {
    base: Session,
}

impl SessionManager {
    /// A manager over the caller's configuration.
    pub fn new(config: &SdkConfig) -> Self {
        Self { base: Session::new(config) }
    }

    /// A session with the base credentials.
    pub fn base(&self) -> &Session {
        &self.base
    }

    /// A session in an account, in the base configuration's region.
    pub fn account(&self, account: impl Into<Account>) -> Session {
        let account = account.into();
        self.base.with_account_id(account.id()).unwrap_or_else(|_| self.base.clone())
    }
}
