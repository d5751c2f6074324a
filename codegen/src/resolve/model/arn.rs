//! How an ARN is found.

use super::TypedPath;

/// A rule for the ARN.
#[derive(Debug)]
pub enum ArnRule {
    /// AWS returned it in the data; and in the summary, where that has it too.
    Data(TypedPath, Option<TypedPath>),
    /// An identifier is the ARN.
    Identifier(usize),
    /// It is built.
    Format(Template),
    /// There is none, for this reason.
    None(String),
}

/// How an ARN is built.
#[derive(Debug)]
pub struct Template {
    /// The service.
    pub service: String,
    /// The region.
    pub region: Segment,
    /// The account.
    pub account: Segment,
    /// The resource part.
    pub resource: Vec<Piece>,
    /// What is replaced in the finished text, and by what.
    pub replace: Option<(String, String)>,
    /// The template as AWS writes it, for the documentation.
    pub text: String,
}

/// A middle part of a template.
#[derive(Debug)]
pub enum Segment {
    /// Empty.
    Empty,
    /// The session's.
    Session,
    /// The owner's, from the data.
    Owner(TypedPath),
    /// A literal.
    Literal(String),
}

/// A piece of the resource part.
#[derive(Debug)]
pub enum Piece {
    /// A literal.
    Literal(String),
    /// An identifier.
    Identifier(usize),
    /// A member of the data.
    Data(TypedPath),
}

impl ArnRule {
    /// Whether it needs the data.
    pub fn needs_data(&self) -> bool {
        match self {
            Self::Data(..) => true,
            Self::Format(template) => template.needs_data(),
            Self::Identifier(_) | Self::None(_) => false,
        }
    }
}

impl Template {
    /// Whether it needs the data.
    pub fn needs_data(&self) -> bool {
        matches!(self.account, Segment::Owner(_)) || self.resource.iter().any(|piece| matches!(piece, Piece::Data(_)))
    }
}
