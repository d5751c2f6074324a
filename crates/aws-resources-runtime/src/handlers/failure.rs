//! A handler's failure, as it goes through the SDK.

use std::{error::Error as StdError, fmt, sync::Arc};

use super::name::Name;

/// A handler of an event failed, and the call with it.
///
/// Calls that this library makes give it as [`Error`](crate::Error) of [`ErrorKind::Handler`](crate::ErrorKind). Who
/// calls the SDK's client directly finds it among the sources of the SDK's error:
///
/// ```
/// use aws_resources_runtime::handlers::HandlerError;
///
/// fn handler<'a>(error: &'a (dyn std::error::Error + 'static)) -> Option<&'a str> {
///     let mut causes = std::iter::successors(Some(error), |&error| error.source());
///     causes.find_map(|error| error.downcast_ref::<HandlerError>()).map(HandlerError::handler)
/// }
/// ```
#[derive(Clone)]
pub struct HandlerError {
    handler: Arc<str>,
    after_sending: bool,
    event: String,
    cause: Arc<dyn StdError + Send + Sync>,
}

impl HandlerError {
    pub(super) fn new(
        handler: &Arc<str>,
        name: &Name<'_>,
        after_sending: bool,
        cause: Box<dyn StdError + Send + Sync>,
    ) -> Self {
        Self { handler: handler.clone(), after_sending, event: name.to_string(), cause: cause.into() }
    }

    /// The failure behind an SDK's error, if a handler is to blame.
    pub(crate) fn behind<'a>(error: &'a (dyn StdError + 'static)) -> Option<&'a Self> {
        std::iter::successors(Some(error), |&error| error.source()).find_map(|error| error.downcast_ref())
    }

    /// The id with which the handler was registered.
    pub fn handler(&self) -> &str {
        &self.handler
    }

    /// The event that it was called for (`before-sign.rds.DescribeDBInstances`).
    pub fn event(&self) -> &str {
        &self.event
    }

    /// The handler's own error.
    pub(crate) fn cause(&self) -> Arc<dyn StdError + Send + Sync> {
        self.cause.clone()
    }

    /// Whether the service may have done what it was asked before the handler failed.
    pub(crate) fn is_after_sending(&self) -> bool {
        self.after_sending
    }
}

impl fmt::Display for HandlerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the handler `{}` of `{}` failed", self.handler, self.event)
    }
}

impl fmt::Debug for HandlerError {
    /// Without the cause: the SDK logs this, and nobody knows what a handler says.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HandlerError({self})")
    }
}

impl StdError for HandlerError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&*self.cause)
    }
}
