//! An HTTP client inside the process that answers from a script and keeps every request.

use std::{
    collections::{BTreeMap, VecDeque},
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use aws_config::{BehaviorVersion, Region, SdkConfig, retry::RetryConfig};
use aws_credential_types::{Credentials, provider::SharedCredentialsProvider};
use aws_resources::Session;
use aws_smithy_runtime_api::{
    client::{
        http::{HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector},
        orchestrator::{HttpRequest, HttpResponse},
        result::ConnectorError,
        runtime_components::RuntimeComponents,
        stalled_stream_protection::StalledStreamProtectionConfig,
    },
    http::StatusCode,
};
use aws_smithy_types::body::SdkBody;
use tokio::sync::Notify;

use crate::exercised;

/// The region of [`session`].
pub const REGION: &str = "eu-west-1";

/// The secret key of every scripted session: no text of ours may hold it.
pub const SECRET: &str = "secret-access-key-of-the-script";

/// A session whose calls `script` answers: static credentials, no retries, `eu-west-1`.
pub fn session(script: &Script) -> Session {
    exercised::record();
    Session::new(&config(script, Some(REGION)))
}

/// The configuration of [`session`], in another region or in none.
pub fn config(script: &Script, region: Option<&'static str>) -> SdkConfig {
    let credentials = Credentials::new("AKIDSCRIPT", SECRET, Some("session-token".into()), None, "script");
    SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(region.map(Region::from_static))
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .retry_config(RetryConfig::disabled())
        .stalled_stream_protection(StalledStreamProtectionConfig::disabled())
        .http_client(script.client())
        .build()
}

/// One scripted answer.
#[derive(Clone, Debug)]
pub struct Answer {
    reply: Reply,
    after: Option<Arc<Notify>>,
    latency: Duration,
    headers: Vec<(&'static str, String)>,
}

#[derive(Clone, Debug)]
enum Reply {
    Http { status: u16, content_type: &'static str, body: Vec<u8> },
    Unreachable,
}

impl Answer {
    /// An HTTP response, with the request id `request-1`.
    pub fn http(status: u16, content_type: &'static str, body: impl Into<Vec<u8>>) -> Self {
        Self {
            reply: Reply::Http { status, content_type, body: body.into() },
            after: None,
            latency: Duration::ZERO,
            headers: Vec::new(),
        }
    }

    /// A connection that can't be made.
    pub fn unreachable() -> Self {
        Self { reply: Reply::Unreachable, after: None, latency: Duration::ZERO, headers: Vec::new() }
    }

    /// Comes only after `gate` was notified.
    #[must_use]
    pub fn after(mut self, gate: &Arc<Notify>) -> Self {
        self.after = Some(gate.clone());
        self
    }

    /// Has this header.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// Takes this time to come.
    #[must_use]
    pub fn within(mut self, latency: Duration) -> Self {
        self.latency = latency;
        self
    }
}

/// One request as it was sent.
#[derive(Clone, Debug)]
pub struct Sent {
    /// `GET`, `POST`, …
    pub method: String,
    /// The whole URI.
    pub uri: String,
    /// Names in lower case.
    pub headers: BTreeMap<String, String>,
    /// The body as text.
    pub body: String,
}

impl Sent {
    /// The operation: from the JSON target header or the `Action` of the Query protocol; for REST, method and path.
    pub fn operation(&self) -> String {
        if let Some(target) = self.headers.get("x-amz-target") {
            return target.rsplit('.').next().unwrap_or(target).to_owned();
        }
        match self.form().remove("Action") {
            Some(action) => action,
            None => format!("{} {}", self.method, self.path()),
        }
    }

    /// A parameter of the Query protocol's form.
    pub fn param(&self, name: &str) -> Option<String> {
        self.form().remove(name)
    }

    /// The Query protocol's form without `Action` and `Version`.
    pub fn params(&self) -> BTreeMap<String, String> {
        let mut form = self.form();
        form.retain(|name, _| name != "Action" && name != "Version");
        form
    }

    /// The JSON body.
    ///
    /// # Panics
    /// When the body isn't JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error} in {}", self.body))
    }

    /// The path of the URI, decoded.
    pub fn path(&self) -> String {
        let after_host = self.uri.splitn(4, '/').nth(3).unwrap_or_default();
        format!("/{}", decoded(after_host.split('?').next().unwrap_or_default()))
    }

    /// The query string, decoded; what the SDK itself adds (`x-id`) is left out.
    pub fn query(&self) -> BTreeMap<String, String> {
        let mut query = self.uri.split_once('?').map_or_else(BTreeMap::new, |(_, query)| pairs(query));
        query.remove("x-id");
        query
    }

    /// The host of the URI.
    pub fn host(&self) -> &str {
        self.uri.split('/').nth(2).unwrap_or_default()
    }

    fn form(&self) -> BTreeMap<String, String> {
        pairs(&self.body)
    }
}

fn pairs(text: &str) -> BTreeMap<String, String> {
    let parts = text.split('&').filter_map(|pair| pair.split_once('='));
    parts.map(|(name, value)| (decoded(name), decoded(value))).collect()
}

fn decoded(text: &str) -> String {
    let mut bytes = text.bytes();
    let mut out = Vec::with_capacity(text.len());
    while let Some(byte) = bytes.next() {
        let hex =
            |byte: Option<u8>| byte.and_then(|byte| char::from(byte).to_digit(16)).and_then(|d| u8::try_from(d).ok());
        match byte {
            b'%' => out.push(hex(bytes.next()).unwrap_or_default() * 16 + hex(bytes.next()).unwrap_or_default()),
            b'+' => out.push(b' '),
            other => out.push(other),
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

type Responder = Box<dyn Fn(&Sent) -> Answer + Send + Sync>;

/// The test's handle of a script. When it is dropped, every answer must have been used and no request may have gone
/// without one.
pub struct Script {
    state: Arc<State>,
}

struct State {
    answers: Mutex<VecDeque<Answer>>,
    responder: Option<Responder>,
    sent: Mutex<Vec<Sent>>,
    unanswered: Mutex<Vec<String>>,
}

impl Script {
    /// Answers in this order.
    pub fn new(answers: impl IntoIterator<Item = Answer>) -> Self {
        Self::build(answers.into_iter().collect(), None)
    }

    /// No request may be made.
    pub fn silent() -> Self {
        Self::new([])
    }

    /// Answers each request on its own, as often as one comes.
    pub fn by(respond: impl Fn(&Sent) -> Answer + Send + Sync + 'static) -> Self {
        Self::build(VecDeque::new(), Some(Box::new(respond)))
    }

    fn build(answers: VecDeque<Answer>, responder: Option<Responder>) -> Self {
        let answers = Mutex::new(answers);
        Self { state: Arc::new(State { answers, responder, sent: Mutex::default(), unanswered: Mutex::default() }) }
    }

    /// The HTTP client for an `SdkConfig`.
    pub fn client(&self) -> impl HttpClient + Clone + use<> {
        Wire(self.state.clone())
    }

    /// Every request so far.
    pub fn sent(&self) -> Vec<Sent> {
        locked(&self.state.sent).clone()
    }

    /// The operations of all requests so far.
    pub fn operations(&self) -> Vec<String> {
        locked(&self.state.sent).iter().map(Sent::operation).collect()
    }

    /// How many requests were made so far.
    pub fn count(&self) -> usize {
        locked(&self.state.sent).len()
    }

    /// The request at `index`.
    ///
    /// # Panics
    /// When there were fewer.
    pub fn request(&self, index: usize) -> Sent {
        let sent = locked(&self.state.sent);
        sent.get(index).unwrap_or_else(|| panic!("only {} requests were made", sent.len())).clone()
    }

    /// Waits until `count` requests have been made.
    pub async fn until_sent(&self, count: usize) {
        while self.count() < count {
            tokio::task::yield_now().await;
        }
    }
}

impl Drop for Script {
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        let unanswered = locked(&self.state.unanswered);
        assert!(unanswered.is_empty(), "requests without an answer: {unanswered:#?}");
        let unused = locked(&self.state.answers).len();
        assert_eq!(unused, 0, "answers were not used; requests: {:?}", self.operations());
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[derive(Clone)]
struct Wire(Arc<State>);

impl fmt::Debug for Wire {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Script")
    }
}

impl HttpClient for Wire {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

impl HttpConnector for Wire {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let sent = Sent {
            method: request.method().to_owned(),
            uri: request.uri().to_owned(),
            headers: request.headers().iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
            body: String::from_utf8_lossy(request.body().bytes().unwrap_or_default()).into_owned(),
        };
        let answer = match &self.0.responder {
            Some(respond) => Some(respond(&sent)),
            None => locked(&self.0.answers).pop_front(),
        };
        if answer.is_none() {
            locked(&self.0.unanswered).push(format!("{} {} {}", sent.method, sent.uri, sent.body));
        }
        locked(&self.0.sent).push(sent);
        HttpConnectorFuture::new(async move {
            let Some(Answer { reply, after, latency, headers }) = answer else {
                return Err(ConnectorError::user("the script has no answer left".into()));
            };
            if let Some(gate) = after {
                gate.notified().await;
            }
            if !latency.is_zero() {
                tokio::time::sleep(latency).await;
            }
            let Reply::Http { status, content_type, body } = reply else {
                return Err(ConnectorError::io("connection refused".into()));
            };
            let status = StatusCode::try_from(status).map_err(|error| ConnectorError::user(error.into()))?;
            let mut response = HttpResponse::new(status, SdkBody::from(body));
            response.headers_mut().insert("content-type", content_type);
            response.headers_mut().insert("x-amzn-requestid", "request-1");
            for (name, value) in headers {
                response.headers_mut().insert(name, value);
            }
            Ok(response)
        })
    }
}
