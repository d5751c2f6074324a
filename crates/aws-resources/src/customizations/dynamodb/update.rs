//! What an update changes.

use super::{
    expression::{Path, Placeholders, told},
    operand::{Operand, Place},
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
            let mut parts = Vec::new();
            for (path, operand) in changes {
                let name = placeholders.path(path)?;
                let value = match word {
                    "SET" => operand.render(Place::Update, placeholders),
                    _ => operand.as_value().and_then(|value| placeholders.value(value)),
                };
                let value = value.map_err(|fault| told(path.text().as_deref(), fault))?;
                parts.push(name + link + &value);
            }
            if !parts.is_empty() {
                clauses.push(format!("{word} {}", parts.join(", ")));
            }
        }
        if !self.remove.is_empty() {
            clauses.push(format!("REMOVE {}", placeholders.paths(&self.remove)?));
        }
        Ok((!clauses.is_empty()).then(|| clauses.join(" ")))
    }
}
