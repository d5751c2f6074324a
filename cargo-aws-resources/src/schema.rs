//! `schema`: writes the JSON Schema of the model files.

use std::path::PathBuf;

use aws_resources_codegen::schema;
use clap::Args;

use crate::{Format, Project, codegen::write};

/// Writes the JSON Schema of the model files, by which editors complete and check them.
#[derive(Args, Debug)]
pub struct Schema {
    /// The folder for the schema files; by default `schema` in that of the models.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

impl Schema {
    pub(crate) fn run(self, project: &Project) -> Result<(), String> {
        let out = self.out.or(project.schema.clone());
        let out = out.unwrap_or_else(|| project.main_models().join("schema"));
        write(&schema::files(), &out, Format::Human)
    }
}
