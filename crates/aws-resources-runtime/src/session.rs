//! Sessions: one account or role in one region.

use std::{
    any::{Any, TypeId},
    collections::HashMap,
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use aws_types::{SdkConfig, region::Region};

use crate::{
    Result,
    call::{BoxFuture, Call},
    connect,
    error::Error,
    handlers::Events,
    partition,
};

mod account;
mod connect;
mod default;
mod http;
mod owner;
mod recent;
mod silent;

pub use connect::ClientSetup;
pub(crate) use owner::{Owner, Terms};
pub(crate) use recent::Recent;

pub(crate) use account::{checked as checked_account_id, wrong as wrong_account};
pub(crate) use http::{no_identity_cache, shared as shared_http};

use account::Sts;

/// One account or role in one region: what every service resource is made from.
///
/// A session takes the caller's [`SdkConfig`] as it is, with its credentials, HTTP client, retries, timeouts and
/// behaviour version, and makes the SDK's clients from it, one per service. Where the configuration has no HTTP client,
/// all sessions share the one that the SDK would make: one in each tokio runtime that they are used in, wherever they
/// were made. It is cheap to clone and to send to other tasks; clones share clients, and so do sessions of one account
/// that are in the same region at one time.
///
/// ```no_run
/// use aws_resources_runtime::Session;
///
/// # async fn example() {
/// let config = aws_config::load_defaults(aws_config::BehaviorVersion::latest()).await;
/// let session = Session::new(&config);
/// let ireland = session.region("eu-west-1"); // the same credentials in another region
/// # }
/// ```
#[derive(Clone)]
pub struct Session {
    inner: Arc<Inner>,
    /// The account that it must be of, said by somebody who can't know it: it makes no call in another.
    expected: Option<Arc<str>>,
}

struct Inner {
    config: SdkConfig,
    owner: Arc<Owner>,
    clients: Mutex<HashMap<TypeId, Box<dyn Any + Send + Sync>>>,
}

impl Session {
    /// A session over the caller's configuration. No call is made.
    ///
    /// The configuration's `BehaviorVersion` is used as it is; as with the SDK's own clients, a configuration
    /// without one panics when the first client is made from it.
    pub fn new(config: &SdkConfig) -> Self {
        Self::of(Owner::unknown(Terms::default()), config.region(), || http::shared(config))
    }

    /// The session of `owner` in `region`: the one that is in use, or a new one with `config`, which is in that region.
    pub(crate) fn of(owner: Arc<Owner>, region: Option<&Region>, config: impl FnOnce() -> SdkConfig) -> Self {
        let make = || Arc::new(Inner { config: config(), owner: owner.clone(), clients: Mutex::default() });
        let inner = match region {
            Some(region) => owner.in_region(region.to_string(), make),
            None => make(),
        };
        Self { inner, expected: None }
    }

    /// The same credentials in another region. No call is made.
    #[must_use]
    pub fn region(&self, name: impl Into<String>) -> Self {
        let region = Region::new(name.into());
        let config = || self.inner.config.to_builder().region(region.clone()).build();
        let session = Self::of(self.inner.owner.clone(), Some(&region), config);
        Self { expected: self.expected.clone(), ..session }
    }

    /// The same session for what is said to be of this account: before its first call it finds out its own, and fails
    /// with [`ErrorKind::WrongAccount`](crate::ErrorKind::WrongAccount) where that is another.
    pub(crate) fn expecting(&self, account: &str) -> Self {
        let known = self.inner.owner.account.get() == Some(account);
        Self { inner: self.inner.clone(), expected: (!known).then(|| account.into()) }
    }

    /// The same session with its account id told beforehand, so that no ARN needs an STS call for it.
    ///
    /// Sessions of one region are equal, and resources with them, where their accounts are known beforehand and the
    /// same, whichever role they have: they see the same resources. A [`SessionManager`](crate::SessionManager) knows
    /// the accounts of its sessions. Sessions whose account isn't known beforehand are equal only to their clones, and
    /// to the sessions of resources that are made with them of references and ARNs of the account that they have.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidAccountId`](crate::ErrorKind::InvalidAccountId) when `account_id` isn't twelve digits.
    pub fn with_account_id(&self, account_id: impl Into<String>) -> Result<Self> {
        let owner = Owner::known(account::checked(account_id.into())?, self.inner.owner.terms.clone());
        let config = &self.inner.config;
        Ok(Self::of(owner, config.region(), || config.clone()))
    }

    /// The configuration that the SDK's clients are made from: region and credentials, without a cache of the SDK's on
    /// top of ours.
    ///
    /// A client that is made from it alone has neither the session's event handlers nor a manager's rate limit, and
    /// doesn't tell when a service refuses its credentials: [`client`](Self::client) makes one that does.
    pub fn config(&self) -> &SdkConfig {
        &self.inner.config
    }

    /// The name of the region, or `None` when the configuration has none: calls then fail with
    /// [`ErrorKind::MissingRegion`](crate::ErrorKind::MissingRegion).
    pub fn region_name(&self) -> Option<&str> {
        self.inner.config.region().map(AsRef::as_ref)
    }

    /// The partition of the region: `aws`, `aws-cn`, `aws-us-gov`, … (`aws` without a region).
    pub fn partition(&self) -> &'static str {
        self.region_name().map_or("aws", partition::of_region)
    }

    /// The account id, if it is known without a call. For the session of a resource that was made of a reference or an
    /// ARN, it is the account in that: in another one, the session makes no call.
    pub fn known_account_id(&self) -> Option<&str> {
        self.expected.as_deref().or_else(|| self.inner.owner.account.get())
    }

    /// The account id: the known one, else from STS [`GetCallerIdentity`], which is asked once for this session,
    /// its clones and its other regions.
    ///
    /// # Errors
    /// What the STS call fails with; [`ErrorKind::WrongAccount`](crate::ErrorKind::WrongAccount) for the session of a
    /// resource that was made of a reference or an ARN of another account.
    ///
    /// [`GetCallerIdentity`]: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
    pub async fn account_id(&self) -> Result<&str> {
        // The call is in nobody's name: that of an expected account would be told as known.
        let plain = Self { expected: None, ..self.clone() };
        let own = self.inner.owner.account.get_or_ask(plain.caller_account()).await?;
        match &self.expected {
            Some(expected) if **expected != *own => Err(account::wrong(expected, own)),
            _ => Ok(own),
        }
    }

    /// What has to be done before a call of a session that must be of an account: its own is found out and compared.
    pub(crate) fn checking(&self) -> Option<BoxFuture<Result<()>>> {
        let expected = self.expected.as_deref()?;
        if self.inner.owner.account.get() == Some(expected) {
            return None;
        }
        let session = self.clone();
        Some(Box::pin(async move { session.account_id().await.map(|_| ()) }))
    }

    async fn caller_account(self) -> Result<String> {
        let call = Call::new(Arc::new(Sts(self.clone())), "GetCallerIdentity");
        let client = self.client("sts", connect!(aws_sdk_sts));
        let identity = call.send(client.get_caller_identity().send()).await?;
        call.required(identity.account, "Account")
    }

    /// The handlers of this session's events, which its clones, its other regions and all its clients share, and with a
    /// [`SessionManager`](crate::SessionManager) the sessions of all its accounts.
    pub fn events(&self) -> &Events {
        &self.inner.owner.terms.events
    }

    /// Whether this is the same session, or a clone of it.
    pub(crate) fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.inner, &other.inner)
    }

    /// Whether calls of both have the same credentials and go to the same place: two roles of an account don't, although
    /// they see the same resources.
    pub(crate) fn calls_as(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.inner.owner, &other.inner.owner)
            && self.region_name() == other.region_name()
            && self.unsure() == other.unsure()
    }

    /// The account that it must be of, unless that is known to be its own.
    fn unsure(&self) -> Option<&str> {
        self.expected.as_deref().filter(|expected| self.inner.owner.account.get() != Some(*expected))
    }

    /// Why no call can be made, where that is known beforehand.
    pub(crate) fn fault(&self) -> Option<Error> {
        self.inner.owner.fault(self.region_name())
    }

    /// The SDK's client of any service, made once for this session and then shared: with the session's event handlers,
    /// and a manager's rate limit. `service` is the name of the service in events and limits (boto3's), `make` is made
    /// by [`connect!`](crate::connect).
    ///
    /// Service resources use it; by hand it is for services that have none yet.
    ///
    /// ```no_run
    /// use aws_resources_runtime::{Session, connect};
    ///
    /// # async fn example(session: &Session) -> Result<(), Box<dyn std::error::Error>> {
    /// let sts = session.client("sts", connect!(aws_sdk_sts));
    /// println!("{:?}", sts.get_caller_identity().send().await?.arn());
    /// # Ok(())
    /// # }
    /// ```
    pub fn client<C: Clone + Send + Sync + 'static>(
        &self,
        service: &'static str,
        make: fn(&ClientSetup<'_>) -> C,
    ) -> C {
        let make = || make(&ClientSetup::new(&self.inner.config, &self.inner.owner, service));
        let mut clients = self.inner.clients.lock().unwrap_or_else(PoisonError::into_inner);
        let client = clients.entry(TypeId::of::<C>()).or_insert_with(|| Box::new(make()));
        match client.downcast_ref::<C>() {
            Some(client) => client.clone(),
            None => make(),
        }
    }
}

impl PartialEq for Session {
    /// Sessions are equal when they see the same resources: the same identity in the same region.
    fn eq(&self, other: &Self) -> bool {
        self.inner.owner.identity == other.inner.owner.identity
            && self.region_name() == other.region_name()
            && self.unsure() == other.unsure()
    }
}

impl Eq for Session {}

impl std::hash::Hash for Session {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        // Without the account that it must be of: it counts only as long as nobody knows the own one.
        self.inner.owner.identity.hash(state);
        self.region_name().hash(state);
    }
}

impl fmt::Debug for Session {
    /// Account and region only, never the configuration: it holds credentials.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("account_id", &self.known_account_id())
            .field("region", &self.region_name())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_session_that_is_of_the_account_it_must_be_of_calls_as_any_other() {
        let session = Session::new(&SdkConfig::builder().build());
        let (own, other) = (session.expecting("123456789012"), session.expecting("210987654321"));
        assert!(own.calls_as(&own.clone()) && !own.calls_as(&session) && !own.calls_as(&other));
        session.inner.owner.account.get_or_ask(async { Ok("123456789012".to_owned()) }).await.unwrap();
        assert!(own.calls_as(&session) && !other.calls_as(&session) && !other.calls_as(&own));
    }
}
