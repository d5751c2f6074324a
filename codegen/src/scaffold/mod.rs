//! Drafts the model of a service from the source of its SDK crate alone.
//!
//! | module | what it drafts |
//! |---|---|
//! | `survey` | nothing yet: the operations, taken apart |
//! | `listings` | which operations list, and what |
//! | `kinds`, `identifiers` | which resources there are, and what tells one from another |
//! | `fill`, `yields` | what a resource gives to a request, and what a response gives back |
//! | `loads`, `collections`, `actions`, `batches`, `waiters` | what a resource does |
//! | `tags` | the resources' tags |
//! | `relations` | which resources name which |
//! | `arns`, `paginators` | the other files |
//! | `repair` | resolves the draft, and leaves out what is wrong |
//! | `json`, `doubts` | the text, and what a person should look at |

mod actions;
mod arns;
mod batches;
mod build;
mod collections;
mod doubts;
mod fill;
mod identifiers;
mod json;
mod kinds;
mod listings;
mod loads;
mod paginators;
mod relations;
mod repair;
mod survey;
mod tags;
mod waiters;
mod words;
mod yields;

use std::{collections::BTreeSet, io, path::PathBuf};

pub use doubts::{ARNS, Doubt, PAGINATORS, RESOURCES};

use crate::{
    definition::{
        Source,
        arns::{Arns, Version},
        paginators::Paginators,
        resources::{self, Resources},
        services::{Names, Service},
    },
    facts::Sdk,
    names,
    sources::SdkCrate,
};
use doubts::Doubts;
use serde_json::{Value, json};
use survey::Survey;

/// The draft of a service's model.
#[derive(Debug)]
pub struct Scaffold {
    /// The API's version, as far as the SDK tells it.
    pub api_version: Option<String>,
    /// The files by name, with the texts.
    pub files: Vec<(&'static str, String)>,
    /// What a person should look at, in the files' order, each with its line.
    pub doubts: Vec<(usize, Doubt)>,
    /// The operations of which the draft makes nothing, in alphabetical order.
    pub unused: Vec<String>,
}

/// A draft in the making.
pub(crate) struct Draft {
    resources: Resources,
    arns: Arns,
    paginators: Paginators,
    doubts: Doubts,
}

/// Drafts the model of the service that boto3 calls `name`.
///
/// # Errors
/// When the crate's source can't be read.
pub fn scaffold(name: &str, krate: &SdkCrate) -> io::Result<Scaffold> {
    let sdk = Sdk::open(krate)?;
    let survey = Survey::new(&sdk);
    let mut draft = Draft::new();
    let listings = listings::find(&survey);
    let kinds = kinds::find(&survey, &listings, &mut draft.doubts);
    for kind in &kinds {
        draft.add(&survey, kind);
    }
    loads::draft(&survey, &kinds, &mut draft);
    collections::draft(&survey, &kinds, &mut draft);
    actions::draft(&survey, &kinds, &mut draft);
    tags::draft(&survey, &kinds, &mut draft, &|kind| {
        arns::rule(&survey, kind).is_some() || tags::by_arn(&survey, kind)
    });
    relations::draft(&survey, &kinds, &mut draft);
    batches::draft(&mut draft);
    waiters::draft(&survey, &kinds, &mut draft);
    arns::draft(&survey, &kinds, &mut draft, &|kind| tags::by_arn(&survey, kind));
    paginators::draft(&survey, &mut draft);
    draft.sort();
    let service = service(name, krate);
    let files = repair::repair(&mut draft, &service, &sdk);
    let files = files.ok_or_else(|| io::Error::other("the draft can't be read again"))?;
    let used = used(&files);
    let unused = survey.operations.iter().map(|op| op.name()).filter(|name| !used.contains(*name));
    let unused: BTreeSet<String> = unused.map(str::to_owned).collect();
    Ok(draft.finish(files, sdk.api_version(), unused.into_iter().collect()))
}

/// The service as the generator would read it.
fn service(name: &str, krate: &SdkCrate) -> Service {
    let folders = vec![(PathBuf::new(), name.to_owned())];
    Service { name: name.to_owned(), names: Names::of(name, krate), sdk: krate.clone(), iam: None, folders }
}

/// Where an editor finds a file's schema.
fn schema(file: &str) -> Option<String> {
    let name = file.strip_suffix(".json").unwrap_or(file);
    Some(format!("../../schema/{name}.schema.json"))
}

impl Draft {
    fn new() -> Self {
        Self {
            resources: Resources {
                schema: schema(RESOURCES),
                service: resources::Holder::default(),
                resources: Default::default(),
            },
            arns: Arns {
                schema: schema(ARNS),
                version: Some(Version::Text("1.0".to_owned())),
                resources: Default::default(),
            },
            paginators: Paginators { schema: schema(PAGINATORS), pagination: Default::default() },
            doubts: Doubts::default(),
        }
    }

    fn add(&mut self, survey: &Survey<'_>, kind: &kinds::Kind) {
        let resource = self.resource(&kind.name);
        let spoken = names::snake(&kind.name).replace('_', " ");
        let article = if names::article(&kind.name) == "an" { "An" } else { "A" };
        resource.documentation = Some(format!("{article} {spoken}."));
        resource.shape = kind.data.as_ref().map(|data| data.name.clone());
        resource.identifiers = (kind.ids.iter())
            .map(|id| resources::Identifier {
                name: id.name.clone(),
                member_name: id.member.as_ref().filter(|_| resource.shape.is_some()).map(|member| survey.spell(member)),
                kind: None,
                optional: id.optional,
                empty: false,
                trim_prefix: None,
                dns_name: false,
            })
            .collect();
    }

    fn resource(&mut self, name: &str) -> &mut resources::Resource {
        self.resources.resources.entry(name.to_owned()).or_default()
    }

    /// The operations that list: of collections, and of loads that search.
    fn listed(&self) -> BTreeSet<String> {
        let file = &self.resources;
        let collections =
            file.service.has_many.values().chain(file.resources.values().flat_map(|r| r.has_many.values()));
        let loads = file.resources.values().filter_map(|resource| resource.load.as_ref());
        collections.map(|c| &c.request).chain(loads.map(|l| &l.request)).map(|r| r.operation.clone()).collect()
    }

    fn sort(&mut self) {
        self.resources.resources.sort_keys();
        self.arns.resources.sort_keys();
        self.resources.service.actions.sort_keys();
        self.resources.service.has_many.sort_keys();
        for resource in self.resources.resources.values_mut() {
            resource.actions.sort_keys();
            resource.has.sort_keys();
            resource.has_many.sort_keys();
            resource.batch_actions.sort_keys();
            resource.waiters.sort_keys();
        }
    }

    fn finish(self, files: Vec<(&'static str, Source)>, api_version: Option<String>, unused: Vec<String>) -> Scaffold {
        let mut doubts = self.doubts;
        if api_version.is_none() {
            let choice = "the SDK doesn't tell the API's version, which the folder is called by".to_owned();
            doubts.tell(RESOURCES, String::new(), choice, vec!["the version in AWS's API reference".to_owned()]);
        }
        // What was left out takes its doubts with it.
        let source = |name: &str| files.iter().find(|(file, _)| *file == name).map(|(_, source)| source);
        doubts
            .0
            .retain(|doubt| source(doubt.file).is_some_and(|source| source.value.pointer(&doubt.pointer).is_some()));
        let doubts = doubts.sorted(&files);
        let empty = |source: &Source| source.value.pointer("/pagination").is_some_and(|all| *all == json!({}));
        let files = files.into_iter().filter(|(_, source)| !empty(source));
        Scaffold {
            api_version,
            files: files.map(|(name, source)| (name, source.text.text.to_string())).collect(),
            doubts,
            unused,
        }
    }
}

/// The operations that the files send.
fn used(files: &[(&'static str, Source)]) -> BTreeSet<String> {
    fn find(value: &Value, found: &mut BTreeSet<String>) {
        match value {
            Value::Object(members) => {
                found.extend(members.get("operation").and_then(Value::as_str).map(str::to_owned));
                members.values().for_each(|member| find(member, found));
            }
            Value::Array(items) => items.iter().for_each(|item| find(item, found)),
            _ => {}
        }
    }
    let mut found = BTreeSet::new();
    files.iter().for_each(|(_, source)| find(&source.value, &mut found));
    found
}
