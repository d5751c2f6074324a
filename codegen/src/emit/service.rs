//! The service resource: its type, its constructors of resources, its actions and collections.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    Emitter,
    file::{File, Printed, documented},
    methods::modules,
    parts::{Item, Parts, Rendered},
};
use crate::names::ident;

impl Emitter<'_> {
    /// The module: what is in it, and what of it users see.
    pub(super) fn module(&self) -> File {
        let model = self.model;
        let service = ident(&model.service.names.type_name);
        let actions = (!model.actions.is_empty()).then(|| {
            quote!(
                mod actions;
            )
        });
        let collections = (!model.collections.is_empty()).then(|| {
            quote!(
                mod collections;
            )
        });
        let operations = (!self.sent.borrow().is_empty()).then(|| {
            quote!(
                mod operations;
            )
        });
        let tags = (!self.tags.borrow().is_empty()).then(|| {
            quote!(
                mod tags;
            )
        });
        let modules = model.resources.iter().map(|resource| {
            let module = ident(&resource.module);
            quote!(mod #module;)
        });
        let uses = model.resources.iter().map(|resource| {
            let (module, rust) = (ident(&resource.module), ident(&resource.rust));
            match resource.batches.is_empty() {
                true => quote!(pub use #module::#rust;),
                false => {
                    let name = ident(&format!("{}Collection", resource.rust));
                    quote!(pub use #module::{#rust, #name};)
                }
            }
        });
        let customizations = model.service.names.customizations.as_ref().map(|file| {
            // The generated folder of the service lies beside.
            let path = format!("../{file}");
            quote! {
                #[path = #path]
                mod customizations;

                #[allow(unreachable_pub, unused_imports, reason = "it may have nothing but implementations")]
                pub use customizations::*;
            }
        });
        let registry = self.registry.as_ref().map(|feature| {
            quote!(
                #feature
                pub(super) mod registry;
            )
        });
        let krate = ident(&model.krate);
        File::new(
            self.module_docs(),
            quote! {
                mod service;
                #actions
                #collections
                #operations
                #registry
                #(#modules)*
                #tags

                pub use service::#service;
                #(#uses)*

                #customizations

                /// The SDK's own crate.
                pub use #krate as sdk;
            },
        )
    }

    /// The service resource's type and constructors.
    pub(super) fn service(&self) -> Vec<Rendered> {
        let model = self.model;
        let service = ident(&model.service.names.type_name);
        let name = &model.service.name;
        let docs = documented(&self.service_docs());
        let new_docs = documented(&self.new_docs());
        let children = model.children.iter().map(|child| Item::named(&child.method, [self.child(child, None)]));
        let file = |modules: &TokenStream, children: &[&Item]| {
            let body = quote! {
                #modules

                #docs
                #[derive(Clone, Debug, PartialEq, Eq, Hash)]
                pub struct #service(pub(super) Scope<Client>);

                impl aws_resources_runtime::generated::Parent for #service {}

                impl #service {
                    #new_docs
                    pub fn new(session: &Session) -> Self {
                        Self(Scope::new(session, #name, connect!(sdk)))
                    }

                    /// The SDK's own client.
                    pub fn client(&self) -> &Client {
                        self.0.client()
                    }

                    /// The session.
                    pub fn session(&self) -> &Session {
                        self.0.session()
                    }
                }
            };
            let title = format!("[`{service}`], the service resource.");
            File::new(title, body)
                .with_methods(Item::printed(children))
                .with_imports(&model.krate, &self.named.borrow())
        };
        let parts = Parts {
            name: "service",
            print: Printed::method,
            whole: &|children| file(&TokenStream::new(), children),
            part: &|children, which| self.methods("resources", &service, children, which),
            head: &|parts| file(&modules(parts), &[]),
        };
        parts.render(&children.collect::<Vec<_>>())
    }

    /// The service resource's actions.
    pub(super) fn service_actions(&self) -> Vec<Rendered> {
        let actions = self.model.actions.iter();
        let actions = actions.map(|action| Item::verb(&action.method, [self.action(action, None)]));
        let actions: Vec<Item> = actions.collect();
        self.methods_file("actions", "actions", &self.model.service.names.type_name, &actions)
    }

    /// The service resource's collections.
    pub(super) fn service_collections(&self) -> Vec<Rendered> {
        let collections = self.model.collections.iter();
        let collections: Vec<Item> = collections
            .map(|collection| Item::named(&collection.method, [self.collection(collection, None)]))
            .collect();
        self.methods_file("collections", "collections", &self.model.service.names.type_name, &collections)
    }
}
