//! What a person reads of it.

use std::fmt;

use super::Drift;

/// Members and operations are named up to this many; the others are counted.
const SHOWN: usize = 12;

impl fmt::Display for Drift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}: {} {} → {}", self.service, self.sdk, self.from, self.to)?;
        if self.is_empty() {
            return writeln!(f, "  nothing that matters to the model");
        }
        list(f, "gone, but the model uses it", &self.gone)?;
        list(f, "changed", &self.changed)?;
        if !self.operations.is_empty() {
            writeln!(f, "  new operations, not in the model")?;
            for (group, names) in &self.operations {
                writeln!(f, "    {group}: {}", names.join(", "))?;
            }
        }
        if !self.waiters.is_empty() {
            writeln!(f, "  new waiters, not in the model\n    {}", some(&self.waiters))?;
        }
        if !self.members.is_empty() {
            let count: usize = self.members.values().map(Vec::len).sum();
            writeln!(f, "  new in the data: {count} {}", if count == 1 { "member" } else { "members" })?;
            for (structure, members) in &self.members {
                writeln!(f, "    {structure}: {}", some(members))?;
            }
        }
        list(f, "the SDK has it now, so that ours can go", &self.superfluous)
    }
}

fn list(f: &mut fmt::Formatter<'_>, title: &str, items: &[String]) -> fmt::Result {
    if items.is_empty() {
        return Ok(());
    }
    writeln!(f, "  {title}")?;
    items.iter().try_for_each(|item| writeln!(f, "    {item}"))
}

fn some(names: &[String]) -> String {
    let shown: Vec<String> = names.iter().take(SHOWN).map(|name| format!("`{name}`")).collect();
    match names.len().saturating_sub(SHOWN) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}
