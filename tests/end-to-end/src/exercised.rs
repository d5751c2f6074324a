//! Which parts of the services the tests run: `cargo xtask test` keeps `models/exercised.toml` true by it, of which
//! docs/coverage.md has a table.
//!
//! Where `AWS_RESOURCES_EXERCISED` names a folder, each test program writes a file there: a line per fact, of the
//! service, `fake` or `replayed` for the operations, `waiters`, `arns`, and the name.

use std::{
    collections::HashSet,
    env, fmt, fs,
    fs::File,
    io::Write as _,
    path::PathBuf,
    process,
    sync::{Mutex, OnceLock, PoisonError},
};

use aws_resources::Arn;
use tracing::{
    Subscriber,
    field::{Field, Visit},
    span,
};
use tracing_subscriber::{Layer, layer::Context, prelude::*};

/// Checks an ARN of ours against the one that the service returned.
///
/// # Panics
/// If they differ, or the service returned none.
pub fn arn(resource_type: &str, ours: &Arn, theirs: Option<&str>) {
    assert_eq!(Some(ours.as_str()), theirs, "the ARN of {resource_type}");
    let (service, name) = resource_type.split_once('.').expect("a type as in `rds.DBInstance`");
    note(service, "arns", name);
}

/// From here on, what sessions call is written down, once for a program.
pub(crate) fn record() {
    static RECORDING: OnceLock<()> = OnceLock::new();
    RECORDING.get_or_init(|| {
        if folder().is_some() {
            let program = env::current_exe().unwrap_or_default();
            let name = program.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let by = if name.starts_with("moto-") { "fake" } else { "replayed" };
            // A test with a subscriber of its own keeps it, and isn't recorded.
            _ = tracing_subscriber::registry().with(Recorder { by }).try_init();
        }
    });
}

fn folder() -> Option<PathBuf> {
    env::var_os("AWS_RESOURCES_EXERCISED").map(PathBuf::from)
}

fn note(service: &str, what: &str, name: &str) {
    static NOTED: Mutex<Option<(HashSet<String>, File)>> = Mutex::new(None);
    let Some(folder) = folder() else { return };
    let line = format!("{service}\t{what}\t{name}\n");
    let mut noted = NOTED.lock().unwrap_or_else(PoisonError::into_inner);
    let (known, file) = noted.get_or_insert_with(|| {
        fs::create_dir_all(&folder).expect("a folder for what is run");
        let file = folder.join(format!("{}.tsv", process::id()));
        (HashSet::new(), File::create(file).expect("a file for what is run"))
    });
    if known.insert(line.clone()) {
        file.write_all(line.as_bytes()).expect("what is run is written down");
    }
}

/// Reads the runtime's spans: one for each call, and one around those of a waiter.
struct Recorder {
    by: &'static str,
}

impl<S: Subscriber> Layer<S> for Recorder {
    fn on_new_span(&self, attributes: &span::Attributes<'_>, _: &span::Id, _: Context<'_, S>) {
        let mut call = Call::default();
        attributes.record(&mut call);
        match attributes.metadata().name() {
            "aws_resources" => note(&call.service, self.by, &call.operation),
            "aws_resources_waiter" => note(&call.service, "waiters", &call.waiter),
            _ => {}
        }
    }
}

#[derive(Default)]
struct Call {
    service: String,
    operation: String,
    waiter: String,
}

impl Visit for Call {
    fn record_debug(&mut self, _: &Field, _: &dyn fmt::Debug) {}

    fn record_str(&mut self, field: &Field, value: &str) {
        match field.name() {
            "service" => value.clone_into(&mut self.service),
            "operation" => value.clone_into(&mut self.operation),
            "waiter" => value.clone_into(&mut self.waiter),
            _ => {}
        }
    }
}
