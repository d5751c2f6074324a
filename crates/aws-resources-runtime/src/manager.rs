//! Sessions for many accounts and regions, over one shared base.

use std::{
    fmt,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use aws_types::SdkConfig;

use crate::{
    Fleet, Result, Session,
    credentials::{Base, CredentialCache, RefreshableAssumeRoleProvider, Role, RoleOptions, Sts, invalid, role_name},
    error::{Error, ErrorKind},
    handlers::Events,
    partition,
    session::{Owner, Terms, checked_account_id, no_identity_cache, shared_http},
};

mod account;
mod builder;
mod roles;
mod shared;

pub use account::Account;
pub use builder::SessionManagerBuilder;

use account::RoleChoice;
use builder::Settings;
use roles::Roles;

/// Sessions for many accounts and regions: each role is assumed once, on first use, and kept fresh.
///
/// The base credentials – those of the caller's configuration – are resolved once for all roles, and all sessions
/// share one HTTP client. Making a session makes no call. A session and its clients are shared while they are in use,
/// and the most recent ones for longer; a role's credentials are kept until they expire.
///
/// Clones are the same manager.
///
/// ```no_run
/// use aws_resources_runtime::SessionManager;
///
/// # async fn example() -> aws_resources_runtime::Result<()> {
/// let config = aws_config::load_defaults(aws_config::BehaviorVersion::latest()).await;
/// let manager = SessionManager::builder(&config).role_name("AuditRole").session_name("nightly-audit").build();
///
/// let session = manager.account("123456789012").region("eu-west-1");
/// let session = manager.role("arn:aws:iam::123456789012:role/test-role");
/// let own = manager.base();
/// # Ok(())
/// # }
/// ```
///
/// # Default session, profiles, explicit credentials
///
/// The base is what `aws_config` loads: the environment's default chain, a profile
/// (`aws_config::from_env().profile_name("audit")`), or explicit credentials (`.credentials_provider(…)`). Another base
/// for the same settings is [`with_base`](Self::with_base); one manager for a whole program
/// [`shared`](Self::shared).
///
/// # What is wrong with an argument
///
/// [`SessionManagerBuilder::build`] and the methods here can't fail, so that a session is got in one line. A bad role
/// name, account id or external id is an error of the session's first call, before anything is sent;
/// [`SessionManagerBuilder::try_build`] and [`try_account`](Self::try_account) tell it at once.
#[derive(Clone)]
pub struct SessionManager {
    inner: Arc<Inner>,
}

struct Inner {
    /// With the base credentials.
    config: SdkConfig,
    base: Session,
    /// The base with its account, once somebody told which that is.
    own: OnceLock<Session>,
    base_credentials: Base,
    settings: Settings,
    /// Made when the first role is assumed: like all clients, it needs a behaviour version.
    sts: OnceLock<Sts>,
    roles: Mutex<Roles>,
}

impl SessionManager {
    /// A manager over the caller's configuration, whose credentials assume the roles.
    pub fn builder(config: &SdkConfig) -> SessionManagerBuilder {
        SessionManagerBuilder::new(config)
    }

    fn new(config: &SdkConfig, settings: Settings) -> Self {
        let config = shared_http(config);
        let base_credentials = Base::of(&config, settings.windows.clone());
        let config = no_identity_cache(&config, base_credentials.clone());
        let terms = settings.terms(&config, Arc::new(base_credentials.clone()));
        let base = Session::of(Owner::unknown(terms), config.region(), || config.clone());
        let (own, sts, roles) = Default::default();
        let inner = Inner { config, base, own, base_credentials, settings, sts, roles };
        Self { inner: Arc::new(inner) }
    }

    /// The same settings over another base: another profile, explicit credentials. Shared with this one are the
    /// handlers of events, the rate limits of accounts that both work in, and the store of credentials, whose keys tell
    /// base credentials apart.
    #[must_use]
    pub fn with_base(&self, config: &SdkConfig) -> Self {
        Self::new(config, self.inner.settings.clone())
    }

    /// A session with the base credentials.
    pub fn base(&self) -> &Session {
        &self.inner.base
    }

    /// A session in an account, with the manager's role or the account's own, in the base configuration's region.
    ///
    /// ```no_run
    /// # async fn example(manager: aws_resources_runtime::SessionManager) {
    /// let session = manager.account("123456789012").region("eu-west-1");
    /// # }
    /// ```
    ///
    /// What is wrong with the account is an error of the session's first call.
    pub fn account(&self, account: impl Into<Account>) -> Session {
        let account = account.into();
        self.try_account(&account).unwrap_or_else(|error| self.faulty(account.id(), error))
    }

    /// A session in an account: what is wrong with it is told at once.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidAccountId`] for an id that isn't twelve digits; [`ErrorKind::InvalidRole`] for an argument that
    /// AWS would refuse, a role in another account, or a manager without a role's name; [`ErrorKind::WrongPartition`]
    /// for a role in another partition than the base.
    pub fn try_account(&self, account: impl Into<Account>) -> Result<Session> {
        let account = account.into();
        match self.role_in(&account)? {
            Some(role) => Ok(self.assumed(role)),
            None => self.own(account.id().to_owned()),
        }
    }

    /// The credentials of an account's role, for plain SDK clients: those that the manager's sessions in the account
    /// use, too.
    ///
    /// ```no_run
    /// # async fn example(manager: aws_resources_runtime::SessionManager) -> aws_resources_runtime::Result<()> {
    /// let role = manager.provider("123456789012")?;
    /// let client = aws_sdk_sts::Client::new(&role.config(manager.base().config()));
    /// println!("{:?}", role.status());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// Those of [`try_account`](Self::try_account); [`ErrorKind::InvalidRole`] also for an account with
    /// [`base_credentials`](Account::base_credentials), where no role is assumed.
    pub fn provider(&self, account: impl Into<Account>) -> Result<RefreshableAssumeRoleProvider> {
        let account = account.into();
        let role = self.role_in(&account)?;
        let role = role.ok_or_else(|| invalid(format!("no role is assumed in account {}", account.id())))?;
        Ok(self.provider_of(role).1)
    }

    /// A session of a role by its ARN, with the manager's other arguments, in the base configuration's region.
    ///
    /// As with any role that isn't the manager's own, the manager's external id is not sent: whose role an ARN names
    /// isn't known, and who has chosen it may be somebody else
    /// ([confused deputy](https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html)). For a role that asks
    /// for an external id, say which:
    ///
    /// ```no_run
    /// # fn example(manager: aws_resources_runtime::SessionManager) {
    /// use aws_resources_runtime::Account;
    ///
    /// let plain = manager.role("arn:aws:iam::123456789012:role/test-role");
    /// let account = Account::new("234567890123").role_arn("arn:aws:iam::234567890123:role/partners/Audit");
    /// let customer = manager.account(account.external_id("c-7f3a91"));
    /// # }
    /// ```
    ///
    /// What is wrong with the ARN is an error of the session's first call.
    pub fn role(&self, arn: impl Into<String>) -> Session {
        let options = RoleOptions { external_id: None, ..self.inner.settings.options.clone() };
        let role = self.usable().and_then(|()| Role::new(arn, options));
        match role.and_then(|role| self.of_partition(role)) {
            Ok(role) => self.assumed(role),
            Err(error) => self.faulty("", error),
        }
    }

    /// The handlers of the events of all its sessions, in all accounts.
    pub fn events(&self) -> &Events {
        self.inner.base.events()
    }

    /// One closure over many accounts and regions.
    ///
    /// ```no_run
    /// # fn example(manager: aws_resources_runtime::SessionManager) {
    /// let mut all = manager.fleet().accounts(["123456789012"]).all_regions().run(|session| async move {
    ///     session.account_id().await.map(str::to_owned)
    /// });
    /// # let _ = all.next();
    /// # }
    /// ```
    pub fn fleet(&self) -> Fleet {
        Fleet::new(self.clone())
    }

    /// Drops the roles that nobody uses and whose credentials have expired, and what has expired in the store of
    /// credentials; says how many roles that were. It happens by itself whenever the number of roles has doubled.
    pub fn clean_expired(&self) -> usize {
        self.inner.settings.cache.clean_expired(self.inner.settings.clock.now());
        self.inner.roles.lock().unwrap_or_else(PoisonError::into_inner).clean_expired()
    }

    /// The store that assumed credentials are kept in.
    pub fn credential_cache(&self) -> &Arc<dyn CredentialCache> {
        &self.inner.settings.cache
    }

    fn usable(&self) -> Result<()> {
        self.inner.settings.fault.clone().map_or(Ok(()), Err)
    }

    /// The role of an account with its arguments; `None` where none is assumed.
    fn role_in(&self, account: &Account) -> Result<Option<Role>> {
        self.usable()?;
        let id = checked_account_id(account.id().to_owned())?;
        let settings = &self.inner.settings;
        let mut options = settings.options.clone();
        if account.role != RoleChoice::Manager {
            options.external_id = None;
        }
        options.external_id = account.external_id.clone().or(options.external_id);
        options.duration = account.duration.or(options.duration);
        let arn = match &account.role {
            RoleChoice::Base if account.external_id.is_some() || account.duration.is_some() => {
                return Err(invalid(format!("account {id} has an external id or a duration, but no role is assumed")));
            }
            RoleChoice::Base => return Ok(None),
            RoleChoice::Arn(arn) => arn.clone(),
            RoleChoice::Name(name) => self.role_arn(&id, name)?,
            RoleChoice::Manager => {
                let Some(name) = &settings.role_name else {
                    return Err(invalid("no role to assume: give the manager a `role_name`, or the account one"));
                };
                self.role_arn(&id, name)?
            }
        };
        let role = Role::new(arn, options)?;
        if role.account() != id {
            return Err(invalid(format!("the role {} is not in account {id}", role.arn())));
        }
        self.of_partition(role).map(Some)
    }

    /// The role, if the base credentials can assume it: they are of one partition.
    fn of_partition(&self, role: Role) -> Result<Role> {
        match self.inner.base.region_name().map(partition::of_region) {
            Some(base) if base != role.partition() => {
                let what =
                    format!("{} is in partition {}, the base credentials in {base}", role.arn(), role.partition());
                Err(Error::new(ErrorKind::WrongPartition, what))
            }
            _ => Ok(role),
        }
    }

    /// The role in the partition of the base credentials: those can't assume any other.
    fn role_arn(&self, account: &str, name: &str) -> Result<String> {
        role_name(name)?;
        Ok(format!("arn:{}:iam::{account}:role/{}", self.inner.base.partition(), name.trim_start_matches('/')))
    }

    /// The base in its account: one session for all who ask, as of a role.
    fn own(&self, account: String) -> Result<Session> {
        let session = self.base().with_account_id(account)?;
        let own = self.inner.own.get_or_init(|| session.clone());
        Ok(if *own == session { own.clone() } else { session })
    }

    /// A session that can't make a call, and why.
    fn faulty(&self, account: &str, error: Error) -> Session {
        let terms = Terms { fault: Some(error.clone()), ..Terms::default() };
        let owner = match checked_account_id(account.to_owned()) {
            Ok(account) => Owner::known(account, terms),
            Err(_) => Owner::unknown(terms),
        };
        let config = &self.inner.config;
        Session::of(owner, config.region(), || no_identity_cache(config, shared::Faulty(error)))
    }
}

impl fmt::Debug for SessionManager {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SessionManager")
            .field("role_name", &self.inner.settings.role_name)
            .field("region", &self.inner.base.region_name())
            .finish_non_exhaustive()
    }
}
