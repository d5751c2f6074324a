//! Cost and Usage Reports, which the fake AWS lacks, by their [API reference].
//!
//! [API reference]: https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_Operations_AWS_Cost_and_Usage_Report_Service.html

use aws_resources::{
    Session,
    cur::{Cur, TagCollection as _},
};
use aws_sdk_costandusagereport::types::{
    AwsRegion, CompressionFormat, ReportDefinition, ReportFormat, SchemaElement, Tag, TimeUnit,
};
use end_to_end::{
    answers::{caller, json as answer},
    script::{Script, config, session},
};
use serde_json::{Value, json};

fn report(name: &str) -> Value {
    json!({"ReportName": name, "TimeUnit": "DAILY", "Format": "Parquet", "Compression": "Parquet",
           "AdditionalSchemaElements": ["RESOURCES"], "S3Bucket": "costs", "S3Prefix": "cur", "S3Region": "us-east-1"})
}

#[tokio::test]
async fn a_report_is_found_on_any_page() {
    let script = Script::new([
        answer(json!({"ReportDefinitions": [report("daily")], "NextToken": "2"})),
        answer(json!({"ReportDefinitions": [report("monthly")]})),
        answer(json!({"ReportDefinitions": [report("daily")], "NextToken": "2"})),
        answer(json!({"ReportDefinitions": [report("monthly")]})),
        answer(json!({"ResponseMessage": "deleted"})),
        answer(json!({"ReportDefinitions": [report("daily")]})),
    ]);
    let cur = Cur::new(&session(&script));
    let reports = cur.report_definitions().page_size(5).try_collect().await.unwrap();
    assert_eq!(reports, ["daily", "monthly"].map(|name| cur.report_definition(name)));
    assert_eq!(script.request(1).json(), json!({"MaxResults": 5, "NextToken": "2"}));
    let monthly = cur.report_definition("monthly");
    assert_eq!(monthly.data().await.unwrap().s3_bucket(), "costs");
    monthly.delete().await.unwrap();
    assert!(monthly.data().await.unwrap_err().is_not_found());
    assert_eq!(script.request(4).json(), json!({"ReportName": "monthly"}));
}

#[tokio::test]
async fn a_report_has_an_arn() {
    let script = Script::new([caller("123456789012")]);
    let session = Session::new(&config(&script, Some("us-east-1")));
    let arn = Cur::new(&session).report_definition("daily").arn().await.unwrap();
    assert_eq!(arn.as_str(), "arn:aws:cur:us-east-1:123456789012:definition/daily");
}

fn definition(name: &str) -> ReportDefinition {
    let definition = ReportDefinition::builder()
        .report_name(name)
        .time_unit(TimeUnit::Daily)
        .format(ReportFormat::Parquet)
        .compression(CompressionFormat::Parquet)
        .additional_schema_elements(SchemaElement::Resources)
        .s3_bucket("costs")
        .s3_prefix("cur")
        .s3_region(AwsRegion::UsStandard);
    definition.build().unwrap()
}

#[tokio::test]
async fn a_new_report_is_told_by_its_name() {
    let script = Script::new([answer(json!({})), answer(json!({}))]);
    let cur = Cur::new(&session(&script));
    let made = cur.put_report_definition().with(|r| r.report_definition(definition("daily"))).await.unwrap();
    assert_eq!(made, Some(cur.report_definition("daily")));
    assert_eq!(script.request(0).json(), json!({"ReportDefinition": report("daily")}));
    made.unwrap().modify().with(|r| r.report_definition(definition("weekly"))).await.unwrap();
    assert_eq!(script.request(1).json(), json!({"ReportName": "daily", "ReportDefinition": report("weekly")}));
    assert_eq!(script.operations(), ["PutReportDefinition", "ModifyReportDefinition"]);
}

#[tokio::test]
async fn tags_are_resources() {
    let tags = json!({"Tags": [{"Key": "team", "Value": "finance"}, {"Key": "stage", "Value": "test"}]});
    let script = Script::new([answer(json!({})), answer(tags.clone()), answer(tags), answer(json!({}))]);
    let report = Cur::new(&session(&script)).report_definition("daily");
    let tag = Tag::builder().key("team").value("finance").build().unwrap();
    report.tag_resource().with(|r| r.tags(tag)).await.unwrap();
    let sent = json!({"ReportName": "daily", "Tags": [{"Key": "team", "Value": "finance"}]});
    assert_eq!(script.request(0).json(), sent);
    assert_eq!(report.tag_subresource("stage").data().await.unwrap().value(), "test");
    let done = report.tags_collection().delete().await;
    assert_eq!((done.items().len(), done.failed().count()), (2, 0), "{done:?}");
    assert_eq!(script.request(3).json(), json!({"ReportName": "daily", "TagKeys": ["team", "stage"]}));
}
