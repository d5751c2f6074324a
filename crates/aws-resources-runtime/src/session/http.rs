//! What sessions change in a configuration: one HTTP client for all, as connections and TLS sessions are worth sharing
//! over accounts and regions, and one cache of credentials.

use std::{
    fmt,
    future::pending,
    sync::{Mutex, MutexGuard, PoisonError},
};

use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider};
use aws_smithy_runtime::client::{defaults::default_http_client_plugin_v2, identity::IdentityCache};
use aws_smithy_runtime_api::{
    box_error::BoxError,
    client::{
        behavior_version::BehaviorVersion,
        connector_metadata::ConnectorMetadata,
        http::{HttpClient, HttpConnectorSettings, SharedHttpClient, SharedHttpConnector},
        runtime_components::{RuntimeComponents, RuntimeComponentsBuilder},
        runtime_plugin::RuntimePlugin as _,
    },
};
use aws_smithy_types::config_bag::ConfigBag;
use aws_types::SdkConfig;
use tokio::runtime::{Handle, Id};

/// The configuration with an HTTP client: its own, or the one that the SDK makes for its behaviour version, once per
/// runtime. Without this, every client of every session would make one.
pub(crate) fn shared(config: &SdkConfig) -> SdkConfig {
    let (None, Some(version)) = (config.http_client(), config.behavior_version()) else { return config.clone() };
    match client_for((version, None)) {
        Some((outside, _)) => config.to_builder().http_client(PerRuntime { version, outside }).build(),
        None => config.clone(),
    }
}

/// For which behaviour version a client was made, and in which runtime.
type MadeFor = (BehaviorVersion, Option<Id>);

/// The clients of the runtimes that there are, and those for what isn't in any.
fn clients() -> MutexGuard<'static, Vec<(MadeFor, SharedHttpClient)>> {
    static CLIENTS: Mutex<Vec<(MadeFor, SharedHttpClient)>> = Mutex::new(Vec::new());
    CLIENTS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The client that was made for this, or a new one, and whether it is new.
fn client_for(wanted: MadeFor) -> Option<(SharedHttpClient, bool)> {
    let known = |clients: &[(MadeFor, SharedHttpClient)]| {
        clients.iter().find(|(made_for, _)| *made_for == wanted).map(|(_, client)| (client.clone(), false))
    };
    if let Some(known) = known(&clients()) {
        return Some(known);
    }
    let plugin = default_http_client_plugin_v2(wanted.0)?;
    let client = plugin.runtime_components(&RuntimeComponentsBuilder::new("aws-resources")).http_client()?;
    let mut clients = clients();
    // Another thread may have made one meanwhile.
    if let Some(known) = known(&clients) {
        return Some(known);
    }
    clients.push((wanted, client.clone()));
    Some((client, true))
}

/// The HTTP client of the runtime in which a request is sent. The tasks behind a connection belong to the runtime in
/// which it was made: elsewhere it would stand still where that one isn't driven, and be dead after its end.
struct PerRuntime {
    version: BehaviorVersion,
    /// For what isn't sent in any runtime.
    outside: SharedHttpClient,
}

impl PerRuntime {
    fn client(&self) -> SharedHttpClient {
        let Ok(runtime) = Handle::try_current() else { return self.outside.clone() };
        let made_for = (self.version, Some(runtime.id()));
        let Some((client, is_new)) = client_for(made_for) else { return self.outside.clone() };
        if is_new {
            // A runtime drops its tasks when it ends. After that, another one may have its id.
            let made = Made(made_for);
            runtime.spawn(async move {
                let _made = made;
                pending::<()>().await;
            });
        }
        client
    }
}

/// Forgets a client when it is dropped.
struct Made(MadeFor);

impl Drop for Made {
    fn drop(&mut self) {
        let gone: Vec<_> = clients().extract_if(.., |(made_for, _)| *made_for == self.0).collect();
        // Not under the lock: connections end with their client.
        drop(gone);
    }
}

impl fmt::Debug for PerRuntime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PerRuntime").finish_non_exhaustive()
    }
}

impl HttpClient for PerRuntime {
    fn http_connector(&self, settings: &HttpConnectorSettings, components: &RuntimeComponents) -> SharedHttpConnector {
        self.client().http_connector(settings, components)
    }

    fn validate_base_client_config(
        &self,
        components: &RuntimeComponentsBuilder,
        config: &ConfigBag,
    ) -> Result<(), BoxError> {
        HttpClient::validate_base_client_config(&self.outside, components, config)
    }

    fn validate_final_config(&self, components: &RuntimeComponents, config: &ConfigBag) -> Result<(), BoxError> {
        HttpClient::validate_final_config(&self.outside, components, config)
    }

    fn connector_metadata(&self) -> Option<ConnectorMetadata> {
        self.outside.connector_metadata()
    }
}

/// The configuration with credentials that are cached already: the SDK's own cache over them is turned off.
pub(crate) fn no_identity_cache(config: &SdkConfig, credentials: impl ProvideCredentials + 'static) -> SdkConfig {
    let credentials = SharedCredentialsProvider::new(credentials);
    config.to_builder().credentials_provider(credentials).identity_cache(IdentityCache::no_cache()).build()
}

#[cfg(test)]
mod tests {
    use tokio::runtime::Builder;

    use super::*;

    #[test]
    fn a_client_ends_with_its_runtime() {
        let version = BehaviorVersion::latest();
        let http = PerRuntime { version, outside: client_for((version, None)).unwrap().0 };
        let runtime = Builder::new_current_thread().build().unwrap();
        let id = runtime.handle().id();
        let known = || clients().iter().filter(|((_, runtime), _)| *runtime == Some(id)).count();
        drop(http.client());
        assert_eq!(known(), 0, "outside of any");
        for _ in 0..2 {
            runtime.block_on(async { drop(http.client()) });
            assert_eq!(known(), 1);
        }
        drop(runtime);
        assert_eq!(known(), 0);
    }
}
