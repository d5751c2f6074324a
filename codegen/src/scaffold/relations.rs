//! Sub-resources and references: what a resource's identifiers and data name.

use super::{
    Draft, build,
    collections::without,
    kinds::{Id, Kind},
    survey::{Survey, fits, is_value},
    tags,
    words::{self, norm},
    yields,
};
use crate::{
    definition::resources::{Collection, Has},
    facts::Field,
};

pub(super) fn draft(survey: &Survey<'_>, kinds: &[Kind], draft: &mut Draft) {
    for kind in kinds {
        for owner in kinds.iter().filter(|owner| owner.name != kind.name) {
            if owned(kind, owner) {
                sub_resource(kind, owner, draft);
                parent(kind, owner, draft);
            } else {
                references(survey, kind, owner, draft);
            }
        }
    }
    typed(survey, kinds, draft);
}

/// Whether all that tells an owner is among what a resource belongs to, or is all that tells the resource as well.
fn owned(kind: &Kind, owner: &Kind) -> bool {
    let has = |id: &Id| kind.ids.iter().any(|own| belongs(own) && own.is_also(id));
    let further = kind.ids.len() > owner.ids.len() || kind.ids.iter().all(|id| !id.borrowed.is_empty());
    !owner.ids.is_empty() && owner.ids.iter().all(|id| id.borrowed.is_empty() && has(id)) && further
}

fn belongs(id: &Id) -> bool {
    id.parent || !id.borrowed.is_empty()
}

fn sub_resource(kind: &Kind, owner: &Kind, draft: &mut Draft) {
    let identifiers = kind.ids.iter().map(|id| match owner.ids.iter().find(|of| belongs(id) && id.is_also(of)) {
        Some(of) => build::identifier(&id.name, &of.name),
        None => build::input(&id.name),
    });
    let resource = build::yields(&kind.name, identifiers.collect(), None);
    let name = words::join(&without(&kind.words, &owner.words));
    draft.resource(&owner.name).has.entry(name).or_insert(Has { resource, documentation: None });
}

fn parent(kind: &Kind, owner: &Kind, draft: &mut Draft) {
    let identifiers = owner.ids.iter().filter_map(|id| {
        let own = kind.ids.iter().find(|own| belongs(own) && own.is_also(id))?;
        Some(build::identifier(&id.name, &own.name))
    });
    let resource = build::yields(&owner.name, identifiers.collect(), None);
    let name = words::join(&without(&owner.words, &kind.words));
    draft.resource(&kind.name).has.entry(name).or_insert(Has { resource, documentation: None });
}

/// Members of the data that hold the identifier of another resource.
fn references(survey: &Survey<'_>, kind: &Kind, other: &Kind, draft: &mut Draft) {
    let ([id], Some(data)) = (&other.ids[..], &kind.data) else { return };
    for field in &data.shape.fields {
        if kind.ids.iter().any(|own| own.member.as_ref() == Some(&field.name)) {
            continue;
        }
        let Some((path, plural)) = path(survey, field, id) else { continue };
        let base = if plural { words::many(&other.words) } else { other.words.clone() };
        let name = words::join(&without(&base, &kind.words));
        let resource = build::yields(&other.name, vec![build::data(&id.name, &path)], None);
        let has = &mut draft.resource(&kind.name).has;
        has.entry(name).or_insert(Has { resource, documentation: None });
    }
}

/// The path to an identifier in a member of the data: the member, its elements, or a member of those.
fn path(survey: &Survey<'_>, field: &Field, id: &Id) -> Option<(String, bool)> {
    let spelled = survey.spell(&field.name);
    let names = |field: &Field, list: bool| {
        let ty = if list { field.ty.element()? } else { &field.ty };
        let name = survey.words(&field.name);
        let name = if list { words::one(&name) } else { name };
        let held = is_value(ty) && fits(ty, &id.ty) && id.norms.contains(&norm(&words::join(&name)));
        held.then_some(())
    };
    if names(field, false).is_some() {
        return Some((spelled, false));
    }
    if names(field, true).is_some() {
        return Some((format!("{spelled}[]"), true));
    }
    let (ty, list) = field.ty.element().map_or((&field.ty, false), |element| (element, true));
    let shape = survey.sdk.members(ty)?;
    let inner = shape.fields.iter().find(|inner| names(inner, false).is_some())?;
    let each = if list { "[]" } else { "" };
    Some((format!("{spelled}{each}.{}", survey.spell(&inner.name)), list))
}

/// Listings that take a resource of several types: a type, by an enumeration, and an identifier.
fn typed(survey: &Survey<'_>, kinds: &[Kind], draft: &mut Draft) {
    for kind in kinds.iter().filter(|kind| kind.name != "Tag") {
        for listing in &kind.listings {
            let op = &survey.operations[listing.op];
            for enumeration in &op.facts.input.fields {
                let name = survey.words(&enumeration.name);
                let Some((_, prefix)) = name.split_last().filter(|(last, _)| *last == "Type") else { continue };
                let of = |field: &&Field| {
                    let name = survey.words(&field.name);
                    words::begins(&name, prefix) && name.len() == prefix.len() + 1 && norm(&name[prefix.len()]) == "id"
                };
                let Some(field) = op.facts.input.fields.iter().find(of) else { continue };
                for owner in kinds.iter().filter(|owner| owner.ids.len() == 1) {
                    let Some(value) = tags::value(survey, &enumeration.ty, owner) else { continue };
                    let params = vec![
                        build::identifier(&survey.spell(&field.name), &owner.ids[0].name),
                        build::text(&survey.spell(&enumeration.name), &value),
                    ];
                    let Some(resource) = yields::listed(survey, listing, kind, None) else { continue };
                    let request = build::request(op.name(), params);
                    let name = words::join(&words::many(&without(&kind.words, &owner.words)));
                    let collection = Collection { request, resource, documentation: None };
                    draft.resource(&owner.name).has_many.entry(name).or_insert(collection);
                }
            }
        }
    }
}
