//! How errors are made, and told anew.

use std::{error::Error as StdError, sync::Arc};

use aws_sdk_sts::operation::RequestId as _;
use aws_smithy_runtime_api::client::{orchestrator::HttpResponse, result::SdkError};
use aws_smithy_types::error::metadata::ProvideErrorMetadata;

use super::{Error, ErrorKind, Inner, Place, codes, root_cause, sdk::with_causes};

impl Error {
    /// An error that isn't about one call.
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Arc::new(Inner {
            kind,
            message: message.into(),
            service: None,
            operation: None,
            resource: None,
            account: None,
            region: None,
            code: None,
            request_id: None,
            status: None,
            doubt: false,
            source: None,
        }))
    }

    pub(crate) fn at(place: Place, kind: ErrorKind, message: impl Into<String>) -> Self {
        Self::new(kind, message).elsewhere(place)
    }

    /// A per-item failure that a response reports, with AWS's own code.
    pub(crate) fn reported(place: Place, code: Option<String>, message: Option<String>) -> Self {
        let kind = match &code {
            Some(code) if codes::is_not_found(code) => ErrorKind::NotFound,
            _ => ErrorKind::Service,
        };
        let Self(inner) = Self::at(place, kind, message.unwrap_or_else(|| "the service gave no message".into()));
        Self(Arc::new(Inner { code, ..Arc::unwrap_or_clone(inner) }))
    }

    pub(crate) fn sdk<E>(place: Place, error: SdkError<E, HttpResponse>) -> Self
    where
        E: ProvideErrorMetadata + StdError + Send + Sync + 'static,
    {
        Self::from(error).elsewhere(place)
    }

    /// A service's own error, where the response around it is gone: what a waiter ends with.
    pub(crate) fn told<E>(place: Place, error: E) -> Self
    where
        E: ProvideErrorMetadata + StdError + Send + Sync + 'static,
    {
        let code = error.code().map(str::to_owned);
        let kind = match &code {
            Some(code) if codes::is_not_found(code) => ErrorKind::NotFound,
            _ => ErrorKind::Service,
        };
        let message = error.message().map_or_else(|| root_cause(&error), str::to_owned);
        let request_id = error.meta().request_id().map(str::to_owned);
        let Self(inner) = Self::at(place, kind, message);
        Self(Arc::new(Inner { code, request_id, source: Some(Arc::new(error)), ..Arc::unwrap_or_clone(inner) }))
    }

    /// This failure, because of which a call was not made.
    pub(super) fn within(self, source: impl StdError + Send + Sync + 'static) -> Self {
        let message = match self.kind() {
            ErrorKind::Credentials if self.service().is_some() => format!("no credentials: {}", self.in_short(false)),
            _ => self.message().to_owned(),
        };
        let Self(inner) = Self::new(self.kind(), message);
        // What the other call has left open isn't this one's.
        let (code, status) = (self.0.code.clone(), self.0.status);
        Self(Arc::new(Inner { code, status, source: Some(Arc::new(source)), ..Arc::unwrap_or_clone(inner) }))
    }

    /// What failed on what, without what an error around it says of itself: account, region, and the code if it has it.
    pub(crate) fn in_short(&self, with_code: bool) -> String {
        let Inner { service, operation, resource, message, code, .. } = &*self.0;
        let call = [*service, *operation].into_iter().flatten().collect::<Vec<_>>().join(" ");
        let code = code.as_deref().filter(|_| with_code);
        let text = [Some(&*call).filter(|call| !call.is_empty()), code, Some(message)];
        let text = text.into_iter().flatten().collect::<Vec<_>>().join(": ");
        let resource = resource.as_ref().map(|resource| format!(" ({resource})")).unwrap_or_default();
        format!("{text}{resource}")
    }

    /// The same failure as another kind.
    pub(crate) fn of_kind(self, kind: ErrorKind) -> Self {
        Self(Arc::new(Inner { kind, ..Arc::unwrap_or_clone(self.0) }))
    }

    /// The same failure; as NotFound where it is one of these, by its code and a part of its message.
    pub(crate) fn or_not_found(self, errors: &[(&str, &str)]) -> Self {
        let is = |(code, message): &(&str, &str)| self.code() == Some(*code) && self.message().contains(message);
        match self.kind() == ErrorKind::Service && errors.iter().any(is) {
            true => self.of_kind(ErrorKind::NotFound),
            false => self,
        }
    }

    /// The same failure without the SDK's error, which may show what mustn't be seen.
    pub(crate) fn without_source(self) -> Self {
        Self(Arc::new(Inner { source: None, ..Arc::unwrap_or_clone(self.0) }))
    }

    /// The same failure without the service's answer, which is about something else.
    pub(crate) fn without_code(self) -> Self {
        Self(Arc::new(Inner { code: None, status: None, request_id: None, ..Arc::unwrap_or_clone(self.0) }))
    }

    /// The same failure in other words.
    pub(crate) fn with_message(self, message: String) -> Self {
        Self(Arc::new(Inner { message, ..Arc::unwrap_or_clone(self.0) }))
    }

    /// The same failure with what to do about it.
    #[doc(hidden)]
    pub fn with_hint(self, hint: &str) -> Self {
        let message = format!("{}; {hint}", self.message().trim_end_matches('.'));
        self.with_message(message)
    }

    /// The same failure, with the error that it comes of as its source, and the texts of that one's causes.
    #[doc(hidden)]
    pub fn caused_by(self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        let source: Box<dyn StdError + Send + Sync> = source.into();
        let message = with_causes(self.message().to_owned(), &*source);
        Self(Arc::new(Inner { message, source: Some(source.into()), ..Arc::unwrap_or_clone(self.0) }))
    }

    /// The same failure, told of another place.
    pub(crate) fn elsewhere(&self, place: Place) -> Self {
        let mut inner = (*self.0).clone();
        inner.service = Some(place.service);
        inner.operation = place.operation;
        inner.resource = place.resource;
        inner.account = place.account;
        inner.region = place.region;
        Self(Arc::new(inner))
    }

    /// The same failure, with the account and the region where it names none.
    pub(crate) fn located(self, account: &str, region: &str) -> Self {
        let mut inner = Arc::unwrap_or_clone(self.0);
        inner.account.get_or_insert_with(|| account.to_owned());
        inner.region.get_or_insert_with(|| region.to_owned());
        Self(Arc::new(inner))
    }

    /// Whether the service may have done what it was asked although the call failed: no answer of it was read, it
    /// failed within itself, or it answered with success but without what we need.
    #[doc(hidden)]
    pub fn leaves_doubt(&self) -> bool {
        use ErrorKind::{Dispatch, MissingIdentifier, Response, Timeout};
        self.0.doubt || matches!(self.0.kind, Dispatch | Timeout | Response | MissingIdentifier)
    }

    /// Whether the service refused a call that it may take without some of what the call names: this is no answer to
    /// how often it is called, or by whom.
    pub(crate) fn may_be_about_an_item(&self) -> bool {
        matches!(self.0.kind, ErrorKind::NotFound | ErrorKind::Service)
            && !self.leaves_doubt()
            && !self.is_throttled()
            && self.code().is_some_and(|code| !codes::is_about_the_caller(code))
    }
}
