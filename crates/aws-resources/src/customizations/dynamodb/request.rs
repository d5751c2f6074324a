//! Requests about one item.

use std::{fmt, future::IntoFuture, marker::PhantomData};

use aws_resources_runtime::{
    ErrorKind, Result,
    generated::{BoxFuture, Call, Model as _},
};
use aws_sdk_dynamodb::{
    operation::{
        delete_item::builders::DeleteItemFluentBuilder, get_item::builders::GetItemFluentBuilder,
        put_item::builders::PutItemFluentBuilder, update_item::builders::UpdateItemFluentBuilder,
    },
    types::ReturnValue,
};
use serde_core::de::DeserializeOwned;

use super::{
    super::{Table, operations},
    condition::Condition,
    operand::{Attr, IntoOperand, IntoPath, Operand, list_append},
    parts::{Express, Parts},
    value::{Attributes, unreadable},
};

/// One request about one item of a table, from [`Items`](super::Items). Await it as it is, or say more of it first.
///
/// `B` is the SDK's request, `T` the item's type, `O` what comes back.
///
/// ```no_run
/// # use aws_resources::{Result, dynamodb::{Items, attr}};
/// # async fn example(orders: Items<std::collections::HashMap<String, String>>) -> Result<()> {
/// let order = orders.get(("Id", "o-7")).project(["Id", "Day"]).consistent().await?; // `None` where there is none
/// let before = orders.delete(("Id", "o-7")).condition(attr("Paid").exists()).returning_old().await?;
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// A value that DynamoDB hasn't (see [`IntoOperand`]), a document path that is none, and an expression that DynamoDB
/// doesn't take, before anything is sent; what the call fails with, where a condition doesn't hold with the code
/// `ConditionalCheckFailedException`; and an item that isn't a `T`.
#[must_use = "a request does nothing until it is awaited"]
pub struct ItemRequest<B, T, O> {
    table: Table,
    operation: &'static str,
    request: B,
    fault: Option<String>,
    parts: Parts,
    run: fn(Call, B) -> BoxFuture<Result<O>>,
    item: PhantomData<fn() -> T>,
}

/// Reads an item: see [`Items::get`](super::Items::get).
pub type GetItem<T> = ItemRequest<GetItemFluentBuilder, T, Option<T>>;

/// Writes an item: see [`Items::put`](super::Items::put).
pub type PutItem<T, O = ()> = ItemRequest<PutItemFluentBuilder, T, O>;

/// Changes an item: see [`Items::update`](super::Items::update).
pub type UpdateItem<T, O = ()> = ItemRequest<UpdateItemFluentBuilder, T, O>;

/// Deletes an item: see [`Items::delete`](super::Items::delete).
pub type DeleteItem<T, O = ()> = ItemRequest<DeleteItemFluentBuilder, T, O>;

/// An item as its caller wants it.
pub(super) fn read<T: DeserializeOwned>(call: &Call, attributes: Attributes) -> Result<T> {
    // serde_dynamo panics there.
    if let Some(fault) = unreadable(&attributes) {
        return Err(call.error(ErrorKind::Response, format!("an item can't be read: {fault}")));
    }
    serde_dynamo::from_item(attributes).map_err(|error| {
        call.error(ErrorKind::Response, format!("an item isn't a {}: {error}", std::any::type_name::<T>()))
    })
}

fn read_optional<T: DeserializeOwned>(call: &Call, attributes: Option<Attributes>) -> Result<Option<T>> {
    attributes.filter(|attributes| !attributes.is_empty()).map(|attributes| read(call, attributes)).transpose()
}

impl<B, T, O> ItemRequest<B, T, O> {
    fn new(
        table: &Table,
        operation: &'static str,
        (request, fault): (B, Option<String>),
        run: fn(Call, B) -> BoxFuture<Result<O>>,
    ) -> Self {
        let (table, parts) = (table.clone(), Parts::default());
        Self { table, operation, request, fault, parts, run, item: PhantomData }
    }

    /// The same, with another answer.
    fn answering<P>(self, request: B, run: fn(Call, B) -> BoxFuture<Result<P>>) -> ItemRequest<B, T, P> {
        let Self { table, operation, fault, parts, item, .. } = self;
        ItemRequest { table, operation, request, fault, parts, run, item }
    }

    /// Finishes the SDK's own request: sets every field that the operation has.
    pub fn with(mut self, finish: impl FnOnce(B) -> B) -> Self {
        self.request = finish(self.request);
        self
    }

    fn conditional(mut self, condition: Condition) -> Self {
        self.parts.require(condition);
        self
    }
}

impl<T: DeserializeOwned + Send + 'static> GetItem<T> {
    pub(super) fn of(table: &Table, key: Result<Attributes, String>) -> Self {
        let request = table.client().get_item().table_name(table.name());
        let (key, fault) = or_fault(key);
        Self::new(table, "GetItem", (request.set_key(key), fault), |call, request| {
            // One of which the projection leaves nothing is empty, and there all the same.
            call.made(request, operations::get_item, |call, output| {
                output.item.map(|item| read(call, item)).transpose()
            })
        })
    }
}

impl<T> GetItem<T> {
    /// Only these attributes: `T` must be happy with them. An item that has none of them is read as an empty one.
    pub fn project<P: IntoPath>(mut self, paths: impl IntoIterator<Item = P>) -> Self {
        self.parts.project(paths);
        self
    }

    /// Sees every write that was answered before: DynamoDB may else give an older state.
    pub fn consistent(self) -> Self {
        self.with(|request| request.consistent_read(true))
    }
}

impl<T> PutItem<T> {
    pub(super) fn of(table: &Table, item: Result<Attributes, String>) -> Self {
        let request = table.client().put_item().table_name(table.name());
        let (item, fault) = or_fault(item);
        Self::new(table, "PutItem", (request.set_item(item), fault), |call, request| {
            call.made(request, operations::put_item, |_, _| Ok(()))
        })
    }
}

impl<T: DeserializeOwned + Send + 'static> PutItem<T> {
    /// Gives the item that was there before, if there was one.
    pub fn returning_old(self) -> PutItem<T, Option<T>> {
        let request = self.request.clone().return_values(ReturnValue::AllOld);
        self.answering(request, |call, request| {
            call.made(request, operations::put_item, |call, output| read_optional(call, output.attributes))
        })
    }
}

impl<T, O> PutItem<T, O> {
    /// Only where this holds of the item that is there.
    pub fn condition(self, condition: impl Into<Condition>) -> Self {
        self.conditional(condition.into())
    }
}

impl<T> DeleteItem<T> {
    pub(super) fn of(table: &Table, key: Result<Attributes, String>) -> Self {
        let request = table.client().delete_item().table_name(table.name());
        let (key, fault) = or_fault(key);
        Self::new(table, "DeleteItem", (request.set_key(key), fault), |call, request| {
            call.made(request, operations::delete_item, |_, _| Ok(()))
        })
    }
}

impl<T: DeserializeOwned + Send + 'static> DeleteItem<T> {
    /// Gives the item that was there before, if there was one.
    pub fn returning_old(self) -> DeleteItem<T, Option<T>> {
        let request = self.request.clone().return_values(ReturnValue::AllOld);
        self.answering(request, |call, request| {
            call.made(request, operations::delete_item, |call, output| read_optional(call, output.attributes))
        })
    }
}

impl<T, O> DeleteItem<T, O> {
    /// Only where this holds of the item that is there.
    pub fn condition(self, condition: impl Into<Condition>) -> Self {
        self.conditional(condition.into())
    }
}

impl<T> UpdateItem<T> {
    pub(super) fn of(table: &Table, key: Result<Attributes, String>) -> Self {
        let request = table.client().update_item().table_name(table.name());
        let (key, fault) = or_fault(key);
        Self::new(table, "UpdateItem", (request.set_key(key), fault), |call, request| {
            call.made(request, operations::update_item, |_, _| Ok(()))
        })
    }
}

impl<T: DeserializeOwned + Send + 'static> UpdateItem<T> {
    /// Gives the item as it is afterwards.
    pub fn returning_new(self) -> UpdateItem<T, Option<T>> {
        self.returning(ReturnValue::AllNew)
    }

    /// Gives the item that was there before, if there was one.
    pub fn returning_old(self) -> UpdateItem<T, Option<T>> {
        self.returning(ReturnValue::AllOld)
    }

    fn returning(self, values: ReturnValue) -> UpdateItem<T, Option<T>> {
        let request = self.request.clone().return_values(values);
        self.answering(request, |call, request| {
            call.made(request, operations::update_item, |call, output| read_optional(call, output.attributes))
        })
    }
}

impl<T, O> UpdateItem<T, O> {
    /// Only where this holds of the item that is there.
    pub fn condition(self, condition: impl Into<Condition>) -> Self {
        self.conditional(condition.into())
    }

    /// Sets an attribute: to a value, to another attribute's, or to what is computed of them.
    pub fn set(mut self, path: impl IntoPath, value: impl IntoOperand) -> Self {
        self.parts.clauses.set.push((path.into_attr().0, value.into_operand()));
        self
    }

    /// Sets an attribute that isn't there.
    pub fn set_if_not_exists(self, path: impl IntoPath, value: impl IntoOperand) -> Self {
        let path = path.into_attr();
        let value = path.if_not_exists(value);
        self.set(path, value)
    }

    /// Adds these elements to the end of a list, which is made if it isn't there.
    pub fn append(self, path: impl IntoPath, elements: impl IntoOperand) -> Self {
        let path = path.into_attr();
        let value = list_append(list(&path), elements);
        self.set(path, value)
    }

    /// Adds these elements to the beginning of a list, which is made if it isn't there.
    pub fn prepend(self, path: impl IntoPath, elements: impl IntoOperand) -> Self {
        let path = path.into_attr();
        let value = list_append(elements, list(&path));
        self.set(path, value)
    }

    /// Adds to a number, or elements to a set: what isn't there begins as 0 or empty.
    pub fn add(mut self, path: impl IntoPath, value: impl IntoOperand) -> Self {
        self.parts.clauses.add.push((path.into_attr().0, value.into_operand()));
        self
    }

    /// Removes elements from a set: see [`string_set`](super::string_set).
    pub fn delete(mut self, path: impl IntoPath, elements: impl IntoOperand) -> Self {
        self.parts.clauses.delete.push((path.into_attr().0, elements.into_operand()));
        self
    }

    /// Removes an attribute, or an element of a list.
    pub fn remove(mut self, path: impl IntoPath) -> Self {
        self.parts.clauses.remove.push(path.into_attr().0);
        self
    }
}

/// The list at a path, or an empty one.
fn list(path: &Attr) -> Operand {
    let none: [&str; 0] = [];
    path.if_not_exists(none.as_slice())
}

fn or_fault(attributes: Result<Attributes, String>) -> (Option<Attributes>, Option<String>) {
    match attributes {
        Ok(attributes) => (Some(attributes), None),
        Err(fault) => (None, Some(fault)),
    }
}

impl<B: Express, T, O: Send + 'static> IntoFuture for ItemRequest<B, T, O> {
    type Output = Result<O>;
    type IntoFuture = BoxFuture<Result<O>>;

    fn into_future(self) -> Self::IntoFuture {
        let call = self.table.core().call(self.operation);
        let request = match self.fault {
            Some(fault) => Err(fault),
            None => self.request.express(&self.parts),
        };
        let run = self.run;
        Box::pin(async move {
            let request = request.map_err(|fault| call.invalid(fault))?;
            run(call, request).await
        })
    }
}

impl<B, T, O> fmt::Debug for ItemRequest<B, T, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ItemRequest")
            .field("table", &self.table)
            .field("operation", &self.operation)
            .finish_non_exhaustive()
    }
}
