//! What DynamoDB doesn't take of a batch.

use std::fmt;

use aws_resources_runtime::{Error, ErrorKind};
use aws_sdk_dynamodb::types::WriteRequest;

/// A write that DynamoDB refuses by itself, from [`BatchWriter::refused`](super::BatchWriter::refused).
///
/// ```
/// # use aws_resources::dynamodb::RefusedWrite;
/// fn tell(refused: &[RefusedWrite]) {
///     for refused in refused {
///         eprintln!("{:?}: {}", refused.write(), refused.error());
///     }
/// }
/// ```
#[derive(Clone)]
pub struct RefusedWrite {
    write: WriteRequest,
    error: Error,
}

impl RefusedWrite {
    pub(super) fn new(write: WriteRequest, error: Error) -> Self {
        Self { write, error }
    }

    /// The write, as the SDK has it.
    pub fn write(&self) -> &WriteRequest {
        &self.write
    }

    /// The write, to do something else with it.
    pub fn into_write(self) -> WriteRequest {
        self.write
    }

    /// Why it is refused.
    pub fn error(&self) -> &Error {
        &self.error
    }
}

impl fmt::Debug for RefusedWrite {
    /// The write may be somebody's data.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RefusedWrite").field("error", &self.error).finish_non_exhaustive()
    }
}

/// Whether a batch is refused for now: because of throttling, or because another Region writes one of the items.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html#API_BatchWriteItem_Errors>
pub(super) fn for_now(error: &Error) -> bool {
    error.is_throttled() || error.code() == Some("ReplicatedWriteConflictException")
}

/// Whether DynamoDB denies a batch: a proxy on the way there has no code for it.
pub(super) fn is_denied(error: &Error) -> bool {
    error.code().is_some() && error.is_access_denied()
}

/// Whether a batch may be refused for one of its writes, which is of another form than the table's items, too large, or
/// of the same item as another; or because all are too large together, for which HTTP has the status 413; or which the
/// caller may not make, for policies can allow
/// [some keys only](https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html). All
/// other errors are of the call.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html>
pub(super) fn for_a_write(error: &Error) -> bool {
    // STS has such codes, too: for a role that can't be assumed, and for an account that can't be asked for.
    let is_dynamodbs = error.kind() == ErrorKind::Service && error.operation() == Some("BatchWriteItem");
    is_dynamodbs
        && (matches!(error.code(), Some("ValidationException" | "ItemCollectionSizeLimitExceededException"))
            || error.status() == Some(413)
            || is_denied(error))
}
