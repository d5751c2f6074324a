//! Resources out of responses, requests and data.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::{
    Emitter,
    expr::{Borrowed, into_elements, taken},
};
use crate::{
    facts::{Scalar, Type},
    names::ident,
    resolve::model::{IdentifierValue, Place, Resource, Root, TypedPath, TypedStep, Yield},
};

/// Resources, and what must be read from the request before it is sent.
pub(super) struct Yielded {
    /// What is read from the request before it is sent.
    pub(super) reads: Reads,
    /// An iterator of `Result<Resource>` over `output`, or an expression for one resource.
    pub(super) resources: TokenStream,
    /// Whether a single resource may be absent.
    pub(super) nullable: bool,
}

/// What a list of the response holds, made into resources.
pub(super) struct Listed {
    /// The list, as an `Option`.
    pub(super) list: TokenStream,
    /// The function that makes the collection where each `item` is kept as it is, as a resource's data or summary.
    pub(super) kept: Option<TokenStream>,
    /// The identifiers of a resource that keeps its `item`; else the resource.
    pub(super) each: TokenStream,
}

/// Values of the request, by name.
#[derive(Default)]
pub(super) struct Reads(Vec<(Ident, TokenStream)>);

impl Reads {
    /// The pattern of their names, and the function that reads them; none where nothing is read.
    pub(super) fn split(&self) -> Option<(TokenStream, TokenStream)> {
        let (names, values): (Vec<_>, Vec<_>) = self.0.iter().map(|(name, value)| (name, value)).unzip();
        (!names.is_empty()).then(|| (quote!((#(#names,)*)), quote!(|request| (#(#values,)*))))
    }
}

/// How an identifier that is absent is told.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Absent {
    /// As an error of its item.
    Error,
    /// There is no resource then.
    None,
}

impl Emitter<'_> {
    /// The type of the resources.
    pub(super) fn yielded_type(&self, resources: &Yield) -> TokenStream {
        let rust = ident(&self.model.resources[resources.resource].rust);
        quote!(super::#rust)
    }

    /// What a resource's identifiers are made by.
    fn constructor(&self, resource: &Resource) -> TokenStream {
        let module = ident(&resource.module);
        quote!(super::#module::Identifiers::new)
    }

    /// Which constructor of the core takes an item of this type.
    pub(super) fn core(&self, resource: &Resource, item: Option<&Type>) -> TokenStream {
        match item {
            Some(ty) if is_data(resource, ty) => quote!(with_data),
            Some(_) => quote!(with_summary),
            None => {
                let rust = ident(&resource.rust);
                quote!(super::#rust::of)
            }
        }
    }

    /// Resources out of a response (or out of the request that was sent); `caller` is the core of what asked, or its scope
    /// where nothing else of it is needed.
    pub(super) fn yielded(&self, resources: &Yield, owner: Option<&Resource>, caller: &TokenStream) -> Yielded {
        let mut reads = Reads::default();
        for (at, place) in resources.places.iter().enumerate() {
            parameters_read(place, at, &mut reads);
        }
        if !resources.plural {
            let Some(place) = resources.places.first() else {
                return Yielded { reads, resources: quote!(None), nullable: true };
            };
            let (resources, nullable) = self.single(resources, place, owner, caller, quote!(output));
            return Yielded { reads, resources, nullable };
        }
        let iterators: Vec<TokenStream> =
            resources.places.iter().map(|place| self.many(resources, place, owner, caller)).collect();
        let chained = iterators.into_iter().reduce(|first, second| quote!(#first.chain(#second)));
        Yielded { reads, resources: chained.unwrap_or_default(), nullable: false }
    }

    /// Where the resources are the items of one list of the response, made of nothing but the item and the caller.
    pub(super) fn listed(&self, resources: &Yield, owner: Option<&Resource>, caller: &TokenStream) -> Option<Listed> {
        let [place] = &resources.places[..] else { return None };
        let (last, list) = place.base.split_last()?;
        let flat = *last == TypedStep::Each && !list.contains(&TypedStep::Each) && place.root != Root::Request;
        let of_item = place.identifiers.iter().all(|value| match value {
            IdentifierValue::Item { level, .. } => *level > 0,
            IdentifierValue::Parameter(_) => false,
            _ => true,
        });
        if !(resources.plural && flat && of_item) {
            return None;
        }
        let (list, optional) = taken(quote!(output), false, list);
        let list = if optional { list } else { quote!(Some(#list)) };
        let resource = &self.model.resources[resources.resource];
        let item = place.item.as_ref().filter(|item| item.steps.is_empty());
        let Some(item) = item else {
            let made = self.of_item(resources, place, owner, caller, 1);
            return Some(Listed { list, kept: None, each: quote!({ #made }) });
        };
        let kept = match is_data(resource, &item.ty) {
            true => quote!(collection_with_data),
            false => quote!(collection_with_summary),
        };
        let identifiers = self.identified(resource, place, owner, caller, 1);
        Some(Listed { list, kept: Some(kept), each: quote!(Ok(#identifiers)) })
    }

    /// An iterator over the resources of one list.
    fn many(&self, resources: &Yield, place: &Place, owner: Option<&Resource>, caller: &TokenStream) -> TokenStream {
        let ty = self.yielded_type(resources);
        let levels: Vec<&[TypedStep]> = place.base.split(|step| *step == TypedStep::Each).collect();
        let lists = &levels[..levels.len().saturating_sub(1)];
        let (root, first) = match place.root {
            Root::Request => (taken(quote!(sent), true, &lists[0][1..]), &lists[1..]),
            _ => (taken(quote!(output), false, lists[0]), &lists[1..]),
        };
        let mut iterator = into_elements(root.0, root.1);
        let outer = outer_values(place, lists.len());
        let names: Vec<_> = outer.iter().map(|(index, _)| format_ident!("outer_{index}")).collect();
        let mut item = quote!(item);
        for list in first {
            let (inner, optional) = taken(quote!(outer), false, list);
            if outer.is_empty() {
                let inner = if optional { quote!(#inner.unwrap_or_default()) } else { inner };
                iterator = quote!(#iterator.flat_map(|outer| #inner));
                continue;
            }
            let values = outer.iter().map(|(_, path)| Borrowed::value(quote!(outer)).walk(&path.steps).kept(&path.ty));
            let inner = into_elements(inner, optional);
            iterator = quote! {
                #iterator.flat_map(|outer| {
                    #(let #names = #values;)*
                    #inner.map(move |item| (#(#names.clone(),)* item))
                })
            };
            item = quote!((#(#names,)* item));
        }
        let made = self.of_item(resources, place, owner, caller, lists.len());
        quote!(#iterator.map(|#item| -> Result<#ty> { #made }))
    }

    /// The resource of one `item`.
    fn of_item(
        &self,
        resources: &Yield,
        place: &Place,
        owner: Option<&Resource>,
        caller: &TokenStream,
        depth: usize,
    ) -> TokenStream {
        let resource = &self.model.resources[resources.resource];
        let identifiers = self.identified(resource, place, owner, caller, depth);
        let core = self.core(resource, place.item.as_ref().map(|item| &item.ty));
        let data = place.item.as_ref().map(|path| {
            let (data, optional) = taken(quote!(item), false, &path.steps);
            if optional { quote!(, #data) } else { quote!(, Some(#data)) }
        });
        quote! {
            let identifiers = #identifiers;
            Ok(#core(#caller.scope(), identifiers #data))
        }
    }

    /// The identifiers of the resource of one `item`.
    fn identified(
        &self,
        resource: &Resource,
        place: &Place,
        owner: Option<&Resource>,
        caller: &TokenStream,
        depth: usize,
    ) -> TokenStream {
        let arguments = place.identifiers.iter().enumerate().map(|(index, value)| {
            self.argument(resource, index, value, &quote!(output), owner, caller, depth, Absent::Error)
        });
        let construct = self.constructor(resource);
        quote!(#construct(#(#arguments),*))
    }

    /// One resource out of `root`; absent values make it `None`.
    pub(super) fn single(
        &self,
        resources: &Yield,
        place: &Place,
        owner: Option<&Resource>,
        caller: &TokenStream,
        root: TokenStream,
    ) -> (TokenStream, bool) {
        let resource = &self.model.resources[resources.resource];
        let mut statements = TokenStream::new();
        let mut nullable = false;
        let mut arguments = Vec::new();
        let string = Type::Scalar(Scalar::String);
        for (index, value_of) in place.identifiers.iter().enumerate() {
            let identifier = &resource.identifiers[index];
            let (value, from, absent) = match value_of {
                IdentifierValue::Item { path, .. } => {
                    let borrowed = Borrowed::value(root.clone()).walk(&path.steps);
                    let text = path.ty == string && identifier.ty == string;
                    let value = if text { borrowed.lent() } else { borrowed.owned(&path.ty) };
                    (value, path.ty.clone(), borrowed.nullable())
                }
                IdentifierValue::Parameter(path) => {
                    let name = format_ident!("parameter_{index}");
                    (quote!(#name), path.ty.clone(), true)
                }
                other => {
                    arguments.push(self.argument(resource, index, other, &root, owner, caller, 0, Absent::None));
                    continue;
                }
            };
            let value = self.converted(value, absent, &from, &identifier.ty);
            let (value, absent) = match (place.root, absent, &identifier.ty) {
                (Root::Data, _, Type::Scalar(Scalar::String)) if identifier.empty => (value, absent),
                (Root::Data, true, Type::Scalar(Scalar::String)) => (quote!(named(#value)), true),
                (Root::Data, false, Type::Scalar(Scalar::String)) => (quote!(named(Some(#value))), true),
                _ => (value, absent),
            };
            let name = format_ident!("{}_value", identifier.field);
            match (absent, identifier.optional) {
                (true, false) if identifier.empty => statements.extend(quote!(let #name = #value.unwrap_or_default();)),
                (true, false) => {
                    nullable = true;
                    statements.extend(quote!(let Some(#name) = #value else { return Ok(None) };));
                }
                (false, true) => {
                    let value = if identifier.ty == string { quote!(SmolStr::from(#value)) } else { value };
                    statements.extend(quote!(let #name = Some(#value);));
                }
                (true, true) if identifier.ty == string && !matches!(value_of, IdentifierValue::Parameter(_)) => {
                    statements.extend(quote!(let #name = #value.map(SmolStr::from);));
                }
                _ => statements.extend(quote!(let #name = #value;)),
            }
            arguments.push(quote!(#name));
        }
        let construct = self.constructor(resource);
        let core = self.core(resource, place.item.as_ref().map(|item| &item.ty));
        let data = place.item.as_ref().map(|path| match place.root {
            Root::Data => {
                let borrowed = Borrowed::value(root.clone()).walk(&path.steps);
                let value = borrowed.owned(&path.ty);
                if borrowed.nullable() { quote!(, #value) } else { quote!(, Some(#value)) }
            }
            _ => {
                let (data, optional) = taken(root.clone(), false, &path.steps);
                if optional { quote!(, #data) } else { quote!(, Some(#data)) }
            }
        });
        let made = quote!(#core(#caller.scope(), #construct(#(#arguments),*) #data));
        let made = if nullable { quote!(Ok(Some(#made))) } else { quote!(Ok(#made)) };
        (quote!(#statements #made), nullable)
    }

    /// The argument for one identifier, out of `item` and what was read before it.
    #[expect(clippy::too_many_arguments, reason = "the facts of one identifier, from its two call sites")]
    pub(super) fn argument(
        &self,
        resource: &Resource,
        index: usize,
        value: &IdentifierValue,
        whole: &TokenStream,
        owner: Option<&Resource>,
        caller: &TokenStream,
        depth: usize,
        absent: Absent,
    ) -> TokenStream {
        let identifier = &resource.identifiers[index];
        let optional = identifier.optional;
        let string = Type::Scalar(Scalar::String);
        // `kept`: whether a text is as identifiers keep it.
        let finish = |value: TokenStream, nullable: bool, from: &Type, member: &str, kept: bool| {
            let kept = kept && *from == identifier.ty;
            let value = self.converted(value, nullable, from, &identifier.ty);
            match (nullable, optional) {
                (true, true) if identifier.ty == string && !kept => quote!(#value.map(SmolStr::from)),
                (false, true) if identifier.ty == string && !kept => quote!(Some(SmolStr::from(#value))),
                (true, false) if identifier.empty => quote!(#value.unwrap_or_default()),
                (true, false) if absent == Absent::None && identifier.ty == string => {
                    quote!(named(#value)?)
                }
                (true, false) if absent == Absent::None => quote!(#value?),
                (true, false) => quote!(call.required(#value, #member)?),
                (false, true) => quote!(Some(#value)),
                _ => value,
            }
        };
        match value {
            IdentifierValue::Item { level, path } => {
                let member = path.text.rsplit('.').next().unwrap_or(&path.text);
                let member = if member == "@" { &identifier.name } else { member };
                if *level > 0 && *level < depth {
                    let name = format_ident!("outer_{index}");
                    let nullable = Borrowed::value(quote!(outer)).walk(&path.steps).nullable();
                    return finish(quote!(#name), nullable, &path.ty, member, true);
                }
                let root = if *level == 0 && depth > 0 { whole.clone() } else { quote!(item) };
                let borrowed = Borrowed::value(root).walk(&path.steps);
                let text = path.ty == string && identifier.ty == string;
                let value = if text { borrowed.lent() } else { borrowed.owned(&path.ty) };
                finish(value, borrowed.nullable(), &path.ty, member, false)
            }
            IdentifierValue::Parameter(path) => {
                let name = format_ident!("parameter_{index}");
                let value = if path.ty.is_copy() { quote!(#name) } else { quote!(#name.clone()) };
                finish(value, true, &path.ty, &path.text, true)
            }
            IdentifierValue::Caller(at) => match owner.map(|owner| &owner.identifiers[*at]) {
                Some(from) => {
                    let name = ident(&from.field);
                    let value = match from.ty.is_copy() {
                        true => quote!(#caller.identifiers().#name),
                        false => quote!(#caller.identifiers().#name.clone()),
                    };
                    finish(value, from.optional, &from.ty, &from.name, true)
                }
                None => quote!(),
            },
            IdentifierValue::Literal(serde_json::Value::Null) => quote!(None),
            IdentifierValue::Literal(value) => {
                let literal = self.literal(value, &identifier.ty);
                let literal = match &identifier.ty {
                    Type::Scalar(Scalar::String) if optional => quote!(#literal.into()),
                    _ => literal,
                };
                if optional { quote!(Some(#literal)) } else { literal }
            }
            IdentifierValue::Input => {
                let name = ident(&identifier.field);
                match (optional, &identifier.ty) {
                    (true, Type::Scalar(Scalar::String)) => quote!(#name.map(SmolStr::from)),
                    (false, Type::Scalar(Scalar::String) | Type::Enum(_)) => quote!(#name.into()),
                    _ => quote!(#name),
                }
            }
        }
    }
}

/// Whether a value of this type is the resource's data; else it is a summary.
fn is_data(resource: &Resource, ty: &Type) -> bool {
    match (ty, &resource.data) {
        (Type::Struct(name), Some(data)) => data.module == "types" && data.name == *name,
        (Type::Output(operation), Some(data)) => data.module == format!("operation::{operation}"),
        _ => false,
    }
}

/// What the request says, read before it is sent.
fn parameters_read(place: &Place, at: usize, reads: &mut Reads) {
    for (index, value) in place.identifiers.iter().enumerate() {
        if let IdentifierValue::Parameter(path) = value
            && at == 0
        {
            reads.0.push((format_ident!("parameter_{index}"), request_value(path)));
        }
    }
    if place.root == Root::Request
        && let Some(TypedStep::Member(field)) = place.base.first()
    {
        let get = ident(&format!("get_{}", field.name));
        reads.0.push((format_ident!("sent"), quote!(request.#get().clone())));
    }
}

/// The identifiers that are read from an element on the way to the item.
pub(super) fn outer_values(place: &Place, depth: usize) -> Vec<(usize, &TypedPath)> {
    let values = place.identifiers.iter().enumerate();
    let outer = values.filter_map(|(index, value)| match value {
        IdentifierValue::Item { level, path } if *level > 0 && *level < depth => Some((index, path)),
        _ => None,
    });
    outer.collect()
}

/// A value of the request, as an `Option`.
fn request_value(path: &TypedPath) -> TokenStream {
    let Some((TypedStep::Member(field), rest)) = path.steps.split_first() else { return quote!(None) };
    let get = ident(&format!("get_{}", field.name));
    match (path.ty.is_copy(), rest.is_empty()) {
        (true, true) => quote!(*request.#get()),
        _ => Borrowed::Place { expr: quote!(request.#get()), optional: true }.walk(rest).kept(&path.ty),
    }
}
