//! What scaling does over time, what is attached to a group, and the account's settings.

use std::time::Duration;

use aws_resources::autoscaling::{AutoScaling, ScheduledActionCollection as _, TrafficSourceCollection as _};
use aws_sdk_autoscaling::{primitives::DateTime, types::TrafficSourceIdentifier};
use end_to_end::{
    answers::{elb, query_error},
    exercised,
    script::{Answer, Script, session},
};

const SOON: Duration = Duration::from_millis(1);

fn refresh(status: &str) -> Answer {
    let refresh = format!("<member><InstanceRefreshId>r-1</InstanceRefreshId><Status>{status}</Status></member>");
    elb("DescribeInstanceRefreshes", format!("<InstanceRefreshes>{refresh}</InstanceRefreshes>"))
}

#[tokio::test]
async fn an_instance_refresh_is_waited_for() {
    let script = Script::new([
        elb("StartInstanceRefresh", "<InstanceRefreshId>r-1</InstanceRefreshId>"),
        refresh("InProgress"),
        refresh("Successful"),
        refresh("RollbackSuccessful"),
    ]);
    let group = AutoScaling::new(&session(&script)).auto_scaling_group("shop");
    let refresh = group.start_instance_refresh().await.unwrap().unwrap();
    assert_eq!(refresh, group.instance_refresh("r-1"));
    refresh.wait_until_successful().every(SOON).await.unwrap();
    refresh.wait_until_successful().every(SOON).await.unwrap_err();
    let sent = script.request(1);
    assert_eq!(sent.param("AutoScalingGroupName").as_deref(), Some("shop"));
    assert_eq!(sent.param("InstanceRefreshIds.member.1").as_deref(), Some("r-1"));
}

#[tokio::test]
async fn an_instance_sends_the_group_that_its_data_names() {
    let instance = "<AutoScalingInstances><member><InstanceId>i-1</InstanceId>\
                    <AutoScalingGroupName>shop</AutoScalingGroupName></member></AutoScalingInstances>";
    let activity = |status: &str| {
        format!(
            "<ActivityId>a-1</ActivityId><AutoScalingGroupName>shop</AutoScalingGroupName>\
             <StatusCode>{status}</StatusCode>"
        )
    };
    let activities = |status: &str| {
        elb("DescribeScalingActivities", format!("<Activities><member>{}</member></Activities>", activity(status)))
    };
    let detached = format!("<Activities><member>{}</member></Activities>", activity("InProgress"));
    let script = Script::new([
        elb("DescribeAutoScalingInstances", instance),
        elb("DetachInstances", detached),
        activities("InProgress"),
        activities("Successful"),
        activities("Failed"),
    ]);
    let instance = AutoScaling::new(&session(&script)).instance("i-1");
    let activities = instance.detach().with(|r| r.should_decrement_desired_capacity(true)).await.unwrap();
    assert_eq!(activities.iter().map(|it| it.id()).collect::<Vec<_>>(), ["a-1"]);
    assert_eq!(activities[0].auto_scaling_group().await.unwrap().unwrap().name(), "shop");
    activities[0].wait_until_successful().every(SOON).await.unwrap();
    activities[0].wait_until_successful().every(SOON).await.unwrap_err();
    let sent = script.request(1);
    assert_eq!(sent.param("AutoScalingGroupName").as_deref(), Some("shop"));
    assert_eq!(sent.param("InstanceIds.member.1").as_deref(), Some("i-1"));
}

#[tokio::test]
async fn an_attachment_is_found_on_any_page() {
    let page = |id: &str, token: &str| {
        let source = format!("<member><Identifier>{id}</Identifier><State>InService</State></member>");
        elb("DescribeTrafficSources", format!("<TrafficSources>{source}</TrafficSources>{token}"))
    };
    let script = Script::new([
        page("lb-1", "<NextToken>2</NextToken>"),
        page("lb-2", ""),
        page("lb-1", ""),
        query_error(400, "ValidationError", "AutoScalingGroup name not found - AutoScalingGroup 'none' not found"),
    ]);
    let autoscaling = AutoScaling::new(&session(&script));
    let source = autoscaling.auto_scaling_group("shop").traffic_source("lb-2");
    assert_eq!(source.data().await.unwrap().state(), Some("InService"));
    assert!(source.reload().await.unwrap_err().is_not_found());
    let no_group = autoscaling.auto_scaling_group("none").traffic_source("lb-2").data().await.unwrap_err();
    assert!(no_group.is_not_found(), "{no_group}");
}

/// AWS requires the type of a Classic Load Balancer, whose identifier is a name.
#[tokio::test]
async fn a_traffic_source_is_detached_with_its_type() {
    let source = "<member><Identifier>lb-1</Identifier><Type>elb</Type></member>";
    let script = Script::new([
        elb("DescribeTrafficSources", format!("<TrafficSources>{source}</TrafficSources>")),
        elb("DetachTrafficSources", ""),
    ]);
    let autoscaling = AutoScaling::new(&session(&script));
    autoscaling.auto_scaling_group("shop").traffic_source("lb-1").detach().await.unwrap();
    let sent = script.request(1);
    assert_eq!(sent.param("AutoScalingGroupName").as_deref(), Some("shop"));
    assert_eq!(sent.param("TrafficSources.member.1.Identifier").as_deref(), Some("lb-1"));
    assert_eq!(sent.param("TrafficSources.member.1.Type").as_deref(), Some("elb"));
}

#[tokio::test]
async fn notifications_are_told_apart_by_topic_and_type() {
    let member = |topic: &str, of: &str| {
        format!(
            "<member><AutoScalingGroupName>shop</AutoScalingGroupName><TopicARN>{topic}</TopicARN>\
             <NotificationType>{of}</NotificationType></member>"
        )
    };
    let all = [member("arn:t1", "launch"), member("arn:t1", "terminate"), member("arn:t2", "launch")].concat();
    let all = elb(
        "DescribeNotificationConfigurations",
        format!("<NotificationConfigurations>{all}</NotificationConfigurations>"),
    );
    let script = Script::new([all.clone(), all, elb("DeleteNotificationConfiguration", "")]);
    let group = AutoScaling::new(&session(&script)).auto_scaling_group("shop");
    let found = group.notification_configurations().try_collect().await.unwrap();
    let expected = [("arn:t1", "launch"), ("arn:t1", "terminate"), ("arn:t2", "launch")];
    assert_eq!(found, expected.map(|(topic, of)| group.notification_configuration(topic, of)));
    assert!(group.notification_configuration("arn:t2", "terminate").data().await.unwrap_err().is_not_found());
    found[0].delete_topic().await.unwrap();
    let sent = [("AutoScalingGroupName".into(), "shop".into()), ("TopicARN".into(), "arn:t1".into())];
    assert_eq!(script.request(2).params(), sent.into());
}

#[tokio::test]
async fn settings_of_the_account_are_paged() {
    let page = |name: &str, token: &str| {
        let setting = format!("<member><Name>{name}</Name><Value>enabled</Value></member>");
        elb("DescribeAccountSettings", format!("<Settings>{setting}</Settings>{token}"))
    };
    let script = Script::new([page("a", "<NextToken>2</NextToken>"), page("b", ""), page("b", "")]);
    let autoscaling = AutoScaling::new(&session(&script));
    let settings = autoscaling.account_settings().page_size(1).try_collect().await.unwrap();
    assert_eq!(settings.iter().map(|it| it.name()).collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!(autoscaling.account_setting("b").data().await.unwrap().value(), Some("enabled"));
    assert_eq!(script.request(1).param("NextToken").as_deref(), Some("2"));
    assert_eq!(script.request(2).param("Name").as_deref(), Some("b"));
}

#[tokio::test]
async fn a_scheduled_action_has_the_arn_of_its_data() {
    let arn = "arn:aws:autoscaling:eu-west-1:123456789012:scheduledUpdateGroupAction:1f:autoScalingGroupName/shop:\
               scheduledActionName/noon";
    let action = format!(
        "<member><AutoScalingGroupName>shop</AutoScalingGroupName><ScheduledActionName>noon</ScheduledActionName>\
         <ScheduledActionARN>{arn}</ScheduledActionARN></member>"
    );
    let all = format!("<ScheduledUpdateGroupActions>{action}</ScheduledUpdateGroupActions>");
    let script = Script::new([elb("DescribeScheduledActions", all)]);
    let group = AutoScaling::new(&session(&script)).auto_scaling_group("shop");
    let found = group.scheduled_actions().try_collect().await.unwrap();
    exercised::arn("autoscaling.ScheduledAction", &found[0].arn().await.unwrap(), Some(arn));
}

#[tokio::test]
async fn what_is_not_deleted_is_told() {
    let action = |name: &str| {
        format!(
            "<member><AutoScalingGroupName>shop</AutoScalingGroupName>\
             <ScheduledActionName>{name}</ScheduledActionName></member>"
        )
    };
    let all = format!("<ScheduledUpdateGroupActions>{}{}</ScheduledUpdateGroupActions>", action("a"), action("b"));
    let failed = "<FailedScheduledActions><member><ScheduledActionName>b</ScheduledActionName>\
                  <ErrorCode>ResourceInUse</ErrorCode><ErrorMessage>busy</ErrorMessage></member>\
                  </FailedScheduledActions>";
    let script = Script::new([elb("DescribeScheduledActions", all), elb("BatchDeleteScheduledAction", failed)]);
    let group = AutoScaling::new(&session(&script)).auto_scaling_group("shop");
    let report = group.scheduled_actions().delete().await;
    let failed: Vec<_> = report.failed().map(|item| item.resource().name().to_owned()).collect();
    assert_eq!(failed, ["b"], "{report:?}");
}

#[tokio::test]
async fn one_topic_hears_of_several_types() {
    let script = Script::new([elb("PutNotificationConfiguration", "")]);
    let group = AutoScaling::new(&session(&script)).auto_scaling_group("shop");
    let put = group.put_notification_configuration();
    let made = put.with(|r| r.topic_arn("arn:t1").notification_types("launch").notification_types("terminate"));
    let made = made.await.unwrap();
    assert_eq!(made, ["launch", "terminate"].map(|of| group.notification_configuration("arn:t1", of)));
}

#[tokio::test]
async fn a_refresh_is_cancelled_or_rolled_back() {
    let refresh = "<InstanceRefreshId>r-1</InstanceRefreshId>";
    let script = Script::new([
        elb("CancelInstanceRefresh", refresh),
        elb("RollbackInstanceRefresh", refresh),
        query_error(400, "ActiveInstanceRefreshNotFound", "No in progress or pending Instance Refresh found"),
    ]);
    let group = AutoScaling::new(&session(&script)).auto_scaling_group("shop");
    assert_eq!(group.cancel_instance_refresh().await.unwrap(), Some(group.instance_refresh("r-1")));
    assert_eq!(group.rollback_instance_refresh().await.unwrap(), Some(group.instance_refresh("r-1")));
    let none = group.cancel_instance_refresh().await.unwrap_err();
    assert_eq!(none.code(), Some("ActiveInstanceRefreshNotFound"));
    assert_eq!(script.operations(), ["CancelInstanceRefresh", "RollbackInstanceRefresh", "CancelInstanceRefresh"]);
    for sent in script.sent() {
        assert_eq!(sent.params(), [("AutoScalingGroupName".into(), "shop".into())].into());
    }
}

#[tokio::test]
async fn a_lifecycle_action_is_prolonged_and_completed() {
    let script = Script::new([elb("RecordLifecycleActionHeartbeat", ""), elb("CompleteLifecycleAction", "")]);
    let hook = AutoScaling::new(&session(&script)).auto_scaling_group("shop").lifecycle_hook("drain");
    hook.record_action_heartbeat().with(|r| r.instance_id("i-1")).await.unwrap();
    hook.complete_action().with(|r| r.instance_id("i-1").lifecycle_action_result("CONTINUE")).await.unwrap();
    assert_eq!(script.operations(), ["RecordLifecycleActionHeartbeat", "CompleteLifecycleAction"]);
    for sent in script.sent() {
        assert_eq!(sent.param("AutoScalingGroupName").as_deref(), Some("shop"));
        assert_eq!(sent.param("LifecycleHookName").as_deref(), Some("drain"));
        assert_eq!(sent.param("InstanceId").as_deref(), Some("i-1"));
    }
    assert_eq!(script.request(1).param("LifecycleActionResult").as_deref(), Some("CONTINUE"));
}

#[tokio::test]
async fn traffic_sources_are_attached_and_detached() {
    let sources = "<member><Identifier>lb-1</Identifier><Type>elb</Type></member>\
                   <member><Identifier>lb-2</Identifier><Type>elb</Type></member>";
    let script = Script::new([
        elb("AttachTrafficSources", ""),
        elb("DescribeTrafficSources", format!("<TrafficSources>{sources}</TrafficSources>")),
        elb("DetachTrafficSources", ""),
    ]);
    let group = AutoScaling::new(&session(&script)).auto_scaling_group("shop");
    let source = |name: &str| TrafficSourceIdentifier::builder().identifier(name).r#type("elb").build();
    let attach = group.attach_traffic_sources();
    let attach = attach.with(|r| r.traffic_sources(source("lb-1")).traffic_sources(source("lb-2")));
    assert_eq!(attach.await.unwrap(), ["lb-1", "lb-2"].map(|name| group.traffic_source(name)));
    let report = group.traffic_sources().detach().await;
    assert_eq!((report.items().len(), report.failed().count()), (2, 0), "{report:?}");
    for request in [0, 2] {
        let sent = script.request(request);
        assert_eq!(sent.param("AutoScalingGroupName").as_deref(), Some("shop"));
        assert_eq!(sent.param("TrafficSources.member.1.Identifier").as_deref(), Some("lb-1"));
        assert_eq!(sent.param("TrafficSources.member.2.Identifier").as_deref(), Some("lb-2"));
        assert_eq!(sent.param("TrafficSources.member.2.Type").as_deref(), Some("elb"));
    }
}

#[tokio::test]
async fn a_group_launches_instances_at_once() {
    let launched = "<AutoScalingGroupName>shop</AutoScalingGroupName><ClientToken>t-1</ClientToken><Instances><member>\
                    <InstanceType>t3.micro</InstanceType><InstanceIds><member>i-1</member></InstanceIds>\
                    </member></Instances><Errors/>";
    let script = Script::new([elb("LaunchInstances", launched), elb("DisableMetricsCollection", "")]);
    let group = AutoScaling::new(&session(&script)).auto_scaling_group("shop");
    let launch = group.launch_instances();
    let launch = launch.with(|r| r.requested_capacity(1).client_token("t-1").availability_zones("eu-west-1a"));
    assert_eq!(launch.await.unwrap().instances()[0].instance_ids(), ["i-1"]);
    let sent = script.request(0);
    assert_eq!(sent.param("AutoScalingGroupName").as_deref(), Some("shop"));
    assert_eq!(sent.param("RequestedCapacity").as_deref(), Some("1"));
    group.disable_metrics_collection().with(|r| r.metrics("GroupMinSize")).await.unwrap();
    let sent = [("AutoScalingGroupName".into(), "shop".into()), ("Metrics.member.1".into(), "GroupMinSize".into())];
    assert_eq!(script.request(1).params(), sent.into());
}

#[tokio::test]
async fn a_policy_forecasts() {
    let forecast = "<LoadForecast/><CapacityForecast><Timestamps><member>2026-01-02T03:00:00Z</member></Timestamps>\
                    <Values><member>4.0</member></Values></CapacityForecast>\
                    <UpdateTime>2026-01-01T00:00:00Z</UpdateTime>";
    let script = Script::new([elb("GetPredictiveScalingForecast", forecast)]);
    let policy = AutoScaling::new(&session(&script)).auto_scaling_group("shop").scaling_policy("ahead");
    let (start, end) = (DateTime::from_secs(1_767_322_800), DateTime::from_secs(1_767_326_400));
    let forecast = policy.get_predictive_scaling_forecast().with(|r| r.start_time(start).end_time(end)).await.unwrap();
    let capacity = forecast.capacity_forecast().unwrap();
    assert_eq!((capacity.timestamps(), capacity.values()), (&[start][..], &[4.0][..]));
    let sent = script.request(0);
    assert_eq!(sent.param("AutoScalingGroupName").as_deref(), Some("shop"));
    assert_eq!(sent.param("PolicyName").as_deref(), Some("ahead"));
    assert_eq!(sent.param("StartTime").as_deref(), Some("2026-01-02T03:00:00Z"));
}

#[tokio::test]
async fn what_aws_knows_is_told() {
    let names = |list: &str, names: &[&str]| {
        let members: String = names.iter().map(|name| format!("<member>{name}</member>")).collect();
        format!("<{list}>{members}</{list}>")
    };
    let adjustments =
        "<AdjustmentTypes><member><AdjustmentType>ExactCapacity</AdjustmentType></member></AdjustmentTypes>";
    let metrics = "<Metrics><member><Metric>GroupMinSize</Metric></member></Metrics>\
                   <Granularities><member><Granularity>1Minute</Granularity></member></Granularities>";
    let processes = "<Processes><member><ProcessName>Launch</ProcessName></member>\
                     <member><ProcessName>Terminate</ProcessName></member></Processes>";
    let script = Script::new([
        elb("DescribeAdjustmentTypes", adjustments),
        elb("DescribeLifecycleHookTypes", names("LifecycleHookTypes", &["autoscaling:EC2_INSTANCE_LAUNCHING"])),
        elb(
            "DescribeAutoScalingNotificationTypes",
            names(
                "AutoScalingNotificationTypes",
                &["autoscaling:EC2_INSTANCE_LAUNCH", "autoscaling:TEST_NOTIFICATION"],
            ),
        ),
        elb("DescribeTerminationPolicyTypes", names("TerminationPolicyTypes", &["Default", "OldestInstance"])),
        elb("DescribeMetricCollectionTypes", metrics),
        elb("DescribeScalingProcessTypes", processes),
        elb("DescribeScalingProcessTypes", processes),
        elb("DescribeScalingProcessTypes", processes),
        elb("DescribeAccountLimits", "<MaxNumberOfAutoScalingGroups>500</MaxNumberOfAutoScalingGroups>"),
        elb("PutAccountSetting", ""),
    ]);
    let autoscaling = AutoScaling::new(&session(&script));
    let adjustments = autoscaling.describe_adjustment_types().await.unwrap();
    assert_eq!(adjustments[0].adjustment_type(), Some("ExactCapacity"));
    let hooks = autoscaling.describe_lifecycle_hook_types().await.unwrap();
    assert_eq!(hooks, ["autoscaling:EC2_INSTANCE_LAUNCHING"]);
    assert_eq!(autoscaling.describe_notification_types().await.unwrap()[1], "autoscaling:TEST_NOTIFICATION");
    let policies = autoscaling.describe_termination_policy_types().await.unwrap();
    assert_eq!(policies, ["Default", "OldestInstance"]);
    let metrics = autoscaling.describe_metric_collection_types().await.unwrap();
    assert_eq!(metrics.metrics()[0].metric(), Some("GroupMinSize"));

    let processes = autoscaling.process_types().try_collect().await.unwrap();
    assert_eq!(processes, ["Launch", "Terminate"].map(|name| autoscaling.process_type(name)));
    let terminate = autoscaling.process_type("Terminate").data().await.unwrap();
    assert_eq!(terminate.process_name(), Some("Terminate"));
    assert!(autoscaling.process_type("Dance").data().await.unwrap_err().is_not_found());
    let limits = autoscaling.describe_account_limits().await.unwrap();
    assert_eq!(limits.max_number_of_auto_scaling_groups(), Some(500));
    autoscaling.account_setting("deletion-protection").put().with(|r| r.value("enabled")).await.unwrap();
    let sent = [("Name".into(), "deletion-protection".into()), ("Value".into(), "enabled".into())];
    assert_eq!(script.request(9).params(), sent.into());
}
