//! Counts what goes over the wire.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use aws_smithy_http_client::{
    Builder, ConnectorBuilder,
    proxy::ProxyConfig,
    tls::{Provider, rustls_provider::CryptoMode},
};
use aws_smithy_runtime_api::client::{
    http::{
        HttpClient as _, HttpConnector, HttpConnectorFuture, SharedHttpClient, SharedHttpConnector, http_client_fn,
    },
    orchestrator::HttpRequest,
};

/// How many HTTP requests were sent.
#[derive(Clone, Debug, Default)]
pub(crate) struct Calls(Arc<AtomicUsize>);

impl Calls {
    pub(crate) fn count(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }

    /// The SDK's own HTTP client, with this counter in front.
    pub(crate) fn http_client(&self, proxy: ProxyConfig) -> SharedHttpClient {
        let client = Builder::new().build_with_connector_fn(move |settings, components| {
            let mut connector = ConnectorBuilder::default().tls_provider(Provider::Rustls(CryptoMode::AwsLc));
            connector.set_connector_settings(settings.cloned());
            connector.set_sleep_impl(components.and_then(|components| components.sleep_impl()));
            connector.set_proxy_config(Some(proxy.clone()));
            connector.build()
        });
        let calls = self.clone();
        http_client_fn(move |settings, components| {
            let inner = client.http_connector(settings, components);
            SharedHttpConnector::new(Counting { inner, calls: calls.clone() })
        })
    }
}

#[derive(Debug)]
struct Counting {
    inner: SharedHttpConnector,
    calls: Calls,
}

impl HttpConnector for Counting {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        self.calls.0.fetch_add(1, Ordering::Relaxed);
        self.inner.call(request)
    }
}
