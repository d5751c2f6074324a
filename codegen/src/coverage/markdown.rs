//! The page `coverage.md`.

use super::{Coverage, Exercised, Peers, exercised::Ran};
use crate::{
    definition::Counts,
    markdown::{HEADER, code, codes, escape, item, paragraph, table},
};

/// The page: an overview, a section per service, and the services that only others have. If it is `linked`, the services
/// have pages of their own in the folder `resources`.
pub fn page(services: &[Coverage], peers: &Peers, exercised: &Exercised, linked: bool) -> String {
    let mut page = format!("{HEADER}\n\n# Coverage\n\n");
    page += &paragraph(
        "What the models define, and what they leave of the SDK. What is left out on purpose stands, with its reason, \
         in the service's `omissions-1.json`.",
    );
    page += &overview(services);
    page += &tested(services, exercised);
    for service in services {
        page += &section(service, peers, linked);
        page += &not_run(service, exercised);
    }
    page += &elsewhere(services, peers);
    page
}

fn overview(services: &[Coverage]) -> String {
    let mut headings = vec!["service"];
    let numbers: Vec<String> = Counts::COLUMNS.iter().map(|column| format!("#{column}")).collect();
    headings.extend(numbers.iter().map(String::as_str));
    headings.push("#operations used");
    let row = |name: String, counts: Counts, used: usize, operations: usize| {
        let mut cells = vec![name];
        cells.extend(counts.numbers().map(|number| number.to_string()));
        cells.push(format!("{used} of {operations}"));
        cells
    };
    let mut rows = Vec::new();
    let (mut counts, mut used, mut operations) = (Counts::default(), 0, 0);
    for service in services {
        let name = format!("[{0}](#{0})", service.name);
        rows.push(row(name, service.counts, service.used.len(), service.operations));
        counts += service.counts;
        used += service.used.len();
        operations += service.operations;
    }
    rows.push(row("**all**".into(), counts, used, operations));
    let explained = paragraph(
        "Actions and collections are also the service resource's. Sub-resources are those that a model names; beside \
         them the service resource makes every resource by its identifiers. An operation is used where a load, an \
         action, a collection, a batch action or a waiter calls it.",
    );
    format!("\n{}\n{explained}", table(&headings, &rows))
}

/// What the tests run, a row per service.
fn tested(services: &[Coverage], exercised: &Exercised) -> String {
    if exercised.is_empty() {
        return String::new();
    }
    let headings = [
        "service",
        "#operations used",
        "#answered by a fake",
        "#replayed only",
        "#not run",
        "#waiters run",
        "ARNs compared",
    ];
    let rows: Vec<Vec<String>> = services
        .iter()
        .map(|service| {
            let ran = exercised.get(&service.name).cloned().unwrap_or_default();
            let fake = service.used.intersection(&ran.fake).count();
            let replayed = service.used.intersection(&ran.replayed).filter(|name| !ran.fake.contains(*name)).count();
            vec![
                format!("[{0}](#{0})", service.name),
                service.used.len().to_string(),
                fake.to_string(),
                replayed.to_string(),
                (service.used.len() - fake - replayed).to_string(),
                format!("{} of {}", ran.waiters.len(), service.waiters),
                codes(ran.arns.iter().map(String::as_str)),
            ]
        })
        .collect();
    let explained = paragraph(
        "What the tests call through the resources: answered over HTTP by a fake AWS, which isn't ours, or from a script \
         that is written from AWS's documentation. The ARNs of the resources that are named are compared with what the \
         service itself returns; all templates are compared with AWS's Service Authorization Reference.",
    );
    format!("\n## What the tests run\n\n{explained}\n{}", table(&headings, &rows))
}

/// The operations that no test calls.
fn not_run(service: &Coverage, exercised: &Exercised) -> String {
    let Some(ran) = exercised.get(&service.name) else { return String::new() };
    let Ran { fake, replayed, .. } = ran;
    let names: Vec<&str> = (service.used.iter().map(String::as_str))
        .filter(|name| !fake.contains(*name) && !replayed.contains(*name))
        .collect();
    match names.as_slice() {
        [] => String::new(),
        _ => format!("\n{}", paragraph(&format!("No test runs {}.", codes(names)))),
    }
}

fn section(service: &Coverage, peers: &Peers, linked: bool) -> String {
    let mut text = format!("\n## {}\n\n", service.name);
    let page = if linked { format!(": [its resources](resources/{}.md)", service.name) } else { String::new() };
    text += &paragraph(&format!("{}, {}{page}.", escape(&service.title), code(&service.sdk)));
    text += &compared(service, peers);
    let arns = [
        (service.arns.returned, "AWS returns it"),
        (service.arns.identifier, "an identifier is it"),
        (service.arns.built, "it is built"),
        (service.arns.none, "there is none"),
    ];
    let arns: Vec<String> = arns.iter().map(|(count, how)| format!("{how}: {count}")).collect();
    text += &format!("\n{}", paragraph(&format!("ARNs, by the rule that is tried first: {}.", arns.join(", "))));
    if !service.tagged.is_empty() {
        let names = codes(service.tagged.iter().map(String::as_str));
        text += &format!("\n{}", paragraph(&format!("Tagged: {names}.")));
    }
    text += &left(service);
    text
}

fn compared(service: &Coverage, peers: &Peers) -> String {
    let mut headings = vec!["defined by"];
    let numbers: Vec<String> = Counts::COLUMNS.iter().map(|column| format!("#{column}")).collect();
    headings.extend(numbers.iter().map(String::as_str));
    let row = |name: String, counts: &Counts| {
        std::iter::once(name).chain(counts.numbers().map(|number| number.to_string())).collect::<Vec<_>>()
    };
    let mut rows = vec![row("these models".into(), &service.counts)];
    let mut fewer = Vec::new();
    for (name, peer) in peers {
        let Some(theirs) = peer.services.get(&service.name) else { continue };
        rows.push(row(escape(&format!("{name} {}", peer.version)), theirs));
        for ((column, ours), theirs) in Counts::COLUMNS.iter().zip(service.counts.numbers()).zip(theirs.numbers()) {
            if ours < theirs {
                fewer.push(format!("{column} than {} ({ours}, {theirs})", escape(name)));
            }
        }
    }
    let mut text = format!("\n{}", table(&headings, &rows));
    if !fewer.is_empty() {
        text += &format!("\n{}", paragraph(&format!("Fewer {}.", fewer.join(", "))));
    }
    text
}

/// What the SDK has and the model hasn't.
fn left(service: &Coverage) -> String {
    let mut items = String::new();
    for (group, names) in &service.unused {
        items += &item(&format!("operations, {group}: {}", codes(names.iter().map(String::as_str))));
    }
    if !service.unused_waiters.is_empty() {
        items += &item(&format!("waiters: {}", codes(service.unused_waiters.iter().map(String::as_str))));
    }
    let mut text = match items.as_str() {
        "" if service.omissions.is_empty() => "\nAll operations and waiters of the SDK are used.\n".to_owned(),
        "" => String::new(),
        items => format!("\nThe SDK's, and not used:\n\n{items}"),
    };
    let (elsewhere, omitted): (Vec<_>, Vec<_>) =
        service.omissions.iter().partition(|omission| omission.counterpart.is_some());
    if !omitted.is_empty() {
        text += "\nLeft out on purpose:\n\n";
    }
    for omission in omitted {
        let names = omission.operations.iter().chain(&omission.waiters).chain(&omission.entries);
        text += &item(&format!("{}: {}", codes(names.map(String::as_str)), omission.reason));
    }
    if !elsewhere.is_empty() {
        text += "\nCalled otherwise than in boto3 or boto3_extensions:\n\n";
    }
    for omission in elsewhere {
        let theirs = codes(omission.entries.iter().map(String::as_str));
        let ours = code(omission.counterpart.as_deref().unwrap_or_default());
        text += &item(&format!("{theirs} is {ours}: {}", omission.reason));
    }
    text
}

/// Services that other packages define and these models don't.
fn elsewhere(services: &[Coverage], peers: &Peers) -> String {
    let mut rows = Vec::new();
    for (name, peer) in peers {
        for (service, counts) in &peer.services {
            if services.iter().all(|ours| ours.name != *service) {
                let mut row = vec![escape(service), escape(&format!("{name} {}", peer.version))];
                row.extend(counts.numbers().map(|number| number.to_string()));
                rows.push(row);
            }
        }
    }
    if rows.is_empty() {
        return String::new();
    }
    rows.sort();
    let mut headings = vec!["service", "defined by"];
    let numbers: Vec<String> = Counts::COLUMNS.iter().map(|column| format!("#{column}")).collect();
    headings.extend(numbers.iter().map(String::as_str));
    format!("\n## Services without a model here\n\n{}", table(&headings, &rows))
}
