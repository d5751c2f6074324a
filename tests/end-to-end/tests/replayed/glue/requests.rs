//! What the operations send by themselves: the identifiers, under the names that each has for them.

use aws_resources::glue::Glue;
use aws_sdk_glue::types::TableOptimizerType;
use end_to_end::{
    answers::caller,
    each_sends,
    script::{Script, session},
    waits_for_states,
};
use serde_json::json;

use super::ok;

/// Answers to everything with nothing, but says who the caller is.
fn empty() -> Script {
    Script::by(|sent| if sent.host().starts_with("sts.") { caller("123456789012") } else { ok(json!({})) })
}

#[tokio::test]
async fn the_catalogs_requests_name_what_they_are_about() {
    let script = empty();
    let glue = Glue::new(&session(&script));
    let (lake, sales) = (glue.catalog("lake"), glue.database(None, "sales"));
    each_sends!(script, {"CatalogId": "lake"},
        GetCatalog: lake.data(), DeleteCatalog: lake.delete(), UpdateCatalog: lake.update(),
        CreateDatabase: lake.create_database(), CreateConnection: lake.create_connection(),
        GetConnections: lake.connections().try_collect(), GetDatabases: lake.databases().try_collect(),
        ListMaterializedViewRefreshTaskRuns: lake.materialized_view_refresh_task_runs().try_collect(),
        GetDataCatalogEncryptionSettings: lake.encryption_settings().data(),
        PutDataCatalogEncryptionSettings: lake.encryption_settings().put());
    each_sends!(script, {"ParentCatalogId": "lake"}, GetCatalogs: lake.catalogs().try_collect());
    each_sends!(script, {"Name": "sales"},
        GetDatabase: sales.data(), DeleteDatabase: sales.delete(), UpdateDatabase: sales.update());
    each_sends!(script, {"DatabaseName": "sales"},
        CreateTable: sales.create_table(), CreateUserDefinedFunction: sales.create_user_defined_function(),
        GetTables: sales.tables().try_collect());
    let orders = sales.table("orders");
    each_sends!(script, {"DatabaseName": "sales", "Name": "orders"}, DeleteTable: orders.delete());
    each_sends!(script, {"DatabaseName": "sales"}, UpdateTable: orders.update());
    each_sends!(script, {"DatabaseName": "sales", "TableName": "orders"},
        CreatePartition: orders.create_partition(), BatchCreatePartition: orders.batch_create_partition(),
        UpdatePartition: orders.update_partition(), BatchUpdatePartition: orders.batch_update_partition(),
        DeletePartition: orders.delete_partition(), BatchDeletePartition: orders.batch_delete_partition(),
        GetPartition: orders.get_partition(), BatchGetPartition: orders.batch_get_partition(),
        GetPartitions: orders.get_partitions(), CreatePartitionIndex: orders.create_partition_index(),
        GetPartitionIndexes: orders.partition_indexes().try_collect(),
        GetColumnStatisticsForPartition: orders.get_column_statistics_for_partition(),
        UpdateColumnStatisticsForPartition: orders.update_column_statistics_for_partition(),
        DeleteColumnStatisticsForPartition: orders.delete_column_statistics_for_partition(),
        UpdateColumnStatisticsForTable: orders.update_column_statistics(),
        StartColumnStatisticsTaskRun: orders.start_column_statistics_task_run(),
        StopColumnStatisticsTaskRun: orders.stop_column_statistics_task_run(),
        GetColumnStatisticsTaskRuns: orders.column_statistics_task_runs().try_collect(),
        CreateColumnStatisticsTaskSettings: orders.create_column_statistics_task_settings(),
        GetColumnStatisticsTaskSettings: orders.column_statistics_task_settings().data(),
        UpdateColumnStatisticsTaskSettings: orders.column_statistics_task_settings().update(),
        DeleteColumnStatisticsTaskSettings: orders.column_statistics_task_settings().delete(),
        StartColumnStatisticsTaskRunSchedule: orders.column_statistics_task_settings().start_schedule(),
        StopColumnStatisticsTaskRunSchedule: orders.column_statistics_task_settings().stop_schedule());
    each_sends!(script, {"DatabaseName": "sales", "TableName": "orders", "VersionId": "2"},
        GetTableVersion: orders.version("2").data(), DeleteTableVersion: orders.version("2").delete());
    each_sends!(script, {"DatabaseName": "sales", "TableName": "orders", "IndexName": "day"},
        DeletePartitionIndex: orders.partition_index("day").delete());
    each_sends!(script, {"DatabaseName": "sales", "TableName": "orders", "ColumnName": "id"},
        DeleteColumnStatisticsForTable: orders.column_statistics("id").delete());
    let function = sales.user_defined_function("f");
    each_sends!(script, {"DatabaseName": "sales", "FunctionName": "f"},
        DeleteUserDefinedFunction: function.delete(), UpdateUserDefinedFunction: function.update());
    let optimizer = glue.table_optimizer("1", "sales", "orders", TableOptimizerType::Retention);
    each_sends!(script, {"CatalogId": "1", "DatabaseName": "sales", "TableName": "orders", "Type": "retention"},
        GetTableOptimizer: optimizer.data(), UpdateTableOptimizer: optimizer.update(),
        DeleteTableOptimizer: optimizer.delete());
    let elsewhere = lake.database("sales").table("orders");
    each_sends!(script, {"CatalogID": "lake", "DatabaseName": "sales", "TableName": "orders"},
        StopColumnStatisticsTaskRun: elsewhere.stop_column_statistics_task_run(),
        GetColumnStatisticsTaskRuns: elsewhere.column_statistics_task_runs().try_collect(),
        GetColumnStatisticsTaskSettings: elsewhere.column_statistics_task_settings().data(),
        UpdateColumnStatisticsTaskSettings: elsewhere.column_statistics_task_settings().update(),
        DeleteColumnStatisticsTaskSettings: elsewhere.column_statistics_task_settings().delete(),
        StartColumnStatisticsTaskRunSchedule: elsewhere.column_statistics_task_settings().start_schedule(),
        StopColumnStatisticsTaskRunSchedule: elsewhere.column_statistics_task_settings().stop_schedule());
    assert_eq!(elsewhere.column_statistics_task_settings().table(), elsewhere);
    let refresh = lake.materialized_view_refresh_task_run("r");
    each_sends!(script, {"CatalogId": "lake", "MaterializedViewRefreshTaskRunId": "r"},
        GetMaterializedViewRefreshTaskRun: refresh.data());
    let crm = glue.connection(None, "crm");
    each_sends!(script, {"ConnectionName": "crm"}, DeleteConnection: crm.delete(), TestConnection: crm.test());
    each_sends!(script, {"Name": "crm"}, UpdateConnection: crm.update());
    each_sends!(script, {"ConnectionName": "crm", "EntityName": "Order"},
        GetEntityRecords: crm.entity("Order").get_records());
    let own = glue.connection_type("REST-OWN");
    each_sends!(script, {"ConnectionType": "REST-OWN"},
        DescribeConnectionType: own.data(), DeleteConnectionType: own.delete());
}

/// The account in the ARN is that of the table's catalog, not the caller's.
#[tokio::test]
async fn a_table_of_another_account_is_tagged_there() {
    let script = Script::by(|sent| match sent.operation().as_str() {
        "GetTable" => ok(json!({"Table": {"Name": "orders", "DatabaseName": "sales", "CatalogId": "210987654321"}})),
        _ => ok(json!({})),
    });
    let orders = Glue::new(&session(&script)).database(Some("210987654321"), "sales").table("orders");
    each_sends!(script, {"ResourceArn": "arn:aws:glue:eu-west-1:210987654321:table/sales/orders"},
        GetTags: orders.list_tags(), TagResource: orders.tag_resource());
}

#[tokio::test]
async fn the_other_requests_name_what_they_are_about() {
    let script = empty();
    let glue = Glue::new(&session(&script));
    let (job, crawler, workflow) = (glue.job("load"), glue.crawler("lake"), glue.workflow("nightly"));
    each_sends!(script, {"JobName": "load"},
        GetJob: job.data(), UpdateJob: job.update(), BatchStopJobRun: job.stop_runs(), GetJobBookmark: job.get_bookmark(),
        ResetJobBookmark: job.reset_bookmark(), UpdateJobFromSourceControl: job.update_from_source_control(),
        UpdateSourceControlFromJob: job.update_source_control());
    each_sends!(script, {"JobName": "load", "JobRunIds": ["jr_1"]}, BatchStopJobRun: job.run("jr_1").stop());
    each_sends!(script, {"JobName": "load", "RunId": "jr_1"}, GetSystemLogsForJobRun: job.run("jr_1").get_system_logs());
    let analysis = job.upgrade_analysis("a");
    each_sends!(script, {"jobName": "load", "analysisId": "a"},
        GetJobUpgradeAnalysis: analysis.data(), StartJobUpgradeAnalysis: analysis.start(),
        StopJobUpgradeAnalysis: analysis.stop());
    each_sends!(script, {"Name": "lake"},
        UpdateCrawler: crawler.update(), StopCrawler: crawler.stop(), DeleteCrawler: crawler.delete());
    each_sends!(script, {"CrawlerName": "lake"},
        StartCrawlerSchedule: crawler.start_schedule(), StopCrawlerSchedule: crawler.stop_schedule(),
        UpdateCrawlerSchedule: crawler.update_schedule(), ListCrawls: crawler.crawls().try_collect());
    each_sends!(script, {"CrawlerNameList": ["lake"]}, GetCrawlerMetrics: crawler.metrics().data());
    each_sends!(script, {"Name": "begin"},
        StartTrigger: glue.trigger("begin").start(), StopTrigger: glue.trigger("begin").stop(),
        UpdateTrigger: glue.trigger("begin").update(), GetClassifier: glue.classifier("begin").data(),
        DeleteClassifier: glue.classifier("begin").delete(), GetBlueprint: glue.blueprint("begin").data(),
        UpdateBlueprint: glue.blueprint("begin").update(), DeleteBlueprint: glue.blueprint("begin").delete(),
        GetUsageProfile: glue.usage_profile("begin").data(), UpdateUsageProfile: glue.usage_profile("begin").update(),
        DeleteUsageProfile: glue.usage_profile("begin").delete(),
        GetCustomEntityType: glue.custom_entity_type("begin").data(),
        DeleteCustomEntityType: glue.custom_entity_type("begin").delete(),
        GetDataQualityRuleset: glue.data_quality_ruleset("begin").data(),
        UpdateDataQualityRuleset: glue.data_quality_ruleset("begin").update(),
        DeleteDataQualityRuleset: glue.data_quality_ruleset("begin").delete());
    each_sends!(script, {"Name": "nightly", "RunId": "wr"},
        GetWorkflowRun: workflow.run("wr").data(), StopWorkflowRun: workflow.run("wr").stop(),
        ResumeWorkflowRun: workflow.run("wr").resume(), PutWorkflowRunProperties: workflow.run("wr").put_properties());
    let blueprint = glue.blueprint("b");
    each_sends!(script, {"BlueprintName": "b"},
        StartBlueprintRun: blueprint.start_run(), GetBlueprintRuns: blueprint.runs().try_collect());
    each_sends!(script, {"BlueprintName": "b", "RunId": "r"}, GetBlueprintRun: blueprint.run("r").data());
    let endpoint = glue.dev_endpoint("d");
    each_sends!(script, {"EndpointName": "d"},
        GetDevEndpoint: endpoint.data(), UpdateDevEndpoint: endpoint.update(), DeleteDevEndpoint: endpoint.delete());
    let transform = glue.ml_transform("t");
    each_sends!(script, {"TransformId": "t"},
        GetMLTransform: transform.data(), UpdateMLTransform: transform.update(), DeleteMLTransform: transform.delete(),
        StartMLEvaluationTaskRun: transform.start_evaluation_task_run(),
        StartMLLabelingSetGenerationTaskRun: transform.start_labeling_set_generation_task_run(),
        StartExportLabelsTaskRun: transform.start_export_labels_task_run(),
        StartImportLabelsTaskRun: transform.start_import_labels_task_run(),
        GetMLTaskRuns: transform.task_runs().try_collect());
    each_sends!(script, {"TransformId": "t", "TaskRunId": "r"},
        GetMLTaskRun: transform.task_run("r").data(), CancelMLTaskRun: transform.task_run("r").cancel());
    let notes = glue.interactive_session("n");
    each_sends!(script, {"Id": "n"}, GetSystemLogsForSession: notes.get_system_logs());
    each_sends!(script, {"SessionId": "n"}, GetSessionEndpoint: notes.get_endpoint());
    each_sends!(script, {"SessionId": "n", "Id": 1}, CancelStatement: notes.statement(1).cancel());
    let (registry, schema) = (glue.registry("events"), glue.schema("arn:s"));
    each_sends!(script, {"RegistryId": {"RegistryName": "events"}},
        UpdateRegistry: registry.update(), DeleteRegistry: registry.delete(),
        ListSchemas: registry.schemas().try_collect());
    each_sends!(script, {"SchemaId": {"SchemaArn": "arn:s"}},
        UpdateSchema: schema.update(), DeleteSchemaVersions: schema.delete_versions(),
        GetSchemaVersionsDiff: schema.get_versions_diff(), ListSchemaVersions: schema.versions().try_collect());
    let version = glue.schema_version("v");
    each_sends!(script, {"SchemaVersionId": "v"},
        PutSchemaVersionMetadata: version.put_metadata(), RemoveSchemaVersionMetadata: version.remove_metadata(),
        QuerySchemaVersionMetadata: version.query_metadata());
    each_sends!(script, {"RunId": "r"},
        CancelDataQualityRulesetEvaluationRun: glue.data_quality_ruleset_evaluation_run("r").cancel(),
        GetDataQualityRuleRecommendationRun: glue.data_quality_rule_recommendation_run("r").data(),
        CancelDataQualityRuleRecommendationRun: glue.data_quality_rule_recommendation_run("r").cancel());
    each_sends!(script, {"ResultId": "r"}, GetDataQualityResultV2: glue.data_quality_result_v2("r").data());
    let statistic = glue.data_quality_statistic("p", "s");
    each_sends!(script, {"ProfileId": "p", "StatisticId": "s"},
        ListDataQualityStatistics: statistic.data(), GetDataQualityModel: statistic.get_model(),
        GetDataQualityModelResult: statistic.get_model_result(),
        ListDataQualityStatisticAnnotations: statistic.annotation().data());
    each_sends!(script, {"IntegrationIdentifier": "i"},
        ModifyIntegration: glue.integration("i").modify(), DeleteIntegration: glue.integration("i").delete());
    let property = glue.integration_resource_property("arn:d");
    each_sends!(script, {"ResourceArn": "arn:d"},
        GetIntegrationResourceProperty: property.data(), UpdateIntegrationResourceProperty: property.update(),
        DeleteIntegrationResourceProperty: property.delete(),
        CreateIntegrationTableProperties: property.create_table_properties());
    let table = property.table_property("t");
    each_sends!(script, {"ResourceArn": "arn:d", "TableName": "t"},
        GetIntegrationTableProperties: table.data(), UpdateIntegrationTableProperties: table.update(),
        DeleteIntegrationTableProperties: table.delete());
    let asset = glue.asset("a");
    each_sends!(script, {"AssetIdentifier": "a"},
        AssociateGlossaryTerms: asset.associate_glossary_terms(), PutAttachment: asset.put_attachment(),
        DisassociateGlossaryTerms: asset.disassociate_glossary_terms(), DeleteAttachment: asset.delete_attachment());
    each_sends!(script, {"Identifier": "a"},
        GetAsset: asset.data(), UpdateAsset: asset.update(), DeleteAsset: asset.delete(),
        GetAssetType: glue.asset_type("a").data(), DeleteAssetType: glue.asset_type("a").delete(),
        GetFormType: glue.form_type("a").data(), DeleteFormType: glue.form_type("a").delete(),
        GetGlossary: glue.glossary("a").data(), UpdateGlossary: glue.glossary("a").update(),
        DeleteGlossary: glue.glossary("a").delete(), GetGlossaryTerm: glue.glossary_term("a").data(),
        UpdateGlossaryTerm: glue.glossary_term("a").update(), DeleteGlossaryTerm: glue.glossary_term("a").delete());
    each_sends!(script, {"GlossaryIdentifier": "a"},
        CreateGlossaryTerm: glue.glossary("a").create_term(), ListGlossaryTerms: glue.glossary("a").terms().try_collect());
    each_sends!(script, {},
        ListBlueprints: glue.blueprints().try_collect(), ListUsageProfiles: glue.usage_profiles().try_collect(),
        ListConnectionTypes: glue.connection_types().try_collect(), ListAssetTypes: glue.asset_types().try_collect(),
        ListFormTypes: glue.form_types().try_collect(), ListGlossaries: glue.glossaries().try_collect(),
        ListCustomEntityTypes: glue.custom_entity_types().try_collect(),
        ListDataQualityRulesets: glue.data_quality_rulesets().try_collect(),
        ListDataQualityResultsV2: glue.data_quality_results_v2().try_collect(),
        DescribeInboundIntegrations: glue.inbound_integrations().try_collect(),
        GetResourcePolicies: glue.glue_policies().try_collect(), ListSchemas: glue.schemas().try_collect(),
        GetDataCatalogExportConfiguration: glue.data_catalog_export_configuration().data(),
        GetGlueIdentityCenterConfiguration: glue.glue_identity_center_configuration().data());
}

#[tokio::test(start_paused = true)]
async fn waiters_know_good_states_and_bad_ones() {
    let service = |script: &Script| Glue::new(&session(script));
    waits_for_states!(
        ok,
        service,
        [
            |s: Glue| s.job_run("j", "r").wait_until_succeeded(),
            |state: &str| json!({"JobRun": {"JobRunState": state}}),
            "SUCCEEDED",
            "TIMEOUT"
        ],
        [
            |s: Glue| s.job_run("j", "r").wait_until_stopped(),
            |state: &str| json!({"JobRun": {"JobRunState": state}}),
            "STOPPED",
            "SUCCEEDED"
        ],
        [
            |s: Glue| s.workflow_run("w", "r").wait_until_completed(),
            |state: &str| json!({"Run": {"Status": state}}),
            "COMPLETED",
            "ERROR"
        ],
        [
            |s: Glue| s.blueprint("b").wait_until_active(),
            |state: &str| json!({"Blueprint": {"Status": state}}),
            "ACTIVE",
            "FAILED"
        ],
        [
            |s: Glue| s.blueprint_run("b", "r").wait_until_succeeded(),
            |state: &str| json!({"BlueprintRun": {"State": state}}),
            "SUCCEEDED",
            "FAILED"
        ],
        [
            |s: Glue| s.dev_endpoint("d").wait_until_ready(),
            |state: &str| json!({"DevEndpoint": {"Status": state}}),
            "READY",
            "FAILED"
        ],
        [
            |s: Glue| s.ml_task_run("t", "r").wait_until_succeeded(),
            |state: &str| json!({"Status": state}),
            "SUCCEEDED",
            "STOPPED"
        ],
        [
            |s: Glue| s.interactive_session("s").wait_until_ready(),
            |state: &str| json!({"Session": {"Status": state}}),
            "READY",
            "STOPPED"
        ],
        [
            |s: Glue| s.interactive_session("s").wait_until_stopped(),
            |state: &str| json!({"Session": {"Status": state}}),
            "STOPPED",
            "TIMEOUT"
        ],
        [
            |s: Glue| s.trigger("t").wait_until_activated(),
            |state: &str| json!({"Trigger": {"State": state}}),
            "ACTIVATED",
            "DELETING"
        ],
        [
            |s: Glue| s.data_quality_ruleset_evaluation_run("r").wait_until_succeeded(),
            |state: &str| json!({"Status": state}),
            "SUCCEEDED",
            "FAILED"
        ],
        [
            |s: Glue| s.data_quality_rule_recommendation_run("r").wait_until_succeeded(),
            |state: &str| json!({"Status": state}),
            "SUCCEEDED",
            "FAILED"
        ],
        [
            |s: Glue| s.column_statistics_task_run("r").wait_until_succeeded(),
            |state: &str| json!({"ColumnStatisticsTaskRun": {"Status": state}}),
            "SUCCEEDED",
            "FAILED"
        ],
        [
            |s: Glue| s.materialized_view_refresh_task_run("1", "r").wait_until_succeeded(),
            |state: &str| json!({"MaterializedViewRefreshTaskRun": {"Status": state}}),
            "SUCCEEDED",
            "STOPPED"
        ],
        [
            |s: Glue| s.schema_version("v").wait_until_available(),
            |state: &str| json!({"Status": state}),
            "AVAILABLE",
            "FAILURE"
        ],
    );
}
