//! Actions: what the remaining operations do to a resource, or for the service.

use std::collections::BTreeSet;

use super::{
    Draft, build,
    collections::{used, without},
    fill::{Filled, any_required, fill, fill_source, whole},
    kinds::Kind,
    survey::{Op, Survey, is_key},
    tags,
    words::{self, position},
    yields,
};
use crate::definition::resources::Action;

/// How an operation is a resource's.
struct Claim<'a> {
    kind: &'a Kind,
    filled: Vec<Filled<'a>>,
    /// Where the operation's noun names the resource, and by how many words.
    named: Option<(usize, usize)>,
}

pub(super) fn draft(survey: &Survey<'_>, kinds: &[Kind], draft: &mut Draft) {
    let listings: BTreeSet<usize> = used(kinds).collect();
    let gets: BTreeSet<usize> = kinds.iter().filter_map(|kind| Some(kind.get.as_ref()?.op)).collect();
    for (at, op) in survey.operations.iter().enumerate() {
        if listings.contains(&at) || gets.contains(&at) || tags::is_one(survey, op) {
            continue;
        }
        let claims = claims(survey, op, kinds);
        let needed =
            claims.iter().any(|claim| any_required(op, &claim.filled) && !claim.filled.iter().all(|f| f.source));
        for claim in &claims {
            let name = name(op, claim);
            let params = claim.filled.iter().map(|filled| filled.parameter()).collect();
            let resource = yields::answered(survey, op, kinds, Some(claim.kind));
            let request = Some(build::request(op.name(), params));
            let action = Action { request, resource, path: None, documentation: None };
            let actions = &mut draft.resource(&claim.kind.name).actions;
            let name = if actions.contains_key(&name) { op.name().to_owned() } else { name };
            actions.insert(name, action);
        }
        let anew = matches!(op.verb.as_str(), "Copy" | "Restore");
        if claims.is_empty() || op.creates && (!needed || anew) {
            let resource = yields::answered(survey, op, kinds, None);
            let path = resource.is_none().then(|| only(survey, op)).flatten();
            let request = Some(build::request(op.name(), Vec::new()));
            let action = Action { request, resource, path, documentation: None };
            draft.resources.service.actions.insert(op.name().to_owned(), action);
        }
    }
}

/// The one member that an operation without parameters answers with.
fn only(survey: &Survey<'_>, op: &Op) -> Option<String> {
    match op.answers()[..] {
        [field] if op.reads() => Some(survey.spell(&field.name)),
        _ => None,
    }
}

/// The resources that an operation is about.
fn claims<'a>(survey: &Survey<'_>, op: &'a Op, kinds: &'a [Kind]) -> Vec<Claim<'a>> {
    let mut claims: Vec<Claim<'a>> = kinds.iter().filter_map(|kind| claim(survey, op, kind)).collect();
    // What a longer name says, a shorter one in it doesn't: a cluster's snapshot is no cluster.
    let certain = |claim: &&Claim<'_>| claim.filled.iter().any(|filled| !filled.id.parent && op.requires(filled.field));
    let spans: Vec<(usize, usize)> = claims.iter().filter(certain).filter_map(|claim| claim.named).collect();
    let inside = |inner: (usize, usize), outer: (usize, usize)| {
        inner != outer && outer.0 <= inner.0 && inner.0 + inner.1 <= outer.0 + outer.1
    };
    claims.retain(|claim| claim.named.is_none_or(|span| !spans.iter().any(|other| inside(span, *other))));
    let direct = claims.iter().any(|claim| claim.named.is_some() && any_required(op, &claim.filled));
    if direct && !op.creates {
        claims.retain(|claim| claim.named.is_some());
    }
    // Of resources by what they belong to and by themselves, those by themselves.
    let most = claims.iter().filter(|claim| claim.named.is_none()).map(|claim| claim.filled.len()).max().unwrap_or(0);
    claims.retain(|claim| claim.named.is_some() || claim.filled.len() == most || op.creates);
    claims
}

fn claim<'a>(survey: &Survey<'_>, op: &'a Op, kind: &'a Kind) -> Option<Claim<'a>> {
    let at = position(&op.noun, &kind.words).map(|at| (at, kind.words.len()));
    // `AddSourceIdentifierToSubscription` is about an event subscription.
    let end = (1..kind.words.len()).find(|at| words::same(&op.tail, &kind.words[*at..]));
    let named = at.or_else(|| end.map(|at| (op.noun.len() - op.tail.len(), kind.words.len() - at)));
    let sources = fill_source(survey, op, kind);
    let copied = sources.iter().any(|filled| filled.source);
    let result = op.creates && named.is_some_and(|(at, length)| at + length == op.head.len() || copied);
    // What is created can't act; what it is made from can.
    let filled = if result { sources } else { fill(survey, op, kind, named.is_some()) };
    if result && !copied {
        return None;
    }
    let keys = op.keys();
    let complete = match named {
        Some(_) => {
            let all = keys.iter().all(|field| filled.iter().any(|filled| filled.field.name == field.name));
            whole(kind, &filled)
                || !filled.is_empty() && all && !result && filled.iter().any(|filled| !filled.id.parent)
        }
        None => {
            let required = filled.iter().filter(|filled| !filled.id.parent).all(|filled| op.requires(filled.field));
            // What requires nothing wants one of several, of which this is one.
            let one_of = keys.is_empty() && !op.creates && kind.ids.len() == 1;
            // A domain's name alone doesn't say of which certificate it is a domain.
            let placed = kind.ids.iter().all(|id| id.optional || filled.iter().any(|filled| filled.id.name == id.name));
            whole(kind, &filled)
                && placed
                && (required || one_of && filled.iter().all(|filled| filled.field.ty.element().is_none()))
        }
    };
    complete.then_some(Claim { kind, filled, named })
}

/// What a resource calls an operation: its name without the resource's own.
fn name(op: &Op, claim: &Claim<'_>) -> String {
    let verb = words::split(&op.verb);
    let noun = match claim.named {
        // Several of them, with an adjective: others than this one.
        Some((at, length))
            if at > 0
                && words::is_plural(&op.noun[at + length - 1])
                && !words::is_plural(&claim.kind.words[length.min(claim.kind.words.len()) - 1])
                && op.reads() =>
        {
            op.noun.clone()
        }
        Some((at, length)) => {
            let plain =
                at + length == op.noun.len() && matches!(op.verb.as_str(), "Delete" | "Update" | "Modify" | "Cancel");
            let mut rest = if plain && at > 0 && op.tail.is_empty() && whole(claim.kind, &claim.filled) {
                Vec::new()
            } else {
                [&op.noun[..at], &op.noun[at + length..]].concat()
            };
            while rest
                .last()
                .is_some_and(|last| ["To", "From", "For", "With", "In", "On", "Of", "By"].contains(&last.as_str()))
            {
                rest.pop();
            }
            rest
        }
        None if op.creates => without(&op.noun, &claim.kind.words),
        None if op.reads() || is_key_of(op) => without(&op.noun, &claim.kind.words),
        None => op.noun.clone(),
    };
    words::join(&[verb, noun].concat())
}

fn is_key_of(op: &Op) -> bool {
    op.facts.input.fields.iter().all(is_key)
}
