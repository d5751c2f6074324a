use std::{
    pin::pin,
    sync::{Arc, Mutex},
    time::{Duration, SystemTime},
};

use aws_credential_types::{Credentials, provider::SharedCredentialsProvider};
use aws_sdk_sts::config::{BehaviorVersion, Region};
use aws_smithy_async::{
    rt::sleep::{AsyncSleep, Sleep},
    time::TimeSource,
};
use aws_smithy_runtime_api::client::{
    connector_metadata::ConnectorMetadata,
    http::{HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector},
    orchestrator::{HttpRequest, HttpResponse},
    runtime_components::RuntimeComponents,
};
use aws_smithy_types::body::SdkBody;
use futures_util::{FutureExt as _, future::join_all};
use tokio::time::Instant;

use super::*;
use crate::SessionManager;

const IDENTITY: &str = "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">\
    <GetCallerIdentityResult><Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>";

/// An AWS that notes when requests come, and fails the first of them.
#[derive(Clone, Debug)]
struct Aws {
    came: Arc<Mutex<Vec<Instant>>>,
    failures: usize,
}

impl Aws {
    fn new(failures: usize) -> Self {
        Self { came: Arc::default(), failures }
    }

    fn http(&self) -> SharedHttpClient {
        SharedHttpClient::new(self.clone())
    }

    /// Milliseconds from `start` to each request.
    fn after(&self, start: Instant) -> Vec<u128> {
        self.came.lock().unwrap().iter().map(|came| (*came - start).as_millis()).collect()
    }
}

impl HttpClient for Aws {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }

    fn connector_metadata(&self) -> Option<ConnectorMetadata> {
        Some(ConnectorMetadata::new("fake", None))
    }
}

impl HttpConnector for Aws {
    fn call(&self, _: HttpRequest) -> HttpConnectorFuture {
        let mut came = self.came.lock().unwrap();
        came.push(Instant::now());
        let status = if came.len() <= self.failures { 503 } else { 200 };
        HttpConnectorFuture::ready(Ok(HttpResponse::new(status.try_into().unwrap(), SdkBody::from(IDENTITY))))
    }
}

fn config(http: SharedHttpClient) -> aws_sdk_sts::config::Builder {
    aws_sdk_sts::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("eu-west-1"))
        .credentials_provider(Credentials::new("AKID", "secret", None, None, "test"))
        .http_client(http)
}

fn client(http: SharedHttpClient) -> aws_sdk_sts::Client {
    aws_sdk_sts::Client::from_conf(config(http).build())
}

async fn call(client: &aws_sdk_sts::Client, times: usize) {
    for result in join_all((0..times).map(|_| client.get_caller_identity().send())).await {
        result.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn a_burst_goes_at_once_and_the_rest_at_the_rate() {
    let (aws, limits, start) = (Aws::new(0), Limits::new(RateLimit::per_second(4).burst(3)), Instant::now());
    call(&client(limits.client(aws.http(), "1", "eu-west-1", "sts")), 7).await;
    let after = aws.after(start);
    assert_eq!(after[..3], [0, 0, 0]);
    // Timers are exact to the millisecond.
    for (index, after) in after[3..].iter().enumerate() {
        let due = 250 * (index as u128 + 1);
        assert!((due..due + 10).contains(after), "{index}: {after}");
    }
    tokio::time::sleep(Duration::from_secs(60)).await;
    let later = Instant::now();
    call(&client(limits.client(aws.http(), "1", "eu-west-1", "sts")), 3).await;
    assert_eq!(aws.came.lock().unwrap()[7..], [later; 3], "the bucket is full again");
}

#[tokio::test(start_paused = true)]
async fn account_region_and_service_have_buckets_of_their_own() {
    let (aws, limits, start) = (Aws::new(0), Limits::new(RateLimit::per_second(1)), Instant::now());
    for (account, region, service) in [("1", "r1", "s1"), ("2", "r1", "s1"), ("1", "r2", "s1"), ("1", "r1", "s2")] {
        call(&client(limits.client(aws.http(), account, region, service)), 1).await;
    }
    assert_eq!(aws.after(start), [0, 0, 0, 0]);
    call(&client(limits.client(aws.http(), "1", "r1", "s1")), 1).await;
    assert!(aws.after(start)[4] >= 1000, "another client shares the bucket");
}

#[tokio::test(start_paused = true)]
async fn base_sessions_of_unknown_accounts_share_no_bucket() {
    let (aws, start) = (Aws::new(0), Instant::now());
    let config = aws_types::SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("eu-west-1"))
        .credentials_provider(SharedCredentialsProvider::new(Credentials::new("AKID", "secret", None, None, "test")))
        .http_client(aws.http())
        .build();
    let manager = SessionManager::builder(&config).rate_limit(RateLimit::per_second(1)).build();
    for manager in [manager.with_base(&config), manager] {
        manager.base().account_id().await.unwrap();
    }
    assert_eq!(aws.after(start), [0, 0]);
}

#[tokio::test(start_paused = true)]
async fn retries_take_tokens_too() {
    let (aws, limits, start) = (Aws::new(2), Limits::new(RateLimit::per_second(1).burst(0)), Instant::now());
    call(&client(limits.client(aws.http(), "1", "eu-west-1", "sts")), 1).await;
    let after = aws.after(start);
    assert_eq!(after.len(), 3);
    assert!(after[1] >= 1000 && after[2] >= after[1] + 1000, "{after:?}");
}

#[tokio::test(start_paused = true)]
async fn whoever_gives_up_waiting_costs_the_others_nothing() {
    let (aws, limits, start) = (Aws::new(0), Limits::new(RateLimit::per_second(1)), Instant::now());
    let client = client(limits.client(aws.http(), "1", "eu-west-1", "sts"));
    call(&client, 1).await;
    let gives_up = client.get_caller_identity().send();
    assert!(tokio::time::timeout(Duration::from_millis(500), gives_up).await.is_err());
    call(&client, 1).await;
    let after = aws.after(start);
    assert!((1000..1010).contains(&after[1]), "{after:?}");
}

#[test]
fn who_gives_up_in_a_runtime_that_stands_still_holds_up_nobody() {
    let runtime = || tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    let bucket = Arc::new(Bucket::new(RateLimit::per_second(4).burst(1)));
    assert!(bucket.try_take());
    let (still, other) = (runtime(), runtime());
    let take = |limit: Duration| {
        let bucket = bucket.clone();
        async move { tokio::time::timeout(limit, bucket.take(None)).await }
    };
    assert!(still.block_on(take(Duration::from_millis(10))).is_err(), "given up while its turn was there");
    assert!(other.block_on(take(Duration::from_secs(20))).is_ok());
}

/// It takes a request whose body nobody reads for one that has stalled.
#[tokio::test(start_paused = true)]
async fn the_sdk_ends_nothing_that_waits() {
    /// A time that goes on with tokio's clock.
    #[derive(Debug)]
    struct TokioTime(Instant);
    impl TimeSource for TokioTime {
        fn now(&self) -> SystemTime {
            SystemTime::UNIX_EPOCH + Duration::from_secs(1_800_000_000) + self.0.elapsed()
        }
    }
    let (aws, limits, start) = (Aws::new(0), Limits::new(RateLimit::per_second(1)), Instant::now());
    let http = limits.client(aws.http(), "1", "eu-west-1", "sts");
    let client = aws_sdk_sts::Client::from_conf(config(http).time_source(TokioTime(start)).build());
    call(&client, 30).await;
    let after = aws.after(start);
    assert_eq!(after.len(), 30, "nothing is sent twice");
    assert!((29_000..29_100).contains(&after[29]), "{after:?}");
}

#[tokio::test(start_paused = true)]
async fn nobody_overtakes_who_waits() {
    let bucket = Arc::new(Bucket::new(RateLimit::per_second(1)));
    assert!(bucket.try_take());
    let mut waits = pin!(bucket.clone().take(None));
    assert!((&mut waits).now_or_never().is_none());
    tokio::time::advance(Duration::from_secs(1)).await;
    assert!(!bucket.try_take(), "there is a token, but it belongs to who waits");
    waits.await;
}

/// A request that waits for the limit may have been polled once only, as `buffer_unordered` does it.
#[tokio::test(start_paused = true)]
async fn who_is_polled_no_more_keeps_nobody_waiting() {
    let (aws, limits, start) = (Aws::new(0), Limits::new(RateLimit::per_second(1)), Instant::now());
    let client = client(limits.client(aws.http(), "1", "eu-west-1", "sts"));
    call(&client, 1).await;
    let mut left = (0..3).map(|_| client.get_caller_identity().send().boxed()).collect::<Vec<_>>();
    assert!(left.iter_mut().all(|request| request.now_or_never().is_none()));
    let other = tokio::time::timeout(Duration::from_secs(60), client.get_caller_identity().send());
    other.await.expect("its turn").unwrap();
    assert!((4000..4010).contains(&aws.after(start)[1]), "after those that came before");
    join_all(left).await.into_iter().for_each(|result| assert!(result.is_ok()));
}

#[tokio::test(start_paused = true)]
async fn another_clock_s_sleep_never_hangs() {
    #[derive(Debug)]
    struct Instantly;
    impl AsyncSleep for Instantly {
        fn sleep(&self, _: Duration) -> Sleep {
            Sleep::new(std::future::ready(()))
        }
    }
    let (aws, limits) = (Aws::new(0), Limits::new(RateLimit::per_second(1)));
    let http = limits.client(aws.http(), "1", "eu-west-1", "sts");
    let client = aws_sdk_sts::Client::from_conf(config(http).sleep_impl(Instantly).build());
    call(&client, 5).await;
    assert_eq!(aws.came.lock().unwrap().len(), 5);
}

#[tokio::test(start_paused = true)]
async fn buckets_that_matter_no_more_are_dropped() {
    let limits = Limits::new(RateLimit::per_second(1));
    let key = |account: String| Key { account, region: "r".into(), service: "s".into() };
    let held = limits.bucket(key("held".into()));
    assert!(limits.bucket(key("used".into())).try_take());
    for account in 0..1_000 {
        limits.bucket(key(account.to_string()));
        let buckets = limits.0.buckets.lock().unwrap();
        assert!(buckets.by_key.len() <= FEW + 2, "{}", buckets.by_key.len());
        assert!(buckets.by_key.contains_key(&key("used".into())), "it isn't full yet");
    }
    tokio::time::advance(Duration::from_secs(2)).await;
    for account in 0..1_000 {
        limits.bucket(key(account.to_string()));
    }
    let buckets = limits.0.buckets.lock().unwrap();
    assert!(!buckets.by_key.contains_key(&key("used".into())));
    assert!(Arc::ptr_eq(&buckets.by_key[&key("held".into())], &held));
}

#[test]
fn the_client_below_stays_what_it_is() {
    let limited = Limits::default().client(Aws::new(0).http(), "1", "eu-west-1", "sts");
    assert_eq!(limited.connector_metadata(), Some(ConnectorMetadata::new("fake", None)));
}
