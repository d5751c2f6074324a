//! STS as a script: says of each call what it is told to say, and counts.

use std::{
    collections::HashMap,
    fmt,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
};

use aws_credential_types::{
    Credentials,
    provider::{ProvideCredentials, SharedCredentialsProvider, future},
};
use aws_smithy_async::rt::sleep::{SharedAsyncSleep, TokioSleep};
use aws_smithy_async::time::SharedTimeSource;
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
use aws_smithy_types::{DateTime, body::SdkBody, date_time::Format, retry::RetryConfig};
use aws_types::{SdkConfig, region::Region};
use serde::Deserialize;
use tokio::sync::watch;

use crate::clock::Clock;

/// The account of the roles.
pub(crate) const ACCOUNT: &str = "123456789012";
/// The role that the tests look at.
pub(crate) const AUDIT: &str = "AuditRole";
/// The role from which it is assumed where roles are chained.
pub(crate) const HUB: &str = "HubRole";

/// The ARN of a role.
pub(crate) fn arn(role: &str) -> String {
    format!("arn:aws:iam::{ACCOUNT}:role/{role}")
}

/// What STS says to AssumeRole.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Answer {
    /// Credentials that are good for this many seconds.
    Fresh(u64),
    /// Credentials that expired this many seconds ago.
    Stale(u64),
    /// No connection.
    Unreachable,
    /// A page that isn't STS's.
    Foreign,
    /// Credentials, cut off in the middle of the session token.
    CutOff,
    /// Credentials whose expiry isn't a time.
    Undated,
    /// Credentials without this member.
    Without(String),
    /// That the base credentials have expired, if they have this number or an older one; else credentials.
    Revoked(u32),
    /// Nothing, ever.
    Hangs,
    /// An error: HTTP status and AWS's code.
    #[serde(untagged)]
    Error(u16, String),
}

/// STS, and the base credentials with which it is called.
#[derive(Clone)]
pub(crate) struct Sts(Arc<State>);

struct State {
    clock: Clock,
    /// Whether answers are let through.
    open: watch::Sender<bool>,
    answers: Mutex<HashMap<&'static str, Answer>>,
    calls: Mutex<HashMap<&'static str, u32>>,
    /// How many credentials each role has given out.
    given: Mutex<HashMap<&'static str, u32>>,
    base: AtomicU32,
    bodies: Mutex<Vec<String>>,
}

impl Sts {
    /// An STS that gives credentials for an hour.
    pub(crate) fn new(clock: &Clock) -> Self {
        Self(Arc::new(State {
            clock: clock.clone(),
            open: watch::Sender::new(true),
            answers: Mutex::default(),
            calls: Mutex::default(),
            given: Mutex::default(),
            base: AtomicU32::new(0),
            bodies: Mutex::default(),
        }))
    }

    /// What the SDK's clients are made from: this STS, its clock, the base credentials, no retries.
    pub(crate) fn config(&self) -> SdkConfig {
        SdkConfig::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new("eu-west-1"))
            .credentials_provider(SharedCredentialsProvider::new(self.clone()))
            .time_source(SharedTimeSource::new(self.0.clock.clone()))
            .sleep_impl(SharedAsyncSleep::new(TokioSleep::new()))
            .retry_config(RetryConfig::disabled())
            .http_client(self.clone())
            .build()
    }

    /// From now on STS says this of `role`.
    pub(crate) fn say(&self, role: &'static str, answer: Answer) {
        locked(&self.0.answers).insert(role, answer);
    }

    /// Keeps answers back until [`open`](Self::open).
    pub(crate) fn close(&self) {
        self.0.open.send_replace(false);
    }

    pub(crate) fn open(&self) {
        self.0.open.send_replace(true);
    }

    /// How many calls asked for `role`.
    pub(crate) fn calls(&self, role: &str) -> u32 {
        locked(&self.0.calls).get(role).copied().unwrap_or_default()
    }

    /// How often the base credentials were asked for.
    pub(crate) fn base(&self) -> u32 {
        self.0.base.load(Ordering::SeqCst)
    }

    /// The AssumeRole requests so far.
    pub(crate) fn requests(&self) -> Vec<String> {
        locked(&self.0.bodies).clone()
    }

    /// What STS says of `role` to whoever has the base credentials with this number.
    fn answer(&self, role: &'static str, base: u32) -> (u16, String) {
        let answer = locked(&self.0.answers).get(role).cloned().unwrap_or(Answer::Fresh(3600));
        let now = self.0.clock.seconds();
        match answer {
            Answer::Fresh(lifetime) => (200, self.credentials(role, now + lifetime)),
            Answer::Stale(age) => (200, self.credentials(role, now - age)),
            Answer::Error(status, code) => (status, error(role, &code)),
            Answer::Foreign => (200, "<html>Sign in to this hotel's network</html>".into()),
            Answer::CutOff => {
                let whole = self.credentials(role, now + 3600);
                let end = whole.find("</SessionToken>").expect("a token");
                (200, whole[..end - 1].to_owned())
            }
            Answer::Undated => {
                let whole = self.credentials(role, now + 3600);
                (200, whole.replace("Z</Expiration>", " o'clock</Expiration>"))
            }
            Answer::Without(member) => {
                let whole = self.credentials(role, now + 3600);
                let (before, rest) = whole.split_once(&format!("<{member}>")).expect("the member");
                let (_, after) = rest.split_once(&format!("</{member}>")).expect("its end");
                (200, format!("{before}{after}"))
            }
            Answer::Revoked(number) if base <= number => (400, error(role, "ExpiredToken")),
            Answer::Revoked(_) => (200, self.credentials(role, now + 3600)),
            Answer::Unreachable | Answer::Hangs => unreachable!("nothing is said"),
        }
    }

    /// The role's next credentials: all three parts carry the same number.
    fn credentials(&self, role: &'static str, expires: u64) -> String {
        let mut given = locked(&self.0.given);
        let number = given.entry(role).and_modify(|number| *number += 1).or_insert(1);
        let expires = i64::try_from(expires).expect("a time");
        let expires = DateTime::from_secs(expires).fmt(Format::DateTime).expect("a time");
        format!(
            "<AssumeRoleResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><AssumeRoleResult><Credentials>\
             <AccessKeyId>{role}-{number}</AccessKeyId><SecretAccessKey>secret-of-{role}-{number}</SecretAccessKey>\
             <SessionToken>token-of-{role}-{number}</SessionToken><Expiration>{expires}</Expiration></Credentials>\
             <AssumedRoleUser><AssumedRoleId>AROA:audit</AssumedRoleId>\
             <Arn>arn:aws:sts::{ACCOUNT}:assumed-role/{role}/audit</Arn></AssumedRoleUser></AssumeRoleResult>\
             </AssumeRoleResponse>"
        )
    }
}

/// What STS says of an error. It isn't on the model's list of errors alone: throttling and failures of the service
/// are on none.
fn error(role: &str, code: &str) -> String {
    let message = match code {
        "AccessDenied" => {
            format!("User: {ACCOUNT} is not authorized to perform: sts:AssumeRole on resource: {}", arn(role))
        }
        "ValidationError" => {
            "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role \
                              chaining."
                .into()
        }
        code => format!("STS says {code}"),
    };
    format!(
        "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type>\
         <Code>{code}</Code><Message>{message}</Message></Error><RequestId>request-1</RequestId></ErrorResponse>"
    )
}

/// GetCallerIdentity, by which the tests see what the SDK's own clients sign with: the user id is the access key.
fn caller(request: &HttpRequest) -> (u16, String) {
    let key = signed_with(request);
    let body = format!(
        "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><GetCallerIdentityResult>\
         <UserId>{key}</UserId></GetCallerIdentityResult></GetCallerIdentityResponse>"
    );
    (200, body)
}

/// The access key of a request.
fn signed_with(request: &HttpRequest) -> &str {
    let signed = request.headers().get("authorization").unwrap_or_default();
    signed.split_once("Credential=").and_then(|(_, rest)| rest.split_once('/')).map_or("", |(key, _)| key)
}

fn response((status, body): (u16, String)) -> Result<HttpResponse, ConnectorError> {
    let status = StatusCode::try_from(status).map_err(|error| ConnectorError::user(error.into()))?;
    Ok(HttpResponse::new(status, SdkBody::from(body)))
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl fmt::Debug for Sts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sts")
    }
}

impl HttpClient for Sts {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

impl HttpConnector for Sts {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let body = String::from_utf8_lossy(request.body().bytes().unwrap_or_default()).into_owned();
        if body.contains("Action=GetCallerIdentity") {
            return HttpConnectorFuture::ready(response(caller(&request)));
        }
        let base = signed_with(&request).rsplit_once('-').and_then(|(_, base)| base.parse().ok()).unwrap_or_default();
        let role = if body.contains(HUB) { HUB } else { AUDIT };
        *locked(&self.0.calls).entry(role).or_default() += 1;
        locked(&self.0.bodies).push(body);
        let sts = self.clone();
        HttpConnectorFuture::new(async move {
            // The sender lives as long as this future.
            let _ = sts.0.open.subscribe().wait_for(|open| *open).await;
            let answer = locked(&sts.0.answers).get(role).cloned();
            match answer {
                Some(Answer::Unreachable) => Err(ConnectorError::io("connection refused".into())),
                Some(Answer::Hangs) => std::future::pending().await,
                _ => response(sts.answer(role, base)),
            }
        })
    }
}

impl ProvideCredentials for Sts {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        self.0.base.fetch_add(1, Ordering::SeqCst);
        let token = Some("token-of-base".to_owned());
        future::ProvideCredentials::ready(Ok(Credentials::new("base", "secret-of-base", token, None, "test")))
    }
}
