//! Page tokens that the SDK has no paginator for, global tables, contributor insights, exports, and our own waiters.

use aws_resources::dynamodb::DynamoDb;
use aws_sdk_dynamodb::types::{ContributorInsightsAction, ExportStatus};
use end_to_end::script::{Answer, Script, session};
use serde_json::{Value, json};

const TABLE: &str = "arn:aws:dynamodb:eu-west-1:123456789012:table/orders";

fn answer(body: Value) -> Answer {
    Answer::http(200, "application/x-amz-json-1.0", body.to_string())
}

fn error(code: &str) -> Answer {
    let body = json!({"__type": format!("com.amazonaws.dynamodb.v20120810#{code}"), "message": "no"});
    Answer::http(400, "application/x-amz-json-1.0", body.to_string())
}

fn dynamodb(script: &Script) -> DynamoDb {
    DynamoDb::new(&session(script))
}

fn table() -> Answer {
    answer(json!({"Table": {"TableName": "orders", "TableArn": TABLE}}))
}

fn backup(status: &str) -> Answer {
    let details = json!({
        "BackupArn": format!("{TABLE}/backup/1"), "BackupName": "friday", "BackupStatus": status, "BackupType": "USER",
        "BackupCreationDateTime": 1_700_000_000,
    });
    let source = json!({
        "TableName": "orders", "TableId": "1", "KeySchema": [], "TableCreationDateTime": 1_600_000_000,
        "ProvisionedThroughput": {},
    });
    answer(json!({"BackupDescription": {"BackupDetails": details, "SourceTableDetails": source}}))
}

#[tokio::test]
async fn backups_go_on_behind_the_last_ones_arn() {
    let page = |name: &str, last: Value| {
        let summary = json!({"BackupArn": format!("{TABLE}/backup/{name}"), "BackupName": name});
        answer(json!({"BackupSummaries": [summary], "LastEvaluatedBackupArn": last}))
    };
    let last = format!("{TABLE}/backup/1");
    let script = Script::new([page("1", json!(last)), page("2", Value::Null)]);
    let backups = dynamodb(&script).table("orders").backups().page_size(1).try_collect().await.unwrap();
    assert_eq!(
        backups.iter().map(|it| it.summary().unwrap().backup_name.clone().unwrap()).collect::<Vec<_>>(),
        ["1", "2"]
    );
    assert_eq!(script.request(0).json(), json!({"TableName": "orders", "Limit": 1}));
    assert_eq!(script.request(1).json(), json!({"TableName": "orders", "Limit": 1, "ExclusiveStartBackupArn": last}));
}

#[tokio::test]
async fn tags_go_on_with_the_next_token() {
    let page = |key: &str, next: Value| answer(json!({"Tags": [{"Key": key, "Value": "1"}], "NextToken": next}));
    let script = Script::new([table(), page("a", json!("2")), page("b", Value::Null)]);
    let tags = dynamodb(&script).table("orders").tags().try_collect().await.unwrap();
    assert_eq!(
        tags.iter().map(|tag| (tag.resource_arn(), tag.key())).collect::<Vec<_>>(),
        [(TABLE, "a"), (TABLE, "b")]
    );
    assert_eq!(script.request(2).json(), json!({"ResourceArn": TABLE, "NextToken": "2"}));
}

#[tokio::test(start_paused = true)]
async fn a_backup_becomes_available_or_is_deleted() {
    let script = Script::new([backup("CREATING"), backup("AVAILABLE"), backup("DELETED")]);
    let backup = dynamodb(&script).backup(format!("{TABLE}/backup/1"));
    backup.wait_until_available().await.unwrap();
    assert!(backup.wait_until_available().await.is_err(), "a deleted backup never is");
    assert_eq!(script.operations(), ["DescribeBackup"; 3]);
}

#[tokio::test(start_paused = true)]
async fn a_global_table_has_replicas() {
    let global = |status: &str| {
        answer(json!({"GlobalTableDescription": {
            "GlobalTableName": "orders", "GlobalTableStatus": status,
            "GlobalTableArn": "arn:aws:dynamodb::123456789012:global-table/orders",
        }}))
    };
    let page = |name: &str, last: Value| {
        answer(json!({"GlobalTables": [{"GlobalTableName": name}], "LastEvaluatedGlobalTableName": last}))
    };
    let settings = || {
        let replica = |region: &str| json!({"RegionName": region, "ReplicaStatus": "ACTIVE"});
        answer(json!({"GlobalTableName": "orders", "ReplicaSettings": [replica("eu-west-1"), replica("us-east-1")]}))
    };
    let script = Script::new([
        page("orders", json!("orders")),
        page("stock", Value::Null),
        global("CREATING"),
        global("ACTIVE"),
        global("ACTIVE"),
        settings(),
        settings(),
        settings(),
        error("GlobalTableNotFoundException"),
    ]);
    let dynamodb = dynamodb(&script);
    let tables = dynamodb.global_tables().try_collect().await.unwrap();
    assert_eq!(tables.iter().map(|table| table.name()).collect::<Vec<_>>(), ["orders", "stock"]);
    assert_eq!(script.request(1).json(), json!({"ExclusiveStartGlobalTableName": "orders"}));
    tables[0].wait_until_active().await.unwrap();
    assert_eq!(tables[0].arn().await.unwrap().as_str(), "arn:aws:dynamodb::123456789012:global-table/orders");
    let replicas = tables[0].replicas().try_collect().await.unwrap();
    assert_eq!(replicas.iter().map(|it| it.region_name()).collect::<Vec<_>>(), ["eu-west-1", "us-east-1"]);
    assert_eq!(tables[0].replica("us-east-1").data().await.unwrap().region_name(), "us-east-1");
    assert!(tables[0].replica("ap-south-1").data().await.unwrap_err().is_not_found());
    assert!(dynamodb.global_table("none").data().await.unwrap_err().is_not_found());
}

#[tokio::test(start_paused = true)]
async fn contributor_insights_are_of_a_table_or_of_an_index() {
    let listed = json!([
        {"TableName": "orders", "ContributorInsightsStatus": "ENABLED"},
        {"TableName": "orders", "IndexName": "by-mail", "ContributorInsightsStatus": "DISABLED"},
    ]);
    let described = |status: &str| {
        answer(json!({"TableName": "orders", "IndexName": "by-mail", "ContributorInsightsStatus": status}))
    };
    let script = Script::new([
        answer(json!({"ContributorInsightsSummaries": listed})),
        described("DISABLED"),
        answer(json!({"TableName": "orders", "ContributorInsightsStatus": "ENABLING"})),
        described("ENABLING"),
        described("ENABLED"),
    ]);
    let table = dynamodb(&script).table("orders");
    let found = table.contributor_insights().try_collect().await.unwrap();
    assert_eq!(found.iter().map(|it| it.index_name()).collect::<Vec<_>>(), [None, Some("by-mail")]);
    assert_ne!(found[0], found[1]);
    let index = table.global_secondary_index("by-mail").contributor_insights_setting();
    assert_eq!(index, found[1]);
    index.data().await.unwrap();
    assert_eq!(script.request(1).json(), json!({"TableName": "orders", "IndexName": "by-mail"}));
    index.update().with(|r| r.contributor_insights_action(ContributorInsightsAction::Enable)).await.unwrap();
    index.wait_until_enabled().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn an_export_takes_the_tables_arn() {
    let arn = format!("{TABLE}/export/1");
    let export = |status: &str| {
        answer(json!({"ExportDescription": {"ExportArn": arn, "ExportStatus": status, "TableArn": TABLE}}))
    };
    let listed = answer(json!({"ExportSummaries": [{"ExportArn": arn, "ExportStatus": "COMPLETED"}]}));
    let script = Script::new([
        table(),
        export("IN_PROGRESS"),
        export("IN_PROGRESS"),
        export("COMPLETED"),
        listed,
        export("COMPLETED"),
        error("ExportNotFoundException"),
    ]);
    let table = dynamodb(&script).table("orders");
    let made = table.export_to_point_in_time().with(|r| r.s3_bucket("exports").client_token("1")).await.unwrap();
    let made = made.expect("the answer has the ARN");
    assert_eq!(script.request(1).json(), json!({"TableArn": TABLE, "S3Bucket": "exports", "ClientToken": "1"}));
    assert_eq!(made.loaded().unwrap().export_status(), Some(&ExportStatus::InProgress));
    made.wait_until_completed().await.unwrap();
    assert_eq!(table.exports().try_collect().await.unwrap(), std::slice::from_ref(&made));
    assert_eq!(script.request(4).json(), json!({"TableArn": TABLE}));
    assert_eq!(made.arn().await.unwrap().as_str(), arn);
    assert_eq!(made.table().await.unwrap(), Some(table));
    assert!(made.reload().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_streaming_destination_is_found_by_its_stream() {
    let stream = |name: &str| format!("arn:aws:kinesis:eu-west-1:123456789012:stream/{name}");
    let all = || {
        let destination = |name: &str| json!({"StreamArn": stream(name), "DestinationStatus": "ACTIVE"});
        answer(json!({"TableName": "orders", "KinesisDataStreamDestinations": [destination("a"), destination("b")]}))
    };
    let script = Script::new([all(), all(), all(), answer(json!({}))]);
    let table = dynamodb(&script).table("orders");
    assert_eq!(table.kinesis_streaming_destinations().try_collect().await.unwrap().len(), 2);
    let found = table.kinesis_streaming_destination(stream("b"));
    assert_eq!(found.data().await.unwrap().stream_arn(), Some(&*stream("b")));
    assert!(table.kinesis_streaming_destination(stream("c")).data().await.unwrap_err().is_not_found());
    found.disable().await.unwrap();
    assert_eq!(script.request(3).json(), json!({"TableName": "orders", "StreamArn": stream("b")}));
}

#[tokio::test(start_paused = true)]
async fn an_import_creates_a_table() {
    let arn = format!("{TABLE}/import/1");
    let import = |status: &str| {
        answer(json!({"ImportTableDescription": {
            "ImportArn": arn, "ImportStatus": status, "TableArn": TABLE,
            "TableCreationParameters": {"TableName": "orders", "AttributeDefinitions": [], "KeySchema": []},
        }}))
    };
    let page = |number: u32, next: Value| {
        let summary = json!({"ImportArn": format!("{TABLE}/import/{number}"), "ImportStatus": "COMPLETED"});
        answer(json!({"ImportSummaryList": [summary], "NextToken": next}))
    };
    let script = Script::new([
        import("IN_PROGRESS"),
        import("IN_PROGRESS"),
        import("COMPLETED"),
        import("FAILED"),
        page(1, json!("2")),
        page(2, Value::Null),
        error("ImportNotFoundException"),
    ]);
    let dynamodb = dynamodb(&script);
    let made = dynamodb.import_table().with(|r| r.client_token("1")).await.unwrap().expect("the answer has the ARN");
    assert_eq!(made.table().await.unwrap(), Some(dynamodb.table("orders")));
    made.wait_until_completed().await.unwrap();
    assert!(made.wait_until_completed().await.is_err(), "it has failed");
    let listed = dynamodb.imports().page_size(25).try_collect().await.unwrap();
    assert_eq!(listed.len(), 2);
    assert_eq!(listed[0], made);
    assert_eq!(script.request(5).json(), json!({"PageSize": 25, "NextToken": "2"}));
    assert_eq!(made.arn().await.unwrap().as_str(), arn);
    assert!(made.reload().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn indexes_of_all_kinds_are_parts_of_a_tables_description() {
    let described = || {
        let index = |name: &str| json!({"IndexName": name, "IndexArn": format!("{TABLE}/index/{name}")});
        answer(json!({"Table": {
            "TableName": "orders", "TableArn": TABLE, "GlobalSecondaryIndexes": [index("mail"), index("date")],
            "LocalSecondaryIndexes": [index("size")], "VectorIndexes": [index("looks")],
        }}))
    };
    let script = Script::new([described(), described(), described(), described(), answer(json!({})), described()]);
    let table = dynamodb(&script).table("orders");
    let global = table.global_secondary_indexes().try_collect().await.unwrap();
    assert_eq!(global.iter().map(|index| index.name()).collect::<Vec<_>>(), ["mail", "date"]);
    assert_eq!(global[1].arn().await.unwrap().as_str(), format!("{TABLE}/index/date"));
    let local = table.local_secondary_indexes().try_collect().await.unwrap();
    assert_eq!(local[0].arn().await.unwrap().as_str(), format!("{TABLE}/index/size"));
    let vector = table.vector_indexes().try_collect().await.unwrap();
    assert_eq!(vector[0].arn().await.unwrap().as_str(), format!("{TABLE}/index/looks"));
    assert!(table.local_secondary_index("mail").data().await.unwrap_err().is_not_found());
    vector[0].search_vectors().with(|r| r.top_k(3)).await.unwrap();
    assert_eq!(script.request(4).json(), json!({"TableName": "orders", "IndexName": "looks", "TopK": 3}));
    let deleted = table.vector_index("looks").delete().with(|r| r.deletion_protection_enabled(false)).await;
    assert!(deleted.is_ok() || script.count() == 6);
    let sent = script.request(5).json();
    assert_eq!(sent["VectorIndexUpdates"], json!([{"Delete": {"IndexName": "looks"}}]));
}

#[tokio::test]
async fn scaling_has_a_description_of_its_own() {
    let described = || answer(json!({"TableAutoScalingDescription": {"TableName": "orders", "TableStatus": "ACTIVE"}}));
    let script = Script::new([described(), described()]);
    let scaling = dynamodb(&script).table("orders").replica_auto_scaling();
    assert_eq!(scaling.data().await.unwrap().table_name(), Some("orders"));
    let updated = scaling.update().await.unwrap();
    assert_eq!(updated, scaling);
    assert!(updated.loaded().is_some());
    assert_eq!(script.operations(), ["DescribeTableReplicaAutoScaling", "UpdateTableReplicaAutoScaling"]);
}
