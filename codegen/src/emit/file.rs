//! A generated file: header, imports that it needs, and text laid out for reading.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use super::{Named, used::used_by};
use crate::{facts::Operation, names::ident, output::HEADER};

/// What generated source has of the runtime by these names, as its users do.
const RUNTIME: [&str; 9] = ["Action", "Arn", "Batch", "Collection", "Error", "Fetch", "Result", "Session", "Waiter"];
/// The same of what the runtime has for it alone.
const GENERATED: [&str; 49] = [
    "ArnRule",
    "BatchFacts",
    "BoxFuture",
    "Cadence",
    "Call",
    "Core",
    "Failure",
    "LateMember",
    "Model",
    "Next",
    "Outputs",
    "Poll",
    "Scope",
    "Segment",
    "SmolStr",
    "Tagging",
    "Tags",
    "acceptors_probe",
    "action",
    "action_made",
    "action_read",
    "after",
    "batch",
    "collection",
    "collection_made",
    "collection_with_data",
    "collection_with_summary",
    "connect",
    "dns_name",
    "late_arn",
    "late_arn_and_data",
    "late_checked",
    "late_data",
    "named",
    "paginator",
    "part_arn",
    "part_data",
    "part_known",
    "sdk_probe",
    "single_page",
    "states",
    "tags_answered",
    "tags_changed",
    "tags_listed",
    "token_loop",
    "trimmed",
    "waiter",
    "with_data",
    "with_summary",
];

/// A file to be.
pub(crate) struct File {
    docs: String,
    mark: &'static str,
    imports: Vec<TokenStream>,
    /// What comes after the imports.
    text: String,
}

/// One item's or method's text: whatever files it is tried in, it is printed once.
pub(super) struct Printed {
    text: String,
    /// How many lines it has at least: blank ones are added in a file.
    pub(super) lines: usize,
}

impl Printed {
    /// An item of a file.
    pub(super) fn item(tokens: &TokenStream) -> Self {
        Self::of(printed(tokens))
    }

    /// An item of an `impl`.
    pub(super) fn method(tokens: &TokenStream) -> Self {
        let text = printed(&quote!(impl Type { #tokens }));
        // Without the lines of the `impl`.
        let text = text.split_once('\n').and_then(|(_, text)| text.strip_suffix("}\n")).unwrap_or_default();
        Self::of(text.to_owned())
    }

    fn of(text: String) -> Self {
        Self { lines: text.lines().count(), text }
    }
}

impl File {
    /// A file with this documentation.
    pub(crate) fn new(docs: impl Into<String>, body: TokenStream) -> Self {
        Self { docs: docs.into(), mark: "//!", imports: Vec::new(), text: printed(&body) }
    }

    /// The same with these items behind its body, each after this word: its visibility.
    pub(super) fn with_items<'p>(mut self, word: &str, items: impl Iterator<Item = &'p Printed>) -> Self {
        for item in items {
            self.text += word;
            self.text += &item.text;
        }
        self
    }

    /// The same with these methods at the end of the `impl` with which its body ends.
    pub(super) fn with_methods<'p>(mut self, methods: impl Iterator<Item = &'p Printed>) -> Self {
        let methods: String = methods.map(|method| method.text.as_str()).collect();
        if let Some(open) = self.text.strip_suffix("}\n").filter(|_| !methods.is_empty()) {
            self.text = format!("{}\n{methods}}}\n", open.trim_end());
        }
        self
    }

    /// One that `include!` can take: rustc refuses a file's own documentation there, so that it becomes a comment.
    pub(crate) fn included(self) -> Self {
        Self { mark: "//", ..self }
    }

    /// Adds those of the usual imports that the body needs.
    pub(crate) fn with_imports(mut self, krate: &str, named: &Named) -> Self {
        let used = used_by(&self.text);
        let pick = |names: &[&str]| -> Vec<TokenStream> {
            names.iter().filter(|name| used.contains(**name)).filter_map(|name| name.parse().ok()).collect()
        };
        let runtime = pick(&RUNTIME);
        if !runtime.is_empty() {
            self.imports.push(quote!(use aws_resources_runtime::{#(#runtime),*};));
        }
        let generated = pick(&GENERATED);
        if !generated.is_empty() {
            self.imports.push(quote!(use aws_resources_runtime::generated::{#(#generated),*};));
        }
        let krate: TokenStream = krate.parse().unwrap_or_default();
        if used.contains("sdk") {
            self.imports.push(quote!(use #krate as sdk;));
        }
        let mut modules: BTreeMap<&str, Vec<&TokenStream>> = BTreeMap::new();
        for (module, path) in named.iter().filter(|(name, _)| used.contains(name.as_str())).map(|(_, named)| named) {
            modules.entry(module).or_default().push(path);
        }
        if !modules.is_empty() {
            let operations = modules.iter().map(|(module, paths)| {
                let module = ident(module);
                quote!(#module::{#(#paths),*})
            });
            self.imports.push(quote!(use #krate::operation::{#(#operations),*};));
        }
        let sdk = pick(&["Client", "operation", "types"]);
        if !sdk.is_empty() {
            self.imports.push(quote!(use #krate::{#(#sdk),*};));
        }
        if used.contains("Arc") {
            self.imports.push(quote!(
                use std::sync::Arc;
            ));
        }
        if used.contains("Duration") {
            self.imports.push(quote!(
                use std::time::Duration;
            ));
        }
        self
    }

    /// Adds those of these names that the body needs.
    pub(crate) fn importing(mut self, from: &TokenStream, names: &[&str]) -> Self {
        let used = used_by(&self.text);
        let names = names.iter().filter(|name| used.contains(**name));
        let names: Vec<TokenStream> = names.filter_map(|name| name.parse().ok()).collect();
        if !names.is_empty() {
            self.imports.push(quote!(use #from::{#(#names),*};));
        }
        self
    }

    /// The text.
    pub(crate) fn render(self) -> String {
        let Self { docs, mark, imports, text, .. } = self;
        let imports = printed(&imports.into_iter().collect());
        let docs: String = docs.lines().map(|line| format!("{mark} {line}").trim_end().to_owned() + "\n").collect();
        format!("{HEADER}\n{docs}\n{}", spaced(&(imports + &text)))
    }
}

/// Tokens as text.
fn printed(tokens: &TokenStream) -> String {
    match syn::parse2(tokens.clone()) {
        Ok(file) => prettyplease::unparse(&file),
        // Generated source that isn't Rust is a fault of the generator, which must be seen and not hidden.
        Err(error) => panic!("the generator emitted source that does not parse: {error}\n{tokens}"),
    }
}

/// Documentation, line by line as a person writes it.
pub(crate) fn documented(text: &str) -> TokenStream {
    let lines = text.lines().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    quote!(#(#[doc = #lines])*)
}

/// The attribute of a method whose operation AWS deprecates.
pub(crate) fn deprecated(operation: &Operation) -> Option<TokenStream> {
    operation.deprecated.as_ref().map(|note| match note.as_str() {
        "" => {
            let note = format!("AWS deprecates {}", operation.name);
            quote!(#[deprecated(note = #note)])
        }
        note => quote!(#[deprecated(note = #note)]),
    })
}

/// Puts a blank line between items, which prettyplease doesn't.
fn spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 20);
    let mut previous = "";
    for line in text.lines() {
        let indent = |line: &str| line.len() - line.trim_start().len();
        let begins_item = |line: &str| {
            let line = line.trim_start();
            [
                "///",
                "#[",
                "pub ",
                "pub(",
                "static ",
                "impl",
                "async fn",
                "fn ",
                "use ",
                "const ",
                "type ",
                "mod ",
                "aws_resources_runtime::",
            ]
            .iter()
            .any(|start| line.starts_with(start))
        };
        let ends_constant = previous.ends_with(';') && line.trim_start().starts_with("fn ");
        let ends_item = matches!(previous.trim_start(), "}" | "};")
            || ends_constant
            || (indent(previous) == 0 && previous.ends_with([';', '}']) && !previous.starts_with("//"));
        let is_import = |line: &str| ["use ", "mod ", "};"].iter().any(|start| line.starts_with(start));
        if ends_item
            && indent(line) <= 4
            && indent(line) == indent(previous)
            && begins_item(line)
            && !(is_import(line) && is_import(previous))
        {
            out.push('\n');
        }
        out += line;
        out.push('\n');
        previous = line;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{GENERATED, RUNTIME};
    use crate::resolve::spelling::is_taken;

    #[test]
    fn no_resource_has_the_name_of_an_import() {
        let types = RUNTIME.iter().chain(&GENERATED).filter(|name| name.starts_with(|c: char| c.is_ascii_uppercase()));
        let free: Vec<_> = types.filter(|name| !is_taken(name)).collect();
        assert!(free.is_empty(), "{free:?}");
    }
}
