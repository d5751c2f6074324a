//! How each operation's requests are sent, and how it is paged through: a function each, which all that call it share.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Emitter, file::File};
use crate::{facts::Operation, names::ident};

impl Emitter<'_> {
    /// The function that sends an operation's requests.
    pub(super) fn send(&self, operation: &Operation) -> TokenStream {
        let name = ident(&operation.module);
        let (builder, output) = (self.builder(operation), self.output(operation));
        let sender = quote! {
            pub(super) fn #name(call: Call, request: #builder) -> BoxFuture<Result<#output>> {
                call.sent(request.send())
            }
        };
        self.sent.borrow_mut().insert(operation.module.clone(), sender);
        quote!(super::operations::#name)
    }

    /// The function that lists an operation's outputs; `rest` is all of it but its name. An operation is paged through in
    /// one way only.
    pub(super) fn listed_by(&self, operation: &Operation, rest: &TokenStream) -> TokenStream {
        let name = format!("{}_pages", operation.module);
        let ident = ident(&name);
        self.sent.borrow_mut().insert(name, quote!(pub(super) fn #ident #rest));
        quote!(super::operations::#ident)
    }

    /// Those that the files so far use, if they use any.
    pub(super) fn operations(&self) -> Option<File> {
        let sent = self.sent.borrow();
        let senders = sent.values();
        let body = quote!(#(#senders)*);
        let docs = "How requests are sent and listings paged through: each operation's in one place, where the compiler \
                    sees once what its future holds.";
        (!sent.is_empty()).then(|| File::new(docs, body).with_imports(&self.model.krate, &self.named.borrow()))
    }
}
