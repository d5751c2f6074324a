//! Nodes, automations, sessions and OpsItems.

use std::time::Duration;

use aws_resources::ssm::{ParameterCollection as _, Ssm};
use end_to_end::{
    answers::{json as answer, json_error as refusal},
    exercised,
    script::{Script, session},
};
use serde_json::json;

const SOON: Duration = Duration::from_millis(1);

#[tokio::test]
async fn a_document_of_aws_has_an_arn_without_account() {
    let described = answer(json!({"Document": {"Name": "AWS-RunShellScript", "Owner": "Amazon"}}));
    let script = Script::new([described]);
    let ssm = Ssm::new(&session(&script));
    let document = ssm.document("AWS-RunShellScript");
    assert_eq!(document.arn().await.unwrap().as_str(), "arn:aws:ssm:eu-west-1::document/AWS-RunShellScript");
}

#[tokio::test]
async fn a_node_is_found_by_a_filter() {
    let script = Script::new([
        answer(
            json!({"InstanceInformationList": [{"InstanceId": "mi-1", "PingStatus": "Online", "ActivationId": "a-1"}]}),
        ),
        refusal("InvalidInstanceId", "none"),
        answer(json!({"InstanceInformationList": []})),
    ]);
    let ssm = Ssm::new(&session(&script));
    let node = ssm.managed_instance("mi-1");
    assert_eq!(node.activation().await.unwrap(), Some(ssm.activation("a-1")));
    assert!(node.reload().await.unwrap_err().is_not_found());
    assert!(node.reload().await.unwrap_err().is_not_found());
    assert_eq!(script.request(0).json(), json!({"Filters": [{"Key": "InstanceIds", "Values": ["mi-1"]}]}));
}

#[tokio::test]
async fn parameters_of_other_accounts_are_named_by_their_arns() {
    let arn = "arn:aws:ssm:eu-west-1:210987654321:parameter/shop";
    let script = Script::new([answer(json!({"Parameters": [{"Name": "/shop", "ARN": arn}]}))]);
    let ssm = Ssm::new(&session(&script));
    let shared = ssm.shared_parameters().try_collect().await.unwrap();
    assert_eq!(shared, [ssm.parameter(arn)], "`/shop` would be the account's own");
    assert_eq!(script.request(0).json(), json!({"Shared": true}));
}

#[tokio::test]
async fn parameters_that_are_not_deleted_are_told() {
    let script = Script::new([
        answer(json!({"Parameters": [{"Name": "/shop/a"}, {"Name": "/shop/b"}]})),
        answer(json!({"DeletedParameters": ["/shop/a"], "InvalidParameters": ["/shop/b"]})),
    ]);
    let report = Ssm::new(&session(&script)).parameters_by_path().filter(|r| r.path("/shop")).delete().await;
    let failed: Vec<_> = report.failed().map(|item| item.resource().name().to_owned()).collect();
    assert_eq!(failed, ["/shop/b"], "{report:?}");
    assert_eq!(script.request(1).json(), json!({"Names": ["/shop/a", "/shop/b"]}));
}

#[tokio::test]
async fn a_change_has_succeeded_when_its_runbooks_have() {
    let run = |status: &str| answer(json!({"AutomationExecution": {"AutomationExecutionStatus": status}}));
    let script = Script::new([run("RunbookInProgress"), run("CompletedWithSuccess")]);
    let change = Ssm::new(&session(&script)).automation_execution("run-1");
    change.wait_until_succeeded().every(SOON).await.unwrap();
    assert_eq!(script.operations(), ["GetAutomationExecution"; 2]);
}

#[tokio::test]
async fn runs_are_waited_for() {
    let run = |status: &str| answer(json!({"AutomationExecution": {"AutomationExecutionStatus": status}}));
    let invocation = |status: &str| answer(json!({"CommandId": "c-1", "InstanceId": "i-1", "Status": status}));
    let script = Script::new([
        run("InProgress"),
        run("Success"),
        run("TimedOut"),
        invocation("InProgress"),
        invocation("Success"),
        refusal("InvocationDoesNotExist", "none"),
    ]);
    let ssm = Ssm::new(&session(&script));
    let run = ssm.automation_execution("run-1");
    run.wait_until_succeeded().every(SOON).await.unwrap();
    run.wait_until_succeeded().every(SOON).await.unwrap_err();
    let invocation = ssm.command("c-1").invocation("i-1");
    invocation.wait_until_executed().every(SOON).await.unwrap();
    assert!(invocation.data().await.unwrap_err().is_not_found());
    assert_eq!(script.request(3).json(), json!({"CommandId": "c-1", "InstanceId": "i-1"}));
}

#[tokio::test]
async fn an_ops_item_has_the_arn_that_aws_returns() {
    let arn = "arn:aws:ssm:eu-west-1:111122223333:opsitem/oi-1";
    let script = Script::new([
        answer(json!({"OpsItem": {"OpsItemId": "oi-1", "OpsItemArn": arn, "Title": "Full disk"}})),
        answer(json!({"Summaries": [{"OpsItemId": "oi-1", "AssociationId": "a-1"}], "NextToken": "2"})),
        answer(json!({"Summaries": [{"OpsItemId": "oi-1", "AssociationId": "a-2"}]})),
        refusal("OpsItemNotFoundException", "none"),
    ]);
    let item = Ssm::new(&session(&script)).ops_item("oi-1");
    exercised::arn("ssm.OpsItem", &item.arn().await.unwrap(), Some(arn));
    let related = item.related_items().try_collect().await.unwrap();
    assert_eq!(related, [item.related_item("a-1"), item.related_item("a-2")]);
    assert!(item.reload().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn policies_are_those_of_the_parameters_arn() {
    let arn = "arn:aws:ssm:eu-west-1:123456789012:parameter/shop";
    let script = Script::new([
        answer(json!({"Parameter": {"Name": "/shop", "ARN": arn}})),
        answer(json!({"Policies": [{"PolicyId": "p-1", "PolicyHash": "h-1", "Policy": "{}"}]})),
        answer(json!({})),
    ]);
    let ssm = Ssm::new(&session(&script));
    let policies = ssm.parameter("/shop").resource_policies().try_collect().await.unwrap();
    assert_eq!(policies, [ssm.resource_policy(arn, "p-1")]);
    policies[0].delete().await.unwrap();
    assert_eq!(script.request(2).json(), json!({"ResourceArn": arn, "PolicyId": "p-1", "PolicyHash": "h-1"}));
}

#[tokio::test]
async fn sessions_are_listed_by_their_state() {
    let script =
        Script::new([answer(json!({"Sessions": [{"SessionId": "s-1", "Status": "Connected"}]})), answer(json!({}))]);
    let ssm = Ssm::new(&session(&script));
    let sessions = ssm.active_sessions().try_collect().await.unwrap();
    assert_eq!(sessions.iter().map(|it| it.id()).collect::<Vec<_>>(), ["s-1"]);
    assert_eq!(ssm.session_history().try_collect().await.unwrap(), []);
    assert_eq!(script.request(0).json(), json!({"State": "Active"}));
    assert_eq!(script.request(1).json(), json!({"State": "History"}));
}
