//! What the operations give that create, start, list and compute something.

use aws_resources::glue::Glue;
use aws_sdk_glue::types::{
    CatalogEntry, CreateGrokClassifierRequest, DataFormat, ExportSetting, GlueResourceType, InclusionAnnotationValue,
    PermissionType, TableOptimizerType, UpdateGrokClassifierRequest,
};
use end_to_end::{
    answers::caller,
    exercised,
    script::{Script, session},
    sent::last,
};
use serde_json::{Value, json};

use super::ok;

/// Makes each call and looks at what it sent and at what it gave.
macro_rules! each_gives {
    ($script:ident, $([$operation:ident, $call:expr, $sent:tt, $given:expr]),+ $(,)?) => {$(
        assert_eq!($call.await.unwrap(), $given, "{}", stringify!($operation));
        assert_eq!(last(&$script), (stringify!($operation).to_owned(), json!($sent)));
    )+};
}

#[tokio::test]
async fn what_is_made_is_a_resource() {
    let integration = "arn:aws:glue:eu-west-1:123456789012:integration:i-1";
    let script = Script::by(move |sent| match sent.operation().as_str() {
        "CreateIntegration" => ok(json!({"IntegrationArn": integration, "IntegrationName": "i", "SourceArn": "s",
            "TargetArn": "t", "Status": "CREATING", "CreateTime": 1})),
        "CreateIntegrationResourceProperty" => ok(json!({"ResourceArn": "arn:c"})),
        "RegisterConnectionType" => ok(json!({"ConnectionTypeArn": "arn:own"})),
        "StartDataQualityRuleRecommendationRun" => ok(json!({"RunId": "made"})),
        _ => ok(json!({"Id": "made", "Name": "made"})),
    });
    let glue = Glue::new(&session(&script));
    each_gives!(
        script,
        [CreateBlueprint, glue.create_blueprint().with(|r| r.name("made")), {"Name": "made"}, Some(glue.blueprint("made"))],
        [
            CreateCustomEntityType,
            glue.create_custom_entity_type().with(|r| r.name("made").regex_string("[0-9]+")),
            {"Name": "made", "RegexString": "[0-9]+"},
            Some(glue.custom_entity_type("made"))
        ],
        [
            CreateDataQualityRuleset,
            glue.create_data_quality_ruleset().with(|r| r.name("made").ruleset("Rules = []")),
            {"Name": "made", "Ruleset": "Rules = []"},
            Some(glue.data_quality_ruleset("made"))
        ],
        [
            CreateUsageProfile,
            glue.create_usage_profile().with(|r| r.name("made")),
            {"Name": "made"},
            Some(glue.usage_profile("made"))
        ],
        [CreateGlossary, glue.create_glossary().with(|r| r.name("terms")), {"Name": "terms"}, Some(glue.glossary("made"))],
        [PutAsset, glue.put_asset().with(|r| r.identifier("own")), {"Identifier": "own"}, glue.asset("made")],
        [PutAssetType, glue.put_asset_type().with(|r| r.name("t")), {"Name": "t"}, Some(glue.asset_type("made"))],
        [PutFormType, glue.put_form_type().with(|r| r.name("t")), {"Name": "t"}, Some(glue.form_type("made"))],
        [
            CreateIntegration,
            glue.create_integration().with(|r| r.integration_name("i").source_arn("s").target_arn("t")),
            {"IntegrationName": "i", "SourceArn": "s", "TargetArn": "t"},
            glue.integration(integration)
        ],
        [
            CreateIntegrationResourceProperty,
            glue.create_integration_resource_property().with(|r| r.resource_arn("arn:c")),
            {"ResourceArn": "arn:c"},
            glue.integration_resource_property("arn:c")
        ],
        [
            StartDataQualityRuleRecommendationRun,
            glue.start_data_quality_rule_recommendation_run().with(|r| r.role("Glue")),
            {"Role": "Glue"},
            Some(glue.data_quality_rule_recommendation_run("made"))
        ],
    );
    // AWS answers with the ARN, which has the name in it; the request has the name itself.
    let own = glue.register_connection_type().with(|r| r.connection_type("REST-OWN")).await.unwrap();
    assert_eq!(own, Some(glue.connection_type("REST-OWN")));
}

#[tokio::test]
async fn a_resource_property_has_the_arn_that_it_says() {
    let arn = "arn:aws:glue:eu-west-1:123456789012:integrationresourceproperty/database/lake";
    let lake = "arn:aws:glue:eu-west-1:123456789012:database/lake";
    let property = json!({"ResourceArn": lake, "ResourcePropertyArn": arn});
    let script = Script::new([ok(json!({"IntegrationResourcePropertyList": [property]})), ok(property)]);
    let glue = Glue::new(&session(&script));
    let listed = glue.integration_resource_properties().try_collect().await.unwrap();
    exercised::arn("glue.IntegrationResourceProperty", &listed[0].arn().await.unwrap(), Some(arn));
    assert_eq!(script.count(), 1, "the listing has the ARN");
    assert_eq!(glue.integration_resource_property(lake).arn().await.unwrap().as_str(), arn);
}

/// No answer has these ARNs: they are as the [Service Authorization Reference] has them.
///
/// [Service Authorization Reference]: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsglue.html
#[tokio::test]
async fn the_other_arns_are_built() {
    let script = Script::by(|_| caller("123456789012"));
    let glue = Glue::new(&session(&script));
    let arns = [
        (glue.blueprint("b").arn().await, "blueprint/b"),
        (glue.usage_profile("p").arn().await, "usageProfile/p"),
        (glue.custom_entity_type("t").arn().await, "customEntityType/t"),
        (glue.connection_type("REST-OWN").arn().await, "connectionType:REST-OWN"),
    ];
    for (arn, resource) in arns {
        assert_eq!(arn.unwrap().as_str(), format!("arn:aws:glue:eu-west-1:123456789012:{resource}"));
    }
}

#[tokio::test]
async fn some_of_many_are_given() {
    let script = Script::by(|sent| match sent.operation().as_str() {
        "BatchGetBlueprints" => {
            ok(json!({"Blueprints": [{"Name": "a", "Status": "ACTIVE"}], "MissingBlueprints": ["b"]}))
        }
        "BatchGetCustomEntityTypes" => ok(json!({"CustomEntityTypes": [{"Name": "a", "RegexString": "[0-9]+"}]})),
        "BatchGetDevEndpoints" => ok(json!({"DevEndpoints": [{"EndpointName": "a", "Status": "READY"}]})),
        "BatchGetDataQualityResult" => ok(json!({"Results": [{"ResultId": "r", "Score": 0.5}]})),
        "BatchGetDataQualityResultV2" => ok(json!({"Results": [{"ResultId": "r", "Score": 0.5}]})),
        "BatchGetDataQualityRulesetEvaluationRun" => ok(json!({"Runs": [{"RunId": "r", "Role": "Glue"}]})),
        "BatchDeleteConnection" => ok(json!({"Succeeded": ["a"], "Errors": {"b": {"ErrorCode": "E"}}})),
        other => panic!("{other}"),
    });
    let glue = Glue::new(&session(&script));
    let blueprints = glue.batch_get_blueprints().with(|r| r.names("a").names("b")).await.unwrap();
    assert_eq!(blueprints, [glue.blueprint("a")]);
    assert!(blueprints[0].loaded().is_some(), "the answer has the data");
    assert_eq!(script.request(0).json(), json!({"Names": ["a", "b"]}));
    let types = glue.batch_get_custom_entity_types().with(|r| r.names("a")).await.unwrap();
    assert_eq!(types, [glue.custom_entity_type("a")]);
    let endpoints = glue.batch_get_dev_endpoints().with(|r| r.dev_endpoint_names("a")).await.unwrap();
    assert_eq!(endpoints, [glue.dev_endpoint("a")]);
    assert_eq!(endpoints[0].loaded().unwrap().status(), Some("READY"));
    let results = glue.batch_get_data_quality_result().with(|r| r.result_ids("r")).await.unwrap();
    assert_eq!((results[0].result_id(), results[0].score()), (Some("r"), Some(0.5)));
    let results = glue.batch_get_data_quality_result_v2().with(|r| r.result_ids("r")).await.unwrap();
    assert_eq!(results[0].result_id(), "r");
    let runs = glue.batch_get_data_quality_ruleset_evaluation_run().with(|r| r.run_ids("r")).await.unwrap();
    assert_eq!(runs[0].role(), Some("Glue"));
    let delete = glue.batch_delete_connection().with(|r| r.connection_name_list("a").connection_name_list("b"));
    let deleted = delete.await.unwrap();
    assert_eq!(deleted.succeeded(), ["a"]);
    assert_eq!(deleted.errors().unwrap()["b"].error_code(), Some("E"));
}

/// Lists two pages of one thing each.
macro_rules! each_is_listed {
    ($([$operation:literal, $list:ident, $token:literal, $page:expr, $resource:expr]),+ $(,)?) => {$(
        let page = |id: &str, token: Option<&str>| {
            let mut body: Value = $page(id);
            body[$token] = json!(token);
            ok(body)
        };
        let script = Script::new([page("a", Some("t1")), page("b", None)]);
        let glue = Glue::new(&session(&script));
        let listed = glue.$list().try_collect().await.unwrap();
        assert_eq!(listed, [$resource(&glue, "a"), $resource(&glue, "b")], $operation);
        assert_eq!(script.operations(), [$operation; 2]);
        assert_eq!(script.request(1).json(), json!({$token: "t1"}));
    )+};
}

#[tokio::test]
async fn listings_are_read_to_the_end() {
    each_is_listed!(
        [
            "ListColumnStatisticsTaskRuns",
            column_statistics_task_runs,
            "NextToken",
            |id: &str| json!({"ColumnStatisticsTaskRunIds": [id]}),
            |glue: &Glue, id: &str| glue.column_statistics_task_run(id)
        ],
        [
            "ListDataQualityResults",
            data_quality_results,
            "NextToken",
            |id: &str| json!({"Results": [{"ResultId": id}]}),
            |glue: &Glue, id: &str| glue.data_quality_result(id)
        ],
        [
            "ListDataQualityRuleRecommendationRuns",
            data_quality_rule_recommendation_runs,
            "NextToken",
            |id: &str| json!({"Runs": [{"RunId": id}]}),
            |glue: &Glue, id: &str| glue.data_quality_rule_recommendation_run(id)
        ],
        [
            "ListDataQualityRulesetEvaluationRuns",
            data_quality_ruleset_evaluation_runs,
            "NextToken",
            |id: &str| json!({"Runs": [{"RunId": id}]}),
            |glue: &Glue, id: &str| glue.data_quality_ruleset_evaluation_run(id)
        ],
        [
            "ListDevEndpoints",
            dev_endpoints_by_tags,
            "NextToken",
            |id: &str| json!({"DevEndpointNames": [id]}),
            |glue: &Glue, id: &str| glue.dev_endpoint(id)
        ],
        [
            "ListMLTransforms",
            ml_transforms_by_tags,
            "NextToken",
            |id: &str| json!({"TransformIds": [id]}),
            |glue: &Glue, id: &str| glue.ml_transform(id)
        ],
        [
            "ListIntegrationResourceProperties",
            integration_resource_properties,
            "Marker",
            |id: &str| json!({"IntegrationResourcePropertyList": [{"ResourceArn": id}]}),
            |glue: &Glue, id: &str| glue.integration_resource_property(id)
        ],
        [
            "ListIntegrationTableProperties",
            integration_table_properties,
            "Marker",
            |id: &str| json!({"IntegrationTablePropertiesList": [{"ResourceArn": "arn:c", "TableName": id}]}),
            |glue: &Glue, id: &str| glue.integration_table_property("arn:c", id)
        ],
        [
            "SearchTables",
            matching_tables,
            "NextToken",
            |id: &str| json!({"TableList": [{"DatabaseName": "sales", "Name": id}]}),
            |glue: &Glue, id: &str| glue.table(None, "sales", id)
        ],
    );
}

/// These take the catalog's id from the table's data, as they don't know the account's own.
#[tokio::test]
async fn a_tables_catalog_is_read_from_it() {
    let script = Script::by(|sent| match sent.operation().as_str() {
        "GetTable" => ok(json!({"Table": {"Name": "orders", "DatabaseName": "sales", "CatalogId": "123456789012"}})),
        "StartMaterializedViewRefreshTaskRun" => ok(json!({"MaterializedViewRefreshTaskRunId": "r"})),
        "GetUnfilteredTableMetadata" => ok(json!({"AuthorizedColumns": ["id"], "IsRegisteredWithLakeFormation": true})),
        "GetUnfilteredPartitionMetadata" => ok(json!({"Partition": {"Values": ["1"]}, "AuthorizedColumns": ["id"]})),
        "GetUnfilteredPartitionsMetadata" => {
            ok(json!({"UnfilteredPartitions": [{"Partition": {"Values": ["1"]}}], "NextToken": "t1"}))
        }
        _ => ok(json!({})),
    });
    let glue = Glue::new(&session(&script));
    let orders = glue.table(None, "sales", "orders");
    each_gives!(
        script,
        [
            CreateTableOptimizer,
            orders.create_optimizer().with(|r| r.r#type(TableOptimizerType::Compaction)),
            {"CatalogId": "123456789012", "DatabaseName": "sales", "TableName": "orders", "Type": "compaction"},
            Some(glue.table_optimizer("123456789012", "sales", "orders", TableOptimizerType::Compaction))
        ],
        [
            StartMaterializedViewRefreshTaskRun,
            orders.start_materialized_view_refresh_task_run(),
            {"CatalogId": "123456789012", "DatabaseName": "sales", "TableName": "orders"},
            Some(glue.materialized_view_refresh_task_run("123456789012", "r"))
        ],
    );
    let table = json!({"CatalogId": "123456789012", "DatabaseName": "sales", "TableName": "orders"});
    orders.stop_materialized_view_refresh_task_run().await.unwrap();
    assert_eq!(last(&script), ("StopMaterializedViewRefreshTaskRun".to_owned(), table.clone()));

    let kind = PermissionType::ColumnPermission;
    let metadata = orders.get_unfiltered_metadata().with(|r| r.supported_permission_types(kind.clone()));
    assert_eq!(metadata.await.unwrap().authorized_columns(), ["id"]);
    let sent = json!({"CatalogId": "123456789012", "DatabaseName": "sales", "Name": "orders",
        "SupportedPermissionTypes": ["COLUMN_PERMISSION"]});
    assert_eq!(last(&script), ("GetUnfilteredTableMetadata".to_owned(), sent));
    let partition = orders.get_unfiltered_partition_metadata().with(|r| r.partition_values("1")).await.unwrap();
    assert_eq!(partition.partition().unwrap().values(), ["1"]);
    let mut sent = table.clone();
    sent["PartitionValues"] = json!(["1"]);
    assert_eq!(last(&script), ("GetUnfilteredPartitionMetadata".to_owned(), sent));
    let partitions = orders.get_unfiltered_partitions_metadata().await.unwrap();
    assert_eq!((partitions.unfiltered_partitions().len(), partitions.next_token()), (1, Some("t1")));
    assert_eq!(last(&script), ("GetUnfilteredPartitionsMetadata".to_owned(), table));
}

#[tokio::test]
async fn glue_computes() {
    let script = Script::new([
        ok(json!({"Valid": false, "Error": "it isn't Avro"})),
        ok(json!({"PythonScript": "print(1)"})),
        ok(json!({"DagNodes": [{"Id": "n1", "NodeType": "DataSource", "Args": []}], "DagEdges": []})),
        ok(json!({"Mapping": [{"SourceTable": "orders", "SourcePath": "id", "TargetPath": "key"}]})),
        ok(json!({"PythonScript": "print(2)"})),
        ok(json!({"Url": "https://spark.example"})),
        ok(json!({"ImportStatus": {"ImportCompleted": true, "ImportedBy": "ann"}})),
    ]);
    let glue = Glue::new(&session(&script));
    let check = glue.check_schema_version_validity();
    let check = check.with(|r| r.data_format(DataFormat::Avro).schema_definition("{")).await.unwrap();
    assert_eq!((check.valid(), check.error()), (false, Some("it isn't Avro")));
    assert_eq!(script.request(0).json(), json!({"DataFormat": "AVRO", "SchemaDefinition": "{"}));
    assert_eq!(glue.create_script().await.unwrap().python_script(), Some("print(1)"));
    let graph = glue.get_dataflow_graph().with(|r| r.python_script("print(1)")).await.unwrap();
    assert_eq!(graph.dag_nodes()[0].id(), "n1");
    let source = CatalogEntry::builder().database_name("sales").table_name("orders").build().unwrap();
    let mapping = glue.get_mapping().with(|r| r.source(source.clone())).await.unwrap();
    assert_eq!(mapping[0].target_path(), Some("key"));
    let plan = glue.get_plan().with(|r| r.source(source).set_mapping(Some(mapping))).await.unwrap();
    assert_eq!(plan.python_script(), Some("print(2)"));
    let entry = json!({"DatabaseName": "sales", "TableName": "orders"});
    let mapping = json!([{"SourceTable": "orders", "SourcePath": "id", "TargetPath": "key"}]);
    assert_eq!(script.request(4).json(), json!({"Mapping": mapping, "Source": entry}));
    let url = glue.get_dashboard_url().with(|r| r.resource_id("jr_1").resource_type(GlueResourceType::Job));
    assert_eq!(url.await.unwrap(), "https://spark.example");
    assert_eq!(script.request(5).json(), json!({"ResourceId": "jr_1", "ResourceType": "JOB"}));
    let import = glue.get_catalog_import_status().await.unwrap().unwrap();
    assert_eq!((import.import_completed(), import.imported_by()), (true, Some("ann")));
    assert_eq!(script.operations().last().unwrap(), "GetCatalogImportStatus");
}

#[tokio::test]
async fn classifiers_and_settings_are_written() {
    let script = Script::by(|sent| match sent.operation().as_str() {
        "GetClassifiers" => {
            let grok = json!({"Name": "log", "Classification": "web", "GrokPattern": "%{IP}"});
            ok(json!({"Classifiers": [{"GrokClassifier": grok}], "NextToken": "t1"}))
        }
        "BatchPutDataQualityStatisticAnnotation" => {
            ok(json!({"FailedInclusionAnnotations": [{"ProfileId": "p", "StatisticId": "s", "FailureReason": "gone"}]}))
        }
        "CreateGlueIdentityCenterConfiguration" => ok(json!({"ApplicationArn": "arn:app"})),
        _ => ok(json!({})),
    });
    let glue = Glue::new(&session(&script));
    let sent = |operation: &str, body: Value| assert_eq!(last(&script), (operation.to_owned(), body));
    let grok = CreateGrokClassifierRequest::builder().name("log").classification("web").grok_pattern("%{IP}");
    let grok = grok.build().unwrap();
    glue.create_classifier().with(|r| r.grok_classifier(grok)).await.unwrap();
    let body = json!({"Name": "log", "Classification": "web", "GrokPattern": "%{IP}"});
    sent("CreateClassifier", json!({"GrokClassifier": body}));
    let grok = UpdateGrokClassifierRequest::builder().name("log").classification("mail").build().unwrap();
    glue.update_classifier().with(|r| r.grok_classifier(grok)).await.unwrap();
    sent("UpdateClassifier", json!({"GrokClassifier": {"Name": "log", "Classification": "mail"}}));
    let page = glue.get_classifiers().with(|r| r.max_results(1)).await.unwrap();
    sent("GetClassifiers", json!({"MaxResults": 1}));
    assert_eq!(page.classifiers()[0].grok_classifier().map(|grok| grok.name()), Some("log"));
    assert_eq!(page.next_token(), Some("t1"));

    glue.create_catalog().with(|r| r.name("lake")).await.unwrap();
    sent("CreateCatalog", json!({"Name": "lake"}));
    glue.import_catalog_to_glue().with(|r| r.catalog_id("123456789012")).await.unwrap();
    sent("ImportCatalogToGlue", json!({"CatalogId": "123456789012"}));
    let export = glue.data_catalog_export_configuration();
    export.put().with(|r| r.export_setting(ExportSetting::Enabled)).await.unwrap();
    sent("PutDataCatalogExportConfiguration", json!({"ExportSetting": "ENABLED"}));

    let center = glue.create_glue_identity_center_configuration().with(|r| r.instance_arn("arn:i"));
    assert_eq!(center.await.unwrap().application_arn(), Some("arn:app"));
    sent("CreateGlueIdentityCenterConfiguration", json!({"InstanceArn": "arn:i"}));
    let center = glue.glue_identity_center_configuration();
    center.update().with(|r| r.scopes("glue:read")).await.unwrap();
    sent("UpdateGlueIdentityCenterConfiguration", json!({"Scopes": ["glue:read"]}));
    center.delete().await.unwrap();
    sent("DeleteGlueIdentityCenterConfiguration", json!({}));

    let errors = glue.batch_put_data_quality_statistic_annotation().await.unwrap();
    assert_eq!(errors[0].failure_reason(), Some("gone"));
    let profile = glue.put_data_quality_profile_annotation();
    profile.with(|r| r.profile_id("p").inclusion_annotation(InclusionAnnotationValue::Exclude)).await.unwrap();
    sent("PutDataQualityProfileAnnotation", json!({"ProfileId": "p", "InclusionAnnotation": "EXCLUDE"}));
}
