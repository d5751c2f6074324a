//! `iam-actions.toml`: which IAM actions operations need, where that isn't one of their own name. Ours.

use std::collections::BTreeMap;

use serde::Deserialize;

/// The file's name, beside `services.toml`.
pub const FILE: &str = "iam-actions.toml";

/// The file: services by boto3's name. Of those that aren't in it, nothing is said.
pub type IamActions = BTreeMap<String, Operations>;

/// The operations of a service that need something else than the action of their own name, and those of its resources,
/// by their names in `resources-1.json`.
pub type Operations = BTreeMap<String, Needed>;

/// What an operation needs.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(untagged)]
pub enum Needed {
    /// These actions, with the service before each: `s3:ListBucket`. Where there are none, nothing is said.
    Actions(Vec<String>),
    /// No action.
    Nothing(Nothing),
    /// Not an operation, but a resource: what these operations need of it, in the place of what they need of others.
    Resource(BTreeMap<String, Vec<String>>),
}

/// `"none"`.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Nothing {
    /// AWS lets everybody call it.
    None,
}

/// The actions that an operation needs of a resource, or of the service itself, which has this word in its ARNs; `None`
/// where that isn't said.
pub fn needed(operations: &Operations, service: &str, resource: Option<&str>, operation: &str) -> Option<Vec<String>> {
    if let Some(Needed::Resource(own)) = resource.and_then(|resource| operations.get(resource))
        && let Some(actions) = own.get(operation)
    {
        return told(actions);
    }
    match operations.get(operation) {
        None | Some(Needed::Resource(_)) => Some(vec![format!("{service}:{operation}")]),
        Some(Needed::Nothing(Nothing::None)) => Some(Vec::new()),
        Some(Needed::Actions(actions)) => told(actions),
    }
}

fn told(actions: &[String]) -> Option<Vec<String>> {
    (!actions.is_empty()).then(|| actions.to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_operation_needs_the_action_of_its_name_unless_the_file_says_otherwise() {
        let text = "[s3]\nHeadBucket = [\"s3:ListBucket\"]\nNew = []\nPublic = \"none\"\n";
        let file: IamActions = toml::from_str(text).unwrap();
        let needed = |operation| needed(&file["s3"], "s3", None, operation);
        assert_eq!(needed("GetObject"), Some(vec!["s3:GetObject".to_owned()]));
        assert_eq!(needed("HeadBucket"), Some(vec!["s3:ListBucket".to_owned()]));
        assert_eq!(needed("New"), None);
        assert_eq!(needed("Public"), Some(Vec::new()));
        assert!(toml::from_str::<IamActions>("[s3]\nPublic = \"nothing\"\n").is_err());
    }

    #[test]
    fn a_resource_can_need_others_than_the_rest_of_its_service() {
        let text = "[s3]\nHeadObject = [\"s3:GetObject\"]\n[s3.ObjectVersion]\n\
                    HeadObject = [\"s3:GetObjectVersion\"]\nRestoreObject = []\n";
        let file: IamActions = toml::from_str(text).unwrap();
        let needed = |resource, operation| needed(&file["s3"], "s3", resource, operation);
        let one = |action: &str| Some(vec![action.to_owned()]);
        assert_eq!(needed(Some("ObjectVersion"), "HeadObject"), one("s3:GetObjectVersion"));
        assert_eq!(needed(Some("ObjectVersion"), "RestoreObject"), None);
        assert_eq!(needed(Some("ObjectVersion"), "GetObject"), one("s3:GetObject"));
        for other in [Some("Object"), None] {
            assert_eq!(needed(other, "HeadObject"), one("s3:GetObject"));
        }
    }
}
