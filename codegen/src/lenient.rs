//! Lenient reading, for definitions that were written for other tools: what is wrong is left out item by item, each
//! with its reason, and what is left resolves as strictly as everything else.
//!
//! The definition is resolved again and again. Each round either takes the plain remedies of what was told (another
//! spelling, a key that nothing reads), or leaves out the items that something was told of. A round in which nothing
//! is told ends it.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::{
    definition::{Files, Item, Optional, Source, services::Service, unescaped},
    diagnostic::{Diagnostic, Diagnostics, Remedy},
    facts::Sdk,
    resolve::{self, model::ServiceModel},
};

/// Resolves what is right in the files; the rest goes from them, and is in the notes. `None` where nothing is.
pub(crate) fn service(
    service: &Service,
    files: &mut Files,
    sdk: &Sdk,
    notes: &mut Diagnostics,
) -> Option<ServiceModel> {
    files.prepare(service, notes);
    // None is taken twice, so that this ends.
    let mut taken = Vec::new();
    loop {
        let mut told = Diagnostics::default();
        let definition = files.definition(&mut told);
        let model = definition.and_then(|definition| resolve::service(service, &definition, sdk, &mut told));
        if !told.has_errors() {
            notes.append(told);
            return model;
        }
        let told = told.sorted();
        if !files.remedied(&told, &mut taken, notes) && !files.reduced(&told, notes) && !files.emptied(&told, notes) {
            for diagnostic in told.iter().filter(|diagnostic| diagnostic.is_error()) {
                notes.push(diagnostic.clone().left_out(&format!("the service {}", service.name)));
            }
            return None;
        }
    }
}

impl Files {
    /// Takes away what isn't told of here: botocore's files are about all of a service's operations.
    fn prepare(&mut self, service: &Service, notes: &mut Diagnostics) {
        let (mut operations, mut waiters) = (BTreeSet::new(), BTreeSet::new());
        texts(&self.resources.value, "operation", &mut operations);
        texts(&self.resources.value, "waiterName", &mut waiters);
        for (file, key, used) in
            [(&mut self.paginators, "pagination", &operations), (&mut self.waiters, "waiters", &waiters)]
        {
            if let Optional::There(Source { value, .. }) = file
                && let Some(entries) = value.get_mut(key).and_then(Value::as_object_mut)
            {
                entries.retain(|name, _| used.contains(name));
            }
        }
        if self.waiters.is_unread() {
            // So that each waiter is told of that this is the reason for.
            self.waiters = Optional::Absent;
        }
        for (file, name, empty) in [
            (&mut self.arns, "arns-1.json", json!({ "resources": {} })),
            (&mut self.paginators, "paginators-1.json", json!({ "pagination": {} })),
        ] {
            if !matches!(file, Optional::There(_)) {
                *file = Optional::There(Source::made(service.file(name).1, empty));
            }
        }
        for source in self.each() {
            for pointer in std::mem::take(&mut source.duplicates) {
                let message = "this key stands twice in its object: the last one counts";
                notes.push(source.text.key_error(&pointer, message).note());
            }
        }
    }

    /// Does without the files of which no item is told, but that can't be read; whether there were any.
    fn emptied(&mut self, told: &Diagnostics, notes: &mut Diagnostics) -> bool {
        let mut any = false;
        for (file, empty) in [
            (&mut self.arns, json!({ "resources": {} })),
            (&mut self.paginators, json!({ "pagination": {} })),
            (&mut self.waiters, json!({ "version": 2, "waiters": {} })),
            (&mut self.omissions, json!({ "omissions": [] })),
        ] {
            let Optional::There(source) = file else { continue };
            let first = told.iter().find(|diagnostic| diagnostic.is_error() && diagnostic.file() == source.text.name);
            if let Some(diagnostic) = first.filter(|_| source.value != empty) {
                notes.push(diagnostic.clone().left_out(&format!("all of {}", source.text.name)));
                source.value = empty;
                any = true;
            }
        }
        any
    }

    fn each(&mut self) -> impl Iterator<Item = &mut Source> {
        let others = [&mut self.arns, &mut self.paginators, &mut self.waiters, &mut self.omissions];
        let others = others.into_iter().filter_map(|file| match file {
            Optional::There(source) => Some(source),
            Optional::Absent | Optional::Unread => None,
        });
        std::iter::once(&mut self.resources).chain(others)
    }

    /// Takes the remedies that are known; whether there were any.
    fn remedied(&mut self, told: &Diagnostics, taken: &mut Vec<Remedy>, notes: &mut Diagnostics) -> bool {
        let mut any = false;
        for diagnostic in told.iter() {
            let Some(diagnostic) = without_path(diagnostic) else { continue };
            let Some(remedy) = diagnostic.known_remedy() else { continue };
            let Some(source) = self.each().find(|source| source.text.name == remedy.file) else { continue };
            if !taken.contains(remedy) && source.change(remedy) {
                taken.push(remedy.clone());
                notes.push(diagnostic.read_otherwise());
                any = true;
            }
        }
        any
    }

    /// Leaves out the items that something was told of; whether there were any.
    fn reduced(&mut self, told: &Diagnostics, notes: &mut Diagnostics) -> bool {
        let mut any = false;
        let mut errors: Vec<(&Diagnostic, Item)> = told
            .iter()
            .filter(|diagnostic| diagnostic.is_error())
            .filter_map(|diagnostic| Some((diagnostic, Item::at(diagnostic.file(), diagnostic.pointer())?)))
            .collect();
        // With a resource goes all that it has.
        errors.sort_by_key(|(_, item)| item.pointer.matches('/').count());
        for (diagnostic, mut item) in errors {
            let Some(source) = self.each().find(|source| source.text.name == diagnostic.file()) else { continue };
            if source.value.pointer(&item.pointer).is_none() {
                continue;
            }
            if let Some(pointer) = item.load.take()
                && source.change(&Remedy { file: String::new(), pointer, value: None })
            {
                item.spoken += ", and so its load,";
            }
            if let Some(Value::Array(identifiers)) =
                item.without_members.as_deref().and_then(|at| source.value.pointer_mut(at))
            {
                for identifier in identifiers.iter_mut().filter_map(Value::as_object_mut) {
                    identifier.shift_remove("memberName");
                }
            }
            // An element of a list stays where it is: others' places count from it.
            if source.change(&Remedy { file: String::new(), pointer: item.pointer, value: None }) {
                notes.push(diagnostic.clone().left_out(&item.spoken));
                any = true;
            }
        }
        any
    }
}

/// The diagnostic with its remedy. Resources and answers whose place is told wrong are of use without it, as they are in
/// boto3: the resources load themselves, and the answer is the whole response.
fn without_path(diagnostic: &Diagnostic) -> Option<Diagnostic> {
    if diagnostic.known_remedy().is_some() {
        return Some(diagnostic.clone());
    }
    let parts: Vec<&str> = diagnostic.pointer().split('/').collect();
    let answers = matches!(parts[..], [.., "resource", "path"] | [.., "actions", _, "path"]);
    (diagnostic.is_error() && answers).then(|| diagnostic.clone().remedy(diagnostic.file(), diagnostic.pointer(), None))
}

impl Source {
    /// A file that isn't there.
    fn made(name: String, value: Value) -> Self {
        let text = crate::definition::Text::empty(name);
        Self { value, text, duplicates: Vec::new() }
    }

    /// Makes a change; whether it changed anything.
    fn change(&mut self, Remedy { pointer, value, .. }: &Remedy) -> bool {
        let Some((around, key)) = pointer.rsplit_once('/') else { return false };
        let key = unescaped(key);
        match (self.value.pointer_mut(around), value) {
            (Some(Value::Object(members)), Some(value)) if members.get(&key) != Some(value) => {
                members.insert(key, value.clone());
                true
            }
            (Some(Value::Object(members)), None) => members.shift_remove(&key).is_some(),
            (Some(Value::Array(values)), Some(value)) => {
                match key.parse().ok().and_then(|at: usize| values.get_mut(at)) {
                    Some(old) if old != value => {
                        *old = value.clone();
                        true
                    }
                    _ => false,
                }
            }
            // The places of the others would change.
            _ => false,
        }
    }
}

/// The texts under a key, on all levels.
fn texts(value: &Value, key: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => members.iter().for_each(|(name, inner)| match inner {
            Value::String(text) if name == key => _ = found.insert(text.clone()),
            inner => texts(inner, key, found),
        }),
        Value::Array(values) => values.iter().for_each(|inner| texts(inner, key, found)),
        _ => {}
    }
}
