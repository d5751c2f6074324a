//! What a draft wasn't sure of.

use crate::definition::Source;

/// Something that the SDK's source doesn't tell, and what was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// The file that it is about.
    pub file: &'static str,
    /// The JSON pointer in it; empty for the whole file.
    pub pointer: String,
    /// What isn't told, and the choice.
    pub choice: String,
    /// What else it could be.
    pub alternatives: Vec<String>,
}

/// `resources-1.json`.
pub const RESOURCES: &str = "resources-1.json";
/// `arns-1.json`.
pub const ARNS: &str = "arns-1.json";
/// `paginators-1.json`.
pub const PAGINATORS: &str = "paginators-1.json";

/// The doubts of a draft.
#[derive(Default)]
pub(super) struct Doubts(pub(super) Vec<Doubt>);

impl Doubts {
    pub(super) fn tell(&mut self, file: &'static str, pointer: String, choice: String, alternatives: Vec<String>) {
        let doubt = Doubt { file, pointer, choice, alternatives };
        if !self.0.contains(&doubt) {
            self.0.push(doubt);
        }
    }

    /// With their lines, in the files' order; what is about one place keeps its own.
    pub(super) fn sorted(self, files: &[(&'static str, Source)]) -> Vec<(usize, Doubt)> {
        let place = |doubt: &Doubt| {
            let at = files.iter().position(|(file, _)| *file == doubt.file)?;
            Some((at, files[at].1.text.line(&doubt.pointer)))
        };
        let mut placed: Vec<_> = self.0.into_iter().filter_map(|doubt| Some((place(&doubt)?, doubt))).collect();
        placed.sort_by_key(|(place, _)| *place);
        placed.into_iter().map(|((_, line), doubt)| (line, doubt)).collect()
    }
}
