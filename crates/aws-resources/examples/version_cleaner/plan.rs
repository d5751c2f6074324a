//! What of an object can go.

use std::cmp::Reverse;

/// A version of an object, or a delete marker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) key: String,
    pub(crate) version: String,
    pub(crate) is_marker: bool,
    pub(crate) is_latest: bool,
    /// When it was made, in seconds since 1970.
    pub(crate) made: i64,
    pub(crate) bytes: i64,
}

/// An entry that can go, and since when it has been of no use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Doomed {
    pub(crate) entry: Entry,
    pub(crate) since: i64,
}

/// What can go of one object's entries, of which these are all: what has been noncurrent since this time or longer, and
/// a delete marker of this age that has nothing behind it.
///
/// As S3's own rules count it, a version is noncurrent from when its successor was made:
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html>
pub(crate) fn doomed(mut entries: Vec<Entry>, before: i64) -> Vec<Doomed> {
    // Which is the latest S3 says itself: times may be the same.
    entries.sort_by_key(|entry| (!entry.is_latest, Reverse(entry.made)));
    if let [only] = &*entries
        && only.is_marker
        && only.is_latest
        && only.made <= before
    {
        return vec![Doomed { since: only.made, entry: only.clone() }];
    }
    let made: Vec<i64> = entries.iter().map(|entry| entry.made).collect();
    let older = entries.into_iter().skip(1).zip(made);
    let old = older.filter(|(entry, since)| !entry.is_latest && *since <= before);
    old.map(|(entry, since)| Doomed { entry, since }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(name: &str, made: i64) -> Entry {
        let (key, version) = ("key".to_owned(), name.to_owned());
        Entry { key, version, is_marker: false, is_latest: false, made, bytes: 1 }
    }

    fn marker(name: &str, made: i64) -> Entry {
        Entry { is_marker: true, ..version(name, made) }
    }

    fn latest(entry: Entry) -> Entry {
        Entry { is_latest: true, ..entry }
    }

    /// Names of what goes, and since when it was of no use.
    fn gone(entries: impl Into<Vec<Entry>>, before: i64) -> Vec<String> {
        let gone = doomed(entries.into(), before).into_iter();
        gone.map(|doomed| format!("{} since {}", doomed.entry.version, doomed.since)).collect()
    }

    #[test]
    fn the_latest_stays_however_old() {
        assert!(gone([latest(version("a", 1))], 100).is_empty());
        assert_eq!(gone([version("b", 1), latest(version("a", 1))], 100), ["b since 1"]);
    }

    #[test]
    fn age_counts_from_the_successor() {
        let entries = || [latest(version("c", 50)), version("a", 10), version("b", 40)];
        assert!(gone(entries(), 39).is_empty());
        assert_eq!(gone(entries(), 40), ["a since 40"]);
        assert_eq!(gone(entries(), 50), ["b since 50", "a since 40"]);
    }

    #[test]
    fn a_marker_makes_the_version_below_it_noncurrent_and_outlives_it() {
        let entries = || [version("a", 10), latest(marker("deleted", 20))];
        assert!(gone(entries(), 19).is_empty());
        assert_eq!(gone(entries(), 100), ["a since 20"]);
    }

    #[test]
    fn a_marker_with_nothing_behind_it_goes_by_its_age() {
        assert!(gone([latest(marker("deleted", 20))], 19).is_empty());
        assert_eq!(gone([latest(marker("deleted", 20))], 20), ["deleted since 20"]);
    }

    #[test]
    fn a_marker_that_another_version_has_replaced_is_noncurrent_as_any() {
        let entries = || [latest(version("b", 30)), marker("deleted", 20), version("a", 10)];
        assert_eq!(gone(entries(), 25), ["a since 20"]);
        assert_eq!(gone(entries(), 30), ["deleted since 30", "a since 20"]);
    }

    #[test]
    fn what_the_listing_calls_latest_is_never_taken() {
        assert!(gone([latest(version("a", 1)), latest(marker("b", 1))], 100).is_empty());
        assert!(gone([marker("alone", 1)], 100).is_empty());
        assert!(gone(Vec::new(), 100).is_empty());
    }
}
