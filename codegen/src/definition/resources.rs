//! `resources-1.json`: boto3's format, and what we add to it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Format, Map, hints};
use crate::{names, path};

/// `resources-1.json`: a service's resources, and what they are in AWS's API.
#[derive(Debug, Deserialize, JsonSchema, Serialize)]
pub struct Resources {
    /// Where an editor finds the schema.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// The service resource.
    pub service: Holder,
    /// The resources by type name.
    pub resources: Map<Resource>,
}

/// What the service resource and every resource can have.
#[derive(Debug, Default, Deserialize, JsonSchema, Serialize)]
pub struct Holder {
    /// Operations, by name.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub actions: Map<Action>,
    /// Sub-resources and references, by name.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub has: Map<Has>,
    /// Collections, by name.
    #[serde(default, rename = "hasMany", skip_serializing_if = "Map::is_empty")]
    pub has_many: Map<Collection>,
}

/// A resource.
#[derive(Debug, Default, Deserialize, JsonSchema, Serialize)]
pub struct Resource {
    /// One or two sentences: what it is. Ours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub documentation: Option<String>,
    /// What tells it from others of its type.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub identifiers: Vec<Identifier>,
    /// The type of its data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shape: Option<String>,
    /// How its data is fetched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub load: Option<Load>,
    /// Operations, by name.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub actions: Map<Action>,
    /// Operations over a collection of it, by name.
    #[serde(default, rename = "batchActions", skip_serializing_if = "Map::is_empty")]
    pub batch_actions: Map<BatchAction>,
    /// Sub-resources and references, by name.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub has: Map<Has>,
    /// Collections, by name.
    #[serde(default, rename = "hasMany", skip_serializing_if = "Map::is_empty")]
    pub has_many: Map<Collection>,
    /// Waiters, by name.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub waiters: Map<Waiter>,
    /// How it is tagged, where its actions and collections don't say that. Ours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tags: Option<Tags>,
}

/// How a resource is tagged, where its actions and collections don't say that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Tags {
    /// Not at all.
    None,
    /// As the service's customizations say.
    Custom,
}

/// An identifier.
#[derive(Debug, Deserialize, JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Identifier {
    /// Its name.
    #[schemars(regex(pattern = names::PATTERN))]
    pub name: String,
    /// The member of the data that holds it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member_name: Option<String>,
    /// boto3 writes a type here and never reads it; ours comes from the SDK.
    #[serde(default, rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Whether a resource may lack it. Ours.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub optional: bool,
    /// Whether it can be an empty text, which AWS may leave out. Ours.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub empty: bool,
    /// What is taken off its front, so that `/hostedzone/Z1` is `Z1`. Ours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trim_prefix: Option<String>,
    /// Whether it is a DNS name, so that `Example.com` is `example.com.`. Ours.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub dns_name: bool,
}

/// A request.
#[derive(Debug, Deserialize, JsonSchema, Serialize)]
pub struct Request {
    /// The operation.
    pub operation: String,
    /// What is filled in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(with = "Vec<hints::RequestParameter>")]
    pub params: Vec<Parameter>,
}

/// Where a value comes from, and where it goes.
#[derive(Debug, Deserialize, JsonSchema, Serialize)]
pub struct Parameter {
    /// Where it goes.
    pub target: String,
    /// Where it comes from.
    pub source: String,
    /// The identifier, for `identifier`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The path, for `data`, `response` and `requestParameter`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = path::PATTERN))]
    pub path: Option<String>,
    /// The value, for `string`, `integer` and `boolean`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<serde_json::Value>,
    /// Which part of the text it is, where AWS gives it only within another, such as an ARN. Ours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub split: Option<Split>,
    /// Whether a reference leaves out elements that lack it, where that means that they name nothing. Ours.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub optional: bool,
}

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema, Serialize)]
pub struct Split {
    /// What stands between the parts.
    #[schemars(length(min = 1))]
    pub by: String,
    /// Which part, from 0.
    pub at: usize,
    /// Whether it goes on to the end of the text.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub rest: bool,
}

/// How data is fetched.
#[derive(Debug, Deserialize, JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Load {
    /// The request.
    pub request: Request,
    /// Where the data is in the response.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = path::PATTERN))]
    pub path: Option<String>,
    /// Whether the request makes a listing begin at the item, so that its first page is enough. Ours.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub first_page: bool,
    /// What AWS answers for what isn't there, where that is no error. Ours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub absent: Option<Absent>,
    /// The errors by which AWS says that it isn't there, where their codes alone don't. Ours.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_found: Vec<NotFound>,
}

impl Load {
    /// Whether the data is the whole response.
    pub fn brings_all(&self) -> bool {
        matches!(self.path.as_deref(), None | Some("@" | "$" | ""))
    }
}

/// An error by which AWS says that something isn't there.
#[derive(Clone, Debug, Deserialize, JsonSchema, Serialize)]
pub struct NotFound {
    /// Its code.
    #[schemars(length(min = 1))]
    pub code: String,
    /// A part of its message, where the code alone says something else, too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1))]
    pub message: Option<String>,
}

/// What AWS answers for what isn't there.
#[derive(Debug, Deserialize, JsonSchema, Serialize)]
pub struct Absent {
    /// The member of the data that tells.
    #[schemars(regex(pattern = path::PATTERN))]
    pub path: String,
    /// What it says; left out, it isn't there either.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<String>,
}

/// An operation on a resource or service.
#[derive(Debug, Deserialize, JsonSchema, Serialize)]
pub struct Action {
    /// The request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(required)]
    pub request: Option<Request>,
    /// The resources that it yields.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resource: Option<Yield>,
    /// Where the answer is in the response.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = path::PATTERN))]
    pub path: Option<String>,
    /// What it does, where the name doesn't say. Ours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub documentation: Option<String>,
}

/// Resources in a response.
#[derive(Debug, Deserialize, JsonSchema, Serialize)]
pub struct Yield {
    /// Their type.
    #[serde(rename = "type")]
    pub kind: String,
    /// Their identifiers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(with = "Vec<hints::YieldParameter>")]
    pub identifiers: Vec<Parameter>,
    /// Where their data is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = path::PATTERN))]
    pub path: Option<String>,
}

/// A sub-resource or reference.
#[derive(Debug, Deserialize, JsonSchema, Serialize)]
pub struct Has {
    /// The resource.
    #[schemars(with = "hints::Related")]
    pub resource: Yield,
    /// What it is, where the name doesn't say. Ours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub documentation: Option<String>,
}

/// A collection.
#[derive(Debug, Deserialize, JsonSchema, Serialize)]
pub struct Collection {
    /// The request.
    pub request: Request,
    /// The items.
    pub resource: Yield,
    /// What it lists, where the name doesn't say. Ours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub documentation: Option<String>,
}

/// An operation over a collection.
#[derive(Debug, Deserialize, JsonSchema, Serialize)]
pub struct BatchAction {
    /// The request.
    pub request: Request,
    /// How many items one call takes. Ours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1))]
    pub max: Option<usize>,
    /// Whether a call that the service refuses is sent again in halves, until the items at fault are known: only where
    /// it does no harm to repeat the operation for an item. Ours.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub divisible: bool,
    /// Where the response says which items failed. Ours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failures: Option<Failures>,
    /// What it does, where the name doesn't say. Ours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub documentation: Option<String>,
}

/// Where the response of a batch says which items failed.
#[derive(Debug, Deserialize, JsonSchema, Serialize)]
pub struct Failures {
    /// The list of failures.
    #[schemars(regex(pattern = path::PATTERN))]
    pub path: String,
    /// Which member of a failure holds which identifier.
    #[schemars(with = "Vec<hints::FailureParameter>")]
    pub identifiers: Vec<Parameter>,
    /// The member with AWS's code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = path::PATTERN))]
    pub code: Option<String>,
    /// The member with AWS's message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = path::PATTERN))]
    pub message: Option<String>,
}

/// A waiter of a resource.
#[derive(Debug, Deserialize, JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Waiter {
    /// The SDK's waiter, or one of `waiters-2.json`.
    pub waiter_name: String,
    /// What is filled in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(with = "Vec<hints::RequestParameter>")]
    pub params: Vec<Parameter>,
    /// boto3's files have it and boto3 never reads it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// What it waits for, where the name doesn't say. Ours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub documentation: Option<String>,
}

impl Format for Resources {
    const KEYS: &'static [&'static str] = &[
        "absent",
        "actions",
        "at",
        "batchActions",
        "by",
        "code",
        "divisible",
        "dnsName",
        "documentation",
        "empty",
        "expected",
        "failures",
        "firstPage",
        "has",
        "hasMany",
        "identifiers",
        "load",
        "max",
        "memberName",
        "message",
        "name",
        "notFound",
        "operation",
        "optional",
        "params",
        "path",
        "request",
        "resource",
        "resources",
        "rest",
        "service",
        "shape",
        "source",
        "split",
        "target",
        "trimPrefix",
        "type",
        "value",
        "waiterName",
        "waiters",
    ];
}
