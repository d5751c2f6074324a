//! The tags of `OpsMetadata`, which are kept for a part of its ARN.

use aws_resources_runtime::{
    Result,
    generated::{BoxFuture, Tagging, Tags, tags_changed, tags_listed},
};

use super::{OpsMetadata, tags};

impl Tagging for OpsMetadata {
    fn list(&self) -> BoxFuture<Result<Tags>> {
        let id = self.tagged_id();
        tags_listed(self.tags_collection().filter(|request| request.resource_id(id.clone())), tags::of_tag)
    }

    fn add(&self, given: Tags) -> BoxFuture<Result<()>> {
        let id = self.tagged_id();
        tags_changed(self.add_tags().with(|request| request.resource_id(id)), given, tags::add_tags_to_resource)
    }

    fn remove(&self, keys: Vec<String>) -> BoxFuture<Result<()>> {
        let id = self.tagged_id();
        let action = self.remove_tags().with(|request| request.resource_id(id));
        tags_changed(action, keys, tags::remove_tags_from_resource)
    }
}

impl OpsMetadata {
    /// What comes behind `opsmetadata` in the ARN:
    /// <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_AddTagsToResource.html>
    fn tagged_id(&self) -> String {
        let arn = self.arn_identifier();
        let (_, id) = arn.split_once("opsmetadata").unwrap_or(("", arn));
        id.trim_start_matches('/').to_owned()
    }
}
