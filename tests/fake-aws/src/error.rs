use std::{io, path::PathBuf};

/// Why the fake AWS could not be installed, started or asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FakeAwsError {
    /// There is no Python to run the fake AWS with.
    #[error(
        "the fake AWS needs Python 3.10 or later, but `{command}` does not run: install it \
         (Debian, Ubuntu: packages `python3 python3-venv`; elsewhere: from python.org)"
    )]
    PythonMissing {
        /// The command that was tried.
        command: &'static str,
    },

    /// The Python on the path is older than moto supports.
    #[error(
        "the fake AWS needs Python 3.10 or later, but `{command}` is {found}: install a newer one \
         (Debian, Ubuntu: packages `python3 python3-venv`; elsewhere: from python.org)"
    )]
    PythonTooOld {
        /// The command that was tried.
        command: &'static str,
        /// Its version.
        found: String,
    },

    /// Python is there, but not its `venv` module (Debian packages it apart).
    #[error(
        "the fake AWS needs Python's `venv` module, which `{command}` lacks: install it \
         (Debian, Ubuntu: packages `python3 python3-venv`; elsewhere: Python from python.org)"
    )]
    VenvMissing {
        /// The command that was tried.
        command: &'static str,
    },

    /// A step of the installation failed.
    #[error(
        "cannot install the fake AWS: `{step}` in {} ended with {status}; check the network and \
         pip's configuration, then run again; its output was:\n{output}",
        folder.display()
    )]
    Install {
        /// The command, shortened.
        step: &'static str,
        /// The folder of the virtual environment.
        folder: PathBuf,
        /// How the command ended.
        status: std::process::ExitStatus,
        /// What it printed.
        output: String,
    },

    /// A file, folder or program of the fake AWS could not be used.
    #[error("the fake AWS cannot {action} {}: {source}", path.display())]
    Io {
        /// What was tried, as in "cannot ...".
        action: &'static str,
        /// With which file, folder or program.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },

    /// The server process gave no port.
    #[error(
        "the fake AWS server did not start: {reason}; if this stays, delete {} and run again; \
         the server wrote:\n{log}",
        folder.display()
    )]
    NotStarted {
        /// It ended, or took too long.
        reason: String,
        /// The folder of the virtual environment.
        folder: PathBuf,
        /// The last lines of its log.
        log: String,
    },

    /// A request got no answer.
    #[error(
        "no answer from the fake AWS to {request}: {source}; the server's last lines are in \
         `FakeAws::log`"
    )]
    NoAnswer {
        /// Method and URL.
        request: String,
        /// What the HTTP client said.
        source: Box<dyn std::error::Error + Send + Sync>,
    },

    /// A request was refused, or failed inside moto.
    #[error("the fake AWS answered {request} with status {status}: {body}")]
    Refused {
        /// Method and URL.
        request: String,
        /// The HTTP status.
        status: u16,
        /// The start of the body.
        body: String,
    },

    /// An answer was not the JSON that was asked for.
    #[error("the fake AWS answered {request} with something else than JSON: {source}")]
    NotJson {
        /// Method and URL.
        request: String,
        /// Where the JSON is wrong.
        source: serde_json::Error,
    },
}

impl FakeAwsError {
    /// For `map_err` on file operations.
    pub(crate) fn io(action: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { action, path, source }
    }
}
