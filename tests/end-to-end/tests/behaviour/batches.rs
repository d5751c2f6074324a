//! Batch actions: calls per page, results per item, and everything that can fail on the way.

use aws_resources::{
    ErrorKind,
    elbv2::{ElbV2, LoadBalancer, sdk::types::Tag},
    prelude::*,
    rds::Rds,
    route53::Route53,
};
use end_to_end::{
    answers::{db_arn, elb, json, lb_arn, load_balancers, query_error, query_tags, rds, route53, store_arn, zones},
    script::{Answer, Script, Sent, session},
};
use serde_json::json;

fn balancers(script: &Script) -> aws_resources::Collection<ElbRequest, LoadBalancer> {
    ElbV2::new(&session(script)).load_balancers()
}

type ElbRequest =
    aws_resources::elbv2::sdk::operation::describe_load_balancers::builders::DescribeLoadBalancersFluentBuilder;

fn env() -> Tag {
    Tag::builder().key("env").value("prod").build()
}

fn ok() -> Answer {
    elb("AddTags", "")
}

/// The elements of a list parameter.
fn list(sent: &Sent, name: &str) -> Vec<String> {
    (1..).map_while(|index| sent.param(&format!("{name}.{index}"))).collect()
}

#[tokio::test]
async fn a_batch_keeps_to_the_selection() {
    let script = Script::new([load_balancers(&["a", "b", "c"], None), ok()]);
    let some = balancers(&script).retain(|balancer| balancer.arn_identifier() != lb_arn("b"));
    let report = some.add_tags().with(|request| request.tags(env())).await;
    assert_eq!(report.into_result().unwrap().len(), 2);
    assert_eq!(list(&script.request(1), "ResourceArns.member"), [lb_arn("a"), lb_arn("c")]);
}

/// `checklist 8, 9, 11, 14, 88`
#[tokio::test]
async fn one_call_per_page_names_every_item_of_it() {
    let script = Script::new([load_balancers(&["a", "b"], Some("1")), ok(), load_balancers(&["c"], None), ok()]);
    let report = balancers(&script).add_tags().with(|request| request.tags(env())).await;
    assert_eq!(
        script.operations(),
        ["DescribeLoadBalancers", "AddTags", "DescribeLoadBalancers", "AddTags"],
        "a page is worked on before the next is fetched"
    );
    assert_eq!(list(&script.request(1), "ResourceArns.member"), [lb_arn("a"), lb_arn("b")]);
    assert_eq!(list(&script.request(3), "ResourceArns.member"), [lb_arn("c")]);
    for call in [1, 3] {
        assert_eq!(script.request(call).param("Tags.member.1.Key").as_deref(), Some("env"));
    }
    assert_eq!(report.items().len(), 3);
    assert_eq!((report.failed().count(), report.responses().len(), report.unlisted().len()), (0, 2, 0));
    let done = report.into_result().unwrap();
    assert_eq!(done.iter().map(LoadBalancer::arn_identifier).collect::<Vec<_>>(), ["a", "b", "c"].map(lb_arn));
}

/// `checklist 10`: boto3 stops there; we go on.
#[tokio::test]
async fn an_empty_page_makes_no_call_and_does_not_end_the_run() {
    let script = Script::new([load_balancers(&[], Some("1")), load_balancers(&["b"], None), ok()]);
    let report = balancers(&script).add_tags().with(|request| request.tags(env())).await;
    assert_eq!(report.items().len(), 1);
    assert_eq!(script.operations(), ["DescribeLoadBalancers", "DescribeLoadBalancers", "AddTags"]);
}

#[tokio::test]
async fn a_batch_over_nothing_makes_no_call_of_its_own() {
    let script = Script::new([load_balancers(&[], None)]);
    let report = balancers(&script).remove_tags().await;
    assert!(report.items().is_empty() && report.responses().is_empty());
    assert!(report.into_result().unwrap().is_empty());
}

#[tokio::test]
async fn a_page_larger_than_the_apis_maximum_is_split_into_several_calls() {
    let names: Vec<String> = (0..45).map(|number| format!("lb{number}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let script = Script::new([load_balancers(&names, None), ok(), ok(), ok()]);
    let report = balancers(&script).add_tags().with(|request| request.tags(env())).await;
    let sizes: Vec<_> = script.sent()[1..].iter().map(|sent| list(sent, "ResourceArns.member").len()).collect();
    assert_eq!(sizes, [20, 20, 5]);
    assert_eq!(report.items().len(), 45);
    assert_eq!(report.responses().len(), 3);
}

#[tokio::test]
async fn a_call_that_fails_gives_each_of_its_items_that_error_and_the_others_go_on() {
    let script = Script::new([
        load_balancers(&["a", "b"], Some("1")),
        query_error(400, "AccessDenied", "not allowed"),
        load_balancers(&["c"], None),
        ok(),
    ]);
    let report = balancers(&script).add_tags().with(|request| request.tags(env())).await;
    let failed: Vec<_> = report.failed().collect();
    assert_eq!(failed.len(), 2);
    for item in &failed {
        assert!(item.result().unwrap_err().is_access_denied());
    }
    assert_eq!(report.items()[2].resource().arn_identifier(), lb_arn("c"));
    report.items()[2].result().unwrap();
    assert_eq!(report.responses().len(), 1);
    assert!(report.into_result().unwrap_err().is_access_denied());
}

#[tokio::test]
async fn a_page_that_cannot_be_fetched_is_reported_and_what_was_done_stays() {
    let script = Script::new([load_balancers(&["a"], Some("1")), ok(), query_error(400, "Throttling", "slower")]);
    let report = balancers(&script).add_tags().with(|request| request.tags(env())).await;
    assert_eq!(report.items().len(), 1);
    report.items()[0].result().unwrap();
    assert_eq!(report.unlisted().len(), 1);
    assert!(report.unlisted()[0].is_throttled());
    assert!(report.into_result().unwrap_err().is_throttled());
}

#[tokio::test]
async fn an_item_without_its_identifier_is_reported_and_the_others_are_sent() {
    let member = |arn: &str| format!("<member>{arn}<LoadBalancerName>n</LoadBalancerName></member>");
    let named = |name: &str| member(&format!("<LoadBalancerArn>{}</LoadBalancerArn>", lb_arn(name)));
    let page = format!("<LoadBalancers>{}{}{}</LoadBalancers>", named("a"), member(""), named("c"));
    let script = Script::new([elb("DescribeLoadBalancers", page), ok(), ok()]);
    let report = balancers(&script).add_tags().with(|request| request.tags(env())).await;
    assert_eq!(report.unlisted().len(), 1);
    assert_eq!(report.unlisted()[0].kind(), ErrorKind::MissingIdentifier);
    let sent: Vec<_> = script.sent()[1..].iter().flat_map(|sent| list(sent, "ResourceArns.member")).collect();
    assert_eq!(sent, [lb_arn("a"), lb_arn("c")]);
    assert_eq!(report.items().len(), 2);
}

#[tokio::test]
async fn narrowing_goes_before_a_batch_action_and_limit_holds() {
    let script = Script::new([load_balancers(&["a", "b", "c"], Some("1")), ok()]);
    let some = balancers(&script).filter(|request| request.names("a")).page_size(3).limit(2);
    assert_eq!(some.add_tags().with(|request| request.tags(env())).await.items().len(), 2);
    assert_eq!(script.request(0).param("Names.member.1").as_deref(), Some("a"));
    assert_eq!(list(&script.request(1), "ResourceArns.member").len(), 2);
}

#[tokio::test]
async fn with_is_applied_to_every_call_and_in_order() {
    let script = Script::new([load_balancers(&["a"], Some("1")), ok(), load_balancers(&["b"], None), ok()]);
    let second = Tag::builder().key("team").build();
    let batch = balancers(&script)
        .add_tags()
        .with(|request| request.tags(env()))
        .with(move |request| request.tags(second.clone()));
    assert!(batch.await.into_result().is_ok());
    for call in [1, 3] {
        let sent = script.request(call);
        assert_eq!(sent.param("Tags.member.1.Key").as_deref(), Some("env"));
        assert_eq!(sent.param("Tags.member.2.Key").as_deref(), Some("team"));
    }
}

#[tokio::test]
async fn a_batch_that_is_not_awaited_does_nothing() {
    let script = Script::silent();
    let batch = balancers(&script).add_tags();
    assert!(format!("{batch:?}").contains("AddTags"));
}

#[tokio::test]
async fn success_forgets_the_data_of_the_items_and_failure_keeps_it() {
    let script = Script::new([
        load_balancers(&["a"], Some("1")),
        ok(),
        load_balancers(&["b"], None),
        query_error(400, "ValidationError", "no"),
    ]);
    let report = balancers(&script).add_tags().with(|request| request.tags(env())).await;
    assert!(report.items()[0].resource().loaded().is_none());
    assert!(report.items()[1].resource().loaded().is_some());
}

#[tokio::test]
async fn items_that_share_the_scalar_parameters_share_a_call() {
    let tags = rds("ListTagsForResource", format!("<TagList>{}</TagList>", query_tags(&["a", "b", "c"], "Tag")));
    let script = Script::new([tags, rds("RemoveTagsFromResource", "")]);
    let instance = Rds::new(&session(&script)).db_instance("orders");
    let tags = instance.tags_collection().filter(|request| request.resource_name(db_arn("orders")));
    assert_eq!(tags.delete().await.into_result().unwrap().len(), 3);
    let sent = script.request(1);
    assert_eq!(sent.param("ResourceName"), Some(db_arn("orders")));
    assert_eq!(list(&sent, "TagKeys.member"), ["a", "b", "c"]);
}

/// `checklist 93`
#[tokio::test]
async fn structured_parts_are_built_per_item() {
    let health = |id: &str, port: u16| format!("<member><Target><Id>{id}</Id><Port>{port}</Port></Target></member>");
    let page =
        format!("<TargetHealthDescriptions>{}{}</TargetHealthDescriptions>", health("i-1", 80), health("i-2", 8080));
    let script = Script::new([elb("DescribeTargetHealth", page), elb("DeregisterTargets", "")]);
    let group = ElbV2::new(&session(&script)).target_group("arn:group");
    assert!(group.targets().deregister().await.into_result().is_ok());
    let sent = script.request(1);
    assert_eq!(sent.param("TargetGroupArn").as_deref(), Some("arn:group"));
    assert_eq!(sent.param("Targets.member.1.Id").as_deref(), Some("i-1"));
    assert_eq!(sent.param("Targets.member.2.Id").as_deref(), Some("i-2"));
    assert_eq!(sent.param("Targets.member.2.Port").as_deref(), Some("8080"));
}

#[tokio::test]
async fn batches_work_in_json_and_rest_xml_too() {
    let tag = |key: &str| json!({"Key": key, "Value": "v"});
    let script = Script::new([
        json(json!({"ResourceTagList": [{"ResourceId": store_arn("s"), "TagsList": [tag("a"), tag("b")]}]})),
        json(json!({})),
        zones(&["Z1", "Z2"], None),
        route53("ListTagsForResourcesResponse", "<ResourceTagSets></ResourceTagSets>"),
    ]);
    let session = session(&script);
    let tags = aws_resources::cloudtrail::CloudTrail::new(&session).event_data_store(store_arn("s")).tags_collection();
    assert!(tags.delete().await.into_result().is_ok());
    assert_eq!(
        script.request(1).json(),
        json!({"ResourceId": store_arn("s"), "TagsList": [{"Key": "a"}, {"Key": "b"}]})
    );
    let report = Route53::new(&session).hosted_zones().list_tags().await;
    assert_eq!(report.responses().len(), 1);
    let sent = script.request(3);
    assert_eq!(sent.operation(), "POST /2013-04-01/tags/hostedzone");
    assert!(sent.body.contains("<ResourceId>Z1</ResourceId><ResourceId>Z2</ResourceId>"), "{}", sent.body);
}

#[tokio::test]
async fn the_apis_maximum_of_ten_holds_for_route_53() {
    let ids: Vec<String> = (0..12).map(|number| format!("Z{number}")).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let answer = || route53("ListTagsForResourcesResponse", "<ResourceTagSets></ResourceTagSets>");
    let script = Script::new([zones(&ids, None), answer(), answer()]);
    let report = Route53::new(&session(&script)).hosted_zones().list_tags().await;
    assert_eq!((report.items().len(), report.responses().len()), (12, 2));
    let counts: Vec<_> = script.sent()[1..].iter().map(|sent| sent.body.matches("<ResourceId>").count()).collect();
    assert_eq!(counts, [10, 2]);
}

#[tokio::test]
async fn an_error_of_a_whole_call_names_the_operation_and_each_items_own_resource() {
    let script = Script::new([load_balancers(&["a", "b"], None), query_error(400, "ValidationError", "no")]);
    let report = balancers(&script).add_tags().with(|request| request.tags(env())).await;
    for (item, name) in report.items().iter().zip(["a", "b"]) {
        let error = item.result().unwrap_err();
        assert_eq!((error.operation(), error.code()), (Some("AddTags"), Some("ValidationError")));
        assert_eq!(error.resource(), Some(format!("LoadBalancer arn={:?}", lb_arn(name)).as_str()));
        assert_eq!(item.resource().arn_identifier(), lb_arn(name));
    }
}

#[tokio::test]
async fn items_whose_scalar_parameters_differ_are_sent_in_calls_of_their_own() {
    let description = |name: &str, keys: &[&str]| {
        let tags = query_tags(keys, "member");
        format!("<member><ResourceArn>{}</ResourceArn><Tags>{tags}</Tags></member>", lb_arn(name))
    };
    let both = format!("{}{}", description("a", &["x", "y"]), description("b", &["z"]));
    let script = Script::new([
        elb("DescribeTags", format!("<TagDescriptions>{both}</TagDescriptions>")),
        elb("RemoveTags", ""),
        query_error(400, "ValidationError", "no"),
    ]);
    let tags = ElbV2::new(&session(&script)).load_balancer(lb_arn("a")).tags_collection();
    let report = tags.filter(|request| request.resource_arns(lb_arn("b"))).delete().await;
    for (call, name, keys) in [(1, "a", vec!["x", "y"]), (2, "b", vec!["z"])] {
        assert_eq!(list(&script.request(call), "ResourceArns.member"), [lb_arn(name)]);
        assert_eq!(list(&script.request(call), "TagKeys.member"), keys);
    }
    let outcome: Vec<_> = report.items().iter().map(|item| (item.resource().key(), item.result().is_ok())).collect();
    assert_eq!(outcome, [("x", true), ("y", true), ("z", false)]);
}

#[tokio::test]
async fn a_batch_call_whose_answer_does_not_come_forgets_the_data_of_its_items() {
    let script = Script::new([load_balancers(&["a"], None), Answer::unreachable()]);
    let report = balancers(&script).add_tags().with(|request| request.tags(env())).await;
    assert_eq!(report.items()[0].result().unwrap_err().kind(), ErrorKind::Dispatch);
    assert!(report.items()[0].resource().loaded().is_none());
}
