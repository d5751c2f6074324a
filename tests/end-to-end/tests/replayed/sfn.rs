//! Versions and map runs.

use aws_resources::sfn::Sfn;
use end_to_end::script::{Answer, Script, session};
use serde_json::{Value, json};

const MACHINE: &str = "arn:aws:states:eu-west-1:123456789012:stateMachine:orders";

fn answer(body: Value) -> Answer {
    Answer::http(200, "application/x-amz-json-1.0", body.to_string())
}

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
    assert_eq!(runs[0].arn().await.unwrap().as_str(), run);
    assert_eq!(runs[0].execution().await.unwrap(), Some(execution));
    let items = runs[0].executions().try_collect().await.unwrap();
    assert_eq!(script.request(2).json(), json!({"mapRunArn": run}));
    assert_eq!(items[0].arn_identifier(), item);
    assert_eq!(items[0].map_run().await.unwrap(), Some(runs[0].clone()));
}
