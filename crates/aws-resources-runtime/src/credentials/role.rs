//! A role and the arguments with which it is assumed.

use std::{fmt, time::Duration};

use aws_sdk_sts::{
    Client,
    operation::assume_role::builders::AssumeRoleFluentBuilder,
    types::{PolicyDescriptorType, ProvidedContext, Tag},
};
use aws_smithy_types::error::operation::BuildError;
use sha2::{Digest as _, Sha256};

use super::{cache::CredentialKey, mfa::Mfa, validate};
use crate::Result;

/// What AWS shows of a session that isn't given a name: in CloudTrail, and in the ARN of the assumed role.
const SESSION_NAME: &str = "aws-resources";

/// The arguments of AssumeRole besides the role.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub(crate) struct RoleOptions {
    pub(crate) session_name: Option<String>,
    pub(crate) duration: Option<Duration>,
    pub(crate) external_id: Option<String>,
    pub(crate) policy: Option<String>,
    pub(crate) policy_arns: Vec<String>,
    pub(crate) tags: Vec<(String, String)>,
    pub(crate) transitive_tag_keys: Vec<String>,
    pub(crate) source_identity: Option<String>,
    pub(crate) provided_contexts: Vec<(String, String)>,
    pub(crate) mfa: Option<Mfa>,
}

impl RoleOptions {
    /// Whether AWS would take them.
    pub(crate) fn check(&self) -> Result<()> {
        let each = |value: &Option<String>, rule: fn(&str) -> Result<()>| value.as_deref().map_or(Ok(()), rule);
        each(&self.session_name, validate::session_name)?;
        each(&self.external_id, validate::external_id)?;
        each(&self.policy, validate::policy)?;
        each(&self.source_identity, validate::source_identity)?;
        self.duration.map_or(Ok(0), validate::duration)?;
        validate::policy_arns(&self.policy_arns)?;
        validate::tags(&self.tags)?;
        validate::transitive_tag_keys(&self.transitive_tag_keys)?;
        self.mfa.as_ref().map_or(Ok(()), |mfa| validate::mfa_serial(&mfa.serial_number))
    }
}

/// A role and the arguments with which it is assumed, all of which AWS would take.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct Role {
    arn: String,
    account: String,
    options: RoleOptions,
}

impl Role {
    pub(crate) fn new(arn: impl Into<String>, options: RoleOptions) -> Result<Self> {
        let arn = arn.into();
        let account = validate::role_arn(&arn)?;
        options.check()?;
        Ok(Self { arn, account, options })
    }

    pub(crate) fn arn(&self) -> &str {
        &self.arn
    }

    pub(crate) fn account(&self) -> &str {
        &self.account
    }

    pub(crate) fn partition(&self) -> &str {
        self.arn.split(':').nth(1).unwrap_or_default()
    }

    pub(crate) fn session_name(&self) -> &str {
        self.options.session_name.as_deref().unwrap_or(SESSION_NAME)
    }

    pub(super) fn duration(&self) -> Option<Duration> {
        self.options.duration
    }

    pub(super) fn mfa(&self) -> Option<&Mfa> {
        self.options.mfa.as_ref()
    }

    /// The request that assumes it, without an MFA code.
    pub(super) fn request(&self, client: &Client) -> Result<AssumeRoleFluentBuilder, BuildError> {
        let RoleOptions { duration, external_id, policy, source_identity, .. } = &self.options;
        let tags = self.options.tags.iter().map(|(key, value)| Tag::builder().key(key).value(value).build());
        let policy_arns = self.options.policy_arns.iter().map(|arn| PolicyDescriptorType::builder().arn(arn).build());
        let contexts = self.options.provided_contexts.iter().map(|(provider, assertion)| {
            ProvidedContext::builder().provider_arn(provider).context_assertion(assertion).build()
        });
        Ok(client
            .assume_role()
            .role_arn(&self.arn)
            .role_session_name(self.session_name())
            .set_duration_seconds(duration.and_then(|duration| validate::duration(duration).ok()))
            .set_external_id(external_id.clone())
            .set_policy(policy.clone())
            .set_policy_arns(some(policy_arns.collect()))
            .set_tags(some(tags.collect::<Result<_, _>>()?))
            .set_transitive_tag_keys(some(self.options.transitive_tag_keys.clone()))
            .set_source_identity(source_identity.clone())
            .set_provided_contexts(some(contexts.collect()))
            .set_serial_number(self.mfa().map(|mfa| mfa.serial_number.clone())))
    }

    /// What its credentials are kept under, when it is assumed with base credentials of this access key id.
    pub(super) fn key(&self, base: &str) -> CredentialKey {
        let mut digest = Sha256::new();
        // Every part with its length, so that no two lists of parts read the same.
        let mut part = |text: &str| {
            digest.update((text.len() as u64).to_be_bytes());
            digest.update(text);
        };
        let RoleOptions { duration, external_id, policy, source_identity, mfa, .. } = &self.options;
        part(base);
        part(&self.arn);
        part(self.session_name());
        part(&duration.map(|duration| duration.as_secs().to_string()).unwrap_or_default());
        for optional in [external_id, policy, source_identity, &mfa.as_ref().map(|mfa| mfa.serial_number.clone())] {
            part(optional.as_deref().unwrap_or_default());
        }
        let pairs = |pairs: &[(String, String)]| {
            let mut flat: Vec<_> = pairs.iter().map(|(a, b)| format!("{}:{a}{b}", a.len())).collect();
            flat.sort();
            flat
        };
        for list in [
            self.options.policy_arns.clone(),
            self.options.transitive_tag_keys.clone(),
            pairs(&self.options.tags),
            pairs(&self.options.provided_contexts),
        ] {
            part(&list.len().to_string());
            list.iter().for_each(|item| part(item));
        }
        CredentialKey::new(digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
    }
}

impl fmt::Debug for Role {
    /// The role and the session's name; a policy, tags and an external id may say what isn't for logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Role")
            .field("arn", &self.arn)
            .field("session_name", &self.session_name())
            .finish_non_exhaustive()
    }
}

fn some<T>(list: Vec<T>) -> Option<Vec<T>> {
    Some(list).filter(|list| !list.is_empty())
}

/// The setters of [`RoleOptions`], for each builder that has `options`.
macro_rules! role_setters {
    () => {
        /// The name of the session: 2 to 64 letters, digits and `+=,.@-_`. It is in the target account's CloudTrail
        /// and in the ARN of the assumed role; without it, the session is called `aws-resources`.
        pub fn session_name(mut self, name: impl Into<String>) -> Self {
            self.options.session_name = Some(name.into());
            self
        }

        /// How long a session lasts: 15 minutes up to the role's maximum, at most 12 hours; 1 hour without it, and
        /// never more than 1 hour where the base credentials are an assumed role's themselves (role chaining).
        pub fn duration(mut self, duration: std::time::Duration) -> Self {
            self.options.duration = Some(duration);
            self
        }

        /// The [external id](https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html)
        /// that the role's trust policy asks for: 2 to 1,224 letters, digits and `+=,.@:/-_`.
        pub fn external_id(mut self, id: impl Into<String>) -> Self {
            self.options.external_id = Some(id.into());
            self
        }

        /// A [session policy](https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#policies_session)
        /// in JSON: the session may do what the role and this policy both allow. At most 2,048 characters.
        pub fn policy(mut self, json: impl Into<String>) -> Self {
            self.options.policy = Some(json.into());
            self
        }

        /// Adds the ARN of a managed policy as a session policy; at most 10.
        pub fn policy_arn(mut self, arn: impl Into<String>) -> Self {
            self.options.policy_arns.push(arn.into());
            self
        }

        /// Adds a [session tag](https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html); at most 50.
        pub fn tag(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
            self.options.tags.push((key.into(), value.into()));
            self
        }

        /// Adds the key of a session tag that sessions which are assumed from this one keep.
        pub fn transitive_tag_key(mut self, key: impl Into<String>) -> Self {
            self.options.transitive_tag_keys.push(key.into());
            self
        }

        /// Who is behind the session, as
        /// [CloudTrail](https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html)
        /// shows it through all roles of a chain: 2 to 64 letters, digits and `+=,.@-_`.
        pub fn source_identity(mut self, identity: impl Into<String>) -> Self {
            self.options.source_identity = Some(identity.into());
            self
        }

        /// Adds a context assertion of a trusted context provider, as
        /// [`ProvidedContexts`](https://docs.aws.amazon.com/STS/latest/APIReference/API_ProvidedContext.html) has it.
        pub fn provided_context(mut self, provider_arn: impl Into<String>, assertion: impl Into<String>) -> Self {
            self.options.provided_contexts.push((provider_arn.into(), assertion.into()));
            self
        }

        /// The MFA device that the role's trust policy asks for, and who reads its codes: `code` is called for each
        /// AssumeRole, also when credentials are refreshed, and gives six digits. AWS takes each code only once.
        pub fn mfa<F, Fut>(mut self, serial_number: impl Into<String>, code: F) -> Self
        where
            F: Fn($crate::credentials::MfaRequest) -> Fut + Send + Sync + 'static,
            Fut: Future<Output = Result<String, Box<dyn std::error::Error + Send + Sync>>> + Send + 'static,
        {
            self.options.mfa = Some($crate::credentials::Mfa::new(serial_number.into(), code));
            self
        }
    };
}
pub(crate) use role_setters;
