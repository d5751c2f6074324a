//! `cargo xtask weigh`: what a service's generated code adds to checking its SDK crate.

use std::{collections::BTreeMap, fs, path::Path};

use clap::Args;
use serde::Deserialize;

use crate::{cargo::cargo_with, machine, test::services, workspace};

/// Measures how long `cargo check` takes for each SDK crate, and for the generated code over it; writes docs/weight.md.
///
/// Takes many minutes: every SDK crate is checked anew, in a target folder of its own.
#[derive(Args)]
pub(crate) struct Weigh {
    /// How often the generated code of a service is checked; the median counts.
    #[arg(long, default_value_t = 3)]
    runs: usize,
}

/// One crate in cargo's report of its timings.
#[derive(Deserialize)]
struct Unit {
    name: String,
    target: String,
    duration: f64,
}

/// What was measured of a service.
struct Row<'a> {
    service: &'a str,
    sdk: &'a str,
    of_sdk: f64,
    added: f64,
}

const PACKAGE: &str = "aws-resources";

impl Weigh {
    pub(crate) fn run(self) -> Result<(), String> {
        let target = workspace::target().join("weigh");
        let services = services()?;
        // Before anything is written.
        let machine = machine::told();
        // All crates once, one after the other.
        let mut crates = BTreeMap::new();
        let cold = target.join("cold");
        remove(&cold)?;
        for unit in check(&cold, &["--all-features", "--jobs", "1"])? {
            *crates.entry(unit.name).or_insert(0.0) += unit.duration;
        }
        let own = |features: &[&str]| -> Result<f64, String> {
            let mut times = Vec::new();
            for _ in 0..self.runs.max(1) {
                touch()?;
                let units = check(&cold, &[&["--jobs", "1", "--no-default-features"], features].concat())?;
                let own = units.iter().find(|unit| unit.name == PACKAGE);
                times.push(own.ok_or("cargo's report doesn't name the package")?.duration);
            }
            times.sort_by(f64::total_cmp);
            Ok(times[times.len() / 2])
        };
        let empty = own(&[])?;
        let mut rows = Vec::new();
        for (service, sdk) in &services {
            let Some(of_sdk) = crates.remove(sdk) else { return Err(format!("cargo's report doesn't name {sdk}")) };
            let added = (own(&["--features", service])? - empty).max(0.0);
            println!("{service}: {added:.2} s over {of_sdk:.2} s of {sdk}");
            rows.push(Row { service, sdk, of_sdk, added });
        }
        crates.remove(PACKAGE);
        let beside = crates.values().sum();
        let file = workspace::path("docs/weight.md");
        let all = services.keys().map(String::as_str).collect::<Vec<_>>().join(",");
        fs::write(&file, page(&machine, &rows, beside, own(&["--features", &all])? - empty))
            .map_err(|error| format!("{}: {error}", file.display()))?;
        println!("wrote {}", file.display());
        Ok(())
    }
}

fn page(machine: &[String], rows: &[Row<'_>], beside: f64, together: f64) -> String {
    let machine: String = machine.iter().map(|line| format!("- {line}\n")).collect();
    let mut text = format!(
        "# Weight\n\nWhat a service's generated code adds to `cargo check`, by cargo's own timings, one job at a time \
         (`cargo xtask weigh`). Ratios count: seconds are of one machine.\n\n{machine}\n\
         - **over its SDK crate**: against the time of the SDK crate alone.\n\
         - **over a cold check**: against what `cargo check` of the SDK crate takes where nothing is checked yet: the \
         {beside:.0} s of all other crates, most of which every SDK crate needs, come with it.\n\n\
         | service | SDK crate | SDK crate, s | generated code, s | over its SDK crate | over a cold check |\n\
         | --- | --- | --: | --: | --: | --: |\n"
    );
    let mut line = |name: &str, sdk: &str, of_sdk: f64, added: f64, cold: bool| {
        let ratio = |whole: f64| format!("{:.1} %", added / whole * 100.0);
        // A sum of runs that were each alone has no cold check of its own.
        let cold = if cold { ratio(of_sdk + beside) + " " } else { String::new() };
        text += &format!("| {name} | {sdk} | {of_sdk:.2} | {added:.2} | {} | {cold}|\n", ratio(of_sdk));
    };
    for Row { service, sdk, of_sdk, added } in rows {
        line(service, sdk, *of_sdk, *added, true);
    }
    let sdks = rows.iter().map(|row| row.of_sdk).sum();
    line("**each alone, in sum**", "", sdks, rows.iter().map(|row| row.added).sum(), false);
    line("**all together**", "", sdks, together, true);
    text
}

fn check(target: &Path, arguments: &[&str]) -> Result<Vec<Unit>, String> {
    let reports = target.join("cargo-timings");
    remove(&reports)?;
    let all = [&["check", "--timings", "--package", PACKAGE], arguments].concat();
    // A touched crate that hasn't changed is hardly checked incrementally; dependencies never are.
    cargo_with(&[("CARGO_TARGET_DIR", target.as_os_str()), ("CARGO_INCREMENTAL", "0".as_ref())], all)?;
    let file = reports.join("cargo-timing.html");
    let text = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    let data = text.split("UNIT_DATA = ").nth(1).and_then(|data| data.split("];").next());
    let data = data.ok_or_else(|| format!("{} is another report than this can read", file.display()))?;
    let units: Vec<Unit> =
        serde_json::from_str(&format!("{data}]")).map_err(|error| format!("{}: {error}", file.display()))?;
    Ok(units.into_iter().filter(|unit| !unit.target.contains("build")).collect())
}

/// Lets cargo check the package anew, and nothing else.
fn touch() -> Result<(), String> {
    let file = workspace::path("crates/aws-resources/src/lib.rs");
    let failed = |error: std::io::Error| format!("{}: {error}", file.display());
    let times = fs::FileTimes::new().set_modified(std::time::SystemTime::now());
    fs::File::options().append(true).open(&file).and_then(|lib| lib.set_times(times)).map_err(failed)
}

fn remove(folder: &Path) -> Result<(), String> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(format!("{}: {error}", folder.display())),
        _ => Ok(()),
    }
}
