//! Downloads as streams.

use std::{
    fmt,
    pin::Pin,
    task::{Context, Poll},
};

use aws_resources_runtime::{Error, Result};
use aws_sdk_s3::operation::get_object::builders::GetObjectFluentBuilder;
use bytes::Bytes;
use futures_core::Stream;
use futures_util::{StreamExt, TryStreamExt as _, stream};

use super::{
    super::{
        super::Object,
        settings::{Count, Settings, settings},
        task::ahead,
    },
    ranges::{Body, Ranges},
};

/// An object's bytes, from [`Object::download_stream`]: they come in order, while the ranges after them are fetched in
/// tasks of the tokio runtime that it is consumed in.
///
/// Nothing is requested before the first bytes are asked for. Dropping it ends what is under way. A server that answers
/// without ranges is read as it is consumed.
///
/// ```no_run
/// # async fn example(object: &aws_resources::s3::Object) -> aws_resources::Result<()> {
/// let mut bytes = object.download_stream().part_size(1024 * 1024).concurrency(2);
/// while let Some(bytes) = bytes.try_next().await? {
///     println!("{} more", bytes.len());
/// }
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// What the calls fail with, NotFound where there is no such object, and the code `PreconditionFailed` where it was
/// replaced meanwhile; and answers that aren't what was asked for. An error is the last thing that comes.
#[must_use = "a download requests nothing until it is consumed"]
pub struct DownloadStream {
    ranges: Ranges,
    settings: Settings,
    running: Option<Pin<Box<dyn Stream<Item = Result<Bytes>> + Send>>>,
}

settings!(DownloadStream {
    /// How many bytes are asked for at a time: 8 MiB unless set, 1 at the least and 5 GiB at the most.
    part_size,
    /// How many parts are fetched, or wait to be consumed, at the same time: 8 unless set. All of them are in memory.
    /// With 1 the next one is fetched only when it is asked for.
    concurrency,
});

impl Object {
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
            let call = ranges.call();
            let reading = ranges.read(&settings).await?;
            let mut count = Count::new(&settings, reading.total);
            let pieces = match reading.body {
                Body::Ranges(ranges) => stream::iter(ranges)
                    .map(move |range| ahead(call.clone(), range.collected()))
                    .buffered(settings.concurrency)
                    .boxed(),
                Body::Whole(pieces) => pieces,
            };
            Ok::<_, Error>(pieces.inspect_ok(move |bytes| count.add(bytes.len() as u64)))
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

impl fmt::Debug for DownloadStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { ranges, settings, .. } = self;
        f.debug_struct("DownloadStream")
            .field("object", &ranges.object)
            .field("settings", settings)
            .finish_non_exhaustive()
    }
}
