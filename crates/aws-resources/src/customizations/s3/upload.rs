//! Uploads: one request, or many parts at a time.

use std::{fmt, future::IntoFuture, io, path::PathBuf, pin::pin, sync::Arc};

use aws_resources_runtime::{
    Error, ErrorKind, Result,
    generated::{BoxFuture, Call, Model as _, action},
};
use aws_sdk_s3::{
    operation::put_object::builders::PutObjectFluentBuilder, primitives::ByteStream, types::CompletedPart,
};
use bytes::Bytes;
use futures_core::Stream;
use futures_util::{StreamExt as _, TryStreamExt as _, stream};

use super::{
    super::{Object, operations},
    inputs::Inputs,
    multipart::{Multipart, Parts, Wanted, completed, detached, present},
    settings::{Count, PARTS, Settings, settings},
    source::{Reader, Source},
};

/// An upload, from [`Object::upload_file`] or [`Object::upload_stream`]. Await it as it is, or say more of it first.
///
/// What isn't larger than one part is one
/// [`PutObject`](https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html); all else is a
/// [multipart upload](https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html) with parts in parallel.
/// When a part fails, and when the future is dropped, the upload is aborted: nothing is left that costs. Only a program
/// that ends meanwhile can't; a
/// [lifecycle rule](https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpu-abort-incomplete-mpu-lifecycle-config.html)
/// cleans up after that.
///
/// # Errors
/// A file that can't be read or changes meanwhile; sizes that S3 doesn't take; no tokio runtime; and what the calls fail
/// with. Where a multipart upload could not be aborted, the error has its id.
#[must_use = "an upload does nothing until it is awaited"]
pub struct Upload {
    object: Object,
    source: Source,
    request: PutObjectFluentBuilder,
    settings: Settings,
}

/// What S3 has made of an upload.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Uploaded {
    /// The entity tag, as S3 writes it.
    pub e_tag: String,
    /// The version, where the bucket has versions.
    pub version_id: Option<String>,
    /// The size.
    pub bytes: u64,
    /// The number of parts of a multipart upload.
    pub parts: Option<usize>,
}

settings!(Upload {
    /// How many bytes a part has: 8 MiB unless set, 5 MiB at the least. Those of a file are larger where there would
    /// be [more than 10,000](https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html): 105 MiB of one with
    /// 1 TiB. What isn't larger than one part is one request.
    part_size,
    /// How many parts are under way at the same time: 8 unless set. All of them are in memory. Where they are larger
    /// than was asked for, there are only so many at a time as have 1 GiB together, or one.
    concurrency,
});

impl Object {
    /// Uploads a file as this object, in parts at the same time where it is large.
    ///
    /// ```no_run
    /// # async fn example(object: &aws_resources::s3::Object) -> aws_resources::Result<()> {
    /// let uploaded = object
    ///     .upload_file("backup.tar.zst")
    ///     .with(|r| r.content_type("application/zstd"))
    ///     .on_progress(|now| println!("{} of {:?}", now.bytes, now.total))
    ///     .await?;
    /// println!("{} bytes as {}", uploaded.bytes, uploaded.e_tag);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`Upload`].
    pub fn upload_file(&self, path: impl Into<PathBuf>) -> Upload {
        self.upload(Source::File(path.into()))
    }

    /// Uploads what a stream yields as this object. Its length need not be known: 10,000 parts of the
    /// [size that is set](Upload::part_size) are the most there can be.
    ///
    /// # Errors
    /// See [`Upload`]; and those of the stream.
    pub fn upload_stream<E: Into<Box<dyn std::error::Error + Send + Sync>>>(
        &self,
        stream: impl Stream<Item = Result<Bytes, E>> + Send + 'static,
    ) -> Upload {
        self.upload(Source::Stream(stream.map(|bytes| bytes.map_err(io::Error::other)).boxed()))
    }

    fn upload(&self, source: Source) -> Upload {
        let request = self.client().put_object().bucket(self.bucket_name()).key(self.key());
        Upload { object: self.clone(), source, request, settings: Settings::default() }
    }
}

impl Upload {
    /// Finishes the SDK's own request. What it says of the object holds in parts as well.
    pub fn with(mut self, finish: impl FnOnce(PutObjectFluentBuilder) -> PutObjectFluentBuilder) -> Self {
        self.request = finish(self.request);
        self
    }

    async fn run(self, wanted: Wanted) -> Result<Uploaded> {
        let Self { object, source, request, settings } = self;
        let call = object.core().call("PutObject");
        let (mut reader, total) = source.open().await.map_err(|error| unread(&call, &error))?;
        let size = settings.parts_of(total).map_err(|fault| call.invalid(fault))?;
        let first = reader.part(size).await.map_err(|error| unread(&call, &error))?;
        // A part that isn't full is the last.
        if total.map_or((first.len() as u64) < size, |total| total == first.len() as u64) {
            let mut count = Count::new(&settings, total);
            let (bytes, request) = (first.len() as u64, request.body(ByteStream::from(first)));
            let output = action(call.clone(), request, operations::put_object).await?;
            count.add(bytes);
            let e_tag = present(&call, output.e_tag, "ETag")?;
            return Ok(Uploaded { e_tag, version_id: output.version_id, bytes, parts: None });
        }
        let inputs = Inputs { client: object.client().clone(), put: request };
        let upload = Arc::new(Multipart::create(&object, inputs).await?);
        let numbered = numbered(reader, first, size).map_err(move |error| unread(&call, &error));
        upload.finish(wanted, send(upload.clone(), numbered, settings, total, size)).await
    }
}

/// The parts of a source, with their numbers.
fn numbered(reader: Reader, first: Vec<u8>, size: u64) -> impl Stream<Item = io::Result<(i32, Vec<u8>)>> + Send {
    stream::try_unfold((reader, Some(first), 1), move |(mut reader, first, number)| async move {
        let bytes = match first {
            Some(first) => first,
            None => reader.part(size).await?,
        };
        if bytes.is_empty() {
            reader.unchanged().await?;
            return Ok(None);
        }
        if number > PARTS {
            let message = format!("there are more than {PARTS} parts of {size} bytes: set a larger `part_size`");
            return Err(io::Error::other(message));
        }
        Ok(Some(((number, bytes), (reader, None, number + 1))))
    })
}

/// Sends all parts, some at the same time.
async fn send(
    upload: Arc<Multipart>,
    numbered: impl Stream<Item = Result<(i32, Vec<u8>)>> + Send,
    settings: Settings,
    total: Option<u64>,
    size: u64,
) -> Result<Parts> {
    let mut count = Count::new(&settings, total);
    let sent = numbered.map_ok(|(number, bytes)| part(upload.clone(), number, bytes));
    let mut sent = pin!(sent.try_buffer_unordered(settings.at_once(size)));
    let mut parts = Vec::new();
    while let Some((part, bytes)) = sent.try_next().await? {
        parts.push(part);
        count.add(bytes);
    }
    Ok(Parts { parts, bytes: count.bytes() })
}

async fn part(upload: Arc<Multipart>, number: i32, bytes: Vec<u8>) -> Result<(CompletedPart, u64)> {
    let (call, length) = (upload.call("UploadPart"), bytes.len() as u64);
    let request = upload.inputs.part(&upload.id, number).body(ByteStream::from(bytes));
    let sent = operations::upload_part(call.clone(), request).await?;
    Ok((completed!(call, number, sent), length))
}

/// What the program's own file or stream failed with.
fn unread(call: &Call, error: &io::Error) -> Error {
    call.error(ErrorKind::Other, format!("what is uploaded can't be read: {error}"))
}

impl IntoFuture for Upload {
    type Output = Result<Uploaded>;
    type IntoFuture = BoxFuture<Result<Uploaded>>;

    fn into_future(self) -> Self::IntoFuture {
        let call = self.object.core().call("PutObject");
        Box::pin(detached(call, |wanted| Box::pin(self.run(wanted))))
    }
}

impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { object, settings, .. } = self;
        f.debug_struct("Upload").field("object", object).field("settings", settings).finish_non_exhaustive()
    }
}
