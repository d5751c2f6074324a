//! What is done in the buckets of an account and region, and what came of it.

use std::sync::Arc;

use aws_resources::{
    Error, Result, Session,
    s3::{
        Bucket,
        sdk::{
            operation::delete_objects::DeleteObjectsOutput,
            primitives::DateTime,
            types::{Delete, ObjectIdentifier},
        },
    },
};
use serde::Serialize;

use crate::{
    common::{self, Listing, together},
    keys::Keys,
    plan::{Doomed, Entry, doomed},
};

/// As many objects one call deletes: <https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html>
const MOST: usize = 1000;

/// What is to be done.
pub(crate) struct Order {
    /// In seconds since 1970: what has been of no use since then.
    pub(crate) before: i64,
    /// Names; all where there are none.
    pub(crate) buckets: Vec<String>,
    /// Whether it is done, or only told.
    pub(crate) yes: bool,
}

/// Something that goes.
#[derive(PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(crate) struct Row {
    account: String,
    region: String,
    bucket: String,
    key: String,
    what: &'static str,
    /// Of the version, or of the upload.
    id: String,
    /// When it became noncurrent, or was made.
    since: String,
    bytes: i64,
    result: &'static str,
    /// Why it failed.
    reason: String,
}

impl common::Row for Row {
    const NAMES: &'static [&'static str] =
        &["account", "region", "bucket", "key", "what", "id", "since", "bytes", "result", "reason"];
}

/// Cleans the buckets in an account and region, one after the other.
pub(crate) async fn buckets(session: Session, order: Arc<Order>) -> Result<Listing<Row>> {
    let mut listing = Listing::default();
    let account = session.account_id().await?;
    let mut all = common::buckets(&session);
    while let Some(bucket) = all.next().await {
        let Some(bucket) = listing.take(bucket) else { continue };
        if order.buckets.is_empty() || order.buckets.iter().any(|name| name == bucket.name()) {
            let region = session.region_name().unwrap_or_default();
            let mut work = Work { account, region, bucket: &bucket, order: &order, listing: &mut listing };
            work.versions().await;
            work.uploads().await;
        }
    }
    together([listing])
}

struct Work<'a> {
    account: &'a str,
    region: &'a str,
    bucket: &'a Bucket,
    order: &'a Order,
    listing: &'a mut Listing<Row>,
}

impl Work<'_> {
    async fn versions(&mut self) {
        // A bucket that never had versions has none that are noncurrent, however many objects there are.
        let Some(versioning) = self.listing.take(self.bucket.versioning().data().await) else { return };
        if versioning.status().is_none() {
            return;
        }
        let mut keys = Keys::of(self.bucket);
        let mut batch = Vec::new();
        while let Some(Some(entries)) = self.listing.take(keys.try_next().await) {
            batch.extend(doomed(entries, self.order.before));
            while batch.len() >= MOST {
                let rest = batch.split_off(MOST);
                self.delete(batch).await;
                batch = rest;
            }
        }
        self.delete(batch).await;
    }

    /// Deletes up to a thousand versions and markers: each has a result of its own.
    async fn delete(&mut self, batch: Vec<Doomed>) {
        if batch.is_empty() || !self.order.yes {
            batch.into_iter().for_each(|doomed| self.add_entry(doomed, Ok("would delete")));
            return;
        }
        match self.call(&batch).await {
            Ok(output) => {
                let mut refused = 0;
                for doomed in batch {
                    let result = result(&output, &doomed.entry);
                    refused += usize::from(result.is_err());
                    self.add_entry(doomed, result.map(|()| "deleted"));
                }
                if refused > 0 {
                    let message = format!("{refused} deletions in {} failed: see their rows", self.bucket.name());
                    self.listing.errors.push(Error::other(message));
                }
            }
            Err(error) => {
                let reason = error.message().to_owned();
                batch.into_iter().for_each(|doomed| self.add_entry(doomed, Err(reason.clone())));
                self.listing.errors.push(error);
            }
        }
    }

    async fn call(&self, batch: &[Doomed]) -> Result<DeleteObjectsOutput> {
        let mut delete = Delete::builder();
        for Doomed { entry, .. } in batch {
            let object = ObjectIdentifier::builder().key(&entry.key).version_id(&entry.version);
            delete = delete.objects(object.build().map_err(Error::other)?);
        }
        let delete = delete.build().map_err(Error::other)?;
        self.bucket.delete_objects().with(|request| request.delete(delete)).await
    }

    async fn uploads(&mut self) {
        let mut uploads = self.bucket.multipart_uploads();
        while let Some(upload) = uploads.next().await {
            let Some(upload) = self.listing.take(upload) else { continue };
            let begun = upload.loaded().and_then(|data| data.initiated().copied());
            let Some(since) = begun.map(|begun| begun.secs()).filter(|since| *since <= self.order.before) else {
                continue;
            };
            let result = if self.order.yes {
                match upload.abort().await {
                    Ok(_) => Ok("aborted"),
                    Err(error) => {
                        let reason = error.message().to_owned();
                        self.listing.errors.push(error);
                        Err(reason)
                    }
                }
            } else {
                Ok("would abort")
            };
            self.add("multipart upload", upload.object_key(), upload.id(), since, 0, result);
        }
    }

    fn add_entry(&mut self, doomed: Doomed, result: Result<&'static str, String>) {
        let Doomed { entry, since } = doomed;
        let what = if entry.is_marker { "delete marker" } else { "version" };
        self.add(what, &entry.key, &entry.version, since, entry.bytes, result);
    }

    fn add(
        &mut self,
        what: &'static str,
        key: &str,
        id: &str,
        since: i64,
        bytes: i64,
        result: Result<&'static str, String>,
    ) {
        let (result, reason) = match result {
            Ok(result) => (result, String::new()),
            Err(reason) => ("failed", reason),
        };
        self.listing.rows.push(Row {
            account: self.account.to_owned(),
            region: self.region.to_owned(),
            bucket: self.bucket.name().to_owned(),
            key: key.to_owned(),
            what,
            id: id.to_owned(),
            since: DateTime::from_secs(since).to_string(),
            bytes,
            result,
            reason,
        });
    }
}

/// What S3 says of one version or marker.
fn result(output: &DeleteObjectsOutput, entry: &Entry) -> Result<(), String> {
    let deleted = output.deleted().iter();
    let mut deleted = deleted.map(|deleted| (deleted.key(), deleted.version_id()));
    if deleted.any(|named| named == (Some(&*entry.key), Some(&*entry.version))) {
        return Ok(());
    }
    let mut errors = output.errors().iter().filter(|error| error.key() == Some(&*entry.key));
    match errors.find(|error| error.version_id().is_none_or(|version| version == entry.version)) {
        Some(error) => Err([error.code(), error.message()].into_iter().flatten().collect::<Vec<_>>().join(": ")),
        None => Err("S3 doesn't say what became of it".to_owned()),
    }
}
