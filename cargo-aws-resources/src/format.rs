//! How commands tell what they found.

use std::{
    env,
    io::{self, IsTerminal as _, Write as _},
    path::{MAIN_SEPARATOR, Path},
};

use aws_resources_codegen::{Diagnostic, Diagnostics, Sources};
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
        self.tell_of(diagnostics, |shown| sources.path(shown).map_or(shown.to_owned(), |path| from_here(&path)));
    }

    fn tell_of(self, diagnostics: &Diagnostics, path: impl Fn(&str) -> String) {
        match self {
            Self::Human => eprint!("{}", diagnostics.render(io::stderr().is_terminal())),
            Self::Json => print(&diagnostics.json(path)),
        }
    }

    /// Tells why nothing could be generated, and gives the words to end with.
    pub(crate) fn failed(self, diagnostics: &Diagnostics, sources: &Sources) -> String {
        self.tell(diagnostics, sources);
        counted(diagnostics)
    }

    /// The same for what is wrong with a package.
    pub(crate) fn failed_in(self, manifest: &Path, diagnostics: &Diagnostics) -> String {
        match self {
            Self::Human => failed(diagnostics),
            Self::Json => {
                self.tell_of(diagnostics, |_| from_here(manifest));
                counted(diagnostics)
            }
        }
    }

    /// The words to end with where nothing is known of a package: a program finds them where the diagnostics are.
    pub(crate) fn refused(self, manifest: &Path, message: String) -> String {
        if self == Self::Json {
            let mut diagnostics = Diagnostics::default();
            diagnostics.push(Diagnostic::about("Cargo.toml", message.trim_end()));
            self.tell_of(&diagnostics, |_| from_here(manifest));
        }
        message
    }

    /// Says what isn't a diagnostic.
    pub(crate) fn say(self, text: &str) {
        match self {
            Self::Human => print(&format!("{text}\n")),
            Self::Json => eprintln!("{text}"),
        }
    }
}

/// What is told where nothing could be generated.
pub fn failed(diagnostics: &Diagnostics) -> String {
    diagnostics.render(io::stderr().is_terminal()) + &counted(diagnostics)
}

/// Writes to standard output. Whoever reads it may have read enough: that is no reason to fail.
pub(crate) fn print(text: &str) {
    let _ = io::stdout().write_all(text.as_bytes());
}

fn counted(diagnostics: &Diagnostics) -> String {
    format!("{}; nothing was written", count(diagnostics.errors(), "error"))
}

/// How many there are of something.
pub(crate) fn count(number: usize, word: &str) -> String {
    format!("{number} {word}{}", if number == 1 { "" } else { "s" })
}

/// A path as an editor that works in the current folder opens it.
pub(crate) fn from_here(path: &Path) -> String {
    let here = env::current_dir().unwrap_or_default();
    let path = path.strip_prefix(here).or(path.strip_prefix(".")).unwrap_or(path);
    path.to_string_lossy().replace(MAIN_SEPARATOR, "/")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::from_here;

    #[test]
    fn a_path_is_as_one_opens_it_from_here() {
        let here = std::env::current_dir().expect("a folder");
        assert_eq!(from_here(&here.join("models/services.toml")), "models/services.toml");
        assert_eq!(from_here(Path::new("./models/services.toml")), "models/services.toml");
        assert_eq!(from_here(Path::new("../models/services.toml")), "../models/services.toml");
    }
}
