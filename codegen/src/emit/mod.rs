//! Service model → Rust source. One small emitter a concept; the runtime carries the logic, what is emitted are facts.

mod actions;
mod arns;
mod batches;
mod collections;
mod docs;
mod examples;
mod expr;
mod file;
mod identifiers;
mod layout;
mod methods;
mod operations;
mod overview;
mod parts;
mod references;
mod registry;
mod requests;
mod resource;
mod service;
mod tags;
mod used;
mod waiters;
mod words;
mod yields;

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

use proc_macro2::TokenStream;
use quote::quote;

use crate::{Options, Output, names::ident, resolve::model::ServiceModel};
use file::File;
pub use layout::format;
use operations::Sent;
use parts::Rendered;

/// The file that lists the services.
pub(crate) const INDEX: &str = "services.rs";

/// The operations' types by name, with their module and path in it.
pub(crate) type Named = BTreeMap<String, (String, TokenStream)>;

/// What emitters share.
pub(crate) struct Emitter<'a> {
    /// The service.
    pub(crate) model: &'a ServiceModel,
    /// The crate that the source becomes part of, as its users write it.
    pub(crate) package: &'a str,
    /// What is before the tables by which things are found at run time, if there are to be any.
    pub(crate) registry: Option<TokenStream>,
    /// The operations' types that were named, with their module and path in it: what a file imports of them.
    pub(crate) named: RefCell<Named>,
    /// What all that call an operation share, of those that were called so far.
    sent: RefCell<BTreeMap<String, Sent>>,
    /// How tags are read and written, by function.
    pub(crate) tags: RefCell<BTreeMap<String, TokenStream>>,
}

/// Emits one service: a module with a file per resource, or several where it would be too long to read.
pub fn service(model: &ServiceModel, options: &Options, output: &mut Output) {
    let emitter = Emitter {
        model,
        package: &options.package,
        registry: registry_feature(options),
        named: RefCell::default(),
        sent: RefCell::default(),
        tags: RefCell::default(),
    };
    let folder = PathBuf::from(ident_text(&model.service.name));
    let mut add = |files: Vec<Rendered>| {
        for (name, text) in files {
            output.files.insert(folder.join(format!("{name}.rs")), text);
        }
    };
    add(emitter.service());
    if !model.actions.is_empty() {
        add(emitter.service_actions());
    }
    if !model.collections.is_empty() {
        add(emitter.service_collections());
    }
    for resource in &model.resources {
        add(emitter.resource(resource));
    }
    add(emitter.operations());
    if let Some(tags) = emitter.tags() {
        add(vec![("tags".into(), tags.render())]);
    }
    if emitter.registry.is_some() {
        add(emitter.registry());
    }
    // Last, as it says what there is.
    add(vec![("mod".into(), emitter.module().render())]);
}

/// What is before the tables by which things are found at run time, if there are to be any.
fn registry_feature(options: &Options) -> Option<TokenStream> {
    let feature = options.features.then(|| quote!(#[cfg(feature = "registry")]));
    options.registry.then(|| feature.unwrap_or_default())
}

/// Emits the list of services.
pub fn index(models: &[ServiceModel], options: &Options, output: &mut Output) {
    let feature = |name: &str| options.features.then(|| quote!(#[cfg(feature = #name)]));
    // What a crate wants of its own source, it can't want of this: nor can it use all of it.
    // AWS's deprecated operations are deprecated here.
    let lints = match options.guest {
        true => {
            quote!(#[allow(clippy::all, clippy::nursery, clippy::pedantic, dead_code, deprecated, unreachable_pub, unused_imports)])
        }
        false => quote!(#[allow(deprecated)]),
    };
    let prelude_lints = options.guest.then_some(&lints);
    let modules = models.iter().map(|model| {
        let name = &model.service.name;
        let module = ident(&ident_text(name));
        let path = format!("{}/mod.rs", ident_text(name));
        let feature = feature(name);
        quote! {
            #feature
            #lints
            #[path = #path]
            pub mod #module;
        }
    });
    let traits = models.iter().flat_map(|model| {
        let name = &model.service.name;
        let module = ident(&ident_text(name));
        let batched = model.resources.iter().filter(|resource| !resource.batches.is_empty());
        let names: BTreeSet<&str> = batched.map(|resource| resource.rust.as_str()).collect();
        let feature = feature(name);
        names.into_iter().map(move |rust| {
            let name_trait = ident(&format!("{rust}Collection"));
            quote! {
                #feature
                pub use super::#module::#name_trait as _;
            }
        })
    });
    let registry = registry_feature(options).map(|registry| {
        let services = models.iter().map(|model| {
            let feature = feature(&model.service.name);
            let module = ident(&ident_text(&model.service.name));
            quote!(#feature &#module::registry::SERVICE)
        });
        quote! {
            /// The services by name, with their resource types and collections, and what makes resources of references
            /// and ARNs.
            #registry
            #prelude_lints
            pub static REGISTRY: aws_resources_runtime::registry::Registry =
                aws_resources_runtime::registry::Registry { services: &[#(#services),*] };
        }
    });
    let body = quote! {
        #(#modules)*

        #registry

        /// The traits that put batch actions on collections, and the one of tags: `use …::prelude::*`.
        #prelude_lints
        pub mod prelude {
            pub use aws_resources_runtime::Tagged as _;
            #(#traits)*
        }
    };
    let docs = if options.features { "The services, one feature each." } else { "The services." };
    output.files.insert(INDEX.into(), File::new(docs, body).included().render());
}

/// A service's name as a module: `cognito-identity` is `cognito_identity`.
fn ident_text(name: &str) -> String {
    name.replace('-', "_")
}
