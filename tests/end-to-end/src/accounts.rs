//! An AWS with any number of accounts, as a script: STS gives credentials of the role's account, and an answer knows
//! whose request it answers, by the key that signed it.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::{Duration, SystemTime},
};

use aws_config::{BehaviorVersion, Region, SdkConfig, retry::RetryConfig};
use aws_credential_types::{
    Credentials,
    provider::{ProvideCredentials, SharedCredentialsProvider, future},
};
use aws_smithy_types::{DateTime, date_time::Format};

use crate::{
    answers,
    script::{Answer, SECRET, Script, Sent},
};

/// One request, and whose it is.
#[derive(Debug)]
pub struct Visit<'a> {
    /// The account of the credentials; `None` for the base credentials.
    pub account: Option<String>,
    /// The region that the request was signed for.
    pub region: String,
    /// The service that the request was signed for (`rds`, `elasticloadbalancing`, `sts`).
    pub service: String,
    /// The operation.
    pub operation: String,
    /// The role that is to be assumed, for `AssumeRole`.
    pub role: Option<String>,
    /// The request as it was sent.
    pub sent: &'a Sent,
}

impl<'a> Visit<'a> {
    /// Who sent a request.
    ///
    /// # Panics
    /// For a request that isn't signed.
    pub fn of(sent: &'a Sent) -> Self {
        let signed = &sent.headers["authorization"];
        let scope: Vec<&str> = signed.split("Credential=").nth(1).expect("a signature").split(['/', ',']).collect();
        let [key, _, region, service, ..] = scope[..] else { panic!("not a signature: {signed}") };
        Self {
            account: key.strip_prefix("ASIA").map(|key| key[..12].to_owned()),
            region: region.to_owned(),
            service: service.to_owned(),
            operation: sent.operation(),
            role: sent.param("RoleArn"),
            sent,
        }
    }
}

/// A script of many accounts: `respond` answers; where it gives `None`, `AssumeRole` gives credentials for an hour.
///
/// # Panics
/// When nothing answers a request, or for a role that isn't an ARN.
pub fn script(respond: impl Fn(&Visit<'_>) -> Option<Answer> + Send + Sync + 'static) -> Script {
    let given = AtomicU32::new(0);
    Script::by(move |sent| {
        let visit = Visit::of(sent);
        respond(&visit).unwrap_or_else(|| match &visit.role {
            Some(role) => assumed(role, given.fetch_add(1, Ordering::SeqCst)),
            None => panic!("no answer to {visit:?}"),
        })
    })
}

/// What STS answers to `AssumeRole`: the `number`th credentials, which last for an hour.
fn assumed(role: &str, number: u32) -> Answer {
    let account = role.split(':').nth(4).expect("a role's ARN");
    let expires = DateTime::from(SystemTime::now() + Duration::from_secs(3600))
        .fmt(Format::DateTime)
        .expect("a time of this century");
    answers::sts(
        "AssumeRole",
        format!(
            "<Credentials><AccessKeyId>ASIA{account}{number:04}</AccessKeyId><SecretAccessKey>{SECRET}</SecretAccessKey>\
             <SessionToken>token-{number}</SessionToken><Expiration>{expires}</Expiration></Credentials>"
        ),
    )
}

/// The `AssumeRole` requests of a script, in order.
pub fn assumptions(script: &Script) -> Vec<Sent> {
    script.sent().into_iter().filter(|sent| sent.operation() == "AssumeRole").collect()
}

/// The base credentials, and how often they were asked for.
#[derive(Clone, Debug, Default)]
pub struct Base(Arc<AtomicU32>);

impl Base {
    /// How often the credentials were asked for.
    pub fn asked(&self) -> u32 {
        self.0.load(Ordering::SeqCst)
    }

    /// A configuration with these credentials, answered by `script`.
    pub fn config(&self, script: &Script, region: &'static str) -> SdkConfig {
        SdkConfig::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::from_static(region))
            .credentials_provider(SharedCredentialsProvider::new(self.clone()))
            .retry_config(RetryConfig::disabled())
            .http_client(script.client())
            .build()
    }
}

impl ProvideCredentials for Base {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        self.0.fetch_add(1, Ordering::SeqCst);
        future::ProvideCredentials::ready(Ok(Credentials::new("AKIDBASE", SECRET, None, None, "base")))
    }
}

/// A configuration whose calls `script` answers.
pub fn config(script: &Script) -> SdkConfig {
    Base::default().config(script, "eu-west-1")
}
