//! Which of the SDK's hooks emits which event.

use aws_smithy_runtime_api::{
    box_error::BoxError,
    client::{
        interceptors::{
            Intercept,
            context::{
                BeforeSerializationInterceptorContextMut, BeforeTransmitInterceptorContextMut,
                FinalizerInterceptorContextMut, InterceptorContext,
            },
            dyn_dispatch_hint,
        },
        orchestrator::{HttpRequest, Metadata},
        retries::RequestAttempts,
        runtime_components::RuntimeComponents,
    },
};
use aws_smithy_types::{config_bag::ConfigBag, retry::RetryConfig};

use super::{Event, Events, HandlerError, Place, name::Name, name::Stage};

/// Calls the handlers for the calls of one client.
#[derive(Debug)]
pub(super) struct Emitter {
    events: Events,
    service: &'static str,
    place: Place,
}

impl Emitter {
    pub(super) fn new(events: Events, service: &'static str, place: Place) -> Self {
        Self { events, service, place }
    }

    /// Calls the handlers of `stage`, and tells whether there were any.
    fn emit(&self, stage: Stage, context: &mut InterceptorContext, cfg: &mut ConfigBag) -> Result<bool, BoxError> {
        self.call(stage, context, cfg).map_err(|failure| {
            // An answer that invites to try again would let the SDK forget the handler's error.
            cfg.interceptor_state().store_put(RetryConfig::disabled());
            failure.into()
        })
    }

    fn call(&self, stage: Stage, context: &mut InterceptorContext, cfg: &ConfigBag) -> Result<bool, HandlerError> {
        // Mostly there are none: what the call is, the SDK would look up in all of its configuration.
        let Some(handlers) = self.events.of(stage) else { return Ok(false) };
        let Some(call) = cfg.load::<Metadata>() else { return Ok(false) };
        let name = Name { stage, service: self.service, service_id: call.service(), operation: call.name() };
        let mut matching = handlers.iter().filter(|registered| registered.pattern.matches(&name)).peekable();
        if matching.peek().is_none() {
            return Ok(false);
        }
        let mut event = Event::new(&name, &self.place, context);
        for registered in matching {
            tracing::trace!(event = event.name(), handler = &*registered.id, "calling an event handler");
            (registered.handler)(&mut event).map_err(|cause| {
                let again = cfg.load::<RequestAttempts>().is_some_and(|attempts| attempts.attempts() > 1);
                HandlerError::new(&registered.id, &name, again || stage.is_after_sending(), cause)
            })?;
        }
        Ok(true)
    }

    /// The same for a stage that has a request, whose length is then put right.
    fn emit_request(
        &self,
        stage: Stage,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if self.emit(stage, context.inner_mut(), cfg)? {
            state_length(context.request_mut());
        }
        Ok(())
    }
}

#[dyn_dispatch_hint]
impl Intercept for Emitter {
    fn name(&self) -> &'static str {
        "AwsResourcesEvents"
    }

    fn modify_before_serialization(
        &self,
        context: &mut BeforeSerializationInterceptorContextMut<'_>,
        components: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let provided = self.emit(Stage::ProvideClientParams, context.inner_mut(), cfg)?;
        let built = self.emit(Stage::BeforeParameterBuild, context.inner_mut(), cfg)?;
        if provided || built { address_anew(context.inner(), components, cfg) } else { Ok(()) }
    }

    fn modify_before_retry_loop(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _components: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.emit_request(Stage::BeforeCall, context, cfg)
    }

    fn modify_before_signing(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _components: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.emit_request(Stage::RequestCreated, context, cfg)?;
        self.emit_request(Stage::BeforeSign, context, cfg)
    }

    fn modify_before_transmit(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _components: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.emit_request(Stage::BeforeSend, context, cfg)
    }

    fn modify_before_attempt_completion(
        &self,
        context: &mut FinalizerInterceptorContextMut<'_>,
        _components: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        // The SDK takes the request out when it sends it.
        if context.request().is_none() {
            self.emit(Stage::ResponseReceived, context.inner_mut(), cfg)?;
        }
        Ok(())
    }

    fn modify_before_completion(
        &self,
        context: &mut FinalizerInterceptorContextMut<'_>,
        _components: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let stage = match context.output_or_error() {
            // A request that was signed only, to be sent by someone else.
            None => return Ok(()),
            Some(Err(error)) if !error.is_operation_error() => Stage::AfterCallError,
            Some(_) => Stage::AfterCall,
        };
        // As in botocore, a call that failed before its first attempt was none.
        if cfg.load::<RequestAttempts>().is_some() {
            self.emit(stage, context.inner_mut(), cfg)?;
        }
        Ok(())
    }
}

/// Lets the SDK read again from the input where the request goes: it has done so before handlers could change, say,
/// the bucket. All of its operations do that in an interceptor of this name.
fn address_anew(
    context: &InterceptorContext,
    components: &RuntimeComponents,
    cfg: &mut ConfigBag,
) -> Result<(), BoxError> {
    for interceptor in components.interceptors() {
        if interceptor.name().ends_with("EndpointParamsInterceptor") {
            interceptor.read_before_execution(&context.into(), cfg)?;
        }
    }
    Ok(())
}

/// Makes the length that a request states that of its body.
fn state_length(request: &mut HttpRequest) {
    const LENGTH: &str = "content-length";
    let Some(length) = request.body().content_length().map(|length| length.to_string()) else { return };
    if request.headers().get(LENGTH).is_some_and(|stated| stated != length) {
        request.headers_mut().insert(LENGTH, length);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering},
    };

    use aws_credential_types::{Credentials, provider::SharedCredentialsProvider};
    use aws_smithy_async::rt::sleep::{SharedAsyncSleep, TokioSleep};
    use aws_smithy_http_client::test_util::{ReplayEvent, StaticReplayClient};
    use aws_smithy_runtime::client::orchestrator::operation::Operation;
    use aws_smithy_runtime_api::{
        client::{
            behavior_version::BehaviorVersion,
            interceptors::context::BeforeSerializationInterceptorContextRef,
            orchestrator::{HttpResponse, OrchestratorError},
        },
        http::StatusCode,
    };
    use aws_smithy_types::body::SdkBody;
    use aws_types::{SdkConfig, region::Region};

    use super::*;
    use crate::{ErrorKind, Session};

    fn answering(body: &str) -> StaticReplayClient {
        let answer = HttpResponse::new(StatusCode::try_from(200).expect("a status"), SdkBody::from(body));
        StaticReplayClient::new(vec![ReplayEvent::new(HttpRequest::empty(), answer)])
    }

    /// Reads from the input where the request goes, as one interceptor of each of the SDK's operations does.
    #[derive(Clone, Debug, Default)]
    struct Addresses(Arc<Mutex<Vec<String>>>);

    impl Intercept for Addresses {
        fn name(&self) -> &'static str {
            "GetObjectEndpointParamsInterceptor"
        }

        fn read_before_execution(
            &self,
            context: &BeforeSerializationInterceptorContextRef<'_>,
            _cfg: &mut ConfigBag,
        ) -> Result<(), BoxError> {
            let bucket = context.input().downcast_ref::<String>().ok_or("another input")?;
            self.0.lock().expect("not poisoned").push(bucket.clone());
            Ok(())
        }
    }

    #[tokio::test]
    async fn a_request_goes_where_the_changed_input_says() {
        for (handled, expected) in [("provide-client-params", vec!["old", "new"]), ("after-call", vec!["old"])] {
            let (events, addresses) = (Events::default(), Addresses::default());
            let change = |event: &mut Event<'_>| {
                if let Some(bucket) = event.input_mut::<String>() {
                    *bucket = "new".into();
                }
                Ok(())
            };
            events.register(handled, "bucket", change).expect("an event");
            let operation = Operation::builder()
                .service_name("S3")
                .operation_name("GetObject")
                .http_client(answering(""))
                .endpoint_url("http://localhost")
                .no_auth()
                .no_retry()
                .interceptor(Emitter::new(events, "s3", Place::default()))
                .interceptor(addresses.clone())
                .serializer(|bucket: String| Ok(HttpRequest::new(SdkBody::from(bucket))))
                .deserializer::<(), std::io::Error>(|_| Ok::<_, OrchestratorError<_>>(()))
                .build();
            operation.invoke("old".into()).await.expect("an answer");
            assert_eq!(*addresses.0.lock().expect("not poisoned"), expected);
        }
    }

    #[tokio::test]
    async fn a_handler_that_fails_after_the_call_leaves_doubt_about_it() {
        for (event, doubt) in [("before-send", false), ("response-received", true), ("after-call", true)] {
            let config = SdkConfig::builder()
                .behavior_version(BehaviorVersion::latest())
                .region(Region::new("eu-west-1"))
                .credentials_provider(SharedCredentialsProvider::new(Credentials::new("AKID", "-", None, None, "test")))
                .http_client(answering("<GetCallerIdentityResponse/>"))
                .build();
            let session = Session::new(&config);
            session.events().register(event, "id", |_| Err("no".into())).expect("an event");
            let error = session.account_id().await.expect_err(event);
            assert_eq!(error.leaves_doubt(), doubt, "{event}: {error}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_handler_that_fails_before_another_attempt_leaves_doubt_about_the_first() {
        let failed = || HttpResponse::new(StatusCode::try_from(500).expect("a status"), SdkBody::empty());
        let http = StaticReplayClient::new(vec![ReplayEvent::new(HttpRequest::empty(), failed())]);
        let config = SdkConfig::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new("eu-west-1"))
            .credentials_provider(SharedCredentialsProvider::new(Credentials::new("AKID", "-", None, None, "test")))
            .sleep_impl(SharedAsyncSleep::new(TokioSleep::new()))
            .retry_config(RetryConfig::standard())
            .http_client(http)
            .build();
        let session = Session::new(&config);
        let attempts = AtomicU32::new(0);
        let handler = move |_: &mut Event<'_>| match attempts.fetch_add(1, Ordering::SeqCst) {
            0 => Ok(()),
            _ => Err("no more".into()),
        };
        session.events().register("before-send", "id", handler).expect("an event");
        let error = session.account_id().await.expect_err("a failure");
        assert!(error.kind() == ErrorKind::Handler && error.leaves_doubt(), "{error}");
    }
}
