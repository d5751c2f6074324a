//! What every resource is made of: scope, identifiers, and the data once it is there.

use std::{
    fmt,
    hash::{Hash, Hasher},
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError},
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

/// What is behind a resource; generated resources are a name for it.
///
/// Most resources come out of a listing, are looked at and dropped. So the state that clones share, and that calls
/// change, is made when there are any: until then a resource is what it was made with.
pub struct Core<R: Model> {
    scope: Scope<R::Client>,
    identifiers: R::Identifiers,
    summary: Option<Arc<R::Summary>>,
    /// The data that it came with: what holds where there is no state yet.
    came_with: Option<Arc<R::Data>>,
    state: OnceLock<Arc<State<R>>>,
}

struct State<R: Model> {
    scope: Scope<R::Client>,
    identifiers: R::Identifiers,
    slot: Mutex<Slot<R::Data>>,
    loading: Shared<Arc<R::Data>>,
}

struct Slot<D> {
    data: Option<Arc<D>>,
    /// The ARN, once it is known. It outlives the data: only new data, of a resource made anew, replaces it.
    arn: Option<Arn>,
    /// How many loads have begun: each has its number.
    loads: u64,
    /// The last load that must not bring back the old state: the one that brought the data, or the last that began before
    /// data was forgotten.
    outdated: u64,
}

impl<D> Slot<D> {
    /// The number of a load that begins.
    fn begin_load(&mut self) -> u64 {
        self.loads += 1;
        self.loads
    }
}

impl<R: Model> Core<R> {
    /// A resource by its identifiers alone.
    pub fn new(scope: &Scope<R::Client>, identifiers: R::Identifiers) -> Self {
        Self::build(scope, identifiers, None, None)
    }

    /// A resource with what came with a response.
    pub(crate) fn build(
        scope: &Scope<R::Client>,
        identifiers: R::Identifiers,
        came_with: Option<Arc<R::Data>>,
        summary: Option<Arc<R::Summary>>,
    ) -> Self {
        Self { scope: scope.clone(), identifiers, summary, came_with, state: OnceLock::new() }
    }

    /// The state, from then on shared by all clones.
    fn state(&self) -> &Arc<State<R>> {
        self.state.get_or_init(|| {
            Arc::new(State {
                scope: self.scope.clone(),
                identifiers: self.identifiers.clone(),
                slot: Mutex::new(Slot { data: self.came_with.clone(), arn: None, loads: 0, outdated: 0 }),
                loading: Shared::default(),
            })
        })
    }

    /// The same resource without what is known of it, for what only needs to know which it is.
    fn bare(&self) -> Self {
        Self::new(&self.scope, self.identifiers.clone())
    }

    /// Service and session.
    pub fn scope(&self) -> &Scope<R::Client> {
        &self.scope
    }

    /// The SDK's client.
    pub fn client(&self) -> &R::Client {
        self.scope.client()
    }

    /// The session.
    pub fn session(&self) -> &Session {
        self.scope.session()
    }

    /// The identifiers.
    pub fn identifiers(&self) -> &R::Identifiers {
        &self.identifiers
    }

    /// The summary that came with a listing.
    pub fn summary(&self) -> Option<Arc<R::Summary>> {
        self.summary.clone()
    }

    /// The data, if it is there.
    pub fn loaded(&self) -> Option<Arc<R::Data>> {
        match self.state.get() {
            Some(state) => state.slot().data.clone(),
            None => self.came_with.clone(),
        }
    }

    /// A call of `operation` on this resource.
    pub fn call(&self, operation: &'static str) -> Call {
        Call::new(self.state().clone(), operation)
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
            service: self.scope.service(),
            operation: None,
            resource: Some(label::<R>(&self.identifiers)),
            account: session.known_account_id().map(str::to_owned),
            region: session.region_name().map(str::to_owned),
        };
        Error::at(place, kind, message)
    }

    /// Writes `DBInstance { id: "orders" }`.
    pub fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct(R::TYPE);
        self.identifiers.each(&mut |name, value| {
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

fn label<R: Model>(identifiers: &R::Identifiers) -> String {
    let mut label = R::TYPE.to_owned();
    identifiers.each(&mut |name, value| label += &format!(" {name}={value:?}"));
    label
}

impl<R: Model> State<R> {
    fn slot(&self) -> MutexGuard<'_, Slot<R::Data>> {
        self.slot.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<R: Model> Caller for State<R> {
    fn session(&self) -> &Session {
        self.scope.session()
    }

    fn service(&self) -> &'static str {
        self.scope.service()
    }

    fn label(&self) -> Option<String> {
        Some(label::<R>(&self.identifiers))
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
            let mut slot = self.slot();
            // The state is old then, but not the ARN.
            if let Some(data) = slot.data.take() {
                let arn = Core::<R>::arn_with(&self.scope, &self.identifiers, data);
                slot.arn = arn.or(slot.arn.take());
            }
            slot.outdated = slot.loads;
        }
    }
}

impl<R: Model> Clone for Core<R> {
    fn clone(&self) -> Self {
        Self {
            scope: self.scope.clone(),
            identifiers: self.identifiers.clone(),
            summary: self.summary.clone(),
            came_with: None,
            state: OnceLock::from(self.state().clone()),
        }
    }
}

impl<R: Model> PartialEq for Core<R> {
    /// Service, session and identifiers; what is loaded doesn't count.
    fn eq(&self, other: &Self) -> bool {
        same(&self.identifiers, &other.identifiers) && self.scope == other.scope
    }
}

impl<R: Model> Eq for Core<R> {}

impl<R: Model> Hash for Core<R> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        R::TYPE.hash(state);
        self.scope.hash(state);
        self.identifiers.each(&mut |name, value| (name, value).hash(state));
    }
}

/// Whether identifiers of one type are the same. There are few, and each name stands once.
fn same<I: Identifiers>(one: &I, other: &I) -> bool {
    let (mut here, mut there, mut common) = (0, 0, 0);
    one.each(&mut |name, value| {
        here += 1;
        other.each(&mut |its_name, its_value| common += usize::from((name, value) == (its_name, its_value)));
    });
    other.each(&mut |_, _| there += 1);
    (common, common) == (here, there) && one.times() == other.times()
}

impl<R: Model> fmt::Debug for Core<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Core::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use aws_smithy_types::DateTime;

    use super::same;
    use crate::model::Identifiers;

    /// An identifier, and one that can be absent.
    #[derive(Clone)]
    struct Names(&'static str, Option<&'static str>);

    impl Identifiers for Names {
        fn each(&self, show: &mut dyn FnMut(&'static str, &str)) {
            show("id", self.0);
            self.1.iter().for_each(|version| show("version", version));
        }
    }

    /// A time, in nanoseconds.
    #[derive(Clone)]
    struct Time(u32);

    impl Identifiers for Time {
        fn each(&self, show: &mut dyn FnMut(&'static str, &str)) {
            self.times().iter().flatten().for_each(|time| show("time", &time.to_string()));
        }

        fn times(&self) -> Vec<Option<DateTime>> {
            vec![Some(DateTime::from_secs_and_nanos(0, self.0))]
        }
    }

    #[test]
    fn times_are_the_same_to_the_nanosecond() {
        assert!(same(&Time(1_001), &Time(1_001)));
        assert!(!same(&Time(1_001), &Time(1_002)));
        assert!(!same(&Time(1_001), &Time(2_001)));
    }

    #[test]
    fn identifiers_are_the_same_where_all_of_them_are() {
        let all =
            [Names("a", None), Names("a", Some("a")), Names("a", Some("b")), Names("b", Some("a")), Names("", None)];
        for (at, one) in all.iter().enumerate() {
            for (also_at, other) in all.iter().enumerate() {
                assert_eq!(same(one, other), at == also_at, "{at} and {also_at}");
            }
        }
    }
}
