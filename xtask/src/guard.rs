//! `cargo xtask guard`: what an item of a listing costs over the SDK's page loop, in instructions and allocations.
//!
//! Both can be repeated, on another machine as well; times can't. So this is what is checked before a change lands.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use clap::Args;
use serde::Deserialize;

use crate::{cargo::cargo, workspace};

/// Counts the instructions and allocations of the path that each item of a listing takes, and compares them with
/// bench/guard.toml.
///
/// Instructions are counted by valgrind. Where there is none this is said, and is a failure only in CI.
#[derive(Args)]
pub(crate) struct Guard {
    /// Accepts what is counted now.
    #[arg(long)]
    update: bool,
}

/// bench/guard.toml.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Known {
    tolerance: Counts,
    counts: Counts,
}

/// Of one item, or of one page.
#[derive(Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Counts {
    /// Instructions of the whole path of an item; its tolerance is a share.
    pub(crate) instructions: f64,
    /// Instructions of an item over the page loop's; its tolerance is a number.
    pub(crate) added_instructions: f64,
    /// Allocations of an item over the page loop's; its tolerance is a number.
    pub(crate) added_allocations: f64,
    /// Allocations of a page without items over the page loop's; its tolerance is a number.
    pub(crate) page_allocations: f64,
}

/// What is tolerated where nothing else was said. Instructions vary with the seeds of hash maps, allocations don't.
const TOLERANCE: Counts =
    Counts { instructions: 0.03, added_instructions: 100.0, added_allocations: 0.0, page_allocations: 1.0 };
/// bench/guard's items of one listing.
const ITEMS: f64 = 1000.0;
/// How many listings the two runs have of which the difference counts.
const LISTINGS: [u32; 2] = [1, 4];

impl Guard {
    pub(crate) fn run(self) -> Result<(), String> {
        let file = workspace::path("bench/guard.toml");
        build("guard")?;
        let allocations = allocations()?;
        println!(
            "{:.2} allocations an item over the page loop's, and {:.1} a page",
            allocations.item, allocations.page
        );
        let Some(counts) = counted(allocations)? else {
            let told = "valgrind doesn't run: install it (Debian, Ubuntu: package `valgrind`)";
            if env::var_os("CI").is_some() {
                return Err(format!("{told}; in CI, instructions must be counted"));
            }
            println!("SKIPPED: instructions aren't counted, as {told}");
            return match read(&file) {
                Ok(known) if !self.update => differences(&known, known.counts.with(allocations)),
                Ok(_) => Err("without instructions there is nothing to update with".to_owned()),
                Err(reason) => Err(reason),
            };
        };
        println!(
            "{:.0} instructions an item, {:.0} over the page loop's",
            counts.instructions, counts.added_instructions
        );
        if self.update {
            return fs::write(&file, text(counts)).map_err(|error| format!("{}: {error}", file.display()));
        }
        differences(&read(&file)?, counts)
    }
}

impl Counts {
    fn with(self, added: Added) -> Self {
        Self { added_allocations: added.item, page_allocations: added.page, ..self }
    }
}

/// Where the builds of bench/ go: nothing of them is shared with other builds.
pub(crate) fn target() -> PathBuf {
    workspace::target().join("bench")
}

fn read(file: &Path) -> Result<Known, String> {
    let text = fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    toml::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))
}

/// Builds one of bench/'s packages.
pub(crate) fn build(package: &str) -> Result<(), String> {
    let manifest = workspace::path("bench/Cargo.toml");
    cargo([
        "build",
        "--release",
        "--locked",
        "--quiet",
        "--package",
        package,
        "--manifest-path",
        &manifest.to_string_lossy(),
        "--target-dir",
        &target().to_string_lossy(),
    ])
}

/// What is counted now, or nothing where valgrind isn't there. The binaries are built.
pub(crate) fn measured() -> Result<Option<Counts>, String> {
    build("guard")?;
    counted(allocations()?)
}

fn counted(added: Added) -> Result<Option<Counts>, String> {
    let (Some(ours), Some(pages)) = (instructions("ours")?, instructions("pages")?) else { return Ok(None) };
    let counts = Counts {
        instructions: ours,
        added_instructions: ours - pages,
        added_allocations: added.item,
        page_allocations: added.page,
    };
    Ok(Some(counts))
}

/// Allocations over the page loop's.
#[derive(Clone, Copy)]
struct Added {
    item: f64,
    page: f64,
}

/// What bench/guard's `allocations` prints.
#[derive(Deserialize)]
struct Allocations {
    pages: f64,
    listings: [Listing; 2],
}

#[derive(Deserialize)]
struct Listing {
    per_page: f64,
    ours: f64,
    by_hand: f64,
}

impl Allocations {
    fn added(&self) -> Added {
        let [few, many] = &self.listings;
        let of_page = |listing: &Listing| (listing.ours - listing.by_hand) / self.pages;
        let item = (of_page(many) - of_page(few)) / (many.per_page - few.per_page);
        Added { item: rounded(item), page: rounded(of_page(few) - item * few.per_page) }
    }
}

fn allocations() -> Result<Added, String> {
    let program = target().join("release/allocations");
    let output = Command::new(&program).output().map_err(|error| format!("{}: {error}", program.display()))?;
    let text = String::from_utf8_lossy(&output.stdout);
    let told: Allocations = serde_json::from_str(&text)
        .map_err(|error| format!("{}: {error}: {}", program.display(), String::from_utf8_lossy(&output.stderr)))?;
    Ok(told.added())
}

/// The instructions of an item, by this peer: those of more listings less those of one.
fn instructions(peer: &str) -> Result<Option<f64>, String> {
    let mut counts = Vec::new();
    for listings in LISTINGS {
        let Some(count) = callgrind(peer, listings)? else { return Ok(None) };
        counts.push(count);
    }
    let listings = f64::from(LISTINGS[1] - LISTINGS[0]);
    Ok(Some((counts[1] - counts[0]) / listings / ITEMS))
}

fn callgrind(peer: &str, listings: u32) -> Result<Option<f64>, String> {
    let out = target().join(format!("callgrind.{peer}.{listings}.out"));
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", &format!("--callgrind-out-file={}", out.display())])
        .arg(target().join("release/instructions"))
        .args([peer, &listings.to_string()])
        .output();
    let output = match output {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        output => output.map_err(|error| format!("valgrind: {error}"))?,
    };
    let told = String::from_utf8_lossy(&output.stderr);
    match told.lines().find_map(|line| line.split("Collected :").nth(1)?.trim().parse().ok()) {
        Some(count) if output.status.success() => Ok(Some(count)),
        _ => Err(format!("valgrind: {}: {told}", output.status)),
    }
}

fn rounded(number: f64) -> f64 {
    (number * 100.0).round() / 100.0
}

fn text(counts: Counts) -> String {
    let section = |counts: Counts| {
        let Counts { instructions, added_instructions, added_allocations, page_allocations } = counts;
        format!(
            "instructions = {instructions:?}\nadded_instructions = {added_instructions:?}\n\
             added_allocations = {added_allocations:?}\npage_allocations = {page_allocations:?}\n"
        )
    };
    let counts = Counts {
        instructions: counts.instructions.round(),
        added_instructions: counts.added_instructions.round(),
        ..counts
    };
    format!(
        "# What an item of a listing costs, and a page without its items: written by `cargo xtask guard --update`.\n\n\
         # Of all instructions a share; of those over the page loop's, and of allocations, a number.\n\
         [tolerance]\n{}\n[counts]\n{}",
        section(TOLERANCE),
        section(counts)
    )
}

/// Fails where more is counted than is known, by more than is tolerated; says so where it is less.
fn differences(known: &Known, now: Counts) -> Result<(), String> {
    let (tolerance, known) = (known.tolerance, known.counts);
    let checks = [
        ("instructions of an item", known.instructions, now.instructions, known.instructions * tolerance.instructions),
        (
            "instructions of an item over the page loop's",
            known.added_instructions,
            now.added_instructions,
            tolerance.added_instructions,
        ),
        (
            "allocations of an item over the page loop's",
            known.added_allocations,
            now.added_allocations,
            // Both are rounded to hundredths.
            tolerance.added_allocations + 0.001,
        ),
        (
            "allocations of a page over the page loop's",
            known.page_allocations,
            now.page_allocations,
            tolerance.page_allocations,
        ),
    ];
    let mut worse = Vec::new();
    for (what, known, now, tolerated) in checks {
        if now > known + tolerated {
            worse.push(format!("{now} {what}, where {known} are known and {tolerated:.3} more would be tolerated"));
        } else if now < known - tolerated {
            println!("better: {now} {what}, where {known} are known; keep it so: cargo xtask guard --update");
        }
    }
    if worse.is_empty() {
        return Ok(());
    }
    Err(format!(
        "a listing costs more than bench/guard.toml says: {}\nif this is meant: cargo xtask guard --update",
        worse.join("; ")
    ))
}

#[cfg(test)]
mod tests {
    use super::{Added, Allocations, Counts, Known, TOLERANCE, differences, text};

    const COUNTS: Counts =
        Counts { instructions: 60_000.0, added_instructions: 900.0, added_allocations: 1.0, page_allocations: 15.0 };

    #[test]
    fn what_is_written_can_be_read_and_agrees_with_itself() {
        let known: Known = toml::from_str(&text(COUNTS)).expect("guard.toml");
        assert_eq!(known.tolerance.instructions, TOLERANCE.instructions);
        differences(&known, COUNTS).expect("no difference");
    }

    #[test]
    fn items_and_pages_are_told_apart() {
        let told = r#"{"pages": 2, "listings": [{"per_page": 250, "ours": 1530, "by_hand": 1000},
                       {"per_page": 500, "ours": 2530, "by_hand": 1500}]}"#;
        let Added { item, page } = serde_json::from_str::<Allocations>(told).expect("what is printed").added();
        assert_eq!((item, page), (1.0, 15.0));
    }

    #[test]
    fn a_hundredth_of_an_allocation_is_too_much() {
        let known = Known { tolerance: TOLERANCE, counts: COUNTS };
        let now = |item, page| COUNTS.with(Added { item, page });
        assert!(differences(&known, now(1.01, 15.0)).is_err());
        assert!(differences(&known, now(1.0, 16.5)).is_err());
        differences(&known, now(0.99, 14.0)).expect("fewer");
    }

    #[test]
    fn instructions_have_a_tolerance() {
        let known = Known { tolerance: TOLERANCE, counts: COUNTS };
        let now = |instructions, added_instructions| Counts { instructions, added_instructions, ..COUNTS };
        differences(&known, now(61_000.0, 990.0)).expect("within");
        assert!(differences(&known, now(62_000.0, 900.0)).is_err());
        assert!(differences(&known, now(60_000.0, 1_010.0)).is_err());
    }
}
