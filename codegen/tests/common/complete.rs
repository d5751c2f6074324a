//! Lenient reading leaves nothing out silently: each part of a definition is generated, or told of.

use aws_resources_codegen::{Checked, Diagnostic, definition, names, resolve::model::Resource};
use serde_json::{Map, Value};

use super::input::Files;

/// Compares a definition with what was made of it.
pub(crate) fn check(files: &Files, checked: &Checked) {
    for (path, text) in files.iter().filter(|(path, _)| path.ends_with("/resources-1.json")) {
        // What can't be read as a whole is told as a whole, which the other tests are about.
        let Ok(Value::Object(file)) = serde_json::from_slice::<Value>(text) else { continue };
        let folder = path.split('/').next().unwrap_or_default();
        let told = Told { warnings: checked.notes.iter().filter(|note| note.is_warning()).collect(), folder };
        match checked.services.iter().find(|service| service.service.name == folder) {
            None => assert!(told.of_the_service(), "the service {folder} vanished"),
            Some(service) => {
                let made = Made {
                    actions: service.actions.iter().map(|action| action.method.as_str()).collect(),
                    collections: service.collections.iter().map(|collection| collection.method.as_str()).collect(),
                    has: service.children.iter().map(|child| child.method.as_str()).collect(),
                    ..Made::default()
                };
                told.parts("/service", file.get("service"), &made);
                for (name, resource) in object(file.get("resources")) {
                    let pointer = definition::child("/resources", name);
                    match service.resources.iter().find(|made| made.name == *name) {
                        None => assert!(told.of(&pointer), "{pointer} vanished: {:?}", told.warnings),
                        Some(made) => told.parts(&pointer, Some(resource), &Made::of(made)),
                    }
                }
            }
        }
    }
}

/// The methods that were made, by where they stand in the definition.
#[derive(Default)]
struct Made<'m> {
    actions: Vec<&'m str>,
    batches: Vec<&'m str>,
    collections: Vec<&'m str>,
    has: Vec<&'m str>,
    load: bool,
    waiters: Vec<&'m str>,
}

impl<'m> Made<'m> {
    fn of(resource: &'m Resource) -> Self {
        let children = resource.children.iter().map(|child| child.method.as_str());
        let references = resource.references.iter().map(|reference| reference.method.as_str());
        Self {
            actions: resource.actions.iter().map(|action| action.method.as_str()).collect(),
            batches: resource.batches.iter().map(|batch| batch.method.as_str()).collect(),
            collections: resource.collections.iter().map(|collection| collection.method.as_str()).collect(),
            has: children.chain(references).collect(),
            load: resource.load.is_some(),
            waiters: resource.waiters.iter().map(|waiter| waiter.method.as_str()).collect(),
        }
    }
}

/// What was told to be left out, and of which service.
struct Told<'t> {
    warnings: Vec<&'t Diagnostic>,
    folder: &'t str,
}

impl Told<'_> {
    fn here(&self) -> impl Iterator<Item = &&Diagnostic> {
        let folder = format!("/{}/", self.folder);
        self.warnings.iter().filter(move |warning| warning.file().contains(&folder))
    }

    fn of_the_service(&self) -> bool {
        let name = format!("the service {}", self.folder);
        self.warnings.iter().any(|warning| warning.message().starts_with(&name))
    }

    /// Whether a part is told of: itself, what it is in, or what is in it.
    fn of(&self, part: &str) -> bool {
        let below = |inner: &str, outer: &str| inner == outer || inner.starts_with(&format!("{outer}/"));
        self.here().any(|warning| {
            warning.file().ends_with("/resources-1.json")
                && (below(part, warning.pointer()) || below(warning.pointer(), part))
        })
    }

    fn parts(&self, pointer: &str, holder: Option<&Value>, made: &Made<'_>) {
        let lists = [
            ("actions", "", &made.actions),
            ("batchActions", "", &made.batches),
            ("has", "", &made.has),
            ("hasMany", "", &made.collections),
            ("waiters", "wait_until_", &made.waiters),
        ];
        for (key, before, methods) in lists {
            let items = object(holder.and_then(|holder| holder.get(key)));
            for (name, _) in items {
                let part = definition::child(&format!("{pointer}/{key}"), name);
                let wanted = format!("{before}{}", names::snake(name));
                // Where a name was taken, its category stands behind it.
                let is_made = methods.iter().any(|method| {
                    method.strip_prefix(&wanted).is_some_and(|rest| rest.is_empty() || rest.starts_with('_'))
                });
                assert!(is_made || self.of(&part) || unknown(&part), "{part} vanished: {:?}", self.warnings);
            }
        }
        if holder.is_some_and(|holder| holder.get("load").is_some_and(Value::is_object)) {
            let part = format!("{pointer}/load");
            let with_shape = self
                .here()
                .any(|warning| warning.pointer() == format!("{pointer}/shape") && warning.message().contains("load"));
            assert!(made.load || self.of(&part) || with_shape, "{part} vanished: {:?}", self.warnings);
        }
    }
}

/// What the service resource can't have is an unknown key, which is told as a note.
fn unknown(part: &str) -> bool {
    part.starts_with("/service/batchActions/") || part.starts_with("/service/waiters/")
}

fn object(value: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    value.and_then(Value::as_object).into_iter().flat_map(Map::iter)
}
