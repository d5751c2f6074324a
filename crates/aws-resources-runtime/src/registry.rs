//! Services, resource types and collections by name, at run time; live resources from references and ARNs.
//!
//! Generated code states what there is, as tables: one [`Service`] for each, and a [`Registry`] of those that are
//! enabled. In `aws-resources` that is done with the feature `registry`.

use std::{any::TypeId, fmt};

mod find;
mod given;
mod pattern;
mod sessions;

pub use find::Registry;
pub use given::{FromText, Given, parsed};
pub use pattern::{ArnPattern, Part, Piece};
pub use sessions::Sessions;

use crate::{
    Collection, DynCollection, DynResource, Error, ErrorKind, Result, Session, error::Place, resource::Resource,
};

/// A service: its resource types, and the collections of its service resource.
///
/// ```no_run
/// # fn example(service: &aws_resources_runtime::registry::Service) {
/// println!("{}, feature {}", service.title(), service.name());
/// for resource_type in service.resource_types() {
///     println!("  {}: {}", resource_type.name(), resource_type.arn_looks());
/// }
/// # }
/// ```
pub struct Service {
    #[doc(hidden)]
    pub name: &'static str,
    #[doc(hidden)]
    pub title: &'static str,
    #[doc(hidden)]
    pub type_name: &'static str,
    #[doc(hidden)]
    pub arn_service: &'static str,
    #[doc(hidden)]
    pub resource_types: &'static [&'static ResourceType],
    #[doc(hidden)]
    pub collections: &'static [CollectionType<Session>],
}

impl Service {
    /// boto3's name, which is also the feature's: `elbv2`.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// What AWS calls it: `Elastic Load Balancing v2`.
    pub fn title(&self) -> &'static str {
        self.title
    }

    /// The type of the service resource: `ElbV2`.
    pub fn type_name(&self) -> &'static str {
        self.type_name
    }

    /// The service as its ARNs name it: `elasticloadbalancing`. Single types have another.
    pub fn arn_service(&self) -> &'static str {
        self.arn_service
    }

    /// The resource types, in the model's order.
    pub fn resource_types(&self) -> impl Iterator<Item = &'static ResourceType> + use<> {
        self.resource_types.iter().copied()
    }

    /// The resource type of this name, as [`Resource::type_name`] gives it: `LoadBalancer`.
    pub fn resource_type(&self, name: &str) -> Option<&'static ResourceType> {
        self.resource_types().find(|kind| kind.name == name)
    }

    /// The collections of the service resource.
    pub fn collections(&self) -> &'static [CollectionType<Session>] {
        self.collections
    }

    /// The collection of this name: `load_balancers`.
    pub fn collection(&self, name: &str) -> Option<&'static CollectionType<Session>> {
        self.collections.iter().find(|collection| collection.name == name)
    }
}

impl fmt::Debug for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Service").field("name", &self.name).finish_non_exhaustive()
    }
}

/// A resource type.
///
/// ```no_run
/// # use aws_resources_runtime::registry::ResourceType;
/// # fn example(resource_type: &ResourceType) {
/// let identifiers: Vec<_> = resource_type.identifiers().iter().map(|identifier| identifier.name()).collect();
/// println!("{}({}), taggable: {}", resource_type.name(), identifiers.join(", "), resource_type.is_taggable());
/// # }
/// ```
pub struct ResourceType {
    #[doc(hidden)]
    pub service: &'static str,
    #[doc(hidden)]
    pub name: &'static str,
    #[doc(hidden)]
    pub identifiers: &'static [IdentifierType],
    #[doc(hidden)]
    pub arn: ArnFacts,
    #[doc(hidden)]
    pub taggable: bool,
    #[doc(hidden)]
    pub collections: &'static [CollectionType<DynResource>],
    #[doc(hidden)]
    pub id: fn() -> TypeId,
    #[doc(hidden)]
    pub make: fn(&Session, &Given<'_>) -> Result<DynResource>,
}

/// What is known of a type's ARNs.
#[doc(hidden)]
pub struct ArnFacts {
    /// How they look, or where they stand.
    pub looks: &'static str,
    /// Whether AWS gives any.
    pub exists: bool,
    /// By which a resource is made of one.
    pub patterns: &'static [ArnPattern],
}

impl ResourceType {
    /// boto3's name of the service.
    pub fn service_name(&self) -> &'static str {
        self.service
    }

    /// The name of the type: `LoadBalancer`.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The identifiers, in order.
    pub fn identifiers(&self) -> &'static [IdentifierType] {
        self.identifiers
    }

    /// How its ARN looks (`arn:{partition}:…`), the member of the data that holds it, or `none`.
    pub fn arn_looks(&self) -> &'static str {
        self.arn.looks
    }

    /// Whether AWS gives resources of this type ARNs: all of them, or some.
    pub fn has_arn(&self) -> bool {
        self.arn.exists
    }

    /// Whether a resource of this type can be made of its ARN alone.
    pub fn is_found_by_arn(&self) -> bool {
        !self.arn.patterns.is_empty()
    }

    /// Whether it can be tagged: its resources are [`Tagged`](crate::Tagged).
    pub fn is_taggable(&self) -> bool {
        self.taggable
    }

    /// The collections that each resource of this type has.
    pub fn collections(&self) -> &'static [CollectionType<DynResource>] {
        self.collections
    }

    /// The collection of this name: `listeners`.
    pub fn collection(&self, name: &str) -> Option<&'static CollectionType<DynResource>> {
        self.collections.iter().find(|collection| collection.name == name)
    }

    /// A resource of this type, of identifiers as texts, as [`DynResource::identifiers`] gives them. No call is made.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidIdentifier`] where one is missing, unknown, given twice or empty, or its text is no value of
    /// its type. One that is optional can be missing.
    pub fn resource<'a>(
        &self,
        session: &Session,
        identifiers: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<DynResource> {
        (self.make)(session, &Given::new(self, identifiers.into_iter().collect())?)
    }

    pub(crate) fn error(&self, kind: ErrorKind, message: String) -> Error {
        Error::at(self.place(), kind, message)
    }

    fn place(&self) -> Place {
        Place {
            service: self.service,
            operation: None,
            resource: Some(self.name.to_owned()),
            account: None,
            region: None,
        }
    }
}

impl PartialEq for ResourceType {
    /// By service and name.
    fn eq(&self, other: &Self) -> bool {
        (self.service, self.name) == (other.service, other.name)
    }
}

impl Eq for ResourceType {}

impl fmt::Debug for ResourceType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResourceType").field("service", &self.service).field("name", &self.name).finish_non_exhaustive()
    }
}

/// An identifier of a resource type.
///
/// ```no_run
/// # fn example(resource_type: &aws_resources_runtime::registry::ResourceType) {
/// for identifier in resource_type.identifiers() {
///     println!("{}{}", identifier.name(), if identifier.is_optional() { ", or none" } else { "" });
/// }
/// # }
/// ```
#[derive(Debug)]
pub struct IdentifierType {
    #[doc(hidden)]
    pub name: &'static str,
    #[doc(hidden)]
    pub optional: bool,
    #[doc(hidden)]
    pub may_be_empty: bool,
}

impl IdentifierType {
    /// Its name, as [`DynResource::identifiers`] gives it.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Whether a resource may lack it.
    pub fn is_optional(&self) -> bool {
        self.optional
    }

    /// Whether it can be an empty text.
    pub fn may_be_empty(&self) -> bool {
        self.may_be_empty
    }
}

/// A collection of a service, over a [`Session`], or of a resource, over a [`DynResource`].
///
/// ```no_run
/// # use aws_resources_runtime::{Result, Session, registry::CollectionType};
/// # async fn example(collection: &CollectionType<Session>, session: &Session) -> Result<()> {
/// let mut all = collection.list(session)?;
/// while let Some(resource) = all.try_next().await? {
///     println!("{} {:?}", collection.resource_type(), resource.reference());
/// }
/// # Ok(())
/// # }
/// ```
pub struct CollectionType<P> {
    #[doc(hidden)]
    pub name: &'static str,
    #[doc(hidden)]
    pub operation: &'static str,
    #[doc(hidden)]
    pub resource_type: &'static str,
    #[doc(hidden)]
    pub required: &'static [&'static str],
    #[doc(hidden)]
    pub list: fn(&P) -> Result<DynCollection>,
}

impl<P> CollectionType<P> {
    /// Its name, which is the method's: `load_balancers`.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// AWS's name of the operation that lists.
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// The name of the type that it lists.
    pub fn resource_type(&self) -> &'static str {
        self.resource_type
    }

    /// The setters of the request that must be called before anything can be listed, where there are any: by
    /// `filter` on the typed collection.
    pub fn required(&self) -> &'static [&'static str] {
        self.required
    }

    /// The collection of this session, or of this resource. No call is made.
    ///
    /// # Errors
    /// [`ErrorKind::Request`] where the request has [members that must be set](Self::required) first;
    /// [`ErrorKind::UnknownName`] where the collection is another type's than the resource's.
    pub fn list(&self, of: &P) -> Result<DynCollection> {
        if self.required.is_empty() {
            return (self.list)(of);
        }
        let members = self.required.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let message = format!(
            "{} can't list anything before {members} is set: take the typed collection, and `filter` it",
            self.operation
        );
        Err(Error::new(ErrorKind::Request, message))
    }
}

impl<P> fmt::Debug for CollectionType<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CollectionType")
            .field("name", &self.name)
            .field("operation", &self.operation)
            .field("resource_type", &self.resource_type)
            .field("required", &self.required)
            .finish_non_exhaustive()
    }
}

/// The collection of a resource, by the method that gives it.
#[doc(hidden)]
pub fn listed<R, B, T>(resource: &DynResource, list: fn(&R) -> Collection<B, T>) -> Result<DynCollection>
where
    R: Resource,
    B: Clone + Send + 'static,
    T: Resource,
{
    match resource.downcast_ref() {
        Some(resource) => Ok(list(resource).into()),
        None => {
            let message = "this collection is another resource type's".to_owned();
            Err(resource.error(ErrorKind::UnknownName, message))
        }
    }
}
