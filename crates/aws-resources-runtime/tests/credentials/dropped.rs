//! What is left when nobody needs it any more.

use std::sync::{Arc, Weak};

use aws_credential_types::{
    Credentials,
    provider::{ProvideCredentials, SharedCredentialsProvider, future},
};
use aws_resources_runtime::{Account, SessionManager};

use crate::{
    clock::Clock,
    sts::{ACCOUNT, AUDIT, Sts},
};

/// Base credentials that tell whether they are still there.
#[derive(Debug)]
struct Base(#[expect(dead_code, reason = "it is there")] Arc<()>);

impl ProvideCredentials for Base {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::ready(Ok(Credentials::new("base-1", "secret", None, None, "test")))
    }
}

fn manager() -> (SessionManager, Weak<()>) {
    let there = Arc::new(());
    let weak = Arc::downgrade(&there);
    let base = SharedCredentialsProvider::new(Base(there));
    let config = Sts::new(&Clock::new()).config().to_builder().credentials_provider(base).build();
    (SessionManager::builder(&config).role_name(AUDIT).build(), weak)
}

#[tokio::test]
async fn a_manager_takes_the_sessions_with_it_that_it_kept() {
    let (manager, base) = manager();
    let session = manager.account(ACCOUNT).region("eu-west-3");
    drop(manager);
    assert!(base.upgrade().is_some(), "a session outlives its manager");
    drop(session);
    assert!(base.upgrade().is_none(), "somebody still has the credentials");
}

#[tokio::test]
async fn a_manager_keeps_sessions_that_nobody_holds() {
    let (manager, _) = manager();
    for account in [Account::new(ACCOUNT), Account::new(ACCOUNT).base_credentials()] {
        let first: *const _ = manager.account(&account).region("eu-west-3").config();
        assert!(std::ptr::eq(first, manager.account(&account).region("eu-west-3").config()), "{account:?}");
    }
}
