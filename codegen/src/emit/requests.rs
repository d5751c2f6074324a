//! Requests: what is filled in at once, and what only after the caller's ARN or data is there.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Emitter, expr::Borrowed};
use crate::{
    facts::{Scalar, Shape, Type},
    names::ident,
    resolve::model::{Identifier, Member, Request, Resource, Source, TypedStep, Value},
};

/// A filled request.
pub(super) struct Filled {
    /// The builder's setters.
    pub(super) setters: TokenStream,
    /// Statements over `request` that need the ARN or data of the caller.
    pub(super) late: TokenStream,
}

/// A value, and how it is given to a setter.
enum Given {
    /// To the plain setter.
    Plain(TokenStream),
    /// An `Option`, to the `set_` setter.
    Optional(TokenStream),
}

impl Emitter<'_> {
    /// The method on the client that begins a request.
    pub(super) fn begin(&self, caller: &TokenStream, request: &Request) -> TokenStream {
        let method = ident(&request.operation.module);
        quote!(#caller.client().#method())
    }

    /// What a caller fills in.
    pub(super) fn fill(&self, members: &[Member], owner: Option<&Resource>, caller: &TokenStream) -> Filled {
        let mut setters = TokenStream::new();
        let mut late = TokenStream::new();
        for member in members {
            if is_late(&member.value) {
                late.extend(self.late(member, owner, caller));
            } else {
                setters.extend(self.setters(member, owner, caller));
            }
        }
        Filled { setters, late }
    }

    /// The caller's data.
    pub(super) fn data(&self, owner: Option<&Resource>, caller: &TokenStream) -> TokenStream {
        match owner {
            Some(owner) if owner.load.is_some() => quote!(#caller.data().await?),
            _ => quote!(#caller.0.data().await?),
        }
    }

    fn late(&self, member: &Member, owner: Option<&Resource>, caller: &TokenStream) -> TokenStream {
        let setters = self.setters(member, owner, caller);
        let data = member.value.has_source(&|source| matches!(source, Source::Data(_))).then(|| {
            let data = self.data(owner, caller);
            quote!(let data = #data;)
        });
        let fill = quote!(#data request = request #setters;);
        match &member.value {
            Value::List(_) => fill,
            // What the caller of the method set stays; a list gets one more element.
            _ => {
                let get = ident(&format!("get_{}", member.field.name));
                quote!(if request.#get().is_none() { #fill })
            }
        }
    }

    /// The setter calls of a member.
    pub(super) fn setters(&self, member: &Member, owner: Option<&Resource>, caller: &TokenStream) -> TokenStream {
        let name = ident(&member.field.name);
        let set = ident(&format!("set_{}", member.field.name));
        let give = |value: &Value| match self.given(value, owner, caller) {
            Given::Plain(value) => quote!(.#name(#value)),
            Given::Optional(value) => quote!(.#set(#value)),
        };
        match &member.value {
            Value::List(values) => values
                .iter()
                .map(|value| match self.given(value, owner, caller) {
                    Given::Plain(value) => quote!(.#name(#value)),
                    Given::Optional(value) => quote!(.#set(#value.map(|value| vec![value]))),
                })
                .collect(),
            value => give(value),
        }
    }

    fn given(&self, value: &Value, owner: Option<&Resource>, caller: &TokenStream) -> Given {
        match value {
            Value::Struct(shape, members) => Given::Plain(self.structure(shape, members, owner, caller)),
            Value::List(_) => Given::Plain(quote!()),
            Value::Leaf(source, ty) => self.leaf(source, ty, owner, caller),
        }
    }

    /// A structure, by its builder.
    pub(super) fn structure(
        &self,
        shape: &Shape,
        members: &[Member],
        owner: Option<&Resource>,
        caller: &TokenStream,
    ) -> TokenStream {
        let name = ident(&shape.name);
        let setters: TokenStream = members.iter().map(|member| self.setters(member, owner, caller)).collect();
        let built = quote!(types::#name::builder() #setters .build());
        match shape.fallible_build {
            true => quote!(#built.map_err(|error| call.invalid(error))?),
            false => built,
        }
    }

    fn leaf(&self, source: &Source, ty: &Type, owner: Option<&Resource>, caller: &TokenStream) -> Given {
        match source {
            Source::Arn => Given::Plain(quote!(#caller.arn().await?)),
            Source::Literal(value) => Given::Plain(self.literal(value, ty)),
            Source::Identifier(index) => match owner.map(|owner| &owner.identifiers[*index]) {
                Some(identifier) => self.identifier(identifier, ty, caller),
                None => Given::Plain(quote!()),
            },
            Source::Data(path) if path.steps.contains(&TypedStep::Each) => {
                let values = super::expr::each_borrowed(Borrowed::value(quote!(data)), path);
                Given::Optional(quote!(Some(#values.cloned().collect())))
            }
            Source::Data(path) if path.steps.is_empty() => Given::Plain(quote!(data.as_ref().clone())),
            Source::Data(path) => {
                let value = Borrowed::value(quote!(data)).walk(&path.steps);
                let nullable = value.nullable();
                let value = self.converted(value.owned(&path.ty), nullable, &path.ty, ty);
                if nullable { Given::Optional(value) } else { Given::Plain(value) }
            }
        }
    }

    fn identifier(&self, identifier: &Identifier, to: &Type, caller: &TokenStream) -> Given {
        let accessor = ident(&identifier.accessor);
        let value = quote!(#caller.#accessor());
        let string = Type::Scalar(Scalar::String);
        match (&identifier.ty, to, identifier.optional) {
            (from, to, false) if from == to && (*from == string || from.is_copy()) => Given::Plain(value),
            (from, to, true) if from == to && *from == string => Given::Optional(quote!(#value.map(str::to_owned))),
            (from, to, true) if from == to && from.is_copy() => Given::Optional(value),
            (from, to, false) if from == to => Given::Plain(quote!(#value.clone())),
            (from, to, true) if from == to => Given::Optional(quote!(#value.cloned())),
            (Type::Scalar(scalar), to, false) if scalar.is_copy() && *to == string => {
                Given::Plain(quote!(#value.to_string()))
            }
            (Type::Scalar(scalar), to, true) if scalar.is_copy() && *to == string => {
                Given::Optional(quote!(#value.map(|value| value.to_string())))
            }
            (Type::Enum(_), Type::Enum(_), false) => {
                let to = self.ty(to);
                Given::Plain(quote!(#to::from(#value.as_str())))
            }
            (Type::Enum(_), Type::Enum(_), true) => {
                let to = self.ty(to);
                Given::Optional(quote!(#value.map(|value| #to::from(value.as_str()))))
            }
            (Type::Enum(_), _, false) => Given::Plain(quote!(#value.as_str())),
            (Type::Enum(_), _, true) => Given::Optional(quote!(#value.map(|value| value.as_str().to_owned()))),
            (_, to, false) => {
                let to = self.ty(to);
                Given::Plain(quote!(#to::from(#value)))
            }
            (_, to, true) => {
                let to = self.ty(to);
                Given::Optional(quote!(#value.map(#to::from)))
            }
        }
    }

    /// A literal of the model.
    pub(super) fn literal(&self, value: &serde_json::Value, ty: &Type) -> TokenStream {
        match (value, ty) {
            (serde_json::Value::String(text), Type::Enum(_)) => {
                let ty = self.ty(ty);
                quote!(#ty::from(#text))
            }
            (serde_json::Value::String(text), _) => quote!(#text),
            (serde_json::Value::Bool(value), _) => quote!(#value),
            (other, _) => other.to_string().parse().unwrap_or_default(),
        }
    }

    /// A value as another type: text and enumerations change into each other.
    pub(super) fn converted(&self, value: TokenStream, optional: bool, from: &Type, to: &Type) -> TokenStream {
        let change = match (from, to) {
            _ if from == to => return value,
            (Type::Enum(_), Type::Scalar(_)) => quote!(|value| value.as_str().to_owned()),
            (Type::Scalar(scalar), _) if scalar.is_copy() => quote!(|value| value.to_string()),
            _ => {
                let to = self.ty(to);
                quote!(|value| #to::from(value.as_str()))
            }
        };
        match (optional, from) {
            (true, _) => quote!(#value.map(#change)),
            (false, Type::Scalar(scalar)) if scalar.is_copy() => quote!(#value.to_string()),
            (false, Type::Enum(_)) if matches!(to, Type::Scalar(_)) => quote!(#value.as_str().to_owned()),
            (false, _) => {
                let to = self.ty(to);
                quote!(#to::from(#value.as_str()))
            }
        }
    }
}

/// Whether a value can only be given in an asynchronous function that can fail.
fn is_late(value: &Value) -> bool {
    let fallible = |value: &Value| matches!(value, Value::Struct(shape, _) if shape.fallible_build);
    fn any(value: &Value, test: &dyn Fn(&Value) -> bool) -> bool {
        test(value)
            || match value {
                Value::Leaf(..) => false,
                Value::Struct(_, members) => members.iter().any(|member| any(&member.value, test)),
                Value::List(values) => values.iter().any(|value| any(value, test)),
            }
    }
    any(value, &fallible) || value.has_source(&|source| matches!(source, Source::Arn | Source::Data(_)))
}
