//! The modules of a crate, found as the compiler finds them.

use std::{
    fs,
    path::{Path, PathBuf},
};

use syn::{Attribute, Expr, Item, ItemMod, Lit, Meta};

/// A module: its file, relative to the crate's source, and what is in it.
pub(super) struct Module {
    pub(super) file: String,
    pub(super) source: syn::File,
}

/// All modules of a crate but those of tests. Of what is generated only those in these files and folders.
pub(super) fn all(source: &Path, generated: &[&str]) -> Result<Vec<Module>, String> {
    let mut modules = Vec::new();
    let mut files = vec![source.join("lib.rs")];
    while let Some(path) = files.pop() {
        let failed = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
        let text = fs::read_to_string(&path).map_err(|error| failed(&error))?;
        let relative = path.strip_prefix(source).map_err(|error| failed(&error))?;
        let listed = !text.starts_with("// @generated") || generated.iter().any(|part| relative.starts_with(part));
        let module = syn::parse_file(&text).map_err(|error| failed(&error))?;
        for declared in module.items.iter().filter_map(declared) {
            match place(&path, declared) {
                // What was written by hand lies in another folder.
                Some(file) if listed || attribute(&declared.attrs, "path").is_some() => files.push(file),
                Some(_) => {}
                None => return Err(failed(&format!("the file of `mod {}` isn't there", declared.ident))),
            }
        }
        if listed {
            let names: Vec<_> = relative.iter().map(|name| name.to_string_lossy()).collect();
            modules.push(Module { file: names.join("/"), source: module });
        }
    }
    modules.sort_by(|one, other| one.file.cmp(&other.file));
    Ok(modules)
}

/// Whether something is compiled for tests only.
pub(super) fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        Meta::List(list) => list.path.is_ident("cfg") && list.tokens.to_string() == "test",
        _ => false,
    })
}

/// A module with a file of its own.
fn declared(item: &Item) -> Option<&ItemMod> {
    match item {
        Item::Mod(module) if module.content.is_none() && !is_test(&module.attrs) => Some(module),
        _ => None,
    }
}

/// The file of a module that another file declares.
fn place(parent: &Path, module: &ItemMod) -> Option<PathBuf> {
    let folder = parent.parent()?;
    if let Some(path) = attribute(&module.attrs, "path") {
        let mut file = folder.to_owned();
        for part in path.split('/') {
            match part {
                ".." => _ = file.pop(),
                part => file.push(part),
            }
        }
        return Some(file);
    }
    let name = module.ident.to_string();
    let name = name.trim_start_matches("r#");
    let stem = parent.file_stem()?;
    let folder = if stem == "lib" || stem == "mod" { folder.to_owned() } else { folder.join(stem) };
    [folder.join(format!("{name}.rs")), folder.join(name).join("mod.rs")].into_iter().find(|file| file.exists())
}

/// The text of an attribute such as `#[path = "…"]`.
fn attribute(attributes: &[Attribute], name: &str) -> Option<String> {
    attributes.iter().find_map(|attribute| match &attribute.meta {
        Meta::NameValue(meta) if meta.path.is_ident(name) => match &meta.value {
            Expr::Lit(value) => match &value.lit {
                Lit::Str(text) => Some(text.value()),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    })
}
