//! Stores of credentials that don't do what they should.

use std::{future, sync::Arc, time::Duration};

use aws_credential_types::{Credentials, provider::ProvideCredentials};
use aws_resources_runtime::credentials::{CacheFuture, CredentialCache, CredentialKey};
use aws_smithy_async::time::TimeSource as _;

use crate::{
    clock::Clock,
    ours,
    sts::{AUDIT, Sts},
};

enum Store {
    HangsInGet,
    HangsInSet,
    PanicsInGet,
    PanicsInSet,
    /// Has credentials, which say that they are this account's.
    Has(Clock, &'static str),
}

impl CredentialCache for Store {
    fn get<'a>(&'a self, _: &'a CredentialKey) -> CacheFuture<'a, Option<Credentials>> {
        match self {
            Self::HangsInGet => Box::pin(future::pending()),
            Self::PanicsInGet => panic!("a bug of the store"),
            Self::Has(clock, account) => {
                let credentials = Credentials::builder()
                    .access_key_id("stored-7")
                    .secret_access_key("secret")
                    .expiry(clock.now() + Duration::from_secs(3600))
                    .account_id(*account)
                    .provider_name("store");
                Box::pin(future::ready(Some(credentials.build())))
            }
            _ => Box::pin(future::ready(None)),
        }
    }

    fn set<'a>(&'a self, _: &'a CredentialKey, _: Credentials) -> CacheFuture<'a, ()> {
        match self {
            Self::HangsInSet => Box::pin(future::pending()),
            Self::PanicsInSet => panic!("a bug of the store"),
            _ => Box::pin(future::ready(())),
        }
    }
}

/// The access key that is got, and how many calls STS had.
async fn with(store: impl FnOnce(&Clock) -> Store) -> (String, u32) {
    let clock = Clock::new();
    let sts = Sts::new(&clock);
    let provider = ours::builder(&sts).credential_cache(Arc::new(store(&clock))).build().expect("a provider");
    let credentials = provider.provide_credentials().await.expect("credentials");
    (credentials.access_key_id().to_owned(), sts.calls(AUDIT))
}

#[tokio::test(start_paused = true)]
async fn a_broken_store_costs_no_credentials() {
    for store in [Store::HangsInGet, Store::HangsInSet, Store::PanicsInGet, Store::PanicsInSet] {
        assert_eq!(with(|_| store).await, ("AuditRole-1".into(), 1));
    }
}

#[tokio::test(start_paused = true)]
async fn credentials_of_another_account_are_not_taken() {
    assert_eq!(with(|clock| Store::Has(clock.clone(), "123456789012")).await, ("stored-7".into(), 0));
    assert_eq!(with(|clock| Store::Has(clock.clone(), "210987654321")).await, ("AuditRole-1".into(), 1));
}
