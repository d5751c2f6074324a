//! What every resource is made of: scope, identifiers, and the data once it is there.

use std::{
    fmt,
    hash::{Hash, Hasher},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use crate::{
    Result, Session,
    arn::{Arn, Segment},
    call::{Call, Caller},
    error::{Error, ErrorKind, MISSING_REGION, Place},
    model::{Identifiers, Load, Model},
    scope::Scope,
    shared::Shared,
};

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

    /// A resource whose data came with a response.
    pub fn with_data(scope: &Scope<R::Client>, identifiers: R::Identifiers, data: Option<R::Data>) -> Self {
        Self::build(scope, identifiers, data.map(Arc::new), None)
    }

    /// A resource whose summary came with a listing.
    pub fn with_summary(scope: &Scope<R::Client>, identifiers: R::Identifiers, summary: Option<R::Summary>) -> Self {
        Self::build(scope, identifiers, None, summary.map(Arc::new))
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

    /// The data of a resource that can't be loaded by itself.
    pub fn listed_data(&self) -> Result<Arc<R::Data>> {
        self.loaded().ok_or_else(|| {
            self.error(
                ErrorKind::NoData,
                "this resource has no data: AWS has no operation that loads it by its identifiers; \
                 take it from its collection",
            )
        })
    }

    /// Puts the ARN together from the middle segments and the resource part of a rule.
    pub async fn built_arn(
        &self,
        service: &str,
        region: Segment<'_>,
        account: Segment<'_>,
        resource: impl fmt::Display,
    ) -> Result<Arn> {
        self.replaced_arn(service, region, account, resource, ("", "")).await
    }

    /// The same with a part of the finished text replaced.
    pub async fn replaced_arn(
        &self,
        service: &str,
        region: Segment<'_>,
        account: Segment<'_>,
        resource: impl fmt::Display,
        (old, new): (&str, &str),
    ) -> Result<Arn> {
        let session = self.session();
        let region = match region {
            Segment::Empty => "",
            Segment::Value(value) => value,
            Segment::Session => {
                session.region_name().ok_or_else(|| self.error(ErrorKind::MissingRegion, MISSING_REGION))?
            }
        };
        let account = match account {
            Segment::Empty => "",
            Segment::Value(value) => value,
            Segment::Session => session.account_id().await?,
        };
        let text = format!("arn:{}:{service}:{region}:{account}:{resource}", session.partition());
        self.parsed_arn(&if old.is_empty() { text } else { text.replace(old, new) })
    }

    /// The ARN, if it is known already.
    pub fn known_arn(&self) -> Option<Arn> {
        self.slot().arn.clone()
    }

    /// An ARN, from then on known.
    pub fn parsed_arn(&self, arn: &str) -> Result<Arn> {
        let arn: Arn = arn.parse().map_err(|error: Error| self.error(ErrorKind::InvalidArn, error.message()))?;
        Ok(self.slot().arn.get_or_insert(arn).clone())
    }

    /// The ARN that AWS returned, in `member`.
    pub fn returned_arn(&self, arn: Option<&str>, member: &str) -> Result<Arn> {
        match arn {
            Some(arn) => self.parsed_arn(arn),
            None => Err(self.error(ErrorKind::NoArn, format!("the response has no `{member}`, which holds the ARN"))),
        }
    }

    /// The value in this resource's data that identifies another, or an error that names the member.
    pub fn required<T>(&self, value: Option<T>, member: &str) -> Result<T> {
        value.ok_or_else(|| {
            let message = format!("the data has no `{member}`, which identifies another resource");
            self.error(ErrorKind::MissingIdentifier, message)
        })
    }

    /// A member that an ARN is built from.
    pub fn member<'a>(&self, value: Option<&'a str>, member: &str) -> Result<&'a str> {
        value.ok_or_else(|| self.error(ErrorKind::NoArn, format!("the response has no `{member}`, part of the ARN")))
    }

    /// The error of a resource that has no ARN, with the reason.
    pub fn no_arn(&self, reason: &str) -> Error {
        self.error(ErrorKind::NoArn, format!("a {} has no ARN: {reason}", R::TYPE))
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

impl<R: Load> Core<R> {
    /// The data: what is there already, else one load that all callers share.
    pub async fn data(&self) -> Result<Arc<R::Data>> {
        self.inner.loading.get(|| self.loaded(), || self.slot().forgotten, self.clone().request()).await
    }

    /// The data, fetched again.
    pub async fn reload(&self) -> Result<Arc<R::Data>> {
        self.inner.loading.anew(|| self.slot().forgotten, self.clone().request()).await
    }

    async fn request(self) -> Result<Arc<R::Data>> {
        let forgotten = self.slot().forgotten;
        let call = self.call(R::OPERATION);
        let resource = R::from(self.clone());
        let loaded = resource.load(&call).await.map_err(|error| error.or_not_found(R::NOT_FOUND))?;
        let data = loaded.map(Arc::new).ok_or_else(|| {
            call.error(ErrorKind::NotFound, format!("there is no such {}: the answer is empty", R::TYPE))
        })?;
        let mut slot = self.slot();
        if slot.forgotten == forgotten {
            if let Some(arn) = arn_in::<R>(&data) {
                slot.arn = Some(arn);
            }
            slot.data = Some(data.clone());
        }
        Ok(data)
    }
}

fn arn_in<R: Model>(data: &R::Data) -> Option<Arn> {
    R::returned_arn(data)?.parse().ok()
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
        if R::LOADS {
            let mut slot = self.slot.lock().unwrap_or_else(PoisonError::into_inner);
            // The state is old then, but not the ARN.
            if let Some(arn) = slot.data.take().and_then(|data| arn_in::<R>(&data)) {
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
