//! What the README says: the Rust in its tables compiles, its lists are those of the repository, its links lead
//! somewhere.

mod api;
mod python;

use std::{collections::BTreeSet, fs, path::PathBuf};

/// The statements that are compiled here, and never run.
const COMPILED: [&str; 2] = [include_str!("api.rs"), include_str!("python.rs")];

fn root() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

fn read(file: &str) -> String {
    let path = root().join(file);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Source without comments, whitespace, and the commas that rustfmt puts at the end of a broken list.
fn squeezed(source: &str) -> String {
    let lines = source.lines().filter(|line| !line.trim_start().starts_with("//"));
    let text: String = lines.flat_map(str::chars).filter(|c| !c.is_whitespace()).collect();
    text.replace(",)", ")").replace(",]", "]").replace(",}", "}")
}

/// The cells of a table's row; a `\|` doesn't end one.
fn cells(row: &str) -> Vec<String> {
    let bar = "\u{0}";
    let row = row.replace("\\|", bar);
    let row = row.trim().trim_start_matches('|').trim_end_matches('|');
    row.split('|').map(|cell| cell.trim().replace(bar, "|")).collect()
}

/// The code in the last column of all tables whose last column is called “Rust”.
fn rust_in_tables(markdown: &str) -> Vec<String> {
    let mut code = Vec::new();
    let (mut in_table, mut is_rust) = (false, false);
    for line in markdown.lines() {
        let row = line.starts_with('|');
        let cells = cells(line);
        let last = cells.last().map(String::as_str).unwrap_or_default();
        if row && !in_table {
            is_rust = last == "Rust";
        } else if row && is_rust {
            code.extend(last.split('`').skip(1).step_by(2).map(str::to_owned));
        }
        in_table = row;
    }
    code
}

/// Whether the code is a statement of the source, or what `take` gets.
fn is_statement(code: &str, source: &str) -> bool {
    let code = squeezed(code);
    source.match_indices(&code).any(|(at, _)| {
        let (before, after) = (&source[..at], &source[at + code.len()..]);
        let begins = before.ends_with([';', '{', '}']) && !before.ends_with("::{");
        let taken = before.ends_with("take(") && after.starts_with(");");
        taken || begins && (code.ends_with([';', '}']) || after.starts_with(';'))
    })
}

#[test]
fn the_rust_in_the_tables_compiles() {
    let source: Vec<_> = COMPILED.into_iter().map(squeezed).collect();
    let code = rust_in_tables(&read("README.md"));
    assert!(code.len() > 80, "only {} were found: the tables are read wrongly", code.len());
    let missing: Vec<_> = code.iter().filter(|code| !source.iter().any(|source| is_statement(code, source))).collect();
    assert!(missing.is_empty(), "these are in no function of tests/readme: add them there, verbatim\n{missing:#?}");
}

#[test]
fn only_what_is_compiled_counts() {
    let source =
        squeezed("{\n    // take(b());\n    take(\n        a(1, |x| x),\n    );\n    c()?;\n    let e = f(g());\n}");
    for (code, is) in [("a(1, |x| x)", true), ("c()?", true), ("let e = f(g());", true)] {
        assert_eq!(is_statement(code, &source), is, "{code}");
    }
    for code in ["b()", "a(1, |x| x", "c()", "g()", "f(g())", "d()"] {
        assert!(!is_statement(code, &source), "{code}");
    }
    let table =
        "| a | Rust |\n|---|---|\n| x | `f(\\|r\\| r)` · `g()` and more |\n\n| `h()` | b |\n|---|---|\n| x | `i()` |";
    assert_eq!(rust_in_tables(table), ["f(|r| r)", "g()"]);
}

#[test]
fn the_services_are_those_of_the_list() {
    let readme = read("README.md");
    let status = readme.split("**Status**: ").nth(1).and_then(|rest| rest.split(". ").next()).expect("a status");
    let named: BTreeSet<_> = status.split('`').skip(1).step_by(2).collect();
    let list = read("models/services.toml");
    let services: BTreeSet<_> =
        list.lines().filter_map(|line| line.strip_prefix('[')?.strip_suffix(']')).map(str::trim).collect();
    assert_eq!(named, services);
    assert!(status.starts_with(&format!("{} services", services.len())), "{status}");
}

#[test]
fn the_rust_version_is_cargos() {
    let version = format!("Rust {} or later", env!("CARGO_PKG_RUST_VERSION"));
    assert!(read("README.md").contains(&version), "the README doesn't say `{version}`");
}

#[test]
fn links_lead_to_files() {
    for page in ["README.md", "SECURITY.md", "CHANGELOG.md"] {
        let text = read(page);
        let links = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        let files = links.filter(|link| !link.starts_with("http") && !link.starts_with('#'));
        for link in files {
            let file = link.split('#').next().unwrap_or_default();
            assert!(root().join(file).exists(), "{page} links to {link}, which isn't there");
        }
    }
}

#[test]
fn the_readme_can_be_read_in_one_go() {
    let lines = read("README.md").lines().count();
    assert!(lines <= 350, "it has {lines} lines: move what is for some readers into the guide");
}
