//! `cargo xtask api`: what is public of the published crates, as lists that are compared.

mod modules;
mod public;

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

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
            let lists = lists(name, &workspace::path(source), generated)?;
            let folder = workspace::path("tests/api").join(name);
            for file in stale(&folder, &lists)? {
                match self.update {
                    true => fs::remove_file(&file).map_err(|error| format!("{}: {error}", file.display()))?,
                    false => faults.push(format!("{}: nothing of this is public; run: {ACCEPT}", file.display())),
                }
            }
            for (group, list) in &lists {
                let file = folder.join(format!("{group}.txt"));
                let what = format!("what is public of {group} of {name}");
                faults.extend(listing::compare(&file, list, self.update, &what, ACCEPT).err());
            }
            println!("{name}: {} lines", lists.values().map(|list| list.lines().count()).sum::<usize>());
        }
        if faults.is_empty() { Ok(()) } else { Err(faults.join("\n")) }
    }
}

/// What is public of a crate, by the module of its root that it is in or below.
fn lists(name: &str, source: &Path, generated: &[&str]) -> Result<BTreeMap<String, String>, String> {
    let modules = modules::all(source, generated)?;
    let mut names = Names::default();
    for module in &modules {
        names.collect(&module.source.items);
    }
    let mut lists = BTreeMap::new();
    for Module { file, mut source } in modules {
        source.attrs.clear();
        source.items = public::public(source.items, &names);
        if !source.items.is_empty() {
            let group = file.split('/').next().unwrap_or(&file).trim_end_matches(".rs");
            let text = lists.entry(group.to_owned()).or_insert_with(|| {
                format!("// What is public of {group} of {name}: `cargo xtask api --update` writes it.\n")
            });
            *text += &format!("\n// {file}\n\n{}", prettyplease::unparse(&source));
        }
    }
    Ok(lists)
}

/// The lists of modules that are gone.
fn stale(folder: &Path, lists: &BTreeMap<String, String>) -> Result<Vec<PathBuf>, String> {
    let failed = |error: io::Error| format!("{}: {error}", folder.display());
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        read => read.map_err(failed)?,
    };
    let files: Vec<PathBuf> = entries.map(|entry| Ok(entry.map_err(failed)?.path())).collect::<Result<_, String>>()?;
    let known = |file: &PathBuf| file.file_stem().is_some_and(|stem| lists.contains_key(&*stem.to_string_lossy()));
    Ok(files.into_iter().filter(|file| !known(file)).collect())
}
