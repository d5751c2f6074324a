//! What every resource is made of: scope, identifiers, and the data once it is there.

use std::{
    fmt,
    hash::{Hash, Hasher},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

mod arn;
mod data;

use crate::{
    Result, Session,
    arn::Arn,
    call::{Call, Caller},
    error::{Error, ErrorKind, Place},
    model::{Identifiers, Model},
    scope::Scope,
    shared::Shared,
};
use arn::returned_arn;

/// The state behind a resource, shared by its clones; generated resources are a name for it.
pub struct Core<R: Model> {
    inner: Arc<Inner<R>>,
}

struct Inner<R: Model> {
    scope: Scope<R::Client>,
    identifiers: R::Identifiers,
    summary: Option<Arc<R::Summary>>,
    slot: Mutex<Slot<R::Data>>,
    loading: Shared<Arc<R::Data>>,
}

struct Slot<D> {
    data: Option<Arc<D>>,
    /// The ARN, once it is known. It outlives the data: only new data, of a resource made anew, replaces it.
    arn: Option<Arn>,
    /// Counts how often data was forgotten: a load that began before must not bring back the old state.
    forgotten: u32,
}

impl<R: Model> Core<R> {
    /// A resource by its identifiers alone.
    pub fn new(scope: &Scope<R::Client>, identifiers: R::Identifiers) -> Self {
        Self::build(scope, identifiers, None, None)
    }

    fn build(
        scope: &Scope<R::Client>,
        identifiers: R::Identifiers,
        data: Option<Arc<R::Data>>,
        summary: Option<Arc<R::Summary>>,
    ) -> Self {
        let slot = Mutex::new(Slot { data, arn: None, forgotten: 0 });
        Self {
            inner: Arc::new(Inner { scope: scope.clone(), identifiers, summary, slot, loading: Default::default() }),
        }
    }

    /// Service and session.
    pub fn scope(&self) -> &Scope<R::Client> {
        &self.inner.scope
    }

    /// The SDK's client.
    pub fn client(&self) -> &R::Client {
        self.inner.scope.client()
    }

    /// The session.
    pub fn session(&self) -> &Session {
        self.inner.scope.session()
    }

    /// The identifiers.
    pub fn identifiers(&self) -> &R::Identifiers {
        &self.inner.identifiers
    }

    /// The summary that came with a listing.
    pub fn summary(&self) -> Option<Arc<R::Summary>> {
        self.inner.summary.clone()
    }

    /// The data, if it is there.
    pub fn loaded(&self) -> Option<Arc<R::Data>> {
        self.slot().data.clone()
    }

    /// A call of `operation` on this resource.
    pub fn call(&self, operation: &'static str) -> Call {
        Call::new(self.inner.clone(), operation)
    }

    fn slot(&self) -> MutexGuard<'_, Slot<R::Data>> {
        self.inner.slot.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The value in this resource's data that identifies another, or an error that names the member.
    pub fn required<T>(&self, value: Option<T>, member: &str) -> Result<T> {
        value.ok_or_else(|| {
            let message = format!("the data has no `{member}`, which identifies another resource");
            self.error(ErrorKind::MissingIdentifier, message)
        })
    }

    fn error(&self, kind: ErrorKind, message: impl Into<String>) -> Error {
        let session = self.session();
        let place = Place {
            service: self.inner.scope.service(),
            operation: None,
            resource: self.inner.label(),
            account: session.known_account_id().map(str::to_owned),
            region: session.region_name().map(str::to_owned),
        };
        Error::at(place, kind, message)
    }

    /// Writes `DBInstance { id: "orders" }`.
    pub fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct(R::TYPE);
        self.inner.identifiers.each(&mut |name, value| {
            shown.field(name, &value);
        });
        shown.finish()
    }
}

/// A resource whose data came with a response.
pub fn with_data<R: Model>(scope: &Scope<R::Client>, identifiers: R::Identifiers, data: Option<R::Data>) -> R {
    R::from_core(Core::build(scope, identifiers, data.map(Arc::new), None))
}

/// A resource whose summary came with a listing.
pub fn with_summary<R: Model>(scope: &Scope<R::Client>, identifiers: R::Identifiers, summary: Option<R::Summary>) -> R {
    R::from_core(Core::build(scope, identifiers, None, summary.map(Arc::new)))
}

/// A resource like this one with this data or summary, where one is given. What this one and its clones have stays.
#[cfg(feature = "test-util")]
pub(crate) fn given<R: Model>(resource: &R, data: Option<R::Data>, summary: Option<R::Summary>) -> R {
    let core = resource.core();
    let data = data.map(Arc::new).or_else(|| core.loaded());
    let summary = summary.map(Arc::new).or_else(|| core.summary());
    R::from_core(Core::build(core.scope(), core.identifiers().clone(), data, summary))
}

impl<R: Model> Caller for Inner<R> {
    fn session(&self) -> &Session {
        self.scope.session()
    }

    fn service(&self) -> &'static str {
        self.scope.service()
    }

    fn label(&self) -> Option<String> {
        let mut label = R::TYPE.to_owned();
        self.identifiers.each(&mut |name, value| label += &format!(" {name}={value:?}"));
        Some(label)
    }

    fn empty_identifier(&self) -> Option<&'static str> {
        let mut empty = None;
        self.identifiers.each(&mut |name, value| {
            if value.is_empty() && !R::Identifiers::MAY_BE_EMPTY.contains(&name) {
                empty = empty.or(Some(name));
            }
        });
        empty
    }

    fn forget(&self) {
        if R::LOAD.is_some() {
            let mut slot = self.slot.lock().unwrap_or_else(PoisonError::into_inner);
            // The state is old then, but not the ARN.
            if let Some(arn) = slot.data.take().and_then(|data| returned_arn::<R>(&data)) {
                slot.arn = Some(arn);
            }
            slot.forgotten = slot.forgotten.wrapping_add(1);
        }
    }
}

impl<R: Model> Clone for Core<R> {
    fn clone(&self) -> Self {
        Self { inner: self.inner.clone() }
    }
}

impl<R: Model> PartialEq for Core<R> {
    /// Service, session and identifiers; what is loaded doesn't count.
    fn eq(&self, other: &Self) -> bool {
        self.inner.identifiers == other.inner.identifiers && self.inner.scope == other.inner.scope
    }
}

impl<R: Model> Eq for Core<R> {}

impl<R: Model> Hash for Core<R> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        R::TYPE.hash(state);
        self.inner.scope.hash(state);
        self.inner.identifiers.hash(state);
    }
}

impl<R: Model> fmt::Debug for Core<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Core::fmt(self, f)
    }
}
