//! A service's resources as a picture and a table: who has whom, by which identifiers.

mod mermaid;
mod page;
mod relations;
mod svg;
mod text;

pub use mermaid::mermaid;
pub use page::page;
pub use relations::{Kind, Relation, relations};
pub use svg::svg;

use std::collections::{BTreeMap, BTreeSet};

use crate::resolve::model::ServiceModel;
use relations::Essence;

/// A picture that a person can take in: parts that have no parts of their own are named in the nodes that have them,
/// and what has an owner is drawn beside it, not beside the service resource.
#[derive(Clone, Debug)]
pub struct Graph {
    /// The service resource first, then resources in the model's order.
    pub nodes: Vec<Node>,
    /// Edges between nodes.
    pub edges: Vec<Edge>,
}

/// A resource, or the service resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// A word for it, unique in the graph.
    pub id: String,
    /// The Rust type.
    pub title: String,
    /// The identifiers, as they are given.
    pub identifiers: Vec<String>,
    /// Whether the service resource lists it.
    pub listed: bool,
    /// The Rust types of its parts that aren't nodes.
    pub parts: Vec<String>,
}

/// What leads from one node to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The node that has the methods, by index.
    pub from: usize,
    /// The node that they lead to, by index.
    pub to: usize,
    /// How: by a collection or sub-resource, which are `Collection` here, by a reference or by an action.
    pub kind: Kind,
    /// The methods.
    pub methods: Vec<String>,
}

impl Graph {
    /// The graph of a model.
    pub fn of(model: &ServiceModel) -> Self {
        let essence = Essence::of(model);
        let parts: BTreeSet<usize> = (1..=model.resources.len()).filter(|node| essence.is_part(*node)).collect();
        let numbers: Vec<usize> = (0..=model.resources.len()).filter(|node| !parts.contains(node)).collect();
        let nodes = numbers.iter().map(|number| node(model, *number, &essence, &parts)).collect();
        let index: BTreeMap<usize, usize> =
            numbers.iter().enumerate().map(|(index, number)| (*number, index)).collect();
        let mut edges = Vec::new();
        let from_service = from_service(&essence, &parts);
        for (kind, between) in
            [(Kind::Collection, &essence.has), (Kind::Reference, &essence.names), (Kind::Action, &essence.yields)]
        {
            for ((from, to), methods) in between {
                let (Some(&from_index), Some(&to_index)) = (index.get(from), index.get(to)) else { continue };
                if *from != 0 || from_service.contains(to) {
                    edges.push(Edge { from: from_index, to: to_index, kind, methods: methods.clone() });
                }
            }
        }
        Self { nodes, edges }
    }

    /// Who has whom: the graph without references.
    #[must_use]
    pub fn owners(&self) -> Self {
        let edges = self.edges.iter().filter(|edge| edge.kind != Kind::Reference).cloned().collect();
        Self { nodes: self.nodes.clone(), edges }
    }

    /// Who names whom: the references, and the nodes that they join, without their parts.
    #[must_use]
    pub fn references(&self) -> Self {
        let mut edges: Vec<Edge> = self.edges.iter().filter(|edge| edge.kind == Kind::Reference).cloned().collect();
        let ends: BTreeSet<usize> = edges.iter().flat_map(|edge| [edge.from, edge.to]).collect();
        let place = |end: usize| ends.iter().take_while(|other| **other < end).count();
        for edge in &mut edges {
            (edge.from, edge.to) = (place(edge.from), place(edge.to));
        }
        let nodes = ends.iter().map(|end| Node { parts: Vec::new(), ..self.nodes[*end].clone() }).collect();
        Self { nodes, edges }
    }
}

/// What is drawn beside the service resource: what nothing else has, and what can't be reached otherwise.
fn from_service(essence: &Essence, parts: &BTreeSet<usize>) -> BTreeSet<usize> {
    let ways = || essence.has.keys().chain(essence.yields.keys()).filter(|(_, to)| !parts.contains(to));
    let wanted: BTreeSet<usize> = ways().filter(|(from, _)| *from == 0).map(|(_, to)| *to).collect();
    let others = |node: usize| ways().any(|(from, to)| *to == node && *from != 0 && from != to);
    let mut chosen: BTreeSet<usize> = wanted.iter().copied().filter(|node| !others(*node)).collect();
    loop {
        let mut reached = chosen.clone();
        loop {
            let more: Vec<usize> = ways()
                .filter(|(from, to)| reached.contains(from) && !reached.contains(to))
                .map(|(_, to)| *to)
                .collect();
            if more.is_empty() {
                break;
            }
            reached.extend(more);
        }
        match wanted.iter().find(|node| !reached.contains(node)) {
            Some(node) => _ = chosen.insert(*node),
            None => return chosen,
        }
    }
}

fn node(model: &ServiceModel, number: usize, essence: &Essence, parts: &BTreeSet<usize>) -> Node {
    // What nothing leads to is a part of the service resource, which makes it by its identifiers.
    let is_own = |part: &&usize| match essence.has.contains_key(&(number, **part)) {
        true => true,
        false => number == 0 && essence.holders(**part).is_empty(),
    };
    let parts = parts.iter().filter(is_own).map(|part| model.resources[*part - 1].rust.clone()).collect();
    match number.checked_sub(1).map(|index| &model.resources[index]) {
        None => Node {
            id: "service".into(),
            title: model.service.names.type_name.clone(),
            identifiers: Vec::new(),
            listed: false,
            parts,
        },
        Some(resource) => Node {
            id: format!("r_{}", resource.module),
            title: resource.rust.clone(),
            identifiers: resource.identifiers.iter().map(|identifier| identifier.field.clone()).collect(),
            listed: essence.has.contains_key(&(0, number)),
            parts,
        },
    }
}
