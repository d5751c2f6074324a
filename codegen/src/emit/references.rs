//! Sub-resources and references.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{
    Emitter,
    expr::Borrowed,
    file::documented,
    yields::{Absent, outer_values},
};
use crate::{
    names::ident,
    resolve::model::{Child, IdentifierValue, Reference, Resource, TypedStep},
};

impl Emitter<'_> {
    /// A sub-resource's method: no call is made.
    pub(super) fn child(&self, child: &Child, owner: Option<&Resource>) -> TokenStream {
        let method = ident(&child.method);
        let resource = &self.model.resources[child.resource];
        let rust = ident(&resource.rust);
        let module = ident(&resource.module);
        let inputs: Vec<_> = resource
            .identifiers
            .iter()
            .zip(&child.identifiers)
            .filter(|(_, value)| matches!(value, IdentifierValue::Input))
            .map(|(identifier, _)| identifier)
            .collect();
        let parameters = self.inputs(&inputs);
        let core = quote!(self.0);
        let arguments = child
            .identifiers
            .iter()
            .enumerate()
            .map(|(index, value)| self.argument(resource, index, value, &core, owner, &core, 0, Absent::Error));
        let docs = documented(&self.child_docs(child, owner));
        quote! {
            #docs
            pub fn #method(&self #(, #parameters)*) -> super::#rust {
                super::#rust::of(self.0.scope(), super::#module::Identifiers::new(#(#arguments),*))
            }
        }
    }

    /// A reference's method: loads the data if it isn't there.
    pub(super) fn reference(&self, reference: &Reference, owner: &Resource) -> TokenStream {
        let method = ident(&reference.method);
        let resources = &reference.resources;
        let ty = self.yielded_type(resources);
        let core = quote!(parent.0);
        let docs = documented(&self.reference_docs(reference, owner));
        let Some(place) = resources.places.first() else { return TokenStream::new() };
        if !resources.plural {
            let (made, nullable) = self.single(resources, place, Some(owner), &core, quote!(data));
            let answer = if nullable { quote!(Option<#ty>) } else { ty };
            return quote! {
                #docs
                pub fn #method(&self) -> Fetch<'_, #answer> {
                    self.0.refer(|parent, data| { #made })
                }
            };
        }
        let resource = &self.model.resources[resources.resource];
        let lists: Vec<&[TypedStep]> = place.base.split(|step| *step == TypedStep::Each).collect();
        let mut items = Borrowed::value(quote!(data)).walk(lists[0]).elements();
        let outer = outer_values(place, lists.len() - 1);
        let names: Vec<_> = outer.iter().map(|(index, _)| format_ident!("outer_{index}")).collect();
        let mut item = quote!(item);
        for list in &lists[1..lists.len() - 1] {
            let inner = Borrowed::value(quote!(outer)).walk(list).elements();
            if outer.is_empty() {
                items = quote!(#items.flat_map(|outer| #inner));
                continue;
            }
            let values = outer.iter().map(|(_, path)| Borrowed::value(quote!(outer)).walk(&path.steps).kept(&path.ty));
            items = quote! {
                #items.flat_map(|outer| {
                    #(let #names = #values;)*
                    #inner.map(move |item| (#(#names.clone(),)* item))
                })
            };
            item = quote!((#(#names,)* item));
        }
        // An element that should name a resource and doesn't is told, unless the model says that it names nothing.
        let absent = if place.skips { Absent::None } else { Absent::Error };
        let fallible = place.identifiers.iter().enumerate().any(|(index, value)| match value {
            IdentifierValue::Item { path, .. } => {
                !resource.identifiers[index].optional && Borrowed::value(quote!(item)).walk(&path.steps).nullable()
            }
            _ => false,
        });
        let arguments = place.identifiers.iter().enumerate().map(|(index, value)| {
            self.argument(resource, index, value, &quote!(data), Some(owner), &core, lists.len() - 1, absent)
        });
        let (module, rust) = (ident(&resource.module), ident(&resource.rust));
        let made = match &place.item {
            Some(path) => {
                let item = Borrowed::value(quote!(item)).walk(&path.steps);
                let value = if path.steps.is_empty() { quote!(item.clone()) } else { item.owned(&path.ty) };
                let value = if item.nullable() { value } else { quote!(Some(#value)) };
                let core = self.core(resource, Some(&path.ty));
                quote!(#core(parent.0.scope(), identifiers, #value))
            }
            None => quote!(super::#rust::of(parent.0.scope(), identifiers)),
        };
        let construct = quote!(let identifiers = super::#module::Identifiers::new(#(#arguments),*););
        let collected = match (fallible, place.skips) {
            (false, _) => quote!(Ok(#items.map(|#item| { #construct #made }).collect())),
            (true, true) => quote!(Ok(#items.filter_map(|#item| { #construct Some(#made) }).collect())),
            (true, false) => quote! {
                let call = &parent.0;
                #items.map(|#item| -> Result<#ty> { #construct Ok(#made) }).collect()
            },
        };
        quote! {
            #docs
            pub fn #method(&self) -> Fetch<'_, Vec<#ty>> {
                self.0.refer(|parent, data| { #collected })
            }
        }
    }
}
