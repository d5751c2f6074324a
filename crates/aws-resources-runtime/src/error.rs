//! The one error type.

use std::{error::Error as StdError, fmt, sync::Arc};

use aws_sdk_sts::operation::RequestId as _;
use aws_smithy_runtime_api::client::{orchestrator::HttpResponse, result::SdkError};
use aws_smithy_types::error::{metadata::ProvideErrorMetadata, operation::BuildError};

use crate::handlers::HandlerError;

mod codes;

/// What failed, on what, where, and what to do about it.
///
/// `Display` says all of it on one line; [`source`](std::error::Error::source) is the SDK's own error, which
/// [`sdk_error`](Error::sdk_error) gives back typed. Cloning is cheap.
///
/// ```no_run
/// # async fn example(call: impl std::future::IntoFuture<Output = aws_resources_runtime::Result<()>>) {
/// if let Err(error) = call.await {
///     if error.is_not_found() {
///         println!("gone already");
///     } else {
///         eprintln!("{error}"); // rds StopDBInstance: InvalidDBInstanceState: … (DBInstance id="orders", …)
///     }
/// }
/// # }
/// ```
#[derive(Clone)]
pub struct Error(Arc<Inner>);

#[derive(Clone)]
struct Inner {
    kind: ErrorKind,
    message: String,
    service: Option<&'static str>,
    operation: Option<&'static str>,
    resource: Option<String>,
    account: Option<String>,
    region: Option<String>,
    code: Option<String>,
    request_id: Option<String>,
    status: Option<u16>,
    /// Whether the service may have done what it was asked although the call failed.
    doubt: bool,
    source: Option<Arc<dyn StdError + Send + Sync>>,
}

/// What kind of failure an [`Error`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The resource, or something else that the request names, isn't there: the service said so, or a load found
    /// nothing.
    NotFound,
    /// The service answered with an error; [`Error::code`] has AWS's code.
    Service,
    /// The request didn't reach the service or the answer didn't come back: DNS, connection, TLS, credentials.
    Dispatch,
    /// The answer took longer than the SDK's timeouts allow.
    Timeout,
    /// The request could not be built: a required member is missing or a setting is wrong.
    Request,
    /// The service answered with something that the SDK can't read.
    Response,
    /// The session has no region.
    MissingRegion,
    /// An account id that isn't twelve digits.
    InvalidAccountId,
    /// A response lacks the value that identifies a resource.
    MissingIdentifier,
    /// Text that isn't an ARN.
    InvalidArn,
    /// The data of a resource that can't be loaded by itself, and that didn't come from a listing.
    NoData,
    /// AWS gives this resource no ARN, or the response that should hold it has none.
    NoArn,
    /// A listing repeated its page token; going on would never end, stopping would lose items.
    RepeatedToken,
    /// A listing says that there is more but gives no page token to ask for it.
    MissingToken,
    /// A waiter saw a state from which the wanted one can't be reached.
    WaiterFailed,
    /// A waiter's time is over.
    WaiterTimedOut,
    /// There are no credentials: a role could not be assumed, or the base credentials could not be loaded.
    Credentials,
    /// A role ARN, session name, external id, duration or another argument of AssumeRole that AWS would refuse.
    InvalidRole,
    /// The region is in another partition than the credentials.
    WrongPartition,
    /// No default session was set.
    NoDefaultSession,
    /// An event handler failed: the message names it, and the source is its own error.
    Handler,
    /// An event's name that no event has, or a handler's id that is taken.
    InvalidEvent,
    /// An error of the caller's own, or of another library.
    Other,
}

/// What to do about a session without a region.
pub(crate) const MISSING_REGION: &str = "the session has no region: set AWS_REGION, `region` in the profile of \
     ~/.aws/config, `.region(…)` on the aws_config loader, or use `session.region(…)`";

/// Where an error happened: everything that an [`Error`] says besides what went wrong.
pub(crate) struct Place {
    pub(crate) service: &'static str,
    pub(crate) operation: Option<&'static str>,
    pub(crate) resource: Option<String>,
    pub(crate) account: Option<String>,
    pub(crate) region: Option<String>,
}

impl Error {
    /// An error of the caller's own or of another library, so that a closure can return it as this type: its text and
    /// the texts of its causes, with itself as [`source`](std::error::Error::source). An [`Error`](Self) stays what
    /// it is.
    ///
    /// ```
    /// use aws_resources_runtime::{Error, ErrorKind};
    ///
    /// let number = "twelve".parse::<u32>().map_err(Error::other);
    /// assert_eq!(number.unwrap_err().kind(), ErrorKind::Other);
    /// assert_eq!(Error::other("no tag `owner`").to_string(), "no tag `owner`");
    /// ```
    pub fn other(error: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        match error.into().downcast::<Self>() {
            Ok(own) => *own,
            Err(other) => {
                let Self(inner) = Self::new(ErrorKind::Other, with_causes(other.to_string(), &*other));
                let mut inner = Arc::unwrap_or_clone(inner);
                inner.source = Some(other.into());
                Self(Arc::new(inner))
            }
        }
    }

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
        Self(Arc::new(Inner {
            kind,
            message: message.into(),
            service: Some(place.service),
            operation: place.operation,
            resource: place.resource,
            account: place.account,
            region: place.region,
            code: None,
            request_id: None,
            status: None,
            doubt: false,
            source: None,
        }))
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
        let mut inner = Arc::unwrap_or_clone(inner);
        inner.code = code;
        inner.request_id = request_id;
        inner.source = Some(Arc::new(error));
        Self(Arc::new(inner))
    }

    /// This failure, because of which a call was not made.
    fn within(self, source: impl StdError + Send + Sync + 'static) -> Self {
        let message = match self.kind() {
            ErrorKind::Credentials if self.service().is_some() => format!("no credentials: {}", self.in_short(false)),
            _ => self.message().to_owned(),
        };
        let Self(inner) = Self::new(self.kind(), message);
        let (code, status, doubt) = (self.0.code.clone(), self.0.status, self.0.doubt);
        Self(Arc::new(Inner { code, status, doubt, source: Some(Arc::new(source)), ..Arc::unwrap_or_clone(inner) }))
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
        let mut inner = Arc::unwrap_or_clone(self.0);
        inner.kind = kind;
        Self(Arc::new(inner))
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
    pub(crate) fn with_hint(self, hint: &str) -> Self {
        let mut inner = Arc::unwrap_or_clone(self.0);
        inner.message = format!("{}; {hint}", inner.message.trim_end_matches('.'));
        Self(Arc::new(inner))
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
    pub(crate) fn leaves_doubt(&self) -> bool {
        use ErrorKind::{Dispatch, MissingIdentifier, Response, Timeout};
        self.0.doubt || matches!(self.0.kind, Dispatch | Timeout | Response | MissingIdentifier)
    }

    /// What kind of failure this is.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// What went wrong, without where: AWS's own message where there is one.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The service that was called, under boto3's name for it (`elbv2`).
    pub fn service(&self) -> Option<&str> {
        self.0.service
    }

    /// The AWS operation that was called (`DescribeDBInstances`).
    pub fn operation(&self) -> Option<&str> {
        self.0.operation
    }

    /// The resource that was acted on, as type and identifiers (`DBInstance id="orders"`).
    pub fn resource(&self) -> Option<&str> {
        self.0.resource.as_deref()
    }

    /// The account of the session, where it was known without asking.
    pub fn account(&self) -> Option<&str> {
        self.0.account.as_deref()
    }

    /// The region of the session.
    pub fn region(&self) -> Option<&str> {
        self.0.region.as_deref()
    }

    /// AWS's error code (`DBInstanceNotFound`).
    pub fn code(&self) -> Option<&str> {
        self.0.code.as_deref()
    }

    /// The HTTP status of the answer, if one came.
    pub fn status(&self) -> Option<u16> {
        self.0.status
    }

    /// The request id that AWS support asks for.
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// True when the resource isn't there, or something else that the request names: [`code`](Self::code) says what.
    pub fn is_not_found(&self) -> bool {
        self.0.kind == ErrorKind::NotFound
    }

    /// True when the caller isn't allowed to do this.
    pub fn is_access_denied(&self) -> bool {
        self.code().is_some_and(codes::is_access_denied)
    }

    /// True when AWS asks to slow down; the SDK has then retried already.
    pub fn is_throttled(&self) -> bool {
        self.code().is_some_and(codes::is_throttled)
    }

    /// The SDK's own error, when this failure came from the operation with error type `E`. A waiter that ends with a
    /// service's error has only that, without the response around it: it is the [`source`](std::error::Error::source).
    ///
    /// ```no_run
    /// use aws_sdk_sts::operation::get_caller_identity::GetCallerIdentityError;
    /// # fn example(error: aws_resources_runtime::Error) {
    /// if let Some(sdk) = error.sdk_error::<GetCallerIdentityError>() {
    ///     println!("{:?}", sdk.raw_response().map(|response| response.status()));
    /// }
    /// # }
    /// ```
    pub fn sdk_error<E>(&self) -> Option<&SdkError<E, HttpResponse>>
    where
        E: StdError + 'static,
        SdkError<E, HttpResponse>: StdError + 'static,
    {
        self.0.source.as_ref()?.downcast_ref()
    }
}

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

fn with_causes(mut text: String, error: &(dyn StdError + 'static)) -> String {
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

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { service, operation, code, message, resource, account, region, request_id, .. } = &*self.0;
        // AWS's code says more than a status; an answer without one is not AWS's.
        let status = self.0.status.filter(|_| code.is_none()).map(|status| status.to_string());
        match (service, operation) {
            (Some(service), Some(operation)) => write!(f, "{service} {operation}: ")?,
            (Some(service), None) => write!(f, "{service}: ")?,
            _ => {}
        }
        if let Some(code) = code {
            write!(f, "{code}: ")?;
        }
        f.write_str(&message.split_whitespace().collect::<Vec<_>>().join(" "))?;
        let mut separator = " (";
        let mut part = |f: &mut fmt::Formatter<'_>, name: &str, value: &Option<String>| {
            let Some(value) = value else { return Ok(()) };
            write!(f, "{separator}{name}{value}")?;
            separator = ", ";
            Ok(())
        };
        part(f, "", resource)?;
        part(f, "account ", account)?;
        part(f, "region ", region)?;
        part(f, "HTTP status ", &status)?;
        part(f, "request id ", request_id)?;
        if separator == ", " { f.write_str(")") } else { Ok(()) }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The SDK's error is left out: its raw response may hold what the service was sent.
        write!(f, "Error({:?}: {self})", self.0.kind)
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
        Self(Arc::new(Inner {
            kind,
            message,
            service: None,
            operation: None,
            resource: None,
            account: None,
            region: None,
            code,
            request_id: error.request_id().map(str::to_owned),
            status: error.raw_response().map(|response| response.status().as_u16()),
            // The service may have failed after it had done it, and so may a handler.
            doubt: error.raw_response().is_some_and(|response| response.status().is_server_error())
                || handler.is_some_and(HandlerError::is_after_sending),
            source: Some(match handler {
                Some(handler) => handler.cause(),
                None => Arc::new(error),
            }),
        }))
    }
}

impl From<BuildError> for Error {
    /// A structure of the SDK that lacks a required member, so that `?` serves where one is built for an action.
    fn from(error: BuildError) -> Self {
        Self::new(ErrorKind::Request, error.to_string())
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}
