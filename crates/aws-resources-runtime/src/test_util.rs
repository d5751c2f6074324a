//! Tests without AWS: sessions whose calls are answered by the test, and resources with given data (feature
//! `test-util`, for `[dev-dependencies]`).
//!
//! | | what it is for |
//! |---|---|
//! | [`session`] | a session whose calls nothing answers |
//! | [`with_data`], [`with_summary`] | a resource as a load or a listing would give it |
//! | [`Rules`] | calls answered by rules of [aws-smithy-mocks], with the SDK's own types |
//! | [`Answers`] | calls answered by HTTP responses, in order or by a function of the request; what was sent is kept |
//!
//! Nothing here needs credentials, a region or the network: all sessions are of account [`ACCOUNT`] in region
//! [`REGION`], with credentials that are none. [`Session::region`] and [`Session::with_account_id`] make others of
//! them, whose calls are answered in the same way.
//!
//! A call that nothing answers fails with [`ErrorKind::UnexpectedCall`]; the error
//! names service, operation and resource, as all errors do, and shows the request.
//!
//! ```
//! use aws_resources_runtime::{ErrorKind, test_util};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> aws_resources_runtime::Result<()> {
//! let session = test_util::session();
//! assert_eq!(session.account_id().await?, test_util::ACCOUNT); // known: no call
//!
//! let asks = aws_resources_runtime::Session::new(&test_util::config()); // its account isn't known
//! let error = asks.account_id().await.unwrap_err();
//! assert_eq!(error.kind(), ErrorKind::UnexpectedCall);
//! assert_eq!((error.service(), error.operation()), (Some("sts"), Some("GetCallerIdentity")));
//! # Ok(())
//! # }
//! ```
//!
//! Failed calls aren't retried, so that each answer is for one call; [`Rules::session_over`] and
//! [`Answers::session_over`] take a configuration that does. Waiters and retries sleep by tokio's clock: under
//! `#[tokio::test(start_paused = true)]`, which needs tokio's feature `test-util`, no real time passes.
//!
//! [aws-smithy-mocks]: https://docs.rs/aws-smithy-mocks

use std::{
    fmt::Display,
    sync::{Mutex, MutexGuard, PoisonError},
};

use aws_credential_types::{Credentials, provider::SharedCredentialsProvider};
use aws_sdk_sts::{operation::assume_role::AssumeRoleOutput, types};
use aws_smithy_runtime_api::client::{
    behavior_version::BehaviorVersion, http::SharedHttpClient, interceptors::SharedInterceptor,
    stalled_stream_protection::StalledStreamProtectionConfig,
};
use aws_smithy_types::{DateTime, retry::RetryConfig};
use aws_types::{SdkConfig, region::Region};

use crate::{
    Session, SessionManager,
    core::given,
    error::{Error, ErrorKind},
    manager::SessionManagerBuilder,
    model::Model,
    session::{Owner, Terms},
};

mod answer;
mod answers;
mod rules;
mod sent;

pub use answer::Answer;
pub use answers::Answers;
pub use aws_smithy_mocks::{MockResponse, Rule, RuleBuilder, RuleMode, mock};
pub use rules::Rules;
pub use sent::Sent;

/// The account of all sessions here.
pub const ACCOUNT: &str = "123456789012";

/// The region of all sessions here.
pub const REGION: &str = "eu-west-1";

/// The credentials of assumed roles: what AssumeRole gives, and its time of expiry, 2100-01-01.
const ROLE: [&str; 3] = ["ASIAOFTHETEST", "secret-of-the-test", "token-of-the-test"];
const EXPIRES: i64 = 4_102_444_800;

/// A session whose calls nothing answers: for code that must make none, and to make resources from.
pub fn session() -> Session {
    session_over(&config(), answers::nothing(), answers::operations())
}

/// The configuration of the sessions here, to change it for [`Rules::session_over`] or [`Answers::session_over`]:
/// credentials that are none, [`REGION`], no retries, and an HTTP client by which every call is unexpected.
///
/// ```
/// use aws_resources_runtime::test_util::{self, Answer, Answers};
/// use aws_sdk_sts::config::retry::RetryConfig;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let identity = "<GetCallerIdentityResponse><GetCallerIdentityResult/></GetCallerIdentityResponse>";
/// let answers = Answers::new([Answer::new(503, ""), Answer::new(200, identity)]);
/// let retrying = test_util::config().to_builder().retry_config(RetryConfig::standard()).build();
/// let session = answers.session_over(&retrying);
/// let sts = session.client("sts", aws_resources_runtime::connect!(aws_sdk_sts));
/// sts.get_caller_identity().send().await?;
/// assert_eq!(answers.operations(), ["GetCallerIdentity", "GetCallerIdentity"]);
/// # Ok(())
/// # }
/// ```
pub fn config() -> SdkConfig {
    let credentials = Credentials::new("AKIDOFTHETEST", "secret-of-the-test", None, None, "test-util");
    SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::from_static(REGION))
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .retry_config(RetryConfig::disabled())
        // It measures real time, which has no meaning for answers that are there already.
        .stalled_stream_protection(StalledStreamProtectionConfig::disabled())
        .http_client(answers::nothing())
        .build()
}

/// The same resource with its data: `data()` makes no call, until an action or a waiter forgets it.
///
/// Its identifiers stay as they are, and should be those in the data. The resource that is given, and its clones, don't
/// get the data; a [summary](with_summary) that it has is kept.
///
/// ```
/// # use aws_resources_runtime::{generated::Model, test_util};
/// # fn example<DbInstance: Model>(database: DbInstance, data: DbInstance::Data) {
/// // database: rds.db_instance("orders"); data: types::DbInstance::builder().engine("postgres").build()
/// let database = test_util::with_data(database, data);
/// # }
/// ```
pub fn with_data<R: Model>(resource: R, data: R::Data) -> R {
    given(&resource, Some(data), None)
}

/// The same resource with the summary that a listing would give it: for types that have a `summary()`.
///
/// [Data](with_data) that it has is kept.
///
/// ```
/// # use aws_resources_runtime::{generated::Model, test_util};
/// # fn example<HostedZone: Model>(zone: HostedZone, summary: HostedZone::Summary) {
/// // zone: route53.hosted_zone("Z1"); summary: types::HostedZoneSummary::builder()….build()?
/// let zone = test_util::with_summary(zone, summary);
/// # }
/// ```
pub fn with_summary<R: Model>(resource: R, summary: R::Summary) -> R {
    given(&resource, None, Some(summary))
}

/// What AssumeRole gives, for a rule that lets a manager assume its roles: credentials that don't expire before 2100.
/// [`Answer::assumed_role`] is the same as an HTTP response.
///
/// ```
/// use aws_resources_runtime::test_util::{self, mock};
///
/// let assume = mock!(aws_sdk_sts::Client::assume_role).then_output(test_util::assumed_role);
/// ```
pub fn assumed_role() -> AssumeRoleOutput {
    let [key, secret, token] = ROLE;
    let credentials = types::Credentials::builder()
        .access_key_id(key)
        .secret_access_key(secret)
        .session_token(token)
        .expiration(DateTime::from_secs(EXPIRES));
    AssumeRoleOutput::builder().set_credentials(credentials.build().ok()).build()
}

/// A session of [`ACCOUNT`] over the caller's configuration, whose calls these two answer.
fn session_over(config: &SdkConfig, http: SharedHttpClient, interceptor: SharedInterceptor) -> Session {
    let terms = Terms { interceptors: vec![interceptor], ..Terms::default() };
    let config = config.to_builder().http_client(http).build();
    Session::of(Owner::known(ACCOUNT.to_owned(), terms), config.region(), || config.clone())
}

/// The builder of a manager whose calls these two answer.
fn manager_over(http: SharedHttpClient, interceptor: SharedInterceptor) -> SessionManagerBuilder {
    SessionManager::builder(&config().to_builder().http_client(http).build()).interceptor(interceptor)
}

/// A call that nothing answers, and why.
fn unexpected(why: &str, call: impl Display) -> Error {
    Error::new(ErrorKind::UnexpectedCall, format!("unexpected call, {why}: {call}"))
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
