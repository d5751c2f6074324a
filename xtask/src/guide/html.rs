//! The links of the built guide.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use super::{
    below,
    links::is_external,
    normal,
    tags::{Piece, pieces},
};

/// What a page has and where it leads.
#[derive(Debug, Default)]
struct Page {
    ids: BTreeSet<String>,
    targets: Vec<String>,
}

/// Every link within the guide that leads nowhere.
pub(crate) fn broken(folder: &Path) -> Result<Vec<String>, String> {
    let mut pages = BTreeMap::new();
    for file in below(folder, "html")? {
        let text = fs::read_to_string(folder.join(&file)).map_err(|error| format!("{}: {error}", file.display()))?;
        pages.insert(file, read(&text));
    }
    let mut broken = Vec::new();
    for (file, page) in &pages {
        // Its links are relative to wherever the guide lies.
        if file == Path::new("404.html") {
            continue;
        }
        for target in page.targets.iter().filter(|target| !is_external(target)) {
            if let Some(why) = missing(folder, &pages, file, target) {
                broken.push(format!("{}: `{target}` {why}", file.display()));
            }
        }
    }
    Ok(broken)
}

fn missing(folder: &Path, pages: &BTreeMap<PathBuf, Page>, from: &Path, target: &str) -> Option<&'static str> {
    let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
    let path = path.split('?').next().unwrap_or_default();
    let file = match path {
        "" => Some(from.to_owned()),
        path => normal(&from.with_file_name("").join(path)),
    };
    let Some(file) = file else { return Some("leads out of the guide") };
    let file = if folder.join(&file).is_dir() { file.join("index.html") } else { file };
    match pages.get(&file) {
        Some(page) if anchor.is_empty() || page.ids.contains(anchor) => None,
        Some(_) => Some("has an anchor that isn't there"),
        None if folder.join(&file).is_file() => None,
        None => Some("isn't there"),
    }
}

/// Reads the start tags.
fn read(html: &str) -> Page {
    let mut page = Page::default();
    for piece in pieces(html) {
        let Piece::Start(_, attributes) = piece else { continue };
        for (attribute, value) in attributes {
            match attribute {
                "id" => _ = page.ids.insert(value),
                "href" | "src" => page.targets.push(value),
                _ => {}
            }
        }
    }
    page
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn start_tags_are_read() {
        let page = read(
            "<!-- <a href=\"no\"> --><p id=one class='x'>a &lt;a href=\"no\"> <a href=\"b.html?c=1&amp;d#e\" \
             id=\"two\">x</a><script src=\"s.js\" defer>'<a href=\"no\">'</script><img src='i.svg'/></p>",
        );
        assert_eq!(page.ids.into_iter().collect::<Vec<_>>(), ["one", "two"]);
        assert_eq!(page.targets, ["b.html?c=1&d#e", "s.js", "i.svg"]);
    }
}
