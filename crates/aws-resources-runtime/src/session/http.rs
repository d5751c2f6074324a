//! What sessions change in a configuration: one HTTP client for all, as connections and TLS sessions are worth sharing
//! over accounts and regions, and one cache of credentials.

use std::sync::{Mutex, PoisonError};

use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider};
use aws_smithy_runtime::client::{defaults::default_http_client_plugin_v2, identity::IdentityCache};
use aws_smithy_runtime_api::client::{
    behavior_version::BehaviorVersion, http::SharedHttpClient, runtime_components::RuntimeComponentsBuilder,
    runtime_plugin::RuntimePlugin as _,
};
use aws_types::SdkConfig;

/// The configuration with an HTTP client: its own, or the one that the SDK makes for its behaviour version, made once
/// per process. Without this, every client of every session would make one.
pub(crate) fn shared(config: &SdkConfig) -> SdkConfig {
    static CLIENTS: Mutex<Vec<(BehaviorVersion, SharedHttpClient)>> = Mutex::new(Vec::new());

    let (None, Some(version)) = (config.http_client(), config.behavior_version()) else { return config.clone() };
    let mut clients = CLIENTS.lock().unwrap_or_else(PoisonError::into_inner);
    let known = clients.iter().find(|(made_for, _)| *made_for == version).map(|(_, client)| client.clone());
    let client = known.or_else(|| {
        let plugin = default_http_client_plugin_v2(version)?;
        let client = plugin.runtime_components(&RuntimeComponentsBuilder::new("aws-resources")).http_client()?;
        clients.push((version, client.clone()));
        Some(client)
    });
    match client {
        Some(client) => config.to_builder().http_client(client).build(),
        None => config.clone(),
    }
}

/// The configuration with credentials that are cached already: the SDK's own cache over them is turned off.
pub(crate) fn no_identity_cache(config: &SdkConfig, credentials: impl ProvideCredentials + 'static) -> SdkConfig {
    let credentials = SharedCredentialsProvider::new(credentials);
    config.to_builder().credentials_provider(credentials).identity_cache(IdentityCache::no_cache()).build()
}
