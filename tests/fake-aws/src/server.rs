//! The server's process and the HTTP requests to it.

use std::{
    collections::VecDeque,
    env, fmt,
    io::{BufRead, BufReader, Read},
    path::Path,
    process::{Child, Command, Stdio},
    sync::{
        Arc, Mutex, OnceLock, PoisonError,
        mpsc::{self, RecvTimeoutError, Sender},
    },
    thread,
    time::Duration,
};

use serde_json::Value;
use ureq::{Agent, http};

use crate::{FakeAwsError, venv};

const SERVE: &str = include_str!("serve.py");
const PORT_LINE: &str = "fake-aws port ";
const LOG_LINES: usize = 200;
const TIMEOUT: Duration = Duration::from_mins(1);

/// A running fake AWS. The server ends when this is dropped, and also, however
/// that comes about, when this process ends.
pub struct FakeAws {
    process: ServerProcess,
    log: Log,
    port: u16,
    endpoint_url: String,
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
        let venv = venv::ensure()?;
        let log = Log::default();
        let (port_sender, ports) = mpsc::channel();
        let process = ServerProcess::spawn(&venv, log.clone(), port_sender)?;
        let port = ports.recv_timeout(TIMEOUT).map_err(|error| {
            let reason = match error {
                RecvTimeoutError::Timeout => format!("it named no port within {TIMEOUT:?}"),
                RecvTimeoutError::Disconnected => "its process ended".into(),
            };
            FakeAwsError::NotStarted { reason, folder: venv, log: log.text() }
        })?;
        let config = Agent::config_builder().proxy(None).http_status_as_error(false).timeout_global(Some(TIMEOUT));
        let aws =
            Self { process, log, port, endpoint_url: format!("http://127.0.0.1:{port}"), agent: config.build().into() };
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
        &self.endpoint_url
    }

    /// The server's port.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The id of the server's process.
    #[must_use]
    pub fn process_id(&self) -> u32 {
        self.process.0.id()
    }

    /// The last 200 lines the server wrote: requests with their status, and the
    /// traces of moto's own failures. Good to print when a test fails.
    #[must_use]
    pub fn log(&self) -> String {
        self.log.text()
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
        format!("{}/{}", self.endpoint_url, path.trim_start_matches('/'))
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
            .field("endpoint_url", &self.endpoint_url)
            .field("process_id", &self.process_id())
            .finish_non_exhaustive()
    }
}

/// The child, which holds the write end of its standard input.
struct ServerProcess(Child);

impl ServerProcess {
    fn spawn(venv: &Path, log: Log, port: Sender<u16>) -> Result<Self, FakeAwsError> {
        let python = venv::python_in(venv);
        let mut command = Command::new(&python);
        command.args(["-I", "-u", "-c", SERVE]).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
        for (name, _) in env::vars_os() {
            let upper = name.to_string_lossy().to_uppercase();
            if upper.starts_with("AWS_") || upper.starts_with("MOTO_") {
                command.env_remove(name);
            }
        }
        command
            .env_remove("INITIAL_NO_AUTH_ACTION_COUNT") // a setting of moto, too
            .env("MOTO_EC2_LOAD_DEFAULT_AMIS", "false");
        let mut child = command.spawn().map_err(FakeAwsError::io("run", python))?;
        let stderr = child.stderr.take();
        let process = Self(child);
        thread::spawn(move || stderr.into_iter().for_each(|it| log.drain(it, &port)));
        Ok(process)
    }
}

impl Drop for ServerProcess {
    fn drop(&mut self) {
        // Fails only if it has ended already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The last lines of the server's standard error.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<VecDeque<String>>>);

impl Log {
    /// Reads to the end, so that the server never waits for room in the pipe.
    fn drain(&self, stderr: impl Read, port: &Sender<u16>) {
        let mut stderr = BufReader::new(stderr);
        let mut line = Vec::new();
        while matches!(stderr.read_until(b'\n', &mut line), Ok(1..)) {
            let text = String::from_utf8_lossy(&line).trim_end().to_owned();
            if let Some(Ok(number)) = text.strip_prefix(PORT_LINE).map(str::parse) {
                let _ = port.send(number); // nobody waits any more
            }
            let mut lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if lines.len() == LOG_LINES {
                lines.pop_front();
            }
            lines.push_back(text);
            line.clear();
        }
    }

    fn text(&self) -> String {
        let lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        lines.iter().map(|line| format!("{line}\n")).collect()
    }
}
