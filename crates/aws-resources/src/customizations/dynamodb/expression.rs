//! Document paths, and the placeholders that stand for names and values in a request's expressions.

use std::{collections::HashMap, fmt::Write as _};

use super::value::{Attributes, Value};

/// A document path: the name of an attribute, and what is inside it. Or why it is none.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Path(Result<Vec<Step>, String>);

#[derive(Clone, Debug, PartialEq)]
enum Step {
    Name(String),
    Index(usize),
}

impl Path {
    /// `Address.Lines[0]`.
    pub(super) fn parse(text: &str) -> Self {
        let mut steps = Vec::new();
        for part in text.split('.') {
            let (name, indexes) = part.find('[').map_or((part, ""), |at| part.split_at(at));
            if name.is_empty() {
                return Self(Err(format!("the path {text:?} has an empty name")));
            }
            steps.push(Step::Name(name.to_owned()));
            for index in indexes.split_terminator(']') {
                let Some(Ok(index)) = index.strip_prefix('[').map(str::parse) else {
                    return Self(Err(format!("the path {text:?} has an index that is no number in brackets")));
                };
                steps.push(Step::Index(index));
            }
            if !indexes.is_empty() && !indexes.ends_with(']') {
                return Self(Err(format!("the path {text:?} has a bracket that doesn't end")));
            }
        }
        Self(Ok(steps))
    }

    /// One attribute, whose name may have dots and brackets.
    pub(super) fn name(name: impl Into<String>) -> Self {
        Self(Ok(Vec::new())).field(name)
    }

    /// What is inside of this under a name, which may have dots and brackets.
    pub(super) fn field(self, name: impl Into<String>) -> Self {
        let name: String = name.into();
        if name.is_empty() {
            return Self(Err("an attribute has an empty name".to_owned()));
        }
        self.then(Step::Name(name))
    }

    /// The element of this list.
    pub(super) fn index(self, index: usize) -> Self {
        self.then(Step::Index(index))
    }

    fn then(mut self, step: Step) -> Self {
        if let Ok(steps) = &mut self.0 {
            steps.push(step);
        }
        self
    }

    /// The path as it is read, for errors; `None` where it is none.
    pub(super) fn text(&self) -> Option<String> {
        self.0.as_ref().ok().map(|steps| joined(steps, str::to_owned))
    }
}

fn joined(steps: &[Step], mut write: impl FnMut(&str) -> String) -> String {
    let mut text = String::new();
    for step in steps {
        match step {
            Step::Name(name) => {
                if !text.is_empty() {
                    text.push('.');
                }
                text += &write(name);
            }
            // Writing to a string doesn't fail.
            Step::Index(index) => _ = write!(text, "[{index}]"),
        }
    }
    text
}

/// A fault, told of the attribute that it is about.
pub(super) fn told(of: Option<&str>, fault: String) -> String {
    match of {
        Some(name) => format!("`{name}`: {fault}"),
        None => fault,
    }
}

/// What the placeholders of one request stand for.
///
/// Every name and value is given as one: names may be reserved words or have dots, and values have no other way.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ExpressionAttributeNames.html>
#[derive(Default)]
pub(super) struct Placeholders {
    pub(super) names: HashMap<String, String>,
    pub(super) values: Attributes,
    by_name: HashMap<String, String>,
}

impl Placeholders {
    /// Besides those that the request has already.
    pub(super) fn beside(names: Option<HashMap<String, String>>, values: Option<Attributes>) -> Self {
        Self { names: names.unwrap_or_default(), values: values.unwrap_or_default(), by_name: HashMap::new() }
    }

    fn name(&mut self, name: &str) -> String {
        if let Some(placeholder) = self.by_name.get(name) {
            return placeholder.clone();
        }
        let placeholder = free("#n", &self.names);
        self.names.insert(placeholder.clone(), name.to_owned());
        self.by_name.insert(name.to_owned(), placeholder.clone());
        placeholder
    }

    /// What stands for a path.
    pub(super) fn path(&mut self, Path(steps): &Path) -> Result<String, String> {
        Ok(joined(steps.as_ref().map_err(Clone::clone)?, |name| self.name(name)))
    }

    /// What stands for several paths, one after the other.
    pub(super) fn paths(&mut self, paths: &[Path]) -> Result<String, String> {
        let paths: Vec<String> = paths.iter().map(|path| self.path(path)).collect::<Result<_, _>>()?;
        Ok(paths.join(", "))
    }

    /// What stands for a value.
    pub(super) fn value(&mut self, Value(value): &Value) -> Result<String, String> {
        let placeholder = free(":v", &self.values);
        self.values.insert(placeholder.clone(), value.clone()?);
        Ok(placeholder)
    }
}

/// The first placeholder that isn't taken.
fn free<T>(prefix: &str, taken: &HashMap<String, T>) -> String {
    let mut number = taken.len();
    loop {
        let placeholder = format!("{prefix}{number}");
        if !taken.contains_key(&placeholder) {
            return placeholder;
        }
        number += 1;
    }
}
