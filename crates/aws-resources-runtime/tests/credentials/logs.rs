//! What is logged, caught by the thread that it is logged in.

use std::{
    cell::RefCell,
    fmt::{Debug, Write},
    sync::Once,
};

use tracing::{
    Event, Level, Metadata, Subscriber,
    field::{Field, Visit},
    span,
};

thread_local! {
    static LINES: RefCell<Option<Vec<Line>>> = const { RefCell::new(None) };
}

/// An event or a span.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) level: Level,
    pub(crate) target: &'static str,
    pub(crate) text: String,
}

/// From now on this thread's lines are caught: all of our own, and the SDK's but the finest.
pub(crate) fn catch() {
    static ONCE: Once = Once::new();
    // One for all threads: with one a thread, tracing may remember of a place that nobody wants what it logs.
    ONCE.call_once(|| tracing::subscriber::set_global_default(Catcher).expect("no other subscriber"));
    LINES.with_borrow_mut(|lines| *lines = Some(Vec::new()));
}

/// The lines that this thread has logged.
pub(crate) fn caught() -> Vec<Line> {
    LINES.with_borrow(|lines| lines.clone().expect("`catch` comes first"))
}

/// Those of them that we logged at this level.
pub(crate) fn ours(level: Level) -> Vec<String> {
    let ours = |line: &Line| line.level == level && line.target.starts_with("aws_resources");
    caught().into_iter().filter(ours).map(|line| line.text).collect()
}

struct Catcher;

impl Catcher {
    fn line(metadata: &'static Metadata<'static>, record: impl FnOnce(&mut Text)) {
        LINES.with_borrow_mut(|lines| {
            if let Some(lines) = lines {
                let mut text = Text(metadata.name().to_owned());
                record(&mut text);
                lines.push(Line { level: *metadata.level(), target: metadata.target(), text: text.0 });
            }
        });
    }
}

impl Subscriber for Catcher {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("aws_resources") || *metadata.level() <= Level::DEBUG
    }

    fn new_span(&self, span: &span::Attributes<'_>) -> span::Id {
        Self::line(span.metadata(), |text| span.record(text));
        span::Id::from_u64(1)
    }

    fn record(&self, _: &span::Id, values: &span::Record<'_>) {
        let mut text = Text("recorded".into());
        values.record(&mut text);
        LINES.with_borrow_mut(|lines| {
            if let Some(lines) = lines {
                lines.push(Line { level: Level::TRACE, target: "span", text: text.0 });
            }
        });
    }

    fn event(&self, event: &Event<'_>) {
        Self::line(event.metadata(), |text| event.record(text));
    }

    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}
    fn enter(&self, _: &span::Id) {}
    fn exit(&self, _: &span::Id) {}
}

struct Text(String);

impl Visit for Text {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let _ = write!(self.0, " {field}={value:?}");
    }
}
