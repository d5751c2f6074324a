//! Layer versions by their ARN, invocations, code signing, capacity providers, provisioned concurrency and durable
//! executions.

use std::time::Duration;

use aws_resources::{
    ErrorKind,
    lambda::{DurableExecution, Lambda},
};
use aws_sdk_lambda::primitives::{Blob, ByteStream};
use end_to_end::{
    answers::rest_json as json,
    each_asks, exercised,
    script::{Answer, Script, session},
    sent::asked,
};
use serde_json::json;

const LAYER: &str = "arn:aws:lambda:eu-west-1:111122223333:layer:libs";
const EXECUTION: &str = "arn:aws:lambda:eu-west-1:111122223333:function:orders:1/durable-execution/run/7";

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
    let script = Script::new([json(found), Answer::http(204, "application/json", ""), not_found()]);
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
    let script = Script::new([json(found)]);
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
        json(json!({"CapacityProvider": {
            "CapacityProviderArn": provider, "State": state, "VpcConfig": {"SubnetIds": [], "SecurityGroupIds": []},
            "PermissionsConfig": {"CapacityProviderOperatorRoleArn": "arn:aws:iam::111122223333:role/operator"},
        }}))
    };
    let script = Script::new([state("Pending"), state("Active"), state("Deleting"), not_found(), state("Failed")]);
    let own = Lambda::new(&session(&script)).capacity_provider(provider);
    own.wait_until_active().await.unwrap();
    assert_eq!(script.request(0).path(), format!("/2025-11-30/capacity-providers/{provider}"));
    own.wait_until_deleted().await.unwrap();
    assert_eq!(own.wait_until_active().await.unwrap_err().kind(), ErrorKind::WaiterFailed);
}

#[tokio::test(start_paused = true)]
async fn provisioned_concurrency_is_awaited() {
    let state = |status: &str| json(json!({"Status": status, "RequestedProvisionedConcurrentExecutions": 2}));
    let script = Script::new([json(json!({})), state("IN_PROGRESS"), state("READY"), state("FAILED")]);
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
        json(json!({"Events": events, "NextMarker": next}))
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
        json(json!({
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
        Script::new([json(listed), json(found), json(provisioned), json(json!({"FunctionUrlConfigs": [url]}))]);
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
    let script = Script::new([json(json!({"FunctionArns": [function]})), json(versions)]);
    let lambda = Lambda::new(&session(&script));
    let signing = lambda.code_signing_config("arn:aws:lambda:eu-west-1:111122223333:code-signing-config:csc-1");
    assert_eq!(signing.functions().try_collect().await.unwrap(), [lambda.function("orders")]);
    let own = lambda.capacity_provider("arn:aws:lambda:eu-west-1:111122223333:capacity-provider:own");
    assert_eq!(own.function_versions().try_collect().await.unwrap(), [lambda.version("orders", "3")]);
}

#[tokio::test]
async fn requests_name_the_function_and_its_version() {
    let script = Script::by(|_| json(json!({})));
    let lambda = Lambda::new(&session(&script));
    let orders = lambda.function("orders");
    let (live, first) = (orders.alias("live"), orders.version("1"));
    each_asks!(script,
        "PUT /2020-06-30/functions/orders/code-signing-config" => orders.code_signing_config().put(),
        "DELETE /2020-06-30/functions/orders/code-signing-config" => orders.code_signing_config().delete(),
        "GET /2024-08-31/functions/orders/recursion-config" => orders.recursion_config().data(),
        "PUT /2024-08-31/functions/orders/recursion-config" => orders.recursion_config().put(),
        "GET /2021-07-20/functions/orders/runtime-management-config" =>
            orders.runtime_management_config(None).data(),
        "GET /2021-07-20/functions/orders/runtime-management-config?Qualifier=1" =>
            first.runtime_management_config().data(),
        "PUT /2021-07-20/functions/orders/runtime-management-config?Qualifier=1" =>
            first.runtime_management_config().put(),
        "GET /2025-11-30/functions/orders/function-scaling-config?Qualifier=1" =>
            first.scaling_config().data(),
        "PUT /2025-11-30/functions/orders/function-scaling-config?Qualifier=1" =>
            first.scaling_config().put(),
        "DELETE /2019-09-30/functions/orders/provisioned-concurrency?Qualifier=live" =>
            live.provisioned_concurrency_config().delete(),
        "POST /2019-09-25/functions/orders/event-invoke-config?Qualifier=live" =>
            live.event_invoke_config().update(),
        "GET /2025-12-01/functions/orders/durable-executions" => orders.durable_executions().try_collect(),
        "GET /2025-12-01/functions/orders/durable-executions?Qualifier=live" =>
            live.durable_executions().try_collect(),
        "POST /2015-03-31/functions/orders/invocations" => orders.invoke(),
        "POST /2015-03-31/functions/orders/invocations?Qualifier=1" => first.invoke(),
        "POST /2021-11-15/functions/orders/response-streaming-invocations?Qualifier=live" =>
            live.invoke_with_response_stream(),
        "PUT /2015-03-31/functions/orders/code" => orders.update_code());
}

#[tokio::test]
async fn requests_name_what_is_known_by_its_arn() {
    let script = Script::by(|_| json(json!({})));
    let lambda = Lambda::new(&session(&script));
    let signing = lambda.code_signing_config("arn:csc-1");
    let own = lambda.capacity_provider("arn:own");
    let policy = lambda.resource_policy("arn:function");
    let run = lambda.durable_execution("arn:run");
    each_asks!(script,
        "GET /2020-04-22/code-signing-configs/arn:csc-1" => signing.data(),
        "PUT /2020-04-22/code-signing-configs/arn:csc-1" => signing.update(),
        "DELETE /2020-04-22/code-signing-configs/arn:csc-1" => signing.delete(),
        "PUT /2025-11-30/capacity-providers/arn:own" => own.update(),
        "GET /2026-07-09/resource-policy/arn:function" => policy.data(),
        "PUT /2026-07-09/resource-policy/arn:function" => policy.put(),
        "DELETE /2026-07-09/resource-policy/arn:function" => policy.delete(),
        "POST /2025-12-01/durable-executions/arn:run/checkpoint" => run.checkpoint(),
        "POST /2025-12-01/durable-executions/arn:run/stop" => run.stop(),
        "POST /2025-12-01/durable-execution-callbacks/c-1/succeed" =>
            lambda.send_durable_execution_callback_success().with(|r| r.callback_id("c-1")),
        "POST /2025-12-01/durable-execution-callbacks/c-1/fail" =>
            lambda.send_durable_execution_callback_failure().with(|r| r.callback_id("c-1")),
        "POST /2025-12-01/durable-execution-callbacks/c-1/heartbeat" =>
            lambda.send_durable_execution_callback_heartbeat().with(|r| r.callback_id("c-1")));
}

#[tokio::test]
async fn a_function_is_invoked() {
    let error = json!({"errorMessage": "late"});
    let script = Script::new([json(&error), Answer::http(202, "application/json", "")]);
    let orders = Lambda::new(&session(&script)).function("orders");
    let answer = orders.invoke().with(|r| r.payload(Blob::new("[1]"))).await.unwrap();
    assert_eq!((answer.status_code(), answer.function_error()), (200, None));
    assert_eq!(answer.payload().unwrap().as_ref(), error.to_string().as_bytes());
    assert_eq!(script.request(0).body, "[1]");
    #[expect(deprecated, reason = "whoever calls it yet calls it of the function")]
    let later = orders.invoke_async().with(|r| r.invoke_args(ByteStream::from_static(b"[2]"))).await.unwrap();
    assert_eq!((later.status(), asked(&script)), (202, "POST /2014-11-13/functions/orders/invoke-async".to_owned()));
}

#[tokio::test]
async fn the_policy_of_a_layer_version_is_changed_by_its_number() {
    let found = json!({"LayerArn": LAYER, "LayerVersionArn": format!("{LAYER}:3"), "Version": 3});
    let script = Script::new([
        json(&found),
        json(json!({"Statement": "{}", "RevisionId": "r-1"})),
        json(&found),
        json(json!({"Policy": "{}", "RevisionId": "r-1"})),
        json(&found),
        Answer::http(204, "application/json", ""),
    ]);
    let third = Lambda::new(&session(&script)).layer_version(format!("{LAYER}:3"));
    let add = third.add_permission();
    add.with(|r| r.statement_id("all").action("lambda:GetLayerVersion").principal("*")).await.unwrap();
    let policy = format!("/2018-10-31/layers/{LAYER}/versions/3/policy");
    assert_eq!(asked(&script), format!("POST {policy}"));
    assert_eq!(script.request(1).json()["StatementId"], "all");
    assert_eq!(third.get_policy().await.unwrap().policy(), Some("{}"));
    assert_eq!(asked(&script), format!("GET {policy}"));
    third.remove_permission().with(|r| r.statement_id("all")).await.unwrap();
    assert_eq!(asked(&script), format!("DELETE {policy}/all"));
}

#[tokio::test]
async fn code_signing_configurations_are_listed_to_the_end() {
    let arn = |id: &str| format!("arn:aws:lambda:eu-west-1:111122223333:code-signing-config:{id}");
    let one = |id: &str| {
        json!({
            "CodeSigningConfigId": id, "CodeSigningConfigArn": arn(id), "LastModified": "2026-01-01T00:00:00Z",
            "AllowedPublishers": {"SigningProfileVersionArns": []}, "CodeSigningPolicies": {},
        })
    };
    let script = Script::new([
        json(json!({"CodeSigningConfig": one("csc-1")})),
        json(json!({"CodeSigningConfigs": [one("csc-1")], "NextMarker": "m"})),
        json(json!({"CodeSigningConfigs": [one("csc-2")]})),
        json(json!({"FunctionName": "orders", "CodeSigningConfigArn": arn("csc-1")})),
        not_found(),
    ]);
    let lambda = Lambda::new(&session(&script));
    let first = lambda.create_code_signing_config().await.unwrap().expect("the answer has it");
    let returned = first.data().await.unwrap();
    exercised::arn("lambda.CodeSigningConfig", &first.arn().await.unwrap(), Some(returned.code_signing_config_arn()));
    let listed = lambda.code_signing_configs().page_size(1).try_collect().await.unwrap();
    assert_eq!(listed, [first.clone(), lambda.code_signing_config(arn("csc-2"))]);
    assert_eq!(asked(&script), "GET /2020-04-22/code-signing-configs?Marker=m&MaxItems=1");
    let signed = lambda.function("orders").code_signing_config();
    assert_eq!(signed.code_signing_config().await.unwrap(), Some(first.clone()));
    assert!(first.reload().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn capacity_providers_are_made_and_listed() {
    let arn = |name: &str| format!("arn:aws:lambda:eu-west-1:111122223333:capacity-provider:{name}");
    let one = |name: &str, state: &str| {
        json!({
            "CapacityProviderArn": arn(name), "State": state, "VpcConfig": {"SubnetIds": [], "SecurityGroupIds": []},
            "PermissionsConfig": {"CapacityProviderOperatorRoleArn": "arn:aws:iam::111122223333:role/operator"},
        })
    };
    let script = Script::new([
        json(json!({"CapacityProvider": one("own", "Pending")})),
        json(json!({"CapacityProviders": [one("own", "Active")], "NextMarker": "m"})),
        json(json!({"CapacityProviders": [one("two", "Active")]})),
        json(json!({"CapacityProvider": one("own", "Deleting")})),
    ]);
    let lambda = Lambda::new(&session(&script));
    let own = lambda.create_capacity_provider().with(|r| r.capacity_provider_name("own")).await.unwrap().unwrap();
    assert_eq!(own.loaded().unwrap().state().as_str(), "Pending");
    assert_eq!(script.request(0).json()["CapacityProviderName"], "own");
    let listed = lambda.capacity_providers().try_collect().await.unwrap();
    let returned = listed[0].loaded().unwrap();
    exercised::arn("lambda.CapacityProvider", &own.arn().await.unwrap(), Some(returned.capacity_provider_arn()));
    assert_eq!(listed, [own.clone(), lambda.capacity_provider(arn("two"))]);
    let deleting = own.delete().await.unwrap().expect("the answer has it");
    assert_eq!(deleting.loaded().unwrap().state().as_str(), "Deleting");
    assert_eq!(asked(&script), format!("DELETE /2025-11-30/capacity-providers/{}", arn("own")));
}

#[tokio::test]
async fn durable_executions_have_their_function_and_operations() {
    let function = "arn:aws:lambda:eu-west-1:111122223333:function:orders:1";
    let one = json!({
        "DurableExecutionArn": EXECUTION, "DurableExecutionName": "run", "FunctionArn": function, "Status": "RUNNING",
        "StartTimestamp": 1_760_000_000,
    });
    let operation = |id: &str| {
        let begun = 1_760_000_000;
        json!({"Id": id, "Type": "STEP", "Status": "SUCCEEDED", "StartTimestamp": begun, "Name": "pack"})
    };
    let script = Script::new([
        json(json!({"DurableExecutions": [one.clone()]})),
        json(one),
        json(json!({"Operations": [operation("o-1")], "NextMarker": "m"})),
        json(json!({"Operations": [operation("o-2")]})),
        json(json!({"AccountLimit": {"ConcurrentExecutions": 1000}})),
    ]);
    let lambda = Lambda::new(&session(&script));
    let run = lambda.function("orders").durable_executions().first().await.unwrap().unwrap();
    let returned = run.summary().unwrap();
    exercised::arn("lambda.DurableExecution", &run.arn().await.unwrap(), Some(returned.durable_execution_arn()));
    assert_eq!(run.function().await.unwrap(), Some(lambda.function("orders")));
    let operations = run.operations().filter(|r| r.checkpoint_token("c")).try_collect().await.unwrap();
    let found: Vec<_> = operations.iter().map(|it| (it.id(), it.durable_execution())).collect();
    assert_eq!(found, [("o-1", run.clone()), ("o-2", run.clone())]);
    assert_eq!(operations[1].loaded().unwrap().name(), Some("pack"));
    let state = format!("GET /2025-12-01/durable-executions/{EXECUTION}/state");
    assert_eq!(asked(&script), format!("{state}?CheckpointToken=c&Marker=m"));
    let settings = lambda.get_account_settings().await.unwrap();
    assert_eq!(settings.account_limit().map(|limit| limit.concurrent_executions()), Some(1000));
}
