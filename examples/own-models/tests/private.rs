//! In a private module, generated source gives no warnings, though little of it is used.

#![deny(warnings, clippy::pedantic)]

mod resources {
    include!(concat!(env!("OUT_DIR"), "/services.rs"));
}

#[test]
fn a_private_module_serves_as_well() {
    let session = replay::Script::new([""; 0]).session();
    let schedule = resources::scheduler::Scheduler::new(&session).schedule("default", "nightly");
    assert_eq!(schedule.name(), "nightly");
}
