//! What scaling does over time, what is attached to a group, and the account's settings.

use std::time::Duration;

use aws_resources::autoscaling::{AutoScaling, ScheduledActionCollection as _};
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
