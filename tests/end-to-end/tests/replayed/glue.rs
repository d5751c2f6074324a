//! What Glue has beside what the fake knows: other catalogs, functions, statistics, optimizers, entities, statements,
//! data quality, integrations, assets; and batches of which a part fails.

use aws_resources::{
    ErrorKind,
    glue::{Glue, JobRunCollection as _, TableVersionCollection as _},
};
use aws_sdk_glue::types::TableOptimizerType;
use end_to_end::{
    answers::{caller, json as ok, json_error_upper},
    exercised,
    script::{Answer, Script, session},
};
use serde_json::json;

mod made;
mod requests;

fn refused(code: &str) -> Answer {
    json_error_upper(code, "no")
}

/// What another catalog has is something else than what the account's own has under the same name.
#[tokio::test]
async fn catalogs_have_databases_of_their_own() {
    let script = Script::new([
        ok(json!({"CatalogList": [{"CatalogId": "123456789012:lake", "Name": "lake",
            "ResourceArn": "arn:aws:glue:eu-west-1:123456789012:catalog/lake"}]})),
        ok(json!({"DatabaseList": [{"Name": "sales"}], "NextToken": "t1"})),
        ok(json!({"DatabaseList": [{"Name": "web"}]})),
        ok(json!({"TableList": [{"Name": "orders", "DatabaseName": "sales"}]})),
        ok(json!({"Table": {"Name": "orders", "DatabaseName": "sales"}})),
        ok(json!({"Table": {"Name": "orders", "DatabaseName": "sales"}})),
    ]);
    let glue = Glue::new(&session(&script));
    let catalog = glue.catalogs().first().await.unwrap().unwrap();
    let arn = "arn:aws:glue:eu-west-1:123456789012:catalog/lake";
    exercised::arn("glue.Catalog", &catalog.arn().await.unwrap(), Some(arn));
    let databases = catalog.databases().page_size(1).try_collect().await.unwrap();
    assert_eq!(databases, [catalog.database("sales"), catalog.database("web")]);
    assert_ne!(databases[0], glue.database(None, "sales"));
    let sent = json!({"CatalogId": "123456789012:lake", "MaxResults": 1, "NextToken": "t1"});
    assert_eq!(script.request(2).json(), sent);

    let tables = databases[0].tables().try_collect().await.unwrap();
    assert_eq!(tables, [databases[0].table("orders")]);
    tables[0].reload().await.unwrap();
    let sent = json!({"CatalogId": "123456789012:lake", "DatabaseName": "sales", "Name": "orders"});
    assert_eq!(script.request(4).json(), sent);
    assert_eq!(tables[0].database(), databases[0]);
    glue.database(None, "sales").table("orders").reload().await.unwrap();
    assert_eq!(script.request(5).json(), json!({"DatabaseName": "sales", "Name": "orders"}));
}

#[tokio::test]
async fn versions_that_stay_are_told() {
    let script = Script::new([
        ok(json!({"TableVersions": [{"VersionId": "2"}, {"VersionId": "1"}]})),
        ok(json!({"Errors": [{"TableName": "orders", "VersionId": "2",
            "ErrorDetail": {"ErrorCode": "InvalidInputException", "ErrorMessage": "it is the present one"}}]})),
    ]);
    let orders = Glue::new(&session(&script)).table(None, "sales", "orders");
    let report = orders.versions().delete().await;
    let failed: Vec<_> = report.failed().collect();
    assert_eq!(failed.len(), 1);
    assert_eq!(failed[0].resource(), &orders.version("2"));
    assert_eq!(failed[0].result().unwrap_err().code(), Some("InvalidInputException"));
    let sent = json!({"DatabaseName": "sales", "TableName": "orders", "VersionIds": ["2", "1"]});
    assert_eq!(script.request(1).json(), sent);
}

#[tokio::test]
async fn runs_that_go_on_are_told() {
    let script = Script::new([
        ok(json!({"JobRuns": [{"Id": "jr_1", "JobName": "load"}, {"Id": "jr_2", "JobName": "load"}]})),
        ok(
            json!({"Errors": [{"JobName": "load", "JobRunId": "jr_1", "ErrorDetail": {"ErrorCode": "JobRunInTerminalState"}}],
            "SuccessfulSubmissions": [{"JobName": "load", "JobRunId": "jr_2"}]}),
        ),
    ]);
    let job = Glue::new(&session(&script)).job("load");
    let report = job.runs().stop().await;
    let failed: Vec<_> = report.failed().map(|item| item.resource().id().to_owned()).collect();
    assert_eq!(failed, ["jr_1"]);
    assert_eq!(script.request(1).json(), json!({"JobName": "load", "JobRunIds": ["jr_1", "jr_2"]}));
}

#[tokio::test]
async fn functions_need_a_pattern() {
    let script = Script::new([
        ok(json!({"UserDefinedFunctions": [{"FunctionName": "f", "DatabaseName": "sales"}]})),
        ok(json!({"UserDefinedFunctions": [{"FunctionName": "f", "DatabaseName": "sales"}]})),
        caller("123456789012"),
        refused("EntityNotFoundException"),
    ]);
    let glue = Glue::new(&session(&script));
    let found = glue.user_defined_functions().try_collect().await.unwrap();
    assert_eq!(script.request(0).json(), json!({"Pattern": "*"}));
    let sales = glue.database(None, "sales");
    assert_eq!(sales.user_defined_functions().filter(|r| r.pattern("f*")).try_collect().await.unwrap(), found);
    assert_eq!(script.request(1).json(), json!({"DatabaseName": "sales", "Pattern": "f*"}));
    assert_eq!(found[0].arn().await.unwrap().resource(), "userDefinedFunction/sales/f");
    assert!(sales.user_defined_function("g").data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn statistics_are_of_columns() {
    let of = |column: &str| json!({"ColumnName": column, "ColumnType": "int", "AnalyzedTime": 1, "StatisticsData": {"Type": "LONG"}});
    let script = Script::new([
        ok(json!({"ColumnStatisticsList": [of("id"), of("price")]})),
        ok(json!({"ColumnStatisticsList": [of("id")]})),
        ok(json!({"ColumnStatisticsList": [], "Errors": [{"ColumnName": "no"}]})),
    ]);
    let orders = Glue::new(&session(&script)).table(None, "sales", "orders");
    let listing = orders.column_statistics_list().filter(|r| r.column_names("id").column_names("price"));
    let listed = listing.try_collect().await.unwrap();
    assert_eq!(listed, [orders.column_statistics("id"), orders.column_statistics("price")]);
    orders.column_statistics("id").data().await.unwrap();
    let sent = json!({"DatabaseName": "sales", "TableName": "orders", "ColumnNames": ["id"]});
    assert_eq!(script.request(1).json(), sent);
    assert!(orders.column_statistics("no").data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_tables_optimizers_are_asked_for_together() {
    let script = Script::new([
        ok(json!({"Table": {"Name": "orders", "DatabaseName": "sales", "CatalogId": "123456789012"}})),
        ok(json!({"TableOptimizers": [{"catalogId": "123456789012", "databaseName": "sales", "tableName": "orders",
            "tableOptimizer": {"type": "compaction"}}], "Failures": []})),
        ok(json!({"TableOptimizerRuns": [{"eventType": "completed", "startTimestamp": 10}], "NextToken": "t1"})),
        ok(json!({"TableOptimizerRuns": [{"eventType": "completed", "startTimestamp": 5}]})),
    ]);
    let glue = Glue::new(&session(&script));
    let optimizers = glue.table(None, "sales", "orders").optimizers().try_collect().await.unwrap();
    let known = glue.table_optimizer("123456789012", "sales", "orders", TableOptimizerType::Compaction);
    assert_eq!(optimizers, [known]);
    assert!(optimizers[0].loaded().is_some());
    let entry =
        |kind: &str| json!({"catalogId": "123456789012", "databaseName": "sales", "tableName": "orders", "type": kind});
    let sent = json!({"Entries": [entry("compaction"), entry("retention"), entry("orphan_file_deletion")]});
    assert_eq!(script.request(1).json(), sent);
    let runs = optimizers[0].runs().try_collect().await.unwrap();
    assert_eq!(runs.iter().map(|run| run.start_timestamp().secs()).collect::<Vec<_>>(), [10, 5]);
    assert_eq!(runs[0].optimizer(), optimizers[0]);
}

#[tokio::test]
async fn a_connection_has_entities() {
    let script = Script::new([
        ok(json!({"Connection": {"Name": "crm", "ConnectionType": "SALESFORCE"}})),
        ok(json!({"Entities": [{"EntityName": "Account"}], "NextToken": "t1"})),
        ok(json!({"Entities": [{"EntityName": "Order"}]})),
        ok(json!({"Fields": [{"FieldName": "Id"}]})),
    ]);
    let glue = Glue::new(&session(&script));
    let connection = glue.connection(None, "crm");
    assert_eq!(connection.r#type().await.unwrap(), Some(glue.connection_type("SALESFORCE")));
    let order = connection.entity("Order");
    assert_eq!(order.data().await.unwrap().entity_name(), Some("Order"));
    assert_eq!(order.fields().try_collect().await.unwrap(), [order.field("Id")]);
    assert_eq!(script.request(3).json(), json!({"ConnectionName": "crm", "EntityName": "Order"}));
}

#[tokio::test(start_paused = true)]
async fn a_statement_is_waited_for() {
    let state = |state: &str| ok(json!({"Statement": {"Id": 7, "State": state}}));
    let script = Script::new([
        ok(json!({"Id": 7})),
        state("RUNNING"),
        state("AVAILABLE"),
        state("ERROR"),
        ok(json!({"Statements": [{"Id": 6}], "NextToken": "t1"})),
        ok(json!({"Statements": [{"Id": 7}]})),
    ]);
    let session = Glue::new(&session(&script)).interactive_session("notes");
    let statement = session.run_statement().with(|r| r.code("1 + 1")).await.unwrap().unwrap();
    assert_eq!(statement, session.statement(7));
    statement.wait_until_available().await.unwrap();
    assert_eq!(script.request(1).json(), json!({"SessionId": "notes", "Id": 7}));
    assert_eq!(statement.wait_until_available().await.unwrap_err().kind(), ErrorKind::WaiterFailed);
    let listed = session.statements().try_collect().await.unwrap();
    assert_eq!(listed, [session.statement(6), statement]);
}

#[tokio::test]
async fn a_check_of_data_refers_to_all_around_it() {
    let script = Script::new([
        ok(json!({"RunId": "dqrun-1"})),
        ok(json!({"RunId": "dqrun-1", "Status": "SUCCEEDED", "RulesetNames": ["a", "b"], "ResultIds": ["dqresult-1"],
            "DataSource": {"GlueTable": {"DatabaseName": "sales", "TableName": "orders"}}})),
        ok(json!({"ResultId": "dqresult-1", "RulesetName": "a", "RulesetEvaluationRunId": "dqrun-1"})),
        caller("123456789012"),
    ]);
    let glue = Glue::new(&session(&script));
    let run = glue.start_data_quality_ruleset_evaluation_run().with(|r| r.role("Glue").ruleset_names("a")).await;
    let run = run.unwrap().unwrap();
    assert_eq!(run.table().await.unwrap(), Some(glue.table(None, "sales", "orders")));
    assert_eq!(run.rulesets().await.unwrap(), [glue.data_quality_ruleset("a"), glue.data_quality_ruleset("b")]);
    let result = &run.results().await.unwrap()[0];
    assert_eq!(result.evaluation_run().await.unwrap(), Some(run));
    assert_eq!(result.job_run().await.unwrap(), None);
    let arn = glue.data_quality_ruleset("a").arn().await.unwrap();
    assert_eq!(arn.as_str(), "arn:aws:glue:eu-west-1:123456789012:dataQualityRuleset/a");
}

#[tokio::test]
async fn integrations_are_paged_by_markers() {
    let arn = |id: &str| format!("arn:aws:glue:eu-west-1:123456789012:integration:{id}");
    let integration = |id: &str| {
        json!({"IntegrationArn": arn(id), "IntegrationName": id, "SourceArn": "s", "TargetArn": "t", "Status": "ACTIVE",
            "CreateTime": 1})
    };
    let script = Script::new([
        ok(json!({"Integrations": [integration("a")], "Marker": "m1"})),
        ok(json!({"Integrations": [integration("b")]})),
        ok(json!({"Integrations": [integration("b")]})),
        refused("IntegrationNotFoundFault"),
    ]);
    let glue = Glue::new(&session(&script));
    let listed = glue.integrations().page_size(1).try_collect().await.unwrap();
    assert_eq!(script.request(1).json(), json!({"Marker": "m1", "MaxRecords": 1}));
    assert_eq!(listed, [glue.integration(arn("a")), glue.integration(arn("b"))]);
    exercised::arn("glue.Integration", &listed[1].arn().await.unwrap(), Some(&arn("b")));
    listed[1].wait_until_active().await.unwrap();
    assert_eq!(script.request(2).json(), json!({"IntegrationIdentifier": arn("b")}));
    listed[1].wait_until_deleted().await.unwrap();
}

#[tokio::test]
async fn assets_have_items_of_forms() {
    let script = Script::new([
        ok(json!({"Items": [{"Id": "as-1", "AssetName": "Orders"}]})),
        ok(json!({"Items": [{"ItemId": "c-1", "ItemName": "id"}]})),
        ok(json!({"Items": [{"ItemId": "c-1", "ItemName": "id", "GlossaryTerms": ["t-1"]}]})),
        ok(json!({"Items": []})),
    ]);
    let glue = Glue::new(&session(&script));
    let asset = glue.matching_assets().filter(|r| r.search_text("orders")).first().await.unwrap().unwrap();
    assert_eq!(asset.summary().unwrap().asset_name(), Some("Orders"));
    let items = asset.iterable_form_items().filter(|r| r.iterable_form_name("columns")).try_collect().await.unwrap();
    assert_eq!(items, [asset.iterable_form_item("columns", "c-1")]);
    assert_eq!(items[0].glossary_terms().await.unwrap(), [glue.glossary_term("t-1")]);
    let sent = json!({"AssetIdentifier": "as-1", "IterableFormName": "columns", "ItemIdentifiers": ["c-1"]});
    assert_eq!(script.request(2).json(), sent);
    assert!(asset.iterable_form_item("columns", "c-2").data().await.unwrap_err().is_not_found());
}
