//! The conditions that attributes, keys and what is computed of them have.

use super::{
    condition::{Condition, KeyCondition, Node},
    expression::Path,
    operand::{Attr, IntoOperand, Operand},
};

/// An attribute of the key: see [`key`].
///
/// ```
/// use aws_resources::dynamodb::{Key, KeyCondition, key};
///
/// fn in_month(day: &Key, month: &str) -> KeyCondition {
///     day.begins_with(month)
/// }
/// let january = key("Customer").eq("c-1").and(in_month(&key("Day"), "2026-01-"));
/// ```
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

fn compare(left: Operand, operator: &'static str, right: impl IntoOperand) -> Node {
    Node::Compare(left, operator, right.into_operand())
}

fn function(name: &'static str, arguments: Vec<Operand>) -> Node {
    Node::Function(Operand::function(name, arguments))
}

/// The comparisons that attributes, keys and operands have. They borrow: else those of a reference would be the ones
/// of the standard library.
macro_rules! comparisons {
    ($type:ty, $condition:ident, $operand:expr) => {
        impl $type {
            /// Equal to this.
            pub fn eq(&self, value: impl IntoOperand) -> $condition {
                $condition(compare(($operand)(self.clone()), "=", value))
            }

            /// Less than this.
            pub fn lt(&self, value: impl IntoOperand) -> $condition {
                $condition(compare(($operand)(self.clone()), "<", value))
            }

            /// Less than this, or equal to it.
            pub fn le(&self, value: impl IntoOperand) -> $condition {
                $condition(compare(($operand)(self.clone()), "<=", value))
            }

            /// Greater than this.
            pub fn gt(&self, value: impl IntoOperand) -> $condition {
                $condition(compare(($operand)(self.clone()), ">", value))
            }

            /// Greater than this, or equal to it.
            pub fn ge(&self, value: impl IntoOperand) -> $condition {
                $condition(compare(($operand)(self.clone()), ">=", value))
            }

            /// Between these, both included.
            pub fn between(&self, low: impl IntoOperand, high: impl IntoOperand) -> $condition {
                $condition(Node::Between(($operand)(self.clone()), low.into_operand(), high.into_operand()))
            }
        }
    };
}

comparisons!(Attr, Condition, IntoOperand::into_operand);
comparisons!(Operand, Condition, |operand| operand);
comparisons!(Key, KeyCondition, |Key(path)| Operand::path(path));

impl Key {
    /// A text, or binary data, that begins with this.
    pub fn begins_with(&self, prefix: impl IntoOperand) -> KeyCondition {
        KeyCondition(function("begins_with", vec![Operand::path(self.0.clone()), prefix.into_operand()]))
    }
}

/// What is the same of attributes and operands.
macro_rules! tests {
    ($type:ty) => {
        impl $type {
            /// Another than this.
            pub fn ne(&self, value: impl IntoOperand) -> Condition {
                Condition(compare(self.clone().into_operand(), "<>", value))
            }

            /// One of these: [100 at the most](https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html).
            pub fn is_in<T: IntoOperand>(&self, values: impl IntoIterator<Item = T>) -> Condition {
                let values = values.into_iter().map(IntoOperand::into_operand).collect();
                Condition(Node::In(self.clone().into_operand(), values))
            }
        }
    };
}

tests!(Attr);
tests!(Operand);

impl Attr {
    /// There is such an attribute.
    pub fn exists(&self) -> Condition {
        self.function("attribute_exists", None)
    }

    /// There is no such attribute.
    pub fn not_exists(&self) -> Condition {
        self.function("attribute_not_exists", None)
    }

    /// A text, or binary data, that begins with this.
    pub fn begins_with(&self, prefix: impl IntoOperand) -> Condition {
        self.function("begins_with", Some(prefix.into_operand()))
    }

    /// A text that has this in it, or a set or list that has this element.
    pub fn contains(&self, value: impl IntoOperand) -> Condition {
        self.function("contains", Some(value.into_operand()))
    }

    /// Of this type, by [DynamoDB's name of it](https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html):
    /// `S`, `SS`, `N`, `NS`, `B`, `BS`, `BOOL`, `NULL`, `L` or `M`.
    pub fn attribute_type(&self, name: &str) -> Condition {
        self.function("attribute_type", Some(Operand::text(name)))
    }

    fn function(&self, name: &'static str, argument: Option<Operand>) -> Condition {
        let path = self.clone().into_operand();
        Condition(function(name, [path].into_iter().chain(argument).collect()))
    }
}
