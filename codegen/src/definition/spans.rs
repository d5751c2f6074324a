//! Where each value of a JSON text stands, by JSON pointer.

use std::{collections::HashMap, ops::Range};

use super::child;

/// The places of keys and values.
#[derive(Debug, Default)]
pub(super) struct Spans {
    pub(super) keys: HashMap<String, Range<usize>>,
    pub(super) values: HashMap<String, Range<usize>>,
}

impl Spans {
    /// The value's place, or that of the nearest value around it.
    pub(super) fn value(&self, pointer: &str) -> Range<usize> {
        self.nearest(&self.values, pointer)
    }

    /// The key's place, or that of the value.
    pub(super) fn key(&self, pointer: &str) -> Range<usize> {
        self.keys.get(pointer).cloned().unwrap_or_else(|| self.value(pointer))
    }

    fn nearest(&self, places: &HashMap<String, Range<usize>>, pointer: &str) -> Range<usize> {
        let mut pointer = pointer;
        loop {
            if let Some(span) = places.get(pointer) {
                // A whole object is too much to underline: its key says enough.
                return match self.keys.get(pointer) {
                    Some(key) if span.len() > 120 => key.clone(),
                    None if span.len() > 120 => span.start..span.start + 1,
                    _ => span.clone(),
                };
            }
            match pointer.rfind('/') {
                Some(at) => pointer = &pointer[..at],
                None => return 0..0,
            }
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
    let mut scanner = Scanner { bytes: text.as_bytes(), at: 0, spans: Spans::default(), duplicates: Vec::new() };
    scanner.value(String::new());
    (scanner.spans, scanner.duplicates)
}

struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
    spans: Spans,
    duplicates: Vec<String>,
}

impl Scanner<'_> {
    fn value(&mut self, pointer: String) {
        self.space();
        let start = self.at;
        match self.peek() {
            Some(b'{') => self.object(&pointer),
            Some(b'[') => self.array(&pointer),
            Some(b'"') => _ = self.string(),
            _ => {
                while self.peek().is_some_and(|b| !matches!(b, b',' | b'}' | b']') && !b.is_ascii_whitespace()) {
                    self.at += 1;
                }
            }
        }
        self.spans.values.insert(pointer, start..self.at);
    }

    fn object(&mut self, pointer: &str) {
        self.at += 1;
        loop {
            self.space();
            match self.peek() {
                Some(b'"') => {
                    let start = self.at;
                    let key = self.string();
                    let pointer = child(pointer, &key);
                    let twice = self.spans.keys.insert(pointer.clone(), start..self.at).is_some();
                    if twice {
                        self.duplicates.push(pointer.clone());
                    }
                    let before = self.duplicates.len();
                    self.space();
                    self.at += 1; // the colon
                    self.value(pointer);
                    if twice {
                        // What lies in it has the pointers of the first one's.
                        self.duplicates.truncate(before);
                    }
                }
                Some(b',') => self.at += 1,
                Some(_) => return self.at += 1,
                None => return,
            }
        }
    }

    fn array(&mut self, pointer: &str) {
        self.at += 1;
        let mut index = 0;
        loop {
            self.space();
            match self.peek() {
                Some(b']') => return self.at += 1,
                Some(b',') => self.at += 1,
                Some(_) => {
                    self.value(format!("{pointer}/{index}"));
                    index += 1;
                }
                None => return,
            }
        }
    }

    fn string(&mut self) -> String {
        let start = self.at;
        self.at += 1;
        while let Some(byte) = self.peek() {
            self.at += if byte == b'\\' { 2 } else { 1 };
            if byte == b'"' {
                break;
            }
        }
        self.at = self.at.min(self.bytes.len());
        serde_json::from_slice(&self.bytes[start..self.at]).unwrap_or_default()
    }

    fn space(&mut self) {
        while self.peek().is_some_and(|b| b.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::{raw, scan};

    #[test]
    fn every_value_has_its_place() {
        let text = r#"{"a": {"b/c": [1, "two\"", {"d": null}]}, "a": true}"#;
        let (spans, duplicates) = scan(text);
        assert_eq!(&text[spans.values["/a/b~1c/1"].clone()], r#""two\"""#);
        assert_eq!(&text[spans.values["/a/b~1c/2/d"].clone()], "null");
        assert_eq!(&text[spans.keys["/a/b~1c"].clone()], r#""b/c""#);
        assert_eq!(duplicates, ["/a"]);
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
