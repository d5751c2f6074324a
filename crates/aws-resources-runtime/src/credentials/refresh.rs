//! Credentials that are refreshed before they expire: one call for all who wait, in the background where nobody has to.

use std::{
    fmt,
    panic::AssertUnwindSafe,
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
    time::{Duration, Instant, SystemTime},
};

use aws_credential_types::Credentials;
use aws_smithy_async::{
    rt::sleep::{SharedAsyncSleep, default_async_sleep},
    time::SharedTimeSource,
};
use aws_types::SdkConfig;
use futures_util::{
    FutureExt as _,
    future::{Shared, WeakShared},
};
use tracing::Instrument as _;

use super::{
    CredentialStatus,
    state::{Decision, State},
    windows::RefreshWindows,
};
use crate::{
    call::BoxFuture,
    error::{Error, ErrorKind},
    pause::in_time,
};

type Loaded = Result<Credentials, Error>;
type Load = Shared<BoxFuture<Loaded>>;

/// Where credentials come from.
pub(super) trait Source: Send + Sync + 'static {
    /// New credentials; `held` are those that they replace.
    fn load(self: Arc<Self>, held: Option<Credentials>) -> BoxFuture<Result<Credentials, Failure>>;

    /// What the credentials are, for logs and errors.
    fn name(&self) -> String;

    /// Whether they are those of an assumed role.
    fn is_role(&self) -> bool {
        false
    }
}

/// Why there are no new credentials.
pub(super) struct Failure {
    pub(super) error: Error,
    /// Whether another try would fail as well.
    pub(super) is_final: bool,
}

/// The time, and waiting.
#[derive(Clone, Debug)]
pub(crate) struct Clock {
    time: SharedTimeSource,
    sleep: Option<SharedAsyncSleep>,
}

impl Clock {
    /// The configuration's clock, or the system's.
    pub(crate) fn of(config: &SdkConfig) -> Self {
        Self { time: config.time_source().unwrap_or_default(), sleep: config.sleep_impl().or_else(default_async_sleep) }
    }

    pub(crate) fn now(&self) -> SystemTime {
        self.time.now()
    }

    /// What `future` gives, if it does so within this time.
    pub(super) async fn within<F: Future>(&self, limit: Duration, future: F) -> Option<F::Output> {
        in_time(self.sleep.as_ref(), limit, future).await
    }
}

/// Credentials of one source, kept fresh. Clones share them.
#[derive(Clone)]
pub(crate) struct Refresher(Arc<Inner>);

/// A refresher that doesn't keep it alive: what its credentials know where they come from by.
#[derive(Clone)]
pub(super) struct Origin(Weak<Inner>);

struct Inner {
    source: Arc<dyn Source>,
    windows: RefreshWindows,
    clock: Clock,
    slot: Mutex<Slot>,
}

#[derive(Default)]
struct Slot {
    state: State,
    /// How many loads have begun.
    begun: u64,
    loading: Option<Loading>,
}

/// The load that is under way, as long as anyone waits for it.
struct Loading {
    load: WeakShared<BoxFuture<Loaded>>,
    /// When it has taken longer than it may: it began in a runtime that stands still.
    until: Option<Instant>,
}

impl Slot {
    fn loading(&self) -> Option<Load> {
        let Loading { load, until } = self.loading.as_ref()?;
        load.upgrade().filter(|_| until.is_none_or(|until| Instant::now() < until))
    }
}

/// What a caller gets.
enum Answer {
    Now(Loaded),
    /// What the load gives.
    After(Load),
    /// These, while the load runs in the background.
    Meanwhile(Credentials, Load),
}

impl Refresher {
    pub(super) fn new(source: impl Source, windows: RefreshWindows, clock: Clock) -> Self {
        Self(Arc::new(Inner { source: Arc::new(source), windows, clock, slot: Mutex::default() }))
    }

    /// The credentials: those that are held, or new ones.
    pub(super) async fn get(&self) -> Loaded {
        match self.answer() {
            Answer::Now(loaded) => loaded,
            Answer::After(load) => self.0.wait(load).await,
            Answer::Meanwhile(credentials, load) => {
                match tokio::runtime::Handle::try_current() {
                    Ok(runtime) => drop(runtime.spawn(load)),
                    // Outside of tokio nothing else would drive it.
                    Err(_) => drop(load.await),
                }
                Ok(credentials)
            }
        }
    }

    fn answer(&self) -> Answer {
        let mut slot = self.0.slot();
        match slot.state.decide(self.0.clock.now()) {
            Decision::Serve(credentials) => Answer::Now(Ok(credentials)),
            Decision::Refuse(error) => Answer::Now(Err(error)),
            Decision::Wait => Answer::After(self.load(&mut slot)),
            Decision::Refresh(credentials) if slot.loading().is_some() => Answer::Now(Ok(credentials)),
            Decision::Refresh(credentials) => Answer::Meanwhile(credentials, self.load(&mut slot)),
        }
    }

    /// The load that is under way, or a new one. It runs as long as anyone waits for it, whoever came first.
    fn load(&self, slot: &mut Slot) -> Load {
        if let Some(load) = slot.loading() {
            return load;
        }
        slot.begun += 1;
        let (inner, number) = (self.0.clone(), slot.begun);
        let held = slot.state.held().map(|held| held.credentials.clone());
        // Who listens to logs may ask for the credentials: the span is made when the lock is no longer held.
        let load = async move {
            let span = tracing::debug_span!("refresh credentials", of = inner.source.name());
            let load = async { inner.settle(number, inner.load(held).await) };
            load.instrument(span).await
        };
        let load = load.boxed().shared();
        let until = Instant::now().checked_add(self.0.limit());
        slot.loading = load.downgrade().map(|load| Loading { load, until });
        load
    }

    /// A service refused the credentials with this key: the next caller waits for new ones, unless others are held by
    /// now or the source is being left alone after a failure.
    pub(super) fn reject(&self, access_key_id: &str) {
        if self.0.slot().state.reject(access_key_id) {
            tracing::warn!(of = self.0.source.name(), access_key_id, "credentials were refused by a service");
        }
    }

    /// Whether the credentials are those of an assumed role.
    pub(super) fn is_role(&self) -> bool {
        self.0.source.is_role()
    }

    /// How many hold this one.
    pub(crate) fn holders(&self) -> usize {
        Arc::strong_count(&self.0)
    }

    /// What is held now.
    pub(super) fn status(&self) -> Option<CredentialStatus> {
        self.0.slot().state.held().map(CredentialStatus::of)
    }

    /// The credentials that are held, if they are valid.
    pub(super) fn held(&self) -> Option<Credentials> {
        let now = self.0.clock.now();
        let slot = self.0.slot();
        let credentials = &slot.state.held()?.credentials;
        credentials.expiry().is_none_or(|expiry| now < expiry).then(|| credentials.clone())
    }

    /// Whether nothing is lost if this is dropped: no valid credentials, no failure of a moment ago, no load.
    pub(crate) fn is_spent(&self) -> bool {
        let slot = self.0.slot();
        slot.loading().is_none() && slot.state.is_spent(self.0.clock.now())
    }
}

impl Inner {
    fn slot(&self) -> MutexGuard<'_, Slot> {
        self.slot.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How long a load can take whose runtime runs: it is begun anew once at the most.
    fn limit(&self) -> Duration {
        self.windows.timeout().saturating_mul(2)
    }

    /// What a load gives. Its timer belongs to the runtime in which it began: where that one stands still, between two
    /// `block_on`, neither answer nor timeout would ever come.
    async fn wait(&self, load: Load) -> Loaded {
        let waited = AssertUnwindSafe(self.clock.within(self.limit(), load.clone())).catch_unwind().await;
        if let Ok(Some(loaded)) = waited {
            return loaded;
        }
        let now = self.clock.now();
        let mut slot = self.slot();
        if slot.loading().is_some_and(|current| current.ptr_eq(&load)) {
            slot.loading = None;
        }
        let held = slot.state.held().filter(|held| held.valid(now)).map(|held| held.credentials.clone());
        drop(slot);
        held.ok_or_else(|| self.failure("a call that began in another runtime came to no end".into()).error)
    }

    async fn load(&self, held: Option<Credentials>) -> Result<Credentials, Failure> {
        let within = || AssertUnwindSafe(self.load_within(held.clone())).catch_unwind();
        // When a runtime ends, timers and connections that belong to it panic. Who waits may be in another one.
        let loaded = match within().await {
            Err(_) => within().await,
            loaded => loaded,
        };
        loaded.unwrap_or_else(|_| Err(self.failure("the code that loads them panicked".into())))
    }

    async fn load_within(&self, held: Option<Credentials>) -> Result<Credentials, Failure> {
        let timeout = self.windows.timeout();
        let loaded = self.clock.within(timeout, self.source.clone().load(held)).await;
        loaded.unwrap_or_else(|| Err(self.failure(format!("no answer within {timeout:?}"))))
    }

    fn failure(&self, why: String) -> Failure {
        let error = Error::new(ErrorKind::Credentials, format!("no credentials of {}: {why}", self.source.name()));
        Failure { error, is_final: false }
    }

    /// Takes in what the load with this number gave, and says what those who waited for it get. Where another one has
    /// begun since, it says nothing of what is held now.
    fn settle(self: &Arc<Self>, number: u64, loaded: Result<Credentials, Failure>) -> Loaded {
        let now = self.clock.now();
        let of = self.source.name();
        let loaded = loaded.and_then(|credentials| match credentials.expiry() {
            Some(expiry) if expiry <= now => {
                Err(self.failure("they had expired already when they came; is this machine's clock right?".into()))
            }
            _ => Ok(credentials),
        });
        // Who listens to logs may ask for the credentials: nothing is logged under the lock.
        let mut slot = self.slot();
        if slot.begun != number {
            drop(slot);
            tracing::debug!(of, "a load of credentials ended after another one had begun");
            return loaded.map_err(|failure| failure.error);
        }
        slot.loading = None;
        match loaded {
            Ok(mut credentials) => {
                // Those that another one has loaded stay its own: it is told what becomes of them.
                if Origin::of(&credentials).is_none() {
                    credentials.set_property(Origin(Arc::downgrade(self)));
                }
                slot.state.renewed(credentials.clone(), now, &self.windows);
                drop(slot);
                tracing::debug!(of, access_key_id = credentials.access_key_id(), "credentials are there");
                Ok(credentials)
            }
            Err(Failure { error, is_final: true }) => {
                slot.state.refused(error.clone(), now);
                drop(slot);
                tracing::warn!(of, %error, "credentials were refused");
                Err(error)
            }
            Err(Failure { error, is_final: false }) => {
                let served = slot.state.unreachable(error.clone(), now, &self.windows);
                drop(slot);
                tracing::warn!(of, %error, still_valid = served.is_ok(), "credentials could not be refreshed");
                served
            }
        }
    }
}

impl Origin {
    /// The refresher that these credentials come from.
    pub(super) fn of(credentials: &Credentials) -> Option<Refresher> {
        credentials.get_property::<Self>()?.0.upgrade().map(Refresher)
    }
}

impl fmt::Debug for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Origin")
    }
}

impl fmt::Debug for Refresher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Refresher").field("of", &self.0.source.name()).finish_non_exhaustive()
    }
}
