//! Pages, deployments, domain names that become available, routing rules and portals.

use aws_resources::{ErrorKind, apigatewayv2::ApiGatewayV2};
use end_to_end::{
    answers::{rest_json as json, rest_json_error},
    each_asks, exercised,
    script::{Answer, Script, session},
    sent::asked,
};
use serde_json::json;

fn not_found() -> Answer {
    rest_json_error(404, "NotFoundException", "not there")
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
    exercised::arn("apigatewayv2.RoutingRule", &rule.arn().await.unwrap(), Some(arn));
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
    let returned = portal.data().await.unwrap();
    exercised::arn("apigatewayv2.Portal", &portal.arn().await.unwrap(), returned.portal_arn());
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
    exercised::arn("apigatewayv2.ProductPage", &listed[0].arn().await.unwrap(), Some(arn));
    let missing = product.sharing_policy().data().await.unwrap_err();
    assert!(missing.is_not_found(), "{missing}");
}

#[tokio::test]
async fn requests_name_the_api_and_its_parts() {
    let script = Script::by(|_| json(json!({})));
    let gateway = gateway(&script);
    let api = gateway.api("a-1");
    let (live, route) = (api.stage("live"), api.route("r-1"));
    let (model, deployment) = (api.model("m-1"), api.deployment("d-1"));
    let domain = gateway.domain_name("shop.example");
    each_asks!(script,
        "PUT /v2/apis" => gateway.import_api().with(|r| r.body("{}")),
        "GET /v2/apis/a-1/exports/OAS30?outputType=JSON&stageName=live" =>
            api.export().with(|r| r.specification("OAS30").output_type("JSON").stage_name("live")),
        "PATCH /v2/apis/a-1/stages/live" => live.update(),
        "DELETE /v2/apis/a-1/stages/live/accesslogsettings" => live.delete_access_log_settings(),
        "DELETE /v2/apis/a-1/stages/live/routesettings/GET /carts" =>
            live.delete_route_settings().with(|r| r.route_key("GET /carts")),
        "DELETE /v2/apis/a-1/stages/live/cache/authorizers" => live.reset_authorizers_cache(),
        "PATCH /v2/apis/a-1/deployments/d-1" => deployment.update(),
        "DELETE /v2/apis/a-1/deployments/d-1" => deployment.delete(),
        "GET /v2/apis/a-1/models/m-1/template" => model.get_template(),
        "GET /v2/apis/a-1/routes/r-1/routeresponses?maxResults=5" => route.responses().page_size(5).try_collect(),
        "PATCH /v2/apis/a-1/routes/r-1/routeresponses/s-1" => route.response("s-1").update(),
        "PATCH /v2/domainnames/shop.example" => domain.update(),
        "PATCH /v2/domainnames/shop.example/apimappings/i-1" => domain.api_mapping("i-1").update(),
        "POST /v2/domainnames/shop.example/routingrules" => domain.create_routing_rule(),
        "PUT /v2/domainnames/shop.example/routingrules/r-1?domainNameId=n-1" =>
            domain.routing_rule("r-1", Some("n-1")).put());
}

#[tokio::test]
async fn requests_name_the_portal_and_its_products() {
    let script = Script::by(|_| json(json!({})));
    let gateway = gateway(&script);
    let (portal, product) = (gateway.portal("p-1"), gateway.portal_product("q-1"));
    let (page, endpoint, policy) = (product.page("g-1"), product.rest_endpoint_page("e-1"), product.sharing_policy());
    each_asks!(script,
        "PATCH /v2/portals/p-1" => portal.update(),
        "POST /v2/portals/p-1/preview" => portal.preview(),
        "DELETE /v2/portals/p-1/publish" => portal.disable(),
        "DELETE /v2/portals/p-1" => portal.delete(),
        "PATCH /v2/portalproducts/q-1" => product.update(),
        "DELETE /v2/portalproducts/q-1" => product.delete(),
        "PUT /v2/portalproducts/q-1/sharingpolicy" => policy.put(),
        "DELETE /v2/portalproducts/q-1/sharingpolicy" => policy.delete(),
        "GET /v2/portalproducts/q-1/productpages/g-1" => page.data(),
        "PATCH /v2/portalproducts/q-1/productpages/g-1" => page.update(),
        "DELETE /v2/portalproducts/q-1/productpages/g-1" => page.delete(),
        "GET /v2/portalproducts/q-1/productrestendpointpages/e-1" => endpoint.data(),
        "PATCH /v2/portalproducts/q-1/productrestendpointpages/e-1" => endpoint.update(),
        "DELETE /v2/portalproducts/q-1/productrestendpointpages/e-1" => endpoint.delete());
}

#[tokio::test]
async fn what_belongs_to_an_api_is_listed_to_the_end() {
    let page = |member: &str, id: &str, next: Option<&str>| json(json!({"items": [{member: id}], "nextToken": next}));
    let script = Script::new([
        page("authorizerId", "a", Some("t")),
        page("authorizerId", "b", None),
        page("deploymentId", "a", Some("t")),
        page("deploymentId", "b", None),
        page("modelId", "a", Some("t")),
        page("modelId", "b", None),
        json(json!({"value": "{}"})),
    ]);
    let api = gateway(&script).api("a-1");
    assert_eq!(api.authorizers().try_collect().await.unwrap(), [api.authorizer("a"), api.authorizer("b")]);
    assert_eq!(asked(&script), "GET /v2/apis/a-1/authorizers?nextToken=t");
    assert_eq!(api.deployments().try_collect().await.unwrap(), [api.deployment("a"), api.deployment("b")]);
    assert_eq!(asked(&script), "GET /v2/apis/a-1/deployments?nextToken=t");
    assert_eq!(api.models().try_collect().await.unwrap(), [api.model("a"), api.model("b")]);
    assert_eq!(asked(&script), "GET /v2/apis/a-1/models?nextToken=t");
    assert_eq!(api.model("a").get_template().await.unwrap().as_deref(), Some("{}"));
}

#[tokio::test]
async fn portals_are_made_of_products() {
    let arn = |resource: &str| format!("arn:aws:apigateway:eu-west-1:111122223333:/{resource}");
    let portal = json!({"portalId": "p-1", "portalArn": arn("portals/p-1")});
    let product =
        json!({"portalProductId": "q-1", "portalProductArn": arn("portalproducts/q-1"), "displayName": "Shop"});
    let endpoint = json!({
        "productRestEndpointPageId": "e-1", "endpoint": "/carts",
        "productRestEndpointPageArn": arn("portalproducts/q-1/productrestendpointpages/e-1"),
    });
    let script = Script::new([
        json(product.clone()),
        json(json!({"productPageId": "g-1"})),
        json(json!({"productRestEndpointPageId": "e-1"})),
        json(portal.clone()),
        json(json!({"items": [portal], "nextToken": "t"})),
        json(json!({"items": []})),
        json(json!({"items": [product]})),
        json(json!({"items": [endpoint]})),
        json(product),
    ]);
    let gateway = gateway(&script);
    let shop = gateway.create_portal_product().with(|r| r.display_name("Shop")).await.unwrap().unwrap();
    assert_eq!(shop.create_page().await.unwrap(), Some(shop.page("g-1")));
    assert_eq!(shop.create_rest_endpoint_page().await.unwrap(), Some(shop.rest_endpoint_page("e-1")));
    assert_eq!(asked(&script), "POST /v2/portalproducts/q-1/productrestendpointpages");
    let made = gateway.create_portal().with(|r| r.included_portal_product_arns(arn("portalproducts/q-1")));
    let made = made.await.unwrap();
    assert_eq!(made, Some(gateway.portal("p-1")));
    assert_eq!(script.request(3).json()["includedPortalProductArns"], json!([arn("portalproducts/q-1")]));
    assert_eq!(gateway.portals().try_collect().await.unwrap(), made.as_slice());
    assert_eq!(asked(&script), "GET /v2/portals?nextToken=t");
    let own = gateway.portal_products().filter(|r| r.resource_owner("SELF"));
    let listed = own.try_collect().await.unwrap();
    assert_eq!(listed, std::slice::from_ref(&shop));
    let returned = listed[0].summary().unwrap();
    exercised::arn("apigatewayv2.PortalProduct", &listed[0].arn().await.unwrap(), returned.portal_product_arn());
    let pages = shop.rest_endpoint_pages().try_collect().await.unwrap();
    let returned = pages[0].summary().unwrap();
    let arn = pages[0].arn().await.unwrap();
    exercised::arn("apigatewayv2.ProductRestEndpointPage", &arn, returned.product_rest_endpoint_page_arn());
    assert_eq!(pages[0].portal_product(), shop);
    assert_eq!(shop.data().await.unwrap().display_name(), Some("Shop"));
}
