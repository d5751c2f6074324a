//! The tags of buckets and objects. S3 sets all of them at once: they are read, changed and put back, so that of changes
//! at the same time the last one counts. AWS's own tags (`aws:…`) are put back with the others.

use aws_resources_runtime::{
    Action, Result,
    generated::{BoxFuture, Call, Model as _, Tagging, Tags, action, tags_answered, tags_changed},
};
use aws_sdk_s3::types;

use super::super::{Bucket, Object, ObjectSummary, ObjectVersion, operations};

/// What has all of its tags set at once.
trait TagSet: Clone + Send + Sync + 'static {
    fn read(&self) -> BoxFuture<Result<Tags>>;
    fn put(&self, tags: Tags) -> BoxFuture<Result<()>>;
    /// Deletes all of them: an empty set can't be put everywhere.
    fn clear(&self) -> BoxFuture<Result<()>>;
}

/// Puts the tags back if `change` says that it changed them.
fn changed<T: TagSet>(of: &T, change: impl FnOnce(&mut Tags) -> bool + Send + 'static) -> BoxFuture<Result<()>> {
    let of = of.clone();
    Box::pin(async move {
        let mut tags = of.read().await?;
        match change(&mut tags) {
            false => Ok(()),
            true if tags.is_empty() => of.clear().await,
            true => of.put(tags).await,
        }
    })
}

fn added<T: TagSet>(of: &T, more: Tags) -> BoxFuture<Result<()>> {
    changed(of, |tags| {
        let news = more.iter().any(|(key, value)| tags.get(key) != Some(value));
        tags.extend(more);
        news
    })
}

fn removed<T: TagSet>(of: &T, keys: Vec<String>) -> BoxFuture<Result<()>> {
    changed(of, move |tags| {
        let before = tags.len();
        tags.retain(|key, _| !keys.contains(key));
        tags.len() < before
    })
}

impl TagSet for Bucket {
    fn read(&self) -> BoxFuture<Result<Tags>> {
        let tagging = self.tagging();
        Box::pin(async move {
            match tagging.reload().await {
                Ok(data) => Ok(read(&data.tag_set)),
                // https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketTagging.html
                Err(error) if error.code() == Some("NoSuchTagSet") => Ok(Tags::new()),
                Err(error) => Err(error),
            }
        })
    }

    fn put(&self, tags: Tags) -> BoxFuture<Result<()>> {
        let request = self.client().put_bucket_tagging().bucket(self.name());
        let put = action(self.core().call("PutBucketTagging"), request, operations::put_bucket_tagging);
        tags_changed(put, tags, |call, request, tags| Ok(request.tagging(written(call, tags)?)))
    }

    fn clear(&self) -> BoxFuture<Result<()>> {
        let request = self.client().delete_bucket_tagging().bucket(self.name());
        done(action(self.core().call("DeleteBucketTagging"), request, operations::delete_bucket_tagging))
    }
}

impl TagSet for Object {
    fn read(&self) -> BoxFuture<Result<Tags>> {
        let tagging = self.tagging();
        Box::pin(async move { Ok(read(&tagging.reload().await?.tag_set)) })
    }

    // In the object's own name, whose data has the number of its tags.
    fn put(&self, tags: Tags) -> BoxFuture<Result<()>> {
        let request = self.client().put_object_tagging().bucket(self.bucket_name()).key(self.key());
        let put = action(self.core().call("PutObjectTagging"), request, operations::put_object_tagging);
        tags_changed(put, tags, |call, request, tags| Ok(request.tagging(written(call, tags)?)))
    }

    fn clear(&self) -> BoxFuture<Result<()>> {
        let request = self.client().delete_object_tagging().bucket(self.bucket_name()).key(self.key());
        done(action(self.core().call("DeleteObjectTagging"), request, operations::delete_object_tagging))
    }
}

impl TagSet for ObjectVersion {
    fn read(&self) -> BoxFuture<Result<Tags>> {
        tags_answered(self.get_tagging(), |output| read(&output.tag_set))
    }

    fn put(&self, tags: Tags) -> BoxFuture<Result<()>> {
        tags_changed(self.put_tagging(), tags, |call, request, tags| Ok(request.tagging(written(call, tags)?)))
    }

    fn clear(&self) -> BoxFuture<Result<()>> {
        done(self.delete_tagging())
    }
}

impl TagSet for ObjectSummary {
    fn read(&self) -> BoxFuture<Result<Tags>> {
        TagSet::read(&self.object())
    }

    fn put(&self, tags: Tags) -> BoxFuture<Result<()>> {
        TagSet::put(&self.object(), tags)
    }

    fn clear(&self) -> BoxFuture<Result<()>> {
        TagSet::clear(&self.object())
    }
}

macro_rules! tagged {
    ($($name:ident),*) => { $(
        impl Tagging for $name {
            fn list(&self) -> BoxFuture<Result<Tags>> {
                self.read()
            }

            fn add(&self, tags: Tags) -> BoxFuture<Result<()>> {
                added(self, tags)
            }

            fn remove(&self, keys: Vec<String>) -> BoxFuture<Result<()>> {
                removed(self, keys)
            }
        }
    )* };
}

tagged!(Bucket, Object, ObjectSummary, ObjectVersion);

fn done<B: Send + 'static, O: Send + 'static>(action: Action<B, O>) -> BoxFuture<Result<()>> {
    Box::pin(async move { action.await.map(drop) })
}

fn read(tags: &[types::Tag]) -> Tags {
    tags.iter().map(|tag| (tag.key.clone(), tag.value.clone())).collect()
}

fn written(call: &Call, tags: Tags) -> Result<types::Tagging> {
    let tags = tags.into_iter().map(|(key, value)| types::Tag::builder().key(key).value(value).build());
    let tags = tags.collect::<Result<_, _>>().map_err(|error| call.invalid(error))?;
    types::Tagging::builder().set_tag_set(Some(tags)).build().map_err(|error| call.invalid(error))
}
