//! Downloads: ranges of an object at the same time.

use std::{
    fmt,
    future::{Future, IntoFuture},
    io::{self, SeekFrom},
    path::{Path, PathBuf},
    pin::{Pin, pin},
    task::{Context, Poll},
};

use aws_resources_runtime::{
    Error, ErrorKind, Result,
    generated::{BoxFuture, Call, Model as _, back_off},
};
use aws_sdk_s3::operation::get_object::{GetObjectOutput, builders::GetObjectFluentBuilder};
use bytes::Bytes;
use futures_core::Stream;
use futures_util::{StreamExt, TryStreamExt as _, stream};
use tokio::{
    fs::{self, File},
    io::{AsyncSeekExt as _, AsyncWriteExt as _},
};

use super::{
    super::{Object, operations},
    settings::{Count, Settings, settings},
};

/// How often a body may break without a byte more of it.
const TRIES: u32 = 3;

/// A download into a file, from [`Object::download_file`]. Await it as it is, or say more of it first.
///
/// The object is read in [ranges](https://docs.aws.amazon.com/whitepapers/latest/s3-optimizing-performance-best-practices/use-byte-range-fetches.html)
/// of the [size that is set](Self::part_size), some at the same time, all of the same version: if the object is replaced
/// meanwhile, that is an error, and never a mix. They are written to their places in a new file beside the target, which
/// takes the target's place when it is complete. After an error, and when the future is dropped, nothing is left of it.
///
/// # Errors
/// A file that can't be written; what the calls fail with, NotFound where there is no such object, and the code
/// `PreconditionFailed` where it was replaced; and answers that aren't what was asked for.
#[must_use = "a download does nothing until it is awaited"]
pub struct Download {
    ranges: Ranges,
    path: PathBuf,
    settings: Settings,
}

/// An object's bytes, from [`Object::download_stream`]: they come in order, while the ranges after them are fetched.
///
/// Nothing is requested before the first bytes are asked for. Dropping it ends what is under way.
///
/// # Errors
/// As those of a [`Download`]; an error is the last thing that comes.
#[must_use = "a download requests nothing until it is consumed"]
pub struct DownloadStream {
    ranges: Ranges,
    settings: Settings,
    running: Option<Pin<Box<dyn Stream<Item = Result<Bytes>> + Send>>>,
}

/// What a download has made.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Downloaded {
    /// The entity tag of what was read, as S3 writes it.
    pub e_tag: Option<String>,
    /// Its version, where the bucket has versions.
    pub version_id: Option<String>,
    /// Its size.
    pub bytes: u64,
}

settings!(Download);
settings!(DownloadStream);

impl Object {
    /// Downloads this object into a file, which it makes or replaces.
    ///
    /// ```no_run
    /// # async fn example(object: &aws_resources::s3::Object) -> aws_resources::Result<()> {
    /// let downloaded = object.download_file("backup.tar.zst").concurrency(16).await?;
    /// println!("{} bytes", downloaded.bytes);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`Download`].
    pub fn download_file(&self, path: impl Into<PathBuf>) -> Download {
        Download { ranges: Ranges::of(self), path: path.into(), settings: Settings::default() }
    }

    /// This object's bytes as a stream, of which the next parts are fetched while those before them are consumed.
    ///
    /// ```no_run
    /// # async fn example(object: &aws_resources::s3::Object) -> aws_resources::Result<()> {
    /// let mut bytes = object.download_stream().concurrency(4);
    /// while let Some(bytes) = bytes.try_next().await? {
    ///     println!("{} more", bytes.len());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// None here: see [`DownloadStream`].
    pub fn download_stream(&self) -> DownloadStream {
        DownloadStream { ranges: Ranges::of(self), settings: Settings::default(), running: None }
    }
}

/// How an object is asked for, range by range.
#[derive(Clone)]
struct Ranges {
    object: Object,
    request: GetObjectFluentBuilder,
}

/// The first range, and what it tells of the rest.
struct First {
    bytes: Bytes,
    total: u64,
    e_tag: Option<String>,
    version_id: Option<String>,
}

impl Ranges {
    fn of(object: &Object) -> Self {
        let request = object.client().get_object().bucket(object.bucket_name()).key(object.key());
        Self { object: object.clone(), request }
    }

    fn call(&self) -> Call {
        self.object.core().call("GetObject")
    }

    /// Asks for the first bytes, and learns how many there are.
    async fn first(&self, size: u64) -> Result<First> {
        let call = self.call();
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
        let total = match &output.content_range {
            Some(told) => Some(total_of(told, 0, size).ok_or_else(|| unasked(&call, told))?),
            // All of it: the server knows no ranges, or the object is empty.
            None => None,
        };
        let pinned = self.pinned(&e_tag);
        let wanted = total.map(|total| total.min(size));
        let bytes = pinned.body(output, 0, wanted).await?;
        let total = total.unwrap_or(bytes.len() as u64);
        Ok(First { bytes, total, e_tag, version_id })
    }

    /// The same, for what was read first only. By its entity tag, not by its version: that would need another permission
    /// than the caller's request, and the version `null` can be replaced.
    fn pinned(&self, e_tag: &Option<String>) -> Self {
        let request = self.request.clone();
        let request = match e_tag {
            Some(e_tag) => request.if_match(e_tag),
            None => request,
        };
        Self { object: self.object.clone(), request }
    }

    /// The bytes from `start` on, this many of them.
    async fn range(self, start: u64, length: u64, total: u64) -> Result<(u64, Bytes)> {
        let output = self.ask(start, length, Some(total)).await?;
        Ok((start, self.body(output, start, Some(length)).await?))
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

    /// A body's bytes. Where it breaks, what is missing of it is asked for again.
    async fn body(&self, output: GetObjectOutput, start: u64, wanted: Option<u64>) -> Result<Bytes> {
        let call = self.call();
        let mut bytes = Vec::with_capacity(wanted.and_then(|wanted| usize::try_from(wanted).ok()).unwrap_or_default());
        let (mut body, mut tries) = (output.body, 0);
        loop {
            let before = bytes.len();
            let broken = loop {
                match body.try_next().await {
                    Ok(Some(more)) => bytes.extend_from_slice(&more),
                    Ok(None) => break None,
                    Err(error) => break Some(error.to_string()),
                }
            };
            let (have, wanted) = (bytes.len() as u64, wanted.unwrap_or(bytes.len() as u64));
            let broken = match broken {
                None if have == wanted => return Ok(bytes.into()),
                None => format!("{have} bytes of {wanted} came"),
                Some(broken) => broken,
            };
            tries = if bytes.len() > before { 1 } else { tries + 1 };
            if tries > TRIES || have >= wanted {
                return Err(call.error(ErrorKind::Response, format!("the body can't be read: {broken}")));
            }
            back_off(&call, tries).await?;
            body = self.ask(start + have, wanted - have, None).await?.body;
        }
    }

    /// What follows the first range, in order or as it comes.
    fn rest(
        &self,
        first: &First,
        size: u64,
    ) -> impl Iterator<Item = impl Future<Output = Result<(u64, Bytes)>> + Send + use<>> + Send + use<> {
        let (pinned, total) = (self.pinned(&first.e_tag), first.total);
        let mut start = first.bytes.len() as u64;
        std::iter::from_fn(move || {
            let length = size.min(total.checked_sub(start).filter(|left| *left > 0)?);
            let range = pinned.clone().range(start, length, total);
            start += length;
            Some(range)
        })
    }
}

impl Download {
    /// Finishes the SDK's own request: the version, a customer's key, a condition.
    pub fn with(mut self, finish: impl FnOnce(GetObjectFluentBuilder) -> GetObjectFluentBuilder) -> Self {
        self.ranges.request = finish(self.ranges.request);
        self
    }

    async fn run(self) -> Result<Downloaded> {
        let Self { ranges, path, settings } = self;
        let call = ranges.call();
        let unwritten =
            |error: io::Error| call.error(ErrorKind::Other, format!("{} can't be written: {error}", path.display()));
        let size = settings.parts_of(None).map_err(|fault| call.invalid(fault))?;
        let first = ranges.first(size).await?;
        let mut count = Count::new(&settings, Some(first.total));
        let beside = Beside::new(&path).map_err(unwritten)?;
        let mut file = File::options().write(true).create_new(true).open(&beside.0).await.map_err(unwritten)?;
        let rest = stream::iter(ranges.rest(&first, size)).buffer_unordered(settings.concurrency);
        let mut parts = pin!(stream::iter([Ok((0, first.bytes.clone()))]).chain(rest));
        while let Some((start, bytes)) = parts.try_next().await? {
            file.seek(SeekFrom::Start(start)).await.map_err(unwritten)?;
            file.write_all(&bytes).await.map_err(unwritten)?;
            count.add(bytes.len() as u64);
        }
        file.flush().await.map_err(unwritten)?;
        drop(file);
        beside.take_the_place_of(&path).await.map_err(unwritten)?;
        Ok(Downloaded { e_tag: first.e_tag, version_id: first.version_id, bytes: first.total })
    }
}

impl DownloadStream {
    /// Finishes the SDK's own request: the version, a customer's key, a condition.
    pub fn with(mut self, finish: impl FnOnce(GetObjectFluentBuilder) -> GetObjectFluentBuilder) -> Self {
        self.ranges.request = finish(self.ranges.request);
        self
    }

    /// The next bytes, or `None` at the end.
    ///
    /// # Errors
    /// See [`DownloadStream`].
    pub async fn try_next(&mut self) -> Result<Option<Bytes>> {
        StreamExt::next(self).await.transpose()
    }

    fn start(&self) -> impl Stream<Item = Result<Bytes>> + Send + use<> {
        let (ranges, settings) = (self.ranges.clone(), self.settings.clone());
        stream::once(async move {
            let size = settings.parts_of(None).map_err(|fault| ranges.call().invalid(fault))?;
            let first = ranges.first(size).await?;
            let mut count = Count::new(&settings, Some(first.total));
            let rest = stream::iter(ranges.rest(&first, size)).buffered(settings.concurrency);
            let all = stream::iter([Ok((0, first.bytes))]).chain(rest);
            Ok::<_, Error>(all.map_ok(move |(_, bytes)| {
                count.add(bytes.len() as u64);
                bytes
            }))
        })
        .try_flatten()
    }
}

impl Stream for DownloadStream {
    type Item = Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.running.is_none() {
            self.running = Some(Box::pin(self.start()));
        }
        let polled = match &mut self.running {
            Some(running) => running.as_mut().poll_next(cx),
            None => Poll::Ready(None),
        };
        if let Poll::Ready(Some(Err(_))) = &polled {
            self.running = Some(Box::pin(stream::empty()));
        }
        polled
    }
}

/// A new file beside another one. Dropping it removes it.
struct Beside(PathBuf);

impl Beside {
    fn new(path: &Path) -> io::Result<Self> {
        let name = path.file_name().ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "it names no file"))?;
        let mut beside = std::ffi::OsString::from(".");
        beside.push(name);
        beside.push(format!(".{:016x}", fastrand::u64(..)));
        Ok(Self(path.with_file_name(beside)))
    }

    async fn take_the_place_of(self, path: &Path) -> io::Result<()> {
        fs::rename(&self.0, path).await
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        // After it took the other's place, there is none.
        _ = std::fs::remove_file(&self.0);
    }
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
    (from == start && to + 1 == total.min(start + length)).then_some(total)
}

fn unasked(call: &Call, told: &str) -> Error {
    call.error(ErrorKind::Response, format!("the answer is another part of the object than was asked for: {told}"))
}

impl IntoFuture for Download {
    type Output = Result<Downloaded>;
    type IntoFuture = BoxFuture<Result<Downloaded>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { ranges, path, settings } = self;
        f.debug_struct("Download")
            .field("object", &ranges.object)
            .field("path", path)
            .field("settings", settings)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for DownloadStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { ranges, settings, .. } = self;
        f.debug_struct("DownloadStream")
            .field("object", &ranges.object)
            .field("settings", settings)
            .finish_non_exhaustive()
    }
}
