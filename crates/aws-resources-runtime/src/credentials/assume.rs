//! AssumeRole: the call, and what its failures mean.

use std::{
    panic::AssertUnwindSafe,
    sync::Arc,
    time::{Duration, SystemTime},
};

use aws_credential_types::{Credentials, credential_feature::AwsCredentialFeature};
use aws_sdk_sts::{Client, operation::assume_role::AssumeRoleOutput};
use aws_smithy_runtime_api::client::interceptors::SharedInterceptor;
use aws_smithy_types::DateTime;
use aws_types::SdkConfig;
use futures_util::FutureExt as _;

use super::{
    base::Base,
    cache::CredentialCache,
    refresh::{Clock, Failure, Source},
    rejection::{self, Reject as _},
    role::Role,
};
use crate::{
    call::BoxFuture,
    error::{Error, ErrorKind, Place},
    session::no_identity_cache,
};

/// How long a session of a chained role lasts at most
/// (<https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html#iam-term-role-chaining>).
pub(super) const CHAINED: Duration = Duration::from_secs(3600);

/// Why a longer session of a chained role is refused.
pub(super) const TOO_LONG_FOR_A_CHAIN: &str = "a role that is assumed with another role's credentials (role chaining) \
     has sessions of at most 1 hour, whatever the role allows: leave the duration out, or assume the role with \
     credentials that aren't a role's";

/// What to do about a base configuration without a region.
const NO_REGION: &str = "the base configuration has no region, and STS is called in it: set AWS_REGION, `region` in the \
     profile of ~/.aws/config, or `.region(…)` on the aws_config loader; the regions of sessions are others";

/// How long a store of credentials may take.
const SOON: Duration = Duration::from_secs(5);

/// STS as roles are assumed with it: one client for any number of roles.
#[derive(Clone, Debug)]
pub(crate) struct Sts {
    client: Client,
    base: Base,
    region: Option<String>,
    clock: Clock,
}

impl Sts {
    /// STS in the configuration's region, called with the base credentials.
    pub(crate) fn new(config: &SdkConfig, base: Base, interceptors: &[SharedInterceptor]) -> Self {
        let mut sts = aws_sdk_sts::config::Builder::from(&no_identity_cache(config, base.clone()));
        for interceptor in interceptors {
            sts.push_interceptor(interceptor.clone());
        }
        sts.push_interceptor(rejection::interceptor(Arc::new(base.clone())));
        let region = config.region().map(ToString::to_string);
        Self { client: Client::from_conf(sts.build()), base, region, clock: Clock::of(config) }
    }

    pub(crate) fn clock(&self) -> &Clock {
        &self.clock
    }
}

/// The source of one role's credentials.
pub(super) struct AssumeRole {
    pub(super) role: Arc<Role>,
    pub(super) sts: Sts,
    pub(super) cache: Option<Arc<dyn CredentialCache>>,
}

impl Source for AssumeRole {
    fn load(self: Arc<Self>, held: Option<Credentials>) -> BoxFuture<Result<Credentials, Failure>> {
        Box::pin(async move { self.assume(held).await })
    }

    fn name(&self) -> String {
        format!("role {}", self.role.arn())
    }

    fn is_role(&self) -> bool {
        true
    }
}

impl AssumeRole {
    async fn assume(&self, held: Option<Credentials>) -> Result<Credentials, Failure> {
        if self.sts.region.is_none() {
            return Err(self.failure(ErrorKind::MissingRegion, NO_REGION, true));
        }
        let (base, chained) = self.sts.base.get().await.map_err(|error| self.no_base(error))?;
        if chained && self.role.duration().is_some_and(|duration| duration > CHAINED) {
            return Err(self.failure(ErrorKind::InvalidRole, TOO_LONG_FOR_A_CHAIN, true));
        }
        let mut key = self.role.key(base.access_key_id());
        if let Some(cache) = &self.cache
            && let Some(Some(found)) = self.stored(async { cache.get(&key).await }).await
            && self.replaces(&found, held.as_ref())
        {
            return Ok(found);
        }
        let assumed = match self.call().await {
            // The base credentials ended before their time, and others may be there.
            Err(failure) if is_void(&failure.error) || is_removed(&failure.error, &base) => {
                // Of void ones the client of STS has told the base.
                if !is_void(&failure.error) {
                    self.sts.base.reject(base.access_key_id());
                }
                let (renewed, _) = self.sts.base.get().await.map_err(|error| self.no_base(error))?;
                if renewed.access_key_id() == base.access_key_id() {
                    return Err(failure);
                }
                key = self.role.key(renewed.access_key_id());
                self.call().await
            }
            assumed => assumed,
        }?;
        if let Some(cache) = &self.cache {
            self.stored(async { cache.set(&key, assumed.clone()).await }).await;
        }
        Ok(assumed)
    }

    /// What the store does, if it does it soon: with one that hangs or panics, the role is assumed all the same.
    async fn stored<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        let work = self.sts.clock.within(SOON, AssertUnwindSafe(work).catch_unwind());
        let done = work.await.and_then(Result::ok);
        if done.is_none() {
            tracing::warn!(of = self.name(), "the store of credentials gave no answer within {SOON:?}, or panicked");
        }
        done
    }

    /// Whether credentials that were kept elsewhere are worth having instead of those that are held.
    fn replaces(&self, found: &Credentials, held: Option<&Credentials>) -> bool {
        if found.account_id().is_some_and(|account| account.as_str() != self.role.account()) {
            tracing::warn!(of = self.name(), "the store of credentials gave those of another account");
            return false;
        }
        let Some(expiry) = found.expiry() else { return false };
        let lasts = |from: SystemTime| expiry.duration_since(from).is_ok_and(|left| left > Duration::from_secs(60));
        lasts(self.sts.clock.now())
            && held.is_none_or(|held| held.access_key_id() != found.access_key_id() && held.expiry() < found.expiry())
    }

    async fn call(&self) -> Result<Credentials, Failure> {
        let request = self.role.request(&self.sts.client);
        let mut request = request.map_err(|error| self.failure(ErrorKind::InvalidRole, error.to_string(), true))?;
        if let Some(mfa) = self.role.mfa() {
            let code = mfa.code(self.role.arn()).await;
            request = request.token_code(code.map_err(|why| self.failure(ErrorKind::Credentials, why, false))?);
        }
        match request.send().await {
            Ok(assumed) => self.credentials(assumed),
            Err(error) => {
                // An answer that couldn't be read may hold credentials, and the SDK's error shows it in `Debug`.
                let unread = error.raw_response().is_some_and(|response| response.status().is_success());
                let error = Error::sdk(self.place(), error);
                Err(self.explained(if unread { error.without_source() } else { error }))
            }
        }
    }

    fn credentials(&self, assumed: AssumeRoleOutput) -> Result<Credentials, Failure> {
        let lacks = |what| self.failure(ErrorKind::Credentials, format!("the response has no {what}"), false);
        let given = assumed.credentials.ok_or_else(|| lacks("Credentials"))?;
        // The SDK fills in what an answer lacks: empty texts, and 1970.
        match () {
            () if given.access_key_id.is_empty() => return Err(lacks("AccessKeyId")),
            () if given.secret_access_key.is_empty() => return Err(lacks("SecretAccessKey")),
            () if given.session_token.is_empty() => return Err(lacks("SessionToken")),
            () if given.expiration == DateTime::from_secs(0) => return Err(lacks("Expiration")),
            () => {}
        }
        let expiry = SystemTime::try_from(given.expiration).map_err(|_| lacks("Expiration that is a time"))?;
        let mut credentials = Credentials::builder()
            .access_key_id(given.access_key_id)
            .secret_access_key(given.secret_access_key)
            .session_token(given.session_token)
            .expiry(expiry)
            .account_id(self.role.account())
            .provider_name("RefreshableAssumeRoleProvider")
            .build();
        credentials
            .get_property_mut_or_default::<Vec<AwsCredentialFeature>>()
            .push(AwsCredentialFeature::CredentialsStsAssumeRole);
        Ok(credentials)
    }

    fn place(&self) -> Place {
        Place {
            service: "sts",
            operation: Some("AssumeRole"),
            resource: Some(format!("role {}", self.role.arn())),
            account: Some(self.role.account().to_owned()),
            region: self.sts.region.clone(),
        }
    }

    fn failure(&self, kind: ErrorKind, message: impl Into<String>, is_final: bool) -> Failure {
        Failure { error: Error::at(self.place(), kind, message), is_final }
    }

    fn no_base(&self, error: Error) -> Failure {
        let is_final = is_final(&error);
        let message = match error.service() {
            Some(_) => format!("no base credentials: {}", error.in_short(true)),
            None => error.message().to_owned(),
        };
        // Its code is about the base: who may not assume that says nothing of this role.
        Failure { error: error.elsewhere(self.place()).with_message(message).without_code(), is_final }
    }

    fn explained(&self, error: Error) -> Failure {
        let is_final = is_final(&error);
        let error = match hint(&error) {
            Some(hint) => error.with_hint(hint),
            None => error,
        };
        Failure { error: error.of_kind(ErrorKind::Credentials), is_final }
    }
}

/// Whether the base credentials are what was refused.
fn is_void(error: &Error) -> bool {
    error.code().is_some_and(|code| rejection::CODES.contains(&code))
}

/// Whether a base key that never expires isn't there any more: it has been rotated, and would be held for ever.
fn is_removed(error: &Error, base: &Credentials) -> bool {
    error.code() == Some("InvalidClientTokenId") && base.expiry().is_none()
}

/// Whether another try would fail as well: STS understood the request and refused it. What refuses without a code of
/// AWS's is a proxy on the way there.
pub(super) fn is_final(error: &Error) -> bool {
    let passing = matches!(
        error.code(),
        Some(
            "RequestTimeout"
                | "RequestTimeoutException"
                | "RequestExpired"
                | "RequestTimeTooSkewed"
                | "IDPCommunicationError"
        )
    );
    let refused = error.code().is_some() && error.status().is_some_and(|status| (400..500).contains(&status));
    (refused && !passing && !error.is_throttled() && !is_void(error)) || error.kind() == ErrorKind::Request
}

/// What to do about a refusal.
fn hint(error: &Error) -> Option<&'static str> {
    match error.code()? {
        "AccessDenied" | "AccessDeniedException" => Some(
            "the role may not exist, its trust policy may not name who calls or may ask for another external id, \
             session tag or MFA, or who calls lacks sts:AssumeRole on it",
        ),
        "ValidationError" if error.message().contains("role chaining") => Some(TOO_LONG_FOR_A_CHAIN),
        "ValidationError" if error.message().contains("MaxSessionDuration") => {
            Some("ask for a shorter duration, or raise the role's maximum session duration")
        }
        "RegionDisabledException" => Some("activate STS in that region, or use a base configuration in another one"),
        _ if is_void(error) => Some("it is the base credentials that STS refused"),
        "InvalidClientTokenId" | "SignatureDoesNotMatch" => Some("it is the base credentials that are wrong"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use aws_sdk_sts::{error::SdkError, operation::assume_role::AssumeRoleError};
    use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
    use aws_smithy_types::{body::SdkBody, error::ErrorMetadata};

    use super::*;

    #[test]
    fn only_what_sts_says_is_final() {
        for (status, code, expected) in [
            (403, Some("AccessDenied"), true),
            (400, Some("ValidationError"), true),
            (400, Some("RequestTimeout"), false),
            (400, Some("Throttling"), false),
            (403, Some("ExpiredToken"), false),
            (503, Some("ServiceUnavailable"), false),
            // A proxy's.
            (403, None, false),
            (407, None, false),
            (429, None, false),
        ] {
            let mut told = ErrorMetadata::builder();
            if let Some(code) = code {
                told = told.code(code);
            }
            let response = HttpResponse::new(status.try_into().unwrap(), SdkBody::empty());
            let error = Error::from(SdkError::service_error(AssumeRoleError::generic(told.build()), response));
            assert_eq!((error.status(), error.code()), (Some(status), code));
            assert_eq!(is_final(&error), expected, "{status} {code:?}");
        }
    }
}
