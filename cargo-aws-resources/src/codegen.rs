//! `codegen`: generates source from the models.

use std::{
    mem,
    path::{Path, PathBuf},
};

use aws_resources_codegen::{Diagnostics, Layout, Output, output::Changes, schema};
use clap::Args;

use crate::{Format, Project, progress::generate, reading::Reading};

/// Generates source from the models.
#[derive(Args, Debug, Default)]
pub struct Codegen {
    /// Fails where a file isn't what the models generate, instead of writing it.
    #[arg(long)]
    check: bool,
    /// Shows names that collided, and what became of them.
    #[arg(long)]
    notes: bool,
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// The folder for the generated source.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Where users find the source, such as `my-crate::aws`: for examples in its documentation.
    #[arg(long, value_name = "PATH")]
    package: Option<String>,
    /// The source is in a private module: its documentation gets no examples, which couldn't use it.
    #[arg(long, conflicts_with = "package")]
    private: bool,
    /// Puts each service behind a feature of its name, or not.
    #[arg(long, value_name = "BOOL")]
    features: Option<bool>,
    /// Adds what services, resource types and collections are found by at run time, or not.
    #[arg(long, value_name = "BOOL")]
    registry: Option<bool>,
    /// Lays the source out without rustfmt: readable, in no style, and several times as fast.
    #[arg(long)]
    plain: bool,
}

impl Codegen {
    /// Runs it.
    ///
    /// # Errors
    /// What is wrong in the models, or stale.
    pub fn run(self, project: &Project) -> Result<(), String> {
        let Reading { models, lenient, manifest_path, format } = self.reading;
        let folders = project.generated(&models, self.out.as_deref(), format)?;
        // Nothing is written before everything is known to be right.
        let mut outputs = Vec::new();
        let mut failures = Vec::new();
        if let (Some(folder), None) = (&project.schema, &self.out) {
            outputs.push((schema::files(), folder.clone()));
        }
        let crates = project.crates_for(manifest_path.as_deref(), format)?;
        for folder in folders {
            let mut sources = folder.sources(crates.clone());
            sources.options.package = match &self.package {
                Some(package) => package.clone(),
                None if self.private => String::new(),
                None => sources.options.package,
            };
            sources.options.features = self.features.unwrap_or(sources.options.features);
            sources.options.registry = self.registry.unwrap_or(sources.options.registry);
            sources.options.lenient |= lenient;
            if self.plain {
                sources.options.layout = Layout::Plain;
            }
            // A fault is found sooner where nothing else is told.
            let all = self.notes || sources.options.lenient;
            let shown = |told: Diagnostics| if all { told } else { told.without_notes() };
            match generate(&sources) {
                Ok(mut output) => {
                    format.tell(&shown(mem::take(&mut output.notes)), &sources);
                    if let Some(docs) = folder.docs {
                        outputs.push((Output { files: mem::take(&mut output.pages), ..Output::default() }, docs));
                    }
                    outputs.push((output, folder.out));
                }
                Err(told) => failures.push(format.failed(&shown(told), &sources)),
            }
        }
        if !failures.is_empty() {
            return Err(failures.join("\n"));
        }
        for (output, out) in outputs {
            let done = if self.check { check(&output, &out, format) } else { write(&output, &out, format) };
            failures.extend(done.err());
        }
        match failures.as_slice() {
            [] => Ok(()),
            _ if self.check => {
                let same = if models.is_empty() && self.out.is_none() { "" } else { " with the same arguments" };
                Err(format!("{}\nrun `{} codegen`{same} and commit", failures.join("\n"), project.program))
            }
            _ => Err(failures.join("\n")),
        }
    }
}

pub(crate) fn write(output: &Output, out: &Path, format: Format) -> Result<(), String> {
    let Changes { written, removed } = output.write(out).map_err(|error| error.to_string())?;
    for path in &written {
        format.say(&format!("wrote {}", path.display()));
    }
    for path in &removed {
        format.say(&format!("removed {}", path.display()));
    }
    let changed = written.len() + removed.len();
    format.say(&format!("{}: {} files, {changed} changed", out.display(), output.files.len()));
    Ok(())
}

fn check(output: &Output, out: &Path, format: Format) -> Result<(), String> {
    let changes = output.compare(out).map_err(|error| error.to_string())?;
    if changes.is_empty() {
        format.say(&format!("{}: {} files, all up to date", out.display(), output.files.len()));
        return Ok(());
    }
    Err(changes.report(out))
}
