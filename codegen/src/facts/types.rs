//! What the SDK's source says of structures and their members.

use proc_macro2::TokenStream;
use quote::quote;

use crate::names::{ident, key};

/// A structure.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// Its Rust name.
    pub name: String,
    /// Its module in the crate: `types`, or `operation::describe_db_instances`.
    pub module: String,
    /// Its members.
    pub fields: Vec<Field>,
    /// Whether its builder can fail, because it has members that must be set.
    pub fallible_build: bool,
}

/// A member.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Its Rust name, without `r#`.
    pub name: String,
    /// Its type, inside the `Option` if there is one.
    pub ty: Type,
    /// Whether it is an `Option`.
    pub optional: bool,
}

/// The type of a member.
#[derive(Clone, Debug, PartialEq)]
pub enum Type {
    /// A value without members.
    Scalar(Scalar),
    /// A structure of `types::`.
    Struct(String),
    /// A string enumeration of `types::`.
    Enum(String),
    /// A list.
    List(Box<Type>),
    /// A map, from strings or from the values of an enumeration.
    Map {
        /// The enumeration.
        keys: Option<String>,
        /// What it maps to.
        values: Box<Type>,
    },
    /// An operation's output, by AWS's name of the operation.
    Output(String),
    /// Anything else, as it is written.
    Other(String),
}

/// A value without members.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scalar {
    /// `String`
    String,
    /// `bool`
    Bool,
    /// `i32`
    I32,
    /// `i64`
    I64,
    /// `f32`
    F32,
    /// `f64`
    F64,
    /// `aws_smithy_types::DateTime`
    Timestamp,
}

impl Scalar {
    /// Whether it is copied instead of cloned.
    pub fn is_copy(self) -> bool {
        self != Self::String
    }

    /// Whether equal values can be found in a hash map: what an identifier needs.
    pub fn is_eq(self) -> bool {
        !matches!(self, Self::F32 | Self::F64)
    }
}

impl Type {
    /// Whether it is copied instead of cloned.
    pub fn is_copy(&self) -> bool {
        matches!(self, Self::Scalar(scalar) if scalar.is_copy())
    }

    /// The type of the elements, where it is a list.
    pub fn element(&self) -> Option<&Type> {
        match self {
            Self::List(element) => Some(element),
            _ => None,
        }
    }

    /// As Rust writes it, with `sdk` for the crate.
    pub fn tokens(&self, output: &dyn Fn(&str) -> TokenStream) -> TokenStream {
        match self {
            Self::Scalar(scalar) => match scalar {
                Scalar::String => quote!(String),
                Scalar::Bool => quote!(bool),
                Scalar::I32 => quote!(i32),
                Scalar::I64 => quote!(i64),
                Scalar::F32 => quote!(f32),
                Scalar::F64 => quote!(f64),
                Scalar::Timestamp => quote!(sdk::primitives::DateTime),
            },
            Self::Struct(name) | Self::Enum(name) => {
                let name = ident(name);
                quote!(types::#name)
            }
            Self::List(element) => {
                let element = element.tokens(output);
                quote!(Vec<#element>)
            }
            Self::Map { keys, values } => {
                let keys = keys.as_deref().map_or_else(
                    || quote!(String),
                    |keys| {
                        let keys = ident(keys);
                        quote!(types::#keys)
                    },
                );
                let values = values.tokens(output);
                quote!(std::collections::HashMap<#keys, #values>)
            }
            Self::Output(operation) => output(operation),
            Self::Other(text) => text.parse().unwrap_or_default(),
        }
    }

    /// As diagnostics name it.
    pub fn describe(&self) -> String {
        match self {
            Self::Scalar(Scalar::String) => "a string".into(),
            Self::Scalar(Scalar::Bool) => "a boolean".into(),
            Self::Scalar(Scalar::Timestamp) => "a timestamp".into(),
            Self::Scalar(_) => "a number".into(),
            Self::Struct(name) => format!("the structure {name}"),
            Self::Enum(name) => format!("the enumeration {name}"),
            Self::List(element) => format!("a list of {}", element.describe()),
            Self::Map { .. } => "a map".into(),
            Self::Output(operation) => format!("the output of {}", crate::names::pascal(operation)),
            Self::Other(text) => format!("`{text}`"),
        }
    }
}

impl Shape {
    /// The member that AWS calls `name`.
    pub fn field(&self, name: &str) -> Option<&Field> {
        let wanted = key(name);
        self.fields.iter().find(|field| key(&field.name) == wanted)
    }

    pub(super) fn in_module(mut self, module: &str) -> Self {
        self.module = module.to_owned();
        self
    }
}

/// How the SDK's paginator of an operation works.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paginator {
    /// The response's token member, outermost first.
    pub token: Vec<String>,
    /// Whether it has `page_size`.
    pub page_size: bool,
    /// Whether it ends where the response says that it isn't truncated, whatever token it has.
    pub truncated: bool,
}

/// The SDK's waiter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiter {
    /// Its module: `db_instance_deleted`.
    pub module: String,
    /// The module of the operation that it polls.
    pub operation: String,
    /// Seconds between two polls.
    pub min_delay: u64,
    /// The paths that its acceptors look at.
    pub paths: Vec<String>,
}
