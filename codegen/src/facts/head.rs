//! The SDK's source, read no further than it is looked at: what is wanted of a file mostly stands near its beginning.

use std::{fs::File, io::Read as _, path::Path};

use memchr::memmem;

/// What is read at first; more and more, where that isn't enough.
const CHUNK: usize = 8 * 1024;

/// A file's text as far as these stand in it, one behind the other: all of it where they don't, and where there are none.
/// `None` where it can't be read.
pub(super) fn head(path: &Path, ends: &[&str]) -> Option<String> {
    let mut file = File::open(path).ok()?;
    let mut ends = ends.iter();
    let mut wanted = ends.next();
    let (mut text, mut searched) = (Vec::new(), 0);
    loop {
        while let Some(end) = wanted
            && let Some(found) = memmem::find(&text[searched..], end.as_bytes())
        {
            searched += found + end.len();
            wanted = ends.next();
            if wanted.is_none() {
                text.truncate(searched);
                return String::from_utf8(text).ok();
            }
        }
        // One may stand across the end of what was read.
        let begun = wanted.map_or(0, |end| end.len() - 1);
        searched = searched.max(text.len().saturating_sub(begun));
        let (read, more) = (text.len(), text.len().max(CHUNK));
        text.reserve(more);
        file.by_ref().take(more as u64).read_to_end(&mut text).ok()?;
        if text.len() == read {
            return String::from_utf8(text).ok();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{CHUNK, head};

    #[test]
    fn a_text_ends_where_the_last_of_the_ends_does() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.rs");
        for before in [0, 10, CHUNK - 2, CHUNK - 1, CHUNK, 3 * CHUNK - 1] {
            let begun = format!("é{}{{ a }} b {{ c }}", " ".repeat(before));
            fs::write(&path, format!("{begun} d }} é")).expect("written");
            assert_eq!(head(&path, &["{ a", "{ c }"]).as_deref(), Some(begun.as_str()), "{before}");
        }
    }

    #[test]
    fn a_text_is_whole_where_they_do_not_stand() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.rs");
        let text = format!("b {} a é", " ".repeat(CHUNK));
        fs::write(&path, &text).expect("written");
        for ends in [&[][..], &["c"], &["a", "b"]] {
            assert_eq!(head(&path, ends).as_deref(), Some(text.as_str()), "{ends:?}");
        }
        assert_eq!(head(&folder.path().join("b.rs"), &[]), None);
    }
}
