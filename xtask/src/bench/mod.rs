//! `cargo xtask bench`: measures against the SDK and boto3, side by side in one run; writes docs/benchmarks.md.
//!
//! What is measured is in `measures`, one comparison a file; the programs that are run are in bench/.

mod comparison;
mod lab;
mod machine;
mod measures;
mod page;
mod peer;
mod plot;
mod python;
mod rounds;
mod samples;
mod server;

use std::{
    fs,
    path::{Path, PathBuf},
};

use clap::Args;

use self::{comparison::Comparison, lab::Lab};
use crate::{guard, workspace};

/// Measures everything side by side, and writes docs/benchmarks.md with a plot for each comparison.
///
/// Takes the better part of an hour, and the machine for itself. A part of it, or a quick run, is written below cargo's
/// target folder instead.
#[derive(Args)]
pub(crate) struct Bench {
    /// Fewer rounds and smaller numbers: to see that everything runs.
    #[arg(long)]
    quick: bool,
    /// Only these comparisons.
    #[arg(long, value_name = "NAME")]
    only: Vec<String>,
}

impl Bench {
    pub(crate) fn run(self) -> Result<(), String> {
        let known = measures::ALL.map(|(name, _)| name);
        if let Some(unknown) = self.only.iter().find(|name| !known.contains(&name.as_str())) {
            return Err(format!("there is no comparison {unknown}; there are {}", known.join(", ")));
        }
        let whole = !self.quick && self.only.is_empty();
        let lab = Lab::new(self.quick, whole)?;
        // Before anything is written.
        let machine = machine::told(&lab);
        let mut done = Vec::new();
        for (name, measure) in measures::ALL {
            if self.only.is_empty() || self.only.iter().any(|only| only == name) {
                eprintln!("== {name}");
                let comparison = measure(&lab)?;
                println!("{}", page::section(name, &comparison));
                done.push((name, comparison));
            }
        }
        let folder = if whole { workspace::path("docs") } else { guard::target() };
        write(&folder, &machine, &done)
    }
}

/// The page and its plots.
fn write(folder: &Path, machine: &[String], done: &[(&str, Comparison)]) -> Result<(), String> {
    let plots = folder.join("benchmarks");
    let failed = |file: &Path| {
        let file = file.display().to_string();
        move |error: std::io::Error| format!("{file}: {error}")
    };
    fs::create_dir_all(&plots).map_err(failed(&plots))?;
    let put = |file: PathBuf, text: String| fs::write(&file, text).map_err(failed(&file));
    for (name, comparison) in done {
        if !comparison.tables.is_empty() {
            put(plots.join(format!("{name}.svg")), plot::svg(comparison))?;
        }
    }
    let file = folder.join("benchmarks.md");
    put(file.clone(), page::page(machine, done))?;
    println!("wrote {}", file.display());
    Ok(())
}
