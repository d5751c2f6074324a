//! Tags: one type for all resources that have them, and the operations that list, add and remove them.

use super::{
    Draft, build,
    doubts::RESOURCES,
    kinds::{Id, Kind},
    survey::{Op, Survey, is_text},
    words::{self, norm, same},
};
use crate::{
    definition::resources::{Action, BatchAction, Collection, Has, Parameter, Request},
    facts::{Field, Type, TypeDef},
    names::key,
};

/// The member of a request that names a resource of any type.
pub(super) struct Any<'a> {
    field: &'a Field,
    /// The enumeration that says of which type it is.
    kind: Option<&'a Field>,
}

/// Whether an operation adds or removes tags of resources of any type.
pub(super) fn is_one(survey: &Survey<'_>, op: &Op) -> bool {
    about_tags(op) && any(survey, op).is_some() && !op.reads()
}

fn about_tags(op: &Op) -> bool {
    let tag = |word: &String| words::alike(word, "tag");
    op.head.iter().any(tag) || ["Tag", "Untag"].contains(&op.verb.as_str())
}

/// The request member that names a resource of any type: `ResourceArn`, `ResourceName`, `ResourceIdList`.
pub(super) fn any<'a>(survey: &Survey<'_>, op: &'a Op) -> Option<Any<'a>> {
    let fields = || op.facts.input.fields.iter().filter(|field| op.requires(field));
    let named = |field: &&Field| {
        let name = survey.words(&field.name);
        let value = field.ty.element().unwrap_or(&field.ty);
        let end = name.iter().skip(1).all(|word| {
            ["arn", "arns", "name", "id", "ids", "list", "identifier"].contains(&word.to_ascii_lowercase().as_str())
        });
        is_text(value) && !matches!(value, Type::Enum(_)) && name[0].eq_ignore_ascii_case("resource") && end
            || key(&field.name) == "arn"
    };
    let field = fields().find(named)?;
    Some(Any { field, kind: fields().find(|field| matches!(field.ty, Type::Enum(_))) })
}

/// The value of an enumeration that names a resource: `hostedzone` for `HostedZone`.
pub(super) fn value(survey: &Survey<'_>, ty: &Type, kind: &Kind) -> Option<String> {
    let Type::Enum(name) = ty else { return None };
    match &*survey.sdk.type_def(name) {
        TypeDef::Enum(values) => values.iter().find(|value| key(value) == key(&kind.name)).cloned(),
        _ => None,
    }
}

/// How a resource names itself where any can be named, or `None` where it can't.
fn own(survey: &Survey<'_>, any: &Any<'_>, kind: &Kind, has_arn: bool) -> Option<Vec<Parameter>> {
    let spelled = survey.spell(&any.field.name);
    let target = if any.field.ty.element().is_some() { format!("{spelled}[0]") } else { spelled };
    let arn = kind.own().find(|id| norm(&id.name).ends_with("arn"));
    if let Some(enumeration) = any.kind {
        let literal = build::text(&survey.spell(&enumeration.name), &value(survey, &enumeration.ty, kind)?);
        let id = kind.own().next()?;
        return Some(vec![literal, build::identifier(&target, &id.name)]);
    }
    match arn {
        Some(id) if kind.ids.len() == 1 => Some(vec![build::identifier(&target, &id.name)]),
        _ => has_arn.then(|| vec![build::arn(&target)]),
    }
}

/// Whether resources of this type have tags, as far as their data or the operation that makes them says.
pub(super) fn taggable(survey: &Survey<'_>, kind: &Kind) -> bool {
    let tagged = |fields: &[Field]| {
        fields.iter().any(|field| {
            let name = survey.words(&field.name);
            words::alike(&name[0], "tag") || name.last().is_some_and(|last| words::alike(last, "tag"))
        })
    };
    kind.data.as_ref().is_some_and(|data| tagged(&data.shape.fields))
        || survey.operations.iter().any(|op| {
            let about = op.creates || matches!(op.verb.as_str(), "Start" | "Purchase");
            about
                && (same(&op.noun, &kind.words) || words::ends(&op.head, &kind.words))
                && tagged(&op.facts.input.fields)
        })
}

/// Whether resources of this type are tagged by their ARNs, and so must have one.
pub(super) fn by_arn(survey: &Survey<'_>, kind: &Kind) -> bool {
    let by_arn = |op: &&Op| any(survey, op).is_some_and(|any| any.kind.is_none());
    kind.name != "Tag"
        && kind.ids.iter().all(|id| !id.optional)
        && taggable(survey, kind)
        && survey.operations.iter().filter(|op| is_one(survey, op)).any(|op| by_arn(&op))
}

pub(super) fn draft(survey: &Survey<'_>, kinds: &[Kind], draft: &mut Draft, with_arn: &dyn Fn(&Kind) -> bool) {
    let tag = kinds.iter().find(|kind| same(&kind.words, &["Tag".to_owned()]));
    for kind in kinds.iter().filter(|kind| kind.name != "Tag") {
        let enumerated = survey.operations.iter().filter(|op| is_one(survey, op)).any(|op| {
            any(survey, op)
                .is_some_and(|any| any.kind.is_some_and(|kind_of| value(survey, &kind_of.ty, kind).is_some()))
        });
        if !enumerated && !taggable(survey, kind) {
            continue;
        }
        for op in survey.operations.iter().filter(|op| is_one(survey, op)) {
            let Some(params) = any(survey, op).and_then(|any| own(survey, &any, kind, with_arn(kind))) else {
                continue;
            };
            let request = Some(build::request(op.name(), params));
            let action = Action { request, resource: None, path: None, documentation: None };
            let name = if op.head.is_empty() || !words::alike(&op.head[op.head.len() - 1], "tag") {
                op.name().to_owned()
            } else {
                words::join(&[words::split(&op.verb), op.head.clone()].concat())
            };
            draft.resource(&kind.name).actions.insert(name, action);
        }
        let Some((tag, listing)) = tag.and_then(|tag| Some((tag, tag.listings.first()?))) else { continue };
        let op = &survey.operations[listing.op];
        let Some(params) = any(survey, op).and_then(|any| own(survey, &any, kind, with_arn(kind))) else { continue };
        if let Some(resource) = super::yields::listed(survey, listing, tag, None) {
            let collection = Collection { request: build::request(op.name(), params), resource, documentation: None };
            draft.resource(&kind.name).has_many.insert("Tags".to_owned(), collection);
        }
        sub_resource(survey, op, tag, kind, draft);
    }
    if let Some(tag) = tag {
        draft.resources.service.has_many.shift_remove("Tags");
        delete(survey, tag, draft);
    }
}

/// One tag, of a resource that names itself by an identifier.
fn sub_resource(survey: &Survey<'_>, op: &Op, tag: &Kind, kind: &Kind, draft: &mut Draft) {
    let Some(params) = any(survey, op).and_then(|any| own(survey, &any, kind, false)) else { return };
    let mut identifiers = Vec::new();
    for id in &tag.ids {
        let enumerated = matches!(id.ty, Type::Enum(_));
        let own = params.iter().find(|param| id.parent && (param.source == "string") == enumerated);
        identifiers.push(match own {
            Some(param) => build::with_target(param, &id.name),
            None if id.parent => return,
            None => build::input(&id.name),
        });
    }
    let resource = build::yields(&tag.name, identifiers, None);
    draft.resource(&kind.name).has.insert("Tag".to_owned(), Has { resource, documentation: None });
}

/// A tag's own deletion: the operation that removes tags by their keys.
fn delete(survey: &Survey<'_>, tag: &Kind, draft: &mut Draft) {
    const REMOVES: [&str; 6] = ["Remove", "Untag", "Delete", "Change", "BatchDelete", "Unset"];
    let removes = |op: &&Op| REMOVES.contains(&op.verb.as_str()) && is_one(survey, op);
    let Some(op) = survey.operations.iter().find(removes) else { return };
    let Some(any) = any(survey, op) else { return };
    let mut params = Vec::new();
    for field in any.kind.iter().chain([&any.field]) {
        let spelled = survey.spell(&field.name);
        let target = if field.ty.element().is_some() { format!("{spelled}[0]") } else { spelled };
        let Some(id) = owner_id(survey, tag, field) else { return };
        params.push(build::identifier(&target, &id.name));
    }
    let keys = op.facts.input.fields.iter().find(|field| {
        let name = survey.spell(&field.name);
        let removed = field.name != any.field.name && !key(&name).starts_with("add");
        removed
            && field.ty.element().is_some()
            && survey.words(&field.name).iter().any(|word| words::alike(word, "tag"))
    });
    let (Some(list), Some(id)) = (keys, tag.own().next()) else { return };
    let inner = list.ty.element().and_then(|element| survey.sdk.members(element));
    let end = if inner.is_some() {
        format!(".{}", id.member.as_deref().map_or("Key".to_owned(), |m| survey.spell(m)))
    } else {
        String::new()
    };
    let with = |element: &str| -> Request {
        let target = format!("{}[{element}]{end}", survey.spell(&list.name));
        let params = params.iter().map(|param| build::with_target(param, &param.target));
        build::request(op.name(), params.chain([build::identifier(&target, &id.name)]).collect())
    };
    let resource = draft.resource(&tag.name);
    let action = Action { request: Some(with("0")), resource: None, path: None, documentation: None };
    resource.actions.insert("Delete".to_owned(), action);
    let each = if inner.is_some() { "*" } else { "" };
    resource.batch_actions.insert(
        "Delete".to_owned(),
        BatchAction { request: with(each), max: None, divisible: false, failures: None, documentation: None },
    );
    let choice = format!("one call of {} takes as many tags as the generator's default, 100", op.name());
    let pointer = format!("{}/batchActions/Delete", tag.pointer());
    draft.doubts.tell(RESOURCES, pointer, choice, vec!["`max`, as AWS's reference says".to_owned()]);
}

/// The identifier of a tag that says whose it is.
fn owner_id<'k>(survey: &Survey<'_>, tag: &'k Kind, field: &Field) -> Option<&'k Id> {
    let name = norm(&words::join(&words::one(&survey.words(&field.name))));
    let parents = || tag.ids.iter().filter(|id| id.parent);
    let typed = |id: &&Id| matches!(id.ty, Type::Enum(_)) == matches!(field.ty, Type::Enum(_));
    parents().find(|id| id.norms.contains(&name)).or_else(|| parents().find(typed))
}
