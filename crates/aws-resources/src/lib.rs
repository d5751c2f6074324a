//! AWS resources for Rust: typed collections that page by themselves, ARNs, waiters and actions, over the official SDK.
#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod services;

pub use aws_resources_runtime::{
    Action, Arn, Batch, BatchItem, BatchReport, Collection, Error, ErrorKind, PageStream, Resource, Result, Session,
    Waiter, action, arn, batch, collection, error, resource, session, waiter,
};
pub use services::*;
