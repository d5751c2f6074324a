//! The far end of every measure: an AWS that answers with bytes that are made beforehand, as real responses have them.
//!
//! The same answers come over HTTP ([`serve`]) and, with the feature `canned`, inside the process ([`canned`]).
#![forbid(unsafe_code)]

#[cfg(feature = "canned")]
pub mod canned;
mod chunks;
pub mod connection;
mod dates;
mod pages;
pub mod server;
mod world;

pub use server::serve;
pub use world::{Reply, Request, Shape, World};
