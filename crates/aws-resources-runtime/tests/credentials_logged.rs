//! Who listens to logs and looks at the credentials meanwhile: alone in its process, as the subscriber is.

use std::{
    sync::{
        OnceLock,
        atomic::{AtomicU32, Ordering},
        mpsc,
    },
    thread,
    time::Duration,
};

use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider, error::CredentialsError, future};
use aws_resources_runtime::credentials::RefreshableAssumeRoleProvider;
use aws_sdk_sts::config::BehaviorVersion;
use aws_types::{SdkConfig, region::Region};
use tracing::{Event, Metadata, Subscriber, span};

static PROVIDER: OnceLock<RefreshableAssumeRoleProvider> = OnceLock::new();
static SEEN: AtomicU32 = AtomicU32::new(0);
static SPANS: AtomicU32 = AtomicU32::new(0);

/// Looks at the credentials whenever something is logged.
struct Listener;

impl Subscriber for Listener {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("aws_resources_runtime::credentials")
    }
    fn event(&self, _: &Event<'_>) {
        assert!(PROVIDER.get().expect("a provider").status().is_none());
        SEEN.fetch_add(1, Ordering::SeqCst);
    }
    fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
        assert!(PROVIDER.get().expect("a provider").status().is_none());
        SPANS.fetch_add(1, Ordering::SeqCst);
        span::Id::from_u64(1)
    }
    fn enter(&self, _: &span::Id) {}
    fn exit(&self, _: &span::Id) {}
    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}
    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}
}

/// Base credentials that can't be loaded.
#[derive(Debug)]
struct NoBase;

impl ProvideCredentials for NoBase {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::ready(Err(CredentialsError::provider_error("none today")))
    }
}

#[test]
fn nothing_is_logged_under_the_lock_of_the_credentials() {
    tracing::subscriber::set_global_default(Listener).expect("no other subscriber");
    let config = SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("eu-west-1"))
        .credentials_provider(SharedCredentialsProvider::new(NoBase))
        .build();
    let builder = RefreshableAssumeRoleProvider::builder("arn:aws:iam::123456789012:role/Audit").configure(&config);
    let provider = PROVIDER.get_or_init(|| builder.build().expect("a provider"));
    let (done, end) = mpsc::channel();
    thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(provider.provide_credentials()).expect_err("no base credentials");
        done.send(()).expect("somebody waits");
    });
    end.recv_timeout(Duration::from_secs(10)).expect("an end");
    assert!(SEEN.load(Ordering::SeqCst) >= 2, "the base's failure and the role's were logged");
    assert!(SPANS.load(Ordering::SeqCst) >= 2, "both loads have a span");
}
