//! Requests and answers as they are on the wire: the types of values, and expressions beside those by hand.

use std::collections::HashMap;

use aws_resources::{
    ErrorKind,
    dynamodb::{attr, key},
};
use aws_sdk_dynamodb::{operation::scan::builders::ScanFluentBuilder, types::AttributeValue};
use end_to_end::{answers::json_1_0, item::EveryType, script::Script};
use serde_json::{Value, json};

use super::dynamodb_items::{User, item, users};

fn every_type() -> Value {
    json!({
        "customer": {"S": "c"},
        "day": {"N": "1"},
        "nothing": {"NULL": true},
        "flag": {"BOOL": true},
        "text": {"S": "mystring"},
        "number": {"N": "1.25"},
        "bytes": {"B": "AQ=="},
        "texts": {"SS": ["bar", "foo"]},
        "numbers": {"NS": ["1", "2"]},
        "blobs": {"BS": ["AQ==", "Ag=="]},
        "list": {"L": [{"S": "foo"}, {"N": "1"}, {"L": [{"S": "x"}]}]},
        "map": {"M": {"foo": {"S": "bar"}}},
    })
}

/// `checklist 171, 172, 175, 178`
#[tokio::test]
async fn an_item_is_written_and_read_as_it_is_typed() {
    let script = Script::new([json_1_0(json!({})), json_1_0(json!({"Item": every_type()}))]);
    let items = users(&script).table().items::<EveryType>();
    let item = EveryType::of("c", 1);
    items.put(&item).await.unwrap();
    assert_eq!(script.request(0).json()["Item"], every_type());
    assert_eq!(items.get((("customer", "c"), ("day", 1))).await.unwrap(), Some(item));
    assert_eq!(script.request(1).json()["Key"], json!({"customer": {"S": "c"}, "day": {"N": "1"}}));
}

/// `checklist 175, 178`
#[tokio::test]
async fn an_answer_without_an_item_is_none_and_an_attribute_without_a_type_an_error() {
    let script = Script::new([json!({}), json!({}), json!({"Item": {"id": {}}})].map(json_1_0));
    let users = users(&script);
    assert_eq!(users.get(("id", 1)).await.unwrap(), None);
    assert_eq!(users.put(&User { id: 1 }).returning_old().await.unwrap(), None);
    let error = users.get(("id", 1)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Response, "{error}");
}

#[tokio::test]
async fn an_item_without_the_attributes_that_are_asked_for_is_there() {
    let there = [json!({"Item": {}}), json!({"Item": {}}), json!({})].map(json_1_0);
    let script = Script::new(there);
    let days = users(&script).table().items::<HashMap<String, u32>>();
    let day = async || days.get(("id", 1)).project(["day"]).await.unwrap();
    assert_eq!(day().await, Some(HashMap::new()));
    let error = users(&script).get(("id", 1)).project(["day"]).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Response, "a user has an id: {error}");
    assert_eq!(day().await, None);
    assert_eq!(script.request(0).json()["ExpressionAttributeNames"], json!({"#n0": "day"}));
}

/// `checklist 179, 183, 184`
#[tokio::test]
async fn a_condition_sends_what_the_plain_client_is_told_by_hand() {
    let by_hand = |request: ScanFluentBuilder| {
        let request = request.filter_expression("#n0 = :v0").expression_attribute_names("#n0", "name");
        request.expression_attribute_values(":v0", AttributeValue::S("ann".to_owned()))
    };
    let script = Script::by(|_| json_1_0(json!({})));
    let users = users(&script);
    users.scan().filter(attr("name").eq("ann")).all().try_collect().await.unwrap();
    users.scan().with(by_hand).all().try_collect().await.unwrap();
    by_hand(users.table().client().scan().table_name("users")).send().await.unwrap();
    for call in 0..3 {
        let expected = json!({
            "TableName": "users",
            "FilterExpression": "#n0 = :v0",
            "ExpressionAttributeNames": {"#n0": "name"},
            "ExpressionAttributeValues": {":v0": {"S": "ann"}},
        });
        assert_eq!(script.request(call).json(), expected, "{call}");
    }
}

/// boto3 counts the filter's placeholders before the key's; to DynamoDB it is the same. `checklist 179, 180`
#[tokio::test]
async fn the_key_and_the_filter_of_a_query_have_placeholders_of_their_own() {
    let script = Script::by(|_| json_1_0(json!({})));
    let users = users(&script);
    let query = || users.query(key("id").eq(1) & attr("size").gt(2));
    query().all().try_collect().await.unwrap();
    let sent = script.request(0).json();
    assert_eq!(
        (&sent["KeyConditionExpression"], &sent["FilterExpression"]),
        (&json!("#n0 = :v0"), &json!("#n1 > :v1"))
    );
    assert_eq!(sent["ExpressionAttributeNames"], json!({"#n0": "id", "#n1": "size"}));
    assert_eq!(sent["ExpressionAttributeValues"], json!({":v0": {"N": "1"}, ":v1": {"N": "2"}}));

    let beside = query().with(|r| {
        r.filter_expression("#n0 = :flag")
            .expression_attribute_names("#n0", "owner")
            .expression_attribute_values(":flag", AttributeValue::Bool(true))
    });
    beside.all().try_collect().await.unwrap();
    let sent = script.request(1).json();
    assert_eq!(
        (&sent["KeyConditionExpression"], &sent["FilterExpression"]),
        (&json!("#n1 = :v1"), &json!("(#n0 = :flag) AND #n2 > :v2"))
    );
    assert_eq!(sent["ExpressionAttributeNames"], json!({"#n0": "owner", "#n1": "id", "#n2": "size"}));
    let values = json!({":flag": {"BOOL": true}, ":v1": {"N": "1"}, ":v2": {"N": "2"}});
    assert_eq!(sent["ExpressionAttributeValues"], values);
}

/// `checklist 154, 181`
#[tokio::test]
async fn what_is_used_twice_is_sent_the_same_twice() {
    let script = Script::by(|_| json_1_0(json!({})));
    let users = users(&script);
    let (user, free) = (User { id: 1 }, attr("id").not_exists());
    for call in 0..2 {
        users.put(&user).condition(free.clone()).await.unwrap();
        let sent = script.request(call).json();
        assert_eq!(
            (&sent["Item"], &sent["ConditionExpression"]),
            (&item(1), &json!("attribute_not_exists(#n0)")),
            "{call}"
        );
    }
    let mut writer = users.batch_writer();
    for _ in 0..2 {
        writer.put(&user).await.unwrap();
    }
    writer.finish().await.unwrap();
    let put = json!({"PutRequest": {"Item": item(1)}});
    assert_eq!(script.request(2).json()["RequestItems"]["users"], json!([put, put]));
}
