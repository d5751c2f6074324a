//! Log groups with streams and filters, destinations, deliveries, queries and exports. The fake pages groups and streams,
//! ignores prefixes of filters and destinations, and runs queries at once; it knows no anomaly detectors, scheduled
//! queries, lookup tables and integrations.

use std::collections::HashMap;

use aws_resources::logs::{LogGroup, Logs};
use aws_sdk_cloudwatchlogs::{
    Client,
    types::{DeliveryDestinationConfiguration, InputLogEvent, MetricTransformation, QueryStatus},
};
use end_to_end::{exercised, fake::Account};
use fake_aws::FakeAws;

use crate::{SOON, pages};

/// Some time when the tests run, in milliseconds: the fake rejects old events as AWS does.
fn now() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    i64::try_from(since.as_millis()).unwrap()
}

/// Creates a stream of Kinesis, whose SDK crate this test doesn't have.
fn create_stream(account: &Account, name: &str) {
    let headers = "X-Amz-Target: Kinesis_20131202.CreateStream\r\nContent-Type: application/x-amz-json-1.1";
    account.send("kinesis", headers, &format!(r#"{{"StreamName": "{name}", "ShardCount": 1}}"#));
}

async fn create(account: &Account, names: &[&str]) {
    let client = Client::new(&account.config);
    for name in names {
        client.create_log_group().log_group_name(*name).send().await.unwrap();
    }
}

async fn group(account: &Account) -> LogGroup {
    create(account, &["shop"]).await;
    Logs::new(&account.session).log_group("shop")
}

#[tokio::test]
async fn a_group_is_found_among_those_with_its_name_as_prefix() {
    let account = Account::new("eu-west-1").await;
    let names = ["shop", "shop-1", "shop-2", "shop/a", "shopping"];
    create(&account, &names).await;
    let logs = Logs::new(&account.session);
    let found = pages(logs.log_groups().page_size(2), |group| group.name().to_owned()).await.unwrap();
    assert_eq!(found.iter().map(Vec::len).collect::<Vec<_>>(), [2, 2, 1]);
    assert_eq!(found.concat(), names);
    for name in names {
        assert_eq!(logs.log_group(name).data().await.unwrap().log_group_name(), Some(name));
    }
    let missing = logs.log_group("sho").data().await.unwrap_err();
    assert!(missing.is_not_found(), "{missing}");
}

#[tokio::test]
async fn a_group_lives_and_dies() {
    let account = Account::new("eu-west-1").await;
    let logs = Logs::new(&account.session);
    let group = logs.create_log_group().with(|r| r.log_group_name("shop")).await.unwrap();
    let group = group.expect("the request has the name");
    let client = Client::new(&account.config);
    let listed = client.describe_log_groups().log_group_name_prefix("shop").send().await.unwrap();
    let returned = &listed.log_groups()[0];
    let arn = group.arn().await.unwrap();
    exercised::arn("logs.LogGroup", &arn, returned.log_group_arn());
    assert_eq!(returned.arn(), Some(&*format!("{arn}:*")), "AWS has two, and this is not the one for tags");
    let template = "arn:${Partition}:logs:${Region}:${Account}:log-group:${LogGroupName}";
    account.assert_arn(&arn, template, &[("LogGroupName", "shop")]);

    group.put_retention_policy().with(|r| r.retention_in_days(7)).await.unwrap();
    assert_eq!(group.data().await.unwrap().retention_in_days(), Some(7));
    group.delete_retention_policy().await.unwrap();
    assert_eq!(group.data().await.unwrap().retention_in_days(), None);
    group.tag_resource().with(|r| r.tags("team", "web").tags("stage", "test")).await.unwrap();
    group.untag_resource().with(|r| r.tag_keys("stage")).await.unwrap();
    let tags = group.list_tags().await.unwrap();
    assert_eq!(tags, Some(HashMap::from([("team".into(), "web".into())])));
    group.delete().await.unwrap();
    let gone = group.data().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
    let missing = logs.log_stream("shop", "one").data().await.unwrap_err();
    assert_eq!(missing.code(), Some("ResourceNotFoundException"));
    assert!(missing.is_not_found(), "{missing}");
}

#[tokio::test]
async fn streams_hold_events() {
    let account = Account::new("us-east-1").await;
    let group = group(&account).await;
    for name in ["web-1", "web-10", "web-2"] {
        group.create_log_stream().with(|r| r.log_stream_name(name)).await.unwrap();
    }
    let found = pages(group.streams().page_size(2), |stream| stream.name().to_owned()).await.unwrap();
    let expected: [&[&str]; 2] = [&["web-1", "web-10"], &["web-2"]];
    assert_eq!(found, expected);
    let stream = group.stream("web-1");
    assert_eq!(stream.data().await.unwrap().log_stream_name(), Some("web-1"));
    assert_eq!(stream.log_group(), group);
    let listed = Client::new(&account.config).describe_log_streams().log_group_name("shop").send().await.unwrap();
    let arn = stream.arn().await.unwrap();
    exercised::arn("logs.LogStream", &arn, listed.log_streams()[0].arn());
    let template = "arn:${Partition}:logs:${Region}:${Account}:log-group:${LogGroupName}:log-stream:${LogStreamName}";
    account.assert_arn(&arn, template, &[("LogGroupName", "shop"), ("LogStreamName", "web-1")]);

    for (name, texts) in [("web-1", &["one", "two", "three"][..]), ("web-2", &["four"])] {
        let event = |text: &&str| InputLogEvent::builder().timestamp(now()).message(*text).build().unwrap();
        let put = group.stream(name).put_events();
        put.with(|r| r.set_log_events(Some(texts.iter().map(event).collect()))).await.unwrap();
    }
    let text = |event: &aws_resources::logs::LogEvent| event.loaded().unwrap().message().unwrap().to_owned();
    let all = pages(group.events().page_size(3), text).await.unwrap();
    assert_eq!((all.len(), all.concat().len()), (2, 4), "{all:?}");
    assert_eq!(pages(stream.events(), text).await.unwrap(), [["one", "two", "three"]]);
    let event = stream.events().first().await.unwrap().unwrap();
    assert_eq!(event.stream().await.unwrap(), Some(stream.clone()));
    let page = stream.get_events().with(|r| r.start_from_head(true)).await.unwrap();
    assert_eq!(page.events().len(), 3);

    stream.delete().await.unwrap();
    let gone = stream.data().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
    assert!(group.stream("web-10").data().await.is_ok());
}

#[tokio::test]
async fn filters_belong_to_their_group() {
    let account = Account::new("eu-west-1").await;
    let group = group(&account).await;
    let metric = |name: &str| {
        let made = MetricTransformation::builder().metric_name(name).metric_namespace("Shop").metric_value("1");
        made.build().unwrap()
    };
    for name in ["errors", "errors-2"] {
        let put = group.put_metric_filter();
        let put = put.with(|r| r.filter_name(name).filter_pattern("ERROR").metric_transformations(metric(name)));
        assert_eq!(put.await.unwrap(), Some(group.metric_filter(name)));
    }
    let filter = group.metric_filter("errors");
    assert_eq!(filter.data().await.unwrap().metric_transformations()[0].metric_name(), "errors");
    assert_eq!(filter.log_group(), group);
    let listed = Logs::new(&account.session).metric_filters().try_collect().await.unwrap();
    assert_eq!(listed, [filter.clone(), group.metric_filter("errors-2")]);
    assert_eq!(group.metric_filters().try_collect().await.unwrap(), listed);
    filter.delete().await.unwrap();
    let gone = filter.data().await.unwrap_err();
    assert!(gone.is_not_found(), "the other has this one's name as a prefix: {gone}");

    let logs = Logs::new(&account.session);
    let stream = format!("arn:aws:kinesis:eu-west-1:{}:stream/logs", account.id);
    let role = format!("arn:aws:iam::{}:role/Logs", account.id);
    let put = logs.put_destination().with(|r| r.destination_name("central").target_arn(&stream).role_arn(&role));
    let destination = put.await.unwrap().expect("the request has the name");
    let described = Client::new(&account.config).describe_destinations().send().await.unwrap();
    let arn = destination.arn().await.unwrap();
    exercised::arn("logs.Destination", &arn, described.destinations()[0].arn());
    let template = "arn:${Partition}:logs:${Region}:${Account}:destination:${DestinationName}";
    account.assert_arn(&arn, template, &[("DestinationName", "central")]);
    assert_eq!(destination.reload().await.unwrap().target_arn(), Some(&*stream));
    destination.put_policy().with(|r| r.access_policy(r#"{"Statement": []}"#)).await.unwrap();
    let policy = destination.data().await.unwrap();
    assert_eq!(policy.access_policy(), Some(r#"{"Statement": []}"#), "an action forgets the data");
    destination.delete().await.unwrap();
    assert!(destination.data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_subscription_sends_a_groups_events_on() {
    let account = Account::new("eu-west-1").await;
    let group = group(&account).await;
    create_stream(&account, "logs");
    let stream = format!("arn:aws:kinesis:eu-west-1:{}:stream/logs", account.id);
    let role = format!("arn:aws:iam::{}:role/Logs", account.id);
    let put = |name: &str| {
        let put = group.put_subscription_filter();
        put.with(|r| r.filter_name(name).filter_pattern("").destination_arn(&stream).role_arn(&role))
    };
    let filter = group.subscription_filter("all");
    assert_eq!(put("all").await.unwrap().as_ref(), Some(&filter));
    assert_eq!(filter.data().await.unwrap().destination_arn(), Some(&*stream));
    assert_eq!(filter.log_group(), group);
    let change = filter.put().with(|r| r.filter_pattern("ERROR").destination_arn(&stream).role_arn(&role));
    assert_eq!(change.await.unwrap(), filter);
    assert_eq!(filter.data().await.unwrap().filter_pattern(), Some("ERROR"), "an action forgets the data");
    let other = put("all-2").await.unwrap().expect("the request has the name");
    assert_eq!(group.subscription_filters().try_collect().await.unwrap(), [filter.clone(), other]);
    filter.delete().await.unwrap();
    let gone = filter.data().await.unwrap_err();
    assert!(gone.is_not_found(), "the other has this one's name as a prefix: {gone}");
}

#[tokio::test]
async fn a_query_is_complete_and_its_data_are_the_results() {
    let account = Account::new("eu-west-1").await;
    let group = group(&account).await;
    let start = group.start_query().with(|r| r.start_time(0).end_time(now() / 1000).query_string("fields @message"));
    let query = start.await.unwrap().expect("AWS answers with the ID");
    query.wait_until_complete().every(SOON).await.unwrap();
    assert_eq!(query.data().await.unwrap().status(), Some(&QueryStatus::Complete));
    let listed = group.queries().try_collect().await.unwrap();
    assert_eq!(listed, [query]);
    assert_eq!(listed[0].summary().unwrap().query_string(), Some("fields @message"));
}

#[tokio::test]
async fn an_export_names_its_group() {
    let account = Account::new("us-east-1").await;
    let group = group(&account).await;
    let bucket = format!("exports-{}", account.id);
    FakeAws::shared().create_bucket(&account.id, "us-east-1", &bucket).unwrap();
    let export = group.create_export_task().with(|r| r.from(0).to(now()).destination(&bucket)).await.unwrap();
    let export = export.expect("AWS answers with the ID");
    assert_eq!(export.log_group().await.unwrap(), Some(group));
    assert_eq!(export.data().await.unwrap().destination(), Some(&*bucket));
    let tasks = Logs::new(&account.session).export_tasks().try_collect().await.unwrap();
    assert_eq!(tasks, std::slice::from_ref(&export));
    export.cancel().await.unwrap();
    let cancelled = export.wait_until_completed().every(SOON).await.unwrap_err();
    assert!(cancelled.to_string().contains("CANCELLED"), "{cancelled}");
}

#[tokio::test]
async fn a_delivery_leads_from_its_source_to_its_destination() {
    let account = Account::new("us-east-1").await;
    let client = Client::new(&account.config);
    let logs = Logs::new(&account.session);
    let distribution = format!("arn:aws:cloudfront::{}:distribution/E1Q5O5EXAMPLE", account.id);
    let put = logs.put_delivery_source().with(|r| r.name("web").resource_arn(&distribution).log_type("ACCESS_LOGS"));
    let source = put.await.unwrap().expect("the request has the name");
    let bucket = DeliveryDestinationConfiguration::builder().destination_resource_arn("arn:aws:s3:::logs").build();
    let put = logs.put_delivery_destination();
    let put = put.with(|r| r.name("archive").delivery_destination_configuration(bucket.unwrap()));
    let destination = put.await.unwrap().expect("the request has the name");

    let to = destination.arn().await.unwrap();
    let delivery = source.create_delivery().with(|r| r.delivery_destination_arn(to.as_str())).await.unwrap();
    let delivery = delivery.expect("AWS answers with the ID");
    let plain = client.get_delivery().id(delivery.id()).send().await.unwrap().delivery.unwrap();
    exercised::arn("logs.Delivery", &delivery.arn().await.unwrap(), plain.arn());
    exercised::arn("logs.DeliveryDestination", &to, plain.delivery_destination_arn());
    let plain = client.get_delivery_source().name("web").send().await.unwrap().delivery_source.unwrap();
    exercised::arn("logs.DeliverySource", &source.arn().await.unwrap(), plain.arn());
    for (arn, template) in [
        (delivery.arn().await.unwrap(), "arn:${Partition}:logs:${Region}:${Account}:delivery:${DeliveryName}"),
        (source.arn().await.unwrap(), "arn:${Partition}:logs:${Region}:${Account}:delivery-source:web"),
        (to, "arn:${Partition}:logs:${Region}:${Account}:delivery-destination:archive"),
    ] {
        account.assert_arn(&arn, template, &[]);
    }
    assert_eq!(delivery.source().await.unwrap(), Some(source.clone()));
    assert_eq!(logs.deliveries().try_collect().await.unwrap(), std::slice::from_ref(&delivery));

    let policy = destination.put_policy().with(|r| r.delivery_destination_policy("{}")).await.unwrap();
    assert_eq!(policy, destination.policy());
    assert_eq!(destination.policy().data().await.unwrap().delivery_destination_policy(), Some("{}"));
    delivery.delete().await.unwrap();
    let gone = delivery.data().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
    assert_eq!(logs.delivery_sources().try_collect().await.unwrap(), std::slice::from_ref(&source));
    source.delete().await.unwrap();
    assert!(source.data().await.unwrap_err().is_not_found());

    destination.policy().delete().await.unwrap();
    assert_eq!(destination.policy().data().await.unwrap().delivery_destination_policy(), None);
    assert_eq!(logs.delivery_destinations().try_collect().await.unwrap(), std::slice::from_ref(&destination));
    destination.delete().await.unwrap();
    assert!(destination.data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_resource_policy_is_found_by_its_name() {
    let account = Account::new("eu-west-1").await;
    let logs = Logs::new(&account.session);
    for name in ["one", "two"] {
        let put = logs.put_resource_policy().with(|r| r.policy_name(name).policy_document("{}"));
        assert_eq!(put.await.unwrap(), Some(logs.resource_policy(name)));
    }
    let two = logs.resource_policy("two");
    assert_eq!(two.data().await.unwrap().policy_name(), Some("two"));
    two.delete().await.unwrap();
    assert!(two.data().await.unwrap_err().is_not_found());
    assert_eq!(logs.resource_policies().try_collect().await.unwrap(), [logs.resource_policy("one")]);
}
