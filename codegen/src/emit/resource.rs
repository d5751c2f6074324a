//! A resource's file, top to bottom.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    Emitter,
    expr::{Borrowed, into_elements, taken},
    file::{File, documented},
    methods::modules,
    parts::{Item, Rendered, fits},
    requests::{Filled, used},
};
use crate::{
    facts::Type,
    names::ident,
    resolve::model::{Load, Resource, Search, TypedStep},
};

/// Methods of one kind, and what they are called together.
type Kind = (&'static str, Vec<Item>);

impl Emitter<'_> {
    /// The file of a resource. Where it is too long, its actions are in a file of their own, and then its collections.
    pub(super) fn resource(&self, resource: &Resource) -> Vec<Rendered> {
        let actions = resource.actions.iter();
        let actions = actions.map(|action| Item::verb(&action.method, [self.action(action, Some(resource))]));
        let collections = resource.collections.iter();
        let collections = collections.map(|each| Item::named(&each.method, [self.collection(each, Some(resource))]));
        let kinds = [("actions", actions.collect::<Vec<_>>()), ("collections", collections.collect())];
        let kinds: Vec<_> = kinds.into_iter().filter(|(_, methods)| !methods.is_empty()).collect();
        let text = |outside: usize| self.resource_file(resource, &kinds[..outside], &kinds[outside..]).render();
        let mut outside = 0;
        let mut whole = text(outside);
        while !fits(&whole) && outside < kinds.len() {
            outside += 1;
            whole = text(outside);
        }
        let mut files = vec![(resource.module.clone(), whole)];
        for (kind, methods) in &kinds[..outside] {
            files.extend(self.methods_file(&format!("{}/{kind}", resource.module), kind, &resource.rust, methods));
        }
        files
    }

    /// The file of a resource, with modules for some kinds of methods, and the others in it.
    fn resource_file(&self, resource: &Resource, outside: &[Kind], inside: &[Kind]) -> File {
        let rust = ident(&resource.rust);
        let docs = documented(&self.resource_docs(resource));
        let identifiers = self.identifiers(resource);
        let name = &resource.name;
        let data = self.data_type(resource);
        let summary = resource.summary.as_ref().map_or(quote!(()), |ty| self.ty(ty));
        let (load_facts, load) = resource.load.as_ref().map(|load| self.load(load, resource)).unzip();
        let service = ident(&self.model.service.names.type_name);
        let accessors = self.accessors(resource);
        let data_methods = self.data_methods(resource);
        let arn = self.arn(resource);
        let model_arn = self.model_arn(resource);
        let methods = |kind: &str| {
            let methods = inside.iter().filter(|(name, _)| *name == kind).flat_map(|(_, methods)| methods);
            let methods: Vec<&Item> = methods.collect();
            Item::all(&methods).cloned().collect::<TokenStream>()
        };
        let (actions, collections) = (methods("actions"), methods("collections"));
        let modules =
            (!outside.is_empty()).then(|| modules(&outside.iter().map(|(kind, _)| ident(kind)).collect::<Vec<_>>()));
        let children = resource.children.iter().map(|child| self.child(child, Some(resource)));
        let references = resource.references.iter().map(|reference| self.reference(reference, resource));
        let waiters = resource.waiters.iter().map(|waiter| self.waiter(waiter, resource));
        let batches = self.batches(resource);
        let (tagging, tagged) = self.tagging(resource).unzip();
        let taggable = self.taggable(resource);
        let trait_import = (resource.waiters.iter())
            .any(|waiter| matches!(waiter.judge, crate::resolve::model::Judge::Sdk(..)))
            .then(|| {
                quote!(
                    use sdk::client::Waiters as _;
                )
            });
        let body = quote! {
            #trait_import
            #modules

            #docs
            #[derive(Clone, PartialEq, Eq, Hash)]
            pub struct #rust(Core<Self>);

            impl #rust {
                #accessors
                #data_methods
                #arn
                #actions
                #(#children)*
                #(#references)*
                #collections
                #(#waiters)*

                /// The session that this lives in.
                pub fn session(&self) -> &Session {
                    self.0.session()
                }

                /// The SDK's own client.
                pub fn client(&self) -> &Client {
                    self.0.client()
                }
            }

            #batches

            #identifiers

            impl Model for #rust {
                type Client = Client;
                type Identifiers = Identifiers;
                type Data = #data;
                type Summary = #summary;
                const TYPE: &'static str = #name;
                #load_facts

                fn from_core(core: Core<Self>) -> Self {
                    Self(core)
                }

                fn core(&self) -> &Core<Self> {
                    &self.0
                }

                #load
                #model_arn
                #tagging
            }

            #tagged
            #taggable

            aws_resources_runtime::resource!(#rust);
        };
        let title = format!("[`{}`], a resource of [`{service}`](super::{service}).", resource.rust);
        File::new(title, body).with_imports(&self.model.krate, &self.named.borrow())
    }

    /// The type of a resource's data.
    pub(super) fn data_type(&self, resource: &Resource) -> TokenStream {
        match &resource.data {
            Some(shape) => match shape.module.strip_prefix("operation::") {
                Some(module) => self.output_in(module, &shape.name),
                None => {
                    let name = ident(&shape.name);
                    quote!(types::#name)
                }
            },
            None => quote!(()),
        }
    }

    fn data_methods(&self, resource: &Resource) -> TokenStream {
        let mut methods = TokenStream::new();
        let ty = self.data_type(resource);
        if resource.load.is_some() {
            let (data, reload) = self.load_docs(resource);
            let (data, reload) = (documented(&data), documented(&reload));
            methods.extend(quote! {
                #data
                pub fn data(&self) -> Fetch<'_, Arc<#ty>> {
                    self.0.data()
                }

                #reload
                pub fn reload(&self) -> Fetch<'_, Arc<#ty>> {
                    self.0.reload()
                }
            });
        }
        if resource.data.is_some() {
            methods.extend(quote! {
                /// The data, if it is there. No call is made.
                pub fn loaded(&self) -> Option<Arc<#ty>> {
                    self.0.loaded()
                }
            });
        }
        if let Some(summary) = &resource.summary {
            let ty = self.ty(summary);
            let docs = documented(&self.summary_docs(resource, summary));
            methods.extend(quote! {
                #docs
                pub fn summary(&self) -> Option<Arc<#ty>> {
                    self.0.summary()
                }
            });
        }
        methods
    }

    /// What the model trait knows of loading: constants, and the function.
    fn load(&self, load: &Load, resource: &Resource) -> (TokenStream, TokenStream) {
        let operation = &load.request.operation.name;
        let this = quote!(self);
        let begin = self.begin(&this, &load.request);
        let Filled { setters, late } = self.fill(&load.request.operation, &load.request.members, Some(resource), &this);
        let request = quote!(#begin #setters);
        let fetch = |caller: &TokenStream| match &load.search {
            None => {
                let (data, optional) = taken(quote!(output), false, &load.path.steps);
                let data = if optional { data } else { quote!(Some(#data)) };
                let data = match &load.absent {
                    Some((path, told)) => {
                        let value = Borrowed::value(quote!(data)).walk(&path.steps).text(&path.ty);
                        let there = match told {
                            Some(told) => quote!(#value != Some(#told)),
                            None => quote!(#value.is_some_and(|value| !value.is_empty())),
                        };
                        quote!(#data.filter(|data| #there))
                    }
                    None => data,
                };
                let send = self.send(&load.request.operation);
                quote!(call.made(request, #send, |_, output| Ok(#data)))
            }
            Some(search) => self.search(load, search, resource, caller),
        };
        let fetch = match late {
            None => {
                let fetch = fetch(&this);
                quote! {
                    let request = #request;
                    #fetch
                }
            }
            Some(late) => {
                let fetch = fetch(&quote!(parent));
                let [parent] = used(["parent"], &fetch);
                quote!(after(self, call, #request, #late, |#parent, call, request| { #fetch }))
            }
        };
        let not_found = (!load.not_found.is_empty()).then(|| {
            let errors = load.not_found.iter().map(|error| {
                let (code, message) = (&error.code, error.message.as_deref().unwrap_or_default());
                quote!((#code, #message))
            });
            quote!(const NOT_FOUND: &'static [(&'static str, &'static str)] = &[#(#errors),*];)
        });
        let facts = quote! {
            const LOAD: Option<&'static str> = Some(#operation);
            #not_found
        };
        let load = quote! {
            fn load(&self, call: Call) -> BoxFuture<Result<Option<Self::Data>>> {
                #fetch
            }
        };
        (facts, load)
    }

    /// Goes through a listing until the item with these identifiers comes.
    fn search(&self, load: &Load, search: &Search, resource: &Resource, caller: &TokenStream) -> TokenStream {
        let lists: Vec<&[TypedStep]> = load.path.steps.split(|step| *step == TypedStep::Each).collect();
        let (first, optional) = taken(quote!(output), false, lists[0]);
        let inner_lists = &lists[1..lists.len() - 1];
        let list = match (inner_lists.is_empty(), optional) {
            (true, true) => first,
            (true, false) => quote!(Some(#first)),
            (false, _) => {
                let mut items = into_elements(first, optional);
                for list in inner_lists {
                    let (inner, optional) = taken(quote!(outer), false, list);
                    let inner = if optional { quote!(#inner.unwrap_or_default()) } else { inner };
                    items = quote!(#items.flat_map(|outer| #inner));
                }
                quote!(Some(#items.collect()))
            }
        };
        let lister = self.lister(&load.request.operation, &search.paging);
        let ask = quote!(super::operations::#lister);
        let tests: Vec<TokenStream> = search
            .matches
            .iter()
            .map(|(index, path)| {
                let identifier = &resource.identifiers[*index];
                let name = ident(&identifier.field);
                let value = Borrowed::value(quote!(item)).walk(&path.steps);
                let nullable = value.nullable();
                let text = matches!(identifier.ty, Type::Scalar(crate::facts::Scalar::String) | Type::Enum(_));
                let canonical = match &identifier.trim {
                    _ if identifier.dns_name => Some(quote!(dns_name(value))),
                    Some(prefix) => Some(quote!(trimmed(value, #prefix))),
                    None => None,
                };
                match (canonical, text) {
                    (Some(canonical), _) => {
                        let value = value.text(&path.ty);
                        match identifier.optional {
                            true => quote!(#value.map(|value| #canonical) == wanted.#name),
                            false => quote!(#value.is_some_and(|value| #canonical == wanted.#name)),
                        }
                    }
                    (None, true) if !identifier.optional => {
                        let value = value.text(&path.ty);
                        quote!(#value == Some(wanted.#name.as_str()))
                    }
                    (None, true) => {
                        let value = value.text(&path.ty);
                        let wanted =
                            Borrowed::Place { expr: quote!(wanted.#name), optional: true }.text(&identifier.ty);
                        quote!(#value == #wanted)
                    }
                    (None, false) => {
                        let value = value.owned(&path.ty);
                        match (nullable, identifier.optional) {
                            (true, false) => quote!(#value == Some(wanted.#name)),
                            (false, true) => quote!(Some(#value) == wanted.#name),
                            _ => quote!(#value == wanted.#name),
                        }
                    }
                }
            })
            .collect();
        let find = if search.first_page { quote!(find_on_first_page) } else { quote!(find) };
        let (wanted, same) = match tests.is_empty() {
            true => (quote!(()), quote!(|_, _| true)),
            false => (quote!(#caller.0.identifiers().clone()), quote!(|wanted, item| #(#tests)&&*)),
        };
        quote!(#ask(call, request, None).#find(|output| #list, #wanted, #same))
    }
}
