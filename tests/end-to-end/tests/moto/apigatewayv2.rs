//! HTTP and WebSocket APIs and what belongs to them, domain names and VPC links. The fake gives every listing on one
//! page. It knows no deployments, portals and routing rules: those are in `replayed`.

use std::{collections::HashMap, slice};

use aws_resources::apigatewayv2::{Api, ApiGatewayV2};
use aws_sdk_apigatewayv2::{
    Client,
    operation::get_api::GetApiError,
    types::{
        AuthorizationType, AuthorizerType, DomainNameConfiguration, IntegrationType, JwtConfiguration, ProtocolType,
    },
};
use end_to_end::{exercised, fake::Account};

use crate::{SOON, pages};

/// The ids of HTTP APIs that the plain SDK creates.
async fn create(account: &Account, names: &[&str]) -> Vec<String> {
    let client = Client::new(&account.config);
    let mut ids = Vec::new();
    for name in names {
        let request = client.create_api().name(*name).protocol_type(ProtocolType::Http).tags("team", "shop");
        ids.push(request.send().await.unwrap().api_id.unwrap());
    }
    ids
}

async fn shop(account: &Account) -> Api {
    let id = create(account, &["shop"]).await.remove(0);
    ApiGatewayV2::new(&account.session).api(id)
}

#[tokio::test]
async fn apis_are_listed_without_their_data() {
    let account = Account::new("eu-west-1").await;
    let created = create(&account, &["carts", "orders", "users"]).await;
    let gateway = ApiGatewayV2::new(&account.session);
    let mut found = pages(gateway.apis().page_size(50), |api| api.id().to_owned()).await.unwrap().concat();
    found.sort();
    let mut expected = created.clone();
    expected.sort();
    assert_eq!(found, expected);
    let orders = gateway.api(&*created[1]);
    for api in gateway.apis().try_collect().await.unwrap() {
        assert!(api.loaded().is_none());
        assert_eq!(api == orders, api.summary().unwrap().name() == Some("orders"));
        let template = "arn:${Partition}:apigateway:${Region}::/apis/${ApiId}";
        account.assert_arn(&api.arn().await.unwrap(), template, &[("ApiId", api.id())]);
    }
}

#[tokio::test]
async fn an_api_lives_and_dies() {
    let account = Account::new("us-east-1").await;
    let gateway = ApiGatewayV2::new(&account.session);
    let made = gateway.create_api().with(|r| r.name("shop").protocol_type(ProtocolType::Http)).await.unwrap();
    let shop = made.expect("the answer has its id");
    assert_eq!(shop.data().await.unwrap().name(), Some("shop"));
    shop.update().with(|r| r.description("of the shop")).await.unwrap();
    assert_eq!(shop.data().await.unwrap().description(), Some("of the shop"));
    shop.delete().await.unwrap();
    let gone = shop.data().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
    assert_eq!(gone.code(), Some("NotFoundException"));
    let sdk = gone.sdk_error::<GetApiError>().and_then(|error| error.as_service_error());
    assert!(sdk.is_some_and(GetApiError::is_not_found_exception), "{sdk:?}");
}

#[tokio::test]
async fn tags_are_a_map() {
    let account = Account::new("eu-west-1").await;
    let shop = shop(&account).await;
    shop.tag_resource().with(|r| r.tags("stage", "test")).await.unwrap();
    let mut tags: HashMap<String, String> = shop.get_tags().await.unwrap().unwrap_or_default();
    assert_eq!((tags.remove("stage").as_deref(), tags.remove("team").as_deref()), (Some("test"), Some("shop")));
    shop.untag_resource().with(|r| r.tag_keys("team")).await.unwrap();
    assert_eq!(shop.get_tags().await.unwrap().unwrap_or_default().len(), 1);
}

/// The fake can't list authorizers.
#[tokio::test]
async fn a_route_leads_to_its_integration_and_its_authorizer() {
    let account = Account::new("eu-west-1").await;
    let shop = shop(&account).await;
    let made = shop.create_integration().with(|r| {
        r.integration_type(IntegrationType::HttpProxy)
            .integration_uri("https://shop.example")
            .integration_method("GET")
            .payload_format_version("1.0")
    });
    let server = made.await.unwrap().expect("the answer has its id");
    let jwt = JwtConfiguration::builder().audience("shop").issuer("https://login.example").build();
    let made = shop.create_authorizer().with(|r| {
        r.name("login")
            .authorizer_type(AuthorizerType::Jwt)
            .identity_source("$request.header.Authorization")
            .jwt_configuration(jwt.clone())
    });
    let login = made.await.unwrap().expect("the answer has its id");
    let (target, authorizer) = (format!("integrations/{}", server.id()), login.id().to_owned());
    let made = shop.create_route().with(|r| {
        r.route_key("GET /carts").target(&target).authorizer_id(&authorizer).authorization_type(AuthorizationType::Jwt)
    });
    let carts = made.await.unwrap().expect("the answer has its id");
    assert_eq!(shop.routes().try_collect().await.unwrap(), slice::from_ref(&carts));
    assert_eq!(shop.integrations().try_collect().await.unwrap(), slice::from_ref(&server));
    assert_eq!(carts.integration().await.unwrap(), Some(server.clone()));
    assert_eq!(carts.authorizer().await.unwrap(), Some(login.clone()));
    assert_eq!(login.data().await.unwrap().name(), Some("login"));
    assert_eq!(server.vpc_link().await.unwrap(), None);
    let known = [("ApiId", shop.id()), ("RouteId", carts.id())];
    let template = "arn:${Partition}:apigateway:${Region}::/apis/${ApiId}/routes/${RouteId}";
    account.assert_arn(&carts.arn().await.unwrap(), template, &known);
    let known = [("ApiId", shop.id()), ("IntegrationId", server.id())];
    let template = "arn:${Partition}:apigateway:${Region}::/apis/${ApiId}/integrations/${IntegrationId}";
    account.assert_arn(&server.arn().await.unwrap(), template, &known);
    let known = [("ApiId", shop.id()), ("AuthorizerId", login.id())];
    let template = "arn:${Partition}:apigateway:${Region}::/apis/${ApiId}/authorizers/${AuthorizerId}";
    account.assert_arn(&login.arn().await.unwrap(), template, &known);

    let response = server.create_response().with(|r| r.integration_response_key("$default")).await.unwrap().unwrap();
    assert_eq!(server.responses().try_collect().await.unwrap(), slice::from_ref(&response));
    response.delete().await.unwrap();
    carts.delete().await.unwrap();
    assert!(carts.reload().await.unwrap_err().is_not_found());
    login.delete().await.unwrap();
    assert!(login.reload().await.unwrap_err().is_not_found());
    server.delete().await.unwrap();
    assert!(server.reload().await.unwrap_err().is_not_found());
    assert_eq!(server.api(), shop);
}

#[tokio::test]
async fn a_stage_is_mapped_to_a_domain_name() {
    let account = Account::new("us-east-1").await;
    let shop = shop(&account).await;
    let stage = shop.create_stage().with(|r| r.stage_name("live")).await.unwrap().expect("the answer has its name");
    assert_eq!(shop.stages().try_collect().await.unwrap(), slice::from_ref(&stage));
    assert_eq!(stage.deployment().await.unwrap(), None);
    let known = [("ApiId", shop.id()), ("StageName", "live")];
    let template = "arn:${Partition}:apigateway:${Region}::/apis/${ApiId}/stages/${StageName}";
    account.assert_arn(&stage.arn().await.unwrap(), template, &known);

    let gateway = ApiGatewayV2::new(&account.session);
    let certificate = format!("arn:aws:acm:us-east-1:{}:certificate/1", account.id);
    let certificate = DomainNameConfiguration::builder().certificate_arn(certificate).build();
    let request = gateway.create_domain_name();
    let made = request.with(|r| r.domain_name("shop.example").domain_name_configurations(certificate.clone())).await;
    let domain = made.unwrap().expect("the answer has its name");
    assert_eq!(gateway.domain_names().try_collect().await.unwrap(), slice::from_ref(&domain));
    let arn = domain.arn().await.unwrap();
    exercised::arn("apigatewayv2.DomainName", &arn, domain.data().await.unwrap().domain_name_arn());
    let template = "arn:${Partition}:apigateway:${Region}::/domainnames/${DomainName}";
    account.assert_arn(&arn, template, &[("DomainName", "shop.example")]);

    let id = shop.id().to_owned();
    let mapping = domain.create_api_mapping().with(|r| r.api_id(&id).stage("live").api_mapping_key("v1"));
    let mapping = mapping.await.unwrap().expect("the answer has its id");
    assert_eq!(domain.api_mappings().try_collect().await.unwrap(), slice::from_ref(&mapping));
    assert_eq!(mapping.stage().await.unwrap(), Some(stage.clone()));
    assert_eq!(mapping.api().await.unwrap(), Some(shop));
    assert_eq!(mapping.domain(), domain);
    mapping.delete().await.unwrap();
    assert!(mapping.reload().await.unwrap_err().is_not_found());
    domain.delete().await.unwrap();
    assert!(domain.reload().await.unwrap_err().is_not_found());
    stage.delete().await.unwrap();
    assert!(stage.reload().await.unwrap_err().is_not_found());
}

/// In the fake a VPC link is there at once, and gone at once.
#[tokio::test]
async fn a_vpc_link_lives_and_dies() {
    let account = Account::new("eu-west-1").await;
    let gateway = ApiGatewayV2::new(&account.session);
    let made = gateway.create_vpc_link().with(|r| r.name("inside").subnet_ids("subnet-1")).await.unwrap();
    let inside = made.expect("the answer has its id");
    inside.wait_until_available().every(SOON).await.unwrap();
    assert_eq!(gateway.vpc_links().try_collect().await.unwrap(), slice::from_ref(&inside));
    let template = "arn:${Partition}:apigateway:${Region}::/vpclinks/${VpcLinkId}";
    account.assert_arn(&inside.arn().await.unwrap(), template, &[("VpcLinkId", inside.id())]);
    inside.update().with(|r| r.name("within")).await.unwrap();
    assert_eq!(inside.data().await.unwrap().name(), Some("within"));
    inside.delete().await.unwrap();
    inside.wait_until_deleted().every(SOON).await.unwrap();
    assert!(inside.data().await.unwrap_err().is_not_found());
}

/// The fake can't list models and route responses.
#[tokio::test]
async fn a_websocket_api_has_models_and_route_responses() {
    let account = Account::new("eu-west-1").await;
    let gateway = ApiGatewayV2::new(&account.session);
    let made = gateway.create_api().with(|r| {
        r.name("chat").protocol_type(ProtocolType::Websocket).route_selection_expression("$request.body.action")
    });
    let chat = made.await.unwrap().unwrap();
    let model = chat.create_model().with(|r| r.name("Message").schema("{}")).await.unwrap().unwrap();
    assert_eq!(model.data().await.unwrap().name(), Some("Message"));
    let known = [("ApiId", chat.id()), ("ModelId", model.id())];
    let template = "arn:${Partition}:apigateway:${Region}::/apis/${ApiId}/models/${ModelId}";
    account.assert_arn(&model.arn().await.unwrap(), template, &known);
    let route = chat.create_route().with(|r| r.route_key("$default")).await.unwrap().unwrap();
    let response = route.create_response().with(|r| r.route_response_key("$default")).await.unwrap().unwrap();
    assert_eq!(response.route(), route);
    assert_eq!(response.data().await.unwrap().route_response_key(), Some("$default"));
    response.delete().await.unwrap();
    assert!(response.reload().await.unwrap_err().is_not_found());
}
