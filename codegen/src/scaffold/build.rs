//! Parts of definitions, shortly.

use serde_json::Value;

use crate::definition::resources::{Parameter, Request, Yield};

fn parameter(target: &str, source: &str) -> Parameter {
    let (target, source) = (target.to_owned(), source.to_owned());
    Parameter { target, source, name: None, path: None, value: None, split: None, optional: false }
}

pub(super) fn identifier(target: &str, name: &str) -> Parameter {
    Parameter { name: Some(name.to_owned()), ..parameter(target, "identifier") }
}

pub(super) fn response(target: &str, path: &str) -> Parameter {
    Parameter { path: Some(path.to_owned()), ..parameter(target, "response") }
}

pub(super) fn sent(target: &str, path: &str) -> Parameter {
    Parameter { path: Some(path.to_owned()), ..parameter(target, "requestParameter") }
}

pub(super) fn data(target: &str, path: &str) -> Parameter {
    Parameter { path: Some(path.to_owned()), ..parameter(target, "data") }
}

pub(super) fn text(target: &str, value: &str) -> Parameter {
    Parameter { value: Some(Value::String(value.to_owned())), ..parameter(target, "string") }
}

pub(super) fn arn(target: &str) -> Parameter {
    parameter(target, "arn")
}

pub(super) fn input(target: &str) -> Parameter {
    parameter(target, "input")
}

/// The same for another target.
pub(super) fn with_target(other: &Parameter, target: &str) -> Parameter {
    let Parameter { name, path, value, optional, .. } = other;
    let (name, path, value, optional) = (name.clone(), path.clone(), value.clone(), *optional);
    Parameter { name, path, value, optional, ..parameter(target, &other.source) }
}

pub(super) fn request(operation: &str, params: Vec<Parameter>) -> Request {
    Request { operation: operation.to_owned(), params }
}

pub(super) fn yields(kind: &str, identifiers: Vec<Parameter>, path: Option<String>) -> Yield {
    Yield { kind: kind.to_owned(), identifiers, path }
}
