//! How a fault's entry says what is right in our models: what is not, is kept with the fault's id.

use std::fs;

use aws_resources_codegen::{
    check,
    resolve::model::{Action, Child, Collection, Reference, Resource, ServiceModel, Way},
};
use serde_json::Value;

use crate::common::{sources, workspace};

/// A fault of an older definition.
pub(crate) struct Fault {
    /// Its name: `B1` of boto3's own definitions, `X1` of boto3_extensions'.
    pub(crate) id: &'static str,
    /// What was wrong there.
    pub(crate) was: &'static str,
    /// What is right here.
    pub(crate) right: fn(&mut Check<'_>),
}

/// A shipped service: its definition as it stands, and what is made of it.
pub(crate) struct Service {
    pub(crate) model: ServiceModel,
    pub(crate) json: Value,
}

/// All shipped services.
pub(crate) fn shipped() -> Vec<Service> {
    let models = check(sources()).unwrap_or_else(|diagnostics| panic!("{diagnostics}")).services;
    let read = |model: ServiceModel| {
        let (path, name) = model.service.file("resources-1.json");
        let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{name}: {error}"));
        let json = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        Service { model, json }
    };
    models.into_iter().map(read).collect()
}

/// The check of one fault.
pub(crate) struct Check<'m> {
    fault: &'m Fault,
    services: &'m [Service],
    failures: Vec<String>,
}

impl<'m> Check<'m> {
    /// What is wrong where a fault is repeated, with its id.
    pub(crate) fn run(fault: &'m Fault, services: &'m [Service]) -> Vec<String> {
        let mut check = Self { fault, services, failures: Vec::new() };
        (fault.right)(&mut check);
        check.failures
    }

    /// All services.
    pub(crate) fn services(&self) -> &'m [Service] {
        self.services
    }

    /// One service.
    pub(crate) fn of(&mut self, name: &str) -> Of<'_, 'm> {
        let service = self.services.iter().find(|service| service.model.service.name == name);
        let service = service.unwrap_or_else(|| panic!("{}: there is no service {name}", self.fault.id));
        Of { check: self, service }
    }

    /// Two texts are the same.
    pub(crate) fn same(&mut self, what: &str, found: &str, expected: &str) {
        if found != expected {
            let Fault { id, was, .. } = self.fault;
            self.failures.push(format!("{id}: {what} is {found}, not {expected} ({was})"));
        }
    }

    /// Nothing was found that is wrong.
    pub(crate) fn none(&mut self, what: &str, found: &[String]) {
        self.same(what, &found.join(", "), "");
    }

    /// What no model shows, this end-to-end test does.
    pub(crate) fn tested(&mut self, file: &str, test: &str) {
        let path = format!("tests/end-to-end/tests/{file}");
        let text = fs::read_to_string(workspace(&path)).unwrap_or_else(|error| error.to_string());
        let found = if text.contains(&format!("async fn {test}()")) { test } else { "missing" };
        self.same(&format!("the test in {path}"), found, test);
    }
}

/// A service in the check of a fault. Places are pointers into its definition: `Tag/load`, `service/hasMany/Tables`.
pub(crate) struct Of<'c, 'm> {
    check: &'c mut Check<'m>,
    service: &'m Service,
}

fn pointer(place: &str) -> String {
    if place.starts_with("service/") { format!("/{place}") } else { format!("/resources/{place}") }
}

/// A value as a failure shows it: a text without quotes.
fn shown(value: Option<&Value>) -> String {
    match value {
        None => "nothing".to_owned(),
        Some(Value::String(text)) => text.clone(),
        Some(value) => value.to_string(),
    }
}

/// The source of the parameter with this target: `identifier Name`.
fn source(parameters: Option<&Value>, target: &str) -> String {
    let all = parameters.and_then(Value::as_array).into_iter().flatten();
    let Some(parameter) = all.clone().find(|parameter| parameter["target"] == target) else {
        let others: Vec<_> = all.map(|parameter| shown(parameter.get("target"))).collect();
        return format!("nothing beside [{}]", others.join(", "));
    };
    let detail = ["name", "path", "value"].iter().find_map(|key| parameter.get(key));
    format!("{} {}", shown(parameter.get("source")), detail.map_or(String::new(), |detail| shown(Some(detail))))
        .trim_end()
        .to_owned()
}

impl<'m> Of<'_, 'm> {
    fn json(&self, place: &str) -> Option<&'m Value> {
        self.service.json.pointer(&pointer(place))
    }

    fn called(&self, place: &str) -> String {
        format!("{} {place}", self.service.model.service.name)
    }

    fn missing(&self, place: &str) -> ! {
        panic!("{}: there is no {}", self.check.fault.id, self.called(place))
    }

    /// Two texts are the same.
    pub(crate) fn same(&mut self, what: &str, found: &str, expected: &str) {
        self.check.same(&self.called(what), found, expected);
    }

    /// The definition says this there.
    pub(crate) fn says(&mut self, place: &str, expected: &str) {
        self.same(place, &shown(self.json(place)), expected);
    }

    /// The definition has nothing there.
    pub(crate) fn lacks(&mut self, place: &str) {
        self.says(place, "nothing");
    }

    /// The request of an entry fills a member from this source.
    pub(crate) fn sends(&mut self, entry: &str, target: &str, expected: &str) {
        let found = source(self.json(&format!("{entry}/request/params")), target);
        self.same(&format!("{entry}: what is sent as {target}"), &found, expected);
    }

    /// What an entry yields has an identifier from this source.
    pub(crate) fn names(&mut self, entry: &str, target: &str, expected: &str) {
        let found = source(self.json(&format!("{entry}/resource/identifiers")), target);
        self.same(&format!("{entry}: the identifier {target}"), &found, expected);
    }

    /// An entry yields this type, with data at this path; `nothing` where it is without data.
    pub(crate) fn yields(&mut self, entry: &str, kind: &str, path: &str) {
        self.says(&format!("{entry}/resource/type"), kind);
        self.says(&format!("{entry}/resource/path"), path);
    }

    /// An entry calls this operation.
    pub(crate) fn calls(&mut self, entry: &str, operation: &str) {
        self.says(&format!("{entry}/request/operation"), operation);
    }

    /// A resource is told from others by these.
    pub(crate) fn identifiers(&mut self, resource: &str, expected: &[&str]) {
        let found: Vec<_> = self.resource(resource).identifiers.iter().map(|known| known.name.as_str()).collect();
        self.same(&format!("{resource}: the identifiers"), &found.join(" "), &expected.join(" "));
    }

    /// Each `memberName` of a resource is a member of its data, and there are so many.
    pub(crate) fn members(&mut self, resource: &str, count: usize) {
        let made = self.resource(resource);
        let identifiers = self.json(&format!("{resource}/identifiers")).and_then(Value::as_array);
        let members = identifiers.into_iter().flatten().filter_map(|known| known.get("memberName"));
        let members: Vec<_> = members.map(|member| shown(Some(member))).collect();
        let data = made.data.as_ref();
        let dead = members.iter().filter(|member| data.and_then(|data| data.field(member)).is_none());
        let dead: Vec<_> = dead.cloned().collect();
        self.same(&format!("{resource}: what no member of its data is"), &dead.join(" "), "");
        self.same(&format!("{resource}: how many members it names"), &members.len().to_string(), &count.to_string());
    }

    /// A resource has data of this type, and its load brings it.
    pub(crate) fn loads(&mut self, resource: &str, operation: &str, data: &str) {
        let made = self.resource(resource);
        let shape = made.data.as_ref().map_or("nothing", |data| data.name.as_str());
        self.same(&format!("{resource}: the data"), shape, data);
        let load = made.load.as_ref();
        let called = load.map_or("nothing", |load| load.request.operation.name.as_str());
        self.same(&format!("{resource}: the operation that loads it"), called, operation);
    }

    /// The smaller type that listings of a resource give.
    pub(crate) fn summary(&mut self, resource: &str, expected: &str) {
        let found = self.resource(resource).summary.as_ref().map_or("nothing".to_owned(), |ty| ty.describe());
        self.same(&format!("{resource}: what listings give"), &found, &format!("the structure {expected}"));
    }

    /// A collection pages, by the SDK's paginator or by our loop over its tokens.
    pub(crate) fn pages(&mut self, entry: &str) {
        let found = match self.collection(entry).paging.way {
            Way::Sdk { .. } | Way::Tokens { .. } => "paged",
            Way::Single => "everything at once",
        };
        self.same(entry, found, "paged");
    }

    /// The service resource makes a resource from these, which the caller gives.
    pub(crate) fn made_from(&mut self, resource: &str, expected: &[&str]) {
        let model = &self.service.model;
        let made = model.children.iter().filter(|child| model.resources[child.resource].name == resource).count();
        self.same(&format!("how the service resource makes a {resource}"), &format!("{made} way"), "1 way");
        self.identifiers(resource, expected);
    }

    /// What is made of a resource.
    pub(crate) fn resource(&self, name: &str) -> &'m Resource {
        let found = self.service.model.resources.iter().find(|resource| resource.name == name);
        found.unwrap_or_else(|| self.missing(name))
    }

    /// What is made of an action.
    pub(crate) fn action(&self, resource: &str, name: &str) -> &'m Action {
        let found = self.resource(resource).actions.iter().find(|action| action.name == name);
        found.unwrap_or_else(|| self.missing(&format!("{resource}/actions/{name}")))
    }

    /// What is made of a collection.
    pub(crate) fn collection(&self, entry: &str) -> &'m Collection {
        let at = format!("{}/resource", pointer(entry));
        let found = self.service.model.all_collections().find(|known| known.resources.pointer == at);
        found.unwrap_or_else(|| self.missing(entry))
    }

    /// What is made of a reference.
    pub(crate) fn reference(&self, resource: &str, name: &str) -> &'m Reference {
        let entry = format!("{resource}/has/{name}");
        let at = format!("{}/resource", pointer(&entry));
        let found = self.resource(resource).references.iter().find(|known| known.resources.pointer == at);
        found.unwrap_or_else(|| self.missing(&entry))
    }

    /// What is made of a sub-resource.
    pub(crate) fn child(&self, resource: &str, method: &str) -> &'m Child {
        let found = self.resource(resource).children.iter().find(|child| child.method == method);
        found.unwrap_or_else(|| self.missing(&format!("{resource}.{method}")))
    }
}
