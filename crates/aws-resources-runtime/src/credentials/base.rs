//! The credentials that roles are assumed with: resolved once, however many roles there are.

use std::{
    fmt,
    sync::{Arc, OnceLock},
};

use aws_credential_types::{
    Credentials,
    provider::{ProvideCredentials, SharedCredentialsProvider, error::CredentialsError, future},
};
use aws_types::SdkConfig;

use super::{
    assume::is_final,
    refresh::{Clock, Failure, Origin, Refresher, Source},
    rejection::Reject,
    windows::RefreshWindows,
};
use crate::{
    Result,
    call::BoxFuture,
    error::{Error, ErrorKind, NO_CREDENTIALS, of_ours, root_cause},
};

/// The base credentials of roles. Clones share them.
#[derive(Clone)]
pub(crate) struct Base {
    caller: Refresher,
    /// Where the caller's provider is one of ours, which refreshes by itself: no second cache is put on top of it.
    ours: Arc<OnceLock<Refresher>>,
}

impl Base {
    /// The credentials of the caller's configuration.
    pub(crate) fn of(config: &SdkConfig, windows: RefreshWindows) -> Self {
        let ours = Arc::<OnceLock<_>>::default();
        let source = CallerSource { provider: config.credentials_provider(), ours: ours.clone() };
        Self { caller: Refresher::new(source, windows, Clock::of(config)), ours }
    }

    /// The credentials of a role.
    pub(super) fn role(role: Refresher) -> Self {
        Self { caller: role.clone(), ours: Arc::new(OnceLock::from(role)) }
    }

    fn refresher(&self) -> &Refresher {
        self.ours.get().unwrap_or(&self.caller)
    }

    /// The credentials, and whether they are those of an assumed role, as far as we know.
    pub(super) async fn get(&self) -> Result<(Credentials, bool)> {
        let credentials = self.refresher().get().await?;
        Ok((credentials, self.refresher().is_role()))
    }
}

impl Reject for Base {
    fn reject(&self, access_key_id: &str) {
        self.refresher().reject(access_key_id);
    }
}

impl ProvideCredentials for Base {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        provide(self.refresher())
    }
}

impl fmt::Debug for Base {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.refresher().fmt(f)
    }
}

/// A refresher's credentials as the SDK asks for them. Our error is in the chain of the SDK's.
pub(super) fn provide(refresher: &Refresher) -> future::ProvideCredentials<'_> {
    future::ProvideCredentials::new(async { refresher.get().await.map_err(CredentialsError::provider_error) })
}

/// The provider of the caller's configuration.
struct CallerSource {
    provider: Option<SharedCredentialsProvider>,
    ours: Arc<OnceLock<Refresher>>,
}

impl Source for CallerSource {
    fn load(self: Arc<Self>, _held: Option<Credentials>) -> BoxFuture<Result<Credentials, Failure>> {
        Box::pin(async move {
            let Some(provider) = &self.provider else {
                return Err(Failure { error: Error::new(ErrorKind::Credentials, NO_CREDENTIALS), is_final: true });
            };
            let credentials = provider.provide_credentials().await.map_err(|error| failure(&error))?;
            if let Some(ours) = Origin::of(&credentials) {
                self.ours.get_or_init(|| ours);
            }
            Ok(credentials)
        })
    }

    fn name(&self) -> String {
        "the base configuration".into()
    }
}

fn failure(error: &CredentialsError) -> Failure {
    use CredentialsError::{CredentialsNotLoaded, InvalidConfiguration};
    if let Some(error) = of_ours(error) {
        return Failure { is_final: is_final(&error), error };
    }
    let is_final = matches!(error, CredentialsNotLoaded(_) | InvalidConfiguration(_));
    let message = format!("no credentials of the base configuration: {}", root_cause(error));
    Failure { error: Error::new(ErrorKind::Credentials, message), is_final }
}
