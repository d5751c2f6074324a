//! A service in which every name is found and every path is typed: all that the emitter needs.

use std::sync::Arc;

mod arn;
mod many;
mod tags;
mod uses;
mod waiter;

pub use arn::{ArnRule, Pattern, PatternPart, PatternPiece, Piece, Segment, Template};
pub use many::{Batch, Collection, Failures, PageSize, Paging, Way};
pub use tags::{Carrier, TagChange, TagList, TagWays, Tagging};
pub use waiter::{Acceptor, Judge, Seen, Waiter};

use crate::{
    definition::{
        Counts,
        omissions::Omission,
        resources::{NotFound, Split},
        services::Service,
    },
    facts::{Field, Operation, Shape, Type},
};

/// A service.
#[derive(Debug)]
pub struct ServiceModel {
    /// What it is called, and where.
    pub service: Service,
    /// The SDK crate in Rust: `aws_sdk_rds`.
    pub krate: String,
    /// The service resource's actions.
    pub actions: Vec<Action>,
    /// The service resource's constructors of resources.
    pub children: Vec<Child>,
    /// The service resource's collections.
    pub collections: Vec<Collection>,
    /// The resources, in the model's order.
    pub resources: Vec<Resource>,
    /// How much its definition defines.
    pub counts: Counts,
    /// What is left out on purpose.
    pub omissions: Vec<Omission>,
}

/// A resource type.
#[derive(Debug)]
pub struct Resource {
    /// The model's name: `DBInstance`.
    pub name: String,
    /// The Rust type: `DbInstance`.
    pub rust: String,
    /// The module: `db_instance`.
    pub module: String,
    /// What it is.
    pub documentation: Option<String>,
    /// What tells it from others.
    pub identifiers: Vec<Identifier>,
    /// The type of its data.
    pub data: Option<Shape>,
    /// The smaller type that listings give.
    pub summary: Option<Type>,
    /// How its data is fetched.
    pub load: Option<Load>,
    /// How its ARN is found, in order.
    pub arn: Vec<ArnRule>,
    /// How ARNs look that one can be made of.
    pub patterns: Vec<Pattern>,
    /// Its actions.
    pub actions: Vec<Action>,
    /// Operations over its collections.
    pub batches: Vec<Batch>,
    /// What an operation that changes the tags of resources of any types calls it.
    pub tag_id: Option<Value>,
    /// Its sub-resources.
    pub children: Vec<Child>,
    /// Its references.
    pub references: Vec<Reference>,
    /// Its collections.
    pub collections: Vec<Collection>,
    /// Its waiters.
    pub waiters: Vec<Waiter>,
    /// How it is tagged, if it can be.
    pub tagging: Option<Tagging>,
}

/// An identifier.
#[derive(Clone, Debug)]
pub struct Identifier {
    /// The model's name.
    pub name: String,
    /// The field in Rust.
    pub field: String,
    /// The accessor in Rust: another name where the field's is reserved.
    pub accessor: String,
    /// Its type.
    pub ty: Type,
    /// Whether a resource may lack it.
    pub optional: bool,
    /// Whether it can be an empty text, which AWS may leave out.
    pub empty: bool,
    /// What is taken off its front.
    pub trim: Option<String>,
    /// Whether it is a DNS name, which has one way to be written.
    pub dns_name: bool,
    /// The member of the data that holds it.
    pub member: Option<String>,
    /// A value that it can have, where it is an enumeration.
    pub example: Option<String>,
}

/// A path of which every member is known.
#[derive(Clone, Debug)]
pub struct TypedPath {
    /// The steps.
    pub steps: Vec<TypedStep>,
    /// What it yields.
    pub ty: Type,
    /// The path as the model writes it.
    pub text: String,
}

/// One step of a typed path.
#[derive(Clone, Debug, PartialEq)]
pub enum TypedStep {
    /// A member.
    Member(Field),
    /// The first element.
    First,
    /// The last element.
    Last,
    /// All elements.
    Each,
    /// A part of a text.
    Part(Split),
    /// The value of a map's key.
    Key {
        /// The key, as AWS writes it.
        name: String,
        /// The enumeration that the keys are of.
        keys: Option<String>,
    },
}

/// A request with all that the model fills in.
#[derive(Debug)]
pub struct Request {
    /// The operation.
    pub operation: Arc<Operation>,
    /// The members that are filled in.
    pub members: Vec<Member>,
}

/// A member of a request or structure, and its value.
#[derive(Clone, Debug)]
pub struct Member {
    /// The member.
    pub field: Field,
    /// Its value.
    pub value: Value,
}

/// A value of a request.
#[derive(Clone, Debug)]
pub enum Value {
    /// One value, as the type says.
    Leaf(Source, Type),
    /// A structure.
    Struct(Shape, Vec<Member>),
    /// A list.
    List(Vec<Value>),
}

impl Value {
    /// Whether any part of it has a source like this.
    pub fn has_source(&self, like: &dyn Fn(&Source) -> bool) -> bool {
        match self {
            Self::Leaf(source, _) => like(source),
            Self::Struct(_, members) => members.iter().any(|member| member.value.has_source(like)),
            Self::List(values) => values.iter().any(|value| value.has_source(like)),
        }
    }
}

/// Where a value comes from.
#[derive(Clone, Debug)]
pub enum Source {
    /// The caller's identifier with this index.
    Identifier(usize),
    /// A literal.
    Literal(serde_json::Value),
    /// The caller's data.
    Data(TypedPath),
    /// The caller's ARN.
    Arn,
}

impl Source {
    /// Whether it is the ARN.
    pub fn is_arn(&self) -> bool {
        matches!(self, Self::Arn)
    }

    /// Whether it is something of the data.
    pub fn is_data(&self) -> bool {
        matches!(self, Self::Data(_))
    }

    /// Whether AWS may have to be asked for it first.
    pub fn is_fetched(&self) -> bool {
        self.is_arn() || self.is_data()
    }
}

/// How data is fetched.
#[derive(Debug)]
pub struct Load {
    /// The request.
    pub request: Request,
    /// Where the data is.
    pub path: TypedPath,
    /// Where the path is a list: how it pages, and which members tell the item.
    pub search: Option<Search>,
    /// The member, and what AWS says in it, where it answers for what isn't there.
    pub absent: Option<(TypedPath, Option<String>)>,
    /// The errors that mean that it isn't there: code, and part of the message.
    pub not_found: Vec<NotFound>,
}

/// How the item of a listing is found.
#[derive(Debug)]
pub struct Search {
    /// How it pages.
    pub paging: Paging,
    /// Identifier and the path to it in the item.
    pub matches: Vec<(usize, TypedPath)>,
    /// Whether the request makes the listing begin at the item.
    pub first_page: bool,
}

/// An operation on a resource or service.
#[derive(Debug)]
pub struct Action {
    /// The model's name.
    pub name: String,
    /// The method.
    pub method: String,
    /// What it does, where the name doesn't say.
    pub documentation: Option<String>,
    /// The request.
    pub request: Request,
    /// What it gives.
    pub answer: Answer,
}

/// What an action gives.
#[derive(Debug)]
pub enum Answer {
    /// The SDK's output.
    Output,
    /// A part of it.
    Value(TypedPath),
    /// Resources.
    Resources(Yield),
}

/// Resources in a response, in data, or named by a request.
#[derive(Debug)]
pub struct Yield {
    /// Their type, by index.
    pub resource: usize,
    /// Whether they are many.
    pub plural: bool,
    /// Where they are: one place, or several lists after each other.
    pub places: Vec<Place>,
    /// Where the model says so.
    pub pointer: String,
}

impl Yield {
    /// Whether an identifier of theirs is one of the caller's.
    pub fn asks_caller(&self) -> bool {
        let mut identifiers = self.places.iter().flat_map(|place| &place.identifiers);
        identifiers.any(|value| matches!(value, IdentifierValue::Caller(_)))
    }
}

/// Where resources are.
#[derive(Debug)]
pub struct Place {
    /// What is walked over.
    pub root: Root,
    /// The way to the items: ends in `Each` where they are many.
    pub base: Vec<TypedStep>,
    /// The value of each identifier.
    pub identifiers: Vec<IdentifierValue>,
    /// The data in an item.
    pub item: Option<TypedPath>,
    /// Whether an item that lacks an identifier names nothing, and is left out.
    pub skips: bool,
}

/// What is walked over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Root {
    /// The response.
    Response,
    /// The request.
    Request,
    /// The caller's data.
    Data,
}

/// Where the value of an identifier comes from.
#[derive(Clone, Debug)]
pub enum IdentifierValue {
    /// The caller's identifier with this index.
    Caller(usize),
    /// A path in the item, or in the `level`th list element on the way to it (1 is the outermost); in the whole
    /// where the level is 0.
    Item {
        /// Which element.
        level: usize,
        /// The path in it.
        path: TypedPath,
    },
    /// A path in the request as it was sent.
    Parameter(TypedPath),
    /// A literal.
    Literal(serde_json::Value),
    /// Given by whoever asks for the resource.
    Input,
}

/// A sub-resource: all identifiers are known or given.
#[derive(Debug)]
pub struct Child {
    /// The method.
    pub method: String,
    /// What it is, where the name doesn't say.
    pub documentation: Option<String>,
    /// Its type, by index.
    pub resource: usize,
    /// The value of each identifier.
    pub identifiers: Vec<IdentifierValue>,
}

/// A reference: some identifier stands in the data.
#[derive(Debug)]
pub struct Reference {
    /// The method.
    pub method: String,
    /// What it is, where the name doesn't say.
    pub documentation: Option<String>,
    /// The resources.
    pub resources: Yield,
}
