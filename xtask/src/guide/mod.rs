//! `guide`: the guide as a book, with pictures and checked links.

mod book;
mod html;
mod links;
mod pages;
mod pictures;
mod readable;
mod tags;
mod tool;

use std::{
    fs,
    path::{Component, Path, PathBuf},
};

use aws_resources_codegen::{check, graph::Graph};
use cargo_aws_resources::failed;
use clap::Args;

use crate::workspace;
use book::Book;

/// Builds the guide, with the resources' pictures, and checks its links and those of the other documents.
#[derive(Args)]
pub(crate) struct Guide {
    /// Doesn't open the guide in a browser.
    #[arg(long)]
    check: bool,
}

impl Guide {
    pub(crate) fn run(self) -> Result<(), String> {
        let book = Book::read()?;
        none(book.faults()?)?;
        let project = workspace::project();
        let checked = check(&project.sources(project.main_folder())?).map_err(|diagnostics| failed(&diagnostics))?;
        let graphs = checked.services.iter().map(|model| (model.service.name.clone(), Graph::of(model))).collect();
        let (source, out) = (workspace::target().join("guide-source"), workspace::target().join("guide"));
        book.write(&source, &graphs)?;
        tool::build(&source, &out, !self.check)?;
        let mut faults = html::broken(&out)?;
        faults.extend(readable::faults(&out)?);
        none(faults)?;
        println!("the guide is in {}", out.display());
        Ok(())
    }
}

/// Refuses to go on with faults.
fn none(faults: Vec<String>) -> Result<(), String> {
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\n")) }
}

/// A relative path without `..`, unless it leads out of where it begins.
fn normal(path: &Path) -> Option<PathBuf> {
    let mut normal = PathBuf::new();
    for part in path.components() {
        match part {
            Component::Normal(name) => normal.push(name),
            Component::CurDir => {}
            Component::ParentDir if normal.pop() => {}
            _ => return None,
        }
    }
    Some(normal)
}

/// The files below a folder whose names end so, as paths from there, in order.
fn below(folder: &Path, extension: &str) -> Result<Vec<PathBuf>, String> {
    let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = PathBuf::from(entry.file_name());
        if entry.file_type().map_err(failed)?.is_dir() {
            files.extend(below(&entry.path(), extension)?.into_iter().map(|file| name.join(file)));
        } else if name.extension().is_some_and(|found| found == extension) {
            files.push(name);
        }
    }
    files.sort();
    Ok(files)
}
