//! Sessions: one account or role in one region.

use std::{
    any::{Any, TypeId},
    collections::HashMap,
    fmt,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use aws_types::{SdkConfig, region::Region};

use crate::{
    Result,
    call::{Call, Caller},
    error::{Error, ErrorKind},
    partition,
};

mod account;
mod http;

use account::Account;

/// One account or role in one region: what every service resource is made from.
///
/// A session takes the caller's [`SdkConfig`] as it is, with its credentials, HTTP client, retries, timeouts and
/// behaviour version, and makes the SDK's clients from it, one per service. Where the configuration has no HTTP client,
/// all sessions share the one that the SDK would make. It is cheap to clone and to send to other
/// tasks; clones share clients.
///
/// ```no_run
/// use aws_resources_runtime::Session;
///
/// # async fn example() {
/// let config = aws_config::load_defaults(aws_config::BehaviorVersion::latest()).await;
/// let session = Session::new(&config);
/// let ireland = session.with_region("eu-west-1"); // the same credentials in another region
/// # }
/// ```
#[derive(Clone)]
pub struct Session {
    inner: Arc<Inner>,
}

struct Inner {
    config: SdkConfig,
    identity: Identity,
    account: Arc<Account>,
    clients: Mutex<HashMap<TypeId, Box<dyn Any + Send + Sync>>>,
}

/// Whose resources a session sees. Without an account id two configurations can't be compared, so each
/// [`Session::new`] counts as another identity.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Identity {
    Account(String),
    Session(u64),
}

impl Session {
    /// A session over the caller's configuration. No call is made.
    ///
    /// The configuration's `BehaviorVersion` is used as it is; as with the SDK's own clients, a configuration
    /// without one panics when the first client is made from it.
    pub fn new(config: &SdkConfig) -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let identity = Identity::Session(NEXT.fetch_add(1, Ordering::Relaxed));
        Self::from_parts(http::shared(config), identity, Arc::default())
    }

    fn from_parts(config: SdkConfig, identity: Identity, account: Arc<Account>) -> Self {
        Self { inner: Arc::new(Inner { config, identity, account, clients: Mutex::default() }) }
    }

    /// The same credentials in another region.
    #[must_use]
    pub fn with_region(&self, region: impl Into<String>) -> Self {
        let config = self.inner.config.to_builder().region(Region::new(region.into())).build();
        Self::from_parts(config, self.inner.identity.clone(), self.inner.account.clone())
    }

    /// The same session with its account id told beforehand, so that no ARN needs an STS call for it.
    ///
    /// Resources of two sessions are equal only where both were told the same account id in this way, or one session
    /// is a clone of the other.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidAccountId`] when `account_id` isn't twelve digits.
    pub fn with_account_id(&self, account_id: impl Into<String>) -> Result<Self> {
        let account_id = account_id.into();
        if account_id.len() != 12 || !account_id.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(Error::new(
                ErrorKind::InvalidAccountId,
                format!("`{account_id}` is not an AWS account id: it must be exactly twelve digits"),
            ));
        }
        let identity = Identity::Account(account_id.clone());
        Ok(Self::from_parts(self.inner.config.clone(), identity, Arc::new(Account::known(account_id))))
    }

    /// The configuration that the SDK's clients are made from.
    pub fn config(&self) -> &SdkConfig {
        &self.inner.config
    }

    /// The region, or `None` when the configuration has none: calls then fail with [`ErrorKind::MissingRegion`].
    pub fn region(&self) -> Option<&str> {
        self.inner.config.region().map(AsRef::as_ref)
    }

    /// The partition of the region: `aws`, `aws-cn`, `aws-us-gov`, … (`aws` without a region).
    pub fn partition(&self) -> &'static str {
        self.region().map_or("aws", partition::of_region)
    }

    /// The account id, if it is known without a call.
    pub fn known_account_id(&self) -> Option<&str> {
        self.inner.account.get()
    }

    /// The account id: the known one, else from STS [`GetCallerIdentity`], which is asked once for this session,
    /// its clones and its other regions.
    ///
    /// # Errors
    /// What the STS call fails with.
    ///
    /// [`GetCallerIdentity`]: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
    pub async fn account_id(&self) -> Result<&str> {
        self.inner.account.get_or_ask(self.caller_account()).await
    }

    async fn caller_account(&self) -> Result<String> {
        let call = Call::new(Arc::new(Sts(self.clone())), "GetCallerIdentity");
        let client = self.client(aws_sdk_sts::Client::new);
        let identity = call.send(client.get_caller_identity().send()).await?;
        call.required(identity.account, "Account")
    }

    /// The SDK client that `make` makes from this session's configuration: made once, then shared.
    #[doc(hidden)]
    pub fn client<C: Clone + Send + Sync + 'static>(&self, make: fn(&SdkConfig) -> C) -> C {
        let mut clients = self.inner.clients.lock().unwrap_or_else(PoisonError::into_inner);
        let client = clients.entry(TypeId::of::<C>()).or_insert_with(|| Box::new(make(&self.inner.config)));
        match client.downcast_ref::<C>() {
            Some(client) => client.clone(),
            None => make(&self.inner.config),
        }
    }
}

impl PartialEq for Session {
    /// Sessions are equal when they see the same resources: the same identity in the same region.
    fn eq(&self, other: &Self) -> bool {
        self.inner.identity == other.inner.identity && self.region() == other.region()
    }
}

impl Eq for Session {}

impl std::hash::Hash for Session {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.inner.identity.hash(state);
        self.region().hash(state);
    }
}

impl fmt::Debug for Session {
    /// Account and region only, never the configuration: it holds credentials.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("account_id", &self.known_account_id())
            .field("region", &self.region())
            .finish_non_exhaustive()
    }
}

/// The session's own call to STS, for errors to name.
struct Sts(Session);

impl Caller for Sts {
    fn session(&self) -> &Session {
        &self.0
    }
    fn service(&self) -> &'static str {
        "sts"
    }
}
