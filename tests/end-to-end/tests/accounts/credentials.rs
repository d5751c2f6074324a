//! Where credentials are kept, for how long, and that nobody sees them.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering},
    },
    time::{Duration, SystemTime},
};

use aws_credential_types::Credentials;
use aws_resources::{
    Account, Session, SessionManager,
    credentials::{CacheFuture, CredentialCache, CredentialKey, MemoryCache, RefreshableAssumeRoleProvider},
    rds::Rds,
};
use aws_smithy_async::time::TimeSource;
use end_to_end::{
    accounts::{self, assumptions},
    answers,
    script::{SECRET, Script},
};

fn world() -> Script {
    accounts::script(|visit| (visit.operation == "DescribeDBInstances").then(|| answers::named_dbs(&["orders"], None)))
}

async fn visit(session: &Session) {
    Rds::new(session).db_instances().all().try_collect().await.unwrap();
}

/// A store of one's own, as one over Redis would be.
#[derive(Default)]
struct Own {
    kept: Mutex<HashMap<String, Credentials>>,
    asked: AtomicU32,
}

impl CredentialCache for Own {
    fn get<'a>(&'a self, key: &'a CredentialKey) -> CacheFuture<'a, Option<Credentials>> {
        Box::pin(async move {
            self.asked.fetch_add(1, Ordering::SeqCst);
            tokio::task::yield_now().await;
            self.kept.lock().unwrap().get(key.as_str()).cloned()
        })
    }

    fn set<'a>(&'a self, key: &'a CredentialKey, credentials: Credentials) -> CacheFuture<'a, ()> {
        Box::pin(async move {
            self.kept.lock().unwrap().insert(key.to_string(), credentials);
        })
    }
}

#[tokio::test]
async fn a_store_of_ones_own_serves_two_managers() {
    let script = world();
    let store = Arc::new(Own::default());
    let manager = || {
        let builder = SessionManager::builder(&accounts::config(&script)).role_name("AuditRole");
        builder.credential_cache(store.clone()).build()
    };
    visit(&manager().account("111111111111")).await;
    visit(&manager().account("111111111111")).await;
    assert_eq!(assumptions(&script).len(), 1, "the second manager found them in the store");
    assert_eq!(store.asked.load(Ordering::SeqCst), 2);
    visit(&manager().account(Account::new("111111111111").external_id("another"))).await;
    assert_eq!(assumptions(&script).len(), 2, "another external id has another key");

    // What is about to expire, or has expired, is not taken.
    for left in [Duration::ZERO, Duration::from_secs(30)] {
        for credentials in store.kept.lock().unwrap().values_mut() {
            *credentials.expiry_mut() = Some(SystemTime::now() + left);
        }
        let before = assumptions(&script).len();
        visit(&manager().account("111111111111")).await;
        assert_eq!(assumptions(&script).len(), before + 1, "{left:?} left");
    }
}

#[derive(Clone, Debug)]
struct Clock(Arc<Mutex<SystemTime>>);

impl TimeSource for Clock {
    fn now(&self) -> SystemTime {
        *self.0.lock().unwrap()
    }
}

#[tokio::test]
async fn what_expired_is_cleaned_up() {
    let script = world();
    let clock = Clock(Arc::new(Mutex::new(SystemTime::now())));
    let config = accounts::config(&script).into_builder().time_source(clock.clone()).build();
    let store = Arc::new(MemoryCache::new());
    let builder = SessionManager::builder(&config).role_name("AuditRole").keep_sessions(0);
    let manager = builder.credential_cache(store.clone()).build();
    let held = manager.account("111111111111");
    visit(&held).await;
    visit(&manager.account("222222222222")).await;
    let provider = manager.provider("333333333333").unwrap();
    assert_eq!((store.len(), manager.clean_expired()), (2, 0), "nothing has expired");

    *clock.0.lock().unwrap() += Duration::from_secs(3601);
    assert_eq!(manager.clean_expired(), 1, "two are in use, one is not");
    assert!(store.is_empty());
    drop((held, provider));
    assert_eq!(manager.clean_expired(), 2);
}

#[tokio::test]
async fn secrets_are_in_no_debug_output() {
    let script = world();
    let config = accounts::config(&script);
    let builder = SessionManager::builder(&config).role_name("AuditRole").external_id("c-7f3a91").policy("{secret}");
    let manager = builder.tag("owner", "confidential").build();
    let account = Account::new("111111111111").external_id("c-7f3a91");
    let session = manager.account(&account);
    visit(&session).await;
    let role =
        RefreshableAssumeRoleProvider::builder("arn:aws:iam::111111111111:role/AuditRole").external_id("c-7f3a91");
    let provider = role.configure(&config).build().unwrap();
    aws_credential_types::provider::ProvideCredentials::provide_credentials(&provider).await.unwrap();
    let texts = format!(
        "{manager:?} {account:?} {session:?} {:?} {provider:?} {:?} {:?}",
        session.config(),
        provider.status(),
        provider.config(&config)
    );
    for secret in [SECRET, "token-0", "token-1", "c-7f3a91", "{secret}", "confidential"] {
        assert!(!texts.contains(secret), "{secret} is in {texts}");
    }
}
