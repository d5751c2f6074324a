//! `iam-actions.toml`: which IAM actions operations need, where that isn't one of their own name. Ours.

use std::collections::BTreeMap;

use serde::Deserialize;

/// The file's name, beside `services.toml`.
pub const FILE: &str = "iam-actions.toml";

/// The file: services by boto3's name. Of those that aren't in it, nothing is said.
pub type IamActions = BTreeMap<String, Operations>;

/// The operations of a service that need something else than the action of their own name.
pub type Operations = BTreeMap<String, Needed>;

/// What an operation needs.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(untagged)]
pub enum Needed {
    /// These actions, with the service before each: `s3:ListBucket`. Where there are none, nothing is said.
    Actions(Vec<String>),
    /// No action.
    Nothing(Nothing),
}

/// `"none"`.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Nothing {
    /// AWS lets everybody call it.
    None,
}

/// The actions that an operation needs, of a service with this word in its ARNs; `None` where that isn't said.
pub fn needed(operations: &Operations, service: &str, operation: &str) -> Option<Vec<String>> {
    match operations.get(operation) {
        None => Some(vec![format!("{service}:{operation}")]),
        Some(Needed::Nothing(Nothing::None)) => Some(Vec::new()),
        Some(Needed::Actions(actions)) => (!actions.is_empty()).then(|| actions.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_operation_needs_the_action_of_its_name_unless_the_file_says_otherwise() {
        let text = "[s3]\nHeadBucket = [\"s3:ListBucket\"]\nNew = []\nPublic = \"none\"\n";
        let file: IamActions = toml::from_str(text).unwrap();
        let needed = |operation| needed(&file["s3"], "s3", operation);
        assert_eq!(needed("GetObject"), Some(vec!["s3:GetObject".to_owned()]));
        assert_eq!(needed("HeadBucket"), Some(vec!["s3:ListBucket".to_owned()]));
        assert_eq!(needed("New"), None);
        assert_eq!(needed("Public"), Some(Vec::new()));
        assert!(toml::from_str::<IamActions>("[s3]\nPublic = \"nothing\"\n").is_err());
    }
}
