//! All versions and delete markers of a bucket, one object after the other.

use aws_resources::{
    Collection, Result,
    s3::{
        Bucket, DeleteMarker, ObjectVersion,
        sdk::{operation::list_object_versions::builders::ListObjectVersionsFluentBuilder, primitives::DateTime},
    },
};

use crate::plan::Entry;

/// Two listings, of versions and of markers, which come in the same order: that of the keys' bytes. What is written
/// while they are fetched may be in one of them only; it is too young to make anything look old.
pub(crate) struct Keys {
    versions: Collection<ListObjectVersionsFluentBuilder, ObjectVersion>,
    markers: Collection<ListObjectVersionsFluentBuilder, DeleteMarker>,
    /// What was taken of them last.
    next: Option<[Option<Entry>; 2]>,
}

impl Keys {
    pub(crate) fn of(bucket: &Bucket) -> Self {
        Self { versions: bucket.versions(), markers: bucket.delete_markers(), next: None }
    }

    /// All entries of the next object; `None` at the end. After an error nothing can be told any more of what is left.
    pub(crate) async fn try_next(&mut self) -> Result<Option<Vec<Entry>>> {
        let [mut version, mut marker] = match self.next.take() {
            Some(next) => next,
            None => [self.version().await?, self.marker().await?],
        };
        let Some(key) = [&version, &marker].into_iter().flatten().map(|entry| entry.key.clone()).min() else {
            self.next = Some([None, None]);
            return Ok(None);
        };
        let mut entries = Vec::new();
        while let Some(entry) = version.take_if(|entry| entry.key == key) {
            entries.push(entry);
            version = self.version().await?;
        }
        while let Some(entry) = marker.take_if(|entry| entry.key == key) {
            entries.push(entry);
            marker = self.marker().await?;
        }
        self.next = Some([version, marker]);
        Ok(Some(entries))
    }

    async fn version(&mut self) -> Result<Option<Entry>> {
        let Some(version) = self.versions.try_next().await? else { return Ok(None) };
        let listed = version.summary();
        let listed = listed.as_deref();
        Ok(Some(Entry {
            key: version.object_key().to_owned(),
            version: version.id().to_owned(),
            is_marker: false,
            is_latest: is_latest(listed.and_then(|listed| listed.is_latest())),
            made: made(listed.and_then(|listed| listed.last_modified())),
            bytes: listed.and_then(|listed| listed.size()).unwrap_or_default(),
        }))
    }

    async fn marker(&mut self) -> Result<Option<Entry>> {
        let Some(marker) = self.markers.try_next().await? else { return Ok(None) };
        let listed = marker.loaded();
        let listed = listed.as_deref();
        Ok(Some(Entry {
            key: marker.object_key().to_owned(),
            version: marker.id().to_owned(),
            is_marker: true,
            is_latest: is_latest(listed.and_then(|listed| listed.is_latest())),
            made: made(listed.and_then(|listed| listed.last_modified())),
            bytes: 0,
        }))
    }
}

/// What S3 says nothing of is kept.
fn is_latest(said: Option<bool>) -> bool {
    said.unwrap_or(true)
}

/// What S3 says nothing of is never old.
fn made(said: Option<&DateTime>) -> i64 {
    said.map_or(i64::MAX, DateTime::secs)
}
