//! What the models define, what they leave, and what others define.

mod common;

use aws_resources_codegen::{
    Diagnostics, check,
    coverage::{Group, peers},
    definition::{Counts, resources::Resources},
    pages::coverage_page,
};
use common::{Folder, made_up, workspace};

fn page(folder: &Folder) -> Result<String, Diagnostics> {
    let sources = made_up::sources(folder, &made_up::things("1.0.0"));
    coverage_page(&sources, &check(&sources)?.services)
}

#[test]
fn the_page_says_what_is_defined_and_what_is_left() {
    let folder = Folder::new();
    insta::assert_snapshot!(page(&folder).unwrap());
}

#[test]
fn reasons_and_other_packages_are_on_the_page() {
    let folder = Folder::new();
    folder.write(
        "models/things/2020-01-01/omissions-1.json",
        r#"{
          "omissions": [
            { "reason": "AWS | retires them.", "operations": ["CreatePart", "TagThing"], "waiters": ["ThingDeleted"] },
            { "reason": "It is the thing's `Parts`.", "entries": ["service.Parts", "Part.Things", "Wheel"] },
            { "reason": "AWS calls it so.", "entries": ["service.Stuff"], "counterpart": "service.Things" }
          ]
        }"#,
    );
    folder.write(
        "models/peers.toml",
        "[boto9]\nversion = \"9.0\"\n[boto9.services]\nthings = [1, 9, 2, 0, 3, 0, 0, 0]\nmores = [1, 0, 0, 0, 0, 0, 0, 0]\n",
    );
    insta::assert_snapshot!(page(&folder).unwrap());
}

#[test]
fn a_broken_list_of_other_packages_is_told() {
    for (text, told) in [
        ("[boto9]\nservices = {}\n", "missing field `version`"),
        ("[boto9]\nversion = \"1\"\n[boto9.services]\nthings = [1, 2]\n", "invalid length 2"),
        ("[boto9]\nversion = \"1\"\nlicense = \"MIT\"\n", "unknown field `license`"),
    ] {
        let folder = Folder::new();
        folder.write("models/peers.toml", text);
        let diagnostics = page(&folder).unwrap_err().to_string();
        assert!(diagnostics.contains("peers.toml") && diagnostics.contains(told), "{diagnostics}");
    }
}

/// The columns of `models/peers.toml` are what [`Counts::of`] counts.
#[test]
fn everything_that_a_definition_defines_is_counted_once() {
    let has = |source: &str| {
        format!(r#"{{ "resource": {{ "type": "A", "identifiers": [{{ "target": "Id", "source": "{source}" }}] }} }}"#)
    };
    let (given, named) = (has("input"), has("data"));
    let action = r#"{ "request": { "operation": "X" } }"#;
    let many = r#"{ "request": { "operation": "X" }, "resource": { "type": "A" } }"#;
    let text = format!(
        r#"{{
          "service": {{ "actions": {{ "X": {action} }}, "has": {{ "A": {given} }}, "hasMany": {{ "As": {many} }} }},
          "resources": {{
            "A": {{
              "load": {action},
              "actions": {{ "X": {action}, "Y": {action} }},
              "batchActions": {{ "X": {action}, "Y": {action}, "Z": {action} }},
              "has": {{ "B": {named}, "C": {named}, "D": {given} }},
              "hasMany": {{ "As": {many} }},
              "waiters": {{ "X": {{ "waiterName": "X" }} }}
            }},
            "B": {{}}
          }}
        }}"#
    );
    let counts = Counts::of(&serde_json::from_str::<Resources>(&text).expect("a definition"));
    assert_eq!(counts.numbers(), [2, 1, 2, 3, 1, 3, 2, 2]);
    assert_eq!(Counts::from(counts.numbers()), counts);
}

/// What the committed page says is compared in `generate.rs`; here, that its sources are whole.
#[test]
fn other_packages_are_listed_with_their_versions() {
    let peers = peers::read(&[workspace("models")]).unwrap();
    let totals: Vec<_> = peers
        .iter()
        .map(|(name, peer)| {
            let mut total = Counts::default();
            peer.services.values().for_each(|counts| total += *counts);
            (name.as_str(), peer.services.len(), total.numbers())
        })
        .collect();
    let boto3 = ("boto3", 9, [80, 60, 87, 318, 17, 15, 28, 108]);
    let extensions = ("boto3_extensions", 31, [156, 114, 164, 369, 23, 11, 29, 117]);
    assert_eq!(totals, [boto3, extensions]);
    assert!(peers.values().all(|peer| !peer.version.is_empty()));
    assert!(Group::Read < Group::Tags, "groups are listed in this order");
}
