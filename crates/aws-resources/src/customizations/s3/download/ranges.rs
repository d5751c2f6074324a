//! An object's bytes, range by range.

use std::pin::Pin;

use aws_resources_runtime::{
    Error, ErrorKind, Result,
    generated::{Call, Model as _, back_off},
};
use aws_sdk_s3::{
    operation::get_object::{GetObjectOutput, builders::GetObjectFluentBuilder},
    primitives::ByteStream,
};
use bytes::Bytes;
use futures_core::Stream;
use futures_util::{StreamExt as _, TryStreamExt as _, stream};

use super::super::{
    super::{Object, operations},
    settings::Settings,
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
    pub(super) body: Body,
}

/// How an object comes.
pub(super) enum Body {
    /// Range by range.
    Ranges(Box<dyn Iterator<Item = Range> + Send>),
    /// All of it at once.
    Whole(Pieces),
}

/// Bytes as they come.
pub(super) type Pieces = Pin<Box<dyn Stream<Item = Result<Bytes>> + Send>>;

/// A part of an object, which is asked for when its first bytes are.
pub(super) struct Range {
    pub(super) start: u64,
    length: u64,
    pub(super) pieces: Pieces,
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
    pub(super) async fn read(self, settings: &Settings) -> Result<Reading> {
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
        let (total, body) = match output.content_range.as_deref() {
            Some(told) => {
                let total = total_of(told, 0, size).ok_or_else(|| unasked(&call, told))?;
                (Some(total), Body::Ranges(Box::new(self.pinned(&e_tag).ranges(output, total, size))))
            }
            // All of it: the server knows no ranges, or the object is empty.
            None => {
                let length = output.content_length.and_then(|length| u64::try_from(length).ok());
                (length, Body::Whole(whole(call, output, length).boxed()))
            }
        };
        Ok(Reading { total, e_tag, version_id, body })
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

    /// All ranges, of which the first is answered already.
    fn ranges(self, first: GetObjectOutput, total: u64, size: u64) -> impl Iterator<Item = Range> + Send {
        let (mut first, mut next) = (Some(first), 0);
        std::iter::from_fn(move || {
            let (start, length) = (next, size.min(total - next));
            if length == 0 {
                return None;
            }
            next += length;
            let body = first.take().map(|output| output.body);
            let unread = Unread { ranges: self.clone(), total, start, length, have: 0, body, tries: 0 };
            let pieces = stream::try_unfold(unread, |mut unread| async move {
                let piece = unread.piece().await?;
                Ok(piece.map(|bytes| (bytes, unread)))
            });
            Some(Range { start, length, pieces: pieces.boxed() })
        })
    }

    async fn ask(&self, start: u64, length: u64, total: u64) -> Result<GetObjectOutput> {
        let call = self.call();
        let output = operations::get_object(call.clone(), self.request.clone().range(range(start, length))).await?;
        let told = output.content_range.as_deref().unwrap_or("no range");
        if total_of(told, start, length) == Some(total) { Ok(output) } else { Err(unasked(&call, told)) }
    }
}

impl Range {
    /// All bytes of it.
    pub(super) async fn collected(mut self) -> Result<Bytes> {
        let mut all = Vec::with_capacity(usize::try_from(self.length).unwrap_or_default());
        while let Some(bytes) = self.pieces.try_next().await? {
            all.extend_from_slice(&bytes);
        }
        Ok(all.into())
    }
}

/// A range that is being read.
struct Unread {
    ranges: Ranges,
    /// The object's size.
    total: u64,
    start: u64,
    length: u64,
    have: u64,
    body: Option<ByteStream>,
    /// How often the body broke since something came of it.
    tries: u32,
}

impl Unread {
    /// The next bytes. Where the body breaks, what is missing of it is asked for again.
    async fn piece(&mut self) -> Result<Option<Bytes>> {
        let call = self.ranges.call();
        loop {
            let body = match &mut self.body {
                Some(body) => body,
                None => {
                    let (from, missing) = (self.start + self.have, self.length - self.have);
                    self.body.insert(self.ranges.ask(from, missing, self.total).await?.body)
                }
            };
            let broken = match body.try_next().await {
                Ok(Some(bytes)) => {
                    self.have += bytes.len() as u64;
                    if self.have > self.length {
                        return Err(incomplete(&call, self.have, self.length));
                    }
                    if !bytes.is_empty() {
                        self.tries = 0;
                    }
                    return Ok(Some(bytes));
                }
                Ok(None) if self.have == self.length => return Ok(None),
                Ok(None) => incomplete(&call, self.have, self.length),
                Err(error) => unreadable(&call, error),
            };
            self.tries += 1;
            if self.tries > TRIES || self.have == self.length {
                return Err(broken);
            }
            back_off(&call, self.tries).await?;
            self.body = None;
        }
    }
}

/// All of an answer, piece by piece as it comes.
fn whole(call: Call, output: GetObjectOutput, length: Option<u64>) -> impl Stream<Item = Result<Bytes>> + Send {
    stream::try_unfold((call, output.body, 0_u64), move |(call, mut body, start)| async move {
        match body.try_next().await {
            Ok(Some(bytes)) => {
                let next = start + bytes.len() as u64;
                Ok(Some((bytes, (call, body, next))))
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
