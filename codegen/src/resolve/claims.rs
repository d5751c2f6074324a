//! Who gets a name that several want.

use std::collections::BTreeMap;

use crate::names;

/// The method names of one type, in boto3's order of claims: identifiers, actions, sub-resources and references,
/// collections, waiters. A later taker gets its category behind the name.
pub(super) struct Claims {
    taken: BTreeMap<String, &'static str>,
    /// Names that were wanted twice: the name, who has it, and what the later taker is called.
    pub(super) collisions: Vec<(String, &'static str, String)>,
}

/// What every resource has without its model saying so.
const RESERVED: [&str; 12] =
    ["arn", "client", "clone", "data", "eq", "fmt", "hash", "loaded", "reload", "scope", "session", "summary"];

impl Claims {
    /// The names of a resource.
    pub(super) fn resource() -> Self {
        Self { taken: RESERVED.iter().map(|name| ((*name).to_owned(), "accessor")).collect(), collisions: Vec::new() }
    }

    /// The names of a resource's batch actions: methods on its collections, which have these already.
    pub(super) fn batches() -> Self {
        let taken = [
            "all",
            "clone",
            "filter",
            "first",
            "fmt",
            "limit",
            "new",
            "next",
            "page_size",
            "pages",
            "poll_next",
            "retain",
            "try_collect",
            "try_next",
        ];
        Self { taken: taken.iter().map(|name| ((*name).to_owned(), "method")).collect(), collisions: Vec::new() }
    }

    /// The names of a service resource.
    pub(super) fn service() -> Self {
        let taken = ["client", "clone", "eq", "fmt", "hash", "new", "scope", "session"];
        Self { taken: taken.iter().map(|name| ((*name).to_owned(), "accessor")).collect(), collisions: Vec::new() }
    }

    /// Another name for a method whose name a trait has, which is told once for all.
    pub(super) fn yielded(&mut self, method: &str, category: &'static str) -> String {
        let told = self.collisions.len();
        let got = self.claim(method, category);
        self.collisions.truncate(told);
        got
    }

    /// The method name for `name`.
    pub(super) fn claim(&mut self, name: &str, category: &'static str) -> String {
        let wanted = names::snake(name);
        let mut got = wanted.clone();
        while self.taken.contains_key(&got) {
            got = format!("{got}_{category}");
        }
        if got != wanted {
            let holder = self.taken.get(&wanted).copied().unwrap_or("accessor");
            self.collisions.push((wanted, holder, got.clone()));
        }
        self.taken.insert(got.clone(), category);
        got
    }
}

#[cfg(test)]
mod tests {
    use super::Claims;

    /// checklist 77 and 79
    #[test]
    fn a_later_taker_gets_its_category_behind_the_name() {
        let mut claims = Claims::resource();
        let got = ["identifier", "action", "reference", "collection"].map(|category| claims.claim("Foo", category));
        assert_eq!(got, ["foo", "foo_action", "foo_reference", "foo_collection"]);
        assert_eq!(claims.claim("wait_until_foo", "waiter"), "wait_until_foo");
        let told: Vec<_> = claims.collisions.iter().map(|(wanted, holder, _)| (wanted.as_str(), *holder)).collect();
        assert_eq!(told, [("foo", "identifier"); 3]);
    }

    /// checklist 78
    #[test]
    fn what_every_resource_has_comes_before_the_model() {
        let mut claims = Claims::resource();
        for reserved in ["Arn", "Data", "Reload", "Session"] {
            assert_eq!(claims.claim(reserved, "identifier"), format!("{}_identifier", reserved.to_lowercase()));
        }
    }
}
