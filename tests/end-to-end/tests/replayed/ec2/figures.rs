//! What EC2 measures, checks and scores: answers that are no resources. A page is asked for by its token, and has that
//! of the next.

use aws_sdk_ec2::{primitives::DateTime, types};

use super::given::acts;

#[tokio::test]
async fn networks_are_measured() {
    let query = types::DataQuery::builder()
        .id("q-1")
        .source("us-east-1")
        .destination("eu-west-1")
        .metric(types::MetricType::AggregateLatency)
        .statistic(types::StatisticType::P50)
        .period(types::PeriodType::FiveMinutes)
        .build();
    acts(
        "GetAwsNetworkPerformanceData",
        &[
            ("DataQuery.1.Id", "q-1"),
            ("DataQuery.1.Source", "us-east-1"),
            ("DataQuery.1.Destination", "eu-west-1"),
            ("DataQuery.1.Metric", "aggregate-latency"),
            ("DataQuery.1.Statistic", "p50"),
            ("DataQuery.1.Period", "five-minutes"),
            ("NextToken", "second"),
        ],
        "<dataResponseSet><item><id>q-1</id><source>us-east-1</source><destination>eu-west-1</destination>\
         <metric>aggregate-latency</metric><statistic>p50</statistic><period>five-minutes</period><metricPointSet>\
         <item><startDate>2026-01-02T03:04:05Z</startDate><endDate>2026-01-02T03:09:05Z</endDate>\
         <value>67.5</value><status>Healthy</status></item></metricPointSet></item></dataResponseSet>\
         <nextToken>third</nextToken>",
        |ec2| ec2.get_aws_network_performance_data().with(|r| r.data_queries(query).next_token("second")),
        |_, page| {
            let response = &page.data_responses()[0];
            assert_eq!((response.id(), response.period()), (Some("q-1"), Some(&types::PeriodType::FiveMinutes)));
            let point = &response.metric_points()[0];
            assert_eq!((point.value(), point.status()), (Some(67.5), Some("Healthy")));
            assert_eq!(page.next_token(), Some("third"));
        },
    )
    .await;
}

#[tokio::test]
async fn capacity_is_measured_and_scored() {
    let [start, end] = [1_767_323_045, 1_767_326_645].map(DateTime::from_secs);
    let named = [
        ("MetricName.1", "reservation-total-count"),
        ("GroupBy.1", "instance-family"),
        ("StartTime", "2026-01-02T03:04:05Z"),
        ("EndTime", "2026-01-02T04:04:05Z"),
        ("NextToken", "second"),
    ];
    acts(
        "GetCapacityManagerMetricData",
        &[&named[..], &[("Period", "3600")][..]].concat(),
        "<metricDataResultSet><item><dimension><instanceFamily>m5</instanceFamily></dimension>\
         <timestamp>2026-01-02T03:04:05Z</timestamp><metricValueSet><item><metric>reservation-total-count</metric>\
         <value>2.0</value></item></metricValueSet></item></metricDataResultSet><nextToken>third</nextToken>",
        |ec2| {
            ec2.get_capacity_manager_metric_data().with(|r| {
                let r = r.metric_names(types::Metric::ReservationTotalCount).group_by(types::GroupBy::InstanceFamily);
                r.start_time(start).end_time(end).period(3600).next_token("second")
            })
        },
        |_, page| {
            let result = &page.metric_data_results()[0];
            assert_eq!(result.dimension().unwrap().instance_family(), Some("m5"));
            assert_eq!(result.timestamp(), Some(&start));
            let value = &result.metric_values()[0];
            assert_eq!((value.metric(), value.value()), (Some(&types::Metric::ReservationTotalCount), Some(2.0)));
            assert_eq!(page.next_token(), Some("third"));
        },
    )
    .await;
    acts(
        "GetCapacityManagerMetricDimensions",
        &named,
        "<metricDimensionResultSet><item><instanceFamily>m5</instanceFamily></item><item>\
         <instanceFamily>c7g</instanceFamily></item></metricDimensionResultSet><nextToken>third</nextToken>",
        |ec2| {
            ec2.get_capacity_manager_metric_dimensions().with(|r| {
                let r = r.metric_names(types::Metric::ReservationTotalCount).group_by(types::GroupBy::InstanceFamily);
                r.start_time(start).end_time(end).next_token("second")
            })
        },
        |_, page| {
            let families: Vec<_> = page.metric_dimension_results().iter().map(|it| it.instance_family()).collect();
            assert_eq!((families, page.next_token()), (vec![Some("m5"), Some("c7g")], Some("third")));
        },
    )
    .await;
    acts(
        "GetCapacityManagerSupportabilityScores",
        &[
            ("MarketType", "on-demand"),
            ("CapacityAmount", "10"),
            ("CapacityUnit", "instances"),
            ("CapacityAvailabilityZoneId.1", "euw1-az1"),
            ("InstanceType.1", "m5.large"),
        ],
        "<aggregateScore>medium</aggregateScore><capacityManagerSupportabilityScoreSet><item>\
         <instanceType>m5.large</instanceType><availabilityZoneId>euw1-az1</availabilityZoneId><score>low</score>\
         </item></capacityManagerSupportabilityScoreSet>",
        |ec2| {
            ec2.get_capacity_manager_supportability_scores().with(|r| {
                let r = r.market_type(types::SupportabilityMarketType::OnDemand).capacity_amount(10);
                let r = r.capacity_unit(types::CapacityUnit::Instances);
                r.capacity_availability_zone_ids("euw1-az1").instance_types("m5.large")
            })
        },
        |_, scores| {
            assert_eq!(scores.aggregate_score(), Some(&types::SupportabilityScore::Medium));
            let score = &scores.capacity_manager_supportability_scores()[0];
            assert_eq!((score.instance_type(), score.availability_zone_id()), (Some("m5.large"), Some("euw1-az1")));
            assert_eq!(score.score(), Some(&types::SupportabilityScore::Low));
        },
    )
    .await;
}

#[tokio::test]
async fn applications_are_checked_unless_suppressed() {
    acts(
        "DescribeApplicationStatus",
        &[("InstanceId.1", "i-1"), ("NextToken", "second")],
        "<applicationStatusesResponseType><instanceSet><item><instanceId>i-1</instanceId><applicationStatus>\
         <status>impaired</status><detailSet><item><applicationStatusCheckId>check-1</applicationStatusCheckId>\
         <status>failed</status></item></detailSet></applicationStatus></item></instanceSet>\
         </applicationStatusesResponseType><nextToken>third</nextToken>",
        |ec2| ec2.describe_application_status().with(|r| r.instance_ids("i-1").next_token("second")),
        |_, page| {
            let instance = &page.application_statuses().unwrap().instances()[0];
            let status = instance.application_status().unwrap();
            assert_eq!(instance.instance_id(), Some("i-1"));
            assert_eq!(status.status(), Some(&types::ApplicationStatusEnum::Impaired));
            let check = &status.details()[0];
            assert_eq!(check.application_status_check_id(), Some("check-1"));
            assert_eq!(check.status(), Some(&types::ApplicationStatusCheckEnum::Failed));
            assert_eq!(page.next_token(), Some("third"));
        },
    )
    .await;

    let results = "<successfulResultSet><item><instanceId>i-1</instanceId><suppressAt>2026-01-02T03:04:05Z</suppressAt>\
                   <resumeAt>2026-01-02T04:04:05Z</resumeAt></item></successfulResultSet><unsuccessfulResultSet><item>\
                   <instanceId>i-2</instanceId><reason>terminated</reason></item></unsuccessfulResultSet>";
    let check = |done: &[types::SuccessfulSuppressionResponseObject],
                 failed: &[types::UnsuccessfulSuppressionResponseObject]| {
        let resumed = DateTime::from_secs(1_767_326_645);
        assert_eq!((done[0].instance_id(), done[0].resume_at()), (Some("i-1"), Some(&resumed)));
        assert_eq!((failed[0].instance_id(), failed[0].reason()), (Some("i-2"), Some("terminated")));
    };
    acts(
        "EnableApplicationStatusCheckSuppression",
        &[("InstanceId.1", "i-1"), ("InstanceId.2", "i-2"), ("DurationSeconds", "3600")],
        results,
        |ec2| {
            let suppress = ec2.enable_application_status_check_suppression();
            suppress.with(|r| r.instance_ids("i-1").instance_ids("i-2").duration_seconds(3600))
        },
        |_, suppressed| check(suppressed.successful_results(), suppressed.unsuccessful_results()),
    )
    .await;
    acts(
        "DisableApplicationStatusCheckSuppression",
        &[("InstanceId.1", "i-1"), ("InstanceId.2", "i-2")],
        results,
        |ec2| {
            let resume = ec2.disable_application_status_check_suppression();
            resume.with(|r| r.instance_ids("i-1").instance_ids("i-2"))
        },
        |_, resumed| check(resumed.successful_results(), resumed.unsuccessful_results()),
    )
    .await;
}

#[tokio::test]
async fn the_ids_of_all_principals_are_summed_up() {
    acts(
        "DescribeAggregateIdFormat",
        &[],
        "<useLongIdsAggregated>false</useLongIdsAggregated><statusSet><item><resource>vpc</resource>\
         <useLongIds>true</useLongIds></item></statusSet>",
        |ec2| ec2.describe_aggregate_id_format(),
        |_, ids| {
            assert_eq!(ids.use_long_ids_aggregated(), Some(false));
            assert_eq!((ids.statuses()[0].resource(), ids.statuses()[0].use_long_ids()), (Some("vpc"), Some(true)));
        },
    )
    .await;
}
