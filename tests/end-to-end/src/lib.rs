//! What the end-to-end tests share.
#![forbid(unsafe_code)]

pub mod accounts;
pub mod answers;
pub mod exercised;
pub mod fake;
#[cfg(feature = "dynamodb")]
pub mod item;
pub mod organisation;
pub mod pages;
pub mod script;
pub mod seeds;
pub mod sent;
pub mod waiters;
