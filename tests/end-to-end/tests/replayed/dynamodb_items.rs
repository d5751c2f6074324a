//! What the fake doesn't do to items: pages that come twice, items of another shape; and what is sent.

use std::{collections::HashMap, sync::Arc};

use aws_resources::{
    ErrorKind,
    dynamodb::{DynamoDb, Items, attr, attr_named, key, number_set},
};
use aws_sdk_dynamodb::types::AttributeValue;
use end_to_end::{
    answers::json_1_0,
    script::{Answer, Script, Sent, session},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio::{sync::Notify, task::yield_now};

#[derive(Debug, Deserialize, PartialEq, Serialize)]
pub(super) struct User {
    pub(super) id: u32,
}

pub(super) fn users(script: &Script) -> Items<User> {
    DynamoDb::new(&session(script)).table("users").items()
}

pub(super) fn item(id: u32) -> Value {
    json!({"id": {"N": id.to_string()}})
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

/// `checklist 176`
#[tokio::test]
async fn an_attribute_of_a_type_that_came_later_is_an_error_among_the_others() {
    let page =
        json!({"Items": [{"id": {"X": "1"}}, {"id": {"N": "2"}, "all": {"L": [{"M": {"one": {"X": {}}}}]}}, item(3)]});
    let script = Script::new([json_1_0(page)]);
    let mut all = users(&script).scan().all();
    for place in ["`id`: of a type", "`all[0].one`: of a type"] {
        let error = all.next().await.unwrap().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Response);
        assert!(error.to_string().contains(place), "{error}");
    }
    assert_eq!(all.next().await.unwrap().unwrap(), User { id: 3 });
}

#[tokio::test]
async fn a_page_key_that_comes_twice_ends_the_listing() {
    let page =
        |id| json_1_0(json!({"Items": [item(id)], "LastEvaluatedKey": {"id": {"N": "1"}, "day": {"S": "ann@"}}}));
    let script = Script::new([page(1), page(2)]);
    let mut all = users(&script).query(key("id").eq(1)).all();
    assert_eq!(all.try_next().await.unwrap(), Some(User { id: 1 }));
    assert_eq!(all.try_next().await.unwrap(), Some(User { id: 2 }));
    let error = all.try_next().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::RepeatedToken);
    assert!(!error.to_string().contains("ann@"), "a key may be somebody's data: {error}");
    assert_eq!(script.request(1).json()["ExclusiveStartKey"], json!({"id": {"N": "1"}, "day": {"S": "ann@"}}));
}

/// Whether it is the second page of a segment, and a page with one user.
fn segment(sent: &Sent) -> (bool, Answer) {
    let sent = sent.json();
    assert_eq!(sent["TotalSegments"], 4);
    let second = sent.get("ExclusiveStartKey").is_some();
    let user = item(u32::try_from(sent["Segment"].as_u64().unwrap()).unwrap() * 2 + u32::from(second));
    let page = match second {
        true => json!({"Items": [user]}),
        false => json!({"Items": [user.clone()], "LastEvaluatedKey": user}),
    };
    (second, json_1_0(page))
}

#[tokio::test]
async fn each_segment_of_a_scan_is_read_to_its_end() {
    let script = Script::by(|sent| segment(sent).1);
    let all = users(&script).scan().segments(4).concurrency(2).all();
    let mut ids: Vec<u32> = all.try_collect().await.unwrap().into_iter().map(|user| user.id).collect();
    ids.sort_unstable();
    assert_eq!((ids, script.count()), ((0..8).collect(), 8));
}

#[tokio::test]
async fn a_scan_that_is_dropped_asks_no_more() {
    let gate = Arc::new(Notify::new());
    let wait = gate.clone();
    let script = Script::by(move |sent| match segment(sent) {
        (true, answer) => answer.after(&wait),
        (false, answer) => answer,
    });
    let mut all = users(&script).scan().segments(4).all();
    for _ in 0..4 {
        all.try_next().await.unwrap().unwrap();
    }
    tokio::select! {
        biased;
        more = all.try_next() => panic!("no second page comes: {more:?}"),
        () = script.until_sent(8) => {}
    }
    drop(all);
    gate.notify_waiters();
    for _ in 0..100 {
        yield_now().await;
    }
    assert_eq!(script.count(), 8);
}

#[tokio::test]
async fn no_more_is_read_than_is_wanted() {
    let script = Script::by(|_| json_1_0(json!({"Items": [item(1)]})));
    let users = users(&script);
    let (mine, one) = (|| key("id").eq(1), || attr("a").exists());
    let limit = || script.request(script.count() - 1).json().get("Limit").cloned();

    users.query(mine()).descending().all().first().await.unwrap();
    assert_eq!(limit(), Some(json!(1)));
    users.scan().all().limit(10).try_collect().await.unwrap();
    assert_eq!(limit(), Some(json!(10)));
    users.scan().segments(1).all().limit(7).pages().try_next().await.unwrap();
    assert_eq!(limit(), Some(json!(7)));
    // A page is as large as it is said to be, …
    users.query(mine()).all().limit(10).page_size(3).try_collect().await.unwrap();
    assert_eq!(limit(), Some(json!(3)));
    users.query(mine()).with(|r| r.limit(4)).all().limit(10).try_collect().await.unwrap();
    assert_eq!(limit(), Some(json!(4)));
    users.scan().with(|r| r.limit(4)).all().first().await.unwrap();
    assert_eq!(limit(), Some(json!(4)));
    // … and not cut where not all of it is wanted.
    users.query(mine()).all().try_collect().await.unwrap();
    assert_eq!(limit(), None);
    users.query(mine() & one()).all().first().await.unwrap();
    assert_eq!(limit(), None);
    users.scan().filter(one()).all().first().await.unwrap();
    assert_eq!(limit(), None);
    users.scan().with(|r| r.filter_expression("attribute_exists(a)")).all().first().await.unwrap();
    assert_eq!(limit(), None);
    users.query(mine()).all().filter(|r| r.filter_expression("attribute_exists(a)")).first().await.unwrap();
    assert_eq!(limit(), None);
    users.scan().all().retain(|_| true).limit(1).try_collect().await.unwrap();
    assert_eq!(limit(), None);
}

/// `checklist 154, 179`
#[tokio::test]
async fn a_request_has_its_expressions_beside_those_by_hand() {
    let script = Script::by(|_| json_1_0(json!({})));
    let users = users(&script);
    let update = users.update(("id", 1)).set("size", 2).remove("old").condition(attr("size").lt(9));
    let update = update.with(|r| {
        r.condition_expression("#n0 = :v0")
            .expression_attribute_names("#n0", "owner")
            .expression_attribute_values(":v0", AttributeValue::Bool(true))
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
async fn parentheses_by_hand_are_not_put_in_others() {
    let script = Script::by(|_| json_1_0(json!({})));
    let users = users(&script);
    for (written, expected) in [
        ("a = b OR c = d", "(a = b OR c = d) AND attribute_exists(#n0)"),
        ("(a = b OR c = d)", "(a = b OR c = d) AND attribute_exists(#n0)"),
        (" (a = b AND (c = d)) ", " (a = b AND (c = d))  AND attribute_exists(#n0)"),
        ("(a = b) OR (c = d)", "((a = b) OR (c = d)) AND attribute_exists(#n0)"),
        ("size(a) = size(b)", "(size(a) = size(b)) AND attribute_exists(#n0)"),
    ] {
        let delete = users.delete(("id", 1)).condition(attr("x").exists()).with(|r| r.condition_expression(written));
        delete.await.unwrap();
        assert_eq!(script.request(script.count() - 1).json()["ConditionExpression"], expected);
    }
}

#[tokio::test]
async fn attributes_are_named_as_paths_or_exactly() {
    let script = Script::by(|_| json_1_0(json!({})));
    let users = users(&script);
    let mail = || attr("users").field("ann@x.org");
    let update = users.update(("id", 1)).set(mail(), 1).set_if_not_exists(attr_named("a.b"), 2).append("c.d", ["x"]);
    let update = update.add(attr("e").index(0), 3).delete(mail().field("f"), number_set([4])).remove("g".to_owned());
    update.remove(mail().field("h.i")).await.unwrap();
    let sent = script.request(0).json();
    assert_eq!(
        sent["UpdateExpression"],
        "SET #n0.#n1 = :v0, #n2 = if_not_exists(#n2, :v1), #n3.#n4 = list_append(if_not_exists(#n3.#n4, :v2), :v3) \
         ADD #n5[0] :v4 DELETE #n0.#n1.#n6 :v5 REMOVE #n7, #n0.#n1.#n8"
    );
    let names = ["users", "ann@x.org", "a.b", "c", "d", "e", "f", "g", "h.i"];
    let names: HashMap<String, &str> =
        names.into_iter().enumerate().map(|(n, name)| (format!("#n{n}"), name)).collect();
    assert_eq!(sent["ExpressionAttributeNames"], json!(names));

    users.get(("id", 1)).project([attr_named("a.b"), mail()]).await.unwrap();
    let sent = script.request(1).json();
    assert_eq!(sent["ProjectionExpression"], "#n0, #n1.#n2");
}

#[tokio::test]
async fn what_cannot_be_sent_is_not_sent() {
    let script = Script::silent();
    let users = users(&script);
    let odd = HashMap::from([((1, 2), 3)]);
    let infinite = HashMap::from([("id", f64::INFINITY)]);
    let errors = [
        users.get(("id", &odd)).await.unwrap_err(),
        users.update(("id", 1)).set("a..b", 1).await.unwrap_err(),
        users.update(("id", 1)).set("a", 1).with(|r| r.update_expression("REMOVE b")).await.unwrap_err(),
        users.delete(("id", 1)).condition(attr("a").eq(&odd)).await.unwrap_err(),
        users.table().items::<u32>().put(&7).await.unwrap_err(),
        users.table().items::<u32>().batch_writer().put(&7).await.unwrap_err(),
        users.scan().filter(attr("").exists()).all().try_collect().await.unwrap_err(),
        users.get(("id", "")).await.unwrap_err(),
        users.delete(&7).await.unwrap_err(),
        users.table().items::<HashMap<&str, f64>>().put(&infinite).await.unwrap_err(),
        users.update(("id", 1)).add("a", number_set([0; 0])).await.unwrap_err(),
        users.query(key("id").eq(f64::NAN)).all().try_collect().await.unwrap_err(),
        users.scan().filter(attr("a").lt(attr("b").plus(1))).all().try_collect().await.unwrap_err(),
    ];
    for error in errors {
        assert_eq!(error.kind(), ErrorKind::Request, "{error}");
        assert!(error.to_string().contains("users"), "{error}");
    }
    assert_eq!(script.count(), 0);
}
