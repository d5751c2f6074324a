//! Streams, shards and consumers. The fake has no page token for streams but gives all of them at once, knows no
//! channels, and goes on in no listing of shards.

use std::collections::HashSet;

use aws_resources::{kinesis::Kinesis, prelude::*};
use aws_sdk_kinesis::{
    Client,
    operation::describe_stream_summary::DescribeStreamSummaryError,
    primitives::Blob,
    types::{
        EncryptionType, MetricsName, PutRecordsRequestEntry, ShardIteratorType, StreamMode, StreamModeDetails,
        StreamStatus,
    },
};
use end_to_end::fake::Account;

use crate::{SOON, pages};

async fn create(account: &Account, name: &str, shards: i32) -> aws_resources::kinesis::Stream {
    let client = Client::new(&account.config);
    client.create_stream().stream_name(name).shard_count(shards).send().await.unwrap();
    Kinesis::new(&account.session).stream(name)
}

#[tokio::test]
async fn a_listing_gives_summaries() {
    let account = Account::new("eu-west-1").await;
    for name in ["clicks", "orders", "views"] {
        create(&account, name, 1).await;
    }
    let streams = Kinesis::new(&account.session).streams();
    let found = pages(streams.clone(), |stream| stream.name().to_owned()).await.unwrap();
    assert_eq!(found, [["clicks", "orders", "views"]]);
    let first = streams.first().await.unwrap().unwrap();
    assert!(first.loaded().is_none());
    let summary = first.summary().unwrap();
    assert_eq!(summary.stream_status(), &StreamStatus::Active);
    assert_eq!(first.arn().await.unwrap().as_str(), summary.stream_arn());
}

#[tokio::test]
async fn a_stream_lives_and_dies() {
    let account = Account::new("us-east-1").await;
    let kinesis = Kinesis::new(&account.session);
    let stream = kinesis.create_stream().with(|r| r.stream_name("clicks").shard_count(2)).await.unwrap().unwrap();
    stream.wait_until_exists().every(SOON).await.unwrap();
    let data = stream.data().await.unwrap();
    assert_eq!(data.open_shard_count(), 2);
    let arn = stream.arn().await.unwrap();
    end_to_end::exercised::arn("kinesis.Stream", &arn, Some(data.stream_arn()));
    let template = "arn:${Partition}:kinesis:${Region}:${Account}:stream/${StreamName}";
    account.assert_arn(&arn, template, &[("StreamName", "clicks")]);

    stream.increase_retention_period().with(|r| r.retention_period_hours(48)).await.unwrap();
    assert!(stream.loaded().is_none(), "an action forgets the data");
    assert_eq!(stream.data().await.unwrap().retention_period_hours(), 48);
    stream.decrease_retention_period().with(|r| r.retention_period_hours(24)).await.unwrap();
    stream.start_encryption().with(|r| r.key_id("alias/aws/kinesis")).await.unwrap();
    assert_eq!(stream.reload().await.unwrap().key_id(), Some("alias/aws/kinesis"));
    stream.stop_encryption().with(|r| r.key_id("alias/aws/kinesis")).await.unwrap();
    let data = stream.data().await.unwrap();
    assert_eq!((data.key_id(), data.encryption_type()), (None, Some(&EncryptionType::None)));

    stream.delete().await.unwrap();
    stream.wait_until_not_exists().every(SOON).await.unwrap();
    let gone = stream.data().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
    assert_eq!(gone.code(), Some("ResourceNotFoundException"));
    let sdk = gone.sdk_error::<DescribeStreamSummaryError>().and_then(|error| error.as_service_error());
    assert!(sdk.is_some_and(DescribeStreamSummaryError::is_resource_not_found_exception), "{sdk:?}");
}

#[tokio::test]
async fn records_are_read_from_a_shards_iterator() {
    let account = Account::new("eu-west-1").await;
    let stream = create(&account, "clicks", 1).await;
    let sent = stream.put_record().with(|r| r.data(Blob::new("one")).partition_key("k")).await.unwrap();
    let shard = stream.shard(sent.shard_id());
    assert!(shard.data().await.unwrap().hash_key_range().is_some());
    assert_eq!(shard.stream(), stream);
    assert_eq!(shard.parent().await.unwrap(), None);
    let from = shard.get_iterator().with(|r| r.shard_iterator_type(ShardIteratorType::TrimHorizon)).await.unwrap();
    let kinesis = Kinesis::new(&account.session);
    let read = kinesis.get_records().with(|r| r.set_shard_iterator(from.shard_iterator)).await.unwrap();
    assert_eq!(read.records()[0].data().as_ref(), b"one");
}

/// The fake's ARN of a consumer lacks the time of its creation.
#[tokio::test]
async fn a_consumer_is_registered_with_the_streams_arn() {
    let account = Account::new("eu-west-1").await;
    let stream = create(&account, "clicks", 1).await;
    let mut made = Vec::new();
    for name in ["bills", "charts", "search"] {
        made.push(stream.register_consumer().with(|r| r.consumer_name(name)).await.unwrap().unwrap());
    }
    let found = pages(stream.consumers().page_size(2), |it| it.arn_identifier().to_owned()).await.unwrap();
    assert_eq!(found.iter().map(Vec::len).collect::<Vec<_>>(), [2, 1]);
    let mut arns = found.concat();
    arns.sort();
    assert_eq!(arns, made.iter().map(|it| it.arn_identifier().to_owned()).collect::<Vec<_>>());

    let consumer = &made[0];
    consumer.wait_until_active().every(SOON).await.unwrap();
    let data = consumer.data().await.unwrap();
    assert_eq!(data.consumer_name(), "bills");
    assert_eq!(consumer.stream().await.unwrap(), Some(stream));
    end_to_end::exercised::arn("kinesis.Consumer", &consumer.arn().await.unwrap(), Some(data.consumer_arn()));
    consumer.deregister().await.unwrap();
    consumer.wait_until_not_exists().every(SOON).await.unwrap();
    let gone = consumer.data().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
}

/// A second page of the fake begins with the last tag of the first.
#[tokio::test]
async fn tags_are_resources() {
    let account = Account::new("eu-west-1").await;
    let stream = create(&account, "clicks", 1).await;
    for (key, value) in [("stage", "test"), ("team", "web"), ("until", "2030")] {
        stream.add_tags().with(|r| r.tags(key, value)).await.unwrap();
    }
    let found = pages(stream.tags_collection(), |tag| tag.key().to_owned()).await.unwrap();
    assert_eq!(found, [["stage", "team", "until"]]);
    let tag = stream.tag_subresource("team");
    assert_eq!(tag.data().await.unwrap().value(), Some("web"));
    tag.delete().await.unwrap();
    assert!(tag.data().await.unwrap_err().is_not_found());
    assert_eq!(tag.stream(), stream);
    let report = stream.tags_collection().delete().await;
    assert_eq!(report.failed().count(), 0, "{report:?}");
    assert_eq!(stream.tags_collection().try_collect().await.unwrap(), []);
}

#[tokio::test]
async fn a_resource_policy_belongs_to_an_arn() {
    let account = Account::new("eu-west-1").await;
    let stream = create(&account, "clicks", 1).await;
    let policy = stream.resource_policy().await.unwrap().expect("the data has the ARN");
    assert_eq!(policy.resource_arn(), stream.arn().await.unwrap().as_str());
    let text = r#"{"Version":"2012-10-17","Statement":[]}"#;
    policy.put().with(|r| r.policy(text)).await.unwrap();
    assert_eq!(policy.data().await.unwrap().policy(), text);
    policy.delete().await.unwrap();
}

#[tokio::test]
async fn shards_are_split_and_merged() {
    let account = Account::new("eu-west-1").await;
    let stream = create(&account, "clicks", 1).await;
    let (whole, low, high) = (
        stream.shard("shardId-000000000000"),
        stream.shard("shardId-000000000001"),
        stream.shard("shardId-000000000002"),
    );
    whole.split().with(|r| r.new_starting_hash_key((1_u128 << 127).to_string())).await.unwrap();
    for half in [&low, &high] {
        assert_eq!(half.parent().await.unwrap(), Some(whole.clone()));
        assert_eq!(half.adjacent_parent().await.unwrap(), None);
    }
    let begins = high.data().await.unwrap().hash_key_range().map(|range| range.starting_hash_key().to_owned());
    assert_eq!(begins, Some((1_u128 << 127).to_string()));
    low.merge().with(|r| r.adjacent_shard_to_merge(high.id())).await.unwrap();
    let merged = stream.shard("shardId-000000000003");
    assert_eq!(merged.parent().await.unwrap(), Some(low));
    assert_eq!(merged.adjacent_parent().await.unwrap(), Some(high));

    let resized = stream.update_shard_count().with(|r| r.target_shard_count(2)).await.unwrap();
    assert_eq!((resized.current_shard_count(), resized.target_shard_count()), (Some(1), Some(2)));
    assert_eq!(stream.data().await.unwrap().open_shard_count(), 2);
    let on_demand = StreamModeDetails::builder().stream_mode(StreamMode::OnDemand).build().unwrap();
    stream.update_mode().with(|r| r.stream_mode_details(on_demand)).await.unwrap();
    let data = stream.data().await.unwrap();
    assert_eq!(data.stream_mode_details().map(|details| details.stream_mode().clone()), Some(StreamMode::OnDemand));
    let limits = Kinesis::new(&account.session).describe_limits().await.unwrap();
    assert_eq!((limits.shard_limit(), limits.on_demand_stream_count_limit()), (6000, 50), "the fake's never change");
}

#[tokio::test]
async fn a_stream_takes_many_records_and_has_metrics_of_its_shards() {
    let account = Account::new("eu-west-1").await;
    let stream = create(&account, "clicks", 1).await;
    let record =
        |data: &str| PutRecordsRequestEntry::builder().data(Blob::new(data)).partition_key("k").build().unwrap();
    let sent = stream.put_records().with(|r| r.records(record("one")).records(record("two"))).await.unwrap();
    assert_eq!((sent.failed_record_count(), sent.records().len()), (Some(0), 2));

    let metrics = [MetricsName::IncomingBytes, MetricsName::OutgoingBytes];
    let begin = stream.enable_enhanced_monitoring().with(|r| r.set_shard_level_metrics(Some(metrics.to_vec())));
    let begun = begin.await.unwrap();
    let begun: HashSet<_> = begun.desired_shard_level_metrics().iter().collect();
    assert_eq!(begun, metrics.iter().collect(), "in any order");
    let end = stream.disable_enhanced_monitoring().with(|r| r.shard_level_metrics(MetricsName::OutgoingBytes));
    assert_eq!(end.await.unwrap().desired_shard_level_metrics(), [MetricsName::IncomingBytes]);
    let monitored = stream.data().await.unwrap();
    assert_eq!(monitored.enhanced_monitoring()[0].shard_level_metrics(), [MetricsName::IncomingBytes]);
}
