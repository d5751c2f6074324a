//! An object's bytes, range by range.

use std::pin::Pin;

use aws_resources_runtime::{
    Error, ErrorKind, Result,
    generated::{BoxFuture, Call, Model as _, back_off},
};
use aws_sdk_s3::operation::get_object::{GetObjectOutput, builders::GetObjectFluentBuilder};
use bytes::Bytes;
use futures_core::Stream;
use futures_util::{StreamExt as _, stream};

use super::super::{
    super::{Object, operations},
    settings::Settings,
    task::ahead,
};

/// How often a body may break without a byte more of it.
const TRIES: u32 = 3;

/// How an object is asked for, range by range.
#[derive(Clone)]
pub(super) struct Ranges {
    pub(super) object: Object,
    pub(super) request: GetObjectFluentBuilder,
}

/// An object that is being read: what its first answer tells, and its bytes.
pub(super) struct Reading {
    pub(super) total: Option<u64>,
    pub(super) e_tag: Option<String>,
    pub(super) version_id: Option<String>,
    pub(super) pieces: Pieces,
}

/// Bytes, and where they are in the object.
type Pieces = Pin<Box<dyn Stream<Item = Result<(u64, Bytes)>> + Send>>;

/// How pieces come.
#[derive(Clone, Copy)]
pub(super) enum Order {
    Kept,
    Any,
}

impl Ranges {
    pub(super) fn of(object: &Object) -> Self {
        let request = object.client().get_object().bucket(object.bucket_name()).key(object.key());
        Self { object: object.clone(), request }
    }

    pub(super) fn call(&self) -> Call {
        self.object.core().call("GetObject")
    }

    /// Asks for the first range, and learns how many there are.
    pub(super) async fn read(self, settings: &Settings, order: Order) -> Result<Reading> {
        let call = self.call();
        let size = settings.range_size().map_err(|fault| call.invalid(fault))?;
        if self.request.get_range().is_some() || self.request.get_part_number().is_some() {
            return Err(call.invalid("a download asks for its ranges by itself"));
        }
        let asked = self.request.clone().range(range(0, size));
        let output = match operations::get_object(call.clone(), asked).await {
            Ok(output) => output,
            // An empty object has no range at all.
            Err(error) if error.code() == Some("InvalidRange") => {
                operations::get_object(call.clone(), self.request.clone()).await?
            }
            Err(error) => return Err(error),
        };
        let (e_tag, version_id) = (output.e_tag.clone(), output.version_id.clone());
        let (total, pieces) = match output.content_range.as_deref() {
            Some(told) => {
                let total = total_of(told, 0, size).ok_or_else(|| unasked(&call, told))?;
                let ranges = stream::iter(self.pinned(&e_tag).ranges(output, total, size));
                let pieces = match order {
                    Order::Kept => ranges.buffered(settings.concurrency).boxed(),
                    Order::Any => ranges.buffer_unordered(settings.concurrency).boxed(),
                };
                (Some(total), pieces)
            }
            // All of it: the server knows no ranges, or the object is empty.
            None => {
                let length = output.content_length.and_then(|length| u64::try_from(length).ok());
                (length, whole(call, output, length).boxed())
            }
        };
        Ok(Reading { total, e_tag, version_id, pieces })
    }

    /// The same, for what was read first only. By its entity tag, not by its version: that would need another
    /// permission than the caller's request, and the version `null` can be replaced.
    fn pinned(self, e_tag: &Option<String>) -> Self {
        let request = match e_tag {
            Some(e_tag) => self.request.if_match(e_tag),
            None => self.request,
        };
        Self { object: self.object, request }
    }

    /// All ranges, of which the first is answered already. Each begins when it is taken.
    fn ranges(
        self,
        first: GetObjectOutput,
        total: u64,
        size: u64,
    ) -> impl Iterator<Item = BoxFuture<Result<(u64, Bytes)>>> + Send {
        let (mut first, mut next) = (Some(first), 0);
        std::iter::from_fn(move || {
            let (start, length) = (next, size.min(total - next));
            if length == 0 {
                return None;
            }
            next += length;
            let (ranges, answered) = (self.clone(), first.take());
            Some(ahead(self.call(), async move {
                let output = match answered {
                    Some(output) => output,
                    None => ranges.ask(start, length, Some(total)).await?,
                };
                Ok((start, ranges.body(output, start, length).await?))
            }))
        })
    }

    async fn ask(&self, start: u64, length: u64, total: Option<u64>) -> Result<GetObjectOutput> {
        let call = self.call();
        let output = operations::get_object(call.clone(), self.request.clone().range(range(start, length))).await?;
        let told = output.content_range.as_deref().unwrap_or("no range");
        match total_of(told, start, length) {
            Some(now) if total.is_none_or(|total| total == now) => Ok(output),
            _ => Err(unasked(&call, told)),
        }
    }

    /// A body's bytes, this many. Where it breaks, what is missing of it is asked for again.
    async fn body(&self, output: GetObjectOutput, start: u64, length: u64) -> Result<Bytes> {
        let call = self.call();
        let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default());
        let (mut body, mut tries) = (output.body, 0);
        loop {
            let before = bytes.len();
            let broken = loop {
                match body.try_next().await {
                    Ok(Some(more)) => bytes.extend_from_slice(&more),
                    Ok(None) => break None,
                    Err(error) => break Some(error),
                }
                if bytes.len() as u64 > length {
                    return Err(incomplete(&call, bytes.len() as u64, length));
                }
            };
            let have = bytes.len() as u64;
            if broken.is_none() && have == length {
                return Ok(bytes.into());
            }
            tries = if bytes.len() > before { 1 } else { tries + 1 };
            if tries > TRIES || have == length {
                return Err(match broken {
                    Some(error) => unreadable(&call, error),
                    None => incomplete(&call, have, length),
                });
            }
            back_off(&call, tries).await?;
            body = self.ask(start + have, length - have, None).await?.body;
        }
    }
}

/// All of an answer, piece by piece as it comes.
fn whole(call: Call, output: GetObjectOutput, length: Option<u64>) -> impl Stream<Item = Result<(u64, Bytes)>> + Send {
    stream::try_unfold((call, output.body, 0_u64), move |(call, mut body, start)| async move {
        match body.try_next().await {
            Ok(Some(bytes)) => {
                let next = start + bytes.len() as u64;
                Ok(Some(((start, bytes), (call, body, next))))
            }
            Ok(None) => match length.filter(|length| *length != start) {
                Some(length) => Err(incomplete(&call, start, length)),
                None => Ok(None),
            },
            Err(error) => Err(unreadable(&call, error)),
        }
    })
}

/// The bytes from `start` on, as HTTP says them.
fn range(start: u64, length: u64) -> String {
    format!("bytes={start}-{}", start + length - 1)
}

/// The size of the object, where this range is the one that was asked for or the object ends within it.
fn total_of(told: &str, start: u64, length: u64) -> Option<u64> {
    let (range, total) = told.strip_prefix("bytes ")?.split_once('/')?;
    let (from, to) = range.split_once('-')?;
    let (from, to, total): (u64, u64, u64) = (from.parse().ok()?, to.parse().ok()?, total.parse().ok()?);
    (from == start && to.checked_add(1)? == total.min(start + length)).then_some(total)
}

fn unasked(call: &Call, told: &str) -> Error {
    call.error(ErrorKind::Response, format!("the answer is another part of the object than was asked for: {told}"))
}

fn incomplete(call: &Call, have: u64, length: u64) -> Error {
    call.error(ErrorKind::Response, format!("the body can't be read: {have} bytes of {length} came"))
}

fn unreadable(call: &Call, error: impl std::error::Error + Send + Sync + 'static) -> Error {
    call.error(ErrorKind::Response, format!("the body can't be read: {error}")).caused_by(error)
}
