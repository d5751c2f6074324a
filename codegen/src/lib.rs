//! The generator behind `cargo aws-resources codegen`: boto3-style JSON definitions in, typed Rust out. In build
//! scripts, [`Generator`] is all of it that one needs.
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
//! | [`pages`] | pages about the services: what they cover, and who has whom |
//! | [`coverage`] | what the models define, and what they leave of the SDK |
//! | [`graph`] | a service's resources as a picture and a table |
//! | [`drift`] | what an update of the SDK means for the models |
//! | [`markdown`] | tables and lists as GitHub renders them |
//! | [`diagnostic`] | what is wrong in a model, where, and what was meant |
//! | [`scaffold`] | drafts the model files of a service from its SDK crate |
//! | [`schema`] | the JSON Schema of the model files |
//! | [`sources`] | where models and SDK crates are found |
//! | [`progress`] | who is told how a run goes on |
#![forbid(unsafe_code)]

mod build_script;
pub mod coverage;
pub mod definition;
pub mod diagnostic;
pub mod drift;
pub mod emit;
pub mod facts;
pub mod graph;
mod infer;
mod lenient;
pub mod markdown;
pub mod names;
pub mod output;
pub mod pages;
pub mod path;
pub mod progress;
pub mod resolve;
pub mod scaffold;
pub mod schema;
pub mod sources;

use std::path::Path;

pub use build_script::{Failure, Generator};
pub use diagnostic::{Diagnostic, Diagnostics};
pub use output::Output;
pub use progress::Progress;
pub use sources::{Crates, Layout, Options, Sources};

use definition::services::Service;
use facts::Sdk;
use rayon::prelude::*;
use resolve::model::ServiceModel;

/// What resolving found.
#[derive(Debug)]
pub struct Checked {
    /// The services, by name.
    pub services: Vec<ServiceModel>,
    /// What is worth knowing: names that collided; and, where reading was lenient, what was left out or read otherwise.
    pub notes: Diagnostics,
}

/// Resolves all services, and generates nothing.
///
/// # Errors
/// All diagnostics of the run, sorted by file and place.
pub fn check(sources: &Sources) -> Result<Checked, Diagnostics> {
    check_with(sources, &())
}

/// [`check`], with somebody who is told how it goes on.
///
/// # Errors
/// All diagnostics of the run, sorted by file and place.
pub fn check_with(sources: &Sources, progress: &dyn Progress) -> Result<Checked, Diagnostics> {
    let mut diagnostics = Diagnostics::default();
    let services = sources.services(&mut diagnostics);
    progress.begin(services.len());
    // One by one, since services differ in size; the results come in the services' order.
    let each = services.par_iter().with_max_len(1).map(|service| {
        let mut told = Diagnostics::default();
        let model = resolved(service, sources.options.lenient, &mut told);
        progress.done(&service.name);
        (model, told)
    });
    let mut services = Vec::new();
    for (model, told) in each.collect::<Vec<_>>() {
        services.extend(model);
        diagnostics.append(told);
    }
    let diagnostics = diagnostics.sorted();
    if diagnostics.has_errors() { Err(diagnostics) } else { Ok(Checked { services, notes: diagnostics }) }
}

/// One service's model, or diagnostics; lenient, what is right of it.
fn resolved(service: &Service, lenient: bool, diagnostics: &mut Diagnostics) -> Option<ServiceModel> {
    let mut told = Diagnostics::default();
    let files = definition::read(service, &mut told);
    // Without its resources, nothing is left of a service.
    let what = if files.is_some() { "this file" } else { &format!("the service {}", service.name) };
    diagnostics.append(if lenient { told.left_out(what) } else { told });
    let mut files = files?;
    let sdk = match Sdk::open(&service.sdk) {
        Ok(sdk) => sdk,
        Err(error) => {
            let message = format!("the source of {} can't be read: {error}", service.sdk.name);
            let (_, file) = service.file("resources-1.json");
            diagnostics.push(Diagnostic::about(&file, message).help("cargo fetch brings it"));
            return None;
        }
    };
    match lenient {
        true => lenient::service(service, &mut files, &sdk, diagnostics),
        false => resolve::service(service, &files.definition(diagnostics)?, &sdk, diagnostics),
    }
}

/// Generates all services: the files by their path below the output folder, or everything that is wrong.
///
/// Nothing is written here: a run with an error writes nothing.
///
/// # Errors
/// All diagnostics of the run, sorted by file and place.
pub fn generate(sources: &Sources) -> Result<Output, Diagnostics> {
    generate_with(sources, &())
}

/// [`generate`], with somebody who is told how it goes on.
///
/// # Errors
/// All diagnostics of the run, sorted by file and place.
pub fn generate_with(sources: &Sources, progress: &dyn Progress) -> Result<Output, Diagnostics> {
    let Checked { services, mut notes } = check_with(sources, progress)?;
    let customizations = services.iter().filter_map(|model| model.service.names.customizations.as_ref());
    let mut output = Output { customizations: customizations.map(Into::into).collect(), ..Output::default() };
    let each = services.par_iter().with_max_len(1).map(|model| {
        let mut output = Output::default();
        emit::service(model, &sources.options, &mut output);
        output.files
    });
    output.files.par_extend(each.flatten_iter());
    emit::index(&services, &sources.options, &mut output);
    if let Err(error) = emit::format(&mut output, &sources.options.layout) {
        notes.push(Diagnostic::about("rustfmt", error.to_string()));
        return Err(notes);
    }
    // Laid out under a name that no service's folder has.
    if let Some(index) = output.files.remove(Path::new(emit::INDEX)) {
        output.files.insert(sources.options.index.into(), index);
    }
    if sources.pages {
        output.pages = pages::pages(sources, &services)?;
    }
    output.notes = notes;
    Ok(output)
}
