//! The settings of a manager.

use std::{fmt, sync::Arc};

use aws_smithy_runtime_api::client::interceptors::SharedInterceptor;
use aws_types::SdkConfig;

use super::SessionManager;
use crate::{
    Result,
    credentials::{Clock, CredentialCache, MemoryCache, RefreshWindows, Reject, RoleOptions, role_name, role_setters},
    error::Error,
    handlers::Events,
    limits::{Limits, RateLimit},
    partition,
    session::{Recent, Terms},
};

/// How many sessions are kept besides those that are in use.
const RECENT: usize = 128;

/// What the sessions of a manager have in common.
#[derive(Clone)]
pub(super) struct Settings {
    pub(super) role_name: Option<String>,
    pub(super) options: RoleOptions,
    pub(super) windows: RefreshWindows,
    pub(super) cache: Arc<dyn CredentialCache>,
    pub(super) events: Events,
    pub(super) limits: Option<Limits>,
    pub(super) interceptors: Vec<SharedInterceptor>,
    pub(super) recent: Arc<Recent>,
    pub(super) clock: Clock,
    /// What is wrong with them.
    pub(super) fault: Option<Error>,
}

impl Settings {
    /// What holds for the sessions of one identity: of the base in `config`, or of a role that it assumes.
    pub(super) fn terms(&self, config: &SdkConfig, reject: Arc<dyn Reject>) -> Terms {
        Terms {
            events: self.events.clone(),
            partition: config.region().map(|region| partition::of_region(region.as_ref())),
            fault: None,
            reject: Some(reject),
            limits: self.limits.clone(),
            interceptors: self.interceptors.clone(),
            recent: Some(Arc::downgrade(&self.recent)),
        }
    }
}

/// The settings of a [`SessionManager`]: which role, with which arguments of AssumeRole.
///
/// ```no_run
/// use std::time::Duration;
///
/// use aws_resources_runtime::SessionManager;
///
/// # fn example(config: &aws_config::SdkConfig) -> aws_resources_runtime::Result<()> {
/// let manager = SessionManager::builder(config)
///     .role_name("audit/ReadOnly")
///     .session_name("nightly-audit")
///     .external_id("audit-5c1b7e")
///     .duration(Duration::from_secs(4 * 3600))
///     .tag("team", "security")
///     .try_build()?;
/// # Ok(())
/// # }
/// ```
#[must_use = "a builder does nothing until `build`"]
pub struct SessionManagerBuilder {
    config: SdkConfig,
    role_name: Option<String>,
    options: RoleOptions,
    windows: RefreshWindows,
    cache: Option<Arc<dyn CredentialCache>>,
    events: Events,
    rate_limit: Option<RateLimit>,
    interceptors: Vec<SharedInterceptor>,
    recent: usize,
}

impl SessionManagerBuilder {
    role_setters!();

    pub(super) fn new(config: &SdkConfig) -> Self {
        Self {
            config: config.clone(),
            role_name: None,
            options: RoleOptions::default(),
            windows: RefreshWindows::default(),
            cache: None,
            events: Events::default(),
            rate_limit: Some(RateLimit::default()),
            interceptors: Vec::new(),
            recent: RECENT,
        }
    }

    /// The role that is assumed in each account, by name, or by path and name (`audit/ReadOnly`). Its ARN is built with
    /// the partition of the base configuration's region.
    pub fn role_name(mut self, name: impl Into<String>) -> Self {
        self.role_name = Some(name.into());
        self
    }

    /// When credentials are refreshed: the base credentials and those of all roles.
    pub fn windows(mut self, windows: RefreshWindows) -> Self {
        self.windows = windows;
        self
    }

    /// A store of your own for assumed credentials, instead of this process's memory.
    pub fn credential_cache(mut self, cache: Arc<dyn CredentialCache>) -> Self {
        self.cache = Some(cache);
        self
    }

    /// Handlers for the events of all sessions.
    pub fn events(mut self, events: &Events) -> Self {
        self.events = events.clone();
        self
    }

    /// How many requests per second each service gets in each account and region: see [`RateLimit`].
    pub fn rate_limit(mut self, limit: RateLimit) -> Self {
        self.rate_limit = Some(limit);
        self
    }

    /// No limit on requests but the services' own.
    pub fn no_rate_limit(mut self) -> Self {
        self.rate_limit = None;
        self
    }

    /// How many sessions, with their clients, are kept for later besides those that are in use: 128 if not set.
    pub fn keep_sessions(mut self, count: usize) -> Self {
        self.recent = count;
        self
    }

    /// An interceptor of all calls, those of AssumeRole with them.
    #[cfg(feature = "test-util")]
    pub(crate) fn interceptor(mut self, interceptor: SharedInterceptor) -> Self {
        self.interceptors.push(interceptor);
        self
    }

    /// The manager. No call is made. What is wrong with a setting is an error of each session's first call, before
    /// anything is sent; [`try_build`](Self::try_build) tells it at once.
    pub fn build(self) -> SessionManager {
        let fault = self.check().err();
        let clock = Clock::of(&self.config);
        let settings = Settings {
            role_name: self.role_name,
            options: self.options,
            windows: self.windows,
            cache: self.cache.unwrap_or_else(|| Arc::new(MemoryCache::new())),
            events: self.events,
            limits: self.rate_limit.map(Limits::new),
            interceptors: self.interceptors,
            recent: Arc::new(Recent::new(self.recent)),
            clock,
            fault,
        };
        SessionManager::new(&self.config, settings)
    }

    /// The manager, if every setting is one that AWS would take. No call is made.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidRole`](crate::ErrorKind::InvalidRole), with the setting and AWS's rule for it.
    pub fn try_build(self) -> Result<SessionManager> {
        self.check()?;
        Ok(self.build())
    }

    fn check(&self) -> Result<()> {
        self.role_name.as_deref().map_or(Ok(()), role_name)?;
        self.options.check()
    }
}

impl fmt::Debug for SessionManagerBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SessionManagerBuilder").field("role_name", &self.role_name).finish_non_exhaustive()
    }
}
