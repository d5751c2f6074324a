//! Tables, their settings and backups, and items as the SDK's attribute values. The fake knows no
//! global tables, contributor insights and streaming to Kinesis; for PartiQL and exports it needs parts that it lacks here.

use std::collections::HashMap;

use aws_resources::{
    dynamodb::{DynamoDb, Table},
    prelude::*,
};
use aws_sdk_dynamodb::{
    Client,
    operation::{describe_table::DescribeTableError, transact_write_items::TransactWriteItemsError},
    types::{
        AttributeDefinition, AttributeValue, BackupStatus, BillingMode, ContinuousBackupsStatus, Delete, DeleteRequest,
        Get, GlobalSecondaryIndex, KeySchemaElement, KeyType, KeysAndAttributes, LocalSecondaryIndex,
        PointInTimeRecoverySpecification, PointInTimeRecoveryStatus, Projection, ProjectionType, Put, PutRequest,
        ScalarAttributeType, StreamSpecification, StreamViewType, TableStatus, Tag, TimeToLiveSpecification,
        TimeToLiveStatus, TransactGetItem, TransactWriteItem, WriteRequest,
    },
};
use end_to_end::fake::Account;

use crate::{SOON, pages};

fn text(name: &str) -> AttributeDefinition {
    AttributeDefinition::builder().attribute_name(name).attribute_type(ScalarAttributeType::S).build().unwrap()
}

fn hash(name: &str) -> KeySchemaElement {
    KeySchemaElement::builder().attribute_name(name).key_type(KeyType::Hash).build().unwrap()
}

fn s(value: &str) -> AttributeValue {
    AttributeValue::S(value.to_owned())
}

/// A table with a stream and an index that the plain SDK creates.
async fn create(account: &Account, name: &str) -> Table {
    let index = GlobalSecondaryIndex::builder()
        .index_name("by-mail")
        .key_schema(hash("mail"))
        .projection(Projection::builder().projection_type(ProjectionType::All).build());
    let stream = StreamSpecification::builder().stream_enabled(true).stream_view_type(StreamViewType::NewImage);
    let table = Client::new(&account.config)
        .create_table()
        .table_name(name)
        .attribute_definitions(text("id"))
        .attribute_definitions(text("mail"))
        .key_schema(hash("id"))
        .global_secondary_indexes(index.build().unwrap())
        .stream_specification(stream.build().unwrap())
        .billing_mode(BillingMode::PayPerRequest);
    table.send().await.unwrap();
    DynamoDb::new(&account.session).table(name)
}

#[tokio::test]
async fn a_listing_has_the_pages_of_the_plain_sdk() {
    let account = Account::new("eu-west-1").await;
    for name in ["carts", "clients", "orders", "prices", "stock"] {
        create(&account, name).await;
    }
    let mut plain = Client::new(&account.config).list_tables().into_paginator().page_size(2).send();
    let mut expected = Vec::new();
    while let Some(page) = plain.try_next().await.unwrap() {
        expected.push(page.table_names().to_vec());
    }
    let tables = DynamoDb::new(&account.session).tables().page_size(2);
    let found = pages(tables, |table| table.name().to_owned()).await.unwrap();
    assert_eq!(found, expected);
    assert_eq!(found.iter().map(Vec::len).collect::<Vec<_>>(), [2, 2, 1]);
}

#[tokio::test]
async fn a_table_lives_and_dies() {
    let account = Account::new("us-east-1").await;
    let dynamodb = DynamoDb::new(&account.session);
    let created = dynamodb.create_table().with(|r| {
        r.table_name("orders")
            .attribute_definitions(text("id"))
            .key_schema(hash("id"))
            .billing_mode(BillingMode::PayPerRequest)
    });
    let table = created.await.unwrap().expect("the answer describes the table");
    assert_eq!(table.name(), "orders");
    assert!(table.loaded().is_some(), "it comes with its data");
    table.wait_until_exists().every(SOON).await.unwrap();

    let arn = table.arn().await.unwrap();
    let plain = Client::new(&account.config).describe_table().table_name("orders").send().await.unwrap();
    end_to_end::exercised::arn("dynamodb.Table", &arn, plain.table().unwrap().table_arn());
    account.assert_arn(
        &arn,
        "arn:${Partition}:dynamodb:${Region}:${Account}:table/${TableName}",
        &[("TableName", "orders")],
    );

    let updated = table.update().with(|r| r.deletion_protection_enabled(true)).await.unwrap();
    assert_eq!(updated.loaded().and_then(|data| data.deletion_protection_enabled()), Some(true));
    assert!(table.delete().await.is_err(), "it is protected");
    table.update().with(|r| r.deletion_protection_enabled(false)).await.unwrap();
    assert_eq!(table.data().await.unwrap().table_status(), Some(&TableStatus::Active));

    table.delete().await.unwrap();
    table.wait_until_not_exists().every(SOON).await.unwrap();
    let gone = table.data().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
    assert_eq!(gone.code(), Some("ResourceNotFoundException"));
    let sdk = gone.sdk_error::<DescribeTableError>().and_then(|error| error.as_service_error());
    assert!(sdk.is_some_and(DescribeTableError::is_resource_not_found_exception), "{sdk:?}");
}

#[tokio::test]
async fn items_are_read_and_written_through_their_table() {
    let account = Account::new("eu-west-1").await;
    let table = create(&account, "people").await;
    for (id, mail) in [("1", "ann@example.com"), ("2", "bob@example.com"), ("3", "ann@example.com")] {
        table.put_item().with(|r| r.item("id", s(id)).item("mail", s(mail))).await.unwrap();
    }
    let found = table.get_item().with(|r| r.key("id", s("2"))).await.unwrap();
    assert_eq!(found.item().and_then(|item| item.get("mail")), Some(&s("bob@example.com")));
    assert_eq!(table.scan().await.unwrap().count(), 3);

    let index = table.global_secondary_index("by-mail");
    let anns = index.query().with(|r| {
        r.key_condition_expression("mail = :mail").expression_attribute_values(":mail", s("ann@example.com"))
    });
    assert_eq!(anns.await.unwrap().count(), 2, "the index is in the request");
    assert_eq!(index.scan().await.unwrap().count(), 3);

    let update = table.update_item().with(|r| {
        let values = HashMap::from([(":mail".to_owned(), s("bob@example.org"))]);
        r.key("id", s("2")).update_expression("SET mail = :mail").set_expression_attribute_values(Some(values))
    });
    update.await.unwrap();
    table.delete_item().with(|r| r.key("id", s("1"))).await.unwrap();
    let left =
        table.query().with(|r| r.key_condition_expression("id = :id").expression_attribute_values(":id", s("2")));
    assert_eq!(left.await.unwrap().items()[0]["mail"], s("bob@example.org"));
    assert_eq!(table.get_item().with(|r| r.key("id", s("1"))).await.unwrap().item(), None);
}

/// The fake gives no ARN of an index.
#[tokio::test]
async fn indexes_come_with_data_and_arns() {
    let account = Account::new("eu-west-1").await;
    let table = create(&account, "people").await;
    let indexes = table.global_secondary_indexes().try_collect().await.unwrap();
    assert_eq!(
        indexes.iter().map(|index| (index.table_name(), index.name())).collect::<Vec<_>>(),
        [("people", "by-mail")]
    );
    let arn = indexes[0].arn().await.unwrap();
    account.assert_arn(
        &arn,
        "arn:${Partition}:dynamodb:${Region}:${Account}:table/${TableName}/index/${IndexName}",
        &[("TableName", "people"), ("IndexName", "by-mail")],
    );
    assert_eq!(indexes[0].table(), table);
    assert!(table.global_secondary_index("none").data().await.unwrap_err().is_not_found());
    assert_eq!(table.local_secondary_indexes().try_collect().await.unwrap(), []);
    let deleted = indexes[0].delete().await.unwrap();
    assert_eq!(deleted, table);
    assert!(indexes[0].data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn settings_are_parts_of_a_table() {
    let account = Account::new("eu-west-1").await;
    let table = create(&account, "orders").await;
    let expiry = table.time_to_live();
    assert_eq!(expiry.data().await.unwrap().time_to_live_status(), Some(&TimeToLiveStatus::Disabled));
    let on = TimeToLiveSpecification::builder().enabled(true).attribute_name("until").build().unwrap();
    let set = expiry.update().with(|r| r.time_to_live_specification(on)).await.unwrap();
    assert_eq!(set.map(|set| set.attribute_name), Some("until".to_owned()));
    assert_eq!(expiry.data().await.unwrap().attribute_name(), Some("until"));
    assert_eq!(expiry.table(), table);

    let backups = table.continuous_backups();
    let recovery = |on| PointInTimeRecoverySpecification::builder().point_in_time_recovery_enabled(on).build().unwrap();
    let updated = backups.update().with(|r| r.point_in_time_recovery_specification(recovery(true))).await.unwrap();
    let data = updated.loaded().unwrap();
    assert_eq!(data.continuous_backups_status(), &ContinuousBackupsStatus::Enabled);
    let status = data.point_in_time_recovery_description().and_then(|it| it.point_in_time_recovery_status());
    assert_eq!(status, Some(&PointInTimeRecoveryStatus::Enabled));
    let missing = DynamoDb::new(&account.session).continuous_backups("none").data().await.unwrap_err();
    assert!(missing.is_not_found(), "{missing}");
}

/// The fake lists all backups on one page.
#[tokio::test]
async fn backups_are_made_listed_and_restored() {
    let account = Account::new("eu-west-1").await;
    let table = create(&account, "orders").await;
    table.put_item().with(|r| r.item("id", s("1")).item("mail", s("ann@example.com"))).await.unwrap();
    let backup = table.create_backup().with(|r| r.backup_name("friday")).await.unwrap().unwrap();
    backup.wait_until_available().every(SOON).await.unwrap();
    let data = backup.data().await.unwrap();
    assert_eq!(data.backup_details().map(|details| details.backup_status()), Some(&BackupStatus::Available));
    assert_eq!(backup.table().await.unwrap(), Some(table.clone()));
    let listed = table.backups().try_collect().await.unwrap();
    assert_eq!(listed, std::slice::from_ref(&backup));
    assert_eq!(listed[0].summary().unwrap().backup_name(), Some("friday"));
    let arn = backup.arn().await.unwrap();
    end_to_end::exercised::arn("dynamodb.Backup", &arn, listed[0].summary().unwrap().backup_arn());
    account.assert_arn(
        &arn,
        "arn:${Partition}:dynamodb:${Region}:${Account}:table/${TableName}/backup/${BackupName}",
        &[("TableName", "orders")],
    );

    let restored = backup.restore_table().with(|r| r.target_table_name("restored")).await.unwrap().unwrap();
    assert_eq!(restored.name(), "restored");
    assert_eq!(restored.scan().await.unwrap().count(), 1);
    backup.delete().await.unwrap();
    let gone = backup.data().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
    assert_eq!(DynamoDb::new(&account.session).backups().try_collect().await.unwrap(), []);
}

/// The fake gives the tags of all tables that it finds by the ARN on one page.
#[tokio::test]
async fn tags_are_resources() {
    let account = Account::new("eu-west-1").await;
    let table = create(&account, "orders").await;
    for (key, value) in [("stage", "test"), ("team", "shop"), ("until", "2030")] {
        let tag = Tag::builder().key(key).value(value).build().unwrap();
        table.tag_resource().with(|r| r.tags(tag)).await.unwrap();
    }
    let arn = table.arn().await.unwrap();
    let mut tags = table.tags_collection().try_collect().await.unwrap();
    tags.sort_by_key(|tag| tag.key().to_owned());
    let found: Vec<_> = tags.iter().map(|tag| (tag.resource_arn(), tag.key())).collect();
    assert_eq!(found, [(arn.as_str(), "stage"), (arn.as_str(), "team"), (arn.as_str(), "until")]);
    assert_eq!(tags[1].data().await.unwrap().value(), "shop");
    tags[1].delete().await.unwrap();
    assert!(tags[1].reload().await.unwrap_err().is_not_found());
    let report = table.tags_collection().delete().await;
    assert_eq!(report.failed().count(), 0, "{report:?}");
    assert_eq!(table.tags_collection().try_collect().await.unwrap(), []);
}

#[tokio::test]
async fn a_resource_policy_belongs_to_an_arn() {
    let account = Account::new("eu-west-1").await;
    let table = create(&account, "orders").await;
    let policy = table.resource_policy().await.unwrap().expect("the data has the ARN");
    assert_eq!(policy.resource_arn(), table.arn().await.unwrap().as_str());
    let text = r#"{"Version":"2012-10-17","Statement":[]}"#;
    policy.put().with(|r| r.policy(text)).await.unwrap();
    assert_eq!(policy.data().await.unwrap().policy(), Some(text));
    policy.delete().await.unwrap();
    let gone = policy.data().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
    let stream = table.stream_resource_policy().await.unwrap().expect("the table has a stream");
    assert_eq!(Some(stream.resource_arn()), table.data().await.unwrap().latest_stream_arn());
}

fn write(id: &str) -> WriteRequest {
    let put = PutRequest::builder().item("id", s(id)).item("mail", s("ann@example.com")).build().unwrap();
    WriteRequest::builder().put_request(put).build()
}

fn keys(ids: &[&str]) -> KeysAndAttributes {
    let keys = ids.iter().map(|id| HashMap::from([("id".to_owned(), s(id))]));
    KeysAndAttributes::builder().set_keys(Some(keys.collect())).build().unwrap()
}

#[tokio::test]
async fn a_batch_reaches_several_tables() {
    let account = Account::new("eu-west-1").await;
    let (orders, stock) = (create(&account, "orders").await, create(&account, "stock").await);
    let dynamodb = DynamoDb::new(&account.session);
    let writes = dynamodb.batch_write_item().with(|r| {
        r.request_items("orders", vec![write("1"), write("2"), write("3")]).request_items("stock", vec![write("9")])
    });
    assert!(writes.await.unwrap().unprocessed_items().is_none_or(HashMap::is_empty));
    let reads = dynamodb.batch_get_item();
    let reads = reads.with(|r| r.request_items("orders", keys(&["1", "3", "7"])).request_items("stock", keys(&["9"])));
    let found = reads.await.unwrap();
    let found = found.responses().unwrap();
    let mut ids: Vec<_> = found["orders"].iter().map(|item| item["id"].as_s().unwrap().as_str()).collect();
    ids.sort_unstable();
    assert_eq!(ids, ["1", "3"], "there is no 7");
    assert_eq!(found["stock"].len(), 1);

    let gone = DeleteRequest::builder().key("id", s("1")).build().unwrap();
    let gone = WriteRequest::builder().delete_request(gone).build();
    dynamodb.batch_write_item().with(|r| r.request_items("orders", vec![gone])).await.unwrap();
    assert_eq!(orders.scan().await.unwrap().count(), 2);
    assert_eq!(stock.scan().await.unwrap().count(), 1);
}

#[tokio::test]
async fn a_transaction_writes_all_or_nothing() {
    let account = Account::new("us-east-1").await;
    let (orders, stock) = (create(&account, "orders").await, create(&account, "stock").await);
    let dynamodb = DynamoDb::new(&account.session);
    stock.put_item().with(|r| r.item("id", s("9")).item("mail", s("ann@example.com"))).await.unwrap();
    let put = |id: &str| {
        let put = Put::builder().table_name("orders").item("id", s(id)).item("mail", s("ann@example.com"));
        TransactWriteItem::builder().put(put.condition_expression("attribute_not_exists(id)").build().unwrap()).build()
    };
    let delete = Delete::builder().table_name("stock").key("id", s("9")).build().unwrap();
    let delete = TransactWriteItem::builder().delete(delete).build();
    dynamodb.transact_write_items().with(|r| r.transact_items(put("1")).transact_items(delete)).await.unwrap();
    assert_eq!((orders.scan().await.unwrap().count(), stock.scan().await.unwrap().count()), (1, 0));

    let again = dynamodb.transact_write_items().with(|r| r.transact_items(put("2")).transact_items(put("1")));
    let cancelled = again.await.unwrap_err();
    let sdk = cancelled.sdk_error::<TransactWriteItemsError>().and_then(|error| error.as_service_error());
    let Some(TransactWriteItemsError::TransactionCanceledException(why)) = sdk else { panic!("{cancelled}") };
    let codes: Vec<_> = why.cancellation_reasons().iter().map(|reason| reason.code()).collect();
    assert_eq!(codes, [Some("None"), Some("ConditionalCheckFailed")]);

    let get = |id: &str| {
        let get = Get::builder().table_name("orders").key("id", s(id)).build().unwrap();
        TransactGetItem::builder().get(get).build()
    };
    let read = dynamodb.transact_get_items().with(|r| r.transact_items(get("1")).transact_items(get("2"))).await;
    let read = read.unwrap();
    let found: Vec<_> =
        read.responses().iter().map(|it| it.item().is_some_and(|item| item.contains_key("id"))).collect();
    assert_eq!(found, [true, false], "the second one wasn't written");
}

#[tokio::test]
async fn a_table_is_restored_as_it_was() {
    let account = Account::new("eu-west-1").await;
    let table = create(&account, "orders").await;
    table.put_item().with(|r| r.item("id", s("1")).item("mail", s("ann@example.com"))).await.unwrap();
    let restore = table.restore_to_point_in_time();
    let restored = restore.with(|r| r.target_table_name("again").use_latest_restorable_time(true)).await.unwrap();
    let restored = restored.expect("the answer describes the table");
    assert_eq!(restored.name(), "again");
    let data = restored.data().await.unwrap();
    let source = data.restore_summary().and_then(|summary| summary.source_table_arn());
    assert_eq!(source, Some(table.arn().await.unwrap().as_str()));
    assert_eq!(restored.scan().await.unwrap().count(), 1);
    let missing = DynamoDb::new(&account.session).table("none").restore_to_point_in_time();
    let missing = missing.with(|r| r.target_table_name("other").use_latest_restorable_time(true)).await.unwrap_err();
    assert!(missing.is_not_found(), "{missing}");
}

#[tokio::test]
async fn a_region_has_limits_and_endpoints() {
    let account = Account::new("eu-west-1").await;
    let dynamodb = DynamoDb::new(&account.session);
    let limits = dynamodb.describe_limits().await.unwrap();
    assert!(limits.account_max_read_capacity_units() > limits.table_max_read_capacity_units());
    let endpoints = dynamodb.describe_endpoints().await.unwrap();
    assert_eq!(endpoints.endpoints()[0].address(), "dynamodb.eu-west-1.amazonaws.com");
}

#[tokio::test]
async fn a_local_index_is_queried_and_scanned() {
    let account = Account::new("us-east-1").await;
    let range = |name: &str| KeySchemaElement::builder().attribute_name(name).key_type(KeyType::Range).build().unwrap();
    let by_size = LocalSecondaryIndex::builder()
        .index_name("by-size")
        .key_schema(hash("id"))
        .key_schema(range("size"))
        .projection(Projection::builder().projection_type(ProjectionType::All).build())
        .build()
        .unwrap();
    let dynamodb = DynamoDb::new(&account.session);
    let create = dynamodb.create_table().with(|r| {
        r.table_name("parcels")
            .attribute_definitions(text("id"))
            .attribute_definitions(text("day"))
            .attribute_definitions(text("size"))
            .key_schema(hash("id"))
            .key_schema(range("day"))
            .local_secondary_indexes(by_size)
            .billing_mode(BillingMode::PayPerRequest)
    });
    let table = create.await.unwrap().expect("the answer describes the table");
    for (day, size) in [("1", "9"), ("2", "5")] {
        table.put_item().with(|r| r.item("id", s("a")).item("day", s(day)).item("size", s(size))).await.unwrap();
    }
    let index = table.local_secondary_index("by-size");
    assert_eq!(table.local_secondary_indexes().try_collect().await.unwrap(), std::slice::from_ref(&index));
    assert_eq!(index.data().await.unwrap().key_schema()[1].attribute_name(), "size");
    let template = "arn:${Partition}:dynamodb:${Region}:${Account}:table/${TableName}/index/${IndexName}";
    let known = [("TableName", "parcels"), ("IndexName", "by-size")];
    account.assert_arn(&index.arn().await.unwrap(), template, &known);
    let found =
        index.query().with(|r| r.key_condition_expression("id = :id").expression_attribute_values(":id", s("a")));
    let found = found.await.unwrap();
    let sizes: Vec<_> = found.items().iter().map(|item| item["size"].clone()).collect();
    assert_eq!(sizes, [s("5"), s("9")], "the index gives its own order");
    assert_eq!(index.scan().await.unwrap().count(), 2);
    assert!(table.local_secondary_index("none").data().await.unwrap_err().is_not_found());
}
