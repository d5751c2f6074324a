//! Conditions, built in code instead of written as text.

use std::{
    fmt,
    ops::{BitAnd, BitOr, Not},
};

use super::{
    expression::{Placeholders, told},
    operand::{Operand, Place},
};

/// As many bytes an expression can have.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html>
const LONGEST: usize = 4096;

/// As short as a comparison is: `#n0 = :v0`.
const SHORTEST: usize = 9;

/// What must hold of an item: made by [`attr`](super::attr), joined by `and` and `or`, or by `&`, `|` and `!`.
///
/// DynamoDB takes expressions of
/// [4 KB](https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html), which is some 200
/// comparisons: what is joined of more is an error of the request, before it is sent.
///
/// ```
/// use aws_resources::dynamodb::{Condition, attr};
///
/// let free: Condition = attr("Owner").not_exists().or(attr("Until").lt(1_700_000_000));
/// let open = !attr("State").is_in(["locked", "gone"]) & free;
/// ```
#[derive(Clone, PartialEq)]
pub struct Condition(pub(super) Node);

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    Compare(Operand, &'static str, Operand),
    Between(Operand, Operand, Operand),
    In(Operand, Vec<Operand>),
    Function(Operand),
    /// Both, and how long they are at the least.
    Join(Box<Node>, &'static str, Box<Node>, usize),
    /// The opposite, and how long it is at the least.
    Not(Box<Node>, usize),
    /// Longer than an expression can be. What it was made of isn't kept: it could be nested deeper than a stack holds.
    TooLong,
}

/// What must hold of an item's key: what a query begins with. Made by [`key`](super::key()).
///
/// ```
/// use aws_resources::dynamodb::{KeyCondition, key};
///
/// let january: KeyCondition = key("Customer").eq("c-1").and(key("Day").begins_with("2026-01-"));
/// ```
#[derive(Clone, PartialEq)]
pub struct KeyCondition(pub(super) Node);

/// The items that a query gives: those with a key, of which a [`Condition`] keeps some. It is made by joining the two,
/// in any order.
///
/// ```
/// use aws_resources::dynamodb::{Selection, attr, key};
///
/// let large: Selection = key("Customer").eq("c-1") & attr("Total").gt(100);
/// let recent = large & key("Day").ge("2026-01-01") & attr("Paid").exists();
/// ```
#[derive(Clone, PartialEq)]
pub struct Selection {
    pub(super) key: KeyCondition,
    pub(super) filter: Option<Condition>,
}

/// What two of these are together.
macro_rules! and {
    ($($left:ident & $right:ident = $both:ident: |$a:ident, $b:ident| $make:expr;)*) => {$(
        impl BitAnd<$right> for $left {
            type Output = $both;

            fn bitand(self, other: $right) -> $both {
                let ($a, $b) = (self, other);
                $make
            }
        }
    )*};
}

and! {
    Condition & Condition = Condition: |left, right| Condition(left.0.join("AND", right.0));
    KeyCondition & KeyCondition = KeyCondition: |left, right| KeyCondition(left.0.join("AND", right.0));
    KeyCondition & Condition = Selection: |key, filter| Selection { key, filter: Some(filter) };
    Condition & KeyCondition = Selection: |filter, key| key & filter;
    Selection & Condition = Selection: |left, right| left.filtered(Some(right));
    Condition & Selection = Selection: |left, right| (right.key & left).filtered(right.filter);
    Selection & KeyCondition = Selection: |left, right| Selection { key: left.key & right, ..left };
    KeyCondition & Selection = Selection: |left, right| Selection { key: left & right.key, ..right };
    Selection & Selection = Selection: |left, right| (left & right.key).filtered(right.filter);
}

/// What conditions of each kind have.
macro_rules! conditions {
    ($($type:ident),*) => {$(
        impl $type {
            /// Both hold: `&`. Conditions of the key and others make a [`Selection`].
            pub fn and<C>(self, other: C) -> <Self as BitAnd<C>>::Output
            where
                Self: BitAnd<C>,
            {
                self & other
            }

            /// One of both holds, or both: `|`.
            pub fn or(self, other: impl Into<Condition>) -> Condition {
                Condition(Condition::from(self).0.join("OR", other.into().0))
            }
        }

        impl<C: Into<Condition>> BitOr<C> for $type {
            type Output = Condition;

            fn bitor(self, other: C) -> Condition {
                self.or(other)
            }
        }

        impl Not for $type {
            type Output = Condition;

            fn not(self) -> Condition {
                Condition(Condition::from(self).0.opposite())
            }
        }
    )*};
}

conditions!(Condition, KeyCondition, Selection);

impl Condition {
    pub(super) fn render(&self, placeholders: &mut Placeholders) -> Result<String, String> {
        self.0.render(placeholders)
    }
}

impl KeyCondition {
    pub(super) fn render(&self, placeholders: &mut Placeholders) -> Result<String, String> {
        self.0.render(placeholders)
    }
}

impl Selection {
    /// And this holds of what was read.
    fn filtered(mut self, condition: Option<Condition>) -> Self {
        self.filter = match (self.filter, condition) {
            (Some(filter), Some(condition)) => Some(filter & condition),
            (filter, condition) => filter.or(condition),
        };
        self
    }
}

impl From<KeyCondition> for Selection {
    fn from(key: KeyCondition) -> Self {
        Self { key, filter: None }
    }
}

impl From<KeyCondition> for Condition {
    fn from(key: KeyCondition) -> Self {
        Self(key.0)
    }
}

impl From<Selection> for Condition {
    fn from(Selection { key, filter }: Selection) -> Self {
        match filter {
            Some(filter) => Self(key.0.join("AND", filter.0)),
            None => Self(key.0),
        }
    }
}

impl Node {
    fn join(self, operator: &'static str, other: Self) -> Self {
        match self.length() + operator.len() + other.length() + "(  )".len() {
            length @ ..=LONGEST => Self::Join(Box::new(self), operator, Box::new(other), length),
            _ => Self::TooLong,
        }
    }

    fn opposite(self) -> Self {
        match self.length() + "(NOT )".len() {
            length @ ..=LONGEST => Self::Not(Box::new(self), length),
            _ => Self::TooLong,
        }
    }

    /// How long its text is at the least.
    fn length(&self) -> usize {
        match self {
            Self::Join(.., length) | Self::Not(_, length) => *length,
            Self::TooLong => LONGEST + 1,
            _ => SHORTEST,
        }
    }

    /// The attribute that it is of, for errors.
    fn name(&self) -> Option<String> {
        match self {
            Self::Compare(left, _, right) => left.name().or_else(|| right.name()),
            Self::Between(value, ..) | Self::In(value, _) | Self::Function(value) => value.name(),
            Self::Join(..) | Self::Not(..) | Self::TooLong => None,
        }
    }

    fn render(&self, placeholders: &mut Placeholders) -> Result<String, String> {
        let name = self.name();
        let mut part = |operand: &Operand| {
            operand.render(Place::Condition, placeholders).map_err(|fault| told(name.as_deref(), fault))
        };
        Ok(match self {
            Self::Compare(left, operator, right) => format!("{} {operator} {}", part(left)?, part(right)?),
            Self::Between(value, low, high) => format!("{} BETWEEN {} AND {}", part(value)?, part(low)?, part(high)?),
            Self::In(_, values) if values.is_empty() => {
                return Err("`is_in` needs a value at least: DynamoDB takes no empty list".to_owned());
            }
            Self::In(value, values) => {
                let value = part(value)?;
                let values: Vec<String> = values.iter().map(part).collect::<Result<_, _>>()?;
                format!("{value} IN ({})", values.join(", "))
            }
            Self::Function(function) => part(function)?,
            Self::Join(left, operator, right, _) => {
                format!("({} {operator} {})", left.render(placeholders)?, right.render(placeholders)?)
            }
            Self::Not(condition, _) => format!("(NOT {})", condition.render(placeholders)?),
            Self::TooLong => {
                return Err("so many conditions are joined that they are longer than the 4 KB which DynamoDB takes: \
                            ask for fewer at a time, or join the values of one attribute by `is_in`"
                    .to_owned());
            }
        })
    }

    /// The expression with its names, without its values, which may be somebody's data.
    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut placeholders = Placeholders::default();
        match self.render(&mut placeholders) {
            Ok(mut text) => {
                let mut names: Vec<_> = placeholders.names.into_iter().collect();
                // `#n1` is the beginning of `#n10`.
                names.sort_by_key(|(placeholder, _)| std::cmp::Reverse(placeholder.len()));
                for (placeholder, name) in names {
                    text = text.replace(&placeholder, &name);
                }
                f.write_str(&text)
            }
            Err(fault) => f.write_str(&fault),
        }
    }
}

impl fmt::Debug for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.show(f)
    }
}

impl fmt::Debug for KeyCondition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.show(f)
    }
}

impl fmt::Debug for Selection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { key, filter } = self;
        f.debug_struct("Selection").field("key", key).field("filter", filter).finish()
    }
}
