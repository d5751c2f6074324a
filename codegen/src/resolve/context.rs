//! What all resolvers share: the definition, the SDK's facts, and where to tell what is wrong.

use std::{cell::RefCell, sync::Arc};

use super::model::{Identifier, TypedPath, TypedStep};
use crate::{
    definition::{Definition, Text, resources::Parameter, services::Service},
    diagnostic::{Diagnostic, Diagnostics},
    facts::{Field, Operation, Scalar, Sdk, Shape, Type, TypeDef},
    names,
    path::{Path, Step, show},
};

/// The resolver's surroundings.
pub(super) struct Context<'a> {
    pub(super) service: &'a Service,
    pub(super) definition: &'a Definition,
    pub(super) sdk: &'a Sdk,
    diagnostics: RefCell<&'a mut Diagnostics>,
    /// What other resolvers must know of each resource, in the model's order.
    pub(super) resources: Vec<Signature>,
}

/// What other resolvers must know of a resource.
#[derive(Clone, Debug)]
pub(super) struct Signature {
    pub(super) name: String,
    pub(super) identifiers: Vec<Identifier>,
    pub(super) data: Option<Shape>,
    /// Whether what is wrong with its shape has been told: that it has no data isn't told as well.
    pub(super) told: bool,
}

/// Who asks: a resource, or the service resource.
#[derive(Clone, Copy)]
pub(super) struct Caller<'a> {
    pub(super) signature: Option<&'a Signature>,
}

impl<'a> Context<'a> {
    pub(super) fn new(
        service: &'a Service,
        definition: &'a Definition,
        sdk: &'a Sdk,
        diagnostics: &'a mut Diagnostics,
    ) -> Self {
        Self { service, definition, sdk, diagnostics: RefCell::new(diagnostics), resources: Vec::new() }
    }

    pub(super) fn text(&self) -> &'a Text {
        &self.definition.resources.text
    }

    pub(super) fn tell(&self, diagnostic: Diagnostic) {
        self.diagnostics.borrow_mut().push(diagnostic);
    }

    /// The operation, or a diagnostic.
    pub(super) fn operation(&self, text: &Text, pointer: &str, name: &str) -> Option<Arc<Operation>> {
        match self.sdk.operation(name) {
            Some(operation) if operation.name == name => Some(operation),
            Some(operation) => {
                let message = format!("AWS writes this operation `{}`", operation.name);
                let diagnostic = text.error(pointer, message).help("model files use AWS's own spelling");
                self.tell(diagnostic.remedy(&text.name, pointer, Some(operation.name.clone().into())));
                None
            }
            None => {
                let names = self.sdk.operation_names();
                let message = format!("{} {} has no operation `{name}`", self.sdk.krate, self.sdk.version);
                self.tell(text.error(pointer, message).nearest(name, names.iter().map(String::as_str)));
                None
            }
        }
    }

    /// The resource type, or a diagnostic.
    pub(super) fn resource(&self, pointer: &str, name: &str) -> Option<usize> {
        let found = self.resources.iter().position(|resource| resource.name == name);
        if found.is_none() {
            let names = self.resources.iter().map(|resource| resource.name.as_str());
            let diagnostic = self.text().error(pointer, format!("this file defines no resource `{name}`"));
            self.tell(diagnostic.nearest(name, names));
        }
        found
    }

    /// A parameter's path, or a diagnostic.
    pub(super) fn path(&self, pointer: &str, parameter: &Parameter) -> Option<Path> {
        match &parameter.path {
            Some(text) => self.parse_path(self.text(), &format!("{pointer}/path"), text),
            None => {
                let message = format!("a parameter with source `{}` needs a `path`", parameter.source);
                self.tell(self.text().error(pointer, message));
                None
            }
        }
    }

    /// A path, or a diagnostic.
    pub(super) fn parse_path(&self, text: &Text, pointer: &str, path: &str) -> Option<Path> {
        Path::parse(path)
            .map_err(|malformed| self.tell(text.error_within(pointer, malformed.at, malformed.message)))
            .ok()
    }

    /// A path without alternatives, or a diagnostic.
    pub(super) fn one_path(&self, text: &Text, pointer: &str, path: &str) -> Option<Vec<Step>> {
        let path = self.parse_path(text, pointer, path)?;
        let steps = path.only().map(<[Step]>::to_vec);
        if steps.is_none() {
            let message = "a list of alternatives is only for the items of a collection";
            self.tell(text.error(pointer, message));
        }
        steps
    }

    /// The type of a path's steps from a structure, or a diagnostic.
    pub(super) fn typed(&self, text: &Text, pointer: &str, root: &Shape, steps: &[Step]) -> Option<TypedPath> {
        self.typed_from(text, pointer, &self.shape_type(root), Some(root), steps)
    }

    /// The type of a path's steps from a value, or a diagnostic.
    pub(super) fn typed_from(
        &self,
        text: &Text,
        pointer: &str,
        start: &Type,
        root: Option<&Shape>,
        steps: &[Step],
    ) -> Option<TypedPath> {
        let mut ty = start.clone();
        let mut root = root.cloned();
        let mut typed = Vec::new();
        for (at, step) in steps.iter().enumerate() {
            match step {
                Step::Member(name) if let Type::Map { keys, values } = &ty => {
                    typed.push(self.map_key(text, pointer, name, keys.as_deref())?);
                    ty = (**values).clone();
                }
                Step::Member(name) => {
                    let Some(shape) = root.take().or_else(|| self.sdk.members(&ty)) else {
                        let message = match at {
                            0 => format!("`{name}` can't be read from {}", ty.describe()),
                            _ => format!("`{}` is {}, which has no members", show(&steps[..at]), ty.describe()),
                        };
                        self.tell(text.error(pointer, message));
                        return None;
                    };
                    let Some(field) = shape.field(name) else {
                        self.tell(no_member(text, pointer, &shape, name));
                        return None;
                    };
                    ty = field.ty.clone();
                    typed.push(TypedStep::Member(field.clone()));
                }
                Step::First | Step::Last | Step::Each => {
                    let Some(element) = ty.element().cloned() else {
                        let message = format!("`{}` is {}, not a list", show(&steps[..at]), ty.describe());
                        self.tell(text.error(pointer, message));
                        return None;
                    };
                    ty = element;
                    typed.push(match step {
                        Step::First => TypedStep::First,
                        Step::Last => TypedStep::Last,
                        _ => TypedStep::Each,
                    });
                }
            }
        }
        Some(TypedPath { steps: typed, ty, text: show(steps) })
    }

    /// The value of a key of a map, or a diagnostic where the keys are known and this isn't one.
    fn map_key(&self, text: &Text, pointer: &str, name: &str, keys: Option<&str>) -> Option<TypedStep> {
        if let Some(keys) = keys
            && let TypeDef::Enum(values) = &*self.sdk.type_def(keys)
            && !values.iter().any(|known| known == name)
        {
            let diagnostic = text.error(pointer, format!("the keys of the map are {keys}, which has no `{name}`"));
            self.tell(diagnostic.nearest(name, values.iter().map(String::as_str)));
            return None;
        }
        Some(TypedStep::Key { name: name.to_owned(), keys: keys.map(str::to_owned) })
    }

    /// The type that a structure is.
    pub(super) fn shape_type(&self, shape: &Shape) -> Type {
        match shape.module.strip_prefix("operation::") {
            Some(operation) => Type::Output(operation.to_owned()),
            None => Type::Struct(shape.name.clone()),
        }
    }

    /// A member of a structure, or a diagnostic.
    pub(super) fn member(&self, text: &Text, pointer: &str, shape: &Shape, name: &str) -> Option<Field> {
        let field = shape.field(name).cloned();
        if field.is_none() {
            self.tell(no_member(text, pointer, shape, name));
        }
        field
    }

    /// The caller's identifier that a parameter names, or a diagnostic.
    pub(super) fn caller_identifier(&self, pointer: &str, parameter: &Parameter, caller: Caller<'_>) -> Option<usize> {
        let Some(name) = &parameter.name else {
            self.tell(self.text().error(pointer, "a parameter with source `identifier` needs a `name`"));
            return None;
        };
        let pointer = format!("{pointer}/name");
        let Some(signature) = caller.signature else {
            let message = "the service resource has no identifiers".to_owned();
            self.tell(self.text().error(&pointer, message));
            return None;
        };
        let found = signature.identifiers.iter().position(|identifier| identifier.name == *name);
        if found.is_none() {
            let names = signature.identifiers.iter().map(|identifier| identifier.name.as_str());
            let message = format!("{} has no identifier `{name}`", signature.name);
            let diagnostic = self.text().error(&pointer, message).nearest(name, names);
            self.tell(self.attribute(diagnostic, &pointer, parameter, signature, name));
        }
        found
    }

    /// boto3 takes any attribute for an identifier: another spelling, a member that is one, or a member of the data.
    fn attribute(
        &self,
        diagnostic: Diagnostic,
        pointer: &str,
        parameter: &Parameter,
        signature: &Signature,
        name: &str,
    ) -> Diagnostic {
        let key = names::key(name);
        let named = |identifier: &&Identifier| {
            [Some(&identifier.name), identifier.member.as_ref()]
                .into_iter()
                .flatten()
                .any(|name| names::key(name) == key)
        };
        let file = &self.text().name;
        if let Some(identifier) = signature.identifiers.iter().find(named) {
            return diagnostic.remedy(file, pointer, Some(identifier.name.clone().into()));
        }
        let Some(field) = signature.data.as_ref().and_then(|data| data.field(name)) else { return diagnostic };
        let around = pointer.trim_end_matches("/name");
        let data =
            serde_json::json!({ "target": parameter.target, "source": "data", "path": names::pascal(&field.name) });
        diagnostic.remedy(file, around, Some(data))
    }

    /// The caller's data, or a diagnostic.
    pub(super) fn caller_data<'c>(&self, pointer: &str, caller: Caller<'c>) -> Option<&'c Shape> {
        let data = caller.signature.and_then(|signature| signature.data.as_ref());
        if data.is_none() && !caller.signature.is_some_and(|signature| signature.told) {
            let who = caller.signature.map_or("the service resource", |signature| &signature.name);
            self.tell(self.text().error(pointer, format!("{who} has no data: it has no `shape`")));
        }
        data
    }
}

/// A diagnostic about a member that isn't there, with those that are, as AWS writes them.
pub(super) fn no_member(text: &Text, pointer: &str, shape: &Shape, name: &str) -> Diagnostic {
    let names: Vec<String> = shape.fields.iter().map(|field| names::pascal(&field.name)).collect();
    let message = format!("{} has no member `{name}`", shape.name);
    text.error(pointer, message).nearest(name, names.iter().map(String::as_str))
}

/// Whether a value of one type becomes one of another: where it fits, and numbers become text.
pub(super) fn converts(from: &Type, to: &Type) -> bool {
    let number = matches!(from, Type::Scalar(Scalar::I32 | Scalar::I64));
    fits(from, to) || (number && *to == Type::Scalar(Scalar::String))
}

/// Whether a value of one type can be given where another is expected: equal, or text and enumeration.
pub(super) fn fits(from: &Type, to: &Type) -> bool {
    let textual = |ty: &Type| matches!(ty, Type::Scalar(Scalar::String) | Type::Enum(_));
    from == to || (textual(from) && textual(to))
}
