//! Definition + facts → a service model in which every name is found and every path is typed, or diagnostics: what is
//! wrong, where, what was expected, and the nearest names that exist.

mod arns;
mod batches;
mod children;
mod claims;
mod context;
mod identifiers;
pub mod model;
mod omissions;
pub(crate) mod paging;
mod patterns;
mod requests;
pub(crate) mod spelling;
mod summaries;
mod tags;
mod waiters;
mod yields;

use std::sync::Arc;

use crate::{
    definition::{Counts, Definition, Map, child, resources, services::Service},
    diagnostic::Diagnostics,
    facts::{Operation, Sdk, Type},
    names,
};
use claims::Claims;
use context::{Caller, Context, Signature};
use model::{Action, Answer, ArnRule, Collection, Load, Resource, Search, ServiceModel};
use yields::Roots;

/// Resolves one service; `None` with diagnostics where anything is wrong.
pub fn service(
    service: &Service,
    definition: &Definition,
    sdk: &Sdk,
    diagnostics: &mut Diagnostics,
) -> Option<ServiceModel> {
    let before = diagnostics.errors();
    let mut context = Context::new(service, definition, sdk, diagnostics);
    context.spelling();
    context.resources = context.signatures();
    let model = context.service_model();
    (diagnostics.errors() == before).then_some(model)
}

impl Context<'_> {
    fn service_model(&self) -> ServiceModel {
        let file = &self.definition.resources.content;
        let caller = Caller { signature: None };
        let mut claims = Claims::service();
        let actions = self.actions("/service", &file.service.actions, caller, &mut claims);
        let children = self.service_children(&file.service.has, &mut claims);
        let collections = self.collections("/service", &file.service.has_many, caller, &mut claims);
        self.note_collisions("/service", "the service resource", &claims);
        let mut resources: Vec<Resource> = Vec::new();
        for (index, (name, resource)) in file.resources.iter().enumerate() {
            resources.push(self.resource_model(index, name, resource));
        }
        self.orphan_arns();
        self.unused_files();
        let omissions = self.definition.omissions.get();
        let mut model = ServiceModel {
            service: self.service.clone(),
            krate: self.sdk.krate.clone(),
            actions,
            children,
            collections,
            resources,
            counts: Counts::of(file),
            omissions: omissions.map(|file| file.content.omissions.clone()).unwrap_or_default(),
        };
        self.summaries(&mut model);
        self.note_tagged(&model);
        self.rust_names(&model);
        self.omissions(&model);
        model
    }

    fn resource_model(&self, index: usize, name: &str, resource: &resources::Resource) -> Resource {
        let pointer = child("/resources", name);
        let signature = &self.resources[index];
        let caller = Caller { signature: Some(signature) };
        self.distinct_identifiers(&pointer, signature);
        let mut claims = Claims::resource();
        let mut identifiers = signature.identifiers.clone();
        for identifier in &mut identifiers {
            identifier.accessor = claims.claim(&identifier.name, "identifier");
        }
        let load = self.load(&pointer, resource, signature);
        let mut actions = self.actions(&pointer, &resource.actions, caller, &mut claims);
        let (mut children, mut references) = self.has(&pointer, &resource.has, caller, &mut claims);
        let mut collections = self.collections(&pointer, &resource.has_many, caller, &mut claims);
        let tagging = self.tagging(resource, &actions, &collections);
        if tagging.is_some() {
            tags::give_way(&mut claims, &mut actions, &mut children, &mut references, &mut collections);
        }
        let waiters = (resource.waiters.iter())
            .filter_map(|(name, waiter)| {
                let method = claims.claim(&format!("wait_until_{}", names::snake(name)), "waiter");
                self.waiter(&child(&format!("{pointer}/waiters"), name), method, waiter, caller)
            })
            .collect();
        let mut batch_claims = Claims::batches();
        let batches = (resource.batch_actions.iter())
            .filter_map(|(name, batch)| {
                let method = batch_claims.claim(name, "batch");
                self.batch(&child(&format!("{pointer}/batchActions"), name), method, batch, caller)
            })
            .collect();
        self.note_collisions(&pointer, name, &claims);
        self.note_collisions(&pointer, &format!("collections of {name}"), &batch_claims);
        let tag_id = batches::tag_id(&actions, signature);
        let arn = self.arn(signature).unwrap_or_default();
        self.no_circle(&pointer, load.as_ref(), &arn);
        let patterns = self.patterns(signature, &arn);
        Resource {
            name: name.to_owned(),
            rust: spelling::type_name(name, &self.service.names.type_name),
            module: spelling::module_name(name, &self.service.name),
            documentation: resource.documentation.clone(),
            identifiers,
            data: signature.data.clone(),
            summary: None,
            load,
            arn,
            patterns,
            actions,
            batches,
            tag_id,
            children,
            references,
            collections,
            waiters,
            tagging,
        }
    }

    fn load(&self, pointer: &str, resource: &resources::Resource, signature: &Signature) -> Option<Load> {
        let load = resource.load.as_ref()?;
        let text = self.text();
        let pointer = format!("{pointer}/load");
        let caller = Caller { signature: Some(signature) };
        let request = self.request(&format!("{pointer}/request"), &load.request, caller);
        let operation = self.operation_of(request.as_ref(), &load.request)?;
        if let Some(request) = &request {
            self.complete(&format!("{pointer}/request"), "load", &request.members, &operation);
        }
        let at = format!("{pointer}/path");
        let path = self.parse_path(text, &at, load.path.as_deref().unwrap_or("@"))?;
        let Some(steps) = path.only() else {
            self.tell(text.error(&at, "a load can't have alternatives"));
            return None;
        };
        let typed = self.typed(text, &at, &operation.output, steps)?;
        let data = signature.data.as_ref()?;
        let expected = self.shape_type(data);
        if typed.ty != expected {
            let message = format!("this yields {}, but `shape` says {}", typed.ty.describe(), expected.describe());
            let diagnostic = text.error(&at, message);
            self.tell(match self.sdk.shape_name(&typed.ty) {
                Some(shape) => {
                    let owner = pointer.trim_end_matches("/load");
                    diagnostic.remedy(&text.name, &format!("{owner}/shape"), Some(shape.into()))
                }
                None => diagnostic,
            });
            return None;
        }
        let search = match path.is_plural() {
            true => Some(self.search(&pointer, load, &typed.ty, signature, &operation)?),
            false => None,
        };
        if load.absent.is_some() && search.is_some() {
            let message = "a `path` that is a list finds nothing where there is nothing";
            self.tell(text.error(&format!("{pointer}/absent"), message));
        }
        if load.first_page && search.is_none() {
            self.tell(text.error(&format!("{pointer}/firstPage"), "only a `path` that is a list has pages"));
        }
        let absent = match &load.absent {
            Some(absent) => {
                let at = format!("{pointer}/absent/path");
                let path = self.parse_path(text, &at, &absent.path)?;
                let path = self.typed(text, &at, data, path.only()?)?;
                if !context::fits(&path.ty, &Type::Scalar(crate::facts::Scalar::String)) {
                    self.tell(text.error(&at, format!("this is {}, not a string", path.ty.describe())));
                    return None;
                }
                if let Some(expected) = &absent.expected {
                    let expected = serde_json::Value::String(expected.clone());
                    self.check_literal(text, &format!("{pointer}/absent/expected"), &expected, &path.ty)?;
                }
                Some((path, absent.expected.clone()))
            }
            None => None,
        };
        for (at, error) in load.not_found.iter().enumerate() {
            for (key, value) in [("code", Some(&error.code)), ("message", error.message.as_ref())] {
                if value.is_some_and(String::is_empty) {
                    let message = format!("every error has this {key}: say which one means that it isn't there");
                    self.tell(text.error(&format!("{pointer}/notFound/{at}/{key}"), message));
                }
            }
        }
        let not_found = load.not_found.clone();
        Some(Load { request: request?, path: typed, search, absent, not_found })
    }

    /// A load can't need what it loads.
    fn no_circle(&self, pointer: &str, load: Option<&Load>, arn: &[ArnRule]) {
        let Some(load) = load else { return };
        let needs = |like: &dyn Fn(&model::Source) -> bool| {
            load.request.members.iter().any(|member| member.value.has_source(like))
        };
        let arn_needs_data = arn.iter().any(ArnRule::needs_data);
        let what = if needs(&|source| matches!(source, model::Source::Data(_))) {
            "the data"
        } else if arn_needs_data && needs(&|source| matches!(source, model::Source::Arn)) {
            "the ARN, whose rule needs the data"
        } else {
            return;
        };
        let message = format!("this load needs {what}, which it is to load");
        self.tell(self.text().error(&format!("{pointer}/load/request"), message));
    }

    /// A load that lists: each identifier is looked for in the items, or narrows the request.
    fn search(
        &self,
        pointer: &str,
        load: &resources::Load,
        item: &Type,
        signature: &Signature,
        operation: &Operation,
    ) -> Option<Search> {
        let text = self.text();
        let paging = self.paging(&format!("{pointer}/request/operation"), operation)?;
        let mut matches = Vec::new();
        for (index, identifier) in signature.identifiers.iter().enumerate() {
            if let Some(member) = &identifier.member {
                let steps = self.one_path(text, pointer, member)?;
                matches.push((index, self.typed_from(text, pointer, item, None, &steps)?));
                continue;
            }
            let sent = load
                .request
                .params
                .iter()
                .any(|parameter| parameter.source == "arn" || parameter.name.as_deref() == Some(&identifier.name));
            if !sent {
                let message = format!("nothing tells the item with this `{}`", identifier.name);
                let help = "give the identifier a `memberName`, or send it in the request";
                self.tell(text.error(&format!("{pointer}/path"), message).help(help));
                return None;
            }
        }
        Some(Search { paging, matches, first_page: load.first_page })
    }

    /// The operation, also where its request is wrong: what is made of the response can be checked all the same.
    fn operation_of(&self, request: Option<&model::Request>, wanted: &resources::Request) -> Option<Arc<Operation>> {
        match request {
            Some(request) => Some(request.operation.clone()),
            None => self.sdk.operation(&wanted.operation),
        }
    }

    fn actions(
        &self,
        pointer: &str,
        actions: &Map<resources::Action>,
        caller: Caller<'_>,
        claims: &mut Claims,
    ) -> Vec<Action> {
        let mut resolved = Vec::new();
        for (name, action) in actions {
            let pointer = child(&format!("{pointer}/actions"), name);
            let method = claims.claim(name, "action");
            resolved.extend(self.action(&pointer, name, method, action, caller));
        }
        resolved
    }

    fn action(
        &self,
        pointer: &str,
        name: &str,
        method: String,
        action: &resources::Action,
        caller: Caller<'_>,
    ) -> Option<Action> {
        let text = self.text();
        let Some(wanted) = &action.request else {
            self.tell(text.key_error(pointer, format!("the action `{name}` has no `request`")));
            return None;
        };
        let request = self.request(&format!("{pointer}/request"), wanted, caller);
        let operation = self.operation_of(request.as_ref(), wanted)?;
        let answer = match (&action.resource, &action.path) {
            (Some(_), Some(_)) => {
                let message = "an action yields resources or a path of its response, not both";
                self.tell(text.error(&format!("{pointer}/path"), message));
                return None;
            }
            (Some(wanted), None) => {
                let roots = Roots { operation: Some(&operation), caller };
                Answer::Resources(self.yields(&format!("{pointer}/resource"), wanted, &roots)?)
            }
            (None, Some(path)) => {
                let at = format!("{pointer}/path");
                let path = self.parse_path(text, &at, path)?;
                let Some(steps) = path.only() else {
                    self.tell(text.error(&at, "an action's path can't have alternatives"));
                    return None;
                };
                match self.typed(text, &at, &operation.output, steps)? {
                    whole if whole.steps.is_empty() => Answer::Output,
                    part => Answer::Value(part),
                }
            }
            (None, None) => Answer::Output,
        };
        let documentation = action.documentation.clone();
        Some(Action { name: name.to_owned(), method, documentation, request: request?, answer })
    }

    fn collections(
        &self,
        pointer: &str,
        collections: &Map<resources::Collection>,
        caller: Caller<'_>,
        claims: &mut Claims,
    ) -> Vec<Collection> {
        let mut resolved = Vec::new();
        for (name, collection) in collections {
            let pointer = child(&format!("{pointer}/hasMany"), name);
            let method = claims.claim(name, "collection");
            resolved.extend(self.collection(&pointer, method, collection, caller));
        }
        resolved
    }

    fn collection(
        &self,
        pointer: &str,
        method: String,
        collection: &resources::Collection,
        caller: Caller<'_>,
    ) -> Option<Collection> {
        let request = self.request(&format!("{pointer}/request"), &collection.request, caller);
        let operation = self.operation_of(request.as_ref(), &collection.request)?;
        let roots = Roots { operation: Some(&operation), caller };
        let resources = self.yields(&format!("{pointer}/resource"), &collection.resource, &roots)?;
        let paging = self.paging(&format!("{pointer}/request/operation"), &operation)?;
        if !resources.plural {
            let message = "a collection's identifiers must come from a list of the response";
            self.tell(self.text().error(&format!("{pointer}/resource"), message));
            return None;
        }
        let request = request?;
        let filled = |name: &String| request.members.iter().any(|member| member.field.name == *name);
        let required = self.sdk.usage(&operation).required.into_iter().filter(|name| !filled(name)).collect();
        let documentation = collection.documentation.clone();
        Some(Collection { method, documentation, request, resources, paging, required })
    }

    /// Two resources can't have one Rust name.
    fn rust_names(&self, model: &ServiceModel) {
        for (at, resource) in model.resources.iter().enumerate() {
            let taken = model.resources[..at].iter().find(|other| other.module == resource.module);
            let pointer = child("/resources", &resource.name);
            if let Some(other) = taken {
                let message = format!("{} and {} are both `{}` in Rust", other.name, resource.name, resource.rust);
                self.tell(self.text().key_error(&pointer, message));
            }
            let batched =
                |other: &&Resource| !other.batches.is_empty() && format!("{}Collection", other.rust) == resource.rust;
            if let Some(other) = model.resources.iter().find(batched) {
                let message = format!("`{}` is the name of {}'s batch actions", resource.rust, other.name);
                self.tell(self.text().key_error(&pointer, message));
            }
        }
    }

    /// Paginators and waiters of ours that nothing uses.
    fn unused_files(&self) {
        if let Some(file) = self.definition.paginators.get() {
            for name in file.content.pagination.keys() {
                self.operation(&file.text, &child("/pagination", name), name);
            }
        }
        if let Some(file) = self.definition.waiters.get() {
            let used = |name: &String| {
                let resources = self.definition.resources.content.resources.values();
                resources.flat_map(|resource| resource.waiters.values()).any(|waiter| waiter.waiter_name == *name)
            };
            for name in file.content.waiters.keys().filter(|name| !used(name)) {
                let pointer = child("/waiters", name);
                self.tell(file.text.key_error(&pointer, format!("no resource has the waiter `{name}`")));
            }
        }
    }

    fn note_collisions(&self, pointer: &str, owner: &str, claims: &Claims) {
        for (wanted, holder, got) in &claims.collisions {
            let message = format!(
                "{owner}: `{wanted}` is the name of {} {holder}, so this one is `{got}`",
                names::article(holder)
            );
            self.tell(self.text().key_error(pointer, message).note());
        }
    }
}
