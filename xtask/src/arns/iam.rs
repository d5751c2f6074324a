//! The IAM actions that the documentation names.

use std::collections::BTreeSet;

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
        for operation in &operations {
            for action in model.service.iam_actions(operation).unwrap_or_default() {
                if !reference.has_action(&action) {
                    faults.push(format!("{name}.{operation}: there is no action {action}: say so in models/{FILE}"));
                }
                actions.insert(action);
            }
        }
        for (operation, needed) in model.service.iam.iter().flatten() {
            let own = format!("{word}:{operation}");
            if !operations.contains(operation.as_str()) {
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
