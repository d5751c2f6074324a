//! The provider of a role's credentials.

use std::{fmt, sync::Arc, time::SystemTime};

use aws_credential_types::{
    Credentials,
    provider::{ProvideCredentials, SharedCredentialsProvider, future},
};
use aws_types::SdkConfig;

use super::{
    CredentialStatus,
    assume::{AssumeRole, CHAINED, Sts, TOO_LONG_FOR_A_CHAIN},
    base::{Base, provide},
    cache::CredentialCache,
    refresh::Refresher,
    rejection::Reject,
    role::{Role, RoleOptions, role_setters},
    validate,
    windows::RefreshWindows,
};
use crate::{
    Result,
    error::{Error, ErrorKind},
    session::no_identity_cache,
};

/// Credentials of a role, by STS [`AssumeRole`], kept fresh for as long as they are asked for.
///
/// They are refreshed in the background before they expire, so that nobody waits ([`RefreshWindows`]); where callers
/// must wait – the first time, or in the last minute – they wait for one call. While a refresh fails and the
/// credentials are valid, they are served, and the source is left alone for some minutes. What STS refuses for good
/// (access denied, bad arguments) is told at once, and for a few seconds to all who ask.
///
/// Clones share the credentials. Each provider that is built resolves the base credentials of its configuration for
/// itself; [`SessionManager::provider`](crate::SessionManager::provider) gives any number that share them. Give it to plain SDK clients with [`config`](Self::config), which also turns the
/// SDK's own cache off. With `.credentials_provider(role)` on a loader or a client that cache stays on top: it asks for
/// credentials only seconds before those that it has expire, so that nothing is refreshed in the background.
///
/// ```no_run
/// use aws_resources_runtime::credentials::RefreshableAssumeRoleProvider;
///
/// # async fn example() -> aws_resources_runtime::Result<()> {
/// let config = aws_config::load_defaults(aws_config::BehaviorVersion::latest()).await;
/// let role = RefreshableAssumeRoleProvider::builder("arn:aws:iam::123456789012:role/AuditRole")
///     .session_name("nightly-audit")
///     .configure(&config)
///     .build()?;
/// let client = aws_sdk_sts::Client::new(&role.config(&config));
/// # Ok(())
/// # }
/// ```
///
/// [`AssumeRole`]: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
#[derive(Clone)]
pub struct RefreshableAssumeRoleProvider {
    role: Arc<Role>,
    refresher: Refresher,
}

impl RefreshableAssumeRoleProvider {
    /// A provider of this role's credentials, by its ARN.
    pub fn builder(role_arn: impl Into<String>) -> RefreshableAssumeRoleProviderBuilder {
        RefreshableAssumeRoleProviderBuilder {
            role_arn: role_arn.into(),
            options: RoleOptions::default(),
            config: None,
            base: None,
            windows: RefreshWindows::default(),
            cache: None,
        }
    }

    pub(crate) fn new(
        role: Arc<Role>,
        sts: Sts,
        windows: RefreshWindows,
        cache: Option<Arc<dyn CredentialCache>>,
    ) -> Self {
        let clock = sts.clock().clone();
        let refresher = Refresher::new(AssumeRole { role: role.clone(), sts, cache }, windows, clock);
        Self { role, refresher }
    }

    /// The role's ARN.
    pub fn role_arn(&self) -> &str {
        self.role.arn()
    }

    /// The account that the role is in.
    pub fn account_id(&self) -> &str {
        self.role.account()
    }

    /// The configuration with these credentials, for plain SDK clients. The SDK's cache of identities is turned off:
    /// over ours it would serve credentials until 10 seconds before they expire, and let callers wait then.
    #[must_use]
    pub fn config(&self, config: &SdkConfig) -> SdkConfig {
        no_identity_cache(config, self.clone())
    }

    /// Says that a service refused the credentials with this access key id: the next caller gets new ones. Nothing
    /// happens if others are held by now. Clients of a [`SessionManager`](crate::SessionManager)'s sessions say so by
    /// themselves when a service answers `ExpiredToken` or `InvalidToken`; those over [`config`](Self::config) don't.
    ///
    /// After a refresh that failed, the source is left alone for its time all the same.
    pub fn invalidate(&self, access_key_id: &str) {
        self.refresher.reject(access_key_id);
    }

    /// What is held now, or `None` before the first call.
    pub fn status(&self) -> Option<CredentialStatus> {
        self.refresher.status()
    }

    pub(crate) fn refresher(&self) -> &Refresher {
        &self.refresher
    }
}

impl ProvideCredentials for RefreshableAssumeRoleProvider {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        provide(&self.refresher)
    }

    fn fallback_on_interrupt(&self) -> Option<Credentials> {
        self.refresher.held()
    }
}

impl Reject for RefreshableAssumeRoleProvider {
    fn reject(&self, access_key_id: &str) {
        self.invalidate(access_key_id);
    }
}

impl fmt::Debug for RefreshableAssumeRoleProvider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RefreshableAssumeRoleProvider")
            .field("role_arn", &self.role.arn())
            .field("session_name", &self.role.session_name())
            .finish_non_exhaustive()
    }
}

impl From<RefreshableAssumeRoleProvider> for SharedCredentialsProvider {
    fn from(provider: RefreshableAssumeRoleProvider) -> Self {
        Self::new(provider)
    }
}

/// The arguments of AssumeRole, the base credentials, and when to refresh.
///
/// ```no_run
/// use std::time::Duration;
///
/// use aws_resources_runtime::credentials::{RefreshWindows, RefreshableAssumeRoleProvider};
///
/// # fn example(config: &aws_config::SdkConfig) -> aws_resources_runtime::Result<()> {
/// let role = RefreshableAssumeRoleProvider::builder("arn:aws:iam::123456789012:role/AuditRole")
///     .session_name("nightly-audit")
///     .windows(RefreshWindows::default().advisory(Duration::from_secs(30 * 60)))
///     .configure(config)
///     .build()?;
/// # Ok(())
/// # }
/// ```
#[must_use = "a builder does nothing until `build`"]
pub struct RefreshableAssumeRoleProviderBuilder {
    role_arn: String,
    options: RoleOptions,
    config: Option<SdkConfig>,
    base: Option<Base>,
    windows: RefreshWindows,
    cache: Option<Arc<dyn CredentialCache>>,
}

impl RefreshableAssumeRoleProviderBuilder {
    role_setters!();

    /// The configuration with which STS is called: base credentials, region, HTTP client, retries, clock.
    pub fn configure(mut self, config: &SdkConfig) -> Self {
        self.config = Some(config.clone());
        self
    }

    /// Another role as the base: its credentials call STS instead of the configuration's (role chaining). Sessions
    /// then last at most 1 hour.
    pub fn base(mut self, role: &RefreshableAssumeRoleProvider) -> Self {
        self.base = Some(Base::role(role.refresher.clone()));
        self
    }

    /// When the credentials are refreshed.
    pub fn windows(mut self, windows: RefreshWindows) -> Self {
        self.windows = windows;
        self
    }

    /// A store that is asked before STS, and told what STS gave.
    pub fn credential_cache(mut self, cache: Arc<dyn CredentialCache>) -> Self {
        self.cache = Some(cache);
        self
    }

    /// The provider. No call is made.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidRole`](crate::ErrorKind::InvalidRole) for an argument that AWS would refuse, or a duration
    /// of more than 1 hour with another role as the base; [`ErrorKind::Request`] without
    /// [`configure`](Self::configure).
    pub fn build(self) -> Result<RefreshableAssumeRoleProvider> {
        let Some(config) = self.config else {
            let what = "STS can't be called without a configuration: use `.configure(&config)`";
            return Err(Error::new(ErrorKind::Request, what));
        };
        if self.base.is_some() && self.options.duration.is_some_and(|duration| duration > CHAINED) {
            return Err(validate::invalid(TOO_LONG_FOR_A_CHAIN));
        }
        let role = Arc::new(Role::new(self.role_arn, self.options)?);
        let config = crate::session::shared_http(&config);
        let base = self.base.unwrap_or_else(|| Base::of(&config, self.windows.clone()));
        Ok(RefreshableAssumeRoleProvider::new(role, Sts::new(&config, base, &[]), self.windows, self.cache))
    }
}

impl fmt::Debug for RefreshableAssumeRoleProviderBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RefreshableAssumeRoleProviderBuilder").field("role_arn", &self.role_arn).finish_non_exhaustive()
    }
}

impl CredentialStatus {
    /// Whether the credentials are valid at `now`.
    pub fn is_valid(&self, now: SystemTime) -> bool {
        self.expires_at.is_none_or(|expiry| now < expiry)
    }
}
