//! Clusters, their steps and instance groups, and security configurations. The fake knows no fleets, notebooks, studios
//! and sessions (see `replayed`); its clusters are there at once, and its steps never end.

use aws_resources::{
    ErrorKind,
    emr::{Cluster, ClusterCollection as _, ClusterTagCollection as _, Emr},
};
use aws_sdk_emr::{
    Client,
    operation::describe_cluster::DescribeClusterError,
    types::{
        ClusterState, HadoopJarStepConfig, InstanceGroupConfig, InstanceGroupModifyConfig, InstanceRoleType,
        JobFlowInstancesConfig, StepConfig, StepState, Tag,
    },
};
use end_to_end::{exercised, fake::Account};

use crate::{SOON, pages};

fn instances() -> JobFlowInstancesConfig {
    let group = |role, count| {
        InstanceGroupConfig::builder().instance_role(role).instance_type("m7g.xlarge").instance_count(count).build()
    };
    JobFlowInstancesConfig::builder()
        .keep_job_flow_alive_when_no_steps(true)
        .instance_groups(group(InstanceRoleType::Master, 1))
        .instance_groups(group(InstanceRoleType::Core, 2))
        .build()
}

async fn run(emr: &Emr, name: &str) -> Cluster {
    let run = emr.run_job_flow().with(|r| {
        r.name(name).release_label("emr-7.9.0").instances(instances()).service_role("EMR").job_flow_role("EC2")
    });
    run.await.unwrap().expect("a cluster has an id")
}

fn step(name: &str) -> StepConfig {
    let jar = HadoopJarStepConfig::builder().jar("command-runner.jar").args("spark-submit").build();
    StepConfig::builder().name(name).hadoop_jar_step(jar).build()
}

#[tokio::test]
async fn clusters_are_listed_page_by_page() {
    let account = Account::new("eu-west-1").await;
    let client = Client::new(&account.config);
    let alive = JobFlowInstancesConfig::builder().keep_job_flow_alive_when_no_steps(true).build();
    let mut created = Vec::new();
    for number in 0..53 {
        let made = client.run_job_flow().name(format!("c-{number}")).instances(alive.clone()).send().await.unwrap();
        created.push(made.job_flow_id.unwrap());
    }
    let emr = Emr::new(&account.session);
    let listed = pages(emr.clusters(), |cluster| cluster.id().to_owned()).await.unwrap();
    assert_eq!(listed.iter().map(Vec::len).collect::<Vec<_>>(), [50, 3]);
    let mut listed: Vec<_> = listed.into_iter().flatten().collect();
    listed.sort();
    created.sort();
    assert_eq!(listed, created);

    let first = emr.clusters().first().await.unwrap().unwrap();
    assert!(first.loaded().is_none(), "a listing gives less than the data");
    assert_eq!(first.summary().unwrap().name(), first.data().await.unwrap().name());
    // 10 a call.
    let report = emr.clusters().limit(12).terminate().await;
    assert_eq!((report.items().len(), report.failed().count(), report.responses().len()), (12, 0, 2));
    let ended = emr.clusters().filter(|r| r.cluster_states(ClusterState::Terminated)).try_collect().await.unwrap();
    assert_eq!(ended.len(), 12);
}

#[tokio::test]
async fn a_cluster_lives_and_dies() {
    let account = Account::new("us-east-1").await;
    let emr = Emr::new(&account.session);
    let cluster = run(&emr, "nightly").await;
    cluster.wait_until_running().every(SOON).await.unwrap();

    let arn = cluster.arn().await.unwrap();
    let listed = Client::new(&account.config).list_clusters().send().await.unwrap();
    exercised::arn("emr.Cluster", &arn, listed.clusters()[0].cluster_arn());
    let template = "arn:${Partition}:elasticmapreduce:${Region}:${Account}:cluster/${ClusterId}";
    account.assert_arn(&arn, template, &[("ClusterId", cluster.id())]);
    assert_eq!(cluster.release_label().await.unwrap(), Some(emr.release_label("emr-7.9.0")));
    assert_eq!(cluster.security_configuration().await.unwrap(), None);

    cluster.set_termination_protection().with(|r| r.termination_protected(true)).await.unwrap();
    assert_eq!(cluster.data().await.unwrap().termination_protected(), Some(true));
    cluster.terminate().await.unwrap_err();
    cluster.set_termination_protection().with(|r| r.termination_protected(false)).await.unwrap();
    cluster.terminate().await.unwrap();
    cluster.wait_until_terminated().every(SOON).await.unwrap();
    let failed = cluster.wait_until_running().every(SOON).await.unwrap_err();
    assert_eq!(failed.kind(), ErrorKind::WaiterFailed);
}

/// EMR has no code of its own for what isn't there: the model tells it by the message.
#[tokio::test]
async fn a_cluster_that_is_not_there_is_not_found() {
    let account = Account::new("eu-west-1").await;
    let gone = Emr::new(&account.session).cluster("j-0000000000000").data().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
    assert_eq!(gone.code(), Some("InvalidRequestException"));
    let sdk = gone.sdk_error::<DescribeClusterError>().and_then(|error| error.as_service_error());
    assert!(sdk.is_some_and(DescribeClusterError::is_invalid_request_exception), "{sdk:?}");
}

#[tokio::test]
async fn steps_are_resources() {
    let account = Account::new("eu-west-1").await;
    let cluster = run(&Emr::new(&account.session), "nightly").await;
    let added = cluster.add_steps().with(|r| r.steps(step("load")).steps(step("report"))).await.unwrap();
    let mut listed = cluster.steps().try_collect().await.unwrap();
    listed.sort_by_key(|step| added.iter().position(|known| known == step));
    assert_eq!(listed, added);
    assert_eq!(listed[1].summary().unwrap().name(), Some("report"));
    let data = added[0].data().await.unwrap();
    assert_eq!(data.name(), Some("load"));
    assert_eq!(data.status().and_then(|status| status.state()), Some(&StepState::Running));
    assert_eq!(added[0].cluster(), cluster);
    assert_eq!(added[0].arn().await.unwrap_err().kind(), ErrorKind::NoArn);
    let pending = cluster.steps().filter(|r| r.step_states(StepState::Pending)).try_collect().await.unwrap();
    assert_eq!(pending, [cluster.step(added[1].id())]);
}

#[tokio::test]
async fn steps_are_listed_page_by_page() {
    let account = Account::new("eu-west-1").await;
    let cluster = run(&Emr::new(&account.session), "nightly").await;
    let steps: Vec<_> = (0..53).map(|number| step(&format!("s-{number}"))).collect();
    let added = cluster.add_steps().with(|r| r.set_steps(Some(steps))).await.unwrap();
    let mut added: Vec<_> = added.iter().map(|step| step.id().to_owned()).collect();
    let listed = pages(cluster.steps(), |step| step.id().to_owned()).await.unwrap();
    assert_eq!(listed.iter().map(Vec::len).collect::<Vec<_>>(), [50, 3]);
    let mut listed: Vec<_> = listed.into_iter().flatten().collect();
    listed.sort();
    added.sort();
    assert_eq!(listed, added);
}

/// The fake says that the instances of groups have a fleet called "", which is none.
#[tokio::test]
async fn groups_have_instances() {
    let account = Account::new("eu-west-1").await;
    let cluster = run(&Emr::new(&account.session), "nightly").await;
    let groups = cluster.instance_groups().try_collect().await.unwrap();
    assert_eq!(groups.len(), 2);
    let requested = |group: &aws_sdk_emr::types::InstanceGroup| group.requested_instance_count();
    let core = groups.iter().find(|group| requested(&group.loaded().unwrap()) == Some(2)).unwrap();
    let instances = core.instances().try_collect().await.unwrap();
    assert_eq!(instances.len(), 2);
    assert_eq!(instances[0].instance_group().await.unwrap().as_ref(), Some(core));
    assert_eq!(instances[0].instance_fleet().await.unwrap(), None);
    assert_eq!(cluster.instances().try_collect().await.unwrap().len(), 3);
    let found = cluster.instance(instances[1].id()).data().await.unwrap();
    assert_eq!(found.ec2_instance_id(), instances[1].loaded().unwrap().ec2_instance_id());
    assert!(cluster.instance("ci-0").data().await.unwrap_err().is_not_found());

    let modify = core.modify().with(|r| {
        // The model fills in the id; the rest of the first element is the user's.
        let change = InstanceGroupModifyConfig::builder().instance_group_id(core.id()).instance_count(5).build();
        r.set_instance_groups(Some(vec![change]))
    });
    modify.await.unwrap();
    assert_eq!(requested(&core.data().await.unwrap()), Some(5));
    assert!(cluster.instance_group("ig-0").data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn tags_are_resources() {
    let account = Account::new("eu-west-1").await;
    let cluster = run(&Emr::new(&account.session), "nightly").await;
    for (key, value) in [("stage", "test"), ("team", "data"), ("until", "2030")] {
        cluster.add_tags().with(|r| r.tags(Tag::builder().key(key).value(value).build())).await.unwrap();
    }
    let mut tags = cluster.tags_collection().try_collect().await.unwrap();
    tags.sort_by_key(|tag| tag.key().to_owned());
    let found: Vec<_> = tags.iter().map(|tag| (tag.cluster_id(), tag.key())).collect();
    assert_eq!(found, [(cluster.id(), "stage"), (cluster.id(), "team"), (cluster.id(), "until")]);
    assert_eq!(cluster.tag_subresource("team").data().await.unwrap().value(), Some("data"));
    tags[1].delete().await.unwrap();
    assert!(tags[1].data().await.unwrap_err().is_not_found());
    let report = cluster.tags_collection().delete().await;
    assert_eq!(report.failed().count(), 0, "{report:?}");
    assert_eq!(cluster.tags_collection().try_collect().await.unwrap(), []);
}

#[tokio::test]
async fn a_security_configuration_lives_and_dies() {
    let account = Account::new("eu-west-1").await;
    let emr = Emr::new(&account.session);
    let create = emr.create_security_configuration().with(|r| r.name("strict").security_configuration("{}"));
    let made = create.await.unwrap().unwrap();
    assert_eq!(made.data().await.unwrap().security_configuration(), Some("{}"));
    assert_eq!(made, emr.security_configuration("strict"));
    made.delete().await.unwrap();
    let gone = made.data().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
}

#[tokio::test]
async fn releases_have_instance_types() {
    let account = Account::new("us-east-1").await;
    let emr = Emr::new(&account.session);
    let release = emr.release_labels().first().await.unwrap().unwrap();
    let first = release.supported_instance_types().first().await.unwrap().unwrap();
    assert_eq!(first.release(), release);
    let data = release.supported_instance_type(first.r#type()).data().await.unwrap();
    assert_eq!(data.r#type(), Some(first.r#type()));
    assert!(release.supported_instance_type("t0.nano").data().await.unwrap_err().is_not_found());
}
