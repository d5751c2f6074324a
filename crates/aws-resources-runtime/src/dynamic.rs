//! Resources and listings whose type is known at run time only.

use std::{
    any::Any,
    fmt,
    hash::{Hash, Hasher},
    sync::Arc,
};

mod collection;

pub use collection::DynCollection;

use crate::{
    Arn, Fetch, ResourceRef, Session,
    error::{Error, ErrorKind, Place},
    resource::Resource,
    tagged::{Tagging, Tags, added, mapped, removed},
};

/// A resource of any type. Cheap to clone; equal and hashed as the resource in it.
///
/// ```
/// use aws_resources_runtime::{DynResource, Resource};
///
/// fn boxed(resources: Vec<impl Resource>) -> Vec<DynResource> {
///     resources.into_iter().map(DynResource::from).collect()
/// }
/// ```
#[derive(Clone)]
pub struct DynResource(Arc<dyn Object>);

/// What of a resource can be had without its type.
pub(crate) trait Object: Any + Send + Sync {
    fn service_name(&self) -> &'static str;
    fn type_name(&self) -> &'static str;
    fn session(&self) -> &Session;
    fn identifiers(&self) -> Vec<(&'static str, String)>;
    fn arn(&self) -> Fetch<'_, Arn>;
    fn reference(&self) -> ResourceRef;
    fn reference_with_arn(&self) -> Fetch<'_, ResourceRef>;
    fn tagging(&self) -> Option<&dyn Tagging>;
    fn seen_with(&self, arn: &Arn);
    fn is(&self, other: &dyn Object) -> bool;
    fn hash_into(&self, state: &mut dyn Hasher);
    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result;
}

impl<R: Resource> Object for R {
    fn service_name(&self) -> &'static str {
        Resource::service_name(self)
    }

    fn type_name(&self) -> &'static str {
        Resource::type_name(self)
    }

    fn session(&self) -> &Session {
        Resource::session(self)
    }

    fn identifiers(&self) -> Vec<(&'static str, String)> {
        Resource::identifiers(self)
    }

    fn arn(&self) -> Fetch<'_, Arn> {
        Resource::arn(self)
    }

    fn reference(&self) -> ResourceRef {
        Resource::reference(self)
    }

    fn reference_with_arn(&self) -> Fetch<'_, ResourceRef> {
        Resource::reference_with_arn(self)
    }

    fn tagging(&self) -> Option<&dyn Tagging> {
        Resource::tagging(self)
    }

    fn seen_with(&self, arn: &Arn) {
        Resource::seen_with(self, arn);
    }

    fn is(&self, other: &dyn Object) -> bool {
        let other: &dyn Any = other;
        other.downcast_ref::<R>().is_some_and(|other| self == other)
    }

    fn hash_into(&self, mut state: &mut dyn Hasher) {
        self.hash(&mut state);
    }

    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

impl DynResource {
    pub(crate) fn shared(resource: Arc<dyn Object>) -> Self {
        Self(resource)
    }

    pub(crate) fn seen_with(&self, arn: &Arn) {
        self.0.seen_with(arn);
    }

    /// boto3's name of the service: `elbv2`.
    pub fn service_name(&self) -> &'static str {
        self.0.service_name()
    }

    /// The name of the resource type: `DBInstance`.
    pub fn type_name(&self) -> &'static str {
        self.0.type_name()
    }

    /// The session that the resource lives in.
    pub fn session(&self) -> &Session {
        self.0.session()
    }

    /// The identifiers' names and values, in order.
    pub fn identifiers(&self) -> Vec<(&'static str, String)> {
        self.0.identifiers()
    }

    /// The ARN: see [`Resource::arn`].
    ///
    /// # Errors
    /// See there: for types that have no ARN, always.
    pub fn arn(&self) -> Fetch<'_, Arn> {
        self.0.arn()
    }

    /// The resource in words. No call is made: see [`Resource::reference`].
    pub fn reference(&self) -> ResourceRef {
        self.0.reference()
    }

    /// The resource in words, with account and ARN: see [`Resource::reference_with_arn`].
    ///
    /// # Errors
    /// See there.
    pub fn reference_with_arn(&self) -> Fetch<'_, ResourceRef> {
        self.0.reference_with_arn()
    }

    /// Whether the resource's type has tags that can be read and changed.
    pub fn is_taggable(&self) -> bool {
        self.0.tagging().is_some()
    }

    /// The tags: see [`Tagged::tags`](crate::Tagged::tags).
    ///
    /// # Errors
    /// [`ErrorKind::NoTags`] where the type [can't be tagged](Self::is_taggable); what the call fails with.
    pub fn tags(&self) -> Fetch<'_, Tags> {
        self.with_tags(|tagging| Fetch::coming(tagging.list()))
    }

    /// The tags; `None` where the type can't be tagged.
    ///
    /// # Errors
    /// What the call fails with.
    pub fn tag_map(&self) -> Fetch<'_, Option<Tags>> {
        mapped(self.0.tagging())
    }

    /// Adds tags, or gives those that there are another value: see [`Tagged::tag`](crate::Tagged::tag).
    ///
    /// # Errors
    /// Those of [`tags`](Self::tags).
    pub fn tag<K: Into<String>, V: Into<String>>(&self, tags: impl IntoIterator<Item = (K, V)>) -> Fetch<'_, ()> {
        self.with_tags(|tagging| added(tagging, tags))
    }

    /// Removes the tags with these keys: see [`Tagged::untag`](crate::Tagged::untag).
    ///
    /// # Errors
    /// Those of [`tags`](Self::tags).
    pub fn untag<K: Into<String>>(&self, keys: impl IntoIterator<Item = K>) -> Fetch<'_, ()> {
        self.with_tags(|tagging| removed(tagging, keys))
    }

    fn with_tags<'a, T>(&'a self, then: impl FnOnce(&dyn Tagging) -> Fetch<'a, T>) -> Fetch<'a, T> {
        match self.0.tagging() {
            Some(tagging) => then(tagging),
            None => {
                let message = format!("a {} has no tags that can be read and changed", self.type_name());
                Fetch::known(Err(self.error(ErrorKind::NoTags, message)))
            }
        }
    }

    /// The resource as its own type, if it is of that.
    pub fn downcast_ref<R: Resource>(&self) -> Option<&R> {
        let any: &dyn Any = &*self.0;
        any.downcast_ref()
    }

    pub(crate) fn error(&self, kind: ErrorKind, message: String) -> Error {
        let session = self.session();
        let mut label = self.type_name().to_owned();
        self.identifiers().iter().for_each(|(name, value)| label += &format!(" {name}={value:?}"));
        let place = Place {
            service: self.service_name(),
            operation: None,
            resource: Some(label),
            account: session.known_account_id().map(str::to_owned),
            region: session.region_name().map(str::to_owned),
        };
        Error::at(place, kind, message)
    }
}

impl<R: Resource> From<R> for DynResource {
    fn from(resource: R) -> Self {
        Self(Arc::new(resource))
    }
}

impl PartialEq for DynResource {
    fn eq(&self, other: &Self) -> bool {
        self.0.is(&*other.0)
    }
}

impl Eq for DynResource {}

impl Hash for DynResource {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash_into(state);
    }
}

impl fmt::Debug for DynResource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.show(f)
    }
}
