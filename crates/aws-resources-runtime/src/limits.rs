//! How fast AWS is called: a bucket of tokens for each service in each account and region.
//!
//! AWS counts a service's calls [per account and region], so a fleet over many accounts is slowed down only where it
//! calls one account too often. Without limits of its own it would be AWS that says no: the SDK retries what was
//! throttled, but everyone else in the account is throttled meanwhile.
//!
//! [per account and region]: https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html

use std::{
    collections::HashMap,
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use aws_smithy_runtime_api::client::http::SharedHttpClient;

mod bucket;
mod http;

use bucket::Bucket;

/// How many requests a second one service of one account gets in one region: a bucket that holds `burst` requests and
/// is refilled with so many a second.
///
/// The default is the bucket that EC2 documents for its `Describe` actions: [20 a second, 100 at once].
///
/// ```
/// use aws_resources_runtime::limits::RateLimit;
///
/// let gentle = RateLimit::per_second(5).burst(10);
/// assert_eq!(RateLimit::default(), RateLimit::per_second(20).burst(100));
/// # let _ = gentle;
/// ```
///
/// [20 a second, 100 at once]: https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RateLimit {
    per_second: u32,
    burst: u32,
}

impl RateLimit {
    /// So many requests a second, and as many at once. 0 counts as 1.
    pub const fn per_second(requests: u32) -> Self {
        Self { per_second: requests, burst: requests }
    }

    /// So many requests at once, after a time without any. 0 counts as 1.
    #[must_use]
    pub const fn burst(mut self, requests: u32) -> Self {
        self.burst = requests;
        self
    }
}

impl Default for RateLimit {
    fn default() -> Self {
        Self::per_second(20).burst(100)
    }
}

/// One [`RateLimit`] for each (account, region, service), over all HTTP clients made by [`client`](Self::client).
///
/// A [`SessionManager`](crate::SessionManager) has one, which all its sessions share. By itself it limits the official
/// SDK's clients, too. Clones share their buckets.
///
/// ```no_run
/// use aws_resources_runtime::limits::{Limits, RateLimit};
///
/// # fn example(config: &aws_types::SdkConfig) {
/// let limits = Limits::new(RateLimit::per_second(5));
/// if let Some(client) = config.http_client() {
///     let limited = limits.client(client, "123456789012", "eu-west-1", "sts");
///     let sts = aws_sdk_sts::config::Builder::from(config).http_client(limited).build();
/// }
/// # }
/// ```
#[derive(Clone)]
pub struct Limits(Arc<Inner>);

struct Inner {
    limit: RateLimit,
    buckets: Mutex<Buckets>,
}

#[derive(Default)]
struct Buckets {
    by_key: HashMap<Key, Arc<Bucket>>,
    /// How many buckets there are when those that matter no more are dropped.
    clean_at: usize,
}

#[derive(PartialEq, Eq, Hash)]
struct Key {
    account: String,
    region: String,
    service: String,
}

/// So few buckets aren't worth looking through.
const FEW: usize = 64;

impl Limits {
    /// The same limit for all.
    pub fn new(limit: RateLimit) -> Self {
        Self(Arc::new(Inner { limit, buckets: Mutex::default() }))
    }

    /// The HTTP client `inner`, where every request first waits for its turn: pages and the SDK's retries, too.
    ///
    /// Requests of one bucket are sent in the order in which they came. The time that a request waits counts towards
    /// the SDK's `operation_timeout` and `operation_attempt_timeout`, where they are set, but not towards its connect
    /// and read timeouts. One whose body is a stream waits 4 seconds at the most, since the SDK would take a longer
    /// silence for a connection that has stalled; it is then sent all the same.
    pub fn client(&self, inner: SharedHttpClient, account: &str, region: &str, service: &str) -> SharedHttpClient {
        let key = Key { account: account.into(), region: region.into(), service: service.into() };
        SharedHttpClient::new(http::Limited::new(inner, self.bucket(key)))
    }

    fn bucket(&self, key: Key) -> Arc<Bucket> {
        let mut buckets = self.0.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.by_key.len() >= buckets.clean_at.max(FEW) {
            // A full bucket that nobody holds is as good as a new one.
            buckets.by_key.retain(|_, bucket| Arc::strong_count(bucket) > 1 || !bucket.is_full());
            buckets.clean_at = buckets.by_key.len() * 2;
        }
        buckets.by_key.entry(key).or_insert_with(|| Arc::new(Bucket::new(self.0.limit))).clone()
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self::new(RateLimit::default())
    }
}

impl fmt::Debug for Limits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Limits").field(&self.0.limit).finish()
    }
}

#[cfg(test)]
mod tests;
