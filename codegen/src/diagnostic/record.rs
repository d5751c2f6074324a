//! Diagnostics for programs.

use miette::Severity;
use serde::Serialize;

use super::Diagnostic;

/// A diagnostic as `--format json` writes it. Lines and columns count from 1, columns in characters; what has no place
/// has `null`. The names don't change, and all are always there; new ones may come.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Record<'d> {
    /// `error`: nothing is generated; `warning`: something is left out; `note`: worth knowing.
    pub severity: &'static str,
    /// The file, relative to the current folder where it lies below it.
    pub file: String,
    /// The line where it begins.
    pub line: Option<usize>,
    /// The column where it begins.
    pub column: Option<usize>,
    /// The line where it ends.
    pub end_line: Option<usize>,
    /// The column behind its last character.
    pub end_column: Option<usize>,
    /// The JSON pointer of the value; empty for the file as a whole.
    pub pointer: &'d str,
    /// What is wrong.
    pub message: &'d str,
    /// What to do.
    pub help: Option<&'d str>,
    /// The existing names that are most like the one in question, best first.
    pub nearest: &'d [String],
}

impl Record<'_> {
    /// One line of JSON.
    pub(super) fn line(&self) -> String {
        // Text and numbers can always be written.
        serde_json::to_string(self).unwrap_or_default() + "\n"
    }
}

impl Diagnostic {
    /// The diagnostic for a program, with the path of its file.
    pub fn record(&self, file: impl Into<String>) -> Record<'_> {
        let place = |at: usize| self.source.as_ref().map(|(source, _)| place(source.inner(), at));
        let span = self.source.as_ref().map(|(_, span)| span.clone()).unwrap_or_default();
        let (start, end) = (place(span.start), place(span.end));
        Record {
            severity: match self.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Advice => "note",
            },
            file: file.into(),
            line: start.map(|(line, _)| line),
            column: start.map(|(_, column)| column),
            end_line: end.map(|(line, _)| line),
            end_column: end.map(|(_, column)| column),
            pointer: &self.pointer,
            message: &self.message,
            help: self.help.as_deref(),
            nearest: &self.nearest,
        }
    }
}

/// Line and column of a byte, from 1.
fn place(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.rsplit('\n').next().unwrap_or_default();
    (before.matches('\n').count() + 1, line.chars().count() + 1)
}
