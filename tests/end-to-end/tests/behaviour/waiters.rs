//! Waiters, the SDK's and our own, under a paused clock: only the time that a waiter sleeps passes.

use std::time::Duration;

use aws_resources::{
    ErrorKind, Waiter,
    cloudtrail::{CloudTrail, EventDataStore},
    rds::{DbInstance, Rds},
    route53::Route53,
};
use end_to_end::{
    answers::{change, db, dbs, json, json_error, named_dbs, no_db, query_error, route53, store, store_arn},
    script::{Answer, Script, session},
};
use serde_json::json;
use tokio::time::Instant;

fn orders(script: &Script) -> DbInstance {
    Rds::new(&session(script)).db_instance("orders")
}

fn events(script: &Script) -> EventDataStore {
    CloudTrail::new(&session(script)).event_data_store(store_arn("s"))
}

fn state(status: &str) -> Answer {
    dbs([db("orders", status)], None)
}

/// Waits and says how many seconds it took.
async fn seconds(waiter: Waiter) -> (aws_resources::Result<()>, u64) {
    let started = Instant::now();
    (waiter.await, started.elapsed().as_secs())
}

/// `checklist 6, 7`
#[tokio::test(start_paused = true)]
async fn the_sdks_waiter_succeeds_at_once_and_sends_the_identifier() {
    let script = Script::new([state("available")]);
    let (result, took) = seconds(orders(&script).wait_until_available()).await;
    result.unwrap();
    assert_eq!(took, 0);
    assert_eq!(script.operations(), ["DescribeDBInstances"]);
    assert_eq!(script.request(0).param("DBInstanceIdentifier").as_deref(), Some("orders"));
}

#[tokio::test(start_paused = true)]
async fn our_own_waiter_succeeds_at_once_and_sends_the_identifier() {
    let script = Script::new([store("s", "ENABLED")]);
    let (result, took) = seconds(events(&script).wait_until_enabled()).await;
    result.unwrap();
    assert_eq!(took, 0);
    assert_eq!(script.request(0).json(), json!({"EventDataStore": store_arn("s")}));
}

#[tokio::test(start_paused = true)]
async fn waiters_poll_at_the_apis_interval_until_the_state_is_there() {
    let script = Script::new([state("creating"), state("backing-up"), state("available")]);
    let (result, took) = seconds(orders(&script).wait_until_available()).await;
    result.unwrap();
    assert_eq!((took, script.count()), (60, 3));
    let script = Script::new([store("s", "CREATED"), store("s", "CREATED"), store("s", "ENABLED")]);
    let (result, took) = seconds(events(&script).wait_until_enabled()).await;
    result.unwrap();
    assert_eq!((took, script.count()), (20, 3));
}

/// `checklist 55`
#[tokio::test(start_paused = true)]
async fn every_sets_the_interval() {
    let script = Script::new([state("creating"), state("creating"), state("available")]);
    let (result, took) = seconds(orders(&script).wait_until_available().every(Duration::from_secs(7))).await;
    result.unwrap();
    assert_eq!(took, 14);
    let script = Script::new([store("s", "CREATED"), store("s", "ENABLED")]);
    let (result, took) = seconds(events(&script).wait_until_enabled().every(Duration::from_secs(3))).await;
    result.unwrap();
    assert_eq!(took, 3);
}

/// `checklist 55`
#[tokio::test(start_paused = true)]
async fn within_gives_up_after_a_last_poll_at_the_end_of_the_time() {
    let script = Script::by(|_| state("creating"));
    let waiter = orders(&script).wait_until_available().within(Duration::from_secs(70));
    let (result, took) = seconds(waiter).await;
    let error = result.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::WaiterTimedOut);
    assert!(error.message().contains("DBInstanceAvailable") && error.message().contains("70 s"), "{error}");
    assert_eq!(error.resource(), Some(r#"DBInstance id="orders""#));
    assert_eq!((took, script.count()), (70, 4), "at 0, 30, 60 and 70 s");
}

#[tokio::test(start_paused = true)]
async fn a_timeout_of_our_own_waiter_names_the_last_state() {
    let script = Script::by(|_| store("s", "CREATED"));
    let waiter = events(&script).wait_until_enabled().within(Duration::from_secs(25));
    let (result, took) = seconds(waiter).await;
    let error = result.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::WaiterTimedOut);
    assert!(error.message().contains("`CREATED`"), "{error}");
    assert_eq!(took, 25);
}

/// The SDK's waiter tells a state only when it ends: nothing may be made up about the response.
#[tokio::test(start_paused = true)]
async fn a_timeout_without_a_known_state_does_not_speak_of_the_response() {
    let script = Script::by(|_| state("creating"));
    let waiter = orders(&script).wait_until_available().within(Duration::ZERO);
    let error = waiter.await.unwrap_err();
    assert!(!error.message().contains("response"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn within_zero_polls_once() {
    let script = Script::new([state("available"), state("creating"), store("s", "CREATED")]);
    orders(&script).wait_until_available().within(Duration::ZERO).await.unwrap();
    let late = orders(&script).wait_until_available().within(Duration::ZERO).await.unwrap_err();
    assert_eq!(late.kind(), ErrorKind::WaiterTimedOut);
    let late = events(&script).wait_until_enabled().within(Duration::ZERO).await.unwrap_err();
    assert_eq!(late.kind(), ErrorKind::WaiterTimedOut);
}

#[tokio::test(start_paused = true)]
async fn a_failure_state_ends_the_wait_and_is_named() {
    let script = Script::new([state("creating"), state("incompatible-restore")]);
    let error = orders(&script).wait_until_available().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::WaiterFailed);
    assert!(error.message().contains("`incompatible-restore`"), "{error}");
    assert_eq!((error.service(), error.operation()), (Some("rds"), Some("DescribeDBInstances")));
    let script = Script::new([store("s", "CREATED"), store("s", "PENDING_DELETION")]);
    let error = events(&script).wait_until_enabled().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::WaiterFailed);
    assert!(error.message().contains("EventDataStoreEnabled"), "{error}");
    assert!(error.message().contains("`PENDING_DELETION`"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn waiting_for_deletion_succeeds_when_the_resource_is_missing() {
    let script = Script::new([state("deleting"), no_db("orders")]);
    let (result, took) = seconds(orders(&script).wait_until_deleted()).await;
    result.unwrap();
    assert_eq!(took, 30);
}

#[tokio::test(start_paused = true)]
async fn waiting_for_deletion_fails_when_the_resource_comes_up_again() {
    let script = Script::new([state("deleting"), state("creating")]);
    let error = orders(&script).wait_until_deleted().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::WaiterFailed);
    assert!(error.message().contains("`creating`"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn waiting_for_a_state_of_a_missing_resource_is_not_found() {
    let script = Script::new([no_db("orders"), no_db("orders")]);
    assert!(orders(&script).wait_until_available().await.unwrap_err().is_not_found());
    assert!(orders(&script).wait_until_stopped().await.unwrap_err().is_not_found());
}

#[tokio::test(start_paused = true)]
async fn a_missing_resource_that_the_model_calls_a_failure_is_not_found_with_its_code() {
    let script = Script::new([json_error("EventDataStoreNotFoundException", "no such store")]);
    let error = events(&script).wait_until_enabled().await.unwrap_err();
    assert!(error.is_not_found());
    assert_eq!((error.code(), error.message()), (Some("EventDataStoreNotFoundException"), "no such store"));
    assert_eq!(error.resource(), Some(format!("EventDataStore arn={:?}", store_arn("s")).as_str()));
}

#[tokio::test(start_paused = true)]
async fn an_error_that_no_acceptor_knows_is_told_as_it_is() {
    let script = Script::new([
        query_error(403, "AccessDenied", "not allowed"),
        json_error("AccessDeniedException", "not allowed"),
        Answer::unreachable(),
        Answer::unreachable(),
    ]);
    assert!(orders(&script).wait_until_available().await.unwrap_err().is_access_denied());
    assert!(events(&script).wait_until_enabled().await.unwrap_err().is_access_denied());
    assert_eq!(orders(&script).wait_until_available().await.unwrap_err().kind(), ErrorKind::Dispatch);
    assert_eq!(events(&script).wait_until_enabled().await.unwrap_err().kind(), ErrorKind::Dispatch);
}

#[tokio::test(start_paused = true)]
async fn a_list_waiter_of_our_own_waits_for_all_and_fails_on_any() {
    let script = Script::new([dbs::<String>([], None), state("stopping"), state("stopped")]);
    let (result, took) = seconds(orders(&script).wait_until_stopped()).await;
    result.unwrap();
    assert_eq!(took, 60, "an empty list isn't success");
    let script = Script::new([state("failed")]);
    let error = orders(&script).wait_until_stopped().await.unwrap_err();
    assert!(error.message().contains("`failed`"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn waiters_of_route_53() {
    let signing = |state: &str| {
        let content = format!("<Status><ServeSignature>{state}</ServeSignature></Status><KeySigningKeys/>");
        route53("GetDNSSECResponse", content)
    };
    let script = Script::new([
        route53("GetChangeResponse", change("C1", "PENDING")),
        route53("GetChangeResponse", change("C1", "INSYNC")),
        signing("NOT_SIGNING"),
        signing("SIGNING"),
        signing("ACTION_NEEDED"),
    ]);
    let route53 = Route53::new(&session(&script));
    let (result, took) = seconds(route53.change("C1").wait_until_resource_record_sets_changed()).await;
    result.unwrap();
    assert_eq!(took, 30);
    let (result, took) = seconds(route53.hosted_zone("Z1").wait_until_dnssec_signing()).await;
    result.unwrap();
    assert_eq!(took, 15);
    let error = route53.hosted_zone("Z1").wait_until_dnssec_signing().await.unwrap_err();
    assert!(error.message().contains("`ACTION_NEEDED`"), "{error}");
    assert_eq!(script.request(0).operation(), "GET /2013-04-01/change/C1");
    assert_eq!(script.request(2).operation(), "GET /2013-04-01/hostedzone/Z1/dnssec");
}

#[tokio::test(start_paused = true)]
async fn a_waiter_forgets_the_data_for_all_clones() {
    let script = Script::new([state("creating"), state("available"), state("available")]);
    let one = orders(&script);
    let clone = one.clone();
    assert_eq!(clone.data().await.unwrap().db_instance_status(), Some("creating"));
    one.wait_until_available().await.unwrap();
    assert!(clone.loaded().is_none());
    assert_eq!(clone.data().await.unwrap().db_instance_status(), Some("available"));
}

#[tokio::test(start_paused = true)]
async fn a_waiter_that_fails_forgets_too_as_the_state_has_changed() {
    let script = Script::new([named_dbs(&["orders"], None), state("failed")]);
    let db = orders(&script);
    db.data().await.unwrap();
    db.wait_until_available().await.unwrap_err();
    assert!(db.loaded().is_none());
}

#[tokio::test(start_paused = true)]
async fn a_waiter_that_is_given_up_forgets_too() {
    let script = Script::new([named_dbs(&["orders"], None), state("creating")]);
    let db = orders(&script);
    db.data().await.unwrap();
    let waiter = db.wait_until_available();
    tokio::time::timeout(Duration::from_secs(10), waiter.into_future()).await.unwrap_err();
    assert!(db.loaded().is_none());
}

#[tokio::test(start_paused = true)]
async fn a_waiter_that_is_not_awaited_makes_no_call_and_shows_its_settings() {
    let script = Script::silent();
    let waiter = orders(&script).wait_until_available().within(Duration::from_secs(60)).every(Duration::from_secs(5));
    let text = format!("{waiter:?}");
    for part in ["DBInstanceAvailable", "60s", "5s"] {
        assert!(text.contains(part), "{text}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_waiter_can_run_in_another_task() {
    let script = Script::new([json(json!({"QueryId": "q", "QueryStatus": "FINISHED"}))]);
    let query = CloudTrail::new(&session(&script)).query("q");
    tokio::spawn(query.wait_until_finished().into_future()).await.unwrap().unwrap();
}
