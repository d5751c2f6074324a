//! `cargo xtask api`: what is public of the published crates, as lists that are compared.

mod modules;
mod public;

use std::path::Path;

use clap::Args;
use modules::Module;
use public::Names;

use crate::{listing, workspace};

/// Compares what is public of the published crates with tests/api.
///
/// The lists are read from the source: whatever is `pub` there is public, as the lint `unreachable_pub` holds that in
/// the whole workspace. Of generated source there are the list of services and one service: all others are made alike.
#[derive(Args)]
pub(crate) struct Api {
    /// Accepts what is public now.
    #[arg(long)]
    update: bool,
}

/// Each crate, its source, and what of its generated source is listed.
const CRATES: [(&str, &str, &[&str]); 4] = [
    ("aws-resources", "crates/aws-resources/src", &["services.rs", "cloudtrail"]),
    ("aws-resources-codegen", "codegen/src", &[]),
    ("aws-resources-runtime", "crates/aws-resources-runtime/src", &[]),
    ("cargo-aws-resources", "cargo-aws-resources/src", &[]),
];

const ACCEPT: &str = "cargo xtask api --update; tell users of it in CHANGELOG.md";

impl Api {
    pub(crate) fn run(self) -> Result<(), String> {
        let mut faults = Vec::new();
        for (name, source, generated) in CRATES {
            let list = list(name, &workspace::path(source), generated)?;
            let file = workspace::path("tests/api").join(format!("{name}.txt"));
            let what = format!("what is public of {name}");
            match listing::compare(&file, &list, self.update, &what, ACCEPT) {
                Ok(()) => println!("{name}: {} lines", list.lines().count()),
                Err(fault) => faults.push(fault),
            }
        }
        if faults.is_empty() { Ok(()) } else { Err(faults.join("\n")) }
    }
}

/// What is public of a crate, module by module.
fn list(name: &str, source: &Path, generated: &[&str]) -> Result<String, String> {
    let modules = modules::all(source, generated)?;
    let mut names = Names::default();
    for module in &modules {
        names.collect(&module.source.items);
    }
    let mut text =
        format!("// What is public of {name}, without documentation: `cargo xtask api --update` writes it.\n");
    for Module { file, mut source } in modules {
        source.attrs.clear();
        source.items = public::public(source.items, &names);
        if !source.items.is_empty() {
            text += &format!("\n// {file}\n\n{}", prettyplease::unparse(&source));
        }
    }
    Ok(text)
}
