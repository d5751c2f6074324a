//! Load balancers of both kinds: with targets that serve, with others, and without any.

use aws_config::SdkConfig;
use aws_sdk_elasticloadbalancing as elb;
use aws_sdk_elasticloadbalancingv2::{
    Client,
    types::{Action, ActionTypeEnum, FixedResponseActionConfig, ProtocolEnum, TargetDescription, TargetTypeEnum},
};
use fake_aws::FakeAws;

use crate::{fake::Account, organisation::Organisation};

/// Fills the accounts: two of the load balancers, `used` and `old-used`, have targets that serve.
///
/// # Panics
/// If the fake refuses something.
pub async fn fill(organisation: &Organisation) {
    let own = &organisation.management;
    let (running, stopping) = (instance(own), instance(own));
    newer(own, &organisation.own("eu-west-1"), &stopping).await;
    let client = elb::Client::new(&organisation.own("eu-west-1"));
    classic(&client, "old-used", "eu-west-1a", Some(&running)).await;
    classic(&client, "old-down", "eu-west-1a", Some(&stopping)).await;
    // Those that are stopped already can't be registered.
    own.ask("ec2", &format!("Action=StopInstances&Version=2016-11-15&InstanceId.1={stopping}"));

    let client = elb::Client::new(&organisation.member(0, "us-east-1"));
    classic(&client, "old-empty", "us-east-1a", None).await;
}

/// A running instance: its id.
fn instance(account: &Account) -> String {
    let run = "Action=RunInstances&Version=2016-11-15&ImageId=ami-12345678&MinCount=1&MaxCount=1";
    let answer = account.ask("ec2", run);
    let id = answer.split("<instanceId>").nth(1).and_then(|rest| rest.split('<').next());
    id.expect("the instance has an id").to_owned()
}

async fn newer(account: &Account, config: &SdkConfig, stopping: &str) {
    let made = NewerIn::new(account, config);
    let forward = |group: &str| Action::builder().r#type(ActionTypeEnum::Forward).target_group_arn(group).build();

    let group = made.group("used", TargetTypeEnum::Ip, Some("10.0.0.1")).await;
    made.balancer("used", Some(forward(&group))).await;
    let group = made.group("down", TargetTypeEnum::Instance, Some(stopping)).await;
    made.balancer("down", Some(forward(&group))).await;
    let group = made.group("empty", TargetTypeEnum::Ip, None).await;
    made.balancer("empty", Some(forward(&group))).await;
    let gone = FixedResponseActionConfig::builder().status_code("410").build();
    let gone = Action::builder().r#type(ActionTypeEnum::FixedResponse).fixed_response_config(gone).build();
    made.balancer("answering", Some(gone)).await;
    made.balancer("bare", None).await;
}

/// An account in a region.
struct NewerIn {
    client: Client,
    subnets: Vec<String>,
    vpc: Option<String>,
}

impl NewerIn {
    fn new(account: &Account, config: &SdkConfig) -> Self {
        let fake = FakeAws::shared();
        let subnets = fake.subnets(&account.id, account.region).expect("the account has subnets");
        let vpcs = fake.vpcs(&account.id, account.region).expect("the account has a VPC");
        Self {
            client: Client::new(config),
            subnets: subnets.into_iter().take(2).collect(),
            vpc: vpcs.into_iter().next(),
        }
    }

    /// A target group with a target or without: its ARN.
    async fn group(&self, name: &str, kind: TargetTypeEnum, target: Option<&str>) -> String {
        let create = self.client.create_target_group().name(name).protocol(ProtocolEnum::Http).port(80);
        let create = create.target_type(kind).set_vpc_id(self.vpc.clone());
        let made = create.send().await.expect("the target group can be made");
        let arn = made.target_groups().first().and_then(|group| group.target_group_arn()).expect("it has an ARN");
        if let Some(target) = target {
            let target = TargetDescription::builder().id(target).port(80).build();
            let register = self.client.register_targets().target_group_arn(arn).targets(target);
            register.send().await.expect("it takes targets");
        }
        arn.to_owned()
    }

    /// A load balancer with a listener or without.
    async fn balancer(&self, name: &str, action: Option<Action>) {
        let create = self.client.create_load_balancer().name(name).set_subnets(Some(self.subnets.clone()));
        let made = create.send().await.expect("the load balancer can be made");
        let Some(action) = action else { return };
        let arn = made.load_balancers().first().and_then(|made| made.load_balancer_arn()).expect("it has an ARN");
        let listener = self.client.create_listener().load_balancer_arn(arn).protocol(ProtocolEnum::Http).port(80);
        listener.default_actions(action).send().await.expect("it takes listeners");
    }
}

async fn classic(client: &elb::Client, name: &str, zone: &str, instance: Option<&str>) {
    let listener = elb::types::Listener::builder().protocol("HTTP").load_balancer_port(80).instance_port(80).build();
    let listener = listener.expect("it has both ports");
    let create = client.create_load_balancer().load_balancer_name(name).availability_zones(zone);
    create.listeners(listener).send().await.expect("the load balancer can be made");
    if let Some(instance) = instance {
        let instance = elb::types::Instance::builder().instance_id(instance).build();
        let register = client.register_instances_with_load_balancer().load_balancer_name(name);
        register.instances(instance).send().await.expect("it takes instances");
    }
}
