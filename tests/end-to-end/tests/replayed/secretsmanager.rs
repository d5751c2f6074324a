//! Batches of values, versions without a label, copies that aren't in sync yet, and policies that are checked.

use aws_resources::{
    ErrorKind,
    secretsmanager::{SecretCollection, SecretsManager},
};
use end_to_end::{
    answers::json as answer,
    script::{Script, session},
};
use serde_json::json;

#[tokio::test]
async fn values_are_got_by_twenties() {
    let names: Vec<String> = (0..21).map(|number| format!("s{number:02}")).collect();
    let list: Vec<_> = names.iter().map(|name| json!({"Name": name})).collect();
    let values = |names: &[String]| -> Vec<_> { names.iter().map(|name| json!({"Name": name})).collect() };
    let error = json!({"SecretId": "s20", "ErrorCode": "AccessDeniedException", "Message": "no"});
    let script = Script::new([
        answer(json!({"SecretList": list})),
        answer(json!({"SecretValues": values(&names[..20])})),
        answer(json!({"SecretValues": [], "Errors": [error]})),
    ]);
    let report = SecretsManager::new(&session(&script)).secrets().get_value().await;
    assert_eq!(script.request(1).json(), json!({"SecretIdList": &names[..20]}));
    assert_eq!(script.request(2).json(), json!({"SecretIdList": ["s20"]}));
    assert_eq!(report.failed().count(), 1, "{report:?}");
}

/// AWS names a failed one by its ARN, too: then nobody knows which of them it is, and none may pass for a success.
#[tokio::test]
async fn a_failure_of_an_unknown_item_is_one_of_all() {
    let list = answer(json!({"SecretList": [{"Name": "a"}, {"Name": "b"}, {"Name": "c"}]}));
    let failure = |id: &str, code: &str| json!({"SecretId": id, "ErrorCode": code, "Message": "no"});
    let arn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:a-AbCdEf";
    let errors = [failure(arn, "DecryptionFailure"), failure("b", "AccessDeniedException")];
    let script = Script::new([list, answer(json!({"SecretValues": [{"Name": "c"}], "Errors": errors}))]);
    let report = SecretsManager::new(&session(&script)).secrets().get_value().await;
    let codes: Vec<_> = report.items().iter().map(|item| item.result().unwrap_err().code()).collect();
    assert_eq!(codes, [Some("DecryptionFailure"), Some("AccessDeniedException"), Some("DecryptionFailure")]);
    let message = report.items()[0].result().unwrap_err().message();
    assert!(message.contains("perhaps not this item"), "{message}");

    let alone = answer(json!({"SecretList": [{"Name": "a"}]}));
    let script = Script::new([alone, answer(json!({"Errors": [failure(arn, "DecryptionFailure")]}))]);
    let report = SecretsManager::new(&session(&script)).secrets().get_value().await;
    assert_eq!(report.items()[0].result().unwrap_err().message(), "no");
}

#[tokio::test]
async fn a_version_is_found_without_a_label() {
    let script = Script::new([
        answer(json!({"Versions": [{"VersionId": "v2", "VersionStages": ["AWSCURRENT"]}], "NextToken": "more"})),
        answer(json!({"Versions": [{"VersionId": "v1"}]})),
        answer(json!({"Name": "db", "ARN": "arn", "VersionId": "v1"})),
        answer(json!({"Name": "db", "ARN": "arn"})),
        answer(json!({"Versions": []})),
    ]);
    let secret = SecretsManager::new(&session(&script)).secret("db");
    let version = secret.version("v1");
    assert_eq!(version.data().await.unwrap().version_id(), Some("v1"));
    assert_eq!(script.request(0).json(), json!({"SecretId": "db", "IncludeDeprecated": true}));
    let second = json!({"SecretId": "db", "IncludeDeprecated": true, "NextToken": "more"});
    assert_eq!(script.request(1).json(), second);
    version.get_value().await.unwrap();
    assert_eq!(script.request(2).json(), json!({"SecretId": "db", "VersionId": "v1"}));
    version.remove_stage().with(|r| r.version_stage("next")).await.unwrap();
    let removed = json!({"SecretId": "db", "VersionStage": "next", "RemoveFromVersionId": "v1"});
    assert_eq!(script.request(3).json(), removed);
    assert!(version.reload().await.unwrap_err().is_not_found());
}

#[tokio::test(start_paused = true)]
async fn copies_are_waited_for() {
    let copies = |first: &str, second: &str| {
        let copy = |region: &str, status: &str| json!({"Region": region, "Status": status});
        answer(json!({"Name": "db", "ReplicationStatus": [copy("us-east-1", first), copy("us-west-2", second)]}))
    };
    let script = Script::new([
        copies("InProgress", "InSync"),
        copies("InSync", "InSync"),
        copies("InSync", "Failed"),
        copies("InSync", "Failed"),
        answer(json!({"ARN": "arn"})),
        answer(json!({"Name": "db"})),
    ]);
    let secret = SecretsManager::new(&session(&script)).secret("db");
    secret.wait_until_replicated().await.unwrap();
    assert_eq!(secret.wait_until_replicated().await.unwrap_err().kind(), ErrorKind::WaiterFailed);
    let copy = secret.replica("us-west-2");
    assert!(copy.data().await.unwrap().status().is_some_and(|status| status.as_str() == "Failed"));
    copy.remove().await.unwrap();
    assert_eq!(script.request(4).json(), json!({"SecretId": "db", "RemoveReplicaRegions": ["us-west-2"]}));
    assert!(copy.data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_rotation_is_cancelled_and_a_copy_made_a_secret() {
    let arn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-a1b2c3";
    let script =
        Script::new([answer(json!({"ARN": arn, "Name": "db", "VersionId": "v1"})), answer(json!({"ARN": arn}))]);
    let secret = SecretsManager::new(&session(&script)).secret("db");
    assert_eq!(secret.cancel_rotate().await.unwrap().version_id(), Some("v1"));
    assert_eq!(secret.stop_replication_to_replica().await.unwrap().arn(), Some(arn));
    assert_eq!(script.operations(), ["CancelRotateSecret", "StopReplicationToReplica"]);
    assert_eq!(script.request(0).json(), json!({"SecretId": "db"}));
    assert_eq!(script.request(1).json(), json!({"SecretId": "db"}));
}

#[tokio::test]
async fn a_policy_is_checked_with_or_without_a_secret() {
    let error = json!({"CheckName": "public", "ErrorMessage": "everybody may read it"});
    let script = Script::new([
        answer(json!({"PolicyValidationPassed": false, "ValidationErrors": [error]})),
        answer(json!({"PolicyValidationPassed": true, "ValidationErrors": []})),
    ]);
    let manager = SecretsManager::new(&session(&script));
    let checked = manager.secret("db").resource_policy().validate().with(|r| r.resource_policy("{}")).await.unwrap();
    assert!(!checked.policy_validation_passed());
    assert_eq!(checked.validation_errors()[0].check_name(), Some("public"));
    assert_eq!(script.request(0).json(), json!({"SecretId": "db", "ResourcePolicy": "{}"}));
    let checked = manager.validate_resource_policy().with(|r| r.resource_policy("{}")).await.unwrap();
    assert!(checked.policy_validation_passed());
    assert_eq!(script.request(1).json(), json!({"ResourcePolicy": "{}"}));
}
