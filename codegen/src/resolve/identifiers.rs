//! Identifiers: their types come from the SDK, from wherever the model uses them.

use super::{
    context::{Context, Signature},
    model::Identifier,
};
use crate::{
    definition::{
        child,
        resources::{self, Parameter, Yield},
    },
    facts::{Operation, Scalar, Shape, Type},
    names::{self, key},
    path::{Element, Path, Step, Target},
};

impl Context<'_> {
    /// The signatures of all resources, or diagnostics.
    pub(super) fn signatures(&self) -> Vec<Signature> {
        let file = &self.definition.resources.content;
        file.resources
            .iter()
            .map(|(name, resource)| {
                let pointer = child("/resources", name);
                let data = resource.shape.as_ref().and_then(|shape| {
                    // Glacier has a type of the same name as an operation's output, and other than it.
                    let whole = resource.load.as_ref().filter(|load| load.brings_all()).and_then(|load| {
                        let operation = self.sdk.operation(&load.request.operation)?;
                        (key(&operation.output.name) == key(shape)).then(|| operation.output.clone())
                    });
                    let found = whole.or_else(|| self.sdk.shape(shape));
                    if found.is_none() {
                        let at = format!("{pointer}/shape");
                        let diagnostic = match self.sdk.type_name(shape) {
                            Some(_) => self.text().error(&at, format!("`{shape}` is no structure")),
                            None => {
                                let message =
                                    format!("{} {} has no structure `{shape}`", self.sdk.krate, self.sdk.version);
                                self.text().error(&at, message).nearest(shape, self.sdk.type_names())
                            }
                        };
                        self.tell(match self.brought(name, resource) {
                            Some(shape) => diagnostic.remedy(&self.text().name, &at, Some(shape.into())),
                            None => diagnostic,
                        });
                    }
                    found
                });
                let identifiers = resource
                    .identifiers
                    .iter()
                    .enumerate()
                    .map(|(at, identifier)| self.identifier(&pointer, at, name, resource, identifier, data.as_ref()))
                    .collect();
                let needs_shape = resource.load.is_some()
                    || resource.identifiers.iter().any(|identifier| identifier.member_name.is_some());
                if resource.shape.is_none() && needs_shape {
                    let message = format!("{name} has no `shape`, which `load` and `memberName` need");
                    self.tell(self.text().key_error(&pointer, message).help("`shape` is the SDK's type of the data"));
                }
                let told = data.is_none() && (resource.shape.is_some() || needs_shape);
                Signature { name: name.clone(), identifiers, data, told }
            })
            .collect()
    }

    fn identifier(
        &self,
        pointer: &str,
        at: usize,
        owner: &str,
        resource: &resources::Resource,
        identifier: &resources::Identifier,
        data: Option<&Shape>,
    ) -> Identifier {
        let pointer = format!("{pointer}/identifiers/{at}");
        let member = identifier.member_name.as_ref().and_then(|member| {
            let at = format!("{pointer}/memberName");
            let data = data?;
            // Of a member that a structure in the data has, a path.
            if member.contains('.') {
                let steps = self.one_path(self.text(), &at, member)?;
                return Some(self.typed(self.text(), &at, data, &steps)?.ty);
            }
            let found = data.field(member);
            if found.is_none() {
                let diagnostic = super::context::no_member(self.text(), &at, data, member);
                self.tell(diagnostic.remedy(&self.text().name, &at, None));
            }
            found.map(|field| field.ty.clone())
        });
        let ty = member
            .or_else(|| self.request_type(resource, &identifier.name))
            .or_else(|| self.yielded_type(owner, &identifier.name))
            .unwrap_or(Type::Scalar(Scalar::String));
        let ty = match ty {
            Type::Scalar(scalar) if scalar.is_eq() => ty,
            Type::Enum(_) => ty,
            other => {
                let message = format!("an identifier can't be {}", other.describe());
                self.tell(
                    self.text()
                        .error(&pointer, message)
                        .help("identifiers are text, numbers, booleans, timestamps or enumerations"),
                );
                Type::Scalar(Scalar::String)
            }
        };
        if identifier.trim_prefix.is_some() && ty != Type::Scalar(Scalar::String) {
            self.tell(self.text().error(&format!("{pointer}/trimPrefix"), "only a string has a prefix"));
        }
        if identifier.empty && (identifier.optional || identifier.dns_name || ty != Type::Scalar(Scalar::String)) {
            self.tell(
                self.text().error(&format!("{pointer}/empty"), "only a string that is always there can be empty"),
            );
        }
        if identifier.dns_name && (identifier.optional || ty != Type::Scalar(Scalar::String)) {
            self.tell(
                self.text().error(&format!("{pointer}/dnsName"), "only a string that is always there is a DNS name"),
            );
        }
        let example = match &ty {
            Type::Enum(name) => match &*self.sdk.type_def(name) {
                crate::facts::TypeDef::Enum(values) => values.first().cloned(),
                _ => None,
            },
            _ => None,
        };
        let field = names::snake(&identifier.name);
        Identifier {
            name: identifier.name.clone(),
            accessor: field.clone(), // claimed with the other names
            field,
            ty,
            optional: identifier.optional,
            empty: identifier.empty,
            trim: identifier.trim_prefix.clone(),
            dns_name: identifier.dns_name,
            example,
            member: identifier.member_name.clone(),
        }
    }

    /// The type of the request member that this resource's own requests put the identifier into.
    fn request_type(&self, resource: &resources::Resource, identifier: &str) -> Option<Type> {
        let requests = (resource.load.iter().map(|load| &load.request))
            .chain(resource.actions.values().filter_map(|action| action.request.as_ref()))
            .chain(resource.has_many.values().map(|collection| &collection.request))
            .chain(resource.batch_actions.values().map(|batch| &batch.request));
        for request in requests {
            let Some(operation) = self.sdk.operation(&request.operation) else { continue };
            for parameter in &request.params {
                if parameter.source == "identifier"
                    && parameter.name.as_deref() == Some(identifier)
                    && let Some(ty) = self.target_type(&operation, parameter)
                {
                    return Some(ty);
                }
            }
        }
        None
    }

    fn target_type(&self, operation: &Operation, parameter: &Parameter) -> Option<Type> {
        let target = Target::parse(&parameter.target).ok()?;
        let mut shape = operation.input.clone();
        let mut ty = None;
        for part in &target.parts {
            let mut member = shape.field(&part.member)?.ty.clone();
            if part.element != Element::None {
                member = member.element()?.clone();
            }
            if let Some(inner) = self.sdk.members(&member) {
                shape = inner;
            }
            ty = Some(member);
        }
        ty
    }

    /// The structure that the load brings, or else that comes with what yields this resource.
    fn brought(&self, owner: &str, resource: &resources::Resource) -> Option<String> {
        let at = |request: &resources::Request, path: Option<&str>| {
            let operation = self.sdk.operation(&request.operation)?;
            let path = Path::parse(path.unwrap_or("@")).ok()?;
            let ty = self.quiet_type(&operation.output, path.alternatives.first()?)?;
            self.sdk.shape_name(&ty)
        };
        let load = resource.load.as_ref().and_then(|load| at(&load.request, load.path.as_deref()));
        load.or_else(|| {
            self.yielded()
                .filter(|(_, yielded)| yielded.kind == owner && yielded.path.is_some())
                .find_map(|(request, yielded)| at(request, yielded.path.as_deref()))
        })
    }

    /// All that requests yield.
    fn yielded(&self) -> impl Iterator<Item = (&resources::Request, &Yield)> {
        let file = &self.definition.resources.content;
        let collections = (file.service.has_many.values())
            .chain(file.resources.values().flat_map(|resource| resource.has_many.values()))
            .map(|collection| (&collection.request, &collection.resource));
        let actions = (file.service.actions.values())
            .chain(file.resources.values().flat_map(|resource| resource.actions.values()))
            .filter_map(|action| Some((action.request.as_ref()?, action.resource.as_ref()?)));
        collections.chain(actions)
    }

    /// The type of the identifier where something yields this resource.
    fn yielded_type(&self, owner: &str, identifier: &str) -> Option<Type> {
        for (request, Yield { kind, identifiers, .. }) in self.yielded() {
            if kind != owner {
                continue;
            }
            let Some(operation) = self.sdk.operation(&request.operation) else { continue };
            let Some(parameter) = identifiers.iter().find(|parameter| parameter.target == identifier) else { continue };
            let root = match parameter.source.as_str() {
                "response" => &operation.output,
                "requestParameter" => &operation.input,
                _ => continue,
            };
            let path = parameter.path.as_deref().and_then(|path| Path::parse(path).ok());
            if let Some(ty) = path.and_then(|path| self.quiet_type(root, path.alternatives.first()?)) {
                return Some(ty);
            }
        }
        None
    }

    fn quiet_type(&self, root: &Shape, steps: &[Step]) -> Option<Type> {
        let mut shape = Some(root.clone());
        let mut ty = self.shape_type(root);
        for step in steps {
            ty = match step {
                Step::Member(name) => {
                    shape.take()?.fields.iter().find(|field| key(&field.name) == key(name))?.ty.clone()
                }
                Step::First | Step::Last | Step::Each => ty.element()?.clone(),
            };
            shape = self.sdk.members(&ty);
        }
        Some(ty)
    }
}
