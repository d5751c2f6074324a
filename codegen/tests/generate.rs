//! What generating does to files: the same bytes each time, nothing written that didn't change, nothing lost.

mod common;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    sync::{Mutex, OnceLock},
    time::{Duration, SystemTime},
};

use aws_resources_codegen::{
    Output, Progress, Sources, generate, generate_with,
    output::{Changes, HEADER},
};
use common::{Folder, sources, workspace};

/// The fixtures, generated once for all tests.
fn fixtures() -> &'static Output {
    static OUTPUT: OnceLock<Output> = OnceLock::new();
    OUTPUT.get_or_init(|| generated("tests/fixture/models", "fixture"))
}

fn generated(models: &str, package: &str) -> Output {
    generate(&committed(models, package)).unwrap_or_else(|diagnostics| panic!("{diagnostics}"))
}

/// With the options by which the source in this repository is generated.
fn committed(models: &str, package: &str) -> Sources {
    let mut sources = sources().with_models(workspace(models), package);
    sources.options.registry = true;
    sources
}

/// Says that no file was touched since, by its time of change.
fn age(folder: &Path, files: impl IntoIterator<Item = impl AsRef<Path>>) -> SystemTime {
    let past = SystemTime::now() - Duration::from_secs(3600);
    for file in files {
        fs::File::options().write(true).open(folder.join(file)).unwrap().set_modified(past).unwrap();
    }
    past
}

#[test]
fn committed_source_is_what_the_models_generate() {
    let mut sources = committed("models", "aws-resources");
    sources.pages = true;
    let mut services = generate(&sources).unwrap_or_else(|diagnostics| panic!("{diagnostics}"));
    let pages = Output { files: std::mem::take(&mut services.pages), ..Output::default() };
    let outputs = [(&services, "crates/aws-resources/src"), (&pages, "docs"), (fixtures(), "tests/fixture/src")];
    for (output, folder) in outputs {
        let folder = workspace(folder);
        let changes = output.compare(&folder).unwrap();
        assert!(changes.is_empty(), "{}", changes.report(&folder));
    }
    // What a person is to read is cut before it grows too long.
    for (path, text) in &services.files {
        let lines = text.lines().count();
        assert!(lines <= 1_500, "{} has {lines} lines", path.display());
    }
}

#[test]
fn two_runs_are_the_same_to_the_byte() {
    let again = generated("tests/fixture/models", "fixture");
    assert_eq!(again.files.keys().collect::<Vec<_>>(), fixtures().files.keys().collect::<Vec<_>>());
    for (path, text) in &fixtures().files {
        assert!(again.files[path] == *text, "{} differs between two runs", path.display());
    }
}

/// One thread and many share the services and rustfmt's files in other ways.
#[test]
fn any_number_of_threads_generates_the_same() {
    for threads in [1, 7] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let output = pool.install(|| generated("tests/fixture/models", "fixture"));
        assert!(output.files == fixtures().files, "{threads} threads");
        assert_eq!(output.notes.to_string(), fixtures().notes.to_string(), "{threads} threads");
    }
}

/// Who watches is told of every service, also of those that are wrong.
#[test]
fn progress_is_told_of_each_service() {
    #[derive(Default)]
    struct Seen(Mutex<Vec<String>>);
    impl Progress for Seen {
        fn begin(&self, services: usize) {
            self.0.lock().unwrap().push(services.to_string());
        }
        fn done(&self, service: &str) {
            self.0.lock().unwrap().push(service.to_owned());
        }
    }
    let folder = Folder::new();
    copy(&workspace("tests/fixture/models"), &folder.path().join("models"));
    folder.write("models/trim_prefix/2013-04-01/resources-1.json", "{");
    let mut sources = sources().with_models(folder.path().join("models"), "fixture");
    sources.only = ["arns", "keywords", "trim_prefix"].map(str::to_owned).into();

    let seen = Seen::default();
    generate_with(&sources, &seen).unwrap_err();

    let mut seen = seen.0.into_inner().unwrap();
    assert_eq!(seen.remove(0), "3", "first how many there are");
    seen.sort();
    assert_eq!(seen, sources.only);
}

#[test]
fn every_file_says_that_it_is_generated() {
    assert!(fixtures().files.values().all(|text| text.starts_with(HEADER)));
}

#[test]
fn only_what_differs_is_written() {
    let folder = Folder::new();
    let first = fixtures().write(folder.path()).unwrap();
    assert_eq!(first.written.len(), fixtures().files.len());

    let past = age(folder.path(), fixtures().files.keys());
    assert_eq!(fixtures().write(folder.path()).unwrap(), Changes::default());

    let edited = PathBuf::from("arns/mod.rs");
    folder.write("arns/mod.rs", format!("{HEADER}\nedited\n"));
    let again = fixtures().write(folder.path()).unwrap();
    assert_eq!(again, Changes { written: vec![edited.clone()], removed: Vec::new() });
    for (path, text) in &fixtures().files {
        let file = folder.path().join(path);
        assert_eq!(fs::read_to_string(&file).unwrap(), *text);
        let untouched = fs::metadata(&file).unwrap().modified().unwrap() == past;
        assert_eq!(untouched, *path != edited, "{}", path.display());
    }
}

#[test]
fn line_ends_of_another_system_are_no_difference() {
    let folder = Folder::new();
    for (path, text) in &fixtures().files {
        folder.write(path.to_str().unwrap(), text.replace('\n', "\r\n"));
    }
    assert!(fixtures().compare(folder.path()).unwrap().is_empty());
}

#[test]
fn stale_files_go_and_handwritten_ones_stay() {
    let folder = Folder::new();
    folder.write("gone/mod.rs", format!("{HEADER}\n"));
    folder.write("gone/deeper.rs", format!("{HEADER}\n"));
    folder.write("arns/gone.rs", format!("{HEADER}\n"));
    folder.write("kept/gone.rs", format!("{HEADER}\n"));
    folder.write("kept/mod.rs", "//! By hand.\n");
    folder.write("lib.rs", format!("//! By hand.\n{HEADER}\n"));
    folder.write("notes.md", format!("{HEADER}\n"));

    let changes = fixtures().write(folder.path()).unwrap();

    let gone = ["arns/gone.rs", "gone/deeper.rs", "gone/mod.rs", "kept/gone.rs"].map(PathBuf::from);
    assert_eq!(changes.removed, gone);
    assert!(gone.iter().all(|path| !folder.path().join(path).exists()));
    assert!(!folder.path().join("gone").exists(), "an empty folder goes with its last file");
    for kept in ["kept/mod.rs", "lib.rs", "notes.md"] {
        assert!(folder.path().join(kept).exists(), "{kept}");
    }
}

#[test]
fn what_a_stopped_run_left_goes_and_what_another_writes_stays() {
    let folder = Folder::new();
    let [left, writing] = ["left", "writing"].map(|name| format!(".aws-resources-codegen-{name}"));
    for name in [&left, &writing] {
        folder.write(&format!("{name}/0"), "text");
    }
    let hour_ago = SystemTime::now() - Duration::from_secs(3600);
    fs::File::open(folder.path().join(&left)).unwrap().set_modified(hour_ago).unwrap();
    fixtures().write(folder.path()).unwrap();
    assert!(!folder.path().join(&left).exists());
    assert!(folder.path().join(&writing).join("0").exists());
}

/// What can't be written is found before anything is.
#[test]
fn a_run_that_cant_write_a_file_changes_nothing() {
    fn contents(folder: &Path, found: &mut BTreeMap<PathBuf, String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                contents(&path, found);
                found.insert(path, "folder".to_owned());
            } else {
                found.insert(path.clone(), fs::read_to_string(path).unwrap());
            }
        }
    }
    let last = fixtures().files.keys().next_back().unwrap().to_str().unwrap();
    let service = last.split('/').next().unwrap();
    type Put<'p> = &'p dyn Fn(&Folder);
    let in_the_way: [(&str, Put<'_>); 3] = [
        ("a folder stands where", &|folder| folder.write(&format!("{last}/notes.md"), "by hand")),
        ("Not a directory", &|folder| folder.write(service, "by hand")),
        ("read-only", &|folder| {
            folder.write(last, format!("{HEADER}\nedited\n"));
            let path = folder.path().join(last);
            let mut permissions = fs::metadata(&path).unwrap().permissions();
            permissions.set_readonly(true);
            fs::set_permissions(path, permissions).unwrap();
        }),
    ];
    for (why, put) in in_the_way {
        let folder = Folder::new();
        folder.write("gone/mod.rs", format!("{HEADER}\n"));
        folder.write("arns/mod.rs", format!("{HEADER}\nedited\n"));
        put(&folder);
        let (mut before, mut after) = (BTreeMap::new(), BTreeMap::new());
        contents(folder.path(), &mut before);

        let error = fixtures().write(folder.path()).unwrap_err().to_string();

        assert!(error.contains(service) && error.contains(why), "{error}");
        contents(folder.path(), &mut after);
        assert_eq!(after, before);
    }
}

/// Nothing but the files is left, also of what they were written to first.
#[test]
fn files_by_hand_may_hold_anything() {
    let folder = Folder::new();
    folder.write("latin.rs", b"// caf\xe9\n");
    fixtures().write(folder.path()).unwrap();
    assert_eq!(fs::read(folder.path().join("latin.rs")).unwrap(), b"// caf\xe9\n");
    let there: BTreeSet<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    let wanted = fixtures().files.keys().map(|path| path.iter().next().unwrap().to_owned());
    assert_eq!(there, wanted.chain(["latin.rs".into()]).collect());
}

#[test]
fn a_check_changes_nothing_and_names_files() {
    let folder = Folder::new();
    fixtures().write(folder.path()).unwrap();
    folder.write("arns/mod.rs", format!("{HEADER}\nedited\n"));
    folder.write("gone/mod.rs", format!("{HEADER}\n"));

    let changes = fixtures().compare(folder.path()).unwrap();

    let report = changes.report(Path::new("src"));
    let expected = "generated files are out of date:\n  stale: src/arns/mod.rs\n  \
        generated by nothing: src/gone/mod.rs";
    assert_eq!(report, expected);
    assert!(fs::read_to_string(folder.path().join("arns/mod.rs")).unwrap().ends_with("edited\n"));
    assert!(folder.path().join("gone/mod.rs").exists());
}

#[test]
fn one_broken_model_stops_the_whole_run() {
    let folder = Folder::new();
    copy(&workspace("tests/fixture/models"), &folder.path().join("models"));
    let broken = "models/trim_prefix/2013-04-01/resources-1.json";
    let text = fs::read_to_string(folder.path().join(broken)).unwrap();
    folder.write(broken, text.replace("\"GetHostedZone\"", "\"GetHostedZones\""));

    let diagnostics = generate(&sources().with_models(folder.path().join("models"), "fixture")).unwrap_err();

    assert!(diagnostics.has_errors());
    assert!(diagnostics.iter().any(|one| one.file() == broken), "{diagnostics}");
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn notes_list_every_collision() {
    let mut sources = sources().with_models(workspace("tests/fixture/models"), "fixture");
    sources.only = vec!["collisions".to_owned()];
    let output = generate(&sources).unwrap_or_else(|diagnostics| panic!("{diagnostics}"));

    let notes: Vec<&str> = output.notes.iter().map(|note| note.message()).collect();
    let expected = [
        "the service resource: `new` is the name of an accessor, so this one is `new_action`",
        "the service resource: `snapshot` is the name of an action, so this one is `snapshot_subresource`",
        "the service resource: `snapshot` is the name of an action, so this one is `snapshot_collection`",
        "Database: `data` is the name of an accessor, so this one is `data_identifier`",
        "Database: `arn` is the name of an accessor, so this one is `arn_identifier`",
        "Database: `client` is the name of an accessor, so this one is `client_identifier`",
        "Database: `snapshots` is the name of an identifier, so this one is `snapshots_action`",
        "Database: `reload` is the name of an accessor, so this one is `reload_action`",
        "Database: `snapshots` is the name of an identifier, so this one is `snapshots_reference`",
        "Database: `session` is the name of an accessor, so this one is `session_subresource`",
        "Database: `snapshots` is the name of an identifier, so this one is `snapshots_collection`",
        "Database: `wait_until_available` is the name of an action, so this one is `wait_until_available_waiter`",
    ];
    assert_eq!(notes, expected);
    assert!(!output.notes.has_errors());
}
