//! Items of DynamoDB's tables: typed, with conditions built in code, in batches and in parallel.

mod compare;
mod condition;
mod expression;
mod items;
mod key;
mod operand;
mod parts;
mod read;
mod refused;
mod request;
mod update;
mod value;
mod writer;

pub use compare::{Key, key};
pub use condition::{Condition, KeyCondition, Selection};
pub use items::Items;
pub use key::IntoKey;
pub use operand::{
    Attr, IntoOperand, IntoPath, Operand, attr, attr_named, attribute_value, binary, binary_set, list_append,
    number_set, string_set,
};
pub use parts::Express;
pub use read::{Query, Read, Scan};
pub use refused::RefusedWrite;
pub use request::{DeleteItem, GetItem, ItemRequest, PutItem, UpdateItem};
pub use writer::BatchWriter;

#[cfg(test)]
mod tests;
