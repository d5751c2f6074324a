//! moto's server, and the HTTP requests to it.

use std::{fmt, sync::OnceLock};

use serde_json::Value;
use ureq::{Agent, http};

use crate::{
    FakeAwsError,
    process::{Program, Server, TIMEOUT},
};

pub(crate) const MOTO: Program = Program {
    name: "moto",
    folder: "fake-aws",
    requirements: include_str!("../requirements/moto.txt"),
    script: concat!(include_str!("moto.py"), include_str!("serve.py")),
    variables: &[("MOTO_EC2_LOAD_DEFAULT_AMIS", "false")],
};

/// A running fake AWS. The server ends when this is dropped, and also, however
/// that comes about, when this process ends.
pub struct FakeAws {
    server: Server,
    agent: Agent,
}

impl FakeAws {
    /// Starts a server on a free port of 127.0.0.1 and waits until it answers.
    ///
    /// The very first call on a machine installs moto (see the crate's
    /// documentation); processes and threads which do so at once wait for one
    /// another. The server sees no `AWS_*` and no `MOTO_*` variable of this
    /// process and starts without moto's 1,177 ready-made AMIs.
    ///
    /// ```no_run
    /// let aws = fake_aws::FakeAws::start()?;
    /// assert!(aws.endpoint_url().starts_with("http://127.0.0.1:"));
    /// # Ok::<(), fake_aws::FakeAwsError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If Python or its `venv` module is missing, the installation fails (no
    /// network), or the server does not answer within a minute.
    pub fn start() -> Result<Self, FakeAwsError> {
        let server = Server::start(&MOTO)?;
        let config = Agent::config_builder().proxy(None).http_status_as_error(false).timeout_global(Some(TIMEOUT));
        let aws = Self { server, agent: config.build().into() };
        aws.get_json("/moto-api/data.json")?;
        Ok(aws)
    }

    /// The server that all tests of one binary share, started by the first call.
    ///
    /// Use a [`unique_account`](crate::unique_account) per test, and do not
    /// [`reset`](Self::reset) it.
    ///
    /// ```no_run
    /// use fake_aws::{FakeAws, unique_account};
    ///
    /// let vpcs = FakeAws::shared().vpcs(&unique_account(), "us-east-1").unwrap();
    /// assert_eq!(vpcs.len(), 1); // the default VPC
    /// ```
    ///
    /// # Panics
    ///
    /// With the error of [`start`](Self::start), if there is one.
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<FakeAws> = OnceLock::new();
        SHARED.get_or_init(|| Self::start().unwrap_or_else(|error| panic!("{error}")))
    }

    /// What clients take as endpoint of every service: `http://127.0.0.1:<port>`.
    #[must_use]
    pub fn endpoint_url(&self) -> &str {
        &self.server.endpoint_url
    }

    /// The server's port.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.server.port
    }

    /// The id of the server's process.
    #[must_use]
    pub fn process_id(&self) -> u32 {
        self.server.process_id()
    }

    /// The last 200 lines the server wrote: requests with their status, and the
    /// traces of moto's own failures. Good to print when a test fails.
    #[must_use]
    pub fn log(&self) -> String {
        self.server.log()
    }

    /// Forgets everything in every account and region.
    ///
    /// # Errors
    ///
    /// If the server does not answer as expected.
    pub fn reset(&self) -> Result<(), FakeAwsError> {
        let request = http::Request::post(self.url("/moto-api/reset"));
        self.send(request, String::new()).map(drop)
    }

    /// The JSON at a path of the server.
    ///
    /// ```no_run
    /// # let aws = fake_aws::FakeAws::shared();
    /// let everything = aws.get_json("/moto-api/data.json")?;
    /// println!("{}", everything["s3"]["FakeBucket"]);
    /// # Ok::<(), fake_aws::FakeAwsError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the server does not answer, with a status of failure, or not with JSON.
    pub fn get_json(&self, path: &str) -> Result<Value, FakeAwsError> {
        let url = self.url(path);
        let body = self.send(http::Request::get(&url), ())?;
        serde_json::from_str(&body).map_err(|source| FakeAwsError::NotJson { request: format!("GET {url}"), source })
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}/{}", self.endpoint_url(), path.trim_start_matches('/'))
    }

    /// The body of a successful answer.
    pub(crate) fn send(
        &self,
        request: http::request::Builder,
        body: impl ureq::AsSendBody,
    ) -> Result<String, FakeAwsError> {
        let name = match (request.method_ref(), request.uri_ref()) {
            (Some(method), Some(uri)) => format!("{method} {uri}"),
            _ => "an invalid request".into(),
        };
        let exchange = || {
            let mut response = self.agent.run(request.body(body)?)?;
            let status = response.status();
            let body = response.body_mut().with_config().limit(u64::MAX);
            Ok::<_, ureq::Error>((status, body.lossy_utf8(true).read_to_string()?))
        };
        match exchange() {
            Ok((status, body)) if status.is_success() => Ok(body),
            Ok((status, body)) => Err(FakeAwsError::Refused {
                request: name,
                status: status.as_u16(),
                body: body.chars().take(1000).collect(),
            }),
            Err(error) => Err(FakeAwsError::NoAnswer { request: name, source: error.into() }),
        }
    }
}

impl fmt::Debug for FakeAws {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FakeAws")
            .field("endpoint_url", &self.endpoint_url())
            .field("process_id", &self.process_id())
            .finish_non_exhaustive()
    }
}
