//! What is wrong in a model: where, what was expected, and what was probably meant.

mod record;

use std::{fmt, ops::Range, sync::Arc};

use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, NamedSource, Severity, SourceCode};
use serde_json::Value;

use crate::definition::Text;
pub use record::Record;

/// One thing that is wrong, or worth knowing.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    severity: Severity,
    file: String,
    pointer: String,
    message: String,
    help: Option<String>,
    nearest: Vec<String>,
    source: Option<(NamedSource<Arc<str>>, Range<usize>)>,
    remedy: Option<Box<Remedy>>,
}

/// A change of a model file after which a diagnostic isn't told any more: what lenient reading takes instead.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Remedy {
    /// The file.
    pub(crate) file: String,
    /// The JSON pointer in it.
    pub(crate) pointer: String,
    /// The value that comes there; without one, what is there goes.
    pub(crate) value: Option<Value>,
}

impl Diagnostic {
    /// Something wrong at a place in a file.
    pub fn error(text: &Text, pointer: &str, span: Range<usize>, message: impl Into<String>) -> Self {
        let source = NamedSource::new(&text.name, text.text.clone());
        Self {
            severity: Severity::Error,
            file: text.name.clone(),
            pointer: pointer.to_owned(),
            message: message.into(),
            help: None,
            nearest: Vec::new(),
            source: Some((source, span)),
            remedy: None,
        }
    }

    /// Something wrong with a file as a whole.
    pub fn about(file: &str, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            file: file.to_owned(),
            pointer: String::new(),
            message: message.into(),
            help: None,
            nearest: Vec::new(),
            source: None,
            remedy: None,
        }
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Names what was probably meant, if anything is near.
    #[must_use]
    pub fn nearest<'a>(mut self, wanted: &str, names: impl IntoIterator<Item = &'a str>) -> Self {
        self.nearest = crate::names::nearest(wanted, names);
        self
    }

    /// Says which change of a model file would do.
    #[must_use]
    pub(crate) fn remedy(mut self, file: &str, pointer: &str, value: Option<Value>) -> Self {
        self.remedy = Some(Box::new(Remedy { file: file.to_owned(), pointer: pointer.to_owned(), value }));
        self
    }

    /// The change of a model file that would do, where there is a plain one.
    pub(crate) fn known_remedy(&self) -> Option<&Remedy> {
        self.remedy.as_deref()
    }

    /// The same as a warning: for this reason, something is left out.
    #[must_use]
    pub(crate) fn left_out(mut self, item: &str) -> Self {
        self.severity = Severity::Warning;
        self.message = format!("{item} is left out: {}", self.message);
        self
    }

    /// The same as a note: the remedy was taken.
    #[must_use]
    pub(crate) fn read_otherwise(mut self) -> Self {
        if let Some(Remedy { file, pointer, value }) = self.remedy.as_deref() {
            // Of another file than the one in which something is wrong.
            let other = file.rsplit('/').next().filter(|_| *file != self.file);
            let place = pointer.clone() + &other.map(|other| format!(" in {other}")).unwrap_or_default();
            self.help = Some(match value {
                Some(value) => format!("read as if {place} were {value}"),
                None => format!("read as if {place} weren't there"),
            });
            self.nearest.clear();
        }
        self.severity = Severity::Advice;
        self
    }

    /// Whether it is an error.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// Whether something was left out for it.
    pub fn is_warning(&self) -> bool {
        self.severity == Severity::Warning
    }

    /// Whether lenient reading did something for it: left something out, or read it otherwise.
    pub fn is_remedied(&self) -> bool {
        self.is_warning() || self.severity == Severity::Advice && self.remedy.is_some()
    }

    /// What to do, or what was done.
    pub fn helped(&self) -> Option<String> {
        let near: Vec<String> = self.nearest.iter().map(|name| format!("`{name}`")).collect();
        let near = (!near.is_empty()).then(|| format!("nearest existing names: {}", near.join(", ")));
        let help: Vec<String> = self.help.iter().cloned().chain(near).collect();
        (!help.is_empty()).then(|| help.join("; "))
    }

    /// Only worth knowing.
    #[must_use]
    pub fn note(mut self) -> Self {
        self.severity = Severity::Advice;
        self
    }

    /// The file.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The JSON pointer in it.
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// What is wrong.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.pointer.as_str() {
            "" => write!(f, "{}: {}", self.file, self.message),
            pointer => write!(f, "{} at {pointer}: {}", self.file, self.message),
        }
    }
}

impl std::error::Error for Diagnostic {}

impl miette::Diagnostic for Diagnostic {
    fn severity(&self) -> Option<Severity> {
        Some(self.severity)
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.helped().map(|help| Box::new(help) as _)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.source.as_ref().map(|(source, _)| source as _)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let (_, span) = self.source.as_ref()?;
        Some(Box::new(std::iter::once(LabeledSpan::new(Some("here".to_owned()), span.start, span.len()))))
    }
}

/// All diagnostics of a run.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    all: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.all.push(diagnostic);
    }

    /// Whether anything is wrong, not only worth knowing.
    pub fn has_errors(&self) -> bool {
        self.errors() > 0
    }

    /// How many things are wrong.
    pub fn errors(&self) -> usize {
        self.all.iter().filter(|diagnostic| diagnostic.is_error()).count()
    }

    /// In the order of files and places in them.
    #[must_use]
    pub fn sorted(mut self) -> Self {
        let place = |diagnostic: &Diagnostic| diagnostic.source.as_ref().map_or(0, |(_, span)| span.start);
        self.all.sort_by(|a, b| (&a.file, place(a)).cmp(&(&b.file, place(b))));
        self
    }

    /// The same with warnings in place of errors: for these reasons, something is left out.
    #[must_use]
    pub(crate) fn left_out(self, item: &str) -> Self {
        let warned = |one: Diagnostic| if one.is_error() { one.left_out(item) } else { one };
        Self { all: self.all.into_iter().map(warned).collect() }
    }

    /// The same without what is only worth knowing.
    #[must_use]
    pub fn without_notes(mut self) -> Self {
        self.all.retain(|one| one.severity != Severity::Advice);
        self
    }

    /// Adds all of another run.
    pub fn append(&mut self, other: Self) {
        self.all.extend(other.all);
    }

    /// Each one.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.all.iter()
    }

    /// All of them for a person to read; `colour` for a terminal.
    pub fn render(&self, colour: bool) -> String {
        let theme = if colour { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
        let handler = GraphicalReportHandler::new_themed(theme).with_width(120).with_links(false);
        let mut text = String::new();
        for diagnostic in &self.all {
            // Writing to a string can't fail.
            let _ = handler.render_report(&mut text, diagnostic);
            text.push('\n');
        }
        text
    }

    /// All of them for a program to read: a line of JSON for each. `path` says where a file is that they name.
    pub fn json(&self, path: impl Fn(&str) -> String) -> String {
        self.all.iter().map(|diagnostic| diagnostic.record(path(&diagnostic.file)).line()).collect()
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false))
    }
}

impl std::error::Error for Diagnostics {}
