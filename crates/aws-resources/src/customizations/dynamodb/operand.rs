//! What conditions compare and updates set: values, attributes, and what is computed of them.

use std::fmt;

use aws_sdk_dynamodb::{primitives::Blob, types::AttributeValue};
use serde_core::Serialize;

use super::{
    expression::{Path, Placeholders},
    value::Value,
};

/// An attribute of an item, by its document path: its name, and after it what is inside, as in `Address.Lines[0]`.
///
/// It makes [conditions](super::Condition), and stands for the attribute's value where a value is taken.
///
/// ```
/// use aws_resources::dynamodb::{attr, attr_named};
///
/// let cheap = attr("Price").lt(100).and(attr("Shop.Name").ne(attr("Maker")));
/// // Names that come from elsewhere may have dots: they are given one by one.
/// let known = attr("Users").field("ann@example.org").field("Phones").index(0).exists();
/// let local = attr_named("a.b").eq(3);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Attr(pub(super) Path);

/// The attribute at a document path: see [`Attr`]. Names may be reserved words.
pub fn attr(path: impl AsRef<str>) -> Attr {
    Attr(Path::parse(path.as_ref()))
}

/// The attribute with exactly this name, dots and brackets included.
pub fn attr_named(name: impl Into<String>) -> Attr {
    Attr(Path::name(name))
}

impl Attr {
    /// What is inside of it under exactly this name, dots and brackets included.
    #[must_use]
    pub fn field(self, name: impl Into<String>) -> Self {
        Self(self.0.field(name))
    }

    /// The element of the list that it is, the first being 0.
    #[must_use]
    pub fn index(self, index: usize) -> Self {
        Self(self.0.index(index))
    }
}

/// What names an attribute to set, to remove or to read: a text, which is a document path as for [`attr`], or an
/// [`Attr`].
///
/// ```
/// use aws_resources::dynamodb::{Condition, IntoPath, attr, attr_named};
///
/// fn is_there(path: impl IntoPath) -> Condition {
///     path.into_attr().exists()
/// }
/// let both = is_there("Address.City") & is_there(attr_named("a.b")) & is_there(attr("Lines").index(0));
/// ```
pub trait IntoPath {
    /// The attribute.
    fn into_attr(self) -> Attr;
}

impl<T: AsRef<str>> IntoPath for T {
    fn into_attr(self) -> Attr {
        attr(self)
    }
}

impl IntoPath for Attr {
    fn into_attr(self) -> Attr {
        self
    }
}

/// Something that has a value in an expression: made by [`IntoOperand`] from any serde type, from an [`Attr`], and by
/// the functions that compute.
///
/// ```
/// use aws_resources::dynamodb::{Condition, Operand, attr};
///
/// let lines: Operand = attr("Lines").size();
/// let many: Condition = lines.gt(10);
/// ```
#[derive(Clone, PartialEq)]
pub struct Operand(Inner);

#[derive(Clone, Debug, PartialEq)]
enum Inner {
    Value(Value),
    Path(Path),
    Function(&'static str, Vec<Operand>),
    Sum(Box<Operand>, char, Box<Operand>),
}

/// In which expression an operand stands: they don't have the same functions.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Place {
    /// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html>
    Condition,
    /// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html>
    Update,
}

impl Operand {
    pub(super) fn path(path: Path) -> Self {
        Self(Inner::Path(path))
    }

    pub(super) fn function(name: &'static str, arguments: Vec<Self>) -> Self {
        Self(Inner::Function(name, arguments))
    }

    pub(super) fn text(text: &str) -> Self {
        attribute_value(AttributeValue::S(text.to_owned()))
    }

    fn is_sum(&self) -> bool {
        matches!(self.0, Inner::Sum(..))
    }

    fn sum(self, sign: char, other: impl IntoOperand) -> Self {
        Self(Inner::Sum(Box::new(self), sign, Box::new(other.into_operand())))
    }

    /// The value, where it is one by itself.
    pub(super) fn as_value(&self) -> Result<&Value, String> {
        match &self.0 {
            Inner::Value(value) => Ok(value),
            _ => Err("here must be a value, not an attribute or what is computed of it".to_owned()),
        }
    }

    /// The attribute that it is of, for errors.
    pub(super) fn name(&self) -> Option<String> {
        match &self.0 {
            Inner::Value(_) => None,
            Inner::Path(path) => path.text(),
            Inner::Function(_, arguments) => arguments.iter().find_map(Self::name),
            Inner::Sum(left, _, right) => left.name().or_else(|| right.name()),
        }
    }

    pub(super) fn render(&self, place: Place, placeholders: &mut Placeholders) -> Result<String, String> {
        match &self.0 {
            Inner::Value(value) => placeholders.value(value),
            Inner::Path(path) => placeholders.path(path),
            Inner::Function(name @ ("if_not_exists" | "list_append"), _) if place == Place::Condition => {
                Err(format!("DynamoDB has `{name}` for `set`, not in conditions"))
            }
            Inner::Function("size", _) if place == Place::Update => {
                Err("DynamoDB has `size` in conditions, not in updates".to_owned())
            }
            Inner::Function(name, arguments) => {
                Ok(format!("{name}({})", Self::render_all(arguments, place, placeholders)?))
            }
            Inner::Sum(..) if place == Place::Condition => {
                Err("DynamoDB computes in updates, not in conditions: compare with the number itself".to_owned())
            }
            Inner::Sum(left, _, right) if left.is_sum() || right.is_sum() => {
                Err("DynamoDB takes one + or - in a value, not several".to_owned())
            }
            Inner::Sum(left, sign, right) => {
                let (left, right) = (left.render(place, placeholders)?, right.render(place, placeholders)?);
                Ok(format!("{left} {sign} {right}"))
            }
        }
    }

    pub(super) fn render_all(
        operands: &[Self],
        place: Place,
        placeholders: &mut Placeholders,
    ) -> Result<String, String> {
        let all: Vec<String> =
            operands.iter().map(|operand| operand.render(place, placeholders)).collect::<Result<_, _>>()?;
        Ok(all.join(", "))
    }
}

impl fmt::Debug for Operand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What can stand where a value is taken: any type that serde can serialize (`"a"`, `3`, a struct as a map), an
/// [`Attr`], and an [`Operand`]. The SDK's own values go through [`attribute_value`], sets and binary data through
/// functions like [`string_set`] and [`binary`].
///
/// A value that DynamoDB hasn't makes the request an error before it is sent: one that it has no type for, a number
/// that is infinite or none at all, an empty set.
///
/// ```
/// use aws_resources::dynamodb::{Condition, IntoOperand, attr};
///
/// fn paid(total: impl IntoOperand) -> Condition {
///     attr("Paid").ge(total)
/// }
/// let enough = paid(100) | paid(attr("Total"));
/// ```
pub trait IntoOperand {
    /// The operand.
    fn into_operand(self) -> Operand;
}

impl<T: Serialize> IntoOperand for T {
    fn into_operand(self) -> Operand {
        Operand(Inner::Value(Value::serialized(self)))
    }
}

impl IntoOperand for Attr {
    fn into_operand(self) -> Operand {
        Operand::path(self.0)
    }
}

impl IntoOperand for Operand {
    fn into_operand(self) -> Operand {
        self
    }
}

impl Attr {
    /// How large the attribute is: the length of a text, of binary data, or the number of elements. For conditions.
    pub fn size(&self) -> Operand {
        Operand::function("size", vec![self.clone().into_operand()])
    }

    /// The attribute, or this value where there is none: for [`UpdateItem::set`](super::UpdateItem::set).
    pub fn if_not_exists(&self, value: impl IntoOperand) -> Operand {
        Operand::function("if_not_exists", vec![self.clone().into_operand(), value.into_operand()])
    }

    /// The attribute and a number: for [`UpdateItem::set`](super::UpdateItem::set).
    pub fn plus(&self, number: impl IntoOperand) -> Operand {
        self.clone().into_operand().plus(number)
    }

    /// The attribute less a number: for [`UpdateItem::set`](super::UpdateItem::set).
    pub fn minus(&self, number: impl IntoOperand) -> Operand {
        self.clone().into_operand().minus(number)
    }
}

impl Operand {
    /// The sum of both: for [`UpdateItem::set`](super::UpdateItem::set).
    #[must_use]
    pub fn plus(self, number: impl IntoOperand) -> Self {
        self.sum('+', number)
    }

    /// The difference of both: for [`UpdateItem::set`](super::UpdateItem::set).
    #[must_use]
    pub fn minus(self, number: impl IntoOperand) -> Self {
        self.sum('-', number)
    }
}

/// Both lists, one after the other: for [`UpdateItem::set`](super::UpdateItem::set).
pub fn list_append(first: impl IntoOperand, second: impl IntoOperand) -> Operand {
    Operand::function("list_append", vec![first.into_operand(), second.into_operand()])
}

/// A set of texts, which serde would make a list of.
pub fn string_set<T: Into<String>>(texts: impl IntoIterator<Item = T>) -> Operand {
    attribute_value(AttributeValue::Ss(texts.into_iter().map(Into::into).collect()))
}

/// A set of numbers, which serde would make a list of.
pub fn number_set<T: ToString>(numbers: impl IntoIterator<Item = T>) -> Operand {
    attribute_value(AttributeValue::Ns(numbers.into_iter().map(|number| number.to_string()).collect()))
}

/// A set of binary values.
pub fn binary_set<T: Into<Vec<u8>>>(values: impl IntoIterator<Item = T>) -> Operand {
    attribute_value(AttributeValue::Bs(values.into_iter().map(|value| Blob::new(value)).collect()))
}

/// Binary data, which serde would make a list of.
pub fn binary(value: impl Into<Vec<u8>>) -> Operand {
    attribute_value(AttributeValue::B(Blob::new(value)))
}

/// A value of the SDK's own type.
pub fn attribute_value(value: AttributeValue) -> Operand {
    Operand(Inner::Value(Value::of(value)))
}
