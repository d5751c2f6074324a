//! Files of many items: where one would be too long to read, its items go into parts, which are modules below it.
//!
//! A part has the items whose names lie between two letters. A range that is too long is cut in its middle, whatever
//! lies there: an item more moves no other one, and at the most, one more range is cut.

use std::cell::OnceCell;

use proc_macro2::{Ident, TokenStream};

use super::file::{File, Printed};
use crate::names::ident;

/// Generated files have no more lines, so that a person can read them. Rustfmt makes them shorter still.
const LIMIT: usize = 1_500;

/// A file's path below the service's folder, without the extension, and its text.
pub(super) type Rendered = (String, String);

/// What stays together in a file, and the name by which it finds its part.
pub(super) struct Item {
    name: String,
    tokens: Vec<TokenStream>,
    /// Once they were printed.
    printed: OnceCell<Vec<Printed>>,
}

impl Item {
    /// What is named for itself: `db_instance`.
    pub(super) fn named(name: &str, tokens: impl IntoIterator<Item = TokenStream>) -> Self {
        let letter = |c: char| if c.is_ascii_alphabetic() { c.to_ascii_lowercase() } else { 'a' };
        let name = name.chars().filter(|c| *c != '_').map(letter).collect();
        Self { name, tokens: tokens.into_iter().collect(), printed: OnceCell::new() }
    }

    /// What is named for what it does: by what it does it to, so that `create_vpc` and `delete_vpc` stay together.
    pub(super) fn verb(name: &str, tokens: impl IntoIterator<Item = TokenStream>) -> Self {
        Self::named(name.split_once('_').map_or(name, |(_, object)| object), tokens)
    }

    /// What these are, one after the other.
    pub(super) fn all<'i>(items: &'i [&Self]) -> impl Iterator<Item = &'i TokenStream> {
        items.iter().flat_map(|item| &item.tokens)
    }

    /// Them as they were printed.
    pub(super) fn printed<'i>(items: &'i [&Self]) -> impl Iterator<Item = &'i Printed> {
        items.iter().flat_map(|item| item.printed.get().into_iter().flatten())
    }
}

/// How a file and its parts are made.
pub(super) struct Parts<'a> {
    /// Where it is below the service's folder, without the extension.
    pub(super) name: &'a str,
    /// What items are printed as.
    pub(super) print: fn(&TokenStream) -> Printed,
    /// The file that has all items.
    pub(super) whole: &'a dyn Fn(&[&Item]) -> File,
    /// The file that has some of them. The text says which.
    pub(super) part: &'a dyn Fn(&[&Item], &str) -> File,
    /// The file that has none of them, but these modules.
    pub(super) head: &'a dyn Fn(&[Ident]) -> File,
}

impl Parts<'_> {
    /// The file, or what it is cut into.
    pub(super) fn render(&self, items: &[Item]) -> Vec<Rendered> {
        let items: Vec<&Item> = items.iter().collect();
        for item in &items {
            item.printed.get_or_init(|| item.tokens.iter().map(self.print).collect());
        }
        if let Some(text) = text(&items, items.len() < 2, || (self.whole)(&items)) {
            return vec![(self.name.to_owned(), text)];
        }
        let mut parts = Vec::new();
        self.cut(&Range::all(), &items, &mut parts);
        let modules: Vec<Ident> = parts.iter().map(|(name, _)| ident(name)).collect();
        let head = (self.name.to_owned(), (self.head)(&modules).render());
        let parts = parts.into_iter().map(|(name, text)| (format!("{}/{name}", self.name), text));
        std::iter::once(head).chain(parts).collect()
    }

    fn cut(&self, range: &Range, items: &[&Item], parts: &mut Vec<Rendered>) {
        if items.is_empty() {
            return;
        }
        // Names that differ in no letter can't be told apart.
        let longest = items.iter().map(|item| item.name.len()).max().unwrap_or_default();
        let last = items.len() == 1 || range.start.len() > longest;
        if let Some(text) = text(items, last, || (self.part)(items, &range.words())) {
            parts.push((range.module(), text));
            return;
        }
        for half in range.halves() {
            let inside: Vec<&Item> = items.iter().copied().filter(|item| half.has(&item.name)).collect();
            self.cut(&half, &inside, parts);
        }
    }
}

/// The text of a file with these items, if it is short enough, or must be taken as it is.
fn text(items: &[&Item], last: bool, file: impl FnOnce() -> File) -> Option<String> {
    let lines: usize = Item::printed(items).map(|printed| printed.lines).sum();
    // What is too long without imports and blank lines needs no file to tell.
    let text = (last || lines <= LIMIT).then(|| file().render())?;
    (last || fits(&text)).then_some(text)
}

/// Whether a text is short enough for one file.
pub(super) fn fits(text: &str) -> bool {
    text.lines().count() <= LIMIT
}

/// The names that begin with `start` and go on with one of the letters from `first` to `last`. What has no more letters
/// goes on with an `a`.
struct Range {
    start: String,
    first: u8,
    last: u8,
}

impl Range {
    fn all() -> Self {
        Self::below(String::new())
    }

    fn below(start: String) -> Self {
        Self { start, first: b'a', last: b'z' }
    }

    fn ends(&self) -> (String, String) {
        let end = |letter: u8| format!("{}{}", self.start, char::from(letter));
        (end(self.first), end(self.last))
    }

    fn has(&self, name: &str) -> bool {
        let mut letters = name.bytes().chain(std::iter::repeat(b'a'));
        let begins = self.start.bytes().all(|letter| letters.next() == Some(letter));
        begins && letters.next().is_some_and(|letter| (self.first..=self.last).contains(&letter))
    }

    fn halves(&self) -> [Self; 2] {
        if self.first == self.last {
            return Self::below(self.ends().0).halves();
        }
        let middle = self.first.midpoint(self.last);
        [
            Self { start: self.start.clone(), first: self.first, last: middle },
            Self { start: self.start.clone(), first: middle + 1, last: self.last },
        ]
    }

    /// The module's name, which is no keyword.
    fn module(&self) -> String {
        match self.ends() {
            (first, last) if first == last && ident(&first) == first => first,
            (first, last) if first == last => format!("{first}_"),
            (first, last) => format!("{first}_to_{last}"),
        }
    }

    fn words(&self) -> String {
        match self.ends() {
            (first, last) if first == last => format!("`{first}`"),
            (first, last) => format!("`{first}` to `{last}`"),
        }
    }
}

#[cfg(test)]
mod tests {
    use quote::{format_ident, quote};

    use super::*;

    /// A constant of `lines` lines for each name, in as many files as it takes.
    fn cut(names: &[&str], lines: usize) -> Vec<Rendered> {
        let items: Vec<Item> = names
            .iter()
            .map(|name| {
                let (constant, values) = (format_ident!("{}", name.to_uppercase()), vec![quote!("a value"); lines]);
                Item::verb(name, [quote!(const #constant: [&str; #lines] = [#(#values),*];)])
            })
            .collect();
        let file = |items: &[&Item]| File::new("Items.", TokenStream::new()).with_items("", Item::printed(items));
        let head = |modules: &[Ident]| File::new("Parts.", quote!(#(mod #modules;)*));
        Parts { name: "items", print: Printed::item, whole: &file, part: &|items, _| file(items), head: &head }
            .render(&items)
    }

    fn names(files: &[Rendered]) -> Vec<&str> {
        files.iter().map(|(name, _)| name.as_str()).collect()
    }

    #[test]
    fn a_file_that_can_be_read_stays_one() {
        assert_eq!(names(&cut(&["get_apple", "get_zebra"], 500)), ["items"]);
    }

    #[test]
    fn what_is_done_to_one_thing_stays_together() {
        let files = cut(&["create_apple", "delete_zebra", "delete_apple", "create_zebra"], 500);
        assert_eq!(names(&files), ["items", "items/a_to_m", "items/n_to_z"]);
        assert!(files[0].1.contains("mod a_to_m;\nmod n_to_z;"), "{}", files[0].1);
        assert!(files[1].1.contains("CREATE_APPLE") && files[1].1.contains("DELETE_APPLE"), "{}", files[1].1);
    }

    #[test]
    fn one_more_item_cuts_one_more_range_and_moves_no_other() {
        let few = cut(&["get_axe", "get_inn", "get_zoo", "get_yak"], 600);
        assert_eq!(names(&few), ["items", "items/a_to_m", "items/n_to_z"]);
        let more = cut(&["get_axe", "get_inn", "get_zoo", "get_yak", "get_ant"], 600);
        assert_eq!(names(&more), ["items", "items/a_to_g", "items/h_to_m", "items/n_to_z"]);
        assert_eq!(few.last(), more.last());
    }

    #[test]
    fn one_letter_is_cut_by_the_next() {
        let files = cut(&["get_in", "get_inbox", "get_index", "get_ink", "scan"], 600);
        let parts = ["items", "items/ina_to_inb", "items/inc_to_ind", "items/inh_to_inm", "items/n_to_z"];
        assert_eq!(names(&files), parts);
    }

    #[test]
    fn what_has_the_same_letters_is_not_lost() {
        let files = cut(&["get_a1", "get_a2", "get_a"], 900);
        let all: String = files.iter().map(|(_, text)| text.as_str()).collect();
        assert!(["GET_A1", "GET_A2", "GET_A:"].iter().all(|name| all.contains(name)), "{all}");
    }

    #[test]
    fn no_module_is_called_like_a_keyword() {
        let range = Range { start: "i".into(), first: b'n', last: b'n' };
        assert_eq!((range.module().as_str(), range.words().as_str()), ("in_", "`in`"));
    }
}
