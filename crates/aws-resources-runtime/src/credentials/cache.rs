//! Where assumed credentials are kept, so that they outlive the provider that got them.

use std::{
    collections::HashMap,
    fmt,
    sync::{Mutex, MutexGuard, PoisonError},
    time::SystemTime,
};

use aws_credential_types::Credentials;

/// A boxed future, as the methods of [`CredentialCache`] return it.
pub type CacheFuture<'a, T> = std::pin::Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// A store for assumed credentials: put your own behind a provider or a [`SessionManager`](crate::SessionManager), to
/// share sessions between processes, say. What it is asked for is found by [`CredentialKey`].
///
/// The store decides nothing: credentials that are about to expire, that a service refused, or that say that they are
/// another account's aren't taken from it. A store that fails answers `None`, or doesn't keep what it is given; the
/// role is then assumed, and so it is when the store takes longer than 5 seconds or panics. What it holds are secrets.
///
/// ```
/// use aws_credential_types::Credentials;
/// use aws_resources_runtime::credentials::{CacheFuture, CredentialCache, CredentialKey};
///
/// /// Keeps nothing.
/// struct Nothing;
///
/// impl CredentialCache for Nothing {
///     fn get<'a>(&'a self, key: &'a CredentialKey) -> CacheFuture<'a, Option<Credentials>> {
///         Box::pin(async move {
///             println!("asked for {key}");
///             None
///         })
///     }
///     fn set<'a>(&'a self, _key: &'a CredentialKey, _credentials: Credentials) -> CacheFuture<'a, ()> {
///         Box::pin(async {})
///     }
/// }
/// ```
pub trait CredentialCache: Send + Sync + 'static {
    /// The credentials that were set for this key.
    fn get<'a>(&'a self, key: &'a CredentialKey) -> CacheFuture<'a, Option<Credentials>>;

    /// Keeps credentials for this key until they expire.
    fn set<'a>(&'a self, key: &'a CredentialKey, credentials: Credentials) -> CacheFuture<'a, ()>;

    /// Drops what had expired at `now`, and says how much that was. A store that drops by itself has nothing to do.
    fn clean_expired(&self, now: SystemTime) -> usize {
        let _ = now;
        0
    }
}

/// What credentials are kept under: a SHA-256 over every argument of AssumeRole and the access key id of the base
/// credentials. Two sessions that differ in anything, an external id or a tag, have two keys.
///
/// ```
/// # use aws_resources_runtime::credentials::CredentialKey;
/// /// What an entry is called in a store that has others, too.
/// fn entry(key: &CredentialKey) -> String {
///     format!("aws-credentials/{}", key.as_str())
/// }
/// ```
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CredentialKey(String);

impl CredentialKey {
    pub(super) fn new(digest: String) -> Self {
        Self(digest)
    }

    /// The key as text: 64 hexadecimal digits, the same in every process.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CredentialKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for CredentialKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CredentialKey({})", self.0)
    }
}

/// The default: credentials in this process's memory, and nowhere else. What expired is dropped when the store has
/// doubled, so that it doesn't grow with time.
///
/// ```no_run
/// use std::sync::Arc;
///
/// use aws_resources_runtime::{SessionManager, credentials::MemoryCache};
///
/// # fn example(config: &aws_config::SdkConfig) {
/// let cache = Arc::new(MemoryCache::new());
/// let audit = SessionManager::builder(config).role_name("AuditRole").credential_cache(cache.clone()).build();
/// let again = SessionManager::builder(config).role_name("AuditRole").credential_cache(cache).build();
/// # }
/// ```
#[derive(Default)]
pub struct MemoryCache {
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    credentials: HashMap<CredentialKey, Credentials>,
    /// The size at which what expired is dropped.
    clean_at: usize,
}

impl Kept {
    fn clean_expired(&mut self, now: SystemTime) -> usize {
        let before = self.credentials.len();
        self.credentials.retain(|_, credentials| credentials.expiry().is_none_or(|expiry| now < expiry));
        self.clean_at = 2 * self.credentials.len();
        before - self.credentials.len()
    }
}

impl MemoryCache {
    /// An empty store.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many credentials are kept.
    pub fn len(&self) -> usize {
        self.kept().credentials.len()
    }

    /// Whether nothing is kept.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl CredentialCache for MemoryCache {
    fn get<'a>(&'a self, key: &'a CredentialKey) -> CacheFuture<'a, Option<Credentials>> {
        let found = self.kept().credentials.get(key).cloned();
        Box::pin(std::future::ready(found))
    }

    fn set<'a>(&'a self, key: &'a CredentialKey, credentials: Credentials) -> CacheFuture<'a, ()> {
        const ALWAYS_FINE: usize = 256;
        let mut kept = self.kept();
        if kept.credentials.len() >= kept.clean_at.max(ALWAYS_FINE) {
            kept.clean_expired(SystemTime::now());
        }
        kept.credentials.insert(key.clone(), credentials);
        Box::pin(std::future::ready(()))
    }

    fn clean_expired(&self, now: SystemTime) -> usize {
        self.kept().clean_expired(now)
    }
}

impl fmt::Debug for MemoryCache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MemoryCache").field("len", &self.len()).finish_non_exhaustive()
    }
}
