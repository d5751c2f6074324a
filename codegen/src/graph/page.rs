//! The page of a service: the picture, and a table of its resources.

use super::{Graph, Kind, Relation, mermaid, relations};
use crate::{
    markdown::{HEADER, code, codes, escape, paragraph, table},
    resolve::model::ServiceModel,
};

/// A picture with more edges is too much for a page: it becomes two.
const EDGES: usize = 40;

/// The page.
pub fn page(model: &ServiceModel) -> String {
    let mut page = format!("{HEADER}\n\n# {}: resources\n\n", escape(&model.service.names.title));
    page += &paragraph(
        "Who has whom, by which methods; under each name is what identifies it. Solid arrows lead to what a resource \
         lists or has as a part, dotted ones to what its data or its identifiers name, thick ones to what its actions \
         yield otherwise. Behind `+` are parts that have no parts themselves. What the service resource lists has a \
         thick frame, and an arrow from it only where nothing else has it; it makes every resource by its identifiers.",
    );
    let graph = Graph::of(model);
    if graph.edges.len() <= EDGES {
        page += &format!("\n{}", block(&graph));
    } else {
        page += &format!("\n## Who has whom\n\n{}", block(&graph.owners()));
        let references = graph.references();
        if !references.edges.is_empty() {
            page += &format!("\n## Who names whom\n\n{}", block(&references));
        }
    }
    page += &format!("\n## All resources\n\n{}", resources(model));
    page
}

fn block(graph: &Graph) -> String {
    format!("```mermaid\n{}```\n", mermaid(graph))
}

fn resources(model: &ServiceModel) -> String {
    let relations = relations(model);
    let mut rows = vec![row(model, &relations, None, code(&model.service.names.type_name), String::new())];
    for (index, resource) in model.resources.iter().enumerate() {
        let identifiers = codes(resource.identifiers.iter().map(|identifier| identifier.field.as_str()));
        rows.push(row(model, &relations, Some(index), code(&resource.rust), identifiers));
    }
    table(&["resource", "identified by", "lists", "has", "names", "its actions yield"], &rows)
}

fn row(
    model: &ServiceModel,
    relations: &[Relation],
    from: Option<usize>,
    name: String,
    identifiers: String,
) -> Vec<String> {
    let cell = |kind: Kind| {
        let own = relations.iter().filter(|relation| relation.from == from && relation.kind == kind);
        let shown = own.map(|relation| format!("{} {}", code(&relation.method), model.resources[relation.to].rust));
        shown.collect::<Vec<_>>().join(", ")
    };
    let kinds = [Kind::Collection, Kind::SubResource, Kind::Reference, Kind::Action];
    [name, identifiers].into_iter().chain(kinds.map(cell)).collect()
}
