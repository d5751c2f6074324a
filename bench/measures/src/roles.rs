//! Accounts, regions, and the SDK's own way to assume a role in each.

use aws_config::{identity::IdentityCache, sts::AssumeRoleProvider};
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_types::SdkConfig;

/// The role that is assumed in each account.
pub(crate) const ROLE: &str = "Audit";

/// The regions that every account has.
pub(crate) const REGIONS: [&str; 17] = [
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
    "ap-south-1",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
    "ap-southeast-1",
    "ap-southeast-2",
    "ca-central-1",
    "eu-central-1",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "eu-north-1",
    "sa-east-1",
];

/// The ids of this many accounts.
pub(crate) fn accounts(count: usize) -> impl Iterator<Item = String> {
    (1..=count).map(|number| format!("{number:012}"))
}

/// Whose cache of credentials an account's clients have.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cache {
    /// The one of the base configuration, as it is with `to_builder`.
    Shared,
    /// One of its own.
    Own,
}

/// A configuration with the SDK's own provider of a role's credentials.
pub(crate) async fn assuming(base: &SdkConfig, account: &str, cache: Cache) -> SdkConfig {
    let arn = format!("arn:aws:iam::{account}:role/{ROLE}");
    let provider = AssumeRoleProvider::builder(arn).session_name("bench").configure(base).build().await;
    let builder = base.to_builder().credentials_provider(SharedCredentialsProvider::new(provider));
    match cache {
        Cache::Shared => builder.build(),
        Cache::Own => builder.identity_cache(IdentityCache::lazy().build()).build(),
    }
}
