//! Waiters.

use std::sync::Arc;

use super::{Member, TypedPath};
use crate::{definition::waiters::State, facts::Operation};

/// A waiter.
#[derive(Debug)]
pub struct Waiter {
    /// The method.
    pub method: String,
    /// What it waits for.
    pub documentation: Option<String>,
    /// The waiter's name.
    pub name: String,
    /// The operation that it polls.
    pub operation: Arc<Operation>,
    /// What is filled in.
    pub members: Vec<Member>,
    /// Seconds between two polls.
    pub every: u64,
    /// Seconds in all.
    pub within: u64,
    /// How an outcome is judged.
    pub judge: Judge,
}

/// How the outcome of a poll is judged.
#[derive(Debug)]
pub enum Judge {
    /// By the SDK's waiter in this module; the path tells the state.
    Sdk(String, Option<TypedPath>),
    /// By our acceptors.
    Acceptors(Vec<Acceptor>),
}

/// What one outcome means.
#[derive(Debug)]
pub struct Acceptor {
    /// What is looked at.
    pub seen: Seen,
    /// What it means.
    pub state: State,
}

/// What an acceptor looks at.
#[derive(Debug)]
pub enum Seen {
    /// The values at a path: any of them, or all and at least one.
    Values {
        /// The path.
        path: TypedPath,
        /// Whether one is enough.
        any: bool,
        /// What is expected.
        expected: String,
    },
    /// AWS's error code.
    Error(String),
    /// Any answer.
    Success,
}
