//! Load balancers, listeners, rules and target groups. The fake has every target healthy at once, lists target groups
//! on one page, and knows no trust stores.

use aws_resources::{
    elbv2::{ElbV2, Listener, LoadBalancer, TargetGroup},
    prelude::*,
};
use aws_sdk_elasticloadbalancingv2::{
    Client,
    operation::describe_load_balancers::DescribeLoadBalancersError,
    types::{
        Action, ActionTypeEnum, Certificate, FixedResponseActionConfig, IpAddressType, ListenerAttribute,
        LoadBalancerAttribute, LoadBalancerStateEnum, PathPatternConditionConfig, ProtocolEnum, RuleCondition, Tag,
        TargetGroupAttribute, TargetTypeEnum,
    },
};
use end_to_end::{exercised, fake::Account};
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

/// A target group in the account's default VPC.
async fn group(account: &Account, name: &str, of: TargetTypeEnum) -> TargetGroup {
    let vpc = FakeAws::shared().vpcs(&account.id, account.region).unwrap().remove(0);
    let create = ElbV2::new(&account.session).create_target_group();
    let create = create.with(|r| r.name(name).protocol(ProtocolEnum::Http).port(80).vpc_id(vpc).target_type(of));
    create.await.unwrap().expect("AWS answers with the target group")
}

fn path(pattern: &str) -> RuleCondition {
    let path = PathPatternConditionConfig::builder().values(pattern).build();
    RuleCondition::builder().field("path-pattern").path_pattern_config(path).build()
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
        let condition = path(&format!("/{number}/*"));
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
    exercised::arn("elbv2.LoadBalancer", &arn, Some(&returned));
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
    let arn = listener.arn().await.unwrap();
    exercised::arn("elbv2.Listener", &arn, listener.data().await.unwrap().listener_arn());
    account.assert_arn(&arn, template, &known);
    assert_eq!(listener.load_balancer().await.unwrap(), Some(balancer.clone()));
    let rule = listener.rules().first().await.unwrap().unwrap();
    let template = "arn:${Partition}:elasticloadbalancing:${Region}:${Account}:listener-rule/app/${LoadBalancerName}/\
                    ${LoadBalancerId}/${ListenerId}/${ListenerRuleId}";
    let arn = rule.arn().await.unwrap();
    exercised::arn("elbv2.Rule", &arn, rule.data().await.unwrap().rule_arn());
    account.assert_arn(&arn, template, &known);

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
async fn a_load_balancer_has_attributes_and_subnets() {
    let account = Account::new("eu-central-1").await;
    let subnets = FakeAws::shared().subnets(&account.id, account.region).unwrap();
    let elbv2 = ElbV2::new(&account.session);
    let create = elbv2.create_load_balancer().with(|r| r.name("shop").set_subnets(Some(subnets[..2].to_vec())));
    let balancer = create.await.unwrap().expect("AWS answers with the load balancer");
    assert_eq!(balancer.loaded().unwrap().load_balancer_name(), Some("shop"), "creating brings the data");
    balancer.wait_until_exists().every(SOON).await.unwrap();

    let idle = LoadBalancerAttribute::builder().key("idle_timeout.timeout_seconds").value("120").build();
    let now = balancer.modify_attributes().with(|r| r.attributes(idle.clone())).await.unwrap();
    assert!(now.attributes().contains(&idle));
    let attributes = balancer.attributes().try_collect().await.unwrap();
    let attribute = balancer.attribute("idle_timeout.timeout_seconds");
    assert!(attributes.contains(&attribute), "{attributes:?}");
    assert_eq!(attribute.data().await.unwrap().value(), Some("120"));
    assert!(balancer.attribute("no.such").data().await.unwrap_err().is_not_found());

    let both = balancer.set_ip_address_type().with(|r| r.ip_address_type(IpAddressType::Dualstack)).await.unwrap();
    assert_eq!(both.ip_address_type(), Some(&IpAddressType::Dualstack));
    let moved = balancer.set_subnets().with(|r| r.set_subnets(Some(subnets[1..3].to_vec()))).await.unwrap();
    let mut zones: Vec<_> = moved.availability_zones().iter().filter_map(|zone| zone.subnet_id()).collect();
    zones.sort_unstable();
    let mut wanted: Vec<_> = subnets[1..3].iter().map(String::as_str).collect();
    wanted.sort_unstable();
    assert_eq!(zones, wanted);
    let unknown = balancer.set_security_groups().with(|r| r.security_groups("sg-0aaaaaaaaaaaaaaa1")).await;
    assert_eq!(unknown.unwrap_err().code(), Some("InvalidSecurityGroup"));
    balancer.capacity_reservation().wait_until_provisioned().every(SOON).await.unwrap();
}

#[tokio::test]
async fn a_target_group_lives_and_dies() {
    let account = Account::new("us-east-1").await;
    let elbv2 = ElbV2::new(&account.session);
    let mut groups = Vec::new();
    for name in ["one", "two", "three"] {
        groups.push(group(&account, name, TargetTypeEnum::Instance).await);
    }
    let mut listed = elbv2.target_groups().try_collect().await.unwrap();
    listed.sort_by_key(|group| groups.iter().position(|other| other == group));
    assert_eq!(listed, groups);
    let group = groups.swap_remove(0);
    let arn = group.arn().await.unwrap();
    exercised::arn("elbv2.TargetGroup", &arn, group.data().await.unwrap().target_group_arn());
    let template = "arn:${Partition}:elasticloadbalancing:${Region}:${Account}:targetgroup/${TargetGroupName}/\
                    ${TargetGroupId}";
    account.assert_arn(&arn, template, &[("TargetGroupName", "one")]);

    let modified = group.modify().with(|r| r.health_check_path("/health")).await.unwrap().unwrap();
    assert_eq!(modified.loaded().unwrap().health_check_path(), Some("/health"));
    let delay = TargetGroupAttribute::builder().key("deregistration_delay.timeout_seconds").value("10").build();
    group.modify_attributes().with(|r| r.attributes(delay)).await.unwrap();
    let delay = group.attribute("deregistration_delay.timeout_seconds");
    assert_eq!(delay.data().await.unwrap().value(), Some("10"));
    assert!(group.attributes().try_collect().await.unwrap().contains(&delay));

    group.delete().await.unwrap();
    let gone = group.data().await.unwrap_err();
    assert_eq!((gone.is_not_found(), gone.code()), (true, Some("TargetGroupNotFound")));
}

#[tokio::test]
async fn targets_are_registered_and_drained() {
    let account = Account::new("eu-west-1").await;
    let group = group(&account, "hosts", TargetTypeEnum::Ip).await;
    let targets = ["10.0.0.1", "10.0.0.2"].map(|id| group.target_health(id, Some(80), None));
    for target in &targets {
        target.register().await.unwrap();
        target.wait_until_in_service().every(SOON).await.unwrap();
    }
    group.wait_until_targets_in_service().every(SOON).await.unwrap();
    let mut listed = group.targets().try_collect().await.unwrap();
    listed.sort_by_key(|target| target.id().to_owned());
    assert_eq!(listed, targets);
    let data = targets[0].data().await.unwrap();
    let state = data.target_health().and_then(|health| health.state());
    assert_eq!(state.map(AsRef::as_ref), Some("healthy"));

    targets[0].deregister().await.unwrap();
    targets[0].wait_until_deregistered().every(SOON).await.unwrap();
    assert!(targets[0].data().await.unwrap_err().is_not_found());
    let report = group.targets().deregister().await;
    assert_eq!((report.items().len(), report.failed().count()), (1, 0), "{report:?}");
    assert_eq!(group.targets().try_collect().await.unwrap(), []);
}

/// Certificates of IAM: the fake looks for those of ACM.
#[tokio::test]
async fn a_listener_has_certificates_rules_and_attributes() {
    let account = Account::new("eu-west-1").await;
    let elbv2 = ElbV2::new(&account.session);
    let balancer = elbv2.load_balancer(create(&account, "shop").await);
    let group = group(&account, "hosts", TargetTypeEnum::Ip).await;
    let forward = Action::builder().r#type(ActionTypeEnum::Forward).target_group_arn(group.arn_identifier()).build();
    let certificate = |name: &str| {
        let arn = format!("arn:aws:iam::{}:server-certificate/{name}", account.id);
        Certificate::builder().certificate_arn(arn).build()
    };
    let create = balancer.create_listener().with(|r| {
        let r = r.protocol(ProtocolEnum::Https).port(443).default_actions(forward.clone());
        r.certificates(certificate("main")).ssl_policy("ELBSecurityPolicy-2016-08")
    });
    let listener = create.await.unwrap().unwrap();
    assert_eq!(listener.target_groups().await.unwrap(), std::slice::from_ref(&group));
    assert_eq!(group.reload().await.unwrap().load_balancer_arns(), [balancer.arn_identifier()]);
    assert_eq!(group.load_balancers().await.unwrap(), std::slice::from_ref(&balancer));
    assert_eq!(balancer.target_groups().try_collect().await.unwrap(), [group]);
    let policy = listener.ssl_policy().await.unwrap().unwrap();
    assert_eq!(policy, elbv2.ssl_policy("ELBSecurityPolicy-2016-08"));
    assert_ne!(policy.data().await.unwrap().ciphers(), []);
    assert!(elbv2.ssl_policies().try_collect().await.unwrap().contains(&policy));
    assert!(elbv2.ssl_policy("none").data().await.unwrap_err().is_not_found());

    listener.add_certificates().with(|r| r.certificates(certificate("other"))).await.unwrap();
    let certificates = listener.certificates().try_collect().await.unwrap();
    let other = listener.certificate(certificate("other").certificate_arn().unwrap(), Some(false));
    let default = listener.certificate(certificate("main").certificate_arn().unwrap(), Some(true));
    assert_eq!(certificates, [default, other.clone()]);
    assert_eq!(other.data().await.unwrap().is_default(), Some(false));
    other.remove().await.unwrap();
    assert!(other.data().await.unwrap_err().is_not_found());

    let server = ListenerAttribute::builder().key("routing.http.response.server.enabled").value("false").build();
    listener.modify_attributes().with(|r| r.attributes(server)).await.unwrap();
    let server = listener.attribute("routing.http.response.server.enabled");
    assert_eq!(server.data().await.unwrap().value(), Some("false"));
    assert!(listener.attributes().try_collect().await.unwrap().contains(&server));
    let modified = listener.modify().with(|r| r.port(8443)).await.unwrap().unwrap();
    assert_eq!(modified.loaded().unwrap().port(), Some(8443));

    let rule = listener.create_rule().with(|r| r.priority(1).conditions(path("/a")).actions(forward));
    let rule = rule.await.unwrap().unwrap();
    rule.modify().with(|r| r.conditions(path("/b"))).await.unwrap();
    let data = rule.data().await.unwrap();
    let patterns = data.conditions()[0].path_pattern_config().map(PathPatternConditionConfig::values);
    assert_eq!(patterns, Some(&["/b".to_owned()][..]));
    rule.delete().await.unwrap();
    let gone = rule.data().await.unwrap_err();
    assert_eq!((gone.is_not_found(), gone.code()), (true, Some("RuleNotFound")));
}

#[tokio::test]
async fn quotas_have_names() {
    let account = Account::new("eu-west-1").await;
    let elbv2 = ElbV2::new(&account.session);
    let quota = elbv2.account_limit("target-groups");
    assert!(elbv2.account_limits().try_collect().await.unwrap().contains(&quota));
    assert_eq!(quota.data().await.unwrap().max(), Some("3000"));
    assert!(elbv2.account_limit("no-such").data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn tags_are_resources() {
    let account = Account::new("eu-west-1").await;
    let balancer = ElbV2::new(&account.session).load_balancer(create(&account, "shop").await);
    let tags = ["team", "stage"].map(|key| Tag::builder().key(key).value(format!("{key}-value")).build());
    balancer.add_tags().with(|r| r.set_tags(Some(tags.to_vec()))).await.unwrap();

    let mut tags = balancer.tags_collection().try_collect().await.unwrap();
    tags.sort_by_key(|tag| tag.key().to_owned());
    assert_eq!(tags.iter().map(|tag| tag.key()).collect::<Vec<_>>(), ["stage", "team"]);
    assert_eq!(tags[1].data().await.unwrap().value(), Some("team-value"));
    let report = balancer.tags_collection().delete().await;
    assert_eq!(report.failed().count(), 0, "{report:?}");
    assert_eq!(balancer.tags_collection().try_collect().await.unwrap(), []);
}
