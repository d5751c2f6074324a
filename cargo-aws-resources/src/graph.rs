//! `graph`: a service's resources as a picture.

use std::path::PathBuf;

use aws_resources_codegen::graph::{Graph as Picture, mermaid, svg};
use clap::{Args, ValueEnum};

use crate::{Project, coverage::print_or_write, failed, progress::check};

/// Draws a service's resources: who has whom, by which identifiers.
#[derive(Args, Debug)]
pub struct Graph {
    /// The service.
    service: String,
    /// Writes an SVG to this file, in place of Mermaid to standard output.
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
    /// What is drawn.
    #[arg(long, value_enum, default_value_t = View::All)]
    view: View,
}

/// How many boxes are laid out in one SVG: time grows with the square of them and more.
const MOST: usize = 100;

/// What is drawn.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum View {
    /// Everything.
    All,
    /// Who has whom.
    Owners,
    /// Who names whom.
    References,
}

impl Graph {
    pub(crate) fn run(self, project: &Project) -> Result<(), String> {
        let mut sources = project.sources(project.main_folder())?;
        sources.only = vec![self.service];
        let checked = check(&sources).map_err(|diagnostics| failed(&diagnostics))?;
        for service in &checked.services {
            let graph = Picture::of(service);
            let graph = match self.view {
                View::All => graph,
                View::Owners => graph.owners(),
                View::References => graph.references(),
            };
            match &self.svg {
                Some(_) if graph.nodes.len() > MOST => {
                    let boxes = graph.nodes.len();
                    return Err(format!(
                        "{boxes} boxes take too long to lay out as one SVG (at most {MOST}): leave out --svg for Mermaid"
                    ));
                }
                Some(file) => print_or_write(&svg(&graph), Some(file))?,
                None => print!("{}", mermaid(&graph)),
            }
        }
        Ok(())
    }
}
