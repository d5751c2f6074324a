//! Identifiers where no operation requires any: by what listings can be asked for, and by the looks of their items.

use std::collections::BTreeSet;

use super::{
    super::{
        doubts::{Doubts, RESOURCES},
        kinds::Id,
        survey::{Op, fits, is_key, is_text, is_token, is_value, keys},
        words::{self, beyond, norm, same},
    },
    Finder,
};
use crate::facts::{Field, Scalar, Shape, Type};

impl Finder<'_> {
    /// By a filter of the listing that an item holds.
    pub(super) fn by_filter(&self) -> Option<Vec<Id>> {
        let listing = self.kind.listings.first()?;
        let op = &self.survey.operations[listing.op];
        let shape = self.survey.sdk.members(&listing.item)?;
        let mut found: Vec<(usize, &Field)> = Vec::new();
        for field in op.facts.input.fields.iter().filter(|field| !op.requires(field)) {
            let ty = field.ty.element().unwrap_or(&field.ty);
            if !is_value(ty) || is_token(&field.name) || *ty == Type::Scalar(Scalar::Timestamp) {
                continue;
            }
            let name = words::one(&self.words(&field.name));
            let rest = beyond(&self.kind.words, &name);
            let own = rest.len() < name.len() || name.len() == 1 && shape.field(&name[0]).is_some();
            let rank = ["", "id", "arn", "name"].iter().position(|end| norm(&words::join(&rest)) == *end);
            if let Some(rank) = rank
                && own
                && self.held(&shape, &words::join(&name), ty).is_some()
            {
                found.push((rank, field));
            }
        }
        let (rank, field) = found.into_iter().min_by_key(|(rank, _)| *rank)?;
        let ty = field.ty.element().unwrap_or(&field.ty).clone();
        let single = Field { name: words::join(&words::one(&self.words(&field.name))), ty, optional: true };
        let mut ids = Vec::new();
        if rank == 0 {
            // A version or the like is one of something that can be asked for as well.
            ids = self.asked(&shape, op).into_iter().filter(|id| id.request.as_ref() != Some(&field.name)).collect();
        }
        ids.push(Id { request: Some(field.name.clone()), parent: false, ..self.id(&single) });
        Some(ids)
    }

    /// The members of an item that its listing can be asked for.
    fn asked(&self, shape: &Shape, op: &Op) -> Vec<Id> {
        let fields = op.facts.input.fields.iter().filter(|field| is_key(field) && is_text(&field.ty));
        let held = fields.filter(|field| shape.field(&field.name).is_some_and(|held| fits(&held.ty, &field.ty)));
        held.map(|field| Id { parent: false, ..self.id(field) }).collect()
    }

    /// By the order of the listing: where it goes on at a name and a type, these tell the items apart.
    pub(super) fn by_order(&self) -> Option<Vec<Id>> {
        let listing = self.kind.listings.first()?;
        let op = &self.survey.operations[listing.op];
        let shape = self.survey.sdk.members(&listing.item)?;
        let mut ids = Vec::new();
        for field in op.facts.input.fields.iter().filter(|field| is_text(&field.ty)) {
            let name = self.words(&field.name);
            let Some((_, rest)) = name.split_first().filter(|(first, rest)| *first == "Start" && !rest.is_empty())
            else {
                continue;
            };
            let like = |held: &&Field| {
                let held = self.words(&held.name);
                same(&held, rest) || held.last().zip(rest.last()).is_some_and(|(a, b)| words::alike(a, b))
            };
            let fields = || keys(&shape).filter(|held| fits(&held.ty, &field.ty));
            let held = fields().find(|held| same(&self.words(&held.name), rest)).or_else(|| fields().find(like))?;
            let id = self.id(held);
            ids.push(Id { member: Some(held.name.clone()), request: Some(field.name.clone()), parent: false, ..id });
            if let Some(id) = ids.last_mut() {
                id.name = self.survey.spell(&held.name);
                id.optional = held.optional;
            }
        }
        (ids.len() > 1).then_some(ids)
    }

    /// By the optional members of the operation that gets one, where an item has them all.
    pub(super) fn by_optional_members(&self, doubts: &mut Doubts) -> Option<Vec<Id>> {
        let get = self.kind.get.as_ref()?;
        let op = &self.survey.operations[get.op];
        let shape = self.shape()?;
        let fields: Vec<&Field> = op.facts.input.fields.iter().filter(|field| is_key(field)).collect();
        let held = |field: &&&Field| self.held(&shape, &field.name, &field.ty).is_some();
        let mut ids: Vec<Id> = fields.iter().filter(held).map(|field| self.id(field)).collect();
        // Each of its names is enough: one stays, of those that the item has as the request calls them.
        let rank = |id: &Id| {
            let request = self.words(id.request.as_deref()?);
            let rest = norm(&words::join(&beyond(&self.kind.words, &request)));
            let rank = ["id", "name", "arn"].iter().position(|end| rest == *end)?;
            Some((id.member != id.request, rank))
        };
        if ids.len() > 1
            && ids.iter().all(|id| rank(id).is_some())
            && let Some(best) = ids.iter().min_by_key(|id| rank(id)).cloned()
        {
            let spell = |id: &Id| id.request.as_deref().map(|request| self.survey.spell(request)).unwrap_or_default();
            let others = ids.iter().filter(|id| id.name != best.name).map(spell).collect();
            let choice = format!("`{}` is taken to tell them apart: each of its names would do", spell(&best));
            doubts.tell(RESOURCES, format!("{}/identifiers", self.kind.pointer()), choice, others);
            ids = vec![best];
        }
        let several = ids.len() > 1;
        (!ids.is_empty()).then(|| ids.into_iter().map(|id| Id { optional: several, parent: false, ..id }).collect())
    }

    /// By the looks of an item's members.
    pub(super) fn guessed(&self, doubts: &mut Doubts) -> Vec<Id> {
        let Some(shape) = self.shape() else { return self.item() };
        let whole = &self.kind.words;
        let rank = |field: &&Field| {
            let name = self.words(&field.name);
            let rest = norm(&words::join(&beyond(whole, &name)));
            let own = usize::from(beyond(whole, &name).len() == name.len() && name.len() > 1);
            let end = ["id", "arn", "name", "key"].iter().position(|end| rest == *end);
            let loose = ["id", "name", "key", "arn"].iter().position(|end| rest.ends_with(end));
            let itself = rest.is_empty().then_some(15);
            end.map(|end| end + 10 * own).or(itself).or(loose.map(|loose| 20 + loose)).unwrap_or(30)
        };
        let candidates: Vec<&Field> =
            keys(&shape).filter(|field| field.ty != Type::Scalar(Scalar::Timestamp)).collect();
        let Some(best) = candidates.iter().min_by_key(|field| rank(field)) else { return Vec::new() };
        let others = candidates.iter().filter(|field| field.name != best.name).take(4);
        let choice =
            format!("`{}` is taken to tell them apart: no operation requires anything", self.survey.spell(&best.name));
        let pointer = format!("{}/identifiers", self.kind.pointer());
        let weak = rank(best) >= 10;
        if weak && candidates.len() == 2 {
            return self.all(&candidates, &pointer, doubts);
        }
        let listing =
            self.kind.listings.first().and_then(|listing| {
                Some((&self.survey.operations[listing.op], self.survey.sdk.members(&listing.item)?))
            });
        if let Some((op, shape)) = listing.filter(|_| rank(best) >= 20) {
            let asked = self.asked(&shape, op);
            if asked.len() > 1 {
                let choice = "what the listing can be asked for is taken to tell them apart".to_owned();
                doubts.tell(RESOURCES, pointer, choice, others.map(|field| self.survey.spell(&field.name)).collect());
                return asked;
            }
        }
        // A key, an id or the like of its own is what one would expect.
        if rank(best) >= 4 {
            doubts.tell(RESOURCES, pointer, choice, others.map(|field| self.survey.spell(&field.name)).collect());
        }
        let id = self.id(best);
        vec![Id { member: Some(best.name.clone()), request: None, parent: false, ty: best.ty.clone(), ..id }]
    }

    /// All of a few members.
    fn all(&self, fields: &[&Field], pointer: &str, doubts: &mut Doubts) -> Vec<Id> {
        let spelled: Vec<String> = fields.iter().map(|field| self.survey.spell(&field.name)).collect();
        let choice = format!("{} together are taken to tell them apart", spelled.join(" and "));
        doubts.tell(RESOURCES, pointer.to_owned(), choice, spelled);
        let id = |field: &&Field| {
            let name = self.survey.spell(&field.name);
            let member = Some(field.name.clone());
            Id { name, member, request: None, parent: false, ty: field.ty.clone(), ..self.id(field) }
        };
        fields.iter().map(id).collect()
    }

    /// An item that is nothing but its identifier.
    fn item(&self) -> Vec<Id> {
        let Some(listing) = self.kind.listings.first().filter(|listing| is_value(&listing.item)) else {
            return Vec::new();
        };
        let name = words::one(&listing.member);
        let rest = self.name(&name, None, false);
        vec![Id {
            name: if same(&words::split(&rest), &self.kind.words[self.kind.words.len() - 1..]) {
                "Name".to_owned()
            } else {
                rest
            },
            member: None,
            request: None,
            ty: listing.item.clone(),
            optional: false,
            parent: false,
            norms: self.norms(&name, None),
            borrowed: BTreeSet::new(),
        }]
    }
}
