//! Which resources there are: what is listed, what is got, and what is created and deleted.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    doubts::{Doubts, RESOURCES},
    identifiers,
    listings::{Listing, plain_type},
    survey::{Op, Survey, fits, is_key},
    tags,
    words::{self, begins, ends, same},
};
use crate::{
    definition::child,
    facts::{Shape, Type},
};

/// A resource that is to be drafted.
pub(super) struct Kind {
    pub(super) words: Vec<String>,
    pub(super) name: String,
    pub(super) ids: Vec<Id>,
    /// The type of its data.
    pub(super) data: Option<Data>,
    /// What its listings and its own operation yield.
    pub(super) types: Vec<Type>,
    /// The operation that gets one, and where in its response.
    pub(super) get: Option<Get>,
    /// The listings of it, the main one first.
    pub(super) listings: Vec<Listing>,
}

/// The type of a resource's data.
#[derive(Clone)]
pub(super) struct Data {
    pub(super) name: String,
    pub(super) ty: Type,
    pub(super) shape: Shape,
}

/// The operation that gets a resource.
#[derive(Clone)]
pub(super) struct Get {
    pub(super) op: usize,
    pub(super) path: String,
}

/// An identifier of a resource.
#[derive(Clone)]
pub(super) struct Id {
    pub(super) name: String,
    /// The Rust name of the data's member that holds it.
    pub(super) member: Option<String>,
    /// The Rust name of the request member by which the resource's own operations take it.
    pub(super) request: Option<String>,
    pub(super) ty: Type,
    /// Whether a resource may lack it.
    pub(super) optional: bool,
    /// Whether it says what the resource belongs to.
    pub(super) parent: bool,
    /// What request members that take it are called.
    pub(super) norms: BTreeSet<String>,
    /// The same where the name is another resource's: the `KeyId` that tells a key's rotation.
    pub(super) borrowed: BTreeSet<String>,
}

impl Id {
    /// Whether a request member of this name takes it.
    pub(super) fn is_called(&self, norm: &str) -> bool {
        self.norms.contains(norm) || self.borrowed.contains(norm)
    }

    /// Whether both say the same of a resource.
    pub(super) fn is_also(&self, other: &Id) -> bool {
        fits(&self.ty, &other.ty) && self.norms.union(&self.borrowed).any(|norm| other.is_called(norm))
    }
}

impl Kind {
    pub(super) fn pointer(&self) -> String {
        child("/resources", &self.name)
    }

    /// The identifiers that aren't those of what it belongs to.
    pub(super) fn own(&self) -> impl Iterator<Item = &Id> {
        self.ids.iter().filter(|id| !id.parent)
    }
}

/// The resources.
pub(super) fn find(survey: &Survey<'_>, listings: &[Listing], doubts: &mut Doubts) -> Vec<Kind> {
    let mut kinds: Vec<Kind> = Vec::new();
    for listing in listings {
        match kinds.iter_mut().find(|kind| same(&kind.words, &listing.name)) {
            Some(kind) => kind.listings.push(listing.clone()),
            None => kinds.push(Kind::new(listing.name.clone(), vec![listing.clone()])),
        }
    }
    for kind in &mut kinds {
        // The main listing is the one of the resource's own name that needs least; of tags, the one for any resource.
        kind.listings.sort_by_key(|listing| {
            let op = &survey.operations[listing.op];
            let named = same(&words::one(&op.head), &kind.words);
            (!named, !op.tail.is_empty(), tags::any(survey, op).is_none(), op.required.len())
        });
        kind.types = kind.listings.iter().map(|listing| listing.item.clone()).collect();
    }
    got(survey, &mut kinds, doubts);
    created(survey, &mut kinds);
    for kind in &mut kinds {
        if kind.listings.is_empty() {
            kind.listings = parts(survey, kind);
        }
        kind.data = data(survey, kind);
    }
    let names: Vec<Vec<String>> = kinds.iter().map(|kind| kind.words.clone()).collect();
    for kind in &mut kinds {
        kind.ids = identifiers::find(survey, kind, &names, doubts);
    }
    suffixes(survey, &mut kinds);
    borrowed(&mut kinds);
    kinds.retain(|kind| {
        let kept = !kind.ids.is_empty();
        if !kept {
            let choice = format!("no resource `{}`: nothing tells one from another", kind.name);
            doubts.tell(
                RESOURCES,
                "/resources".into(),
                choice,
                vec!["a resource with an identifier of its data".into()],
            );
        }
        kept
    });
    kinds
}

impl Kind {
    fn new(words: Vec<String>, listings: Vec<Listing>) -> Self {
        let name = words::join(&words);
        Self { words, name, ids: Vec::new(), data: None, types: Vec::new(), get: None, listings }
    }
}

/// Operations that get one: of what is listed, or of something that nothing lists.
fn got(survey: &Survey<'_>, kinds: &mut Vec<Kind>, doubts: &mut Doubts) {
    let listed: BTreeSet<usize> =
        kinds.iter().flat_map(|kind| kind.listings.iter().map(|listing| listing.op)).collect();
    let gets = survey.operations.iter().enumerate().filter(|(at, op)| {
        matches!(op.verb.as_str(), "Get" | "Describe") && op.tail.is_empty() && !listed.contains(at)
    });
    for (at, op) in gets {
        let known = kinds.iter().position(|kind| same(&kind.words, &op.noun)).or_else(|| {
            let answer = |kind: &Kind| op.answers().iter().any(|field| kind.types.contains(&field.ty));
            kinds.iter().position(|kind| ends(&op.noun, &kind.words) && answer(kind))
        });
        match known {
            Some(known) if kinds[known].get.is_none() || same(&kinds[known].words, &op.noun) => {
                if let Some(path) = answer(survey, op, &kinds[known].words, &kinds[known].types) {
                    prefer(survey, &mut kinds[known], Get { op: at, path }, doubts);
                }
            }
            None if alone(survey, op, kinds) => {
                let name = match op.answers()[..] {
                    [field] => match &field.ty {
                        Type::Struct(rust) if ends(&op.noun, &plain_type(&survey.respell(rust))) => {
                            plain_type(&survey.respell(rust))
                        }
                        _ => op.noun.clone(),
                    },
                    _ => op.noun.clone(),
                };
                let mut kind = Kind::new(name, Vec::new());
                if let Some(path) = answer(survey, op, &kind.words, &[]) {
                    kind.get = Some(Get { op: at, path });
                    kinds.push(kind);
                }
            }
            _ => {}
        }
    }
}

/// Of two operations that get one, the one whose answer is a structure: `DescribeCertificate`, not `GetCertificate`,
/// which gives the text. Of two alike, the later.
fn prefer(survey: &Survey<'_>, kind: &mut Kind, new: Get, doubts: &mut Doubts) {
    let Some(old) = kind.get.take() else {
        kind.get = Some(new);
        return;
    };
    let (get, other) = if new.path == "@" && old.path != "@" { (old, new) } else { (new, old) };
    let name = |get: &Get| survey.operations[get.op].name();
    if same(&survey.operations[other.op].noun, &kind.words) {
        let choice = format!("{} gets one", name(&get));
        doubts.tell(RESOURCES, child(&kind.pointer(), "load"), choice, vec![name(&other).to_owned()]);
    }
    kind.get = Some(get);
}

/// What operations call an identifier by the end of the resource's name, where only one resource ends so: the
/// `CollectionId` of a `CidrCollection`.
fn suffixes(survey: &Survey<'_>, kinds: &mut [Kind]) {
    let names: Vec<Vec<String>> = kinds.iter().map(|kind| kind.words.clone()).collect();
    for kind in kinds {
        let Some(last) = kind.words.last().filter(|_| kind.words.len() > 1).cloned() else { continue };
        let alone = names.iter().filter(|name| name.iter().any(|word| words::alike(word, &last))).count() == 1
            || !names
                .iter()
                .any(|name| !same(name, &kind.words) && name.last().is_some_and(|end| words::alike(end, &last)));
        for id in kind.ids.iter_mut().filter(|id| alone && !id.parent) {
            let named = words::split(&id.name).len() == 1;
            let member = id.request.as_ref().map(|request| survey.words(request)).unwrap_or_default();
            if named && !member.is_empty() {
                id.norms.insert(words::norm(&format!("{last}{}", id.name)));
            }
        }
    }
}

/// Gives each name of an identifier to the resource that it names: a `KeyId` is the key's, though it also tells one
/// key's rotation from another's.
fn borrowed(kinds: &mut [Kind]) {
    let rank = |kind: &Kind, norm: &str| {
        let ends = (0..kind.words.len()).find(|at| norm.starts_with(&words::norm(&words::join(&kind.words[*at..]))));
        ends.unwrap_or(usize::MAX)
    };
    let mut best: BTreeMap<String, usize> = BTreeMap::new();
    let own = |kind: &Kind| kind.own().flat_map(|id| id.norms.iter().cloned()).collect::<Vec<_>>();
    for kind in kinds.iter() {
        for norm in own(kind) {
            let rank = rank(kind, &norm);
            best.entry(norm).and_modify(|best| *best = rank.min(*best)).or_insert(rank);
        }
    }
    for kind in kinds {
        let ranks: BTreeMap<String, usize> =
            own(kind).into_iter().map(|norm| (norm.clone(), rank(kind, &norm))).collect();
        for id in kind.ids.iter_mut().filter(|id| !id.parent) {
            let theirs = |norm: &&String| ranks.get(*norm).zip(best.get(*norm)).is_some_and(|(rank, best)| rank > best);
            id.borrowed = id.norms.iter().filter(theirs).cloned().collect();
            id.norms.retain(|norm| !id.borrowed.contains(norm));
        }
    }
}

/// Lists of a resource in what other operations get: the keys of a hosted zone, of which nothing else tells.
fn parts(survey: &Survey<'_>, kind: &Kind) -> Vec<Listing> {
    let gets = survey.operations.iter().enumerate().filter(|(_, op)| op.reads() && !op.keys().is_empty());
    gets.filter_map(|(at, op)| {
        let list =
            op.answers().into_iter().find(|field| field.ty.element().is_some_and(|item| kind.types.contains(item)))?;
        let member = survey.words(&list.name);
        let path = format!("{}[]", survey.spell(&list.name));
        Some(Listing::part(at, path, list.ty.element()?.clone(), member, kind.words.clone()))
    })
    .collect()
}

/// Whether what an operation gets is a resource of its own, though nothing lists it: something else is done to it as
/// well, or it is told from others by more than what it belongs to.
fn alone(survey: &Survey<'_>, op: &Op, kinds: &[Kind]) -> bool {
    let keys = op.keys();
    let managed = survey.about(&op.noun).any(|other| matches!(other.verb.as_str(), "Delete" | "Create"));
    let own = keys.iter().any(|field| {
        let name = survey.words(&field.name);
        !kinds.iter().any(|kind| begins(&name, &kind.words) || same(&name, &kind.words) || names_end(kind, &name))
            && (name.len() == 1 || begins(&name, &op.noun) || ends_as_key(&name))
    });
    let of_known = kinds.iter().any(|kind| begins(&op.noun, &kind.words));
    let generic = keys.iter().all(|field| survey.words(&field.name).len() == 1);
    !keys.is_empty() && (managed || own && !(of_known && generic))
}

fn names_end(kind: &Kind, member: &[String]) -> bool {
    (0..kind.words.len()).any(|at| begins(member, &kind.words[at..]) && member.len() == kind.words.len() - at + 1)
}

fn ends_as_key(name: &[String]) -> bool {
    name.last().is_some_and(|last| ["Id", "Identifier", "Arn", "ARN", "Name", "Type"].contains(&last.as_str()))
}

/// What is created and deleted, though it is neither listed nor got alone.
fn created(survey: &Survey<'_>, kinds: &mut Vec<Kind>) {
    for op in survey.operations.iter().filter(|op| op.verb == "Create" && op.tail.is_empty()) {
        let known = kinds.iter().any(|kind| same(&kind.words, &op.noun) || ends(&op.noun, &kind.words));
        let deleted = survey.about(&op.noun).any(|other| other.verb == "Delete" && !other.keys().is_empty());
        let made = op.answers().into_iter().find_map(|field| match &field.ty {
            Type::Struct(rust) if same(&plain_type(&survey.respell(rust)), &op.noun) => Some(field.ty.clone()),
            _ => None,
        });
        if !known && deleted {
            let mut kind = Kind::new(op.noun.clone(), Vec::new());
            kind.types.extend(made);
            kinds.push(kind);
        }
    }
}

/// Where the answer of an operation that gets one is: the member of its name, the structure that listings give, the
/// only one, or else the whole response.
fn answer(survey: &Survey<'_>, op: &Op, name: &[String], types: &[Type]) -> Option<String> {
    let answers = op.answers();
    let structures = || answers.iter().filter(|field| matches!(field.ty, Type::Struct(_)));
    let named = structures().find(|field| same(&survey.words(&field.name), name));
    let typed = structures().find(|field| types.contains(&field.ty) || type_is(survey, &field.ty, name));
    let only = structures().next().filter(|_| answers.len() == 1);
    if let Some(field) = named.or(typed).or(only) {
        return Some(survey.spell(&field.name));
    }
    (!answers.is_empty()).then(|| "@".to_owned())
}

fn type_is(survey: &Survey<'_>, ty: &Type, name: &[String]) -> bool {
    matches!(ty, Type::Struct(rust) if same(&plain_type(&survey.respell(rust)), name))
}

/// The type of the data: of the operation that gets one, else of the listing.
fn data(survey: &Survey<'_>, kind: &Kind) -> Option<Data> {
    let ty = match &kind.get {
        Some(get) => {
            let op = &survey.operations[get.op];
            if get.path == "@" {
                let (name, shape) = (format!("{}Output", op.name()), op.facts.output.clone());
                return Some(Data { name, ty: Type::Output(op.name().to_owned()), shape });
            }
            op.facts.output.field(&get.path)?.ty.clone()
        }
        None => kind.types.first()?.clone(),
    };
    let Type::Struct(rust) = &ty else { return None };
    let shape = survey.sdk.members(&ty)?;
    if !shape.fields.iter().any(is_key) && kind.get.is_none() && shape.fields.is_empty() {
        return None;
    }
    Some(Data { name: words::join(&survey.respell(rust)), ty, shape })
}
