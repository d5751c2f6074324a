//! What the commands work on.

use std::{
    io::IsTerminal as _,
    path::{Path, PathBuf},
    sync::OnceLock,
};

use aws_resources_codegen::{Crates, Diagnostics, Layout, Options, Sources};

use crate::Format;

/// What the commands work on where their arguments don't say otherwise.
#[derive(Clone, Debug)]
pub struct Project {
    /// The `Cargo.toml` of the package or workspace that has the SDK crates as dependencies.
    pub manifest: PathBuf,
    /// What is generated; the first is what the commands look at.
    pub folders: Vec<Folder>,
    /// The folder of schema files that `codegen` keeps up to date, where there is one.
    pub schema: Option<PathBuf>,
    /// The program, for messages: `cargo xtask`.
    pub program: &'static str,
    /// Whether it is somebody's own crate, of which cargo knows the name.
    own: bool,
    /// The crates that it depends on, once cargo was asked.
    crates: OnceLock<Crates>,
}

/// Models, and what is generated from them.
#[derive(Clone, Debug)]
pub struct Folder {
    /// The folders of models: of each file, the first that has it counts.
    pub models: Vec<PathBuf>,
    /// The folder for the generated source.
    pub out: PathBuf,
    /// The folder for pages about the services, where there are any.
    pub docs: Option<PathBuf>,
    /// What is made.
    pub options: Options,
}

impl Project {
    /// These folders, over the SDK crates that this manifest has.
    pub fn new(manifest: PathBuf, folders: Vec<Folder>, program: &'static str) -> Self {
        Self { manifest, folders, schema: None, program, own: false, crates: OnceLock::new() }
    }

    /// The crate in the current folder, or around it: `models/` becomes `src/resources/`.
    pub fn current() -> Self {
        let here = std::env::current_dir().unwrap_or_default();
        let project = Self::around(&here);
        // Short paths in messages, where that folder is the crate's own.
        let short = |path: &Path| shortened(path, &here);
        let folders = project.folders.iter().map(|folder| Folder {
            models: folder.models.iter().map(|models| short(models)).collect(),
            out: short(&folder.out),
            ..folder.clone()
        });
        Self { folders: folders.collect(), ..project }
    }

    /// The crate in a folder, or around it: `models/` becomes `src/resources/`. Whether there is one is told where a
    /// command needs it.
    pub fn around(folder: &Path) -> Self {
        let root = folder.ancestors().find(|folder| folder.join("Cargo.toml").is_file()).unwrap_or(folder);
        let options = Options {
            package: String::new(),
            features: false,
            // So that `mod resources;` finds it.
            index: "mod.rs",
            guest: true,
            layout: Layout::RustfmtIn(root.to_owned()),
            ..Options::default()
        };
        let folder = Folder { models: vec![root.join("models")], out: root.join("src/resources"), docs: None, options };
        Self { own: true, ..Self::new(root.join("Cargo.toml"), vec![folder], "cargo aws-resources") }
    }

    /// What is generated: all folders, or with other models or another output folder, the first.
    ///
    /// # Errors
    /// Where it isn't clear what is meant, or the crate can't have generated source.
    pub(crate) fn generated(
        &self,
        models: &[PathBuf],
        out: Option<&Path>,
        format: Format,
    ) -> Result<Vec<Folder>, String> {
        if !self.own && models.is_empty() && out.is_none() {
            return Ok(self.folders.clone());
        }
        if !self.own && models.is_empty() == out.is_some() {
            return Err("--models and --out go together here".to_owned());
        }
        let mut folder = Folder { docs: None, ..self.main_folder().clone() };
        if !models.is_empty() {
            folder.models = models.to_owned();
        }
        folder.out = out.map_or(folder.out, Path::to_owned);
        if self.own {
            folder.options.package = self.module(&folder.out, out.is_some(), format)?;
        }
        Ok(vec![folder])
    }

    /// The module that a folder of source is, as users of the crate write it: `my-crate::resources`.
    fn module(&self, out: &Path, chosen: bool, format: Format) -> Result<String, String> {
        let crates = self.crates().map_err(|message| format.refused(&self.manifest, message))?;
        let (manifest, program) = (self.manifest.display(), self.program);
        let Some(package) = crates.package_name() else {
            return match chosen {
                true => Ok(String::new()),
                false => Err(format!("{manifest} is only a workspace: run `{program}` in the folder of a crate")),
            };
        };
        let mut diagnostics = Diagnostics::default();
        crates.lacks(&mut diagnostics);
        if diagnostics.has_errors() {
            return Err(format.failed_in(&self.manifest, &diagnostics));
        }
        let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let (source, out) = (absolute(&self.manifest.with_file_name("src")), absolute(out));
        let below = out.strip_prefix(source).map(|below| below.iter().collect::<Vec<_>>());
        let below = below.unwrap_or_else(|_| out.file_name().into_iter().collect());
        Ok(below.into_iter().fold(package.to_owned(), |path, name| format!("{path}::{}", name.to_string_lossy())))
    }

    /// The sources of a folder of models.
    ///
    /// # Errors
    /// When `cargo metadata` fails.
    pub fn sources(&self, folder: &Folder) -> Result<Sources, String> {
        Ok(folder.sources(self.crates()?))
    }

    /// The crates that the project depends on. Cargo is asked once.
    ///
    /// # Errors
    /// When there is no crate, or `cargo metadata` fails.
    pub fn crates(&self) -> Result<Crates, String> {
        if let Some(crates) = self.crates.get() {
            return Ok(crates.clone());
        }
        if !self.manifest.is_file() {
            let folder = self.manifest.parent().unwrap_or(&self.manifest).display();
            return Err(format!("no Cargo.toml in {folder} or above: run `{}` in your crate", self.program));
        }
        let crates = crates_of(&self.manifest)?;
        Ok(self.crates.get_or_init(|| crates).clone())
    }

    /// The crates that the package with this manifest depends on, or without one the project.
    pub(crate) fn crates_for(&self, manifest: Option<&Path>, format: Format) -> Result<Crates, String> {
        let crates = match manifest {
            Some(manifest) if manifest != self.manifest => crates_of(manifest),
            _ => self.crates(),
        };
        crates.map_err(|message| format.refused(manifest.unwrap_or(&self.manifest), message))
    }

    /// The folder of models that the commands write into.
    pub(crate) fn main_models(&self) -> PathBuf {
        self.main_folder().models.first().cloned().unwrap_or_else(|| "models".into())
    }

    /// The folder that the commands look at.
    pub fn main_folder(&self) -> &Folder {
        &self.folders[0]
    }
}

/// The crates that the package or workspace with this manifest depends on.
///
/// # Errors
/// When `cargo metadata` fails.
pub fn crates_of(manifest: &Path) -> Result<Crates, String> {
    // Before the first build cargo fetches the crates: its own bar shows how far it is.
    let ask = if std::io::stderr().is_terminal() { Crates::of_verbose } else { Crates::of };
    ask(manifest).map_err(|error| format!("cargo metadata: {error}"))
}

impl Folder {
    /// Its sources, over these SDK crates.
    pub fn sources(&self, crates: Crates) -> Sources {
        let pages = self.docs.is_some();
        Sources { models: self.models.clone(), only: Vec::new(), options: self.options.clone(), pages, crates }
    }
}

/// A path as one writes it in this folder, where it lies below it.
fn shortened(path: &Path, here: &Path) -> PathBuf {
    match path.strip_prefix(here) {
        Ok(below) if below.as_os_str().is_empty() => ".".into(),
        Ok(below) => below.to_owned(),
        Err(_) => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::shortened;

    /// An empty path is none: nothing could be made of it, not even the module that the folder is.
    #[test]
    fn a_path_is_shorter_below_the_current_folder_but_never_empty() {
        let short = |path: &str| shortened(Path::new(path), Path::new("/crate/src"));
        assert_eq!(short("/crate/src/resources"), Path::new("resources"));
        assert_eq!(short("/crate/src"), Path::new("."));
        assert_eq!(short("/crate/models"), Path::new("/crate/models"));
    }
}
