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

/// How ARNs look that a resource can be made of.
#[derive(Debug)]
pub struct Pattern {
    /// The service.
    pub service: String,
    /// The region.
    pub region: PatternPart,
    /// The account.
    pub account: PatternPart,
    /// The resource part.
    pub resource: Vec<PatternPiece>,
    /// The identifier that is the whole ARN, by index.
    pub whole: Option<usize>,
}

/// A middle part of a pattern.
#[derive(Debug)]
pub enum PatternPart {
    /// Empty.
    Empty,
    /// Any text.
    Some,
    /// Any text, of a region that isn't the one in which the service is asked.
    Elsewhere,
    /// A literal.
    Is(String),
}

/// A piece of the resource part of a pattern.
#[derive(Debug)]
pub enum PatternPiece {
    /// A literal.
    Is(String),
    /// A text without `/` and `:`; the identifier that it is, by index.
    Name(Option<usize>),
    /// Any text; the identifier that it is, by index.
    Rest(Option<usize>),
    /// No text: the identifier by index has this value.
    Known(usize, String),
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
