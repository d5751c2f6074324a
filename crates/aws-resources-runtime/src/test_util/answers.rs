//! Canned HTTP responses as what answers a session's calls.

use std::{
    collections::VecDeque,
    fmt,
    sync::{Arc, Mutex},
};

use aws_smithy_runtime_api::{
    box_error::BoxError,
    client::{
        http::{
            HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient,
            SharedHttpConnector,
        },
        interceptors::{Intercept, SharedInterceptor, context::BeforeTransmitInterceptorContextMut},
        orchestrator::{HttpRequest, HttpResponse, Metadata},
        result::ConnectorError,
        runtime_components::RuntimeComponents,
    },
};
use aws_smithy_types::config_bag::ConfigBag;
use aws_types::SdkConfig;

use super::{Answer, Sent, config, locked, manager_over, sent::Operation, session_over, unexpected};
use crate::{Session, manager::SessionManagerBuilder};

/// HTTP responses that answer the calls of sessions, and the requests that they answered.
///
/// The SDK reads and writes everything as it does with AWS, so this tests more than [`Rules`](super::Rules), which are
/// shorter where the wire doesn't matter.
///
/// ```
/// use aws_resources_runtime::{connect, test_util::Answers};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> aws_resources_runtime::Result<()> {
/// let answers = Answers::new(["<GetCallerIdentityResponse><GetCallerIdentityResult>\
///     <Account>210987654321</Account>\
///     </GetCallerIdentityResult></GetCallerIdentityResponse>"]);
/// let session = answers.session();
///
/// let sts = session.client("sts", connect!(aws_sdk_sts));
/// let identity = sts.get_caller_identity().send().await?;
/// assert_eq!(identity.account(), Some("210987654321"));
/// assert_eq!(answers.operations(), ["GetCallerIdentity"]);
/// assert_eq!(answers.sent()[0].region(), Some("eu-west-1"));
/// # Ok(())
/// # }
/// ```
///
/// # Panics
/// When it is dropped and a call was made that nothing answered, even if the code under test passed over its error, or
/// an answer was not used. So keep it until the test is done.
#[must_use = "dropped, it checks that all answers were used"]
pub struct Answers {
    state: Arc<State>,
}

impl Answers {
    /// Answers calls in this order: pages of a listing, say. A call behind the last answer is unexpected.
    pub fn new(answers: impl IntoIterator<Item = impl Into<Answer>>) -> Self {
        Self::from_source(Source::InOrder(Mutex::new(answers.into_iter().map(Into::into).collect())))
    }

    /// Answers each call by itself, as often as one comes: for calls at one time, or of many sessions. The function can
    /// give an [`Answer`], or `None` where a call is unexpected.
    ///
    /// ```
    /// use aws_resources_runtime::test_util::{Answer, Answers};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> aws_resources_runtime::Result<()> {
    /// let answers = Answers::by(|request| match (request.operation(), request.region()) {
    ///     ("AssumeRole", _) => Some(Answer::assumed_role()),
    ///     ("GetCallerIdentity", Some("eu-west-3")) => Some(Answer::unreachable()),
    ///     _ => None,
    /// });
    /// # Ok(())
    /// # }
    /// ```
    pub fn by<A: Into<Option<Answer>>>(respond: impl Fn(&Sent) -> A + Send + Sync + 'static) -> Self {
        Self::from_source(Source::By(Box::new(move |sent: &Sent| respond(sent).into())))
    }

    fn from_source(source: Source) -> Self {
        Self { state: Arc::new(State::new(source)) }
    }

    /// A session of [`ACCOUNT`](super::ACCOUNT) in [`REGION`](super::REGION) whose calls are answered.
    pub fn session(&self) -> Session {
        self.session_over(&config())
    }

    /// The same over a configuration of your own, such as a changed [`config`]: with retries or another region. Its
    /// HTTP client isn't used.
    pub fn session_over(&self, config: &SdkConfig) -> Session {
        session_over(config, self.http_client(), operations())
    }

    /// The builder of a [`SessionManager`](crate::SessionManager) whose calls are answered, those of AssumeRole with
    /// them: see [`Answer::assumed_role`].
    ///
    /// ```
    /// use aws_resources_runtime::{connect, test_util::{Answer, Answers}};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> aws_resources_runtime::Result<()> {
    /// let identity = "<GetCallerIdentityResponse><GetCallerIdentityResult/></GetCallerIdentityResponse>";
    /// let answers = Answers::new([Answer::assumed_role(), identity.into()]);
    /// let manager = answers.manager_builder().role_name("AuditRole").session_name("test").build();
    ///
    /// let session = manager.account("210987654321");
    /// session.client("sts", connect!(aws_sdk_sts)).get_caller_identity().send().await?;
    /// assert_eq!(answers.sent()[0].param("RoleArn").as_deref(), Some("arn:aws:iam::210987654321:role/AuditRole"));
    /// # Ok(())
    /// # }
    /// ```
    pub fn manager_builder(&self) -> SessionManagerBuilder {
        manager_over(self.http_client(), operations())
    }

    /// The HTTP client that answers, for clients that aren't made by a session.
    pub fn http_client(&self) -> SharedHttpClient {
        SharedHttpClient::new(Wire(self.state.clone()))
    }

    /// All requests so far, in the order in which they came.
    pub fn sent(&self) -> Vec<Sent> {
        locked(&self.state.sent).clone()
    }

    /// The operations of all requests so far.
    pub fn operations(&self) -> Vec<String> {
        self.state.operations()
    }
}

impl Drop for Answers {
    fn drop(&mut self) {
        // The test has failed already: a second panic would abort it, and hide why.
        if std::thread::panicking() {
            return;
        }
        let unexpected = locked(&self.state.unexpected).join("\n");
        assert!(unexpected.is_empty(), "calls that nothing answered:\n{unexpected}");
        let unused = self.state.unused();
        assert_eq!(unused, 0, "answers that were not used; the calls were {:?}", self.state.operations());
    }
}

impl fmt::Debug for Answers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answers").field("operations", &self.operations()).finish_non_exhaustive()
    }
}

type By = Box<dyn Fn(&Sent) -> Option<Answer> + Send + Sync>;

/// Where answers come from.
enum Source {
    InOrder(Mutex<VecDeque<Answer>>),
    By(By),
}

impl Source {
    /// The answer to this request, or why there is none.
    fn answer(&self, sent: &Sent) -> Result<Answer, String> {
        let answers = match self {
            Self::InOrder(answers) => answers,
            Self::By(respond) => return respond(sent).ok_or_else(|| "the test has no answer for it".to_owned()),
        };
        let mut answers = locked(answers);
        let wanted = answers.front().and_then(Answer::operation).filter(|wanted| *wanted != sent.operation());
        match wanted {
            Some(wanted) => Err(format!("the next answer is for {wanted}")),
            None => answers.pop_front().ok_or_else(|| "no answer is left for it".to_owned()),
        }
    }
}

struct State {
    source: Source,
    sent: Mutex<Vec<Sent>>,
    unexpected: Mutex<Vec<String>>,
}

impl State {
    fn new(source: Source) -> Self {
        Self { source, sent: Mutex::default(), unexpected: Mutex::default() }
    }

    fn answer(&self, sent: Sent) -> Result<HttpResponse, ConnectorError> {
        let answer = self.source.answer(&sent);
        let shown = answer.is_err().then(|| format!("{}, {sent}", sent.operation()));
        locked(&self.sent).push(sent);
        match answer {
            Ok(answer) => answer.into_response(),
            Err(why) => {
                let error = unexpected(&why, shown.unwrap_or_default());
                locked(&self.unexpected).push(error.message().to_owned());
                Err(ConnectorError::user(error.into()))
            }
        }
    }

    fn operations(&self) -> Vec<String> {
        locked(&self.sent).iter().map(|sent| sent.operation().to_owned()).collect()
    }

    fn unused(&self) -> usize {
        match &self.source {
            Source::InOrder(answers) => locked(answers).len(),
            Source::By(_) => 0,
        }
    }
}

/// An HTTP client by which every call is unexpected.
pub(super) fn nothing() -> SharedHttpClient {
    SharedHttpClient::new(Wire(Arc::new(State::new(Source::InOrder(Mutex::default())))))
}

/// The HTTP client that answers.
#[derive(Clone)]
struct Wire(Arc<State>);

impl fmt::Debug for Wire {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Answers")
    }
}

impl HttpClient for Wire {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

impl HttpConnector for Wire {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let state = self.0.clone();
        HttpConnectorFuture::new(async move { state.answer(Sent::read(request).await?) })
    }
}

/// Tells the HTTP client which operation a request is of.
pub(super) fn operations() -> SharedInterceptor {
    SharedInterceptor::permanent(Operations)
}

#[derive(Debug)]
struct Operations;

impl Intercept for Operations {
    fn name(&self) -> &'static str {
        "TestUtilOperations"
    }

    fn modify_before_transmit(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _components: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if let Some(call) = cfg.load::<Metadata>() {
            context.request_mut().add_extension(Operation(call.name().to_owned()));
        }
        Ok(())
    }
}
