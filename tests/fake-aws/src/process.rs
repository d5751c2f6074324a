//! A server's process.

use std::{
    collections::VecDeque,
    env,
    io::{BufRead, BufReader, Read},
    path::Path,
    process::{Child, Command, Stdio},
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{self, RecvTimeoutError, Sender},
    },
    thread,
    time::{Duration, Instant},
};

use crate::{FakeAwsError, venv};

const PORT_LINE: &str = "fake-aws port ";
const LOG_LINES: usize = 200;
/// How long a server may take to start, and to answer.
pub(crate) const TIMEOUT: Duration = Duration::from_mins(1);
/// How long it may take to clean up.
const PATIENCE: Duration = Duration::from_secs(5);

/// What a server is made of.
pub(crate) struct Program {
    /// What it is called.
    pub(crate) name: &'static str,
    /// The folder that has its environment, below cargo's target folder.
    pub(crate) folder: &'static str,
    /// What pip installs.
    pub(crate) requirements: &'static str,
    /// What Python runs: `start` of a file of its own, and `serve.py`.
    pub(crate) script: &'static str,
    /// Settings of its environment.
    pub(crate) variables: &'static [(&'static str, &'static str)],
}

/// A running server. It ends when this is dropped, and also, however that comes about, when this process ends.
pub(crate) struct Server {
    process: ServerProcess,
    log: Log,
    pub(crate) port: u16,
    pub(crate) endpoint_url: String,
}

impl Server {
    /// Starts it on a free port of 127.0.0.1, and waits until it listens there.
    pub(crate) fn start(program: &Program) -> Result<Self, FakeAwsError> {
        let venv = venv::ensure(program)?;
        let log = Log::default();
        let (port_sender, ports) = mpsc::channel();
        let process = ServerProcess::spawn(program, &venv, log.clone(), port_sender)?;
        let port = ports.recv_timeout(TIMEOUT).map_err(|error| {
            let reason = match error {
                RecvTimeoutError::Timeout => format!("it named no port within {TIMEOUT:?}"),
                RecvTimeoutError::Disconnected => "its process ended".into(),
            };
            FakeAwsError::NotStarted { reason, folder: venv, log: log.text() }
        })?;
        Ok(Self { process, log, port, endpoint_url: format!("http://127.0.0.1:{port}") })
    }

    pub(crate) fn process_id(&self) -> u32 {
        self.process.0.id()
    }

    /// The last lines it wrote.
    pub(crate) fn log(&self) -> String {
        self.log.text()
    }
}

/// The child, which holds the write end of its standard input.
struct ServerProcess(Child);

impl ServerProcess {
    fn spawn(program: &Program, venv: &Path, log: Log, port: Sender<u16>) -> Result<Self, FakeAwsError> {
        let python = venv::python_in(venv);
        let mut command = Command::new(&python);
        command
            .args(["-I", "-u", "-c", program.script])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        for (name, _) in env::vars_os() {
            let upper = name.to_string_lossy().to_uppercase();
            if ["AWS_", "MOTO_", "SWIFT_"].iter().any(|prefix| upper.starts_with(prefix)) {
                command.env_remove(name);
            }
        }
        command
            .env_remove("INITIAL_NO_AUTH_ACTION_COUNT") // a setting of moto, too
            .envs(program.variables.iter().copied());
        let mut child = command.spawn().map_err(FakeAwsError::io("run", python))?;
        let stderr = child.stderr.take();
        let process = Self(child);
        thread::spawn(move || stderr.into_iter().for_each(|it| log.drain(it, &port)));
        Ok(process)
    }
}

impl Drop for ServerProcess {
    fn drop(&mut self) {
        // At the end of its standard input it removes its folder, and ends.
        drop(self.0.stdin.take());
        let deadline = Instant::now() + PATIENCE;
        while matches!(self.0.try_wait(), Ok(None)) && Instant::now() < deadline {
            thread::sleep(Duration::from_millis(5));
        }
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
