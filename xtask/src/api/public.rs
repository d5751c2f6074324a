//! What of a module is public.

use std::{collections::HashSet, mem};

use syn::{Attribute, Fields, Ident, ImplItem, Item, ItemImpl, Meta, TraitItem, Type, Visibility, parse_quote};

use super::modules::is_test;

/// The names of a crate's types and traits.
#[derive(Default)]
pub(super) struct Names {
    public: HashSet<String>,
    private: HashSet<String>,
}

impl Names {
    /// Adds those of a module.
    pub(super) fn collect(&mut self, items: &[Item]) {
        for item in items {
            let (visibility, name) = match item {
                Item::Enum(item) => (&item.vis, &item.ident),
                Item::Struct(item) => (&item.vis, &item.ident),
                Item::Trait(item) => (&item.vis, &item.ident),
                Item::Type(item) => (&item.vis, &item.ident),
                Item::Mod(module) if !is_test(&module.attrs) => {
                    if let Some((_, items)) = &module.content {
                        self.collect(items);
                    }
                    continue;
                }
                _ => continue,
            };
            let names = if is_public(visibility) { &mut self.public } else { &mut self.private };
            names.insert(name.to_string());
        }
    }

    /// Whether nobody outside of the crate can name it.
    fn hides(&self, name: Option<&Ident>) -> bool {
        name.map(Ident::to_string).is_some_and(|name| self.private.contains(&name) && !self.public.contains(&name))
    }
}

/// What is public of these items, without documentation, bodies and private fields. Macros and their uses stay as they
/// are: what they make may be public.
pub(super) fn public(items: Vec<Item>, names: &Names) -> Vec<Item> {
    items.into_iter().filter_map(|item| shown(item, names)).collect()
}

fn shown(mut item: Item, names: &Names) -> Option<Item> {
    let shown = match &mut item {
        Item::Const(item) => attributes(&mut item.attrs, &item.vis),
        Item::Enum(item) => {
            for variant in item.variants.iter_mut() {
                reduce(&mut variant.attrs);
                variant.fields.iter_mut().for_each(|field| reduce(&mut field.attrs));
            }
            attributes(&mut item.attrs, &item.vis)
        }
        Item::Fn(item) => {
            item.block.stmts.clear();
            attributes(&mut item.attrs, &item.vis)
        }
        Item::Impl(item) => {
            reduce(&mut item.attrs);
            implementation(item, names)
        }
        Item::Macro(item) => {
            reduce(&mut item.attrs);
            true
        }
        Item::Mod(module) if is_test(&module.attrs) => false,
        Item::Mod(module) => match &mut module.content {
            Some((_, items)) => {
                reduce(&mut module.attrs);
                *items = public(mem::take(items), names);
                !items.is_empty()
            }
            None => attributes(&mut module.attrs, &module.vis),
        },
        Item::Static(item) => attributes(&mut item.attrs, &item.vis),
        Item::Struct(item) => {
            fields(&mut item.fields);
            attributes(&mut item.attrs, &item.vis)
        }
        Item::Trait(item) => {
            item.items.iter_mut().for_each(member);
            attributes(&mut item.attrs, &item.vis)
        }
        Item::Type(item) => attributes(&mut item.attrs, &item.vis),
        Item::Use(item) => attributes(&mut item.attrs, &item.vis),
        _ => false,
    };
    shown.then_some(item)
}

/// A trait's member: its default is shown as an empty body.
fn member(member: &mut TraitItem) {
    match member {
        TraitItem::Const(member) => reduce(&mut member.attrs),
        TraitItem::Fn(member) => {
            reduce(&mut member.attrs);
            if let Some(body) = &mut member.default {
                body.stmts.clear();
            }
        }
        TraitItem::Type(member) => reduce(&mut member.attrs),
        _ => {}
    }
}

/// Whether an `impl` is of interest, and what of it: of a trait's, what isn't said by the trait.
fn implementation(item: &mut ItemImpl, names: &Names) -> bool {
    let of = item.trait_.as_ref().and_then(|(path, _)| path.segments.last()).map(|segment| &segment.ident);
    let inherent = of.is_none();
    if names.hides(of) || names.hides(name(&item.self_ty)) {
        return false;
    }
    item.items.retain_mut(|item| match item {
        ImplItem::Const(item) => attributes(&mut item.attrs, &item.vis) || !inherent,
        ImplItem::Fn(item) => {
            item.block.stmts.clear();
            attributes(&mut item.attrs, &item.vis)
        }
        ImplItem::Type(item) => {
            reduce(&mut item.attrs);
            true
        }
        ImplItem::Macro(_) => true,
        _ => false,
    });
    !inherent || !item.items.is_empty()
}

/// The fields of a structure. That some are private is shown: nobody else can make it then.
fn fields(fields: &mut Fields) {
    for field in fields.iter_mut() {
        reduce(&mut field.attrs);
        if !is_public(&field.vis) {
            field.attrs.clear();
            field.vis = Visibility::Inherited;
            field.ty = parse_quote!(_);
            if let Some(name) = &mut field.ident {
                *name = Ident::new("private", name.span());
            }
        }
    }
    if let Fields::Named(fields) = fields {
        let mut told = false;
        let named = mem::take(&mut fields.named).into_iter();
        fields.named = named.filter(|field| is_public(&field.vis) || !mem::replace(&mut told, true)).collect();
    }
}

/// The name of a type, also behind a reference.
fn name(ty: &Type) -> Option<&Ident> {
    match ty {
        Type::Path(ty) => ty.path.segments.last().map(|segment| &segment.ident),
        Type::Reference(ty) => name(&ty.elem),
        _ => None,
    }
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// Reduces the attributes of an item, and says whether it is public.
fn attributes(attributes: &mut Vec<Attribute>, visibility: &Visibility) -> bool {
    reduce(attributes);
    is_public(visibility)
}

/// Leaves the attributes that users notice.
fn reduce(attributes: &mut Vec<Attribute>) {
    const NOTICED: [&str; 8] =
        ["cfg", "default", "deprecated", "derive", "macro_export", "must_use", "non_exhaustive", "repr"];
    attributes.retain(|attribute| {
        let path = attribute.path();
        let list = match &attribute.meta {
            Meta::List(list) => list.tokens.to_string(),
            _ => String::new(),
        };
        if path.is_ident("doc") {
            list == "hidden"
        } else if path.is_ident("cfg_attr") {
            !list.starts_with("docsrs")
        } else {
            NOTICED.iter().any(|noticed| path.is_ident(*noticed))
        }
    });
}

#[cfg(test)]
mod tests {
    use super::{Names, public};

    /// What is shown of a source.
    fn shown(source: &str) -> String {
        let mut file = syn::parse_file(source).unwrap();
        let mut names = Names::default();
        names.collect(&file.items);
        file.items = public(file.items, &names);
        prettyplease::unparse(&file)
    }

    #[test]
    fn what_is_private_is_left_out() {
        let source = "
            use std::fmt;
            mod inner;
            const ONE: u8 = 1;
            fn helper() {}
            pub(crate) struct Hidden(pub u8);
            impl Hidden { pub fn get(&self) -> u8 { self.0 } }
            impl fmt::Debug for Hidden { }
            trait Sealed {}
            pub struct Shown;
            impl Sealed for Shown {}
            impl Shown { fn secret(&self) {} }
            #[cfg(test)]
            mod tests { pub fn test() {} }
        ";
        assert_eq!(shown(source), "pub struct Shown;\n");
    }

    #[test]
    fn of_the_rest_stays_what_users_notice() {
        let source = "
            /// Its documentation.
            #[derive(Clone)]
            #[allow(dead_code)]
            pub struct Shown { /// A field.
                pub name: String, count: u8, size: u8 }
            pub struct Pair(pub u8, u16);
            impl Iterator for Shown { type Item = u8; fn next(&mut self) -> Option<u8> { None } }
            impl Shown { #[must_use] pub fn get(&self) -> u8 { self.count } fn secret(&self) {} }
            pub trait Named { const LEN: usize; fn name(&self) -> String { String::new() } }
            #[cfg(feature = \"more\")]
            #[cfg_attr(docsrs, doc(cfg(feature = \"more\")))]
            pub fn more() -> u8 { 7 }
            mod inner { pub use super::more; use super::Pair; }
        ";
        let expected = "\
#[derive(Clone)]
pub struct Shown {
    pub name: String,
    private: _,
}
pub struct Pair(pub u8, _);
impl Iterator for Shown {
    type Item = u8;
}
impl Shown {
    #[must_use]
    pub fn get(&self) -> u8 {}
}
pub trait Named {
    const LEN: usize;
    fn name(&self) -> String {}
}
#[cfg(feature = \"more\")]
pub fn more() -> u8 {}
mod inner {
    pub use super::more;
}
";
        assert_eq!(shown(source), expected);
    }
}
