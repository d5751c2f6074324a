//! Actions.

use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote};

use super::{
    Emitter,
    expr::{Borrowed, each_borrowed, taken},
    file::{deprecated, documented},
    requests::Filled,
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
        let parent = quote!(parent);
        let begin = self.begin(&this, &action.request);
        let Filled { setters, .. } = self.fill(&action.request.members, owner, &this);
        let Filled { late, .. } = self.fill(&action.request.members, owner, &parent);
        let (before, ty, answer) = self.answer(&action.answer, action, owner);
        let plain = matches!(action.answer, Answer::Output);
        let send = self.send(operation);
        // Without a value that must be fetched first, nothing is awaited here: `async` blocks cost the compiler more.
        let (make, run) = match (plain, late.is_empty()) {
            (true, true) => (quote!(plain), send.clone()),
            (false, true) => {
                let used = |name| if mentions(&answer, name) { ident(name).into_token_stream() } else { quote!(_) };
                let (call, output) = (used("call"), used("output"));
                let made = quote!(call.made(request, #send, move |#call, #output| { #answer }));
                (quote!(new), quote!(move |call, request| { #before #made }))
            }
            (_, false) => {
                let send = match plain {
                    true => quote!(#send(call, request).await),
                    false if mentions(&answer, "output") => quote! {
                        let output = #send(call.clone(), request).await?;
                        #answer
                    },
                    // All that is asked for stands in the request.
                    false => quote! {
                        #send(call.clone(), request).await?;
                        #answer
                    },
                };
                let run = quote! {
                    move |call, request| Box::pin(async move {
                        let mut request = request;
                        #late
                        #before
                        #send
                    })
                };
                (quote!(new), run)
            }
        };
        let uses_parent = !late.is_empty() || mentions(&answer, "parent");
        let keep = uses_parent.then(|| quote!(let parent = self.clone();));
        let docs = documented(&self.action_docs(action, owner));
        let deprecated = deprecated(operation);
        quote! {
            #docs
            #deprecated
            pub fn #method(&self) -> Action<#builder, #ty> {
                #keep
                Action::#make(self.0.call(#name), #begin #setters, #run)
            }
        }
    }

    fn answer(
        &self,
        answer: &Answer,
        action: &Action,
        owner: Option<&Resource>,
    ) -> (TokenStream, TokenStream, TokenStream) {
        let none = TokenStream::new();
        match answer {
            Answer::Output => {
                let output = self.output(&action.request.operation);
                (none.clone(), output, none)
            }
            Answer::Value(path) if path.steps.contains(&TypedStep::Each) => {
                let ty = self.ty(&path.ty);
                let values = each_borrowed(Borrowed::value(quote!(output)), path);
                (none, quote!(Vec<#ty>), quote!(Ok(#values.cloned().collect())))
            }
            Answer::Value(path) => {
                let ty = self.ty(&path.ty);
                let (value, optional) = taken(quote!(output), false, &path.steps);
                match (&path.ty, optional) {
                    (crate::facts::Type::List(_), true) => (none, ty, quote!(Ok(#value.unwrap_or_default()))),
                    (_, true) => (none, quote!(Option<#ty>), quote!(Ok(#value))),
                    (_, false) => (none, ty, quote!(Ok(#value))),
                }
            }
            Answer::Resources(resources) => {
                let ty = self.yielded_type(resources);
                let yielded = self.yielded(resources, owner, &quote!(parent));
                let made = &yielded.resources;
                match (resources.plural, yielded.nullable) {
                    (true, _) => (yielded.before.clone(), quote!(Vec<#ty>), quote!(#made.collect())),
                    (false, true) => (yielded.before.clone(), quote!(Option<#ty>), made.clone()),
                    (false, false) => (yielded.before.clone(), ty, made.clone()),
                }
            }
        }
    }
}

fn mentions(tokens: &TokenStream, name: &str) -> bool {
    tokens.clone().into_iter().any(|tree| match tree {
        proc_macro2::TokenTree::Ident(ident) => ident == name,
        proc_macro2::TokenTree::Group(group) => mentions(&group.stream(), name),
        _ => false,
    })
}
