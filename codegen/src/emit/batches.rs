//! Batch actions: a trait on collections of the resource.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    Emitter,
    expr::Borrowed,
    file::documented,
    identifiers::is_text,
    requests::{Filled, Needs, used},
};
use crate::{
    facts::{Scalar, Type},
    names::ident,
    resolve::model::{Batch, Failures, Resource, Source, TypedStep, Value},
};

impl Emitter<'_> {
    /// The trait with a resource's batch actions.
    pub(super) fn batches(&self, resource: &Resource) -> TokenStream {
        if resource.batches.is_empty() {
            return TokenStream::new();
        }
        let rust = ident(&resource.rust);
        let name = ident(&format!("{}Collection", resource.rust));
        let docs = documented(&self.batches_docs(resource));
        let signatures = resource.batches.iter().map(|batch| {
            let docs = documented(&self.batch_docs(batch, resource));
            let signature = self.signature(batch, resource);
            quote!(#docs #signature;)
        });
        let bodies = resource.batches.iter().map(|batch| self.batch(batch, resource));
        quote! {
            #docs
            pub trait #name: Sized {
                #(#signatures)*
            }

            impl<B: Clone + Send + Sync + 'static> #name for Collection<B, #rust> {
                #(#bodies)*
            }
        }
    }

    fn signature(&self, batch: &Batch, resource: &Resource) -> TokenStream {
        let method = ident(&batch.method);
        let rust = ident(&resource.rust);
        let builder = self.builder(&batch.operation);
        let output = self.output(&batch.operation);
        quote!(fn #method(self) -> Batch<#builder, #rust, #output>)
    }

    fn batch(&self, batch: &Batch, resource: &Resource) -> TokenStream {
        let signature = self.signature(batch, resource);
        let operation = &batch.operation.name;
        let max = batch.max;
        let item = quote!(resource);
        let element = match &batch.element {
            Value::Struct(shape, members) => {
                let built = self.built_structure(shape, members, Some(resource), &item);
                if shape.fallible_build { built } else { quote!(Ok(#built)) }
            }
            value => self.element(value, resource, &item),
        };
        let part = self.part(&batch.element, element, resource);
        let first = quote!(first);
        let begin = ident(&batch.operation.module);
        let Filled { setters, late } = self.fill(&batch.operation, &batch.shared, Some(resource), &first);
        let late = late.unwrap_or_else(|| quote!(vec![]));
        let list = ident(&format!("set_{}", batch.list.name));
        let mut filled = quote!(.#list(Some(parts)));
        for (field, shape, beside) in batch.way.iter().rev() {
            let set = ident(&field.name);
            let name = ident(&shape.name);
            let beside: TokenStream =
                beside.iter().map(|member| self.setters(member, Some(resource), &first)).collect();
            let built = quote!(types::#name::builder() #beside #filled .build());
            let built = if shape.fallible_build { quote!(#built.map_err(|error| call.invalid(error))?) } else { built };
            filled = quote!(.#set(#built));
        }
        let request = quote!(first.client().#begin() #setters #filled);
        let [call] = used(["call"], &request);
        let request = quote!(|first, parts, #call| Ok(#request));
        let send = self.send(&batch.operation);
        let same = self.same(batch, resource);
        let failures = match &batch.failures {
            Some(failures) => self.failures(failures, resource),
            None => quote!(|_, _| Vec::new()),
        };
        let divisible = batch.divisible.then(|| quote!(.divisible()));
        quote! {
            #signature {
                batch(self, BatchFacts {
                    name: #operation,
                    max: #max,
                    same: #same,
                    part: #part,
                    request: #request,
                    late: #late,
                    send: #send,
                    failures: #failures,
                }) #divisible
            }
        }
    }

    /// Whether two items can share a call: what the first says for all must be the same.
    fn same(&self, batch: &Batch, resource: &Resource) -> TokenStream {
        let members: Vec<_> = batch.shared.iter().chain(batch.way.iter().flat_map(|(.., beside)| beside)).collect();
        // What comes from an item's data or ARN is its own: then each item has a call of its own.
        if members.iter().any(|member| member.value.has_source(&Source::is_fetched)) {
            return quote!(|one, other| one == other);
        }
        let mut identifiers = Vec::new();
        for member in members {
            shared_identifiers(&member.value, &mut identifiers);
        }
        if identifiers.is_empty() {
            return quote!(|_, _| true);
        }
        let tests = identifiers.iter().map(|index| {
            let accessor = ident(&resource.identifiers[*index].accessor);
            quote!(one.#accessor() == other.#accessor())
        });
        quote!(|one, other| #(#tests)&&*)
    }

    /// How a resource is named to the operation that changes the tags of many.
    pub(super) fn taggable(&self, resource: &Resource) -> Option<TokenStream> {
        let value = resource.tag_id.as_ref()?;
        let rust = ident(&resource.rust);
        let part = self.part(value, self.element(value, resource, &quote!(resource)), resource);
        Some(quote! {
            impl aws_resources_runtime::generated::Taggable for #rust {
                fn tag_id() -> aws_resources_runtime::generated::Part<Self, String> {
                    #part
                }
            }
        })
    }

    /// What the runtime makes an item's element by.
    fn part(&self, value: &Value, element: TokenStream, resource: &Resource) -> TokenStream {
        let needs = Needs::of(value);
        let (kind, values) = (needs.part(), needs.parameters(Some(self.data_type(resource))));
        let [of, call] = used(["resource", "call"], &element);
        quote!(#kind(|#of, #call #values| #element))
    }

    /// A value of one item, owned, as a `Result`.
    fn element(&self, value: &Value, resource: &Resource, item: &TokenStream) -> TokenStream {
        let Value::Leaf(source, ty) = value else { return TokenStream::new() };
        let value = match source {
            Source::Identifier(index) => {
                let identifier = &resource.identifiers[*index];
                let name = ident(&identifier.field);
                let value = quote!(#item.0.identifiers().#name);
                let value = match (is_text(identifier), identifier.optional) {
                    (true, false) => quote!(#value.to_string()),
                    (true, true) => quote!(#value.as_ref().map(ToString::to_string)),
                    _ if identifier.ty.is_copy() => value,
                    _ => quote!(#value.clone()),
                };
                self.converted(value, identifier.optional, &identifier.ty, ty)
            }
            Source::Arn => quote!(arn.to_owned()),
            Source::Literal(value) => {
                let literal = self.literal(value, ty);
                quote!(#literal.into())
            }
            Source::Data(path) if path.steps.is_empty() => quote!(data.clone()),
            Source::Data(path) => {
                let value = Borrowed::value(quote!(data)).walk(&path.steps);
                let owned = self.converted(value.owned(&path.ty), value.nullable(), &path.ty, ty);
                let member = &path.text;
                if value.nullable() {
                    return quote!(call.required(#owned, #member));
                }
                owned
            }
        };
        quote!(Ok(#value))
    }

    fn failures(&self, failures: &Failures, resource: &Resource) -> TokenStream {
        let lists: Vec<&[TypedStep]> = failures.path.steps.split(|step| *step == TypedStep::Each).collect();
        let list = Borrowed::value(quote!(output)).walk(lists[0]).elements();
        let tests = failures.identifiers.iter().map(|(index, path)| {
            let identifier = &resource.identifiers[*index];
            let name = ident(&identifier.field);
            let value = Borrowed::value(quote!(failure)).walk(&path.steps);
            let nullable = value.nullable();
            if is_text(identifier) {
                let text = value.text(&path.ty);
                return match identifier.optional {
                    true => quote!(#text == resource.0.identifiers().#name.as_deref()),
                    false => quote!(#text == Some(resource.0.identifiers().#name.as_str())),
                };
            }
            let value = self.converted(value.owned(&path.ty), nullable, &path.ty, &identifier.ty);
            match (nullable, identifier.optional) {
                (true, false) => quote!(#value.as_ref() == Some(&resource.0.identifiers().#name)),
                _ => quote!(#value == resource.0.identifiers().#name),
            }
        });
        let optional = |path: &Option<crate::resolve::model::TypedPath>| match path {
            Some(path) => {
                let value = Borrowed::value(quote!(failure)).walk(&path.steps);
                let nullable = value.nullable();
                let text = Type::Scalar(Scalar::String);
                let owned = self.converted(value.owned(&path.ty), nullable, &path.ty, &text);
                if nullable { owned } else { quote!(Some(#owned)) }
            }
            None => quote!(None),
        };
        let (code, message) = (optional(&failures.code), optional(&failures.message));
        quote! {
            |output, resources| {
                #list.map(|failure| {
                    let index = resources.iter().position(|resource| #(#tests)&&*);
                    Failure { index, code: #code, message: #message }
                }).collect()
            }
        }
    }
}

fn shared_identifiers(value: &Value, found: &mut Vec<usize>) {
    match value {
        Value::Leaf(Source::Identifier(index), _) => found.push(*index),
        Value::Leaf(..) => {}
        Value::Struct(_, members) => members.iter().for_each(|member| shared_identifiers(&member.value, found)),
        Value::List(values) => values.iter().for_each(|value| shared_identifiers(value, found)),
    }
}
