//! Handlers of a session's events.

use aws_smithy_runtime_api::client::interceptors::SharedInterceptor;

/// The handlers of a session.
#[derive(Clone, Debug, Default)]
pub struct Events {}

impl Events {
    /// What calls the handlers for a client of `service`.
    pub(crate) fn interceptor(&self, _service: &'static str) -> Option<SharedInterceptor> {
        None
    }
}
