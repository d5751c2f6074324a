//! The small language of paths and targets.
//!
//! A path reads a value: names, `.`, `[]`, `[0]`, `[-1]`, `@`, and one list of alternatives `[A,B]|[]`. A target says
//! where a parameter goes: names, `.`, `[]`, `[0]`, `[*]`. Nothing else of JMESPath occurs in any path: the `||` of a
//! paginator's token and the `==` of a waiter's argument are taken apart where they stand.

use std::fmt;

/// Parts of the regular expressions below.
macro_rules! regex {
    (name) => {
        "[A-Za-z0-9_]+"
    };
    (step) => {
        concat!(regex!(name), r"(\[(0|-1)?\])?")
    };
    (steps) => {
        concat!(regex!(step), r"(\.", regex!(step), ")*")
    };
    (names) => {
        concat!(" *", regex!(name), r"(\.", regex!(name), ")* *")
    };
    (alternatives) => {
        concat!(r"\[", regex!(names), "(,", regex!(names), r")*\]\|\[\](\.", regex!(steps), ")?")
    };
    (part) => {
        concat!(regex!(name), r"(\[([0-9]*|\*)\])?")
    };
}

/// What [`Path::parse`] takes, as a regular expression: for the schema.
pub const PATTERN: &str = concat!(r"^(@|\$|", regex!(steps), "|", regex!(alternatives), ")?$");

/// What [`Target::parse`] takes, as a regular expression: for the schema.
pub const TARGET_PATTERN: &str = concat!("^", regex!(part), r"(\.", regex!(part), ")*$");

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A member.
    Member(String),
    /// The first element.
    First,
    /// The last element.
    Last,
    /// All elements.
    Each,
}

/// A path: the alternatives of `[A,B]|[]`, or one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// The steps of each alternative; no steps are `@`, the whole.
    pub alternatives: Vec<Vec<Step>>,
}

/// Where a parameter goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The members, outermost first.
    pub parts: Vec<Part>,
}

/// One member on the way to where a parameter goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The member.
    pub member: String,
    /// Which element, where the member is a list.
    pub element: Element,
}

/// Which element of a list a target means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Element {
    /// The member isn't a list.
    None,
    /// `[0]`, `[1]`, …
    At(usize),
    /// `[]`: one more element.
    Append,
    /// `[*]`: the element of the batch's item.
    Item,
}

/// Why a text is not a path or target, and where in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed {
    /// Why.
    pub message: String,
    /// Where, in bytes.
    pub at: usize,
}

impl Path {
    /// Parses a path; `""` and `$` are the whole, as `@` is.
    ///
    /// # Errors
    /// When the text is not in the language.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        if matches!(text, "@" | "" | "$") {
            return Ok(Self { alternatives: vec![Vec::new()] });
        }
        let Some(list) = text.strip_prefix('[') else {
            return Ok(Self { alternatives: vec![steps(text, 0)?] });
        };
        let (names, rest) =
            list.split_once(']').ok_or_else(|| Malformed { message: "this `[` is never closed".into(), at: 0 })?;
        let rest_at = names.len() + 2;
        let after = rest.strip_prefix("|[]").ok_or_else(|| Malformed {
            message: "a list of alternatives must be flattened: `[A,B]|[]`".into(),
            at: rest_at.min(text.len().saturating_sub(1)),
        })?;
        let tail = match after.strip_prefix('.') {
            Some(tail) => steps(tail, rest_at + 4)?,
            None if after.is_empty() => Vec::new(),
            None => return Err(Malformed { message: "expected `.` or the end".into(), at: rest_at + 3 }),
        };
        let mut at = 1;
        let mut alternatives = Vec::new();
        for name in names.split(',') {
            let mut alternative = steps(name.trim(), at)?;
            alternative.push(Step::Each);
            alternative.extend(tail.iter().cloned());
            alternatives.push(alternative);
            at += name.len() + 1;
        }
        Ok(Self { alternatives })
    }

    /// The steps, where there is one alternative.
    pub fn only(&self) -> Option<&[Step]> {
        match self.alternatives.as_slice() {
            [steps] => Some(steps),
            _ => None,
        }
    }

    /// Whether it yields a list.
    pub fn is_plural(&self) -> bool {
        self.alternatives.iter().any(|steps| steps.contains(&Step::Each))
    }
}

impl Target {
    /// Parses a target.
    ///
    /// # Errors
    /// When the text is not in the language.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        let mut parts = Vec::new();
        let mut at = 0;
        for part in text.split('.') {
            let (member, element) = match part.split_once('[') {
                None => (part, Element::None),
                Some((member, index)) => {
                    let inside = index.strip_suffix(']').ok_or_else(|| Malformed {
                        message: "this `[` is never closed".into(),
                        at: at + member.len(),
                    })?;
                    let element = match inside {
                        "" => Element::Append,
                        "*" => Element::Item,
                        index => Element::At(index.parse().map_err(|_| Malformed {
                            message: format!("`{index}` is not an index: expected a number, `*` or nothing"),
                            at: at + member.len() + 1,
                        })?),
                    };
                    (member, element)
                }
            };
            check_name(member, at)?;
            parts.push(Part { member: member.to_owned(), element });
            at += part.len() + 1;
        }
        Ok(Self { parts })
    }
}

fn steps(text: &str, start: usize) -> Result<Vec<Step>, Malformed> {
    let mut steps = Vec::new();
    let mut at = start;
    for part in text.split('.') {
        let (member, brackets) = part.split_at(part.find('[').unwrap_or(part.len()));
        check_name(member, at)?;
        steps.push(Step::Member(member.to_owned()));
        match brackets {
            "" => {}
            "[]" => steps.push(Step::Each),
            "[0]" => steps.push(Step::First),
            "[-1]" => steps.push(Step::Last),
            other => {
                return Err(Malformed {
                    message: format!("`{other}` is not in the path language: only `[]`, `[0]` and `[-1]` are"),
                    at: at + member.len(),
                });
            }
        }
        at += part.len() + 1;
    }
    Ok(steps)
}

fn check_name(name: &str, at: usize) -> Result<(), Malformed> {
    if name.is_empty() {
        return Err(Malformed { message: "expected the name of a member".into(), at });
    }
    match name.char_indices().find(|(_, c)| !c.is_ascii_alphanumeric() && *c != '_') {
        Some((offset, c)) => Err(Malformed { message: format!("`{c}` is not in the path language"), at: at + offset }),
        None => Ok(()),
    }
}

/// Writes steps as they stand in a model.
pub fn show(steps: &[Step]) -> String {
    let mut text = String::new();
    for step in steps {
        match step {
            Step::Member(name) => {
                if !text.is_empty() {
                    text.push('.');
                }
                text += name;
            }
            Step::First => text += "[0]",
            Step::Last => text += "[-1]",
            Step::Each => text += "[]",
        }
    }
    if text.is_empty() { "@".to_owned() } else { text }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown: Vec<String> = self.alternatives.iter().map(|steps| show(steps)).collect();
        f.write_str(&shown.join(" or "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        Path::parse(text).unwrap().alternatives.iter().map(|steps| show(steps)).collect()
    }

    #[test]
    fn every_shape_of_path_is_read() {
        for text in ["A", "A.B", "A[0]", "A[0].B", "A[0].B[0]", "A[-1].B", "A[]", "A[].B", "A[].B[]", "A.B[].C", "@"] {
            assert_eq!(shown(text), [text]);
        }
        assert_eq!(shown(""), ["@"]);
        assert_eq!(shown("$"), ["@"]);
        assert_eq!(shown("[Versions,DeleteMarkers]|[]"), ["Versions[]", "DeleteMarkers[]"]);
        assert_eq!(shown("[Versions,DeleteMarkers]|[].Key"), ["Versions[].Key", "DeleteMarkers[].Key"]);
        assert!(Path::parse("A[].B").unwrap().is_plural());
        assert!(!Path::parse("A[0].B").unwrap().is_plural());
    }

    #[test]
    fn other_texts_are_refused_with_their_place() {
        for (text, at) in [
            ("A..B", 2),
            ("A[1]", 1),
            ("A[?b]", 1),
            ("A-B", 1),
            (".A", 0),
            ("[A,B]", 5 - 1),
            ("[A", 0),
            ("[A,B]|[]x", 8),
        ] {
            assert_eq!(Path::parse(text).unwrap_err().at, at, "{text}");
        }
        for (text, at) in [("A[", 1), ("A[x]", 2), ("A..B", 2), ("", 0), ("A b", 1)] {
            assert_eq!(Target::parse(text).unwrap_err().at, at, "{text}");
        }
    }

    #[test]
    fn every_shape_of_target_is_read() {
        let target = Target::parse("Delete.Objects[*].Key").unwrap();
        let parts: Vec<_> = target.parts.iter().map(|part| (part.member.as_str(), part.element)).collect();
        assert_eq!(parts, [("Delete", Element::None), ("Objects", Element::Item), ("Key", Element::None)]);
        let target = Target::parse("Filters[1].Values[]").unwrap();
        let parts: Vec<_> = target.parts.iter().map(|part| (part.member.as_str(), part.element)).collect();
        assert_eq!(parts, [("Filters", Element::At(1)), ("Values", Element::Append)]);
    }
}
