//! Operations over a collection.

use super::{
    context::{Caller, Context, Signature},
    model::{Action, Batch, Failures, Member, Source, TypedPath, TypedStep, Value},
};
use crate::{
    definition::resources::{self, BatchAction, Parameter},
    facts::{Field, Operation, Scalar, Shape, Type},
    path::{Element, Part, Target},
};

/// What a call takes where the model doesn't say: the page size that most operations share.
const MAX: usize = 100;

impl Context<'_> {
    /// A batch action, or diagnostics.
    pub(super) fn batch(
        &self,
        pointer: &str,
        method: String,
        batch: &BatchAction,
        caller: Caller<'_>,
    ) -> Option<Batch> {
        let text = self.text();
        let at = format!("{pointer}/request");
        let operation = self.operation(text, &format!("{at}/operation"), &batch.request.operation)?;
        let mut shared: Vec<(String, &Parameter)> = Vec::new();
        let mut each: Vec<(String, Target, &Parameter)> = Vec::new();
        for (index, parameter) in batch.request.params.iter().enumerate() {
            let pointer = format!("{at}/params/{index}");
            let target = self.target(&pointer, parameter)?;
            let per_item = target.parts.iter().any(|part| matches!(part.element, Element::Append | Element::Item));
            if per_item { each.push((pointer, target, parameter)) } else { shared.push((pointer, parameter)) }
        }
        let Some((_, first, _)) = each.first() else {
            let message = "no parameter takes a value of each item: a batch needs a target with `[]` or `[*]`";
            self.tell(text.error(&format!("{at}/params"), message));
            return None;
        };
        let depth = first.parts.iter().position(|part| matches!(part.element, Element::Append | Element::Item))?;
        let prefix: Vec<String> = first.parts[..=depth].iter().map(|part| part.member.clone()).collect();
        let (way, list) = self.way(&each[0].0, &operation.input, &first.parts[..=depth])?;
        let element_type = list.ty.element()?.clone();
        let mut element = None;
        let mut members = Vec::new();
        for (pointer, target, parameter) in &each {
            let same = target.parts.len() > depth
                && target.parts[..=depth].iter().map(|part| &part.member).eq(&prefix)
                && matches!(target.parts[depth].element, Element::Append | Element::Item);
            if !same {
                let message = "the values of an item must go into one element of one list";
                self.tell(text.error(&format!("{pointer}/target"), message));
                return None;
            }
            let source = self.source(pointer, parameter, caller)?;
            let inner = &target.parts[depth + 1..];
            if inner.is_empty() {
                self.check(pointer, &source, &element_type, caller)?;
                element = Some(Value::Leaf(source, element_type.clone()));
            } else {
                let shape = self.element_members(pointer, &element_type)?;
                self.inner(pointer, inner, &shape, source, caller, &mut members)?;
            }
        }
        let element = match element {
            Some(element) => element,
            None => Value::Struct(self.element_members(&each[0].0, &element_type)?, members),
        };
        let mut shared = self.members(shared, &operation.input, caller)?;
        let way = beside(&mut shared, way);
        let fetched = |member: &Member| member.value.has_source(&Source::is_fetched);
        if way.iter().any(|(.., beside)| beside.iter().any(fetched)) {
            let message = "beside the list can't stand what must be fetched first: a resource's ARN or its data";
            self.tell(text.error(&format!("{at}/params"), message));
            return None;
        }
        if element.has_source(&Source::is_arn) && element.has_source(&Source::is_data) {
            let message = "an element can be made of the resource's ARN or of its data, not of both";
            self.tell(text.error(&format!("{at}/params"), message));
            return None;
        }
        let failures = match &batch.failures {
            Some(failures) => Some(self.failures(&format!("{pointer}/failures"), failures, &operation, caller)?),
            None => None,
        };
        if batch.max == Some(0) {
            self.tell(text.error(&format!("{pointer}/max"), "a call must take at least one item"));
            return None;
        }
        let documentation = batch.documentation.clone();
        let max = batch.max.unwrap_or(MAX);
        let divisible = batch.divisible;
        Some(Batch { method, documentation, operation, shared, way, list, element, max, divisible, failures })
    }

    fn element_members(&self, pointer: &str, element: &Type) -> Option<Shape> {
        let members = self.sdk.members(element);
        if members.is_none() {
            let message = format!("the list's elements are {}, which has no members", element.describe());
            self.tell(self.text().error(&format!("{pointer}/target"), message));
        }
        members
    }

    fn inner(
        &self,
        pointer: &str,
        parts: &[Part],
        shape: &Shape,
        source: Source,
        caller: Caller<'_>,
        members: &mut Vec<Member>,
    ) -> Option<()> {
        let [part] = parts else {
            let message = "an item's value can't lie deeper than its element's own members";
            self.tell(self.text().error(&format!("{pointer}/target"), message));
            return None;
        };
        let field = self.member(self.text(), &format!("{pointer}/target"), shape, &part.member)?;
        self.check(pointer, &source, &field.ty, caller)?;
        let value = Value::Leaf(source, field.ty.clone());
        members.push(Member { field, value });
        Some(())
    }

    fn way(&self, pointer: &str, input: &Shape, parts: &[Part]) -> Option<(Vec<(Field, Shape)>, Field)> {
        let target = format!("{pointer}/target");
        let [outer @ .., last] = parts else { return None };
        let mut shape = input.clone();
        let mut way = Vec::new();
        for part in outer {
            let field = self.member(self.text(), &target, &shape, &part.member)?;
            let Some(inner) = self.sdk.members(&field.ty) else {
                let message = format!("`{}` is {}, which has no members", part.member, field.ty.describe());
                self.tell(self.text().error(&target, message));
                return None;
            };
            shape = inner.clone();
            way.push((field, inner));
        }
        let list = self.member(self.text(), &target, &shape, &last.member)?;
        if list.ty.element().is_none() {
            let message = format!("`{}` is {}, not a list", last.member, list.ty.describe());
            self.tell(self.text().error(&target, message));
            return None;
        }
        Some((way, list))
    }

    fn failures(
        &self,
        pointer: &str,
        failures: &resources::Failures,
        operation: &Operation,
        caller: Caller<'_>,
    ) -> Option<Failures> {
        let text = self.text();
        let at = format!("{pointer}/path");
        let path = self.typed(text, &at, &operation.output, &self.one_path(text, &at, &failures.path)?)?;
        if !path.steps.contains(&TypedStep::Each) {
            let message = format!("`{}` is {}, not a list of failures", path.text, path.ty.describe());
            self.tell(text.error(&at, message).help("the path of a list ends in `[]`"));
            return None;
        }
        let inside = |end: &str, member: &str| -> Option<TypedPath> {
            let at = format!("{pointer}/{end}");
            self.typed_from(text, &at, &path.ty, None, &self.one_path(text, &at, member)?)
        };
        let signature = caller.signature?;
        let mut identifiers = Vec::new();
        for (index, parameter) in failures.identifiers.iter().enumerate() {
            let found = signature.identifiers.iter().position(|known| known.name == parameter.target);
            let Some(found) = found else {
                let names = signature.identifiers.iter().map(|known| known.name.as_str());
                let message = format!("{} has no identifier `{}`", signature.name, parameter.target);
                let diagnostic = text.error(&format!("{pointer}/identifiers/{index}/target"), message);
                self.tell(diagnostic.nearest(&parameter.target, names));
                return None;
            };
            let member = parameter.path.as_deref().unwrap_or(&parameter.target);
            identifiers.push((found, inside(&format!("identifiers/{index}/path"), member)?));
        }
        let code = match &failures.code {
            Some(code) => Some(inside("code", code)?),
            None => None,
        };
        let message = match &failures.message {
            Some(message) => Some(inside("message", message)?),
            None => None,
        };
        Some(Failures { path, identifiers, code, message })
    }
}

/// What the operation calls a resource that changes the tags of many of any types: EC2's `CreateTags`, of which each type
/// has an action for itself.
pub(super) fn tag_id(actions: &[Action], signature: &Signature) -> Option<Value> {
    let members = actions.iter().filter(|action| action.request.operation.name == "CreateTags");
    let mut members = members.flat_map(|action| &action.request.members);
    let Value::List(values) = &members.find(|member| member.field.name == "resources")?.value else { return None };
    let [value @ Value::Leaf(source, Type::Scalar(Scalar::String))] = values.as_slice() else { return None };
    let is_one = match source {
        Source::Identifier(index) => !signature.identifiers[*index].optional,
        Source::Data(path) => !path.steps.contains(&TypedStep::Each),
        Source::Arn => true,
        Source::Literal(_) => false,
    };
    is_one.then(|| value.clone())
}

/// Takes what goes into the structures on the way out of what goes into the request.
fn beside(shared: &mut Vec<Member>, way: Vec<(Field, Shape)>) -> Vec<(Field, Shape, Vec<Member>)> {
    let mut inside: Vec<Vec<Member>> = Vec::new();
    for (field, _) in &way {
        let around = inside.last_mut().unwrap_or(shared);
        let at = around.iter().position(|member| member.field == *field);
        let taken = at.map(|at| around.remove(at).value);
        inside.push(match taken {
            Some(Value::Struct(_, members)) => members,
            _ => Vec::new(),
        });
    }
    way.into_iter().zip(inside).map(|((field, shape), members)| (field, shape, members)).collect()
}
