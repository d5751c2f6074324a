//! The services of a run, and where the list names them.

use super::Sources;
use crate::{
    definition::{
        Sorted, Text, child, read_text,
        services::{self, Entry},
    },
    diagnostic::{Diagnostic, Diagnostics},
};

/// The list of services.
const SERVICES: &str = "services.toml";

/// The services: those of `services.toml`, or where there is none, those that have a folder.
pub(super) struct List {
    /// The list as diagnostics show it.
    pub(super) shown: String,
    /// The services by name; `None` where what is wrong with an entry has been told.
    pub(super) services: Sorted<Option<Entry>>,
    /// The list's text.
    text: Option<Text>,
}

impl List {
    /// Reads it; `None` with diagnostics where it can't be read.
    pub(super) fn read(sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Self> {
        let Some(folder) = sources.models.iter().find(|folder| folder.join(SERVICES).exists()) else {
            let shown: Vec<String> = sources.models.iter().map(|folder| sources.shown(folder)).collect();
            let services =
                Sources::discovered(&sources.models).into_iter().map(|name| (name, Some(Entry::default()))).collect();
            return Some(Self { shown: shown.join(", "), services, text: None });
        };
        let shown = format!("{}/{SERVICES}", sources.shown(folder));
        let text = read_text(&folder.join(SERVICES))
            .map_err(|error| diagnostics.push(Diagnostic::about(&shown, format!("can't be read: {error}"))))
            .ok()?;
        let file = services::parse(shown.clone(), text, diagnostics)?;
        Some(Self { shown, services: file.content, text: Some(file.text) })
    }

    /// Tells of the services that have models, but aren't listed: of those beside the list, somebody may have forgotten
    /// that; of those in other folders, the list is the choice.
    pub(super) fn unlisted(&self, sources: &Sources, diagnostics: &mut Diagnostics) {
        if self.text.is_none() || !sources.only.is_empty() {
            return;
        }
        for folder in &sources.models {
            let beside = folder.join(SERVICES).exists();
            for name in Sources::discovered(std::slice::from_ref(folder)) {
                if self.services.contains_key(&name) {
                    continue;
                }
                let diagnostic = Diagnostic::about(&self.shown, format!("there is no table `[{name}]` in this list"));
                let diagnostic = diagnostic.left_out(&format!("the service {name}"));
                diagnostics.push(if beside { diagnostic } else { diagnostic.note() });
            }
        }
    }

    /// A diagnostic about a service: what its entry says under `key`, or else its name.
    pub(super) fn error(&self, service: &str, key: Option<&str>, message: impl Into<String>) -> Diagnostic {
        let Some(text) = &self.text else { return Diagnostic::about(&self.shown, message) };
        let pointer = child("", service);
        match key.map(|key| child(&pointer, key)).filter(|pointer| text.has(pointer)) {
            Some(pointer) => text.error(&pointer, message),
            None => text.key_error(&pointer, message),
        }
    }
}
