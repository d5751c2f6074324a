//! Conditions, built in code instead of written as text.

use std::{
    fmt,
    ops::{BitAnd, BitOr, Not},
};

use super::{
    expression::{Path, Placeholders},
    operand::{Attr, IntoOperand, Operand},
};

/// What must hold of an item: made by [`attr`](super::attr), joined by `and`, `or` and `!`.
///
/// ```
/// use aws_resources::dynamodb::{Condition, attr};
///
/// let free: Condition = attr("Owner").not_exists().or(attr("Until").lt(1_700_000_000));
/// let open = !attr("State").is_in(["locked", "gone"]) & free;
/// ```
#[derive(Clone, PartialEq)]
pub struct Condition(Node);

#[derive(Clone, Debug, PartialEq)]
enum Node {
    Compare(Operand, &'static str, Operand),
    Between(Operand, Operand, Operand),
    In(Operand, Vec<Operand>),
    Function(Operand),
    Join(Box<Node>, &'static str, Box<Node>),
    Not(Box<Node>),
}

/// What must hold of an item's key: what a query begins with. Made by [`key`].
#[derive(Clone, PartialEq)]
pub struct KeyCondition(Node);

/// The items that a query gives: those with a key, of which a [`Condition`] keeps some.
#[derive(Clone, PartialEq)]
pub struct Selection {
    pub(super) key: KeyCondition,
    pub(super) filter: Option<Condition>,
}

/// An attribute of the key: see [`key`].
#[derive(Clone, Debug, PartialEq)]
pub struct Key(Path);

/// An attribute of the table's or index's key. Its conditions are what
/// [DynamoDB allows of a key](https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.KeyConditionExpressions.html):
/// `eq` of the partition key, and one comparison of the sort key.
///
/// ```
/// use aws_resources::dynamodb::{attr, key};
///
/// let orders = key("Customer").eq("c-1").and(key("Day").between("2026-01-01", "2026-01-31"));
/// let large = orders.and(attr("Total").gt(100)); // and what isn't in the key filters what was read
/// ```
pub fn key(name: impl Into<String>) -> Key {
    Key(Path::name(name))
}

fn compare(left: impl IntoOperand, operator: &'static str, right: impl IntoOperand) -> Node {
    Node::Compare(left.into_operand(), operator, right.into_operand())
}

fn function(name: &'static str, arguments: Vec<Operand>) -> Node {
    Node::Function(Operand::function(name, arguments))
}

/// The comparisons that attributes, keys and operands have.
macro_rules! comparisons {
    ($type:ty, $condition:ident, $operand:expr) => {
        impl $type {
            /// Equal to this.
            pub fn eq(self, value: impl IntoOperand) -> $condition {
                $condition(compare(($operand)(self), "=", value))
            }

            /// Less than this.
            pub fn lt(self, value: impl IntoOperand) -> $condition {
                $condition(compare(($operand)(self), "<", value))
            }

            /// Less than this, or equal to it.
            pub fn le(self, value: impl IntoOperand) -> $condition {
                $condition(compare(($operand)(self), "<=", value))
            }

            /// Greater than this.
            pub fn gt(self, value: impl IntoOperand) -> $condition {
                $condition(compare(($operand)(self), ">", value))
            }

            /// Greater than this, or equal to it.
            pub fn ge(self, value: impl IntoOperand) -> $condition {
                $condition(compare(($operand)(self), ">=", value))
            }

            /// Between these, both included.
            pub fn between(self, low: impl IntoOperand, high: impl IntoOperand) -> $condition {
                $condition(Node::Between(($operand)(self), low.into_operand(), high.into_operand()))
            }
        }
    };
}

comparisons!(Attr, Condition, IntoOperand::into_operand);
comparisons!(Operand, Condition, |operand| operand);
comparisons!(Key, KeyCondition, |Key(path)| Operand::path(path));

impl Key {
    /// A text, or binary data, that begins with this.
    pub fn begins_with(self, prefix: impl IntoOperand) -> KeyCondition {
        KeyCondition(function("begins_with", vec![Operand::path(self.0), prefix.into_operand()]))
    }
}

/// What is the same of attributes and operands.
macro_rules! tests {
    ($type:ty) => {
        impl $type {
            /// Another than this.
            pub fn ne(self, value: impl IntoOperand) -> Condition {
                Condition(compare(self, "<>", value))
            }

            /// One of these: [100 at the most](https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html).
            pub fn is_in<T: IntoOperand>(self, values: impl IntoIterator<Item = T>) -> Condition {
                let values = values.into_iter().map(IntoOperand::into_operand).collect();
                Condition(Node::In(self.into_operand(), values))
            }
        }
    };
}

tests!(Attr);
tests!(Operand);

impl Attr {
    /// There is such an attribute.
    pub fn exists(self) -> Condition {
        Condition(function("attribute_exists", vec![self.into_operand()]))
    }

    /// There is no such attribute.
    pub fn not_exists(self) -> Condition {
        Condition(function("attribute_not_exists", vec![self.into_operand()]))
    }

    /// A text, or binary data, that begins with this.
    pub fn begins_with(self, prefix: impl IntoOperand) -> Condition {
        Condition(function("begins_with", vec![self.into_operand(), prefix.into_operand()]))
    }

    /// A text that has this in it, or a set or list that has this element.
    pub fn contains(self, value: impl IntoOperand) -> Condition {
        Condition(function("contains", vec![self.into_operand(), value.into_operand()]))
    }

    /// Of this type, by [DynamoDB's name of it](https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html):
    /// `S`, `SS`, `N`, `NS`, `B`, `BS`, `BOOL`, `NULL`, `L` or `M`.
    pub fn attribute_type(self, name: &str) -> Condition {
        Condition(function("attribute_type", vec![self.into_operand(), Operand::text(name)]))
    }
}

impl Condition {
    /// Both hold.
    pub fn and(self, other: impl Into<Self>) -> Self {
        Self(self.0.join("AND", other.into().0))
    }

    /// One of both holds, or both.
    pub fn or(self, other: impl Into<Self>) -> Self {
        Self(self.0.join("OR", other.into().0))
    }

    pub(super) fn render(&self, placeholders: &mut Placeholders) -> Result<String, String> {
        self.0.render(placeholders)
    }
}

impl KeyCondition {
    /// Both hold: another condition of the key, or a [`Condition`] that filters what was read by it.
    pub fn and<C: Joined>(self, other: C) -> C::Whole {
        other.join(self)
    }

    pub(super) fn render(&self, placeholders: &mut Placeholders) -> Result<String, String> {
        self.0.render(placeholders)
    }
}

/// What can be joined to a condition of the key.
pub trait Joined: sealed::Sealed {
    /// What both are together.
    type Whole;

    #[doc(hidden)]
    fn join(self, key: KeyCondition) -> Self::Whole;
}

mod sealed {
    pub trait Sealed {}

    impl Sealed for super::KeyCondition {}
    impl Sealed for super::Condition {}
}

impl Joined for KeyCondition {
    type Whole = Self;

    fn join(self, key: KeyCondition) -> Self {
        Self(key.0.join("AND", self.0))
    }
}

impl Joined for Condition {
    type Whole = Selection;

    fn join(self, key: KeyCondition) -> Selection {
        Selection { key, filter: Some(self) }
    }
}

impl Selection {
    /// And this holds of what was read.
    pub fn and(mut self, condition: Condition) -> Self {
        self.filter = Some(match self.filter {
            Some(filter) => filter.and(condition),
            None => condition,
        });
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
        Self::Join(Box::new(self), operator, Box::new(other))
    }

    fn render(&self, placeholders: &mut Placeholders) -> Result<String, String> {
        Ok(match self {
            Self::Compare(left, operator, right) => {
                format!("{} {operator} {}", left.render(placeholders)?, right.render(placeholders)?)
            }
            Self::Between(value, low, high) => {
                let (value, low) = (value.render(placeholders)?, low.render(placeholders)?);
                format!("{value} BETWEEN {low} AND {}", high.render(placeholders)?)
            }
            Self::In(_, values) if values.is_empty() => {
                return Err("`is_in` needs a value at least: DynamoDB takes no empty list".to_owned());
            }
            Self::In(value, values) => {
                let value = value.render(placeholders)?;
                format!("{value} IN ({})", Operand::render_all(values, placeholders)?)
            }
            Self::Function(function) => function.render(placeholders)?,
            Self::Join(left, operator, right) => {
                format!("({} {operator} {})", left.render(placeholders)?, right.render(placeholders)?)
            }
            Self::Not(condition) => format!("(NOT {})", condition.render(placeholders)?),
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

impl BitAnd for Condition {
    type Output = Self;

    fn bitand(self, other: Self) -> Self {
        self.and(other)
    }
}

impl BitOr for Condition {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        self.or(other)
    }
}

impl Not for Condition {
    type Output = Self;

    fn not(self) -> Self {
        Self(Node::Not(Box::new(self.0)))
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
