//! What the fake doesn't do to items: writes left unprocessed, pages that come twice, items of another shape.

use aws_resources::{
    ErrorKind,
    dynamodb::{DynamoDb, Items, attr, key},
};
use end_to_end::{
    answers::json_1_0,
    script::{Answer, Script, session},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

#[derive(Debug, Deserialize, PartialEq, Serialize)]
struct User {
    id: u32,
}

fn users(script: &Script) -> Items<User> {
    DynamoDb::new(&session(script)).table("users").items()
}

fn item(id: u32) -> Value {
    json!({"id": {"N": id.to_string()}})
}

fn put(id: u32) -> Value {
    json!({"PutRequest": {"Item": item(id)}})
}

fn unprocessed(writes: &[Value]) -> Answer {
    json_1_0(json!({"UnprocessedItems": if writes.is_empty() { json!({}) } else { json!({"users": writes}) }}))
}

fn refused(code: &str) -> Answer {
    let body = format!(r#"{{"__type":"com.amazonaws.dynamodb.v20120810#{code}","message":"no"}}"#);
    Answer::http(400, "application/x-amz-json-1.0", body)
}

/// The ids in each call's writes.
fn written(script: &Script) -> Vec<Vec<String>> {
    let ids = |sent: &Value| {
        let writes = sent["RequestItems"]["users"].as_array().unwrap();
        writes.iter().map(|write| write["PutRequest"]["Item"]["id"]["N"].as_str().unwrap().to_owned()).collect()
    };
    script.sent().iter().map(|sent| ids(&sent.json())).collect()
}

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
    let error = writer.finish().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Service);
    assert!(error.to_string().contains("none of the writes was taken 10 times in a row, and 1 still wait"), "{error}");
    assert_eq!((script.count(), writer.pending()), (10, 1));
}

#[tokio::test(start_paused = true)]
async fn throttling_is_waited_out() {
    let throttled = || refused("ProvisionedThroughputExceededException");
    let script = Script::new([throttled(), throttled(), unprocessed(&[])]);
    let mut writer = users(&script).batch_writer();
    writer.put(&User { id: 1 }).await.unwrap();
    assert_eq!(writer.finish().await.unwrap(), 1);

    let script = Script::by(|_| refused("ProvisionedThroughputExceededException"));
    let mut writer = users(&script).batch_writer();
    writer.put(&User { id: 1 }).await.unwrap();
    let error = writer.finish().await.unwrap_err();
    assert!(error.is_throttled() && error.to_string().contains("1 still wait"), "{error}");
    assert_eq!((script.count(), writer.pending()), (10, 1));
}

#[tokio::test]
async fn items_without_their_key_are_not_taken_for_one() {
    let script = Script::silent();
    let mut writer = users(&script).batch_writer().overwrite_by_keys(["Id"]);
    let error = writer.put(&User { id: 1 }).await.unwrap_err();
    assert!(error.to_string().contains("has no `Id`"), "{error}");
    assert_eq!(writer.pending(), 0);
}

#[tokio::test]
async fn an_error_loses_nothing() {
    let script = Script::new([refused("AccessDeniedException"), unprocessed(&[])]);
    let mut writer = users(&script).batch_writer();
    for id in [1, 2] {
        writer.put(&User { id }).await.unwrap();
    }
    let error = writer.finish().await.unwrap_err();
    assert!(error.is_access_denied(), "{error}");
    assert_eq!(writer.pending(), 2);
    assert_eq!(writer.finish().await.unwrap(), 2);
    assert_eq!(written(&script), [["1", "2"], ["1", "2"]]);
}

#[tokio::test]
async fn of_batches_at_the_same_time_only_the_failed_are_kept() {
    let script = Script::by(|sent| {
        if sent.json().to_string().contains(r#""N":"30""#) { refused("ValidationException") } else { unprocessed(&[]) }
    });
    let mut writer = users(&script).batch_writer().concurrency(2);
    let mut failures = 0;
    for id in 0..50 {
        failures += usize::from(writer.put(&User { id }).await.is_err());
    }
    assert_eq!((script.count(), failures, writer.pending()), (2, 1, 25));
    let kept = writer.into_pending();
    assert_eq!(kept.len(), 25);
    assert!(
        kept.iter()
            .all(|write| write.put_request().unwrap().item()["id"].as_n().unwrap().parse::<u32>().unwrap() >= 25)
    );
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

#[tokio::test]
async fn an_item_of_another_shape_is_an_error_among_the_others() {
    let page = json!({"Items": [item(1), {"id": {"S": "x"}}, item(3)]});
    let script = Script::new([json_1_0(page)]);
    let mut all = users(&script).scan().all();
    assert_eq!(all.next().await.unwrap().unwrap(), User { id: 1 });
    let error = all.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Response);
    assert!(error.to_string().contains("User"), "{error}");
    assert_eq!(all.next().await.unwrap().unwrap(), User { id: 3 });
    assert!(all.next().await.is_none());
}

#[tokio::test]
async fn a_page_key_that_comes_twice_ends_the_listing() {
    let page = |id| json_1_0(json!({"Items": [item(id)], "LastEvaluatedKey": {"id": {"N": "1"}, "day": {"S": "x"}}}));
    let script = Script::new([page(1), page(2)]);
    let mut all = users(&script).query(key("id").eq(1)).all();
    assert_eq!(all.try_next().await.unwrap(), Some(User { id: 1 }));
    assert_eq!(all.try_next().await.unwrap(), Some(User { id: 2 }));
    let error = all.try_next().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::RepeatedToken);
    assert_eq!(script.request(1).json()["ExclusiveStartKey"], json!({"id": {"N": "1"}, "day": {"S": "x"}}));
}

#[tokio::test]
async fn a_request_has_its_expressions_beside_those_by_hand() {
    let script = Script::by(|_| json_1_0(json!({})));
    let users = users(&script);
    let update = users.update(("id", 1)).set("size", 2).remove("old").condition(attr("size").lt(9));
    let update = update.with(|r| {
        r.condition_expression("#n0 = :v0")
            .expression_attribute_names("#n0", "owner")
            .expression_attribute_values(":v0", aws_sdk_dynamodb::types::AttributeValue::Bool(true))
    });
    update.await.unwrap();
    let sent = script.request(0).json();
    assert_eq!(sent["UpdateExpression"], "SET #n1 = :v1 REMOVE #n2");
    assert_eq!(sent["ConditionExpression"], "(#n0 = :v0) AND #n1 < :v2");
    assert_eq!(sent["ExpressionAttributeNames"], json!({"#n0": "owner", "#n1": "size", "#n2": "old"}));
    assert_eq!(sent["ExpressionAttributeValues"], json!({":v0": {"BOOL": true}, ":v1": {"N": "2"}, ":v2": {"N": "9"}}));

    users.get(("id", 1)).await.unwrap();
    let sent = script.request(1).json();
    assert!(sent.get("ExpressionAttributeNames").is_none(), "DynamoDB refuses an empty map: {sent}");

    users.scan().project(["id", "size"]).index("by-size").consistent().all().try_collect().await.unwrap();
    let sent = script.request(2).json();
    assert_eq!(sent["ProjectionExpression"], "#n0, #n1");
    assert_eq!((&sent["IndexName"], &sent["ConsistentRead"]), (&json!("by-size"), &json!(true)));
}

#[tokio::test]
async fn what_cannot_be_sent_is_not_sent() {
    let script = Script::silent();
    let users = users(&script);
    let odd = std::collections::HashMap::from([((1, 2), 3)]);
    let errors = [
        users.get(("id", &odd)).await.unwrap_err(),
        users.update(("id", 1)).set("a..b", 1).await.unwrap_err(),
        users.update(("id", 1)).set("a", 1).with(|r| r.update_expression("REMOVE b")).await.unwrap_err(),
        users.delete(("id", 1)).condition(attr("a").eq(&odd)).await.unwrap_err(),
        users.table().items::<u32>().put(&7).await.unwrap_err(),
        users.table().items::<u32>().batch_writer().put(&7).await.unwrap_err(),
        users.scan().filter(attr("").exists()).all().try_collect().await.unwrap_err(),
    ];
    for error in errors {
        assert_eq!(error.kind(), ErrorKind::Request, "{error}");
        assert!(error.to_string().contains("users"), "{error}");
    }
    assert_eq!(script.count(), 0);
}
