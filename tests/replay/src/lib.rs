//! AWS as a script: answers in order, and the requests that they were given to.
#![forbid(unsafe_code)]

use std::fmt;

use aws_credential_types::{Credentials, provider::SharedCredentialsProvider};
use aws_resources_runtime::Session;
use aws_smithy_http_client::test_util::{ReplayEvent, StaticReplayClient};
use aws_smithy_runtime_api::{
    client::{
        behavior_version::BehaviorVersion,
        orchestrator::{HttpRequest, HttpResponse},
    },
    http::StatusCode,
};
use aws_smithy_types::{body::SdkBody, retry::RetryConfig};
use aws_types::{SdkConfig, region::Region};

/// The account of every session here.
pub const ACCOUNT: &str = "123456789012";

/// Answers in order; a request behind the last one fails.
#[derive(Clone, Debug)]
pub struct Script {
    http: StaticReplayClient,
}

/// A request, as far as tests look at it. `Display` is its method, address and body.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// `GET`, `POST`, …
    pub method: String,
    /// Where it went.
    pub uri: String,
    /// The operation, where a header names it.
    pub operation: String,
    /// The region that it was signed for.
    pub signed_for: String,
    /// The body as text.
    pub body: String,
}

impl Script {
    /// Answers with these bodies.
    pub fn new<B: Into<String>>(bodies: impl IntoIterator<Item = B>) -> Self {
        Self::with_statuses(bodies.into_iter().map(|body| (200, body)))
    }

    /// Answers with these statuses and bodies.
    ///
    /// # Panics
    /// For a status that HTTP doesn't have.
    pub fn with_statuses<B: Into<String>>(answers: impl IntoIterator<Item = (u16, B)>) -> Self {
        let events = answers.into_iter().map(|(status, body)| {
            let status = StatusCode::try_from(status).expect("a status of HTTP");
            ReplayEvent::new(HttpRequest::empty(), HttpResponse::new(status, SdkBody::from(body.into())))
        });
        Self { http: StaticReplayClient::new(events.collect()) }
    }

    /// A configuration whose calls are answered, and not retried.
    pub fn config(&self, region: Option<&'static str>) -> SdkConfig {
        let credentials = Credentials::new("AKID", "SECRET", None, None, "test");
        SdkConfig::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(region.map(Region::from_static))
            .credentials_provider(SharedCredentialsProvider::new(credentials))
            .retry_config(RetryConfig::disabled())
            .http_client(self.http.clone())
            .build()
    }

    /// A session of [`ACCOUNT`] whose calls are answered.
    pub fn session(&self) -> Session {
        self.session_in("eu-west-1")
    }

    /// The same in another region.
    ///
    /// # Panics
    /// Never: the account is one.
    pub fn session_in(&self, region: &'static str) -> Session {
        Session::new(&self.config(Some(region))).with_account_id(ACCOUNT).expect("twelve digits")
    }

    /// The requests so far, as the SDK sent them.
    pub fn sent(&self) -> impl Iterator<Item = &HttpRequest> {
        self.http.actual_requests()
    }

    /// The requests so far.
    pub fn requests(&self) -> Vec<Request> {
        self.sent().map(Request::of).collect()
    }

    /// The requests so far, as operations and bodies.
    pub fn calls(&self) -> Vec<String> {
        self.requests().into_iter().map(|request| format!("{} {}", request.operation, request.body)).collect()
    }
}

impl Request {
    fn of(request: &HttpRequest) -> Self {
        let header = |name| request.headers().get(name).unwrap_or_default();
        Self {
            method: request.method().to_owned(),
            uri: request.uri().to_owned(),
            operation: header("x-amz-target").rsplit('.').next().unwrap_or_default().to_owned(),
            signed_for: header("authorization").split('/').nth(2).unwrap_or_default().to_owned(),
            body: request.body().bytes().map(String::from_utf8_lossy).unwrap_or_default().into_owned(),
        }
    }

    /// Whether its method, address or body contains `text`.
    pub fn contains(&self, text: &str) -> bool {
        self.to_string().contains(text)
    }
}

impl fmt::Display for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.method, self.uri, self.body)
    }
}
