//! The sessions: two accounts of the fake AWS, or the caller's own.

use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_credential_types::{Credentials, provider::SharedCredentialsProvider};
use aws_resources::{Result, Session, SessionManager};
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

impl Account {
    pub(crate) fn session(&self, manager: &SessionManager) -> Session {
        manager.account(self.id).region(self.region)
    }
}

/// Sessions in the fake AWS, which assume a role in each account. The environment isn't read, so nothing can lead to a
/// real account.
pub(crate) fn fake(aws: &FakeAws, calls: &Calls) -> SessionManager {
    let base = SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .endpoint_url(aws.endpoint_url())
        .region(Region::new("us-east-1"))
        .credentials_provider(SharedCredentialsProvider::new(Credentials::for_tests()))
        .http_client(calls.http_client(ProxyConfig::disabled()))
        .build();
    SessionManager::builder(&base).role_name("AuditRole").session_name("demo").build()
}

/// The caller's own account, as the environment says.
pub(crate) async fn real(calls: &Calls) -> Result<Session> {
    let client = calls.http_client(ProxyConfig::from_env());
    let config = aws_config::defaults(BehaviorVersion::latest()).http_client(client).load().await;
    let session = Session::new(&config);
    session.account_id().await?;
    Ok(session)
}
