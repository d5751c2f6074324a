//! Layer versions by their ARN, code signing, capacity providers, provisioned concurrency and durable executions.

use std::time::Duration;

use aws_resources::{
    ErrorKind,
    lambda::{DurableExecution, Lambda},
};
use end_to_end::script::{Answer, Script, session};
use serde_json::{Value, json};

const LAYER: &str = "arn:aws:lambda:eu-west-1:111122223333:layer:libs";
const EXECUTION: &str = "arn:aws:lambda:eu-west-1:111122223333:function:orders:1/durable-execution/run/7";

fn json(body: &Value) -> Answer {
    Answer::http(200, "application/json", body.to_string())
}

fn not_found() -> Answer {
    let body = json!({"__type": "ResourceNotFoundException", "Type": "User", "Message": "not there"});
    Answer::http(404, "application/json", body.to_string())
}

fn execution(script: &Script) -> DurableExecution {
    Lambda::new(&session(script)).durable_execution(EXECUTION)
}

/// Deleting needs the layer's name and the version's number, which its data has.
#[tokio::test]
async fn a_layer_version_is_known_by_its_arn() {
    let version = format!("{LAYER}:3");
    let found =
        json!({"LayerArn": LAYER, "LayerVersionArn": version, "Version": 3, "CompatibleRuntimes": ["python3.12"]});
    let script = Script::new([json(&found), Answer::http(204, "application/json", ""), not_found()]);
    let third = Lambda::new(&session(&script)).layer_version(&*version);
    assert_eq!(third.arn().await.unwrap().as_str(), version);
    third.delete().await.unwrap();
    assert!(third.data().await.unwrap_err().is_not_found());
    assert_eq!(script.request(0).path(), "/2018-10-31/layers");
    assert_eq!(script.request(0).query()["Arn"], version);
    let deleted = script.request(1);
    assert_eq!(deleted.method, "DELETE");
    assert!(deleted.path().ends_with("/versions/3"), "{deleted:?}");
}

#[tokio::test]
async fn a_function_leads_to_its_layers_and_its_capacity_provider() {
    let provider = "arn:aws:lambda:eu-west-1:111122223333:capacity-provider:own";
    let managed = json!({"LambdaManagedInstancesCapacityProviderConfig": {"CapacityProviderArn": provider}});
    let layers =
        json!([{"Arn": format!("{LAYER}:3")}, {"Arn": "arn:aws:lambda:eu-west-1:580247275435:layer:insights:14"}]);
    let found =
        json!({"Configuration": {"FunctionName": "orders", "Layers": layers, "CapacityProviderConfig": managed}});
    let script = Script::new([json(&found)]);
    let orders = Lambda::new(&session(&script)).function("orders");
    let versions = orders.layer_versions().await.unwrap();
    let arns: Vec<_> = versions.iter().map(|version| version.arn_identifier()).collect();
    assert_eq!(arns, [&*format!("{LAYER}:3"), "arn:aws:lambda:eu-west-1:580247275435:layer:insights:14"]);
    let own = orders.capacity_provider().await.unwrap().expect("it runs on one");
    assert_eq!(own.arn().await.unwrap().as_str(), provider);
    assert_eq!(script.count(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_capacity_provider_is_awaited() {
    let provider = "arn:aws:lambda:eu-west-1:111122223333:capacity-provider:own";
    let state = |state: &str| {
        json(&json!({"CapacityProvider": {
            "CapacityProviderArn": provider, "State": state, "VpcConfig": {"SubnetIds": [], "SecurityGroupIds": []},
            "PermissionsConfig": {"CapacityProviderOperatorRoleArn": "arn:aws:iam::111122223333:role/operator"},
        }}))
    };
    let script = Script::new([state("Pending"), state("Active"), state("Deleting"), not_found(), state("Failed")]);
    let own = Lambda::new(&session(&script)).capacity_provider(provider);
    own.wait_until_active().await.unwrap();
    own.wait_until_deleted().await.unwrap();
    assert_eq!(own.wait_until_active().await.unwrap_err().kind(), ErrorKind::WaiterFailed);
}

#[tokio::test(start_paused = true)]
async fn provisioned_concurrency_is_awaited() {
    let state = |status: &str| json(&json!({"Status": status, "RequestedProvisionedConcurrentExecutions": 2}));
    let script = Script::new([json(&json!({})), state("IN_PROGRESS"), state("READY"), state("FAILED")]);
    let live = Lambda::new(&session(&script)).function("orders").provisioned_concurrency_config("live");
    live.put().with(|r| r.provisioned_concurrent_executions(2)).await.unwrap();
    live.wait_until_ready().every(Duration::from_secs(1)).await.unwrap();
    assert_eq!(live.wait_until_ready().await.unwrap_err().kind(), ErrorKind::WaiterFailed);
    for request in script.sent() {
        assert_eq!(request.path(), "/2019-09-30/functions/orders/provisioned-concurrency");
        assert_eq!(request.query()["Qualifier"], "live");
    }
}

#[tokio::test]
async fn what_a_durable_execution_did_is_listed() {
    let event = |id: i32| json!({"EventId": id, "EventType": "StepStarted", "EventTimestamp": 1_760_000_000});
    let page = |ids: &[i32], next: Option<&str>| {
        let events: Vec<_> = ids.iter().map(|id| event(*id)).collect();
        json(&json!({"Events": events, "NextMarker": next}))
    };
    let script =
        Script::new([page(&[1, 2], Some("more")), page(&[3], None), page(&[1, 2], Some("more")), page(&[3], None)]);
    let run = execution(&script);
    let ids: Vec<_> = run.events().try_collect().await.unwrap().iter().map(|event| event.id()).collect();
    assert_eq!(ids, [1, 2, 3]);
    assert_eq!(script.request(1).query()["Marker"], "more");
    let missing = run.event(9).data().await.unwrap_err();
    assert!(missing.is_not_found(), "{missing}");
    assert_eq!(run.event(1).durable_execution(), run);
}

#[tokio::test(start_paused = true)]
async fn a_durable_execution_that_stops_fails_its_waiter() {
    let state = |status: &str| {
        json(&json!({
            "DurableExecutionArn": EXECUTION, "DurableExecutionName": "run", "StartTimestamp": 1_760_000_000,
            "FunctionArn": "arn:aws:lambda:eu-west-1:111122223333:function:orders:1", "Status": status,
        }))
    };
    let script = Script::new([state("RUNNING"), state("SUCCEEDED"), state("STOPPED")]);
    execution(&script).wait_until_succeeded().await.unwrap();
    let stopped = execution(&script).wait_until_succeeded().await.unwrap_err();
    assert_eq!(stopped.kind(), ErrorKind::WaiterFailed);
}

/// Only the ARN tells whose settings they are.
#[tokio::test]
async fn settings_are_listed_by_the_parts_of_their_arn() {
    let live = "arn:aws:lambda:eu-west-1:111122223333:function:orders:live";
    let listed = json!({"FunctionEventInvokeConfigs": [{"FunctionArn": live, "MaximumRetryAttempts": 1}]});
    let found = json!({"FunctionArn": live, "MaximumRetryAttempts": 1, "MaximumEventAgeInSeconds": 60});
    let provisioned = json!({"ProvisionedConcurrencyConfigs": [{"FunctionArn": live, "Status": "READY"}]});
    let url = json!({
        "FunctionArn": "arn:aws:lambda:eu-west-1:111122223333:function:orders", "AuthType": "NONE",
        "FunctionUrl": "https://u.lambda-url.eu-west-1.on.aws/", "CreationTime": "1", "LastModifiedTime": "1",
    });
    let script =
        Script::new([json(&listed), json(&found), json(&provisioned), json(&json!({"FunctionUrlConfigs": [url]}))]);
    let orders = Lambda::new(&session(&script)).function("orders");
    let settings = orders.event_invoke_configs().try_collect().await.unwrap().remove(0);
    assert_eq!(settings, orders.alias("live").event_invoke_config());
    assert_eq!(settings.summary().unwrap().maximum_retry_attempts(), Some(1));
    assert_eq!(settings.data().await.unwrap().maximum_event_age_in_seconds(), Some(60));
    assert_eq!(script.request(1).path(), "/2019-09-25/functions/orders/event-invoke-config");
    assert_eq!(script.request(1).query()["Qualifier"], "live");
    let ready = orders.provisioned_concurrency_configs().try_collect().await.unwrap();
    assert_eq!(ready, [orders.provisioned_concurrency_config("live")]);
    assert_eq!(orders.url_configs().try_collect().await.unwrap(), [orders.url_config(None)]);
}

#[tokio::test]
async fn a_code_signing_configuration_and_a_capacity_provider_name_their_functions() {
    let function = "arn:aws:lambda:eu-west-1:111122223333:function:orders";
    let versions = json!({
        "CapacityProviderArn": "arn:aws:lambda:eu-west-1:111122223333:capacity-provider:own",
        "FunctionVersions": [{"FunctionArn": format!("{function}:3"), "State": "Active"}],
    });
    let script = Script::new([json(&json!({"FunctionArns": [function]})), json(&versions)]);
    let lambda = Lambda::new(&session(&script));
    let signing = lambda.code_signing_config("arn:aws:lambda:eu-west-1:111122223333:code-signing-config:csc-1");
    assert_eq!(signing.functions().try_collect().await.unwrap(), [lambda.function("orders")]);
    let own = lambda.capacity_provider("arn:aws:lambda:eu-west-1:111122223333:capacity-provider:own");
    assert_eq!(own.function_versions().try_collect().await.unwrap(), [lambda.version("orders", "3")]);
}
