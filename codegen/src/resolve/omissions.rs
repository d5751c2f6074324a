//! What a model says that it leaves out: it must be there to be left out, and be left out.

use super::{context::Context, model::ServiceModel};
use crate::{
    definition::{Text, omissions::Omission},
    names::{key, pascal},
};

impl Context<'_> {
    /// Tells of omissions that don't apply any more.
    pub(super) fn omissions(&self, model: &ServiceModel) {
        let Some(file) = self.definition.omissions.get() else { return };
        for (at, omission) in file.content.omissions.iter().enumerate() {
            let pointer = format!("/omissions/{at}");
            if omission.reason.trim().is_empty() {
                self.tell(file.text.error(&format!("{pointer}/reason"), "say why these are left out"));
            }
            if omission.operations.is_empty() && omission.waiters.is_empty() && omission.entries.is_empty() {
                let help = "name `operations` and `waiters` of the SDK, or `entries` of other definitions";
                self.tell(file.text.error(&pointer, "nothing is left out for this reason").help(help));
            }
            self.omitted_operations(&file.text, &pointer, omission, model);
            self.omitted_waiters(&file.text, &pointer, omission, model);
            self.omitted_entries(&file.text, &pointer, omission);
            self.counterpart(&file.text, &pointer, omission);
        }
    }

    fn omitted_operations(&self, text: &Text, pointer: &str, omission: &Omission, model: &ServiceModel) {
        let used = model.operations();
        for (at, name) in omission.operations.iter().enumerate() {
            let pointer = format!("{pointer}/operations/{at}");
            if self.operation(text, &pointer, name).is_some() && used.contains(name.as_str()) {
                self.tell(text.error(&pointer, format!("the model uses `{name}`")).help(REMOVE));
            }
        }
    }

    fn omitted_waiters(&self, text: &Text, pointer: &str, omission: &Omission, model: &ServiceModel) {
        let used = model.sdk_waiters();
        for (at, name) in omission.waiters.iter().enumerate() {
            let pointer = format!("{pointer}/waiters/{at}");
            if used.iter().any(|module| key(module) == key(name)) {
                self.tell(text.error(&pointer, format!("a resource has the waiter `{name}`")).help(REMOVE));
            } else if self.sdk.waiter(name).is_none() {
                let names: Vec<String> = self.sdk.waiter_names().map(pascal).collect();
                let diagnostic = text.error(&pointer, format!("the SDK has no waiter `{name}`"));
                self.tell(diagnostic.nearest(name, names.iter().map(String::as_str)));
            }
        }
    }

    fn omitted_entries(&self, text: &Text, pointer: &str, omission: &Omission) {
        for (at, name) in omission.entries.iter().enumerate() {
            if self.definition.resources.content.has_entry(name) {
                let message = format!("the model has `{name}`");
                self.tell(text.error(&format!("{pointer}/entries/{at}"), message).help(REMOVE));
            }
        }
    }

    fn counterpart(&self, text: &Text, pointer: &str, omission: &Omission) {
        let Some(name) = &omission.counterpart else { return };
        let pointer = format!("{pointer}/counterpart");
        if omission.entries.is_empty() {
            let help = "name the `entries` of other definitions that this is in the place of";
            self.tell(text.error(&pointer, "this is the counterpart of nothing").help(help));
        }
        if !self.definition.resources.content.has_entry(name) {
            let names = self.definition.resources.content.entry_names();
            let diagnostic = text.error(&pointer, format!("the model has no `{name}`"));
            self.tell(diagnostic.nearest(name, names.iter().map(String::as_str)));
        }
    }
}

const REMOVE: &str = "remove it here";
