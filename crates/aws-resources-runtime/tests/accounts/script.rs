//! AWS as a script: answers in order, and the requests that they were given to.

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
pub(crate) const ACCOUNT: &str = "123456789012";

/// Answers in order; a request behind the last one fails.
pub(crate) struct Script {
    http: StaticReplayClient,
}

/// A request, as far as it is looked at here.
#[derive(Debug, PartialEq)]
pub(crate) struct Request {
    /// Where it went.
    pub(crate) uri: String,
    /// The operation, where a header names it.
    pub(crate) operation: String,
    /// The region that it was signed for.
    pub(crate) signed_for: String,
    pub(crate) body: String,
}

impl Script {
    /// Answers with these bodies.
    pub(crate) fn new<B: Into<String>>(bodies: impl IntoIterator<Item = B>) -> Self {
        Self::with_statuses(bodies.into_iter().map(|body| (200, body)))
    }

    /// Answers with these statuses and bodies.
    pub(crate) fn with_statuses<B: Into<String>>(answers: impl IntoIterator<Item = (u16, B)>) -> Self {
        let events = answers.into_iter().map(|(status, body)| {
            let status = StatusCode::try_from(status).expect("a status of HTTP");
            ReplayEvent::new(HttpRequest::empty(), HttpResponse::new(status, SdkBody::from(body.into())))
        });
        Self { http: StaticReplayClient::new(events.collect()) }
    }

    pub(crate) fn config(&self, region: Option<&'static str>) -> SdkConfig {
        SdkConfig::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(region.map(Region::from_static))
            .credentials_provider(SharedCredentialsProvider::new(Credentials::new(
                "AKID", "secret", None, None, "test",
            )))
            .retry_config(RetryConfig::disabled())
            .http_client(self.http.clone())
            .build()
    }

    /// A session in a region.
    pub(crate) fn session_in(&self, region: &'static str) -> Session {
        Session::new(&self.config(Some(region))).with_account_id(ACCOUNT).expect("twelve digits")
    }

    /// A session whose calls are answered.
    pub(crate) fn session(&self) -> Session {
        self.session_in("eu-west-1")
    }

    /// The requests so far.
    pub(crate) fn requests(&self) -> Vec<Request> {
        let seen = |request: &HttpRequest| {
            let header = |name| request.headers().get(name).unwrap_or_default();
            let signed_for = header("authorization").split('/').nth(2).unwrap_or_default();
            Request {
                uri: request.uri().to_owned(),
                operation: header("x-amz-target").rsplit('.').next().unwrap_or_default().to_owned(),
                signed_for: signed_for.to_owned(),
                body: request.body().bytes().map(String::from_utf8_lossy).unwrap_or_default().into_owned(),
            }
        };
        self.http.actual_requests().map(seen).collect()
    }

    /// The requests so far, as operations and bodies.
    pub(crate) fn calls(&self) -> Vec<String> {
        self.requests().into_iter().map(|request| format!("{} {}", request.operation, request.body)).collect()
    }
}

/// A page: the items of a member, and the token of the page after it.
pub(crate) fn page(member: &str, items: &[String], token: Option<&str>) -> String {
    let token = token.map(|token| format!(r#","NextToken":"{token}""#)).unwrap_or_default();
    format!(r#"{{"{member}":[{}]{token}}}"#, items.join(","))
}

/// An error in AWS's JSON protocols.
pub(crate) fn error(code: &str, message: &str) -> String {
    format!(r#"{{"__type":"{code}","message":"{message}","Message":"{message}"}}"#)
}

/// An account of the organisation o-exampleorgid, whose management account is [`ACCOUNT`].
pub(crate) fn account(id: &str, members: &str) -> String {
    let arn = format!("arn:aws:organizations::{ACCOUNT}:account/o-exampleorgid/{id}");
    format!(r#"{{"Id":"{id}","Arn":"{arn}","Name":"name of {id}","Email":"{id}@example.com",{members}}}"#)
}

/// An account whose state is `ACTIVE`.
pub(crate) fn active(id: &str) -> String {
    account(id, r#""State":"ACTIVE","JoinedMethod":"CREATED","JoinedTimestamp":1.481835795536E9"#)
}
