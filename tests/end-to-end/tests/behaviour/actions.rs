//! Actions: what is sent, what comes back, and parameters that are found late.

use aws_resources::{
    ErrorKind,
    cloudtrail::CloudTrail,
    elbv2::ElbV2,
    rds::Rds,
    route53::{
        Route53,
        sdk::types::{Change, ChangeAction, ChangeBatch, ResourceRecordSet, RrType},
    },
};
use end_to_end::{
    answers::{
        caller, change, db, db_arn, elb, get_zone, json, lb_arn, load_balancers, named_dbs, no_db, query_error,
        query_tags, rds, route53, store_arn, trail, trail_arn,
    },
    script::{Answer, Script, session},
};
use serde_json::json;

/// `checklist 1, 2, 3, 99`
#[tokio::test]
async fn a_plain_action_sends_the_identifier_and_gives_the_sdks_output() {
    let script = Script::new([json(json!({"IsLogging": true}))]);
    let status = CloudTrail::new(&session(&script)).trail("audit").get_status().await.unwrap();
    assert_eq!(status.is_logging(), Some(true));
    assert_eq!(script.operations(), ["GetTrailStatus"]);
    assert_eq!(script.request(0).json(), json!({"Name": "audit"}));
}

/// `checklist 2, 46`
#[tokio::test]
async fn with_finishes_the_sdks_request_beside_the_identifier() {
    let deleted = rds("DeleteDBInstance", format!("<DBInstance>{}</DBInstance>", db("orders", "deleting")));
    let script = Script::new([deleted]);
    let instance = Rds::new(&session(&script)).db_instance("orders");
    instance
        .delete()
        .with(|request| request.skip_final_snapshot(true))
        .with(|request| request.delete_automated_backups(false))
        .await
        .unwrap();
    let expected =
        [("DBInstanceIdentifier", "orders"), ("DeleteAutomatedBackups", "false"), ("SkipFinalSnapshot", "true")];
    assert_eq!(script.request(0).params(), expected.map(|(name, value)| (name.into(), value.into())).into());
}

#[tokio::test]
async fn request_shows_the_request_and_an_action_that_is_not_awaited_sends_nothing() {
    let script = Script::silent();
    let instance = Rds::new(&session(&script)).db_instance("orders");
    let action = instance.delete().with(|request| request.skip_final_snapshot(true));
    assert_eq!(action.request().get_db_instance_identifier().as_deref(), Some("orders"));
    assert_eq!(action.request().get_skip_final_snapshot(), &Some(true));
}

/// `checklist 4, 94, 100`
#[tokio::test]
async fn an_action_that_creates_gives_the_resource_with_its_data() {
    let created = rds("CreateDBInstance", format!("<DBInstance>{}</DBInstance>", db("orders", "creating")));
    let script = Script::new([created]);
    let rds = Rds::new(&session(&script));
    let made = rds
        .create_db_instance()
        .with(|request| request.db_instance_identifier("orders").engine("postgres").db_instance_class("db.t4g.micro"))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(made, rds.db_instance("orders"));
    assert_eq!(made.data().await.unwrap().db_instance_status(), Some("creating"));
}

/// `checklist 103`
#[tokio::test]
async fn a_response_that_is_less_than_the_data_makes_a_resource_without_data() {
    let script = Script::new([
        json(json!({"Name": "audit", "TrailARN": trail_arn("audit")})),
        json(json!({"Trail": trail("audit")})),
    ]);
    let cloudtrail = CloudTrail::new(&session(&script));
    let made =
        cloudtrail.create_trail().with(|request| request.name("audit").s3_bucket_name("logs")).await.unwrap().unwrap();
    assert_eq!(made.name_or_arn(), trail_arn("audit"));
    assert!(made.loaded().is_none());
    assert_eq!(made.data().await.unwrap().s3_bucket_name(), Some("logs"));
}

/// `checklist 102`
#[tokio::test]
async fn an_action_that_names_several_resources_gives_them_all_with_their_own_data() {
    let rule =
        |number: u8| format!("<member><RuleArn>arn:rule/{number}</RuleArn><Priority>{number}</Priority></member>");
    let script = Script::new([elb("SetRulePriorities", format!("<Rules>{}{}</Rules>", rule(1), rule(2)))]);
    let rules = ElbV2::new(&session(&script)).set_rule_priorities().await.unwrap();
    assert_eq!(rules.iter().map(|rule| rule.arn_identifier()).collect::<Vec<_>>(), ["arn:rule/1", "arn:rule/2"]);
    for (rule, priority) in rules.iter().zip(["1", "2"]) {
        assert_eq!(rule.data().await.unwrap().priority(), Some(priority));
    }
}

/// `checklist 95`
#[tokio::test]
async fn resources_of_a_response_take_what_it_does_not_repeat_from_the_request() {
    let target = "<DBProxyTargets><member><RdsResourceId>orders</RdsResourceId><Type>RDS_INSTANCE</Type></member>\
         </DBProxyTargets>";
    let script = Script::new([rds("RegisterDBProxyTargets", target)]);
    let group = Rds::new(&session(&script)).db_proxy_target_group("proxy", "default");
    let targets = group.register_targets().with(|request| request.db_instance_identifiers("orders")).await.unwrap();
    assert_eq!(targets.len(), 1);
    assert_eq!((targets[0].proxy_name(), targets[0].target_group_name()), ("proxy", "default"));
    assert_eq!(targets[0].id(), "orders");
}

#[tokio::test]
async fn a_listed_resource_without_its_identifier_fails_the_action_and_is_not_dropped() {
    let script = Script::new([elb("SetRulePriorities", "<Rules><member><Priority>1</Priority></member></Rules>")]);
    let error = ElbV2::new(&session(&script)).set_rule_priorities().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::MissingIdentifier);
    assert!(error.message().contains("`RuleArn`"), "{error}");
}

/// `checklist 104`
#[tokio::test]
async fn an_action_whose_response_lists_nothing_gives_an_empty_vec() {
    let script = Script::new([elb("SetRulePriorities", ""), get_zone("Z1")]);
    let session = session(&script);
    assert!(ElbV2::new(&session).set_rule_priorities().await.unwrap().is_empty());
    assert!(Route53::new(&session).hosted_zone("Z1").get_name_servers().await.unwrap().is_empty());
}

/// `checklist 101`
#[tokio::test]
async fn an_action_whose_response_names_nothing_gives_none() {
    let script = Script::new([rds("StopDBInstance", ""), get_zone("Z1"), json(json!({}))]);
    let session = session(&script);
    assert!(Rds::new(&session).db_instance("orders").stop().await.unwrap().is_none());
    assert!(Route53::new(&session).hosted_zone("Z1").get_delegation_set().await.unwrap().is_none());
    assert!(
        CloudTrail::new(&session).create_trail().with(|r| r.name("x").s3_bucket_name("y")).await.unwrap().is_none()
    );
}

/// `checklist 99`
#[tokio::test]
async fn an_action_with_a_path_gives_the_value_there() {
    let zone = "<HostedZone><Id>/hostedzone/Z1</Id><Name>a.</Name><CallerReference>r</CallerReference></HostedZone>\
         <DelegationSet><NameServers><NameServer>ns-1</NameServer><NameServer>ns-2</NameServer></NameServers>\
         </DelegationSet>";
    let script = Script::new([
        route53("GetHostedZoneResponse", zone),
        route53("GetHostedZoneCountResponse", "<HostedZoneCount>17</HostedZoneCount>"),
    ]);
    let route53 = Route53::new(&session(&script));
    assert_eq!(route53.hosted_zone("Z1").get_name_servers().await.unwrap(), ["ns-1", "ns-2"]);
    assert_eq!(route53.get_hosted_zone_count().await.unwrap(), 17);
}

#[tokio::test]
async fn an_action_gives_a_resource_of_another_type() {
    let script = Script::new([route53("DeleteHostedZoneResponse", change("C1", "PENDING"))]);
    let started = Route53::new(&session(&script)).hosted_zone("Z1").delete().await.unwrap().unwrap();
    assert_eq!(started.id(), "C1");
    assert_eq!(started.data().await.unwrap().status().as_str(), "PENDING");
    assert_eq!(script.operations(), ["DELETE /2013-04-01/hostedzone/Z1"]);
}

/// `checklist 82`
#[tokio::test]
async fn a_listing_by_arn_loads_the_resource_to_get_its_arn() {
    let tags = rds("ListTagsForResource", format!("<TagList>{}</TagList>", query_tags(&["env"], "Tag")));
    let script = Script::new([named_dbs(&["orders"], None), tags]);
    let instance = Rds::new(&session(&script)).db_instance("orders");
    let tags = instance.tags_collection().try_collect().await.unwrap();
    assert_eq!((tags[0].resource_name(), tags[0].key()), (db_arn("orders").as_str(), "env"));
    assert_eq!(script.operations(), ["DescribeDBInstances", "ListTagsForResource"]);
    assert_eq!(script.request(1).params(), [("ResourceName".to_owned(), db_arn("orders"))].into());
}

/// `checklist 81`
#[tokio::test]
async fn a_listing_by_arn_of_a_loaded_resource_makes_one_call() {
    let tags = || rds("ListTagsForResource", "<TagList></TagList>");
    let script = Script::new([named_dbs(&["orders"], None), tags(), tags()]);
    let instance = Rds::new(&session(&script)).db_instances().first().await.unwrap().unwrap();
    assert!(instance.tags_collection().try_collect().await.unwrap().is_empty());
    assert!(instance.tags_collection().try_collect().await.unwrap().is_empty());
    assert_eq!(script.count(), 3);
}

/// `checklist 85`
#[tokio::test]
async fn a_value_that_the_user_sets_stays_and_saves_the_load() {
    let script = Script::new([
        rds("ListTagsForResource", format!("<TagList>{}</TagList>", query_tags(&["env"], "Tag"))),
        rds("AddTagsToResource", ""),
    ]);
    let instance = Rds::new(&session(&script)).db_instance("orders");
    let own = db_arn("own");
    let tags = instance.tags_collection().filter(|request| request.resource_name(&own)).try_collect().await.unwrap();
    assert_eq!(tags[0].resource_name(), own);
    instance.add_tags().with(|request| request.resource_name(&own)).await.unwrap();
    for sent in script.sent() {
        assert_eq!(sent.param("ResourceName"), Some(own.clone()));
    }
}

#[tokio::test]
async fn an_action_by_arn_loads_then_sends_it_and_forgets() {
    let script = Script::new([named_dbs(&["orders"], None), rds("AddTagsToResource", "")]);
    let instance = Rds::new(&session(&script)).db_instance("orders");
    let tag = aws_resources::rds::sdk::types::Tag::builder().key("env").value("prod").build();
    instance.add_tags().with(|request| request.tags(tag)).await.unwrap();
    let expected =
        [("ResourceName", db_arn("orders").as_str()), ("Tags.Tag.1.Key", "env"), ("Tags.Tag.1.Value", "prod")]
            .map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert_eq!(script.request(1).params(), expected.into());
    assert!(instance.loaded().is_none());
}

#[tokio::test]
async fn an_action_whose_arn_cannot_be_found_is_not_sent() {
    let script = Script::new([no_db("orders"), no_db("orders")]);
    let instance = Rds::new(&session(&script)).db_instance("orders");
    assert!(instance.add_tags().await.unwrap_err().is_not_found());
    assert!(instance.tags_collection().try_collect().await.unwrap_err().is_not_found());
    assert_eq!(script.operations(), ["DescribeDBInstances", "DescribeDBInstances"]);
}

#[tokio::test]
async fn an_action_by_a_built_arn_asks_sts_for_the_account() {
    let script = Script::new([caller("123456789012"), rds("AddTagsToResource", "")]);
    Rds::new(&session(&script)).blue_green_deployment("bgd-1").add_tags().await.unwrap();
    let expected = "arn:aws:rds:eu-west-1:123456789012:deployment:bgd-1";
    assert_eq!(script.request(1).param("ResourceName").as_deref(), Some(expected));
}

/// `checklist 84, 87, 89`: constants, one-element lists and nested targets, filled from the loaded data.
#[tokio::test]
async fn a_record_sets_delete_sends_its_own_data_in_a_change_batch() {
    let listed = "<ResourceRecordSets><ResourceRecordSet><Name>a.</Name><Type>A</Type><TTL>60</TTL>\
         <ResourceRecords><ResourceRecord><Value>192.0.2.1</Value></ResourceRecord></ResourceRecords>\
         </ResourceRecordSet></ResourceRecordSets><IsTruncated>false</IsTruncated><MaxItems>100</MaxItems>";
    let script = Script::new([
        route53("ListResourceRecordSetsResponse", listed),
        route53("ChangeResourceRecordSetsResponse", change("C1", "PENDING")),
    ]);
    let record = Route53::new(&session(&script)).resource_record_set("Z1", "a.", "A", None);
    assert_eq!(record.delete().await.unwrap().unwrap().id(), "C1");
    let sent = script.request(1);
    assert_eq!(sent.operation(), "POST /2013-04-01/hostedzone/Z1/rrset");
    let expected = "<Changes><Change><Action>DELETE</Action><ResourceRecordSet><Name>a.</Name><Type>A</Type>\
         <TTL>60</TTL><ResourceRecords><ResourceRecord><Value>192.0.2.1</Value></ResourceRecord></ResourceRecords>\
         </ResourceRecordSet></Change></Changes>";
    assert!(sent.body.contains(expected), "{}", sent.body);
}

#[tokio::test]
async fn a_change_batch_that_the_user_sets_is_sent_as_it_is_and_saves_the_load() {
    let batch = ChangeBatch::builder()
        .changes(
            Change::builder()
                .action(ChangeAction::Upsert)
                .resource_record_set(ResourceRecordSet::builder().name("own.").r#type(RrType::A).build().unwrap())
                .build()
                .unwrap(),
        )
        .build()
        .unwrap();
    let answer = || route53("ChangeResourceRecordSetsResponse", change("C1", "PENDING"));
    let script = Script::new([answer(), answer()]);
    let zone = Route53::new(&session(&script)).hosted_zone("Z1");
    zone.change_resource_record_sets().with(|request| request.change_batch(batch.clone())).await.unwrap();
    zone.resource_record_set("a.", "A", None).delete().with(|request| request.change_batch(batch)).await.unwrap();
    for sent in script.sent() {
        assert!(sent.body.contains("<Action>UPSERT</Action>") && sent.body.contains("<Name>own.</Name>"));
    }
}

/// `checklist 87`
#[tokio::test]
async fn a_list_target_holds_the_identifier_as_its_one_element() {
    let script = Script::new([load_balancers(&["web"], None), elb("AddTags", "")]);
    let balancer = ElbV2::new(&session(&script)).load_balancer(lb_arn("web"));
    balancer.data().await.unwrap();
    let tag = aws_resources::elbv2::sdk::types::Tag::builder().key("env").build();
    balancer.add_tags().with(|request| request.tags(tag)).await.unwrap();
    assert_eq!(script.request(0).params(), [("LoadBalancerArns.member.1".to_owned(), lb_arn("web"))].into());
    assert_eq!(script.request(1).param("ResourceArns.member.1"), Some(lb_arn("web")));
    assert_eq!(script.request(1).param("ResourceArns.member.2"), None);
}

#[tokio::test]
async fn a_request_that_the_sdk_refuses_is_an_error_before_any_call() {
    let script = Script::silent();
    let error = Route53::new(&session(&script)).hosted_zone("").get_name_servers().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
    assert_eq!(error.operation(), Some("GetHostedZone"));
}

/// The request may hold a password; `Debug` names the operation only.
#[test]
fn debug_of_an_action_does_not_show_the_request() {
    let script = Script::silent();
    let action = Rds::new(&session(&script))
        .create_db_instance()
        .with(|request| request.master_user_password("correct-horse-battery-staple"));
    let text = format!("{action:?}");
    assert!(text.contains("CreateDBInstance") && !text.contains("battery"), "{text}");
}

#[tokio::test]
async fn an_action_on_the_service_fails_without_a_resource_in_its_error() {
    let script =
        Script::new([query_error(400, "DBInstanceAlreadyExists", "DB instance already exists"), Answer::unreachable()]);
    let rds = Rds::new(&session(&script));
    let error = rds.create_db_instance().await.unwrap_err();
    assert_eq!((error.code(), error.resource()), (Some("DBInstanceAlreadyExists"), None));
    assert_eq!(rds.create_db_instance().await.unwrap_err().kind(), ErrorKind::Dispatch);
}

#[tokio::test]
async fn an_arn_identifier_is_sent_as_it_is() {
    let script = Script::new([json(json!({}))]);
    CloudTrail::new(&session(&script)).event_data_store(store_arn("s")).start_ingestion().await.unwrap();
    assert_eq!(script.request(0).json(), json!({"EventDataStore": store_arn("s")}));
}
