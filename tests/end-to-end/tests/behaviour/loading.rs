//! Loading: once, shared, forgotten after a change; and what a missing resource is.

use std::sync::Arc;

use aws_resources::{ErrorKind, cloudtrail::CloudTrail, elbv2::ElbV2, rds::Rds, route53::Route53};
use end_to_end::{
    answers::{
        db, dbs, elb, get_zone, json, json_error, lb_arn, named_dbs, no_db, query_error, rds, route53, route53_error,
        store, store_arn, trail, trail_arn, trails,
    },
    script::{Answer, Script, session},
};
use serde_json::json;
use tokio::sync::Notify;

/// `checklist 49, 80`
#[tokio::test]
async fn data_loads_once_and_sends_the_identifier() {
    let script = Script::new([named_dbs(&["orders"], None)]);
    let db = Rds::new(&session(&script)).db_instance("orders");
    let first = db.data().await.unwrap();
    let second = db.data().await.unwrap();
    assert!(Arc::ptr_eq(&first, &second));
    assert_eq!(first.engine(), Some("postgres"));
    assert!(Arc::ptr_eq(&first, &db.loaded().unwrap()));
    assert_eq!(script.operations(), ["DescribeDBInstances"]);
    assert_eq!(script.request(0).params(), [("DBInstanceIdentifier".into(), "orders".into())].into());
}

#[tokio::test]
async fn concurrent_callers_share_one_load() {
    let gate = Arc::new(Notify::new());
    let script = Script::new([named_dbs(&["orders"], None).after(&gate)]);
    let db = Rds::new(&session(&script)).db_instance("orders");
    let tasks: Vec<_> = (0..64)
        .map(|_| {
            let db = db.clone();
            tokio::spawn(async move { db.data().await.unwrap() })
        })
        .collect();
    script.until_sent(1).await;
    gate.notify_one();
    let mut loaded = Vec::new();
    for task in tasks {
        loaded.push(task.await.unwrap());
    }
    assert!(loaded.iter().all(|data| Arc::ptr_eq(data, &loaded[0])));
    assert_eq!(script.count(), 1);
}

/// Asking again would fail as often as there are callers.
#[tokio::test]
async fn concurrent_callers_share_a_failing_load_and_the_next_one_asks_again() {
    let gate = Arc::new(Notify::new());
    let script = Script::new([query_error(400, "Throttling", "slower").after(&gate), named_dbs(&["orders"], None)]);
    let db = Rds::new(&session(&script)).db_instance("orders");
    let tasks: Vec<_> = (0..16)
        .map(|_| {
            let db = db.clone();
            tokio::spawn(async move { db.data().await.unwrap_err() })
        })
        .collect();
    script.until_sent(1).await;
    tokio::task::yield_now().await;
    gate.notify_one();
    for task in tasks {
        assert!(task.await.unwrap().is_throttled());
    }
    assert_eq!(script.count(), 1);
    db.data().await.unwrap();
}

#[tokio::test]
async fn a_failed_load_is_not_kept_and_the_next_caller_tries_again() {
    let script = Script::new([query_error(500, "InternalFailure", "try later"), named_dbs(&["orders"], None)]);
    let db = Rds::new(&session(&script)).db_instance("orders");
    assert_eq!(db.data().await.unwrap_err().code(), Some("InternalFailure"));
    assert!(db.loaded().is_none());
    assert_eq!(db.data().await.unwrap().db_instance_identifier(), Some("orders"));
}

#[tokio::test]
async fn reload_fetches_again_for_all_clones() {
    let script = Script::new([dbs([db("orders", "creating")], None), dbs([db("orders", "available")], None)]);
    let one = Rds::new(&session(&script)).db_instance("orders");
    let clone = one.clone();
    assert_eq!(one.data().await.unwrap().db_instance_status(), Some("creating"));
    assert_eq!(one.reload().await.unwrap().db_instance_status(), Some("available"));
    assert_eq!(clone.data().await.unwrap().db_instance_status(), Some("available"));
}

#[tokio::test]
async fn a_failed_reload_keeps_what_was_loaded() {
    let script = Script::new([named_dbs(&["orders"], None), query_error(500, "InternalFailure", "try later")]);
    let db = Rds::new(&session(&script)).db_instance("orders");
    db.data().await.unwrap();
    db.reload().await.unwrap_err();
    assert!(db.loaded().is_some());
}

/// `checklist 47`
#[tokio::test]
async fn a_successful_action_forgets_the_data_for_all_clones() {
    let stopped = rds("StopDBInstance", format!("<DBInstance>{}</DBInstance>", db("orders", "stopping")));
    let script = Script::new([dbs([db("orders", "available")], None), stopped, dbs([db("orders", "stopping")], None)]);
    let one = Rds::new(&session(&script)).db_instance("orders");
    let clone = one.clone();
    clone.data().await.unwrap();
    one.stop().await.unwrap();
    assert!(one.loaded().is_none() && clone.loaded().is_none());
    assert_eq!(clone.data().await.unwrap().db_instance_status(), Some("stopping"));
}

#[tokio::test]
async fn a_failing_action_keeps_the_data() {
    let script = Script::new([
        named_dbs(&["orders"], None),
        query_error(400, "InvalidDBInstanceState", "Instance orders is not in available state."),
    ]);
    let db = Rds::new(&session(&script)).db_instance("orders");
    let before = db.data().await.unwrap();
    assert_eq!(db.stop().await.unwrap_err().code(), Some("InvalidDBInstanceState"));
    assert!(Arc::ptr_eq(&before, &db.loaded().unwrap()));
}

/// The request may have got through.
#[tokio::test]
async fn an_action_whose_answer_does_not_come_forgets() {
    let script = Script::new([named_dbs(&["orders"], None), Answer::unreachable()]);
    let db = Rds::new(&session(&script)).db_instance("orders");
    db.data().await.unwrap();
    assert_eq!(db.stop().await.unwrap_err().kind(), ErrorKind::Dispatch);
    assert!(db.loaded().is_none());
}

#[tokio::test]
async fn an_action_that_is_dropped_under_way_forgets() {
    let gate = Arc::new(Notify::new());
    let script = Script::new([named_dbs(&["orders"], None), no_db("orders").after(&gate)]);
    let db = Rds::new(&session(&script)).db_instance("orders");
    db.data().await.unwrap();
    let stop = tokio::spawn(db.stop().into_future());
    script.until_sent(2).await;
    assert!(db.loaded().is_some(), "not before it is known");
    stop.abort();
    assert!(stop.await.unwrap_err().is_cancelled());
    assert!(db.loaded().is_none());
}

/// The service has acted, so the old state is over, though the answer is of no use.
#[tokio::test]
async fn an_action_whose_successful_answer_cannot_be_used_forgets_too() {
    let described = || {
        let group = "<TargetGroups><member><DBProxyName>p</DBProxyName><TargetGroupName>default</TargetGroupName>\
             </member></TargetGroups>";
        rds("DescribeDBProxyTargetGroups", group)
    };
    let target = "<DBProxyTargets><member><Type>RDS_INSTANCE</Type></member></DBProxyTargets>";
    let script = Script::new([
        described(),
        rds("RegisterDBProxyTargets", target),
        described(),
        Answer::http(200, "text/xml", "<html>maintenance"),
    ]);
    let group = Rds::new(&session(&script)).db_proxy_target_group("p", "default");
    for kind in [ErrorKind::MissingIdentifier, ErrorKind::Response] {
        group.data().await.unwrap();
        assert_eq!(group.register_targets().await.unwrap_err().kind(), kind);
        assert!(group.loaded().is_none());
    }
}

#[tokio::test]
async fn a_load_under_way_during_an_action_does_not_bring_the_old_state_back() {
    let gate = Arc::new(Notify::new());
    let stopped = rds("StopDBInstance", format!("<DBInstance>{}</DBInstance>", db("orders", "stopping")));
    let script = Script::new([
        dbs([db("orders", "available")], None).after(&gate),
        stopped,
        dbs([db("orders", "stopping")], None),
    ]);
    let one = Rds::new(&session(&script)).db_instance("orders");
    let reader = one.clone();
    let load = tokio::spawn(async move { reader.data().await.unwrap() });
    script.until_sent(1).await;
    one.stop().await.unwrap();
    gate.notify_one();
    assert_eq!(load.await.unwrap().db_instance_status(), Some("available"), "the reader asked before");
    assert!(one.loaded().is_none(), "but nobody after reads the old state");
    assert_eq!(one.data().await.unwrap().db_instance_status(), Some("stopping"));
}

#[tokio::test]
async fn a_load_that_began_before_a_reload_does_not_bring_the_old_state_back() {
    let gate = Arc::new(Notify::new());
    let script =
        Script::new([dbs([db("orders", "creating")], None).after(&gate), dbs([db("orders", "available")], None)]);
    let one = Rds::new(&session(&script)).db_instance("orders");
    let reader = one.clone();
    let load = tokio::spawn(async move { reader.data().await.unwrap() });
    script.until_sent(1).await;
    assert_eq!(one.reload().await.unwrap().db_instance_status(), Some("available"));
    gate.notify_one();
    assert_eq!(load.await.unwrap().db_instance_status(), Some("creating"), "the reader asked before");
    assert_eq!(one.loaded().unwrap().db_instance_status(), Some("available"));
    assert_eq!(script.count(), 2);
}

/// Nor does it tell its failure to those who ask after the action.
#[tokio::test]
async fn a_load_that_fails_after_an_action_says_nothing_of_the_state_since() {
    let gate = Arc::new(Notify::new());
    let stopped = rds("StopDBInstance", format!("<DBInstance>{}</DBInstance>", db("orders", "stopping")));
    let script = Script::new([no_db("orders").after(&gate), stopped, dbs([db("orders", "stopping")], None)]);
    let one = Rds::new(&session(&script)).db_instance("orders");
    let (early, late) = (one.clone(), one.clone());
    let early = tokio::spawn(async move { early.data().await });
    script.until_sent(1).await;
    one.stop().await.unwrap();
    let late = tokio::spawn(async move { late.data().await });
    // So that it waits for the load that is under way.
    tokio::task::yield_now().await;
    gate.notify_one();
    assert!(early.await.unwrap().unwrap_err().is_not_found());
    assert_eq!(late.await.unwrap().unwrap().db_instance_status(), Some("stopping"));
}

/// A service that fails within itself may have done it before.
#[tokio::test]
async fn an_action_that_the_service_fails_in_forgets() {
    let failed = Answer::http(
        500,
        "text/xml",
        "<ErrorResponse><Error><Type>Receiver</Type><Code>InternalFailure</Code><Message>oops</Message></Error>\
         <RequestId>request-1</RequestId></ErrorResponse>",
    );
    let script = Script::new([named_dbs(&["orders"], None), failed]);
    let db = Rds::new(&session(&script)).db_instance("orders");
    db.data().await.unwrap();
    assert_eq!(db.stop().await.unwrap_err().code(), Some("InternalFailure"));
    assert!(db.loaded().is_none());
}

/// `checklist 103`
#[tokio::test]
async fn data_that_came_with_a_listing_needs_no_call() {
    let script = Script::new([trails(&["audit", "logs"])]);
    let cloudtrail = CloudTrail::new(&session(&script));
    let trails = cloudtrail.trails().all().try_collect().await.unwrap();
    for (trail, name) in trails.iter().zip(["audit", "logs"]) {
        assert_eq!(trail.name_or_arn(), trail_arn(name));
        assert_eq!(trail.data().await.unwrap().name(), Some(name));
        assert!(trail.loaded().is_some());
        assert!(trail.summary().is_none());
    }
}

#[tokio::test]
async fn a_cancelled_load_leaves_the_resource_usable() {
    let gate = Arc::new(Notify::new());
    let script = Script::new([named_dbs(&["orders"], None).after(&gate), named_dbs(&["orders"], None)]);
    let db = Rds::new(&session(&script)).db_instance("orders");
    let reader = db.clone();
    let load = tokio::spawn(async move { reader.data().await });
    script.until_sent(1).await;
    load.abort();
    assert!(load.await.unwrap_err().is_cancelled());
    db.data().await.unwrap();
}

#[tokio::test]
async fn a_missing_resource_is_not_found_by_every_services_own_code() {
    let script = Script::new([
        no_db("gone"),
        query_error(400, "LoadBalancerNotFound", "One or more load balancers not found"),
        json_error("TrailNotFoundException", "Unknown trail"),
        route53_error(404, "NoSuchHostedZone", "No hosted zone found with ID: Z1"),
    ]);
    let session = session(&script);
    let errors = [
        Rds::new(&session).db_instance("gone").data().await.unwrap_err(),
        ElbV2::new(&session).load_balancer(lb_arn("gone")).data().await.unwrap_err(),
        CloudTrail::new(&session).trail("gone").data().await.unwrap_err(),
        Route53::new(&session).hosted_zone("Z1").data().await.unwrap_err(),
    ];
    for error in errors {
        assert_eq!(error.kind(), ErrorKind::NotFound, "{error}");
        assert!(error.is_not_found() && !error.is_access_denied() && !error.is_throttled());
    }
}

/// boto3 calls this a success and crashes at the first attribute.
#[tokio::test]
async fn an_empty_answer_is_not_found_too() {
    let script = Script::new([
        dbs::<String>([], None),
        elb("DescribeLoadBalancers", "<LoadBalancers/>"),
        json(json!({})),
        elb("DescribeLoadBalancers", "<LoadBalancers/>"),
    ]);
    let session = session(&script);
    let balancer = ElbV2::new(&session).load_balancer(lb_arn("gone"));
    let errors = [
        Rds::new(&session).db_instance("gone").data().await.unwrap_err(),
        balancer.data().await.unwrap_err(),
        CloudTrail::new(&session).trail("gone").data().await.unwrap_err(),
        balancer.reload().await.unwrap_err(),
    ];
    for error in &errors {
        assert!(error.is_not_found(), "{error}");
    }
    assert_eq!(errors[0].operation(), Some("DescribeDBInstances"));
    assert_eq!(errors[0].resource(), Some(r#"DBInstance id="gone""#));
    assert!(errors[0].to_string().contains("there is no such DBInstance"), "{}", errors[0]);
}

#[tokio::test]
async fn a_resource_that_is_found_by_searching_pages_stops_at_its_page() {
    let key = |print: &str| json!({"Fingerprint": print, "Value": "AAAA"});
    let script = Script::new([
        json(json!({"PublicKeyList": [key("a")], "NextToken": "2"})),
        json(json!({"PublicKeyList": [key("b"), key("c")], "NextToken": "3"})),
    ]);
    let found = CloudTrail::new(&session(&script)).public_key("b");
    assert_eq!(found.data().await.unwrap().fingerprint(), Some("b"));
    assert_eq!(script.request(1).json()["NextToken"], "2");
}

#[tokio::test]
async fn a_resource_that_no_page_has_is_not_found() {
    let script = Script::new([
        json(json!({"PublicKeyList": [{"Fingerprint": "a"}], "NextToken": "2"})),
        json(json!({"PublicKeyList": []})),
    ]);
    assert!(CloudTrail::new(&session(&script)).public_key("z").data().await.unwrap_err().is_not_found());
}

/// The answer begins at the record that is asked for: a record that isn't there is not searched in the whole zone.
#[tokio::test]
async fn a_record_set_is_on_the_first_page_or_nowhere() {
    let page = "<ResourceRecordSets><ResourceRecordSet><Name>z.</Name><Type>A</Type></ResourceRecordSet>\
         </ResourceRecordSets><IsTruncated>true</IsTruncated><NextRecordName>zz.</NextRecordName>\
         <NextRecordType>A</NextRecordType><MaxItems>1</MaxItems>";
    let script = Script::new([route53("ListResourceRecordSetsResponse", page)]);
    let record = Route53::new(&session(&script)).resource_record_set("Z1", "a.", "A", None);
    assert!(record.data().await.unwrap_err().is_not_found());
    let sent = script.request(0).query();
    assert_eq!((sent["name"].as_str(), sent["type"].as_str()), ("a.", "A"));
}

/// Route 53 writes names in lower case, with a dot at the end, and `*` as `\052`.
#[tokio::test]
async fn a_record_set_is_found_by_the_name_that_people_write() {
    let page = "<ResourceRecordSets><ResourceRecordSet><Name>\\052.example.com.</Name><Type>A</Type><TTL>60</TTL>\
         </ResourceRecordSet></ResourceRecordSets><IsTruncated>false</IsTruncated><MaxItems>100</MaxItems>";
    let script =
        Script::new([route53("ListResourceRecordSetsResponse", page), route53("ListResourceRecordSetsResponse", page)]);
    let zone = Route53::new(&session(&script)).hosted_zone("Z1");
    let record = zone.resource_record_set("*.Example.com", "A", None);
    assert_eq!(record.data().await.unwrap().ttl(), Some(60));
    assert_eq!(zone.resource_record_sets().first().await.unwrap().unwrap(), record);
}

#[tokio::test]
async fn a_trails_listing_keeps_its_smaller_type_as_summary() {
    let info = json!({"Name": "audit", "TrailARN": trail_arn("audit"), "HomeRegion": "eu-west-1"});
    let script = Script::new([json(json!({"Trails": [info]})), json(json!({"Trail": trail("audit")}))]);
    let mut trails = CloudTrail::new(&session(&script)).account_trails();
    let trail = trails.try_next().await.unwrap().unwrap();
    assert_eq!(trail.summary().unwrap().home_region(), Some("eu-west-1"));
    assert!(trail.loaded().is_none(), "a summary isn't passed off as data");
    assert_eq!(trail.data().await.unwrap().s3_bucket_name(), Some("logs"));
    assert_eq!(script.request(1).json(), json!({"Name": trail_arn("audit")}));
    assert!(trail.summary().is_some(), "the summary stays");
}

#[tokio::test]
async fn hosted_zones_by_vpc_come_with_a_summary() {
    let content = "<HostedZoneSummaries><HostedZoneSummary><HostedZoneId>Z1</HostedZoneId><Name>a.</Name>\
         <Owner><OwningAccount>123456789012</OwningAccount></Owner></HostedZoneSummary></HostedZoneSummaries>\
         <MaxItems>100</MaxItems>";
    let script = Script::new([route53("ListHostedZonesByVPCResponse", content), get_zone("Z1")]);
    let listing = Route53::new(&session(&script))
        .hosted_zones_by_vpc()
        .filter(|request| request.vpc_id("vpc-1").vpc_region("eu-west-1".into()));
    let zone = listing.first().await.unwrap().unwrap();
    let owner = zone.summary().unwrap().owner().unwrap().owning_account().map(str::to_owned);
    assert_eq!(owner.as_deref(), Some("123456789012"));
    assert!(zone.loaded().is_none());
    assert_eq!(zone.data().await.unwrap().caller_reference(), "ref-Z1");
    let sent = script.request(0);
    assert_eq!(sent.path(), "/2013-04-01/hostedzonesbyvpc");
    assert_eq!(sent.query(), [("vpcid".into(), "vpc-1".into()), ("vpcregion".into(), "eu-west-1".into())].into());
}

#[tokio::test]
async fn traffic_policies_load_the_version_of_their_summary() {
    let listed = "<TrafficPolicySummaries><TrafficPolicySummary><Id>tp</Id><Name>n</Name><Type>A</Type>\
         <LatestVersion>3</LatestVersion><TrafficPolicyCount>3</TrafficPolicyCount></TrafficPolicySummary>\
         </TrafficPolicySummaries><IsTruncated>false</IsTruncated><TrafficPolicyIdMarker></TrafficPolicyIdMarker>\
         <MaxItems>100</MaxItems>";
    let loaded = "<TrafficPolicy><Id>tp</Id><Version>3</Version><Name>n</Name><Type>A</Type>\
         <Document>{}</Document></TrafficPolicy>";
    let script =
        Script::new([route53("ListTrafficPoliciesResponse", listed), route53("GetTrafficPolicyResponse", loaded)]);
    let policies = Route53::new(&session(&script)).traffic_policies().try_collect().await.unwrap();
    assert_eq!((policies[0].id(), policies[0].version()), ("tp", 3));
    assert_eq!(policies[0].summary().unwrap().traffic_policy_count(), 3);
    assert_eq!(policies[0].data().await.unwrap().document(), "{}");
    assert_eq!(script.request(1).operation(), "GET /2013-04-01/trafficpolicy/tp/3");
}

#[tokio::test]
async fn an_action_forgets_data_but_not_the_summary() {
    let info = json!({"EventDataStoreArn": store_arn("s"), "Name": "s"});
    let script = Script::new([json(json!({"EventDataStores": [info]})), store("s", "ENABLED"), json(json!({}))]);
    let listing = CloudTrail::new(&session(&script)).event_data_stores();
    let store = listing.first().await.unwrap().unwrap();
    store.data().await.unwrap();
    store.stop_ingestion().await.unwrap();
    assert!(store.loaded().is_none());
    assert_eq!(store.summary().unwrap().name(), Some("s"));
}

#[tokio::test]
async fn a_load_that_cannot_connect_says_so() {
    let script = Script::new([Answer::unreachable()]);
    let error = Rds::new(&session(&script)).db_instance("orders").data().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Dispatch);
    assert!(!error.is_not_found());
}
