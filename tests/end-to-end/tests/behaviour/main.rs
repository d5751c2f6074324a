//! Behaviour of the runtime through the generated services, against scripted answers in the process.

mod actions;
mod arns;
mod batches;
mod collections;
mod dynamic;
mod errors;
mod identity;
mod loading;
mod paging;
mod prefetch;
mod references;
mod sharing;
mod waiters;
