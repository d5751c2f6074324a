//! A program that measures one peer, and prints a line of JSON.

use std::{
    collections::BTreeMap,
    env,
    ffi::{OsStr, OsString},
    path::Path,
    process::{Command, Stdio},
    sync::OnceLock,
    time::Instant,
};

/// What a run told: names and numbers.
pub(crate) type Figures = BTreeMap<String, f64>;

/// Who is measured, and how.
#[derive(Clone)]
pub(crate) struct Peer {
    pub(crate) name: String,
    command: Vec<OsString>,
    variables: Vec<(&'static str, OsString)>,
    pinned: bool,
    expected: Vec<(&'static str, f64)>,
    printed: Option<&'static str>,
}

/// Whether a variable would make clients or an interpreter do something else than they do by themselves.
fn disturbs(name: &str) -> bool {
    let name = name.to_ascii_uppercase();
    name.starts_with("AWS_") || name.starts_with("PYTHON") || name.ends_with("_PROXY")
}

/// The core of all that is measured; the far end has the other one.
pub(crate) const OWN_CORE: usize = 0;

impl Peer {
    pub(crate) fn new<A: Into<OsString>>(name: &str, program: &Path, arguments: impl IntoIterator<Item = A>) -> Self {
        let command = std::iter::once(OsString::from(program)).chain(arguments.into_iter().map(Into::<OsString>::into));
        Self {
            name: name.to_owned(),
            command: command.collect(),
            variables: Vec::new(),
            pinned: true,
            expected: Vec::new(),
            printed: None,
        }
    }

    pub(crate) fn with(mut self, variable: &'static str, value: impl Into<OsString>) -> Self {
        self.variables.push((variable, value.into()));
        self
    }

    /// The same without a core of its own.
    pub(crate) fn unpinned(mut self) -> Self {
        self.pinned = false;
        self
    }

    /// The same, which fails where this figure isn't this whole number: who leaves something out isn't fast.
    pub(crate) fn expecting(mut self, figure: &'static str, number: usize) -> Self {
        // Far below what a float can't count.
        self.expected.push((figure, number as f64));
        self
    }

    /// The same, which fails where it prints anything else.
    pub(crate) fn printing(mut self, text: &'static str) -> Self {
        self.printed = Some(text);
        self
    }

    /// Runs it once, on its core: what it told.
    pub(crate) fn figures(&self) -> Result<Figures, String> {
        let text = self.output()?;
        let line = text.lines().last().unwrap_or_default();
        let figures: Figures =
            serde_json::from_str(line).map_err(|error| format!("{}: {error}: {text}", self.shown()))?;
        for (name, expected) in &self.expected {
            let told = self.figure(&figures, name)?;
            if told != *expected {
                return Err(format!("`{}` is wrong: {told} as its {name}, and not {expected}", self.shown()));
            }
        }
        Ok(figures)
    }

    /// Runs it once: the seconds until it ended.
    pub(crate) fn seconds(&self) -> Result<f64, String> {
        let start = Instant::now();
        let text = self.output()?;
        let seconds = start.elapsed().as_secs_f64();
        match self.printed {
            Some(printed) if text.trim() != printed => {
                Err(format!("`{}` is wrong: it printed {text:?}, and not {printed:?}", self.shown()))
            }
            _ => Ok(seconds),
        }
    }

    /// Runs it once: this figure.
    pub(crate) fn told(&self, figure: &str) -> Result<f64, String> {
        self.figure(&self.figures()?, figure)
    }

    /// Runs it once: this figure over that one.
    pub(crate) fn rate(&self, figure: &str, over: &str) -> Result<f64, String> {
        let figures = self.figures()?;
        Ok(self.figure(&figures, figure)? / self.figure(&figures, over)?)
    }

    pub(crate) fn figure(&self, figures: &Figures, name: &str) -> Result<f64, String> {
        figures.get(name).copied().ok_or_else(|| format!("{}: no {name} in {figures:?}", self.shown()))
    }

    fn output(&self) -> Result<String, String> {
        let mut command = if self.pinned { pinned(OWN_CORE, &self.command) } else { plain(&self.command) };
        for (name, _) in env::vars_os().filter(|(name, _)| disturbs(&name.to_string_lossy())) {
            command.env_remove(name);
        }
        let nothing = if cfg!(windows) { "NUL" } else { "/dev/null" };
        command
            .env("AWS_CONFIG_FILE", nothing)
            .env("AWS_SHARED_CREDENTIALS_FILE", nothing)
            .env("AWS_EC2_METADATA_DISABLED", "true")
            .env("NO_PROXY", "127.0.0.1")
            .envs(self.variables.iter().map(|(name, value)| (name, value)));
        let output = command
            .stdin(Stdio::null())
            .output()
            .map_err(|error| format!("`{}` doesn't run: {error}", self.shown()))?;
        if output.status.success() {
            return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
        }
        let told = String::from_utf8_lossy(&output.stderr);
        Err(format!("`{}` failed: {}: {}", self.shown(), output.status, told.trim()))
    }

    fn shown(&self) -> String {
        self.command.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join(" ")
    }
}

/// A command on this core, where there is `taskset` to put it there.
pub(crate) fn pinned(core: usize, command: &[OsString]) -> Command {
    let mut parts: Vec<OsString> = Vec::new();
    if can_pin() {
        parts.extend([OsString::from("taskset"), OsString::from("-c"), core.to_string().into()]);
    }
    parts.extend_from_slice(command);
    plain(&parts)
}

fn plain(parts: &[OsString]) -> Command {
    let mut parts = parts.iter();
    let mut command = Command::new(parts.next().map_or(OsStr::new(""), OsString::as_os_str));
    command.args(parts);
    command
}

/// Whether programs can be put on a core, and there are two of them.
pub(crate) fn can_pin() -> bool {
    static CAN: OnceLock<bool> = OnceLock::new();
    *CAN.get_or_init(|| {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let status = Command::new("taskset").args(["-c", "0,1", "true"]).stderr(Stdio::null()).status();
        cores > 1 && status.is_ok_and(|status| status.success())
    })
}
