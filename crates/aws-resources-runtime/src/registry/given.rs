//! Identifiers as texts, checked and read.

use aws_smithy_types::{DateTime, date_time::Format};

use super::ResourceType;
use crate::{ErrorKind, Result, error::Error};

/// The identifiers that a resource is to be made of: all that the type requires, and none that it doesn't have.
#[doc(hidden)]
pub struct Given<'a> {
    kind: &'a ResourceType,
    values: Vec<(&'a str, &'a str)>,
}

impl<'a> Given<'a> {
    pub(super) fn new(kind: &'a ResourceType, values: Vec<(&'a str, &'a str)>) -> Result<Self> {
        let given = Self { kind, values };
        for (at, (name, value)) in given.values.iter().enumerate() {
            let Some(identifier) = kind.identifiers.iter().find(|identifier| identifier.name == *name) else {
                let names: Vec<_> = kind.identifiers.iter().map(|known| format!("`{}`", known.name)).collect();
                let has = if names.is_empty() { "none".to_owned() } else { names.join(", ") };
                return Err(given.invalid(format!("it has no identifier `{name}`: it has {has}")));
            };
            if given.values[..at].iter().any(|(other, _)| other == name) {
                return Err(given.invalid(format!("the identifier `{name}` is given twice")));
            }
            if value.is_empty() && !identifier.may_be_empty {
                return Err(given.invalid(format!("the identifier `{name}` is empty")));
            }
        }
        for identifier in kind.identifiers.iter().filter(|identifier| !identifier.optional) {
            given.text(identifier.name)?;
        }
        Ok(given)
    }

    /// The text of an identifier that is always there.
    pub fn text(&self, name: &str) -> Result<&'a str> {
        self.optional(name).ok_or_else(|| self.invalid(format!("the identifier `{name}` is missing")))
    }

    /// The text of an identifier that may be absent.
    pub fn optional(&self, name: &str) -> Option<&'a str> {
        self.values.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
    }

    fn invalid(&self, message: String) -> Error {
        self.kind.error(ErrorKind::InvalidIdentifier, message)
    }
}

/// The value that a text of an identifier says.
#[doc(hidden)]
pub fn parsed<T: FromText>(given: &Given<'_>, name: &str, text: &str) -> Result<T> {
    T::from_text(text).ok_or_else(|| given.invalid(format!("the identifier `{name}` is {}, not `{text}`", T::WHAT)))
}

/// What identifiers are besides texts and enumerations, read from the text that `Display` writes.
#[doc(hidden)]
pub trait FromText: Sized {
    /// As an error calls it.
    const WHAT: &'static str;

    /// The value.
    fn from_text(text: &str) -> Option<Self>;
}

macro_rules! from_text {
    ($($ty:ty: $what:literal),*) => {
        $(
            impl FromText for $ty {
                const WHAT: &'static str = $what;

                fn from_text(text: &str) -> Option<Self> {
                    text.parse().ok()
                }
            }
        )*
    };
}

from_text!(i32: "a whole number", i64: "a whole number", bool: "`true` or `false`");

impl FromText for DateTime {
    const WHAT: &'static str = "a time such as 2026-11-22T00:00:00Z";

    fn from_text(text: &str) -> Option<Self> {
        // What is out of the calendar's range is written as seconds.
        let formats = [Format::DateTime, Format::EpochSeconds];
        formats.into_iter().find_map(|format| Self::from_str(text, format).ok())
    }
}
