//! Many writes, in batches.

use std::{collections::VecDeque, fmt, marker::PhantomData};

use aws_resources_runtime::{
    Error, ErrorKind, Result,
    generated::{BoxFuture, Call, Model as _, back_off},
};
use aws_sdk_dynamodb::types::{AttributeValue, DeleteRequest, PutRequest, WriteRequest};
use futures_util::future::join_all;
use serde_core::Serialize;

use super::{
    super::{Table, operations},
    key::IntoKey,
    value::Attributes,
};

/// How many writes one `BatchWriteItem` takes.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html>
const BATCH: usize = 25;

/// How often DynamoDB may take no write before it is an error.
const TRIES: u32 = 10;

/// Writes and deletes many items with few calls, from [`Items::batch_writer`](super::Items::batch_writer).
///
/// Writes are collected, and sent 25 at a time with
/// [`BatchWriteItem`](https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html). What
/// DynamoDB leaves unprocessed, as it does when it is throttled, is sent again after a pause that grows. The last
/// writes are sent by [`finish`](Self::finish): call it, for dropping the writer can't.
///
/// A write leaves the writer only when DynamoDB has taken it. After an error, or when a future was dropped, those that
/// may not have been written are still there: [`finish`](Self::finish) tries them again,
/// [`into_pending`](Self::into_pending) gives them back.
///
/// ```no_run
/// # use aws_resources::{Result, dynamodb::Table};
/// # use serde::{Deserialize, Serialize};
/// #[derive(Serialize, Deserialize)]
/// struct User {
///     id: String,
///     name: String,
/// }
///
/// # async fn example(table: &Table, users: Vec<User>) -> Result<()> {
/// let mut writer = table.items::<User>().batch_writer().overwrite_by_keys(["id"]);
/// for user in &users {
///     writer.put(user).await?;
/// }
/// writer.delete(("id", "u-17")).await?;
/// println!("{} writes", writer.finish().await?);
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// What `BatchWriteItem` fails with: one write that DynamoDB refuses makes it refuse the 25; and writes that are left
/// unprocessed ten times in a row.
#[must_use = "the last writes are only sent by `finish`"]
pub struct BatchWriter<T> {
    table: Table,
    pending: VecDeque<WriteRequest>,
    keys: Vec<String>,
    concurrency: usize,
    written: usize,
    /// How many rounds in a row left something unprocessed.
    throttled: u32,
    item: PhantomData<fn(T)>,
}

impl<T> BatchWriter<T> {
    pub(super) fn new(table: &Table) -> Self {
        let table = table.clone();
        Self {
            table,
            pending: VecDeque::new(),
            keys: Vec::new(),
            concurrency: 1,
            written: 0,
            throttled: 0,
            item: PhantomData,
        }
    }

    /// A write replaces those before it that wait for the same item, by these attributes: the table's key. Without
    /// this, two writes of one item in the same batch make DynamoDB refuse it.
    pub fn overwrite_by_keys<N: Into<String>>(mut self, names: impl IntoIterator<Item = N>) -> Self {
        self.keys = names.into_iter().map(Into::into).collect();
        self
    }

    /// Sends this many batches at the same time, once there are writes for all of them. Two writes of one item may
    /// then overtake each other, unless [`overwrite_by_keys`](Self::overwrite_by_keys) makes them one.
    pub fn concurrency(mut self, batches: usize) -> Self {
        self.concurrency = batches.max(1);
        self
    }

    /// Writes an item, in place of the one with the same key. Calls DynamoDB when there is enough for a call.
    ///
    /// # Errors
    /// An item that isn't a map to serde, which isn't taken; and see [`BatchWriter`].
    pub async fn put(&mut self, item: &T) -> Result<()>
    where
        T: Serialize,
    {
        let item = serde_dynamo::to_item(item).map_err(|error| self.call().invalid(error))?;
        let put = PutRequest::builder().set_item(Some(item)).build().map_err(|error| self.call().invalid(error))?;
        self.take(WriteRequest::builder().put_request(put).build()).await
    }

    /// Deletes the item with this key, if there is one. Calls DynamoDB when there is enough for a call.
    ///
    /// # Errors
    /// See [`BatchWriter`].
    pub async fn delete(&mut self, key: impl IntoKey) -> Result<()> {
        let key = key.into_key().map_err(|fault| self.call().invalid(fault))?;
        let delete = DeleteRequest::builder().set_key(Some(key)).build().map_err(|error| self.call().invalid(error))?;
        self.take(WriteRequest::builder().delete_request(delete).build()).await
    }

    /// Sends what is left, and says how many writes DynamoDB has taken since the writer was made.
    ///
    /// # Errors
    /// See [`BatchWriter`]. It can be called again.
    pub async fn finish(&mut self) -> Result<usize> {
        self.send(1).await?;
        Ok(self.written)
    }

    /// How many writes wait to be sent.
    pub fn pending(&self) -> usize {
        self.pending.len()
    }

    /// The writes that wait to be sent, as the SDK has them. Nothing is sent.
    pub fn into_pending(mut self) -> Vec<WriteRequest> {
        std::mem::take(&mut self.pending).into()
    }

    fn call(&self) -> Call {
        self.table.core().call("BatchWriteItem")
    }

    async fn take(&mut self, write: WriteRequest) -> Result<()> {
        if !self.keys.is_empty() {
            let same = key(&self.keys, &write).map_err(|name| {
                let message = format!("the item has no `{name}`, by which `overwrite_by_keys` tells items apart");
                self.call().invalid(message)
            })?;
            let keys = &self.keys;
            self.pending.retain(|other| key(keys, other).as_ref() != Ok(&same));
        }
        self.pending.push_back(write);
        self.send(BATCH * self.concurrency).await
    }

    /// Sends batches as long as this many writes wait.
    async fn send(&mut self, enough: usize) -> Result<()> {
        let mut idle = 0;
        while self.pending.len() >= enough {
            if self.throttled > 0 {
                back_off(&self.call(), self.throttled).await?;
            }
            let before = self.written;
            let (unprocessed, refusal) = self.send_round().await?;
            self.throttled = if unprocessed == 0 { 0 } else { self.throttled.saturating_add(1) };
            idle = if self.written > before { 0 } else { idle + 1 };
            if idle == TRIES {
                let left = self.pending.len();
                let hint = format!("none of the writes was taken {TRIES} times in a row, and {left} still wait");
                let unprocessed = || self.call().error(ErrorKind::Service, "DynamoDB left all of them unprocessed");
                return Err(refusal.unwrap_or_else(unprocessed).with_hint(&hint));
            }
        }
        Ok(())
    }

    /// Sends as many batches as may be sent at the same time. Gives how many of their writes DynamoDB left unprocessed,
    /// which come first again, and its error where it took none of a batch because it is throttled.
    async fn send_round(&mut self) -> Result<(usize, Option<Error>)> {
        let mut waiting = self.pending.iter().cloned();
        let mut batches: Vec<Vec<WriteRequest>> =
            (0..self.concurrency).map(|_| waiting.by_ref().take(BATCH).collect()).collect();
        batches.retain(|batch| !batch.is_empty());
        let sizes: Vec<usize> = batches.iter().map(Vec::len).collect();
        // Until DynamoDB has answered, every write stays where it is.
        let answers = join_all(batches.into_iter().map(|batch| self.write(batch))).await;

        let (mut first, mut left) = (VecDeque::new(), 0);
        let (mut failure, mut refusal) = (None, None);
        for (size, answer) in sizes.into_iter().zip(answers) {
            let sent = self.pending.drain(..size);
            match answer {
                Ok(unprocessed) => {
                    self.written += size.saturating_sub(unprocessed.len());
                    left += unprocessed.len();
                    drop(sent);
                    first.extend(unprocessed);
                }
                Err(error) if error.is_throttled() => {
                    left += size;
                    first.extend(sent);
                    refusal = Some(error);
                }
                Err(error) => {
                    first.extend(sent);
                    failure = failure.or(Some(error));
                }
            }
        }
        first.append(&mut self.pending);
        self.pending = first;
        failure.map_or(Ok((left, refusal)), Err)
    }

    /// One call; gives what is unprocessed.
    fn write(&self, batch: Vec<WriteRequest>) -> BoxFuture<Result<Vec<WriteRequest>>> {
        let request = self.table.client().batch_write_item().request_items(self.table.name(), batch);
        self.call().made(request, operations::batch_write_item, |_, output| {
            Ok(output.unprocessed_items.into_iter().flatten().flat_map(|(_, writes)| writes).collect())
        })
    }
}

/// The item that a write is of, by these attributes; or the name of one that it lacks.
fn key<'a, 'n>(names: &'n [String], write: &'a WriteRequest) -> Result<Vec<&'a AttributeValue>, &'n str> {
    let attributes: Option<&Attributes> = match (write.put_request(), write.delete_request()) {
        (Some(put), _) => Some(put.item()),
        (_, delete) => delete.map(DeleteRequest::key),
    };
    names.iter().map(|name| attributes.and_then(|all| all.get(name)).ok_or(name.as_str())).collect()
}

impl<T> Drop for BatchWriter<T> {
    fn drop(&mut self) {
        if !self.pending.is_empty() {
            tracing::error!(
                table = self.table.name(),
                writes = self.pending.len(),
                "a batch writer was dropped before `finish`: these writes were not sent"
            );
        }
    }
}

impl<T> fmt::Debug for BatchWriter<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { table, pending, written, .. } = self;
        f.debug_struct("BatchWriter")
            .field("table", table)
            .field("pending", &pending.len())
            .field("written", written)
            .finish_non_exhaustive()
    }
}
