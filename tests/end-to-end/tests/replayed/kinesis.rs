//! Listings that go on behind the last item, channels, and the waiters of consumers.

use aws_resources::{kinesis::Kinesis, prelude::*};
use end_to_end::{
    answers::{json as answer, json_error},
    each_sends, exercised,
    script::{Answer, Script, session},
};
use serde_json::{Value, json};

const STREAM: &str = "arn:aws:kinesis:eu-west-1:123456789012:stream/clicks";

fn gone() -> Answer {
    json_error("ResourceNotFoundException", "no")
}

fn shards(ids: &[&str]) -> Answer {
    let shard = |id: &&str| {
        let hash = json!({"StartingHashKey": "0", "EndingHashKey": "9"});
        json!({"ShardId": id, "HashKeyRange": hash, "SequenceNumberRange": {"StartingSequenceNumber": "1"}})
    };
    answer(json!({"Shards": ids.iter().map(shard).collect::<Vec<_>>()}))
}

/// `NextToken` can't be sent with a stream's name, so the listing goes on behind the last shard.
#[tokio::test]
async fn shards_go_on_behind_the_last_one() {
    let script = Script::new([shards(&["shard-0", "shard-1"]), shards(&["shard-2"]), shards(&[])]);
    let stream = Kinesis::new(&session(&script)).stream("clicks");
    let found = stream.shards().page_size(2).try_collect().await.unwrap();
    assert_eq!(found.iter().map(|shard| shard.id()).collect::<Vec<_>>(), ["shard-0", "shard-1", "shard-2"]);
    assert_eq!(script.request(0).json(), json!({"StreamName": "clicks", "MaxResults": 2}));
    let next = json!({"StreamName": "clicks", "MaxResults": 2, "ExclusiveStartShardId": "shard-1"});
    assert_eq!(script.request(1).json(), next);
}

#[tokio::test]
async fn a_shard_is_searched() {
    let script = Script::new([shards(&["shard-0", "shard-1"]), shards(&["shard-0", "shard-1"]), shards(&[])]);
    let stream = Kinesis::new(&session(&script)).stream("clicks");
    assert_eq!(stream.shard("shard-1").data().await.unwrap().shard_id(), "shard-1");
    assert!(stream.shard("shard-9").data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn tags_go_on_behind_the_last_key() {
    let page = |key: &str, more: bool| answer(json!({"Tags": [{"Key": key, "Value": "1"}], "HasMoreTags": more}));
    let script = Script::new([page("a", true), page("b", false)]);
    let tags = Kinesis::new(&session(&script)).stream("clicks").tags_collection().try_collect().await.unwrap();
    assert_eq!(
        tags.iter().map(|tag| (tag.stream_name(), tag.key())).collect::<Vec<_>>(),
        [("clicks", "a"), ("clicks", "b")]
    );
    assert_eq!(script.request(1).json(), json!({"StreamName": "clicks", "ExclusiveStartTagKey": "a"}));
}

#[tokio::test]
async fn streams_go_on_with_the_next_token() {
    let page = |name: &str, next: Value| {
        let summary = json!({
            "StreamName": name, "StreamStatus": "ACTIVE",
            "StreamARN": format!("arn:aws:kinesis:eu-west-1:123456789012:stream/{name}"),
        });
        let more = !next.is_null();
        answer(json!({"StreamNames": [name], "StreamSummaries": [summary], "HasMoreStreams": more, "NextToken": next}))
    };
    let script = Script::new([page("clicks", json!("2")), page("views", Value::Null)]);
    let streams = Kinesis::new(&session(&script)).streams().try_collect().await.unwrap();
    assert_eq!(streams.iter().map(|stream| stream.name()).collect::<Vec<_>>(), ["clicks", "views"]);
    assert_eq!(script.request(1).json(), json!({"NextToken": "2"}));
}

#[tokio::test(start_paused = true)]
async fn a_consumer_comes_and_goes() {
    let arn = format!("{STREAM}/consumer/bills:1700000000");
    let consumer = |status: &str| {
        answer(json!({"ConsumerDescription": {
            "ConsumerName": "bills", "ConsumerARN": arn, "ConsumerStatus": status, "StreamARN": STREAM,
            "ConsumerCreationTimestamp": 1_700_000_000,
        }}))
    };
    let script =
        Script::new([consumer("CREATING"), consumer("ACTIVE"), consumer("DELETING"), consumer("DELETING"), gone()]);
    let found = Kinesis::new(&session(&script)).consumer(&arn);
    found.wait_until_active().await.unwrap();
    assert!(found.wait_until_active().await.is_err(), "it is being deleted");
    found.wait_until_not_exists().await.unwrap();
    assert_eq!(script.request(0).json(), json!({"ConsumerARN": arn}));
    assert_eq!(found.arn().await.unwrap().as_str(), arn);
}

#[tokio::test(start_paused = true)]
async fn a_channel_delivers_a_stream() {
    let arn = "arn:aws:kinesis:eu-west-1:123456789012:channel/lake";
    let channel = |status: &str| {
        answer(json!({"ChannelDescription": {
            "ChannelName": "lake", "ChannelARN": arn, "ChannelId": "1", "ChannelStatus": status,
            "ChannelCreationTimestamp": 1_700_000_000, "ServiceExecutionRoleArn": "arn:aws:iam::123456789012:role/r",
            "StreamConfigurationList": [],
        }}))
    };
    let listed = answer(json!({"ChannelSummaries": [{
        "ChannelName": "lake", "ChannelARN": arn, "ChannelId": "1", "ChannelStatus": "ACTIVE",
        "ChannelCreationTimestamp": 1_700_000_000, "ChannelDestinationType": "S3", "Streams": [],
    }]}));
    let script = Script::new([
        channel("CREATING"),
        channel("CREATING"),
        channel("ACTIVE"),
        listed,
        answer(json!({})),
        gone(),
        gone(),
    ]);
    let kinesis = Kinesis::new(&session(&script));
    let made = kinesis.create_channel().with(|r| r.channel_name("lake")).await.unwrap().expect("it is described");
    made.wait_until_active().await.unwrap();
    let listed = kinesis.channels().try_collect().await.unwrap();
    assert_eq!(listed, std::slice::from_ref(&made));
    let returned = listed[0].summary().unwrap();
    exercised::arn("kinesis.Channel", &made.arn().await.unwrap(), Some(returned.channel_arn()));
    made.delete().await.unwrap();
    made.wait_until_not_exists().await.unwrap();
    assert!(made.data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_stream_and_its_channels_lead_to_each_other() {
    let (stream, arn) =
        ("arn:aws:kinesis:eu-west-1:123456789012:stream/orders", "arn:aws:kinesis:eu-west-1:123456789012:channel/lake");
    let described = json!({"StreamName": "orders", "StreamARN": stream, "StreamStatus": "ACTIVE",
        "RetentionPeriodHours": 24, "StreamCreationTimestamp": 1_700_000_000, "EnhancedMonitoring": [],
        "OpenShardCount": 1});
    let source = json!({"StreamARN": stream, "StreamCreationTimestamp": 1_700_000_000});
    let script = Script::new([
        answer(json!({"StreamDescriptionSummary": described})),
        answer(json!({"ChannelSummaries": [{
            "ChannelName": "lake", "ChannelARN": arn, "ChannelId": "1", "ChannelStatus": "ACTIVE",
            "ChannelCreationTimestamp": 1_700_000_000, "ChannelDestinationType": "S3", "Streams": [source],
        }]})),
        answer(json!({"ChannelDescription": {
            "ChannelName": "lake", "ChannelARN": arn, "ChannelId": "1", "ChannelStatus": "ACTIVE",
            "ChannelCreationTimestamp": 1_700_000_000, "ServiceExecutionRoleArn": "arn:aws:iam::123456789012:role/r",
            "StreamConfigurationList": [source],
        }})),
    ]);
    let orders = Kinesis::new(&session(&script)).stream("orders");
    let channels = orders.channels().try_collect().await.unwrap();
    assert_eq!(script.request(1).json(), json!({"StreamFilter": [{"StreamARN": stream}]}));
    assert_eq!(channels[0].streams().await.unwrap(), [orders]);
}

/// Some operations know a stream by its ARN only.
#[tokio::test]
async fn requests_name_what_they_are_about() {
    let described = json!({"StreamName": "clicks", "StreamARN": STREAM, "StreamStatus": "ACTIVE",
        "RetentionPeriodHours": 24, "StreamCreationTimestamp": 1_700_000_000, "EnhancedMonitoring": [],
        "OpenShardCount": 1});
    let script = Script::by(move |sent| match &*sent.operation() {
        "DescribeStreamSummary" => answer(json!({"StreamDescriptionSummary": described})),
        _ => answer(json!({})),
    });
    let kinesis = Kinesis::new(&session(&script));
    let stream = kinesis.stream("clicks");
    each_sends!(script, {"StreamName": "clicks", "ShardToMerge": "shard-0"},
        MergeShards: stream.shard("shard-0").merge());
    each_sends!(script, {"StreamName": "clicks", "ShardToSplit": "shard-0"},
        SplitShard: stream.shard("shard-0").split());
    each_sends!(script, {"StreamName": "clicks"},
        MergeShards: stream.merge_shards(), SplitShard: stream.split_shard(),
        UpdateStreamWarmThroughput: stream.update_warm_throughput());
    each_sends!(script, {"StreamARN": STREAM},
        UpdateMaxRecordSize: stream.update_max_record_size(), UpdateStreamMode: stream.update_mode(),
        UpdateStreamRecordDistributionStrategy: stream.update_record_distribution_strategy());
    let consumer = kinesis.consumer(format!("{STREAM}/consumer/bills:1700000000"));
    each_sends!(script, {"ConsumerARN": consumer.arn_identifier()}, SubscribeToShard: consumer.subscribe_to_shard());
    each_sends!(script, {}, UpdateAccountSettings: kinesis.update_account_settings());
    let commitment = json!({"MinimumThroughputBillingCommitment": {"Status": "ENABLED"}});
    let script = Script::new([answer(commitment)]);
    let settings = Kinesis::new(&session(&script)).describe_account_settings().await.unwrap();
    let status = settings.minimum_throughput_billing_commitment().map(|commitment| commitment.status().as_str());
    assert_eq!(status, Some("ENABLED"));
}

/// Streams are tagged by their name, consumers and channels by their ARN.
#[tokio::test]
async fn consumers_and_channels_are_tagged_by_their_arn() {
    let arn = "arn:aws:kinesis:eu-west-1:123456789012:channel/lake";
    let tags = json!({"Tags": [{"Key": "stage", "Value": "test"}, {"Key": "team", "Value": "web"}]});
    let channel = json!({
        "ChannelName": "lake", "ChannelARN": arn, "ChannelId": "1", "ChannelStatus": "UPDATING",
        "ChannelCreationTimestamp": 1_700_000_000, "ServiceExecutionRoleArn": "arn:aws:iam::123456789012:role/r",
        "StreamConfigurationList": [],
    });
    let script = Script::new([
        answer(json!({"ChannelDescription": channel})),
        answer(json!({})),
        answer(tags.clone()),
        answer(json!({})),
        answer(json!({})),
        answer(tags),
        answer(json!({})),
    ]);
    let lake = Kinesis::new(&session(&script)).channel(arn);
    let updated = lake.update().await.unwrap().expect("the answer has the channel");
    assert_eq!(updated.loaded().unwrap().channel_status().as_str(), "UPDATING");
    assert_eq!(script.request(0).json(), json!({"ChannelARN": arn}));
    lake.tag_resource().with(|r| r.tags("stage", "test").tags("team", "web")).await.unwrap();
    assert_eq!(script.request(1).json(), json!({"ResourceARN": arn, "Tags": {"stage": "test", "team": "web"}}));
    let found = lake.tags_collection().try_collect().await.unwrap();
    assert_eq!(found, [lake.tag_subresource("stage"), lake.tag_subresource("team")]);
    assert_eq!(found[1].data().await.unwrap().value(), Some("web"));
    found[0].delete().await.unwrap();
    assert_eq!(script.request(3).json(), json!({"ResourceARN": arn, "TagKeys": ["stage"]}));
    lake.untag_resource().with(|r| r.tag_keys("team")).await.unwrap();
    assert_eq!(script.request(4).json(), json!({"ResourceARN": arn, "TagKeys": ["team"]}));
    let report = lake.tags_collection().delete().await;
    assert_eq!((report.items().len(), report.failed().count()), (2, 0), "{report:?}");
    assert_eq!(script.request(6).json(), json!({"ResourceARN": arn, "TagKeys": ["stage", "team"]}));
}
