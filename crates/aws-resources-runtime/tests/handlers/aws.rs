//! STS as a script, and a record of what handlers saw.

use std::sync::{Arc, Mutex};

use aws_credential_types::{Credentials, provider::SharedCredentialsProvider};
use aws_resources_runtime::{Session, connect, handlers::Event};
use aws_sdk_sts::Client;
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

pub(crate) const IDENTITY: &str = "<GetCallerIdentityResponse><GetCallerIdentityResult><Account>123456789012</Account>\
     </GetCallerIdentityResult></GetCallerIdentityResponse>";
pub(crate) const ROLE: &str = "<AssumeRoleResponse><AssumeRoleResult><SourceIdentity>red</SourceIdentity></AssumeRoleResult></AssumeRoleResponse>";
pub(crate) const DENIED: &str =
    "<ErrorResponse><Error><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>";

/// Statuses and bodies of answers.
pub(crate) type Answers<'a> = &'a [(u16, &'a str)];

/// A session over an STS that gives these answers, after which it can't be reached.
pub(crate) fn sts(answers: Answers<'_>) -> (Session, StaticReplayClient) {
    let answers = answers.iter().map(|(status, body)| {
        let status = StatusCode::try_from(*status).expect("a status of HTTP");
        ReplayEvent::new(HttpRequest::empty(), HttpResponse::new(status, SdkBody::from(*body)))
    });
    let http = StaticReplayClient::new(answers.collect());
    let config = SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("eu-west-1"))
        .credentials_provider(SharedCredentialsProvider::new(Credentials::new("AKID", "SECRET", None, None, "test")))
        .retry_config(RetryConfig::standard())
        .http_client(http.clone())
        .build();
    (Session::new(&config), http)
}

/// The SDK's own client of a session.
pub(crate) fn client(session: &Session) -> Client {
    session.client("sts", connect!(aws_sdk_sts))
}

/// The bodies of the requests that were sent.
pub(crate) fn bodies(http: &StaticReplayClient) -> Vec<String> {
    http.actual_requests()
        .map(|request| String::from_utf8_lossy(request.body().bytes().unwrap_or(b"-")).into())
        .collect()
}

/// Notes from handlers, in their order.
#[derive(Clone, Default)]
pub(crate) struct Notes(Arc<Mutex<Vec<String>>>);

impl Notes {
    pub(crate) fn add(&self, text: impl Into<String>) {
        self.0.lock().expect("no test panics in here").push(text.into());
    }

    pub(crate) fn taken(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().expect("no test panics in here"))
    }

    /// Registers a handler that notes what `text` makes of the event.
    pub(crate) fn on(
        &self,
        session: &Session,
        name: &str,
        text: impl Fn(&mut Event<'_>) -> String + Send + Sync + 'static,
    ) {
        let notes = self.clone();
        let handler = move |event: &mut Event<'_>| {
            let text = text(event);
            notes.add(text);
            Ok(())
        };
        session.events().register(name, &format!("notes {name}"), handler).expect("an event and a new id");
    }
}
