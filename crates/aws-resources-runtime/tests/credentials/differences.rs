//! The table of `docs/guide/src/credentials.md`, made from the scenarios.

use std::{env, fs, path::PathBuf};

use crate::scenario::all;

const BEGIN: &str = "<!-- begin: the scenarios that differ -->\n";
const END: &str = "<!-- end -->\n";

fn page() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/guide/src/credentials.md")
}

fn table() -> String {
    let mut table = String::from("\n| when | this library | the SDK's cache |\n|---|---|---|\n");
    for scenario in all() {
        if let Some(differs) = &scenario.differs {
            table += &format!("| {} | {} | {differs} |\n", scenario.name, scenario.why);
        }
    }
    let alike: Vec<_> = all().into_iter().filter(|scenario| scenario.differs.is_none()).collect();
    table += "\nAnd where both do the same:\n\n| when | both |\n|---|---|\n";
    for scenario in alike {
        table += &format!("| {} | {} |\n", scenario.name, scenario.why);
    }
    table + "\n"
}

/// `UPDATE_DOCS=1 cargo test -p aws-resources-runtime --test credentials` writes it.
#[test]
fn the_table_of_differences_is_that_of_the_scenarios() {
    let old = fs::read_to_string(page()).expect("docs/guide/src/credentials.md");
    let (before, rest) = old.split_once(BEGIN).expect("the beginning of the table");
    let (_, after) = rest.split_once(END).expect("the end of the table");
    let new = format!("{before}{BEGIN}{}{END}{after}", table());
    if env::var_os("UPDATE_DOCS").is_some() {
        fs::write(page(), &new).expect("docs/guide/src/credentials.md");
    } else {
        assert!(old == new, "docs/guide/src/credentials.md is out of date: run this test with UPDATE_DOCS=1");
    }
}
