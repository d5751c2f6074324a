//! The hand-written half of [`aws-resources`](https://docs.rs/aws-resources): all the logic that the generated
//! services share. Generated code states facts (which operation, which member, which path); what is done with them
//! is written here once.
//!
//! | module | what it is |
//! |---|---|
//! | [`session`] | [`Session`]: one account or role in one region, over the caller's `SdkConfig` |
//! | [`collection`] | [`Collection`]: a listing that pages by itself |
//! | [`action`] | [`Action`]: one operation, awaited as it is or finished by the caller first |
//! | [`batch`] | [`Batch`]: one operation over a whole collection, with a result per item |
//! | [`waiter`] | [`Waiter`]: polls until a resource reaches a state |
//! | [`tagged`] | [`Tagged`]: the tags of any resource that has them |
//! | [`arn`] | [`Arn`]: parsed or built, with the right partition and account |
//! | [`dynamic`] | [`DynResource`], [`DynCollection`]: resources and listings of any type |
//! | [`reference`](mod@reference) | [`ResourceRef`]: a resource in words, which can be kept |
//! | [`record`] | [`Record`]: what of a resource is kept as data |
//! | [`registry`] | services, types and collections by name; resources from references and ARNs |
//! | [`partition`] | [`Partition`](partition::Partition): AWS's partitions and their regions, without a call |
//! | `accounts` | accounts of an organisation, regions of an account or service (feature `accounts`) |
//! | [`manager`] | [`SessionManager`]: sessions for many accounts and regions over one base |
//! | [`credentials`] | [`RefreshableAssumeRoleProvider`](credentials::RefreshableAssumeRoleProvider): a role's credentials, kept fresh |
//! | [`handlers`] | [`Events`]: handlers that see and change requests and answers |
//! | [`fleet`] | [`Fleet`]: one closure over many accounts and regions |
//! | [`limits`] | [`RateLimit`]: how fast AWS is called |
//! | [`error`] | [`Error`]: what failed, on what, where, and what to do |
//! | `test_util` | tests without AWS: given data, rules, canned answers (feature `test-util`) |
//! | [`generated`] | what generated code is written against; not for use by hand |
//!
//! Users depend on `aws-resources`, which re-exports everything here that is meant for them.
#![forbid(unsafe_code)]
// Shows on docs.rs which feature an item needs.
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "accounts")]
pub mod accounts;
pub mod action;
mod ahead;
pub mod arn;
pub mod batch;
mod call;
pub mod collection;
mod core;
pub mod credentials;
pub mod dynamic;
pub mod error;
pub mod fetch;
pub mod fleet;
pub mod handlers;
mod late;
pub mod limits;
pub mod manager;
mod model;
mod outputs;
mod pages;
pub mod partition;
mod pause;
pub mod record;
pub mod reference;
pub mod registry;
pub mod resource;
mod scope;
pub mod session;
mod shared;
pub mod tagged;
#[cfg(feature = "test-util")]
pub mod test_util;
pub mod waiter;

pub use action::Action;
pub use arn::Arn;
pub use batch::{AnyTaggable, Batch, BatchItem, BatchReport, Taggable};
pub use collection::{Collection, PageStream};
pub use dynamic::{DynCollection, DynResource};
pub use error::{Error, ErrorKind};
pub use fetch::Fetch;
pub use fleet::Fleet;
pub use handlers::Events;
pub use limits::RateLimit;
pub use manager::{Account, SessionManager};
pub use record::Record;
pub use reference::ResourceRef;
pub use resource::Resource;
pub use session::Session;
pub use tagged::{Tagged, Tags};
pub use waiter::Waiter;

/// The result of everything that can call AWS: the error is always [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What generated code is written against: the facts it states and the values it hands over. Functions, not
/// constructors: a path through a generic type makes the compiler prove that type's bounds anew at every use.
///
/// Nothing here is meant to be called by hand. A change here is a breaking one all the same: crates of others commit
/// generated code, and cargo gives them any compatible runtime.
#[doc(hidden)]
pub mod generated {
    pub use crate::action::{action, action_made, action_read};
    pub use crate::arn::Segment;
    pub use crate::batch::{
        BatchFacts, Failure, Part, TagFacts, Taggable, batch, batch_any, part_arn, part_data, part_known,
    };
    pub use crate::call::{BoxFuture, Call};
    pub use crate::collection::{collection, collection_made, collection_with_data, collection_with_summary, listing};
    pub use crate::connect;
    pub use crate::core::{Core, with_data, with_summary};
    pub use crate::late::{LateMember, after, late_arn, late_arn_and_data, late_checked, late_data};
    pub use crate::model::{ArnRule, Identifiers, Model, Parent, dns_name, named, trimmed};
    pub use crate::outputs::{Next, Outputs, paginator, single_page, token_loop};
    pub use crate::pages::Pages;
    pub use crate::pause::{back_off, within};
    pub use crate::registry::{listed, parsed};
    pub use crate::scope::Scope;
    pub use crate::session::ClientSetup;
    pub use crate::tagged::{Tagging, Tags, tags_answered, tags_changed, tags_listed};
    pub use crate::waiter::{Cadence, Poll, acceptors_probe, sdk_probe, states, waiter};
    pub use smol_str::SmolStr;
}
