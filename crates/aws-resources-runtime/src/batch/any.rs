//! Resources of any types, whose tags one operation changes together.

use std::{fmt, future::Future, pin::Pin, sync::Arc};

use super::{
    Batch, BatchReport, Finish, Part,
    calls::{Calls, Entry},
};
use crate::{
    DynResource, Result, Session,
    call::{BoxFuture, Call, Sender},
    dynamic::Object,
    model::Model,
    resource::Resource,
    scope::Scope,
};

/// A resource whose tags an operation can change together with those of resources of other types: all that Amazon EC2's
/// `CreateTags` takes.
///
/// ```
/// # use aws_resources_runtime::{AnyTaggable, Taggable};
/// fn of_any_type<C, R: Taggable + Into<AnyTaggable<C>>>(resources: Vec<R>) -> Vec<AnyTaggable<C>> {
///     resources.into_iter().map(Into::into).collect()
/// }
/// ```
pub trait Taggable: Model {
    /// What that operation calls it.
    #[doc(hidden)]
    fn tag_id() -> Part<Self, String>;
}

/// A resource of any type whose tags can be changed together with those of others; `C` is the SDK's client.
///
/// It is made of a resource by `into()`, and becomes a [`DynResource`] by it. Cheap to clone.
///
/// ```no_run
/// # use aws_resources_runtime::{AnyTaggable, DynResource, Result};
/// # async fn example<C>(taggable: AnyTaggable<C>) -> Result<()> {
/// println!("{} {:?}", taggable.type_name(), taggable.identifiers());
/// let resource: DynResource = taggable.into();
/// println!("{}", resource.arn().await?);
/// # Ok(())
/// # }
/// ```
pub struct AnyTaggable<C> {
    resource: DynResource,
    /// The same, as far as its type is taggable.
    target: Arc<dyn Target<C>>,
}

/// What is needed of a resource besides, whatever its type.
trait Target<C>: Object {
    fn scope(&self) -> &Scope<C>;
    fn call(&self, operation: &'static str) -> Call;
    fn tag_id<'a>(&'a self, call: &'a Call) -> Pin<Box<dyn Future<Output = Result<String>> + Send + 'a>>;
}

impl<C, R> Target<C> for R
where
    C: Clone + Send + Sync + 'static,
    R: Taggable + Model<Client = C> + Resource,
{
    fn scope(&self) -> &Scope<C> {
        self.core().scope()
    }

    fn call(&self, operation: &'static str) -> Call {
        self.core().call(operation)
    }

    fn tag_id<'a>(&'a self, call: &'a Call) -> Pin<Box<dyn Future<Output = Result<String>> + Send + 'a>> {
        Box::pin(async move { <R as Taggable>::tag_id().of(self, call).await })
    }
}

impl<C, R> From<R> for AnyTaggable<C>
where
    C: Clone + Send + Sync + 'static,
    R: Taggable + Model<Client = C> + Resource,
{
    fn from(resource: R) -> Self {
        let target = Arc::new(resource);
        Self { resource: DynResource::shared(target.clone()), target }
    }
}

impl<C> From<AnyTaggable<C>> for DynResource {
    fn from(taggable: AnyTaggable<C>) -> Self {
        taggable.resource
    }
}

impl<C> AnyTaggable<C> {
    /// boto3's name of its type: `Volume`.
    pub fn type_name(&self) -> &'static str {
        self.resource.type_name()
    }

    /// The identifiers' names and values, in order.
    pub fn identifiers(&self) -> Vec<(&'static str, String)> {
        self.resource.identifiers()
    }

    /// The session that it lives in.
    pub fn session(&self) -> &Session {
        self.resource.session()
    }

    /// The resource that this was made of, if it is of this type.
    pub fn downcast_ref<R: Resource>(&self) -> Option<&R> {
        self.resource.downcast_ref()
    }
}

impl<C> Clone for AnyTaggable<C> {
    fn clone(&self) -> Self {
        Self { resource: self.resource.clone(), target: self.target.clone() }
    }
}

impl<C> fmt::Debug for AnyTaggable<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.resource, f)
    }
}

/// An operation that changes the tags of many resources, and does no harm when it is repeated.
#[doc(hidden)]
pub struct TagFacts<C, Q, O> {
    /// The operation's name.
    pub name: &'static str,
    /// How many resources one call takes.
    pub max: usize,
    /// The request over resources that are called this.
    pub request: fn(&C, Vec<String>) -> Q,
    /// Sends it.
    pub send: Sender<Q, O>,
}

/// One operation over resources of any types and sessions: each session's are sent on their own, the report has all of
/// them in the order in which they were given.
#[doc(hidden)]
pub fn batch_any<C, Q, O>(resources: Vec<AnyTaggable<C>>, facts: TagFacts<C, Q, O>) -> Batch<Q, AnyTaggable<C>, O>
where
    C: Clone + Send + Sync + 'static,
    Q: Send + 'static,
    O: Send + 'static,
{
    Batch::new(facts.name, move |finish, divisible| Box::pin(run(resources, facts, divisible, finish))).divisible()
}

async fn run<C, Q, O>(
    resources: Vec<AnyTaggable<C>>,
    facts: TagFacts<C, Q, O>,
    divisible: bool,
    finish: Finish<Q>,
) -> BatchReport<AnyTaggable<C>, O>
where
    C: Clone + Send + Sync + 'static,
    Q: Send + 'static,
    O: Send + 'static,
{
    let TagFacts { name, max, request, send } = facts;
    let send = move |first: &Entry<Placed<C>, String>, ids: Vec<String>| -> BoxFuture<Result<O>> {
        let client = first.resource.1.target.scope().client();
        send(first.call.clone(), finish(request(client, ids)))
    };
    let mut calls = Calls::new(divisible);
    for resources in by_session(resources) {
        calls.next_session();
        for resources in resources.chunks(max) {
            let mut entries = Vec::with_capacity(resources.len());
            for resource in resources {
                let call = resource.1.target.call(name);
                // These were made by hand: an empty identifier would be sent among others.
                let part = match call.ready() {
                    Ok(()) => resource.1.target.tag_id(&call).await,
                    Err(error) => Err(error),
                };
                match part {
                    Ok(part) => entries.push(Entry { resource: resource.clone(), call, part }),
                    Err(error) => calls.unsent(resource.clone(), error),
                }
            }
            calls.send(entries, &send, |_, _| Vec::new()).await;
        }
    }
    calls.report.in_order()
}

/// A resource, and its place among those that were given.
type Placed<C> = (usize, AnyTaggable<C>);

/// The resources of each session: those whose calls have the same credentials and Region. Sessions that see the same
/// resources are equal, but one of them may be allowed what another isn't.
fn by_session<C>(resources: Vec<AnyTaggable<C>>) -> Vec<Vec<Placed<C>>> {
    let mut sessions: Vec<(Session, Vec<Placed<C>>)> = Vec::new();
    for placed in resources.into_iter().enumerate() {
        let session = placed.1.session();
        match sessions.iter_mut().find(|(known, _)| known.calls_as(session)) {
            Some((_, resources)) => resources.push(placed),
            None => sessions.push((session.clone(), vec![placed])),
        }
    }
    sessions.into_iter().map(|(_, resources)| resources).collect()
}
