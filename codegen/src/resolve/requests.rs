//! Requests: what the model fills in.

use super::{
    context::{Caller, Context, converts},
    model::{Member, Request, Source, Value},
};
use crate::{
    definition::{
        Text,
        resources::{self, Parameter},
    },
    facts::{Operation, Scalar, Shape, Type},
    names,
    path::{Element, Part, Target},
};

impl Context<'_> {
    /// A request, or diagnostics.
    pub(super) fn request(&self, pointer: &str, request: &resources::Request, caller: Caller<'_>) -> Option<Request> {
        let text = self.text();
        let operation = self.operation(text, &format!("{pointer}/operation"), &request.operation)?;
        let params = numbered(format!("{pointer}/params"), &request.params);
        let members = self.members(params, &operation.input, caller)?;
        Some(Request { operation, members })
    }

    /// Tells which members that the operation requires a request lacks that nobody can add to.
    pub(super) fn complete(&self, pointer: &str, what: &str, members: &[Member], operation: &Operation) {
        for name in self.sdk.usage(operation).required {
            if !members.iter().any(|member| member.field.name == name) {
                let name = names::pascal(&name);
                let message = format!("{} requires `{name}`, which this {what} doesn't give it", operation.name);
                self.tell(self.text().key_error(pointer, message).help("fill it in with one more parameter"));
            }
        }
    }

    /// The members that parameters, with their pointers, fill in, or diagnostics.
    pub(super) fn members<'p>(
        &self,
        parameters: impl IntoIterator<Item = (String, &'p Parameter)>,
        input: &Shape,
        caller: Caller<'_>,
    ) -> Option<Vec<Member>> {
        let mut members = Vec::new();
        let mut complete = true;
        for (pointer, parameter) in parameters {
            if parameter.source == "input" {
                continue; // the caller gives it
            }
            complete &= self.parameter(&pointer, parameter, input, caller, &mut members).is_some();
        }
        complete.then_some(members)
    }

    fn parameter(
        &self,
        pointer: &str,
        parameter: &Parameter,
        input: &Shape,
        caller: Caller<'_>,
        members: &mut Vec<Member>,
    ) -> Option<()> {
        let target = self.target(pointer, parameter)?;
        let source = self.source(pointer, parameter, caller)?;
        self.place(pointer, &target.parts, input, source, caller, members)
    }

    /// A parameter's target, or a diagnostic.
    pub(super) fn target(&self, pointer: &str, parameter: &Parameter) -> Option<Target> {
        Target::parse(&parameter.target)
            .map_err(|malformed| {
                let pointer = format!("{pointer}/target");
                self.tell(self.text().error_within(&pointer, malformed.at, malformed.message));
            })
            .ok()
    }

    /// Where a parameter's value comes from, or a diagnostic.
    pub(super) fn source(&self, pointer: &str, parameter: &Parameter, caller: Caller<'_>) -> Option<Source> {
        let text = self.text();
        match parameter.source.as_str() {
            "identifier" => self.caller_identifier(pointer, parameter, caller).map(Source::Identifier),
            "string" | "integer" | "boolean" => Some(Source::Literal(self.literal(pointer, parameter)?.clone())),
            "data" => {
                let path = self.path(pointer, parameter)?;
                let data = self.caller_data(pointer, caller)?;
                let path_pointer = format!("{pointer}/path");
                let Some(steps) = path.only() else {
                    self.tell(text.error(&path_pointer, "a list of alternatives can't fill in a parameter"));
                    return None;
                };
                self.typed(text, &path_pointer, data, steps).map(Source::Data)
            }
            "arn" if caller.signature.is_some() => Some(Source::Arn),
            "arn" => {
                self.tell(text.error(&format!("{pointer}/source"), "the service resource has no ARN"));
                None
            }
            other => {
                let known = ["identifier", "data", "string", "integer", "boolean", "arn", "input"];
                let message = format!("a request can't be filled from source `{other}`");
                let diagnostic = text.error(&format!("{pointer}/source"), message);
                self.tell(diagnostic.help(format!("the sources are {}", known.map(|k| format!("`{k}`")).join(", "))));
                None
            }
        }
    }

    /// A parameter's literal, or a diagnostic.
    pub(super) fn literal<'p>(&self, pointer: &str, parameter: &'p Parameter) -> Option<&'p serde_json::Value> {
        let Some(value) = &parameter.value else {
            let message = format!("a parameter with source `{}` needs a `value`", parameter.source);
            self.tell(self.text().error(pointer, message));
            return None;
        };
        let fits = match parameter.source.as_str() {
            "integer" => value.is_i64(),
            "boolean" => value.is_boolean(),
            _ => value.is_string(),
        };
        if !fits {
            let message = format!("this value isn't what its source says: {}", parameter.source);
            let diagnostic = self.text().error(&format!("{pointer}/value"), message);
            let kind = match value {
                serde_json::Value::String(_) => "string",
                serde_json::Value::Bool(_) => "boolean",
                _ => "integer",
            };
            self.tell(diagnostic.remedy(&self.text().name, &format!("{pointer}/source"), Some(kind.into())));
            return None;
        }
        Some(value)
    }

    /// Puts a value where the target says.
    fn place(
        &self,
        pointer: &str,
        parts: &[Part],
        shape: &Shape,
        source: Source,
        caller: Caller<'_>,
        members: &mut Vec<Member>,
    ) -> Option<()> {
        let text = self.text();
        let target = format!("{pointer}/target");
        let [part, rest @ ..] = parts else { return None };
        let field = self.member(text, &target, shape, &part.member)?;
        let at = match members.iter().position(|member| member.field.name == field.name) {
            Some(at) => at,
            None => {
                let value = match part.element {
                    Element::None => Value::Struct(shape.clone(), Vec::new()),
                    _ => Value::List(Vec::new()),
                };
                members.push(Member { field: field.clone(), value });
                members.len() - 1
            }
        };
        let slot = &mut members[at].value;
        let (ty, slot) = match part.element {
            Element::None => (&field.ty, slot),
            _ => {
                let Some(element) = field.ty.element() else {
                    self.tell(text.error(&target, format!("`{}` is {}, not a list", part.member, field.ty.describe())));
                    return None;
                };
                let Value::List(values) = slot else {
                    self.tell(text.error(&target, format!("`{}` is filled in twice, once not as a list", part.member)));
                    return None;
                };
                let index = match part.element {
                    Element::At(index) if index <= values.len() => index,
                    Element::At(index) => {
                        let message = format!("element {index} is filled in before element {}", values.len());
                        self.tell(text.error(&target, message));
                        return None;
                    }
                    _ => values.len(),
                };
                if index == values.len() {
                    values.push(Value::Struct(shape.clone(), Vec::new()));
                }
                (element, &mut values[index])
            }
        };
        if rest.is_empty() {
            if matches!(slot, Value::Leaf(..)) {
                self.tell(text.error(&target, format!("`{}` is filled in twice", part.member)));
                return None;
            }
            self.check(pointer, &source, ty, caller)?;
            *slot = Value::Leaf(source, ty.clone());
            return Some(());
        }
        let Some(inner) = self.sdk.members(ty) else {
            self.tell(text.error(&target, format!("`{}` is {}, which has no members", part.member, ty.describe())));
            return None;
        };
        if !matches!(slot, Value::Struct(shape, _) if *shape == inner) {
            *slot = Value::Struct(inner.clone(), Vec::new());
        }
        let Value::Struct(_, inner_members) = slot else { return None };
        self.place(pointer, rest, &inner, source, caller, inner_members)
    }

    /// Whether a value fits where it goes, or a diagnostic.
    pub(super) fn check(&self, pointer: &str, source: &Source, to: &Type, caller: Caller<'_>) -> Option<()> {
        let text = self.text();
        let refuse = |what: &str, from: &Type| {
            let message = format!("{what} is {}, but the target is {}", from.describe(), to.describe());
            self.tell(text.error(pointer, message));
        };
        match source {
            Source::Identifier(index) => {
                let identifier = &caller.signature?.identifiers[*index];
                if !converts(&identifier.ty, to) {
                    refuse(&format!("the identifier `{}`", identifier.name), &identifier.ty);
                    return None;
                }
            }
            Source::Data(path) => {
                let plural = path.steps.contains(&super::model::TypedStep::Each);
                let from = if plural { Type::List(Box::new(path.ty.clone())) } else { path.ty.clone() };
                if !converts(&from, to) {
                    refuse(&format!("the data at `{}`", path.text), &from);
                    return None;
                }
            }
            Source::Arn => {
                if *to != Type::Scalar(Scalar::String) {
                    refuse("an ARN", &Type::Scalar(Scalar::String));
                    return None;
                }
            }
            Source::Literal(value) => return self.check_literal(text, &format!("{pointer}/value"), value, to),
        }
        Some(())
    }

    pub(super) fn check_literal(&self, text: &Text, pointer: &str, value: &serde_json::Value, to: &Type) -> Option<()> {
        let fits = match to {
            Type::Scalar(Scalar::String) => value.is_string(),
            Type::Scalar(Scalar::Bool) => value.is_boolean(),
            Type::Scalar(Scalar::I32 | Scalar::I64) => value.is_i64(),
            Type::Scalar(Scalar::F32 | Scalar::F64) => value.is_number(),
            Type::Enum(name) => {
                if let (Some(value), crate::facts::TypeDef::Enum(values)) = (value.as_str(), &*self.sdk.type_def(name))
                    && !values.iter().any(|known| known == value)
                {
                    let message = format!("the enumeration {name} has no value `{value}`");
                    let diagnostic = text.error(pointer, message);
                    self.tell(diagnostic.help(format!("its values are {}", values.join(", "))));
                    return None;
                }
                value.is_string()
            }
            _ => false,
        };
        if !fits {
            self.tell(text.error(pointer, format!("this value doesn't fit: the target is {}", to.describe())));
        }
        fits.then_some(())
    }
}

/// Parameters with their pointers.
pub(super) fn numbered(pointer: String, parameters: &[Parameter]) -> impl Iterator<Item = (String, &Parameter)> {
    parameters.iter().enumerate().map(move |(at, parameter)| (format!("{pointer}/{at}"), parameter))
}
