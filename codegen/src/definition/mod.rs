//! The model files, as they stand, with the place of every value.

pub mod arns;
mod counts;
mod entries;
mod hints;
pub mod iam;
mod item;
pub mod omissions;
mod one_or_many;
pub mod paginators;
pub mod resources;
pub mod services;
mod spans;
pub mod waiters;

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::Path,
    sync::Arc,
};

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::diagnostic::{Diagnostic, Diagnostics};
pub use counts::Counts;
pub(crate) use item::Item;
pub use one_or_many::OneOrMany;
use services::Service;
use spans::Spans;

/// One model file: what it says, and where.
#[derive(Debug)]
pub struct File<T> {
    /// What it says.
    pub content: T,
    /// Its text and the places in it.
    pub text: Text,
}

/// A file's text, with the place of every value by JSON pointer.
#[derive(Clone, Debug)]
pub struct Text {
    /// The path, as diagnostics show it.
    pub name: String,
    /// The text.
    pub text: Arc<str>,
    spans: Arc<Spans>,
}

/// All files of one service.
#[derive(Debug)]
pub struct Definition {
    /// `resources-1.json`.
    pub resources: File<resources::Resources>,
    /// `arns-1.json`.
    pub arns: Optional<File<arns::Arns>>,
    /// `paginators-1.json`.
    pub paginators: Optional<File<paginators::Paginators>>,
    /// `waiters-2.json`.
    pub waiters: Optional<File<waiters::Waiters>>,
    /// `omissions-1.json`.
    pub omissions: Optional<File<omissions::Omissions>>,
}

/// A file that a service may lack.
#[derive(Debug)]
pub enum Optional<T> {
    /// There is one.
    There(T),
    /// There is none.
    Absent,
    /// It can't be read, which has been told: what it lacks isn't told as well.
    Unread,
}

impl<T> Optional<T> {
    /// The file, where it is there.
    pub fn get(&self) -> Option<&T> {
        match self {
            Self::There(file) => Some(file),
            Self::Absent | Self::Unread => None,
        }
    }

    /// Whether it is there but can't be read.
    pub fn is_unread(&self) -> bool {
        matches!(self, Self::Unread)
    }
}

impl Text {
    /// The text of a file that isn't there.
    pub(crate) fn empty(name: String) -> Self {
        Self { name, text: "".into(), spans: Arc::default() }
    }

    /// Whether there is a value at `pointer`.
    pub fn has(&self, pointer: &str) -> bool {
        self.spans.has(pointer)
    }

    /// A diagnostic about the value at `pointer`.
    pub fn error(&self, pointer: &str, message: impl Into<String>) -> Diagnostic {
        let span = self.spans.value(pointer);
        Diagnostic::error(self, pointer, span, message)
    }

    /// A diagnostic about the key at `pointer`.
    pub fn key_error(&self, pointer: &str, message: impl Into<String>) -> Diagnostic {
        let span = self.spans.key(pointer);
        Diagnostic::error(self, pointer, span, message)
    }

    /// The line, from 1, in which the value at `pointer` begins, or its key.
    pub fn line(&self, pointer: &str) -> usize {
        let start = self.spans.key(pointer).start.min(self.text.len());
        self.text.as_bytes()[..start].iter().filter(|byte| **byte == b'\n').count() + 1
    }

    /// A diagnostic about a part of the text at `pointer`: `at` bytes into it.
    pub fn error_within(&self, pointer: &str, at: usize, message: impl Into<String>) -> Diagnostic {
        let value = self.spans.value(pointer);
        let last = value.end.saturating_sub(1);
        // Behind the opening quote.
        let start = self.text.get(value.start + 1..last).map_or(last, |raw| value.start + 1 + spans::raw(raw, at));
        let start = self.text.floor_char_boundary(start.min(last));
        let end = self.text[start..].chars().next().map_or(start, |c| start + c.len_utf8());
        Diagnostic::error(self, pointer, start..end.max(start + 1).min(self.text.len()), message)
    }
}

/// A file's format.
pub trait Format {
    /// Its keys, on all levels: what an unknown one is compared with.
    const KEYS: &'static [&'static str];
}

/// A model file as JSON: its values, and its text with their places.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its values.
    pub value: Value,
    /// Its text.
    pub text: Text,
    /// The keys that stand twice, of which the last one's value counts.
    pub duplicates: Vec<String>,
}

/// All files of one service, as JSON.
#[derive(Debug)]
pub struct Files {
    /// `resources-1.json`.
    pub resources: Source,
    /// `arns-1.json`.
    pub arns: Optional<Source>,
    /// `paginators-1.json`.
    pub paginators: Optional<Source>,
    /// `waiters-2.json`.
    pub waiters: Optional<Source>,
    /// `omissions-1.json`.
    pub omissions: Optional<Source>,
}

/// Reads the files of one service; `None` with diagnostics where there are no resources.
pub fn read(service: &Service, diagnostics: &mut Diagnostics) -> Option<Files> {
    let resources = source("resources-1.json", service, diagnostics);
    if let Optional::Absent = resources {
        diagnostics.push(Diagnostic::about(
            &service.file("resources-1.json").1,
            "there is no such file: a service needs at least its resources-1.json",
        ));
    }
    let arns = source("arns-1.json", service, diagnostics);
    let paginators = source("paginators-1.json", service, diagnostics);
    let waiters = source("waiters-2.json", service, diagnostics);
    let omissions = source("omissions-1.json", service, diagnostics);
    let Optional::There(resources) = resources else { return None };
    Some(Files { resources, arns, paginators, waiters, omissions })
}

impl Files {
    /// What they say; `None` with diagnostics where the resources can't be read.
    pub fn definition(&self, diagnostics: &mut Diagnostics) -> Option<Definition> {
        let resources = self.resources.typed(diagnostics);
        let arns = typed(&self.arns, diagnostics);
        let paginators = typed(&self.paginators, diagnostics);
        let waiters = typed(&self.waiters, diagnostics);
        let omissions = typed(&self.omissions, diagnostics);
        Some(Definition { resources: resources?, arns, paginators, waiters, omissions })
    }
}

fn typed<T: DeserializeOwned + Format>(source: &Optional<Source>, diagnostics: &mut Diagnostics) -> Optional<File<T>> {
    match source {
        Optional::There(source) => source.typed(diagnostics).map_or(Optional::Unread, Optional::There),
        Optional::Absent => Optional::Absent,
        Optional::Unread => Optional::Unread,
    }
}

/// The text of a file. Some editors write a byte order mark before it, which is no part of it.
pub(crate) fn read_text(path: &Path) -> io::Result<String> {
    let text = fs::read_to_string(path)?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

fn source(name: &str, service: &Service, diagnostics: &mut Diagnostics) -> Optional<Source> {
    let (path, name) = service.file(name);
    match read_text(&path) {
        Ok(text) => Source::parse(name, text, diagnostics).map_or(Optional::Unread, Optional::There),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Optional::Absent,
        Err(error) => {
            diagnostics.push(Diagnostic::about(&name, format!("can't be read: {error}")));
            Optional::Unread
        }
    }
}

impl Source {
    /// Parses a text as JSON.
    pub fn parse(name: String, text: String, diagnostics: &mut Diagnostics) -> Option<Self> {
        let text: Arc<str> = text.into();
        let value = match serde_json::from_str::<Value>(&text) {
            Ok(value) => value,
            Err(error) => {
                let text = Text { name, text, spans: Arc::default() };
                let at = spans::offset(&text.text, error.line(), error.column());
                let message = format!("not JSON: {}", without_place(&error.to_string()));
                diagnostics.push(Diagnostic::error(&text, "", at..at, message));
                return None;
            }
        };
        let (spans, duplicates) = spans::scan(&text);
        let text = Text { name, text, spans: Arc::new(spans) };
        if !value.is_object() {
            diagnostics.push(text.error("", "a model file is one object: `{ … }`"));
            return None;
        }
        Some(Self { value, text, duplicates })
    }

    /// What it says, by its format: duplicate keys, unknown keys, and the types of all values are checked.
    fn typed<T: DeserializeOwned + Format>(&self, diagnostics: &mut Diagnostics) -> Option<File<T>> {
        let Self { value, text, duplicates } = self;
        for pointer in duplicates {
            diagnostics
                .push(text.key_error(pointer, "this key stands twice in its object").help("keep one of the two"));
        }
        control_characters(value, String::new(), &mut |pointer, plain| {
            let diagnostic = text.error(pointer, "a text can't have control characters but line ends");
            diagnostics.push(diagnostic.remedy(&text.name, pointer, Some(plain.into())));
        });
        let (content, unknown) = content(text, "", value, |at| Some(Item::at(&text.name, at)?.pointer), diagnostics);
        for pointer in unknown {
            diagnostics.push(unknown_key::<T>(text, &pointer));
        }
        Some(File { content: content.filter(|_| duplicates.is_empty())?, text: text.clone() })
    }
}

/// What the value at a pointer says, and the pointers of its unknown keys; nothing where a value has a wrong type.
///
/// serde tells the first of those only. So that all are told, what `around` names for one is taken away for the next.
fn content<T: DeserializeOwned>(
    text: &Text,
    pointer: &str,
    value: &Value,
    around: impl Fn(&str) -> Option<String>,
    diagnostics: &mut Diagnostics,
) -> (Option<T>, BTreeSet<String>) {
    let (mut value, mut refused, mut unknown) = (Cow::Borrowed(value), false, BTreeSet::new());
    loop {
        let mut ignore = |path: serde_ignored::Path<'_>| _ = unknown.insert(pointer.to_owned() + &pointer_of(&path));
        match serde_path_to_error::deserialize(serde_ignored::Deserializer::new(&*value, &mut ignore)) {
            Ok(content) => return (Some(content).filter(|_| !refused), unknown),
            Err(error) => {
                let at = path_pointer(error.path());
                let message = plain(&error.into_inner().to_string());
                diagnostics.push(text.error(&format!("{pointer}{at}"), message));
                refused = true;
                if !around(&at).is_some_and(|around| remove(value.to_mut(), &around)) {
                    return (None, unknown);
                }
            }
        }
    }
}

/// Takes a member away; whether it was there.
fn remove(value: &mut Value, pointer: &str) -> bool {
    let Some((around, key)) = pointer.rsplit_once('/') else { return false };
    let members = value.pointer_mut(around).and_then(Value::as_object_mut);
    members.is_some_and(|members| members.shift_remove(&unescaped(key)).is_some())
}

fn unknown_key<T: Format>(text: &Text, pointer: &str) -> Diagnostic {
    let key = last(pointer);
    let diagnostic = text.key_error(pointer, format!("unknown key `{key}`")).remedy(&text.name, pointer, None);
    match T::KEYS.contains(&key.as_str()) {
        true => diagnostic.help("it is a key of other objects, not of this one"),
        false => diagnostic.nearest(&key, T::KEYS.iter().copied()),
    }
}

fn pointer_of(path: &serde_ignored::Path<'_>) -> String {
    use serde_ignored::Path;
    match path {
        Path::Root => String::new(),
        Path::Seq { parent, index } => format!("{}/{index}", pointer_of(parent)),
        Path::Map { parent, key } => child(&pointer_of(parent), key),
        Path::Some { parent } | Path::NewtypeStruct { parent } | Path::NewtypeVariant { parent } => pointer_of(parent),
    }
}

fn path_pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    path.iter().fold(String::new(), |pointer, segment| match segment {
        Segment::Seq { index } => format!("{pointer}/{index}"),
        Segment::Map { key } => child(&pointer, key),
        Segment::Enum { .. } | Segment::Unknown => pointer,
    })
}

/// The pointer of a member.
pub fn child(pointer: &str, key: &str) -> String {
    format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"))
}

/// The key that a part of a pointer stands for.
pub fn unescaped(part: &str) -> String {
    part.replace("~1", "/").replace("~0", "~")
}

fn last(pointer: &str) -> String {
    unescaped(pointer.rsplit('/').next().unwrap_or_default())
}

/// Texts go into documentation, where control characters can't be written.
fn control_characters(value: &Value, pointer: String, tell: &mut impl FnMut(&str, String)) {
    let odd = |c: char| c.is_control() && c != '\n';
    match value {
        Value::String(text) if text.contains(odd) => tell(&pointer, text.replace(odd, " ")),
        Value::Array(values) => {
            values
                .iter()
                .enumerate()
                .for_each(|(at, value)| control_characters(value, format!("{pointer}/{at}"), tell));
        }
        Value::Object(members) => {
            members.iter().for_each(|(key, value)| control_characters(value, child(&pointer, key), tell));
        }
        _ => {}
    }
}

/// serde's message in the words of JSON.
fn plain(message: &str) -> String {
    let mut message = without_place(message);
    for (serde, json) in [
        ("invalid type: map", "this is an object"),
        ("invalid type: sequence", "this is a list"),
        ("invalid type: null", "this is null"),
        ("invalid type:", "this is the"),
        ("missing field", "missing key"),
        ("unknown variant", "unknown value"),
        ("a sequence", "a list"),
        ("expected u64", "expected a whole number"),
        ("expected u32", "expected a whole number"),
        ("expected usize", "expected a whole number"),
        ("a map", "an object"),
        ("data did not match any variant of untagged enum Version", "a version is a text or a whole number"),
    ] {
        message = message.replace(serde, json);
    }
    message.split_once("expected struct").map_or(message.clone(), |(before, _)| format!("{before}expected an object"))
}

/// serde_json's message without the place, which is shown underlined.
fn without_place(message: &str) -> String {
    message.split(" at line ").next().unwrap_or(message).to_owned()
}

/// A map in the file's order.
pub type Map<T> = indexmap::IndexMap<String, T>;

/// A map by name.
pub type Sorted<T> = BTreeMap<String, T>;
