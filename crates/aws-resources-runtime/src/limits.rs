//! Rate limits.

/// How many requests per second.
#[derive(Clone, Debug, Default)]
pub struct RateLimit {}

/// The limiter.
#[derive(Clone)]
pub(crate) struct Limits {}

impl Limits {
    pub(crate) fn new(_limit: RateLimit) -> Self {
        Self {}
    }
}
