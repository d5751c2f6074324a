//! Where each value of a JSON text stands, by JSON pointer.

use std::ops::Range;

use super::{child, unescaped};

/// The places of a value and of its key, and of all values in it.
#[derive(Debug, Default)]
pub(super) struct Spans {
    key: Option<Range<usize>>,
    value: Range<usize>,
    within: Within,
}

#[derive(Debug, Default)]
enum Within {
    #[default]
    Nothing,
    /// Sorted by key.
    Members(Vec<(String, Spans)>),
    Elements(Vec<Spans>),
}

impl Spans {
    /// A value with its members. Where keys stand twice, the last one counts; the others are given back.
    pub(super) fn object(value: Range<usize>, mut members: Vec<(String, Self)>) -> (Self, Vec<String>) {
        members.sort_by(|(one, _), (other, _)| one.cmp(other));
        let mut duplicates = Vec::new();
        members.dedup_by(|later, earlier| {
            let twice = later.0 == earlier.0;
            if twice {
                // The earlier one is what stays.
                std::mem::swap(later, earlier);
                duplicates.push(std::mem::take(&mut later.0));
            }
            twice
        });
        (Self { key: None, value, within: Within::Members(members) }, duplicates)
    }

    /// A value with its elements.
    pub(super) fn array(value: Range<usize>, elements: Vec<Self>) -> Self {
        Self { key: None, value, within: Within::Elements(elements) }
    }

    /// A value with nothing in it.
    pub(super) fn scalar(value: Range<usize>) -> Self {
        Self { value, ..Self::default() }
    }

    /// The same with its key's place.
    pub(super) fn with_key(self, key: Range<usize>) -> Self {
        Self { key: Some(key), ..self }
    }

    /// Whether there is a value at `pointer`.
    pub(super) fn has(&self, pointer: &str) -> bool {
        self.nearest(pointer).1
    }

    /// The value's place, or that of the nearest value around it.
    pub(super) fn value(&self, pointer: &str) -> Range<usize> {
        self.nearest(pointer).0.shown()
    }

    /// The key's place, or that of the value.
    pub(super) fn key(&self, pointer: &str) -> Range<usize> {
        let (nearest, found) = self.nearest(pointer);
        nearest.key.clone().filter(|_| found).unwrap_or_else(|| nearest.shown())
    }

    /// What is underlined: a whole object is too much, its key says enough.
    fn shown(&self) -> Range<usize> {
        match &self.key {
            Some(key) if self.value.len() > 120 => key.clone(),
            None if self.value.len() > 120 => self.value.start..self.value.start + 1,
            _ => self.value.clone(),
        }
    }

    /// What is at `pointer`, or the nearest around it, and whether it is that itself.
    fn nearest(&self, pointer: &str) -> (&Self, bool) {
        let mut nearest = self;
        for part in pointer.split('/').skip(1) {
            match nearest.child(&unescaped(part)) {
                Some(child) => nearest = child,
                None => return (nearest, false),
            }
        }
        (nearest, true)
    }

    fn child(&self, part: &str) -> Option<&Self> {
        match &self.within {
            Within::Nothing => None,
            Within::Members(members) => {
                let found = members.binary_search_by(|(key, _)| key.as_str().cmp(part)).ok()?;
                members.get(found).map(|(_, spans)| spans)
            }
            Within::Elements(elements) => elements.get(part.parse::<usize>().ok()?),
        }
    }
}

/// The byte offset of a line and column, both from 1.
pub(super) fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let mut at = (start + column.saturating_sub(1)).min(text.len().saturating_sub(1));
    while at > 0 && !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Where in a text of JSON, behind the quote, this byte of what it says stands: what is escaped is longer there.
pub(super) fn raw(text: &str, at: usize) -> usize {
    let (mut read, mut said) = (0, 0);
    while said < at {
        let rest = &text[read..];
        let code = || u32::from_str_radix(rest.get(2..6)?, 16).ok();
        let Some(first) = rest.chars().next() else { break };
        let (long, short) = match rest.as_bytes() {
            [b'\\', b'u', ..] => match code() {
                // Two halves of one character.
                Some(0xd800..0xdc00) => (12, 4),
                code => (6, code.and_then(char::from_u32).map_or(1, char::len_utf8)),
            },
            [b'\\', ..] => (2, 1),
            _ => (first.len_utf8(), first.len_utf8()),
        };
        read = text.floor_char_boundary(read + long);
        said += short;
    }
    read
}

/// Finds the places in a text that is known to be JSON, and the keys that stand twice.
pub(super) fn scan(text: &str) -> (Spans, Vec<String>) {
    let mut scanner = Scanner { text, at: 0, duplicates: Vec::new() };
    (scanner.value(), scanner.duplicates)
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
    /// Their pointers, from the value that is being read.
    duplicates: Vec<String>,
}

impl Scanner<'_> {
    fn value(&mut self) -> Spans {
        self.space();
        let start = self.at;
        match self.peek() {
            Some(b'{') => return self.object(),
            Some(b'[') => return self.array(),
            Some(b'"') => _ = self.string(),
            _ => {
                while self.peek().is_some_and(|b| !matches!(b, b',' | b'}' | b']') && !b.is_ascii_whitespace()) {
                    self.at += 1;
                }
            }
        }
        Spans::scalar(start..self.at)
    }

    fn object(&mut self) -> Spans {
        let (start, before) = (self.at, self.duplicates.len());
        let mut members = Vec::new();
        self.at += 1;
        loop {
            self.space();
            match self.peek() {
                Some(b'"') => {
                    let place = self.string();
                    let key: String = serde_json::from_str(&self.text[place.clone()]).unwrap_or_default();
                    self.space();
                    self.at += 1; // the colon
                    let value = self.within(&key).with_key(place);
                    members.push((key, value));
                }
                Some(b',') => self.at += 1,
                Some(_) => {
                    self.at += 1;
                    break;
                }
                None => break,
            }
        }
        let (spans, twice) = Spans::object(start..self.at, members);
        self.duplicates.splice(before..before, twice.iter().map(|key| child("", key)));
        spans
    }

    fn array(&mut self) -> Spans {
        let start = self.at;
        let mut elements = Vec::new();
        self.at += 1;
        loop {
            self.space();
            match self.peek() {
                Some(b']') => {
                    self.at += 1;
                    break;
                }
                Some(b',') => self.at += 1,
                Some(_) => {
                    let element = self.within(&elements.len());
                    elements.push(element);
                }
                None => break,
            }
        }
        Spans::array(start..self.at, elements)
    }

    /// The value with this key or index.
    fn within(&mut self, part: &impl ToString) -> Spans {
        let before = self.duplicates.len();
        let value = self.value();
        for duplicate in &mut self.duplicates[before..] {
            *duplicate = child("", &part.to_string()) + duplicate;
        }
        value
    }

    /// A string's place, with its quotes.
    fn string(&mut self) -> Range<usize> {
        let start = self.at;
        self.at += 1;
        while let Some(byte) = self.peek() {
            self.at += if byte == b'\\' { 2 } else { 1 };
            if byte == b'"' {
                break;
            }
        }
        self.at = self.at.min(self.text.len());
        start..self.at
    }

    fn space(&mut self) {
        while self.peek().is_some_and(|b| b.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::{raw, scan};

    #[test]
    fn every_value_has_its_place() {
        let text = r#"{"z": 0, "a": {"b/c": [1, "two\"", {"d": null}]}}"#;
        let (spans, duplicates) = scan(text);
        assert_eq!(&text[spans.value("/a/b~1c/1")], r#""two\"""#);
        assert_eq!(&text[spans.value("/a/b~1c/2/d")], "null");
        assert_eq!(&text[spans.key("/a/b~1c")], r#""b/c""#);
        assert_eq!(duplicates, [""; 0]);
        assert!(spans.has("/a/b~1c/2") && !spans.has("/a/b~1c/3"));
        assert_eq!(&text[spans.value("/a/b~1c/3/x")], r#"[1, "two\"", {"d": null}]"#, "the nearest");
    }

    #[test]
    fn of_keys_that_stand_twice_the_last_counts() {
        let text = r#"{"x/y": [{"a": 1, "b": 2, "a": {"c": 3, "c": 4}, "a": 5}], "x/y": 6}"#;
        let (spans, duplicates) = scan(text);
        assert_eq!(duplicates, ["/x~1y", "/x~1y/0/a", "/x~1y/0/a", "/x~1y/0/a/c"]);
        assert_eq!(&text[spans.value("/x~1y")], "6");
        assert_eq!(spans.key("/x~1y").start, text.rfind(r#""x/y""#).expect("a key"));
    }

    #[test]
    fn what_is_escaped_is_longer() {
        for said in ["plain", "é[", "a\"b\\c\n[x", "\u{1}[", "日本["] {
            let plain = serde_json::to_string(said).expect("JSON");
            let escaped: String = said.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect();
            for (text, units) in [(&plain[1..plain.len() - 1], 0), (&escaped, 6)] {
                for (at, c) in said.char_indices() {
                    let place = raw(text, at);
                    let read: String = serde_json::from_str(&format!("\"{}\"", &text[..place])).expect("JSON");
                    assert_eq!((read.as_str(), place % units.max(1)), (&said[..at], 0), "{c} of {text}");
                }
            }
        }
        let emoji = r"\ud83d\ude00[";
        assert_eq!(&emoji[raw(emoji, 4)..], "[");
    }
}
