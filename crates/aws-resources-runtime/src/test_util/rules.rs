//! Rules of aws-smithy-mocks as what answers a session's calls.

use std::{
    any::Any,
    fmt,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Mutex,
};

use aws_smithy_mocks::{MockResponseInterceptor, Rule, RuleMode, create_mock_http_client};
use aws_smithy_runtime_api::{
    box_error::BoxError,
    client::{
        interceptors::{
            Intercept, SharedInterceptor,
            context::{
                BeforeSerializationInterceptorContextRef, BeforeTransmitInterceptorContextMut,
                FinalizerInterceptorContextMut, Input,
            },
        },
        runtime_components::RuntimeComponents,
    },
};
use aws_smithy_types::config_bag::ConfigBag;
use aws_types::SdkConfig;

use super::{config, locked, manager_over, session_over, unexpected};
use crate::{Session, manager::SessionManagerBuilder};

/// Rules of [aws-smithy-mocks](https://docs.rs/aws-smithy-mocks) that answer the calls of sessions: of all services,
/// resources and clients that are made from them.
///
/// A rule is made by [`mock!`](super::mock) from a method of the SDK's client, and answers with the SDK's own types.
/// How often a rule was asked is [`Rule::num_calls`].
///
/// ```
/// use aws_resources_runtime::{connect, test_util::{RuleMode, Rules, mock}};
/// use aws_sdk_sts::operation::get_caller_identity::GetCallerIdentityOutput;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> aws_resources_runtime::Result<()> {
/// let identity = mock!(aws_sdk_sts::Client::get_caller_identity)
///     .then_output(|| GetCallerIdentityOutput::builder().account("210987654321").build());
/// let session = Rules::new(RuleMode::MatchAny, [&identity]).session();
///
/// let sts = session.client("sts", connect!(aws_sdk_sts));
/// assert_eq!(sts.get_caller_identity().send().await?.account(), Some("210987654321"));
/// assert_eq!(identity.num_calls(), 1);
/// # Ok(())
/// # }
/// ```
///
/// # Unexpected calls
///
/// A call that no rule answers fails with [`ErrorKind::UnexpectedCall`](crate::ErrorKind::UnexpectedCall); by itself
/// aws-smithy-mocks panics. In [`RuleMode::Sequential`] one that comes out of order fails so, and all after it; a rule
/// that panics counts as no answer, too.
#[derive(Clone, Debug)]
pub struct Rules {
    interceptor: SharedInterceptor,
}

impl Rules {
    /// Rules that are taken in order ([`RuleMode::Sequential`]), or whichever first is for a call
    /// ([`RuleMode::MatchAny`]). In order, a rule made by `then_…` answers once, one made by `sequence()` as often as
    /// it has responses.
    pub fn new<'a>(mode: RuleMode, rules: impl IntoIterator<Item = &'a Rule>) -> Self {
        let rules: Vec<Rule> = rules.into_iter().cloned().collect();
        let mocks = MockResponseInterceptor::new().rule_mode(mode).allow_passthrough();
        let mocks = rules.iter().fold(mocks, |mocks, rule| mocks.with_rule(rule));
        let matching = Matching { mocks, rules, broken: Mutex::default() };
        Self { interceptor: SharedInterceptor::permanent(matching) }
    }

    /// A session of [`ACCOUNT`](super::ACCOUNT) in [`REGION`](super::REGION) whose calls the rules answer.
    pub fn session(&self) -> Session {
        self.session_over(&config())
    }

    /// The same over a configuration of your own, such as a changed [`config`]: with retries or another region. Its
    /// HTTP client isn't used.
    pub fn session_over(&self, config: &SdkConfig) -> Session {
        session_over(config, create_mock_http_client(), self.interceptor.clone())
    }

    /// The builder of a [`SessionManager`](crate::SessionManager) whose calls the rules answer, those of AssumeRole
    /// with them: see [`assumed_role`](super::assumed_role).
    pub fn manager_builder(&self) -> SessionManagerBuilder {
        manager_over(create_mock_http_client(), self.interceptor.clone())
    }
}

/// The rules' own interceptor, with errors for its panics.
struct Matching {
    mocks: MockResponseInterceptor,
    /// The same rules, to see whether one has answered.
    rules: Vec<Rule>,
    /// Why no rule can answer any more. Held while a rule is looked for, so that it is known whose answer is whose.
    broken: Mutex<Option<String>>,
}

impl Matching {
    /// How many answers were asked for.
    fn asked(&self) -> usize {
        self.rules.iter().map(Rule::num_calls).fold(0, usize::wrapping_add)
    }
}

impl fmt::Debug for Matching {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rules").field("count", &self.rules.len()).finish()
    }
}

impl Intercept for Matching {
    fn name(&self) -> &'static str {
        "TestUtilRules"
    }

    fn read_before_serialization(
        &self,
        context: &BeforeSerializationInterceptorContextRef<'_>,
        components: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let mut broken = locked(&self.broken);
        let call = || shown(context.input());
        if let Some(why) = &*broken {
            return Err(unexpected(why, call()).into());
        }
        let asked = self.asked();
        let look = || self.mocks.read_before_serialization(context, components, cfg);
        match catch_unwind(AssertUnwindSafe(look)) {
            Ok(Ok(())) if self.asked() == asked => {
                Err(unexpected("no rule is for it, or those for it have no answer left", call()).into())
            }
            Ok(result) => result,
            Err(panic) => {
                // Its lock is poisoned now.
                let why = format!("the rules have panicked ({})", said(&*panic));
                let error = unexpected(&why, call());
                *broken = Some(why);
                Err(error.into())
            }
        }
    }

    fn modify_before_transmit(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        components: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        // A retry asks its rule for another answer.
        let _one_at_a_time = locked(&self.broken);
        self.mocks.modify_before_transmit(context, components, cfg)
    }

    fn modify_before_attempt_completion(
        &self,
        context: &mut FinalizerInterceptorContextMut<'_>,
        components: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.mocks.modify_before_attempt_completion(context, components, cfg)
    }
}

/// The input of a call, without what the SDK writes around it.
fn shown(input: &Input) -> String {
    let text = format!("{input:?}");
    match text.split_once("]:") {
        Some((_, input)) => input.strip_suffix(')').unwrap_or(input).to_owned(),
        None => text,
    }
}

fn said(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("without saying why")
}
