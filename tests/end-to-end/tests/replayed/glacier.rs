//! Parts of uploads, jobs that take their time, policies, locks and provisioned capacity.

use aws_resources::glacier::Glacier;
use end_to_end::{
    answers::rest_json as answer,
    script::{Answer, Script, session},
};
use serde_json::{Value, json};
use tokio::time::Instant;

mod requests;

fn gone() -> Answer {
    let body = json!({"code": "ResourceNotFoundException", "message": "no", "type": "Client"});
    Answer::http(404, "application/json", body.to_string())
}

fn job(status: &str) -> Answer {
    answer(json!({"JobId": "j", "StatusCode": status, "Completed": status != "InProgress", "ArchiveId": "a"}))
}

#[tokio::test(start_paused = true)]
async fn a_job_succeeds_or_fails() {
    let script = Script::new([job("InProgress"), job("Succeeded"), job("Failed")]);
    let found = Glacier::new(&session(&script)).job("-", "films", "j");
    found.wait_until_completed().await.unwrap();
    assert!(found.wait_until_completed().await.is_err());
    assert_eq!(script.operations(), ["GET /-/vaults/films/jobs/j"; 3]);
}

#[tokio::test]
async fn jobs_are_listed_by_their_status() {
    let empty = || answer(json!({"JobList": []}));
    let page = answer(json!({"JobList": [{"JobId": "j", "StatusCode": "Succeeded"}], "Marker": "m"}));
    let script = Script::new([page, empty(), empty(), empty(), empty()]);
    let vault = Glacier::new(&session(&script)).vault("-", "films");
    assert_eq!(vault.succeeded_jobs().try_collect().await.unwrap(), [vault.job("j")]);
    assert_eq!(script.request(1).query()["marker"], "m");
    vault.failed_jobs().try_collect().await.unwrap();
    vault.jobs_in_progress().try_collect().await.unwrap();
    vault.completed_jobs().try_collect().await.unwrap();
    let statuses: Vec<_> = [1, 2, 3].map(|call| script.request(call).query()["statuscode"].clone()).into();
    assert_eq!(statuses, ["Succeeded", "Failed", "InProgress"]);
    assert_eq!(script.request(4).query()["completed"], "true");
}

#[tokio::test]
async fn parts_are_known_by_their_range() {
    let listed = |marker: Value, range: &str| {
        answer(json!({"Parts": [{"RangeInBytes": range, "SHA256TreeHash": "h"}], "Marker": marker}))
    };
    let uploads = answer(json!({"UploadsList": [{"MultipartUploadId": "u", "PartSizeInBytes": 1_048_576}]}));
    let script = Script::new([
        uploads,
        listed(json!("m"), "0-1048575"),
        listed(Value::Null, "1048576-2097151"),
        listed(Value::Null, "0-1048575"),
        gone(),
    ]);
    let vault = Glacier::new(&session(&script)).vault("-", "films");
    let upload = vault.multipart_uploads().first().await.unwrap().unwrap();
    assert_eq!(upload.loaded().unwrap().part_size_in_bytes(), 1_048_576);
    let parts = upload.parts().try_collect().await.unwrap();
    assert_eq!(parts.iter().map(|part| part.range_in_bytes()).collect::<Vec<_>>(), ["0-1048575", "1048576-2097151"]);
    assert!(upload.part("5-6").data().await.unwrap_err().is_not_found());
    assert!(upload.part("0-1048575").data().await.unwrap_err().is_not_found(), "the upload has ended");
    assert_eq!(parts[0].multipart_upload(), upload);
}

#[tokio::test]
async fn a_vault_has_policy_lock_and_notification() {
    let script = Script::new([
        answer(json!({"Policy": "{}"})),
        answer(json!({"Policy": "{}", "State": "InProgress"})),
        answer(json!({"SNSTopic": "t", "Events": ["ArchiveRetrievalCompleted"]})),
        gone(),
        answer(json!({"Policy": {"Rules": [{"Strategy": "FreeTier"}]}})),
    ]);
    let glacier = Glacier::new(&session(&script));
    let vault = glacier.vault("-", "films");
    assert_eq!(vault.access_policy().data().await.unwrap().policy(), Some("{}"));
    assert_eq!(vault.lock().data().await.unwrap().state(), Some("InProgress"));
    let notification = vault.notification();
    assert_eq!(notification.data().await.unwrap().sns_topic(), Some("t"));
    assert!(notification.reload().await.unwrap_err().is_not_found());
    assert_eq!(glacier.data_retrieval_policy("-").data().await.unwrap().rules().len(), 1);
    let paths: Vec<_> = (0..5).map(|call| script.request(call).path()).collect();
    let expected =
        ["vaults/films/access-policy", "vaults/films/lock-policy", "vaults/films/notification-configuration"];
    assert_eq!(paths[..3], expected.map(|path| format!("/-/{path}")));
    assert_eq!(paths[4], "/-/policies/data-retrieval");
}

#[tokio::test]
async fn provisioned_capacity_is_searched() {
    let listed = || answer(json!({"ProvisionedCapacityList": [{"CapacityId": "c", "StartDate": "2026-01-01"}]}));
    let script = Script::new([listed(), listed(), listed()]);
    let glacier = Glacier::new(&session(&script));
    let found = glacier.provisioned_capacities().try_collect().await.unwrap();
    assert_eq!(found.iter().map(|it| (it.account_id(), it.id())).collect::<Vec<_>>(), [("-", "c")]);
    assert_eq!(glacier.provisioned_capacity("-", "c").data().await.unwrap().start_date(), Some("2026-01-01"));
    assert!(glacier.provisioned_capacity("-", "d").data().await.unwrap_err().is_not_found());
}

#[tokio::test(start_paused = true)]
async fn a_vault_is_gone_in_time() {
    let script = Script::new([answer(json!({"VaultName": "films"})), gone()]);
    let started = Instant::now();
    Glacier::new(&session(&script)).vault("-", "films").wait_until_not_exists().await.unwrap();
    assert_eq!((script.count(), started.elapsed().as_secs()), (2, 3));
}
