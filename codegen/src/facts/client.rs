//! What the client's documentation says of an operation: which members it needs, and whether AWS advises against it.

use std::{collections::BTreeSet, fs};

use super::{Operation, Sdk};

/// What the client's documentation says of an operation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// The Rust names of the request's members that must be set.
    pub required: BTreeSet<String>,
    /// Whether AWS advises against it.
    pub deprecated: bool,
}

impl Sdk {
    /// What the client's documentation says of an operation.
    pub fn usage(&self, operation: &Operation) -> Usage {
        let path = self.source.join("client").join(format!("{}.rs", operation.module));
        usage(&fs::read_to_string(path).unwrap_or_default())
    }
}

fn usage(text: &str) -> Usage {
    let member = |line: &str| -> Option<String> {
        let name = line.trim().strip_prefix("///")?.trim_start().strip_prefix("- [`")?.split('(').next()?;
        line.contains("<br>required: **true**<br>").then(|| name.strip_prefix("r#").unwrap_or(name).to_owned())
    };
    Usage { required: text.lines().filter_map(member).collect(), deprecated: text.contains("\n    #[deprecated") }
}

#[cfg(test)]
mod tests {
    use super::usage;

    #[test]
    fn required_members_are_told_from_the_others() {
        let text = "
    ///   - [`name(impl Into<String>)`](x::name) / [`set_name(Option<String>)`](x::set_name):<br>required: **true**<br><p>It.</p><br>
    ///   - [`r#type(Type)`](x::type) / [`set_type(Option<Type>)`](x::set_type):<br>required: **true**<br><p>It.</p><br>
    ///   - [`size(i32)`](x::size) / [`set_size(Option<i32>)`](x::set_size):<br>required: **false**<br><p>It.</p><br>
    pub fn make(&self) {}";
        let usage = usage(text);
        assert_eq!(usage.required.iter().map(String::as_str).collect::<Vec<_>>(), ["name", "type"]);
        assert!(!usage.deprecated);
    }
}
