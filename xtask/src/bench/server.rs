//! The far end, as a process of its own.

use std::{
    ffi::OsString,
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Child, Stdio},
};

use super::peer::{OWN_CORE, pinned};

/// How much there is, and how late it comes.
#[derive(Clone, Copy)]
pub(crate) struct Far {
    pub(crate) pages: usize,
    pub(crate) per_page: usize,
    pub(crate) milliseconds: usize,
    /// Bytes of an S3 object.
    pub(crate) object: usize,
}

/// A far end that runs until this is dropped.
pub(crate) struct Server {
    child: Child,
    pub(crate) port: u16,
}

impl Server {
    pub(crate) fn start(programs: &Path, far: Far) -> Result<Self, String> {
        let program = programs.join("far-end");
        let failed = |error: std::io::Error| format!("{}: {error}", program.display());
        let mut command: Vec<OsString> = vec![program.clone().into()];
        let numbers = [far.pages, far.per_page, far.milliseconds, far.object];
        command.extend(numbers.map(|number| OsString::from(number.to_string())));
        let mut child =
            pinned(OWN_CORE + 1, &command).stdin(Stdio::null()).stdout(Stdio::piped()).spawn().map_err(failed)?;
        let mut line = String::new();
        if let Some(out) = child.stdout.take() {
            BufReader::new(out).read_line(&mut line).map_err(failed)?;
        }
        match line.trim().parse() {
            Ok(port) => Ok(Self { child, port }),
            Err(_) => {
                _ = child.kill();
                _ = child.wait();
                Err(format!("{} told no port, but {line:?}", program.display()))
            }
        }
    }

    pub(crate) fn endpoint(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}
