//! Pages, deployments, domain names that become available, routing rules and portals.

use aws_resources::{ErrorKind, apigatewayv2::ApiGatewayV2};
use end_to_end::script::{Answer, Script, session};
use serde_json::{Value, json};

fn json(body: Value) -> Answer {
    Answer::http(200, "application/json", body.to_string())
}

fn not_found() -> Answer {
    Answer::http(404, "application/json", json!({"__type": "NotFoundException", "message": "not there"}).to_string())
}

fn gateway(script: &Script) -> ApiGatewayV2 {
    ApiGatewayV2::new(&session(script))
}

/// The SDK has no paginator for them, and the size of a page is text.
#[tokio::test]
async fn apis_are_listed_to_the_end() {
    let page = |id: &str, next: Option<&str>| json(json!({"items": [{"apiId": id, "name": id}], "nextToken": next}));
    let script = Script::new([page("a", Some("more")), page("b", Some("last")), page("c", None)]);
    let apis = gateway(&script).apis().page_size(1).try_collect().await.unwrap();
    assert_eq!(apis.iter().map(|api| api.id()).collect::<Vec<_>>(), ["a", "b", "c"]);
    assert_eq!(script.request(0).query().len(), 1);
    assert_eq!(script.request(0).query()["maxResults"], "1");
    assert_eq!((&*script.request(2).query()["maxResults"], &*script.request(2).query()["nextToken"]), ("1", "last"));
}

#[tokio::test(start_paused = true)]
async fn a_deployment_is_awaited() {
    let deployment = |status: &str| json(json!({"deploymentId": "d-1", "deploymentStatus": status}));
    let stage = json!({"stageName": "live", "deploymentId": "d-1"});
    let script = Script::new([
        deployment("PENDING"),
        deployment("PENDING"),
        deployment("DEPLOYED"),
        json(stage),
        deployment("FAILED"),
        not_found(),
    ]);
    let api = gateway(&script).api("a-1");
    let made = api.create_deployment().with(|r| r.stage_name("live")).await.unwrap().expect("the answer has its id");
    made.wait_until_deployed().await.unwrap();
    assert_eq!(made.arn().await.unwrap().as_str(), "arn:aws:apigateway:eu-west-1::/apis/a-1/deployments/d-1");
    assert_eq!(api.stage("live").deployment().await.unwrap(), Some(made.clone()));
    assert_eq!(made.wait_until_deployed().await.unwrap_err().kind(), ErrorKind::WaiterFailed);
    assert!(made.data().await.unwrap_err().is_not_found());
}

/// All of its configurations must be available.
#[tokio::test(start_paused = true)]
async fn a_domain_name_becomes_available() {
    let domain = |statuses: [&str; 2]| {
        let configurations = statuses.map(|status| json!({"domainNameStatus": status}));
        json(json!({"domainName": "shop.example", "domainNameConfigurations": configurations}))
    };
    let script = Script::new([
        domain(["UPDATING", "UPDATING"]),
        domain(["AVAILABLE", "UPDATING"]),
        domain(["AVAILABLE", "AVAILABLE"]),
    ]);
    gateway(&script).domain_name("shop.example").wait_until_available().await.unwrap();
    assert_eq!(script.count(), 3);
    let script = Script::new([domain(["AVAILABLE", "PENDING_OWNERSHIP_VERIFICATION"])]);
    let waiting = gateway(&script).domain_name("shop.example").wait_until_available().await;
    assert_eq!(waiting.unwrap_err().kind(), ErrorKind::WaiterFailed);
}

#[tokio::test]
async fn a_routing_rule_names_its_rest_apis() {
    let arn = "arn:aws:apigateway:eu-west-1:111122223333:/domainnames/shop.example/routingrules/r-1";
    let rule = json!({
        "routingRuleId": "r-1", "routingRuleArn": arn, "priority": 10, "conditions": [],
        "actions": [{"invokeApi": {"apiId": "a-1", "stage": "live"}}],
    });
    let script = Script::new([json(json!({"routingRules": [rule.clone()]})), json(rule), json(json!({})), not_found()]);
    let gateway = gateway(&script);
    let rule = gateway.domain_name("shop.example").routing_rules().first().await.unwrap().unwrap();
    assert_eq!((rule.domain_name(), rule.id(), rule.domain_name_id()), ("shop.example", "r-1", None));
    let invoked = rule.data().await.unwrap().actions()[0].invoke_api().and_then(|api| api.api_id().map(str::to_owned));
    assert_eq!(invoked.as_deref(), Some("a-1"));
    assert_eq!(rule.arn().await.unwrap().as_str(), arn);
    rule.delete().await.unwrap();
    assert!(rule.data().await.unwrap_err().is_not_found());
}

#[tokio::test(start_paused = true)]
async fn a_portal_is_published() {
    let portal = |status: &str| {
        json(json!({
            "portalId": "p-1", "publishStatus": status,
            "portalArn": "arn:aws:apigateway:eu-west-1:111122223333:/portals/p-1",
            "includedPortalProductArns": ["arn:aws:apigateway:eu-west-1:111122223333:/portalproducts/q-1"],
        }))
    };
    let script = Script::new([
        portal("DISABLED"),
        Answer::http(202, "application/json", "{}"),
        portal("PUBLISH_IN_PROGRESS"),
        portal("PUBLISHED"),
        portal("PUBLISH_FAILED"),
    ]);
    let gateway = gateway(&script);
    let portal = gateway.portal("p-1");
    assert_eq!(portal.portal_products().await.unwrap(), [gateway.portal_product("q-1")]);
    assert_eq!(portal.arn().await.unwrap().as_str(), "arn:aws:apigateway:eu-west-1:111122223333:/portals/p-1");
    portal.publish().await.unwrap();
    portal.wait_until_published().await.unwrap();
    assert_eq!(portal.wait_until_published().await.unwrap_err().kind(), ErrorKind::WaiterFailed);
}

/// A listing has the pages' ARNs.
#[tokio::test]
async fn a_portal_product_has_pages_and_a_policy() {
    let arn = "arn:aws:apigateway:eu-west-1:111122223333:/portalproducts/q-1/productpages/g-1";
    let summary = json!({"productPageId": "g-1", "productPageArn": arn, "pageTitle": "Start"});
    let script =
        Script::new([json(json!({"items": [summary], "nextToken": "more"})), json(json!({"items": []})), not_found()]);
    let product = gateway(&script).portal_product("q-1");
    let listed = product.pages().try_collect().await.unwrap();
    assert_eq!(listed, [product.page("g-1")]);
    assert_eq!(listed[0].arn().await.unwrap().as_str(), arn);
    let missing = product.sharing_policy().data().await.unwrap_err();
    assert!(missing.is_not_found(), "{missing}");
}
