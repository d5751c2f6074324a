//! Drafts from the SDK's source alone, measured by the finished models.

mod common;

use std::{collections::BTreeMap, fmt::Write as _, fs};

use aws_resources_codegen::{
    Diagnostics,
    definition::{
        self, Map,
        resources::{Action, Collection, Has, Holder, Load, Request, Resource, Resources},
    },
    facts::Sdk,
    names::key,
    scaffold::{RESOURCES, Scaffold, scaffold},
};
use common::{sources, workspace};

/// What is compared; the first four must agree for the most part.
const KINDS: [&str; 7] = ["resources", "collections", "identifiers", "actions", "loads", "SDK waiters", "relations"];
const PROMISED: usize = 4;

/// The services whose drafts must agree: those by which the drafts are made. The others are told.
const MEASURED: [&str; 4] = ["cloudtrail", "elbv2", "rds", "route53"];

/// How many of the finished model's entries the draft has, of how many.
#[derive(Clone, Copy, Default)]
struct Share {
    agree: usize,
    all: usize,
}

impl Share {
    fn count(&mut self, agrees: bool) {
        self.agree += usize::from(agrees);
        self.all += 1;
    }

    fn percent(self) -> usize {
        self.agree * 100 / self.all.max(1)
    }
}

/// What the service resource and a resource both have.
struct Parts<'a> {
    actions: &'a Map<Action>,
    has: &'a Map<Has>,
    has_many: &'a Map<Collection>,
}

impl<'a> From<&'a Holder> for Parts<'a> {
    fn from(Holder { actions, has, has_many }: &'a Holder) -> Self {
        Self { actions, has, has_many }
    }
}

impl<'a> From<&'a Resource> for Parts<'a> {
    fn from(Resource { actions, has, has_many, .. }: &'a Resource) -> Self {
        Self { actions, has, has_many }
    }
}

/// The request member that takes an identifier in a load.
fn taken<'l>(load: Option<&'l Load>, identifier: &str) -> Option<&'l str> {
    let params = &load?.request.params;
    params.iter().find(|param| param.name.as_deref() == Some(identifier)).map(|param| param.target.as_str())
}

/// What of `model` the draft has too. An action or collection agrees by its owner, its name and its operation; a
/// resource by its name and the type of its data; an identifier by its name or by the member, of the data or of the
/// load's request, that holds it; a load by its operation and path.
fn compare(model: &Resources, draft: &Resources, waiters: &dyn Fn(&str) -> bool) -> [Share; KINDS.len()] {
    let mut shares = [Share::default(); KINDS.len()];
    let nothing = Resource::default();
    let mut held = |model: Parts<'_>, draft: Parts<'_>| {
        for (name, collection) in model.has_many {
            let same = |other: &Collection| {
                other.request.operation == collection.request.operation
                    && other.resource.kind == collection.resource.kind
            };
            shares[1].count(draft.has_many.get(name).is_some_and(same));
        }
        let operation = |request: &Option<Request>| request.as_ref().map(|request| request.operation.clone());
        for (name, action) in model.actions {
            let other = draft.actions.get(name);
            shares[3].count(other.is_some_and(|other| operation(&other.request) == operation(&action.request)));
        }
        for (name, has) in model.has {
            shares[6].count(draft.has.get(name).is_some_and(|other| other.resource.kind == has.resource.kind));
        }
    };
    held((&model.service).into(), (&draft.service).into());
    for (name, resource) in &model.resources {
        held(resource.into(), draft.resources.get(name).unwrap_or(&nothing).into());
    }
    for (name, resource) in &model.resources {
        let other = draft.resources.get(name);
        let shape = |resource: &Resource| resource.shape.as_deref().map(key);
        shares[0].count(other.is_some_and(|other| shape(other) == shape(resource)));
        let other = other.unwrap_or(&nothing);
        for identifier in &resource.identifiers {
            let target = taken(resource.load.as_ref(), &identifier.name);
            shares[2].count(other.identifiers.iter().any(|known| {
                known.name == identifier.name
                    || known.member_name.is_some() && known.member_name == identifier.member_name
                    || target.is_some() && target == taken(other.load.as_ref(), &known.name)
            }));
        }
        if let Some(load) = &resource.load {
            let same = |other: &Load| other.request.operation == load.request.operation && other.path == load.path;
            shares[4].count(other.load.as_ref().is_some_and(same));
        }
        for waiter in resource.waiters.values().filter(|waiter| waiters(&waiter.waiter_name)) {
            shares[5].count(other.waiters.values().any(|known| key(&known.waiter_name) == key(&waiter.waiter_name)));
        }
    }
    shares
}

fn table(shares: &BTreeMap<String, [Share; KINDS.len()]>) -> String {
    let mut text = format!("{:17}", "");
    for kind in KINDS {
        let _ = write!(text, "{kind:>17}");
    }
    for (service, shares) in shares {
        let _ = write!(text, "\n{service:17}");
        for share in shares {
            let _ = write!(text, "{:>7} of{:>4} {:>3}%", share.agree, share.all, share.percent());
        }
    }
    text
}

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).expect("JSON")
}

fn parsed(draft: &Scaffold) -> Resources {
    let (_, text) = draft.files.iter().find(|(file, _)| *file == RESOURCES).expect("a draft has resources");
    serde_json::from_str(text).expect("a draft can be read")
}

#[test]
fn drafts_of_the_finished_services_agree_with_them() {
    let mut diagnostics = Diagnostics::default();
    let mut shares = BTreeMap::new();
    for service in sources().services(&mut diagnostics) {
        let model = definition::read(&service, &mut diagnostics).expect("there are models");
        let model = model.definition(&mut diagnostics).expect("the models can be read").resources.content;
        let draft = parsed(&scaffold(&service.name, &service.sdk).expect("the SDK's source can be read"));
        let sdk = Sdk::open(&service.sdk).expect("the SDK's source can be read");
        shares.insert(service.name, compare(&model, &draft, &|waiter| sdk.waiter(waiter).is_some()));
    }
    assert_eq!(diagnostics.errors(), 0, "{diagnostics}");
    let sum = |services: &mut dyn Iterator<Item = &[Share; KINDS.len()]>| {
        services.fold([Share::default(); KINDS.len()], |mut sum, shares| {
            for (sum, share) in sum.iter_mut().zip(shares) {
                *sum = Share { agree: sum.agree + share.agree, all: sum.all + share.all };
            }
            sum
        })
    };
    let all = sum(&mut shares.values());
    let measured = sum(&mut MEASURED.iter().map(|service| &shares[*service]));
    shares.insert("all".to_owned(), all);
    shares.insert("measured".to_owned(), measured);
    insta::assert_snapshot!(table(&shares));
    for (kind, share) in KINDS.iter().zip(&measured[..PROMISED]) {
        assert!(share.percent() >= 80, "only {} % of the {kind} agree", share.percent());
    }
}

#[test]
fn a_draft_is_a_valid_model_and_its_doubts_stand_in_the_files_order() {
    let mut diagnostics = Diagnostics::default();
    let folder = common::Folder::new();
    let mut versions = 0;
    for service in sources().services(&mut diagnostics) {
        let draft = scaffold(&service.name, &service.sdk).expect("the SDK's source can be read");
        for (file, text) in &draft.files {
            folder.write(&format!("{}/2000-01-01/{file}", service.name), text);
            let name = file.replace(".json", ".schema.json");
            let schema = fs::read_to_string(workspace(&format!("models/schema/{name}"))).expect("a schema");
            let validator = jsonschema::validator_for(&json(&schema)).expect("a schema is valid");
            let faults: Vec<String> = validator.iter_errors(&json(text)).map(|error| error.to_string()).collect();
            assert_eq!(faults, [""; 0], "{}/{file}", service.name);
        }
        let files: Vec<&str> = draft.files.iter().map(|(file, _)| *file).collect();
        let place = |file: &str| files.iter().position(|known| *known == file);
        let places: Vec<_> = draft.doubts.iter().map(|(line, doubt)| (place(doubt.file), *line)).collect();
        assert!(places.is_sorted(), "{}: {places:?}", service.name);
        // The requests of some protocols have it in them, those of others don't.
        if let Some(version) = draft.api_version {
            let version = workspace("models").join(&service.name).join(version);
            assert!(version.is_dir(), "{}", version.display());
            versions += 1;
        }
    }
    assert!(versions > 1, "{versions}");
    let models = sources().with_models(folder.path().to_owned(), "aws-resources");
    let output = aws_resources_codegen::generate(&models).unwrap_or_else(|diagnostics| panic!("{diagnostics}"));
    assert!(output.files.len() > 80, "{}", output.files.len());
}

#[test]
fn a_draft_tells_what_else_there_is() {
    let services = sources().services(&mut Diagnostics::default());
    let service = services.into_iter().find(|service| service.name == "acm").expect("it is shipped");
    let draft = scaffold("acm", &service.sdk).expect("the SDK's source can be read");
    assert_eq!(draft.unused, ["ListTagsForCertificate", "SearchCertificates"]);
    let load = draft.doubts.iter().find(|(_, doubt)| doubt.pointer == "/resources/Certificate/load");
    let (_, doubt) = load.expect("two operations get a certificate");
    assert_eq!(doubt.choice, "DescribeCertificate gets one");
    assert_eq!(doubt.alternatives, ["GetCertificate"]);
}
