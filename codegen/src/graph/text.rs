//! What stands in nodes and at edges.

use super::Node;

/// Lines break behind so many characters.
const WIDTH: usize = 44;

impl Node {
    /// The title, the identifiers and the parts.
    pub(super) fn lines(&self) -> Vec<String> {
        let mut lines = vec![self.title.clone()];
        lines.extend(lines_of(&self.identifiers));
        let mut parts = lines_of(&self.parts);
        if let Some(first) = parts.first_mut() {
            first.insert_str(0, "+ ");
        }
        lines.extend(parts);
        lines
    }
}

/// Names, as many on a line as fit.
pub(super) fn lines_of(names: &[String]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for name in names {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 2 + name.chars().count() <= WIDTH => {
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
