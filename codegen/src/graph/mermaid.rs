//! Mermaid, which GitHub draws.

use std::fmt::Write as _;

use super::{Graph, Kind, text::lines_of};

/// Lines break behind so many characters.
const WIDTH: usize = 44;
/// Lines are broken here, not by Mermaid.
const OPTIONS: &str = r#"%%{init: {"flowchart": {"wrappingWidth": 600}}}%%"#;

/// The picture as a [flowchart](https://mermaid.js.org/syntax/flowchart.html), left to right.
pub fn mermaid(graph: &Graph) -> String {
    let mut text = format!("{OPTIONS}\nflowchart LR\n");
    // Writing to a string can't fail.
    for node in &graph.nodes {
        let class = if node.listed { ":::listed" } else { "" };
        let _ = writeln!(text, "  {}[\"{}\"]{class}", node.id, label(&node.lines(WIDTH)));
    }
    for edge in &graph.edges {
        let (from, to) = (&graph.nodes[edge.from].id, &graph.nodes[edge.to].id);
        let arrow = match edge.kind {
            Kind::Collection | Kind::SubResource => "-->",
            Kind::Reference => "-.->",
            Kind::Action => "==>",
        };
        let _ = writeln!(text, "  {from} {arrow}|\"{}\"| {to}", label(&lines_of(&edge.methods, WIDTH)));
    }
    text + "  classDef listed stroke-width:3px\n"
}

fn label(lines: &[String]) -> String {
    lines.iter().map(|line| escape(line)).collect::<Vec<_>>().join("<br/>")
}

/// A text inside quotes: what Mermaid, or HTML in it, would read as more than text is written as an
/// [entity](https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters).
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' | '#' | ';' | '<' | '>' | '&' | '`' | '\\' | '|' | '*' => {
                let _ = write!(escaped, "#{};", u32::from(c));
            }
            c if c.is_control() => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}
