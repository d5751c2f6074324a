//! Bytes → the model files of one service: the same for the tests and the fuzzer.

use std::{collections::BTreeMap, fs, path::Path};

use arbitrary::{Result, Unstructured};
use serde_json::{Map, Value, json};

use super::{mutate, workspace};

/// Files by their path in the folder of models.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// The files of a service, and how many are chosen as often as one: most is said in the resources.
const FILES: [(&str, usize); 6] = [
    ("resources-1.json", 6),
    ("arns-1.json", 3),
    ("paginators-1.json", 1),
    ("waiters-2.json", 2),
    ("omissions-1.json", 1),
    ("services.toml", 1),
];

/// Real services, small enough for many runs, and those with hard cases.
pub(crate) fn bases() -> Vec<Files> {
    let shipped = base(&workspace("models"), |name| matches!(name, "cloudtrail" | "route53"));
    shipped.into_iter().chain(base(&workspace("tests/fixture/models"), |_| true)).collect()
}

fn base(models: &Path, wanted: impl Fn(&str) -> bool) -> Vec<Files> {
    let list = fs::read_to_string(models.join("services.toml")).expect("a list of services");
    let list: Map<String, Value> = toml::from_str(&list).expect("a list of services");
    let one = |(name, entry): (String, Value)| {
        let list = toml::to_string(&json!({ name.as_str(): entry })).expect("a list of one service");
        let mut files = Files::from([("services.toml".to_owned(), list.into_bytes())]);
        let folder =
            fs::read_dir(models.join(&name)).expect("a service").next().expect("a version").expect("a version");
        let version = folder.file_name().into_string().expect("a version");
        for (file, _) in FILES {
            if let Ok(text) = fs::read(folder.path().join(file)) {
                files.insert(format!("{name}/{version}/{file}"), text);
            }
        }
        files
    };
    list.into_iter().filter(|(name, _)| wanted(name)).map(one).collect()
}

/// One of these, changed in some places as the bytes say. No bytes are no changes.
pub(crate) fn files(bases: &[Files], bytes: &[u8]) -> Files {
    let mut bytes = Unstructured::new(bytes);
    let mut files = bases[bytes.choose_index(bases.len()).unwrap_or(0)].clone();
    // Where bytes run out, what was changed until then is enough.
    for _ in 0..4 {
        if bytes.is_empty() || change(&mut files, &mut bytes).is_err() {
            break;
        }
    }
    files
}

fn change(files: &mut Files, bytes: &mut Unstructured<'_>) -> Result<()> {
    let often: Vec<&str> = FILES.iter().flat_map(|(file, times)| std::iter::repeat_n(*file, *times)).collect();
    let file = *bytes.choose(&often)?;
    let Some(path) = files.keys().find(|path| path.ends_with(file)).cloned() else {
        // A file that this service does without.
        let folder = files.keys().find_map(|path| path.strip_suffix("resources-1.json")).unwrap_or_default().to_owned();
        let len = bytes.arbitrary_len::<u8>()?;
        files.insert(format!("{folder}{file}"), bytes.bytes(len)?.to_vec());
        return Ok(());
    };
    match bytes.int_in_range(0..=39)? {
        0 => _ = files.remove(&path),
        1 => {
            let len = bytes.arbitrary_len::<u8>()?;
            files.insert(path, bytes.bytes(len)?.to_vec());
        }
        // A text may be no text any more.
        2 | 3 => {
            let text = files.entry(path).or_default();
            let at = bytes.choose_index(text.len().max(1))?.min(text.len());
            let end = if bytes.arbitrary()? { at } else { text.len() };
            let len = bytes.int_in_range(0..=8)?;
            text.splice(at..end, bytes.bytes(len)?.iter().copied());
        }
        _ => {
            let text = files.entry(path.clone()).or_default();
            if let Some(mut whole) = read(&path, text) {
                mutate::mutate(&mut whole, bytes)?;
                if let Some(changed) = write(&path, &whole) {
                    *text = changed;
                }
            }
        }
    }
    Ok(())
}

fn read(path: &str, text: &[u8]) -> Option<Value> {
    match path.ends_with(".toml") {
        true => toml::from_str(std::str::from_utf8(text).ok()?).ok(),
        false => serde_json::from_slice(text).ok(),
    }
}

fn write(path: &str, whole: &Value) -> Option<Vec<u8>> {
    match path.ends_with(".toml") {
        // TOML has no null, and not every value is a whole file.
        true => toml::to_string(whole).ok().map(String::into_bytes),
        false => serde_json::to_vec_pretty(whole).ok(),
    }
}
