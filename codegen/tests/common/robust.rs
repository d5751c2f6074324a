//! What holds for whatever is in the model files.

use std::{collections::BTreeMap, fs, path::Path, sync::OnceLock};

use aws_resources_codegen::{Diagnostics, Output, Sources, generate};

use super::{
    Folder, complete,
    input::{self, Files},
    sources,
};

/// A folder of models that each case writes anew, read strictly and leniently.
struct Place {
    folder: Folder,
    sources: Sources,
    lenient: Sources,
    bases: Vec<Files>,
}

fn place() -> &'static Place {
    static PLACE: OnceLock<Place> = OnceLock::new();
    PLACE.get_or_init(|| {
        let folder = Folder::new();
        let sources = sources().with_models(folder.path().join("models"), "aws-resources");
        let mut lenient = sources.clone();
        lenient.options.lenient = true;
        Place { folder, sources, lenient, bases: input::bases() }
    })
}

/// Generates from the files that the bytes make: they are told of, or what comes out is Rust.
///
/// Not for several threads: there is one folder.
pub(crate) fn check(bytes: &[u8]) {
    let Place { folder, sources, lenient, bases } = place();
    let _ = fs::remove_dir_all(folder.path().join("models"));
    let files = input::files(bases, bytes);
    for (name, text) in &files {
        folder.write(&format!("models/{name}"), text);
    }
    let result = generate(sources);
    assert_eq!(shown(&generate(sources)), shown(&result), "two runs differ");
    if let Ok(checked) = aws_resources_codegen::check(lenient) {
        complete::check(&files, &checked);
    }
    let lenient = generate(lenient);
    for result in [&result, &lenient] {
        match result {
            Ok(output) => is_rust(output),
            Err(diagnostics) => is_told(diagnostics),
        }
    }
    if let (Ok(strict), Ok(lenient)) = (&result, &lenient) {
        assert!(strict.files == lenient.files, "what is right is left as it is");
    }
}

fn is_rust(output: &Output) {
    assert!(!output.notes.has_errors(), "{}", output.notes);
    for (path, text) in &output.files {
        let parsed = syn::parse_file(text);
        assert!(parsed.is_ok(), "{}: {:?}\n{text}", path.display(), parsed.err());
    }
    output.notes.render(true);
}

/// Each is about the models: none is a fault of the generator.
fn is_told(diagnostics: &Diagnostics) {
    assert!(diagnostics.has_errors(), "nothing is told of it");
    for one in diagnostics.iter() {
        assert!(one.file().starts_with("models"), "{one}");
        assert!(!one.message().is_empty());
    }
    for colour in [false, true] {
        let text = diagnostics.render(colour);
        assert!(!text.contains("Failed to read contents"), "a place outside of its file:\n{text}");
        assert!(diagnostics.iter().all(|one| text.contains(one.file())), "{text}");
    }
}

fn shown(result: &Result<Output, Diagnostics>) -> (BTreeMap<&Path, &str>, String) {
    match result {
        Ok(output) => {
            let files = output.files.iter().map(|(path, text)| (path.as_path(), text.as_str())).collect();
            (files, output.notes.to_string())
        }
        Err(diagnostics) => (BTreeMap::new(), diagnostics.to_string()),
    }
}
