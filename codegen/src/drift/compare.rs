//! Two versions of an SDK crate, compared in what a model uses.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Drift,
    uses::{Owner, Use, Uses},
};
use crate::{
    coverage::Group,
    definition::Definition,
    facts::{Field, Operation, Sdk, Shape, Type, TypeDef},
    names::{key, pascal},
    resolve::model::ServiceModel,
};

/// Who needs a thing is told by so many entries.
const ENTRIES: usize = 3;

/// What the change of the crate from `before` to `now` means for the model.
pub(super) fn compare(model: &ServiceModel, definition: &Definition, before: &Sdk, now: &Sdk) -> Drift {
    let mut drift = Drift {
        service: model.service.name.clone(),
        sdk: model.service.sdk.name.clone(),
        from: before.version.clone(),
        to: now.version.clone(),
        ..Drift::default()
    };
    let uses = Uses::of(model);
    for (what, entries) in &uses.all {
        match difference(what, before, now) {
            Some(Difference::Gone(what)) => drift.gone.push(format!("{what}: {}", needed_by(entries))),
            Some(Difference::Changed(what)) => drift.changed.push(what),
            None => {}
        }
    }
    new_operations(&mut drift, model, before, now);
    data_members(&mut drift, &uses, before, now);
    superfluous(&mut drift, definition, before, now);
    let own = definition.waiters.get();
    let has = |module: &str| own.is_some_and(|file| file.content.waiters.keys().any(|name| key(name) == key(module)));
    let used = model.sdk_waiters();
    let old: BTreeSet<&str> = before.waiter_names().collect();
    let new = now.waiter_names().filter(|module| !old.contains(module) && !used.contains(module) && !has(module));
    drift.waiters = new.map(pascal).collect();
    drift.waiters.sort();
    drift
}

enum Difference {
    Gone(String),
    Changed(String),
}

/// What happened to something that the model uses. What wasn't there before has not gone.
fn difference(what: &Use, before: &Sdk, now: &Sdk) -> Option<Difference> {
    use Difference::{Changed, Gone};
    match what {
        Use::Operation(module) => {
            let operation = before.operation(module)?;
            now.operation(module).is_none().then(|| Gone(format!("the operation `{}`", operation.name)))
        }
        Use::Paginator(module, page_size) => {
            let old = before.operation(module)?.paginator.clone()?;
            let operation = now.operation(module)?;
            match &operation.paginator {
                None => Some(Gone(format!("the paginator of `{}`", operation.name))),
                Some(new) if *page_size && old.page_size && !new.page_size => {
                    Some(Changed(format!("the paginator of `{}` has no page size any more", operation.name)))
                }
                Some(_) => None,
            }
        }
        Use::Waiter(module) => {
            let (old, new) = (before.waiter(module)?, now.waiter(module));
            match new {
                None => Some(Gone(format!("the waiter `{}`", pascal(module)))),
                Some(new) if new.operation != old.operation => {
                    let (old, new) = (pascal(&old.operation), pascal(&new.operation));
                    Some(Changed(format!("the waiter `{}` polls `{new}`, not `{old}`", pascal(module))))
                }
                Some(_) => None,
            }
        }
        Use::Structure(owner) => {
            shape(owner, before)?;
            (shape(owner, now).is_none() && operation_is_there(owner, now)).then(|| Gone(named(owner, before)))
        }
        Use::Member(owner, member) => {
            let old = shape(owner, before)?;
            let new = shape(owner, now)?;
            let (old, place) = (old.field(member)?, named(owner, before));
            match new.field(member) {
                None => Some(Gone(format!("`{member}` of {place}"))),
                Some(new) if (&new.ty, new.optional) != (&old.ty, old.optional) => {
                    Some(Changed(format!("`{member}` of {place} is `{}`, not `{}`", written(new), written(old))))
                }
                Some(_) => None,
            }
        }
        Use::Value(name, value) => {
            let has = |sdk: &Sdk| match sdk.type_name(name).map(|rust| sdk.type_def(rust)) {
                Some(def) => matches!(&*def, TypeDef::Enum(values) if values.contains(value)),
                None => false,
            };
            (has(before) && !has(now)).then(|| Gone(format!("the value `{value}` of the enumeration `{name}`")))
        }
    }
}

/// The structure, where the crate has it.
fn shape(owner: &Owner, sdk: &Sdk) -> Option<Shape> {
    match owner {
        Owner::Input(operation) => Some(sdk.operation(operation)?.input.clone()),
        Owner::Output(operation) => Some(sdk.operation(operation)?.output.clone()),
        Owner::Type(name) => sdk.members(&Type::Struct(sdk.type_name(name)?.to_owned())),
    }
}

/// That an operation is gone is told once, not of its structures as well.
fn operation_is_there(owner: &Owner, sdk: &Sdk) -> bool {
    match owner {
        Owner::Input(operation) | Owner::Output(operation) => sdk.operation(operation).is_some(),
        Owner::Type(_) => true,
    }
}

fn named(owner: &Owner, sdk: &Sdk) -> String {
    let operation = |module: &str| sdk.operation(module).map_or_else(|| pascal(module), |known| known.name.clone());
    match owner {
        Owner::Input(module) => format!("the request of `{}`", operation(module)),
        Owner::Output(module) => format!("the response of `{}`", operation(module)),
        Owner::Type(name) => format!("the structure `{name}`"),
    }
}

/// A member's type, as Rust writes it.
fn written(field: &Field) -> String {
    let output = |operation: &str| format!("{}Output", pascal(operation)).parse().unwrap_or_default();
    let ty = field.ty.tokens(&output).to_string().replace(' ', "");
    if field.optional { format!("Option<{ty}>") } else { ty }
}

fn needed_by(entries: &BTreeSet<String>) -> String {
    let shown: Vec<String> = entries.iter().take(ENTRIES).map(|entry| format!("`{entry}`")).collect();
    match entries.len().saturating_sub(ENTRIES) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

fn new_operations(drift: &mut Drift, model: &ServiceModel, before: &Sdk, now: &Sdk) {
    let old: BTreeSet<String> = before.operation_names().into_iter().collect();
    let used = model.operations();
    for name in now.operation_names() {
        if old.contains(&name) || used.contains(name.as_str()) {
            continue;
        }
        let group = Group::of(&name);
        let listed = now.operation(&name).filter(|_| group == Group::Read).and_then(|operation| listed(&operation));
        let shown = match listed {
            Some(items) => format!("`{name}` of `{items}`"),
            None => format!("`{name}`"),
        };
        drift.operations.entry(group).or_default().push(shown);
    }
}

/// The structures that an operation answers with a list of.
fn listed(operation: &Operation) -> Option<String> {
    operation.output.fields.iter().find_map(|field| match field.ty.element() {
        Some(Type::Struct(name)) => Some(name.clone()),
        _ => None,
    })
}

/// What the structures that are data have got and lost; what a model uses of them is told elsewhere.
fn data_members(drift: &mut Drift, uses: &Uses, before: &Sdk, now: &Sdk) {
    let mut members = BTreeMap::new();
    for owner in uses.all.keys().filter_map(|what| if let Use::Structure(owner) = what { Some(owner) } else { None }) {
        let (Some(old), Some(new)) = (shape(owner, before), shape(owner, now)) else { continue };
        let missing = |from: &Shape, other: &Shape| -> Vec<String> {
            let missing = from.fields.iter().filter(|field| other.field(&field.name).is_none());
            missing.map(|field| field.name.clone()).collect()
        };
        for member in missing(&old, &new) {
            if !uses.all.contains_key(&Use::Member(owner.clone(), member.clone())) {
                let place = named(owner, before);
                drift.changed.push(format!("`{member}` of {place} is gone, which only users of the data can miss"));
            }
        }
        let added = missing(&new, &old);
        if !added.is_empty() {
            members.insert(new.name.clone(), added);
        }
    }
    drift.members = members;
}

/// Entries of ours for what the SDK has now.
fn superfluous(drift: &mut Drift, definition: &Definition, before: &Sdk, now: &Sdk) {
    if let Some(file) = definition.paginators.get() {
        for (name, _) in file.content.pagination.iter().filter(|(_, paginator)| paginator.input_token.is_some()) {
            let pages = |sdk: &Sdk| sdk.operation(name).is_some_and(|operation| operation.paginator.is_some());
            if pages(now) && !pages(before) {
                drift.superfluous.push(format!("`{name}` in {}", file.text.name));
            }
        }
    }
    if let Some(file) = definition.waiters.get() {
        for name in file.content.waiters.keys() {
            if now.waiter(name).is_some() && before.waiter(name).is_none() {
                drift.superfluous.push(format!("`{name}` in {}", file.text.name));
            }
        }
    }
}
