//! Collections.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{
    Emitter,
    expr::Borrowed,
    file::{deprecated, documented},
    requests::Filled,
};
use crate::{
    facts::{Operation, Scalar, Type},
    names::ident,
    resolve::model::{Collection, PageSize, Paging, Resource, TypedPath, TypedStep, Way},
};

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
        let parent = quote!(parent);
        let begin = self.begin(&this, &collection.request);
        let Filled { setters, .. } = self.fill(&collection.request.members, owner, &this);
        let Filled { late, .. } = self.fill(&collection.request.members, owner, &parent);
        let yielded = self.yielded(&collection.resources, owner, &parent);
        let (before, iterator) = (&yielded.before, &yielded.resources);
        let items = quote!(#iterator.collect());
        let pages = self.pages(operation, &collection.paging, &items, before, true);
        let body = if late.is_empty() {
            quote!({ let parent = parent.clone(); #pages })
        } else {
            let sized = quote!(#pages);
            quote!({
                let parent = parent.clone();
                Pages::after(async move {
                    let mut request = request;
                    #late
                    Ok({ #sized })
                })
            })
        };
        let page_size = match collection.paging.page_size {
            PageSize::None => quote!(_),
            _ => quote!(page_size),
        };
        let docs = documented(&self.collection_docs(collection, owner));
        let deprecated = deprecated(&collection.request.operation);
        quote! {
            #docs
            #deprecated
            pub fn #method(&self) -> Collection<#builder, #item> {
                let parent = self.clone();
                Collection::new(
                    self.0.call(#name),
                    #begin #setters,
                    move |call, request, #page_size| #body,
                )
            }
        }
    }

    /// The pages of `request`, each made into items by `items` over `output`.
    pub(super) fn pages(
        &self,
        operation: &Operation,
        paging: &Paging,
        items: &TokenStream,
        before: &TokenStream,
        sizable: bool,
    ) -> TokenStream {
        let sized = match &paging.page_size {
            PageSize::Member(field) if sizable => {
                let set = ident(&field.name);
                let size = match &field.ty {
                    Type::Scalar(Scalar::String) => quote!(size.to_string()),
                    Type::Scalar(Scalar::I64) => quote!(i64::from(size)),
                    _ => quote!(size),
                };
                quote! {
                    let request = match page_size {
                        Some(size) => request.#set(#size),
                        None => request,
                    };
                }
            }
            _ => quote!(),
        };
        let pages = match &paging.way {
            Way::Sdk(token) => {
                let pages = match paging.page_size {
                    PageSize::Paginator if sizable => quote! {
                        let mut pages = request.into_paginator();
                        if let Some(size) = page_size {
                            pages = pages.page_size(size);
                        }
                    },
                    _ => quote!(let pages = request.into_paginator();),
                };
                let steps: Vec<TypedStep> = token.iter().cloned().map(TypedStep::Member).collect();
                let token = Borrowed::value(quote!(page)).walk(&steps).text(&Type::Scalar(Scalar::String));
                quote! {
                    #pages
                    Pages::paginator(call.clone(), pages.send(), |page| #token, move |output| #items)
                }
            }
            Way::Single => {
                let send = self.send(operation);
                quote!(Pages::single(#send(call.clone(), request), move |output| #items))
            }
            Way::Tokens { inputs, outputs, more } => {
                let says_more = more.is_some();
                let more = more.as_ref().map(|path| {
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
                    (false, ..) => (
                        quote!(#(let #names = #reads;)* if #missing { return None; }),
                        quote!(format!("{:?}", (#(&#names,)*))),
                    ),
                };
                let setters = inputs.iter().zip(&names).map(|(field, name)| {
                    let setter = ident(&format!("set_{}", field.name));
                    quote!(.#setter(#name))
                });
                let send = self.send(operation);
                quote! {
                    Pages::token_loop(
                        call.clone(),
                        request,
                        #send,
                        |request, page| {
                            #more
                            #reads
                            let token = #token;
                            Some(Next { request: request #(#setters)*, token })
                        },
                        move |output| #items,
                    )
                }
            }
        };
        quote!(#sized #before #pages)
    }
}
