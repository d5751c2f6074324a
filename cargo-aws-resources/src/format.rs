//! How commands tell what they found.

use std::{
    env,
    io::IsTerminal as _,
    path::{MAIN_SEPARATOR, Path},
};

use aws_resources_codegen::{Diagnostics, Sources};
use clap::ValueEnum;

/// How diagnostics are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people, on standard error.
    #[default]
    Human,
    /// For programs, on standard output and with nothing else there: a line of JSON for each.
    Json,
}

impl Format {
    /// Tells diagnostics.
    pub(crate) fn tell(self, diagnostics: &Diagnostics, sources: &Sources) {
        match self {
            Self::Human => eprint!("{}", diagnostics.render(std::io::stderr().is_terminal())),
            Self::Json => print!("{}", diagnostics.json(|shown| path(shown, sources))),
        }
    }

    /// Tells why nothing could be generated, and gives the words to end with.
    pub(crate) fn failed(self, diagnostics: &Diagnostics, sources: &Sources) -> String {
        self.tell(diagnostics, sources);
        counted(diagnostics)
    }

    /// Says what isn't a diagnostic.
    pub(crate) fn say(self, text: &str) {
        match self {
            Self::Human => println!("{text}"),
            Self::Json => eprintln!("{text}"),
        }
    }
}

/// What is told where nothing could be generated.
pub fn failed(diagnostics: &Diagnostics) -> String {
    diagnostics.render(std::io::stderr().is_terminal()) + &counted(diagnostics)
}

fn counted(diagnostics: &Diagnostics) -> String {
    format!("{}; nothing was written", count(diagnostics.errors(), "error"))
}

/// How many there are of something.
pub(crate) fn count(number: usize, word: &str) -> String {
    format!("{number} {word}{}", if number == 1 { "" } else { "s" })
}

/// The path of a file, as an editor that works in the current folder opens it.
fn path(shown: &str, sources: &Sources) -> String {
    sources.path(shown).map_or_else(|| shown.to_owned(), |path| from_here(&path))
}

/// A path from the current folder.
pub(crate) fn from_here(path: &Path) -> String {
    let here = env::current_dir().unwrap_or_default();
    path.strip_prefix(here).unwrap_or(path).to_string_lossy().replace(MAIN_SEPARATOR, "/")
}
