//! The SDK's waiters, on the resources whose identifiers they take.

use super::{
    Draft,
    doubts::RESOURCES,
    fill::{fill, whole},
    kinds::Kind,
    survey::Survey,
    words::{self, position},
};
use crate::{definition::resources::Waiter, names};

pub(super) fn draft(survey: &Survey<'_>, kinds: &[Kind], draft: &mut Draft) {
    let mut modules: Vec<&str> = survey.sdk.waiter_names().collect();
    modules.sort_unstable();
    for module in modules {
        let Some(waiter) = survey.sdk.waiter(module) else { continue };
        let Some(op) = survey.operations.iter().find(|op| op.facts.module == waiter.operation) else { continue };
        let spoken = survey.respell(&names::pascal(module));
        let takes = |kind: &&Kind| whole(kind, &fill(survey, op, kind, named(&spoken, kind, op)));
        let length = |kind: &&Kind| {
            (
                position(&spoken, &kind.words).map_or(0, |_| kind.words.len()),
                position(&op.head, &kind.words).map_or(0, |_| kind.words.len()),
            )
        };
        let Some(kind) = kinds.iter().filter(takes).max_by_key(length).filter(|kind| length(kind) != (0, 0)) else {
            let choice = format!("the waiter {} is left out: no resource has all that it takes", words::join(&spoken));
            draft.doubts.tell(RESOURCES, "/resources".into(), choice, Vec::new());
            continue;
        };
        let params = fill(survey, op, kind, named(&spoken, kind, op)).iter().map(|filled| filled.parameter()).collect();
        let state = match position(&spoken, &kind.words) {
            Some(at) => [&spoken[..at], &spoken[at + kind.words.len()..]].concat(),
            None => spoken.clone(),
        };
        let state = if state.is_empty() { spoken.clone() } else { state };
        let waiter = Waiter { waiter_name: words::join(&spoken), params, path: None, documentation: None };
        draft.resource(&kind.name).waiters.insert(words::join(&state), waiter);
    }
}

fn named(spoken: &[String], kind: &Kind, op: &super::survey::Op) -> bool {
    position(spoken, &kind.words).is_some() || position(&op.head, &kind.words).is_some()
}
