//! What the fake AWS lacks of AWS Support, by its [API reference].
//!
//! [API reference]: https://docs.aws.amazon.com/awssupport/latest/APIReference/Welcome.html

use std::time::Duration;

use aws_resources::{ErrorKind, support::Support};
use end_to_end::{
    answers::{cloudtrail as answer, cloudtrail_error as refusal},
    script::{Script, session},
};
use serde_json::json;

const SOON: Duration = Duration::from_millis(1);

#[tokio::test]
async fn a_resolved_case_is_loaded_and_an_unknown_one_not_found() {
    let script = Script::new([
        answer(json!({"cases": [{"caseId": "case-1", "status": "resolved", "severityCode": "low"}]})),
        refusal("CaseIdNotFound", "Could not find case with id case-2"),
    ]);
    let support = Support::new(&session(&script));
    let case = support.case("case-1");
    assert_eq!(case.data().await.unwrap().status(), Some("resolved"));
    assert_eq!(case.severity_level().await.unwrap(), Some(support.severity_level("low")));
    let unknown = support.case("case-2").data().await.unwrap_err();
    assert!(unknown.is_not_found(), "{unknown}");
    assert_eq!(script.request(0).json(), json!({"caseIdList": ["case-1"], "includeResolvedCases": true}));
}

#[tokio::test]
async fn messages_are_told_apart_by_their_case() {
    let message = |case: &str, time: &str| {
        json!({"caseId": case, "timeCreated": time, "body": "Hello",
               "attachmentSet": [{"attachmentId": "att-1", "fileName": "log.txt"}]})
    };
    let script = Script::new([
        answer(json!({"communications": [message("case-1", "2026-01-01T00:00:00Z")], "nextToken": "2"})),
        answer(json!({"communications": [message("case-1", "2026-01-02T00:00:00Z")]})),
        answer(json!({"attachment": {"fileName": "log.txt", "data": "aGVsbG8="}})),
        answer(json!({"fileName": "log.txt", "downloadUrl": {"url": "https://s3", "expiryDate": "2026-01-03"}})),
        refusal("AttachmentIdNotFound", "none"),
    ]);
    let support = Support::new(&session(&script));
    let messages = support.case("case-1").communications().try_collect().await.unwrap();
    assert_eq!(messages.len(), 2);
    assert_ne!(messages[0], messages[1]);
    assert_ne!(messages[0], support.communication("case-2", "2026-01-01T00:00:00Z"));
    let attachments = messages[0].attachments().await.unwrap();
    assert_eq!(attachments, [support.attachment("att-1")]);
    assert_eq!(attachments[0].data().await.unwrap().file_name(), Some("log.txt"));
    attachments[0].get_download_link().await.unwrap();
    assert!(attachments[0].reload().await.unwrap_err().is_not_found());
    assert_eq!(script.request(1).json(), json!({"caseId": "case-1", "nextToken": "2"}));
}

#[tokio::test]
async fn services_and_severity_levels_are_listed() {
    let s3 =
        json!({"services": [{"code": "amazon-s3", "name": "S3", "categories": [{"code": "other", "name": "Other"}]}]});
    let languages = json!({"supportedLanguages": [{"code": "en", "language": "English", "display": "English"}]});
    let levels = json!({"severityLevels": [{"code": "low", "name": "Low"}, {"code": "urgent", "name": "Urgent"}]});
    let script = Script::new([answer(s3.clone()), answer(languages), answer(levels.clone()), answer(levels)]);
    let support = Support::new(&session(&script));
    let services = support.services().try_collect().await.unwrap();
    assert_eq!(services, [support.service("amazon-s3")]);
    let languages = services[0].describe_supported_languages();
    let languages = languages.with(|r| r.issue_type("technical").category_code("other")).await.unwrap();
    assert_eq!(languages[0].code(), Some("en"));
    assert_eq!(support.severity_levels().try_collect().await.unwrap().len(), 2);
    assert_eq!(support.severity_level("urgent").data().await.unwrap().name(), Some("Urgent"));
    let sent = script.request(1).json();
    assert_eq!(sent, json!({"serviceCode": "amazon-s3", "issueType": "technical", "categoryCode": "other"}));
}

#[tokio::test]
async fn an_upload_is_waited_for() {
    let status = |status: &str| answer(json!({"uploadStatus": status, "fileName": "dump.bin"}));
    let script = Script::new([status("attachment-not-ready"), status("attachment-ready"), status("failed")]);
    let upload = Support::new(&session(&script)).attachment_upload("up-1");
    upload.wait_until_ready().every(SOON).await.unwrap();
    assert_eq!(script.request(1).json(), json!({"uploadId": "up-1"}));
    assert_eq!(upload.wait_until_ready().await.unwrap_err().kind(), ErrorKind::WaiterFailed);
}

#[tokio::test]
async fn a_check_has_a_result() {
    let summary =
        json!({"resourcesProcessed": 9, "resourcesFlagged": 1, "resourcesIgnored": 0, "resourcesSuppressed": 0});
    let result = json!({"checkId": "c-1", "timestamp": "2026-01-01T00:00:00Z", "status": "warning",
                        "resourcesSummary": summary, "categorySpecificSummary": {}, "flaggedResources": []});
    let script = Script::new([answer(json!({"result": result}))]);
    let check = Support::new(&session(&script)).trusted_advisor_check("c-1");
    assert_eq!(check.check_result().data().await.unwrap().status(), "warning");
    assert_eq!(check.check_result().check(), check);
}
