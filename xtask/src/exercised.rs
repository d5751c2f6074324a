//! `models/exercised.toml`: what the tests run of the services.

use std::{collections::BTreeSet, fs, path::PathBuf};

use aws_resources_codegen::coverage::exercised::{self, Exercised};

use crate::workspace;

/// The folder in which test programs write down what they run: empty.
pub(crate) fn folder() -> Result<PathBuf, String> {
    let folder = workspace::target().join("exercised");
    match fs::remove_dir_all(&folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(format!("{}: {error}", folder.display())),
        _ => Ok(folder),
    }
}

/// Compares what was run with the file, or writes it there.
pub(crate) fn compare(folder: &PathBuf, update: bool) -> Result<(), String> {
    let ran = read(folder)?;
    let models = workspace::path("models");
    let file = models.join(exercised::FILE);
    if update {
        let text = toml::to_string(&ran).map_err(|error| error.to_string())?;
        let text = format!("# What the tests run of each service. Written by `cargo xtask test --update`.\n\n{text}");
        fs::write(&file, text).map_err(|error| format!("{}: {error}", file.display()))?;
        println!("wrote {}; `cargo xtask codegen` takes it over to docs/coverage.md", file.display());
        return Ok(());
    }
    let known = exercised::read(&[models]).map_err(|told| told.to_string())?;
    let (ran, known) = (facts(&ran), facts(&known));
    let list =
        |sign: &str, facts: Vec<&String>| facts.iter().map(|fact| format!("\n{sign} {fact}")).collect::<String>();
    let (gone, new) = (known.difference(&ran).collect::<Vec<_>>(), ran.difference(&known).collect::<Vec<_>>());
    match gone.is_empty() && new.is_empty() {
        true => Ok(()),
        false => Err(format!(
            "the tests don't run what {} says:{}{}\nif this is meant: cargo xtask test --update",
            file.display(),
            list("-", gone),
            list("+", new)
        )),
    }
}

fn read(folder: &PathBuf) -> Result<Exercised, String> {
    let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
    let mut ran = Exercised::new();
    for file in fs::read_dir(folder).map_err(failed)? {
        let text = fs::read_to_string(file.map_err(failed)?.path()).map_err(failed)?;
        for line in text.lines() {
            let parts: Vec<&str> = line.split('\t').collect();
            let [service, what, name] = parts[..] else { return Err(format!("not a fact: {line}")) };
            let service = ran.entry(service.to_owned()).or_default();
            let names = match what {
                "fake" => &mut service.fake,
                "replayed" => &mut service.replayed,
                "waiters" => &mut service.waiters,
                "arns" => &mut service.arns,
                _ => return Err(format!("not a fact: {line}")),
            };
            names.insert(name.to_owned());
        }
    }
    Ok(ran)
}

/// A line per fact.
fn facts(ran: &Exercised) -> BTreeSet<String> {
    let lists = ran.iter().flat_map(|(service, ran)| {
        [("fake", &ran.fake), ("replayed", &ran.replayed), ("waiters", &ran.waiters), ("arns", &ran.arns)]
            .into_iter()
            .flat_map(move |(what, names)| names.iter().map(move |name| format!("{service}, {what}: {name}")))
    });
    lists.collect()
}
