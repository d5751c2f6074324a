//! Where models and SDK crates are found.

pub mod crates;
mod list;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use crate::{
    coverage,
    definition::{
        iam::{self, IamActions},
        services::{Entry, Names, Service},
    },
    diagnostic::{Diagnostic, Diagnostics},
    names,
    resolve::spelling,
};
pub use crates::{Crates, SdkCrate};
use list::List;

/// Where a run reads from, and what it makes of it.
#[derive(Clone, Debug)]
pub struct Sources {
    /// The folders with models: of each file, the first that has it counts.
    pub models: Vec<PathBuf>,
    /// Only these services; all where it is empty.
    pub only: Vec<String>,
    /// What is made.
    pub options: Options,
    /// Whether pages about the services are made as well: what they cover, and who has whom.
    pub pages: bool,
    /// The SDK crates.
    pub crates: Crates,
}

/// What is made of the models.
#[derive(Clone, Debug)]
pub struct Options {
    /// What the source becomes part of, for examples in its documentation: a package or, in it, a module, such as
    /// `my-crate::resources`. Empty where others can't name it: then there are no examples.
    pub package: String,
    /// Whether each service is behind a feature of its name.
    pub features: bool,
    /// Whether the services can be found by name at run time, by tables in the source: behind the feature `registry`
    /// where services are behind features.
    pub registry: bool,
    /// Whether what is wrong in the models is left out, item by item, and told in the notes: for definitions that were
    /// written for other tools.
    pub lenient: bool,
    /// The name of the file that lists the services.
    pub index: &'static str,
    /// Whether the lints of the crate are left to its own source.
    pub guest: bool,
    /// How the source is laid out.
    pub layout: Layout,
}

/// How generated source is laid out.
#[derive(Clone, Debug)]
pub enum Layout {
    /// By rustfmt, in the style of `aws-resources`.
    Rustfmt,
    /// By rustfmt, in the style that holds in this folder.
    RustfmtIn(PathBuf),
    /// Readable, but in no style: nothing has to be installed for it.
    Plain,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            package: "aws-resources".into(),
            features: true,
            registry: false,
            lenient: false,
            index: crate::emit::INDEX,
            guest: false,
            layout: Layout::Rustfmt,
        }
    }
}

/// The module beside those of the services.
const PRELUDE: &str = "prelude";

impl Sources {
    /// The models of a folder, over these SDK crates.
    pub fn new(models: impl Into<PathBuf>, crates: Crates) -> Self {
        Self { models: vec![models.into()], only: Vec::new(), options: Options::default(), pages: false, crates }
    }

    /// The same SDK crates for another folder of models.
    #[must_use]
    pub fn with_models(&self, models: PathBuf, package: &str) -> Self {
        let options = Options { package: package.to_owned(), ..self.options.clone() };
        Self { models: vec![models], only: Vec::new(), options, pages: false, crates: self.crates.clone() }
    }

    /// A folder as diagnostics show it.
    fn shown(&self, folder: &Path) -> String {
        let last = |count: usize| -> PathBuf {
            let parts: Vec<_> = folder.components().collect();
            parts[parts.len().saturating_sub(count)..].iter().collect()
        };
        let alike = self.models.iter().filter(|other| other.file_name() == folder.file_name()).count() > 1;
        last(if alike { 2 } else { 1 }).display().to_string().replace('\\', "/")
    }

    /// Where the file or folder is that diagnostics show by this name; `None` where it is the name of something else.
    pub fn path(&self, shown: &str) -> Option<PathBuf> {
        let inside = |folder: &PathBuf| match shown.strip_prefix(&self.shown(folder))? {
            "" => Some(folder.clone()),
            rest => Some(folder.join(rest.strip_prefix('/')?)),
        };
        let paths: Vec<PathBuf> = self.models.iter().filter_map(inside).collect();
        paths.iter().find(|path| path.exists()).or(paths.first()).cloned()
    }

    /// The services, by name: those of `services.toml`, or where there is none, those that have a folder.
    pub fn services(&self, diagnostics: &mut Diagnostics) -> Vec<Service> {
        let missing: Vec<&PathBuf> = self.models.iter().filter(|folder| !folder.is_dir()).collect();
        for folder in &missing {
            let message = match folder.exists() {
                true => format!("{} is no folder", folder.display()),
                false => format!("there is no folder {}", folder.display()),
            };
            let help = "a folder of models has a file <service>/<API version>/resources-1.json for each service";
            diagnostics.push(Diagnostic::about(&self.shown(folder), message).help(help));
        }
        if !missing.is_empty() {
            return Vec::new();
        }
        let Some(list) = List::read(self, diagnostics) else { return Vec::new() };
        let iam: IamActions = match coverage::read(&self.models, iam::FILE) {
            Ok(iam) => iam,
            Err(told) => {
                diagnostics.append(told);
                return Vec::new();
            }
        };
        list.unlisted(self, diagnostics);
        if list.services.is_empty() {
            let message =
                "there are no services: neither a services.toml nor a file <service>/<API version>/resources-1.json";
            diagnostics.push(Diagnostic::about(&list.shown, message));
        }
        for name in self.only.iter().filter(|name| !list.services.contains_key(*name)) {
            let diagnostic = Diagnostic::about(&list.shown, format!("there is no service `{name}`"));
            diagnostics.push(diagnostic.nearest(name, list.services.keys().map(String::as_str)));
        }
        let mut modules = BTreeMap::new();
        for name in list.services.keys() {
            if let Some(other) = modules.insert(name.replace('-', "_"), name) {
                diagnostics.push(list.error(name, None, format!("`{other}` and `{name}` are one module in Rust")));
            }
        }
        let mut found = Vec::new();
        for (name, entry) in &list.services {
            if let Some(entry) = entry
                && (self.only.is_empty() || self.only.contains(name))
            {
                let mut told = Diagnostics::default();
                let service = self.service(&list, name.clone(), entry, &mut told);
                found.extend(service.map(|service| Service { iam: iam.get(name).cloned(), ..service }));
                diagnostics.append(if self.options.lenient {
                    told.left_out(&format!("the service {name}"))
                } else {
                    told
                });
            }
        }
        found
    }

    /// The services that have a folder with resources.
    fn discovered(models: &[PathBuf]) -> BTreeSet<String> {
        let folders = models.iter().flat_map(|models| fs::read_dir(models).into_iter().flatten().flatten());
        let names: BTreeSet<String> = folders.filter_map(|entry| entry.file_name().into_string().ok()).collect();
        let with_resources = |name: &String| {
            models.iter().any(|models| {
                versions(&models.join(name))
                    .iter()
                    .any(|version| models.join(name).join(version).join("resources-1.json").exists())
            })
        };
        names.into_iter().filter(with_resources).collect()
    }

    fn service(&self, list: &List, name: String, entry: &Entry, diagnostics: &mut Diagnostics) -> Option<Service> {
        let module = name.replace('-', "_");
        let type_name = entry.type_name.clone().unwrap_or_else(|| names::pascal(&name));
        // The name is a feature and a folder: it may have hyphens, which its module can't.
        let refused = refusals(list, &name, &module, &type_name, entry);
        if !refused.is_empty() {
            refused.into_iter().for_each(|diagnostic| diagnostics.push(diagnostic));
            return None;
        }
        let folders: Vec<PathBuf> = self.models.iter().map(|models| models.join(&name)).collect();
        let all: BTreeSet<String> = folders.iter().flat_map(|folder| versions(folder)).collect();
        let has_resources =
            |version: &&String| folders.iter().any(|folder| folder.join(version).join("resources-1.json").exists());
        // API versions are dates: the newest is the greatest.
        let Some(version) = all.iter().rev().find(has_resources).or(all.last()).cloned() else {
            let message = format!("`{name}` has no folder with an API version, such as {name}/2014-10-31");
            diagnostics.push(list.error(&name, None, message));
            return None;
        };
        let folders = self
            .models
            .iter()
            .map(|models| (models.join(&name).join(&version), format!("{}/{name}/{version}", self.shown(models))))
            .collect();
        let wanted = entry.sdk.clone().unwrap_or_else(|| crates::sdk_name(&name));
        let Some(sdk) = self.crates.find(&wanted) else {
            let message = format!("`{name}` needs the crate {wanted}, which is no dependency");
            let package = self.options.package.split("::").next().filter(|package| !package.is_empty());
            let package = package.map(|package| format!(" --package {package}")).unwrap_or_default();
            let optional = if self.options.features { " --optional" } else { "" };
            diagnostics.push(list.error(&name, Some("sdk"), message).help(format!(
                "cargo add {wanted}{package}{optional} --no-default-features --features default-https-client,rt-tokio"
            )));
            return None;
        };
        let known = Names::of(&name, &sdk);
        let names = Names {
            type_name,
            title: entry.title.clone().unwrap_or(known.title),
            arn_service: entry.arn_service.clone().unwrap_or(known.arn_service),
            api_reference: entry.api_reference.clone(),
            customizations: entry.customizations.clone(),
        };
        Some(Service { name, names, sdk, iam: None, folders })
    }
}

/// What is wrong with a service's names and texts.
fn refusals(list: &List, name: &str, module: &str, type_name: &str, entry: &Entry) -> Vec<Diagnostic> {
    let mut refused = Vec::new();
    for (key, wanted) in [(None, module), (Some("type"), type_name)] {
        if !names::is_name(wanted) {
            refused.push(list.error(name, key, names::refusal(wanted)).help(names::SPELLING));
        } else if key.map_or(wanted == PRELUDE, |_| spelling::is_taken(wanted)) {
            refused.push(list.error(name, key, format!("generated source uses the name `{wanted}` itself")));
        }
    }
    for (key, text) in [
        ("title", &entry.title),
        ("arn-service", &entry.arn_service),
        ("api-reference", &entry.api_reference),
        ("customizations", &entry.customizations),
    ] {
        if text.as_ref().is_some_and(|text| text.contains(char::is_control)) {
            refused.push(list.error(name, Some(key), "a text can't have control characters"));
        }
    }
    refused
}

/// The folders with an API version.
fn versions(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let names = entries.filter(|entry| entry.path().is_dir()).filter_map(|entry| entry.file_name().into_string().ok());
    names.filter(|name| name.starts_with(|c: char| c.is_ascii_digit())).collect()
}
