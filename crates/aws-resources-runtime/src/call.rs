//! One call of one operation: where it is made from, and how its failure is told.

use std::{error::Error as StdError, future::Future, pin::Pin, sync::Arc};

use aws_smithy_runtime_api::client::{orchestrator::HttpResponse, result::SdkError};
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use tracing::Instrument as _;

use crate::{
    Result, Session,
    error::{Error, ErrorKind, MISSING_REGION, NO_CREDENTIALS, Place, UNKNOWN_ACCOUNT},
};

/// How generated code sends the requests of an operation.
pub(crate) type Sender<B, O> = fn(Call, B) -> BoxFuture<Result<O>>;

/// A boxed future, as generated closures return it.
pub type BoxFuture<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// A request of the SDK's, to be sent.
type Request<'a, O, E> = Pin<Box<dyn Future<Output = Result<O, SdkError<E, HttpResponse>>> + Send + 'a>>;

/// Who makes a call: a service resource, a resource, or the session itself.
pub(crate) trait Caller: Send + Sync {
    fn session(&self) -> &Session;
    fn service(&self) -> &'static str;
    /// Type and identifiers, for errors to name.
    fn label(&self) -> Option<String> {
        None
    }
    /// An identifier that is empty: AWS takes some of those for "all", and acts on another resource.
    fn empty_identifier(&self) -> Option<&'static str> {
        None
    }
    /// Drops loaded data: the caller has changed it, or may have.
    fn forget(&self) {}
}

/// One operation on behalf of one caller.
#[derive(Clone)]
pub struct Call {
    caller: Arc<dyn Caller>,
    operation: &'static str,
}

impl Call {
    pub(crate) fn new(caller: Arc<dyn Caller>, operation: &'static str) -> Self {
        Self { caller, operation }
    }

    pub(crate) fn operation(&self) -> &'static str {
        self.operation
    }

    pub(crate) fn session(&self) -> &Session {
        self.caller.session()
    }

    /// Drops the caller's loaded data: it has changed, or may have.
    pub fn forget(&self) {
        self.caller.forget();
    }

    /// Sends a request: refuses to without a region, and tells a failure with its place.
    ///
    /// The SDK's futures are large, and nested so deeply that a caller's own around them would be at the limit of what
    /// the compiler follows: they are boxed.
    pub fn send<'a, O, E>(
        &'a self,
        request: impl Future<Output = Result<O, SdkError<E, HttpResponse>>> + Send + 'a,
    ) -> impl Future<Output = Result<O>> + Send + 'a
    where
        O: 'a,
        E: ProvideErrorMetadata + StdError + Send + Sync + 'static,
    {
        self.send_boxed(Box::pin(request))
    }

    async fn send_boxed<O, E>(&self, request: Request<'_, O, E>) -> Result<O>
    where
        E: ProvideErrorMetadata + StdError + Send + Sync + 'static,
    {
        self.ready()?;
        self.checked().await?;
        request.instrument(self.span()).await.map_err(|error| self.sdk_error(error))
    }

    /// What a call needs that AWS must be asked for: that a session which is to be of an account is of that.
    pub(crate) async fn checked(&self) -> Result<()> {
        let Some(checking) = self.session().checking() else { return Ok(()) };
        checking.await.map_err(|error| match error.kind() {
            ErrorKind::WrongAccount => error.elsewhere(self.place()),
            _ => error.with_hint(UNKNOWN_ACCOUNT),
        })
    }

    /// Sends a request, on its own.
    pub fn sent<O, E>(
        self,
        request: impl Future<Output = Result<O, SdkError<E, HttpResponse>>> + Send + 'static,
    ) -> BoxFuture<Result<O>>
    where
        O: 'static,
        E: ProvideErrorMetadata + StdError + Send + Sync + 'static,
    {
        let request = Box::pin(request);
        Box::pin(async move { self.send_boxed(request).await })
    }

    /// Sends a request, and makes of the output what the caller wants.
    pub fn made<B, O: 'static, T>(
        self,
        request: B,
        send: Sender<B, O>,
        make: fn(&Call, O) -> Result<T>,
    ) -> BoxFuture<Result<T>>
    where
        T: 'static,
    {
        let coming = send(self.clone(), request);
        Box::pin(async move { make(&self, coming.await?) })
    }

    /// What every call needs before it is made.
    pub(crate) fn ready(&self) -> Result<()> {
        if let Some(fault) = self.session().fault() {
            return Err(fault.elsewhere(self.place()));
        }
        if self.session().region_name().is_none() {
            return Err(self.error(ErrorKind::MissingRegion, MISSING_REGION));
        }
        match self.caller.empty_identifier() {
            Some(name) => Err(self.error(ErrorKind::Request, format!("the identifier `{name}` is empty"))),
            None => Ok(()),
        }
    }

    /// The value that identifies a resource, or an error that names the member that should hold it.
    pub fn required<T>(&self, value: Option<T>, member: &str) -> Result<T> {
        value.ok_or_else(|| {
            self.error(
                ErrorKind::MissingIdentifier,
                format!("the response has no `{member}`, which identifies the resource"),
            )
        })
    }

    /// A request that can't be built.
    pub fn invalid(&self, error: impl std::fmt::Display) -> Error {
        self.error(ErrorKind::Request, error.to_string())
    }

    /// An error of this call.
    pub fn error(&self, kind: ErrorKind, message: impl Into<String>) -> Error {
        Error::at(self.place(), kind, message)
    }

    /// A service's own error, as a waiter ends with it.
    pub(crate) fn service_error<E>(&self, error: E) -> Error
    where
        E: ProvideErrorMetadata + StdError + Send + Sync + 'static,
    {
        Error::told(self.place(), error)
    }

    pub(crate) fn sdk_error<E>(&self, error: SdkError<E, HttpResponse>) -> Error
    where
        E: ProvideErrorMetadata + StdError + Send + Sync + 'static,
    {
        let error = Error::sdk(self.place(), error);
        // Without a provider, the SDK tells at length which ways to authenticate it has tried.
        let unsigned = self.session().config().credentials_provider().is_none();
        if unsigned && error.message().contains("no identity resolver") {
            return error.with_message(NO_CREDENTIALS.to_owned()).of_kind(ErrorKind::Credentials);
        }
        error
    }

    pub(crate) fn place(&self) -> Place {
        let session = self.session();
        Place {
            service: self.caller.service(),
            operation: Some(self.operation),
            resource: self.caller.label(),
            account: session.known_account_id().map(str::to_owned),
            region: session.region_name().map(str::to_owned),
        }
    }

    /// Around the calls of a waiter, and the time between them.
    pub(crate) fn waiter_span(&self, waiter: &'static str) -> tracing::Span {
        let (service, resource) = (self.caller.service(), self.caller.label());
        tracing::debug_span!("aws_resources_waiter", service, waiter, resource)
    }

    pub(crate) fn span(&self) -> tracing::Span {
        tracing::debug_span!(
            "aws_resources",
            service = self.caller.service(),
            operation = self.operation,
            resource = self.caller.label(),
            account = self.session().known_account_id(),
            region = self.session().region_name(),
        )
    }
}

/// Forgets the caller's data when it is dropped, unless it is known that nothing changed.
pub(crate) struct Forget(Option<Call>);

impl Forget {
    pub(crate) fn unless_refused(call: &Call) -> Self {
        Self(Some(call.clone()))
    }

    /// Keeps the data when the service refused the call, or was never asked.
    pub(crate) fn after<T>(mut self, result: &Result<T>) {
        if matches!(result, Err(error) if !error.leaves_doubt()) {
            self.0 = None;
        }
    }
}

impl Drop for Forget {
    fn drop(&mut self) {
        if let Some(call) = &self.0 {
            call.forget();
        }
    }
}
