//! What the sessions of one identity share over all regions.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, PoisonError, Weak,
        atomic::{AtomicU64, Ordering},
    },
};

use super::{Inner, account::Account};
use crate::{error::Error, events::Events};

/// Whose resources a session sees. Without an account id two configurations can't be compared, so each
/// [`Session::new`](super::Session::new) counts as another identity.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) enum Identity {
    Account(String),
    Session(u64),
}

/// One identity: its account, and its sessions by region.
pub(crate) struct Owner {
    pub(super) identity: Identity,
    pub(super) account: Account,
    pub(super) events: Events,
    sessions: Mutex<HashMap<String, Weak<Inner>>>,
}

impl Owner {
    /// The identity behind a configuration, of which nothing is known.
    pub(super) fn unknown() -> Arc<Self> {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let identity = Identity::Session(NEXT.fetch_add(1, Ordering::Relaxed));
        Arc::new(Self { identity, account: Account::default(), events: Events::default(), sessions: Mutex::default() })
    }

    /// The same, now that its account is known.
    pub(super) fn told(&self, account: String) -> Arc<Self> {
        let identity = Identity::Account(account.clone());
        Arc::new(Self {
            identity,
            account: Account::known(account),
            events: self.events.clone(),
            sessions: Mutex::default(),
        })
    }

    /// The session that is in use in `region`, or the one that `make` makes. Sessions that nobody holds any more are
    /// forgotten.
    pub(super) fn in_region(&self, region: String, make: impl FnOnce() -> Arc<Inner>) -> Arc<Inner> {
        let mut sessions = self.sessions.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(session) = sessions.get(&region).and_then(Weak::upgrade) {
            return session;
        }
        sessions.retain(|_, session| session.strong_count() > 0);
        let session = make();
        sessions.insert(region, Arc::downgrade(&session));
        session
    }

    /// Why no call can be made in `region`, where that is known beforehand.
    pub(super) fn fault(&self, _region: Option<&str>) -> Option<Error> {
        None
    }
}
