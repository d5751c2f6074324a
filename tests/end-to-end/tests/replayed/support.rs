//! What the fake AWS lacks of AWS Support, by its [API reference].
//!
//! [API reference]: https://docs.aws.amazon.com/awssupport/latest/APIReference/Welcome.html

use std::time::Duration;

use aws_resources::{ErrorKind, support::Support};
use aws_sdk_support::{
    primitives::Blob,
    types::{Attachment, CompletedUpload, UploadStatus},
};
use end_to_end::{
    answers::{json as answer, json_error as refusal},
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

#[tokio::test]
async fn a_message_has_what_was_attached() {
    let script = Script::new([
        answer(json!({"attachmentSetId": "set-1", "expiryTime": "2026-01-01T01:00:00Z"})),
        answer(json!({"result": true})),
        refusal("CaseIdNotFound", "Could not find case with id case-2"),
    ]);
    let support = Support::new(&session(&script));
    let log = Attachment::builder().file_name("log.txt").data(Blob::new("hello")).build();
    let set = support.add_attachments_to_set().with(|r| r.attachments(log)).await.unwrap();
    let attachment = json!({"fileName": "log.txt", "data": "aGVsbG8="});
    assert_eq!(script.request(0).json(), json!({"attachments": [attachment]}));
    let set = set.attachment_set_id().unwrap();
    let add = support.case("case-1").add_communication();
    assert!(add.with(|r| r.communication_body("The log").attachment_set_id(set)).await.unwrap().result());
    let sent = json!({"caseId": "case-1", "communicationBody": "The log", "attachmentSetId": "set-1"});
    assert_eq!(script.request(1).json(), sent);
    let gone = support.case("case-2").add_communication().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
    assert_eq!(script.operations(), ["AddAttachmentsToSet", "AddCommunicationToCase", "AddCommunicationToCase"]);
}

#[tokio::test]
async fn a_large_file_is_uploaded_in_parts() {
    let links = |next: i32| {
        let url = json!({"url": "https://s3/1", "partIndex": next - 1, "expiryDate": "2026-01-01T01:00:00Z"});
        answer(json!({"uploadId": "up-1", "partSizeBytes": 5, "totalParts": 2, "nextIndex": next, "uploadUrls": [url]}))
    };
    let script = Script::new([links(2), links(3), answer(json!({"uploadStatus": "attachment-not-ready"}))]);
    let support = Support::new(&session(&script));
    let first = support.get_attachment_upload_links().with(|r| r.file_name("dump.bin").file_size_bytes(9));
    let first = first.await.unwrap();
    assert_eq!((first.upload_urls()[0].part_index(), first.next_index()), (1, 2));
    assert_eq!(script.request(0).json(), json!({"fileName": "dump.bin", "fileSizeBytes": 9}));
    let upload = support.attachment_upload(first.upload_id());
    assert_eq!(upload.get_links().await.unwrap().upload_urls()[0].part_index(), 2);
    assert_eq!(script.request(1).json(), json!({"uploadId": "up-1"}));
    let part = |index: i32| CompletedUpload::builder().part_index(index).e_tag("tag").build().unwrap();
    let completed = upload.complete().with(|r| r.completed_uploads(part(1)).completed_uploads(part(2))).await.unwrap();
    assert_eq!(completed.upload_status(), &UploadStatus::AttachmentNotReady);
    let part = |index: i32| json!({"partIndex": index, "eTag": "tag"});
    assert_eq!(script.request(2).json(), json!({"uploadId": "up-1", "completedUploads": [part(1), part(2)]}));
    assert_eq!(script.operations()[2], "CompleteAttachmentUpload");
}

#[tokio::test]
async fn a_service_says_when_it_is_reached() {
    let chat = json!({"type": "chat", "supportedHours": [{"startTime": "06:00", "endTime": "22:00"}],
                      "datesWithoutSupport": []});
    let script = Script::new([answer(json!({"languageAvailability": "available", "communicationTypes": [chat]}))]);
    let options = Support::new(&session(&script)).service("amazon-s3").describe_create_case_options();
    let options = options.with(|r| r.issue_type("technical").category_code("other").language("en")).await.unwrap();
    assert_eq!(options.language_availability(), Some("available"));
    assert_eq!(options.communication_types()[0].supported_hours()[0].start_time(), Some("06:00"));
    let sent = json!({"issueType": "technical", "serviceCode": "amazon-s3", "language": "en", "categoryCode": "other"});
    assert_eq!(script.request(0).json(), sent);
    assert_eq!(script.operations(), ["DescribeCreateCaseOptions"]);
}

#[tokio::test]
async fn checks_are_asked_about_together() {
    let status = |id: &str| json!({"checkId": id, "status": "enqueued", "millisUntilNextRefreshable": 1000});
    let flagged =
        json!({"resourcesProcessed": 9, "resourcesFlagged": 1, "resourcesIgnored": 0, "resourcesSuppressed": 0});
    let summary = json!({"checkId": "a", "timestamp": "2026-01-01T00:00:00Z", "status": "warning",
                         "hasFlaggedResources": true, "resourcesSummary": flagged, "categorySpecificSummary": {}});
    let script =
        Script::new([answer(json!({"statuses": [status("a"), status("b")]})), answer(json!({"summaries": [summary]}))]);
    let support = Support::new(&session(&script));
    let of = |ids: &[&str]| ids.iter().map(|id| Some((*id).to_owned())).collect::<Vec<_>>();
    let statuses = support.trusted_advisor_check_refresh_statuses();
    let statuses = statuses.filter(|r| r.set_check_ids(Some(of(&["a", "b"])))).try_collect().await.unwrap();
    assert_eq!(statuses, ["a", "b"].map(|id| support.trusted_advisor_check_refresh_status(id)));
    let status = statuses[1].loaded().unwrap();
    assert_eq!((status.status(), status.millis_until_next_refreshable()), ("enqueued", 1000));
    assert_eq!(statuses[1].check(), support.trusted_advisor_check("b"));
    let summaries = support.trusted_advisor_check_summaries();
    let summaries = summaries.filter(|r| r.set_check_ids(Some(of(&["a"])))).try_collect().await.unwrap();
    assert_eq!(summaries, [support.trusted_advisor_check_summary("a")]);
    let summary = summaries[0].loaded().unwrap();
    assert_eq!((summary.status(), summary.has_flagged_resources()), ("warning", true));
    assert_eq!(script.request(0).json(), json!({"checkIds": ["a", "b"]}));
    assert_eq!(script.request(1).json(), json!({"checkIds": ["a"]}));
}
