//! Names of the model that Rust can't have.

use super::context::{Context, Signature};
use crate::{
    definition::{child, resources::Resources},
    names,
};

/// Types that generated source uses by these names: a resource must have another.
const TYPES: [&str; 44] = [
    "Action",
    "Arc",
    "Arn",
    "ArnRule",
    "Batch",
    "BatchFacts",
    "Box",
    "BoxFuture",
    "Cadence",
    "Call",
    "Client",
    "Collection",
    "Core",
    "Debug",
    "Duration",
    "Err",
    "Error",
    "Failure",
    "Fetch",
    "Identifiers",
    "LateMember",
    "Load",
    "Model",
    "Next",
    "None",
    "Ok",
    "Option",
    "Outputs",
    "Pages",
    "Poll",
    "Probe",
    "Result",
    "Scope",
    "Segment",
    "Self",
    "Session",
    "SmolStr",
    "Some",
    "String",
    "Tagging",
    "Tags",
    "ToString",
    "Vec",
    "Waiter",
];

/// Files that every service has, and names that no module can have.
const MODULES: [&str; 10] =
    ["actions", "collections", "crate", "mod", "operations", "registry", "sdk", "self", "service", "super"];

/// Whether generated source uses a type of this name.
pub(crate) fn is_taken(rust: &str) -> bool {
    TYPES.contains(&rust)
}

/// The Rust type of a resource: with `Resource` behind the name where the name alone is taken, be it by the service.
pub(super) fn type_name(name: &str, service: &str) -> String {
    let rust = names::pascal(name);
    if rust == service || TYPES.contains(&rust.as_str()) { format!("{rust}Resource") } else { rust }
}

/// The module of a resource.
pub(super) fn module_name(name: &str, service: &str) -> String {
    let module = names::snake(name);
    if MODULES.contains(&module.as_str()) || module == names::snake(service) {
        format!("{module}_resource")
    } else {
        module
    }
}

impl Context<'_> {
    /// Tells of every name that can't become one in Rust.
    pub(super) fn spelling(&self) {
        let Resources { service, resources, .. } = &self.definition.resources.content;
        self.spelled("/service/actions", service.actions.keys());
        self.spelled("/service/has", service.has.keys());
        self.spelled("/service/hasMany", service.has_many.keys());
        self.spelled("/resources", resources.keys());
        for (name, resource) in resources {
            let pointer = child("/resources", name);
            self.spelled(&format!("{pointer}/actions"), resource.actions.keys());
            self.spelled(&format!("{pointer}/batchActions"), resource.batch_actions.keys());
            self.spelled(&format!("{pointer}/has"), resource.has.keys());
            self.spelled(&format!("{pointer}/hasMany"), resource.has_many.keys());
            self.spelled(&format!("{pointer}/waiters"), resource.waiters.keys());
            for (at, identifier) in resource.identifiers.iter().enumerate() {
                if !names::is_name(&identifier.name) {
                    let diagnostic = self
                        .text()
                        .error(&format!("{pointer}/identifiers/{at}/name"), names::refusal(&identifier.name));
                    self.tell(diagnostic.help(names::SPELLING));
                }
            }
        }
    }

    fn spelled<'n>(&self, pointer: &str, names: impl Iterator<Item = &'n String>) {
        for name in names.filter(|name| !names::is_name(name)) {
            self.tell(self.text().key_error(&child(pointer, name), names::refusal(name)).help(names::SPELLING));
        }
    }

    /// Tells of identifiers of one resource that have one name.
    pub(super) fn distinct_identifiers(&self, pointer: &str, signature: &Signature) {
        for (at, identifier) in signature.identifiers.iter().enumerate() {
            if signature.identifiers[..at].iter().any(|other| other.field == identifier.field) {
                let message = format!("{} has two identifiers `{}`", signature.name, identifier.field);
                self.tell(self.text().error(&format!("{pointer}/identifiers/{at}/name"), message));
            }
        }
    }
}
