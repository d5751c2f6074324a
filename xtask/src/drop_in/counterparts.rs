//! Whether the models have everything that boto3 and boto3_extensions have, or say why not.

use std::{collections::BTreeMap, path::Path};

use aws_resources_codegen::definition::{
    omissions::{Omission, Omissions},
    resources::Resources,
};

use super::files::{newest, read};
use crate::workspace;

const PACKAGES: [&str; 2] = ["boto3", "boto3_extensions"];

/// Looks for each entry of the packages' definitions in the model of the same service.
pub(super) fn check(packages: &Path) -> Result<(), String> {
    let models = workspace::path("models");
    let mut missing = Vec::new();
    for package in PACKAGES {
        let theirs = newest(&packages.join(package).join("data"), "resources-1.json")?;
        let ours = newest(&models, "resources-1.json")?;
        for (service, file) in theirs {
            let Some(model) = ours.get(&service) else { continue };
            let omissions = model.with_file_name("omissions-1.json");
            let omissions = match omissions.exists() {
                true => read::<Omissions>(&omissions)?.omissions,
                false => Vec::new(),
            };
            let lacks = lacking(&read(&file)?, &read(model)?, &omissions);
            missing.extend(lacks.into_iter().map(|name| format!("{package}: {service}: {name}")));
        }
    }
    match missing.is_empty() {
        true => Ok(()),
        false => Err(format!(
            "neither in models/ under this name, nor in omissions-1.json among the `entries`:\n{}",
            missing.join("\n")
        )),
    }
}

/// What a definition has, and neither the model nor its omissions name.
fn lacking(theirs: &Resources, ours: &Resources, omissions: &[Omission]) -> Vec<String> {
    let told: BTreeMap<&str, Option<&str>> = omissions
        .iter()
        .flat_map(|omission| omission.entries.iter().map(|entry| (&**entry, omission.counterpart.as_deref())))
        .collect();
    let ours = ours.entry_names();
    let has = |name: &str| {
        if ours.contains(name) || told.contains_key(name) {
            return true;
        }
        // An entry of a resource that has another name here, or is left out as a whole.
        let Some((owner, entry)) = name.split_once('.') else { return false };
        let (owner, brackets) = owner.strip_suffix("[]").map_or((owner, ""), |owner| (owner, "[]"));
        match told.get(if owner == "service" { entry } else { owner }) {
            Some(Some(_)) if owner == "service" => true,
            Some(Some(counterpart)) => ours.contains(&format!("{counterpart}{brackets}.{entry}")),
            Some(None) => true,
            None => false,
        }
    };
    theirs.entry_names().into_iter().filter(|name| !has(name)).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::lacking;

    fn action() -> Value {
        json!({ "request": { "operation": "X" } })
    }

    #[test]
    fn what_is_lacking_is_told() {
        let theirs = json!({
            "service": { "actions": { "Make": action(), "Burn": action() } },
            "resources": {
                "Jar": { "actions": { "Open": action(), "Close": action() }, "batchActions": { "Open": action() } },
                "Lid": { "actions": { "Turn": action(), "Lose": action() } },
                "Rim": { "actions": { "Wipe": action() } }
            }
        });
        let ours = json!({
            "service": { "actions": { "Make": action() } },
            "resources": {
                "Jar": { "actions": { "Open": action() } },
                "Cap": { "actions": { "Turn": action() } }
            }
        });
        let omissions = json!([
            { "reason": "AWS calls it so.", "entries": ["Lid"], "counterpart": "Cap" },
            { "reason": "Nobody has one.", "entries": ["Rim"] }
        ]);
        let told = |omissions: Value| {
            let [theirs, ours] = [&theirs, &ours].map(|text| serde_json::from_value(text.clone()).unwrap());
            lacking(&theirs, &ours, &serde_json::from_value::<Vec<_>>(omissions).unwrap())
        };
        assert_eq!(told(omissions), ["Jar.Close", "Jar[].Open", "Lid.Lose", "service.Burn"]);
        let all = told(json!([]));
        assert!(
            ["Rim", "Rim.Wipe", "Lid", "service.Lid"].iter().all(|name| all.contains(&(*name).to_owned())),
            "{all:?}"
        );
    }
}
