//! Whether `models/peers.toml` says how much the packages define.

use std::{collections::BTreeMap, path::Path};

use aws_resources_codegen::{
    coverage::peers,
    definition::{Counts, resources::Resources},
};

use super::files::{newest, read};
use crate::workspace;

/// Counts what the packages define, and compares.
pub(super) fn check(packages: &Path, requirements: &str) -> Result<(), String> {
    let known = peers::read(&[workspace::path("models")]).map_err(|told| told.to_string())?;
    let mut differences = Vec::new();
    for (package, peer) in &known {
        let pinned = format!("{package}=={}", peer.version);
        if !requirements.lines().any(|line| line == pinned) {
            differences.push(format!("{package}: its version isn't the one that is pinned for this"));
        }
        let counted = counted(&packages.join(package).join("data"))?;
        for service in counted.keys().chain(peer.services.keys().filter(|name| !counted.contains_key(*name))) {
            let (real, said) = (counted.get(service), peer.services.get(service));
            if real != said {
                let shown = |counts: Option<&Counts>| counts.map_or("nothing".into(), |c| format!("{:?}", c.numbers()));
                differences.push(format!("{package}: {service} defines {}, not {}", shown(real), shown(said)));
            }
        }
    }
    match differences.is_empty() {
        true => Ok(()),
        false => Err(format!("models/peers.toml isn't true:\n{}", differences.join("\n"))),
    }
}

/// What each service's newest `resources-1.json` defines.
fn counted(data: &Path) -> Result<BTreeMap<String, Counts>, String> {
    let mut counted = BTreeMap::new();
    for (service, file) in newest(data, "resources-1.json")? {
        counted.insert(service, Counts::of(&read::<Resources>(&file)?));
    }
    Ok(counted)
}
