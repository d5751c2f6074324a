//! Daemons, gateways, Express services, service deployments, attributes, and tasks' protection.

use std::slice;

use aws_resources::{
    ErrorKind,
    ecs::{Cluster, Ecs},
    prelude::*,
};
use end_to_end::script::{Answer, Script, session};
use serde_json::{Value, json};

const CLUSTER: &str = "arn:aws:ecs:eu-west-1:111122223333:cluster/web";

fn json(body: Value) -> Answer {
    Answer::http(200, "application/x-amz-json-1.1", body.to_string())
}

fn error(code: &str) -> Answer {
    Answer::http(400, "application/x-amz-json-1.1", json!({"__type": code, "message": "so it is"}).to_string())
}

fn cluster(script: &Script) -> Cluster {
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
    assert_eq!(deployments[0].arn().await.unwrap().as_str(), deployment);
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
