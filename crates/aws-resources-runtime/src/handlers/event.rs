//! What a handler is given.

use std::{error::Error as StdError, fmt};

use aws_smithy_runtime_api::client::{
    interceptors::context::InterceptorContext,
    orchestrator::{HttpRequest, HttpResponse},
};

use super::{Place, name::Name};

/// One event of one call: what is there to read and to change at this moment.
///
/// [The events](crate::handlers#the-events) have different things; what isn't there is `None`. So is an input, output
/// or error of another type than the one asked for: a handler of several operations asks for each of its types.
///
/// ```no_run
/// # fn example(session: &aws_resources_runtime::Session) -> aws_resources_runtime::Result<()> {
/// session.events().register("before-send.rds", "trace", |event| {
///     if let Some(request) = event.request() {
///         println!("{} in {:?}: {}", event.operation(), event.region_name(), request.uri());
///     }
///     Ok(())
/// })?;
/// # Ok(())
/// # }
/// ```
pub struct Event<'a> {
    name: &'a Name<'a>,
    place: &'a Place,
    text: String,
    context: &'a mut InterceptorContext,
}

impl<'a> Event<'a> {
    pub(super) fn new(name: &'a Name<'a>, place: &'a Place, context: &'a mut InterceptorContext) -> Self {
        Self { name, place, text: name.to_string(), context }
    }

    /// The whole name (`before-sign.rds.DescribeDBInstances`).
    pub fn name(&self) -> &str {
        &self.text
    }

    /// The service, under boto3's name for it (`elbv2`).
    pub fn service(&self) -> &'static str {
        self.name.service
    }

    /// The operation, under AWS's name for it (`DescribeDBInstances`).
    pub fn operation(&self) -> &str {
        self.name.operation
    }

    /// The account of the session, where it was known when its client was made: a manager's sessions know it.
    pub fn account_id(&self) -> Option<&str> {
        self.place.account.as_deref()
    }

    /// The name of the session's region.
    pub fn region_name(&self) -> Option<&str> {
        self.place.region.as_deref()
    }

    /// The input of the operation, an SDK's `…Input`: in `provide-client-params` and `before-parameter-build`.
    pub fn input<T: fmt::Debug + Send + Sync + 'static>(&self) -> Option<&T> {
        self.context.input()?.downcast_ref()
    }

    /// The input, to change it.
    ///
    /// ```no_run
    /// # use aws_sdk_sts::operation::assume_role::AssumeRoleInput;
    /// # fn example(event: &mut aws_resources_runtime::handlers::Event<'_>) {
    /// if let Some(input) = event.input_mut::<AssumeRoleInput>() {
    ///     input.external_id.get_or_insert_with(|| "blue".into());
    /// }
    /// # }
    /// ```
    pub fn input_mut<T: fmt::Debug + Send + Sync + 'static>(&mut self) -> Option<&mut T> {
        self.context.input_mut()?.downcast_mut()
    }

    /// The request: from `before-call` to `before-send`, and in `after-call-error` if it wasn't sent.
    pub fn request(&self) -> Option<&HttpRequest> {
        self.context.request()
    }

    /// The request, to change it.
    pub fn request_mut(&mut self) -> Option<&mut HttpRequest> {
        self.context.request_mut()
    }

    /// The response, if one came: from `response-received` on. A body that the operation hands over as a stream isn't
    /// in it.
    pub fn response(&self) -> Option<&HttpResponse> {
        self.context.response()
    }

    /// The output of the operation, an SDK's `…Output`: in `response-received` and `after-call`, if it succeeded.
    pub fn output<T: fmt::Debug + Send + Sync + 'static>(&self) -> Option<&T> {
        self.context.output_or_error()?.ok()?.downcast_ref()
    }

    /// The output, to change it.
    pub fn output_mut<T: fmt::Debug + Send + Sync + 'static>(&mut self) -> Option<&mut T> {
        self.context.output_or_error_mut()?.as_mut().ok()?.downcast_mut()
    }

    /// What went wrong: from `response-received` on. Its text may be short; its sources say more.
    pub fn error(&self) -> Option<&(dyn StdError + 'static)> {
        let error = self.context.output_or_error()?.err()?;
        Some(match error.as_operation_error() {
            Some(error) => error,
            None => error,
        })
    }

    /// The service's error, an SDK's `…Error`, which has AWS's code and message.
    ///
    /// ```no_run
    /// # fn example(event: &mut aws_resources_runtime::handlers::Event<'_>) {
    /// use aws_sdk_sts::{error::ProvideErrorMetadata as _, operation::assume_role::AssumeRoleError};
    ///
    /// if let Some(error) = event.service_error::<AssumeRoleError>() {
    ///     println!("{:?}", error.code());
    /// }
    /// # }
    /// ```
    pub fn service_error<E: StdError + Send + Sync + 'static>(&self) -> Option<&E> {
        self.context.output_or_error()?.err()?.as_operation_error()?.downcast_ref()
    }
}

impl fmt::Debug for Event<'_> {
    /// The name only: inputs, requests and outputs may hold secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Event").field("name", &self.text).finish_non_exhaustive()
    }
}
