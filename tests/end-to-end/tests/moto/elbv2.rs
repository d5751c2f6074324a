//! Load balancers.

use aws_resources::{
    elbv2::{ElbV2, Listener, LoadBalancer},
    prelude::*,
};
use aws_sdk_elasticloadbalancingv2::{
    Client,
    operation::describe_load_balancers::DescribeLoadBalancersError,
    types::{
        Action, ActionTypeEnum, FixedResponseActionConfig, LoadBalancerStateEnum, PathPatternConditionConfig,
        ProtocolEnum, RuleCondition, Tag,
    },
};
use end_to_end::fake::Account;
use fake_aws::FakeAws;

use crate::{Pages, SOON, pages};

/// The ARN of a load balancer that the plain SDK creates, in state `provisioning`.
async fn create(account: &Account, name: &str) -> String {
    let subnets = FakeAws::shared().subnets(&account.id, account.region).unwrap();
    let client = Client::new(&account.config);
    let request = client.create_load_balancer().name(name).set_subnets(Some(subnets[..2].to_vec()));
    let made = request.send().await.unwrap().load_balancers.unwrap().remove(0);
    assert_eq!(made.state().and_then(|state| state.code()), Some(&LoadBalancerStateEnum::Provisioning));
    made.load_balancer_arn.unwrap()
}

fn not_found() -> Action {
    let reply = FixedResponseActionConfig::builder().status_code("404").build();
    Action::builder().r#type(ActionTypeEnum::FixedResponse).fixed_response_config(reply).build()
}

async fn listener(balancer: &LoadBalancer) -> Listener {
    let create = balancer.create_listener();
    let create = create.with(|r| r.protocol(ProtocolEnum::Http).port(80).default_actions(not_found()));
    create.await.unwrap().unwrap()
}

#[tokio::test]
async fn a_listing_has_the_pages_of_the_plain_sdk() {
    let account = Account::new("eu-west-1").await;
    for number in 0..5 {
        create(&account, &format!("lb-{number}")).await;
    }
    let client = Client::new(&account.config);
    let elbv2 = ElbV2::new(&account.session);

    let mut plain = client.describe_load_balancers().page_size(2).into_paginator().send();
    let mut expected: Pages = Vec::new();
    while let Some(page) = plain.try_next().await.unwrap() {
        expected.push(page.load_balancers().iter().map(|it| it.load_balancer_arn.clone().unwrap()).collect());
    }
    let balancers = elbv2.load_balancers().page_size(2);
    let found = pages(balancers, |it| it.arn_identifier().to_owned()).await.unwrap();
    assert_eq!(found, expected);
    assert_eq!(found.iter().map(Vec::len).collect::<Vec<_>>(), [2, 2, 1]);

    let listener = listener(&elbv2.load_balancer(&found[0][0])).await;
    for number in 1..=6 {
        let path = PathPatternConditionConfig::builder().values(format!("/{number}/*")).build();
        let condition = RuleCondition::builder().field("path-pattern").path_pattern_config(path).build();
        let rule = listener.create_rule();
        rule.with(|r| r.priority(number).conditions(condition).actions(not_found())).await.unwrap();
    }
    let rules = client.describe_rules().listener_arn(listener.arn_identifier()).page_size(3);
    let mut plain = rules.into_paginator().send();
    let mut expected: Pages = Vec::new();
    while let Some(page) = plain.try_next().await.unwrap() {
        expected.push(page.rules().iter().map(|it| it.rule_arn.clone().unwrap()).collect());
    }
    let found = pages(listener.rules().page_size(3), |it| it.arn_identifier().to_owned()).await.unwrap();
    assert_eq!(found, expected);
    assert_eq!(found.iter().map(Vec::len).collect::<Vec<_>>(), [3, 3, 1]); // six, and the default rule
}

#[tokio::test]
async fn a_load_balancer_lives_and_dies() {
    let account = Account::new("us-east-1").await;
    let returned = create(&account, "shop").await;
    let elbv2 = ElbV2::new(&account.session);
    let balancer = elbv2.load_balancer(&returned);
    balancer.wait_until_available().every(SOON).await.unwrap();
    let data = balancer.data().await.unwrap();
    assert_eq!(data.state().and_then(|state| state.code()), Some(&LoadBalancerStateEnum::Active));

    let arn = balancer.arn().await.unwrap();
    assert_eq!(arn.as_str(), returned);
    let template = "arn:${Partition}:elasticloadbalancing:${Region}:${Account}:loadbalancer/app/${LoadBalancerName}/\
                    ${LoadBalancerId}";
    account.assert_arn(&arn, template, &[("LoadBalancerName", "shop")]);

    let listener = listener(&balancer).await;
    assert!(balancer.loaded().is_none(), "an action forgets the data");
    assert_eq!(balancer.listeners().try_collect().await.unwrap(), std::slice::from_ref(&listener));
    let id = arn.resource_id().rsplit('/').next().unwrap();
    let template = "arn:${Partition}:elasticloadbalancing:${Region}:${Account}:listener/app/${LoadBalancerName}/\
                    ${LoadBalancerId}/${ListenerId}";
    let known = [("LoadBalancerName", "shop"), ("LoadBalancerId", id)];
    account.assert_arn(&listener.arn().await.unwrap(), template, &known);
    assert_eq!(listener.load_balancer().await.unwrap(), Some(balancer.clone()));
    let rule = listener.rules().first().await.unwrap().unwrap();
    let template = "arn:${Partition}:elasticloadbalancing:${Region}:${Account}:listener-rule/app/${LoadBalancerName}/\
                    ${LoadBalancerId}/${ListenerId}/${ListenerRuleId}";
    account.assert_arn(&rule.arn().await.unwrap(), template, &known);

    listener.delete().await.unwrap();
    assert!(listener.data().await.unwrap_err().is_not_found());
    balancer.delete().await.unwrap();
    balancer.wait_until_deleted().every(SOON).await.unwrap();
    let gone = balancer.data().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
    assert_eq!(gone.code(), Some("LoadBalancerNotFound"));
    let sdk = gone.sdk_error::<DescribeLoadBalancersError>().and_then(|error| error.as_service_error());
    assert!(sdk.is_some_and(DescribeLoadBalancersError::is_load_balancer_not_found_exception), "{sdk:?}");
}

#[tokio::test]
async fn tags_are_resources() {
    let account = Account::new("eu-west-1").await;
    let balancer = ElbV2::new(&account.session).load_balancer(create(&account, "shop").await);
    let tags = ["team", "stage"].map(|key| Tag::builder().key(key).value(format!("{key}-value")).build());
    balancer.add_tags().with(|r| r.set_tags(Some(tags.to_vec()))).await.unwrap();

    let mut tags = balancer.tags().try_collect().await.unwrap();
    tags.sort_by_key(|tag| tag.key().to_owned());
    assert_eq!(tags.iter().map(|tag| tag.key()).collect::<Vec<_>>(), ["stage", "team"]);
    assert_eq!(tags[1].data().await.unwrap().value(), Some("team-value"));
    let report = balancer.tags().delete().await;
    assert_eq!(report.failed().count(), 0, "{report:?}");
    assert_eq!(balancer.tags().try_collect().await.unwrap(), []);
}
