//! AWS resources for Rust: typed collections that page by themselves, ARNs, waiters and actions, over the official SDK.
#![forbid(unsafe_code)]
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
#[cfg_attr(docsrs, doc(cfg(feature = "registry")))]
pub mod registry;
#[allow(unreachable_pub, reason = "its prelude is a part of the one below")]
mod services;

#[cfg(feature = "accounts")]
#[cfg_attr(docsrs, doc(cfg(feature = "accounts")))]
pub use aws_resources_runtime::accounts;
#[cfg(feature = "test-util")]
#[cfg_attr(docsrs, doc(cfg(feature = "test-util")))]
pub use aws_resources_runtime::test_util;
pub use aws_resources_runtime::{
    Account, Action, Arn, Batch, BatchItem, BatchReport, Collection, DynCollection, DynResource, Error, ErrorKind,
    Events, Fetch, Fleet, PageStream, RateLimit, Record, Resource, ResourceRef, Result, Session, SessionManager,
    Tagged, Tags, Waiter, connect, credentials, fleet, handlers, limits, manager, partition, record,
};
pub use services::*;

/// The traits whose methods need them in scope: `use aws_resources::prelude::*`. Tags, batch actions on
/// collections, and what the feature `registry` adds to sessions and resources.
pub mod prelude {
    #[cfg(feature = "registry")]
    pub use crate::registry::{FindResource as _, Listable as _};
    pub use crate::services::prelude::*;
}
