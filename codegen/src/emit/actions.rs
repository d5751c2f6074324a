//! Actions.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    Emitter,
    expr::{Borrowed, each_borrowed, taken},
    file::{deprecated, documented},
    requests::used,
    yields::{Reads, Yielded},
};
use crate::{
    names::ident,
    resolve::model::{Action, Answer, Resource, TypedStep},
};

impl Emitter<'_> {
    /// An action's method.
    pub(super) fn action(&self, action: &Action, owner: Option<&Resource>) -> TokenStream {
        let method = ident(&action.method);
        let operation = &action.request.operation;
        let name = &operation.name;
        let builder = self.builder(operation);
        let this = quote!(self);
        let begin = self.begin(&this, &action.request);
        let filled = self.fill(operation, &action.request.members, owner, &this);
        let (setters, late) = (&filled.setters, filled.late());
        let (ty, answer) = self.answer(&action.answer, action, owner);
        let send = self.send(operation);
        let call = quote!(self.0.call(#name), #begin #setters, #send);
        let action_made = match &answer {
            None => quote!(action(#call)),
            Some(Answered { reads, made }) => {
                let [parent, of, output] = used(["parent", "call", "output"], made);
                match reads.split() {
                    None => quote!(action_made(self, #call, |#parent, #of, #output| { #made })),
                    Some((names, read)) => {
                        quote!(action_read(self, #call, #read, |#parent, #of, #names, #output| { #made }))
                    }
                }
            }
        };
        let docs = documented(&self.action_docs(action, owner));
        let deprecated = deprecated(operation);
        quote! {
            #docs
            #deprecated
            pub fn #method(&self) -> Action<#builder, #ty> {
                #action_made #late
            }
        }
    }

    /// The type that an action gives, and how it is made where it isn't the SDK's output.
    fn answer(&self, answer: &Answer, action: &Action, owner: Option<&Resource>) -> (TokenStream, Option<Answered>) {
        let value = |ty: TokenStream, made: TokenStream| (ty, Some(Answered { reads: Reads::default(), made }));
        match answer {
            Answer::Output => (self.output(&action.request.operation), None),
            Answer::Value(path) if path.steps.contains(&TypedStep::Each) => {
                let ty = self.ty(&path.ty);
                let values = each_borrowed(Borrowed::value(quote!(output)), path);
                value(quote!(Vec<#ty>), quote!(Ok(#values.cloned().collect())))
            }
            Answer::Value(path) => {
                let ty = self.ty(&path.ty);
                let (taken, optional) = taken(quote!(output), false, &path.steps);
                match (&path.ty, optional) {
                    (crate::facts::Type::List(_), true) => value(ty, quote!(Ok(#taken.unwrap_or_default()))),
                    (_, true) => value(quote!(Option<#ty>), quote!(Ok(#taken))),
                    (_, false) => value(ty, quote!(Ok(#taken))),
                }
            }
            Answer::Resources(resources) => {
                let ty = self.yielded_type(resources);
                let Yielded { reads, resources: made, nullable } = self.yielded(resources, owner, &quote!(parent.0));
                let (ty, made) = match (resources.plural, nullable) {
                    (true, _) => (quote!(Vec<#ty>), quote!(#made.collect())),
                    (false, true) => (quote!(Option<#ty>), made),
                    (false, false) => (ty, made),
                };
                (ty, Some(Answered { reads, made }))
            }
        }
    }
}

/// How an action's answer is made.
struct Answered {
    reads: Reads,
    made: TokenStream,
}
