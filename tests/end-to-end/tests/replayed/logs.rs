//! Anomalies, imports, policies, scheduled queries, and how much of a listing a load reads.

use aws_resources::logs::Logs;
use aws_sdk_cloudwatchlogs::types::{IndexCategory, PolicyType, SuppressionType};
use end_to_end::{
    answers::json as answer,
    exercised,
    script::{Script, session},
};
use serde_json::json;

pub(super) const GROUP: &str = "arn:aws:logs:eu-west-1:123456789012:log-group:shop";

/// What has a name of which this one is a prefix comes behind it, so the first page is enough.
#[tokio::test]
async fn a_load_reads_one_page_of_the_names_with_its_prefix() {
    let group = json!({"logGroupName": "shop-1", "logGroupArn": format!("{GROUP}-1")});
    let stream = json!({"logStreamName": "web-10"});
    let filter = json!({"filterName": "errors", "filterPattern": "ERROR", "logGroupName": "shop"});
    let script = Script::new([
        answer(json!({"logGroups": [group], "nextToken": "t"})),
        answer(json!({"logStreams": [stream], "nextToken": "t"})),
        answer(json!({"metricFilters": [filter], "nextToken": "t"})),
    ]);
    let group = Logs::new(&session(&script)).log_group("shop");
    assert!(group.data().await.unwrap_err().is_not_found());
    assert_eq!(script.request(0).json(), json!({"logGroupNamePrefix": "shop"}));
    assert!(group.stream("web-1").data().await.unwrap_err().is_not_found());
    assert_eq!(script.request(1).json(), json!({"logGroupName": "shop", "logStreamNamePrefix": "web-1"}));
    assert_eq!(group.metric_filter("errors").data().await.unwrap().filter_pattern(), Some("ERROR"));
    assert_eq!(script.request(2).json(), json!({"logGroupName": "shop", "filterNamePrefix": "errors"}));
}

#[tokio::test]
async fn tags_and_detectors_take_the_arn_without_a_star() {
    let group = json!({"logGroupName": "shop", "logGroupArn": GROUP, "arn": format!("{GROUP}:*")});
    let detector = "arn:aws:logs:eu-west-1:123456789012:anomaly-detector:1f";
    let anomaly = |id: &str| {
        json!({
            "anomalyId": id, "patternId": "p", "anomalyDetectorArn": detector, "patternString": "x", "firstSeen": 1,
            "lastSeen": 2, "description": "d", "active": true, "state": "Active", "histogram": {}, "logSamples": [],
            "patternTokens": [], "logGroupArnList": [GROUP],
        })
    };
    let script = Script::new([
        answer(json!({"logGroups": [group]})),
        answer(json!({})),
        answer(json!({"anomalyDetectorArn": detector})),
        answer(json!({"anomalyDetectors": [{"anomalyDetectorArn": detector}]})),
        answer(json!({"anomalies": [anomaly("a")], "nextToken": "t"})),
        answer(json!({"anomalies": [anomaly("b")]})),
        answer(json!({})),
    ]);
    let group = Logs::new(&session(&script)).log_group("shop");
    group.data().await.unwrap();
    group.tag_resource().with(|r| r.tags("team", "web")).await.unwrap();
    assert_eq!(script.request(1).json(), json!({"resourceArn": GROUP, "tags": {"team": "web"}}));
    assert_eq!(script.count(), 2, "the ARN was in the data");
    let logs = Logs::new(&session(&script));
    let created = logs.create_log_anomaly_detector().with(|r| r.log_group_arn_list(GROUP)).await.unwrap().unwrap();
    let listed = logs.anomaly_detectors().try_collect().await.unwrap();
    assert_eq!(listed, std::slice::from_ref(&created));
    let returned = listed[0].summary().unwrap();
    exercised::arn("logs.AnomalyDetector", &created.arn().await.unwrap(), returned.anomaly_detector_arn());
    let second = created.anomaly("b");
    assert_eq!(second.data().await.unwrap().pattern_id(), "p", "searched to the second page");
    assert_eq!(script.request(5).json(), json!({"anomalyDetectorArn": detector, "nextToken": "t"}));
    second.update().with(|r| r.baseline(true)).await.unwrap();
    let sent = json!({"anomalyDetectorArn": detector, "anomalyId": "b", "baseline": true});
    assert_eq!(script.request(6).json(), sent);
}

#[tokio::test]
async fn policies_are_told_by_type_and_name_or_by_their_group() {
    let policy = json!({"policyName": "mask", "policyType": "DATA_PROTECTION_POLICY", "policyDocument": "{}"});
    let own = json!({"resourceArn": GROUP, "policyScope": "RESOURCE", "policyDocument": "{}", "revisionId": "1"});
    let script = Script::new([
        answer(json!({"accountPolicies": [policy]})),
        answer(json!({"accountPolicies": []})),
        answer(json!({"logGroups": [{"logGroupName": "shop", "logGroupArn": GROUP}]})),
        answer(json!({"resourcePolicies": [own]})),
        answer(json!({"resourcePolicies": []})),
    ]);
    let logs = Logs::new(&session(&script));
    let policy = logs.account_policy(PolicyType::DataProtectionPolicy, "mask");
    assert_eq!(policy.data().await.unwrap().policy_document(), Some("{}"));
    let sent = json!({"policyType": "DATA_PROTECTION_POLICY", "policyName": "mask"});
    assert_eq!(script.request(0).json(), sent);
    let other = logs.account_policy(PolicyType::TransformerPolicy, "mask");
    assert_ne!(other, policy);
    assert!(other.data().await.unwrap_err().is_not_found());

    let own = logs.log_group("shop").resource_policy().await.unwrap().unwrap();
    assert_eq!(own.data().await.unwrap().revision_id(), Some("1"));
    assert_eq!(own.log_group().await.unwrap(), Some(logs.log_group("shop")));
    assert_eq!(script.request(3).json(), json!({"resourceArn": GROUP, "policyScope": "RESOURCE"}));
    assert!(own.reload().await.unwrap_err().is_not_found());
}

#[tokio::test(start_paused = true)]
async fn an_import_is_completed_in_batches() {
    let state = |status: &str| answer(json!({"imports": [{"importId": "i-1", "importStatus": status}]}));
    let batches = |id: &str, token: Option<&str>| {
        answer(json!({"importBatches": [{"batchId": id, "status": "COMPLETED"}], "nextToken": token}))
    };
    let script = Script::new([
        answer(json!({"importId": "i-1"})),
        state("IN_PROGRESS"),
        state("COMPLETED"),
        state("FAILED"),
        batches("1", Some("t")),
        batches("2", None),
        answer(json!({"imports": []})),
    ]);
    let logs = Logs::new(&session(&script));
    let import =
        logs.create_import_task().with(|r| r.import_source_arn("arn:aws:cloudtrail:::x")).await.unwrap().unwrap();
    import.wait_until_completed().await.unwrap();
    assert_eq!(script.request(2).json(), json!({"importId": "i-1"}));
    assert!(import.wait_until_completed().await.unwrap_err().to_string().contains("FAILED"));
    let batches = import.batches().try_collect().await.unwrap();
    assert_eq!(batches.iter().map(|it| (it.import_id(), it.id())).collect::<Vec<_>>(), [("i-1", "1"), ("i-1", "2")]);
    assert_eq!(batches[0].import_task(), import);
    assert!(import.data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_scheduled_query_has_run() {
    let arn = "arn:aws:logs:eu-west-1:123456789012:scheduled-query:1f";
    let ran = json!({"queryId": "q-1", "executionStatus": "Complete", "triggeredTimestamp": 1000});
    let failed = json!({"executionStatus": "Failed", "triggeredTimestamp": 2000});
    let script = Script::new([
        answer(json!({"scheduledQueries": [{"scheduledQueryArn": arn, "name": "daily"}]})),
        answer(json!({"triggerHistory": [ran, failed]})),
        answer(json!({"syslogConfigurations": [{"logGroupArn": GROUP, "sourceType": "VPCE"}]})),
        answer(json!({"syslogConfigurations": [{"logGroupArn": GROUP, "vpcEndpointId": "vpce-1"}]})),
    ]);
    let logs = Logs::new(&session(&script));
    let query = logs.scheduled_queries().first().await.unwrap().unwrap();
    assert_eq!(query.arn().await.unwrap().as_str(), arn);
    let history = query.history().filter(|r| r.start_time(0).end_time(9999)).try_collect().await.unwrap();
    assert_eq!(script.request(1).json(), json!({"identifier": arn, "startTime": 0, "endTime": 9999}));
    let found: Vec<_> = history.iter().map(|it| (it.triggered_timestamp(), it.query_id())).collect();
    assert_eq!(found, [(1000, Some("q-1")), (2000, None)]);
    assert_eq!(history[0].query().await.unwrap(), Some(logs.query("q-1")));
    assert_eq!(history[1].query().await.unwrap(), None);

    let syslog = logs.syslog_configurations().first().await.unwrap().unwrap();
    assert_eq!((syslog.log_group_arn(), syslog.vpc_endpoint_id()), (GROUP, None));
    assert!(syslog.reload().await.unwrap_err().is_not_found(), "the one of an endpoint is another");
    assert_eq!(script.request(3).json(), json!({"logGroupIdentifier": GROUP}));
}

/// Fields that AWS has indexed of itself are left out unless their category is asked for.
#[tokio::test]
async fn an_index_is_searched_in_all_categories() {
    let index = json!({"fieldIndexName": "requestId", "indexCategory": "AUTO"});
    let script = Script::new([answer(json!({"fieldIndexes": [index]}))]);
    let index = Logs::new(&session(&script)).field_index("shop", "requestId");
    assert_eq!(index.data().await.unwrap().index_category(), Some(&IndexCategory::Auto));
    let categories = ["DEFAULT", "CUSTOM", "AUTO", "INACTIVE"];
    assert_eq!(script.request(0).json(), json!({"logGroupIdentifiers": ["shop"], "indexCategories": categories}));
}

#[tokio::test]
async fn results_go_on_and_anomalies_are_suppressed_by_pattern() {
    let detector = "arn:aws:logs:eu-west-1:123456789012:anomaly-detector:1f";
    let anomaly = json!({
        "anomalyId": "a", "patternId": "p", "anomalyDetectorArn": detector, "patternString": "x", "firstSeen": 1,
        "lastSeen": 2, "description": "d", "active": true, "state": "Active", "histogram": {}, "logSamples": [],
        "patternTokens": [], "logGroupArnList": [GROUP],
    });
    let script = Script::new([
        answer(json!({"status": "Complete", "results": []})),
        answer(json!({"logGroupArnList": [GROUP]})),
        answer(json!({"anomalies": [anomaly]})),
        answer(json!({})),
    ]);
    let logs = Logs::new(&session(&script));
    logs.query("q").get_results().with(|r| r.next_token("t")).await.unwrap();
    assert_eq!(script.request(0).json(), json!({"queryId": "q", "nextToken": "t"}));
    let detector = logs.anomaly_detector(detector);
    assert_eq!(detector.log_groups().await.unwrap(), [logs.log_group("shop")]);
    detector.anomaly("a").update_pattern().with(|r| r.suppression_type(SuppressionType::Infinite)).await.unwrap();
    let sent = json!({
        "anomalyDetectorArn": detector.arn_identifier(), "patternId": "p", "suppressionType": "INFINITE",
    });
    assert_eq!(script.request(3).json(), sent);
}
