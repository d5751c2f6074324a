//! Event buses, rules with their targets, archives and connections. The fake pages rules and targets; it knows no
//! endpoints, tests no patterns, and finishes replays at once.

use aws_resources::{events::Events, prelude::*};
use aws_sdk_eventbridge::{
    Client,
    primitives::DateTime,
    types::{
        ApiDestinationHttpMethod, ConnectionAuthorizationType, ConnectionState, CreateConnectionAuthRequestParameters,
        CreateConnectionBasicAuthRequestParameters, PutEventsRequestEntry, ReplayDestination, ReplayState, RuleState,
        Tag, Target,
    },
};
use end_to_end::{exercised, fake::Account};

use crate::{SOON, pages};

const PATTERN: &str = r#"{"source": ["shop"]}"#;

fn target(id: impl std::fmt::Display) -> Target {
    Target::builder()
        .id(id.to_string())
        .arn(format!("arn:aws:lambda:eu-west-1:123456789012:function:f{id}"))
        .build()
        .unwrap()
}

#[tokio::test]
async fn rules_have_the_pages_of_the_plain_operation() {
    let account = Account::new("eu-west-1").await;
    let client = Client::new(&account.config);
    for number in 0..5 {
        client.put_rule().name(format!("rule-{number}")).event_pattern(PATTERN).send().await.unwrap();
    }
    let events = Events::new(&account.session);
    let names = |rule: &aws_resources::events::Rule| rule.name().to_owned();
    let found = pages(events.rules().page_size(2), names).await.unwrap();
    let expected: [&[&str]; 3] = [&["rule-0", "rule-1"], &["rule-2", "rule-3"], &["rule-4"]];
    assert_eq!(found, expected);
    assert_eq!(pages(events.event_bus("default").rules().page_size(2), names).await.unwrap(), found);
    let first = events.rules().first().await.unwrap().unwrap();
    assert_eq!(first.event_bus_name(), "default");
    assert_eq!(first.summary().unwrap().event_pattern(), Some(PATTERN));
    let prefixed = events.rules().filter(|r| r.name_prefix("rule-3"));
    assert_eq!(prefixed.try_collect().await.unwrap(), [events.rule("default", "rule-3")]);
}

#[tokio::test]
async fn a_bus_and_its_rule_live_and_die() {
    let account = Account::new("eu-west-1").await;
    let client = Client::new(&account.config);
    let events = Events::new(&account.session);
    let bus = events.create_event_bus().with(|r| r.name("shop")).await.unwrap().expect("the request has the name");
    let plain = client.describe_event_bus().name("shop").send().await.unwrap();
    exercised::arn("events.EventBus", &bus.arn().await.unwrap(), plain.arn());
    let template = "arn:${Partition}:events:${Region}:${Account}:event-bus/${EventBusName}";
    account.assert_arn(&bus.arn().await.unwrap(), template, &[("EventBusName", "shop")]);
    let listed = pages(events.event_buses(), |bus| bus.name().to_owned()).await.unwrap();
    assert_eq!(listed, [["default", "shop"]]);

    let rule = bus.put_rule().with(|r| r.name("orders").event_pattern(PATTERN)).await.unwrap();
    let rule = rule.expect("the request has the name");
    assert_eq!(rule, bus.rule("orders"));
    assert_eq!(rule.event_bus(), bus);
    let plain = client.describe_rule().event_bus_name("shop").name("orders").send().await.unwrap();
    let arn = rule.arn().await.unwrap();
    exercised::arn("events.Rule", &arn, plain.arn());
    let template = "arn:${Partition}:events:${Region}:${Account}:rule/${EventBusName}/${RuleName}";
    account.assert_arn(&arn, template, &[("EventBusName", "shop"), ("RuleName", "orders")]);
    client.put_rule().name("orders").event_pattern(PATTERN).send().await.unwrap();
    let other = events.rule("default", "orders");
    assert_ne!(other, rule);
    let template = "arn:${Partition}:events:${Region}:${Account}:rule/${RuleName}";
    account.assert_arn(&other.arn().await.unwrap(), template, &[("RuleName", "orders")]);

    rule.disable().await.unwrap();
    assert_eq!(rule.data().await.unwrap().state(), Some(&RuleState::Disabled));
    rule.enable().await.unwrap();
    assert_eq!(rule.data().await.unwrap().state(), Some(&RuleState::Enabled));
    rule.delete().await.unwrap();
    let gone = rule.data().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
    bus.delete().await.unwrap();
    assert!(bus.data().await.unwrap_err().is_not_found());
    assert!(other.data().await.is_ok(), "the other bus's rule stays");
}

#[tokio::test]
async fn targets_are_resources_of_their_rule() {
    let account = Account::new("eu-west-1").await;
    let rule = Events::new(&account.session).rule("default", "orders");
    rule.put().with(|r| r.event_pattern(PATTERN)).await.unwrap();
    rule.put_targets().with(|r| r.set_targets(Some((0..5).map(target).collect()))).await.unwrap();
    let found = pages(rule.targets().page_size(3), |target| target.id().to_owned()).await.unwrap();
    let expected: [&[&str]; 2] = [&["0", "1", "2"], &["3", "4"]];
    assert_eq!(found, expected);
    let one = rule.target("3");
    assert_eq!(one.data().await.unwrap().arn(), target(3).arn());
    assert_eq!(one.rule(), rule);
    let by_target = rule.event_bus().rules_by_target().filter(|r| r.target_arn(target(3).arn()));
    assert_eq!(by_target.try_collect().await.unwrap(), std::slice::from_ref(&rule));
    let full = rule.delete().await.unwrap_err();
    assert_eq!(full.code(), Some("ValidationException"), "a rule with targets stays");

    one.remove().await.unwrap();
    let gone = one.data().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
    let report = rule.targets().remove().await;
    assert_eq!((report.items().len(), report.failed().count()), (4, 0), "{report:?}");
    assert_eq!(rule.targets().try_collect().await.unwrap(), []);
}

/// The fake keeps the ARN of an archive without its account's replays.
#[tokio::test]
async fn an_archive_is_replayed() {
    let account = Account::new("us-east-1").await;
    let client = Client::new(&account.config);
    let events = Events::new(&account.session);
    let bus = events.event_bus("default");
    let archive =
        bus.create_archive().with(|r| r.archive_name("all")).await.unwrap().expect("the request has the name");
    let plain = client.describe_archive().archive_name("all").send().await.unwrap();
    assert_eq!(plain.event_source_arn(), Some(bus.arn().await.unwrap().as_str()));
    exercised::arn("events.Archive", &archive.arn().await.unwrap(), plain.archive_arn());
    let template = "arn:${Partition}:events:${Region}:${Account}:archive/${ArchiveName}";
    account.assert_arn(&archive.arn().await.unwrap(), template, &[("ArchiveName", "all")]);
    assert_eq!(bus.archives().try_collect().await.unwrap(), std::slice::from_ref(&archive));
    assert_eq!(archive.event_bus().await.unwrap(), Some(bus.clone()), "by its name, which is in the ARN");
    archive.update().with(|r| r.retention_days(3)).await.unwrap();
    assert_eq!(archive.data().await.unwrap().retention_days(), Some(3));

    let to = ReplayDestination::builder().arn(bus.arn().await.unwrap().as_str()).build().unwrap();
    let start = archive.start_replay().with(|r| {
        r.replay_name("again")
            .destination(to)
            .event_start_time(DateTime::from_secs(1))
            .event_end_time(DateTime::from_secs(9))
    });
    let replay = start.await.unwrap().expect("the request has the name");
    replay.wait_until_completed().every(SOON).await.unwrap();
    let plain = client.describe_replay().replay_name("again").send().await.unwrap();
    exercised::arn("events.Replay", &replay.arn().await.unwrap(), plain.replay_arn());
    let template = "arn:${Partition}:events:${Region}:${Account}:replay/${ReplayName}";
    account.assert_arn(&replay.arn().await.unwrap(), template, &[("ReplayName", "again")]);
    assert_eq!(archive.replays().try_collect().await.unwrap(), std::slice::from_ref(&replay));
    assert_eq!(replay.archive().await.unwrap(), Some(archive.clone()));
    assert_eq!(replay.event_bus().await.unwrap(), Some(bus));
    replay.cancel().await.unwrap();
    assert_eq!(replay.data().await.unwrap().state(), Some(&ReplayState::Cancelled));
    let cancelled = replay.wait_until_completed().every(SOON).await.unwrap_err();
    assert!(cancelled.to_string().contains("CANCELLED"), "{cancelled}");
    archive.delete().await.unwrap();
    assert!(archive.data().await.unwrap_err().is_not_found());
}

/// AWS's template ends with the connection's name; the ARNs that it gives end with an ID.
#[tokio::test]
async fn a_connection_authorizes_api_destinations() {
    let account = Account::new("eu-west-1").await;
    let client = Client::new(&account.config);
    let events = Events::new(&account.session);
    let basic = CreateConnectionBasicAuthRequestParameters::builder().username("u").password("p").build().unwrap();
    let auth = CreateConnectionAuthRequestParameters::builder().basic_auth_parameters(basic).build();
    let create = events
        .create_connection()
        .with(|r| r.name("partner").authorization_type(ConnectionAuthorizationType::Basic).auth_parameters(auth));
    let connection = create.await.unwrap().expect("the request has the name");
    connection.wait_until_authorized().every(SOON).await.unwrap();
    assert_eq!(connection.data().await.unwrap().connection_state(), Some(&ConnectionState::Authorized));
    let plain = client.describe_connection().name("partner").send().await.unwrap();
    exercised::arn("events.Connection", &connection.arn().await.unwrap(), plain.connection_arn());
    let template = "arn:${Partition}:events:${Region}:${Account}:connection/${ConnectionName}/${Id}";
    account.assert_arn(&connection.arn().await.unwrap(), template, &[("ConnectionName", "partner")]);

    let create = connection.create_api_destination().with(|r| {
        r.name("orders").invocation_endpoint("https://example.com").http_method(ApiDestinationHttpMethod::Post)
    });
    let destination = create.await.unwrap().expect("the request has the name");
    let plain = client.describe_api_destination().name("orders").send().await.unwrap();
    assert_eq!(plain.connection_arn(), Some(connection.arn().await.unwrap().as_str()));
    exercised::arn("events.ApiDestination", &destination.arn().await.unwrap(), plain.api_destination_arn());
    let template = "arn:${Partition}:events:${Region}:${Account}:api-destination/${ApiDestinationName}/${Id}";
    account.assert_arn(&destination.arn().await.unwrap(), template, &[("ApiDestinationName", "orders")]);
    assert_eq!(destination.connection().await.unwrap(), Some(connection.clone()), "by its name, which is in the ARN");
    assert_eq!(events.api_destinations().try_collect().await.unwrap(), std::slice::from_ref(&destination));
    destination.update().with(|r| r.description("of the shop").invocation_rate_limit_per_second(5)).await.unwrap();
    let updated = destination.data().await.unwrap();
    assert_eq!((updated.description(), updated.invocation_rate_limit_per_second()), (Some("of the shop"), Some(5)));
    connection.update().with(|r| r.description("of the partner")).await.unwrap();
    assert_eq!(connection.data().await.unwrap().description(), Some("of the partner"));
    let listed = events.connections().try_collect().await.unwrap();
    assert_eq!(listed, std::slice::from_ref(&connection));
    assert_eq!(listed[0].summary().unwrap().connection_state(), Some(&ConnectionState::Authorized));
    destination.delete().await.unwrap();
    assert!(destination.data().await.unwrap_err().is_not_found());
    connection.delete().await.unwrap();
    connection.wait_until_deleted().every(SOON).await.unwrap();
    assert!(connection.data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn tags_are_resources() {
    let account = Account::new("eu-west-1").await;
    let rule = Events::new(&account.session).rule("default", "orders");
    rule.put().with(|r| r.schedule_expression("rate(1 day)")).await.unwrap();
    for (key, value) in [("stage", "test"), ("team", "web")] {
        let tag = Tag::builder().key(key).value(value).build().unwrap();
        rule.tag_resource().with(|r| r.tags(tag)).await.unwrap();
    }
    let mut tags = rule.tags_collection().try_collect().await.unwrap();
    tags.sort_by_key(|tag| tag.key().to_owned());
    let arn = rule.arn().await.unwrap();
    let found: Vec<_> = tags.iter().map(|tag| (tag.resource_arn(), tag.key())).collect();
    assert_eq!(found, [(arn.as_str(), "stage"), (arn.as_str(), "team")]);
    assert_eq!(tags[1].data().await.unwrap().value(), "web");
    tags[1].delete().await.unwrap();
    assert!(tags[1].data().await.unwrap_err().is_not_found());
    let report = rule.tags_collection().delete().await;
    assert_eq!((report.items().len(), report.failed().count()), (1, 0), "{report:?}");
}

#[tokio::test]
async fn a_bus_lets_others_put_events() {
    let account = Account::new("eu-west-1").await;
    let events = Events::new(&account.session);
    let bus = events.create_event_bus().with(|r| r.name("shop")).await.unwrap().expect("the request has the name");
    assert_eq!(bus.data().await.unwrap().policy(), None);
    let other = bus.put_permission();
    other.with(|r| r.action("events:PutEvents").principal("111111111111").statement_id("other")).await.unwrap();
    assert!(bus.data().await.unwrap().policy().is_some_and(|policy| policy.contains("arn:aws:iam::111111111111:root")));
    bus.remove_permission().with(|r| r.statement_id("other")).await.unwrap();
    assert_eq!(bus.data().await.unwrap().policy(), None);

    let entry = PutEventsRequestEntry::builder().event_bus_name("shop").source("shop").detail("{}");
    let (whole, without_type) = (entry.clone().detail_type("Order").build(), entry.build());
    let put = events.put_events().with(|r| r.entries(whole).entries(without_type)).await.unwrap();
    assert_eq!(put.failed_entry_count(), 1);
    assert!(put.entries()[0].event_id().is_some());
    assert_eq!(put.entries()[1].error_code(), Some("InvalidArgument"));
}
