//! Handlers of a session's events, as boto3 has them.
//!
//! A handler is a function that a session's clients call at a certain moment of each call: it can read and change
//! the typed input, the request, and the typed output, and it can let the call fail.
//!
//! ```no_run
//! use aws_resources_runtime::Session;
//! # // As the SDK has it: the SDK's crate is none of this one's.
//! # mod aws_sdk_rds { pub mod operation { pub mod describe_db_instances {
//! #     #[derive(Debug)]
//! #     pub struct DescribeDbInstancesInput { pub max_records: Option<i32> }
//! # } } }
//! use aws_sdk_rds::operation::describe_db_instances::DescribeDbInstancesInput;
//!
//! # fn example(session: &Session) -> aws_resources_runtime::Result<()> {
//! // Listings come in large pages, unless somebody asks for others.
//! session.events().register("provide-client-params.rds.DescribeDBInstances", "large-pages", |event| {
//!     if let Some(input) = event.input_mut::<DescribeDbInstancesInput>() {
//!         input.max_records.get_or_insert(100);
//!     }
//!     Ok(())
//! })?;
//!
//! // All requests to RDS carry a header, which is signed.
//! session.events().register("before-sign.rds", "tenant", |event| {
//!     if let Some(request) = event.request_mut() {
//!         request.headers_mut().try_insert("x-tenant", "blue")?;
//!     }
//!     Ok(())
//! })?;
//!
//! // Nothing may be deleted.
//! session.events().register("before-call.*.DeleteDBInstance", "no-deletion", |event| {
//!     Err(format!("{} is forbidden here", event.operation()).into())
//! })?;
//! # Ok(())
//! # }
//! ```
//!
//! Handlers are called for what the session's clients do. They aren't for the AssumeRole calls that get a session's
//! credentials, nor for SDK clients that are made from [`Session::config`](crate::Session::config).
//!
//! # The events
//!
//! In the order of a call. "Each attempt" means that a retry has the event again.
//!
//! | event | when | there is | SDK hook |
//! |---|---|---|---|
//! | `provide-client-params` | once, before anything else | input | `modify_before_serialization` |
//! | `before-parameter-build` | once, right after | input | `modify_before_serialization` |
//! | `before-call` | once, when the request is written; its address is a path yet | request | `modify_before_retry_loop` |
//! | `request-created` | each attempt, when the request has its whole address | request | `modify_before_signing` |
//! | `before-sign` | each attempt, right after | request | `modify_before_signing` |
//! | `before-send` | each attempt, when the request is signed: a change may break the signature | request | `modify_before_transmit` |
//! | `response-received` | each attempt that was sent, when the answer is read or none came | response, and output or error | `modify_before_attempt_completion` |
//! | `after-call` | once, when the service has answered, with success or with an error | response, and output or error | `modify_before_completion` |
//! | `after-call-error` | once, instead of `after-call`, when an attempt was begun and no answer could be read: no credentials, no connection, a timeout, a handler's error | error, perhaps response | `modify_before_completion` |
//!
//! All that is there can be changed, except responses and errors. What isn't there is `None`: [`Event`] has one
//! method for each. A change of the request in `before-call` holds for all attempts, a later one for one attempt. The
//! length that a request states follows its body.
//!
//! # Names
//!
//! An event's name is `<event>.<service>.<operation>`, for example `before-sign.rds.DescribeDBInstances`: the service
//! under boto3's name for it (`elbv2`) or its id with hyphens (`elastic-load-balancing-v2`), the operation under AWS's
//! name. A handler's name may be shorter: `before-sign.rds` and `before-sign` are for all events that begin so. `*`
//! stands for any one part: `after-call.*.DescribeDBInstances`, `*.rds`. A name that no event can have is refused.
//!
//! # Order
//!
//! Handlers of one event are called in botocore's order. Their names are compared part by part from the left: `*` comes
//! before the part itself, and a longer name before the one it continues. So of these all are called for
//! `before-call.rds.StopDBInstance`, from the first to the last:
//!
//! ```text
//! *.rds
//! *
//! before-call.*.StopDBInstance
//! before-call.*
//! before-call.rds.*
//! before-call.rds.StopDBInstance
//! before-call.rds
//! before-call
//! ```
//!
//! Of handlers with the same name, those of [`register_first`](Events::register_first) come first, then those of
//! [`register`](Events::register), then those of [`register_last`](Events::register_last), each in the order in which
//! they were registered.
//!
//! # Errors and panics
//!
//! A handler's error ends the call: no other handler of that event is called, nothing is retried, and the caller gets
//! an [`Error`] of [`ErrorKind::Handler`] that names the handler and the event, and whose source is the handler's own
//! error. This holds also for `after-call`, where the service has done what it was asked. Who calls the SDK's client
//! directly finds a [`HandlerError`] among the sources of its error. A panic goes through to whoever awaits the call,
//! like that of any closure; later calls are not affected.
//!
//! Handlers are not async, and the call waits for them: what takes longer belongs into a task of its own. They may
//! register and unregister handlers, which holds from the next event on.
//!
//! # Differences from boto3
//!
//! - Input, output and request are the SDK's types, not dictionaries.
//! - `request-created` always comes before `before-sign`. botocore signs within `request-created`, so that handlers of
//!   the name `request-created` alone come too late for the signature there.
//! - A handler can't answer in the service's stead: `before-call` and `before-send` take no response.
//! - The events in which botocore chooses a signer, a parser or a retry (`choose-signer`, `before-parse`,
//!   `needs-retry`) don't exist: these are the SDK's own affair.
//! - A presigned URL has all events up to `before-send`; botocore leaves some of them out.
//! - Each handler has an id, and one that is taken is refused; botocore says nothing, and leaves the second one out.
//! - Names that boto3 had before (`elasticloadbalancing`, `monitoring`) are not known.

use std::{
    error::Error as StdError,
    fmt,
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicU16, Ordering},
    },
};

use aws_smithy_runtime_api::client::interceptors::SharedInterceptor;

use crate::{
    Result,
    error::{Error, ErrorKind},
};

mod emitter;
mod event;
mod failure;
mod name;

pub use event::Event;
pub use failure::HandlerError;

use emitter::Emitter;
use name::{Pattern, Stage};

/// Where a client's calls go.
#[derive(Debug, Default)]
pub(crate) struct Place {
    pub(crate) account: Option<String>,
    pub(crate) region: Option<String>,
}

type Handler = dyn Fn(&mut Event<'_>) -> Result<(), Box<dyn StdError + Send + Sync>> + Send + Sync;

/// The handlers of a session: see [the module](self) for the events there are and the order of handlers.
///
/// Clones are the same handlers, and so are those of a session's clones and of its other regions, and those of all
/// sessions of one manager. A handler that is registered after a client was made is called as well.
///
/// ```no_run
/// # fn example(session: &aws_resources_runtime::Session) -> aws_resources_runtime::Result<()> {
/// session.events().register("after-call", "audit", |event| {
///     println!("{} {:?}", event.name(), event.error().map(ToString::to_string));
///     Ok(())
/// })?;
/// session.events().unregister("audit");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Default)]
pub struct Events {
    registry: Arc<Registry>,
}

#[derive(Default)]
struct Registry {
    /// The stages that have handlers, a bit each: most calls have none, and find it out here.
    wanted: AtomicU16,
    /// In the order in which they are called. Replaced as a whole, so that nothing is locked while handlers run.
    handlers: RwLock<Arc<Vec<Registration>>>,
}

#[derive(Clone)]
struct Registration {
    id: Arc<str>,
    pattern: Pattern,
    section: Section,
    handler: Arc<Handler>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Section {
    First,
    Middle,
    Last,
}

impl Events {
    /// No handlers yet: for [`SessionManagerBuilder::events`](crate::manager::SessionManagerBuilder::events).
    pub fn new() -> Self {
        Self::default()
    }

    /// Calls `handler` at every event that `name` stands for. `id` names the handler in errors, and for
    /// [`unregister`](Self::unregister).
    ///
    /// # Errors
    /// [`ErrorKind::InvalidEvent`] when no event can have the name, or when a handler of this id is registered.
    pub fn register<F>(&self, name: &str, id: &str, handler: F) -> Result<()>
    where
        F: Fn(&mut Event<'_>) -> Result<(), Box<dyn StdError + Send + Sync>> + Send + Sync + 'static,
    {
        self.add(name, id, Section::Middle, Arc::new(handler))
    }

    /// The same, before the handlers of the same name that [`register`](Self::register) takes.
    ///
    /// # Errors
    /// Those of [`register`](Self::register).
    pub fn register_first<F>(&self, name: &str, id: &str, handler: F) -> Result<()>
    where
        F: Fn(&mut Event<'_>) -> Result<(), Box<dyn StdError + Send + Sync>> + Send + Sync + 'static,
    {
        self.add(name, id, Section::First, Arc::new(handler))
    }

    /// The same, after the handlers of the same name that [`register`](Self::register) takes.
    ///
    /// # Errors
    /// Those of [`register`](Self::register).
    pub fn register_last<F>(&self, name: &str, id: &str, handler: F) -> Result<()>
    where
        F: Fn(&mut Event<'_>) -> Result<(), Box<dyn StdError + Send + Sync>> + Send + Sync + 'static,
    {
        self.add(name, id, Section::Last, Arc::new(handler))
    }

    /// Takes the handler of this id away, and tells whether there was one.
    pub fn unregister(&self, id: &str) -> bool {
        self.change(|handlers| {
            let before = handlers.len();
            handlers.retain(|registered| *registered.id != *id);
            handlers.len() < before
        })
    }

    /// What calls the handlers for a client of `service`: also those that are registered later.
    pub(crate) fn interceptor(&self, service: &'static str, place: Place) -> SharedInterceptor {
        SharedInterceptor::permanent(Emitter::new(self.clone(), service, place))
    }

    fn add(&self, name: &str, id: &str, section: Section, handler: Arc<Handler>) -> Result<()> {
        let pattern = Pattern::parse(name)?;
        self.change(|handlers| {
            if let Some(taken) = handlers.iter().find(|registered| *registered.id == *id) {
                let text = format!(
                    "there is a handler `{id}` already, for `{}`: unregister it first, or take another id for `{name}`",
                    taken.pattern
                );
                return Err(Error::new(ErrorKind::InvalidEvent, text));
            }
            let order = (pattern.order(), section);
            let place = handlers.partition_point(|other| (other.pattern.order(), other.section) <= order);
            handlers.insert(place, Registration { id: id.into(), pattern, section, handler: handler.clone() });
            Ok(())
        })
    }

    fn change<T>(&self, change: impl FnOnce(&mut Vec<Registration>) -> T) -> T {
        let mut handlers = self.registry.handlers.write().unwrap_or_else(PoisonError::into_inner);
        // A handler that is taken away is dropped without the lock: what it holds may want it.
        let before = handlers.clone();
        let result = change(Arc::make_mut(&mut handlers));
        let wanted = handlers.iter().fold(0, |wanted, registered| wanted | registered.pattern.stages());
        self.registry.wanted.store(wanted, Ordering::Release);
        drop(handlers);
        drop(before);
        result
    }

    /// All handlers, if any of them is for `stage`.
    fn of(&self, stage: Stage) -> Option<Arc<Vec<Registration>>> {
        if self.registry.wanted.load(Ordering::Acquire) & stage.bit() == 0 {
            return None;
        }
        Some(self.all())
    }

    fn all(&self) -> Arc<Vec<Registration>> {
        self.registry.handlers.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl fmt::Debug for Events {
    /// Names and ids, in the order in which handlers are called.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Events ")?;
        f.debug_list().entries(self.all().iter().map(|registered| (&registered.pattern, &registered.id))).finish()
    }
}
