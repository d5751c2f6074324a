//! Links and headings of Markdown.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

/// A link `[text](target)`: where it and its parts stand.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Link {
    pub(crate) whole: Range<usize>,
    pub(crate) text: Range<usize>,
    pub(crate) target: Range<usize>,
}

/// The links of a document, in order; code has none.
pub(crate) fn links(markdown: &str) -> Vec<Link> {
    let bytes = markdown.as_bytes();
    let (mut links, mut open, mut at) = (Vec::new(), Vec::new(), 0);
    while at < bytes.len() {
        if let Some(end) = fenced(markdown, at) {
            at = end;
            continue;
        }
        match bytes[at] {
            b'\\' => at += 2,
            b'`' => at = behind_code(markdown, at),
            b'[' => {
                open.push(at);
                at += 1;
            }
            b']' => {
                let (text, target) = (open.pop(), at + 2);
                let length = markdown.get(target..).and_then(|rest| rest.find([')', '\n']));
                match (text, length, bytes.get(at + 1)) {
                    (Some(text), Some(length), Some(b'(')) => {
                        let end = target + length;
                        links.push(Link { whole: text..end + 1, text: text + 1..at, target: target..end });
                        at = end;
                    }
                    _ => at += 1,
                }
            }
            b'\n' if markdown[at + 1..].starts_with('\n') => {
                open.clear();
                at += 1;
            }
            _ => at += 1,
        }
    }
    links
}

/// The relative targets of definitions `[name]: target`, which this reads nothing else of.
pub(crate) fn defined(markdown: &str) -> impl Iterator<Item = &str> {
    let targets = markdown.lines().filter(|line| line.starts_with('[')).filter_map(|line| line.split_once("]: "));
    targets.map(|(_, target)| target.trim()).filter(|target| !is_external(target))
}

/// Whether a target isn't a file of ours.
pub(crate) fn is_external(target: &str) -> bool {
    ["http://", "https://", "mailto:", "data:"].iter().any(|scheme| target.starts_with(scheme))
}

/// The anchors of a document's headings, as GitHub and mdBook make them.
pub(crate) fn anchors(markdown: &str) -> BTreeSet<String> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut anchors = BTreeSet::new();
    for line in outside_of_code(markdown) {
        let title = line.trim_start_matches('#');
        if title.len() == line.len() || !title.starts_with(' ') {
            continue;
        }
        let kept = title.trim().to_lowercase();
        let kept = kept.chars().filter(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' '));
        let anchor = kept.map(|c| if c == ' ' { '-' } else { c }).collect::<String>();
        let times = seen.entry(anchor.clone()).or_default();
        anchors.insert(if *times == 0 { anchor } else { format!("{anchor}-{times}") });
        *times += 1;
    }
    anchors
}

/// The document's first heading.
pub(crate) fn title(markdown: &str) -> Option<&str> {
    outside_of_code(markdown).find_map(|line| line.strip_prefix("# "))
}

fn outside_of_code(markdown: &str) -> impl Iterator<Item = &str> {
    let mut inside = false;
    markdown.lines().filter(move |line| {
        let fence = line.trim_start().starts_with("```");
        inside ^= fence;
        !inside && !fence
    })
}

/// Where a code block ends that begins with the line at `at`.
fn fenced(markdown: &str, at: usize) -> Option<usize> {
    if at != 0 && markdown.as_bytes()[at - 1] != b'\n' {
        return None;
    }
    let mut lines = markdown[at..].split_inclusive('\n');
    let first = lines.next()?;
    if !first.trim_start().starts_with("```") {
        return None;
    }
    let mut end = at + first.len();
    for line in lines {
        end += line.len();
        if line.trim() == "```" {
            break;
        }
    }
    Some(end)
}

/// Where inline code ends that begins at `at`; behind the backticks where it doesn't end.
fn behind_code(markdown: &str, at: usize) -> usize {
    let count = |text: &str| text.bytes().take_while(|byte| *byte == b'`').count();
    let ticks = count(&markdown[at..]);
    let start = at + ticks;
    let end = markdown[start..].find("\n\n").map_or(markdown.len(), |length| start + length);
    let mut from = start;
    while let Some(length) = markdown[from..end].find('`') {
        let found = count(&markdown[from + length..end]);
        from += length + found;
        if found == ticks {
            return from;
        }
    }
    start
}

#[cfg(test)]
mod tests {
    use super::{anchors, defined, links, title};

    #[test]
    fn links_are_found_outside_of_code() {
        let text = "# A `b`\n[one](a.md) `[no](b.md)` [`two`](c.md#d-e) [x[1]](y)\n\n```text\n[no](z)\n```\n\\[no](n) \
                    `` ` `` [![i](i.svg)](i.md) [open\n\n](no)\n";
        let found: Vec<_> = links(text).into_iter().map(|link| (&text[link.text], &text[link.target])).collect();
        let wanted = [("one", "a.md"), ("`two`", "c.md#d-e"), ("x[1]", "y"), ("i", "i.svg"), ("![i](i.svg)", "i.md")];
        assert_eq!(found, wanted);
        assert_eq!(title(text), Some("A `b`"));
        assert_eq!(defined("[a]: https://b.c\n[d]: e.md\n").collect::<Vec<_>>(), ["e.md"]);
    }

    #[test]
    fn anchors_are_those_of_headings() {
        let text = "# What's `services.toml` (ours)\n## On – two\n## On – two\n#no\n```sh\n# no\n```\n";
        let wanted = ["on--two", "on--two-1", "whats-servicestoml-ours"];
        assert_eq!(anchors(text).into_iter().collect::<Vec<_>>(), wanted);
    }
}
