//! How a resource's tags are listed, added and removed.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{
    Emitter,
    expr::{Borrowed, taken},
    file::File,
    requests::used,
};
use crate::{
    facts::Shape,
    names::ident,
    resolve::model::{Answer, Carrier, Collection, Resource, TagChange, TagList, Tagging, TypedPath},
};

impl Emitter<'_> {
    /// What the model trait knows of tags, and the resource's own way.
    pub(super) fn tagging(&self, resource: &Resource) -> Option<(TokenStream, TokenStream)> {
        let tagging = resource.tagging.as_ref()?;
        let of_model = quote! {
            fn tagging(&self) -> Option<&dyn Tagging> {
                Some(self)
            }
        };
        let Tagging::Found(ways) = tagging else { return Some((of_model, TokenStream::new())) };
        let rust = ident(&resource.rust);
        let listed = match &ways.list {
            TagList::Collection { index, key, value } => {
                let collection = &resource.collections[*index];
                let method = ident(&collection.method);
                let read = self.tag_reader(collection, key, value);
                quote!(tags_listed(self.#method(), #read))
            }
            TagList::Action(index) => {
                let action = &resource.actions[*index];
                let method = ident(&action.method);
                let optional = match &action.answer {
                    Answer::Value(path) => taken(quote!(output), false, &path.steps).1,
                    _ => false,
                };
                let flat = optional.then(|| quote!(.flatten()));
                quote!(tags_answered(self.#method(), |tags| tags.into_iter()#flat.collect()))
            }
        };
        let one = ways.add.action == ways.remove.action;
        let added = self.tag_change(resource, &ways.add, one, Given::Tags);
        let removed = self.tag_change(resource, &ways.remove, one, Given::Keys);
        let own = quote! {
            impl Tagging for #rust {
                fn list(&self) -> BoxFuture<Result<Tags>> {
                    #listed
                }

                fn add(&self, tags: Tags) -> BoxFuture<Result<()>> {
                    #added
                }

                fn remove(&self, keys: Vec<String>) -> BoxFuture<Result<()>> {
                    #removed
                }
            }
        };
        Some((of_model, own))
    }

    /// The functions that read and write tags, if there are any.
    pub(super) fn tags(&self) -> Option<File> {
        let functions = self.tags.borrow();
        let functions = functions.values();
        let body = quote!(#(#functions)*);
        let docs = "How tags are read from listings and written into requests: once for all that keep them in one way.";
        (!body.is_empty()).then(|| File::new(docs, body).with_imports(&self.model.krate, &self.named.borrow()))
    }

    fn tag_function(&self, name: &str, function: TokenStream) -> TokenStream {
        self.tags.borrow_mut().insert(name.to_owned(), function);
        let name = ident(name);
        quote!(super::tags::#name)
    }

    /// The function that reads an item of a listing.
    fn tag_reader(&self, collection: &Collection, key: &TypedPath, value: &TypedPath) -> TokenStream {
        let tag = &self.model.resources[collection.resources.resource];
        let name = format!("of_{}", tag.module);
        let (function, rust) = (ident(&name), ident(&tag.rust));
        let read = |path: &TypedPath| {
            let text = Borrowed::value(quote!(data)).walk(&path.steps);
            (text.owned(&path.ty), text.nullable())
        };
        let key = match read(key) {
            (key, true) => quote!(#key?),
            (key, false) => key,
        };
        let value = match read(value) {
            (value, true) => quote!(#value.unwrap_or_default()),
            (value, false) => value,
        };
        let reader = quote! {
            pub(super) fn #function(tag: &super::#rust) -> Option<(String, String)> {
                let data = tag.loaded()?;
                Some((#key, #value))
            }
        };
        self.tag_function(&name, reader)
    }

    /// The call that adds or removes, or does both.
    fn tag_change(&self, resource: &Resource, change: &TagChange, both: bool, given: Given) -> TokenStream {
        let action = &resource.actions[change.action];
        let operation = &action.request.operation;
        let builder = self.builder(operation);
        let name = match both {
            true => format!("{}_{}", operation.module, change.member.name),
            false => operation.module.clone(),
        };
        let function = ident(&name);
        let set = ident(&format!("set_{}", change.member.name));
        let ty = match given {
            Given::Tags => quote!(Tags),
            Given::Keys => quote!(Vec<String>),
        };
        let value = written(&change.carrier, given);
        let given = given.name();
        let body = quote!(Ok(request.#set(Some(#value))));
        let [call] = used(["call"], &body);
        let writer = quote! {
            pub(super) fn #function(#call: &Call, request: #builder, #given: #ty) -> Result<#builder> {
                #body
            }
        };
        let writer = self.tag_function(&name, writer);
        let method = ident(&action.method);
        quote!(tags_changed(self.#method(), #given, #writer))
    }
}

/// What an operation is given: tags to add, or the keys of those that it removes.
#[derive(Clone, Copy)]
enum Given {
    Tags,
    Keys,
}

impl Given {
    /// As the written function calls it.
    fn name(self) -> Ident {
        match self {
            Self::Tags => ident("tags"),
            Self::Keys => ident("keys"),
        }
    }
}

/// Tags or keys as the request takes them.
fn written(carrier: &Carrier, given: Given) -> TokenStream {
    let all = given.name();
    match carrier {
        Carrier::Keys => quote!(#all),
        Carrier::Map => quote!(#all.into_iter().collect()),
        Carrier::List { shape, key, value } => {
            let (ty, key) = (ident(&shape.name), ident(key));
            let builder = quote!(types::#ty::builder().#key(key));
            let each = match (given, value) {
                (Given::Tags, Some(value)) => {
                    let value = ident(value);
                    let tag = built(shape, &quote!(#builder.#value(value)));
                    quote!(|(key, value)| #tag)
                }
                (Given::Tags, None) => {
                    let tag = built(shape, &builder);
                    quote!(|(key, _)| #tag)
                }
                (Given::Keys, _) => {
                    let tag = built(shape, &builder);
                    quote!(|key| #tag)
                }
            };
            match shape.fallible_build {
                true => quote!(#all.into_iter().map(#each).collect::<Result<_>>()?),
                false => quote!(#all.into_iter().map(#each).collect()),
            }
        }
        Carrier::Wrapped(shape, member, inner) => {
            let ty = ident(&shape.name);
            let set = ident(&format!("set_{}", member.name));
            let inner = written(inner, given);
            let whole = built(shape, &quote!(types::#ty::builder().#set(Some(#inner))));
            if shape.fallible_build { quote!(#whole?) } else { whole }
        }
    }
}

fn built(shape: &Shape, builder: &TokenStream) -> TokenStream {
    match shape.fallible_build {
        true => quote!(#builder.build().map_err(|error| call.invalid(error))),
        false => quote!(#builder.build()),
    }
}
