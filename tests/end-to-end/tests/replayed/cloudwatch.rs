//! Alarms that aren't on a metric, mute rules, metric streams and rules of Contributor Insights, in CBOR.

use aws_resources::{cloudwatch::CloudWatch, prelude::*};
use aws_sdk_cloudwatch::{
    primitives::DateTime,
    types::{ManagedRule, StateValue, Tag},
};
use end_to_end::{
    exercised,
    script::{Answer, Script, Sent, session},
};
use serde_json::{Value, json};

/// A value in CBOR. An object with the one key `time` is a point in time, one with the key `blob` the bytes of a text.
fn cbor(value: &Value, out: &mut Vec<u8>) {
    let head = |kind: u8, length: usize, out: &mut Vec<u8>| {
        out.push(kind | 26);
        out.extend(u32::try_from(length).unwrap().to_be_bytes());
    };
    match value {
        Value::Null => out.push(0xf6),
        Value::Bool(it) => out.push(if *it { 0xf5 } else { 0xf4 }),
        Value::Number(it) if it.is_u64() => head(0, usize::try_from(it.as_u64().unwrap()).unwrap(), out),
        Value::Number(it) => {
            out.push(0xfb);
            out.extend(it.as_f64().unwrap().to_be_bytes());
        }
        Value::String(it) => {
            head(0x60, it.len(), out);
            out.extend(it.bytes());
        }
        Value::Array(it) => {
            head(0x80, it.len(), out);
            it.iter().for_each(|item| cbor(item, out));
        }
        Value::Object(it) if it.contains_key("time") => {
            out.push(0xc1);
            cbor(&it["time"], out);
        }
        Value::Object(it) if it.contains_key("blob") => {
            let bytes = it["blob"].as_str().unwrap().as_bytes();
            head(0x40, bytes.len(), out);
            out.extend(bytes);
        }
        Value::Object(it) => {
            head(0xa0, it.len(), out);
            for (key, item) in it {
                cbor(&json!(key), out);
                cbor(item, out);
            }
        }
    }
}

fn reply(status: u16, body: &Value) -> Answer {
    let mut bytes = Vec::new();
    cbor(body, &mut bytes);
    Answer::http(status, "application/cbor", bytes)
}

fn answer(body: Value) -> Answer {
    reply(200, &body)
}

fn missing() -> Answer {
    reply(
        404,
        &json!({"__type": "com.amazonaws.cloudwatch#ResourceNotFoundException", "message": "It does not exist."}),
    )
}

/// The operation, and whether the request has these texts, one after the other.
#[track_caller]
fn assert_sent(sent: &Sent, operation: &str, texts: &[&str]) {
    assert_eq!(sent.path(), format!("/service/GraniteServiceVersion20100801/operation/{operation}"));
    let mut rest = &*sent.body;
    for text in texts {
        let at = rest.find(text).unwrap_or_else(|| panic!("no {text} in {:?}", sent.body));
        rest = &rest[at + text.len()..];
    }
}

fn arn(resource: &str) -> String {
    format!("arn:aws:cloudwatch:eu-west-1:123456789012:{resource}")
}

fn alarm(name: &str) -> Value {
    json!({"AlarmName": name, "AlarmArn": arn(&format!("alarm:{name}")), "AlarmRule": "ALARM(few)"})
}

#[tokio::test]
async fn composite_alarms_are_listed_by_themselves_and_deleted_one_by_one() {
    let script = Script::new([
        answer(json!({"CompositeAlarms": [alarm("a")], "NextToken": "t"})),
        answer(json!({})),
        answer(json!({"CompositeAlarms": [alarm("b")]})),
        answer(json!({})),
        answer(json!({"CompositeAlarms": []})),
    ]);
    let cloudwatch = CloudWatch::new(&session(&script));
    let report = cloudwatch.composite_alarms().delete().await;
    assert_eq!((report.items().len(), report.failed().count()), (2, 0), "{report:?}");
    assert_sent(&script.request(0), "DescribeAlarms", &["AlarmTypes", "CompositeAlarm"]);
    let deleted: Vec<_> = script.sent().into_iter().filter(|it| it.path().ends_with("/DeleteAlarms")).collect();
    assert_eq!(deleted.len(), 2, "AWS deletes only one composite alarm in a call");
    let a = cloudwatch.composite_alarm("a");
    assert!(a.data().await.unwrap_err().is_not_found());
    assert_sent(&script.request(4), "DescribeAlarms", &["AlarmNames", "a", "AlarmTypes", "CompositeAlarm"]);
}

/// AWS gives only some members of them, so they come without data.
#[tokio::test]
async fn parents_and_children_load_themselves() {
    let both = json!({"MetricAlarms": [{"AlarmName": "few"}], "CompositeAlarms": [{"AlarmName": "inner"}]});
    let script = Script::new([
        answer(both.clone()),
        answer(both.clone()),
        answer(both),
        answer(json!({"MetricAlarms": [{"AlarmName": "few", "AlarmArn": arn("alarm:few"), "Metrics": []}]})),
    ]);
    let cloudwatch = CloudWatch::new(&session(&script));
    let outer = cloudwatch.composite_alarm("outer");
    let children = outer.child_alarms().try_collect().await.unwrap();
    assert_eq!(children, [cloudwatch.alarm("few")]);
    assert!(children[0].loaded().is_none());
    assert_sent(&script.request(0), "DescribeAlarms", &["ChildrenOfAlarmName", "outer"]);
    assert!(!script.request(0).body.contains("AlarmTypes"), "AWS takes no other parameter");
    let inner = outer.child_composite_alarms().try_collect().await.unwrap();
    assert_eq!(inner, [cloudwatch.composite_alarm("inner")]);
    assert_eq!(children[0].parent_alarms().try_collect().await.unwrap(), inner);
    assert_sent(&script.request(2), "DescribeAlarms", &["ParentsOfAlarmName", "few"]);
    assert_eq!(children[0].arn().await.unwrap().as_str(), arn("alarm:few"));
    assert_eq!(children[0].metric().await.unwrap(), None, "it is on mathematics");
}

#[tokio::test(start_paused = true)]
async fn a_mute_rules_name_is_taken_from_its_arn() {
    let summary = |name: &str| json!({"AlarmMuteRuleArn": arn(&format!("alarm-mute-rule:{name}")), "Status": "ACTIVE"});
    let rule = json!({
        "Name": "night", "AlarmMuteRuleArn": arn("alarm-mute-rule:night"), "StartDate": {"time": 1_700_000_000.5},
        "MuteTargets": {"AlarmNames": ["few", "none"]},
    });
    let script = Script::new([
        answer(json!({"AlarmMuteRuleSummaries": [summary("night"), summary("a:b")]})),
        answer(json!({"AlarmMuteRuleSummaries": [summary("night")]})),
        missing(),
        answer(rule.clone()),
        answer(rule),
        answer(json!({})),
        missing(),
    ]);
    let cloudwatch = CloudWatch::new(&session(&script));
    let rules = cloudwatch.alarm_mute_rules().try_collect().await.unwrap();
    assert_eq!(rules.iter().map(|it| it.name()).collect::<Vec<_>>(), ["night", "a:b"]);
    let returned = rules[0].summary().unwrap();
    exercised::arn("cloudwatch.AlarmMuteRule", &rules[0].arn().await.unwrap(), returned.alarm_mute_rule_arn());
    assert_eq!(cloudwatch.alarm("few").mute_rules().try_collect().await.unwrap(), rules[..1]);
    assert_sent(&script.request(1), "ListAlarmMuteRules", &["AlarmName", "few"]);
    rules[0].wait_until_exists().await.unwrap();
    assert_eq!(rules[0].alarms().await.unwrap(), [cloudwatch.alarm("few"), cloudwatch.alarm("none")]);
    assert_eq!(rules[0].data().await.unwrap().start_date().map(|it| it.as_secs_f64()), Some(1_700_000_000.5));
    rules[0].delete().await.unwrap();
    assert!(rules[0].data().await.unwrap_err().is_not_found());
    assert_sent(&script.request(5), "DeleteAlarmMuteRule", &["AlarmMuteRuleName", "night"]);
}

#[tokio::test]
async fn rules_that_stay_are_told() {
    let rule = |name: &str| json!({"Name": name, "State": "ENABLED", "Schema": "{}", "Definition": "{}"});
    let failure = json!({"FailureResource": "b", "FailureCode": "500", "FailureDescription": "It went wrong."});
    let managed =
        json!({"TemplateName": "Top", "ResourceARN": "arn:x", "RuleState": {"RuleName": "b", "State": "ENABLED"}});
    let script = Script::new([
        answer(json!({"InsightRules": [rule("a"), rule("b")]})),
        answer(json!({"Failures": [failure]})),
        answer(json!({"ManagedRules": [managed, {"TemplateName": "Rest", "ResourceARN": "arn:x"}]})),
    ]);
    let cloudwatch = CloudWatch::new(&session(&script));
    let report = cloudwatch.insight_rules().disable().await;
    let failed: Vec<_> = report.failed().map(|it| (it.resource().name(), it.result().unwrap_err().code())).collect();
    assert_eq!(failed, [("b", Some("500"))]);
    assert_sent(&script.request(1), "DisableInsightRules", &["RuleNames", "a", "b"]);

    let managed = cloudwatch.managed_insight_rules().filter(|r| r.resource_arn("arn:x")).try_collect().await.unwrap();
    assert_eq!(managed[0].insight_rule().await.unwrap(), Some(cloudwatch.insight_rule("b")));
    assert_eq!(managed[1].insight_rule().await.unwrap(), None);
    assert_ne!(managed[0], managed[1]);
}

#[tokio::test]
async fn a_metric_stream_is_stopped_and_goes() {
    let entry = |name: &str| json!({"Name": name, "Arn": arn(&format!("metric-stream/{name}")), "State": "running"});
    let script = Script::new([
        answer(json!({"Arn": arn("metric-stream/all")})),
        answer(entry("all")),
        answer(json!({"Entries": [entry("all"), entry("some")]})),
        answer(json!({})),
        answer(json!({})),
        missing(),
    ]);
    let cloudwatch = CloudWatch::new(&session(&script));
    let stream = cloudwatch.put_metric_stream().with(|r| r.name("all").firehose_arn("arn:f").role_arn("arn:r"));
    let stream = stream.await.unwrap().expect("the request has the name");
    exercised::arn("cloudwatch.MetricStream", &stream.arn().await.unwrap(), Some(&arn("metric-stream/all")));
    let report = cloudwatch.metric_streams().stop().await;
    assert_eq!((report.items().len(), report.failed().count()), (2, 0), "{report:?}");
    assert_sent(&script.request(3), "StopMetricStreams", &["Names", "all", "some"]);
    stream.delete().await.unwrap();
    assert!(stream.data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_detector_has_its_metric_and_an_alarm_its_history() {
    let detector = json!({
        "AnomalyDetectorId": "d-1", "SingleMetricAnomalyDetector": {"Namespace": "Shop", "MetricName": "Orders"},
    });
    let item = |kind: &str| json!({"AlarmName": "few", "Timestamp": {"time": 1_700_000_000.0}, "HistoryItemType": kind, "HistorySummary": "x"});
    let script = Script::new([
        answer(json!({"AnomalyDetectors": [detector]})),
        answer(json!({"AnomalyDetectors": []})),
        answer(json!({"AlarmHistoryItems": [item("Action")], "NextToken": "t"})),
        answer(json!({"AlarmHistoryItems": [item("StateUpdate")]})),
    ]);
    let cloudwatch = CloudWatch::new(&session(&script));
    let metric = cloudwatch.metric("Shop", "Orders");
    let detectors = metric.anomaly_detectors().try_collect().await.unwrap();
    assert_sent(&script.request(0), "DescribeAnomalyDetectors", &["Namespace", "Shop", "MetricName", "Orders"]);
    assert_eq!(detectors[0].id(), "d-1");
    assert_eq!(detectors[0].metric().await.unwrap(), Some(metric));
    assert!(cloudwatch.anomaly_detector("d-2").data().await.unwrap_err().is_not_found());
    let history = cloudwatch.alarm("few").history().try_collect().await.unwrap();
    assert_eq!(history.len(), 2);
    assert_ne!(history[0], history[1], "two items of one moment");
    assert_eq!(history[1].loaded().unwrap().history_summary(), Some("x"));
}

#[tokio::test(start_paused = true)]
async fn alarms_on_other_alarms_and_on_logs_are_put_and_waited_for() {
    let script = Script::new([
        answer(json!({})),
        answer(json!({"CompositeAlarms": []})),
        answer(json!({"CompositeAlarms": [alarm("any")]})),
        answer(json!({"CompositeAlarms": [alarm("any")]})),
        answer(json!({})),
        answer(json!({})),
        answer(json!({"LogAlarms": []})),
        answer(json!({"LogAlarms": [alarm("errors")]})),
        answer(json!({"LogAlarms": [alarm("errors")]})),
        answer(json!({})),
        answer(json!({})),
    ]);
    let cloudwatch = CloudWatch::new(&session(&script));
    let any = cloudwatch.put_composite_alarm().with(|r| r.alarm_name("any").alarm_rule("ALARM(few)"));
    let any = any.await.unwrap().expect("the request has the name");
    any.wait_until_exists().await.unwrap();
    assert_sent(&script.request(1), "DescribeAlarms", &["AlarmNames", "any", "AlarmTypes", "CompositeAlarm"]);
    let returned = any.data().await.unwrap();
    exercised::arn("cloudwatch.CompositeAlarm", &any.arn().await.unwrap(), returned.alarm_arn());
    any.set_state().with(|r| r.state_value(StateValue::Alarm).state_reason("a test")).await.unwrap();
    assert_sent(&script.request(4), "SetAlarmState", &["any"]);

    let errors = cloudwatch.put_log_alarm().with(|r| r.alarm_name("errors").threshold(1.0)).await.unwrap();
    let errors = errors.expect("the request has the name");
    assert_sent(&script.request(5), "PutLogAlarm", &["AlarmName", "errors", "Threshold"]);
    errors.wait_until_exists().await.unwrap();
    assert_sent(&script.request(6), "DescribeAlarms", &["AlarmNames", "errors", "AlarmTypes", "LogAlarm"]);
    let returned = errors.data().await.unwrap();
    exercised::arn("cloudwatch.LogAlarm", &errors.arn().await.unwrap(), returned.alarm_arn());
    errors.tag_resource().with(|r| r.tags(Tag::builder().key("team").value("web").build())).await.unwrap();
    assert_sent(&script.request(9), "TagResource", &[&arn("alarm:errors"), "team", "web"]);
    errors.delete().await.unwrap();
    assert_sent(&script.request(10), "DeleteAlarms", &["AlarmNames", "errors"]);
}

#[tokio::test]
async fn what_contributes_to_an_alarm_is_listed_to_the_end() {
    let page = |id: &str, next: Value| {
        let contributor = json!({"ContributorId": id, "ContributorAttributes": {"host": id}, "StateReason": "many"});
        answer(json!({"AlarmContributors": [contributor], "NextToken": next}))
    };
    let pages = || [page("c-1", json!("t")), page("c-2", Value::Null)];
    let script = Script::new(pages().into_iter().chain(pages()));
    let cloudwatch = CloudWatch::new(&session(&script));
    let few = cloudwatch.alarm("few");
    let found = few.contributors().try_collect().await.unwrap();
    assert_eq!(found, [cloudwatch.alarm_contributor("few", "c-1"), cloudwatch.alarm_contributor("few", "c-2")]);
    assert_sent(&script.request(1), "DescribeAlarmContributors", &["few", "NextToken", "t"]);
    let second = cloudwatch.alarm_contributor("few", "c-2");
    assert_eq!(second.data().await.unwrap().state_reason(), Some("many"), "searched to the second page");
}

#[tokio::test]
async fn what_is_put_is_named() {
    let resource = "arn:aws:kinesis:eu-west-1:123456789012:stream/clicks";
    let selected = json!({"ResourceMetricsConfiguration": {"ResourceArn": resource}});
    let script = Script::new([
        answer(json!({})),
        answer(json!({"AnomalyDetectorId": "d-1"})),
        answer(json!({})),
        answer(json!({"Failures": []})),
        answer(json!({})),
        answer(selected.clone()),
        answer(json!({})),
        answer(selected),
        answer(json!({})),
        missing(),
    ]);
    let cloudwatch = CloudWatch::new(&session(&script));
    let night = cloudwatch.put_alarm_mute_rule().with(|r| r.name("night")).await.unwrap();
    assert_eq!(night, Some(cloudwatch.alarm_mute_rule("night")));
    assert_sent(&script.request(0), "PutAlarmMuteRule", &["Name", "night"]);
    let detector = cloudwatch.metric("Shop", "Orders").put_anomaly_detector().await.unwrap().unwrap();
    assert_sent(&script.request(1), "PutAnomalyDetector", &["SingleMetricAnomalyDetector", "Shop", "Orders"]);
    assert_eq!(detector, cloudwatch.anomaly_detector("d-1"));
    detector.delete().await.unwrap();
    assert_sent(&script.request(2), "DeleteAnomalyDetector", &["AnomalyDetectorId", "d-1"]);
    let rule = ManagedRule::builder().template_name("Top").resource_arn(resource).build();
    let failures = cloudwatch.put_managed_insight_rules().with(|r| r.managed_rules(rule)).await.unwrap();
    assert_eq!(failures.failures().len(), 0);
    assert_sent(&script.request(3), "PutManagedInsightRules", &["ManagedRules", "Top", resource]);
    cloudwatch.metric_stream("all").start().await.unwrap();
    assert_sent(&script.request(4), "StartMetricStreams", &["Names", "all"]);

    let made = cloudwatch.create_resource_metrics_configuration().with(|r| r.resource_arn(resource));
    let metrics = made.await.unwrap().expect("the request has the ARN");
    assert_eq!(metrics.loaded().unwrap().resource_arn(), Some(resource));
    metrics.update().await.unwrap();
    assert_sent(&script.request(6), "UpdateResourceMetricsConfiguration", &["ResourceArn", resource]);
    assert_eq!(metrics.data().await.unwrap().resource_arn(), Some(resource), "an action forgets the data");
    metrics.delete().await.unwrap();
    assert_sent(&script.request(8), "DeleteResourceMetricsConfiguration", &["ResourceArn", resource]);
    assert!(metrics.data().await.unwrap_err().is_not_found());
    assert_sent(&script.request(9), "GetResourceMetricsConfiguration", &["ResourceArn", resource]);
}

#[tokio::test]
async fn a_datasets_key_and_the_enrichment_are_set() {
    let dataset = json!({"DatasetId": "default", "Arn": arn("dataset/default")});
    let script = Script::new([
        answer(dataset),
        answer(json!({})),
        answer(json!({})),
        missing(),
        answer(json!({"Status": "Running"})),
        answer(json!({})),
        answer(json!({})),
        answer(json!({})),
    ]);
    let cloudwatch = CloudWatch::new(&session(&script));
    let dataset = cloudwatch.dataset("default");
    exercised::arn("cloudwatch.Dataset", &dataset.arn().await.unwrap(), dataset.data().await.unwrap().arn());
    assert_sent(&script.request(0), "GetDataset", &["DatasetIdentifier", "default"]);
    dataset.associate_kms_key().with(|r| r.kms_key_arn("arn:k")).await.unwrap();
    assert_sent(&script.request(1), "AssociateDatasetKmsKey", &["DatasetIdentifier", "default", "arn:k"]);
    dataset.disassociate_kms_key().await.unwrap();
    assert_sent(&script.request(2), "DisassociateDatasetKmsKey", &["DatasetIdentifier", "default"]);
    assert!(dataset.data().await.unwrap_err().is_not_found());
    let enrichment = cloudwatch.get_o_tel_enrichment().await.unwrap();
    assert_eq!(enrichment.status().map(|status| status.as_str()), Some("Running"));
    cloudwatch.update_o_tel_enrichment().await.unwrap();
    cloudwatch.stop_o_tel_enrichment().await.unwrap();
    cloudwatch.start_o_tel_enrichment().await.unwrap();
    for (index, operation) in [(5, "UpdateOTelEnrichment"), (6, "StopOTelEnrichment"), (7, "StartOTelEnrichment")] {
        assert_sent(&script.request(index), operation, &[]);
    }
}

#[tokio::test]
async fn a_report_and_an_image_are_got() {
    let contributor = json!({"Keys": ["host-1"], "ApproximateAggregateValue": 3.0, "Datapoints": []});
    let report = json!({"KeyLabels": ["host"], "AggregateValue": 3.5, "Contributors": [contributor]});
    let script = Script::new([answer(report), answer(json!({"MetricWidgetImage": {"blob": "PNG"}}))]);
    let cloudwatch = CloudWatch::new(&session(&script));
    let report = cloudwatch.insight_rule("hosts").get_report().with(|r| {
        r.start_time(DateTime::from_secs(1_700_000_000)).end_time(DateTime::from_secs(1_700_003_600)).period(60)
    });
    let report = report.await.unwrap();
    assert_eq!((report.aggregate_value(), report.contributors()[0].keys()), (Some(3.5), &["host-1".to_owned()][..]));
    assert_sent(&script.request(0), "GetInsightRuleReport", &["RuleName", "hosts"]);
    let image = cloudwatch.get_metric_widget_image().with(|r| r.metric_widget("{}")).await.unwrap();
    assert_eq!(image.metric_widget_image().unwrap().as_ref(), b"PNG");
}
