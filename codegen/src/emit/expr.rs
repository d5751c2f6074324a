//! Typed paths as Rust expressions.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::{
    definition::resources::Split,
    facts::{Scalar, Type},
    names::ident,
    resolve::model::{TypedPath, TypedStep},
};

/// An expression that borrows.
#[derive(Clone)]
pub(crate) enum Borrowed {
    /// A place: a value, or an `Option` of one.
    Place {
        /// The expression.
        expr: TokenStream,
        /// Whether it is an `Option`.
        optional: bool,
    },
    /// An `Option` of a reference.
    Reference(TokenStream),
    /// An `Option` of text.
    Text(TokenStream),
}

impl Borrowed {
    /// A value that is there.
    pub(crate) fn value(expr: TokenStream) -> Self {
        Self::Place { expr, optional: false }
    }

    /// What the steps lead to; none of them may be `Each`.
    pub(crate) fn walk(self, steps: &[TypedStep]) -> Self {
        steps.iter().fold(self, |borrowed, step| match step {
            TypedStep::Member(field) => {
                let name = ident(&field.name);
                let inner = match field.optional {
                    true => quote!(and_then(|value| value.#name.as_ref())),
                    false => quote!(map(|value| &value.#name)),
                };
                match borrowed {
                    Self::Place { expr, optional: false } => {
                        Self::Place { expr: quote!(#expr.#name), optional: field.optional }
                    }
                    Self::Place { expr, optional: true } => Self::Reference(quote!(#expr.as_ref().#inner)),
                    Self::Reference(expr) | Self::Text(expr) => Self::Reference(quote!(#expr.#inner)),
                }
            }
            TypedStep::Part(split) => {
                let text = borrowed.text(&Type::Scalar(Scalar::String));
                let Split { by, at, rest } = split;
                let nth = Literal::usize_unsuffixed(*at);
                let count = Literal::usize_unsuffixed(at.saturating_add(1));
                let part = match (rest, at) {
                    (true, 0) => quote!(Some(text)),
                    (false, 0) => quote!(text.split(#by).next()),
                    (true, 1) => quote!(text.split_once(#by).map(|(_, rest)| rest)),
                    (false, _) => quote!(text.split(#by).nth(#nth)),
                    (true, _) => quote!(text.splitn(#count, #by).nth(#nth)),
                };
                Self::Text(quote!(#text.and_then(|text| #part)))
            }
            TypedStep::First | TypedStep::Last | TypedStep::Each | TypedStep::Key { .. } => {
                let value = match step {
                    TypedStep::Last => quote!(last()),
                    TypedStep::Key { name, keys } => {
                        let key = map_key(name, keys.as_deref());
                        quote!(get(#key))
                    }
                    _ => quote!(first()),
                };
                Self::Reference(match borrowed {
                    Self::Place { expr, optional: false } => quote!(#expr.#value),
                    Self::Place { expr, optional: true } => quote!(#expr.as_ref().and_then(|values| values.#value)),
                    Self::Reference(expr) | Self::Text(expr) => quote!(#expr.and_then(|values| values.#value)),
                })
            }
        })
    }

    /// Whether it may be absent.
    pub(crate) fn nullable(&self) -> bool {
        !matches!(self, Self::Place { optional: false, .. })
    }

    /// An owned value, or an `Option` of one where it may be absent.
    pub(crate) fn owned(&self, ty: &Type) -> TokenStream {
        match self {
            Self::Place { expr, .. } if ty.is_copy() => quote!(#expr),
            Self::Place { expr, .. } => quote!(#expr.clone()),
            Self::Reference(expr) if ty.is_copy() => quote!(#expr.copied()),
            Self::Reference(expr) => quote!(#expr.cloned()),
            Self::Text(expr) => quote!(#expr.map(str::to_owned)),
        }
    }

    /// Text, or an `Option` of it where it may be absent.
    pub(crate) fn lent(&self) -> TokenStream {
        match self {
            Self::Place { expr, optional: false } => quote!(#expr.as_str()),
            _ => self.text(&Type::Scalar(Scalar::String)),
        }
    }

    /// The same, kept as identifiers are; other values owned.
    pub(crate) fn kept(&self, ty: &Type) -> TokenStream {
        match (ty, self.nullable()) {
            (Type::Scalar(Scalar::String), false) => {
                let lent = self.lent();
                quote!(SmolStr::from(#lent))
            }
            (Type::Scalar(Scalar::String), true) => {
                let lent = self.lent();
                quote!(#lent.map(SmolStr::from))
            }
            _ => self.owned(ty),
        }
    }

    /// An `Option` of text.
    pub(crate) fn text(&self, ty: &Type) -> TokenStream {
        let as_str = match ty {
            Type::Scalar(Scalar::String) => quote!(String::as_str),
            _ => quote!(|value| value.as_str()),
        };
        match self {
            Self::Place { expr, optional: false } => quote!(Some(#expr.as_str())),
            Self::Place { expr, optional: true } if *ty == Type::Scalar(Scalar::String) => quote!(#expr.as_deref()),
            Self::Place { expr, optional: true } => quote!(#expr.as_ref().map(#as_str)),
            Self::Reference(expr) => quote!(#expr.map(#as_str)),
            Self::Text(expr) => quote!(#expr),
        }
    }

    /// An iterator over references to a list's elements.
    pub(crate) fn elements(&self) -> TokenStream {
        match self {
            Self::Place { expr, optional: false } => quote!(#expr.iter()),
            Self::Place { expr, optional: true } => quote!(#expr.iter().flatten()),
            Self::Reference(expr) | Self::Text(expr) => quote!(#expr.into_iter().flatten()),
        }
    }
}

/// What the steps take out of a value that is owned: the expression, and whether it is an `Option`.
pub(crate) fn taken(start: TokenStream, optional: bool, steps: &[TypedStep]) -> (TokenStream, bool) {
    steps.iter().fold((start, optional), |(expr, optional), step| match step {
        TypedStep::Member(field) => {
            let name = ident(&field.name);
            match (optional, field.optional) {
                (false, inner) => (quote!(#expr.#name), inner),
                (true, true) => (quote!(#expr.and_then(|value| value.#name)), true),
                (true, false) => (quote!(#expr.map(|value| value.#name)), true),
            }
        }
        TypedStep::Key { name, keys } => {
            let key = map_key(name, keys.as_deref());
            match optional {
                true => (quote!(#expr.and_then(|mut values| values.remove(#key))), true),
                false => (quote!(Some(#expr).and_then(|mut values| values.remove(#key))), true),
            }
        }
        TypedStep::First | TypedStep::Last | TypedStep::Each | TypedStep::Part(_) => {
            let values = into_elements(expr, optional);
            match step {
                TypedStep::Last => (quote!(#values.next_back()), true),
                _ => (quote!(#values.next()), true),
            }
        }
    })
}

/// What a map is asked with for the value of a key.
fn map_key(name: &str, keys: Option<&str>) -> TokenStream {
    match keys.map(ident) {
        Some(keys) => quote!(&types::#keys::from(#name)),
        None => quote!(#name),
    }
}

/// An iterator over the owned elements of a list.
pub(crate) fn into_elements(expr: TokenStream, optional: bool) -> TokenStream {
    match optional {
        true => quote!(#expr.unwrap_or_default().into_iter()),
        false => quote!(#expr.into_iter()),
    }
}

/// An iterator over all that a path with `Each` steps leads to, borrowed.
pub(crate) fn each_borrowed(start: Borrowed, path: &TypedPath) -> TokenStream {
    let mut groups = path.steps.split(|step| *step == TypedStep::Each);
    let first = groups.next().unwrap_or_default();
    let mut expr = start.walk(first).elements();
    let rest: Vec<&[TypedStep]> = groups.collect();
    for (at, group) in rest.iter().enumerate() {
        let last = at + 1 == rest.len();
        if last && group.is_empty() {
            break;
        }
        let inner = Borrowed::value(quote!(value)).walk(group);
        expr = match (last, inner) {
            (true, Borrowed::Place { expr: inner, optional: false }) => quote!(#expr.map(|value| &#inner)),
            (true, Borrowed::Place { expr: inner, optional: true }) => {
                quote!(#expr.filter_map(|value| #inner.as_ref()))
            }
            (true, Borrowed::Reference(inner) | Borrowed::Text(inner)) => quote!(#expr.filter_map(|value| #inner)),
            (false, inner) => {
                let inner = inner.elements();
                quote!(#expr.flat_map(|value| #inner))
            }
        };
    }
    expr
}
