//! What is wrong in a model: where, what was expected, and what was probably meant.

use std::{fmt, ops::Range, sync::Arc};

use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, NamedSource, Severity, SourceCode};

use crate::definition::Text;

/// One thing that is wrong, or worth knowing.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    severity: Severity,
    file: String,
    pointer: String,
    message: String,
    help: Option<String>,
    source: Option<(NamedSource<Arc<str>>, Range<usize>)>,
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
            source: Some((source, span)),
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
            source: None,
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
    pub fn nearest<'a>(self, wanted: &str, names: impl IntoIterator<Item = &'a str>) -> Self {
        let near = crate::names::nearest(wanted, names);
        if near.is_empty() {
            return self;
        }
        let near: Vec<String> = near.iter().map(|name| format!("`{name}`")).collect();
        self.help(format!("nearest existing names: {}", near.join(", ")))
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
        self.help.as_ref().map(|help| Box::new(help) as _)
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
        self.all.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count()
    }

    /// In the order of files and places in them.
    #[must_use]
    pub fn sorted(mut self) -> Self {
        let place = |diagnostic: &Diagnostic| diagnostic.source.as_ref().map_or(0, |(_, span)| span.start);
        self.all.sort_by(|a, b| (&a.file, place(a), &a.message).cmp(&(&b.file, place(b), &b.message)));
        self
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
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false))
    }
}

impl std::error::Error for Diagnostics {}
