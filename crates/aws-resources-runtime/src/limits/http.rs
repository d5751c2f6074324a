//! The limits as a layer of the HTTP client: where every attempt of every client passes.

use std::{fmt, mem, sync::Arc, time::Duration};

use aws_smithy_async::rt::sleep::SharedAsyncSleep;
use aws_smithy_runtime_api::{
    box_error::BoxError,
    client::{
        connector_metadata::ConnectorMetadata,
        http::{
            HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient,
            SharedHttpConnector,
        },
        orchestrator::HttpRequest,
        runtime_components::{RuntimeComponents, RuntimeComponentsBuilder},
    },
};
use aws_smithy_types::{byte_stream::ByteStream, config_bag::ConfigBag};

use super::Bucket;
use crate::pause::in_time;

/// How long a request whose body is streamed waits at the most: the SDK takes six seconds in which nobody reads it for a
/// connection that has stalled (<https://docs.aws.amazon.com/sdk-for-rust/latest/dg/timeouts.html>).
const STREAMED: Duration = Duration::from_secs(4);

/// An HTTP client whose requests take tokens.
pub(super) struct Limited {
    inner: SharedHttpClient,
    bucket: Arc<Bucket>,
}

impl Limited {
    pub(super) fn new(inner: SharedHttpClient, bucket: Arc<Bucket>) -> Self {
        Self { inner, bucket }
    }
}

impl fmt::Debug for Limited {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Limited").field(&self.inner).finish()
    }
}

impl HttpClient for Limited {
    fn http_connector(&self, settings: &HttpConnectorSettings, components: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(Connector {
            inner: self.inner.http_connector(settings, components),
            bucket: self.bucket.clone(),
            sleep: components.sleep_impl(),
        })
    }

    fn validate_base_client_config(
        &self,
        components: &RuntimeComponentsBuilder,
        config: &ConfigBag,
    ) -> Result<(), BoxError> {
        HttpClient::validate_base_client_config(&self.inner, components, config)
    }

    fn validate_final_config(&self, components: &RuntimeComponents, config: &ConfigBag) -> Result<(), BoxError> {
        HttpClient::validate_final_config(&self.inner, components, config)
    }

    fn connector_metadata(&self) -> Option<ConnectorMetadata> {
        self.inner.connector_metadata()
    }
}

struct Connector {
    inner: SharedHttpConnector,
    bucket: Arc<Bucket>,
    sleep: Option<SharedAsyncSleep>,
}

impl fmt::Debug for Connector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Connector").field(&self.inner).finish()
    }
}

impl HttpConnector for Connector {
    fn call(&self, mut request: HttpRequest) -> HttpConnectorFuture {
        if self.bucket.try_take() {
            return self.inner.call(request);
        }
        let Self { inner, bucket, sleep } = self;
        let (inner, bucket, sleep) = (inner.clone(), bucket.clone(), sleep.clone());
        HttpConnectorFuture::new(async move {
            let token = bucket.take(sleep.clone());
            match read(&mut request).await {
                true => token.await,
                // One that can't wait any more goes without a token: it is one of few, and takes its time by itself.
                false => _ = in_time(sleep.as_ref(), STREAMED, token).await,
            }
            inner.call(request).await
        })
    }
}

/// Reads a body that is in memory, and leaves another like it in its place. The SDK watches a body while its request is
/// under way, and takes it for stalled where nobody reads it; one that was read to its end is watched no more.
async fn read(request: &mut HttpRequest) -> bool {
    let body = request.body();
    let Some(another) = body.bytes().and_then(|_| body.try_clone()) else { return false };
    let body = mem::replace(request.body_mut(), another);
    ByteStream::new(body).collect().await.is_ok()
}

#[cfg(test)]
mod tests {
    use aws_smithy_async::rt::sleep::default_async_sleep;
    use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
    use aws_smithy_types::body::SdkBody;
    use futures_util::future::join_all;
    use tokio::time::Instant;

    use super::*;
    use crate::limits::RateLimit;

    /// Answers with the seconds that a request took to come here, as the status.
    #[derive(Debug)]
    struct Late(Instant);

    impl HttpConnector for Late {
        fn call(&self, _: HttpRequest) -> HttpConnectorFuture {
            let seconds = u16::try_from(self.0.elapsed().as_secs()).unwrap();
            HttpConnectorFuture::ready(Ok(HttpResponse::new((200 + seconds).try_into().unwrap(), SdkBody::empty())))
        }
    }

    async fn came(bodies: impl IntoIterator<Item = SdkBody>) -> Vec<u16> {
        let inner = SharedHttpConnector::new(Late(Instant::now()));
        let bucket = Arc::new(Bucket::new(RateLimit::per_second(1)));
        let connector = Connector { inner, bucket, sleep: default_async_sleep() };
        let answers = join_all(bodies.into_iter().map(|body| connector.call(HttpRequest::new(body)))).await;
        answers.into_iter().map(|answer| answer.unwrap().status().as_u16() - 200).collect()
    }

    #[tokio::test(start_paused = true)]
    async fn a_stream_waits_only_as_long_as_the_sdk_lets_it() {
        let texts = (0..8).map(|number| SdkBody::from(number.to_string()));
        assert_eq!(came(texts).await, [0, 1, 2, 3, 4, 5, 6, 7]);
        // It is as little known what these have.
        let streams = (0..8).map(|_| SdkBody::taken());
        assert_eq!(came(streams).await, [0, 1, 2, 3, 4, 4, 4, 4]);
    }

    #[tokio::test]
    async fn a_body_that_was_read_is_there_again() {
        let mut request = HttpRequest::new(SdkBody::from("Action=DescribeDBInstances"));
        assert!(read(&mut request).await);
        assert_eq!(request.body().bytes(), Some("Action=DescribeDBInstances".as_bytes()));
        let body = mem::replace(request.body_mut(), SdkBody::taken());
        assert_eq!(ByteStream::new(body).collect().await.unwrap().to_vec(), b"Action=DescribeDBInstances");
    }
}
