//! Items of DynamoDB's tables: typed, with conditions built in code, in batches and in parallel.

mod condition;
mod expression;
mod items;
mod key;
mod operand;
mod parts;
mod read;
mod request;
mod update;
mod writer;

pub use condition::{Condition, Joined, Key, KeyCondition, Selection, key};
pub use items::Items;
pub use key::IntoKey;
pub use operand::{
    Attr, IntoOperand, Operand, attr, attr_named, attribute_value, binary, binary_set, list_append, number_set,
    string_set,
};
pub use parts::Express;
pub use read::{Query, Read, Scan};
pub use request::{DeleteItem, GetItem, ItemRequest, PutItem, UpdateItem};
pub use writer::BatchWriter;

#[cfg(test)]
mod tests;
