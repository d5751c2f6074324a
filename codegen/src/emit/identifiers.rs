//! The identifiers of a resource: a structure, and an accessor each.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Emitter, file::documented};
use crate::{
    facts::{Scalar, Type},
    names::ident,
    resolve::model::{Identifier, Resource},
};

impl Emitter<'_> {
    /// A type as it stands in this service's source.
    pub(super) fn ty(&self, ty: &Type) -> TokenStream {
        ty.tokens(&|operation| self.output_in(operation, &format!("{}Output", crate::names::pascal(operation))))
    }

    /// The structure of identifiers.
    pub(super) fn identifiers(&self, resource: &Resource) -> TokenStream {
        let fields = resource.identifiers.iter().map(|identifier| {
            let name = ident(&identifier.field);
            let ty = self.kept_type(identifier);
            quote!(pub #name: #ty)
        });
        let parameters = resource.identifiers.iter().map(|identifier| {
            let name = ident(&identifier.field);
            let ty = self.kept_type(identifier);
            match is_text(identifier) && !identifier.optional {
                true => quote!(#name: impl Into<#ty>),
                false => quote!(#name: #ty),
            }
        });
        let values = resource.identifiers.iter().map(|identifier| {
            let name = ident(&identifier.field);
            match (&identifier.trim, identifier.optional) {
                _ if identifier.dns_name => quote!(#name: dns_name(#name)),
                (Some(prefix), false) => quote!(#name: trimmed(#name, #prefix)),
                (Some(prefix), true) => quote!(#name: #name.map(|value| trimmed(value, #prefix))),
                _ if is_text(identifier) && !identifier.optional => quote!(#name: #name.into()),
                _ => quote!(#name),
            }
        });
        let shown = resource.identifiers.iter().map(|identifier| {
            let name = ident(&identifier.field);
            let label = &identifier.field;
            let (value, text) = match &identifier.ty {
                Type::Scalar(Scalar::String) => (quote!(&self.#name), quote!(value)),
                Type::Enum(_) => (quote!(&self.#name), quote!(value.as_str())),
                _ => (quote!(&self.#name), quote!(&value.to_string())),
            };
            match identifier.optional {
                true => quote!(if let Some(value) = #value { show(#label, #text); }),
                false => {
                    let text = match &identifier.ty {
                        Type::Scalar(Scalar::String) => quote!(&self.#name),
                        Type::Enum(_) => quote!(self.#name.as_str()),
                        _ => quote!(&self.#name.to_string()),
                    };
                    quote!(show(#label, #text);)
                }
            }
        });
        let empty =
            resource.identifiers.iter().filter(|identifier| identifier.empty).map(|identifier| &identifier.field);
        let empty: Vec<_> = empty.collect();
        let may_be_empty =
            (!empty.is_empty()).then(|| quote!(const MAY_BE_EMPTY: &'static [&'static str] = &[#(#empty),*];));
        let times = resource.identifiers.iter().filter(|identifier| identifier.ty == Type::Scalar(Scalar::Timestamp));
        let times: Vec<_> = times
            .map(|identifier| {
                let name = ident(&identifier.field);
                if identifier.optional { quote!(self.#name) } else { quote!(Some(self.#name)) }
            })
            .collect();
        let times = (!times.is_empty()).then(|| {
            quote! {
                fn times(&self) -> Vec<Option<sdk::primitives::DateTime>> {
                    vec![#(#times),*]
                }
            }
        });
        let show = if resource.identifiers.is_empty() { quote!(_) } else { quote!(show) };
        quote! {
            #[derive(Clone)]
            pub struct Identifiers { #(#fields),* }

            impl Identifiers {
                pub fn new(#(#parameters),*) -> Self {
                    Self { #(#values),* }
                }
            }

            impl aws_resources_runtime::generated::Identifiers for Identifiers {
                #may_be_empty

                fn each(&self, #show: &mut dyn FnMut(&'static str, &str)) {
                    #(#shown)*
                }

                #times
            }
        }
    }

    /// What callers give.
    fn field_type(&self, identifier: &Identifier) -> TokenStream {
        let ty = self.ty(&identifier.ty);
        if identifier.optional { quote!(Option<#ty>) } else { ty }
    }

    /// What is kept: text in a form that costs no allocation where it is short, and none to clone.
    fn kept_type(&self, identifier: &Identifier) -> TokenStream {
        match (is_text(identifier), identifier.optional) {
            (true, false) => quote!(SmolStr),
            (true, true) => quote!(Option<SmolStr>),
            (false, _) => self.field_type(identifier),
        }
    }

    /// The parameters by which callers give identifiers: text that may be absent is borrowed.
    pub(super) fn inputs(&self, identifiers: &[&Identifier]) -> Vec<TokenStream> {
        identifiers
            .iter()
            .map(|identifier| {
                let name = ident(&identifier.field);
                let ty = self.field_type(identifier);
                match (&identifier.ty, identifier.optional) {
                    (Type::Scalar(Scalar::String) | Type::Enum(_), false) => quote!(#name: impl Into<#ty>),
                    (Type::Scalar(Scalar::String), true) => quote!(#name: Option<&str>),
                    _ => quote!(#name: #ty),
                }
            })
            .collect()
    }

    /// The accessors of the identifiers.
    pub(super) fn accessors(&self, resource: &Resource) -> TokenStream {
        let accessors = resource.identifiers.iter().map(|identifier| {
            let accessor = ident(&identifier.accessor);
            let name = ident(&identifier.field);
            let docs = documented(&self.identifier_docs(resource, identifier));
            let ty = self.ty(&identifier.ty);
            let (ty, value) = match (&identifier.ty, identifier.optional) {
                (Type::Scalar(Scalar::String), false) => (quote!(&str), quote!(&self.0.identifiers().#name)),
                (Type::Scalar(Scalar::String), true) => {
                    (quote!(Option<&str>), quote!(self.0.identifiers().#name.as_deref()))
                }
                (ty_, false) if ty_.is_copy() => (ty, quote!(self.0.identifiers().#name)),
                (ty_, true) if ty_.is_copy() => (quote!(Option<#ty>), quote!(self.0.identifiers().#name)),
                (_, false) => (quote!(&#ty), quote!(&self.0.identifiers().#name)),
                (_, true) => (quote!(Option<&#ty>), quote!(self.0.identifiers().#name.as_ref())),
            };
            quote! {
                #docs
                pub fn #accessor(&self) -> #ty {
                    #value
                }
            }
        });
        quote!(#(#accessors)*)
    }
}

/// Whether it is a text.
pub(super) fn is_text(identifier: &Identifier) -> bool {
    identifier.ty == Type::Scalar(Scalar::String)
}
