//! Who has whom, by which method.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use crate::resolve::model::{Action, Answer, Child, Collection, IdentifierValue, ServiceModel};

/// How one resource comes from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// It is listed.
    Collection,
    /// It is a part, made without a call.
    SubResource,
    /// The data names it.
    Reference,
    /// An action yields it.
    Action,
}

/// One method from which resources come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// The resource that has the method, by index; none is the service resource.
    pub from: Option<usize>,
    /// The resource that comes, by index.
    pub to: usize,
    /// How.
    pub kind: Kind,
    /// The method.
    pub method: String,
}

/// All relations of a model, in its order. That the service resource makes every resource by its identifiers isn't told.
pub fn relations(model: &ServiceModel) -> Vec<Relation> {
    let mut found = Vec::new();
    holder(&mut found, None, &model.collections, &[], &model.actions);
    for (index, resource) in model.resources.iter().enumerate() {
        holder(&mut found, Some(index), &resource.collections, &resource.children, &resource.actions);
        found.extend(resource.references.iter().map(|reference| Relation {
            from: Some(index),
            to: reference.resources.resource,
            kind: Kind::Reference,
            method: reference.method.clone(),
        }));
    }
    found
}

fn holder(
    found: &mut Vec<Relation>,
    from: Option<usize>,
    collections: &[Collection],
    children: &[Child],
    actions: &[Action],
) {
    let mut add = |to, kind, method: &str| found.push(Relation { from, to, kind, method: method.to_owned() });
    for collection in collections {
        add(collection.resources.resource, Kind::Collection, &collection.method);
    }
    for child in children {
        add(child.resource, Kind::SubResource, &child.method);
    }
    for action in actions {
        if let Answer::Resources(resources) = &action.answer {
            add(resources.resource, Kind::Action, &action.method);
        }
    }
}

/// Two nodes: from, to. The service resource is 0, resources count from 1.
type Between = (usize, usize);

/// What matters of the relations between two resources, with its methods.
pub(super) struct Essence {
    /// Who has whom as a part.
    pub(super) has: BTreeMap<Between, Vec<String>>,
    /// Who names whom.
    pub(super) names: BTreeMap<Between, Vec<String>>,
    /// Whose actions yield whom.
    pub(super) yields: BTreeMap<Between, Vec<String>>,
}

impl Essence {
    pub(super) fn of(model: &ServiceModel) -> Self {
        let mut essence = Self { has: BTreeMap::new(), names: BTreeMap::new(), yields: BTreeMap::new() };
        for Relation { from, to, kind, method } in relations(model) {
            let between = (from.map_or(0, |from| from + 1), to + 1);
            let map = match kind {
                // A collection says enough where one of its resources can be made by name as well.
                Kind::SubResource if essence.has.contains_key(&between) => continue,
                Kind::SubResource if leads_up(model, from, &method) => &mut essence.names,
                Kind::Collection | Kind::SubResource => &mut essence.has,
                Kind::Reference => &mut essence.names,
                Kind::Action => &mut essence.yields,
            };
            map.entry(between).or_default().push(method);
        }
        essence.no_news();
        essence
    }

    /// Leaves out ways back to what has a resource, and actions that yield what is had or named anyway.
    fn no_news(&mut self) {
        let has: BTreeSet<Between> = self.has.keys().copied().collect();
        let back = |(from, to): &Between| from != to && has.contains(&(*to, *from));
        // Where each is made of all identifiers of the other, what the service lists has the other; else what has more.
        let rank = |node: usize| {
            let had = has.iter().filter(|(from, _)| *from == node).count();
            (!has.contains(&(0, node)), Reverse(had), node)
        };
        self.has.retain(|between, _| !(back(between) && rank(between.0) > rank(between.1)));
        self.names.retain(|between, _| !back(between) && !has.contains(between));
        let names: BTreeSet<Between> = self.names.keys().copied().collect();
        self.yields.retain(|between, _| {
            between.0 != between.1 && !has.contains(between) && !names.contains(between) && !back(between)
        });
    }

    fn all(&self) -> impl Iterator<Item = &Between> {
        self.has.keys().chain(self.names.keys()).chain(self.yields.keys())
    }

    /// Who has a node.
    pub(super) fn holders(&self, node: usize) -> BTreeSet<usize> {
        self.has.keys().filter(|(from, to)| *to == node && from != to).map(|(from, _)| *from).collect()
    }

    /// Whether it is a part like a tag: it leads nowhere, and only what has it leads to it, if anything.
    pub(super) fn is_part(&self, node: usize) -> bool {
        let holders = self.holders(node);
        self.all().all(|(from, to)| *from != node && (*to != node || holders.contains(from)))
    }
}

/// Whether a sub-resource is what its caller is in, or beside: the caller's identifiers are more than it takes.
fn leads_up(model: &ServiceModel, from: Option<usize>, method: &str) -> bool {
    let Some(caller) = from.and_then(|from| model.resources.get(from)) else { return false };
    let Some(child) = caller.children.iter().find(|child| child.method == method) else { return false };
    let given = child.identifiers.iter().filter(|value| matches!(value, IdentifierValue::Caller(_))).count();
    given == child.identifiers.len() && given < caller.identifiers.len()
}
