//! Collections.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::{
    Emitter,
    expr::Borrowed,
    file::{deprecated, documented},
    requests::{mentions, used},
    yields::{Listed, Yielded},
};
use crate::{
    facts::{Field, Operation, Scalar, Type},
    names::ident,
    resolve::model::{Collection, PageSize, Paging, Resource, TypedPath, TypedStep, Way},
};

/// What a collection is made of, as it is called where it is made.
struct Listing {
    /// What asks.
    parent: TokenStream,
    /// Where that is.
    scope: TokenStream,
    /// What the resources are made of it by: its core, or again where it is.
    core: TokenStream,
    call: TokenStream,
    request: TokenStream,
    /// What is before the names of the operations' functions.
    operations: TokenStream,
}

impl Emitter<'_> {
    /// The SDK's request builder of an operation.
    pub(super) fn builder(&self, operation: &Operation) -> TokenStream {
        let builder = ident(&operation.builder);
        self.name(&operation.module, &operation.builder, quote!(builders::#builder))
    }

    /// The SDK's output of an operation.
    pub(super) fn output(&self, operation: &Operation) -> TokenStream {
        self.output_in(&operation.module, &operation.output.name)
    }

    /// The SDK's output with this name in an operation's module.
    pub(super) fn output_in(&self, module: &str, name: &str) -> TokenStream {
        let output = ident(name);
        self.name(module, name, quote!(#output))
    }

    /// Names a type of an operation's module, which the file then imports.
    fn name(&self, module: &str, name: &str, path: TokenStream) -> TokenStream {
        self.named.borrow_mut().insert(name.to_owned(), (module.to_owned(), path));
        let ty = ident(name);
        quote!(#ty)
    }

    /// A collection's method.
    pub(super) fn collection(&self, collection: &Collection, owner: Option<&Resource>) -> TokenStream {
        let method = ident(&collection.method);
        let operation = &collection.request.operation;
        let name = &operation.name;
        let builder = self.builder(operation);
        let item = self.yielded_type(&collection.resources);
        let this = quote!(self);
        let begin = self.begin(&this, &collection.request);
        let filled = self.fill(operation, &collection.request.members, owner, &this);
        let (setters, late) = (&filled.setters, filled.late());
        let (call, request) = (quote!(self.0.call(#name)), quote!(#begin #setters));
        let made = match self.listing(collection) {
            Some(listing) => quote!(#listing(self.0.scope(), #call, #request)),
            None => {
                let own = Listing {
                    parent: this,
                    scope: quote!(self.0.scope()),
                    core: quote!(parent.0),
                    call,
                    request,
                    operations: quote!(super::operations::),
                };
                self.collected(collection, owner, own)
            }
        };
        let docs = documented(&self.collection_docs(collection, owner));
        let deprecated = deprecated(&collection.request.operation);
        quote! {
            #docs
            #deprecated
            pub fn #method(&self) -> Collection<#builder, #item> {
                #made #late
            }
        }
    }

    /// The function that lists resources of one type with an operation, for all that need to tell it no more than where
    /// they are.
    fn listing(&self, collection: &Collection) -> Option<TokenStream> {
        if collection.resources.asks_caller() {
            return None;
        }
        let operation = &collection.request.operation;
        let resource = &self.model.resources[collection.resources.resource];
        let (builder, item) = (self.builder(operation), self.yielded_type(&collection.resources));
        let parent = quote!(parent);
        let shared = Listing {
            parent: parent.clone(),
            scope: parent.clone(),
            core: parent,
            call: quote!(call),
            request: quote!(request),
            operations: TokenStream::new(),
        };
        let made = self.collected(collection, None, shared);
        let name = format!("{}_of_{}", operation.module, resource.module);
        let function = ident(&name);
        let function = quote! {
            fn #function(parent: &Scope<Client>, call: Call, request: #builder) -> Collection<#builder, #item> {
                #made
            }
        };
        self.shared(operation, &name, function)
    }

    /// A collection out of what makes it.
    fn collected(&self, collection: &Collection, owner: Option<&Resource>, from: Listing) -> TokenStream {
        let Listing { parent: this, scope, core, call, request, operations } = from;
        let lister = self.lister(&collection.request.operation, &collection.paging);
        let ask = quote!(#operations #lister);
        match self.listed(&collection.resources, owner, &core) {
            Some(Listed { list, kept: Some(collection), each }) => {
                let [parent, of, item] = used(["parent", "call", "item"], &each);
                quote!(#collection(#this, #scope, #call, #request, #ask, |output| #list, |#parent, #of, #item| #each))
            }
            Some(Listed { list, kept: None, each }) => {
                let [parent, of] = used(["parent", "call"], &each);
                quote!(collection(#this, #call, #request, #ask, |output| #list, |#parent, #of, item| #each))
            }
            None => {
                let Yielded { reads, resources, .. } = self.yielded(&collection.resources, owner, &core);
                let (names, read) = reads.split().unwrap_or_else(|| (quote!(()), quote!(|_| ())));
                let [parent, of] = used(["parent", "call"], &resources);
                let make = quote!(|#parent, #of, #names, output| #resources.collect());
                quote!(collection_made(#this, #call, #request, #ask, #read, #make))
            }
        }
    }

    /// The name of the function that asks for an operation's outputs, one after the other.
    pub(super) fn lister(&self, operation: &Operation, paging: &Paging) -> Ident {
        let (builder, output) = (self.builder(operation), self.output(operation));
        let (sized, outputs) = self.outputs(operation, paging);
        let size = if mentions(&sized, "size") || mentions(&outputs, "size") { quote!(size) } else { quote!(_) };
        let encodes = operation.input.field(ENCODING).and(operation.output.field(ENCODING));
        let refused = encodes.map(|_| {
            let get = format_ident!("get_{ENCODING}");
            quote! {
                if request.#get().is_some() {
                    return Outputs::refused(&call, #ENCODING);
                }
            }
        });
        let rest = quote! {
            (call: Call, request: #builder, #size: Option<i32>) -> Outputs<#output> {
                #refused
                #sized
                #outputs
            }
        };
        self.listed_by(operation, &rest)
    }

    /// The outputs of `request`, and what stands before them.
    fn outputs(&self, operation: &Operation, paging: &Paging) -> (TokenStream, TokenStream) {
        let none = TokenStream::new();
        let sized = match &paging.page_size {
            PageSize::Member(field) => {
                let set = ident(&field.name);
                let size = match &field.ty {
                    Type::Scalar(Scalar::String) => quote!(size.to_string()),
                    Type::Scalar(Scalar::I64) => quote!(i64::from(size)),
                    _ => quote!(size),
                };
                quote! {
                    let request = match size {
                        Some(size) => request.#set(#size),
                        None => request,
                    };
                }
            }
            PageSize::Paginator => quote! {
                let mut pages = request.into_paginator();
                if let Some(size) = size {
                    pages = pages.page_size(size);
                }
            },
            PageSize::None => none,
        };
        let outputs = match &paging.way {
            Way::Sdk { token, truncated } => {
                let pages = match paging.page_size {
                    PageSize::Paginator => quote!(pages),
                    _ => quote!(request.into_paginator()),
                };
                let steps: Vec<TypedStep> = token.iter().cloned().map(TypedStep::Member).collect();
                let token = Borrowed::value(quote!(page)).walk(&steps).text(&Type::Scalar(Scalar::String));
                let more = truncated.as_ref().map(|field| {
                    let name = ident(&field.name);
                    let said = if field.optional { quote!(.unwrap_or_default()) } else { quote!() };
                    quote!(.filter(|_| page.#name #said))
                });
                quote!(paginator(call, #pages.send(), |page| #token #more))
            }
            Way::Single => {
                let send = ident(&operation.module);
                self.send_often(operation);
                quote!(single_page(#send(call, request)))
            }
            Way::Tokens { inputs, outputs, more } => {
                self.send_often(operation);
                tokens(operation, inputs, outputs, more.as_ref())
            }
        };
        (sized, outputs)
    }
}

/// The member by which S3 is asked to encode names and tokens in its answers, which then say so, and are no names and
/// tokens: <https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html>.
const ENCODING: &str = "encoding_type";

/// A loop over tokens.
fn tokens(
    operation: &Operation,
    inputs: &[Field],
    outputs: &[Vec<TypedPath>],
    more: Option<&TypedPath>,
) -> TokenStream {
    let says_more = more.is_some();
    let more = more.map(|path| {
        let more = Borrowed::value(quote!(page)).walk(&path.steps);
        let value = more.owned(&path.ty);
        let value = if more.nullable() { quote!(#value.unwrap_or_default()) } else { value };
        quote!(if !#value { return None; })
    });
    let names: Vec<_> = (0..inputs.len()).map(|at| format_ident!("token_{at}")).collect();
    let read = |path: &TypedPath| {
        let value = Borrowed::value(quote!(page)).walk(&path.steps);
        let owned = value.owned(&path.ty);
        let owned = if value.nullable() { owned } else { quote!(Some(#owned)) };
        match path.ty {
            Type::Scalar(Scalar::String) => quote!(#owned.filter(|token| !token.is_empty())),
            _ => owned,
        }
    };
    let reads = outputs.iter().map(|paths| {
        let mut paths = paths.iter().map(read);
        let first = paths.next();
        quote!(#first #(.or_else(|| #paths))*)
    });
    let reads: Vec<_> = reads.collect();
    let missing = quote!(#(#names.is_none())&&*);
    // Where a member says that there is more, a page without a token has lost the rest.
    let (reads, token) = match (says_more, &names[..], &reads[..]) {
        (true, ..) => (
            quote!(#(let #names = #reads;)*),
            quote!(if #missing { String::new() } else { format!("{:?}", (#(&#names,)*)) }),
        ),
        (false, [name], [read]) => (quote!(let #name = Some(#read?);), quote!(format!("{:?}", #name))),
        (false, ..) => {
            (quote!(#(let #names = #reads;)* if #missing { return None; }), quote!(format!("{:?}", (#(&#names,)*))))
        }
    };
    let setters = inputs.iter().zip(&names).map(|(field, name)| {
        let setter = ident(&format!("set_{}", field.name));
        quote!(.#setter(#name))
    });
    let send = ident(&operation.module);
    quote! {
        token_loop(call, request, #send, |request, page| {
            #more
            #reads
            let token = #token;
            Some(Next { request: request #(#setters)*, token })
        })
    }
}
