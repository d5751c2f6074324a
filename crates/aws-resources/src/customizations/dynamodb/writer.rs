//! Many writes, in batches.

use std::{collections::VecDeque, fmt, marker::PhantomData, time::Duration};

use aws_resources_runtime::{
    Error, ErrorKind, Result,
    generated::{BoxFuture, Call, Model as _, back_off},
};
use aws_sdk_dynamodb::types::{AttributeValue, DeleteRequest, PutRequest, WriteRequest};
use futures_util::future::join_all;
use serde_core::Serialize;
use tokio::time::Instant;

use super::{
    super::{Table, operations},
    key::{self, IntoKey},
    refused::{self, RefusedWrite},
    value::{Attributes, to_item},
};

/// How many writes one `BatchWriteItem` takes.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html>
const BATCH: usize = 25;

/// For how long DynamoDB may take no write, unless it is said, before it is an error.
const PATIENCE: Duration = Duration::from_secs(300);

/// Writes and deletes many items with few calls, from [`Items::batch_writer`](super::Items::batch_writer).
///
/// Writes are collected, and sent 25 at a time with
/// [`BatchWriteItem`](https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html). What
/// DynamoDB leaves unprocessed, as it does when it is throttled, is sent again after pauses that grow up to 20 seconds,
/// of which a random part is waited, for [as long as is set](Self::give_up_after). The last writes are sent by
/// [`finish`](Self::finish): call it, for dropping the writer can't.
///
/// A write leaves the writer only when DynamoDB has taken it. After an error, or when a future was dropped, those that
/// may not have been written are still there: [`finish`](Self::finish) tries them again,
/// [`into_pending`](Self::into_pending) gives them back.
///
/// One write that DynamoDB refuses, such as an item that is too large, or one whose key a policy doesn't allow, makes it
/// refuse the 25. These are then sent again by halves, until it is alone: it is set aside as [`refused`](Self::refused)
/// with its error, and the others go on. [`finish`](Self::finish) tells of it. A load that may be wrong as a whole looks
/// at [`refused`](Self::refused) before.
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
/// let finished = writer.finish().await;
/// for refused in writer.take_refused() {
///     eprintln!("{:?}: {}", refused.write(), refused.error());
/// }
/// println!("{} writes", finished?);
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// What `BatchWriteItem` fails with for all writes: no such table, no connection; no access, which is assumed where
/// DynamoDB has denied every write so far, which are then set aside; and writes of which it takes none for
/// [5 minutes](Self::give_up_after).
#[must_use = "the last writes are only sent by `finish`"]
pub struct BatchWriter<T> {
    table: Table,
    /// Parts of refused batches, to be sent as they are. They come before what is pending.
    suspects: VecDeque<Vec<WriteRequest>>,
    pending: VecDeque<WriteRequest>,
    refused: Vec<RefusedWrite>,
    keys: Vec<String>,
    concurrency: usize,
    patience: Duration,
    written: usize,
    /// How many rounds in a row left something unprocessed.
    throttled: u32,
    item: PhantomData<fn(T)>,
}

/// What became of the writes of one round.
#[derive(Default)]
struct Round {
    /// How many DynamoDB left unprocessed.
    unprocessed: usize,
    /// Whether there is less to do than before.
    progress: bool,
    /// DynamoDB's error where it took none of a batch for now.
    refusal: Option<Error>,
    /// Its error where it has denied a write by itself.
    denial: Option<Error>,
}

impl<T> BatchWriter<T> {
    pub(super) fn new(table: &Table) -> Self {
        let table = table.clone();
        Self {
            table,
            suspects: VecDeque::new(),
            pending: VecDeque::new(),
            refused: Vec::new(),
            keys: Vec::new(),
            concurrency: 1,
            patience: PATIENCE,
            written: 0,
            throttled: 0,
            item: PhantomData,
        }
    }

    /// A write replaces those before it that wait for the same item, by these attributes: the table's key. Without
    /// this, DynamoDB refuses the batch with two writes of one item, which costs some calls more.
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

    /// How long DynamoDB may take none of the writes, because it is throttled or leaves them unprocessed, before that is
    /// an error: 5 minutes unless set. The try that is due then is the last; with [`Duration::ZERO`] there is one. The
    /// writes stay in the writer.
    pub fn give_up_after(mut self, time: Duration) -> Self {
        self.patience = time;
        self
    }

    /// Writes an item, in place of the one with the same key. Calls DynamoDB when there is enough for a call.
    ///
    /// # Errors
    /// Before the write is taken, and before any call: an item that isn't a map to serde, that has a value that
    /// DynamoDB hasn't (see [`IntoOperand`](super::IntoOperand)), or that lacks an attribute of
    /// [`overwrite_by_keys`](Self::overwrite_by_keys), all of [`ErrorKind::Request`].
    ///
    /// After every other error (see [`BatchWriter`]) the write is taken: it waits, and the next call sends it, or it is
    /// [`refused`](Self::refused), so don't put it again. That DynamoDB refuses a write by itself is no error here, but
    /// where it has denied all.
    pub fn put(&mut self, item: &T) -> impl Future<Output = Result<()>> + use<'_, T>
    where
        T: Serialize,
    {
        // Nothing of the item is in the future: it can be sent to another thread whatever the item is.
        let write = to_item(item).and_then(|item| {
            let put = PutRequest::builder().set_item(Some(item)).build().map_err(|error| error.to_string())?;
            Ok(WriteRequest::builder().put_request(put).build())
        });
        self.take(write)
    }

    /// Deletes the item with this key, if there is one. Calls DynamoDB when there is enough for a call.
    ///
    /// # Errors
    /// As those of [`put`](Self::put), of a key that is none.
    pub fn delete(&mut self, key: impl IntoKey) -> impl Future<Output = Result<()>> {
        let write = key::checked(key).and_then(|key| {
            let delete = DeleteRequest::builder().set_key(Some(key)).build().map_err(|error| error.to_string())?;
            Ok(WriteRequest::builder().delete_request(delete).build())
        });
        self.take(write)
    }

    /// Sends what is left, and says how many writes DynamoDB has taken since the writer was made.
    ///
    /// # Errors
    /// See [`BatchWriter`]. And, when nothing is left, the first of DynamoDB's errors about the writes that are
    /// [`refused`](Self::refused). It can be called again.
    pub async fn finish(&mut self) -> Result<usize> {
        self.send(1).await?;
        match self.refused.first() {
            None => Ok(self.written),
            Some(first) => {
                let (refused, written) = (self.refused.len(), self.written);
                let hint =
                    format!("{refused} refused by DynamoDB, see `refused` of the batch writer; {written} written");
                Err(first.error().clone().with_hint(&hint))
            }
        }
    }

    /// How many writes wait to be sent.
    pub fn pending(&self) -> usize {
        self.suspects.iter().map(Vec::len).sum::<usize>() + self.pending.len()
    }

    /// The writes that wait to be sent, as the SDK has them. Nothing is sent. Those that are
    /// [`refused`](Self::refused) aren't among them.
    pub fn into_pending(mut self) -> Vec<WriteRequest> {
        let (suspects, pending) = (std::mem::take(&mut self.suspects), std::mem::take(&mut self.pending));
        suspects.into_iter().flatten().chain(pending).collect()
    }

    /// The writes that DynamoDB refuses by themselves, each with its error. They aren't sent again.
    pub fn refused(&self) -> &[RefusedWrite] {
        &self.refused
    }

    /// Takes the [`refused`](Self::refused) writes out of the writer.
    pub fn take_refused(&mut self) -> Vec<RefusedWrite> {
        std::mem::take(&mut self.refused)
    }

    fn call(&self) -> Call {
        self.table.core().call("BatchWriteItem")
    }

    async fn take(&mut self, write: Result<WriteRequest, String>) -> Result<()> {
        let write = write.map_err(|fault| self.call().invalid(fault))?;
        if !self.keys.is_empty() {
            let keys = &self.keys;
            let same = attributes(keys, &write).map_err(|name| {
                let message = format!("the item has no `{name}`, by which `overwrite_by_keys` tells items apart");
                self.call().invalid(message)
            })?;
            let is_other = |other: &WriteRequest| !attributes(keys, other).is_ok_and(|other| key::same(&other, &same));
            self.pending.retain(is_other);
            self.suspects.iter_mut().for_each(|batch| batch.retain(is_other));
            self.suspects.retain(|batch| !batch.is_empty());
        }
        self.pending.push_back(write);
        self.send(BATCH.saturating_mul(self.concurrency)).await
    }

    /// Sends batches as long as this many writes wait, or there are suspects.
    async fn send(&mut self, enough: usize) -> Result<()> {
        let mut idle_since = None;
        while !self.suspects.is_empty() || self.pending.len() >= enough {
            if self.throttled > 0 {
                back_off(&self.call(), self.throttled).await?;
            }
            let began = Instant::now();
            let round = self.send_round().await?;
            self.throttled = if round.unprocessed == 0 { 0 } else { self.throttled.saturating_add(1) };
            if let Some(denial) = round.denial.filter(|_| self.written == 0 && self.suspects.is_empty()) {
                let refused = self.refused.len();
                let hint = format!("none was taken so far, {refused} are set aside, see `refused` of the batch writer");
                return Err(denial.with_hint(&hint));
            }
            if round.progress {
                idle_since = None;
            } else if idle_since.get_or_insert(began).elapsed() >= self.patience {
                let (patience, left) = (self.patience, self.pending());
                let hint = format!("none of the writes was taken for {patience:?}, and {left} still wait");
                let unprocessed = || self.call().error(ErrorKind::Service, "DynamoDB left all of them unprocessed");
                return Err(round.refusal.unwrap_or_else(unprocessed).with_hint(&hint));
            }
        }
        Ok(())
    }

    /// Sends as many batches as may be sent at the same time. What DynamoDB doesn't take stays at its place in the
    /// order, but what it refuses by itself.
    async fn send_round(&mut self) -> Result<Round> {
        let suspected = !self.suspects.is_empty();
        let batches: Vec<Vec<WriteRequest>> = if suspected {
            self.suspects.iter().take(self.concurrency).cloned().collect()
        } else {
            self.pending.make_contiguous().chunks(BATCH).take(self.concurrency).map(<[_]>::to_vec).collect()
        };
        // Until DynamoDB has answered, every write stays where it is.
        let answers = join_all(batches.into_iter().map(|batch| self.write(batch))).await;

        let (mut round, mut failure) = (Round::default(), None);
        let (mut suspects, mut first) = (VecDeque::new(), VecDeque::new());
        for answer in answers {
            let batch: Vec<WriteRequest> = if suspected {
                self.suspects.pop_front().unwrap_or_default()
            } else {
                self.pending.drain(..BATCH.min(self.pending.len())).collect()
            };
            let size = batch.len();
            let rest = match answer {
                Ok(unprocessed) => unprocessed,
                Err(error) if refused::for_now(&error) => {
                    round.refusal = Some(error);
                    batch
                }
                Err(error) if refused::for_a_write(&error) => {
                    round.progress = true;
                    if size == 1 && refused::is_denied(&error) {
                        round.denial = Some(error.clone());
                    }
                    self.halve(batch, error, &mut suspects);
                    continue;
                }
                Err(error) => {
                    failure = failure.or(Some(error));
                    batch
                }
            };
            let taken = size.saturating_sub(rest.len());
            self.written += taken;
            round.progress |= taken > 0;
            round.unprocessed += rest.len();
            if suspected && !rest.is_empty() {
                suspects.push_back(rest);
            } else {
                first.extend(rest);
            }
        }
        suspects.append(&mut self.suspects);
        self.suspects = suspects;
        first.append(&mut self.pending);
        self.pending = first;
        failure.map_or(Ok(round), Err)
    }

    /// Looks for the writes of a refused batch that are why: sets the one aside that was refused alone.
    fn halve(&mut self, mut batch: Vec<WriteRequest>, error: Error, suspects: &mut VecDeque<Vec<WriteRequest>>) {
        let second = batch.split_off(batch.len() / 2);
        if batch.is_empty() {
            self.refused.extend(second.into_iter().map(|write| RefusedWrite::new(write, error.clone())));
        } else {
            suspects.extend([batch, second]);
        }
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
fn attributes<'a, 'n>(names: &'n [String], write: &'a WriteRequest) -> Result<Vec<&'a AttributeValue>, &'n str> {
    let attributes: Option<&Attributes> = match (write.put_request(), write.delete_request()) {
        (Some(put), _) => Some(put.item()),
        (_, delete) => delete.map(DeleteRequest::key),
    };
    names.iter().map(|name| attributes.and_then(|all| all.get(name)).ok_or(name.as_str())).collect()
}

impl<T> Drop for BatchWriter<T> {
    fn drop(&mut self) {
        let (table, pending) = (self.table.name(), self.pending());
        if pending > 0 {
            tracing::error!(table, writes = pending, "a batch writer was dropped before `finish`: these were not sent");
        }
        if let Some(first) = self.refused.first() {
            let (writes, error) = (self.refused.len(), first.error());
            tracing::error!(table, writes, %error, "a batch writer was dropped with writes that DynamoDB refused");
        }
    }
}

impl<T> fmt::Debug for BatchWriter<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BatchWriter")
            .field("table", &self.table)
            .field("pending", &self.pending())
            .field("refused", &self.refused.len())
            .field("written", &self.written)
            .finish_non_exhaustive()
    }
}
