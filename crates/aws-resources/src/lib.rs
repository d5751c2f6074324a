//! AWS resources for Rust: typed collections that page by themselves, ARNs, waiters and actions, over the official SDK.
#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]

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

/// The README's examples, compiled with the others.
#[cfg(all(doctest, feature = "cloudtrail", feature = "rds"))]
#[doc = include_str!("../../../README.md")]
struct Readme;

/// The same of the guide to accounts.
#[cfg(all(doctest, feature = "accounts", feature = "rds"))]
#[doc = include_str!("../../../docs/guide/src/accounts.md")]
struct Accounts;

/// The same of the guide to tests.
#[cfg(all(doctest, feature = "rds", feature = "test-util"))]
#[doc = include_str!("../../../docs/guide/src/testing.md")]
struct Testing;

/// The same of the guide to generic access.
#[cfg(all(doctest, feature = "rds", feature = "registry", feature = "serde"))]
#[doc = include_str!("../../../docs/guide/src/generic-access.md")]
struct GenericAccess;
