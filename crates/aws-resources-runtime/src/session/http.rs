//! What sessions change in a configuration: one HTTP client for all, as connections and TLS sessions are worth sharing
//! over accounts and regions, and one cache of credentials.

use std::{
    collections::VecDeque,
    sync::{Mutex, PoisonError},
};

use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider};
use aws_smithy_runtime::client::{defaults::default_http_client_plugin_v2, identity::IdentityCache};
use aws_smithy_runtime_api::client::{
    behavior_version::BehaviorVersion, http::SharedHttpClient, runtime_components::RuntimeComponentsBuilder,
    runtime_plugin::RuntimePlugin as _,
};
use aws_types::SdkConfig;
use tokio::runtime::{Handle, Id};

/// For which behaviour version a client was made, and in which runtime: the tasks behind its connections end with that.
type MadeFor = (BehaviorVersion, Option<Id>);

/// How many clients are kept: a process has one runtime, as a rule, but its tests have one each.
const KEPT: usize = 4;

/// The configuration with an HTTP client: its own, or the one that the SDK makes for its behaviour version, made once
/// per runtime. Without this, every client of every session would make one.
pub(crate) fn shared(config: &SdkConfig) -> SdkConfig {
    static CLIENTS: Mutex<VecDeque<(MadeFor, SharedHttpClient)>> = Mutex::new(VecDeque::new());

    let (None, Some(version)) = (config.http_client(), config.behavior_version()) else { return config.clone() };
    let wanted = (version, Handle::try_current().ok().map(|runtime| runtime.id()));
    let mut clients = CLIENTS.lock().unwrap_or_else(PoisonError::into_inner);
    let known = clients.iter().find(|(made_for, _)| *made_for == wanted).map(|(_, client)| client.clone());
    let client = known.or_else(|| {
        let plugin = default_http_client_plugin_v2(version)?;
        let client = plugin.runtime_components(&RuntimeComponentsBuilder::new("aws-resources")).http_client()?;
        clients.truncate(KEPT - 1);
        clients.push_front((wanted, client.clone()));
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
