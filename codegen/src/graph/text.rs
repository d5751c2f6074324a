//! What stands in nodes and at edges.

use super::Node;

impl Node {
    /// The title, the identifiers and the parts, in lines of so many characters.
    pub(super) fn lines(&self, width: usize) -> Vec<String> {
        let mut lines = vec![self.title.clone()];
        lines.extend(lines_of(&self.identifiers, width));
        let mut parts = lines_of(&self.parts, width);
        if let Some(first) = parts.first_mut() {
            first.insert_str(0, "+ ");
        }
        lines.extend(parts);
        lines
    }
}

/// Names, as many on a line as fit into so many characters; a longer name is a line by itself.
pub(super) fn lines_of(names: &[String], width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for name in names {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 2 + name.chars().count() <= width => {
                line.push_str(", ");
                line.push_str(name);
            }
            Some(line) => {
                line.push(',');
                lines.push(name.clone());
            }
            None => lines.push(name.clone()),
        }
    }
    lines
}
