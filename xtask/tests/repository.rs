//! What holds of the whole repository: its map, how long files are, that types have examples, and no code is unsafe.

use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs,
    path::PathBuf,
};

use toml::{Table, Value};

/// How many lines a file has at most that people write.
const LINES: usize = 450;

/// How many lines a document has at most that people write.
const DOCUMENT: usize = 500;

/// The fuzzer's one file: its macro makes the C function that libFuzzer calls. What it runs is compiled by tests, too.
const UNSAFE: [&str; 1] = ["codegen/fuzz/Cargo.toml"];

#[test]
fn the_map_has_every_file_that_people_write_and_no_other() {
    let map = Map::read();
    let missing = written().into_keys().filter(|file| !map.has(file)).map(|file| format!("{file} isn't in it"));
    let gone = map.entries().filter(|entry| !path(entry).exists()).map(|entry| format!("{entry} isn't there"));
    let faults: Vec<_> = missing.chain(gone).collect();
    assert!(faults.is_empty(), "the code map in ARCHITECTURE.md:\n{}", faults.join("\n"));
}

#[test]
fn files_have_one_concern_and_are_small() {
    let long =
        written().into_iter().map(|(file, text)| (text.lines().count(), file)).filter(|(lines, _)| *lines > LINES);
    let long: Vec<_> = long.collect();
    assert!(long.is_empty(), "more than {LINES} lines: split them: {long:#?}");
}

#[test]
fn documents_can_be_read_in_one_go() {
    // Of the changelog nobody reads more than the newest versions.
    let documents = files().into_iter().filter(|file| file.ends_with(".md") && file != "CHANGELOG.md");
    let texts: Vec<_> = documents.map(|file| (read(&file), file)).collect();
    assert!(texts.len() > 30, "hardly any document is found: {}", texts.len());
    let written = texts.into_iter().filter(|(text, _)| !text.starts_with("<!-- @generated"));
    let long = written.map(|(text, file)| (text.lines().count(), file)).filter(|(lines, _)| *lines > DOCUMENT);
    let long: Vec<_> = long.collect();
    assert!(long.is_empty(), "split these, which have more than {DOCUMENT} lines: {long:?}");
}

#[test]
fn each_public_type_of_the_runtime_has_an_example() {
    let folder = "crates/aws-resources-runtime/src/";
    let root = read(&format!("{folder}lib.rs"));
    let private: Vec<_> =
        root.lines().filter_map(|line| line.strip_prefix("mod ").and_then(|rest| rest.strip_suffix(';'))).collect();
    let (mut seen, mut without) = (0, Vec::new());
    for (file, text) in written() {
        let module = file.strip_prefix(folder).and_then(|path| path.split(['/', '.']).next());
        if module.is_none_or(|module| private.contains(&module)) {
            continue;
        }
        // What stands before an item, back to the blank line.
        let mut before = String::new();
        for line in text.lines() {
            let named = ["pub struct ", "pub enum ", "pub trait "].iter().any(|word| line.starts_with(word));
            if named && !before.contains("#[doc(hidden)]") {
                seen += 1;
                if !before.contains("/// ```") {
                    without.push(format!("{file}: {line}"));
                }
            }
            match line.is_empty() {
                true => before.clear(),
                false => before += &format!("{line}\n"),
            }
        }
    }
    assert!(private.len() > 5 && seen > 50, "the runtime is read wrongly: {seen} types, {private:?} are private");
    assert!(without.is_empty(), "these need an example: {without:#?}");
}

#[test]
fn docs_rs_shows_all_features_that_fit() {
    let manifest: Table = toml::from_str(&read("crates/aws-resources/Cargo.toml")).unwrap();
    let shown = manifest["package"]["metadata"]["docs"]["rs"]["features"].as_array().unwrap();
    let shown: BTreeSet<&str> = shown.iter().filter_map(Value::as_str).collect();
    let all = manifest["features"].as_table().unwrap().keys().map(String::as_str);
    assert_eq!(shown, all.filter(|feature| !matches!(*feature, "default" | "ec2")).collect());
}

#[test]
fn what_the_checklist_calls_tested_is_named_by_tests() {
    let list = read("docs/checklist.md");
    let (list, otherwise) = list.split_once("\n## What is otherwise here\n").expect("docs/checklist.md has its end");
    let first = |row: &str| row.split('|').nth(1).map(str::trim).map(str::to_owned);
    let rows: BTreeMap<u32, &str> =
        list.lines().filter_map(|row| Some((first(row)?.parse().ok()?, row.rsplit('|').nth(1)?.trim()))).collect();
    assert!(rows.keys().copied().eq(1..=196), "its numbers: {:?}", rows.keys());
    let texts: Vec<String> = written().into_values().collect();
    let named: BTreeSet<u32> =
        texts.iter().flat_map(|text| text.split("checklist ").skip(1)).flat_map(numbers).collect();
    let unknown: Vec<_> = named.iter().filter(|number| !rows.contains_key(number)).collect();
    assert!(unknown.is_empty(), "tests name numbers that it hasn't: {unknown:?}");
    let told: BTreeSet<u32> = otherwise.lines().filter_map(first).flat_map(|cell| numbers(&cell)).collect();
    let untested = rows.iter().filter(|(number, here)| **here == "tested" && !named.contains(number));
    let untested: Vec<_> = untested.filter(|(number, _)| !told.contains(number)).collect();
    assert!(untested.is_empty(), "no test names them, and they aren't told of at the end: {untested:?}");
}

/// The numbers at the beginning of `7, 55 (in part) and 60`.
fn numbers(text: &str) -> Vec<u32> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let known = words.take_while(|word| matches!(*word, "" | "and" | "in" | "part") || word.parse::<u32>().is_ok());
    known.filter_map(|word| word.parse().ok()).collect()
}

#[test]
fn no_code_is_unsafe() {
    let mut faults = Vec::new();
    let manifests: Vec<_> = files().into_iter().filter(|file| file.ends_with("Cargo.toml")).collect();
    for file in &manifests {
        let manifest: Table = toml::from_str(&read(file)).unwrap();
        let lints = manifest.get("lints");
        let inherits = lints.and_then(|lints| lints.get("workspace")).and_then(Value::as_bool) == Some(true);
        let level = lints.and_then(|lints| lints.get("rust")).and_then(|lints| lints.get("unsafe_code"));
        if !manifest.contains_key("package") || UNSAFE.contains(&file.as_str()) {
            continue;
        }
        if !inherits && level.and_then(Value::as_str) != Some("forbid") {
            faults.push(format!("{file}: neither the workspace's lints nor `unsafe_code = \"forbid\"`"));
        }
        for root in ["src/lib.rs", "src/main.rs"] {
            let root = file.replace("Cargo.toml", root);
            if path(&root).exists() && !read(&root).contains("\n#![forbid(unsafe_code)]\n") {
                faults.push(format!("{root}: no `#![forbid(unsafe_code)]`"));
            }
        }
    }
    let workspace: Table = toml::from_str(&read("Cargo.toml")).unwrap();
    assert_eq!(workspace["workspace"]["lints"]["rust"]["unsafe_code"].as_str(), Some("forbid"));
    assert!(manifests.len() > UNSAFE.len() + 10, "the packages aren't found: {manifests:?}");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The code map: by the folder that a heading names, the files and folders in the first column of its table.
struct Map(BTreeMap<String, Vec<String>>);

impl Map {
    fn read() -> Self {
        let text = read("ARCHITECTURE.md");
        let (_, map) = text.split_once("\n## Code map\n").expect("ARCHITECTURE.md has a code map");
        let map = map.split("\n## ").next().unwrap_or(map);
        let (mut sections, mut folder) = (BTreeMap::<String, Vec<String>>::new(), String::new());
        for line in map.lines() {
            if let Some(heading) = line.strip_prefix("### ") {
                folder = format!("{}/", heading.trim_matches('`'));
            } else if let Some(row) = line.strip_prefix("| `") {
                let column = row.split(" | ").next().unwrap_or(row);
                // Without the first quote what is quoted stands at even places.
                let named = column.split('`').step_by(2).map(str::to_owned);
                sections.entry(folder.clone()).or_default().extend(named.filter(|name| !name.is_empty()));
            }
        }
        Self(sections)
    }

    /// All that it names, from the root.
    fn entries(&self) -> impl Iterator<Item = String> {
        self.0.iter().flat_map(|(folder, names)| names.iter().map(move |name| format!("{folder}{name}")))
    }

    /// Whether a file is named, or a folder that it is in, by the section of the nearest folder.
    fn has(&self, file: &str) -> bool {
        let nearest = self.0.iter().filter(|(folder, _)| file.starts_with(folder.as_str()));
        let Some((folder, names)) = nearest.max_by_key(|(folder, _)| folder.len()) else { return false };
        let file = &file[folder.len()..];
        // What declares the modules of a folder, and a module's tests, go with them.
        let with = file.strip_suffix("mod.rs").filter(|folder| !folder.is_empty());
        file.ends_with("/tests.rs")
            || names.iter().any(|name| {
                name == file
                    || name.ends_with('/') && file.starts_with(name.as_str())
                    || with.is_some_and(|folder| name.starts_with(folder))
            })
    }
}

/// The Rust files that people write, with their text.
fn written() -> BTreeMap<String, String> {
    let files = files().into_iter().filter(|file| file.ends_with(".rs")).map(|file| (read(&file), file));
    let written: BTreeMap<_, _> =
        files.filter(|(text, _)| !text.starts_with("// @generated")).map(|(text, file)| (file, text)).collect();
    assert!(written.len() > 500, "hardly any file is found: {}", written.len());
    written
}

/// All files but what cargo builds, from the root and with `/`.
fn files() -> Vec<String> {
    let (mut files, mut folders) = (Vec::new(), vec![String::new()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(path(&folder)).unwrap() {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            if name.starts_with('.') || name == "target" {
                continue;
            }
            let file = format!("{folder}{name}");
            match entry.file_type().unwrap() {
                kind if kind.is_dir() => folders.push(file + "/"),
                _ => files.push(file),
            }
        }
    }
    files
}

fn read(file: &str) -> String {
    fs::read_to_string(path(file)).unwrap_or_else(|error| panic!("{file}: {error}")).replace("\r\n", "\n")
}

/// A path from the root.
fn path(file: &str) -> PathBuf {
    // At run time: a target folder may be shared by several checkouts.
    let package = env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
    package.join("..").join(file)
}
