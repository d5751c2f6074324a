//! The generator behind `cargo xtask codegen`: boto3-style JSON definitions in, typed Rust out.
//!
//! ```text
//! models/*.json ──definition──▶ ┐
//!                               ├──resolve──▶ service model ──emit──▶ Rust source
//! aws-sdk-* source ─────facts─▶ ┘            (every path typed)
//! ```
//!
//! | module | what it does |
//! |---|---|
//! | [`definition`] | reads the model files, with the place of every value |
//! | [`facts`] | reads the official SDK's source: operations, members, types, paginators, waiters |
//! | [`path`] | the small language of paths and targets |
//! | [`names`] | AWS's names and Rust's |
//! | [`resolve`] | definition + facts → a service model in which every path is typed, or diagnostics |
//! | [`emit`] | service model → Rust source |
//! | [`output`] | writes what changed, removes what went stale, or checks that nothing would |
//! | [`diagnostic`] | what is wrong in a model, where, and what was meant |
//! | [`scaffold`] | drafts the model files of a service from its SDK crate |
//! | [`schema`] | the JSON Schema of the model files |
//! | [`sources`] | where models and SDK crates are found |
#![forbid(unsafe_code)]

pub mod definition;
pub mod diagnostic;
pub mod emit;
pub mod facts;
pub mod infer;
mod lenient;
pub mod names;
pub mod output;
pub mod path;
pub mod resolve;
pub mod scaffold;
pub mod schema;
pub mod sources;

pub use diagnostic::{Diagnostic, Diagnostics};
pub use output::Output;
pub use sources::{Crates, Options, Sources};

use facts::Sdk;
use resolve::model::ServiceModel;

/// What resolving found.
#[derive(Debug)]
pub struct Checked {
    /// The services, by name.
    pub services: Vec<ServiceModel>,
    /// What is worth knowing: names that collided.
    pub notes: Diagnostics,
}

/// Resolves all services, and generates nothing.
///
/// # Errors
/// All diagnostics of the run, sorted by file and place.
pub fn check(sources: &Sources) -> Result<Checked, Diagnostics> {
    let mut diagnostics = Diagnostics::default();
    let services = sources.services(&mut diagnostics);
    let mut models = Vec::new();
    for service in &services {
        let lenient = sources.options.lenient;
        let mut told = Diagnostics::default();
        let files = definition::read(service, &mut told);
        diagnostics.append(if lenient { told.left_out("this file") } else { told });
        let Some(mut files) = files else { continue };
        let sdk = match Sdk::open(&service.sdk) {
            Ok(sdk) => sdk,
            Err(error) => {
                let message = format!("the source of {} can't be read: {error}", service.sdk.name);
                let (_, file) = service.file("resources-1.json");
                diagnostics.push(Diagnostic::about(&file, message).help("cargo fetch brings it"));
                continue;
            }
        };
        let model = match lenient {
            true => lenient::service(service, &mut files, &sdk, &mut diagnostics),
            false => files
                .definition(&mut diagnostics)
                .and_then(|definition| resolve::service(service, &definition, &sdk, &mut diagnostics)),
        };
        models.extend(model);
    }
    let diagnostics = diagnostics.sorted();
    if diagnostics.has_errors() { Err(diagnostics) } else { Ok(Checked { services: models, notes: diagnostics }) }
}

/// Generates all services: the files by their path below the output folder, or everything that is wrong.
///
/// Nothing is written here: a run with an error writes nothing.
///
/// # Errors
/// All diagnostics of the run, sorted by file and place.
pub fn generate(sources: &Sources) -> Result<Output, Diagnostics> {
    let Checked { services, mut notes } = check(sources)?;
    let mut output = Output::default();
    for model in &services {
        emit::service(model, &sources.options, &mut output);
    }
    emit::index(&services, &sources.options, &mut output);
    if let Err(error) = emit::format(&mut output) {
        notes.push(Diagnostic::about("rustfmt", error.to_string()));
        return Err(notes);
    }
    output.notes = notes;
    Ok(output)
}
