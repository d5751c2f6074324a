//! Batch writes: what DynamoDB leaves unprocessed or refuses for now, and that nothing is lost.

mod set_aside;

use std::{cell::Cell, collections::HashMap, rc::Rc, time::Duration};

use aws_resources::{
    ErrorKind, Result,
    dynamodb::{BatchWriter, IntoKey},
};
use aws_sdk_dynamodb::types::{AttributeValue, WriteRequest};
use end_to_end::{
    answers::json_1_0,
    script::{Answer, Script, Sent},
};
use serde::Serialize;
use serde_json::{Value, json};
use tokio::time::Instant;

use super::dynamodb_items::{User, item, users};

fn put(id: u32) -> Value {
    json!({"PutRequest": {"Item": item(id)}})
}

fn deletion(id: u32) -> Value {
    json!({"DeleteRequest": {"Key": item(id)}})
}

fn unprocessed(writes: &[Value]) -> Answer {
    json_1_0(json!({"UnprocessedItems": if writes.is_empty() { json!({}) } else { json!({"users": writes}) }}))
}

fn refused(code: &str) -> Answer {
    let body = format!(r#"{{"__type":"com.amazonaws.dynamodb.v20120810#{code}","message":"no"}}"#);
    Answer::http(400, "application/x-amz-json-1.0", body)
}

/// The ids in a call's writes.
fn ids(sent: &Sent) -> Vec<String> {
    let sent = sent.json();
    let writes = sent["RequestItems"]["users"].as_array().unwrap();
    writes.iter().map(|write| write["PutRequest"]["Item"]["id"]["N"].as_str().unwrap().to_owned()).collect()
}

/// The ids in each call's writes.
fn written(script: &Script) -> Vec<Vec<String>> {
    script.sent().iter().map(ids).collect()
}

/// What each call writes.
fn batches(script: &Script) -> Vec<Value> {
    script.sent().iter().map(|sent| sent.json()["RequestItems"]["users"].clone()).collect()
}

fn id(write: &WriteRequest) -> &str {
    write.put_request().unwrap().item()["id"].as_n().unwrap()
}

async fn write(writer: &mut BatchWriter<User>, deletes: bool, id: u32) -> Result<()> {
    if deletes { writer.delete(("id", id)).await } else { writer.put(&User { id }).await }
}

async fn putting(writer: &mut BatchWriter<User>, ids: impl IntoIterator<Item = u32>) {
    for id in ids {
        writer.put(&User { id }).await.unwrap();
    }
}

/// `checklist 164, 165, 186`
#[tokio::test]
async fn nothing_is_sent_before_there_is_a_whole_batch() {
    let script = Script::by(|_| unprocessed(&[]));
    let mut writer = users(&script).batch_writer();
    for (ids, calls, pending) in [(0..24, 0, 24), (24..25, 1, 0), (25..49, 1, 24), (49..50, 2, 0)] {
        putting(&mut writer, ids).await;
        assert_eq!((script.count(), writer.pending()), (calls, pending));
    }
    assert_eq!(written(&script).concat(), (0..50).map(|id: u32| id.to_string()).collect::<Vec<_>>());
    assert_eq!(writer.finish().await.unwrap(), 50);
    assert_eq!(script.count(), 2);
}

#[tokio::test]
async fn as_many_batches_as_there_are_can_wait_for_the_end() {
    let script = Script::by(|_| unprocessed(&[]));
    let mut writer = users(&script).batch_writer().concurrency(usize::MAX);
    putting(&mut writer, 0..60).await;
    assert_eq!((script.count(), writer.pending()), (0, 60));
    assert_eq!(writer.finish().await.unwrap(), 60);
    assert_eq!(written(&script).iter().map(Vec::len).collect::<Vec<_>>(), [25, 25, 10]);
}

/// `checklist 166`
#[tokio::test]
async fn puts_and_deletes_keep_their_order() {
    let script = Script::by(|_| unprocessed(&[]));
    let mut writer = users(&script).batch_writer();
    let mut all = Vec::new();
    for id in 0..50 {
        let deletes = id % 3 == 0;
        write(&mut writer, deletes, id).await.unwrap();
        all.push(if deletes { deletion(id) } else { put(id) });
    }
    assert_eq!(batches(&script), [json!(&all[..25]), json!(&all[25..])]);
}

/// boto3's writer tries again with the next write, ours at once, after a pause. `checklist 168, 170`
#[tokio::test(start_paused = true)]
async fn what_waits_behind_a_batch_that_is_not_taken_stays_there() {
    for deletes in [false, true] {
        let all: Vec<Value> = (0..26).map(|id| if deletes { deletion(id) } else { put(id) }).collect();
        let none = unprocessed(&all[..25]);
        let script = Script::new([refused("ResourceNotFoundException"), none, unprocessed(&[]), unprocessed(&[])]);
        let mut writer = users(&script).batch_writer();
        for id in 0..24 {
            write(&mut writer, deletes, id).await.unwrap();
        }
        assert!(write(&mut writer, deletes, 24).await.unwrap_err().is_not_found());
        write(&mut writer, deletes, 25).await.unwrap();
        assert_eq!((script.count(), writer.pending()), (3, 1));
        assert_eq!(writer.finish().await.unwrap(), 26);
        let batch = json!(&all[..25]);
        assert_eq!(batches(&script), [batch.clone(), batch.clone(), batch, json!(&all[25..])]);
    }
}

/// `checklist 169`
#[tokio::test]
async fn only_the_last_write_of_an_item_is_sent() {
    let script = Script::new([unprocessed(&[])]);
    let mut writer = users(&script).table().items::<Value>().batch_writer().overwrite_by_keys(["id", "day"]);
    let entry = |id: u32, day: u32, text: &str| json!({"id": id, "day": day, "text": text});
    let key = |id: u32, day: u32| (("id", id), ("day", day));
    writer.put(&entry(1, 1, "old")).await.unwrap();
    writer.put(&entry(1, 1, "new")).await.unwrap();
    writer.delete(key(1, 2)).await.unwrap();
    writer.put(&entry(1, 2, "back")).await.unwrap();
    writer.put(&entry(2, 2, "gone")).await.unwrap();
    writer.delete(key(2, 2)).await.unwrap();
    writer.delete(key(2, 3)).await.unwrap();
    writer.delete(key(2, 3)).await.unwrap();
    assert_eq!(writer.finish().await.unwrap(), 4);
    let put = |id: &str, day: &str, text: &str| {
        let item = json!({"id": {"N": id}, "day": {"N": day}, "text": {"S": text}});
        json!({"PutRequest": {"Item": item}})
    };
    let deletion = |id: &str, day: &str| json!({"DeleteRequest": {"Key": {"id": {"N": id}, "day": {"N": day}}}});
    let sent = [put("1", "1", "new"), put("1", "2", "back"), deletion("2", "2"), deletion("2", "3")];
    assert_eq!(batches(&script), [json!(sent)]);
}

#[tokio::test]
async fn a_number_is_one_key_however_it_is_written() {
    let script = Script::new([unprocessed(&[])]);
    let mut writer = users(&script).batch_writer().overwrite_by_keys(["id"]);
    let key = |text: &str| HashMap::from([("id".to_owned(), AttributeValue::N(text.to_owned()))]);
    putting(&mut writer, [1, 10]).await;
    writer.delete(key("1.0")).await.unwrap();
    writer.delete(key("0.1")).await.unwrap();
    assert_eq!(writer.finish().await.unwrap(), 3);
    let deletion = |text: &str| json!({"DeleteRequest": {"Key": {"id": {"N": text}}}});
    assert_eq!(batches(&script), [json!([put(10), deletion("1.0"), deletion("0.1")])]);
}

/// `checklist 167, 168`
#[tokio::test(start_paused = true)]
async fn what_is_left_unprocessed_is_sent_again_first() {
    let script = Script::new([unprocessed(&[put(3), put(7)]), unprocessed(&[put(7)]), unprocessed(&[])]);
    let users = users(&script);
    let mut writer = users.batch_writer();
    for id in 0..26 {
        writer.put(&User { id }).await.unwrap();
    }
    // The first 25 went out at once; what was left waits for company.
    assert_eq!((script.count(), writer.pending()), (1, 3));
    assert_eq!(writer.finish().await.unwrap(), 26);
    let sent = written(&script);
    assert_eq!(sent[0].len(), 25);
    assert_eq!(sent[1..], [vec!["3", "7", "25"], vec!["7"]]);
    assert_eq!(writer.finish().await.unwrap(), 26);
    assert_eq!(script.count(), 3, "nothing is left to send");
}

#[tokio::test(start_paused = true)]
async fn writes_that_are_never_taken_end_in_an_error_and_are_kept() {
    let script = Script::by(|_| unprocessed(&[put(1)]));
    let mut writer = users(&script).batch_writer();
    writer.put(&User { id: 1 }).await.unwrap();
    let began = Instant::now();
    let error = writer.finish().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Service);
    assert!(error.to_string().contains("none of the writes was taken for 300s, and 1 still wait"), "{error}");
    assert_eq!(writer.pending(), 1);
    // A pause has 20 seconds at the most.
    assert!((300..=320).contains(&began.elapsed().as_secs()), "{:?}", began.elapsed());
    assert!(script.count() > 15, "{}", script.count());
}

#[tokio::test(start_paused = true)]
async fn throttling_is_waited_out() {
    let throttled = || refused("ProvisionedThroughputExceededException");
    let script = Script::new([throttled(), throttled(), unprocessed(&[])]);
    let mut writer = users(&script).batch_writer();
    writer.put(&User { id: 1 }).await.unwrap();
    assert_eq!(writer.finish().await.unwrap(), 1);

    let script = Script::by(|_| refused("ProvisionedThroughputExceededException"));
    let mut writer = users(&script).batch_writer().give_up_after(Duration::ZERO);
    writer.put(&User { id: 1 }).await.unwrap();
    for calls in [1, 2] {
        let error = writer.finish().await.unwrap_err();
        assert!(error.is_throttled() && error.to_string().contains("1 still wait"), "{error}");
        assert_eq!((script.count(), writer.pending(), writer.refused().len()), (calls, 1, 0));
    }
}

/// One write at a time is taken: that is slow, but goes on for longer than the writer would wait for none.
#[tokio::test(start_paused = true)]
async fn a_slow_table_is_not_given_up() {
    let script = Script::by(|sent| {
        let left: Vec<Value> = ids(sent)[1..].iter().map(|id| put(id.parse().unwrap())).collect();
        unprocessed(&left)
    });
    let patience = Duration::from_millis(500);
    let mut writer = users(&script).batch_writer().give_up_after(patience);
    let began = Instant::now();
    putting(&mut writer, 0..25).await;
    assert_eq!(writer.finish().await.unwrap(), 25);
    assert!(began.elapsed() > patience, "{:?}", began.elapsed());
    assert_eq!(script.count(), 25);
}

#[tokio::test(start_paused = true)]
async fn a_write_of_another_region_is_waited_for() {
    let script = Script::new([refused("ReplicatedWriteConflictException"), unprocessed(&[])]);
    let mut writer = users(&script).batch_writer();
    putting(&mut writer, [1]).await;
    assert_eq!(writer.finish().await.unwrap(), 1);
}

#[tokio::test]
async fn what_is_no_write_is_not_taken() {
    let script = Script::silent();
    let mut writer = users(&script).batch_writer().overwrite_by_keys(["Id"]);
    let error = writer.put(&User { id: 1 }).await.unwrap_err();
    assert!(error.to_string().contains("has no `Id`"), "{error}");
    let mut values = users(&script).table().items::<HashMap<&str, f64>>().batch_writer();
    let error = values.put(&HashMap::from([("id", 1.0), ("size", f64::NAN)])).await.unwrap_err();
    assert!(error.to_string().contains("`size`: not a number"), "{error}");
    let gone = values.delete(("id", "")).await.unwrap_err();
    assert!(gone.to_string().contains("the key's `id`"), "{gone}");
    for error in [error, gone] {
        assert_eq!(error.kind(), ErrorKind::Request);
    }
    assert_eq!((writer.pending(), values.pending()), (0, 0));
}

#[tokio::test]
async fn an_error_loses_nothing() {
    let script = Script::new([refused("ResourceNotFoundException"), unprocessed(&[])]);
    let mut writer = users(&script).batch_writer();
    for id in [1, 2] {
        writer.put(&User { id }).await.unwrap();
    }
    let error = writer.finish().await.unwrap_err();
    assert!(error.is_not_found(), "{error}");
    assert_eq!(writer.pending(), 2);
    assert_eq!(writer.finish().await.unwrap(), 2);
    assert_eq!(written(&script), [["1", "2"], ["1", "2"]]);
}

#[tokio::test]
async fn of_batches_at_the_same_time_only_the_failed_are_kept() {
    let script = Script::by(|sent| {
        if ids(sent).contains(&"30".to_owned()) { refused("ResourceNotFoundException") } else { unprocessed(&[]) }
    });
    let mut writer = users(&script).batch_writer().concurrency(2);
    let mut failures = 0;
    for id in 0..50 {
        failures += usize::from(writer.put(&User { id }).await.is_err());
    }
    assert_eq!((script.count(), failures, writer.pending()), (2, 1, 25));
    let kept = writer.into_pending();
    let kept: Vec<&str> = kept.iter().map(id).collect();
    assert_eq!(kept, (25..50).map(|id: u32| id.to_string()).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_dropped_future_loses_nothing() {
    let gate = std::sync::Arc::new(tokio::sync::Notify::new());
    let script = Script::new([unprocessed(&[]).after(&gate), unprocessed(&[])]);
    let mut writer = users(&script).batch_writer();
    writer.put(&User { id: 1 }).await.unwrap();
    tokio::select! {
        biased;
        _ = writer.finish() => panic!("the answer doesn't come"),
        () = script.until_sent(1) => {}
    }
    assert_eq!(writer.pending(), 1);
    assert_eq!(writer.finish().await.unwrap(), 1);
    assert_eq!(script.count(), 2);
}

#[tokio::test(start_paused = true)]
async fn an_unprocessed_write_is_not_overtaken_by_a_later_one_of_its_item() {
    let version = |version: u32| json!({"id": 1, "version": version});
    let put = |version: u32| json!({"PutRequest": {"Item": {"id": {"N": "1"}, "version": {"N": version.to_string()}}}});
    let script = Script::new([
        unprocessed(&[put(1)]),
        refused("ValidationException"), // both in one batch
        unprocessed(&[put(1)]),
        unprocessed(&[]),
        unprocessed(&[]),
    ]);
    let mut writer = users(&script).table().items::<Value>().batch_writer();
    writer.put(&version(1)).await.unwrap();
    for id in 2..=25 {
        writer.put(&json!({"id": id})).await.unwrap();
    }
    writer.put(&version(2)).await.unwrap();
    assert_eq!(writer.finish().await.unwrap(), 26);
    assert_eq!(batches(&script)[1..], [json!([put(1), put(2)]), json!([put(1)]), json!([put(1)]), json!([put(2)])]);
}

#[tokio::test]
async fn writes_go_to_other_threads_whatever_they_are_made_of() {
    #[derive(Serialize)]
    struct Counter {
        id: Cell<u32>,
    }
    struct Shared(Rc<u32>);
    impl IntoKey for Shared {
        fn into_key(self) -> Result<HashMap<String, AttributeValue>, String> {
            Ok(HashMap::from([("id".to_owned(), AttributeValue::N(self.0.to_string()))]))
        }
    }
    let script = Script::new([unprocessed(&[])]);
    let mut writer = users(&script).table().items::<Counter>().batch_writer();
    let finished = tokio::spawn(async move {
        let counter = Counter { id: Cell::new(1) };
        writer.put(&counter).await?;
        writer.delete(Shared(Rc::new(2))).await?;
        writer.finish().await
    });
    assert_eq!(finished.await.unwrap().unwrap(), 2);
    assert_eq!(batches(&script), [json!([put(1), deletion(2)])]);
}
