//! ARNs: returned, built, and none.

use std::sync::Arc;

use aws_resources::{ErrorKind, Resource, Session, cloudtrail::CloudTrail, elbv2::ElbV2, rds::Rds, route53::Route53};
use end_to_end::{
    answers::{caller, db, db_arn, dbs, json, lb_arn, named_dbs, no_db, query_error, rds, trail, trail_arn},
    script::{Answer, Script, config, session},
};
use serde_json::json;
use tokio::sync::Notify;

#[tokio::test]
async fn the_arn_that_aws_returned_wins_whatever_the_session_is() {
    let foreign = "arn:aws-us-gov:rds:us-gov-east-1:999999999999:db:orders";
    let members =
        format!("<DBInstanceIdentifier>orders</DBInstanceIdentifier><DBInstanceArn>{foreign}</DBInstanceArn>");
    let script = Script::new([dbs([members], None)]);
    let session = session(&script).with_account_id("123456789012").unwrap();
    let arn = Rds::new(&session).db_instance("orders").arn().await.unwrap();
    assert_eq!(arn.to_string(), foreign);
    assert_eq!((arn.partition(), arn.service()), ("aws-us-gov", "rds"));
    assert_eq!((arn.region(), arn.account()), (Some("us-gov-east-1"), Some("999999999999")));
    assert_eq!((arn.resource_type(), arn.resource_id()), (Some("db"), "orders"));
}

#[tokio::test]
async fn the_arn_of_a_listed_resource_needs_no_call() {
    let script = Script::new([named_dbs(&["a", "b"], None)]);
    for db in Rds::new(&session(&script)).db_instances().try_collect().await.unwrap() {
        assert_eq!(db.arn().await.unwrap().as_str(), db_arn(db.id()));
    }
}

#[tokio::test]
async fn the_arn_of_a_summary_needs_no_call() {
    let info = json!({"Name": "audit", "TrailARN": trail_arn("audit")});
    let script = Script::new([json(json!({"Trails": [info]}))]);
    let trail = CloudTrail::new(&session(&script)).account_trails().first().await.unwrap().unwrap();
    assert_eq!(trail.arn().await.unwrap().as_str(), trail_arn("audit"));
    assert!(trail.loaded().is_none());
}

#[tokio::test]
async fn the_arn_of_a_resource_by_name_loads_it() {
    let script = Script::new([json(json!({"Trail": trail("audit")})), no_db("gone")]);
    let session = session(&script);
    let trail = CloudTrail::new(&session).trail("audit");
    assert_eq!(trail.arn().await.unwrap().as_str(), trail_arn("audit"));
    assert_eq!(trail.arn().await.unwrap().as_str(), trail_arn("audit"));
    assert!(Rds::new(&session).db_instance("gone").arn().await.unwrap_err().is_not_found());
}

/// What an action forgets is the state.
#[tokio::test]
async fn an_arn_that_was_known_stays_known_when_the_data_is_forgotten() {
    let stopped = |id| rds("StopDBInstance", format!("<DBInstance>{}</DBInstance>", db(id, "stopping")));
    let script = Script::new([named_dbs(&["a"], None), stopped("a"), named_dbs(&["b"], None), stopped("b")]);
    let rds = Rds::new(&session(&script));
    let asked = rds.db_instance("a");
    asked.arn().await.unwrap();
    asked.stop().await.unwrap();
    assert_eq!(asked.arn().await.unwrap().as_str(), db_arn("a"));
    let only_loaded = rds.db_instance("b");
    only_loaded.data().await.unwrap();
    only_loaded.stop().await.unwrap();
    assert_eq!(only_loaded.arn().await.unwrap().as_str(), db_arn("b"));
    assert!(only_loaded.loaded().is_none());
}

/// A proxy's ARN holds an id that a new proxy of the same name doesn't share.
#[tokio::test]
async fn the_arn_of_a_resource_made_anew_comes_with_its_data() {
    let arn = |id: &str| format!("arn:aws:rds:eu-west-1:123456789012:db-proxy:prx-{id}");
    let described = |id: &str| {
        let proxy = format!("<DBProxyName>p</DBProxyName><DBProxyArn>{}</DBProxyArn>", arn(id));
        rds("DescribeDBProxies", format!("<DBProxies><member>{proxy}</member></DBProxies>"))
    };
    let script = Script::new([described("old"), described("new")]);
    let proxy = Rds::new(&session(&script)).db_proxy("p");
    assert_eq!(proxy.arn().await.unwrap().as_str(), arn("old"));
    proxy.reload().await.unwrap();
    assert_eq!(proxy.arn().await.unwrap().as_str(), arn("new"));
}

#[tokio::test]
async fn code_over_any_resource_can_ask_for_the_arn() {
    async fn text(resource: &impl Resource) -> Result<String, ErrorKind> {
        resource.arn().await.map(String::from).map_err(|error| error.kind())
    }
    let script = Script::new([named_dbs(&["a"], None)]);
    let session = session(&script);
    assert_eq!(text(&Rds::new(&session).db_instance("a")).await, Ok(db_arn("a")));
    assert_eq!(text(&Route53::new(&session).health_check("h")).await, Ok("arn:aws:route53:::healthcheck/h".into()));
    assert_eq!(text(&Rds::new(&session).tag(db_arn("a"), "env")).await, Err(ErrorKind::NoArn));
}

#[tokio::test]
async fn an_identifier_that_is_the_arn_is_parsed_without_a_call() {
    let script = Script::silent();
    let elb = ElbV2::new(&session(&script));
    let arn = elb.load_balancer(lb_arn("web")).arn().await.unwrap();
    assert_eq!(arn.service(), "elasticloadbalancing");
    assert_eq!(arn.resource_id(), "app/web/50dc6c495c0c9188");
    let error = elb.load_balancer("web").arn().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidArn);
    assert!(error.to_string().contains("`web` is not an ARN"), "{error}");
    assert_eq!(error.resource(), Some(r#"LoadBalancer arn="web""#));
}

/// Route 53's ARNs have neither region nor account.
#[tokio::test]
async fn a_built_arn_has_the_partition_of_the_region() {
    let script = Script::silent();
    let session = session(&script);
    for (region, partition) in
        [("eu-west-1", "aws"), ("cn-north-1", "aws-cn"), ("us-gov-west-1", "aws-us-gov"), ("us-iso-east-1", "aws-iso")]
    {
        let arn = Route53::new(&session.region(region)).hosted_zone("Z1").arn().await.unwrap();
        assert_eq!(arn.to_string(), format!("arn:{partition}:route53:::hostedzone/Z1"));
        assert_eq!((arn.region(), arn.account()), (None, None));
    }
}

#[tokio::test]
async fn a_session_that_knows_its_account_builds_arns_without_a_call() {
    let script = Script::silent();
    let session = session(&script).with_account_id("123456789012").unwrap().region("cn-north-1");
    let arn = Rds::new(&session).blue_green_deployment("bgd-1").arn().await.unwrap();
    assert_eq!(arn.to_string(), "arn:aws-cn:rds:cn-north-1:123456789012:deployment:bgd-1");
}

#[tokio::test]
async fn one_sts_call_is_shared_by_clones_regions_services_and_concurrent_callers() {
    let script = Script::new([caller("123456789012")]);
    let session = session(&script);
    let regions = ["eu-west-1", "eu-west-3", "us-east-1", "eu-west-1"];
    let tasks = regions.map(|region| {
        let rds = Rds::new(&session.clone().region(region));
        tokio::spawn(async move { rds.blue_green_deployment("b").arn().await.unwrap() })
    });
    for (task, region) in tasks.into_iter().zip(regions) {
        assert_eq!(task.await.unwrap().to_string(), format!("arn:aws:rds:{region}:123456789012:deployment:b"));
    }
    assert_eq!(session.known_account_id(), Some("123456789012"));
    assert_eq!(session.account_id().await.unwrap(), "123456789012");
    assert_eq!(script.operations(), ["GetCallerIdentity"]);
}

#[tokio::test]
async fn a_failed_sts_call_is_told_and_asked_again() {
    let script = Script::new([query_error(403, "AccessDenied", "not allowed"), caller("123456789012")]);
    let deployment = Rds::new(&session(&script)).blue_green_deployment("b");
    let error = deployment.arn().await.unwrap_err();
    assert!(error.is_access_denied());
    assert_eq!((error.service(), error.operation()), (Some("sts"), Some("GetCallerIdentity")));
    assert_eq!(deployment.arn().await.unwrap().account(), Some("123456789012"));
}

#[tokio::test]
async fn callers_that_wait_for_one_sts_call_share_its_failure() {
    let gate = Arc::new(Notify::new());
    let denied = query_error(403, "AccessDenied", "not allowed").after(&gate);
    let script = Script::new([denied, caller("123456789012")]);
    let session = session(&script);
    let tasks: Vec<_> = (0..20)
        .map(|_| {
            let session = session.clone();
            tokio::spawn(async move { session.account_id().await.map(str::to_owned) })
        })
        .collect();
    script.until_sent(1).await;
    gate.notify_one();
    for task in tasks {
        assert!(task.await.unwrap().unwrap_err().is_access_denied());
    }
    assert_eq!(session.account_id().await.unwrap(), "123456789012", "the next one asks again");
}

#[tokio::test]
async fn an_arn_of_a_session_without_region_says_how_to_set_one() {
    let script = Script::silent();
    let session = Session::new(&config(&script, None));
    let error = Rds::new(&session).blue_green_deployment("b").arn().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::MissingRegion);
    assert!(error.to_string().contains("AWS_REGION"), "{error}");
}

#[tokio::test]
async fn a_resource_without_arn_says_which_one_and_why_without_a_call() {
    let script = Script::silent();
    let session = session(&script);
    let tag = Rds::new(&session).tag(db_arn("orders"), "env").arn().await.unwrap_err();
    let log = Rds::new(&session).db_instance("orders").log_file("a.log").arn().await.unwrap_err();
    let query = CloudTrail::new(&session).query("q-1").arn().await.unwrap_err();
    for (error, kind, part) in [(tag, "Tag", "key=\"env\""), (log, "DBLogFile", "a.log"), (query, "Query", "q-1")] {
        assert_eq!(error.kind(), ErrorKind::NoArn);
        let text = error.to_string();
        assert!(text.contains(&format!("a {kind} has no ARN: ")) && text.contains(part), "{text}");
    }
}

#[tokio::test]
async fn an_answer_without_the_arn_is_an_error_that_names_the_member() {
    let script = Script::new([dbs([String::from("<DBInstanceIdentifier>orders</DBInstanceIdentifier>")], None)]);
    let error = Rds::new(&session(&script)).db_instance("orders").arn().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NoArn);
    assert!(error.message().contains("`DBInstanceArn`"), "{error}");
    assert_eq!(error.resource(), Some(r#"DBInstance id="orders""#));
}

#[tokio::test]
async fn the_account_of_an_unreachable_sts_is_a_dispatch_error() {
    let script = Script::new([Answer::unreachable()]);
    assert_eq!(session(&script).account_id().await.unwrap_err().kind(), ErrorKind::Dispatch);
}
