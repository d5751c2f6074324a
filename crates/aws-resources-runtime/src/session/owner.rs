//! What the sessions of one identity share over all regions.

use std::{
    collections::HashMap,
    fmt,
    sync::{
        Arc, Mutex, PoisonError, Weak,
        atomic::{AtomicU64, Ordering},
    },
};

use aws_smithy_runtime_api::client::interceptors::SharedInterceptor;

use super::{Inner, Recent, account::Account};
use crate::{
    credentials::Reject,
    error::{Error, ErrorKind},
    handlers::Events,
    limits::Limits,
    partition,
};

/// Whose resources a session sees. Without an account id two configurations can't be compared, so each
/// [`Session::new`](super::Session::new) counts as another identity.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) enum Identity {
    Account(String),
    Session(u64),
}

impl fmt::Display for Identity {
    /// The account id, or a text that no other identity has.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Account(id) => f.write_str(id),
            Self::Session(number) => write!(f, "session {number}"),
        }
    }
}

/// One identity: its account, and its sessions by region.
pub(crate) struct Owner {
    pub(super) identity: Identity,
    pub(super) account: Account,
    pub(super) terms: Terms,
    sessions: Mutex<HashMap<String, Weak<Inner>>>,
}

/// What holds for all sessions of an identity.
#[derive(Clone, Default)]
pub(crate) struct Terms {
    pub(crate) events: Events,
    /// The partition of its credentials, where it is known.
    pub(crate) partition: Option<&'static str>,
    /// Why none of its sessions can make a call.
    pub(crate) fault: Option<Error>,
    /// What a service's refusal of its credentials is told to.
    pub(crate) reject: Option<Arc<dyn Reject>>,
    pub(crate) limits: Option<Limits>,
    /// What its clients have besides: in tests, what answers their calls.
    pub(crate) interceptors: Vec<SharedInterceptor>,
    /// Keeps its sessions for later, as long as the manager is there. What it keeps has this owner in it.
    pub(crate) recent: Option<Weak<Recent>>,
}

impl Owner {
    /// The identity behind a configuration, of which nothing is known.
    pub(crate) fn unknown(terms: Terms) -> Arc<Self> {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        Self::new(Identity::Session(NEXT.fetch_add(1, Ordering::Relaxed)), Account::default(), terms)
    }

    /// The identity of an account.
    pub(crate) fn known(account: String, terms: Terms) -> Arc<Self> {
        Self::new(Identity::Account(account.clone()), Account::known(account), terms)
    }

    fn new(identity: Identity, account: Account, terms: Terms) -> Arc<Self> {
        Arc::new(Self { identity, account, terms, sessions: Mutex::default() })
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
        drop(sessions);
        if let Some(recent) = self.terms.recent.as_ref().and_then(Weak::upgrade) {
            recent.keep(&session);
        }
        session
    }

    /// Why no call can be made in `region`, where that is known beforehand.
    pub(super) fn fault(&self, region: Option<&str>) -> Option<Error> {
        if let Some(fault) = &self.terms.fault {
            return Some(fault.clone());
        }
        let (partition, region) = (self.terms.partition?, region?);
        let other = Some(partition::of_region(region)).filter(|other| *other != partition)?;
        let message = format!(
            "{region} is in partition {other}, and the base credentials are of {partition}: accounts, roles and \
             credentials are of one partition"
        );
        Some(Error::new(ErrorKind::WrongPartition, message))
    }
}
