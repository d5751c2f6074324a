//! Tags: one trait over the many ways in which services keep them.

use std::collections::BTreeMap;

use crate::{
    Action, Collection, Error, ErrorKind, Fetch, Resource, Result,
    call::{BoxFuture, Call},
    model::Parent,
};

/// Tags by key, in the keys' order.
pub type Tags = BTreeMap<String, String>;

/// A resource that can be tagged.
///
/// Services keep tags in many ways: as lists or maps, for an ARN, a name or an id, in pages or at once. This trait is
/// the same over all of them; the operations that a type's model has for its tags stay beside it, for what it can't say.
///
/// ```no_run
/// use aws_resources_runtime::Tagged;
///
/// # async fn example(queue: impl Tagged) -> aws_resources_runtime::Result<()> {
/// queue.tag([("team", "billing"), ("stage", "test")]).await?;
/// if queue.tags().await?.get("stage").is_some_and(|stage| stage == "test") {
///     queue.untag(["stage"]).await?;
/// }
/// # Ok(())
/// # }
/// ```
///
/// Keys that begin with `aws:` are AWS's own: they are listed, but AWS refuses to add or remove them
/// (<https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html>).
///
/// Amazon S3 sets all tags of a bucket or object at once: there they are read, changed and put back, so that of changes
/// at the same time the last one counts.
pub trait Tagged: Resource {
    /// The tags, asked for with every call of this: what is loaded isn't looked at, nor forgotten. A tag without a value
    /// has an empty one. Where a service lists tags by ARN and the ARN isn't known yet, it is fetched first, once.
    ///
    /// # Errors
    /// What listing them fails with, or finding the ARN. Some services (Amazon EC2) answer with no tags for what isn't
    /// there.
    fn tags(&self) -> Fetch<'_, Tags>;

    /// Adds these tags; those that are there by the same keys get the new values, all others stay. Without tags, no
    /// call is made. All go into one call: how many that takes, and a resource can have, is the service's to say.
    ///
    /// # Errors
    /// What the call fails with.
    fn tag<K: Into<String>, V: Into<String>>(&self, tags: impl IntoIterator<Item = (K, V)>) -> Fetch<'_, ()>;

    /// Removes the tags with these keys, whatever their values; one that isn't there is no error. Without keys, no call
    /// is made; a key that is given twice is sent once, and an empty one, which no tag has, isn't.
    ///
    /// # Errors
    /// What the call fails with.
    fn untag<K: Into<String>>(&self, keys: impl IntoIterator<Item = K>) -> Fetch<'_, ()>;
}

/// What a resource type states about its tags.
#[doc(hidden)]
pub trait Tagging {
    /// Lists them.
    fn list(&self) -> BoxFuture<Result<Tags>>;
    /// Adds these, of which there is at least one.
    fn add(&self, tags: Tags) -> BoxFuture<Result<()>>;
    /// Removes those with these keys, of which there is at least one.
    fn remove(&self, keys: Vec<String>) -> BoxFuture<Result<()>>;
}

impl<R: Resource + Tagging> Tagged for R {
    fn tags(&self) -> Fetch<'_, Tags> {
        Fetch::coming(self.list())
    }

    fn tag<K: Into<String>, V: Into<String>>(&self, tags: impl IntoIterator<Item = (K, V)>) -> Fetch<'_, ()> {
        added(self, tags)
    }

    fn untag<K: Into<String>>(&self, keys: impl IntoIterator<Item = K>) -> Fetch<'_, ()> {
        removed(self, keys)
    }
}

/// The tags, of what can have any.
pub(crate) fn mapped<'a>(tagging: Option<&dyn Tagging>) -> Fetch<'a, Option<Tags>> {
    match tagging.map(Tagging::list) {
        Some(listed) => Fetch::coming(async { listed.await.map(Some) }),
        None => Fetch::known(Ok(None)),
    }
}

/// Adds tags, if there are any.
pub(crate) fn added<'a, K: Into<String>, V: Into<String>>(
    to: &dyn Tagging,
    tags: impl IntoIterator<Item = (K, V)>,
) -> Fetch<'a, ()> {
    let tags: Tags = tags.into_iter().map(|(key, value)| (key.into(), value.into())).collect();
    if tags.is_empty() { Fetch::known(Ok(())) } else { Fetch::coming(to.add(tags)) }
}

/// Removes tags by their keys, if there are any.
pub(crate) fn removed<'a, K: Into<String>>(from: &dyn Tagging, keys: impl IntoIterator<Item = K>) -> Fetch<'a, ()> {
    let mut given: Vec<String> = Vec::new();
    for key in keys {
        let key: String = key.into();
        if !key.is_empty() && !given.contains(&key) {
            given.push(key);
        }
    }
    // To some services no keys are all of them:
    // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteTags.html
    if given.is_empty() { Fetch::known(Ok(())) } else { Fetch::coming(from.remove(given)) }
}

/// The tags that a collection lists.
pub fn tags_listed<B, R>(
    collection: Collection<B, R>,
    read: fn(&R) -> Option<(String, String)>,
) -> BoxFuture<Result<Tags>>
where
    B: Clone,
    R: Parent,
{
    let mut pages = collection.pages();
    Box::pin(async move {
        let lost = || Error::new(ErrorKind::Response, "the response has a tag without its key");
        let mut tags = Tags::new();
        while let Some(page) = pages.try_next().await? {
            for tag in page {
                let (key, value) = read(&tag).ok_or_else(lost)?;
                tags.insert(key, value);
            }
        }
        Ok(tags)
    })
}

/// The tags that an action answers with.
pub fn tags_answered<B: 'static, T: 'static>(action: Action<B, T>, read: fn(T) -> Tags) -> BoxFuture<Result<Tags>> {
    let answered = action.read();
    Box::pin(async move { Ok(read(answered.await?)) })
}

/// Sends an action with tags or keys written into its request.
pub fn tags_changed<B, O, T>(
    action: Action<B, O>,
    given: T,
    write: fn(&Call, B, T) -> Result<B>,
) -> BoxFuture<Result<()>>
where
    B: 'static,
    O: 'static,
{
    let changed = action.try_with(|call, request| write(call, request, given)).map(IntoFuture::into_future);
    Box::pin(async move {
        changed?.await?;
        Ok(())
    })
}
