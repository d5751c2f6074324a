//! Page tokens: the SDK's paginators and the token loops of our own, and listings of two levels.

use aws_resources::{
    ErrorKind,
    cloudtrail::CloudTrail,
    elbv2::ElbV2,
    rds::Rds,
    route53::{ResourceRecordSet, Route53, TrafficPolicy},
};
use end_to_end::{
    answers::{db_arn, elb, json, lb_arn, named_dbs, query_tags, rds, route53, zones},
    script::{Answer, Script, session},
    sent::params,
};
use futures_util::StreamExt as _;
use serde_json::json;

/// One page of `ListTrafficPolicies`.
fn policies(ids: &[&str], marker: Option<&str>) -> Answer {
    let summaries: String = ids
        .iter()
        .map(|id| {
            format!(
                "<TrafficPolicySummary><Id>{id}</Id><Name>n</Name><Type>A</Type><LatestVersion>1</LatestVersion>\
                 <TrafficPolicyCount>1</TrafficPolicyCount></TrafficPolicySummary>"
            )
        })
        .collect();
    let content = format!(
        "<TrafficPolicySummaries>{summaries}</TrafficPolicySummaries><IsTruncated>{}</IsTruncated>\
         <TrafficPolicyIdMarker>{}</TrafficPolicyIdMarker><MaxItems>100</MaxItems>",
        marker.is_some(),
        marker.unwrap_or_default()
    );
    route53("ListTrafficPoliciesResponse", content)
}

/// One page of `ListResourceRecordSets`: names with an optional set identifier, and the three-part marker.
fn records(sets: &[(&str, Option<&str>)], next: Option<(&str, &str, Option<&str>)>) -> Answer {
    let sets: String = sets
        .iter()
        .map(|(name, identifier)| {
            let identifier = identifier.map(|id| format!("<SetIdentifier>{id}</SetIdentifier>")).unwrap_or_default();
            format!("<ResourceRecordSet><Name>{name}</Name><Type>A</Type>{identifier}</ResourceRecordSet>")
        })
        .collect();
    let marker = next.map_or_else(String::new, |(name, kind, identifier)| {
        let identifier =
            identifier.map(|id| format!("<NextRecordIdentifier>{id}</NextRecordIdentifier>")).unwrap_or_default();
        format!("<NextRecordName>{name}</NextRecordName><NextRecordType>{kind}</NextRecordType>{identifier}")
    });
    let content = format!(
        "<ResourceRecordSets>{sets}</ResourceRecordSets><IsTruncated>{}</IsTruncated>{marker}<MaxItems>100</MaxItems>",
        next.is_some()
    );
    route53("ListResourceRecordSetsResponse", content)
}

#[tokio::test]
async fn a_token_that_the_sdks_paginator_gets_twice_is_an_error_after_the_items_of_that_page() {
    let script = Script::new([named_dbs(&["a"], Some("same")), named_dbs(&["b"], Some("same"))]);
    let mut all = Rds::new(&session(&script)).db_instances();
    assert_eq!(all.next().await.unwrap().unwrap().id(), "a");
    assert_eq!(all.next().await.unwrap().unwrap().id(), "b");
    let error = all.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::RepeatedToken);
    assert_eq!(error.operation(), Some("DescribeDBInstances"));
    assert!(!error.message().contains("same"), "a token may have somebody's data in it: {error}");
    assert!(all.next().await.is_none());
}

#[tokio::test]
async fn a_token_that_our_own_loop_gets_twice_is_an_error_after_the_items_of_that_page() {
    let script = Script::new([policies(&["a"], Some("same")), policies(&["b"], Some("same"))]);
    let mut all = Route53::new(&session(&script)).traffic_policies();
    assert_eq!(all.next().await.unwrap().unwrap().id(), "a");
    assert_eq!(all.next().await.unwrap().unwrap().id(), "b");
    let error = all.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::RepeatedToken);
    assert!(all.next().await.is_none());
}

#[tokio::test]
async fn a_limit_that_is_reached_before_the_repeated_token_is_no_error() {
    let script = Script::new([named_dbs(&["a"], Some("same")), named_dbs(&["b"], Some("same"))]);
    assert_eq!(Rds::new(&session(&script)).db_instances().limit(2).try_collect().await.unwrap().len(), 2);
    let script = Script::new([policies(&["a"], Some("same")), policies(&["b"], Some("same"))]);
    assert_eq!(Route53::new(&session(&script)).traffic_policies().limit(2).try_collect().await.unwrap().len(), 2);
}

#[tokio::test]
async fn tokens_that_come_round_in_a_circle_end_in_an_error_in_both_ways_to_page() {
    let script = Script::new(["1", "2", "3", "2"].map(|marker| policies(&["x"], Some(marker))));
    let policies: Vec<_> = Route53::new(&session(&script)).traffic_policies().collect().await;
    assert_eq!(policies.len(), 5, "the items of the page with the repeated token still come");
    assert_eq!(policies[4].as_ref().unwrap_err().kind(), ErrorKind::RepeatedToken);
    let script = Script::new(["1", "2", "3", "2"].map(|marker| named_dbs(&["x"], Some(marker))));
    let instances: Vec<_> = Rds::new(&session(&script)).db_instances().collect().await;
    assert_eq!(instances.len(), 5);
    assert_eq!(instances[4].as_ref().unwrap_err().kind(), ErrorKind::RepeatedToken);
}

#[tokio::test]
async fn a_marker_of_the_user_that_comes_back_is_an_error_too() {
    let script = Script::new([named_dbs(&["x"], Some("mine"))]);
    let instances = Rds::new(&session(&script)).db_instances().filter(|request| request.marker("mine"));
    let instances: Vec<_> = instances.collect().await;
    assert_eq!(instances.len(), 2);
    assert_eq!(instances[1].as_ref().unwrap_err().kind(), ErrorKind::RepeatedToken);
}

/// `checklist 32`
#[tokio::test]
async fn our_own_loop_follows_the_marker_and_resends_all_parameters() {
    let script = Script::new([policies(&["a"], Some("b")), policies(&["b"], None)]);
    let all = Route53::new(&session(&script)).traffic_policies().page_size(1).try_collect().await.unwrap();
    assert_eq!(all.iter().map(TrafficPolicy::id).collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!(script.request(0).query(), params(&[("maxitems", "1")]));
    assert_eq!(script.request(1).query(), params(&[("maxitems", "1"), ("trafficpolicyid", "b")]));
}

#[tokio::test]
async fn an_answer_that_is_truncated_without_a_marker_is_an_error_after_its_items() {
    let summary = "<TrafficPolicySummary><Id>a</Id><Name>n</Name><Type>A</Type><LatestVersion>1</LatestVersion>\
         <TrafficPolicyCount>1</TrafficPolicyCount></TrafficPolicySummary>";
    let content = format!(
        "<TrafficPolicySummaries>{summary}</TrafficPolicySummaries><IsTruncated>true</IsTruncated>\
         <TrafficPolicyIdMarker></TrafficPolicyIdMarker><MaxItems>100</MaxItems>"
    );
    let script = Script::new([route53("ListTrafficPoliciesResponse", content)]);
    let mut all = Route53::new(&session(&script)).traffic_policies();
    assert_eq!(all.next().await.unwrap().unwrap().id(), "a");
    assert_eq!(all.next().await.unwrap().unwrap_err().kind(), ErrorKind::MissingToken);
    assert!(all.next().await.is_none());
}

#[tokio::test]
async fn an_answer_that_is_not_truncated_ends_the_listing_though_it_has_a_marker() {
    let content = "<TrafficPolicySummaries></TrafficPolicySummaries><IsTruncated>false</IsTruncated>\
         <TrafficPolicyIdMarker>left-over</TrafficPolicyIdMarker><MaxItems>100</MaxItems>";
    let script = Script::new([route53("ListTrafficPoliciesResponse", content)]);
    assert!(Route53::new(&session(&script)).traffic_policies().try_collect().await.unwrap().is_empty());
}

/// `checklist 32`: the SDK has no paginator for it.
#[tokio::test]
async fn record_sets_follow_their_three_part_marker_whose_parts_go_away_again() {
    let script = Script::new([
        records(&[("a.", Some("one"))], Some(("a.", "A", Some("two")))),
        records(&[("a.", Some("two"))], Some(("b.", "AAAA", None))),
        records(&[("b.", None)], None),
    ]);
    let zone = Route53::new(&session(&script)).hosted_zone("/hostedzone/Z1");
    let all = zone.resource_record_sets().page_size(1).try_collect().await.unwrap();
    let names: Vec<_> = all.iter().map(|set| (set.name(), set.set_identifier())).collect();
    assert_eq!(names, [("a.", Some("one")), ("a.", Some("two")), ("b.", None)]);
    assert!(all.iter().all(|set| set.hosted_zone_id() == "Z1"));
    let queries: Vec<_> = script.sent().iter().map(|sent| sent.query()).collect();
    assert_eq!(queries[0], params(&[("maxitems", "1")]));
    assert_eq!(queries[1], params(&[("maxitems", "1"), ("name", "a."), ("type", "A"), ("identifier", "two")]));
    assert_eq!(queries[2], params(&[("maxitems", "1"), ("name", "b."), ("type", "AAAA")]), "no old identifier");
    assert!(script.sent().iter().all(|sent| sent.path() == "/2013-04-01/hostedzone/Z1/rrset"));
}

#[tokio::test]
async fn a_start_that_the_user_sets_is_overwritten_by_the_next_pages_marker() {
    let script = Script::new([records(&[("m.", None)], Some(("n.", "A", None))), records(&[("n.", None)], None)]);
    let zone = Route53::new(&session(&script)).hosted_zone("Z1");
    let some = zone.resource_record_sets().filter(|request| {
        request.start_record_name("m.").start_record_type("A".into()).start_record_identifier("blue")
    });
    assert_eq!(some.try_collect().await.unwrap().iter().map(ResourceRecordSet::name).collect::<Vec<_>>(), ["m.", "n."]);
    assert_eq!(script.request(1).query(), params(&[("name", "n."), ("type", "A")]));
}

#[tokio::test]
async fn a_three_part_marker_repeated_in_full_is_an_error_and_one_changed_part_is_not() {
    let script = Script::new([
        records(&[("a.", Some("one"))], Some(("a.", "A", Some("two")))),
        records(&[("a.", Some("two"))], Some(("a.", "A", Some("three")))),
        records(&[("a.", Some("three"))], Some(("a.", "A", Some("three")))),
    ]);
    let mut all = Route53::new(&session(&script)).hosted_zone("Z1").resource_record_sets();
    for expected in ["one", "two", "three"] {
        assert_eq!(all.next().await.unwrap().unwrap().set_identifier(), Some(expected));
    }
    assert_eq!(all.next().await.unwrap().unwrap_err().kind(), ErrorKind::RepeatedToken);
    assert!(all.next().await.is_none());
}

/// `checklist 25`
#[tokio::test]
async fn every_parameter_is_resent_on_each_page_of_the_sdks_paginator() {
    let script = Script::new([zones(&["Z1"], Some("m2")), zones(&["Z2"], None)]);
    let zones = Route53::new(&session(&script))
        .hosted_zones()
        .filter(|request| request.delegation_set_id("N1"))
        .page_size(1)
        .try_collect()
        .await
        .unwrap();
    assert_eq!(zones.len(), 2);
    assert_eq!(script.request(0).query(), params(&[("delegationsetid", "N1"), ("maxitems", "1")]));
    assert_eq!(script.request(1).query(), params(&[("delegationsetid", "N1"), ("marker", "m2"), ("maxitems", "1")]));
}

#[tokio::test]
async fn json_listings_page_with_their_next_token() {
    let import = |id: &str| json!({"ImportId": id});
    let script = Script::new([
        json(json!({"Imports": [import("1")], "NextToken": "t"})),
        json(json!({"Imports": [import("2")]})),
    ]);
    let imports = CloudTrail::new(&session(&script)).imports().page_size(1).try_collect().await.unwrap();
    assert_eq!(imports.iter().map(|import| import.id()).collect::<Vec<_>>(), ["1", "2"]);
    assert_eq!(script.request(0).json(), json!({"MaxResults": 1}));
    assert_eq!(script.request(1).json(), json!({"MaxResults": 1, "NextToken": "t"}));
}

#[tokio::test]
async fn tags_of_a_load_balancer_are_taken_from_two_levels() {
    let description = |tags: &str| format!("<member><ResourceArn>{}</ResourceArn>{tags}</member>", lb_arn("web"));
    let first = description(&format!("<Tags>{}</Tags>", query_tags(&["env", "team"], "member")));
    let script = Script::new([elb("DescribeTags", format!("<TagDescriptions>{first}</TagDescriptions>"))]);
    let balancer = ElbV2::new(&session(&script)).load_balancer(lb_arn("web"));
    let tags = balancer.tags_collection().try_collect().await.unwrap();
    assert_eq!(tags.iter().map(|tag| tag.key()).collect::<Vec<_>>(), ["env", "team"]);
    assert_eq!(tags[1].data().await.unwrap().value(), Some("v-team"));
    assert!(tags.iter().all(|tag| tag.resource_arn() == lb_arn("web")));
    assert_eq!(script.request(0).params(), [("ResourceArns.member.1".to_owned(), lb_arn("web"))].into());
}

/// The user may ask for the tags of more resources than the one whose listing it is.
#[tokio::test]
async fn each_tag_of_two_levels_belongs_to_the_resource_of_its_own_description() {
    let description = |name: &str, keys: &[&str]| {
        let tags = query_tags(keys, "member");
        format!("<member><ResourceArn>{}</ResourceArn><Tags>{tags}</Tags></member>", lb_arn(name))
    };
    let both = format!("{}{}", description("a", &["env"]), description("b", &["env", "team"]));
    let script = Script::new([elb("DescribeTags", format!("<TagDescriptions>{both}</TagDescriptions>"))]);
    let balancer = ElbV2::new(&session(&script)).load_balancer(lb_arn("a"));
    let tags =
        balancer.tags_collection().filter(|request| request.resource_arns(lb_arn("b"))).try_collect().await.unwrap();
    let owners: Vec<_> = tags.iter().map(|tag| tag.resource_arn().to_owned()).collect();
    assert_eq!(owners, ["a", "b", "b"].map(lb_arn));
    assert_eq!(script.request(0).param("ResourceArns.member.2"), Some(lb_arn("b")), "appended");
}

/// `checklist 95`: the identifier that the response doesn't repeat is taken from the request.
#[tokio::test]
async fn pending_maintenance_of_two_levels_and_two_pages_keeps_each_resource() {
    let page = |actions: &[&str], marker: &str| {
        let details: String = actions
            .iter()
            .map(|action| format!("<PendingMaintenanceAction><Action>{action}</Action></PendingMaintenanceAction>"))
            .collect();
        let resource = format!(
            "<ResourcePendingMaintenanceActions><ResourceIdentifier>{}</ResourceIdentifier>\
             <PendingMaintenanceActionDetails>{details}</PendingMaintenanceActionDetails>\
             </ResourcePendingMaintenanceActions>",
            db_arn("orders")
        );
        rds(
            "DescribePendingMaintenanceActions",
            format!("<PendingMaintenanceActions>{resource}</PendingMaintenanceActions>{marker}"),
        )
    };
    let script = Script::new([
        named_dbs(&["orders"], None),
        page(&["system-update", "db-upgrade"], "<Marker>2</Marker>"),
        page(&["hardware-maintenance"], ""),
    ]);
    let db = Rds::new(&session(&script)).db_instance("orders");
    let actions = db.pending_maintenance_actions().try_collect().await.unwrap();
    let names: Vec<_> = actions.iter().map(|action| action.action()).collect();
    assert_eq!(names, ["system-update", "db-upgrade", "hardware-maintenance"]);
    assert!(actions.iter().all(|action| action.resource_arn() == db_arn("orders")));
    for page in [1, 2] {
        assert_eq!(script.request(page).param("ResourceIdentifier"), Some(db_arn("orders")));
    }
    assert_eq!(script.request(2).param("Marker").as_deref(), Some("2"));
}
