//! What an update changes.

use super::{
    expression::{Path, Placeholders},
    operand::Operand,
};

/// The clauses of an
/// [update expression](https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html).
#[derive(Clone, Debug, Default)]
pub(super) struct Clauses {
    pub(super) set: Vec<(Path, Operand)>,
    pub(super) remove: Vec<Path>,
    pub(super) add: Vec<(Path, Operand)>,
    pub(super) delete: Vec<(Path, Operand)>,
}

impl Clauses {
    /// The expression, or `None` without a clause.
    pub(super) fn render(&self, placeholders: &mut Placeholders) -> Result<Option<String>, String> {
        let mut clauses = Vec::new();
        for (word, link, changes) in [("SET", " = ", &self.set), ("ADD", " ", &self.add), ("DELETE", " ", &self.delete)]
        {
            if !changes.is_empty() {
                let change = |(path, value): &(Path, Operand)| {
                    Ok(placeholders.path(path)? + link + &value.render(placeholders)?)
                };
                let changes: Vec<String> = changes.iter().map(change).collect::<Result<_, String>>()?;
                clauses.push(format!("{word} {}", changes.join(", ")));
            }
        }
        if !self.remove.is_empty() {
            clauses.push(format!("REMOVE {}", placeholders.paths(&self.remove)?));
        }
        Ok((!clauses.is_empty()).then(|| clauses.join(" ")))
    }
}
