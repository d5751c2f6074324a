//! Operations that list, and where the items are in their responses.

use super::{
    survey::{Op, Survey, is_value, keys},
    words::{self, begins, ends, same},
};
use crate::facts::{Field, Shape, Type};

/// Ends of members that hold names of something.
const NAMES: [&str; 5] = ["name", "id", "identifier", "arn", "url"];

/// An operation that lists, and what.
#[derive(Clone)]
pub(super) struct Listing {
    /// The operation, by its place in the survey.
    pub(super) op: usize,
    /// Where the items are: `Reservations[].Instances[]`.
    pub(super) path: String,
    /// What an item is.
    pub(super) item: Type,
    /// The list around the items, where there is one, and what its elements are.
    pub(super) around: Option<(String, Shape)>,
    /// The name of the list's member.
    pub(super) member: Vec<String>,
    /// What the items are called.
    pub(super) name: Vec<String>,
    /// How well the list fits the operation's name.
    score: i32,
}

impl Listing {
    /// A list that isn't all that an operation answers.
    pub(super) fn part(op: usize, path: String, item: Type, member: Vec<String>, name: Vec<String>) -> Self {
        Self { op, path, item, around: None, member, name, score: 0 }
    }
}

/// All listings, each with its items' name.
pub(super) fn find(survey: &Survey<'_>) -> Vec<Listing> {
    let mut found: Vec<Listing> = (survey.operations.iter().enumerate())
        .filter(|(_, op)| op.reads() && lists(op))
        .filter_map(|(at, op)| best(survey, at, op))
        .filter(|listing| tellable(survey, listing))
        .collect();
    let names: Vec<_> = found.iter().map(|listing| name(survey, listing, &found)).collect();
    for (listing, name) in found.iter_mut().zip(names) {
        listing.name = name;
    }
    found
}

/// Whether an operation lists by its name, or by answering with nothing but one list.
fn lists(op: &Op) -> bool {
    let plural = op.head.last().is_some_and(|word| words::is_plural(word));
    let answers = op.answers();
    let only = matches!(answers[..], [field] if field.ty.element().is_some());
    matches!(op.verb.as_str(), "List" | "Lookup" | "Search") || plural || only
}

/// Whether the items of a listing can be told from one another. What is only got, a setting or a part of something,
/// must have a name or the like; what is listed has at least something.
fn tellable(survey: &Survey<'_>, listing: &Listing) -> bool {
    let op = &survey.operations[listing.op];
    if !matches!(op.verb.as_str(), "Get" | "Describe") || !op.head.last().is_some_and(|word| words::is_plural(word)) {
        return true;
    }
    let Some(shape) = survey.sdk.members(&listing.item) else { return op.verb == "Describe" };
    let asked = |field: &Field| op.facts.input.fields.iter().any(|input| input.name == field.name);
    keys(&shape).any(|field| {
        let last = survey.words(&field.name).pop().unwrap_or_default().to_ascii_lowercase();
        NAMES.contains(&last.as_str()) || ["key", "version"].contains(&last.as_str()) || asked(field)
    })
}

/// The list that the operation is about.
fn best(survey: &Survey<'_>, at: usize, op: &Op) -> Option<Listing> {
    let wanted = words::one(&op.head);
    let mut found = Vec::new();
    let mut consider = |path: String, member: Vec<String>, item: &Type, around: Option<(String, Shape)>, depth: i32| {
        let kind = match item {
            Type::Struct(rust) => survey.respell(rust),
            other if is_value(other) => Vec::new(),
            _ => return,
        };
        let known = |name: &[String]| match () {
            () if same(name, &wanted) => 40,
            () if ends(&wanted, name) || begins(name, &wanted) || ends(name, &wanted) => 20,
            () => 0,
        };
        let plain = if kind.is_empty() { -15 } else { 10 };
        // `PolicyNames` are names of policies.
        let named = match member.split_last() {
            Some((last, rest))
                if kind.is_empty() && NAMES.contains(&words::singular(last).to_ascii_lowercase().as_str()) =>
            {
                rest
            }
            _ => &[],
        };
        let score = known(&kind).max(known(&words::one(&plain_list(&member)))).max(known(named)) + plain - depth;
        found.push(Listing { op: at, path, item: item.clone(), around, member, name: Vec::new(), score });
    };
    for field in op.answers() {
        let path = survey.spell(&field.name);
        let member = words::split(&path);
        if let Some(item) = field.ty.element() {
            consider(format!("{path}[]"), member, item, None, 0);
            // Lists in the items: reservations of instances.
            let Some(shape) = survey.sdk.members(item) else { continue };
            for inner in &shape.fields {
                let Some(inner_item) = inner.ty.element() else { continue };
                let name = survey.spell(&inner.name);
                let around = Some((format!("{path}[]"), shape.clone()));
                consider(format!("{path}[].{name}[]"), words::split(&name), inner_item, around, 18);
            }
        } else if let Some(shape) = survey.sdk.members(&field.ty) {
            for inner in &shape.fields {
                let Some(item) = inner.ty.element() else { continue };
                let name = survey.spell(&inner.name);
                consider(format!("{path}.{name}[]"), words::split(&name), item, None, 8);
            }
        }
    }
    // Of equal ones, the first.
    found.into_iter().rev().max_by_key(|listing| listing.score).filter(|listing| listing.score > -10)
}

/// `DBInstancesList` → `DBInstances`.
fn plain_list(member: &[String]) -> Vec<String> {
    let end = member.last().is_some_and(|word| ["List", "Set", "Items"].contains(&word.as_str()));
    member[..member.len() - usize::from(end && member.len() > 1)].to_vec()
}

/// `TrafficPolicySummary` → `TrafficPolicy`.
pub(super) fn plain_type(kind: &[String]) -> Vec<String> {
    const ENDS: [&str; 12] = [
        "Summary",
        "Item",
        "List",
        "Description",
        "Detail",
        "Details",
        "Info",
        "Information",
        "Entry",
        "Metadata",
        "Properties",
        "Overview",
    ];
    let keep = kind.iter().rposition(|word| !ENDS.contains(&word.as_str())).map_or(kind.len(), |at| at + 1);
    kind[..keep].to_vec()
}

/// What the items of a listing are called: as the operation says, unless it says too much or something else.
fn name(survey: &Survey<'_>, listing: &Listing, all: &[Listing]) -> Vec<String> {
    let op = &survey.operations[listing.op];
    let wanted = words::one(&op.head);
    let Type::Struct(rust) = &listing.item else { return wanted };
    // Some name a member or type after the whole operation.
    let spoken = |name: Vec<String>| match name.split_first() {
        Some((first, rest)) if words::alike(first, &op.verb) && !rest.is_empty() => rest.to_vec(),
        _ => name,
    };
    let member = spoken(words::one(&plain_list(&listing.member)));
    let kind = words::one(&spoken(plain_type(&survey.respell(rust))));
    if same(&member, &wanted) {
        // A response may spell a name otherwise than its operation, and then as its types do.
        let capital = listing.member.first().is_some_and(|word| word.starts_with(|c: char| c.is_ascii_uppercase()));
        return if capital { member } else { wanted };
    }
    if same(&kind, &wanted) {
        return wanted;
    }
    let managed = |name: &[String]| {
        survey.about(name).any(|op| matches!(op.verb.as_str(), "Get" | "Delete" | "Update" | "Modify") && !lists(op))
    };
    if managed(&kind) && !managed(&wanted) {
        return kind;
    }
    let shared = all.iter().any(|other| {
        let other_wanted = words::one(&survey.operations[other.op].head);
        other.item == listing.item && !same(&other_wanted, &wanted)
    });
    let short = if same(&kind, &member) || ends(&wanted, &kind) { &kind } else { &member };
    if ends(&wanted, short) {
        let before = &wanted[..wanted.len() - short.len()];
        // What stands before is what the items belong to, or only says which of them are listed.
        let owner = ["Account", "Resource"].iter().any(|word| before == [(*word).to_owned()])
            || survey.operations.iter().any(|op| begins(&op.noun, before) || same(&op.noun, before) && !op.reads())
                && op.keys().iter().any(|field| begins(&survey.words(&field.name), before))
            || all.iter().any(|other| {
                begins(&words::one(&survey.operations[other.op].head), before)
                    && other.op != listing.op
                    && managed(before)
            });
        return if shared || owner { wanted } else { short.clone() };
    }
    if shared && !words::is_plural(op.head.last().map_or("", String::as_str)) {
        // One type, listed for several things: what it says of each.
        let end: Vec<String> = kind.last().into_iter().filter(|last| !wanted.contains(last)).cloned().collect();
        return [wanted, end].concat();
    }
    if begins(&kind, &wanted) || begins(&wanted, &kind) || !same(&kind, &member) { wanted } else { kind }
}
