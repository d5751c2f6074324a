//! The known faults of the older definitions, boto3's and boto3_extensions': each by its name, and that ours lack it.

#[path = "../common/mod.rs"]
mod common;

mod boto3;
mod check;
mod extensions;
mod extensions_more;

use check::{Check, Fault, shipped};

fn faults() -> impl Iterator<Item = &'static Fault> {
    boto3::FAULTS.iter().chain(extensions::FAULTS).chain(extensions_more::FAULTS)
}

#[test]
fn no_fault_of_the_older_definitions_is_repeated() {
    let services = shipped();
    let failures: Vec<String> = faults().flat_map(|fault| Check::run(fault, &services)).collect();
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

#[test]
fn each_fault_has_one_entry() {
    let known = (1..=12).map(|number| format!("B{number}")).chain((1..=54).map(|number| format!("X{number}")));
    assert_eq!(faults().map(|fault| fault.id).collect::<Vec<_>>(), known.collect::<Vec<_>>());
    assert!(faults().all(|fault| fault.was.len() > 20), "each says what was wrong");
}
