//! The tags of Auto Scaling groups. Each says whether new instances get it too, which a map can't: tags that are there
//! keep their answer, new ones aren't handed on.

use std::collections::HashMap;

use aws_resources_runtime::{
    Result,
    generated::{BoxFuture, Model as _, Tagging, Tags, action, tags_listed},
};
use aws_sdk_autoscaling::types;

use super::{AutoScalingGroup, Tag, operations};

/// What AWS calls the only type of resource that can be tagged here:
/// <https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_Tag.html>
const KIND: &str = "auto-scaling-group";

impl Tagging for AutoScalingGroup {
    fn list(&self) -> BoxFuture<Result<Tags>> {
        tags_listed(self.tags_collection(), |tag: &Tag| {
            let data = tag.loaded()?;
            Some((data.key.clone()?, data.value.clone().unwrap_or_default()))
        })
    }

    fn add(&self, tags: Tags) -> BoxFuture<Result<()>> {
        let group = self.clone();
        Box::pin(async move {
            let there = group.tags_collection().try_collect().await?;
            let handed_on: HashMap<&str, Option<bool>> =
                (there.iter()).map(|tag| (tag.key(), tag.loaded().and_then(|data| data.propagate_at_launch))).collect();
            let tags = tags.into_iter().map(|(key, value)| {
                let on = handed_on.get(key.as_str()).copied().flatten().unwrap_or(false);
                group.tag_of(key).value(value).propagate_at_launch(on).build()
            });
            let request = group.client().create_or_update_tags().set_tags(Some(tags.collect()));
            action(group.core().call("CreateOrUpdateTags"), request, operations::create_or_update_tags).await?;
            Ok(())
        })
    }

    fn remove(&self, keys: Vec<String>) -> BoxFuture<Result<()>> {
        let tags = keys.into_iter().map(|key| self.tag_of(key).build());
        let request = self.client().delete_tags().set_tags(Some(tags.collect()));
        let removed = action(self.core().call("DeleteTags"), request, operations::delete_tags);
        Box::pin(async move {
            removed.await?;
            Ok(())
        })
    }
}

impl AutoScalingGroup {
    fn tag_of(&self, key: String) -> types::builders::TagBuilder {
        types::Tag::builder().resource_id(self.name()).resource_type(KIND).key(key)
    }
}
