//! What the SDK's errors say, and their causes.

use std::{error::Error as StdError, sync::Arc};

use aws_sdk_sts::operation::RequestId as _;
use aws_smithy_runtime_api::client::{orchestrator::HttpResponse, result::SdkError};
use aws_smithy_types::error::{metadata::ProvideErrorMetadata, operation::BuildError};

use super::{Error, ErrorKind, Inner, codes};
use crate::handlers::HandlerError;

/// Our own error behind one of the SDK's: why there are no credentials.
pub(crate) fn of_ours(error: &(dyn StdError + 'static)) -> Option<Error> {
    let mut current = error.source();
    while let Some(error) = current {
        if let Some(ours) = error.downcast_ref::<Error>() {
            return Some(ours.clone());
        }
        current = error.source();
    }
    None
}

/// The texts of an error and its causes: the outer ones of the SDK say only "dispatch failure" and the like.
pub(crate) fn root_cause(error: &(dyn StdError + 'static)) -> String {
    with_causes(undumped(error), error)
}

pub(super) fn with_causes(mut text: String, error: &(dyn StdError + 'static)) -> String {
    let mut current = error.source();
    while let Some(error) = current {
        let inner = undumped(error);
        if !text.contains(&inner) {
            text = format!("{text}: {inner}");
        }
        // An error of this crate has said all of its causes.
        current = error.source().filter(|_| !error.is::<Error>());
    }
    text
}

/// An error's text without what the SDK dumps into some of them: a request, whose body may hold a password.
fn undumped(error: &(dyn StdError + 'static)) -> String {
    let text = error.to_string();
    match text.split_once('{') {
        Some((before, _)) => format!("{}…", before.trim_end()),
        None => text,
    }
}

impl<E> From<SdkError<E, HttpResponse>> for Error
where
    E: ProvideErrorMetadata + StdError + Send + Sync + 'static,
{
    /// The failure of a call that was made with the SDK's own client, so that `?` serves there too. It has AWS's code
    /// and the request id, but not the names of service and operation.
    fn from(error: SdkError<E, HttpResponse>) -> Self {
        let handler = HandlerError::behind(&error);
        if handler.is_none()
            && let Some(ours) = of_ours(&error)
        {
            return ours.within(error);
        }
        let code = error.code().map(str::to_owned);
        let kind = match &error {
            _ if handler.is_some() => ErrorKind::Handler,
            SdkError::ServiceError(_) if code.as_deref().is_some_and(codes::is_not_found) => ErrorKind::NotFound,
            // The SDK counts an answer that it can't parse as a service error.
            SdkError::ServiceError(context) if code.is_none() && context.raw().status().is_success() => {
                ErrorKind::Response
            }
            SdkError::ServiceError(_) => ErrorKind::Service,
            SdkError::TimeoutError(_) => ErrorKind::Timeout,
            SdkError::DispatchFailure(_) => ErrorKind::Dispatch,
            SdkError::ResponseError(_) => ErrorKind::Response,
            _ => ErrorKind::Request,
        };
        let message = match (handler, error.message()) {
            (Some(handler), _) => root_cause(handler),
            (None, Some(message)) => message.to_owned(),
            (None, None) => root_cause(&error),
        };
        let request_id = error.request_id().map(str::to_owned);
        let status = error.raw_response().map(|response| response.status().as_u16());
        // The service may have failed after it had done it, and so may a handler.
        let failed_within = error.raw_response().is_some_and(|response| {
            let late = || response.status().is_success() && code.as_deref().is_some_and(codes::is_failure_within);
            response.status().is_server_error() || late()
        });
        let doubt = failed_within || handler.is_some_and(HandlerError::is_after_sending);
        let source = Some(match handler {
            Some(handler) => handler.cause(),
            None => Arc::new(error),
        });
        let Self(inner) = Self::new(kind, message);
        Self(Arc::new(Inner { code, request_id, status, doubt, source, ..Arc::unwrap_or_clone(inner) }))
    }
}

impl From<BuildError> for Error {
    /// A structure of the SDK that lacks a required member, so that `?` serves where one is built for an action.
    fn from(error: BuildError) -> Self {
        Self::new(ErrorKind::Request, error.to_string())
    }
}
