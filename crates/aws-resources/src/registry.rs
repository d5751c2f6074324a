//! The services that are enabled by name, and live resources from references and ARNs.
//!
//! ```no_run
//! use aws_resources::{Result, Session, registry};
//!
//! # async fn example(session: &Session) -> Result<()> {
//! for service in registry::services() {
//!     for collection in service.collections().iter().filter(|collection| collection.required().is_empty()) {
//!         let mut all = collection.list(session)?;
//!         while let Some(resource) = all.try_next().await? {
//!             println!("{} {:?}", service.title(), resource.reference());
//!         }
//!     }
//! }
//! # Ok(())
//! # }
//! ```

pub use aws_resources_runtime::registry::{CollectionType, IdentifierType, Registry, ResourceType, Service, Sessions};

use crate::{Arn, DynCollection, DynResource, REGISTRY, Resource, ResourceRef, Result};

/// The services that are enabled, by name.
pub fn services() -> impl Iterator<Item = &'static Service> {
    REGISTRY.services()
}

/// The service of this name, which is boto3's: `elbv2`.
///
/// # Errors
/// [`ErrorKind::UnknownName`](crate::ErrorKind::UnknownName) with the names that are enabled.
pub fn service(name: &str) -> Result<&'static Service> {
    REGISTRY.service(name)
}

/// Live resources of references and ARNs, for a [`Session`](crate::Session) in its own account, for a
/// [`SessionManager`](crate::SessionManager) in any. No call is made: whether they are there isn't known.
///
/// A session whose account isn't known finds it out before the resource's first call, and makes none in another account
/// than that of the reference or the ARN: see [`Sessions::session_in`].
///
/// ```
/// # #[cfg(feature = "rds")]
/// # fn example(session: &aws_resources::Session) -> aws_resources::Result<()> {
/// use aws_resources::{Arn, ResourceRef, prelude::*, rds::DbInstance};
///
/// let reference = ResourceRef::new("rds", "DBInstance", [("id", "orders")]);
/// let resource = session.resource(&reference)?;
/// let database: DbInstance = session.resource_as(&reference)?;
///
/// let arn: Arn = "arn:aws:rds:eu-west-1:123456789012:db:orders".parse()?;
/// let resource = session.resource_from_arn(&arn)?; // in eu-west-1, whatever the session's region is
/// # Ok(())
/// # }
/// ```
pub trait FindResource: Sessions + Sized {
    /// The resource of a reference, in the reference's account and region.
    ///
    /// # Errors
    /// Those of [`Registry::resource`].
    fn resource(&self, reference: &ResourceRef) -> Result<DynResource> {
        REGISTRY.resource(self, reference)
    }

    /// The resource of a reference as its own type.
    ///
    /// # Errors
    /// Those of [`Registry::resource_as`].
    fn resource_as<R: Resource>(&self, reference: &ResourceRef) -> Result<R> {
        REGISTRY.resource_as(self, reference)
    }

    /// The resource that has an ARN, in the ARN's account and region.
    ///
    /// # Errors
    /// Those of [`Registry::resource_from_arn`].
    fn resource_from_arn(&self, arn: &Arn) -> Result<DynResource> {
        REGISTRY.resource_from_arn(self, arn)
    }

    /// The resource of this type that has an ARN: also where several types have ARNs that look alike.
    ///
    /// # Errors
    /// Those of [`Registry::resource_from_arn_as`].
    fn resource_from_arn_as<R: Resource>(&self, arn: &Arn) -> Result<R> {
        REGISTRY.resource_from_arn_as(self, arn)
    }
}

impl<S: Sessions> FindResource for S {}

/// The collections of a resource of any type.
///
/// ```no_run
/// use aws_resources::{DynResource, Result, prelude::*};
///
/// # async fn example(load_balancer: &DynResource) -> Result<()> {
/// for collection in load_balancer.collections()? {
///     println!("{} of type {}", collection.name(), collection.resource_type());
/// }
/// let listeners = load_balancer.collection("listeners")?.try_collect().await?;
/// # Ok(())
/// # }
/// ```
pub trait Listable {
    /// What can be listed of the resource.
    ///
    /// # Errors
    /// Those of [`Registry::collections_of`].
    fn collections(&self) -> Result<&'static [CollectionType<DynResource>]>;

    /// The resource's collection of this name: the method's, such as `listeners`. No call is made.
    ///
    /// # Errors
    /// Those of [`Registry::collection_of`].
    fn collection(&self, name: &str) -> Result<DynCollection>;
}

impl Listable for DynResource {
    fn collections(&self) -> Result<&'static [CollectionType<DynResource>]> {
        REGISTRY.collections_of(self)
    }

    fn collection(&self, name: &str) -> Result<DynCollection> {
        REGISTRY.collection_of(self, name)
    }
}
