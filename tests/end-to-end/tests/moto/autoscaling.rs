//! Groups of instances, and what scales them.
//!
//! The fake knows no activities, instance refreshes, notifications or traffic sources, and gives no
//! ARN of scheduled actions; `replayed` has some of it.

use aws_resources::{
    ErrorKind,
    autoscaling::{AutoScaling, AutoScalingGroup, ScheduledActionCollection as _, TagCollection as _},
};
use aws_sdk_autoscaling::{
    Client,
    types::{LifecycleState, ScheduledUpdateGroupActionRequest, Tag, WarmPoolState},
};
use end_to_end::{exercised, fake::Account};

use crate::{Pages, SOON, pages};

async fn configure(account: &Account) {
    let client = Client::new(&account.config);
    let configuration = client.create_launch_configuration().launch_configuration_name("web");
    configuration.image_id("ami-12c6146b").instance_type("t3.micro").send().await.unwrap();
}

async fn create(account: &Account, name: &str, size: i32) -> AutoScalingGroup {
    let autoscaling = AutoScaling::new(&account.session);
    let create = autoscaling.create_auto_scaling_group().with(|r| {
        r.auto_scaling_group_name(name)
            .launch_configuration_name("web")
            .min_size(size)
            .max_size(9)
            .availability_zones(format!("{}a", account.region))
    });
    create.await.unwrap().unwrap()
}

#[tokio::test]
async fn a_listing_has_the_pages_of_the_plain_sdk() {
    let account = Account::new("eu-west-1").await;
    configure(&account).await;
    for number in 0..5 {
        create(&account, &format!("group-{number}"), 0).await;
    }
    let mut plain = Client::new(&account.config).describe_auto_scaling_groups().max_records(2).into_paginator().send();
    let mut expected: Pages = Vec::new();
    while let Some(page) = plain.try_next().await.unwrap() {
        expected
            .push(page.auto_scaling_groups().iter().map(|it| it.auto_scaling_group_name.clone().unwrap()).collect());
    }
    let groups = AutoScaling::new(&account.session).auto_scaling_groups().page_size(2);
    let found = pages(groups, |it| it.name().to_owned()).await.unwrap();
    assert_eq!(found, expected);
    assert_eq!(found.iter().map(Vec::len).collect::<Vec<_>>(), [2, 2, 1]);
}

#[tokio::test]
async fn a_group_lives_and_dies() {
    let account = Account::new("us-east-1").await;
    configure(&account).await;
    let group = create(&account, "shop", 1).await;
    group.wait_until_in_service().every(SOON).await.unwrap();
    let arn = group.arn().await.unwrap();
    let data = group.loaded().unwrap();
    exercised::arn("autoscaling.AutoScalingGroup", &arn, data.auto_scaling_group_arn());
    let template = "arn:${Partition}:autoscaling:${Region}:${Account}:autoScalingGroup:${GroupId}:\
                    autoScalingGroupName/${GroupFriendlyName}";
    account.assert_arn(&arn, template, &[("GroupFriendlyName", "shop")]);

    let configuration = group.launch_configuration().await.unwrap().unwrap();
    let arn = configuration.arn().await.unwrap();
    let returned = configuration.loaded().unwrap();
    exercised::arn("autoscaling.LaunchConfiguration", &arn, returned.launch_configuration_arn());
    let template = "arn:${Partition}:autoscaling:${Region}:${Account}:launchConfiguration:${Id}:\
                    launchConfigurationName/${LaunchConfigurationName}";
    account.assert_arn(&arn, template, &[("LaunchConfigurationName", "web")]);

    group.update().with(|r| r.max_size(3)).await.unwrap();
    assert!(group.loaded().is_none(), "an action forgets the data");
    assert_eq!(group.data().await.unwrap().max_size(), Some(3));
    group.suspend_processes().with(|r| r.scaling_processes("Launch")).await.unwrap();
    let suspended = group.data().await.unwrap();
    assert_eq!(suspended.suspended_processes()[0].process_name(), Some("Launch"));

    group.delete().with(|r| r.force_delete(true)).await.unwrap();
    group.wait_until_not_exists().every(SOON).await.unwrap();
    let gone = group.data().await.unwrap_err();
    assert_eq!(gone.kind(), ErrorKind::NotFound, "{gone}");
    configuration.delete().await.unwrap();
    assert!(configuration.data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn instances_know_their_group() {
    let account = Account::new("eu-west-1").await;
    configure(&account).await;
    let group = create(&account, "shop", 2).await;
    create(&account, "office", 1).await;
    assert_eq!(AutoScaling::new(&account.session).instances().try_collect().await.unwrap().len(), 3);
    let instances = group.instances().try_collect().await.unwrap();
    assert_eq!(instances.len(), 2);
    assert!(instances[0].loaded().is_none(), "the group lists less than there is");
    assert_eq!(instances[0].data().await.unwrap().auto_scaling_group_name(), Some("shop"));
    assert_eq!(instances[0].auto_scaling_group().await.unwrap(), Some(group.clone()));
    assert_eq!(instances[0].arn().await.unwrap_err().kind(), ErrorKind::NoArn);

    instances[0].enter_standby().with(|r| r.should_decrement_desired_capacity(false)).await.unwrap();
    let data = instances[0].data().await.unwrap();
    assert_eq!(data.lifecycle_state(), Some(LifecycleState::Standby.as_str()));
    instances[0].exit_standby().await.unwrap();
    instances[0].set_protection().with(|r| r.protected_from_scale_in(true)).await.unwrap();
    assert_eq!(instances[0].data().await.unwrap().protected_from_scale_in(), Some(true));
    instances[1].detach().with(|r| r.should_decrement_desired_capacity(false)).await.unwrap();
    assert!(instances[1].data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn policies_and_scheduled_actions_live_and_die() {
    let account = Account::new("eu-west-1").await;
    configure(&account).await;
    let group = create(&account, "shop", 0).await;
    let policy = group.put_scaling_policy();
    let policy = policy.with(|r| {
        r.policy_name("up").policy_type("SimpleScaling").adjustment_type("ChangeInCapacity").scaling_adjustment(1)
    });
    let policy = policy.await.unwrap().unwrap();
    let arn = policy.arn().await.unwrap();
    exercised::arn("autoscaling.ScalingPolicy", &arn, policy.loaded().unwrap().policy_arn());
    let template = "arn:${Partition}:autoscaling:${Region}:${Account}:scalingPolicy:${Id}:\
                    autoScalingGroupName/${Group}:policyName/${Policy}";
    account.assert_arn(&arn, template, &[("Group", "shop"), ("Policy", "up")]);
    assert_eq!(group.policies().try_collect().await.unwrap(), std::slice::from_ref(&policy));
    policy.execute().await.unwrap();
    assert_eq!(group.data().await.unwrap().desired_capacity(), Some(1));
    policy.delete().await.unwrap();
    assert!(policy.data().await.unwrap_err().is_not_found());

    for name in ["evening", "morning", "noon"] {
        let action = group.put_scheduled_action();
        action.with(|r| r.scheduled_action_name(name).recurrence("0 9 * * *").desired_capacity(2)).await.unwrap();
    }
    let actions = AutoScaling::new(&account.session).scheduled_actions().try_collect().await.unwrap();
    assert_eq!(actions, ["evening", "morning", "noon"].map(|name| group.scheduled_action(name)));
    assert_eq!(actions[0].data().await.unwrap().desired_capacity(), Some(2));
    actions[0].delete().await.unwrap();
    assert!(actions[0].data().await.unwrap_err().is_not_found());
    let report = group.scheduled_actions().delete().await;
    assert_eq!((report.items().len(), report.failed().count()), (2, 0), "{report:?}");
    assert_eq!(group.scheduled_actions().try_collect().await.unwrap(), []);
}

#[tokio::test]
async fn a_lifecycle_hook_lives_and_dies() {
    let account = Account::new("eu-west-1").await;
    configure(&account).await;
    let group = create(&account, "shop", 0).await;
    let put = group.put_lifecycle_hook().with(|r| {
        r.lifecycle_hook_name("drain")
            .lifecycle_transition("autoscaling:EC2_INSTANCE_TERMINATING")
            .heartbeat_timeout(60)
    });
    let hook = put.await.unwrap().unwrap();
    assert_eq!(hook, group.lifecycle_hook("drain"));
    assert_eq!(hook.data().await.unwrap().heartbeat_timeout(), Some(60));
    assert_eq!(group.lifecycle_hooks().try_collect().await.unwrap(), std::slice::from_ref(&hook));
    assert_eq!(hook.auto_scaling_group(), group);
    hook.delete().await.unwrap();
    assert!(hook.data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_warm_pool_is_not_found_where_there_is_none() {
    let account = Account::new("eu-west-1").await;
    configure(&account).await;
    let group = create(&account, "shop", 0).await;
    assert!(group.warm_pool().data().await.unwrap_err().is_not_found());
    let pool = group.put_warm_pool().with(|r| r.min_size(1).pool_state(WarmPoolState::Stopped)).await.unwrap();
    assert_eq!(pool, group.warm_pool());
    assert_eq!(pool.data().await.unwrap().pool_state(), Some(&WarmPoolState::Stopped));
    pool.delete().await.unwrap();
    assert!(pool.data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn tags_are_resources() {
    let account = Account::new("eu-west-1").await;
    configure(&account).await;
    let groups = [create(&account, "shop", 0).await, create(&account, "office", 0).await];
    let autoscaling = AutoScaling::new(&account.session);
    let tags = [("shop", "team"), ("shop", "stage"), ("office", "team")].map(|(group, key)| {
        let tag = Tag::builder().resource_type("auto-scaling-group").resource_id(group);
        tag.key(key).value(group).propagate_at_launch(true).build()
    });
    let made = autoscaling.create_or_update_tags().with(|r| r.set_tags(Some(tags.to_vec()))).await.unwrap();
    assert_eq!(
        made,
        [groups[0].tag_subresource("team"), groups[0].tag_subresource("stage"), groups[1].tag_subresource("team")]
    );
    assert_eq!(groups[0].tags_collection().try_collect().await.unwrap().len(), 2);
    assert_eq!(autoscaling.tags().try_collect().await.unwrap().len(), 3);
    assert_eq!(made[2].data().await.unwrap().value(), Some("office"));
    made[2].delete().await.unwrap();
    assert!(made[2].data().await.unwrap_err().is_not_found());
    let report = groups[0].tags_collection().delete().await;
    assert_eq!((report.items().len(), report.failed().count()), (2, 0), "{report:?}");
    assert_eq!(autoscaling.tags().try_collect().await.unwrap(), []);
}

#[tokio::test]
async fn capacity_and_processes_of_a_group_change() {
    let account = Account::new("eu-west-1").await;
    configure(&account).await;
    let group = create(&account, "shop", 1).await;
    group.wait_until_exists().every(SOON).await.unwrap();
    group.set_desired_capacity().with(|r| r.desired_capacity(3)).await.unwrap();
    assert_eq!(group.data().await.unwrap().desired_capacity(), Some(3));
    assert_eq!(group.instances().try_collect().await.unwrap().len(), 3);

    let processes = ["Launch", "Terminate"].map(str::to_owned).to_vec();
    group.suspend_processes().with(|r| r.set_scaling_processes(Some(processes))).await.unwrap();
    assert_eq!(group.data().await.unwrap().suspended_processes().len(), 2);
    group.resume_processes().with(|r| r.scaling_processes("Launch")).await.unwrap();
    let data = group.data().await.unwrap();
    let suspended: Vec<_> = data.suspended_processes().iter().map(|it| it.process_name().unwrap()).collect();
    assert_eq!(suspended, ["Terminate"]);
    group.enable_metrics_collection().with(|r| r.metrics("GroupMinSize").granularity("1Minute")).await.unwrap();
    let data = group.data().await.unwrap();
    let metrics: Vec<_> = data.enabled_metrics().iter().map(|it| it.metric().unwrap()).collect();
    assert_eq!(metrics, ["GroupMinSize"]);

    let action = |name: &str, capacity| {
        let action = ScheduledUpdateGroupActionRequest::builder().scheduled_action_name(name);
        action.recurrence("0 12 * * *").desired_capacity(capacity).build()
    };
    let put = group.put_scheduled_actions();
    let put = put.with(|r| {
        r.scheduled_update_group_actions(action("night", 1)).scheduled_update_group_actions(action("noon", 5))
    });
    assert_eq!(put.await.unwrap(), [], "none failed");
    let actions = group.scheduled_actions().try_collect().await.unwrap();
    assert_eq!(actions, ["night", "noon"].map(|name| group.scheduled_action(name)));
    assert_eq!(actions[1].data().await.unwrap().desired_capacity(), Some(5));
}

#[tokio::test]
async fn an_instance_is_sick_and_terminated() {
    let account = Account::new("eu-west-1").await;
    configure(&account).await;
    let group = create(&account, "shop", 2).await;
    group.update().with(|r| r.min_size(0)).await.unwrap();
    let instances = group.instances().try_collect().await.unwrap();
    instances[0].set_health().with(|r| r.health_status("Unhealthy")).await.unwrap();
    assert_eq!(instances[0].data().await.unwrap().health_status(), Some("Unhealthy"));
    assert_eq!(instances[1].data().await.unwrap().health_status(), Some("Healthy"));
    let configuration = instances[0].launch_configuration().await.unwrap().expect("what it was launched by");
    assert_eq!(configuration.name(), "web");

    let activity = instances[0].terminate().with(|r| r.should_decrement_desired_capacity(true)).await.unwrap().unwrap();
    assert_eq!(activity.loaded().unwrap().auto_scaling_group_name(), Some("shop"));
    assert_eq!(activity.auto_scaling_group().await.unwrap(), Some(group.clone()));
    assert!(instances[0].data().await.unwrap_err().is_not_found());
    assert_eq!(group.reload().await.unwrap().desired_capacity(), Some(1));
}

#[tokio::test]
async fn launch_configurations_come_in_pages() {
    let account = Account::new("eu-west-1").await;
    let client = Client::new(&account.config);
    for name in ["api", "db", "web"] {
        let call = client.create_launch_configuration().launch_configuration_name(name);
        call.image_id("ami-12c6146b").instance_type("t3.micro").send().await.unwrap();
    }
    let autoscaling = AutoScaling::new(&account.session);
    let create = autoscaling.create_launch_configuration();
    let create =
        create.with(|r| r.launch_configuration_name("worker").image_id("ami-12c6146b").instance_type("t3.micro"));
    assert_eq!(create.await.unwrap(), Some(autoscaling.launch_configuration("worker")));
    let found = pages(autoscaling.launch_configurations().page_size(3), |it| it.name().to_owned()).await.unwrap();
    assert_eq!(found, [vec!["api", "db", "web"], vec!["worker"]]);
}

/// The fake looks the target groups up, and their VPC.
#[cfg(all(feature = "ec2", feature = "elbv2"))]
#[tokio::test]
async fn target_groups_are_attached() {
    use aws_resources::autoscaling::LoadBalancerTargetGroupCollection as _;

    let account = Account::new("eu-west-1").await;
    configure(&account).await;
    let group = create(&account, "shop", 0).await;
    let vpcs = aws_sdk_ec2::Client::new(&account.config).describe_vpcs().send().await.unwrap();
    let vpc = vpcs.vpcs()[0].vpc_id().unwrap();
    let client = aws_sdk_elasticloadbalancingv2::Client::new(&account.config);
    let mut arns = Vec::new();
    for name in ["one", "three", "two"] {
        let made = client.create_target_group().name(name).protocol("HTTP".into()).port(80).vpc_id(vpc).send();
        arns.push(made.await.unwrap().target_groups()[0].target_group_arn().unwrap().to_owned());
    }
    let attached = group.attach_target_groups().with(|r| r.set_target_group_arns(Some(arns.clone()))).await.unwrap();
    assert_eq!(attached, arns.iter().map(|arn| group.target_group(arn)).collect::<Vec<_>>());
    assert_eq!(group.target_groups().try_collect().await.unwrap(), attached);
    let state = attached[0].data().await.unwrap();
    assert_eq!(state.load_balancer_target_group_arn(), Some(attached[0].arn_identifier()));
    attached[0].detach().await.unwrap();
    assert!(attached[0].data().await.unwrap_err().is_not_found());
    let report = group.target_groups().detach().await;
    assert_eq!((report.items().len(), report.failed().count()), (2, 0), "{report:?}");
    assert_eq!(group.target_groups().try_collect().await.unwrap(), []);
}

#[cfg(feature = "elb")]
#[tokio::test]
async fn classic_load_balancers_are_attached() {
    use aws_resources::autoscaling::LoadBalancerCollection as _;

    let account = Account::new("eu-west-1").await;
    configure(&account).await;
    let group = create(&account, "shop", 0).await;
    let client = aws_sdk_elasticloadbalancing::Client::new(&account.config);
    let listener = aws_sdk_elasticloadbalancing::types::Listener::builder().protocol("http").load_balancer_port(80);
    let listener = listener.instance_port(80).build().unwrap();
    for name in ["one", "three", "two"] {
        let call = client.create_load_balancer().load_balancer_name(name).listeners(listener.clone());
        call.availability_zones("eu-west-1a").send().await.unwrap();
    }
    let attach = group.attach_load_balancers();
    let attached =
        attach.with(|r| r.load_balancer_names("one").load_balancer_names("three").load_balancer_names("two"));
    let attached = attached.await.unwrap();
    assert_eq!(attached, ["one", "three", "two"].map(|name| group.load_balancer(name)));
    assert_eq!(group.load_balancers().try_collect().await.unwrap(), attached);
    assert_eq!(attached[0].data().await.unwrap().load_balancer_name(), Some("one"));
    attached[0].detach().await.unwrap();
    assert!(attached[0].data().await.unwrap_err().is_not_found());
    let report = group.load_balancers().detach().await;
    assert_eq!((report.items().len(), report.failed().count()), (2, 0), "{report:?}");
    assert_eq!(group.load_balancers().try_collect().await.unwrap(), []);
}

/// Instances that EC2 launched without the group.
#[cfg(feature = "ec2")]
#[tokio::test]
async fn instances_are_attached() {
    let account = Account::new("eu-west-1").await;
    configure(&account).await;
    let group = create(&account, "shop", 1).await;
    let client = aws_sdk_ec2::Client::new(&account.config);
    let image = client.register_image().name("base").send().await.unwrap().image_id.unwrap();
    let launch = client.run_instances().image_id(image).instance_type(aws_sdk_ec2::types::InstanceType::T3Micro);
    let launched = launch.min_count(1).max_count(1).send().await.unwrap();
    let id = launched.instances()[0].instance_id().unwrap();
    group.attach_instances().with(|r| r.instance_ids(id)).await.unwrap();
    assert_eq!(group.data().await.unwrap().desired_capacity(), Some(2));
    let instance = AutoScaling::new(&account.session).instance(id);
    assert_eq!(instance.auto_scaling_group().await.unwrap(), Some(group.clone()));
    assert!(group.instances().try_collect().await.unwrap().contains(&instance));
}
