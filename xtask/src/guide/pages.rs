//! The pages of the book: where they come from, and where their links lead.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use super::{
    book::read,
    links::{anchors, defined, is_external, links, title},
    normal,
};
use crate::workspace;

/// Pages by their files in the repository; with each its text and its place in the book.
#[derive(Default)]
pub(super) struct Pages {
    pages: BTreeMap<PathBuf, (PathBuf, String)>,
    /// Files that links lead to, and the pages that are shown for them.
    others: BTreeMap<PathBuf, PathBuf>,
}

impl Pages {
    pub(super) fn add(&mut self, source: PathBuf, place: PathBuf) -> Result<(), String> {
        let text = read(&source)?;
        self.pages.insert(source, (place, text));
        Ok(())
    }

    /// Links to a file that is no page lead to this one.
    pub(super) fn also(&mut self, source: PathBuf, place: impl Into<PathBuf>) {
        self.others.insert(source, place.into());
    }

    /// The files, and their places in the book.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&Path, &Path)> {
        self.pages.iter().map(|(source, (place, _))| (source.as_path(), place.as_path()))
    }

    pub(super) fn title(&self, source: &Path) -> Result<&str, String> {
        let text = self.pages.get(source).map(|(_, text)| text.as_str());
        text.and_then(title).ok_or_else(|| format!("{} has no title", source.display()))
    }

    /// The links that lead nowhere.
    pub(super) fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        for (source, (_, text)) in &self.pages {
            let mut tell = |target: &str, why: &str| faults.push(format!("{}: `{target}` {why}", source.display()));
            for target in defined(text) {
                tell(target, "is a file: write the link where it stands, `[text](file)`");
            }
            for link in links(text) {
                let target = &text[link.target];
                if !is_external(target)
                    && let Err(why) = self.lead(source, target)
                {
                    tell(target, &why);
                }
            }
        }
        faults
    }

    /// A page as it is in the book. Links to what isn't in the book become the names of those files.
    pub(super) fn in_book(&self, source: &Path) -> Result<String, String> {
        let (place, text) = self.pages.get(source).ok_or_else(|| format!("{} is no page", source.display()))?;
        let mut written = String::new();
        let mut at = 0;
        for link in links(text) {
            let (label, target) = (&text[link.text.clone()], &text[link.target.clone()]);
            if is_external(target) || target.starts_with('#') {
                continue;
            }
            let (file, anchor) = self.lead(source, target)?;
            let shown = match self.place(&file) {
                Some(there) => format!("[{label}]({}{anchor})", between(place, there)),
                None if label.trim_matches('`') == file.to_string_lossy() => format!("`{}`", file.display()),
                None => format!("{label} (`{}`)", file.display()),
            };
            // A picture that is a link is a link in a link: the inner one comes first, and is left.
            if link.whole.start >= at {
                written += &text[at..link.whole.start];
                written += &shown;
                at = link.whole.end;
            }
        }
        Ok(written + &text[at..])
    }

    fn place(&self, file: &Path) -> Option<&Path> {
        self.pages.get(file).map(|(place, _)| place).or_else(|| self.others.get(file)).map(PathBuf::as_path)
    }

    /// The file that a link leads to, which is there, and its anchor with `#`.
    fn lead<'t>(&self, source: &Path, target: &'t str) -> Result<(PathBuf, &'t str), String> {
        let (path, anchor) = target.split_at(target.find('#').unwrap_or(target.len()));
        let file = match path {
            "" => Some(source.to_owned()),
            path => normal(&source.with_file_name("").join(path)),
        };
        let file = file.ok_or("leads out of the repository")?;
        if !workspace::path("").join(&file).exists() {
            return Err("isn't there".to_owned());
        }
        let heading = anchor.trim_start_matches('#');
        if heading.is_empty() || file.extension().is_none_or(|extension| extension != "md") {
            return Ok((file, anchor));
        }
        if anchors(&read(&file)?).contains(heading) {
            Ok((file, anchor))
        } else {
            Err("has no such heading".to_owned())
        }
    }
}

/// A relative link from one page to another.
fn between(from: &Path, to: &Path) -> String {
    let up = from.components().count() - 1;
    format!("{}{}", "../".repeat(up), to.to_string_lossy().replace('\\', "/"))
}
