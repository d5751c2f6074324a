//! What is found by name at run time: a service's types, identifiers, ARNs and collections, as tables.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::{
    Emitter,
    docs::arn_word,
    file::{File, Printed},
    identifiers::is_text,
    methods::modules,
    parts::{Item, Parts, Rendered},
};
use crate::{
    facts::{Scalar, Type},
    names::ident,
    resolve::model::{ArnRule, Collection, Identifier, Pattern, PatternPart, PatternPiece, Resource},
};

impl Emitter<'_> {
    /// The file of tables, in parts where it is too long: the resources' and the collections'.
    pub(super) fn registry(&self) -> Vec<Rendered> {
        let model = self.model;
        let (name, names) = (&model.service.name, &model.service.names);
        let (title, type_name, arn_service) = (&names.title, &names.type_name, &names.arn_service);
        let service = ident(type_name);
        let tables: Vec<Ident> = model.resources.iter().map(constant).collect();
        let collections = model.collections.iter().map(|collection| {
            let method = ident(&collection.method);
            self.collection_type(collection, &quote!(|session| Ok(super::#service::new(session).#method().into())))
        });
        let collections = quote!(&[#(#collections),*]);
        let resources = model.resources.iter();
        let resources = resources.map(|resource| Item::named(&resource.module, [self.resource_type(resource)]));
        let whole = |modules: &TokenStream, collections: &TokenStream, resources: &[&Item]| {
            let body = quote! {
                #modules

                pub(crate) static SERVICE: Service = Service {
                    name: #name,
                    title: #title,
                    type_name: #type_name,
                    arn_service: #arn_service,
                    resource_types: &[#(&#tables),*],
                    collections: #collections,
                };
            };
            let docs = format!("What of [`{service}`](super::{service}) is found by name.");
            tables_file(File::new(docs, body).with_items("", Item::printed(resources)))
        };
        let parts = Parts {
            name: "registry",
            print: Printed::item,
            whole: &|resources| whole(&TokenStream::new(), &collections, resources),
            part: &|resources, which| {
                let docs =
                    format!("What of the resources of [`{service}`](super::{service}), {which}, is found by name.");
                tables_file(File::new(docs, TokenStream::new()).with_items("pub(super) ", Item::printed(resources)))
            },
            head: &|parts| {
                let modules = modules(parts);
                let modules = quote! {
                    mod collections;
                    #modules
                    use self::{collections::COLLECTIONS, #(#parts::*),*};
                };
                whole(&modules, &quote!(COLLECTIONS), &[])
            },
        };
        let mut files = parts.render(&resources.collect::<Vec<_>>());
        if files.len() > 1 {
            let body = quote!(pub(super) const COLLECTIONS: &[CollectionType<Session>] = #collections;);
            let docs = format!("The collections of [`{service}`](super::{service}) by name.");
            files.push(("registry/collections".into(), tables_file(File::new(docs, body)).render()));
        }
        files
    }

    fn resource_type(&self, resource: &Resource) -> TokenStream {
        let (table, rust, module) = (constant(resource), ident(&resource.rust), ident(&resource.module));
        let (service, name) = (&self.model.service.name, &resource.name);
        let type_name = ident(&self.model.service.names.type_name);
        let identifiers = resource.identifiers.iter().map(|Identifier { field, optional, empty, .. }| {
            quote!(IdentifierType { name: #field, optional: #optional, may_be_empty: #empty })
        });
        let looks = arn_word(resource);
        let looks = looks.trim_matches('`');
        let exists = resource.arn.iter().any(|rule| !matches!(rule, ArnRule::None(_)));
        let taggable = resource.tagging.is_some();
        let patterns = resource.patterns.iter().map(|pattern| arn_pattern(pattern, resource));
        let collections = resource.collections.iter().map(|collection| {
            let method = ident(&collection.method);
            self.collection_type(collection, &quote!(|resource| listed(resource, super::#rust::#method)))
        });
        let values = resource.identifiers.iter().map(value);
        let given = if resource.identifiers.is_empty() { quote!(_) } else { quote!(given) };
        quote! {
            static #table: ResourceType = ResourceType {
                service: #service,
                name: #name,
                identifiers: &[#(#identifiers),*],
                arn: ArnFacts { looks: #looks, exists: #exists, patterns: &[#(#patterns),*] },
                taggable: #taggable,
                collections: &[#(#collections),*],
                id: TypeId::of::<super::#rust>,
                make: |session, #given| {
                    let identifiers = super::#module::Identifiers::new(#(#values),*);
                    Ok(super::#rust::of(&super::#type_name::new(session).0, identifiers).into())
                },
            };
        }
    }

    fn collection_type(&self, collection: &Collection, list: &TokenStream) -> TokenStream {
        let (name, operation) = (&collection.method, &collection.request.operation.name);
        let kind = &self.model.resources[collection.resources.resource].name;
        let required = &collection.required;
        quote! {
            CollectionType {
                name: #name,
                operation: #operation,
                resource_type: #kind,
                required: &[#(#required),*],
                list: #list,
            }
        }
    }
}

/// A file with tables.
fn tables_file(file: File) -> File {
    let tables =
        ["ArnFacts", "ArnPattern", "CollectionType", "IdentifierType", "Part", "Piece", "ResourceType", "Service"];
    file.importing(&quote!(aws_resources_runtime::registry), &tables)
        .importing(&quote!(aws_resources_runtime::generated), &["listed", "parsed"])
        .importing(&quote!(aws_resources_runtime), &["Session"])
        .importing(&quote!(std::any), &["TypeId"])
}

/// The name of a type's table.
fn constant(resource: &Resource) -> Ident {
    format_ident!("{}", resource.module.to_uppercase())
}

/// The value of an identifier that is given as text.
fn value(identifier: &Identifier) -> TokenStream {
    let field = &identifier.field;
    let written = matches!(identifier.ty, Type::Scalar(Scalar::String) | Type::Enum(_));
    match (written, identifier.optional) {
        (true, false) if is_text(identifier) => quote!(given.text(#field)?),
        (true, false) => quote!(given.text(#field)?.into()),
        (true, true) => quote!(given.optional(#field).map(Into::into)),
        (false, false) => quote!(parsed(given, #field, given.text(#field)?)?),
        (false, true) => quote!(given.optional(#field).map(|text| parsed(given, #field, text)).transpose()?),
    }
}

fn arn_pattern(pattern: &Pattern, resource: &Resource) -> TokenStream {
    let name = |index: &usize| resource.identifiers[*index].field.as_str();
    let named = |index: Option<&usize>| match index.map(name) {
        Some(name) => quote!(Some(#name)),
        None => quote!(None),
    };
    let part = |part: &PatternPart| match part {
        PatternPart::Empty => quote!(Part::Empty),
        PatternPart::Some => quote!(Part::Some),
        PatternPart::Elsewhere => quote!(Part::Elsewhere),
        PatternPart::Is(text) => quote!(Part::Is(#text)),
    };
    let pieces = pattern.resource.iter().map(|piece| match piece {
        PatternPiece::Is(text) => quote!(Piece::Is(#text)),
        PatternPiece::Name(index) => {
            let name = named(index.as_ref());
            quote!(Piece::Name(#name))
        }
        PatternPiece::Rest(index) => {
            let name = named(index.as_ref());
            quote!(Piece::Rest(#name))
        }
        PatternPiece::Known(index, value) => {
            let name = name(index);
            quote!(Piece::Known(#name, #value))
        }
    });
    let (service, region, account) = (&pattern.service, part(&pattern.region), part(&pattern.account));
    let whole = named(pattern.whole.as_ref());
    quote! {
        ArnPattern {
            service: #service,
            region: #region,
            account: #account,
            resource: &[#(#pieces),*],
            whole: #whole,
        }
    }
}
