//! What an update of the SDK crates means for the models: what they use and isn't there any more, and what is new.

mod compare;
pub mod lock;
mod report;
mod uses;

use std::collections::BTreeMap;

use crate::{
    coverage::Group,
    definition,
    definition::services::Service,
    diagnostic::{Diagnostic, Diagnostics},
    facts::Sdk,
    resolve,
    sources::{Crates, SdkCrate, Sources},
};
pub use lock::locked;

/// What the change of one SDK crate means for the model over it.
#[derive(Debug, Default)]
pub struct Drift {
    /// boto3's name of the service.
    pub service: String,
    /// The SDK crate.
    pub sdk: String,
    /// Its version before.
    pub from: String,
    /// Its version now.
    pub to: String,
    /// What the model uses and isn't there any more, with the entries that need it.
    pub gone: Vec<String>,
    /// What the model uses and is otherwise now.
    pub changed: Vec<String>,
    /// New operations that the model doesn't use.
    pub operations: BTreeMap<Group, Vec<String>>,
    /// New waiters that the model has neither of the SDK nor of its own.
    pub waiters: Vec<String>,
    /// New members of the structures that are resources' data, by structure.
    pub members: BTreeMap<String, Vec<String>>,
    /// Entries of the model's files that the SDK has itself now.
    pub superfluous: Vec<String>,
}

impl Drift {
    /// Whether the change means nothing.
    pub fn is_empty(&self) -> bool {
        self.gone.is_empty()
            && self.changed.is_empty()
            && self.operations.is_empty()
            && self.waiters.is_empty()
            && self.members.is_empty()
            && self.superfluous.is_empty()
    }
}

/// What has changed for the models since the crates were those of `before`; crates that it lacks, or that are the same,
/// are left out.
///
/// # Errors
/// When a model or the source of a crate can't be read, or when a model fits neither the crate of before nor today's.
pub fn drift(sources: &Sources, before: &Crates) -> Result<Vec<Drift>, Diagnostics> {
    let mut diagnostics = Diagnostics::default();
    let mut drifts = Vec::new();
    for service in sources.services(&mut diagnostics) {
        let Some(old) = before.find(&service.sdk.name).filter(|old| old.version != service.sdk.version) else {
            continue;
        };
        drifts.extend(service_drift(&service, old, &mut diagnostics));
    }
    if diagnostics.has_errors() { Err(diagnostics.sorted()) } else { Ok(drifts) }
}

fn service_drift(service: &Service, old: SdkCrate, diagnostics: &mut Diagnostics) -> Option<Drift> {
    let definition = definition::read(service, diagnostics)?.definition(diagnostics)?;
    let mut open = |sdk: &SdkCrate| {
        let told = |error| Diagnostic::about(&service.name, format!("{} {}: {error}", sdk.name, sdk.version));
        Sdk::open(sdk).map_err(|error| diagnostics.push(told(error))).ok()
    };
    let (before, now) = (open(&old)?, open(&service.sdk)?);
    let then = Service { sdk: old, ..service.clone() };
    // The model is mostly that of before. If it has been changed for the new crate already, it uses nothing that is gone.
    let model = match resolve::service(&then, &definition, &before, &mut Diagnostics::default()) {
        Some(model) => model,
        None => resolve::service(service, &definition, &now, diagnostics)?,
    };
    Some(compare::compare(&model, &definition, &before, &now))
}
