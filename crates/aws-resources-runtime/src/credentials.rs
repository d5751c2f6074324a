//! Credentials of roles: assumed once, shared, refreshed before they expire.
//!
//! [`RefreshableAssumeRoleProvider`] is one role's credentials. [`SessionManager`](crate::SessionManager) makes and
//! shares one for each account; by itself it feeds any SDK client. [`RefreshWindows`] says when credentials are
//! refreshed, a [`CredentialCache`] where they are kept besides.
//!
//! Secrets are in no `Debug`, log or error, and nothing is written to disk.

use std::time::{Duration, SystemTime};

mod assume;
mod base;
mod cache;
mod mfa;
mod provider;
mod refresh;
mod rejection;
mod role;
mod state;
mod validate;
mod windows;

pub use aws_credential_types::{
    Credentials,
    provider::{ProvideCredentials, SharedCredentialsProvider},
};
pub use cache::{CacheFuture, CredentialCache, CredentialKey, MemoryCache};
pub use mfa::MfaRequest;
pub use provider::{RefreshableAssumeRoleProvider, RefreshableAssumeRoleProviderBuilder};
pub use windows::RefreshWindows;

pub(crate) use assume::Sts;
pub(crate) use base::Base;
pub(crate) use mfa::Mfa;
pub(crate) use refresh::Clock;
pub(crate) use rejection::{Reject, interceptor as rejections};
pub(crate) use role::{Role, RoleOptions, role_setters};
pub(crate) use validate::{invalid, role_name};

/// What a provider holds: for people who watch it, and for tests.
///
/// ```no_run
/// # use aws_resources_runtime::credentials::RefreshableAssumeRoleProvider;
/// # fn example(role: &RefreshableAssumeRoleProvider) {
/// match role.status() {
///     Some(status) => println!("{} until {:?}", status.access_key_id, status.expires_at),
///     None => println!("not assumed yet"),
/// }
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CredentialStatus {
    /// The id of the access key. Not a secret.
    pub access_key_id: String,
    /// When the credentials expire; `None` if they don't.
    pub expires_at: Option<SystemTime>,
    /// When the first caller starts a refresh in the background.
    pub refresh_at: Option<SystemTime>,
    /// When callers wait for a refresh.
    pub mandatory_at: Option<SystemTime>,
    /// The advisory window by the lifetime of the credentials, without jitter.
    pub advisory_window: Option<Duration>,
}

impl CredentialStatus {
    fn of(held: &state::Held) -> Self {
        Self {
            access_key_id: held.credentials.access_key_id().to_owned(),
            expires_at: held.credentials.expiry(),
            refresh_at: held.begin.map(|begin| begin.advisory),
            mandatory_at: held.begin.map(|begin| begin.mandatory),
            advisory_window: held.begin.map(|begin| begin.window),
        }
    }
}
