//! Versions, map runs, tasks of activities, and what runs at once.

use aws_resources::{ErrorKind, sfn::Sfn};
use end_to_end::{
    answers::json_1_0 as answer,
    exercised,
    script::{Script, session},
};
use serde_json::json;

const MACHINE: &str = "arn:aws:states:eu-west-1:123456789012:stateMachine:orders";

#[tokio::test]
async fn versions_and_aliases_go_on_by_their_token() {
    let version = |number: u32, token: Option<&str>| {
        let version = json!({"stateMachineVersionArn": format!("{MACHINE}:{number}"), "creationDate": 1_700_000_000});
        answer(json!({"stateMachineVersions": [version], "nextToken": token}))
    };
    let alias = json!({"stateMachineAliasArn": format!("{MACHINE}:live"), "creationDate": 1_700_000_000});
    let script = Script::new([
        version(2, Some("t")),
        version(1, None),
        answer(json!({"stateMachineAliases": [alias]})),
        answer(json!({"executions": []})),
        answer(json!({})),
    ]);
    let machine = Sfn::new(&session(&script)).state_machine(MACHINE);
    let versions = machine.versions().page_size(1).try_collect().await.unwrap();
    let arns: Vec<_> = versions.iter().map(|it| it.arn_identifier().to_owned()).collect();
    assert_eq!(arns, [format!("{MACHINE}:2"), format!("{MACHINE}:1")]);
    let returned = versions[0].summary().unwrap();
    let arn = versions[0].arn().await.unwrap();
    exercised::arn("sfn.StateMachineVersion", &arn, Some(returned.state_machine_version_arn()));
    assert_eq!(script.request(1).json(), json!({"stateMachineArn": MACHINE, "maxResults": 1, "nextToken": "t"}));

    let aliases = versions[0].aliases().try_collect().await.unwrap();
    assert_eq!(aliases[0].arn().await.unwrap().as_str(), format!("{MACHINE}:live"));
    assert_eq!(script.request(2).json()["stateMachineArn"], arns[0]);
    aliases[0].executions().try_collect().await.unwrap();
    assert_eq!(script.request(3).json()["stateMachineArn"], format!("{MACHINE}:live"));
    versions[1].delete().await.unwrap();
    assert_eq!(script.request(4).json(), json!({"stateMachineVersionArn": arns[1]}));
}

#[tokio::test]
async fn a_distributed_map_has_executions_of_its_own() {
    let execution = "arn:aws:states:eu-west-1:123456789012:execution:orders:run-1";
    let run = "arn:aws:states:eu-west-1:123456789012:mapRun:orders/each:1f";
    let item = "arn:aws:states:eu-west-1:123456789012:execution:orders/each:2a";
    let counts = |zero: u64| {
        let names = ["pending", "running", "succeeded", "failed", "timedOut", "aborted", "total", "resultsWritten"];
        names.iter().map(|name| ((*name).to_owned(), json!(zero))).collect::<serde_json::Map<_, _>>()
    };
    let begun =
        json!({"executionArn": execution, "mapRunArn": run, "stateMachineArn": MACHINE, "startDate": 1_700_000_000});
    let described = json!({
        "mapRunArn": run, "executionArn": execution, "status": "RUNNING", "startDate": 1_700_000_000,
        "maxConcurrency": 5, "toleratedFailurePercentage": 0.0, "toleratedFailureCount": 0,
        "itemCounts": counts(0), "executionCounts": counts(1),
    });
    let one = json!({
        "executionArn": item, "stateMachineArn": MACHINE, "name": "2a", "status": "RUNNING",
        "startDate": 1_700_000_000, "mapRunArn": run,
    });
    let script = Script::new([
        answer(json!({"mapRuns": [begun]})),
        answer(described),
        answer(json!({"executions": [one]})),
        answer(one.clone()),
    ]);
    let execution = Sfn::new(&session(&script)).execution(execution);
    let runs = execution.map_runs().try_collect().await.unwrap();
    let returned = runs[0].data().await.unwrap();
    exercised::arn("sfn.MapRun", &runs[0].arn().await.unwrap(), Some(returned.map_run_arn()));
    assert_eq!(runs[0].arn().await.unwrap().as_str(), run);
    assert_eq!(runs[0].execution().await.unwrap(), Some(execution));
    let items = runs[0].executions().try_collect().await.unwrap();
    assert_eq!(script.request(2).json(), json!({"mapRunArn": run}));
    assert_eq!(items[0].arn_identifier(), item);
    assert_eq!(items[0].map_run().await.unwrap(), Some(runs[0].clone()));
}

#[tokio::test]
async fn a_worker_takes_a_task_and_tells_how_it_went() {
    let script = Script::new([
        answer(json!({"taskToken": "t-1", "input": "{}"})),
        answer(json!({})),
        answer(json!({})),
        answer(json!({})),
        answer(json!({"taskToken": null})),
    ]);
    let sfn = Sfn::new(&session(&script));
    let activity = sfn.activity("arn:aws:states:eu-west-1:123456789012:activity:pack");
    let task = activity.get_task().with(|r| r.worker_name("w")).await.unwrap();
    let sent = json!({"activityArn": activity.arn_identifier(), "workerName": "w"});
    assert_eq!(script.request(0).json(), sent);
    let token = task.task_token().unwrap();
    sfn.send_task_heartbeat().with(|r| r.task_token(token)).await.unwrap();
    assert_eq!(script.request(1).json(), json!({"taskToken": "t-1"}));
    sfn.send_task_success().with(|r| r.task_token(token).output("{}")).await.unwrap();
    sfn.send_task_failure().with(|r| r.task_token(token).error("late")).await.unwrap();
    assert_eq!(script.request(3).json(), json!({"taskToken": "t-1", "error": "late"}));
    let sent = ["GetActivityTask", "SendTaskHeartbeat", "SendTaskSuccess", "SendTaskFailure"];
    assert_eq!(script.operations(), sent);
    assert_eq!(activity.get_task().await.unwrap().task_token(), None, "after a minute without one");
}

/// What runs at once has its own host.
#[tokio::test]
async fn a_state_machine_runs_at_once_and_is_tried_before() {
    let run = json!({
        "executionArn": "arn:aws:states:eu-west-1:123456789012:express:orders:1f:2a", "stateMachineArn": MACHINE,
        "startDate": 1_700_000_000, "stopDate": 1_700_000_001, "status": "SUCCEEDED", "output": "{}",
    });
    let finding = json!({"severity": "ERROR", "code": "SCHEMA_VALIDATION_FAILED", "message": "no StartAt"});
    let script = Script::new([
        answer(run.clone()),
        answer(run),
        answer(json!({"status": "SUCCEEDED", "nextState": "Over"})),
        answer(json!({"result": "FAIL", "diagnostics": [finding]})),
    ]);
    let sfn = Sfn::new(&session(&script));
    let live = format!("{MACHINE}:live");
    let ran = sfn.state_machine(MACHINE).start_sync_execution().with(|r| r.input("{}")).await.unwrap();
    assert_eq!((ran.status().as_str(), ran.output()), ("SUCCEEDED", Some("{}")));
    assert!(script.request(0).host().starts_with("sync-"), "{}", script.request(0).host());
    assert_eq!(script.request(0).json(), json!({"stateMachineArn": MACHINE, "input": "{}"}));
    sfn.state_machine_alias(&live).start_sync_execution().await.unwrap();
    assert_eq!(script.request(1).json(), json!({"stateMachineArn": live}));
    let tried = sfn.test_state().with(|r| r.definition("{}").input("{}")).await.unwrap();
    assert_eq!(tried.next_state(), Some("Over"));
    let checked = sfn.validate_state_machine_definition().with(|r| r.definition("{}")).await.unwrap();
    assert_eq!(checked.diagnostics()[0].code(), "SCHEMA_VALIDATION_FAILED");
}

#[tokio::test]
async fn a_version_is_published_and_a_run_goes_on() {
    let execution = "arn:aws:states:eu-west-1:123456789012:execution:orders:run-1";
    let map_run = "arn:aws:states:eu-west-1:123456789012:mapRun:orders/each:1f";
    let version = format!("{MACHINE}:3");
    let script = Script::new([
        answer(json!({"stateMachineVersionArn": version, "creationDate": 1_700_000_000})),
        answer(json!({"executionArn": execution, "startDate": 1_700_000_000})),
        answer(json!({"redriveDate": 1_700_000_000})),
        answer(json!({})),
    ]);
    let sfn = Sfn::new(&session(&script));
    let published = sfn.state_machine(MACHINE).publish_version().with(|r| r.revision_id("r-1")).await.unwrap();
    assert_eq!(published, sfn.state_machine_version(&version));
    assert_eq!(script.request(0).json(), json!({"stateMachineArn": MACHINE, "revisionId": "r-1"}));
    let run = published.start_execution().await.unwrap();
    assert_eq!(run, sfn.execution(execution));
    assert_eq!(script.request(1).json(), json!({"stateMachineArn": version}));
    run.redrive().await.unwrap();
    assert_eq!(script.request(2).operation(), "RedriveExecution");
    assert_eq!(script.request(2).json()["executionArn"], execution);
    sfn.map_run(map_run).update().with(|r| r.max_concurrency(9)).await.unwrap();
    assert_eq!(script.request(3).json(), json!({"mapRunArn": map_run, "maxConcurrency": 9}));
}

/// A run that ended otherwise won't succeed any more.
#[tokio::test(start_paused = true)]
async fn a_run_is_waited_for() {
    let run = |status: &str| {
        answer(json!({
            "executionArn": "arn:aws:states:eu-west-1:123456789012:execution:orders:run-1", "stateMachineArn": MACHINE,
            "status": status, "startDate": 1_700_000_000,
        }))
    };
    let script = Script::new([run("RUNNING"), run("SUCCEEDED"), run("TIMED_OUT")]);
    let execution =
        Sfn::new(&session(&script)).execution("arn:aws:states:eu-west-1:123456789012:execution:orders:run-1");
    execution.wait_until_succeeded().await.unwrap();
    assert_eq!(execution.wait_until_succeeded().await.unwrap_err().kind(), ErrorKind::WaiterFailed);
}
