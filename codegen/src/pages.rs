//! Pages about the services, as Markdown.

use std::{collections::BTreeMap, path::PathBuf};

use crate::{
    coverage::{self, Coverage},
    diagnostic::{Diagnostic, Diagnostics},
    graph,
    resolve::model::ServiceModel,
    sources::Sources,
};

/// All pages, by their path below the folder of documentation.
///
/// # Errors
/// When something that they are made of can't be read.
pub fn pages(sources: &Sources, services: &[ServiceModel]) -> Result<BTreeMap<PathBuf, String>, Diagnostics> {
    let mut pages = BTreeMap::from([("coverage.md".into(), coverage_page(sources, services)?)]);
    for service in services {
        pages.insert(format!("resources/{}.md", service.service.name).into(), graph::page(service));
    }
    Ok(pages)
}

/// The page that says what the models cover.
///
/// # Errors
/// When an SDK crate, or the list of what other packages define, can't be read.
pub fn coverage_page(sources: &Sources, services: &[ServiceModel]) -> Result<String, Diagnostics> {
    let peers = coverage::peers::read(&sources.models)?;
    let exercised = coverage::exercised::read(&sources.models)?;
    let mut diagnostics = Diagnostics::default();
    let mut covered = Vec::new();
    for model in services {
        match Coverage::of(model) {
            Ok(coverage) => covered.push(coverage),
            Err(error) => {
                let message = format!("the source of {} can't be read: {error}", model.service.sdk.name);
                diagnostics.push(Diagnostic::about(&model.service.file("resources-1.json").1, message));
            }
        }
    }
    if diagnostics.has_errors() {
        Err(diagnostics.sorted())
    } else {
        Ok(coverage::page(&covered, &peers, &exercised, sources.pages))
    }
}
