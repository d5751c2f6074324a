//! Page tokens that the SDK has no paginator for, global tables, contributor insights, exports, streams to Kinesis,
//! PartiQL, and waiters.

use aws_resources::{ErrorKind, dynamodb::DynamoDb};
use aws_sdk_dynamodb::types::{
    ApproximateCreationDateTimePrecision, AttributeValue, BatchStatementErrorCodeEnum, BatchStatementRequest,
    BillingMode, ContributorInsightsAction, CreateReplicaAction, DestinationStatus, ExportStatus,
    ParameterizedStatement, Replica, ReplicaUpdate, UpdateKinesisStreamingConfiguration,
};
use end_to_end::{
    answers::json_1_0 as answer,
    exercised,
    script::{Answer, Script, session},
};
use serde_json::{Value, json};

const TABLE: &str = "arn:aws:dynamodb:eu-west-1:123456789012:table/orders";

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
    let tags = dynamodb(&script).table("orders").tags_collection().try_collect().await.unwrap();
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
    let arn = tables[0].arn().await.unwrap();
    assert_eq!(arn.as_str(), "arn:aws:dynamodb::123456789012:global-table/orders");
    exercised::arn("dynamodb.GlobalTable", &arn, tables[0].loaded().unwrap().global_table_arn());
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
    exercised::arn("dynamodb.Export", &made.arn().await.unwrap(), Some(&*arn));
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
    exercised::arn("dynamodb.Import", &made.arn().await.unwrap(), Some(&*arn));
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
    let returned = global[1].loaded().unwrap();
    assert_eq!(returned.index_arn(), Some(&*format!("{TABLE}/index/date")));
    exercised::arn("dynamodb.GlobalSecondaryIndex", &global[1].arn().await.unwrap(), returned.index_arn());
    let local = table.local_secondary_indexes().try_collect().await.unwrap();
    let returned = local[0].loaded().unwrap();
    exercised::arn("dynamodb.LocalSecondaryIndex", &local[0].arn().await.unwrap(), returned.index_arn());
    let vector = table.vector_indexes().try_collect().await.unwrap();
    let returned = vector[0].loaded().unwrap();
    exercised::arn("dynamodb.VectorIndex", &vector[0].arn().await.unwrap(), returned.index_arn());
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

#[tokio::test]
async fn a_global_table_is_made_and_changed() {
    let described = |status: &str| {
        answer(json!({"GlobalTableDescription": {"GlobalTableName": "orders", "GlobalTableStatus": status}}))
    };
    let replica = |region: &str| json!({"RegionName": region, "ReplicaStatus": "UPDATING"});
    let script = Script::new([
        described("CREATING"),
        described("UPDATING"),
        answer(json!({
            "GlobalTableName": "orders", "ReplicaSettings": [replica("eu-west-1"), replica("us-east-1")],
        })),
    ]);
    let dynamodb = dynamodb(&script);
    let here = Replica::builder().region_name("eu-west-1").build();
    let create = dynamodb.create_global_table().with(|r| r.global_table_name("orders").replication_group(here));
    let made = create.await.unwrap().expect("the answer has its name");
    assert_eq!((made.name(), made.table()), ("orders", dynamodb.table("orders")));
    assert_eq!(made.loaded().unwrap().global_table_status().unwrap().as_str(), "CREATING");
    let sent = json!({"GlobalTableName": "orders", "ReplicationGroup": [{"RegionName": "eu-west-1"}]});
    assert_eq!(script.request(0).json(), sent);

    let there = CreateReplicaAction::builder().region_name("us-east-1").build().unwrap();
    let there = ReplicaUpdate::builder().create(there).build();
    let updated = made.update().with(|r| r.replica_updates(there)).await.unwrap();
    assert_eq!(updated.loaded().unwrap().global_table_status().unwrap().as_str(), "UPDATING");
    let sent = json!({"GlobalTableName": "orders", "ReplicaUpdates": [{"Create": {"RegionName": "us-east-1"}}]});
    assert_eq!(script.request(1).json(), sent);
    let on_demand = made.update_settings().with(|r| r.global_table_billing_mode(BillingMode::PayPerRequest));
    let replicas = on_demand.await.unwrap();
    assert_eq!(replicas, [made.replica("eu-west-1"), made.replica("us-east-1")]);
    assert_eq!(replicas[1].loaded().unwrap().replica_status().unwrap().as_str(), "UPDATING");
    let sent = json!({"GlobalTableName": "orders", "GlobalTableBillingMode": "PAY_PER_REQUEST"});
    assert_eq!(script.request(2).json(), sent);
}

/// A table may stream to two streams, and is waited for until one of them gets its changes.
#[tokio::test(start_paused = true)]
async fn a_table_streams_to_kinesis() {
    let stream = "arn:aws:kinesis:eu-west-1:123456789012:stream/changes";
    let is = |status: &str| answer(json!({"TableName": "orders", "StreamArn": stream, "DestinationStatus": status}));
    let all = |states: &[&str]| {
        let one = |state: &&str| json!({"StreamArn": format!("{stream}-{state}"), "DestinationStatus": state});
        let destinations: Vec<_> = states.iter().map(one).collect();
        answer(json!({"TableName": "orders", "KinesisDataStreamDestinations": destinations}))
    };
    let script = Script::new([
        is("ENABLING"),
        all(&["DISABLED", "ENABLING"]),
        all(&["DISABLED", "ACTIVE"]),
        all(&["DISABLED", "ENABLE_FAILED"]),
        is("UPDATING"),
    ]);
    let table = dynamodb(&script).table("orders");
    let destination = table.kinesis_streaming_destination(stream);
    let enabled = destination.enable().await.unwrap();
    assert_eq!(enabled.destination_status(), Some(&DestinationStatus::Enabling));
    assert_eq!(script.request(0).json(), json!({"TableName": "orders", "StreamArn": stream}));
    table.wait_until_kinesis_streaming_destination_active().await.unwrap();
    let failed = table.wait_until_kinesis_streaming_destination_active().await.unwrap_err();
    assert_eq!(failed.kind(), ErrorKind::WaiterFailed);

    let precise = UpdateKinesisStreamingConfiguration::builder()
        .approximate_creation_date_time_precision(ApproximateCreationDateTimePrecision::Microsecond)
        .build();
    destination.update().with(|r| r.update_kinesis_streaming_configuration(precise)).await.unwrap();
    let sent = json!({
        "TableName": "orders", "StreamArn": stream,
        "UpdateKinesisStreamingConfiguration": {"ApproximateCreationDateTimePrecision": "MICROSECOND"},
    });
    assert_eq!(script.request(4).json(), sent);
}

#[tokio::test]
async fn statements_are_run_alone_together_and_in_transactions() {
    let item = || json!({"id": {"S": "1"}, "mail": {"S": "ann@example.com"}});
    let failed = json!({"Code": "ResourceNotFound", "Message": "Requested resource not found"});
    let script = Script::new([
        answer(json!({"Items": [item()], "NextToken": "more"})),
        answer(json!({"Responses": [{"TableName": "orders", "Item": item()}, {"Error": failed}]})),
        answer(json!({"Responses": [{"Item": item()}, {}]})),
    ]);
    let dynamodb = dynamodb(&script);
    let text = "SELECT * FROM orders WHERE id = ?";
    let one = || AttributeValue::S("1".to_owned());
    let found = dynamodb.execute_statement().with(|r| r.statement(text).parameters(one()).limit(1)).await.unwrap();
    assert_eq!(found.items()[0]["mail"], AttributeValue::S("ann@example.com".to_owned()));
    assert_eq!(found.next_token(), Some("more"), "an action gives one page");
    let sent = json!({"Statement": text, "Parameters": [{"S": "1"}], "Limit": 1});
    assert_eq!(script.request(0).json(), sent);

    let statement = |text: &str| BatchStatementRequest::builder().statement(text).build().unwrap();
    let batch = dynamodb.batch_execute_statement();
    let batch = batch.with(|r| r.statements(statement("one")).statements(statement("two"))).await.unwrap();
    let outcomes: Vec<_> = batch.responses().iter().map(|it| it.error().and_then(|error| error.code())).collect();
    assert_eq!(outcomes, [None, Some(&BatchStatementErrorCodeEnum::ResourceNotFound)]);
    assert_eq!(script.request(1).json(), json!({"Statements": [{"Statement": "one"}, {"Statement": "two"}]}));

    let statement = |text: &str| ParameterizedStatement::builder().statement(text).build().unwrap();
    let all = dynamodb.execute_transaction().with(|r| {
        r.transact_statements(statement("one")).transact_statements(statement("two")).client_request_token("1")
    });
    let all = all.await.unwrap();
    assert_eq!(all.responses().iter().map(|it| it.item().is_some()).collect::<Vec<_>>(), [true, false]);
    let sent = json!({"TransactStatements": [{"Statement": "one"}, {"Statement": "two"}], "ClientRequestToken": "1"});
    assert_eq!(script.request(2).json(), sent);
}
