//! Broken models, one fault each: what is told of it is a snapshot. Each is the valid model of `base.rs` with one
//! small edit.

mod arns;
mod base;
#[path = "../common/mod.rs"]
mod common;
mod json;
mod omissions;
mod parameters;
mod paths;
mod resources;
mod services;
mod several;
mod syntax;
mod waiters_and_paginators;

use aws_resources_codegen::{Diagnostics, Output, generate};
use common::{Folder, sources};

/// The files of the valid model, by their path in the folder of models.
const FILES: [(&str, &str); 6] = [
    ("services.toml", base::SERVICES),
    ("s3/2006-03-01/resources-1.json", base::RESOURCES),
    ("s3/2006-03-01/arns-1.json", base::ARNS),
    ("s3/2006-03-01/paginators-1.json", base::PAGINATORS),
    ("s3/2006-03-01/waiters-2.json", base::WAITERS),
    ("s3/2006-03-01/omissions-1.json", base::OMISSIONS),
];

/// An edit: the end of the file's name, what stands there once, and what comes instead.
type Edit<'e> = (&'e str, &'e str, &'e str);

/// Generates the valid model with these edits.
fn edited(edits: &[Edit<'_>]) -> Result<Output, Diagnostics> {
    let folder = Folder::new();
    let mut files = FILES.map(|(name, text)| (name, text.to_owned()));
    for (file, from, to) in edits {
        let (_, text) = files.iter_mut().find(|(name, _)| name.ends_with(file)).expect("an edit names a file");
        assert_eq!(text.matches(from).count(), 1, "the edit of {file} must be in one place: {from}");
        *text = text.replacen(from, to, 1);
    }
    for (name, text) in &files {
        folder.write(&format!("models/{name}"), text);
    }
    generate(&sources().with_models(folder.path().join("models"), "aws-resources"))
}

/// What is told of the model with one edit: one fault, at its place.
fn fault(file: &str, from: &str, to: &str) -> String {
    let Err(diagnostics) = edited(&[(file, from, to)]) else { panic!("nothing is told of it") };
    assert_eq!(diagnostics.errors(), 1, "one fault is told once:\n{diagnostics}");
    shown(&diagnostics)
}

/// Diagnostics without what changes when the SDK does.
fn shown(diagnostics: &Diagnostics) -> String {
    common::without_versions(&diagnostics.render(false))
}

/// A test for each broken model: its name is the snapshot's.
macro_rules! faults {
    ($($name:ident: $file:literal, $from:expr => $to:expr;)*) => {
        $(
            #[test]
            fn $name() {
                insta::assert_snapshot!(crate::fault($file, $from, $to));
            }
        )*
    };
}
pub(crate) use faults;

#[test]
fn the_base_is_valid() {
    edited(&[]).unwrap_or_else(|diagnostics| panic!("{diagnostics}"));
}
