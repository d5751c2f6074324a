//! What clusters, services and tasks of ECS lead to: capacity providers, deployments, revisions, tasks.

use aws_resources::ecs::Ecs;
use end_to_end::{answers::json as ok, exercised, script::Script};
use serde_json::json;

use super::ecs::{CLUSTER, cluster as web};

const FRONT: &str = "arn:aws:ecs:eu-west-1:111122223333:service/web/front";

/// The SDK has no paginator for capacity providers.
#[tokio::test]
async fn capacity_providers_are_listed_to_the_end() {
    let arn = |name: &str| format!("arn:aws:ecs:eu-west-1:111122223333:capacity-provider/{name}");
    let page = |name: &str, next: Option<&str>| {
        let provider = json!({"name": name, "capacityProviderArn": arn(name), "status": "ACTIVE"});
        ok(json!({"capacityProviders": [provider], "nextToken": next}))
    };
    let script = Script::new([page("FARGATE", Some("more")), page("own", None), page("own", None)]);
    let web = web(&script);
    let listed = Ecs::new(web.session()).capacity_providers().page_size(1).try_collect().await.unwrap();
    assert_eq!(listed.iter().map(|provider| provider.name()).collect::<Vec<_>>(), ["FARGATE", "own"]);
    assert_eq!(script.request(0).json(), json!({"include": ["TAGS"], "maxResults": 1}));
    assert_eq!(script.request(1).json(), json!({"include": ["TAGS"], "maxResults": 1, "nextToken": "more"}));
    let returned = listed[1].loaded().expect("a listing brings the data");
    exercised::arn("ecs.CapacityProvider", &listed[1].arn().await.unwrap(), returned.capacity_provider_arn());
    let own = web.capacity_providers().first().await.unwrap().unwrap();
    assert_eq!(own.name(), "own");
    assert_eq!(script.request(2).json(), json!({"cluster": CLUSTER, "include": ["TAGS"]}));
}

#[tokio::test]
async fn a_service_leads_to_what_it_runs() {
    let deployment = "arn:aws:ecs:eu-west-1:111122223333:service-deployment/web/front/d1";
    let revision = "arn:aws:ecs:eu-west-1:111122223333:service-revision/web/front/r1";
    let task = |name: &str| format!("arn:aws:ecs:eu-west-1:111122223333:task/web/{name}");
    let service = json!({
        "serviceArn": FRONT, "serviceName": "front", "clusterArn": CLUSTER, "status": "ACTIVE",
        "capacityProviderStrategy": [{"capacityProvider": "own", "weight": 1}],
        "currentServiceDeployment": deployment, "currentServiceRevisions": [{"arn": revision}],
    });
    let described = json!({"tasks": [{"taskArn": task("2"), "clusterArn": CLUSTER, "capacityProviderName": "own"}]});
    let script = Script::new([
        ok(json!({"services": [service]})),
        ok(json!({"taskArns": [task("1")], "nextToken": "more"})),
        ok(json!({"taskArns": [task("2")]})),
        ok(described),
    ]);
    let web = web(&script);
    let ecs = Ecs::new(web.session());
    let front = web.service(FRONT);
    let own = ecs.capacity_provider("own", Some(CLUSTER));
    assert_eq!(front.capacity_providers().await.unwrap(), std::slice::from_ref(&own));
    assert_eq!(front.current_deployment().await.unwrap(), Some(ecs.service_deployment(deployment)));
    assert_eq!(front.current_revisions().await.unwrap(), [ecs.service_revision(revision)]);
    // Tasks are listed by the service's name, which its data has.
    let tasks = front.tasks().try_collect().await.unwrap();
    assert_eq!(tasks, [web.task(task("1")), web.task(task("2"))]);
    let sent = json!({"cluster": CLUSTER, "serviceName": "front", "nextToken": "more"});
    assert_eq!(script.request(2).json(), sent);
    assert_eq!(tasks[1].capacity_provider().await.unwrap(), Some(own));
    assert_eq!(script.count(), 4, "data is loaded once");
}
