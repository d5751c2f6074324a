//! Lookup tables, saved and scheduled queries, integrations, and what the requests of all the rest name.

use aws_resources::{ErrorKind, logs::Logs};
use aws_sdk_cloudwatchlogs::types::{DataSource, DeliveryDestinationType, PolicyType};
use end_to_end::{
    answers::{json as answer, json_error},
    each_sends, exercised,
    script::{Answer, Script, session},
    sent::last,
};
use serde_json::json;

use super::logs::GROUP;

fn missing() -> Answer {
    json_error("ResourceNotFoundException", "It does not exist.")
}

#[tokio::test]
async fn requests_name_the_group() {
    let group = json!({"logGroupName": "shop", "logGroupArn": GROUP});
    let script = Script::by(move |sent| match &*sent.operation() {
        "DescribeLogGroups" => answer(json!({"logGroups": [group]})),
        _ => answer(json!({})),
    });
    let shop = Logs::new(&session(&script)).log_group("shop");
    each_sends!(script, {"logGroupName": "shop"},
        AssociateKmsKey: shop.associate_kms_key(), DisassociateKmsKey: shop.disassociate_kms_key(),
        GetLogGroupFields: shop.fields().try_collect(), PutSubscriptionFilter: shop.put_subscription_filter());
    each_sends!(script, {"logGroupIdentifier": "shop"},
        PutBearerTokenAuthentication: shop.put_bearer_token_authentication(),
        PutLogGroupDeletionProtection: shop.put_deletion_protection(),
        PutSyslogConfiguration: shop.put_syslog_configuration(), PutTransformer: shop.put_transformer(),
        PutIndexPolicy: shop.put_index_policy(), PutDataProtectionPolicy: shop.put_data_protection_policy(),
        PutTransformer: shop.transformer().put(), DeleteTransformer: shop.transformer().delete(),
        PutIndexPolicy: shop.index_policy().put(), DeleteIndexPolicy: shop.index_policy().delete(),
        PutDataProtectionPolicy: shop.data_protection_policy().put(),
        DeleteDataProtectionPolicy: shop.data_protection_policy().delete());
    each_sends!(script, {"logGroupName": "shop", "filterName": "all"},
        PutSubscriptionFilter: shop.subscription_filter("all").put(),
        DeleteSubscriptionFilter: shop.subscription_filter("all").delete());
    each_sends!(script, {"logGroupArnList": [GROUP]}, CreateLogAnomalyDetector: shop.create_anomaly_detector());
    each_sends!(script, {"logGroupIdentifiers": [GROUP]}, StartLiveTail: shop.start_live_tail());
    assert!(script.request(script.count() - 1).host().starts_with("stream-"), "events are streamed by another host");
}

#[tokio::test]
async fn requests_name_what_they_are_about() {
    let script = Script::by(|_| answer(json!({})));
    let logs = Logs::new(&session(&script));
    let detector = logs.anomaly_detector("arn:d");
    each_sends!(script, {"anomalyDetectorArn": "arn:d"},
        UpdateLogAnomalyDetector: detector.update(), DeleteLogAnomalyDetector: detector.delete());
    let policy = logs.account_policy(PolicyType::SubscriptionFilterPolicy, "all");
    each_sends!(script, {"policyType": "SUBSCRIPTION_FILTER_POLICY", "policyName": "all"},
        PutAccountPolicy: policy.put(), DeleteAccountPolicy: policy.delete());
    each_sends!(script, {"importId": "i-1"}, CancelImportTask: logs.import_task("i-1").cancel());
    each_sends!(script, {"id": "y-1"}, UpdateDeliveryConfiguration: logs.delivery("y-1").update_configuration());
    each_sends!(script, {"destinationName": "d"}, PutDestinationPolicy: logs.destination("d").put_policy());
    each_sends!(script, {"name": "d"},
        GetDeliveryDestination: logs.delivery_destination("d").data(),
        DeleteDeliveryDestination: logs.delivery_destination("d").delete());
    each_sends!(script, {"logGroupIdentifier": GROUP, "vpcEndpointId": "vpce-1"},
        DeleteSyslogConfiguration: logs.syslog_configuration(GROUP, Some("vpce-1")).delete());
    let table = logs.lookup_table("arn:t");
    each_sends!(script, {"lookupTableArn": "arn:t"},
        UpdateLookupTable: table.update(), DeleteLookupTable: table.delete());
    each_sends!(script, {"identifier": "arn:q"},
        UpdateScheduledQuery: logs.scheduled_query("arn:q").update(),
        DeleteScheduledQuery: logs.scheduled_query("arn:q").delete());
    each_sends!(script, {"integrationName": "search"},
        PutIntegration: logs.integration("search").put(), DeleteIntegration: logs.integration("search").delete());
    each_sends!(script, {},
        AssociateKmsKey: logs.associate_kms_key(), DisassociateKmsKey: logs.disassociate_kms_key(),
        GetLogFields: logs.get_log_fields(), GetLogObject: logs.get_log_object(),
        GetStorageTierPolicy: logs.get_storage_tier_policy(), PutStorageTierPolicy: logs.put_storage_tier_policy(),
        ListAggregateLogGroupSummaries: logs.list_aggregate_log_group_summaries(),
        StartLiveTail: logs.start_live_tail(),
        TestTransformer: logs.test_transformer());
}

#[tokio::test]
async fn what_a_group_has_one_of_is_loaded() {
    let script = Script::new([
        answer(
            json!({"indexPolicies": [{"logGroupIdentifier": "shop", "policyDocument": "{}", "source": "LOG_GROUP"}]}),
        ),
        answer(json!({"indexPolicies": []})),
        answer(json!({"logGroupIdentifier": "shop", "transformerConfig": [{"parseJSON": {}}]})),
        missing(),
        answer(json!({"logGroupIdentifier": "shop", "policyDocument": "{}"})),
        answer(json!({"logGroupFields": [{"name": "@message", "percent": 100}, {"name": "host", "percent": 7}]})),
    ]);
    let shop = Logs::new(&session(&script)).log_group("shop");
    let index = shop.index_policy();
    assert_eq!(index.data().await.unwrap().policy_document(), Some("{}"));
    assert_eq!(script.request(0).json(), json!({"logGroupIdentifiers": ["shop"]}));
    assert!(index.reload().await.unwrap_err().is_not_found());
    let transformer = shop.transformer();
    assert!(transformer.data().await.unwrap().transformer_config()[0].parse_json().is_some());
    assert!(transformer.reload().await.unwrap_err().is_not_found());
    assert_eq!(shop.data_protection_policy().data().await.unwrap().policy_document(), Some("{}"));
    assert_eq!(last(&script), ("GetDataProtectionPolicy".to_owned(), json!({"logGroupIdentifier": "shop"})));
    let fields = shop.fields().try_collect().await.unwrap();
    assert_eq!(fields.iter().map(|it| it.name()).collect::<Vec<_>>(), ["@message", "host"]);
    assert_eq!(fields[1].loaded().unwrap().percent(), 7);
    assert_eq!(fields[1].log_group(), shop);
}

#[tokio::test]
async fn groups_are_summed_up() {
    let page = |name: &str, token: Option<&str>| {
        let arn = GROUP.replace("shop", name);
        answer(json!({"logGroups": [{"logGroupName": name, "logGroupArn": arn}], "nextToken": token}))
    };
    let script = Script::new([page("shop", Some("t")), page("web", None)]);
    let logs = Logs::new(&session(&script));
    let groups = logs.log_group_summaries().page_size(1).try_collect().await.unwrap();
    assert_eq!(groups, [logs.log_group("shop"), logs.log_group("web")]);
    assert_eq!(script.request(1).json(), json!({"limit": 1, "nextToken": "t"}));
    let returned = groups[0].summary().unwrap();
    exercised::arn("logs.LogGroup", &groups[0].arn().await.unwrap(), returned.log_group_arn());
}

#[tokio::test]
async fn a_lookup_table_lives_and_dies() {
    let arn = "arn:aws:logs:eu-west-1:123456789012:lookup-table:hosts";
    let table = json!({"lookupTableArn": arn, "lookupTableName": "hosts"});
    let script = Script::new([
        answer(json!({"lookupTableArn": arn})),
        answer(json!({"lookupTables": [table], "nextToken": "t"})),
        answer(json!({"lookupTables": []})),
        answer(json!({"lookupTableArn": arn, "tableBody": "host,team"})),
        answer(json!({})),
        missing(),
    ]);
    let logs = Logs::new(&session(&script));
    let create = logs.create_lookup_table().with(|r| r.lookup_table_name("hosts").table_body("host,team"));
    let hosts = create.await.unwrap().expect("AWS answers with the ARN");
    let listed = logs.lookup_tables().try_collect().await.unwrap();
    assert_eq!(listed, std::slice::from_ref(&hosts));
    assert_eq!(script.request(2).json(), json!({"nextToken": "t"}));
    let returned = listed[0].summary().unwrap();
    exercised::arn("logs.LookupTable", &hosts.arn().await.unwrap(), returned.lookup_table_arn());
    assert_eq!(hosts.data().await.unwrap().table_body(), Some("host,team"));
    hosts.delete().await.unwrap();
    assert!(hosts.data().await.unwrap_err().is_not_found());
    assert_eq!(script.request(5).json(), json!({"lookupTableArn": arn}));
}

#[tokio::test]
async fn queries_are_saved_and_scheduled() {
    let arn = "arn:aws:logs:eu-west-1:123456789012:scheduled-query:1f";
    let saved = |id: &str| json!({"queryDefinitionId": id, "name": id, "queryString": "fields @message"});
    let script = Script::new([
        answer(json!({"queryDefinitionId": "d-2"})),
        answer(json!({"queryDefinitions": [saved("d-1")], "nextToken": "t"})),
        answer(json!({"queryDefinitions": [saved("d-2")]})),
        answer(json!({"queryDefinitionId": "d-2"})),
        answer(json!({"success": true})),
        answer(json!({"queryDefinitions": [saved("d-1")]})),
        answer(json!({"scheduledQueryArn": arn, "state": "ENABLED"})),
        answer(json!({"scheduledQueryArn": arn, "name": "daily", "logGroupIdentifiers": [GROUP]})),
    ]);
    let logs = Logs::new(&session(&script));
    let put = logs.put_query_definition().with(|r| r.name("d-2").query_string("fields @message"));
    let saved = put.await.unwrap().expect("AWS answers with the ID");
    assert_eq!(saved.data().await.unwrap().name(), Some("d-2"), "searched to the second page");
    assert_eq!(saved.put().with(|r| r.name("d-3")).await.unwrap(), Some(saved.clone()));
    assert_eq!(last(&script).1, json!({"queryDefinitionId": "d-2", "name": "d-3"}));
    saved.delete().await.unwrap();
    assert_eq!(last(&script), ("DeleteQueryDefinition".to_owned(), json!({"queryDefinitionId": "d-2"})));
    assert_eq!(logs.query_definitions().try_collect().await.unwrap(), [logs.query_definition("d-1")]);

    let create = logs.create_scheduled_query().with(|r| r.name("daily").schedule_expression("rate(1 day)"));
    let daily = create.await.unwrap().expect("AWS answers with the ARN");
    let returned = daily.data().await.unwrap();
    assert_eq!(returned.log_group_identifiers(), [GROUP]);
    exercised::arn("logs.ScheduledQuery", &daily.arn().await.unwrap(), returned.scheduled_query_arn());
    assert_eq!(last(&script), ("GetScheduledQuery".to_owned(), json!({"identifier": arn})));
}

#[tokio::test]
async fn a_query_is_stopped_and_what_it_found_is_read() {
    let script = Script::new([
        answer(json!({"success": true})),
        answer(json!({"logGroupIdentifiers": [GROUP]})),
        answer(json!({"logRecord": {"@message": "late", "host": "web-1"}})),
        answer(json!({"matches": [{"eventNumber": 2, "eventMessage": "ERROR", "extractedValues": {}}]})),
    ]);
    let logs = Logs::new(&session(&script));
    let query = logs.query("q-1");
    assert!(query.stop().await.unwrap().success());
    assert_eq!(last(&script), ("StopQuery".to_owned(), json!({"queryId": "q-1"})));
    assert_eq!(query.list_log_groups().await.unwrap().log_group_identifiers(), [GROUP]);
    assert_eq!(last(&script), ("ListLogGroupsForQuery".to_owned(), json!({"queryId": "q-1"})));
    let record = logs.get_log_record().with(|r| r.log_record_pointer("p")).await.unwrap().unwrap();
    assert_eq!(record["host"], "web-1");
    let test = logs.test_metric_filter().with(|r| r.filter_pattern("ERROR").log_event_messages("ok"));
    assert_eq!(test.await.unwrap().matches()[0].event_number(), 2);
}

#[tokio::test(start_paused = true)]
async fn an_integration_becomes_active() {
    let state = |state: &str| answer(json!({"integrationName": "search", "integrationStatus": state}));
    let script = Script::new([
        answer(json!({"integrationName": "search"})),
        state("PROVISIONING"),
        state("ACTIVE"),
        state("FAILED"),
        answer(json!({"integrationSummaries": [{"integrationName": "search", "integrationStatus": "FAILED"}]})),
        missing(),
    ]);
    let logs = Logs::new(&session(&script));
    let put = logs.put_integration().with(|r| r.integration_name("search")).await.unwrap();
    let search = put.expect("the request has the name");
    search.wait_until_active().await.unwrap();
    assert_eq!(last(&script), ("GetIntegration".to_owned(), json!({"integrationName": "search"})));
    assert_eq!(search.wait_until_active().await.unwrap_err().kind(), ErrorKind::WaiterFailed);
    assert_eq!(logs.integrations().try_collect().await.unwrap(), std::slice::from_ref(&search));
    assert!(search.data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn sources_go_to_tables_and_templates_are_aws_own() {
    let template = |kind: &str| {
        json!({
            "service": "cloudfront", "logType": "ACCESS_LOGS", "resourceType": "distribution",
            "deliveryDestinationType": kind,
        })
    };
    let script = Script::new([
        answer(json!({"identifier": "s-1"})),
        answer(json!({"sources": [{"identifier": "s-1", "status": "ACTIVE"}]})),
        answer(json!({"identifier": "s-1"})),
        answer(json!({"configurationTemplates": [template("S3")], "nextToken": "t"})),
        answer(json!({"configurationTemplates": [template("CWL")]})),
    ]);
    let logs = Logs::new(&session(&script));
    let data = DataSource::builder().name("aws.vpc").build().unwrap();
    let associate = logs.associate_source_to_s3_table_integration();
    let source = associate.with(|r| r.integration_arn("arn:i").data_source(data)).await.unwrap().unwrap();
    assert_eq!(source, logs.s3_table_integration_source("arn:i", "s-1"));
    let listed = logs.s3_table_integration_sources().filter(|r| r.integration_arn("arn:i"));
    assert_eq!(listed.try_collect().await.unwrap(), std::slice::from_ref(&source));
    source.disassociate().await.unwrap();
    let sent = ("DisassociateSourceFromS3TableIntegration".to_owned(), json!({"identifier": "s-1"}));
    assert_eq!(last(&script), sent);
    let templates = logs.configuration_templates().try_collect().await.unwrap();
    let kinds: Vec<_> = templates.iter().map(|it| it.delivery_destination_type().clone()).collect();
    assert_eq!(kinds, [DeliveryDestinationType::S3, DeliveryDestinationType::Cwl]);
    assert_eq!(last(&script).1, json!({"nextToken": "t"}));
}
