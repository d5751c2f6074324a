//! The scenarios, played with our provider and with the SDK's released cache.

use std::collections::BTreeSet;

use crate::{
    ours,
    play::{Seen, faults, play},
    released,
    scenario::{Get, Scenario, Step, all},
    subject::Make,
};

async fn play_all(make: Make, check: fn(&Get, &Seen) -> Vec<String>) {
    let mut told = Vec::new();
    for scenario in all() {
        told.extend(play(&scenario, make, check).await);
    }
    assert!(told.is_empty(), "{} faults:\n{}", told.len(), told.join("\n"));
}

fn ours_should(step: &Get, seen: &Seen) -> Vec<String> {
    let mut faults = faults(seen, &step.get, step.calls, step.base, step.waits);
    if step.window.is_some() && step.window != seen.window {
        faults.push(format!("should have a window of {:?}", step.window));
    }
    let texts = || seen.got.iter().filter_map(|got| got.as_ref().err());
    let unsaid = step.says.iter().filter(|part| texts().any(|text| !text.contains(*part)));
    faults.extend(unsaid.map(|part| format!("the error should say {part:?}")));
    faults
}

#[tokio::test(start_paused = true)]
async fn our_provider_does_what_the_scenarios_say() {
    play_all(ours::subject, ours_should).await;
}

/// Over another cache there would be other calls at other times.
#[tokio::test(start_paused = true)]
async fn a_client_of_the_sdk_sees_the_same_as_there_is_no_second_cache() {
    play_all(ours::client, ours_should).await;
}

#[tokio::test(start_paused = true)]
async fn the_released_cache_does_what_the_scenarios_say_of_it() {
    play_all(released::subject, |step, seen| match &step.sdk {
        Some(sdk) => faults(seen, &sdk.get, sdk.calls, sdk.base, sdk.waits),
        None => faults(seen, &step.get, step.calls, step.base, step.waits),
    })
    .await;
}

fn gets(scenario: &Scenario) -> impl Iterator<Item = &Get> {
    scenario.steps.iter().filter_map(|step| if let Step::Get(get) = step { Some(&**get) } else { None })
}

#[test]
fn the_scenarios_are_well_told() {
    let scenarios = all();
    let names: BTreeSet<_> = scenarios.iter().map(|scenario| &scenario.name).collect();
    assert_eq!(names.len(), scenarios.len(), "two scenarios have one name");
    assert!(scenarios.len() >= 35, "only {} scenarios", scenarios.len());
    for scenario in &scenarios {
        let name = &scenario.name;
        assert!(gets(scenario).next().is_some(), "{name}: nobody asks for credentials");
        let differs = gets(scenario).any(|step| step.sdk.is_some());
        assert_eq!(differs, scenario.differs.is_some(), "{name}: `differs` goes with `sdk`");
        for (step, sdk) in gets(scenario).filter_map(|step| Some((step, step.sdk.as_ref()?))) {
            let waits = |said: Option<bool>, calls: u32| said.unwrap_or(calls > 0);
            let same = sdk.get == step.get
                && sdk.calls == step.calls
                && sdk.base == step.base
                && waits(sdk.waits, sdk.calls) == waits(step.waits, step.calls);
            assert!(!same, "{name}: what is said of the SDK's cache is no difference: {sdk:?}");
        }
    }
}

/// The SDKs publish what their next caches have to do as 23 scenarios:
/// <https://github.com/smithy-lang/smithy-rs/blob/main/aws/rust-runtime/aws-runtime/test-data/credential-refresh-tests.json>
#[test]
fn every_published_scenario_is_covered() {
    let covered: BTreeSet<u32> = all().iter().flat_map(|scenario| scenario.published.clone()).collect();
    assert_eq!(covered, (1..=23).collect());
}
