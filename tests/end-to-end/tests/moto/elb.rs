//! Classic Load Balancers.
//!
//! The fake knows no health of instances that EC2 doesn't have, and none of AWS's predefined policies; `replayed` has
//! them. No response has a load balancer's ARN: ours is compared with AWS's template.

use std::collections::BTreeSet;

use aws_resources::{
    ErrorKind,
    elb::{Elb, LoadBalancer, TagCollection as _},
};
use aws_sdk_elasticloadbalancing::{
    Client,
    operation::describe_load_balancers::DescribeLoadBalancersError,
    types::{
        ConnectionSettings, CrossZoneLoadBalancing, HealthCheck, Listener, LoadBalancerAttributes, PolicyAttribute, Tag,
    },
};
use end_to_end::fake::Account;
use fake_aws::FakeAws;

use crate::{Pages, pages};

fn http(port: i32) -> Listener {
    Listener::builder().protocol("HTTP").load_balancer_port(port).instance_port(port + 8000).build().unwrap()
}

async fn create(account: &Account, name: &str) -> LoadBalancer {
    let client = Client::new(&account.config);
    let zone = format!("{}a", account.region);
    let request = client.create_load_balancer().load_balancer_name(name).listeners(http(80)).availability_zones(zone);
    request.send().await.unwrap();
    Elb::new(&account.session).load_balancer(name)
}

#[tokio::test]
async fn a_listing_has_the_pages_of_the_plain_sdk() {
    let account = Account::new("eu-west-1").await;
    for number in 0..5 {
        create(&account, &format!("lb-{number}")).await;
    }
    let client = Client::new(&account.config);
    let mut plain = client.describe_load_balancers().page_size(2).into_paginator().send();
    let mut expected: Pages = Vec::new();
    while let Some(page) = plain.try_next().await.unwrap() {
        expected
            .push(page.load_balancer_descriptions().iter().map(|it| it.load_balancer_name.clone().unwrap()).collect());
    }
    let balancers = Elb::new(&account.session).load_balancers().page_size(2);
    let found = pages(balancers, |it| it.name().to_owned()).await.unwrap();
    assert_eq!(found, expected);
    assert_eq!(found.iter().map(Vec::len).collect::<Vec<_>>(), [2, 2, 1]);
}

#[tokio::test]
async fn a_load_balancer_lives_and_dies() {
    let account = Account::new("us-east-1").await;
    let elb = Elb::new(&account.session);
    let create = elb.create_load_balancer();
    let create = create.with(|r| r.load_balancer_name("shop").listeners(http(80)).availability_zones("us-east-1a"));
    let balancer = create.await.unwrap().unwrap();
    assert_eq!(balancer, elb.load_balancer("shop"));
    let data = balancer.data().await.unwrap();
    assert_eq!(data.load_balancer_name(), Some("shop"));
    assert_eq!(data.availability_zones(), ["us-east-1a"]);
    let template = "arn:${Partition}:elasticloadbalancing:${Region}:${Account}:loadbalancer/${LoadBalancerName}";
    account.assert_arn(&balancer.arn().await.unwrap(), template, &[("LoadBalancerName", "shop")]);

    balancer.enable_availability_zones().with(|r| r.availability_zones("us-east-1b")).await.unwrap();
    assert!(balancer.loaded().is_none(), "an action forgets the data");
    assert_eq!(balancer.data().await.unwrap().availability_zones(), ["us-east-1a", "us-east-1b"]);
    let check = HealthCheck::builder().target("HTTP:8080/health").interval(10).timeout(5);
    let check = check.unhealthy_threshold(2).healthy_threshold(3).build().unwrap();
    balancer.configure_health_check().with(|r| r.health_check(check)).await.unwrap();
    let data = balancer.data().await.unwrap();
    assert_eq!(data.health_check().map(|check| check.target()), Some("HTTP:8080/health"));

    let left = balancer.disable_availability_zones().with(|r| r.availability_zones("us-east-1a")).await.unwrap();
    assert_eq!(left.availability_zones(), ["us-east-1b"]);
    assert_eq!(balancer.data().await.unwrap().availability_zones(), ["us-east-1b"]);

    balancer.delete().await.unwrap();
    let gone = balancer.data().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
    assert_eq!(gone.code(), Some("LoadBalancerNotFound"));
    let sdk = gone.sdk_error::<DescribeLoadBalancersError>().and_then(|error| error.as_service_error());
    assert!(sdk.is_some_and(DescribeLoadBalancersError::is_access_point_not_found_exception), "{sdk:?}");
    assert_eq!(elb.load_balancers().try_collect().await.unwrap(), []);
}

#[tokio::test]
async fn a_load_balancer_is_attached_to_subnets() {
    let account = Account::new("eu-west-1").await;
    let subnets = FakeAws::shared().subnets(&account.id, account.region).unwrap();
    let create = Elb::new(&account.session).create_load_balancer();
    let create = create.with(|r| r.load_balancer_name("inner").listeners(http(80)).subnets(&subnets[0]));
    let balancer = create.await.unwrap().unwrap();
    let attached = balancer.attach_to_subnets().with(|r| r.subnets(&subnets[1])).await.unwrap();
    let attached: BTreeSet<_> = attached.subnets().iter().collect();
    assert_eq!(attached, subnets[..2].iter().collect(), "in any order");
    balancer.detach_from_subnets().with(|r| r.subnets(&subnets[0])).await.unwrap();
    assert_eq!(balancer.data().await.unwrap().subnets(), &subnets[1..2]);
}

#[tokio::test]
async fn attributes_are_one_resource() {
    let account = Account::new("eu-west-1").await;
    let attributes = create(&account, "shop").await.attributes();
    let changed = LoadBalancerAttributes::builder()
        .cross_zone_load_balancing(CrossZoneLoadBalancing::builder().enabled(true).build())
        .connection_settings(ConnectionSettings::builder().idle_timeout(120).build().unwrap());
    attributes.modify().with(|r| r.load_balancer_attributes(changed.build())).await.unwrap();
    let data = attributes.data().await.unwrap();
    assert_eq!(data.cross_zone_load_balancing().map(CrossZoneLoadBalancing::enabled), Some(true));
    assert_eq!(data.connection_settings().map(ConnectionSettings::idle_timeout), Some(120));
    assert_eq!(attributes.load_balancer().name(), "shop");
}

#[tokio::test]
async fn listeners_have_policies() {
    let account = Account::new("eu-west-1").await;
    let balancer = create(&account, "shop").await;
    let made = balancer.create_listeners().with(|r| r.listeners(http(81)).listeners(http(82))).await.unwrap();
    assert_eq!(made, [81, 82].map(|port| balancer.listener(port)));

    let cookie = balancer.create_lb_cookie_stickiness_policy();
    let cookie = cookie.with(|r| r.policy_name("sticky").cookie_expiration_period(60)).await.unwrap().unwrap();
    assert_eq!(cookie, balancer.policy("sticky"));
    made[0].set_policies().with(|r| r.policy_names("sticky")).await.unwrap();
    let listeners = balancer.listeners().try_collect().await.unwrap();
    assert_eq!(listeners.iter().map(|it| it.load_balancer_port()).collect::<Vec<_>>(), [80, 81, 82]);
    assert_eq!(listeners[1].loaded().unwrap().listener().map(|it| it.instance_port()), Some(8081));
    assert_eq!(listeners[1].policies().await.unwrap(), [cookie]);
    assert_eq!(listeners[0].policies().await.unwrap(), []);
    assert_eq!(listeners[0].arn().await.unwrap_err().kind(), ErrorKind::NoArn);

    made[0].delete().await.unwrap();
    let ports = balancer.listeners().try_collect().await.unwrap();
    assert_eq!(ports.iter().map(|it| it.load_balancer_port()).collect::<Vec<_>>(), [80, 82]);
}

/// The fake knows certificates of ACM only.
#[cfg(feature = "acm")]
#[tokio::test]
async fn a_listener_has_a_certificate_and_follows_a_cookie() {
    let account = Account::new("eu-west-1").await;
    let balancer = create(&account, "shop").await;
    let certificate = async |domain: &str| {
        let request = aws_sdk_acm::Client::new(&account.config).request_certificate().domain_name(domain);
        request.send().await.unwrap().certificate_arn.unwrap()
    };
    let (old, new) = (certificate("old.example.com").await, certificate("new.example.com").await);
    let secure = Listener::builder().protocol("HTTPS").load_balancer_port(443).instance_port(8443);
    let secure = secure.ssl_certificate_id(&old).build().unwrap();
    let listener = balancer.create_listeners().with(|r| r.listeners(secure)).await.unwrap().remove(0);
    listener.set_ssl_certificate().with(|r| r.ssl_certificate_id(&new)).await.unwrap();
    let data = listener.data().await.unwrap();
    assert_eq!(data.listener().and_then(|it| it.ssl_certificate_id()), Some(new.as_str()));
    assert_eq!(listener, balancer.listener(443));

    let cookie = balancer.create_app_cookie_stickiness_policy().with(|r| r.policy_name("app").cookie_name("id"));
    let cookie = cookie.await.unwrap().unwrap();
    assert_eq!(cookie, balancer.policy("app"));
    let data = balancer.data().await.unwrap();
    let policies = data.policies().unwrap().app_cookie_stickiness_policies();
    assert_eq!(
        policies.iter().map(|it| (it.policy_name(), it.cookie_name())).collect::<Vec<_>>(),
        [(Some("app"), Some("id"))]
    );
    listener.set_policies().with(|r| r.policy_names("app")).await.unwrap();
    assert_eq!(listener.policies().await.unwrap(), [cookie]);
}

#[tokio::test]
async fn a_policy_lives_and_dies() {
    let account = Account::new("eu-west-1").await;
    let balancer = create(&account, "shop").await;
    let attribute = PolicyAttribute::builder().attribute_name("ProxyProtocol").attribute_value("true").build();
    let create = balancer.create_policy();
    let create = create
        .with(|r| r.policy_name("proxy").policy_type_name("ProxyProtocolPolicyType").policy_attributes(attribute));
    let policy = create.await.unwrap().unwrap();
    assert_eq!(policy.data().await.unwrap().policy_type_name(), Some("ProxyProtocolPolicyType"));
    let of_type = policy.r#type().await.unwrap();
    assert_eq!(of_type.as_ref().map(|it| it.name()), Some("ProxyProtocolPolicyType"));
    assert_eq!(balancer.policies().try_collect().await.unwrap(), std::slice::from_ref(&policy));

    let port = balancer.backend_server(8080);
    port.set_policies().with(|r| r.policy_names("proxy")).await.unwrap();
    let ports = balancer.backend_servers().try_collect().await.unwrap();
    assert!(ports.contains(&port), "{ports:?}");
    assert_eq!(port.data().await.unwrap().policy_names(), ["proxy"]);
    assert_eq!(port.policies().await.unwrap(), std::slice::from_ref(&policy));
    assert!(balancer.backend_server(9999).data().await.unwrap_err().is_not_found());

    policy.delete().await.unwrap();
    let gone = policy.data().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
}

/// The fake registers whatever has an id, and tells the health only of what EC2 has.
#[tokio::test]
async fn what_is_not_registered_is_not_found() {
    let account = Account::new("eu-west-1").await;
    let balancer = create(&account, "shop").await;
    let instances = ["i-0aaaaaaaaaaaaaaa1", "i-0aaaaaaaaaaaaaaa2"].map(|id| balancer.instance_state(id));
    instances[0].register().await.unwrap();
    instances[1].register().await.unwrap();
    let registered = balancer.data().await.unwrap();
    let registered: Vec<_> = registered.instances().iter().filter_map(|it| it.instance_id()).collect();
    assert_eq!(registered, instances.each_ref().map(|it| it.instance_id()));

    instances[0].deregister().await.unwrap();
    assert_eq!(balancer.reload().await.unwrap().instances().len(), 1);
    assert!(instances[0].data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn tags_are_resources() {
    let account = Account::new("eu-west-1").await;
    let (balancer, other) = (create(&account, "shop").await, create(&account, "office").await);
    for balancer in [&balancer, &other] {
        let tags = ["team", "stage"].map(|key| Tag::builder().key(key).value(balancer.name()).build().unwrap());
        balancer.add_tags().with(|r| r.set_tags(Some(tags.to_vec()))).await.unwrap();
    }
    let mut tags = balancer.tags_collection().try_collect().await.unwrap();
    tags.sort_by_key(|tag| tag.key().to_owned());
    assert_eq!(tags, ["stage", "team"].map(|key| balancer.tag_subresource(key)));
    assert_ne!(balancer.tag_subresource("team"), other.tag_subresource("team"));
    assert_eq!(tags[1].data().await.unwrap().value(), Some("shop"));
    tags[0].delete().await.unwrap();
    assert!(tags[0].data().await.unwrap_err().is_not_found());
    let report = balancer.tags_collection().delete().await;
    assert_eq!(report.failed().count(), 0, "{report:?}");
    assert_eq!(balancer.tags_collection().try_collect().await.unwrap(), []);
    assert_eq!(other.tags_collection().try_collect().await.unwrap().len(), 2);
}
