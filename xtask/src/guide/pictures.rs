//! The pictures of the services' resources: SVG, drawn from the models.

use std::{collections::BTreeSet, fmt::Write as _, fs, path::Path};

use aws_resources_codegen::graph::{Edge, Graph, Node, svg};

/// A picture with more arrows is more than one takes in, and takes long to lay out: it becomes several.
const ARROWS: usize = 16;

/// What a picture of all is called.
const WHOLE: &str = "The resources";

/// How a page marks the place of a service's picture.
const MARK: (&str, &str) = ("<!-- picture: ", " -->");

/// The page of a service with its pictures in place of Mermaid, which only GitHub draws. Its files are in `folder`, and
/// begin with `name`.
pub(crate) fn in_page(page: &str, graph: &Graph, folder: &Path, name: &str) -> Result<String, String> {
    let blocks: Vec<&str> = page.split("```mermaid\n").collect();
    // More than one block: who has whom, and who names whom.
    let views = if blocks.len() > 2 {
        vec![("Who has whom", graph.owners()), ("Who names whom", graph.references())]
    } else {
        vec![(WHOLE, graph.clone())]
    };
    if blocks.len() != views.len() + 1 {
        return Err(format!("the page of {name} has {} pictures instead of {}", blocks.len() - 1, views.len()));
    }
    let mut text = blocks[0].to_owned();
    for (number, (block, (about, view))) in blocks[1..].iter().zip(views).enumerate() {
        let name = if number == 0 { name.to_owned() } else { format!("{name}-references") };
        text += &drawn(&view, about, folder, "", &name)?;
        text += block.split_once("```\n").map_or("", |(_, rest)| rest);
    }
    Ok(text)
}

/// A chapter with the pictures of the services that it asks for, as they are on their pages below `at`.
pub(crate) fn in_chapter(
    chapter: &str,
    at: &str,
    folder: &Path,
    graph: impl Fn(&str) -> Option<Graph>,
) -> Result<String, String> {
    let mut parts = chapter.split(MARK.0);
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (service, rest) = part.split_once(MARK.1).ok_or("the mark of a picture doesn't end")?;
        let graph = graph(service).ok_or_else(|| format!("a chapter asks for a picture of `{service}`"))?;
        text += &drawn(&graph, WHOLE, folder, at, service)?;
        text += rest;
    }
    Ok(text)
}

/// Draws a graph as one picture or several, and gives the Markdown that shows them.
fn drawn(graph: &Graph, about: &str, folder: &Path, at: &str, name: &str) -> Result<String, String> {
    let mut text = String::new();
    for (number, picture) in pictures(graph, about).iter().enumerate() {
        let file = if number == 0 { format!("{name}.svg") } else { format!("{name}-{number}.svg") };
        let path = folder.join(&file);
        fs::write(&path, svg(&picture.graph)).map_err(|error| format!("{}: {error}", path.display()))?;
        let about = &picture.about;
        // Writing to a string can't fail.
        let _ = writeln!(text, "\n<div class=\"picture\">\n\n[![{about}]({at}{file})]({at}{file})\n\n</div>");
        if !picture.whole {
            let _ = writeln!(text, "\n{about}.");
        }
    }
    Ok(text)
}

/// One picture.
struct Picture {
    graph: Graph,
    about: String,
    whole: bool,
}

/// The graph itself, or where that is too large the surroundings of its nodes: the node with most arrows first, each
/// arrow in one picture. Nodes without arrows are in none: the table under the pictures has them.
fn pictures(graph: &Graph, about: &str) -> Vec<Picture> {
    if graph.edges.len() <= ARROWS {
        return vec![Picture { graph: graph.clone(), about: about.to_owned(), whole: true }];
    }
    let mut left = graph.edges.clone();
    let mut groups: Vec<(Vec<usize>, Vec<Edge>)> = Vec::new();
    while !left.is_empty() {
        let touching = |node: usize| left.iter().filter(|edge| edge.from == node || edge.to == node).count();
        // Of as many arrows, the first node's.
        let Some(center) = (0..graph.nodes.len()).rev().max_by_key(|node| touching(*node)) else { break };
        let (around, others): (Vec<Edge>, Vec<Edge>) =
            left.into_iter().partition(|edge| edge.from == center || edge.to == center);
        left = others;
        match groups.last_mut() {
            Some((centers, edges)) if edges.len() + around.len() <= ARROWS => {
                centers.push(center);
                edges.extend(around);
            }
            _ => groups.push((vec![center], around)),
        }
    }
    let named = |center: &usize| format!("`{}`", graph.nodes[*center].title);
    let pictures = groups.into_iter().map(|(centers, edges)| Picture {
        about: format!("Around {}", centers.iter().map(named).collect::<Vec<_>>().join(", ")),
        graph: part(graph, edges),
        whole: false,
    });
    pictures.collect()
}

/// These arrows, and the nodes that they join.
fn part(graph: &Graph, mut edges: Vec<Edge>) -> Graph {
    let ends: BTreeSet<usize> = edges.iter().flat_map(|edge| [edge.from, edge.to]).collect();
    let place = |end: usize| ends.iter().take_while(|other| **other < end).count();
    for edge in &mut edges {
        (edge.from, edge.to) = (place(edge.from), place(edge.to));
    }
    let nodes: Vec<Node> = ends.iter().map(|end| graph.nodes[*end].clone()).collect();
    Graph { nodes, edges }
}

#[cfg(test)]
mod tests {
    use aws_resources_codegen::graph::{Edge, Graph, Kind, Node};

    use super::{ARROWS, pictures};

    fn graph(nodes: usize, ends: impl Iterator<Item = (usize, usize)>) -> Graph {
        let node = |number: usize| Node {
            id: format!("r_{number}"),
            title: number.to_string(),
            identifiers: Vec::new(),
            listed: false,
            parts: Vec::new(),
        };
        let edge = |(from, to)| Edge { from, to, kind: Kind::Reference, methods: Vec::new() };
        Graph { nodes: (0..nodes).map(node).collect(), edges: ends.map(edge).collect() }
    }

    #[test]
    fn each_arrow_of_a_large_graph_is_in_one_picture() {
        // A star that is too large by itself, and a chain.
        let star = (1..=2 * ARROWS).map(|to| (0, to));
        let large = graph(4 * ARROWS + 1, star.chain((2 * ARROWS..4 * ARROWS).map(|from| (from, from + 1))));
        let pictures = pictures(&large, "all");
        let name = |graph: &Graph, node: usize| graph.nodes[node].title.clone();
        let mut shown: Vec<_> = pictures
            .iter()
            .flat_map(|picture| picture.graph.edges.iter().map(|edge| (&picture.graph, edge)))
            .map(|(graph, edge)| (name(graph, edge.from), name(graph, edge.to)))
            .collect();
        let mut all: Vec<_> = large.edges.iter().map(|edge| (name(&large, edge.from), name(&large, edge.to))).collect();
        shown.sort();
        all.sort();
        assert_eq!(shown, all);
        assert_eq!(pictures[0].about, "Around `0`");
        assert!(pictures.len() > 2 && pictures[1..].iter().all(|picture| picture.graph.edges.len() <= ARROWS));
    }

    #[test]
    fn a_small_graph_is_one_picture() {
        let small = graph(ARROWS + 1, (0..ARROWS).map(|from| (from, from + 1)));
        let pictures = pictures(&small, "all");
        assert!(pictures.len() == 1 && pictures[0].whole && pictures[0].about == "all");
    }
}
