//! The sessions: two accounts of the fake AWS, or the caller's own.

use aws_config::{BehaviorVersion, Region, SdkConfig, identity::IdentityCache, sts::AssumeRoleProvider};
use aws_credential_types::{Credentials, provider::SharedCredentialsProvider};
use aws_resources::{Result, Session};
use aws_smithy_async::time::SystemTimeSource;
use aws_smithy_http_client::proxy::ProxyConfig;
use fake_aws::FakeAws;

use crate::calls::Calls;

/// An account of the fake AWS, and the region that is looked at.
pub(crate) struct Account {
    pub(crate) id: &'static str,
    pub(crate) region: &'static str,
}

/// The accounts that are filled and listed.
pub(crate) const FAKE: [Account; 2] =
    [Account { id: "111122223333", region: "eu-west-1" }, Account { id: "444455556666", region: "us-east-1" }];

/// The configuration of an account of the fake AWS: a role in it, assumed through STS. The environment isn't read, so
/// nothing can lead to a real account.
pub(crate) async fn fake(aws: &FakeAws, account: &Account, calls: &Calls) -> SdkConfig {
    let base = SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .endpoint_url(aws.endpoint_url())
        .region(Region::new(account.region))
        .credentials_provider(SharedCredentialsProvider::new(Credentials::for_tests()))
        .http_client(calls.http_client(ProxyConfig::disabled()))
        .time_source(SystemTimeSource::new())
        .build();
    let role = AssumeRoleProvider::builder(format!("arn:aws:iam::{}:role/AuditRole", account.id))
        .session_name("demo")
        .configure(&base)
        .build()
        .await;
    // One cache for the clients of all services: the role is assumed once.
    let cache = IdentityCache::lazy().build();
    base.to_builder().credentials_provider(SharedCredentialsProvider::new(role)).identity_cache(cache).build()
}

/// The caller's own account, as the environment says.
pub(crate) async fn real(calls: &Calls) -> Result<Session> {
    let client = calls.http_client(ProxyConfig::from_env());
    let config = aws_config::defaults(BehaviorVersion::latest()).http_client(client).load().await;
    let session = Session::new(&config);
    session.account_id().await?;
    Ok(session)
}
