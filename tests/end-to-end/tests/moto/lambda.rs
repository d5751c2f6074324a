//! Functions, their versions and aliases, event source mappings and layers. The fake gives every listing on one page.
//! It knows no layer version by its ARN, nor anything about code signing, capacity providers and durable executions:
//! those are in `replayed`.

use std::{collections::HashMap, slice};

use aws_resources::{
    ErrorKind,
    lambda::{Function, Lambda, Version},
};
use aws_sdk_lambda::{
    Client,
    operation::get_function::GetFunctionError,
    primitives::Blob,
    types::{FunctionCode, FunctionUrlAuthType, LayerVersionContentInput, Runtime, State},
};
use end_to_end::{exercised, fake::Account};

use crate::{SOON, pages};

/// Functions that the plain SDK creates, with their ARNs.
async fn create(account: &Account, names: &[&str]) -> Vec<String> {
    account.ask("iam", "Action=CreateRole&Version=2010-05-08&RoleName=worker&AssumeRolePolicyDocument=%7B%7D");
    let client = Client::new(&account.config);
    let mut arns = Vec::new();
    for name in names {
        let code = FunctionCode::builder().zip_file(Blob::new("zip")).build();
        let request = client.create_function().function_name(*name).code(code).tags("team", "shop");
        let request = request.role(format!("arn:aws:iam::{}:role/worker", account.id));
        let made = request.runtime(Runtime::Python312).handler("a.handler").send().await.unwrap();
        arns.push(made.function_arn.unwrap());
    }
    arns
}

async fn function(account: &Account, name: &str) -> Function {
    create(account, &[name]).await;
    Lambda::new(&account.session).function(name)
}

async fn publish(function: &Function) -> Version {
    function.publish_version().await.unwrap().expect("the answer names the version")
}

#[tokio::test]
async fn functions_are_listed_with_their_data() {
    let account = Account::new("eu-west-1").await;
    let arns = create(&account, &["carts", "orders", "users"]).await;
    let lambda = Lambda::new(&account.session);
    assert_eq!(
        pages(lambda.functions().page_size(50), |it| it.name().to_owned()).await.unwrap(),
        [["carts", "orders", "users"]]
    );
    for (function, returned) in lambda.functions().try_collect().await.unwrap().iter().zip(&arns) {
        assert_eq!(function.loaded().unwrap().handler(), Some("a.handler"));
        let arn = function.arn().await.unwrap();
        exercised::arn("lambda.Function", &arn, Some(returned));
        let template = "arn:${Partition}:lambda:${Region}:${Account}:function:${FunctionName}";
        account.assert_arn(&arn, template, &[("FunctionName", function.name())]);
    }
}

#[tokio::test]
async fn a_function_lives_and_dies() {
    let account = Account::new("us-east-1").await;
    let orders = function(&account, "orders").await;
    orders.wait_until_exists().every(SOON).await.unwrap();
    orders.wait_until_active().every(SOON).await.unwrap();
    orders.wait_until_active_v2().every(SOON).await.unwrap();
    assert_eq!(orders.data().await.unwrap().timeout(), Some(3));

    let changed = orders.update_configuration().with(|r| r.timeout(9)).await.unwrap();
    assert_eq!(changed, Some(orders.clone()));
    assert!(orders.loaded().is_none(), "an action forgets the data");
    orders.wait_until_updated_v2().every(SOON).await.unwrap();
    assert_eq!(orders.data().await.unwrap().timeout(), Some(9));

    let concurrency = orders.concurrency();
    concurrency.put().with(|r| r.reserved_concurrent_executions(2)).await.unwrap();
    assert_eq!(concurrency.data().await.unwrap().reserved_concurrent_executions(), Some(2));
    assert_eq!(concurrency.arn().await.unwrap_err().kind(), ErrorKind::NoArn);
    assert_eq!(orders.get().await.unwrap().concurrency().unwrap().reserved_concurrent_executions(), Some(2));
    concurrency.delete().await.unwrap();
    assert_eq!(concurrency.data().await.unwrap().reserved_concurrent_executions(), None);

    orders.delete().await.unwrap();
    let gone = orders.data().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
    assert_eq!(gone.code(), Some("ResourceNotFoundException"));
    let sdk = gone.sdk_error::<GetFunctionError>().and_then(|error| error.as_service_error());
    assert!(sdk.is_some_and(GetFunctionError::is_resource_not_found_exception), "{sdk:?}");
    assert_eq!(Lambda::new(&account.session).functions().try_collect().await.unwrap(), []);
}

/// No function of the fake has a code signing configuration.
#[tokio::test]
async fn a_function_is_made_and_gets_other_code() {
    let account = Account::new("eu-west-1").await;
    account.ask("iam", "Action=CreateRole&Version=2010-05-08&RoleName=worker&AssumeRolePolicyDocument=%7B%7D");
    let lambda = Lambda::new(&account.session);
    let code = FunctionCode::builder().zip_file(Blob::new("zip")).build();
    let role = format!("arn:aws:iam::{}:role/worker", account.id);
    let create = lambda
        .create_function()
        .with(|r| r.function_name("orders").code(code).role(role).runtime(Runtime::Python312).handler("a.handler"));
    let orders = create.await.unwrap().expect("the answer names the function");
    assert_eq!(orders, lambda.function("orders"));
    let before = orders.data().await.unwrap();
    let changed = orders.update_code().with(|r| r.zip_file(Blob::new("other zip"))).await.unwrap();
    assert_eq!(changed, Some(orders.clone()));
    orders.wait_until_updated().every(SOON).await.unwrap();
    let after = orders.data().await.unwrap();
    assert_ne!(before.code_sha256(), after.code_sha256(), "an action forgets the data");
    assert_eq!(orders.code_signing_config().code_signing_config().await.unwrap(), None);
}

#[tokio::test]
async fn versions_and_aliases_belong_to_a_function() {
    let account = Account::new("eu-west-1").await;
    let orders = function(&account, "orders").await;
    let first = publish(&orders).await;
    assert_eq!((first.function_name(), first.version()), ("orders", "1"));
    assert_eq!(pages(orders.versions(), |it| it.version().to_owned()).await.unwrap(), [["$LATEST", "1"]]);
    let all = Lambda::new(&account.session).versions();
    assert_eq!(pages(all, |it| format!("{}:{}", it.function_name(), it.version())).await.unwrap().concat().len(), 2);
    let returned = first.get().await.unwrap().configuration.unwrap().function_arn.unwrap();
    let arn = first.arn().await.unwrap();
    exercised::arn("lambda.Version", &arn, Some(&returned));
    let template = "arn:${Partition}:lambda:${Region}:${Account}:function:${FunctionName}:${Version}";
    account.assert_arn(&arn, template, &[("FunctionName", "orders"), ("Version", "1")]);
    first.wait_until_active().every(SOON).await.unwrap();
    assert_eq!(first.function(), orders);
    assert_eq!(first.data().await.unwrap().state(), Some(&State::Active));

    let live = first.create_alias().with(|r| r.name("live")).await.unwrap().unwrap();
    assert_eq!((live.function_name(), live.name()), ("orders", "live"));
    let listed = first.aliases().try_collect().await.unwrap();
    assert_eq!(listed, slice::from_ref(&live));
    let arn = live.arn().await.unwrap();
    exercised::arn("lambda.Alias", &arn, listed[0].summary().unwrap().alias_arn());
    let template = "arn:${Partition}:lambda:${Region}:${Account}:function:${FunctionName}:${Alias}";
    account.assert_arn(&arn, template, &[("FunctionName", "orders"), ("Alias", "live")]);
    assert_eq!(live.version().await.unwrap(), Some(first.clone()));
    live.update().with(|r| r.description("of the shop")).await.unwrap();
    assert_eq!(live.data().await.unwrap().description(), Some("of the shop"));

    live.delete().await.unwrap();
    assert!(live.data().await.unwrap_err().is_not_found());
    assert_eq!(orders.aliases().try_collect().await.unwrap(), []);
    first.delete().await.unwrap();
    assert!(first.reload().await.unwrap_err().is_not_found());
}

/// The fake doesn't know listings of URLs, and lists the settings of invocations with a wrong time.
#[tokio::test]
async fn a_function_has_settings_of_its_own() {
    let account = Account::new("eu-west-1").await;
    let orders = function(&account, "orders").await;
    let url = orders.create_url_config().with(|r| r.auth_type(FunctionUrlAuthType::None)).await.unwrap();
    assert_eq!(url, orders.url_config(None));
    assert_eq!(url.qualifier(), None);
    assert_eq!(url.data().await.unwrap().auth_type(), &FunctionUrlAuthType::None);
    url.update().with(|r| r.auth_type(FunctionUrlAuthType::AwsIam)).await.unwrap();
    assert_eq!(url.data().await.unwrap().auth_type(), &FunctionUrlAuthType::AwsIam);
    url.delete().await.unwrap();
    assert!(url.data().await.unwrap_err().is_not_found());

    let events = orders.put_event_invoke_config().with(|r| r.maximum_retry_attempts(1)).await.unwrap();
    assert_eq!(events, orders.event_invoke_config(None));
    assert_eq!(events.data().await.unwrap().maximum_retry_attempts(), Some(1));
    events.delete().await.unwrap();
    assert!(events.data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn permissions_and_tags_are_of_the_function() {
    let account = Account::new("eu-west-1").await;
    let orders = function(&account, "orders").await;
    assert!(orders.get_policy().await.unwrap_err().is_not_found());
    let added = orders.add_permission().with(|r| {
        r.statement_id("s3").action("lambda:InvokeFunction").principal("s3.amazonaws.com").source_account(&account.id)
    });
    added.await.unwrap();
    assert!(orders.get_policy().await.unwrap().policy().is_some_and(|policy| policy.contains("s3.amazonaws.com")));
    orders.remove_permission().with(|r| r.statement_id("s3")).await.unwrap();
    assert!(orders.get_policy().await.unwrap_err().is_not_found());

    let tags = |pairs: &[(&str, &str)]| -> HashMap<String, String> {
        pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
    };
    orders.tag_resource().with(|r| r.tags("stage", "test")).await.unwrap();
    assert_eq!(orders.list_tags().await.unwrap(), Some(tags(&[("stage", "test"), ("team", "shop")])));
    orders.untag_resource().with(|r| r.tag_keys("team")).await.unwrap();
    assert_eq!(orders.list_tags().await.unwrap(), Some(tags(&[("stage", "test")])));
}

/// In the fake a mapping is enabled at once, disabled at once, and gone at once.
#[tokio::test]
async fn a_mapping_lives_and_dies() {
    let account = Account::new("us-east-1").await;
    let orders = function(&account, "orders").await;
    account.ask("sqs", "Action=CreateQueue&Version=2012-11-05&QueueName=waiting");
    let queue = format!("arn:aws:sqs:us-east-1:{}:waiting", account.id);
    let made = orders.create_event_source_mapping().with(|r| r.event_source_arn(&queue)).await.unwrap();
    let mapping = made.expect("the answer has its id");
    let listed = orders.event_source_mappings().try_collect().await.unwrap();
    assert_eq!(listed, slice::from_ref(&mapping));
    let arn = mapping.arn().await.unwrap();
    exercised::arn("lambda.EventSourceMapping", &arn, listed[0].summary().unwrap().event_source_mapping_arn());
    let template = "arn:${Partition}:lambda:${Region}:${Account}:event-source-mapping:${UUID}";
    account.assert_arn(&arn, template, &[("UUID", mapping.uuid())]);
    assert_eq!(mapping.data().await.unwrap().event_source_arn(), Some(&*queue));

    mapping.wait_until_enabled().every(SOON).await.unwrap();
    mapping.update().with(|r| r.enabled(false)).await.unwrap();
    mapping.wait_until_disabled().every(SOON).await.unwrap();
    mapping.delete().await.unwrap();
    mapping.wait_until_deleted().every(SOON).await.unwrap();
    assert!(mapping.data().await.unwrap_err().is_not_found());
    assert_eq!(Lambda::new(&account.session).event_source_mappings().try_collect().await.unwrap(), []);
}

#[tokio::test]
async fn a_layer_is_found_in_the_listing() {
    let account = Account::new("eu-west-1").await;
    let lambda = Lambda::new(&account.session);
    let content = LayerVersionContentInput::builder().zip_file(Blob::new("zip")).build();
    for name in ["fonts", "libs", "libs"] {
        lambda.publish_layer_version().with(|r| r.layer_name(name).content(content.clone())).await.unwrap();
    }
    assert_eq!(pages(lambda.layers(), |layer| layer.name().to_owned()).await.unwrap(), [["fonts", "libs"]]);
    let libs = lambda.layer("libs");
    let latest = libs.data().await.unwrap().latest_matching_version.clone().unwrap();
    assert_eq!(latest.version(), 2);
    let arn = libs.arn().await.unwrap();
    assert_eq!(latest.layer_version_arn(), Some(&*format!("{arn}:2")));
    exercised::arn("lambda.Layer", &arn, libs.data().await.unwrap().layer_arn());
    let template = "arn:${Partition}:lambda:${Region}:${Account}:layer:${LayerName}";
    account.assert_arn(&arn, template, &[("LayerName", "libs")]);
    assert!(lambda.layer("none").data().await.unwrap_err().is_not_found());

    let versions = libs.versions().try_collect().await.unwrap();
    assert_eq!(versions.iter().map(|it| it.summary().unwrap().version()).collect::<Vec<_>>(), [2, 1]);
    let second = libs.get_version().with(|r| r.version_number(2)).await.unwrap();
    assert_eq!(second, Some(versions[0].clone()));
    let arn = versions[0].arn().await.unwrap();
    exercised::arn("lambda.LayerVersion", &arn, latest.layer_version_arn());
    let template = "arn:${Partition}:lambda:${Region}:${Account}:layer:${LayerName}:${LayerVersion}";
    account.assert_arn(&arn, template, &[("LayerName", "libs"), ("LayerVersion", "2")]);
}
