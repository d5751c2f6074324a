//! AWS Health, which the fake AWS lacks, in CBOR, by its [API reference].
//!
//! [API reference]: https://docs.aws.amazon.com/health/latest/APIReference/Welcome.html

use aws_resources::health::Health;
use end_to_end::{
    exercised,
    script::{Answer, Script, session},
};
use serde_json::{Value, json};

const EVENT: &str = "arn:aws:health:eu-west-1::event/EC2/AWS_EC2_ISSUE/AWS_EC2_ISSUE_1";

/// Text, numbers, lists and structures in [CBOR](https://www.rfc-editor.org/rfc/rfc8949#section-3), with lengths of 16 bits.
fn cbor(value: &Value) -> Vec<u8> {
    let head = |kind: u8, length: usize| {
        let length = u16::try_from(length).unwrap().to_be_bytes();
        vec![kind << 5 | 25, length[0], length[1]]
    };
    match value {
        Value::String(text) => [head(3, text.len()), text.as_bytes().to_vec()].concat(),
        Value::Array(items) => items.iter().fold(head(4, items.len()), |all, item| [all, cbor(item)].concat()),
        Value::Object(members) => members
            .iter()
            .fold(head(5, members.len()), |all, (key, item)| [all, cbor(&json!(key)), cbor(item)].concat()),
        Value::Number(number) => head(0, usize::try_from(number.as_u64().unwrap()).unwrap()),
        other => panic!("{other} isn't needed"),
    }
}

fn answer(body: Value) -> Answer {
    Answer::http(200, "application/cbor", cbor(&body))
}

/// The operations that were called.
fn operations(script: &Script) -> Vec<String> {
    script.sent().iter().map(|sent| sent.path().rsplit('/').next().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn events_are_paged_and_found_by_their_arn() {
    let event =
        |arn: &str| json!({"arn": arn, "service": "EC2", "eventTypeCode": "AWS_EC2_ISSUE", "statusCode": "open"});
    let script = Script::new([
        answer(json!({"events": [event(EVENT)], "nextToken": "2"})),
        answer(json!({"events": [event("arn:aws:health:eu-west-1::event/EC2/A/2")]})),
        answer(json!({"events": [event(EVENT)]})),
        answer(json!({"events": []})),
    ]);
    let health = Health::new(&session(&script));
    let events = health.events().try_collect().await.unwrap();
    assert_eq!(events.len(), 2);
    assert!(script.request(1).body.contains("nextToken"));
    exercised::arn("health.Event", &events[0].arn().await.unwrap(), events[0].loaded().unwrap().arn());
    let event = health.event(EVENT);
    assert_eq!(event.event_type().await.unwrap(), Some(health.event_type("EC2", "AWS_EC2_ISSUE")));
    assert!(script.request(2).body.contains(EVENT));
    assert!(event.reload().await.unwrap_err().is_not_found());
    assert_eq!(operations(&script), ["DescribeEvents"; 4]);
}

#[tokio::test]
async fn an_event_affects_entities() {
    let entity =
        |arn: &str| json!({"entityArn": arn, "eventArn": EVENT, "entityValue": "i-1", "statusCode": "IMPAIRED"});
    let script = Script::new([
        answer(json!({"entities": [entity("arn:aws:health:eu-west-1:123456789012:entity/a")]})),
        answer(json!({"entityAggregates": [{"eventArn": EVENT, "count": 1}]})),
        answer(json!({"entities": []})),
    ]);
    let event = Health::new(&session(&script)).event(EVENT);
    let entities = event.affected_entities().try_collect().await.unwrap();
    assert_eq!(entities, [event.affected_entity("arn:aws:health:eu-west-1:123456789012:entity/a")]);
    assert_eq!(entities[0].event(), event);
    let arn = entities[0].arn().await.unwrap();
    exercised::arn("health.AffectedEntity", &arn, entities[0].loaded().unwrap().entity_arn());
    assert_eq!(event.entity_aggregate().data().await.unwrap().count(), 1);
    assert!(entities[0].reload().await.unwrap_err().is_not_found());
    let body = script.request(2).body;
    assert!(body.contains("eventArns") && body.contains(EVENT) && body.contains("entity/a"), "{body}");
}

#[tokio::test]
async fn the_organization_sees_accounts() {
    let entity = json!({"entityArn": "arn:e", "eventArn": EVENT, "awsAccountId": "111122223333"});
    let script = Script::new([
        answer(json!({"affectedAccounts": ["111122223333"], "nextToken": "2"})),
        answer(json!({"affectedAccounts": ["444455556666"]})),
        answer(json!({"successfulSet": [{"awsAccountId": "111122223333", "event": {"arn": EVENT}}]})),
        answer(json!({"entities": [entity]})),
        answer(json!({"successfulSet": []})),
    ]);
    let event = Health::new(&session(&script)).organization_event(EVENT);
    let accounts = event.affected_accounts().try_collect().await.unwrap();
    assert_eq!(accounts, ["111122223333", "444455556666"].map(|id| event.affected_account(id)));
    let data = accounts[0].data().await.unwrap();
    assert_eq!(data.event().and_then(|it| it.arn()), Some(EVENT));
    let entities = accounts[0].affected_entities().try_collect().await.unwrap();
    assert_eq!(entities[0].account(), accounts[0]);
    assert!(accounts[1].data().await.unwrap_err().is_not_found());
    assert!(script.request(3).body.contains("organizationEntityAccountFilters"));
    let called = operations(&script);
    assert_eq!(called[2], "DescribeEventDetailsForOrganization");
    assert_eq!(called[3], "DescribeAffectedEntitiesForOrganization");
}

#[tokio::test]
async fn the_organization_sees_events() {
    let entity = "arn:aws:health:eu-west-1:111122223333:entity/a";
    let event =
        |arn: &str| json!({"arn": arn, "service": "EC2", "eventTypeCode": "AWS_EC2_ISSUE", "statusCode": "open"});
    let other = "arn:aws:health:eu-west-1::event/EC2/A/2";
    let script = Script::new([
        answer(json!({"events": [event(other)], "nextToken": "2"})),
        answer(json!({"events": [event(EVENT)]})),
        answer(json!({"events": [event(other)], "nextToken": "2"})),
        answer(json!({"events": [event(EVENT)]})),
        answer(json!({"successfulSet": [], "failedSet": [{"eventArn": EVENT, "awsAccountId": "111122223333"}]})),
        answer(json!({"organizationEntityAggregates": [{"eventArn": EVENT, "count": 3}]})),
        answer(json!({"organizationEntityAggregates": []})),
        answer(json!({"entities": [{"entityArn": entity, "eventArn": EVENT, "awsAccountId": "111122223333"}]})),
    ]);
    let health = Health::new(&session(&script));
    let events = health.organization_events().try_collect().await.unwrap();
    assert_eq!(events, [health.organization_event(other), health.organization_event(EVENT)]);
    exercised::arn("health.OrganizationEvent", &events[1].arn().await.unwrap(), events[1].loaded().unwrap().arn());
    let event = health.organization_event(EVENT);
    assert_eq!(event.data().await.unwrap().arn(), Some(EVENT), "found on the second page");
    assert_eq!(event.event_type().await.unwrap(), Some(health.event_type("EC2", "AWS_EC2_ISSUE")));
    let details = event.describe_event_details().await.unwrap();
    assert_eq!(details.failed_set()[0].aws_account_id(), Some("111122223333"));
    assert!(script.request(4).body.contains(EVENT));
    let aggregate = event.entity_aggregate();
    assert_eq!(aggregate.data().await.unwrap().count(), 3);
    assert!(script.request(5).body.contains(EVENT));
    assert!(aggregate.reload().await.unwrap_err().is_not_found());
    let entities = event.affected_account("111122223333").affected_entities().try_collect().await.unwrap();
    exercised::arn("health.OrganizationAffectedEntity", &entities[0].arn().await.unwrap(), Some(entity));
    let called = operations(&script);
    assert_eq!(called[..4], ["DescribeEventsForOrganization"; 4]);
    assert_eq!(called[4..6], ["DescribeEventDetailsForOrganization", "DescribeEntityAggregatesForOrganization"]);
}

#[tokio::test]
async fn the_organizations_view_is_switched() {
    let script = Script::new([
        answer(json!({})),
        answer(json!({"healthServiceAccessStatusForOrganization": "PENDING"})),
        answer(json!({})),
    ]);
    let health = Health::new(&session(&script));
    health.enable_health_service_access_for_organization().await.unwrap();
    let status = health.describe_health_service_status_for_organization().await.unwrap();
    assert_eq!(status.as_deref(), Some("PENDING"));
    health.disable_health_service_access_for_organization().await.unwrap();
    let expected = [
        "EnableHealthServiceAccessForOrganization",
        "DescribeHealthServiceStatusForOrganization",
        "DisableHealthServiceAccessForOrganization",
    ];
    assert_eq!(operations(&script), expected);
}

#[tokio::test]
async fn events_are_told_counted_and_of_a_type() {
    let described = json!({"event": {"arn": EVENT}, "eventDescription": {"latestDescription": "It is over."}});
    let issue = json!({"service": "EC2", "code": "AWS_EC2_ISSUE", "category": "issue"});
    let script = Script::new([
        answer(json!({"successfulSet": [described], "failedSet": []})),
        answer(json!({"eventAggregates": [{"aggregateValue": "issue", "count": 2}]})),
        answer(json!({"entityAggregates": [{"eventArn": EVENT, "count": 4}]})),
        answer(json!({"eventTypes": [issue], "nextToken": "2"})),
        answer(json!({"eventTypes": [{"service": "RDS", "code": "AWS_RDS_ISSUE", "category": "issue"}]})),
        answer(json!({"eventTypes": [issue]})),
        answer(json!({"eventTypes": []})),
    ]);
    let health = Health::new(&session(&script));
    let event = health.event(EVENT);
    let details = event.describe_event_details().await.unwrap();
    let description = details.successful_set()[0].event_description();
    assert_eq!(description.and_then(|it| it.latest_description()), Some("It is over."));
    assert!(script.request(0).body.contains(EVENT));
    let aggregates = health.describe_event_aggregates().await.unwrap();
    assert_eq!((aggregates[0].aggregate_value(), aggregates[0].count()), (Some("issue"), 2));
    assert!(script.request(1).body.contains("eventTypeCategory"), "the only field that there is");
    let counts = health.entity_aggregates().filter(|r| r.event_arns(EVENT)).try_collect().await.unwrap();
    assert_eq!(counts, [event.entity_aggregate()]);
    assert_eq!(counts[0].loaded().unwrap().count(), 4);
    let types = health.event_types().try_collect().await.unwrap();
    assert_eq!(types, [health.event_type("EC2", "AWS_EC2_ISSUE"), health.event_type("RDS", "AWS_RDS_ISSUE")]);
    let found = health.event_type("EC2", "AWS_EC2_ISSUE");
    assert_eq!(found.data().await.unwrap().category().map(|it| it.as_str()), Some("issue"));
    let body = script.request(5).body;
    assert!(body.contains("services") && body.contains("eventTypeCodes") && body.contains("AWS_EC2_ISSUE"), "{body}");
    assert!(found.reload().await.unwrap_err().is_not_found());
    let called = operations(&script);
    assert_eq!(called[..3], ["DescribeEventDetails", "DescribeEventAggregates", "DescribeEntityAggregates"]);
    assert_eq!(called[3..], ["DescribeEventTypes"; 4]);
}

#[tokio::test]
async fn versions_of_services_have_lives() {
    let version = |version: &str| json!({"service": "RDS", "version": version, "title": format!("MySQL {version}")});
    let script = Script::new([
        answer(json!({"serviceLifecycles": [version("5.7")], "nextToken": "2"})),
        answer(json!({"serviceLifecycles": [version("8.0"), {"service": "RDS", "title": "All"}]})),
        answer(json!({"serviceLifecycles": [version("5.7"), version("8.0")]})),
        answer(json!({"serviceLifecycles": [version("5.7")]})),
    ]);
    let health = Health::new(&session(&script));
    let lives = health.service_lifecycles().try_collect().await.unwrap();
    assert_eq!(lives, [Some("5.7"), Some("8.0"), None].map(|version| health.service_lifecycle("RDS", version)));
    let life = health.service_lifecycle("RDS", Some("8.0"));
    assert_eq!(life.data().await.unwrap().title(), Some("MySQL 8.0"));
    assert!(script.request(2).body.contains("RDS"));
    assert!(life.reload().await.unwrap_err().is_not_found());
    assert_eq!(operations(&script), ["DescribeServiceLifecycle"; 4]);
}
