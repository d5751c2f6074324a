//! Clusters, services, tasks, task definitions and container instances. The fake gives every listing on one page, and a
//! deleted cluster or service stays, with the status `INACTIVE`, as it does for a while in AWS.
//!
//! It knows no daemons, gateways, Express services and service deployments: those are in `replayed`.

use std::slice;

use aws_resources::{
    ecs::{Cluster, Ecs, TaskDefinition},
    prelude::*,
};
use aws_sdk_ecs::{
    Client,
    types::{
        Attribute, AutoScalingGroupProvider, AutoScalingGroupProviderUpdate, CapacityProviderStrategyItem,
        ClusterSetting, ClusterSettingName, ContainerDefinition, ContainerInstanceStatus, DeploymentController,
        DeploymentControllerType, ManagedScaling, ManagedScalingStatus, Scale, ScaleUnit, SettingName, Tag,
        TaskDefinitionStatus,
    },
};
use end_to_end::{exercised, fake::Account};

use crate::{SOON, pages};

/// A server for a cluster: its id, which the fake wants to know.
fn server(account: &Account) -> String {
    let form = "Action=RunInstances&Version=2016-11-15&ImageId=ami-03cf127a&MinCount=1&MaxCount=1";
    let answer = account.ask("ec2", form);
    let (_, rest) = answer.split_once("<instanceId>").expect("an instance");
    rest.split_once('<').unwrap().0.to_owned()
}

/// The clusters' ARNs.
async fn create(account: &Account, names: &[&str]) -> Vec<String> {
    let client = Client::new(&account.config);
    let mut arns = Vec::new();
    for name in names {
        let made = client.create_cluster().cluster_name(*name).send().await.unwrap();
        arns.push(made.cluster.unwrap().cluster_arn.unwrap());
    }
    arns
}

/// The cluster `web`.
async fn web(account: &Account) -> Cluster {
    let arn = create(account, &["web"]).await.remove(0);
    Ecs::new(&account.session).cluster(arn)
}

/// The next revision of the task definition `shop`.
async fn register(ecs: &Ecs) -> TaskDefinition {
    let container = ContainerDefinition::builder().name("app").image("nginx").memory(64).cpu(10).build();
    let made = ecs.register_task_definition().with(|r| r.family("shop").container_definitions(container)).await;
    made.unwrap().expect("the answer has the ARN")
}

#[tokio::test]
async fn clusters_are_listed_by_their_arns() {
    let account = Account::new("eu-west-1").await;
    let created = create(&account, &["idle", "jobs", "web"]).await;
    let ecs = Ecs::new(&account.session);
    let listed = pages(ecs.clusters().page_size(100), |cluster| cluster.arn_identifier().to_owned()).await.unwrap();
    assert_eq!(listed, [&*created]);
    for (cluster, returned) in ecs.clusters().try_collect().await.unwrap().iter().zip(&created) {
        assert!(cluster.loaded().is_none(), "a listing has only ARNs");
        let arn = cluster.arn().await.unwrap();
        exercised::arn("ecs.Cluster", &arn, Some(returned));
        let name = cluster.data().await.unwrap().cluster_name().unwrap().to_owned();
        let template = "arn:${Partition}:ecs:${Region}:${Account}:cluster/${ClusterName}";
        account.assert_arn(&arn, template, &[("ClusterName", &name)]);
    }
}

#[tokio::test]
async fn a_cluster_lives_and_dies() {
    let account = Account::new("us-east-1").await;
    let ecs = Ecs::new(&account.session);
    let made = ecs.create_cluster().with(|r| r.cluster_name("web")).await.unwrap().unwrap();
    assert_eq!(made.loaded().unwrap().status(), Some("ACTIVE"));
    made.wait_until_active().every(SOON).await.unwrap();
    made.tag_resource().with(|r| r.tags(Tag::builder().key("team").value("shop").build())).await.unwrap();
    let tags = made.tags_collection().try_collect().await.unwrap();
    assert_eq!(tags, [made.tag_subresource("team")]);
    assert_eq!(tags[0].data().await.unwrap().value(), Some("shop"));
    tags[0].delete().await.unwrap();
    assert!(tags[0].reload().await.unwrap_err().is_not_found());

    made.delete().await.unwrap();
    made.wait_until_inactive().every(SOON).await.unwrap();
    assert_eq!(made.data().await.unwrap().status(), Some("INACTIVE"));
    let missing = ecs.cluster("none").data().await.unwrap_err();
    assert!(missing.is_not_found(), "{missing}");
}

#[tokio::test]
async fn a_service_lives_and_dies() {
    let account = Account::new("eu-west-1").await;
    let cluster = web(&account).await;
    let definition = register(&Ecs::new(&account.session)).await;
    let revision = definition.arn_identifier().to_owned();
    let made = cluster.create_service().with(|r| r.service_name("front").task_definition(&revision).desired_count(2));
    let front = made.await.unwrap().expect("the answer has the ARN");
    let returned = front.loaded().unwrap().service_arn().unwrap().to_owned();
    let arn = front.arn().await.unwrap();
    exercised::arn("ecs.Service", &arn, Some(&returned));
    let template = "arn:${Partition}:ecs:${Region}:${Account}:service/${ClusterName}/${ServiceName}";
    account.assert_arn(&arn, template, &[("ClusterName", "web"), ("ServiceName", "front")]);
    assert_eq!(cluster.services().try_collect().await.unwrap(), slice::from_ref(&front));
    assert_eq!(cluster.service("front").data().await.unwrap().service_arn(), Some(&*returned));
    assert_eq!(front.cluster(), cluster);
    assert_eq!(front.task_definition().await.unwrap(), Some(definition));
    assert!(cluster.service("none").data().await.unwrap_err().is_not_found());

    let updated = front.update().with(|r| r.desired_count(0)).await.unwrap();
    assert_eq!(updated.unwrap().loaded().unwrap().desired_count(), 0);
    front.wait_until_stable().every(SOON).await.unwrap();
    front.delete().await.unwrap();
    front.wait_until_inactive().every(SOON).await.unwrap();
    assert_eq!(front.data().await.unwrap().status(), Some("INACTIVE"));
}

/// The fake moves a task on with every look at it, and stops it at the end of that.
#[tokio::test]
async fn tasks_run_on_container_instances() {
    let account = Account::new("us-east-1").await;
    let cluster = web(&account).await;
    let definition = register(&Ecs::new(&account.session)).await;
    let revision = definition.arn_identifier().to_owned();
    let identity = format!("{{\"instanceId\": \"{}\"}}", server(&account));
    let made = cluster.register_container_instance().with(|r| r.instance_identity_document(identity)).await;
    let instance = made.unwrap().expect("the answer has the ARN");
    assert_eq!(cluster.container_instances().try_collect().await.unwrap(), slice::from_ref(&instance));
    let arn = instance.arn().await.unwrap();
    exercised::arn("ecs.ContainerInstance", &arn, instance.data().await.unwrap().container_instance_arn());
    let template = "arn:${Partition}:ecs:${Region}:${Account}:container-instance/${ClusterName}/${ContainerInstanceId}";
    account.assert_arn(&arn, template, &[("ClusterName", "web")]);

    let tasks = cluster.run_task().with(|r| r.task_definition(&revision).count(2)).await.unwrap();
    assert_eq!(tasks.len(), 2);
    let listed = pages(cluster.tasks(), |task| task.arn_identifier().to_owned()).await.unwrap();
    assert_eq!(listed, [[tasks[0].arn_identifier(), tasks[1].arn_identifier()]]);
    assert_eq!(instance.tasks().try_collect().await.unwrap(), tasks);
    let arn = tasks[0].arn().await.unwrap();
    exercised::arn("ecs.Task", &arn, tasks[0].loaded().unwrap().task_arn());
    let template = "arn:${Partition}:ecs:${Region}:${Account}:task/${ClusterName}/${TaskId}";
    account.assert_arn(&arn, template, &[("ClusterName", "web")]);
    assert_eq!(tasks[0].container_instance().await.unwrap(), Some(instance.clone()));
    assert_eq!(tasks[0].task_definition().await.unwrap(), Some(definition.clone()));
    assert!(cluster.task("00").data().await.unwrap_err().is_not_found());
    let stopped = tasks[0].stop().with(|r| r.reason("test")).await.unwrap().unwrap();
    assert_eq!(stopped.loaded().unwrap().desired_status(), Some("STOPPED"));
    tasks[0].wait_until_stopped().every(SOON).await.unwrap();

    let drained = cluster.container_instances().update_state().with(|r| r.status(ContainerInstanceStatus::Draining));
    let report = drained.await;
    assert_eq!((report.items().len(), report.failed().count()), (1, 0), "{report:?}");
    assert_eq!(instance.reload().await.unwrap().status(), Some("DRAINING"));
    instance.deregister().with(|r| r.force(true)).await.unwrap();
    assert_eq!(cluster.container_instances().try_collect().await.unwrap(), []);
}

/// In the fake the family has data as long as it has a revision that isn't deleted; AWS looks for an active one.
#[tokio::test]
async fn a_task_definition_has_revisions() {
    let account = Account::new("eu-west-1").await;
    let ecs = Ecs::new(&account.session);
    let revisions = [register(&ecs).await, register(&ecs).await];
    let family = ecs.task_definition_families().first().await.unwrap().unwrap();
    assert_eq!(family.name(), "shop");
    assert_eq!(family.data().await.unwrap().revision(), 2);
    assert_eq!(family.latest().await.unwrap(), Some(revisions[1].clone()));
    assert_eq!(family.task_definitions().try_collect().await.unwrap(), revisions);
    let arn = revisions[1].arn().await.unwrap();
    exercised::arn("ecs.TaskDefinition", &arn, revisions[1].data().await.unwrap().task_definition_arn());
    let template = "arn:${Partition}:ecs:${Region}:${Account}:task-definition/\
                    ${TaskDefinitionFamilyName}:${TaskDefinitionRevisionNumber}";
    let known = [("TaskDefinitionFamilyName", "shop"), ("TaskDefinitionRevisionNumber", "2")];
    account.assert_arn(&arn, template, &known);
    assert_eq!(revisions[1].family().await.unwrap(), Some(family.clone()));

    for revision in &revisions {
        revision.deregister().await.unwrap();
        assert_eq!(revision.data().await.unwrap().status().unwrap().as_str(), "INACTIVE");
    }
    assert_eq!(ecs.task_definitions().try_collect().await.unwrap(), []);
    let report = ecs.task_definitions().filter(|r| r.status(TaskDefinitionStatus::Inactive)).delete().await;
    assert_eq!((report.items().len(), report.failed().count()), (2, 0), "{report:?}");
    let none = family.reload().await.unwrap_err();
    assert!(none.is_not_found(), "{none}");
    let missing = ecs.task_definition("other:7").data().await.unwrap_err();
    assert!(missing.is_not_found(), "{missing}");
    assert_eq!(missing.code(), Some("ClientException"));
}

#[tokio::test]
async fn task_sets_belong_to_a_service() {
    let account = Account::new("eu-west-1").await;
    let cluster = web(&account).await;
    let revision = register(&Ecs::new(&account.session)).await.arn_identifier().to_owned();
    let external = DeploymentController::builder().r#type(DeploymentControllerType::External).build().unwrap();
    let made = cluster
        .create_service()
        .with(|r| r.service_name("front").task_definition(&revision).desired_count(2).deployment_controller(external));
    let front = made.await.unwrap().unwrap();
    let set = front.create_task_set().with(|r| r.task_definition(&revision)).await.unwrap().unwrap();
    assert_eq!(front.task_sets().try_collect().await.unwrap(), slice::from_ref(&set));
    assert_eq!(set.service(), front);
    let arn = set.arn().await.unwrap();
    exercised::arn("ecs.TaskSet", &arn, set.loaded().unwrap().task_set_arn());
    let second = front.create_task_set().with(|r| r.task_definition(&revision)).await.unwrap().unwrap();
    let primary = front.update_primary_task_set().with(|r| r.primary_task_set(second.arn_identifier())).await;
    let primary = primary.unwrap().expect("the answer has the ARN");
    assert_eq!(primary, second);
    assert_eq!(primary.loaded().unwrap().status(), Some("PRIMARY"));
    second.delete().with(|r| r.force(true)).await.unwrap();
    let half = Scale::builder().value(50.0).unit(ScaleUnit::Percent).build();
    set.update().with(|r| r.scale(half)).await.unwrap();
    assert_eq!(set.data().await.unwrap().scale().map(Scale::value), Some(50.0));
    set.delete().with(|r| r.force(true)).await.unwrap();
    let gone = set.reload().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
}

/// The fake can't list capacity providers without their names, and has not those of AWS.
#[tokio::test]
async fn a_capacity_provider_lives_and_dies() {
    let account = Account::new("us-east-1").await;
    let ecs = Ecs::new(&account.session);
    let group = format!("arn:aws:autoscaling:us-east-1:{}:autoScalingGroup:1:autoScalingGroupName/own", account.id);
    let group = AutoScalingGroupProvider::builder().auto_scaling_group_arn(group).build().unwrap();
    let made = ecs.create_capacity_provider().with(|r| r.name("own").auto_scaling_group_provider(group)).await;
    let own = made.unwrap().expect("the answer has its name");
    assert_eq!((own.name(), own.cluster()), ("own", None));
    let arn = own.arn().await.unwrap();
    exercised::arn("ecs.CapacityProvider", &arn, own.data().await.unwrap().capacity_provider_arn());
    let template = "arn:${Partition}:ecs:${Region}:${Account}:capacity-provider/${CapacityProviderName}";
    account.assert_arn(&arn, template, &[("CapacityProviderName", "own")]);
    own.wait_until_active().every(SOON).await.unwrap();

    let scaling = ManagedScaling::builder().status(ManagedScalingStatus::Enabled).target_capacity(5).build();
    let scaling = AutoScalingGroupProviderUpdate::builder().managed_scaling(scaling).build();
    let updated = own.update().with(|r| r.auto_scaling_group_provider(scaling)).await.unwrap().unwrap();
    assert_eq!(updated, own);
    own.wait_until_update_complete().every(SOON).await.unwrap();
    let data = own.data().await.unwrap();
    let scaling = data.auto_scaling_group_provider().and_then(|group| group.managed_scaling());
    assert_eq!(scaling.and_then(ManagedScaling::target_capacity), Some(5));

    let cluster = web(&account).await;
    let strategy = CapacityProviderStrategyItem::builder().capacity_provider("own").weight(1).build().unwrap();
    let put = cluster
        .put_capacity_providers()
        .with(|r| r.capacity_providers("own").default_capacity_provider_strategy(strategy));
    let put = put.await.unwrap().expect("the answer has the ARN");
    assert_eq!(put, cluster);
    assert_eq!(put.loaded().unwrap().capacity_providers(), ["own"]);

    own.delete().await.unwrap();
    own.wait_until_inactive().every(SOON).await.unwrap();
    assert!(own.reload().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn an_account_setting_is_set_and_removed() {
    let account = Account::new("eu-west-1").await;
    let ecs = Ecs::new(&account.session);
    let made = ecs.put_account_setting().with(|r| r.name(SettingName::ServiceLongArnFormat).value("enabled")).await;
    let setting = made.unwrap().expect("the answer has its name");
    assert_eq!(ecs.account_settings().try_collect().await.unwrap(), slice::from_ref(&setting));
    assert_eq!(setting.reload().await.unwrap().value(), Some("enabled"));
    setting.delete().await.unwrap();
    assert!(setting.reload().await.unwrap_err().is_not_found());
}

/// The fake knows attributes by an instance's ARN only where the request has no type of the target, and deletes only
/// those whose value the request has, which AWS doesn't ask for.
#[tokio::test]
async fn a_container_instance_has_attributes_and_starts_tasks() {
    let account = Account::new("eu-west-1").await;
    let cluster = web(&account).await;
    let identity = format!("{{\"instanceId\": \"{}\"}}", server(&account));
    let made = cluster.register_container_instance().with(|r| r.instance_identity_document(identity)).await;
    let instance = made.unwrap().unwrap();
    let blue = Attribute::builder().name("stack").value("blue").target_id(instance.arn_identifier()).build().unwrap();
    let put = cluster.put_attributes().with(|r| r.attributes(blue)).await.unwrap();
    assert_eq!(put[0].loaded().unwrap().value(), Some("blue"));
    assert_eq!((put[0].name(), put[0].target_id()), ("stack", instance.arn_identifier()));
    assert!(cluster.attributes().try_collect().await.unwrap().contains(&put[0]));
    let report = cluster.attributes().retain(|attribute| attribute.name() == "stack").delete().await;
    assert_eq!((report.items().len(), report.failed().count()), (1, 0), "{report:?}");

    let definition = register(&Ecs::new(&account.session)).await;
    let started = instance.start_task().with(|r| r.task_definition(definition.arn_identifier())).await.unwrap();
    assert_eq!(started.len(), 1);
    assert_eq!(started[0].loaded().unwrap().container_instance_arn(), Some(instance.arn_identifier()));
    assert_eq!(started[0].cluster(), cluster);
}

#[tokio::test]
async fn a_cluster_is_changed_and_services_are_tagged() {
    let account = Account::new("us-east-1").await;
    let cluster = web(&account).await;
    let insights = ClusterSetting::builder().name(ClusterSettingName::ContainerInsights).value("enabled").build();
    let changed = cluster.update().with(|r| r.settings(insights)).await.unwrap().expect("the answer has the ARN");
    assert_eq!(changed, cluster);
    assert_eq!(cluster.data().await.unwrap().settings()[0].value(), Some("enabled"));

    let revision = register(&Ecs::new(&account.session)).await;
    let made = cluster.create_service();
    let made = made.with(|r| r.service_name("front").task_definition(revision.arn_identifier()).desired_count(1));
    let front = made.await.unwrap().unwrap();
    for (key, value) in [("stage", "test"), ("team", "shop")] {
        front.tag_resource().with(|r| r.tags(Tag::builder().key(key).value(value).build())).await.unwrap();
    }
    let mut tags = front.tags_collection().try_collect().await.unwrap();
    tags.sort_by_key(|tag| tag.key().to_owned());
    assert_eq!(tags, [front.tag_subresource("stage"), front.tag_subresource("team")]);
    let report = front.tags_collection().delete().await;
    assert_eq!((report.items().len(), report.failed().count()), (2, 0), "{report:?}");
    assert_eq!(front.tags_collection().try_collect().await.unwrap(), []);
}
