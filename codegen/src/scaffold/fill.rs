//! Which members of a request a resource's identifiers fill.

use super::{
    build,
    kinds::{Id, Kind},
    survey::{Op, Survey, fits, is_token, is_value},
    words::{self, beyond, norm},
};
use crate::{
    definition::resources::Parameter,
    facts::{Field, Type},
};

/// A request member that an identifier fills.
pub(super) struct Filled<'a> {
    pub(super) field: &'a Field,
    pub(super) target: String,
    pub(super) id: &'a Id,
    /// Whether the member says that the identifier is a source: `SourceDBSnapshotIdentifier`.
    pub(super) source: bool,
}

impl Filled<'_> {
    pub(super) fn parameter(&self) -> Parameter {
        build::identifier(&self.target, &self.id.name)
    }
}

/// What the identifiers fill; with `named`, the operation's name says that it is about the resource, so that also
/// a plain `Id` or `Name` is the resource's.
pub(super) fn fill<'a>(survey: &Survey<'_>, op: &'a Op, kind: &'a Kind, named: bool) -> Vec<Filled<'a>> {
    fill_with(survey, op, kind, named, false)
}

/// What the identifiers fill where the resource is only a source.
pub(super) fn fill_source<'a>(survey: &Survey<'_>, op: &'a Op, kind: &'a Kind) -> Vec<Filled<'a>> {
    fill_with(survey, op, kind, false, true)
}

fn fill_with<'a>(survey: &Survey<'_>, op: &'a Op, kind: &'a Kind, named: bool, sources: bool) -> Vec<Filled<'a>> {
    let mut filled: Vec<Filled<'a>> = Vec::new();
    for id in &kind.ids {
        let mut found: Vec<(usize, Filled<'a>)> = Vec::new();
        for field in &op.facts.input.fields {
            if is_token(&field.name) || filled.iter().any(|known| known.field.name == field.name) {
                continue;
            }
            let (ty, list) = field.ty.element().map_or((&field.ty, false), |element| (element, true));
            if !is_value(ty) || !fits(&id.ty, ty) {
                continue;
            }
            let mut name = survey.words(&field.name);
            if list {
                name = words::one(&name);
            }
            let source = name.len() > 1 && name[0].eq_ignore_ascii_case("source");
            let plain = if source { &name[1..] } else { &name[..] };
            let whole = norm(&words::join(plain));
            if sources && !source && !id.parent {
                continue;
            }
            let called = source && !id.parent && id.norms.iter().any(|norm| loosely(norm) == loosely(&whole));
            let specific = id.norms.contains(&whole) || id.norms.contains(&norm(&words::join(&name))) || called;
            let same = named && is_named(kind, id, field, plain) || together(kind, id, field);
            if !specific && !same {
                continue;
            }
            let spelled = survey.spell(&field.name);
            let target = if list { format!("{spelled}[0]") } else { spelled };
            let rank = usize::from(!op.requires(field)) * 4 + usize::from(source) * 2 + usize::from(list);
            found.push((rank, Filled { field, target, id, source }));
        }
        found.sort_by_key(|(rank, _)| *rank);
        filled.extend(found.into_iter().next().map(|(_, found)| found));
    }
    filled
}

/// What a name and an identifier have in common: a source is called by either.
fn loosely(norm: &str) -> &str {
    norm.strip_suffix("name").or(norm.strip_suffix("id")).unwrap_or(norm)
}

/// Whether a member is called as one of several identifiers, of which others say whose they are: the `Engine` of an
/// `EngineVersion`.
fn together(kind: &Kind, id: &Id, field: &Field) -> bool {
    let request = |id: &Id| id.request.as_deref() == Some(&field.name);
    let plain = ["id", "name", "arn", "type", "key"].contains(&norm(&field.name).as_str());
    kind.own().count() > 1 && !id.parent && request(id) && !plain
}

fn is_named(kind: &Kind, id: &Id, field: &Field, name: &[String]) -> bool {
    if id.request.as_deref() == Some(&field.name) {
        return true;
    }
    let rest = norm(&words::join(&beyond(&kind.words, name)));
    !id.parent && (rest == norm(&id.name) || rest.is_empty() && kind.own().count() == 1)
}

/// Whether all that tells a resource from its siblings is filled.
pub(super) fn whole(kind: &Kind, filled: &[Filled<'_>]) -> bool {
    kind.own().all(|id| id.optional || filled.iter().any(|filled| filled.id.name == id.name)) && !filled.is_empty()
}

/// Whether a member that must be set is one of these.
pub(super) fn any_required(op: &Op, filled: &[Filled<'_>]) -> bool {
    filled.iter().any(|filled| op.requires(filled.field))
}

/// The request member that takes an identifier of another resource, for what comes from the request.
pub(super) fn taker<'a>(survey: &Survey<'_>, op: &'a Op, id: &Id) -> Option<&'a Field> {
    op.facts.input.fields.iter().find(|field| {
        let takes = id.is_called(&norm(&survey.spell(&field.name))) || id.request.as_deref() == Some(&field.name);
        takes && fits(&field.ty, &id.ty) && !matches!(field.ty, Type::List(_))
    })
}
