//! Batch actions: operations that take a list of identifiers.

use super::{Draft, build, doubts::RESOURCES};
use crate::definition::{
    child,
    resources::{BatchAction, Request},
};

/// Each action whose request takes the resource as the first element of a list can take a page of them.
pub(super) fn draft(draft: &mut Draft) {
    for (name, resource) in &mut draft.resources.resources {
        for (action_name, action) in &resource.actions {
            let Some(request) = action.request.as_ref().filter(|_| action.resource.is_none()) else { continue };
            let lists = request.params.iter().filter(|parameter| parameter.target.ends_with("[0]")).count();
            if lists != 1 || resource.batch_actions.contains_key(action_name) {
                continue;
            }
            // What isn't in the list must be one for all: identifiers of each item can't be.
            let alone = request.params.iter().all(|p| p.target.ends_with("[0]") || p.source == "string");
            if !alone {
                continue;
            }
            let params = request.params.iter().map(|p| build::with_target(p, &p.target.replace("[0]", "[]")));
            let request = Request { operation: request.operation.clone(), params: params.collect() };
            let batch = BatchAction { request, max: None, divisible: false, failures: None, documentation: None };
            resource.batch_actions.insert(action_name.clone(), batch);
            let pointer = format!("{}/batchActions/{action_name}", child("/resources", name));
            let choice = "a call takes as many as the generator's default, 100, and a success is one of all".to_owned();
            let alternatives = vec!["`max` and `failures`, as AWS's reference says".to_owned()];
            draft.doubts.tell(RESOURCES, pointer, choice, alternatives);
        }
    }
}
