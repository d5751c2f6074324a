//! What all that call an operation share: functions that send its requests, page through it, list resources with it, and
//! fill its requests.

use std::collections::BTreeMap;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{
    Emitter,
    file::{File, Printed},
    parts::{Item, Parts, Rendered},
};
use crate::{facts::Operation, names::ident};

/// The functions of one operation.
#[derive(Default)]
pub(super) struct Sent {
    /// Sends its requests.
    sender: Option<TokenStream>,
    /// Lists its outputs.
    lister: Option<TokenStream>,
    /// The others, by name.
    shared: BTreeMap<String, TokenStream>,
}

impl Sent {
    fn functions(&self) -> impl Iterator<Item = &TokenStream> {
        self.sender.iter().chain(&self.lister).chain(self.shared.values())
    }
}

impl Emitter<'_> {
    /// The function that sends an operation's requests.
    pub(super) fn send(&self, operation: &Operation) -> TokenStream {
        // Nothing is customized: but the SDK boxes what it sends then, and the compiler need not look into it.
        let sender = self.sender(operation, &quote!(request.customize().send()));
        self.sent.borrow_mut().entry(operation.module.clone()).or_default().sender.get_or_insert(sender);
        let name = ident(&operation.module);
        quote!(super::operations::#name)
    }

    /// The same for an operation that lists without the SDK's paginator: customizing a call takes the time of some items.
    pub(super) fn send_often(&self, operation: &Operation) {
        let sender = self.sender(operation, &quote!(request.send()));
        self.sent.borrow_mut().entry(operation.module.clone()).or_default().sender = Some(sender);
    }

    fn sender(&self, operation: &Operation, request: &TokenStream) -> TokenStream {
        let name = ident(&operation.module);
        let (builder, output) = (self.builder(operation), self.output(operation));
        quote! {
            fn #name(call: Call, request: #builder) -> BoxFuture<Result<#output>> {
                call.sent(#request)
            }
        }
    }

    /// The function that lists an operation's outputs; `rest` is all of it but its name. An operation is paged through in
    /// one way only.
    pub(super) fn listed_by(&self, operation: &Operation, rest: &TokenStream) -> Ident {
        let name = ident(&format!("{}_pages", operation.module));
        self.sent.borrow_mut().entry(operation.module.clone()).or_default().lister = Some(quote!(fn #name #rest));
        name
    }

    /// One more function of an operation, if it has no other one of this name: the first that is asked for is shared.
    pub(super) fn shared(&self, operation: &Operation, name: &str, function: TokenStream) -> Option<TokenStream> {
        let mut sent = self.sent.borrow_mut();
        let shared = &mut sent.entry(operation.module.clone()).or_default().shared;
        let same = match shared.get(name) {
            Some(first) => first.to_string() == function.to_string(),
            None => {
                shared.insert(name.to_owned(), function);
                true
            }
        };
        let name = ident(name);
        same.then(|| quote!(super::operations::#name))
    }

    /// Those that the files so far use, if they use any.
    pub(super) fn operations(&self) -> Vec<Rendered> {
        let items: Vec<Item> = (self.sent.borrow().iter())
            .map(|(operation, sent)| Item::verb(operation, sent.functions().cloned()))
            .collect();
        if items.is_empty() {
            return Vec::new();
        }
        let docs = "How requests are sent and listings paged through: each operation's in one place, where the compiler \
                    sees once what\nits future holds. So is what lists resources that need nothing of their caller but \
                    where it is, and what fills\nrequests with its ARN.";
        let file = |docs: &str, items: &[&Item], seen: &str| {
            File::new(docs, TokenStream::new())
                .with_items(seen, Item::printed(items))
                .with_imports(&self.model.krate, &self.named.borrow())
        };
        let parts = Parts {
            name: "operations",
            print: Printed::item,
            whole: &|items| file(docs, items, "pub(super) "),
            part: &|items, which| {
                let docs = format!("The operations on {which}: how they are sent and paged through.");
                file(&docs, items, "pub(in super::super) ")
            },
            head: &|parts| File::new(docs, quote!(#(mod #parts;)* #(pub(super) use #parts::*;)* use super::*;)),
        };
        parts.render(&items)
    }
}
