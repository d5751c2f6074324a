//! Alarms, metrics, dashboards and rules of Contributor Insights, over the fake's bridge to the protocol that the SDK
//! speaks. The fake knows no composite alarms, metric streams, anomaly detectors and history, and pages only metrics.

use aws_resources::{ErrorKind, cloudwatch::CloudWatch, prelude::*};
use aws_sdk_cloudwatch::{
    Client,
    operation::get_dashboard::GetDashboardError,
    primitives::DateTime,
    types::{
        ComparisonOperator, Metric, MetricDataQuery, MetricDatum, MetricStat, StateValue, Statistic, StatusCode, Tag,
    },
};
use end_to_end::{exercised, fake::Account};

use crate::{SOON, pages};

/// Alarms on one metric, by the plain SDK.
async fn create(account: &Account, names: &[&str]) {
    let client = Client::new(&account.config);
    for name in names {
        let put = client.put_metric_alarm().alarm_name(*name).namespace("Shop").metric_name("Orders").period(60);
        let put = put.statistic(Statistic::Sum).evaluation_periods(1).threshold(1.5);
        put.comparison_operator(ComparisonOperator::LessThanThreshold).send().await.unwrap();
    }
}

#[tokio::test]
async fn alarms_are_listed_with_their_data() {
    let account = Account::new("eu-west-1").await;
    create(&account, &["few", "none", "other"]).await;
    let cloudwatch = CloudWatch::new(&account.session);
    let alarms = cloudwatch.alarms().try_collect().await.unwrap();
    assert_eq!(alarms.iter().map(|it| it.name()).collect::<Vec<_>>(), ["few", "none", "other"]);
    assert_eq!(alarms[0].loaded().unwrap().threshold(), Some(1.5));
    assert_eq!(cloudwatch.composite_alarms().try_collect().await.unwrap(), []);

    let metric = alarms[0].metric().await.unwrap().unwrap();
    assert_eq!((metric.namespace(), metric.name()), ("Shop", "Orders"));
    assert_eq!(metric.alarms().try_collect().await.unwrap(), alarms);
    let prefixed = cloudwatch.alarms().filter(|r| r.alarm_name_prefix("no"));
    assert_eq!(prefixed.try_collect().await.unwrap(), [cloudwatch.alarm("none")]);

    let report = cloudwatch.alarms().disable_actions().await;
    assert_eq!((report.items().len(), report.failed().count()), (3, 0), "{report:?}");
    for alarm in &alarms {
        assert_eq!(alarm.reload().await.unwrap().actions_enabled(), Some(false));
    }
    let report = cloudwatch.alarms().delete().await;
    assert_eq!((report.items().len(), report.failed().count()), (3, 0), "{report:?}");
    assert_eq!(cloudwatch.alarms().try_collect().await.unwrap(), []);
}

#[tokio::test]
async fn an_alarm_lives_and_dies() {
    let account = Account::new("us-east-1").await;
    let metric = CloudWatch::new(&account.session).metric("Shop", "Orders");
    let put = metric.put_alarm().with(|r| {
        let r = r.alarm_name("few").period(60).statistic(Statistic::Sum).evaluation_periods(1).threshold(1.0);
        r.comparison_operator(ComparisonOperator::LessThanThreshold)
    });
    let alarm = put.await.unwrap().expect("the request has the name");
    alarm.wait_until_exists().every(SOON).await.unwrap();
    let plain = Client::new(&account.config).describe_alarms().send().await.unwrap();
    let arn = alarm.arn().await.unwrap();
    exercised::arn("cloudwatch.Alarm", &arn, plain.metric_alarms()[0].alarm_arn());
    let template = "arn:${Partition}:cloudwatch:${Region}:${Account}:alarm:${AlarmName}";
    account.assert_arn(&arn, template, &[("AlarmName", "few")]);
    assert_eq!(alarm.metric().await.unwrap(), Some(metric));

    alarm.disable_actions().await.unwrap();
    assert_eq!(alarm.data().await.unwrap().actions_enabled(), Some(false));
    alarm.enable_actions().await.unwrap();
    assert_eq!(alarm.data().await.unwrap().actions_enabled(), Some(true));
    alarm.set_state().with(|r| r.state_value(StateValue::Alarm).state_reason("a test")).await.unwrap();
    assert_eq!(alarm.data().await.unwrap().state_value(), Some(&StateValue::Alarm));

    let tag = |key: &str, value: &str| Tag::builder().key(key).value(value).build();
    alarm.tag_resource().with(|r| r.tags(tag("team", "web")).tags(tag("stage", "test"))).await.unwrap();
    let tags = alarm.tags_collection().try_collect().await.unwrap();
    let found: Vec<_> = tags.iter().map(|tag| (tag.resource_arn(), tag.key())).collect();
    assert_eq!(found, [(arn.as_str(), "team"), (arn.as_str(), "stage")]);
    assert_eq!(tags[0].data().await.unwrap().value(), Some("web"));
    tags[0].delete().await.unwrap();
    assert!(tags[0].data().await.unwrap_err().is_not_found());

    alarm.delete().await.unwrap();
    let gone = alarm.data().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
}

/// The fake lists a metric once for each of its values.
#[tokio::test]
async fn metrics_get_values_and_are_paged() {
    let account = Account::new("eu-west-1").await;
    let cloudwatch = CloudWatch::new(&account.session);
    let client = Client::new(&account.config);
    let start = DateTime::from_secs(1_700_000_000);
    for hundred in 0..6 {
        let datum =
            |number: usize| MetricDatum::builder().metric_name(format!("m-{hundred}-{number}")).value(1.0).build();
        client
            .put_metric_data()
            .namespace("Many")
            .set_metric_data(Some((0..100).map(datum).collect()))
            .send()
            .await
            .unwrap();
    }
    let found = pages(cloudwatch.metrics(), |metric| metric.name().to_owned()).await.unwrap();
    assert_eq!(found.iter().map(Vec::len).collect::<Vec<_>>(), [500, 100], "500 is the fake's and AWS's page");

    let metric = cloudwatch.metric("Shop", "Orders");
    let missing = metric.data().await.unwrap_err();
    assert!(missing.is_not_found(), "{missing}");
    for value in [2.0, 3.5] {
        let datum = MetricDatum::builder().metric_name("Orders").value(value).timestamp(start).build();
        metric.put_data().with(|r| r.metric_data(datum)).await.unwrap();
    }
    assert_eq!(metric.data().await.unwrap().metric_name(), Some("Orders"));
    assert_eq!(metric.arn().await.unwrap_err().kind(), ErrorKind::NoArn);
    let statistics = metric.get_statistics().with(|r| {
        let end = DateTime::from_secs(start.secs() + 60);
        r.start_time(start).end_time(end).period(60).statistics(Statistic::Sum)
    });
    let sums: Vec<_> =
        statistics.await.unwrap().datapoints().iter().map(|it| (it.timestamp().copied(), it.sum())).collect();
    assert_eq!(sums, [(Some(start), Some(5.5))]);
    let plain = Metric::builder().namespace("Shop").metric_name("Orders").build();
    let query = MetricDataQuery::builder()
        .id("sum")
        .metric_stat(MetricStat::builder().metric(plain).period(60).stat("Sum").build())
        .build();
    let values = cloudwatch
        .get_metric_data()
        .with(|r| r.metric_data_queries(query).start_time(start).end_time(DateTime::from_secs(start.secs() + 60)));
    let values = values.await.unwrap();
    let sum = &values.metric_data_results()[0];
    assert_eq!((sum.id(), sum.timestamps(), sum.values()), (Some("sum"), &[start][..], &[5.5][..]));
    assert_eq!(sum.status_code(), Some(&StatusCode::Complete));
    let shop = cloudwatch.metrics().filter(|r| r.namespace("Shop"));
    let shop = shop.try_collect().await.unwrap();
    assert!(!shop.is_empty() && shop.iter().all(|it| *it == metric), "{shop:?}");
}

#[tokio::test]
async fn a_dashboard_is_in_no_region() {
    let account = Account::new("eu-west-1").await;
    let client = Client::new(&account.config);
    let cloudwatch = CloudWatch::new(&account.session);
    for name in ["ops", "shop"] {
        cloudwatch.dashboard(name).put().with(|r| r.dashboard_body(r#"{"widgets": []}"#)).await.unwrap();
    }
    let dashboards = cloudwatch.dashboards().try_collect().await.unwrap();
    assert_eq!(dashboards.iter().map(|it| it.name()).collect::<Vec<_>>(), ["ops", "shop"]);
    let shop = cloudwatch.dashboard("shop");
    let plain = client.get_dashboard().dashboard_name("shop").send().await.unwrap();
    let arn = shop.arn().await.unwrap();
    exercised::arn("cloudwatch.Dashboard", &arn, plain.dashboard_arn());
    let template = "arn:${Partition}:cloudwatch::${Account}:dashboard/${DashboardName}";
    account.assert_arn(&arn, template, &[("DashboardName", "shop")]);
    assert_eq!(shop.data().await.unwrap().dashboard_body(), plain.dashboard_body());

    shop.delete().await.unwrap();
    let gone = shop.data().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
    assert_eq!(gone.code(), Some("ResourceNotFound"));
    let sdk = gone.sdk_error::<GetDashboardError>().and_then(|error| error.as_service_error());
    assert!(sdk.is_some_and(GetDashboardError::is_dashboard_not_found_error), "{sdk:?}");
    let report = cloudwatch.dashboards().delete().await;
    assert_eq!((report.items().len(), report.failed().count()), (1, 0), "{report:?}");
}

/// Which rules can't be deleted the fake doesn't say: a rule that isn't there is no failure.
#[tokio::test]
async fn an_insight_rule_has_a_built_arn() {
    let account = Account::new("eu-west-1").await;
    let cloudwatch = CloudWatch::new(&account.session);
    for name in ["hosts", "paths"] {
        cloudwatch.insight_rule(name).put().with(|r| r.rule_state("ENABLED").rule_definition("{}")).await.unwrap();
    }
    let rules = cloudwatch.insight_rules().try_collect().await.unwrap();
    assert_eq!(rules.iter().map(|it| it.name()).collect::<Vec<_>>(), ["hosts", "paths"]);
    let rule = cloudwatch.insight_rule("paths");
    assert_eq!(rule.data().await.unwrap().state(), Some("ENABLED"));
    let template = "arn:${Partition}:cloudwatch:${Region}:${Account}:insight-rule/${InsightRuleName}";
    account.assert_arn(&rule.arn().await.unwrap(), template, &[("InsightRuleName", "paths")]);
    rule.disable().await.unwrap();
    assert_eq!(rule.data().await.unwrap().state(), Some("DISABLED"));
    rule.enable().await.unwrap();
    assert_eq!(rule.data().await.unwrap().state(), Some("ENABLED"));
    rule.delete().await.unwrap();
    let gone = rule.data().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
    let report = cloudwatch.insight_rules().delete().await;
    assert_eq!((report.items().len(), report.failed().count()), (1, 0), "{report:?}");
    assert_eq!(cloudwatch.insight_rules().try_collect().await.unwrap(), []);
}
