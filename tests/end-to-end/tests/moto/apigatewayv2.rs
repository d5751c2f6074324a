//! HTTP and WebSocket APIs and what belongs to them, domain names and VPC links. The fake gives every listing on one
//! page. It knows no deployments, portals and routing rules: those are in `replayed`.

use std::{collections::HashMap, slice};

use aws_resources::apigatewayv2::{Api, ApiGatewayV2};
use aws_sdk_apigatewayv2::{
    Client,
    operation::get_api::GetApiError,
    types::{
        AuthorizationType, AuthorizerType, Cors, DomainNameConfiguration, IntegrationType, JwtConfiguration,
        ParameterConstraints, ProtocolType,
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
    assert_eq!(login.update().with(|r| r.name("entry")).await.unwrap(), Some(login.clone()));
    assert_eq!(login.data().await.unwrap().name(), Some("entry"));
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
    assert_eq!(model.update().with(|r| r.description("what is said")).await.unwrap(), Some(model.clone()));
    assert_eq!(model.data().await.unwrap().description(), Some("what is said"));
    let known = [("ApiId", chat.id()), ("ModelId", model.id())];
    let template = "arn:${Partition}:apigateway:${Region}::/apis/${ApiId}/models/${ModelId}";
    account.assert_arn(&model.arn().await.unwrap(), template, &known);
    let route = chat.create_route().with(|r| r.route_key("$default")).await.unwrap().unwrap();
    let response = route.create_response().with(|r| r.route_response_key("$default")).await.unwrap().unwrap();
    assert_eq!(response.route(), route);
    assert_eq!(response.data().await.unwrap().route_response_key(), Some("$default"));
    response.delete().await.unwrap();
    assert!(response.reload().await.unwrap_err().is_not_found());
    model.delete().await.unwrap();
    assert!(model.data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn the_parts_of_an_api_are_changed() {
    let account = Account::new("us-east-1").await;
    let gateway = ApiGatewayV2::new(&account.session);
    let made = gateway.create_api().with(|r| {
        r.name("chat").protocol_type(ProtocolType::Websocket).route_selection_expression("$request.body.action")
    });
    let chat = made.await.unwrap().unwrap();
    let key = "route.request.querystring.page";
    let required = ParameterConstraints::builder().required(true).build();
    let route = chat.create_route().with(|r| r.route_key("$default").request_parameters(key, required));
    let route = route.await.unwrap().unwrap();
    assert_eq!(route.update().with(|r| r.operation_name("talk")).await.unwrap(), Some(route.clone()));
    let data = route.data().await.unwrap();
    assert_eq!(data.operation_name(), Some("talk"));
    assert!(data.request_parameters().is_some_and(|parameters| parameters.contains_key(key)));
    route.delete_request_parameter().with(|r| r.request_parameter_key(key)).await.unwrap();
    let left = route.data().await.unwrap().request_parameters().map_or(0, HashMap::len);
    assert_eq!(left, 0, "an action forgets the data");

    let made = chat.create_integration();
    let server = made.with(|r| r.integration_type(IntegrationType::Http).integration_uri("https://chat.example")).await;
    let server = server.unwrap().unwrap();
    assert_eq!(server.update().with(|r| r.description("of the chat")).await.unwrap(), Some(server.clone()));
    assert_eq!(server.data().await.unwrap().description(), Some("of the chat"));
    let response = server.create_response().with(|r| r.integration_response_key("$default")).await.unwrap().unwrap();
    let changed = response.update().with(|r| r.template_selection_expression("x")).await.unwrap();
    assert_eq!(changed, Some(response.clone()));
    assert_eq!(response.data().await.unwrap().template_selection_expression(), Some("x"));
    assert_eq!(response.integration(), server);
    response.delete().await.unwrap();
    assert!(response.data().await.unwrap_err().is_not_found());
}

/// The fake knows only how to import an API anew.
#[tokio::test]
async fn an_api_is_imported_anew() {
    let account = Account::new("eu-west-1").await;
    let gateway = ApiGatewayV2::new(&account.session);
    let cors = Cors::builder().allow_origins("*").build();
    let made = gateway.create_api().with(|r| r.name("shop").protocol_type(ProtocolType::Http).cors_configuration(cors));
    let shop = made.await.unwrap().unwrap();
    assert!(shop.data().await.unwrap().cors_configuration().is_some());
    shop.delete_cors_configuration().await.unwrap();
    assert!(shop.data().await.unwrap().cors_configuration().is_none());
    let document = r#"{"openapi": "3.0.1", "info": {"title": "fair", "version": "1"}, "paths": {"/orders": {"get": {
        "x-amazon-apigateway-integration": {"type": "HTTP_PROXY", "httpMethod": "GET", "payloadFormatVersion": "1.0",
        "uri": "https://shop.example"}}}}}"#;
    assert_eq!(shop.reimport().with(|r| r.body(document)).await.unwrap(), Some(shop.clone()));
    assert_eq!(shop.data().await.unwrap().name(), Some("fair"));
    let routes = shop.routes().try_collect().await.unwrap();
    assert_eq!(
        routes.iter().map(|it| it.summary().unwrap().route_key().map(str::to_owned)).collect::<Vec<_>>(),
        [Some("GET /orders".to_owned())]
    );
    let server = shop.integrations().first().await.unwrap();
    assert_eq!(routes[0].integration().await.unwrap(), server);
}
