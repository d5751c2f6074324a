//! The limits as a layer of the HTTP client: where every attempt of every client passes.

use std::{fmt, sync::Arc};

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
use aws_smithy_types::config_bag::ConfigBag;

use super::Bucket;

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
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        if self.bucket.try_take() {
            return self.inner.call(request);
        }
        let Self { inner, bucket, sleep } = self;
        let (inner, bucket, sleep) = (inner.clone(), bucket.clone(), sleep.clone());
        HttpConnectorFuture::new(async move {
            bucket.take(sleep).await;
            inner.call(request).await
        })
    }
}
