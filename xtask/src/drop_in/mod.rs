//! `cargo xtask drop-in`: the definitions of boto3 and boto3_extensions, unchanged, generate source that compiles.

mod counterparts;
mod counts;
mod files;

use aws_resources_codegen::{Diagnostic, Diagnostics, Options, generate};
use cargo_aws_resources::{Folder, crates_of};
use clap::Args;

use crate::{
    cargo::cargo,
    listing,
    packages::{self, Packages},
    workspace,
};

/// Generates from boto3's and boto3_extensions' own definitions, and compiles the result.
///
/// Downloads the pinned packages from PyPI. Where that can't be done it says so and ends, except in CI.
#[derive(Args)]
pub(crate) struct DropIn {
    /// Accepts what is left out now as what is meant to be.
    #[arg(long)]
    update: bool,
}

/// What is generated: its name, and the folders of definitions in the packages, as a search path.
const SETS: [(&str, &[&str]); 2] = [
    ("boto3", &["boto3/data", "botocore/data"]),
    ("boto3_extensions", &["boto3_extensions/data", "boto3/data", "botocore/data"]),
];

impl DropIn {
    pub(crate) fn run(self) -> Result<(), String> {
        let home = workspace::path("tests/drop-in");
        let Some(Packages { folder: packages, requirements }) = packages::of("tests/drop-in")? else { return Ok(()) };
        counts::check(&packages, &requirements)?;
        counterparts::check(&packages)?;
        let manifest = home.join("Cargo.toml");
        let crates = crates_of(&manifest)?;
        for (name, folders) in SETS {
            let folder = Folder {
                models: folders.iter().map(|folder| packages.join(folder)).collect(),
                out: home.join("src").join(name),
                docs: None,
                options: Options {
                    package: format!("drop_in::{name}"),
                    features: false,
                    lenient: true,
                    ..Options::default()
                },
            };
            let output =
                generate(&folder.sources(crates.clone())).map_err(|told| cargo_aws_resources::failed(&told))?;
            output.write(&folder.out).map_err(|error| error.to_string())?;
            println!("{name}: {} files", output.files.len());
            let file = home.join(format!("left-out/{name}.txt"));
            let told = left_out(&output.notes);
            listing::compare(&file, &told, self.update, "what is left out", "cargo xtask drop-in --update")?;
        }
        cargo(["check", "--locked", "--manifest-path", &manifest.to_string_lossy()])
    }
}

/// What was left out and what was read otherwise, a line each.
fn left_out(notes: &Diagnostics) -> String {
    let line = |note: &Diagnostic| match note.is_warning() {
        true => format!("{note}\n"),
        false => format!("{note}; {}\n", note.helped().unwrap_or_default()),
    };
    notes.iter().filter(|note| note.is_remedied()).map(line).collect()
}
