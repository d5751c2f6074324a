//! What an update of the SDK means for a model: between made-up versions of one crate.

mod common;

use aws_resources_codegen::{
    Diagnostics,
    drift::{Drift, drift},
};
use common::{
    Folder,
    made_up::{self, MadeUp, Operation, things},
};

/// What changes for the model when the crate does.
fn changed(change: impl FnOnce(&mut MadeUp)) -> Result<Drift, Diagnostics> {
    let folder = Folder::new();
    let before = things("1.0.0").crates(&folder, "aws-sdk-things");
    let mut now = things("1.1.0");
    change(&mut now);
    let mut found = drift(&made_up::sources(&folder, &now), &before)?;
    assert_eq!(found.len(), 1);
    Ok(found.remove(0))
}

fn gone(change: impl FnOnce(&mut MadeUp)) -> Vec<String> {
    let drift = changed(change).unwrap();
    assert_eq!((drift.changed.len(), drift.operations.len()), (0, 0), "{drift}");
    drift.gone
}

#[test]
fn nothing_that_matters_is_said_to_be_nothing() {
    let drift = changed(|_| {}).unwrap();
    assert!(drift.is_empty());
    assert_eq!(drift.to_string(), "things: aws-sdk-things 1.0.0 → 1.1.0\n  nothing that matters to the model\n");
}

#[test]
fn the_same_version_is_no_drift() {
    let folder = Folder::new();
    let sources = made_up::sources(&folder, &things("1.0.0"));
    assert!(drift(&sources, &sources.crates).unwrap().is_empty());
}

#[test]
fn each_thing_that_the_model_uses_and_is_gone_is_told_with_who_needs_it() {
    let removed = |module: &'static str| move |sdk: &mut MadeUp| sdk.operations.retain(|one| one.module != module);
    assert_eq!(gone(removed("delete_thing")), ["the operation `DeleteThing`: `Thing.delete`"]);
    // In all uses of one operation, it is told once.
    assert_eq!(
        gone(removed("get_thing")),
        ["the operation `GetThing`: `Thing.load`, `Thing.wait_until_idle`, `Thing.wait_until_ready`"]
    );
    assert_eq!(
        gone(|sdk| sdk.operation("delete_thing").input = "id: Option<String>"),
        ["`force` of the request of `DeleteThing`: `Thing.delete`"]
    );
    assert_eq!(
        gone(|sdk| sdk.operation("list_parts").output = "parts: Option<Vec<crate::types::Part>>"),
        ["`later` of the response of `ListParts`: `Thing.parts`"]
    );
    assert_eq!(
        gone(|sdk| sdk.types[0].1 = "id: Option<String>\nsize: Option<i32>"),
        ["`arn` of the structure `Thing`: `Thing.arn`"]
    );
    // A path's second member.
    assert_eq!(
        gone(|sdk| sdk.types[2].1 = "name: Option<String>"),
        ["`thing_id` of the structure `Maker`: `Part.thing`"]
    );
    assert_eq!(
        gone(|sdk| sdk.enums[0].1 = &["GONE"]),
        ["the value `READY` of the enumeration `State`: `service.things`"]
    );
    assert_eq!(
        gone(|sdk| sdk.waiters.retain(|one| one.0 != "thing_ready")),
        ["the waiter `ThingReady`: `Thing.wait_until_ready`"]
    );
    assert_eq!(
        gone(|sdk| sdk.operation("list_things").token = None),
        ["the paginator of `ListThings`: `service.things`"]
    );
}

#[test]
fn what_the_model_does_not_use_may_go() {
    let drift = changed(|sdk| {
        sdk.operations.retain(|one| one.module != "create_part");
        sdk.waiters.retain(|one| one.0 != "thing_deleted");
        sdk.enums[0].1 = &["READY"];
    });
    assert!(drift.unwrap().is_empty());
}

#[test]
fn another_type_is_a_change_and_a_lost_member_of_the_data_too() {
    let drift = changed(|sdk| {
        sdk.types[0].1 = "id: String\narn: Option<String>";
        sdk.operation("delete_thing").input = "id: Option<String>\nforce: Option<i32>";
    });
    assert_eq!(drift.unwrap().to_string(), DIFFERENT);
}

const DIFFERENT: &str = "things: aws-sdk-things 1.0.0 → 1.1.0
  changed
    `force` of the request of `DeleteThing` is `Option<i32>`, not `Option<bool>`
    `id` of the structure `Thing` is `String`, not `Option<String>`
    `size` of the structure `Thing` is gone, which only users of the data can miss
";

#[test]
fn what_is_new_is_told_for_the_model_to_take_up() {
    let drift = changed(|sdk| {
        sdk.types[0].1 = "id: Option<String>\narn: Option<String>\nsize: Option<i32>\ncolour: Option<String>";
        sdk.types.push(("Wheel", "id: Option<String>"));
        sdk.operations.push(Operation {
            module: "list_wheels",
            output: "wheels: Option<Vec<crate::types::Wheel>>",
            ..Operation::default()
        });
        sdk.operations.push(Operation {
            module: "describe_limits",
            output: "max: Option<i32>",
            ..Operation::default()
        });
        sdk.operations.push(Operation { module: "untag_thing", ..Operation::default() });
        sdk.waiters.push(("wheel_round", "list_wheels"));
        // Ours are not needed any more.
        sdk.waiters.push(("thing_idle", "get_thing"));
        sdk.operation("list_parts").token = Some("later");
    });
    assert_eq!(drift.unwrap().to_string(), NEW);
}

const NEW: &str = "things: aws-sdk-things 1.0.0 → 1.1.0
  new operations, not in the model
    list, describe, get: `DescribeLimits`, `ListWheels` of `Wheel`
    tags: `UntagThing`
  new waiters, not in the model
    `WheelRound`
  new in the data: 1 member
    Thing: `colour`
  the SDK has it now, so that ours can go
    `ListParts` in models/things/2020-01-01/paginators-1.json
    `ThingIdle` in models/things/2020-01-01/waiters-2.json
";

/// A model that was changed for the new crate uses nothing that is gone.
#[test]
fn a_model_that_is_ahead_is_compared_as_well() {
    let folder = Folder::new();
    let mut old = things("1.0.0");
    old.operations.retain(|one| one.module != "list_parts");
    let before = old.crates(&folder, "aws-sdk-things");
    let found = drift(&made_up::sources(&folder, &things("1.1.0")), &before).unwrap();
    assert!(found[0].is_empty(), "{}", found[0]);
}

#[test]
fn a_model_that_fits_neither_is_told_of() {
    let folder = Folder::new();
    let (mut old, mut new) = (things("1.0.0"), things("1.1.0"));
    old.operations.retain(|one| one.module != "list_parts");
    new.operations.retain(|one| one.module != "delete_thing");
    let before = old.crates(&folder, "aws-sdk-things");
    let diagnostics = drift(&made_up::sources(&folder, &new), &before).unwrap_err().to_string();
    assert!(diagnostics.contains("has no operation `DeleteThing`"), "{diagnostics}");
}
