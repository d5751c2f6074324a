//! Downloads into files.

use std::{fmt, future::IntoFuture, path::PathBuf, sync::Arc};

use aws_resources_runtime::{Result, generated::BoxFuture};
use aws_sdk_s3::operation::get_object::builders::GetObjectFluentBuilder;
use futures_util::{StreamExt as _, TryStreamExt as _, stream};

use super::{
    super::{
        super::Object,
        settings::{Count, Settings, settings},
        task::{ahead, joined, runtime},
    },
    ranges::{Body, Ranges},
    target::Beside,
    write::{Places, unwritten},
};

/// A download into a file, from [`Object::download_file`]. Await it as it is, or say more of it first.
///
/// The object is read in [ranges](https://docs.aws.amazon.com/whitepapers/latest/s3-optimizing-performance-best-practices/use-byte-range-fetches.html)
/// of the [size that is set](Self::part_size), some at the same time, all of the same object: if it is replaced
/// meanwhile, that is an error, and never a mix. They are written to their places in a new file beside the target,
/// which takes the target's place, and on Unix its permissions, when it is complete. A link stays one: what it names is
/// replaced. After an error, and when the future is dropped, nothing is left of the new file.
///
/// ```no_run
/// # async fn example(object: &aws_resources::s3::Object) -> aws_resources::Result<()> {
/// let download = object.download_file("backup.tar.zst").with(|r| r.version_id("3HL4kqtJlcpXroDTDmjVBH40Nrjfkd"));
/// download.on_progress(|now| println!("{} of {:?}", now.bytes, now.total)).await?;
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// A target that can't be written or is no regular file, before anything is requested: the `io::Error` is the
/// [`source`](std::error::Error::source); what the calls fail with, NotFound where there is no such object, and the
/// code `PreconditionFailed` where it was replaced; answers that aren't what was asked for; and no tokio runtime.
#[must_use = "a download does nothing until it is awaited"]
pub struct Download {
    ranges: Ranges,
    path: PathBuf,
    settings: Settings,
}

/// What a download has made.
///
/// ```no_run
/// # async fn example(object: &aws_resources::s3::Object) -> aws_resources::Result<()> {
/// let downloaded = object.download_file("backup.tar.zst").await?;
/// println!("{} bytes of version {:?}", downloaded.bytes, downloaded.version_id);
/// # Ok(())
/// # }
/// ```
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

settings!(Download {
    /// How many bytes are asked for at a time: 8 MiB unless set, 1 at the least and 5 GiB at the most.
    part_size,
    /// How many parts are fetched at the same time: 8 unless set. Their bytes are written as they come: no part is in
    /// memory as a whole.
    concurrency,
});

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
        let target = path.clone();
        let runtime = runtime(&call)?;
        let opening = runtime.spawn_blocking(move || Beside::open(&target));
        let opened = opening.await.map(|opened| opened.map_err(|error| unwritten(&call, &path, error)));
        let (beside, file) = joined(&call, opened)?;
        let file = Arc::new(file);

        let reading = ranges.read(&settings).await?;
        let mut count = Count::new(&settings, reading.total);
        let places = Places::new(call.clone(), runtime, &path, &file);
        let mut written = match reading.body {
            Body::Ranges(ranges) => {
                let call = call.clone();
                let parts = ranges.map(move |range| ahead(call.clone(), places.clone().all(range.start, range.pieces)));
                stream::iter(parts).buffer_unordered(settings.concurrency).boxed()
            }
            Body::Whole(pieces) => places.write(0, pieces).boxed(),
        };
        while let Some(bytes) = written.try_next().await? {
            count.add(bytes);
        }
        // An empty object has no pieces.
        if count.bytes() == 0 {
            count.add(0);
        }
        drop((written, file));
        beside.take_the_place().await.map_err(|error| unwritten(&call, &path, error))?;
        Ok(Downloaded { e_tag: reading.e_tag, version_id: reading.version_id, bytes: count.bytes() })
    }
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
