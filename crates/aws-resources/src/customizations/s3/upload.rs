//! Uploads: one request, or many parts at a time.

use std::{fmt, future::IntoFuture, path::PathBuf, pin::pin, sync::Arc};

use aws_resources_runtime::{
    Result,
    generated::{BoxFuture, Call, Model as _, action},
};
use aws_sdk_s3::{
    operation::put_object::builders::PutObjectFluentBuilder, primitives::ByteStream, types::CompletedPart,
};
use bytes::Bytes;
use futures_core::Stream;
use futures_util::{StreamExt as _, TryStreamExt as _};

use super::{
    super::{Object, operations},
    checksums,
    inputs::Inputs,
    multipart::{Multipart, Parts, completed, present},
    settings::{Count, Settings, settings},
    source::{Fault, Reading, Source},
    task::{Wanted, detached},
};

/// An upload, from [`Object::upload_file`] or [`Object::upload_stream`]. Await it as it is, or say more of it first.
///
/// A file that isn't larger than one part, and a stream that is smaller, is one
/// [`PutObject`](https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html); all else is a
/// [multipart upload](https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html) with parts in parallel.
/// When a part fails, when the stream panics, and when the future is dropped, the upload is aborted: nothing is left
/// that costs. An error waits for that, 30 seconds at the most; a future that is dropped leaves it to a task. Only a
/// completion that has begun goes on. The end of the tokio runtime ends all of it and waits for nothing; a
/// [lifecycle rule](https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpu-abort-incomplete-mpu-lifecycle-config.html)
/// cleans up after that.
///
/// ```no_run
/// # async fn example(object: &aws_resources::s3::Object) -> aws_resources::Result<()> {
/// object.upload_file("backup.tar.zst").part_size(64 * 1024 * 1024).concurrency(4).await?;
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// A file that can't be read, that is no regular file, or that changes meanwhile, and what the stream fails with: its
/// own error is the [`source`](std::error::Error::source); sizes that S3 doesn't take; no tokio runtime; and what the
/// calls fail with. Where a multipart upload could not be aborted, or may be complete all the same, the error has its
/// id. If nobody waits for that error any more, it is logged as a warning of `tracing`.
#[must_use = "an upload does nothing until it is awaited"]
pub struct Upload {
    object: Object,
    source: Source,
    request: PutObjectFluentBuilder,
    settings: Settings,
}

/// What S3 has made of an upload.
///
/// ```no_run
/// # async fn example(object: &aws_resources::s3::Object) -> aws_resources::Result<()> {
/// let uploaded = object.upload_file("backup.tar.zst").await?;
/// println!("{} bytes as {}, version {:?}", uploaded.bytes, uploaded.e_tag, uploaded.version_id);
/// # Ok(())
/// # }
/// ```
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
    /// 1 TiB. A file that isn't larger than one part, and a stream that is smaller, is one request.
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
    /// See [`Upload`].
    pub fn upload_stream<E: Into<Box<dyn std::error::Error + Send + Sync>>>(
        &self,
        stream: impl Stream<Item = Result<Bytes, E>> + Send + 'static,
    ) -> Upload {
        self.upload(Source::Stream(stream.map(|bytes| bytes.map_err(Into::<Fault>::into)).boxed()))
    }

    fn upload(&self, source: Source) -> Upload {
        let request = self.client().put_object().bucket(self.bucket_name()).key(self.key());
        Upload { object: self.clone(), source, request, settings: Settings::default() }
    }
}

impl Upload {
    /// Finishes the SDK's own request. What it says of the object holds in parts as well, and so does one checksum of
    /// the whole object by CRC32, CRC32C or CRC64NVME. What can only be said of one request, as other checksums and
    /// `content_md5`, is an error where there are several parts.
    pub fn with(mut self, finish: impl FnOnce(PutObjectFluentBuilder) -> PutObjectFluentBuilder) -> Self {
        self.request = finish(self.request);
        self
    }

    async fn run(self, mut wanted: Wanted) -> Result<Uploaded> {
        let Self { object, source, request, settings } = self;
        let call = object.core().call("PutObject");
        checksums::computed(&request).map_err(|fault| call.invalid(fault))?;
        let reading = wanted.unless_over(&call, source.open(&call, &settings)).await?;
        if reading.is_whole() {
            return wanted.unless_over(&call, whole(call.clone(), reading, request, settings)).await;
        }
        let inputs = Inputs::new(object.client(), request).map_err(|fault| call.invalid(fault))?;
        let upload = Arc::new(Multipart::create(&object, inputs).await?);
        upload.finish(wanted, send(upload.clone(), reading, settings)).await
    }
}

/// Sends all of it in one request.
async fn whole(
    call: Call,
    mut reading: Reading,
    request: PutObjectFluentBuilder,
    settings: Settings,
) -> Result<Uploaded> {
    reading.unchanged().await?;
    let mut count = Count::new(&settings, reading.total);
    let bytes = reading.first.len() as u64;
    let conditional = request.get_if_match().is_some() || request.get_if_none_match().is_some();
    let request = request.body(ByteStream::from(reading.first));
    let output = match action(call.clone(), request, operations::put_object).await {
        // The SDK tries again where an answer is lost, and then what it had sent itself stands in the way.
        Err(error) if conditional && matches!(error.status(), Some(409 | 412)) => {
            call.forget();
            return Err(error.with_hint("if an answer was lost before, the object may be this upload's own"));
        }
        output => output?,
    };
    count.add(bytes);
    let e_tag = present(&call, output.e_tag, "ETag")?;
    Ok(Uploaded { e_tag, version_id: output.version_id, bytes, parts: None })
}

/// Sends all parts, some at the same time.
async fn send(upload: Arc<Multipart>, reading: Reading, settings: Settings) -> Result<Parts> {
    let mut count = Count::new(&settings, reading.total);
    let at_once = settings.at_once(reading.size);
    let sent = reading.numbered().map_ok(|(number, bytes)| part(upload.clone(), number, bytes));
    let mut sent = pin!(sent.try_buffer_unordered(at_once));
    let mut parts = Vec::new();
    while let Some((part, bytes)) = sent.try_next().await? {
        parts.push(part);
        count.add(bytes);
    }
    Ok(Parts { parts, bytes: count.bytes() })
}

async fn part(upload: Arc<Multipart>, number: i32, bytes: Bytes) -> Result<(CompletedPart, u64)> {
    let (call, length) = (upload.call("UploadPart"), bytes.len() as u64);
    let request = upload.inputs.part(&upload.id, number).body(ByteStream::from(bytes));
    let sent = operations::upload_part(call.clone(), request).await?;
    Ok((completed!(call, number, sent), length))
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
