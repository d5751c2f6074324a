//! Waiters of ECS: for each, a state that it waits in, one that it waits for, and one from which that can't be reached.

use aws_resources::{
    ErrorKind, Waiter,
    ecs::{CapacityProvider, Ecs},
};
use end_to_end::{
    answers::{json as ok, json_error},
    script::{Script, session},
};
use serde_json::{Value, json};

/// What a waiter fails with that gets these answers, which are as many as it asks for.
async fn failure(answers: &[Value], waiter: impl FnOnce(&Ecs) -> Waiter) -> Option<ErrorKind> {
    let script = Script::new(answers.iter().map(ok));
    let ended = waiter(&Ecs::new(&session(&script))).await;
    ended.err().map(|error| error.kind())
}

fn own(ecs: &Ecs) -> CapacityProvider {
    ecs.capacity_provider("own", None)
}

#[tokio::test(start_paused = true)]
async fn capacity_providers_are_made_changed_and_deleted() {
    let own_is = |status: &str, update: &str| {
        let provider = json!({"name": "own", "status": status, "updateStatus": update});
        json!({"capacityProviders": [provider]})
    };
    let missing = || json!({"capacityProviders": [], "failures": [{"arn": "own", "reason": "MISSING"}]});

    let active = |ecs: &Ecs| own(ecs).wait_until_active();
    let made = [own_is("PROVISIONING", "CREATE_IN_PROGRESS"), own_is("ACTIVE", "CREATE_COMPLETE")];
    assert_eq!(failure(&made, active).await, None);
    assert_eq!(failure(&[own_is("PROVISIONING", "CREATE_FAILED")], active).await, Some(ErrorKind::WaiterFailed));
    assert_eq!(failure(&[missing()], active).await, Some(ErrorKind::WaiterFailed));

    let updated = |ecs: &Ecs| own(ecs).wait_until_update_complete();
    let changed = [own_is("ACTIVE", "UPDATE_IN_PROGRESS"), own_is("ACTIVE", "UPDATE_COMPLETE")];
    assert_eq!(failure(&changed, updated).await, None);
    assert_eq!(failure(&[own_is("ACTIVE", "UPDATE_FAILED")], updated).await, Some(ErrorKind::WaiterFailed));

    let inactive = |ecs: &Ecs| own(ecs).wait_until_inactive();
    assert_eq!(failure(&[own_is("DEPROVISIONING", "DELETE_IN_PROGRESS"), missing()], inactive).await, None);
    assert_eq!(failure(&[own_is("INACTIVE", "DELETE_COMPLETE")], inactive).await, None);
    assert_eq!(failure(&[own_is("ACTIVE", "DELETE_FAILED")], inactive).await, Some(ErrorKind::WaiterFailed));
}

#[tokio::test(start_paused = true)]
async fn daemons_are_deployed() {
    let daemon = |status: &str| json!({"daemon": {"status": status}});
    let active = |ecs: &Ecs| ecs.daemon("d").wait_until_active();
    assert_eq!(failure(&[json!({"daemon": {}}), daemon("ACTIVE")], active).await, None);
    assert_eq!(failure(&[daemon("DELETE_IN_PROGRESS")], active).await, Some(ErrorKind::WaiterFailed));

    let deployment = |status: &str| json!({"daemonDeployments": [{"status": status}]});
    let missing = json!({"daemonDeployments": [], "failures": [{"reason": "MISSING"}]});
    let successful = |ecs: &Ecs| ecs.daemon_deployment("d").wait_until_successful();
    assert_eq!(failure(&[deployment("IN_PROGRESS"), deployment("SUCCESSFUL")], successful).await, None);
    assert_eq!(failure(&[deployment("ROLLBACK_SUCCESSFUL")], successful).await, Some(ErrorKind::WaiterFailed));
    let stopped = |ecs: &Ecs| ecs.daemon_deployment("d").wait_until_stopped();
    assert_eq!(failure(&[deployment("STOP_REQUESTED"), deployment("STOPPED")], stopped).await, None);
    assert_eq!(failure(&[missing], stopped).await, Some(ErrorKind::WaiterFailed));

    let definition = |status: &str| json!({"daemonTaskDefinition": {"status": status}});
    let active = |ecs: &Ecs| ecs.daemon_task_definition("d").wait_until_active();
    assert_eq!(failure(&[definition("ACTIVE")], active).await, None);
    assert_eq!(failure(&[definition("DELETED")], active).await, Some(ErrorKind::WaiterFailed));
    let deleted = |ecs: &Ecs| ecs.daemon_task_definition("d").wait_until_deleted();
    assert_eq!(failure(&[definition("DELETE_IN_PROGRESS"), definition("DELETED")], deleted).await, None);
}

#[tokio::test(start_paused = true)]
async fn gateways_tasks_and_express_services() {
    let gateway = |status: &str| json!({"gateway": {"status": status}});
    let updated = |ecs: &Ecs| ecs.gateway("g").wait_until_updated();
    assert_eq!(failure(&[gateway("UPDATE_IN_PROGRESS"), gateway("UPDATE_COMPLETE")], updated).await, None);
    assert_eq!(failure(&[gateway("ACTIVE")], updated).await, None);
    assert_eq!(failure(&[gateway("UPDATE_FAILED")], updated).await, Some(ErrorKind::WaiterFailed));

    let task = |status: &str| json!({"tasks": [{"lastStatus": status}]});
    let running = |ecs: &Ecs| ecs.task("web", "t").wait_until_running();
    assert_eq!(failure(&[task("PENDING"), task("RUNNING")], running).await, None);
    assert_eq!(failure(&[task("STOPPED")], running).await, Some(ErrorKind::WaiterFailed));

    let express = |status: &str| json!({"service": {"status": {"statusCode": status}}});
    let inactive = |ecs: &Ecs| ecs.express_gateway_service("s").wait_until_inactive();
    assert_eq!(failure(&[express("DRAINING"), express("INACTIVE")], inactive).await, None);
}

/// A service that is gone altogether is inactive, too.
#[tokio::test(start_paused = true)]
async fn a_missing_express_service_is_inactive() {
    let script = Script::new([json_error("ResourceNotFoundException", "not there")]);
    Ecs::new(&session(&script)).express_gateway_service("s").wait_until_inactive().await.unwrap();
}
