//! Global endpoints, partners, patterns, and targets that couldn't be removed.

use aws_resources::{ErrorKind, events::Events, prelude::*};
use aws_sdk_eventbridge::types::PutPartnerEventsRequestEntry;
use end_to_end::{
    answers::{json as answer, json_error},
    exercised,
    script::{Answer, Script, session},
};
use serde_json::json;

fn missing() -> Answer {
    json_error("ResourceNotFoundException", "It does not exist.")
}

#[tokio::test]
async fn targets_that_stay_are_told() {
    let targets = json!({"Targets": [{"Id": "a", "Arn": "arn:aws:sns:::a"}, {"Id": "b", "Arn": "arn:aws:sns:::b"}]});
    let failure =
        json!({"TargetId": "b", "ErrorCode": "ConcurrentModificationException", "ErrorMessage": "Try again."});
    let script = Script::new([answer(targets), answer(json!({"FailedEntryCount": 1, "FailedEntries": [failure]}))]);
    let rule = Events::new(&session(&script)).rule("default", "orders");
    let report = rule.targets().remove().await;
    let failed: Vec<_> = report.failed().map(|item| (item.resource().id(), item.result().unwrap_err())).collect();
    assert_eq!(failed.len(), 1, "{report:?}");
    assert_eq!((failed[0].0, failed[0].1.code()), ("b", Some("ConcurrentModificationException")));
    let request = script.request(1).json();
    assert_eq!(request, json!({"Rule": "orders", "EventBusName": "default", "Ids": ["a", "b"]}));
}

#[tokio::test]
async fn targets_are_removed_10_at_a_time() {
    let target = |id: usize| json!({"Id": id.to_string(), "Arn": "arn:aws:sns:::a"});
    let targets = json!({"Targets": (0..11).map(target).collect::<Vec<_>>()});
    let removed = || answer(json!({"FailedEntryCount": 0, "FailedEntries": []}));
    let script = Script::new([answer(targets), removed(), removed()]);
    let report = Events::new(&session(&script)).rule("default", "orders").targets().remove().await;
    assert_eq!(report.failed().count(), 0, "{report:?}");
    assert_eq!(script.request(1).json()["Ids"].as_array().map(Vec::len), Some(10));
    assert_eq!(script.request(2).json()["Ids"], json!(["10"]));
}

#[tokio::test(start_paused = true)]
async fn a_connection_to_a_private_api_becomes_active() {
    let state = |state: &str| answer(json!({"Name": "c", "ConnectionState": state}));
    let script = Script::new([state("AUTHORIZING"), state("ACTIVE"), state("FAILED_CONNECTIVITY")]);
    let connection = Events::new(&session(&script)).connection("c");
    connection.wait_until_authorized().await.unwrap();
    assert_eq!(script.count(), 2);
    connection.wait_until_authorized().await.unwrap_err();
}

#[tokio::test]
async fn every_listing_goes_on_by_its_token() {
    let page = |name: &str, token: Option<&str>| answer(json!({"Endpoints": [{"Name": name}], "NextToken": token}));
    let script = Script::new([page("a", Some("t1")), page("b", Some("t2")), page("c", None)]);
    let endpoints = Events::new(&session(&script)).endpoints().page_size(1).try_collect().await.unwrap();
    assert_eq!(endpoints.iter().map(|it| it.name()).collect::<Vec<_>>(), ["a", "b", "c"]);
    assert_eq!(script.request(2).json(), json!({"MaxResults": 1, "NextToken": "t2"}));

    let page = |names: &[&str], token: Option<&str>| answer(json!({"RuleNames": names, "NextToken": token}));
    let script = Script::new([page(&["a"], Some("t1")), page(&["b"], None)]);
    let bus = Events::new(&session(&script)).event_bus("shop");
    let rules = bus.rules_by_target().filter(|r| r.target_arn("arn:aws:sns:::a")).try_collect().await.unwrap();
    assert_eq!(rules, [bus.rule("a"), bus.rule("b")]);
    let expected = json!({"EventBusName": "shop", "TargetArn": "arn:aws:sns:::a", "NextToken": "t1"});
    assert_eq!(script.request(1).json(), expected);
}

#[tokio::test(start_paused = true)]
async fn an_endpoint_becomes_active_and_goes() {
    let state =
        |state: &str| answer(json!({"Name": "e", "Arn": "arn:aws:events:eu-west-1:1:endpoint/e", "State": state}));
    let script = Script::new([
        answer(json!({"Name": "e", "State": "CREATING"})),
        state("CREATING"),
        state("ACTIVE"),
        state("ACTIVE"),
        state("CREATE_FAILED"),
        answer(json!({})),
        state("DELETING"),
        missing(),
    ]);
    let events = Events::new(&session(&script));
    let endpoint = events.create_endpoint().with(|r| r.name("e")).await.unwrap().unwrap();
    endpoint.wait_until_active().await.unwrap();
    let returned = endpoint.data().await.unwrap();
    exercised::arn("events.Endpoint", &endpoint.arn().await.unwrap(), returned.arn());
    assert_eq!(endpoint.arn().await.unwrap().as_str(), "arn:aws:events:eu-west-1:1:endpoint/e");
    let failed = endpoint.wait_until_active().await.unwrap_err();
    assert!(failed.to_string().contains("CREATE_FAILED"), "{failed}");
    endpoint.delete().await.unwrap();
    endpoint.wait_until_deleted().await.unwrap();
    assert_eq!(script.request(1).json(), json!({"Name": "e"}));
}

#[tokio::test]
async fn a_partner_offers_a_source_to_accounts() {
    let name = "aws.partner/example.com/orders";
    let account = |id: &str, token: Option<&str>| {
        answer(json!({"PartnerEventSourceAccounts": [{"Account": id, "State": "PENDING"}], "NextToken": token}))
    };
    let script = Script::new([
        account("111111111111", Some("t")),
        account("222222222222", None),
        answer(json!({})),
        account("111111111111", None),
    ]);
    let source = Events::new(&session(&script)).partner_event_source(name);
    let second = source.account("222222222222");
    assert_eq!(second.data().await.unwrap().account(), Some("222222222222"), "searched to the second page");
    assert_eq!(script.request(1).json(), json!({"EventSourceName": name, "NextToken": "t"}));
    second.delete().await.unwrap();
    assert_eq!(script.request(2).json(), json!({"Name": name, "Account": "222222222222"}));
    assert!(second.data().await.unwrap_err().is_not_found());
    assert_eq!(second.partner_event_source(), source);
}

#[tokio::test]
async fn a_partners_source_gets_a_bus_of_its_name() {
    let name = "aws.partner/example.com/orders";
    let arn = format!("arn:aws:events:eu-west-1::event-source/{name}");
    let script = Script::new([
        answer(json!({"EventSources": [{"Name": name, "Arn": arn, "State": "PENDING"}]})),
        answer(json!({"EventBusArn": format!("arn:aws:events:eu-west-1:1:event-bus/{name}")})),
        missing(),
    ]);
    let sources = Events::new(&session(&script)).event_sources().try_collect().await.unwrap();
    let bus = sources[0].create_event_bus().await.unwrap();
    assert_eq!(script.request(1).json(), json!({"Name": name, "EventSourceName": name}));
    assert_eq!(bus.name(), name);
    assert_eq!(sources[0].event_bus(), bus);
    exercised::arn("events.EventSource", &sources[0].arn().await.unwrap(), Some(&arn));
    assert!(bus.data().await.unwrap_err().is_not_found());
}

/// The ARN of an event source has no account.
#[tokio::test]
async fn a_source_of_events_is_of_a_partner_and_of_its_customer() {
    let name = "aws.partner/example.com/orders";
    let arn = format!("arn:aws:events:eu-west-1::event-source/{name}");
    let described = answer(json!({"Name": name, "Arn": arn}));
    let state = |state: &str| answer(json!({"Name": name, "Arn": arn, "State": state, "CreatedBy": "example.com"}));
    let failed = json!({"ErrorCode": "InternalFailure", "ErrorMessage": "Try again."});
    let script = Script::new([
        answer(json!({"EventSourceArn": arn})),
        described,
        answer(json!({"FailedEntryCount": 1, "Entries": [{"EventId": "1"}, failed]})),
        answer(json!({"PartnerEventSources": [{"Name": name, "Arn": arn}], "NextToken": "t"})),
        answer(json!({"PartnerEventSources": []})),
        state("ACTIVE"),
        answer(json!({})),
        state("PENDING"),
        answer(json!({})),
    ]);
    let events = Events::new(&session(&script));
    let create = events.create_partner_event_source().with(|r| r.name(name).account("111111111111"));
    let offered = create.await.unwrap().expect("the request has the name");
    assert_eq!(script.request(0).json(), json!({"Name": name, "Account": "111111111111"}));
    exercised::arn("events.PartnerEventSource", &offered.arn().await.unwrap(), Some(&arn));
    let entry = || PutPartnerEventsRequestEntry::builder().source(name).detail_type("Order").detail("{}").build();
    let put = events.put_partner_events().with(|r| r.entries(entry()).entries(entry())).await.unwrap();
    assert_eq!(put.failed_entry_count(), 1);
    assert_eq!(put.entries()[1].error_code(), Some("InternalFailure"));
    let mine = events.partner_event_sources().filter(|r| r.name_prefix("aws.partner/example.com"));
    assert_eq!(mine.try_collect().await.unwrap(), [offered]);
    assert_eq!(script.request(4).json(), json!({"NamePrefix": "aws.partner/example.com", "NextToken": "t"}));

    let received = events.event_source(name);
    assert_eq!(received.data().await.unwrap().state().map(|state| state.as_str()), Some("ACTIVE"));
    received.deactivate().await.unwrap();
    assert_eq!(received.data().await.unwrap().state().map(|state| state.as_str()), Some("PENDING"));
    received.activate().await.unwrap();
    assert_eq!(
        script.operations()[5..],
        ["DescribeEventSource", "DeactivateEventSource", "DescribeEventSource", "ActivateEventSource"]
    );
    assert_eq!(script.request(8).json(), json!({"Name": name}));
}

#[tokio::test]
async fn what_is_changed_is_named() {
    let script = Script::new([
        answer(json!({"ConnectionState": "DEAUTHORIZING"})),
        answer(json!({"Name": "e", "State": "UPDATING"})),
        answer(json!({"Name": "shop", "Description": "of the shop"})),
        answer(json!({"Result": true})),
        answer(json!({"Result": false})),
    ]);
    let events = Events::new(&session(&script));
    let state = events.connection("partner").deauthorize().await.unwrap();
    assert_eq!(state.connection_state().map(|state| state.as_str()), Some("DEAUTHORIZING"));
    events.endpoint("e").update().with(|r| r.description("d")).await.unwrap();
    events.event_bus("shop").update().with(|r| r.description("of the shop")).await.unwrap();
    let sent: Vec<_> = script.sent().iter().map(|sent| (sent.operation(), sent.json())).collect();
    let expected = [
        ("DeauthorizeConnection", json!({"Name": "partner"})),
        ("UpdateEndpoint", json!({"Name": "e", "Description": "d"})),
        ("UpdateEventBus", json!({"Name": "shop", "Description": "of the shop"})),
    ];
    assert_eq!(sent, expected.map(|(operation, body)| (operation.to_owned(), body)));
    let test = || events.test_event_pattern().with(|r| r.event_pattern("{}").event("{}"));
    assert!(test().await.unwrap());
    assert!(!test().await.unwrap());
}

#[tokio::test(start_paused = true)]
async fn what_ends_otherwise_fails_the_waiter() {
    let replay = |state: &str| answer(json!({"ReplayName": "again", "State": state}));
    let script = Script::new([replay("RUNNING"), replay("COMPLETED"), replay("FAILED")]);
    let replay = Events::new(&session(&script)).replay("again");
    replay.wait_until_completed().await.unwrap();
    assert_eq!(replay.wait_until_completed().await.unwrap_err().kind(), ErrorKind::WaiterFailed);
    assert_eq!(script.request(2).json(), json!({"ReplayName": "again"}));
}
