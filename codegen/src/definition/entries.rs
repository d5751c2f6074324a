//! The parts of a definition by the names that people call them by.

use std::collections::BTreeSet;

use super::resources::Resources;

impl Resources {
    /// Whether a definition has this resource (`Cluster`), or this entry of it: `Cluster.Tags`, its batch action
    /// `Cluster[].Delete`, its `Cluster.load`; `service.Clusters` is the service resource's.
    pub fn has_entry(&self, name: &str) -> bool {
        self.entry_names().contains(name)
    }

    /// All resources, and their entries: see [`has_entry`](Self::has_entry). The service resource has each resource
    /// as an entry, too, whether `has` names it or not.
    pub fn entry_names(&self) -> BTreeSet<String> {
        let service = &self.service;
        let keys = service.actions.keys().chain(service.has.keys()).chain(service.has_many.keys());
        let mut names: BTreeSet<String> =
            keys.chain(self.resources.keys()).map(|entry| format!("service.{entry}")).collect();
        for (name, resource) in &self.resources {
            let entries = resource.actions.keys().chain(resource.has.keys());
            let entries = entries.chain(resource.has_many.keys()).chain(resource.waiters.keys());
            names.extend(entries.map(|entry| format!("{name}.{entry}")));
            names.extend(resource.batch_actions.keys().map(|entry| format!("{name}[].{entry}")));
            names.extend(resource.load.is_some().then(|| format!("{name}.load")));
            names.insert(name.clone());
        }
        names
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_have_names() {
        let definition: Resources = serde_json::from_value(serde_json::json!({
            "service": { "hasMany": { "Jars": {
                "request": { "operation": "ListJars" }, "resource": { "type": "Jar" }
            } } },
            "resources": {
                "Jar": {
                    "load": { "request": { "operation": "GetJar" } },
                    "actions": { "Open": { "request": { "operation": "OpenJar" } } },
                    "batchActions": { "Delete": { "request": { "operation": "DeleteJars" } } },
                    "waiters": { "Opened": { "waiterName": "JarOpened" } }
                }
            }
        }))
        .unwrap();
        let names = definition.entry_names();
        let expected = ["Jar", "Jar.Open", "Jar.Opened", "Jar.load", "Jar[].Delete", "service.Jar", "service.Jars"];
        assert_eq!(names.iter().map(String::as_str).collect::<Vec<_>>(), expected);
        assert!(!definition.has_entry("Jar.Delete"), "it can only be done to a collection");
    }
}
