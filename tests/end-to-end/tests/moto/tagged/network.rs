//! What is reached through a network, and the networks.

use end_to_end::fake::Account;

use super::round_trip;

#[cfg(feature = "autoscaling")]
mod groups {
    use aws_resources::{
        Tagged as _,
        autoscaling::{AutoScaling, AutoScalingGroup},
    };
    use aws_sdk_autoscaling::types::Tag;

    use super::{Account, round_trip};

    async fn group(autoscaling: &AutoScaling) -> AutoScalingGroup {
        let configure = autoscaling
            .create_launch_configuration()
            .with(|r| r.launch_configuration_name("web").image_id("ami-12c6146b").instance_type("t3.micro"));
        configure.await.unwrap();
        let create = autoscaling.create_auto_scaling_group().with(|r| {
            let r = r.auto_scaling_group_name("shop").launch_configuration_name("web");
            r.min_size(0).max_size(1).availability_zones("eu-west-1a")
        });
        create.await.unwrap().unwrap()
    }

    #[tokio::test]
    async fn an_auto_scaling_group() {
        let account = Account::new("eu-west-1").await;
        round_trip(&group(&AutoScaling::new(&account.session)).await).await;
    }

    /// Whether new instances get a tag is nothing that a new value changes.
    #[tokio::test]
    async fn tags_are_handed_on_as_before() {
        let account = Account::new("eu-west-1").await;
        let autoscaling = AutoScaling::new(&account.session);
        let group = group(&autoscaling).await;
        let tag = |key: &str, on: bool| {
            let tag = Tag::builder().resource_type("auto-scaling-group").resource_id("shop");
            tag.key(key).value("old").propagate_at_launch(on).build()
        };
        let tags = vec![tag("own", false), tag("team", true)];
        autoscaling.create_or_update_tags().with(|r| r.set_tags(Some(tags))).await.unwrap();

        group.tag([("own", "new"), ("stage", "test"), ("team", "new")]).await.unwrap();
        let mut found = Vec::new();
        for tag in group.tags_collection().try_collect().await.unwrap() {
            let data = tag.data().await.unwrap();
            let value = data.value().unwrap_or_default().to_owned();
            found.push((tag.key().to_owned(), value, data.propagate_at_launch()));
        }
        found.sort();
        let expected = [("own", "new", false), ("stage", "test", false), ("team", "new", true)];
        assert_eq!(found, expected.map(|(key, value, on)| (key.to_owned(), value.to_owned(), Some(on))));
    }
}

#[cfg(feature = "ec2")]
mod ec2 {
    use aws_resources::ec2::Ec2;
    use aws_sdk_ec2::{Client, types};

    use super::{Account, round_trip};

    #[tokio::test]
    async fn networks() {
        let account = Account::new("eu-west-1").await;
        let ec2 = Ec2::new(&account.session);
        let vpc = ec2.create_vpc().with(|r| r.cidr_block("10.1.0.0/16")).await.unwrap().unwrap();
        round_trip(&vpc).await;
        let subnet = vpc.create_subnet().with(|r| r.cidr_block("10.1.2.0/24")).await.unwrap().unwrap();
        round_trip(&subnet).await;
        round_trip(&vpc.create_route_table().await.unwrap().unwrap()).await;
        let create = vpc.create_security_group().with(|r| r.group_name("web").description("web servers"));
        round_trip(&create.await.unwrap().unwrap()).await;
        round_trip(&subnet.create_network_interface().await.unwrap().unwrap()).await;
        let address = ec2.allocate_address().await.unwrap().unwrap();
        round_trip(&address).await;
        let nat = subnet.create_nat_gateway().with(|r| r.allocation_id(address.allocation_id()));
        round_trip(&nat.await.unwrap().unwrap()).await;
        round_trip(&ec2.create_internet_gateway().await.unwrap().unwrap()).await;
        round_trip(&ec2.create_transit_gateway().await.unwrap().unwrap()).await;
        let options = types::NewDhcpConfiguration::builder().key("domain-name").values("example.com").build();
        let options = ec2.create_dhcp_options().with(|r| r.dhcp_configurations(options));
        round_trip(&options.await.unwrap().unwrap()).await;
        let list = ec2.create_managed_prefix_list();
        let list = list.with(|r| r.prefix_list_name("offices").max_entries(2).address_family("IPv4"));
        round_trip(&list.await.unwrap().unwrap()).await;
    }

    #[tokio::test]
    async fn instances_and_what_they_need() {
        let account = Account::new("eu-west-1").await;
        let ec2 = Ec2::new(&account.session);
        let image = Client::new(&account.config).register_image().name("base").send().await.unwrap();
        let image = image.image_id.unwrap();
        round_trip(&ec2.image(&image)).await;
        let launch = ec2.create_instances().with(|r| r.image_id(&image).min_count(2).max_count(2));
        let instances = launch.await.unwrap();
        round_trip(&instances[0]).await;
        let volume = ec2.create_volume().with(|r| r.availability_zone("eu-west-1a").size(8)).await.unwrap().unwrap();
        round_trip(&volume).await;
        round_trip(&volume.create_snapshot().await.unwrap().unwrap()).await;
        let data = types::RequestLaunchTemplateData::builder().image_id(&image).build();
        let template = ec2.create_launch_template();
        let template = template.with(|r| r.launch_template_name("web").launch_template_data(data));
        round_trip(&template.await.unwrap().unwrap()).await;
        // It is known by its name, its tags by its id.
        ec2.create_key_pair().with(|r| r.key_name("login")).await.unwrap();
        round_trip(&ec2.key_pair("login")).await;
    }
}

#[cfg(feature = "elb")]
#[tokio::test]
async fn a_classic_load_balancer() {
    use aws_resources::elb::Elb;
    use aws_sdk_elasticloadbalancing::types::Listener;

    let account = Account::new("us-east-1").await;
    let listener = Listener::builder().protocol("HTTP").load_balancer_port(80).instance_port(8080).build().unwrap();
    let create = Elb::new(&account.session).create_load_balancer();
    let create = create.with(|r| r.load_balancer_name("shop").listeners(listener).availability_zones("us-east-1a"));
    round_trip(&create.await.unwrap().unwrap()).await;
}

#[cfg(feature = "elbv2")]
#[tokio::test]
async fn load_balancers() {
    use aws_resources::elbv2::ElbV2;
    use aws_sdk_elasticloadbalancingv2::types::{
        Action, ActionTypeEnum, FixedResponseActionConfig, ProtocolEnum, TargetTypeEnum,
    };
    use fake_aws::FakeAws;

    let account = Account::new("eu-west-1").await;
    let elbv2 = ElbV2::new(&account.session);
    let subnets = FakeAws::shared().subnets(&account.id, account.region).unwrap();
    let create = elbv2.create_load_balancer();
    let create = create.with(|r| r.name("shop").set_subnets(Some(subnets[..2].to_vec())));
    let balancer = create.await.unwrap().unwrap();
    round_trip(&balancer).await;
    let reply = FixedResponseActionConfig::builder().status_code("404").build();
    let reply = Action::builder().r#type(ActionTypeEnum::FixedResponse).fixed_response_config(reply).build();
    let create = balancer.create_listener();
    let create = create.with(|r| r.protocol(ProtocolEnum::Http).port(80).default_actions(reply));
    round_trip(&create.await.unwrap().unwrap()).await;
    let create = elbv2.create_target_group().with(|r| r.name("orders").target_type(TargetTypeEnum::Lambda));
    round_trip(&create.await.unwrap().unwrap()).await;
}

#[cfg(feature = "route53")]
#[tokio::test]
async fn zones_and_health_checks() {
    use aws_resources::route53::Route53;
    use aws_sdk_route53::types::{HealthCheckConfig, HealthCheckType};

    let account = Account::new("us-east-1").await;
    let route53 = Route53::new(&account.session);
    let create = route53.create_hosted_zone().with(|r| r.name("shop.example").caller_reference("1"));
    round_trip(&create.await.unwrap().unwrap()).await;
    let check = HealthCheckConfig::builder().r#type(HealthCheckType::Https).port(443);
    let check = check.fully_qualified_domain_name("shop.example").build().unwrap();
    let create = route53.create_health_check().with(|r| r.caller_reference("1").health_check_config(check));
    round_trip(&create.await.unwrap().unwrap()).await;
}
