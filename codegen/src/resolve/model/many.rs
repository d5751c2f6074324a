//! Collections, how they page, and operations over them.

use std::sync::Arc;

use super::{Member, Request, TypedPath, Value, Yield};
use crate::facts::{Field, Operation, Shape};

/// A collection.
#[derive(Debug)]
pub struct Collection {
    /// The method.
    pub method: String,
    /// What it lists, where the name doesn't say.
    pub documentation: Option<String>,
    /// The request.
    pub request: Request,
    /// The items.
    pub resources: Yield,
    /// How it pages.
    pub paging: Paging,
    /// The Rust names of the members that the operation requires and the model doesn't fill in.
    pub required: Vec<String>,
}

/// How an operation pages.
#[derive(Debug)]
pub struct Paging {
    /// The way.
    pub way: Way,
    /// How the page size is set.
    pub page_size: PageSize,
}

/// The ways to page.
#[derive(Debug)]
pub enum Way {
    /// The SDK's paginator.
    Sdk {
        /// The path of the response's token.
        token: Vec<Field>,
        /// The member that says whether there is more, where the token doesn't.
        truncated: Option<Field>,
    },
    /// Our loop over tokens.
    Tokens {
        /// The request's token members.
        inputs: Vec<Field>,
        /// The response's, in the same order: of the paths of each, the first that leads to something counts.
        outputs: Vec<Vec<TypedPath>>,
        /// The response's member that says whether there is more.
        more: Option<TypedPath>,
    },
    /// Everything at once.
    Single,
}

/// How the page size is set.
#[derive(Debug)]
pub enum PageSize {
    /// There is none.
    None,
    /// By the SDK's paginator.
    Paginator,
    /// By a member of the request.
    Member(Field),
}

/// An operation over a collection.
#[derive(Debug)]
pub struct Batch {
    /// The method.
    pub method: String,
    /// What it does.
    pub documentation: Option<String>,
    /// The operation.
    pub operation: Arc<Operation>,
    /// What the first item says for all.
    pub shared: Vec<Member>,
    /// The structures on the way to the list, outermost first, with what the first item says for all in them.
    pub way: Vec<(Field, Shape, Vec<Member>)>,
    /// The list.
    pub list: Field,
    /// What each item adds to the list.
    pub element: Value,
    /// How many items one call takes.
    pub max: usize,
    /// Whether a call that the service refuses is sent again in halves.
    pub divisible: bool,
    /// Where the response says which items failed.
    pub failures: Option<Failures>,
}

/// Where the response of a batch says which items failed.
#[derive(Debug)]
pub struct Failures {
    /// The list of failures.
    pub path: TypedPath,
    /// Identifier and the path to it in a failure.
    pub identifiers: Vec<(usize, TypedPath)>,
    /// AWS's code.
    pub code: Option<TypedPath>,
    /// AWS's message.
    pub message: Option<TypedPath>,
}
