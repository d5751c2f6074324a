//! Requests: what is filled in at once, and what only after the caller's ARN or data is there.

use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote};

use super::{Emitter, expr::Borrowed};
use crate::{
    facts::{Operation, Scalar, Shape, Type},
    names::ident,
    resolve::model::{Identifier, Member, Request, Resource, Source, TypedStep, Value},
};

/// A filled request.
pub(super) struct Filled {
    /// The builder's setters.
    pub(super) setters: TokenStream,
    /// A list of what needs the ARN or data of the caller, or may be invalid: to be filled in when the request is sent.
    pub(super) late: Option<TokenStream>,
}

impl Filled {
    /// What an action or a collection is told of it.
    pub(super) fn late(&self) -> Option<TokenStream> {
        self.late.as_ref().map(|late| quote!(.late(self, #late)))
    }
}

/// A value, and how it is given to a setter.
enum Given {
    /// To the plain setter.
    Plain(TokenStream),
    /// An `Option`, to the `set_` setter.
    Optional(TokenStream),
}

impl Emitter<'_> {
    /// The method on the client that begins a request.
    pub(super) fn begin(&self, caller: &TokenStream, request: &Request) -> TokenStream {
        let method = ident(&request.operation.module);
        quote!(#caller.client().#method())
    }

    /// What a caller fills in.
    pub(super) fn fill(
        &self,
        operation: &Operation,
        members: &[Member],
        owner: Option<&Resource>,
        caller: &TokenStream,
    ) -> Filled {
        let (late, known): (Vec<_>, Vec<_>) = members.iter().partition(|member| is_late(&member.value));
        let setters = known.into_iter().map(|member| self.setters(member, owner, caller)).collect();
        Filled { setters, late: (!late.is_empty()).then(|| self.all_late(operation, &late, owner)) }
    }

    /// A list of what is filled in late: where that is nothing but the ARN, all types of callers share it.
    fn all_late(&self, operation: &Operation, members: &[&Member], owner: Option<&Resource>) -> TokenStream {
        let late = members.iter().map(|member| self.late(member, owner));
        let list = quote!(vec![#(#late),*]);
        if !members.iter().all(|member| is_only_arn(&member.value)) {
            return list;
        }
        let (name, builder) = (format!("{}_late", operation.module), self.builder(operation));
        let function = ident(&name);
        let function = quote! {
            fn #function<P: Model + aws_resources_runtime::generated::Parent>() -> Vec<LateMember<P, #builder>> {
                #list
            }
        };
        self.shared(operation, &name, function).map_or(list, |function| quote!(#function()))
    }

    fn late(&self, member: &Member, owner: Option<&Resource>) -> TokenStream {
        let parent = quote!(parent);
        let setters = self.setters(member, owner, &parent);
        let open = match &member.value {
            // A list gets one more element.
            Value::List(_) => quote!(|_| true),
            // What the caller of the method set stays.
            _ => {
                let get = ident(&format!("get_{}", member.field.name));
                quote!(|request| request.#get().is_none())
            }
        };
        let needs = Needs::of(&member.value);
        let (kind, values) = (needs.late(), needs.parameters(owner.map(|owner| self.data_type(owner))));
        let [parent, call] = used(["parent", "call"], &setters);
        quote!(#kind(#open, |#parent, #call, request #values| Ok(request #setters)))
    }

    /// The setter calls of a member.
    pub(super) fn setters(&self, member: &Member, owner: Option<&Resource>, caller: &TokenStream) -> TokenStream {
        let name = ident(&member.field.name);
        let set = ident(&format!("set_{}", member.field.name));
        let give = |value: &Value| match self.given(value, owner, caller) {
            Given::Plain(value) => quote!(.#name(#value)),
            Given::Optional(value) => quote!(.#set(#value)),
        };
        match &member.value {
            Value::List(values) => values
                .iter()
                .map(|value| match self.given(value, owner, caller) {
                    Given::Plain(value) => quote!(.#name(#value)),
                    Given::Optional(value) => quote!(.#set(#value.map(|value| vec![value]))),
                })
                .collect(),
            value => give(value),
        }
    }

    fn given(&self, value: &Value, owner: Option<&Resource>, caller: &TokenStream) -> Given {
        match value {
            Value::Struct(shape, members) => Given::Plain(self.structure(shape, members, owner, caller)),
            Value::List(_) => Given::Plain(quote!()),
            Value::Leaf(source, ty) => self.leaf(source, ty, owner, caller),
        }
    }

    /// A structure, by its builder.
    pub(super) fn structure(
        &self,
        shape: &Shape,
        members: &[Member],
        owner: Option<&Resource>,
        caller: &TokenStream,
    ) -> TokenStream {
        let built = self.built_structure(shape, members, owner, caller);
        if shape.fallible_build { quote!(#built?) } else { built }
    }

    /// The same, as a `Result` where its members may be invalid.
    pub(super) fn built_structure(
        &self,
        shape: &Shape,
        members: &[Member],
        owner: Option<&Resource>,
        caller: &TokenStream,
    ) -> TokenStream {
        let name = ident(&shape.name);
        let setters: TokenStream = members.iter().map(|member| self.setters(member, owner, caller)).collect();
        let built = quote!(types::#name::builder() #setters .build());
        match shape.fallible_build {
            true => quote!(#built.map_err(|error| call.invalid(error))),
            false => built,
        }
    }

    fn leaf(&self, source: &Source, ty: &Type, owner: Option<&Resource>, caller: &TokenStream) -> Given {
        match source {
            Source::Arn => Given::Plain(quote!(arn)),
            Source::Literal(value) => Given::Plain(self.literal(value, ty)),
            Source::Identifier(index) => match owner.map(|owner| &owner.identifiers[*index]) {
                Some(identifier) => self.identifier(identifier, ty, caller),
                None => Given::Plain(quote!()),
            },
            Source::Data(path) if path.steps.contains(&TypedStep::Each) => {
                let values = super::expr::each_borrowed(Borrowed::value(quote!(data)), path);
                Given::Optional(quote!(Some(#values.cloned().collect())))
            }
            Source::Data(path) if path.steps.is_empty() => Given::Plain(quote!(data.clone())),
            Source::Data(path) => {
                let value = Borrowed::value(quote!(data)).walk(&path.steps);
                let nullable = value.nullable();
                let value = self.converted(value.owned(&path.ty), nullable, &path.ty, ty);
                if nullable { Given::Optional(value) } else { Given::Plain(value) }
            }
        }
    }

    fn identifier(&self, identifier: &Identifier, to: &Type, caller: &TokenStream) -> Given {
        let accessor = ident(&identifier.accessor);
        let value = quote!(#caller.#accessor());
        let string = Type::Scalar(Scalar::String);
        match (&identifier.ty, to, identifier.optional) {
            (from, to, false) if from == to && (*from == string || from.is_copy()) => Given::Plain(value),
            (from, to, true) if from == to && *from == string => Given::Optional(quote!(#value.map(str::to_owned))),
            (from, to, true) if from == to && from.is_copy() => Given::Optional(value),
            (from, to, false) if from == to => Given::Plain(quote!(#value.clone())),
            (from, to, true) if from == to => Given::Optional(quote!(#value.cloned())),
            (Type::Scalar(scalar), to, false) if scalar.is_copy() && *to == string => {
                Given::Plain(quote!(#value.to_string()))
            }
            (Type::Scalar(scalar), to, true) if scalar.is_copy() && *to == string => {
                Given::Optional(quote!(#value.map(|value| value.to_string())))
            }
            (Type::Enum(_), Type::Enum(_), false) => {
                let to = self.ty(to);
                Given::Plain(quote!(#to::from(#value.as_str())))
            }
            (Type::Enum(_), Type::Enum(_), true) => {
                let to = self.ty(to);
                Given::Optional(quote!(#value.map(|value| #to::from(value.as_str()))))
            }
            (Type::Enum(_), _, false) => Given::Plain(quote!(#value.as_str())),
            (Type::Enum(_), _, true) => Given::Optional(quote!(#value.map(|value| value.as_str().to_owned()))),
            (_, to, false) => {
                let to = self.ty(to);
                Given::Plain(quote!(#to::from(#value)))
            }
            (_, to, true) => {
                let to = self.ty(to);
                Given::Optional(quote!(#value.map(#to::from)))
            }
        }
    }

    /// A literal of the model.
    pub(super) fn literal(&self, value: &serde_json::Value, ty: &Type) -> TokenStream {
        match (value, ty) {
            (serde_json::Value::String(text), Type::Enum(_)) => {
                let ty = self.ty(ty);
                quote!(#ty::from(#text))
            }
            (serde_json::Value::String(text), _) => quote!(#text),
            (serde_json::Value::Bool(value), _) => quote!(#value),
            (other, _) => other.to_string().parse().unwrap_or_default(),
        }
    }

    /// A value as another type: text and enumerations change into each other.
    pub(super) fn converted(&self, value: TokenStream, optional: bool, from: &Type, to: &Type) -> TokenStream {
        let change = match (from, to) {
            _ if from == to => return value,
            (Type::Enum(_), Type::Scalar(_)) => quote!(|value| value.as_str().to_owned()),
            (Type::Scalar(scalar), _) if scalar.is_copy() => quote!(|value| value.to_string()),
            _ => {
                let to = self.ty(to);
                quote!(|value| #to::from(value.as_str()))
            }
        };
        match (optional, from) {
            (true, _) => quote!(#value.map(#change)),
            (false, Type::Scalar(scalar)) if scalar.is_copy() => quote!(#value.to_string()),
            (false, Type::Enum(_)) if matches!(to, Type::Scalar(_)) => quote!(#value.as_str().to_owned()),
            (false, _) => {
                let to = self.ty(to);
                quote!(#to::from(#value.as_str()))
            }
        }
    }
}

/// What a value is made of that must be fetched first.
pub(super) struct Needs {
    arn: bool,
    data: bool,
}

impl Needs {
    /// Those of a value.
    pub(super) fn of(value: &Value) -> Self {
        Self { arn: value.has_source(&Source::is_arn), data: value.has_source(&Source::is_data) }
    }

    /// The runtime's constructor for it.
    fn late(&self) -> TokenStream {
        match (self.arn, self.data) {
            (true, true) => quote!(late_arn_and_data),
            (true, false) => quote!(late_arn),
            (false, true) => quote!(late_data),
            (false, false) => quote!(late_checked),
        }
    }

    /// The runtime's name for it in a batch.
    pub(super) fn part(&self) -> TokenStream {
        match (self.arn, self.data) {
            (_, true) => quote!(part_data),
            (true, false) => quote!(part_arn),
            (false, false) => quote!(part_known),
        }
    }

    /// The parameters that come with it.
    pub(super) fn parameters(&self, data: Option<TokenStream>) -> TokenStream {
        let arn = self.arn.then(|| quote!(, arn));
        let data = self.data.then(|| quote!(, data: &#data));
        quote!(#arn #data)
    }
}

/// Names of parameters: `_` for those that the body doesn't use.
pub(super) fn used<const N: usize>(names: [&str; N], body: &TokenStream) -> [TokenStream; N] {
    names.map(|name| if mentions(body, name) { ident(name).into_token_stream() } else { quote!(_) })
}

/// Whether a name stands in tokens.
pub(super) fn mentions(tokens: &TokenStream, name: &str) -> bool {
    tokens.clone().into_iter().any(|tree| match tree {
        proc_macro2::TokenTree::Ident(ident) => ident == name,
        proc_macro2::TokenTree::Group(group) => mentions(&group.stream(), name),
        _ => false,
    })
}

/// Whether a value must wait until the request is sent: it needs the ARN or data, or may be invalid.
fn is_late(value: &Value) -> bool {
    let fallible = |value: &Value| matches!(value, Value::Struct(shape, _) if shape.fallible_build);
    fn any(value: &Value, test: &dyn Fn(&Value) -> bool) -> bool {
        test(value)
            || match value {
                Value::Leaf(..) => false,
                Value::Struct(_, members) => members.iter().any(|member| any(&member.value, test)),
                Value::List(values) => values.iter().any(|value| any(value, test)),
            }
    }
    any(value, &fallible) || value.has_source(&Source::is_fetched)
}

/// Whether a value is the ARN, or made of it and of nothing else that its caller has.
fn is_only_arn(value: &Value) -> bool {
    value.has_source(&Source::is_arn)
        && !value.has_source(&|source| matches!(source, Source::Identifier(_) | Source::Data(_)))
}
