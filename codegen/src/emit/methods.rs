//! Methods in files of their own, beside or below that of their type.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{
    Emitter,
    file::{File, Printed},
    parts::{Item, Parts, Rendered},
};
use crate::names::ident;

impl Emitter<'_> {
    /// The files with methods of one kind, of a type that is in the module above.
    pub(super) fn methods_file(&self, name: &str, kind: &str, rust: &str, methods: &[Item]) -> Vec<Rendered> {
        let rust = ident(rust);
        let parts = Parts {
            name,
            print: Printed::method,
            whole: &|methods| self.methods(kind, &rust, methods, ""),
            part: &|methods, which| self.methods(kind, &rust, methods, which),
            head: &|parts| File::new(title(kind, &rust, ""), modules(parts)),
        };
        parts.render(methods)
    }

    /// The file with these methods.
    pub(super) fn methods(&self, kind: &str, rust: &Ident, methods: &[&Item], which: &str) -> File {
        File::new(title(kind, rust, which), quote!(impl super::#rust {}))
            .with_methods(Item::printed(methods))
            .with_imports(&self.model.krate, &self.named.borrow())
    }
}

fn title(kind: &str, rust: &Ident, which: &str) -> String {
    let which = if which.is_empty() { String::new() } else { format!(", {which}") };
    format!("The {kind} of [`{rust}`](super::{rust}){which}.")
}

/// Modules below a file, in which `super` has all that it has in the file itself.
pub(super) fn modules(modules: &[Ident]) -> TokenStream {
    quote! {
        #(mod #modules;)*

        use super::*;
    }
}
