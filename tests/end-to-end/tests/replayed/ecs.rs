//! Daemons, gateways, Express services, service deployments, attributes, and tasks' protection.

use std::slice;

use aws_resources::{
    ErrorKind,
    ecs::{Cluster, Ecs},
    prelude::*,
};
use aws_sdk_ecs::types::{
    ClusterSetting, ClusterSettingName, DeploymentLifecycleHookAction, ExpressGatewayServiceStatusCode,
    GatewayRouteStatus, GatewayStatus, SettingName,
};
use end_to_end::{
    answers::{json, json_error},
    exercised,
    script::{Answer, Script, session},
};
use serde_json::json;

pub(super) const CLUSTER: &str = "arn:aws:ecs:eu-west-1:111122223333:cluster/web";

fn error(code: &str) -> Answer {
    json_error(code, "so it is")
}

pub(super) fn cluster(script: &Script) -> Cluster {
    Ecs::new(&session(script)).cluster(CLUSTER)
}

/// The SDK has no paginator for daemons.
#[tokio::test]
async fn daemons_are_listed_to_the_end() {
    let arn = |name: &str| format!("arn:aws:ecs:eu-west-1:111122223333:daemon/web/{name}");
    let page = |name: &str, next: Option<&str>| {
        json(json!({"daemonSummariesList": [{"daemonArn": arn(name), "status": "ACTIVE"}], "nextToken": next}))
    };
    let found = json!({"daemon": {"daemonArn": arn("logs"), "clusterArn": CLUSTER, "status": "ACTIVE"}});
    let script =
        Script::new([page("agent", Some("more")), page("logs", None), json(found), error("DaemonNotFoundException")]);
    let daemons = cluster(&script).daemons().page_size(1).try_collect().await.unwrap();
    assert_eq!(daemons.iter().map(|daemon| daemon.arn_identifier()).collect::<Vec<_>>(), [arn("agent"), arn("logs")]);
    assert_eq!(script.request(1).json(), json!({"clusterArn": CLUSTER, "maxResults": 1, "nextToken": "more"}));
    assert_eq!(daemons[1].cluster().await.unwrap().unwrap().arn_identifier(), CLUSTER);
    assert!(daemons[0].data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_deployment_leads_to_its_service_and_revisions() {
    let service = "arn:aws:ecs:eu-west-1:111122223333:service/web/front";
    let deployment = "arn:aws:ecs:eu-west-1:111122223333:service-deployment/web/front/d1";
    let revision = |name: &str| format!("arn:aws:ecs:eu-west-1:111122223333:service-revision/web/front/{name}");
    let listed = json!({"serviceDeployments": [{"serviceDeploymentArn": deployment, "status": "IN_PROGRESS"}]});
    let found = json!({"serviceDeployments": [{
        "serviceDeploymentArn": deployment, "serviceArn": service, "clusterArn": CLUSTER, "status": "IN_PROGRESS",
        "sourceServiceRevisions": [{"arn": revision("r1")}], "targetServiceRevision": {"arn": revision("r2")},
    }]});
    let stopped = json!({"serviceDeploymentArn": deployment});
    let missing = json!({"serviceDeployments": [], "failures": [{"arn": deployment, "reason": "MISSING"}]});
    let script = Script::new([json(listed), json(found), json(stopped), json(missing)]);
    let front = cluster(&script).service(service);
    let deployments = front.deployments().try_collect().await.unwrap();
    assert_eq!(script.request(0).json(), json!({"service": service, "cluster": CLUSTER}));
    exercised::arn("ecs.ServiceDeployment", &deployments[0].arn().await.unwrap(), Some(deployment));
    assert_eq!(deployments[0].service().await.unwrap(), Some(front));
    let target = deployments[0].target_service_revision().await.unwrap().unwrap();
    assert_eq!(target.arn_identifier(), revision("r2"));
    assert_eq!(deployments[0].source_service_revisions().await.unwrap().len(), 1);
    deployments[0].stop().await.unwrap();
    assert!(deployments[0].data().await.unwrap_err().is_not_found());
}

#[tokio::test(start_paused = true)]
async fn a_deployment_that_is_rolled_back_fails_its_waiter() {
    let state = |status: &str| json(json!({"serviceDeployments": [{"status": status}]}));
    let script = Script::new([state("IN_PROGRESS"), state("SUCCESSFUL"), state("ROLLBACK_SUCCESSFUL")]);
    let deployment =
        Ecs::new(&session(&script)).service_deployment("arn:aws:ecs:eu-west-1:111122223333:service-deployment/a/b/c");
    deployment.wait_until_successful().await.unwrap();
    let back = deployment.wait_until_successful().await.unwrap_err();
    assert_eq!(back.kind(), ErrorKind::WaiterFailed);
}

#[tokio::test]
async fn express_services_are_the_services_that_ecs_manages() {
    let arn = "arn:aws:ecs:eu-west-1:111122223333:service/web/shop";
    let found = json!({"service": {"serviceArn": arn, "cluster": CLUSTER, "status": {"statusCode": "ACTIVE"}}});
    let script = Script::new([json(json!({"serviceArns": [arn]})), json(found)]);
    let web = cluster(&script);
    let shop = web.express_gateway_services().first().await.unwrap().unwrap();
    assert_eq!(script.request(0).json()["resourceManagementType"], "ECS");
    assert_eq!(shop.service().await.unwrap(), Some(web.service(arn)));
    assert_eq!(script.request(1).json(), json!({"serviceArn": arn, "include": ["TAGS"]}));
}

/// An association that isn't listed any more has ended.
#[tokio::test(start_paused = true)]
async fn an_association_with_a_gateway_ends() {
    let gateway = "arn:aws:ecs:eu-west-1:111122223333:gateway/shared";
    let pair = |status: &str| json!({"gatewayArn": gateway, "clusterArn": CLUSTER, "status": status});
    let listed = |status: &str| json(json!({"gatewayClusterAssociations": [pair(status)]}));
    let none = || json(json!({"gatewayClusterAssociations": []}));
    let script = Script::new([
        json(pair("ACTIVE")),
        listed("ACTIVE"),
        json(pair("DISASSOCIATING")),
        listed("DISASSOCIATING"),
        none(),
        none(),
    ]);
    let association = cluster(&script).associate_gateway().with(|r| r.gateway(gateway)).await.unwrap().unwrap();
    assert_eq!(association.data().await.unwrap().status().unwrap().as_str(), "ACTIVE");
    association.disassociate().await.unwrap();
    association.wait_until_ended().await.unwrap();
    assert!(association.data().await.unwrap_err().is_not_found());
    assert_eq!(script.request(4).json(), json!({"gateway": gateway, "cluster": CLUSTER}));
}

/// A request deletes attributes of several instances at once.
#[tokio::test]
async fn attributes_are_deleted_together() {
    let attribute = |name: &str, target: &str| json!({"name": name, "targetId": target, "value": "blue"});
    let listed = json!({"attributes": [attribute("stack", "i1"), attribute("stack", "i2")]});
    let script = Script::new([json(listed.clone()), json(json!({})), json(listed)]);
    let web = cluster(&script);
    let report = web.attributes().delete().await;
    assert_eq!((report.items().len(), report.failed().count()), (2, 0), "{report:?}");
    let sent = json!([{"name": "stack", "targetId": "i1"}, {"name": "stack", "targetId": "i2"}]);
    assert_eq!(script.request(1).json(), json!({"cluster": CLUSTER, "attributes": sent}));
    let second = Ecs::new(web.session()).attribute(CLUSTER, "i2", "stack");
    assert_eq!(second.data().await.unwrap().value(), Some("blue"));
}

#[tokio::test]
async fn a_batch_says_which_revisions_were_not_deleted() {
    let arn = |revision: u8| format!("arn:aws:ecs:eu-west-1:111122223333:task-definition/shop:{revision}");
    let listed = json!({"taskDefinitionArns": [arn(1), arn(2)]});
    let failed = json!({"arn": arn(2), "reason": "The specified task definition is still in ACTIVE status."});
    let script = Script::new([
        json(listed),
        json(json!({"taskDefinitions": [{"taskDefinitionArn": arn(1)}], "failures": [failed]})),
    ]);
    let report = Ecs::new(&session(&script)).task_definitions().delete().await;
    let failed: Vec<_> = report.failed().map(|item| item.resource().arn_identifier()).collect();
    assert_eq!((report.items().len(), &*failed), (2, &[&*arn(2)][..]), "{report:?}");
}

#[tokio::test]
async fn a_task_is_protected() {
    let arn = "arn:aws:ecs:eu-west-1:111122223333:task/web/1";
    let protected =
        |on: bool| json(json!({"protectedTasks": [{"taskArn": arn, "protectionEnabled": on}], "failures": []}));
    let script = Script::new([protected(true), protected(true)]);
    let protection = cluster(&script).task(arn).protection();
    let updated = protection.update().with(|r| r.protection_enabled(true)).await.unwrap();
    assert_eq!(updated, slice::from_ref(&protection));
    assert!(protection.data().await.unwrap().protection_enabled());
    assert_eq!(script.request(1).json(), json!({"cluster": CLUSTER, "tasks": [arn]}));
}

#[tokio::test]
async fn services_of_a_namespace_are_of_several_clusters() {
    let arn = |cluster: &str| format!("arn:aws:ecs:eu-west-1:111122223333:service/{cluster}/front");
    let script = Script::new([
        json(json!({"serviceArns": [arn("web")], "nextToken": "more"})),
        json(json!({"serviceArns": [arn("jobs")]})),
    ]);
    let ecs = Ecs::new(&session(&script));
    let listed = ecs.services_by_namespace().filter(|r| r.namespace("shop")).try_collect().await.unwrap();
    assert_eq!(listed, [ecs.service("web", arn("web")), ecs.service("jobs", arn("jobs"))]);
    assert_eq!(script.request(1).json(), json!({"namespace": "shop", "nextToken": "more"}));
}

#[tokio::test]
async fn a_daemon_is_deployed_in_revisions() {
    let arn = |kind: &str, name: &str| format!("arn:aws:ecs:eu-west-1:111122223333:{kind}/{name}");
    let (definition, daemon) = (arn("daemon-task-definition", "logs:1"), arn("daemon", "web/logs"));
    let (deployment, revision) = (arn("daemon-deployment", "web/logs/d1"), arn("daemon-revision", "web/logs/7"));
    let found = json!({"daemon": {
        "daemonArn": daemon, "clusterArn": CLUSTER, "status": "ACTIVE", "deploymentArn": deployment,
        "currentRevisions": [{"arn": revision}],
    }});
    let deployed = json!({"daemonDeployments": [{
        "daemonDeploymentArn": deployment, "clusterArn": CLUSTER, "status": "SUCCESSFUL",
        "targetDaemonRevision": {"arn": revision},
    }]});
    let revised = json!({"daemonRevisions": [{
        "daemonRevisionArn": revision, "clusterArn": CLUSTER, "daemonArn": daemon,
        "daemonTaskDefinitionArn": definition,
    }]});
    let defined = json!({"daemonTaskDefinition": {
        "daemonTaskDefinitionArn": definition, "family": "logs", "revision": 1, "status": "ACTIVE",
    }});
    let page = |name: &str, next: Option<&str>| {
        json(json!({
            "daemonDeployments": [{"daemonDeploymentArn": arn("daemon-deployment", name), "status": "STOPPED"}],
            "nextToken": next,
        }))
    };
    let missing = json!({"daemonRevisions": [], "failures": [{"arn": revision, "reason": "MISSING"}]});
    let script = Script::new([
        json(json!({"daemonTaskDefinitionArn": definition})),
        json(json!({"daemonArn": daemon, "status": "ACTIVE", "deploymentArn": deployment})),
        json(found),
        json(deployed),
        json(revised),
        json(defined),
        page("web/logs/d1", Some("more")),
        page("web/logs/d0", None),
        json(json!({"daemonArn": daemon, "status": "ACTIVE"})),
        json(json!({"daemonArn": daemon, "status": "DELETE_IN_PROGRESS"})),
        error("DaemonNotFoundException"),
        json(json!({"daemonTaskDefinitionArn": definition})),
        json(missing),
    ]);
    let web = cluster(&script);
    let made = Ecs::new(web.session()).register_daemon_task_definition().with(|r| r.family("logs")).await.unwrap();
    let made = made.expect("the answer has the ARN");
    let create = web.create_daemon().with(|r| r.daemon_name("logs").daemon_task_definition_arn(made.arn_identifier()));
    let logs = create.await.unwrap().expect("the answer has the ARN");
    let sent = script.request(1).json();
    assert_eq!((&sent["clusterArn"], &sent["daemonTaskDefinitionArn"]), (&json!(CLUSTER), &json!(definition)));
    exercised::arn("ecs.Daemon", &logs.arn().await.unwrap(), logs.data().await.unwrap().daemon_arn());

    let first = logs.deployment().await.unwrap().unwrap();
    exercised::arn(
        "ecs.DaemonDeployment",
        &first.arn().await.unwrap(),
        first.data().await.unwrap().daemon_deployment_arn(),
    );
    let target = first.target_daemon_revision().await.unwrap().unwrap();
    assert_eq!(logs.current_revisions().await.unwrap(), slice::from_ref(&target));
    let data = target.data().await.unwrap();
    exercised::arn("ecs.DaemonRevision", &target.arn().await.unwrap(), data.daemon_revision_arn());
    assert_eq!(target.daemon().await.unwrap(), Some(logs.clone()));
    assert_eq!(target.daemon_task_definition().await.unwrap(), Some(made.clone()));
    let data = made.data().await.unwrap();
    exercised::arn("ecs.DaemonTaskDefinition", &made.arn().await.unwrap(), data.daemon_task_definition_arn());

    let deployments = logs.deployments().page_size(1).try_collect().await.unwrap();
    assert_eq!((deployments.len(), &deployments[0]), (2, &first));
    assert_eq!(script.request(7).json(), json!({"daemonArn": daemon, "maxResults": 1, "nextToken": "more"}));
    let updated = logs.update().with(|r| r.daemon_task_definition_arn(made.arn_identifier())).await.unwrap();
    assert_eq!(updated, Some(logs.clone()));
    logs.delete().await.unwrap();
    assert!(logs.data().await.unwrap_err().is_not_found());
    made.delete().await.unwrap();
    assert_eq!(script.request(11).json(), json!({"daemonTaskDefinition": definition}));
    assert!(target.reload().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn definitions_of_daemons_are_listed_to_the_end() {
    let arn = |revision: u8| format!("arn:aws:ecs:eu-west-1:111122223333:daemon-task-definition/logs:{revision}");
    let page = |revision: u8, next: Option<&str>| {
        json(json!({"daemonTaskDefinitions": [{"arn": arn(revision), "status": "ACTIVE"}], "nextToken": next}))
    };
    let script = Script::new([page(2, Some("more")), page(1, None)]);
    let listed = Ecs::new(&session(&script)).daemon_task_definitions().try_collect().await.unwrap();
    assert_eq!(listed.iter().map(|it| it.arn_identifier()).collect::<Vec<_>>(), [arn(2), arn(1)]);
    assert_eq!(listed[0].summary().unwrap().arn(), Some(&*arn(2)));
    assert_eq!(script.request(1).json(), json!({"nextToken": "more"}));
}

#[tokio::test]
async fn a_gateway_has_routes() {
    let shared = "arn:aws:ecs:eu-west-1:111122223333:gateway/shared";
    let other = "arn:aws:ecs:eu-west-1:111122223333:gateway/other";
    let route = "arn:aws:ecs:eu-west-1:111122223333:gateway-route/shared/1";
    let named = |arn: &str, status: &str| json!({"gatewayArn": arn, "name": "shared", "status": status});
    let page = |arn: &str, next: Option<&str>| json(json!({"gateways": [named(arn, "ACTIVE")], "nextToken": next}));
    let routed = json!({"gatewayRouteArn": route, "status": "ACTIVE", "serviceContainerPortName": "http"});
    let script = Script::new([
        json(named(shared, "ACTIVE")),
        json(json!({"gateway": named(shared, "ACTIVE")})),
        page(other, Some("more")),
        page(shared, None),
        json(json!({"gatewayRoutes": [routed.clone()]})),
        json(json!({"gatewayRoute": routed})),
        error("ResourceNotFoundException"),
        json(json!({"gatewayResources": {"gatewayArn": shared}})),
        json(named(shared, "UPDATE_IN_PROGRESS")),
        json(named(shared, "DELETED")),
        error("GatewayNotFoundException"),
    ]);
    let ecs = Ecs::new(&session(&script));
    let made = ecs.create_gateway().with(|r| r.name("shared").client_token("1")).await.unwrap();
    let gateway = made.expect("the answer has the ARN");
    assert_eq!(script.request(0).json(), json!({"name": "shared", "clientToken": "1"}));
    let data = gateway.data().await.unwrap();
    assert_eq!(data.status(), Some(&GatewayStatus::Active));
    exercised::arn("ecs.Gateway", &gateway.arn().await.unwrap(), data.gateway_arn());
    let listed = ecs.gateways().page_size(1).try_collect().await.unwrap();
    assert_eq!(listed, [ecs.gateway(other), gateway.clone()]);
    assert_eq!(script.request(3).json(), json!({"maxResults": 1, "nextToken": "more"}));

    let route = gateway.routes().first().await.unwrap().unwrap();
    assert_eq!(script.request(4).json(), json!({"gateway": shared}));
    assert_eq!(route.summary().unwrap().status(), Some(&GatewayRouteStatus::Active));
    let data = route.data().await.unwrap();
    assert_eq!(data.service_container_port_name(), Some("http"));
    exercised::arn("ecs.GatewayRoute", &route.arn().await.unwrap(), data.gateway_route_arn());
    assert!(route.reload().await.unwrap_err().is_not_found());

    let resources = gateway.describe_resources().await.unwrap();
    assert_eq!(resources.gateway_resources().and_then(|it| it.gateway_arn()), Some(shared));
    let updated = gateway.update().with(|r| r.deletion_protection(false)).await.unwrap();
    assert_eq!(updated, Some(gateway.clone()));
    assert_eq!(script.request(8).json(), json!({"gateway": shared, "deletionProtection": false}));
    gateway.delete().await.unwrap();
    assert!(gateway.data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn an_express_service_lives_and_dies() {
    let arn = "arn:aws:ecs:eu-west-1:111122223333:service/web/shop";
    let deployment = "arn:aws:ecs:eu-west-1:111122223333:service-deployment/web/shop/1";
    let service = |status: &str| {
        json(json!({"service": {
            "serviceArn": arn, "cluster": CLUSTER, "status": {"statusCode": status}, "currentDeployment": deployment,
        }}))
    };
    let script = Script::new([
        service("ACTIVE"),
        json(json!({"service": {"serviceArn": arn, "cluster": CLUSTER}})),
        service("DRAINING"),
        error("ResourceNotFoundException"),
    ]);
    let web = cluster(&script);
    let made = web.create_express_gateway_service().with(|r| r.service_name("shop")).await.unwrap();
    let shop = made.expect("the answer has the ARN");
    assert_eq!(script.request(0).json(), json!({"cluster": CLUSTER, "serviceName": "shop"}));
    let data = shop.loaded().expect("creating brings the data");
    assert_eq!(data.status().and_then(|it| it.status_code()), Some(&ExpressGatewayServiceStatusCode::Active));
    exercised::arn("ecs.ExpressGatewayService", &shop.arn().await.unwrap(), data.service_arn());
    assert_eq!(shop.current_deployment().await.unwrap().unwrap().arn_identifier(), deployment);
    let updated = shop.update().with(|r| r.cpu("512")).await.unwrap();
    assert_eq!(updated, Some(shop.clone()));
    assert_eq!(script.request(1).json(), json!({"serviceArn": arn, "cpu": "512"}));
    let deleted = shop.delete().await.unwrap().unwrap();
    assert_eq!(deleted.loaded().unwrap().status().and_then(|it| it.status_code()).unwrap().as_str(), "DRAINING");
    assert!(shop.data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_deployment_goes_on_to_its_revision() {
    let arn = |kind: &str, name: &str| format!("arn:aws:ecs:eu-west-1:111122223333:{kind}/web/front{name}");
    let (deployment, revision) = (arn("service-deployment", "/d1"), arn("service-revision", "/r2"));
    let definition = "arn:aws:ecs:eu-west-1:111122223333:task-definition/shop:2";
    let found = json!({"serviceRevisions": [{
        "serviceRevisionArn": revision, "serviceArn": arn("service", ""), "clusterArn": CLUSTER,
        "taskDefinition": definition,
    }]});
    let missing = json!({"serviceRevisions": [], "failures": [{"arn": revision, "reason": "MISSING"}]});
    let script = Script::new([json(json!({"serviceDeploymentArn": deployment})), json(found), json(missing)]);
    let ecs = Ecs::new(&session(&script));
    let front = ecs.service_deployment(&*deployment);
    let go_on = front.r#continue().with(|r| r.hook_id("h-1").action(DeploymentLifecycleHookAction::Continue));
    assert_eq!(go_on.await.unwrap(), Some(front));
    let sent = json!({"serviceDeploymentArn": deployment, "hookId": "h-1", "action": "CONTINUE"});
    assert_eq!(script.request(0).json(), sent);

    let second = ecs.service_revision(&*revision);
    let data = second.data().await.unwrap();
    exercised::arn("ecs.ServiceRevision", &second.arn().await.unwrap(), data.service_revision_arn());
    assert_eq!(second.service().await.unwrap(), Some(ecs.service(CLUSTER, arn("service", ""))));
    assert_eq!(second.task_definition().await.unwrap(), Some(ecs.task_definition(definition)));
    assert!(second.reload().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn settings_agents_and_commands() {
    let instance = "arn:aws:ecs:eu-west-1:111122223333:container-instance/web/1";
    let task = "arn:aws:ecs:eu-west-1:111122223333:task/web/2";
    let setting = json!({"name": "containerInsights", "value": "enabled"});
    let user =
        json!({"name": "containerInsights", "value": "enabled", "principalArn": "arn:aws:iam::111122223333:root"});
    let script = Script::new([
        json(json!({"cluster": {"clusterArn": CLUSTER, "settings": [setting.clone()]}})),
        json(json!({"setting": user})),
        json(json!({"containerInstance": {"containerInstanceArn": instance, "agentUpdateStatus": "PENDING"}})),
        json(json!({"taskArn": task, "interactive": true, "session": {"sessionId": "s-1", "streamUrl": "wss://a"}})),
    ]);
    let web = cluster(&script);
    let insights = ClusterSetting::builder().name(ClusterSettingName::ContainerInsights).value("enabled");
    let changed = web.update_settings().with(|r| r.settings(insights.build())).await.unwrap().unwrap();
    assert_eq!(changed.loaded().unwrap().settings()[0].value(), Some("enabled"));
    assert_eq!(script.request(0).json(), json!({"cluster": CLUSTER, "settings": [setting]}));

    let default = Ecs::new(web.session()).put_account_setting_default();
    let default = default.with(|r| r.name(SettingName::ContainerInsights).value("enabled")).await.unwrap().unwrap();
    assert_eq!(default.principal_arn(), Some("arn:aws:iam::111122223333:root"));
    assert_eq!(default.loaded().unwrap().value(), Some("enabled"));

    let instance = web.container_instance(instance);
    assert_eq!(instance.update_agent().await.unwrap(), Some(instance.clone()));
    let sent = json!({"cluster": CLUSTER, "containerInstance": instance.arn_identifier()});
    assert_eq!(script.request(2).json(), sent);

    let run = web.task(task).execute_command().with(|r| r.command("/bin/sh").interactive(true)).await.unwrap();
    assert_eq!(run.session().and_then(|session| session.session_id()), Some("s-1"));
    let sent = json!({"cluster": CLUSTER, "task": task, "command": "/bin/sh", "interactive": true});
    assert_eq!(script.request(3).json(), sent);
}
