//! A table's items as one's own types.

use std::{fmt, marker::PhantomData};

use serde_core::{Serialize, de::DeserializeOwned};

use super::{
    super::Table,
    condition::Selection,
    key::{self, IntoKey},
    read::{Query, Scan},
    request::{DeleteItem, GetItem, PutItem, UpdateItem},
    value::to_item,
    writer::BatchWriter,
};

/// A table's items as values of a type of one's own, from [`Table::items`].
///
/// Items are read and written by [serde](https://serde.rs), as [serde_dynamo](https://docs.rs/serde_dynamo) maps its types to
/// DynamoDB's: numbers to `N`, texts to `S`, structs to `M`. Its modules `string_set`, `number_set` and `binary_set`
/// make fields sets; `serde_bytes` makes them binary.
///
/// DynamoDB's numbers have up to
/// [38 digits](https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html).
/// Into an integer one is read as it is, or that is an error; into an `f64`, and into a type that takes any value, as
/// `serde_json::Value`, where it is no 64-bit integer, it is rounded as an `f64` is: to write such an item back would
/// change it.
///
/// ```no_run
/// use aws_resources::dynamodb::{DynamoDb, attr, key};
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Serialize, Deserialize)]
/// struct Order {
///     customer: String,
///     day: String,
///     total: u32,
/// }
///
/// # async fn example(session: &aws_resources::Session) -> aws_resources::Result<()> {
/// let orders = DynamoDb::new(session).table("orders").items::<Order>();
///
/// let order = Order { customer: "c-1".into(), day: "2026-01-31".into(), total: 120 };
/// orders.put(&order).condition(attr("customer").not_exists()).await?;
/// orders.update((("customer", "c-1"), ("day", "2026-01-31"))).add("total", 5).await?;
///
/// let january = key("customer").eq("c-1").and(key("day").begins_with("2026-01"));
/// let mut large = orders.query(january.and(attr("total").gt(100))).descending().all();
/// while let Some(order) = large.try_next().await? {
///     println!("{}: {}", order.day, order.total);
/// }
/// # Ok(())
/// # }
/// ```
pub struct Items<T> {
    table: Table,
    item: PhantomData<fn() -> T>,
}

impl Table {
    /// The table's items as values of this type. No call is made.
    pub fn items<T>(&self) -> Items<T> {
        Items { table: self.clone(), item: PhantomData }
    }
}

impl<T> Items<T> {
    /// The table.
    pub fn table(&self) -> &Table {
        &self.table
    }

    /// The item with this key, or `None`.
    ///
    /// Calls [`GetItem`](https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetItem.html).
    ///
    /// # Errors
    /// See [`ItemRequest`](super::ItemRequest).
    pub fn get(&self, key: impl IntoKey) -> GetItem<T>
    where
        T: DeserializeOwned + Send + 'static,
    {
        GetItem::of(&self.table, key::checked(key))
    }

    /// Writes an item, in place of the one with the same key.
    ///
    /// Calls [`PutItem`](https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html).
    ///
    /// # Errors
    /// An item that isn't a map to serde, or that has a value that DynamoDB hasn't (see
    /// [`IntoOperand`](super::IntoOperand)), which the error names; and see [`ItemRequest`](super::ItemRequest).
    pub fn put(&self, item: &T) -> PutItem<T>
    where
        T: Serialize,
    {
        PutItem::of(&self.table, to_item(item))
    }

    /// Changes the item with this key, or makes one: say what with [`set`](UpdateItem::set), [`add`](UpdateItem::add),
    /// [`remove`](UpdateItem::remove) and the others.
    ///
    /// Calls [`UpdateItem`](https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html).
    ///
    /// # Errors
    /// See [`ItemRequest`](super::ItemRequest).
    pub fn update(&self, key: impl IntoKey) -> UpdateItem<T> {
        UpdateItem::of(&self.table, key::checked(key))
    }

    /// Deletes the item with this key, if there is one.
    ///
    /// Calls [`DeleteItem`](https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteItem.html).
    ///
    /// # Errors
    /// See [`ItemRequest`](super::ItemRequest).
    pub fn delete(&self, key: impl IntoKey) -> DeleteItem<T> {
        DeleteItem::of(&self.table, key::checked(key))
    }

    /// The items of a partition key, in the order of the sort key.
    ///
    /// Calls [`Query`](https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html), page by page.
    ///
    /// # Errors
    /// None here: items are errors where [`Collection`](aws_resources_runtime::Collection) says so, and where one isn't
    /// a `T`, after which the others follow.
    pub fn query(&self, selection: impl Into<Selection>) -> Query<T> {
        Query::of(&self.table, selection.into())
    }

    /// All items.
    ///
    /// Calls [`Scan`](https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Scan.html), page by page, or
    /// for several [segments](Scan::segments) at once.
    ///
    /// # Errors
    /// As those of [`query`](Self::query).
    pub fn scan(&self) -> Scan<T> {
        Scan::of(&self.table)
    }

    /// Writes and deletes many items with few calls.
    ///
    /// Calls [`BatchWriteItem`](https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html).
    pub fn batch_writer(&self) -> BatchWriter<T> {
        BatchWriter::new(&self.table)
    }
}

impl<T> Clone for Items<T> {
    fn clone(&self) -> Self {
        self.table.items()
    }
}

impl<T> fmt::Debug for Items<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").field("table", &self.table).field("item", &std::any::type_name::<T>()).finish()
    }
}
