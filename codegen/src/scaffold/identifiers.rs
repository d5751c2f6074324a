//! What tells a resource from others of its type: what its own operations require.

mod guesses;

use std::collections::BTreeSet;

use super::{
    doubts::{Doubts, RESOURCES},
    kinds::{Id, Kind},
    survey::{Op, Survey, fits, is_value, keys},
    words::{self, begins, beyond, ends, norm, same},
};
use crate::{
    facts::{Field, Scalar, Shape, Type},
    names::key,
};

/// The identifiers of a resource, in order: first those of what it belongs to.
pub(super) fn find(survey: &Survey<'_>, kind: &Kind, names: &[Vec<String>], doubts: &mut Doubts) -> Vec<Id> {
    let finder = Finder { survey, kind, names };
    let mut ids = finder.by_operations();
    if !ids.iter().any(|id| !id.parent) {
        let parents = std::mem::take(&mut ids);
        let mut parents = if parents.is_empty() { finder.parents() } else { parents };
        let own = finder.by_order().or_else(|| finder.by_filter());
        let own = own.or_else(|| finder.by_optional_members(doubts));
        let own = own.unwrap_or_else(|| finder.guessed(doubts));
        parents.retain(|parent| !own.iter().any(|id| id.member.is_some() && id.member == parent.member));
        parents.extend(own);
        ids = parents;
    }
    finder.ambiguous(&ids, doubts);
    // What it belongs to comes first.
    ids.sort_by_key(|id| !id.parent);
    let mut taken = BTreeSet::new();
    for id in &mut ids {
        if !taken.insert(key(&id.name)) {
            id.name = id.request.as_ref().or(id.member.as_ref()).map_or(id.name.clone(), |member| survey.spell(member));
            taken.insert(key(&id.name));
        }
    }
    ids
}

struct Finder<'a> {
    survey: &'a Survey<'a>,
    kind: &'a Kind,
    names: &'a [Vec<String>],
}

impl Finder<'_> {
    /// The members of an item of the listings, or of the data.
    fn shape(&self) -> Option<Shape> {
        let listed = self.kind.listings.first().and_then(|listing| self.survey.sdk.members(&listing.item));
        self.kind.data.as_ref().map(|data| data.shape.clone()).or(listed)
    }

    fn words(&self, rust: &str) -> Vec<String> {
        self.survey.words(rust)
    }

    /// By what the operation that gets, deletes, or else changes it requires.
    fn by_operations(&self) -> Vec<Id> {
        const VERBS: [&str; 12] = [
            "Get",
            "Describe",
            "Delete",
            "Update",
            "Modify",
            "Cancel",
            "Stop",
            "Deregister",
            "Terminate",
            "Release",
            "Put",
            "Disable",
        ];
        let get = self.kind.get.as_ref().map(|get| &self.survey.operations[get.op]);
        let exact = VERBS.iter().flat_map(|verb| {
            self.survey.about(&self.kind.words).filter(move |op| op.verb == *verb && op.tail.is_empty())
        });
        let wider = VERBS
            .iter()
            .flat_map(|verb| self.survey.operations.iter().filter(move |op| op.verb == *verb && self.narrowed(op)));
        let candidates = get.into_iter().chain(exact).chain(wider);
        for (at, op) in candidates.enumerate() {
            if self.kind.listings.iter().any(|listing| self.survey.operations[listing.op].name() == op.name()) {
                continue;
            }
            let sure = at == 0 && get.is_some() || matches!(op.verb.as_str(), "Get" | "Describe" | "Delete");
            let listed = self.kind.listings.first().map(|listing| &self.survey.operations[listing.op]);
            let owner = |field: &Field| {
                self.of_other(field).is_some() && listed.is_some_and(|listed| listed.required.contains(&field.name))
            };
            let keys = op.keys().into_iter();
            let fields: Vec<&Field> = keys.filter(|field| sure || self.is_identity(field) || owner(field)).collect();
            let matched = fields.iter().any(|field| self.is_identity(field));
            let fields = fields
                .into_iter()
                .filter(|field| !matched || self.is_identity(field) || self.of_other(field).is_some());
            let ids: Vec<Id> = fields.map(|field| self.id(field)).collect();
            if ids.iter().any(|id| !id.parent) {
                return ids;
            }
            if !ids.is_empty() && self.kind.listings.is_empty() {
                // All that tells it is what it belongs to.
                return ids.into_iter().map(|id| Id { parent: false, ..id }).collect();
            }
        }
        Vec::new()
    }

    /// Tells of operations that take one by its type's name, which may be its ARN, its id or its name.
    fn ambiguous(&self, ids: &[Id], doubts: &mut Doubts) {
        let Some(shape) = self.shape() else { return };
        let own = |id: &&Id| id.request.as_ref().is_some_and(|request| same(&self.words(request), &self.kind.words));
        for (at, id) in ids.iter().enumerate().filter(|(_, id)| own(id)) {
            let Some(member) = &id.member else { continue };
            let named = |field: &&Field| {
                let rest = norm(&words::join(&beyond(&self.kind.words, &self.words(&field.name))));
                field.name != *member && ["arn", "id", "name"].contains(&rest.as_str())
            };
            let others: Vec<String> = keys(&shape).filter(named).map(|field| self.survey.spell(&field.name)).collect();
            if !others.is_empty() {
                let choice =
                    format!("`{}` is taken for what operations call `{}`", self.survey.spell(member), self.kind.name);
                doubts.tell(RESOURCES, format!("{}/identifiers/{at}", self.kind.pointer()), choice, others);
            }
        }
    }

    /// Whether an operation is about this with an adjective: `DeleteCustomDBEngineVersion`.
    fn narrowed(&self, op: &Op) -> bool {
        ends(&op.noun, &self.kind.words)
            && !self
                .names
                .iter()
                .any(|name| name.len() > self.kind.words.len() && (same(&op.noun, name) || ends(&op.noun, name)))
    }

    /// Whether a request member holds what tells these resources apart.
    fn is_identity(&self, field: &Field) -> bool {
        let name = self.words(&field.name);
        let own = beyond(&self.kind.words, &name);
        own.len() < name.len() || self.shape().is_some_and(|shape| self.held(&shape, &field.name, &field.ty).is_some())
    }

    /// The resource whose identifier a member is, where it isn't this one.
    fn of_other(&self, field: &Field) -> Option<&Vec<String>> {
        let name = self.words(&field.name);
        let of = |other: &&Vec<String>| {
            !same(other, &self.kind.words)
                && (begins(&name, other) && name.len() == other.len() + 1 || same(&name, other))
        };
        let mine = begins(&name, &self.kind.words) || same(&name, &self.kind.words);
        self.names
            .iter()
            .filter(of)
            .max_by_key(|other| other.len())
            .filter(|other| !mine || other.len() > self.kind.words.len())
    }

    /// The identifier that a request member takes.
    fn id(&self, field: &Field) -> Id {
        let name = self.words(&field.name);
        let parent = self.of_other(field).is_some();
        let held = self.shape().and_then(|shape| match parent {
            // What it belongs to is named alike, or not at all.
            true => shape.field(&field.name).filter(|held| fits(&held.ty, &field.ty)).cloned(),
            false => self.held(&shape, &field.name, &field.ty),
        });
        let mut norms = BTreeSet::new();
        let specific = name.len() > 1 || same(&name, &self.kind.words);
        if specific {
            norms.insert(norm(&words::join(&name)));
        }
        if !parent {
            norms.extend(self.norms(&name, held.as_ref().map(|held| held.name.as_str())));
        }
        Id {
            name: self.name(&name, held.as_ref(), parent),
            ty: held.as_ref().map_or(field.ty.clone(), |held| held.ty.clone()),
            member: held.map(|held| held.name),
            request: Some(field.name.clone()),
            optional: false,
            parent,
            norms,
            borrowed: BTreeSet::new(),
        }
    }

    /// What other operations may call the identifier.
    fn norms(&self, name: &[String], member: Option<&str>) -> BTreeSet<String> {
        let whole = &self.kind.words;
        let mut norms = BTreeSet::new();
        let rest = beyond(whole, name);
        let rest = match rest.is_empty() {
            true => member.map(|member| beyond(whole, &self.words(member))).unwrap_or_default(),
            false => rest,
        };
        if rest.len() <= 1 {
            norms.insert(norm(&(words::join(whole) + &words::join(&rest))));
        }
        if let Some(member) = member {
            let member = self.words(member);
            if beyond(whole, &member).len() < member.len() && member.len() > 1 {
                norms.insert(norm(&words::join(&member)));
            }
        }
        norms
    }

    /// What an identifier is called: what its member says beyond the resource's own name.
    fn name(&self, name: &[String], held: Option<&Field>, parent: bool) -> String {
        let whole = &self.kind.words;
        let mut rest = beyond(whole, name);
        if parent {
            let shared = words::common(whole, name);
            rest = if name.len() >= shared + 2 { name[shared..].to_vec() } else { name.to_vec() };
        } else if rest.is_empty() {
            let member = held.map(|held| self.words(&held.name)).unwrap_or_default();
            rest = beyond(whole, &member);
            if rest.is_empty() {
                rest = whole.last().cloned().into_iter().collect();
            }
        }
        let last = rest.last().map(|last| match last.as_str() {
            "Identifier" | "identifier" | "ID" | "id" => "Id".to_owned(),
            "ARN" | "arn" => "Arn".to_owned(),
            other => other.to_owned(),
        });
        if let (Some(end), Some(last)) = (rest.last_mut(), last) {
            *end = last;
        }
        words::join(&rest)
    }

    /// The member of a shape that holds what a request member takes.
    fn held(&self, shape: &Shape, rust: &str, ty: &Type) -> Option<Field> {
        let whole = &self.kind.words;
        let name = self.words(rust);
        let wanted = norm(&words::join(&name));
        let ty = ty.element().unwrap_or(ty);
        let fields: Vec<(&Field, Vec<String>)> =
            keys(shape).filter(|field| fits(&field.ty, ty)).map(|field| (field, self.words(&field.name))).collect();
        let find = |like: &dyn Fn(&[String]) -> bool| {
            fields.iter().find(|(_, name)| like(name)).map(|(field, _)| (*field).clone())
        };
        let rest = norm(&words::join(&beyond(whole, &name)));
        let rest_of = |name: &[String]| norm(&words::join(&beyond(whole, name)));
        let own = beyond(whole, &name).len() < name.len();
        let end_of = |text: &str| ["id", "arn", "name"].into_iter().find(|end| text.ends_with(end));
        find(&|name| norm(&words::join(name)) == wanted)
            .or_else(|| find(&|name| !rest.is_empty() && rest_of(name) == rest).filter(|_| own || name.len() == 1))
            .or_else(|| {
                let ends = if rest.is_empty() {
                    &["arn", "id", "name"][..]
                } else if rest == "id" {
                    &["arn"][..]
                } else {
                    &[]
                };
                ends.iter().find_map(|end| find(&|name| rest_of(name) == *end)).filter(|_| own)
            })
            .or_else(|| {
                let last = whole.last()?;
                let end = end_of(&rest).filter(|end| *end != "arn")?;
                let other = if end == "id" { "name" } else { "id" };
                let like = |name: &[String], end: &str| {
                    name.iter().any(|word| words::alike(word, last)) && end_of(&norm(&words::join(name))) == Some(end)
                };
                find(&|name| like(name, end)).or_else(|| find(&|name| like(name, other))).filter(|_| own)
            })
    }

    /// The identifiers of what it belongs to, which its listing requires.
    fn parents(&self) -> Vec<Id> {
        let Some(listing) = self.kind.listings.first() else { return Vec::new() };
        let op = &self.survey.operations[listing.op];
        let mut fields: Vec<Field> = op.keys().into_iter().cloned().collect();
        // A list of what to list for: its elements say for which.
        let lists =
            op.facts.input.fields.iter().filter(|field| {
                op.requires(field) && field.ty.element().is_some_and(is_value) && listing.around.is_some()
            });
        fields.extend(lists.map(|field| Field {
            ty: field.ty.element().cloned().unwrap_or(Type::Scalar(Scalar::String)),
            ..field.clone()
        }));
        fields
            .iter()
            .map(|field| {
                let id = self.id(field);
                let held = self.shape().and_then(|shape| shape.field(&field.name).cloned());
                let mut name = self.words(&field.name);
                if let Some(last) = name.last_mut() {
                    *last = words::singular(last);
                }
                let member = held.filter(|held| fits(&held.ty, &field.ty)).map(|held| held.name);
                Id { parent: true, name: self.name(&name, None, true), member, ..id }
            })
            .collect()
    }
}
