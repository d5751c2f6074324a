//! Items of a table as one's own types: read and written one by one, queried, scanned in parallel, and in batches.

use std::collections::BTreeSet;

use aws_resources::dynamodb::{DynamoDb, Items, Table, attr, attr_named, binary_set, key, number_set, string_set};
use aws_sdk_dynamodb::{
    Client,
    types::{
        AttributeDefinition, BillingMode, KeySchemaElement, KeyType, ScalarAttributeType, ScalarAttributeType as Type,
    },
};
use end_to_end::fake::Account;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
struct Order {
    customer: String,
    day: u32,
    total: f64,
    #[serde(default)]
    lines: Vec<String>,
    #[serde(default, with = "serde_dynamo::string_set", skip_serializing_if = "Vec::is_empty")]
    labels: Vec<String>,
    #[serde(default)]
    address: Option<Address>,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
struct Address {
    city: String,
}

fn order(customer: &str, day: u32, total: f64) -> Order {
    let (lines, labels) = (vec!["first".to_owned()], vec!["new".to_owned()]);
    Order {
        customer: customer.to_owned(),
        day,
        total,
        lines,
        labels,
        address: Some(Address { city: "Bern".to_owned() }),
    }
}

pub(super) async fn table(account: &Account, name: &str) -> Table {
    let attribute = |name: &str, kind: ScalarAttributeType| {
        AttributeDefinition::builder().attribute_name(name).attribute_type(kind).build().unwrap()
    };
    let part =
        |name: &str, kind: KeyType| KeySchemaElement::builder().attribute_name(name).key_type(kind).build().unwrap();
    let create = Client::new(&account.config).create_table().table_name(name).billing_mode(BillingMode::PayPerRequest);
    let create =
        create.attribute_definitions(attribute("customer", Type::S)).attribute_definitions(attribute("day", Type::N));
    let create = create.key_schema(part("customer", KeyType::Hash)).key_schema(part("day", KeyType::Range));
    create.send().await.unwrap();
    DynamoDb::new(&account.session).table(name)
}

async fn orders(account: &Account, name: &str) -> Items<Order> {
    table(account, name).await.items()
}

pub(super) fn id(customer: &str, day: u32) -> ((&'static str, &str), (&'static str, u32)) {
    (("customer", customer), ("day", day))
}

/// `checklist 178`
#[tokio::test]
async fn items_are_written_read_and_deleted() {
    let account = Account::new("eu-west-1").await;
    let orders = orders(&account, "orders").await;
    let first = order("c-1", 1, 10.5);
    assert_eq!(orders.get(id("c-1", 1)).await.unwrap(), None);
    orders.put(&first).condition(attr("customer").not_exists()).await.unwrap();
    assert_eq!(orders.get(id("c-1", 1)).consistent().await.unwrap(), Some(first.clone()));

    let twice = orders.put(&first).condition(attr("customer").not_exists()).await.unwrap_err();
    assert_eq!(twice.code(), Some("ConditionalCheckFailedException"), "{twice}");
    let second = Order { total: 11.0, ..first.clone() };
    assert_eq!(orders.put(&second).returning_old().await.unwrap(), Some(first));
    // A condition by hand and one that is built hold together.
    let kept = orders.delete(id("c-1", 1)).condition(attr("total").gt(100));
    let kept = kept.with(|r| r.condition_expression("(attribute_exists(customer) OR attribute_exists(voucher))"));
    let kept = kept.await.unwrap_err();
    assert_eq!(kept.code(), Some("ConditionalCheckFailedException"), "{kept}");
    assert_eq!(orders.delete(id("c-1", 1)).returning_old().await.unwrap(), Some(second));
    assert_eq!(orders.delete(id("c-1", 1)).returning_old().await.unwrap(), None);
    orders.delete(id("c-1", 1)).await.unwrap();
}

#[tokio::test]
async fn an_update_changes_what_it_names() {
    let account = Account::new("eu-west-1").await;
    let orders = orders(&account, "orders").await;
    orders.put(&order("c-1", 1, 10.0)).await.unwrap();
    let changed = orders
        .update(id("c-1", 1))
        .set("address.city", "Genf")
        .set("total", attr("total").plus(2.5))
        .append("lines", ["last"])
        .prepend("lines", ["before"])
        .add("labels", string_set(["paid"]))
        .condition(attr("address.city").eq("Bern"));
    // DynamoDB refuses two changes of one path.
    let twice = changed.await.unwrap_err();
    assert_eq!(twice.code(), Some("ValidationException"), "{twice}");

    let changed = orders
        .update(id("c-1", 1))
        .set("address.city", "Genf")
        .set("total", attr("total").plus(2.5))
        .append("lines", ["last"])
        .add("labels", string_set(["paid"]))
        .returning_new();
    let changed = changed.await.unwrap().expect("it is there");
    assert_eq!(changed.total, 12.5);
    assert_eq!(changed.lines, ["first", "last"]);
    assert_eq!(changed.address, Some(Address { city: "Genf".to_owned() }));
    assert_eq!(BTreeSet::from_iter(changed.labels), BTreeSet::from(["new".to_owned(), "paid".to_owned()]));

    let old =
        orders.update(id("c-1", 1)).delete("labels", string_set(["new", "paid"])).remove("address").returning_old();
    assert_eq!(old.await.unwrap().unwrap().address, Some(Address { city: "Genf".to_owned() }));
    let now = orders.get(id("c-1", 1)).await.unwrap().unwrap();
    assert_eq!((now.labels.len(), now.address), (0, None));

    // An item that isn't there is made.
    let made =
        orders.update(id("c-2", 9)).set_if_not_exists("total", 1).add("visits", 2).returning_new().await.unwrap();
    assert_eq!(made.map(|made| (made.day, made.total)), Some((9, 1.0)));
}

#[tokio::test]
async fn reserved_words_and_odd_names_need_nothing() {
    let account = Account::new("eu-west-1").await;
    let items = table(&account, "odd").await.items::<Value>();
    let item = json!({"customer": "c", "day": 1, "size": 3, "a.b": "dot", "Status": "new", "ü #1": [1]});
    items.put(&item).await.unwrap();
    let held = attr("size").eq(3).and(attr("Status").is_in(["new", "old"])).and(attr("ü #1").exists());
    let found = items.query(key("customer").eq("c").and(held.and(attr_named("a.b").eq("dot")))).all();
    let found = found.try_collect().await.unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!((&found[0]["a.b"], &found[0]["ü #1"]), (&"dot".into(), &json!([1])));
}

#[tokio::test]
async fn names_with_dots_are_names_one_by_one() {
    #[derive(Serialize)]
    struct OrderKey {
        customer: &'static str,
        day: u32,
    }
    let account = Account::new("eu-west-1").await;
    let items = table(&account, "dots").await.items::<Value>();
    let key_of = &OrderKey { customer: "c", day: 1 };
    items.put(&json!({"customer": "c", "day": 1, "users": {"bob@x.org": 1}})).await.unwrap();

    let (ann, bob) = (attr("users").field("ann@x.org"), attr("users").field("bob@x.org"));
    let changed = items.update(key_of).set(ann.clone(), json!({"phones": ["1", "2"]})).set(attr_named("a.b"), 3);
    let changed = changed.condition(bob.eq(1)).remove(bob.clone()).returning_new().await.unwrap().unwrap();
    assert_eq!(changed["users"], json!({"ann@x.org": {"phones": ["1", "2"]}}));
    assert_eq!(changed["a.b"], 3);

    let phones = ann.field("phones");
    let changed = items.update(key_of).set(phones.clone().index(1), "9").condition(phones.clone().index(0).eq("1"));
    changed.await.unwrap();
    let some = items.get(key_of).project([phones, attr_named("a.b")]).await.unwrap().unwrap();
    assert_eq!(some, json!({"users": {"ann@x.org": {"phones": ["1", "9"]}}, "a.b": 3}));

    let gone = attr("users").exists() & bob.not_exists();
    let found = items.query(gone & (key("day").ge(1) & key("customer").eq("c"))).all().first().await.unwrap();
    assert_eq!(found.unwrap()["day"], 1);
    items.delete(key_of).await.unwrap();
    assert_eq!(items.get(key_of).await.unwrap(), None);
}

#[tokio::test]
async fn a_query_pages_filters_and_turns_round() {
    let account = Account::new("eu-west-1").await;
    let orders = orders(&account, "orders").await;
    for day in 1..=9 {
        orders.put(&order("c-1", day, f64::from(day) * 10.0)).await.unwrap();
    }
    orders.put(&order("c-2", 1, 1.0)).await.unwrap();
    let days = async |query: aws_resources::dynamodb::Query<Order>| -> Vec<u32> {
        query.all().page_size(2).try_collect().await.unwrap().iter().map(|order| order.day).collect()
    };
    let mine = || key("customer").eq("c-1");
    assert_eq!(days(orders.query(mine())).await, [1, 2, 3, 4, 5, 6, 7, 8, 9]);
    assert_eq!(days(orders.query(mine()).descending()).await, [9, 8, 7, 6, 5, 4, 3, 2, 1]);
    assert_eq!(days(orders.query(mine().and(key("day").between(3, 5))).consistent()).await, [3, 4, 5]);
    assert_eq!(days(orders.query(mine().and(key("day").ge(8)))).await, [8, 9]);
    // Pages on which the filter leaves nothing don't end it.
    let large = mine().and(attr("total").gt(70)).and(attr("address.city").begins_with("B"));
    assert_eq!(days(orders.query(large)).await, [8, 9]);
    assert_eq!(days(orders.query(mine()).filter(attr("total").le(20)).filter(attr("day").ne(1))).await, [2]);
    let limited = orders.query(mine()).all().limit(3).try_collect().await.unwrap();
    assert_eq!(limited.len(), 3);
    let last = orders.query(mine()).descending().all().first().await.unwrap();
    assert_eq!(last.map(|order| order.day), Some(9));

    #[derive(Deserialize)]
    struct City {
        address: Address,
    }
    let cities = orders.table().items::<City>().query(mine()).project(["address.city"]).all();
    assert!(cities.try_collect().await.unwrap().iter().all(|city| city.address.city == "Bern"));
}

#[tokio::test]
async fn a_parallel_scan_gives_each_item_once() {
    let account = Account::new("eu-west-1").await;
    let orders = orders(&account, "orders").await;
    let mut writer = orders.batch_writer();
    for day in 0..120 {
        writer.put(&order(&format!("c-{}", day % 10), day, 1.0)).await.unwrap();
    }
    assert_eq!(writer.finish().await.unwrap(), 120);
    let all = |scan: aws_resources::dynamodb::Scan<Order>| async move {
        let mut days: Vec<u32> =
            scan.all().page_size(7).try_collect().await.unwrap().iter().map(|order| order.day).collect();
        days.sort_unstable();
        days
    };
    let expected: Vec<u32> = (0..120).collect();
    assert_eq!(all(orders.scan()).await, expected);
    assert_eq!(all(orders.scan().segments(6)).await, expected);
    assert_eq!(all(orders.scan().concurrency(2).segments(6)).await, expected);
    assert_eq!(all(orders.scan().segments(1).filter(attr("day").lt(5))).await, [0, 1, 2, 3, 4]);
    let none = orders.scan().segments(0).all().try_collect().await.unwrap_err();
    assert!(none.to_string().contains("one segment"), "{none}");
}

/// `checklist 169`
#[tokio::test]
async fn a_batch_writer_writes_all_and_the_last_of_each_key() {
    let account = Account::new("eu-west-1").await;
    let orders = orders(&account, "orders").await;
    let mut writer = orders.batch_writer().overwrite_by_keys(["customer", "day"]).concurrency(3);
    for round in 1..=2 {
        for day in 0..60 {
            writer.put(&order("c-1", day, f64::from(round))).await.unwrap();
        }
    }
    writer.delete(id("c-1", 0)).await.unwrap();
    writer.delete(id("c-1", 1)).await.unwrap();
    assert!(writer.pending() < 75, "it has written what makes three batches: {writer:?}");
    writer.finish().await.unwrap();
    assert_eq!(writer.pending(), 0);
    let left = orders.scan().all().try_collect().await.unwrap();
    assert_eq!(left.len(), 58);
    assert!(left.iter().all(|order| order.total == 2.0), "the second round is what stays");
}

#[tokio::test]
async fn a_batch_writer_sets_aside_what_dynamodb_refuses() {
    let account = Account::new("eu-west-1").await;
    let items = table(&account, "orders").await.items::<Value>();
    let mut writer = items.batch_writer();
    for day in 0..60 {
        let item = match day {
            7 => json!({"customer": "c", "day": "seven"}),
            31 => json!({"customer": "c"}),
            45 => json!({"customer": "c", "day": 45, "text": "x".repeat(500_000)}),
            _ => json!({"customer": "c", "day": day}),
        };
        writer.put(&item).await.unwrap();
    }
    let error = writer.finish().await.unwrap_err();
    assert_eq!(error.code(), Some("ValidationException"), "{error}");
    let refused = writer.take_refused();
    let told = ["Type mismatch", "Missing the key day", "Item size"];
    assert_eq!(refused.len(), told.len());
    for (refused, told) in refused.iter().zip(told) {
        assert!(refused.error().message().contains(told), "{refused:?}");
    }
    assert_eq!(writer.finish().await.unwrap(), 57);
    assert_eq!(items.scan().all().try_collect().await.unwrap().len(), 57);
}

#[tokio::test]
async fn sets_are_compared_as_sets() {
    let account = Account::new("eu-west-1").await;
    let items = table(&account, "sets").await.items::<Value>();
    let made = items
        .update(id("c", 1))
        .set("numbers", number_set([1, 2]))
        .set("texts", string_set(["a"]))
        .set("bytes", binary_set([vec![1, 2]]));
    made.await.unwrap();
    let held =
        attr("numbers").contains(2).and(attr("texts").eq(string_set(["a"]))).and(attr("bytes").attribute_type("BS"));
    items.delete(id("c", 1)).condition(held).await.unwrap();
    assert_eq!(items.get(id("c", 1)).await.unwrap(), None);
}
