//! Collections: of the service, and of the resources that a listing can be asked for.

use super::{
    Draft, build,
    fill::{any_required, fill, whole},
    kinds::Kind,
    listings::Listing,
    survey::{Op, Survey},
    words::{self, same},
    yields,
};
use crate::definition::resources::Collection;

pub(super) fn draft(survey: &Survey<'_>, kinds: &[Kind], draft: &mut Draft) {
    for kind in kinds {
        for listing in &kind.listings {
            let op = &survey.operations[listing.op];
            let mut owned = false;
            for owner in kinds.iter().filter(|owner| owner.name != kind.name || !op.tail.is_empty() || !main(kind, op))
            {
                let filled = fill(survey, op, owner, owner.name == kind.name && !main(kind, op));
                let all =
                    owner.ids.iter().all(|id| id.optional || filled.iter().any(|filled| filled.id.name == id.name));
                if !(whole(owner, &filled) && all
                    || owner.name == kind.name && filled.iter().any(|f| !f.id.parent && op.requires(f.field)))
                    || !belongs(op, owner, kind)
                {
                    continue;
                }
                let params = filled.iter().map(|filled| filled.parameter()).collect();
                let name = short(kind, op, owner);
                owned |= any_required(op, &filled);
                let Some(resource) = yields::listed(survey, listing, kind, Some(owner)) else { continue };
                let collection =
                    Collection { request: build::request(op.name(), params), resource, documentation: None };
                draft.resource(&owner.name).has_many.entry(name).or_insert(collection);
            }
            if owned {
                continue;
            }
            if let Some(resource) = yields::listed(survey, listing, kind, None) {
                let collection =
                    Collection { request: build::request(op.name(), Vec::new()), resource, documentation: None };
                let name = name(survey, kind, listing);
                draft.resources.service.has_many.entry(name).or_insert(collection);
            }
        }
    }
}

/// Whether a listing is the one of the resource's own name.
fn main(kind: &Kind, op: &Op) -> bool {
    same(&words::one(&op.head), &kind.words)
}

/// Whether what a listing takes of an owner says that the items are the owner's: not where it lists resources of the
/// owner's own type and needs nothing, so that what it takes is a filter.
fn belongs(op: &Op, owner: &Kind, kind: &Kind) -> bool {
    owner.name != kind.name || !op.required.is_empty()
}

/// What the service calls a listing: the items' name, or the operation's noun where that says more.
fn name(survey: &Survey<'_>, kind: &Kind, listing: &Listing) -> String {
    let op = &survey.operations[listing.op];
    let first = kind.listings.first().is_some_and(|first| first.op == listing.op);
    if first && op.tail.is_empty() { words::join(&words::many(&kind.words)) } else { words::join(&op.noun) }
}

/// What an owner calls a listing: the items' name without what it shares with the owner's.
fn short(kind: &Kind, op: &Op, owner: &Kind) -> String {
    let full = if main(kind, op) || op.tail.is_empty() && kind.name != owner.name {
        kind.words.clone()
    } else {
        words::one(&op.head)
    };
    words::join(&words::many(&without(&full, &owner.words)))
}

/// A name without what it begins with in common with its owner's.
pub(super) fn without(name: &[String], owner: &[String]) -> Vec<String> {
    let common = words::common(name, owner);
    // Of what is all in common, the last word.
    name[if common < name.len() { common } else { name.len().saturating_sub(1) }..].to_vec()
}

/// The operations of all listings.
pub(super) fn used(kinds: &[Kind]) -> impl Iterator<Item = usize> {
    kinds.iter().flat_map(|kind| kind.listings.iter().map(|listing| listing.op))
}
