//! What every page of the built guide keeps to, so that it can be read: on a phone, without its pictures, and offline.

use std::{fs, path::Path};

use super::{
    below,
    tags::{Piece, pieces},
};

/// What mdBook makes into something else. Where it stands in the text of a page, it didn't.
const MARKDOWN: [&str; 6] = ["{{", "[!", "](", "**", "`", "&lt;!--"];

/// What is wrong with the pages in a folder.
pub(super) fn faults(folder: &Path) -> Result<Vec<String>, String> {
    let mut all = Vec::new();
    for file in below(folder, "html")? {
        let text = fs::read_to_string(folder.join(&file)).map_err(|error| format!("{}: {error}", file.display()))?;
        all.extend(of_page(&text).into_iter().map(|fault| format!("{}: {fault}", file.display())));
    }
    Ok(all)
}

fn of_page(html: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let (mut is_content, mut code) = (false, 0_usize);
    // The class of the tag that is right before.
    let mut before = String::new();
    for piece in pieces(html) {
        match piece {
            Piece::Start(name, attributes) => {
                let value = |wanted: &str| {
                    attributes.iter().find(|(name, _)| *name == wanted).map_or("", |(_, value)| value.as_str())
                };
                match name {
                    "main" => is_content = true,
                    "code" | "pre" => code += 1,
                    "img" if value("alt").trim().is_empty() => {
                        faults.push(format!("the picture `{}` has no text: write `![text](picture)`", value("src")));
                    }
                    "table" if before != "table-wrapper" => {
                        faults.push("a table can't scroll on a phone: write it in Markdown, not in HTML".to_owned());
                    }
                    _ => {}
                }
                let loaded = if name == "link" { value("href") } else { value("src") };
                if ["http://", "https://", "//"].iter().any(|scheme| loaded.starts_with(scheme)) {
                    faults.push(format!("it loads `{loaded}`: keep that file in the repository"));
                }
                before = value("class").to_owned();
            }
            Piece::End(name) => {
                match name {
                    "main" => is_content = false,
                    "code" | "pre" => code = code.saturating_sub(1),
                    _ => {}
                }
                before.clear();
            }
            Piece::Text(text) if is_content && code == 0 => {
                for mark in MARKDOWN.iter().filter(|mark| text.contains(**mark)) {
                    faults.push(format!("`{mark}` is left in its text: {}", text.trim()));
                }
            }
            Piece::Text(_) => {}
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use super::of_page;
    use crate::{
        guide::{below, book::read},
        workspace,
    };

    #[test]
    fn a_readable_page_has_no_fault() {
        let page = "<script src=\"a.js\"></script><main>a <code>`**{{</code> <a href=\"https://a.example\">b</a>\
                    <img src=\"a.svg\" alt=\"c\"><div class=\"table-wrapper\">\n<table></table></div></main>`";
        assert_eq!(of_page(page), Vec::<String>::new());
    }

    #[test]
    fn each_fault_is_told() {
        let told = |page: &str| match &of_page(page)[..] {
            [fault] => fault.clone(),
            faults => panic!("{page}: {faults:?}"),
        };
        assert!(told("<img src=\"a.svg\">").contains("`a.svg` has no text"));
        assert!(told("<img src=\"a.svg\" alt=\" \">").contains("`a.svg` has no text"));
        assert!(told("<div class=\"table-wrapper\"></div><table></table>").contains("can't scroll"));
        assert!(told("<script src=\"https://a.example/a.js\"></script>").contains("loads `https://a.example/a.js`"));
        assert!(told("<link href=\"//a.example/a.css\">").contains("loads `//a.example/a.css`"));
        assert!(told("<main><pre><code>a</code></pre>> [!NOTE]</main>").contains("`[!` is left"));
        assert!(told("<main><p>a {{b}}</p></main>").ends_with("is left in its text: a {{b}}"));
    }

    #[test]
    fn the_style_names_the_columns_of_the_services_tables() {
        let style = read(Path::new("docs/guide/resources.css")).expect("the style");
        let columns: Vec<&str> =
            style.split("content: \"").skip(1).filter_map(|rest| rest.split('"').next()).map(str::trim).collect();
        let heading = format!("\n## All resources\n\n| resource | {} |\n", columns.join(" | "));
        let folder = workspace::path("docs/resources");
        let pages = below(&folder, "md").expect("the services' pages");
        assert!(!pages.is_empty());
        for page in pages {
            let text = fs::read_to_string(folder.join(&page)).expect("a page");
            assert!(text.contains(&heading), "{}: its table hasn't the columns {columns:?}", page.display());
        }
    }
}
