//! Whether `models/peers.toml` says how much the packages define.

use std::{collections::BTreeMap, fs, path::Path};

use aws_resources_codegen::{
    coverage::peers,
    definition::{Counts, resources::Resources},
};

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
    let failed = |error: &dyn std::fmt::Display, path: &Path| format!("{}: {error}", path.display());
    let mut counted = BTreeMap::new();
    for service in fs::read_dir(data).map_err(|error| failed(&error, data))?.flatten() {
        let versions = fs::read_dir(service.path()).into_iter().flatten().flatten();
        let files = versions.map(|version| version.path().join("resources-1.json")).filter(|file| file.exists());
        let Some(newest) = files.max() else { continue };
        let text = fs::read_to_string(&newest).map_err(|error| failed(&error, &newest))?;
        let resources: Resources = serde_json::from_str(&text).map_err(|error| failed(&error, &newest))?;
        counted.insert(service.file_name().to_string_lossy().into_owned(), Counts::of(&resources));
    }
    Ok(counted)
}
