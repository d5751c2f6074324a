//! The generator for build scripts.

use std::{env, fmt, path::PathBuf};

use crate::{Crates, Diagnostics, Layout, Options, Sources, generate};

/// Generates resources in the build script of a crate, for the SDK crates that it depends on.
///
/// ```no_run
/// // build.rs
/// fn main() -> Result<(), aws_resources_codegen::Failure> {
///     aws_resources_codegen::Generator::new("models").generate_to_out_dir()
/// }
/// ```
///
/// What it writes is one file that lists the services, `services.rs`, and a folder for each. The crate includes it as
/// a module:
///
/// ```text
/// // lib.rs
/// pub mod resources {
///     include!(concat!(env!("OUT_DIR"), "/services.rs"));
/// }
/// ```
///
/// It runs again when the models or the versions of the crates change. It needs neither rustfmt nor, in a crate that
/// can be built, the network.
#[derive(Clone, Debug)]
#[must_use = "nothing is generated before `generate_to_out_dir`"]
pub struct Generator {
    models: Vec<PathBuf>,
    only: Vec<String>,
    module: Option<String>,
    features: bool,
    registry: bool,
    lenient: bool,
}

/// Where a build script works.
struct Place {
    manifest: PathBuf,
    out: PathBuf,
    target: String,
}

impl Generator {
    /// Generates from the models in this folder of the package.
    pub fn new(models: impl Into<PathBuf>) -> Self {
        let (only, module) = Default::default();
        Self { models: vec![models.into()], only, module, features: false, registry: false, lenient: false }
    }

    /// And from those in another folder: of each file, the first folder that has it counts.
    pub fn models(mut self, models: impl Into<PathBuf>) -> Self {
        self.models.push(models.into());
        self
    }

    /// Only these services; without it, all that the folder has.
    pub fn services<S: Into<String>>(mut self, names: impl IntoIterator<Item = S>) -> Self {
        self.only.extend(names.into_iter().map(Into::into));
        self
    }

    /// Where users of the crate find the services, such as `my_crate::aws`: for examples in the documentation, which
    /// are compiled with the crate's other documentation tests. Without it, that is `resources` in the crate.
    pub fn module(mut self, path: impl Into<String>) -> Self {
        self.module = Some(path.into());
        self
    }

    /// The services are in a private module, which examples can't use: the documentation has none.
    pub fn private(self) -> Self {
        self.module("")
    }

    /// Puts each service behind a feature of its name.
    pub fn features(mut self) -> Self {
        self.features = true;
        self
    }

    /// Adds what services, resource types and collections are found by at run time: `REGISTRY`. With
    /// [`features`](Self::features) it is behind the feature `registry`.
    pub fn registry(mut self) -> Self {
        self.registry = true;
        self
    }

    /// Leaves out what is wrong in the models, item by item, with a warning: for definitions that were written for
    /// other tools.
    pub fn lenient(mut self) -> Self {
        self.lenient = true;
        self
    }

    /// Generates the source into cargo's folder for it.
    ///
    /// # Errors
    /// All that is wrong in the models, for a person to read: `main` can return it.
    pub fn generate_to_out_dir(mut self) -> Result<(), Failure> {
        let variable = |name: &str| {
            env::var_os(name).map(PathBuf::from).ok_or_else(|| {
                Failure(format!("{name} isn't set: outside of build scripts there is `cargo aws-resources codegen`"))
            })
        };
        let package = variable("CARGO_MANIFEST_DIR")?;
        for models in &mut self.models {
            *models = package.join(&*models);
            println!("cargo::rerun-if-changed={}", models.display());
        }
        let target = variable("TARGET")?.to_string_lossy().into_owned();
        let place = Place { manifest: package.join("Cargo.toml"), out: variable("OUT_DIR")?, target };
        for told in self.generate(&place)? {
            println!("cargo::{told}");
        }
        Ok(())
    }

    /// Generates, and says what cargo should know.
    fn generate(self, place: &Place) -> Result<Vec<String>, Failure> {
        let crates = Crates::of_build(&place.manifest, &place.target).map_err(|error| {
            Failure(format!(
                "{error}\n\nThe crates can't be found by the lock file of {}. If this crate is a dependency of yours, \
                 ask for one that comes with its generated source",
                place.manifest.display()
            ))
        })?;
        let mut told = vec![format!("rerun-if-changed={}", crates.lock_file().display())];
        let package = self.module.unwrap_or_else(|| match crates.package_name() {
            Some(package) => format!("{package}::resources"),
            None => String::new(),
        });
        let mut diagnostics = Diagnostics::default();
        crates.lacks(&mut diagnostics);
        if diagnostics.has_errors() {
            return Err(Failure::of(&diagnostics));
        }
        let options = Options {
            package,
            features: self.features,
            registry: self.registry,
            lenient: self.lenient,
            guest: true,
            layout: Layout::Plain,
            ..Options::default()
        };
        let sources = Sources { models: self.models, only: self.only, options, pages: false, crates };
        let output = generate(&sources).map_err(|diagnostics| Failure::of(&diagnostics))?;
        output.write(&place.out).map_err(|error| Failure(error.to_string()))?;
        let left_out = output.notes.iter().filter(|note| note.is_warning());
        // A line of cargo's each.
        told.extend(left_out.map(|note| format!("warning={}", note.to_string().replace('\n', " "))));
        Ok(told)
    }
}

/// Why nothing was generated. `main` shows it as it is to be read, with each place in the models.
pub struct Failure(String);

impl Failure {
    fn of(diagnostics: &Diagnostics) -> Self {
        let errors = diagnostics.errors();
        let plural = if errors == 1 { "" } else { "s" };
        // A fault is found sooner where nothing else is told.
        let told = diagnostics.clone().without_notes();
        Self(format!("{errors} error{plural}; nothing was generated\n\n{told}"))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.trim_end())
    }
}

/// The same as `Display`: this is what `main` shows.
impl fmt::Debug for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Failure {}

#[cfg(test)]
mod tests {
    use std::fs;

    use tempfile::TempDir;

    use super::{Failure, Generator, Place};
    use crate::{Crates, Diagnostic, Diagnostics, sources::crates::stub};

    /// A package with a runtime, and with this list of services.
    fn package(services: &str) -> (TempDir, Place) {
        let scratch = tempfile::tempdir().expect("a folder");
        let root = scratch.path();
        stub(root, "aws-resources-runtime", env!("CARGO_PKG_VERSION"), "");
        let manifest =
            stub(root, "own", "1.0.0", "[dependencies]\naws-resources-runtime.path = \"../aws-resources-runtime\"");
        fs::create_dir(root.join("models")).expect("a folder");
        fs::write(root.join("models/services.toml"), services).expect("a file");
        let place = Place { manifest, out: root.join("out"), target: "host-tuple".into() };
        (scratch, place)
    }

    fn failure(services: &str, locked: bool) -> String {
        let (scratch, place) = package(services);
        if locked {
            Crates::of(&place.manifest).expect("cargo writes the lock file");
        }
        let failure = Generator::new(scratch.path().join("models")).generate(&place).expect_err("a failure");
        assert!(!place.out.exists());
        assert_eq!(place.manifest.with_file_name("Cargo.lock").exists(), locked);
        // What `main` shows is the `Debug` of what it returns.
        format!("{failure:?}")
    }

    #[test]
    fn what_is_wrong_is_told_for_a_person_to_read() {
        let shown = failure("[kms]\nsdk = \"aws-sdk-kms\"\n[kms.oops]\n", true);
        assert!(
            shown.starts_with("1 error; nothing was generated\n\n  × models/services.toml at /kms/oops: "),
            "{shown}"
        );
    }

    #[test]
    fn names_that_gave_way_do_not_hide_a_fault() {
        let mut diagnostics = Diagnostics::default();
        diagnostics.push(Diagnostic::about("models/a", "gave way").note());
        diagnostics.push(Diagnostic::about("models/b", "is wrong"));
        let shown = Failure::of(&diagnostics).to_string();
        assert!(shown.contains("is wrong") && !shown.contains("gave way"), "{shown}");
    }

    #[test]
    fn without_a_lock_file_none_is_written() {
        let shown = failure("[kms]\n", false);
        assert!(shown.contains("lock file"), "{shown}");
    }
}
