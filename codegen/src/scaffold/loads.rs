//! How a resource's data is fetched.

use super::{
    Draft, build,
    doubts::RESOURCES,
    fill::{fill, whole},
    kinds::Kind,
    survey::Survey,
    yields::held,
};
use crate::definition::resources::Load;

pub(super) fn draft(survey: &Survey<'_>, kinds: &[Kind], draft: &mut Draft) {
    for kind in kinds {
        let Some(load) = get(survey, kind).or_else(|| list(survey, kind)) else {
            let choice = format!("no `load`: no operation was found that gives one {}", kind.name);
            draft.doubts.tell(RESOURCES, kind.pointer(), choice, Vec::new());
            continue;
        };
        if load.path.as_deref().is_some_and(|path| path.ends_with("[]")) {
            let choice = format!("the load searches all of {}", load.request.operation);
            let alternatives = vec!["a filter of the request that finds the one".to_owned()];
            draft.doubts.tell(RESOURCES, format!("{}/load/path", kind.pointer()), choice, alternatives);
        }
        draft.resource(&kind.name).load = Some(load);
    }
}

/// By the operation that gets one.
fn get(survey: &Survey<'_>, kind: &Kind) -> Option<Load> {
    let get = kind.get.as_ref()?;
    let op = &survey.operations[get.op];
    let filled = fill(survey, op, kind, true);
    if filled.is_empty() || !kind.own().all(|id| filled.iter().any(|filled| filled.id.name == id.name)) {
        return None;
    }
    let params = filled.iter().map(|filled| filled.parameter()).collect();
    let request = build::request(op.name(), params);
    Some(Load { request, path: Some(get.path.clone()), first_page: false, absent: None, not_found: Vec::new() })
}

/// By a listing: the one that its filters find, or else a search.
fn list(survey: &Survey<'_>, kind: &Kind) -> Option<Load> {
    let data = kind.data.as_ref()?;
    let listing = kind.listings.iter().find(|listing| listing.item == data.ty)?;
    let op = &survey.operations[listing.op];
    let filled = fill(survey, op, kind, true);
    let filled: Vec<_> = filled.into_iter().filter(|filled| !filled.source).collect();
    let found = whole(kind, &filled);
    let params = filled.iter().map(|filled| filled.parameter()).collect();
    let path = match found {
        true => listing.path.replace("[]", "[0]"),
        false => {
            let told = |id: &super::kinds::Id| {
                filled.iter().any(|filled| filled.id.name == id.name) || held(survey, kind, id, &data.shape).is_some()
            };
            if !kind.ids.iter().all(told) {
                return None;
            }
            listing.path.clone()
        }
    };
    Some(Load {
        request: build::request(op.name(), params),
        path: Some(path),
        first_page: false,
        absent: None,
        not_found: Vec::new(),
    })
}
