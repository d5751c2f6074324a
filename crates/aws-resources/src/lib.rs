//! AWS resources for Rust: typed collections that page by themselves, ARNs, waiters and actions, over the official SDK.
//!
//! This is for Rust what boto3's resources are for Python. A [`Session`] is one account in one region. A service
//! resource, such as `rds::Rds`, is made of it, and has collections, actions and resources; a resource, such as
//! `rds::DbInstance`, is known by its identifiers, and has its data, its ARN, its tags, actions, waiters and the
//! collections below it. Requests, data and clients are the SDK's own, which each service's module re-exports as `sdk`.
//!
//! ```no_run
//! # #[cfg(feature = "rds")]
//! # async fn example(config: &aws_config::SdkConfig) -> aws_resources::Result<()> {
//! use aws_resources::{Session, prelude::*, rds::Rds};
//!
//! let rds = Rds::new(&Session::new(config));
//! let mut databases = rds.db_instances().filter(|request| request.max_records(50)); // no call is made yet
//! while let Some(database) = databases.try_next().await? {
//!     println!("{} {:?}", database.arn().await?, database.tags().await?.get("owner"));
//! }
//!
//! let orders = rds.db_instance("orders");
//! println!("{:?}", orders.data().await?.engine()); // loads once; a typed NotFound if there is none
//! orders.delete().with(|request| request.skip_final_snapshot(true)).await?;
//! orders.wait_until_deleted().await?;
//! # Ok(())
//! # }
//! ```
//!
//! | what | where |
//! |---|---|
//! | one account in one region | [`Session`] |
//! | many accounts, with a role in each | [`SessionManager`], [`Account`], [`credentials`] |
//! | one closure over accounts and regions | [`Fleet`], [`fleet`] |
//! | a listing, by the item or by the page | [`Collection`], [`PageStream`] |
//! | one operation, on a resource or on all of a collection | [`Action`], [`Batch`] |
//! | waiting for a state | [`Waiter`] |
//! | tags of any resource that has them | [`Tagged`] |
//! | ARNs, and the partitions that they are in | [`Arn`], [`partition`] |
//! | resources of any type, as values and as texts | [`DynResource`], [`ResourceRef`], [`Record`] |
//! | how fast AWS is called; what is seen and changed of each call | [`RateLimit`], [`handlers`] |
//! | what went wrong, and where | [`Error`] |
//!
//! # Features
//!
//! None is on by default.
//!
//! | feature | what it adds |
//! |---|---|
//! | `rds`, `s3`, `ec2`, … | a service each, under boto3's name, as the module of that name (`cognito_identity` for `cognito-identity`) |
//! | `accounts` | the accounts of an organisation, and the regions that there are |
//! | `registry` | services, types and collections by name; resources from references and ARNs |
//! | `serde` | references, records and ARNs with serde |
//! | `test-util` | tests without AWS: resources with given data, canned answers |
//!
//! [docs.rs](https://docs.rs/about/builds) shows all but `ec2`, whose SDK crate takes nearly all of the memory that it
//! gives: `cargo doc --open` in a crate that has this feature shows it.
#![forbid(unsafe_code)]
// Shows on docs.rs which feature an item needs.
#![cfg_attr(docsrs, feature(doc_cfg))]

// Its examples, of all these, are compiled with the others.
#[cfg(all(
    doctest,
    feature = "accounts",
    feature = "cloudtrail",
    feature = "dynamodb",
    feature = "ec2",
    feature = "rds",
    feature = "registry",
    feature = "s3",
    feature = "serde",
    feature = "sfn",
    feature = "test-util"
))]
mod guide;
#[cfg(feature = "registry")]
pub mod registry;
#[allow(unreachable_pub, reason = "its prelude is a part of the one below")]
mod services;

#[doc(inline)]
#[cfg(feature = "accounts")]
pub use aws_resources_runtime::accounts;
#[doc(inline)]
#[cfg(feature = "test-util")]
pub use aws_resources_runtime::test_util;
#[doc(inline)]
pub use aws_resources_runtime::{
    Account, Action, Arn, Batch, BatchItem, BatchReport, Collection, DynCollection, DynResource, Error, ErrorKind,
    Events, Fetch, Fleet, PageStream, RateLimit, Record, Resource, ResourceRef, Result, Session, SessionManager,
    Tagged, Tags, Waiter, connect, credentials, fleet, handlers, limits, manager, partition, record,
};
#[allow(unused_imports, unreachable_pub, reason = "there is nothing in it without a service's feature")]
pub use services::*;

/// The traits whose methods need them in scope: `use aws_resources::prelude::*`. Tags, batch actions on
/// collections, and what the feature `registry` adds to sessions and resources.
pub mod prelude {
    #[cfg(feature = "registry")]
    pub use crate::registry::{FindResource as _, Listable as _};
    pub use crate::services::prelude::*;
}
