//! The resources in a response.

use super::{
    build,
    fill::taker,
    kinds::{Id, Kind},
    listings::Listing,
    survey::{Op, Survey, fits, is_value, keys},
    words::{self, beyond, norm},
};
use crate::{
    definition::resources::{Parameter, Yield},
    facts::{Field, Shape, Type},
};

/// The items of a listing; `caller` is the resource that it is listed for.
pub(super) fn listed(survey: &Survey<'_>, listing: &Listing, kind: &Kind, caller: Option<&Kind>) -> Option<Yield> {
    let op = &survey.operations[listing.op];
    let item = survey.sdk.members(&listing.item);
    let mut identifiers = Vec::new();
    for id in &kind.ids {
        let inside = item.as_ref().and_then(|shape| held(survey, kind, id, shape));
        let value = match inside {
            Some(field) => build::response(&id.name, &format!("{}.{}", listing.path, survey.spell(&field.name))),
            None if is_value(&listing.item) && !id.parent && fits(&listing.item, &id.ty) => {
                build::response(&id.name, &listing.path)
            }
            None => outside(survey, op, listing, kind, id, caller)?,
        };
        identifiers.push(value);
    }
    let path = matches!(listing.item, Type::Struct(_)).then(|| listing.path.clone());
    Some(build::yields(&kind.name, identifiers, path))
}

/// An identifier that isn't in the items: around them, in the request, or the caller's.
fn outside(
    survey: &Survey<'_>,
    op: &Op,
    listing: &Listing,
    kind: &Kind,
    id: &Id,
    caller: Option<&Kind>,
) -> Option<Parameter> {
    if let Some((path, shape)) = &listing.around
        && let Some(field) = held(survey, kind, id, shape).or_else(|| around(survey, id, shape))
    {
        return Some(build::response(&id.name, &format!("{path}.{}", survey.spell(&field.name))));
    }
    if let Some(caller) = caller
        && let Some(own) = caller.ids.iter().find(|own| own.is_also(id))
    {
        return Some(match taker(survey, op, id) {
            Some(field) if field.ty == id.ty => build::sent(&id.name, &survey.spell(&field.name)),
            _ => build::identifier(&id.name, &own.name),
        });
    }
    let field = taker(survey, op, id)?;
    Some(build::sent(&id.name, &survey.spell(&field.name)))
}

/// The member of an element around the items that says what they belong to: where the request names resources by
/// their ARNs, the response's `ResourceArn` or `ResourceId`.
fn around<'s>(survey: &Survey<'_>, id: &Id, shape: &'s Shape) -> Option<&'s Field> {
    let first = |field: &&Field| {
        let name = survey.words(&field.name);
        let wanted = words::split(&id.name);
        words::common(&name, &wanted) > 0 && fits(&field.ty, &id.ty)
    };
    keys(shape).find(first)
}

/// The member of a shape that holds an identifier.
pub(super) fn held<'s>(survey: &Survey<'_>, kind: &Kind, id: &Id, shape: &'s Shape) -> Option<&'s Field> {
    let fields = || keys(shape).filter(|field| fits(&field.ty, &id.ty));
    let named = id.member.as_deref().and_then(|member| fields().find(|field| field.name == member));
    named.or_else(|| fields().find(|field| id.is_called(&norm(&survey.spell(&field.name))))).or_else(|| {
        let wanted = norm(&id.name);
        let rest = |field: &&Field| norm(&words::join(&beyond(&kind.words, &survey.words(&field.name)))) == wanted;
        let end = |field: &&Field| norm(&survey.spell(&field.name)).ends_with(&wanted);
        // `LatestVersion` for a `Version`.
        let only = || {
            fields().find(end).filter(|_| kind.own().count() > 1 && !["id", "name", "arn"].contains(&wanted.as_str()))
        };
        fields().find(rest).or_else(only).filter(|_| !id.parent)
    })
}

/// The resource that an operation's response gives, if it is one: a member of the resource's type, or the response
/// itself where it has the identifiers of what the operation is about.
pub(super) fn answered(survey: &Survey<'_>, op: &Op, kinds: &[Kind], caller: Option<&Kind>) -> Option<Yield> {
    for field in op.answers() {
        let (ty, list) = field.ty.element().map_or((&field.ty, false), |element| (element, true));
        if !matches!(ty, Type::Struct(_)) {
            continue;
        }
        let Some(kind) = typed(op, kinds, ty) else { continue };
        let Some(shape) = survey.sdk.members(ty) else { continue };
        let plural = op.noun.last().is_some_and(|word| words::is_plural(word));
        let spelled = survey.spell(&field.name);
        let path = match list {
            true if plural => format!("{spelled}[]"),
            true => format!("{spelled}[0]"),
            false => spelled,
        };
        if let Some(identifiers) = given(survey, op, kind, &shape, &format!("{path}."), caller) {
            return Some(build::yields(&kind.name, identifiers, Some(path)));
        }
    }
    // Flat: the response of a change has the members of what was changed.
    let about = kinds
        .iter()
        .filter(|kind| words::position(&op.head, &kind.words).is_some())
        .max_by_key(|kind| kind.words.len())?;
    if op.reads() || matches!(op.verb.as_str(), "Delete") && op.answers().len() < 2 {
        return None;
    }
    let own = about.own().all(|id| held(survey, about, id, &op.facts.output).is_some());
    let identifiers = given(survey, op, about, &op.facts.output, "", caller).filter(|_| own)?;
    Some(build::yields(&about.name, identifiers, None))
}

/// The resource whose data this type is: where several share it, the one that the operation is about.
fn typed<'k>(op: &Op, kinds: &'k [Kind], ty: &Type) -> Option<&'k Kind> {
    let of_type: Vec<&Kind> = kinds
        .iter()
        .filter(|kind| kind.types.contains(ty) || kind.data.as_ref().is_some_and(|data| data.ty == *ty))
        .collect();
    match of_type[..] {
        [one] => Some(one),
        _ => of_type.into_iter().find(|kind| words::position(&op.noun, &kind.words).is_some()),
    }
}

fn given(
    survey: &Survey<'_>,
    op: &Op,
    kind: &Kind,
    shape: &Shape,
    before: &str,
    caller: Option<&Kind>,
) -> Option<Vec<Parameter>> {
    let value = |id: &Id| {
        if let Some(field) = held(survey, kind, id, shape) {
            return Some(build::response(&id.name, &format!("{before}{}", survey.spell(&field.name))));
        }
        let own = caller.and_then(|caller| {
            let same = |own: &&Id| caller.name == kind.name && own.name == id.name || own.is_also(id);
            caller.ids.iter().find(same)
        });
        if let Some(own) = own {
            return fits(&own.ty, &id.ty).then(|| build::identifier(&id.name, &own.name));
        }
        let field = taker(survey, op, id).filter(|field| op.requires(field))?;
        Some(build::sent(&id.name, &survey.spell(&field.name)))
    };
    kind.ids.iter().map(value).collect()
}
