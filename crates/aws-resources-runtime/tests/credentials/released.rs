//! The SDK's released cache over its own AssumeRoleProvider, as a client uses them.

use aws_config::sts::AssumeRoleProvider;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_sdk_sts::{Client, config::IdentityCache};
use futures_util::FutureExt;

use crate::{
    scenario::Given,
    sts::{Sts, arn},
    subject::{Getting, Subject, number, whole_text},
};

/// A client that signs with the role's credentials.
pub(crate) fn subject(sts: &Sts, given: &Given) -> Box<dyn Subject> {
    let mut config = sts.config();
    for role in given.roles() {
        // The SDK makes the provider in a future that never waits when it is given a configuration.
        let provider = AssumeRoleProvider::builder(arn(role)).session_name("audit").configure(&config).build();
        let provider = provider.now_or_never().expect("a provider");
        config = config.into_builder().credentials_provider(SharedCredentialsProvider::new(provider)).build();
    }
    let config = config.into_builder().identity_cache(IdentityCache::lazy().build()).build();
    Box::new(Released(Client::new(&config)))
}

struct Released(Client);

impl Subject for Released {
    fn get(&self) -> Getting {
        signed_with(&self.0)
    }

    /// It can't be told.
    fn invalidate(&self, _: &str) {}

    /// It has none.
    fn window(&self) -> Option<u64> {
        None
    }
}

/// What a call of this client is signed with.
pub(crate) fn signed_with(client: &Client) -> Getting {
    let call = client.get_caller_identity();
    Box::pin(async move {
        match call.send().await {
            Ok(identity) => Ok(number(identity.user_id().unwrap_or_default())),
            Err(error) => Err(whole_text(&error)),
        }
    })
}
