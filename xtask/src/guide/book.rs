//! The book: its chapters, and the project's other documents as pages.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use aws_resources_codegen::graph::Graph;

use super::{below, links, pages::Pages, pictures};
use crate::workspace;

/// Where the chapters are, and the list of them.
const CHAPTERS: &str = "docs/guide/src";
const SUMMARY: &str = "SUMMARY.md";
/// The styles that `book.toml` names.
const STYLES: [&str; 4] = ["narrow.css", "resources.css", "themes.css", "paper.css"];
/// Where `codegen` writes the services' pages, and where they are in the book.
const SERVICES: &str = "docs/resources";
const SERVICES_IN_BOOK: &str = "resources";
/// The chapter below which the services' pages are.
const GRAPHS: &str = "graphs.md";
/// Where the project's documents are in the book.
const PROJECT: &str = "project";
/// The plots of one of them.
const PLOTS: &str = "docs/benchmarks";
const PLOTS_IN_BOOK: &str = "project/benchmarks";
/// What compiles the chapters' Rust, or compares it with what is compiled.
const COMPILED_BY: [&str; 2] = ["crates/aws-resources/src/guide.rs", "cargo-aws-resources/tests/own_crates.rs"];

/// The book, as it is in the repository.
pub(super) struct Book {
    summary: String,
    pages: Pages,
    /// The plots, by their names in their folder.
    plots: Vec<PathBuf>,
}

impl Book {
    pub(super) fn read() -> Result<Self, String> {
        let summary = read(&Path::new(CHAPTERS).join(SUMMARY))?;
        let mut pages = Pages::default();
        for file in below(&workspace::path(CHAPTERS), "md")? {
            if file != Path::new(SUMMARY) {
                pages.add(Path::new(CHAPTERS).join(&file), file)?;
            }
        }
        for file in below(&workspace::path(SERVICES), "md")? {
            pages.add(Path::new(SERVICES).join(&file), Path::new(SERVICES_IN_BOOK).join(file))?;
        }
        // Not the name README, of which mdBook makes an index.
        pages.add("README.md".into(), "introduction.md".into())?;
        for file in ["ARCHITECTURE.md", "CONTRIBUTING.md"] {
            pages.add(file.into(), Path::new(PROJECT).join(file.to_lowercase()))?;
        }
        for file in below(&workspace::path("docs"), "md")? {
            if file.components().count() == 1 {
                pages.add(Path::new("docs").join(&file), Path::new(PROJECT).join(file))?;
            }
        }
        pages.also(Path::new(CHAPTERS).join(SUMMARY), "introduction.md");
        let plots = below(&workspace::path(PLOTS), "svg")?;
        for plot in &plots {
            pages.also(Path::new(PLOTS).join(plot), Path::new(PLOTS_IN_BOOK).join(plot));
        }
        Ok(Self { summary, pages, plots })
    }

    /// What is wrong in the repository: chapters that aren't listed or compiled, links that lead nowhere.
    pub(super) fn faults(&self) -> Result<Vec<String>, String> {
        let listed: Vec<&str> =
            links::links(&self.summary).into_iter().map(|link| &self.summary[link.target]).collect();
        let compiled = COMPILED_BY.map(|file| read(Path::new(file))).into_iter().collect::<Result<String, _>>()?;
        let mut faults = Vec::new();
        for file in below(&workspace::path(CHAPTERS), "md")? {
            let (name, path) = (file.to_string_lossy(), Path::new(CHAPTERS).join(&file));
            if file == Path::new(SUMMARY) {
                continue;
            }
            if listed.iter().filter(|listed| **listed == name).count() != 1 {
                faults.push(format!("{}: list it in {SUMMARY}, once", path.display()));
            }
            if read(&path)?.contains("```rust") && !compiled.contains(&format!("guide/src/{name}")) {
                faults.push(format!("{}: its Rust isn't compiled: include it in {}", path.display(), COMPILED_BY[0]));
            }
        }
        for target in listed {
            if !workspace::path(CHAPTERS).join(target).is_file() {
                faults.push(format!("{CHAPTERS}/{SUMMARY}: `{target}` isn't there"));
            }
        }
        faults.extend(self.pages.faults());
        Ok(faults)
    }

    /// Writes what mdBook reads: all pages, with links that lead to each other, and pictures.
    pub(super) fn write(&self, to: &Path, graphs: &BTreeMap<String, Graph>) -> Result<(), String> {
        let failed = |path: &Path| {
            let shown = path.display().to_string();
            move |error: std::io::Error| format!("{shown}: {error}")
        };
        if to.exists() {
            fs::remove_dir_all(to).map_err(failed(to))?;
        }
        let pictures = to.join("src").join(SERVICES_IN_BOOK);
        let plots = to.join("src").join(PLOTS_IN_BOOK);
        for folder in [&pictures, &plots] {
            fs::create_dir_all(folder).map_err(failed(folder))?;
        }
        for plot in &self.plots {
            let from = workspace::path(PLOTS).join(plot);
            fs::copy(&from, plots.join(plot)).map_err(failed(&from))?;
        }
        for file in STYLES.into_iter().chain(["book.toml"]) {
            let from = workspace::path("docs/guide").join(file);
            fs::copy(&from, to.join(file)).map_err(failed(&from))?;
        }
        for (source, place) in self.pages.iter() {
            let text = self.pages.in_book(source)?;
            let service =
                place.strip_prefix(SERVICES_IN_BOOK).ok().and_then(Path::file_stem).and_then(|name| name.to_str());
            let text = match service {
                Some(service) => {
                    let graph = graphs.get(service).ok_or_else(|| format!("{}: no such service", source.display()))?;
                    pictures::in_page(&text, graph, &pictures, service)?
                }
                None => {
                    let graph = |service: &str| graphs.get(service).cloned();
                    pictures::in_chapter(&text, &format!("{SERVICES_IN_BOOK}/"), &pictures, graph)?
                }
            };
            let path = to.join("src").join(place);
            fs::write(&path, text).map_err(failed(&path))?;
        }
        let path = to.join("src").join(SUMMARY);
        fs::write(&path, self.whole_summary()?).map_err(failed(&path))
    }

    /// The list of chapters with the other pages in it.
    fn whole_summary(&self) -> Result<String, String> {
        let graphs = format!("]({GRAPHS})\n");
        let (before, after) =
            self.summary.split_once(&graphs).ok_or_else(|| format!("{SUMMARY} has no line with {GRAPHS}"))?;
        let mut services = Vec::new();
        let mut project = String::from("\n# The project\n\n");
        for (source, place) in self.pages.iter() {
            let entry = format!("- [{}]({})\n", self.pages.title(source)?, place.display());
            if place.starts_with(SERVICES_IN_BOOK) {
                services.push(format!("  {}", entry.replacen(": resources]", "]", 1)));
            } else if place.starts_with(PROJECT) {
                project += &entry;
            }
        }
        // As their readers see them, not by their modules' names.
        services.sort_by_key(|entry| entry.split(']').next().map(str::to_lowercase));
        let services = services.concat();
        let (heading, chapters) = before.split_once('\n').unwrap_or((before, ""));
        Ok(format!("{heading}\n\n[Introduction](introduction.md)\n{chapters}{graphs}{services}{after}{project}"))
    }
}

/// A file of the repository.
pub(super) fn read(path: &Path) -> Result<String, String> {
    let path: PathBuf = workspace::path("").join(path);
    fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))
}
