//! What runs on nodes: associations, automations, commands, tasks of maintenance windows, and their documents.

use std::{slice::from_ref, time::Duration};

use aws_resources::{
    ErrorKind,
    ssm::{AssociationCollection as _, Ssm},
};
use aws_sdk_ssm::types::{
    AutomationExecutionStatus, CreateAssociationBatchRequestEntry, DocumentReviewAction, DocumentReviews,
    ExecutionPreviewStatus, MaintenanceWindowExecutionStatus, MaintenanceWindowResourceType, ReviewStatus, Runbook,
    SignalType, StopType, Target,
};
use end_to_end::{
    answers::{caller, json as answer, json_error as refusal},
    script::{Script, session},
};
use serde_json::json;

const SOON: Duration = Duration::from_millis(1);

#[tokio::test]
async fn an_association_lives_and_dies() {
    let described = |version: &str| {
        let members = json!({"AssociationId": "as-1", "Name": "Patch", "AssociationVersion": version,
            "InstanceId": "i-1"});
        answer(json!({"AssociationDescription": members}))
    };
    let version = |version: &str| json!({"AssociationId": "as-1", "AssociationVersion": version, "Name": "Patch"});
    let script = Script::new([
        described("1"),
        described("2"),
        described("2"),
        answer(json!({"AssociationVersions": [version("1"), version("2")]})),
        described("1"),
        refusal("InvalidAssociationVersion", "no such version"),
        answer(json!({})),
        answer(json!({"Associations": [version("2"), {"AssociationId": "as-2"}]})),
        answer(json!({})),
        answer(json!({})),
        refusal("AssociationDoesNotExist", "no such association"),
    ]);
    let ssm = Ssm::new(&session(&script));
    let nodes = Target::builder().key("tag:team").values("web").build();
    let made = ssm.document("Patch").create_association().with(|r| r.targets(nodes)).await.unwrap().unwrap();
    assert_eq!(made.loaded().unwrap().association_version(), Some("1"), "creating brings the data");
    let targets = json!([{"Key": "tag:team", "Values": ["web"]}]);
    assert_eq!(script.request(0).json(), json!({"Name": "Patch", "Targets": targets}));
    assert_eq!(made.document().await.unwrap(), Some(ssm.document("Patch")));

    let updated = made.update().with(|r| r.schedule_expression("rate(1 day)")).await.unwrap().unwrap();
    assert_eq!(script.request(1).json(), json!({"AssociationId": "as-1", "ScheduleExpression": "rate(1 day)"}));
    assert!(made.loaded().is_none(), "what was told of the first version is forgotten");
    updated.update_status().await.unwrap();
    assert_eq!(script.request(2).json(), json!({"Name": "Patch", "InstanceId": "i-1"}), "from the data");
    let versions = made.versions().try_collect().await.unwrap();
    assert_eq!(versions, [made.version("1"), made.version("2")]);
    assert_eq!(versions[0].summary().unwrap().name(), Some("Patch"));
    assert_eq!(versions[0].data().await.unwrap().association_version(), Some("1"));
    assert_eq!(script.request(4).json(), json!({"AssociationId": "as-1", "AssociationVersion": "1"}));
    assert!(made.version("9").data().await.unwrap_err().is_not_found());

    made.start_once().await.unwrap();
    assert_eq!(script.request(6).json(), json!({"AssociationIds": ["as-1"]}));
    let report = ssm.associations().start_once().await;
    assert_eq!((report.items().len(), report.failed().count()), (2, 0), "{report:?}");
    assert_eq!(script.request(8).json(), json!({"AssociationIds": ["as-1", "as-2"]}));
    made.delete().await.unwrap();
    assert_eq!(script.request(9).json(), json!({"AssociationId": "as-1"}));
    assert!(made.data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn an_association_runs_on_targets() {
    let run = |id: &str| json!({"AssociationId": "as-1", "ExecutionId": id, "Status": "Success"});
    let runs = || answer(json!({"AssociationExecutions": [run("ex-1"), run("ex-2")]}));
    let target = |id: &str| {
        json!({"AssociationId": "as-1", "ExecutionId": "ex-2", "ResourceId": id, "ResourceType": "ManagedInstance",
            "Status": "Success"})
    };
    let status = |id: &str| json!({"AssociationId": id, "InstanceId": "i-1", "Status": "Failed"});
    let statuses = || answer(json!({"InstanceAssociationStatusInfos": [status("as-1"), status("as-2")]}));
    let script = Script::new([
        runs(),
        runs(),
        refusal("AssociationDoesNotExist", "no such association"),
        answer(json!({"AssociationExecutionTargets": [target("i-1")], "NextToken": "more"})),
        answer(json!({"AssociationExecutionTargets": [target("i-2")]})),
        answer(json!({"AssociationExecutionTargets": [target("i-1")]})),
        answer(json!({"Associations": [{"AssociationId": "as-1", "InstanceId": "i-1"}]})),
        statuses(),
        statuses(),
        answer(json!({"Successful": [{"AssociationId": "as-3"}], "Failed": [{"Message": "no such document"}]})),
    ]);
    let ssm = Ssm::new(&session(&script));
    let association = ssm.association("as-1");
    let runs = association.executions().try_collect().await.unwrap();
    let second = association.execution("ex-2");
    assert_eq!(runs[1], second);
    assert_eq!(second.data().await.unwrap().status(), Some("Success"));
    assert_eq!(script.request(1).json(), json!({"AssociationId": "as-1"}));
    assert!(second.reload().await.unwrap_err().is_not_found());
    let targets = second.targets().try_collect().await.unwrap();
    assert_eq!(targets, [second.target("i-1", "ManagedInstance"), second.target("i-2", "ManagedInstance")]);
    assert_eq!(targets[0].execution(), second);
    assert_eq!(script.request(3).json(), json!({"AssociationId": "as-1", "ExecutionId": "ex-2"}));
    assert!(targets[1].reload().await.unwrap_err().is_not_found());

    let node = ssm.managed_instance("i-1");
    assert_eq!(node.associations().try_collect().await.unwrap(), from_ref(&association));
    assert_eq!(script.request(6).json(), json!({"InstanceId": "i-1"}));
    let statuses = node.association_statuses().try_collect().await.unwrap();
    assert_eq!(statuses[0].association(), association);
    let second = ssm.instance_association_status("i-1", "as-2");
    assert_eq!(statuses[1], second);
    assert_eq!(second.data().await.unwrap().status(), Some("Failed"));
    let entry = CreateAssociationBatchRequestEntry::builder().name("Patch").instance_id("i-1").build().unwrap();
    let made = ssm.create_association_batch().with(|r| r.entries(entry)).await.unwrap();
    assert_eq!(made.failed()[0].message(), Some("no such document"));
    assert_eq!(script.request(9).json()["Entries"][0]["Name"], "Patch");
}

#[tokio::test]
async fn an_automation_is_started_steered_and_stopped() {
    let started = || answer(json!({"AutomationExecutionId": "run-1"}));
    let step = |id: &str| json!({"StepExecutionId": id, "StepName": "approve", "StepStatus": "Waiting"});
    let members = json!({"AutomationExecutionId": "run-1", "DocumentName": "Restart", "AssociationId": "as-1",
        "OpsItemId": "oi-1", "ParentAutomationExecutionId": "run-0"});
    let summary = json!({"AutomationExecutionId": "run-1", "AutomationExecutionStatus": "Waiting"});
    let script = Script::new([
        started(),
        started(),
        started(),
        answer(json!({"AutomationExecution": members})),
        answer(json!({"AutomationExecutionMetadataList": [summary]})),
        answer(json!({"StepExecutions": [step("st-1")], "NextToken": "more"})),
        answer(json!({"StepExecutions": [step("st-2")]})),
        answer(json!({"StepExecutions": [step("st-2")]})),
        answer(json!({"StepExecutions": []})),
        answer(json!({})),
        answer(json!({})),
        refusal("AutomationExecutionNotFoundException", "no such run"),
    ]);
    let ssm = Ssm::new(&session(&script));
    let run = ssm.document("Restart").start_automation_execution().await.unwrap().unwrap();
    assert_eq!(script.request(0).json()["DocumentName"], "Restart");
    assert_eq!(run, ssm.automation_execution("run-1"));
    let other = ssm.start_automation_execution().with(|r| r.document_name("Restart")).await.unwrap();
    assert_eq!(other.as_ref(), Some(&run));
    let book = Runbook::builder().document_name("Restart").build().unwrap();
    let change = ssm.start_change_request_execution().with(|r| r.document_name("Change").runbooks(book)).await;
    assert_eq!(change.unwrap().as_ref(), Some(&run));
    assert_eq!(script.request(2).json()["Runbooks"][0]["DocumentName"], "Restart");

    assert_eq!(run.document().await.unwrap(), Some(ssm.document("Restart")));
    assert_eq!(run.association().await.unwrap(), Some(ssm.association("as-1")));
    assert_eq!(run.ops_item().await.unwrap(), Some(ssm.ops_item("oi-1")));
    assert_eq!(run.parent().await.unwrap(), Some(ssm.automation_execution("run-0")));
    let listed = ssm.automation_executions().first().await.unwrap().unwrap();
    let status = listed.summary().unwrap().automation_execution_status().cloned();
    assert_eq!(status, Some(AutomationExecutionStatus::Waiting));
    assert_eq!(run.step_executions().try_collect().await.unwrap().len(), 2);
    assert_eq!(script.request(6).json(), json!({"AutomationExecutionId": "run-1", "NextToken": "more"}));
    let step = run.step_execution("st-2");
    assert_eq!(step.data().await.unwrap().step_name(), Some("approve"));
    let filter = json!({"Key": "StepExecutionId", "Values": ["st-2"]});
    assert_eq!(script.request(7).json(), json!({"AutomationExecutionId": "run-1", "Filters": [filter]}));
    assert!(step.reload().await.unwrap_err().is_not_found());

    run.send_signal().with(|r| r.signal_type(SignalType::Approve)).await.unwrap();
    assert_eq!(script.request(9).json(), json!({"AutomationExecutionId": "run-1", "SignalType": "Approve"}));
    run.stop().with(|r| r.r#type(StopType::Cancel)).await.unwrap();
    assert_eq!(script.request(10).json(), json!({"AutomationExecutionId": "run-1", "Type": "Cancel"}));
    assert!(run.data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_document_is_reviewed_and_previewed() {
    let version = |version: &str| json!({"Name": "Restart", "DocumentVersion": version});
    let review = json!([{"ReviewStatus": "APPROVED", "Reviewer": "ann"}]);
    let script = Script::new([
        answer(json!({"DocumentVersions": [version("1")], "NextToken": "more"})),
        answer(json!({"DocumentVersions": [version("2")]})),
        answer(json!({})),
        answer(json!({"Name": "Restart", "Metadata": {"ReviewerResponse": review}})),
        answer(json!({"ExecutionPreviewId": "p-1"})),
        answer(json!({"ExecutionPreviewId": "p-2"})),
        answer(json!({"ExecutionPreviewId": "p-1", "Status": "Success"})),
        refusal("ResourceNotFoundException", "no such preview"),
    ]);
    let ssm = Ssm::new(&session(&script));
    let document = ssm.document("Restart");
    let versions = document.versions().try_collect().await.unwrap();
    assert_eq!(versions, [document.version("1"), document.version("2")]);
    assert_eq!(script.request(1).json(), json!({"Name": "Restart", "NextToken": "more"}));
    let approve = DocumentReviews::builder().action(DocumentReviewAction::Approve).build().unwrap();
    document.update_metadata().with(|r| r.document_reviews(approve)).await.unwrap();
    assert_eq!(script.request(2).json(), json!({"Name": "Restart", "DocumentReviews": {"Action": "Approve"}}));
    let reviews = document.list_metadata_history().await.unwrap();
    assert_eq!(reviews[0].review_status(), Some(&ReviewStatus::Approved));
    assert_eq!(script.request(3).json(), json!({"Name": "Restart", "Metadata": "DocumentReviews"}));

    let preview = document.start_execution_preview().await.unwrap().unwrap();
    assert_eq!(script.request(4).json(), json!({"DocumentName": "Restart"}));
    let other = ssm.start_execution_preview().with(|r| r.document_name("Restart")).await.unwrap();
    assert_eq!(other, Some(ssm.execution_preview("p-2")));
    assert_eq!(preview.data().await.unwrap().status(), Some(&ExecutionPreviewStatus::Success));
    assert_eq!(script.request(6).json(), json!({"ExecutionPreviewId": "p-1"}));
    assert!(preview.reload().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_command_is_cancelled_on_one_node_or_all() {
    let invocation = |node: &str| json!({"CommandId": "c-1", "InstanceId": node, "Status": "InProgress"});
    let got = |status: &str| answer(json!({"CommandId": "c-1", "InstanceId": "i-2", "Status": status}));
    let script = Script::new([
        answer(json!({"CommandInvocations": [invocation("i-1")], "NextToken": "more"})),
        answer(json!({"CommandInvocations": [invocation("i-2")]})),
        answer(json!({"CommandInvocations": [invocation("i-1")]})),
        answer(json!({"CommandInvocations": [invocation("i-2")]})),
        answer(json!({})),
        got("InProgress"),
        got("Cancelled"),
        answer(json!({})),
        refusal("InvalidCommandId", "no such command"),
    ]);
    let ssm = Ssm::new(&session(&script));
    let command = ssm.command("c-1");
    let invocations = command.invocations().try_collect().await.unwrap();
    assert_eq!(invocations, [command.invocation("i-1"), command.invocation("i-2")]);
    assert_eq!(invocations[0].summary().unwrap().command_id(), Some("c-1"));
    assert_eq!(script.request(1).json(), json!({"CommandId": "c-1", "NextToken": "more"}));
    let of_node = ssm.managed_instance("i-1").command_invocations().try_collect().await.unwrap();
    assert_eq!(of_node, invocations[..1]);
    assert_eq!(script.request(2).json(), json!({"InstanceId": "i-1"}));
    assert_eq!(ssm.command_invocations().try_collect().await.unwrap(), invocations[1..]);

    invocations[1].cancel().await.unwrap();
    assert_eq!(script.request(4).json(), json!({"CommandId": "c-1", "InstanceIds": ["i-2"]}));
    let failed = invocations[1].wait_until_executed().every(SOON).await.unwrap_err();
    assert_eq!(failed.kind(), ErrorKind::WaiterFailed, "{failed}");
    command.cancel().await.unwrap();
    assert_eq!(script.request(7).json(), json!({"CommandId": "c-1"}));
    assert!(command.data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn targets_and_tasks_of_a_window_are_changed() {
    let script = Script::new([
        answer(json!({"WindowId": "mw-1", "Name": "late", "Cutoff": 1, "Enabled": false})),
        answer(json!({"WindowId": "mw-1", "WindowTargetId": "wt-1", "Name": "webs"})),
        answer(json!({"WindowId": "mw-1", "WindowTaskId": "task-1", "TaskArn": "AWS-RunShellScript", "Priority": 3})),
        answer(json!({"WindowId": "mw-1", "WindowTaskId": "task-1", "Priority": 5})),
        refusal("DoesNotExistException", "no such task"),
        answer(json!({"WindowIdentities": [{"WindowId": "mw-1", "Name": "late"}], "NextToken": "more"})),
        answer(json!({"WindowIdentities": [{"WindowId": "mw-2", "Name": "later"}]})),
    ]);
    let ssm = Ssm::new(&session(&script));
    let window = ssm.maintenance_window("mw-1");
    let changed = window.update().with(|r| r.name("late").enabled(false)).await.unwrap();
    assert_eq!((changed.name(), changed.enabled()), (Some("late"), false));
    assert_eq!(script.request(0).json(), json!({"WindowId": "mw-1", "Name": "late", "Enabled": false}));
    assert_eq!(window.target("wt-1").update().with(|r| r.name("webs")).await.unwrap().name(), Some("webs"));
    assert_eq!(script.request(1).json(), json!({"WindowId": "mw-1", "WindowTargetId": "wt-1", "Name": "webs"}));
    let task = window.task("task-1");
    assert_eq!(task.data().await.unwrap().task_arn(), Some("AWS-RunShellScript"));
    assert_eq!(script.request(2).json(), json!({"WindowId": "mw-1", "WindowTaskId": "task-1"}));
    assert_eq!(task.update().with(|r| r.priority(5)).await.unwrap().priority(), 5);
    assert_eq!(script.request(3).json(), json!({"WindowId": "mw-1", "WindowTaskId": "task-1", "Priority": 5}));
    assert!(task.reload().await.unwrap_err().is_not_found());

    let node = Target::builder().key("InstanceIds").values("i-1").build();
    let windows = ssm
        .maintenance_windows_for_target()
        .filter(|r| r.resource_type(MaintenanceWindowResourceType::Instance).targets(node));
    assert_eq!(windows.try_collect().await.unwrap(), [window, ssm.maintenance_window("mw-2")]);
    assert_eq!(script.request(6).json()["Targets"], json!([{"Key": "InstanceIds", "Values": ["i-1"]}]));
}

#[tokio::test]
async fn a_window_runs_tasks() {
    let planned = |time: &str| json!({"WindowId": "mw-1", "Name": "night", "ExecutionTime": time});
    let run = |id: &str| json!({"WindowId": "mw-1", "WindowExecutionId": id, "Status": "IN_PROGRESS"});
    let task = json!({"WindowExecutionId": "we-1", "TaskExecutionId": "te-1", "TaskArn": "AWS-RunShellScript"});
    let invocation = json!({"WindowExecutionId": "we-1", "TaskExecutionId": "te-1", "InvocationId": "in-1",
        "ExecutionId": "c-1", "Status": "SUCCESS"});
    let script = Script::new([
        answer(json!({"ScheduledWindowExecutions": [planned("2026-01-02T02:00Z")], "NextToken": "more"})),
        answer(json!({"ScheduledWindowExecutions": [planned("2026-01-03T02:00Z")]})),
        answer(json!({"ScheduledWindowExecutions": [planned("2026-01-02T02:00Z"), planned("2026-01-03T02:00Z")]})),
        answer(json!({"ScheduledWindowExecutions": []})),
        answer(json!({"WindowExecutions": [run("we-1"), run("we-0")]})),
        answer(run("we-1")),
        answer(json!({"WindowExecutionTaskIdentities": [task]})),
        answer(task),
        answer(json!({"WindowExecutionTaskInvocationIdentities": [invocation]})),
        answer(invocation),
        answer(json!({"WindowExecutionId": "we-1"})),
        refusal("DoesNotExistException", "no such run"),
    ]);
    let ssm = Ssm::new(&session(&script));
    let window = ssm.maintenance_window("mw-1");
    let planned = window.scheduled_executions().try_collect().await.unwrap();
    assert_eq!(script.request(1).json(), json!({"WindowId": "mw-1", "NextToken": "more"}));
    let second = ssm.scheduled_window_execution("mw-1", "2026-01-03T02:00Z");
    assert_eq!(planned[1], second);
    assert_eq!((second.data().await.unwrap().name(), second.window()), (Some("night"), window.clone()));
    assert_eq!(ssm.scheduled_window_executions().try_collect().await.unwrap(), []);

    let runs = window.executions().try_collect().await.unwrap();
    assert_eq!(runs, [ssm.maintenance_window_execution("we-1"), ssm.maintenance_window_execution("we-0")]);
    assert_eq!(script.request(4).json(), json!({"WindowId": "mw-1"}));
    let state = runs[0].data().await.unwrap().status().cloned();
    assert_eq!(state, Some(MaintenanceWindowExecutionStatus::InProgress));
    assert_eq!(script.request(5).json(), json!({"WindowExecutionId": "we-1"}));
    let tasks = runs[0].tasks().try_collect().await.unwrap();
    assert_eq!(tasks, [runs[0].task("te-1")]);
    assert_eq!(tasks[0].execution(), runs[0]);
    assert_eq!(tasks[0].data().await.unwrap().task_arn(), Some("AWS-RunShellScript"));
    let of_task = json!({"WindowExecutionId": "we-1", "TaskId": "te-1"});
    assert_eq!(script.request(7).json(), of_task);
    let invocations = tasks[0].invocations().try_collect().await.unwrap();
    assert_eq!(script.request(8).json(), of_task);
    assert_eq!(invocations[0].task(), tasks[0]);
    assert_eq!(invocations[0].data().await.unwrap().execution_id(), Some("c-1"));
    let asked = json!({"WindowExecutionId": "we-1", "TaskId": "te-1", "InvocationId": "in-1"});
    assert_eq!(script.request(9).json(), asked);
    runs[0].cancel().await.unwrap();
    assert_eq!(script.request(10).json(), json!({"WindowExecutionId": "we-1"}));
    assert!(runs[0].reload().await.unwrap_err().is_not_found());
}

/// AWS returns none of these ARNs; they are as in its [Service Authorization Reference], of the account that asks.
///
/// [Service Authorization Reference]: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html
#[tokio::test]
async fn arns_that_aws_does_not_return_are_built() {
    let script = Script::new([caller("123456789012")]);
    let ssm = Ssm::new(&session(&script));
    let arns = [
        (ssm.association("as-1").arn().await, "association/as-1"),
        (ssm.automation_execution("run-1").arn().await, "automation-execution/run-1"),
        (ssm.maintenance_window("mw-1").arn().await, "maintenancewindow/mw-1"),
        (ssm.maintenance_window_target("mw-1", "wt-1").arn().await, "windowtarget/wt-1"),
        (ssm.maintenance_window_task("mw-1", "task-1").arn().await, "windowtask/task-1"),
        (ssm.patch_baseline("pb-1").arn().await, "patchbaseline/pb-1"),
        (ssm.resource_data_sync("org", None).arn().await, "resource-data-sync/org"),
        (ssm.session_subresource("ann-1").arn().await, "session/ann-1"),
    ];
    for (arn, resource) in arns {
        assert_eq!(arn.unwrap().as_str(), format!("arn:aws:ssm:eu-west-1:123456789012:{resource}"));
    }
}
