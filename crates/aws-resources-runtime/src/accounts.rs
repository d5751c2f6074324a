//! Which accounts and regions there are, asked of AWS: the accounts of an organisation, the regions that an account may
//! use, and the regions that have a service.
//!
//! ```no_run
//! use aws_resources_runtime::{SessionManager, accounts::Organization};
//!
//! # async fn example(manager: SessionManager) -> aws_resources_runtime::Result<()> {
//! let mut accounts = Organization::new(manager.base()).accounts();
//! while let Some(account) = accounts.try_next().await? {
//!     let session = manager.account(&account);
//!     println!("{}: {:?}", account.name().unwrap_or_default(), session.enabled_regions().await?);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! The names of AWS's regions without a call are in [`partition`](crate::partition).

use std::sync::Arc;

use crate::{
    Session,
    call::{Call, Caller},
};

mod account;
mod organization;
mod regions;
mod services;
mod tree;

pub use account::OrganizationAccount;
pub use aws_sdk_organizations;
pub use organization::{Organization, OrganizationAccounts};

/// Who asks, for errors to name.
struct Discoverer {
    session: Session,
    service: &'static str,
    /// What is looked into, where it isn't everything.
    label: Option<String>,
}

impl Discoverer {
    fn call(session: &Session, service: &'static str, operation: &'static str, label: Option<String>) -> Call {
        Call::new(Arc::new(Self { session: session.clone(), service, label }), operation)
    }
}

impl Caller for Discoverer {
    fn session(&self) -> &Session {
        &self.session
    }
    fn service(&self) -> &'static str {
        self.service
    }
    fn label(&self) -> Option<String> {
        self.label.clone()
    }
}
