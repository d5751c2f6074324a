//! The one error type.

use std::{error::Error as StdError, fmt, sync::Arc};

use aws_smithy_runtime_api::client::{orchestrator::HttpResponse, result::SdkError};

mod codes;
mod make;
mod sdk;

pub(crate) use sdk::{of_ours, root_cause};

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
///
/// ```
/// use aws_resources_runtime::{Error, ErrorKind};
///
/// fn worth_another_try(error: &Error) -> bool {
///     error.is_throttled() || matches!(error.kind(), ErrorKind::Dispatch | ErrorKind::Timeout)
/// }
/// ```
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
    /// The region of a reference or an ARN can't be one's name.
    InvalidRegion,
    /// A response lacks the value that identifies a resource.
    MissingIdentifier,
    /// Text that isn't an ARN.
    InvalidArn,
    /// The data of a resource that can't be loaded by itself, and that didn't come from a listing.
    NoData,
    /// AWS gives this resource no ARN, or the response that should hold it has none.
    NoArn,
    /// The resource's type has no tags that can be read and changed.
    NoTags,
    /// No service, resource type or collection has this name: there is none, or its feature isn't enabled.
    UnknownName,
    /// Identifiers as texts that don't make a resource: one is missing, unknown, given twice or empty, or its text is no
    /// value of its type.
    InvalidIdentifier,
    /// An ARN from which no resource can be made: no type's rule fits it, or those of several do.
    UnknownArn,
    /// A reference or an ARN is of another account than the session: told at once where the session's is known, else by
    /// the resource's first call, which isn't made then.
    WrongAccount,
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
    /// In a test, a call that nothing answers (feature `test-util`).
    UnexpectedCall,
    /// An error of the caller's own, or of another library.
    Other,
}

/// What to do about a session without a region.
pub(crate) const MISSING_REGION: &str = "the session has no region: set AWS_REGION, `region` in the profile of \
     ~/.aws/config, `.region(…)` on the aws_config loader, or use `session.region(…)`";

/// What to do about a configuration without credentials.
pub(crate) const NO_CREDENTIALS: &str =
    "the configuration has no credentials provider: load it with aws_config, or set one";

/// What to do about a session whose account can't be asked for.
pub(crate) const UNKNOWN_ACCOUNT: &str =
    "the session's account is compared with that of the resource's reference or ARN: `with_account_id` tells it";

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
                let Self(inner) = Self::new(ErrorKind::Other, sdk::with_causes(other.to_string(), &*other));
                Self(Arc::new(Inner { source: Some(other.into()), ..Arc::unwrap_or_clone(inner) }))
            }
        }
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

    /// True when the caller isn't allowed to do this. Answers to HEAD requests, such as S3's to `HeadBucket` and
    /// `HeadObject`, have no code: there the status 403 says so.
    pub fn is_access_denied(&self) -> bool {
        match self.code() {
            Some(code) => codes::is_access_denied(code),
            None => self.0.kind == ErrorKind::Service && self.0.status == Some(403),
        }
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

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}
