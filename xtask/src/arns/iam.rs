//! The IAM actions that the documentation names.

use std::collections::{BTreeMap, BTreeSet};

use aws_resources_codegen::{
    definition::iam::{FILE, Needed},
    resolve::model::ServiceModel,
};

use super::reference::Reference;

/// How many actions are named, and what is wrong with them or with the exceptions.
pub(super) fn compared(reference: &Reference, services: &[ServiceModel]) -> (usize, Vec<String>) {
    let (mut actions, mut faults) = (BTreeSet::new(), Vec::new());
    for model in services {
        let (name, word) = (&model.service.name, &model.service.names.arn_service);
        let operations = model.operations();
        let of_service = operations.iter().map(|operation| (None, *operation));
        let of_resources = model.resources.iter().flat_map(|resource| {
            resource.operations().map(|operation| (Some(resource.name.as_str()), operation.name.as_str()))
        });
        for (resource, operation) in of_service.chain(of_resources).collect::<BTreeSet<_>>() {
            for action in model.service.iam_actions(resource, operation).unwrap_or_default() {
                if !reference.has_action(&action) {
                    faults.push(format!("{name}.{operation}: there is no action {action}: say so in models/{FILE}"));
                }
                actions.insert(action);
            }
        }
        for (operation, needed) in model.service.iam.iter().flatten() {
            let own = format!("{word}:{operation}");
            if let Needed::Resource(needed) = needed {
                faults.extend(of_resource(model, operation, needed));
            } else if !operations.contains(operation.as_str()) {
                faults.push(format!("models/{FILE}: {name}.{operation} is no operation of the model: remove it"));
            } else if *needed == Needed::Actions(vec![own.clone()]) {
                faults.push(format!("models/{FILE}: {name}.{operation} needs what it is called like: remove it"));
            } else if *needed == Needed::Actions(Vec::new()) && reference.has_action(&own) {
                faults.push(format!("models/{FILE}: there is an action {own} now: remove {name}.{operation}"));
            }
        }
    }
    (actions.len(), faults)
}

/// What is wrong with what is said of a resource.
fn of_resource(model: &ServiceModel, resource: &str, needed: &BTreeMap<String, Vec<String>>) -> Vec<String> {
    let service = &model.service;
    let Some(known) = model.resources.iter().find(|known| known.name == resource) else {
        return vec![format!("models/{FILE}: {}.{resource} is no resource of the model: remove it", service.name)];
    };
    let faults = needed.iter().filter_map(|(operation, actions)| {
        let told = format!("models/{FILE}: {}.{resource}.{operation}", service.name);
        if !known.operations().any(|called| called.name == *operation) {
            Some(format!("{told} is no operation of the resource: remove it"))
        } else if service.iam_actions(None, operation).as_ref() == Some(actions) {
            Some(format!("{told} needs what it needs of others: remove it"))
        } else {
            None
        }
    });
    faults.collect()
}
