//! The far end inside the process, for what the network must not be a part of.

use std::{fmt, sync::Arc};

use aws_credential_types::{Credentials, provider::SharedCredentialsProvider};
use aws_smithy_async::time::SystemTimeSource;
use aws_smithy_runtime_api::{
    client::{
        behavior_version::BehaviorVersion,
        http::{HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector},
        orchestrator::{HttpRequest, HttpResponse},
        result::ConnectorError,
        runtime_components::RuntimeComponents,
    },
    http::StatusCode,
};
use aws_smithy_types::body::SdkBody;
use aws_types::{SdkConfig, region::Region};

use crate::world::{Request, World};

/// The configuration of all measures: credentials that are given, and this endpoint.
pub fn config(endpoint: &str) -> SdkConfig {
    let credentials = Credentials::new("AKIDBENCH", "secret-access-key-of-the-bench", None, None, "bench");
    SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::from_static("eu-west-1"))
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .endpoint_url(endpoint)
        // The SDK's own provider of a role's credentials panics without one.
        .time_source(SystemTimeSource::new())
        .build()
}

/// The same, answered inside the process.
pub fn canned(world: &Arc<World>) -> SdkConfig {
    config("http://127.0.0.1:1").into_builder().http_client(Wire(world.clone())).build()
}

/// An HTTP client that a world answers.
#[derive(Clone)]
struct Wire(Arc<World>);

impl fmt::Debug for Wire {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Wire")
    }
}

impl HttpClient for Wire {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

impl HttpConnector for Wire {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        HttpConnectorFuture::ready(self.answered(&request))
    }
}

impl Wire {
    fn answered(&self, request: &HttpRequest) -> Result<HttpResponse, ConnectorError> {
        let target = request.uri().splitn(4, '/').nth(3).unwrap_or_default();
        let reply = self.0.answer(&Request {
            method: request.method(),
            target: &format!("/{target}"),
            operation: request.headers().get("x-amz-target"),
            range: request.headers().get("range"),
            body: request.body().bytes().unwrap_or_default(),
        });
        let status = StatusCode::try_from(reply.status).map_err(|error| ConnectorError::user(error.into()))?;
        let mut response = HttpResponse::new(status, SdkBody::from(reply.body));
        for (name, value) in reply.headers {
            response.headers_mut().insert(name.to_ascii_lowercase(), value);
        }
        Ok(response)
    }
}
