//! Tags of many resources at once, whatever their types.

use aws_resources_runtime::{
    AnyTaggable, Batch, Collection, Resource, Taggable,
    generated::{BatchFacts, Model, Parent, TagFacts, batch, batch_any},
};
use aws_sdk_ec2::{
    Client,
    operation::{
        create_tags::{CreateTagsOutput, builders::CreateTagsFluentBuilder},
        delete_tags::{DeleteTagsOutput, builders::DeleteTagsFluentBuilder},
    },
    types::Tag,
};

use super::super::operations;

/// How many resources a call of `CreateTags` or `DeleteTags` takes
/// (<https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTags.html>).
const MAX: usize = 1000;

/// A resource of any type that has tags, made of it by `into()`: for [`tag_all`] and [`untag_all`].
pub type TagTarget = AnyTaggable<Client>;

/// Gives resources of any types these tags, besides those that they have: a tag of that key gets the new value.
///
/// Calls [`CreateTags`](https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTags.html) for 1,000 resources at
/// a time; those of several sessions by session, each with its own credentials. AWS refuses a whole call because of one
/// of its resources: such a call is sent again in halves, until those are known by themselves, as told of [`Batch`]. The
/// report has the resources in the order in which they are given. Without tags no call is made, and the report is empty.
///
/// When it succeeds for a resource, its loaded data is forgotten.
///
/// # Errors
/// The report has the failures, each with its resource. A key pair or placement group whose data isn't loaded has to be
/// loaded for its id, which can fail, too.
///
/// ```no_run
/// use aws_resources::{Session, ec2::{self, Ec2}};
///
/// # async fn example(session: &Session) {
/// let ec2 = Ec2::new(session);
/// let (instance, volume) = (ec2.instance("i-0123456789abcdef0"), ec2.volume("vol-0123456789abcdef0"));
/// let report = ec2::tag_all([instance.into(), volume.into()], [("team", "web"), ("stage", "test")]).await;
/// for item in report.failed() {
///     eprintln!("{}", item.result().unwrap_err()); // names the resource
/// }
/// # }
/// ```
pub fn tag_all<K: Into<String>, V: Into<String>>(
    resources: impl IntoIterator<Item = TagTarget>,
    tags: impl IntoIterator<Item = (K, V)>,
) -> Batch<CreateTagsFluentBuilder, TagTarget, CreateTagsOutput> {
    let tags = pairs(tags);
    let facts = TagFacts {
        name: "CreateTags",
        max: MAX,
        request: |client: &Client, ids| client.create_tags().set_resources(Some(ids)),
        send: operations::create_tags,
    };
    batch_any(unless(tags.is_empty(), resources), facts).with(move |request| request.set_tags(Some(tags.clone())))
}

/// Removes the tags with these keys from resources of any types, whatever their values. A resource that lacks them is
/// no failure.
///
/// Calls [`DeleteTags`](https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteTags.html), otherwise as
/// [`tag_all`] does. Without keys no call is made, and the report is empty: a call without keys would remove [all tags of
/// the user's](https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteTags.html#API_DeleteTags_RequestParameters).
///
/// # Errors
/// As [`tag_all`].
///
/// ```no_run
/// use aws_resources::{Result, Session, ec2::{self, Ec2, TagTarget}};
///
/// # async fn example(session: &Session) -> Result<()> {
/// let ec2 = Ec2::new(session);
/// let volumes = ec2.volumes().try_collect().await?.into_iter().map(TagTarget::from);
/// let snapshots = ec2.snapshots().filter(|r| r.owner_ids("self")).try_collect().await?.into_iter().map(TagTarget::from);
/// let report = ec2::untag_all(volumes.chain(snapshots), ["owner"]).await;
/// println!("{} failed", report.failed().count());
/// # Ok(())
/// # }
/// ```
pub fn untag_all<K: Into<String>>(
    resources: impl IntoIterator<Item = TagTarget>,
    keys: impl IntoIterator<Item = K>,
) -> Batch<DeleteTagsFluentBuilder, TagTarget, DeleteTagsOutput> {
    let tags = bare(keys);
    let facts = TagFacts {
        name: "DeleteTags",
        max: MAX,
        request: |client: &Client, ids| client.delete_tags().set_resources(Some(ids)),
        send: operations::delete_tags,
    };
    batch_any(unless(tags.is_empty(), resources), facts).with(move |request| request.set_tags(Some(tags.clone())))
}

/// Tags of all that a collection lists: of every type that has tags. For resources of several types, or that are there
/// already, see [`tag_all`].
///
/// ```no_run
/// use aws_resources::{Result, Session, ec2::{Ec2, TagAll as _}};
///
/// # async fn example(session: &Session) -> Result<()> {
/// let volumes = Ec2::new(session).volumes().retain(|volume| volume.loaded().is_some_and(|it| it.tags().is_empty()));
/// volumes.tag_all([("owner", "unknown")]).await.into_result()?;
/// # Ok(())
/// # }
/// ```
pub trait TagAll: Sized {
    /// What is listed.
    type Item;

    /// Gives all of them these tags, besides those that they have: a tag of that key gets the new value.
    ///
    /// Calls [`CreateTags`](https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTags.html) once per page, for
    /// 1,000 of them at the most, and for fewer where AWS refuses some, as [`tag_all`] does. Without tags no call is
    /// made.
    ///
    /// # Errors
    /// The report has the failures, of the listing and of each item.
    fn tag_all<K: Into<String>, V: Into<String>>(
        self,
        tags: impl IntoIterator<Item = (K, V)>,
    ) -> Batch<CreateTagsFluentBuilder, Self::Item, CreateTagsOutput>;

    /// Removes the tags with these keys from all of them, whatever their values.
    ///
    /// Calls [`DeleteTags`](https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteTags.html) once per page, for
    /// 1,000 of them at the most, and for fewer where AWS refuses some, as [`untag_all`] does. Without keys no call is
    /// made.
    ///
    /// # Errors
    /// The report has the failures, of the listing and of each item.
    fn untag_all<K: Into<String>>(
        self,
        keys: impl IntoIterator<Item = K>,
    ) -> Batch<DeleteTagsFluentBuilder, Self::Item, DeleteTagsOutput>;
}

impl<B, R> TagAll for Collection<B, R>
where
    B: Clone + Send + Sync + 'static,
    R: Taggable + Model<Client = Client> + Parent + Resource,
{
    type Item = R;

    fn tag_all<K: Into<String>, V: Into<String>>(
        self,
        tags: impl IntoIterator<Item = (K, V)>,
    ) -> Batch<CreateTagsFluentBuilder, R, CreateTagsOutput> {
        let tags = pairs(tags);
        let listed = if tags.is_empty() { self.limit(0) } else { self };
        let facts = BatchFacts {
            name: "CreateTags",
            max: MAX,
            same: |_, _| true,
            part: R::tag_id(),
            request: |first: &R, ids, _| Ok(first.core().client().create_tags().set_resources(Some(ids))),
            late: Vec::new(),
            send: operations::create_tags,
            failures: |_, _| Vec::new(),
        };
        batch(listed, facts).divisible().with(move |request| request.set_tags(Some(tags.clone())))
    }

    fn untag_all<K: Into<String>>(
        self,
        keys: impl IntoIterator<Item = K>,
    ) -> Batch<DeleteTagsFluentBuilder, R, DeleteTagsOutput> {
        let tags = bare(keys);
        let listed = if tags.is_empty() { self.limit(0) } else { self };
        let facts = BatchFacts {
            name: "DeleteTags",
            max: MAX,
            same: |_, _| true,
            part: R::tag_id(),
            request: |first: &R, ids, _| Ok(first.core().client().delete_tags().set_resources(Some(ids))),
            late: Vec::new(),
            send: operations::delete_tags,
            failures: |_, _| Vec::new(),
        };
        batch(listed, facts).divisible().with(move |request| request.set_tags(Some(tags.clone())))
    }
}

fn pairs<K: Into<String>, V: Into<String>>(tags: impl IntoIterator<Item = (K, V)>) -> Vec<Tag> {
    tags.into_iter().map(|(key, value)| Tag::builder().key(key).value(value).build()).collect()
}

/// Tags of these keys. An empty one is no tag's, and AWS could take it for none, which is all.
fn bare<K: Into<String>>(keys: impl IntoIterator<Item = K>) -> Vec<Tag> {
    let keys = keys.into_iter().map(|key| -> String { key.into() }).filter(|key| !key.is_empty());
    keys.map(|key| Tag::builder().key(key).build()).collect()
}

/// These resources, or none of them.
fn unless(none: bool, resources: impl IntoIterator<Item = TagTarget>) -> Vec<TagTarget> {
    if none { Vec::new() } else { resources.into_iter().collect() }
}
