//! Our provider: asked by itself, and as a client of the SDK asks it.

use aws_credential_types::provider::ProvideCredentials;
use aws_resources_runtime::credentials::{
    RefreshWindows, RefreshableAssumeRoleProvider, RefreshableAssumeRoleProviderBuilder,
};
use aws_sdk_sts::Client;

use crate::{
    released,
    scenario::Given,
    sts::{AUDIT, Sts, arn},
    subject::{Getting, Subject, number, seconds, whole_text},
};

/// A provider of the role's credentials; refresh times aren't spread.
pub(crate) fn builder(sts: &Sts) -> RefreshableAssumeRoleProviderBuilder {
    RefreshableAssumeRoleProvider::builder(arn(AUDIT))
        .windows(RefreshWindows::default().jitter(false))
        .configure(&sts.config())
}

/// A provider of the role's credentials.
pub(crate) fn provider(sts: &Sts) -> RefreshableAssumeRoleProvider {
    builder(sts).build().expect("a provider")
}

/// The provider that the scenario wants. In a chain, each role is the base of the next one.
pub(crate) fn subject(sts: &Sts, given: &Given) -> Box<dyn Subject> {
    let mut base = None;
    for role in given.roles() {
        let builder = RefreshableAssumeRoleProvider::builder(arn(role)).windows(windows(given));
        let builder = builder.configure(&sts.config());
        let builder = if let Some(base) = &base { builder.base(base) } else { builder };
        base = Some(builder.build().expect("a provider"));
    }
    Box::new(Alone(base.expect("a role")))
}

/// A client of the SDK with the provider that the scenario wants. In a chain, each role's configuration is that of the
/// next one, which isn't told where its credentials come from.
pub(crate) fn client(sts: &Sts, given: &Given) -> Box<dyn Subject> {
    let mut config = sts.config();
    let mut last = None;
    for role in given.roles() {
        let builder = RefreshableAssumeRoleProvider::builder(arn(role)).windows(windows(given));
        let provider = builder.configure(&config).build().expect("a provider");
        config = provider.config(&config);
        last = Some(provider);
    }
    Box::new(OfClient(last.expect("a role"), Client::new(&config)))
}

fn windows(given: &Given) -> RefreshWindows {
    let windows = RefreshWindows::default().jitter(false);
    let windows = if let Some(window) = given.advisory { windows.advisory(seconds(window)) } else { windows };
    if let Some(window) = given.mandatory { windows.mandatory(seconds(window)) } else { windows }
}

fn window(provider: &RefreshableAssumeRoleProvider) -> Option<u64> {
    Some(provider.status()?.advisory_window?.as_secs())
}

struct Alone(RefreshableAssumeRoleProvider);

impl Subject for Alone {
    fn get(&self) -> Getting {
        let provider = self.0.clone();
        Box::pin(async move {
            match provider.provide_credentials().await {
                Ok(credentials) => Ok(number(credentials.access_key_id())),
                Err(error) => Err(whole_text(&error)),
            }
        })
    }

    fn invalidate(&self, access_key_id: &str) {
        self.0.invalidate(access_key_id);
    }

    fn window(&self) -> Option<u64> {
        window(&self.0)
    }
}

struct OfClient(RefreshableAssumeRoleProvider, Client);

impl Subject for OfClient {
    fn get(&self) -> Getting {
        released::signed_with(&self.1)
    }

    fn invalidate(&self, access_key_id: &str) {
        self.0.invalidate(access_key_id);
    }

    fn window(&self) -> Option<u64> {
        window(&self.0)
    }
}
