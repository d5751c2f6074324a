//! What a service resource is: a session with one service's client.

use std::{
    fmt,
    hash::{Hash, Hasher},
    sync::Arc,
};

use crate::{
    Session,
    call::{Call, Caller},
    model::Parent,
    session::ClientSetup,
};

/// A session with one service's client; generated service resources are a name for it.
pub struct Scope<C> {
    inner: Arc<dyn Connected<C> + Send + Sync>,
}

/// Where a client is. A trait, so that the compiler need not go through all that an SDK's client is made of to prove, for
/// each resource type anew, that it can be sent to another thread.
trait Connected<C>: Caller {
    fn client(&self) -> &C;
}

struct Inner<C> {
    session: Session,
    service: &'static str,
    client: C,
}

impl<C: Clone + Send + Sync + 'static> Scope<C> {
    /// The scope of `service` in `session`, with the client that `make` makes once per session.
    pub fn new(session: &Session, service: &'static str, make: fn(&ClientSetup<'_>) -> C) -> Self {
        let client = session.client(service, make);
        Self { inner: Arc::new(Inner { session: session.clone(), service, client }) }
    }

    /// Itself: what a resource's core answers too.
    pub fn scope(&self) -> &Self {
        self
    }

    /// The session.
    pub fn session(&self) -> &Session {
        self.inner.session()
    }

    /// boto3's name of the service.
    pub fn service(&self) -> &'static str {
        self.inner.service()
    }

    /// The SDK's client.
    pub fn client(&self) -> &C {
        self.inner.client()
    }

    /// A call of `operation` on the service itself.
    pub fn call(&self, operation: &'static str) -> Call {
        Call::new(self.inner.clone(), operation)
    }
}

/// Listings that need nothing of their caller but where it is are made for all callers at once.
impl<C: 'static> Parent for Scope<C> {}

impl<C: Send + Sync> Connected<C> for Inner<C> {
    fn client(&self) -> &C {
        &self.client
    }
}

impl<C: Send + Sync> Caller for Inner<C> {
    fn session(&self) -> &Session {
        &self.session
    }
    fn service(&self) -> &'static str {
        self.service
    }
}

impl<C> Clone for Scope<C> {
    fn clone(&self) -> Self {
        Self { inner: self.inner.clone() }
    }
}

impl<C> PartialEq for Scope<C> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.inner, &other.inner)
            || (self.inner.service() == other.inner.service() && self.inner.session() == other.inner.session())
    }
}

impl<C> Eq for Scope<C> {}

impl<C> Hash for Scope<C> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.inner.service().hash(state);
        self.inner.session().hash(state);
    }
}

impl<C> fmt::Debug for Scope<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} in {:?}", self.inner.service(), self.inner.session())
    }
}
