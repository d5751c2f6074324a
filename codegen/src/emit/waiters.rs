//! Waiters.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    Emitter,
    expr::{Borrowed, each_borrowed},
    file::documented,
    requests::Filled,
};
use crate::{
    definition::waiters::State,
    facts::{Scalar, Type},
    names::ident,
    resolve::model::{Acceptor, Judge, Resource, Seen, TypedPath, TypedStep, Waiter},
};

impl Emitter<'_> {
    /// A waiter's method.
    pub(super) fn waiter(&self, waiter: &Waiter, resource: &Resource) -> TokenStream {
        let method = ident(&waiter.method);
        let operation = &waiter.operation.name;
        let name = &waiter.name;
        let (every, within) = (waiter.every, waiter.within);
        let parent = quote!(parent);
        let Filled { setters, late } = self.fill(&waiter.operation, &waiter.members, Some(resource), &parent);
        let (begin, probe) = match &waiter.judge {
            Judge::Sdk(module, state) => {
                let wait = ident(&format!("wait_until_{module}"));
                let states = match state {
                    Some(path) => {
                        let states = self.states(path);
                        quote!(|output| #states)
                    }
                    None => quote!(|_| Vec::new()),
                };
                (quote!(#wait), quote!(sdk_probe(call, request.wait(Duration::ZERO), #states)))
            }
            Judge::Acceptors(acceptors) => {
                let begin = ident(&waiter.operation.module);
                let judge = self.judge(acceptors);
                let send = self.send(&waiter.operation);
                (quote!(#begin), quote!(acceptors_probe(#send(call, request), #judge)))
            }
        };
        let begun = quote!(parent.client().#begin() #setters);
        let body = match late {
            None => quote!({
                let request = #begun;
                #probe
            }),
            Some(late) => quote!(after(parent, call, #begun, #late, |_, call, request| #probe)),
        };
        let docs = documented(&self.waiter_docs(waiter, resource));
        quote! {
            #docs
            pub fn #method(&self) -> Waiter {
                waiter(
                    self,
                    #operation,
                    #name,
                    Cadence { every: #every, within: #within },
                    |parent, call| #body,
                )
            }
        }
    }

    /// The values at a path, as text.
    fn states(&self, path: &TypedPath) -> TokenStream {
        let start = Borrowed::value(quote!(output));
        let values = match path.steps.contains(&TypedStep::Each) {
            true => each_borrowed(start, path),
            false => match start.walk(&path.steps) {
                Borrowed::Place { expr, optional: false } => quote!(Some(&#expr)),
                Borrowed::Place { expr, optional: true } => quote!(#expr.as_ref()),
                Borrowed::Reference(expr) | Borrowed::Text(expr) => expr,
            },
        };
        match path.ty {
            Type::Scalar(Scalar::String) | Type::Enum(_) => quote!(states(#values)),
            _ => quote!(states(#values.map(ToString::to_string))),
        }
    }

    fn judge(&self, acceptors: &[Acceptor]) -> TokenStream {
        let outcome = |state: State, seen: TokenStream| match state {
            State::Success => quote!(Some(Poll::Done)),
            State::Failure => quote!(Some(Poll::Failed(#seen))),
            State::Retry => quote!(Some(Poll::Pending(#seen))),
        };
        let mut on_output = TokenStream::new();
        let mut on_success = None;
        let mut on_error = TokenStream::new();
        let mut last: Option<&TypedPath> = None;
        for Acceptor { seen, state } in acceptors {
            match seen {
                // What comes behind the acceptor of every answer can't be reached.
                Seen::Values { .. } if on_success.is_some() => {}
                Seen::Values { path, any, expected } => {
                    if last.is_none_or(|last| last.text != path.text) {
                        let states = self.states(path);
                        on_output.extend(quote!(let seen = #states;));
                        last = Some(path);
                    }
                    let matches = match any {
                        true => quote!(seen.iter().any(|state| state == #expected)),
                        false => quote!(!seen.is_empty() && seen.iter().all(|state| state == #expected)),
                    };
                    let outcome = outcome(*state, quote!(seen));
                    on_output.extend(quote!(if #matches { return #outcome; }));
                }
                Seen::Success => {
                    let outcome = outcome(*state, quote!(Vec::new()));
                    on_success.get_or_insert(outcome);
                }
                Seen::Error(code) => {
                    let outcome = outcome(*state, quote!(vec![#code.to_owned()]));
                    on_error.extend(quote!(Err(#code) => #outcome,));
                }
            }
        }
        let otherwise = match (on_success, last) {
            (Some(outcome), _) => outcome,
            (None, Some(_)) => quote!(Some(Poll::Pending(seen))),
            (None, None) => quote!(None),
        };
        let output = if on_output.is_empty() { quote!(_) } else { quote!(output) };
        quote! {
            |response| match response {
                Ok(#output) => { #on_output #otherwise }
                #on_error
                Err(_) => None,
            }
        }
    }
}
