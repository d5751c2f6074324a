//! Where instances run and what they cost: Regions and zones, types, offerings, hosts, Spot and fleets.
//!
//! The fake gives all limits and prices whatever is asked for. It describes a released host and a deleted fleet for
//! ever, and no cancelled request.

use aws_resources::{ec2::Ec2, prelude::*};
use aws_sdk_ec2::types::{
    self, AllocationState, AllocationStrategy, AutoPlacement, FleetStateCode, InstanceType, LocationType,
};
use end_to_end::fake::Account;

use super::{check, register};
use crate::SOON;

#[tokio::test]
async fn a_region_has_zones_and_limits() {
    let account = Account::new("eu-west-1").await;
    let ec2 = Ec2::new(&account.session);
    let region = ec2.region("eu-west-1");
    assert_eq!(region.data().await.unwrap().region_name(), Some("eu-west-1"));
    assert!(ec2.regions().try_collect().await.unwrap().contains(&region));
    assert!(ec2.region("eu-west-9").data().await.unwrap_err().is_not_found());
    let zones = ec2.availability_zones().try_collect().await.unwrap();
    assert_eq!(zones.len(), 3);
    for zone in &zones {
        assert_eq!(zone.loaded().unwrap().zone_id(), Some(zone.id()));
        assert_eq!(zone.region().await.unwrap().as_ref(), Some(&region));
        assert_eq!(zone.subnets().try_collect().await.unwrap().len(), 1, "the default subnet");
    }
    assert!(ec2.availability_zone("euw1-az9").data().await.unwrap_err().is_not_found());
    let limits = ec2.account_attributes().try_collect().await.unwrap();
    let most = limits.iter().find(|limit| limit.name() == "max-instances").unwrap();
    assert_eq!(most.loaded().unwrap().attribute_values()[0].attribute_value(), Some("20"));
}

#[tokio::test]
async fn instance_types_are_offered_in_zones() {
    let account = Account::new("eu-west-1").await;
    let ec2 = Ec2::new(&account.session);
    let micro = ec2.instance_type(InstanceType::T3Micro);
    assert_eq!(micro.data().await.unwrap().instance_type(), Some(&InstanceType::T3Micro));
    assert!(ec2.instance_types().try_collect().await.unwrap().contains(&micro));
    let unknown = ec2.instance_type("t3.none").data().await.unwrap_err();
    assert_eq!((unknown.is_not_found(), unknown.code()), (true, Some("InvalidInstanceType")));
    let offerings = micro.offerings().filter(|r| r.location_type(LocationType::AvailabilityZone));
    let offerings = offerings.try_collect().await.unwrap();
    let mut zones: Vec<_> = offerings.iter().map(|offering| offering.location()).collect();
    zones.sort_unstable();
    assert_eq!(zones, ["eu-west-1a", "eu-west-1b", "eu-west-1c"]);
    let offering = ec2.instance_type_offering(InstanceType::T3Micro, LocationType::AvailabilityZone, "eu-west-1a");
    assert_eq!(offering.data().await.unwrap().location(), Some("eu-west-1a"));
    assert!(offerings.contains(&offering));
    assert_eq!(offering.r#type(), micro);

    let prices = micro.spot_prices().try_collect().await.unwrap();
    assert_eq!(prices.len(), 3, "one for each zone");
    let price = &prices[1];
    let known = ec2.spot_price(
        price.availability_zone(),
        price.instance_type().clone(),
        price.product_description().clone(),
        price.timestamp(),
    );
    assert_eq!(known.data().await.unwrap().availability_zone(), Some(price.availability_zone()));
    assert_eq!(&known, price);
    let reserved = ec2.reserved_instances_offerings().try_collect().await.unwrap();
    let first = reserved[0].loaded().unwrap();
    assert_eq!(first.reserved_instances_offering_id(), Some(reserved[0].id()));
    assert_eq!(reserved[0].instance_type().await.unwrap().unwrap().name(), first.instance_type().unwrap());
}

#[tokio::test]
async fn hosts_are_allocated_and_released() {
    let account = Account::new("eu-west-1").await;
    let ec2 = Ec2::new(&account.session);
    let allocate = ec2.allocate_hosts();
    let hosts = allocate.with(|r| r.availability_zone("eu-west-1a").instance_type("m5.large").quantity(2));
    let hosts = hosts.await.unwrap();
    assert_eq!(hosts.len(), 2);
    assert_eq!(ec2.hosts().try_collect().await.unwrap(), hosts);
    check(&account, &hosts[0].arn().await.unwrap(), "dedicated-host", hosts[0].id());
    let kind = hosts[0].instance_type().await.unwrap().expect("a host is for one type");
    assert_eq!(kind, ec2.instance_type(InstanceType::M5Large));
    let changed = hosts[0].modify().with(|r| r.auto_placement(AutoPlacement::Off)).await.unwrap();
    assert_eq!(changed.successful(), [hosts[0].id()]);
    assert_eq!(hosts[0].data().await.unwrap().auto_placement(), Some(&AutoPlacement::Off));
    assert_eq!(hosts[1].data().await.unwrap().auto_placement(), Some(&AutoPlacement::On));
    let report = ec2.hosts().release().await;
    assert_eq!((report.items().len(), report.failed().count()), (2, 0), "{report:?}");
    for host in &hosts {
        assert_eq!(host.reload().await.unwrap().state(), Some(&AllocationState::Released));
    }
    assert!(ec2.host("h-0123456789abcdef0").data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_spot_request_gets_an_instance() {
    let account = Account::new("eu-west-1").await;
    let ec2 = Ec2::new(&account.session);
    let image = register(&account).await;
    let subnet = ec2.subnets().first().await.unwrap().unwrap();
    let launch = types::RequestSpotLaunchSpecification::builder().image_id(&image).instance_type(InstanceType::T3Micro);
    let launch = launch.subnet_id(subnet.id()).build();
    let request = ec2.request_spot_instances();
    let requests = request.with(|r| r.spot_price("0.5").instance_count(1).launch_specification(launch));
    let requests = requests.await.unwrap();
    assert_eq!(requests.len(), 1);
    let request = &requests[0];
    request.wait_until_fulfilled().every(SOON).await.unwrap();
    check(&account, &request.arn().await.unwrap(), "spot-instances-request", request.id());
    assert_eq!(ec2.spot_instance_requests().try_collect().await.unwrap(), requests);
    assert_eq!(request.image().await.unwrap(), Some(ec2.image(&image)));
    assert_eq!(request.subnet().await.unwrap(), Some(subnet));
    let instance = request.instance().await.unwrap().expect("a fulfilled request has an instance");
    assert_eq!(instance.data().await.unwrap().image_id(), Some(&*image));
    request.cancel().await.unwrap();
    assert!(request.data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_spot_fleet_has_instances() {
    let account = Account::new("eu-west-1").await;
    let ec2 = Ec2::new(&account.session);
    let subnet = ec2.subnets().first().await.unwrap().unwrap();
    let launch = types::SpotFleetLaunchSpecification::builder().image_id(register(&account).await);
    let launch = launch.instance_type(InstanceType::T3Micro).subnet_id(subnet.id()).build();
    let config = types::SpotFleetRequestConfigData::builder().launch_specifications(launch).target_capacity(2);
    let config = config.spot_price("0.5").allocation_strategy(AllocationStrategy::LowestPrice);
    let config = config.iam_fleet_role(format!("arn:aws:iam::{}:role/fleet", account.id)).build();
    let fleet = ec2.request_spot_fleet().with(|r| r.spot_fleet_request_config(config)).await.unwrap().unwrap();
    check(&account, &fleet.arn().await.unwrap(), "spot-fleet-request", fleet.id());
    assert_eq!(ec2.spot_fleet_requests().try_collect().await.unwrap(), std::slice::from_ref(&fleet));
    assert_eq!(fleet.active_instances().try_collect().await.unwrap().len(), 2);
    fleet.modify().with(|r| r.target_capacity(3)).await.unwrap();
    let config = fleet.data().await.unwrap().spot_fleet_request_config.clone().unwrap();
    assert_eq!(config.target_capacity(), Some(3));
    assert_eq!(fleet.active_instances().try_collect().await.unwrap().len(), 3);
    let cancelled = fleet.cancel().with(|r| r.terminate_instances(true)).await.unwrap();
    assert_eq!(cancelled.successful_fleet_requests()[0].spot_fleet_request_id(), Some(fleet.id()));
    assert!(fleet.data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_fleet_is_of_a_launch_template() {
    let account = Account::new("eu-west-1").await;
    let ec2 = Ec2::new(&account.session);
    let data = types::RequestLaunchTemplateData::builder().image_id(register(&account).await);
    let data = data.instance_type(InstanceType::T3Micro).build();
    let template = ec2.create_launch_template().with(|r| r.launch_template_name("web").launch_template_data(data));
    let template = template.await.unwrap().unwrap();
    let named = types::FleetLaunchTemplateSpecificationRequest::builder().launch_template_id(template.id());
    let named = named.version("1").build();
    let config = types::FleetLaunchTemplateConfigRequest::builder().launch_template_specification(named).build();
    let target = types::TargetCapacitySpecificationRequest::builder().total_target_capacity(1);
    let target = target.default_target_capacity_type(types::DefaultTargetCapacityType::OnDemand).build();
    let create = ec2.create_fleet().with(|r| {
        r.launch_template_configs(config).target_capacity_specification(target).r#type(types::FleetType::Maintain)
    });
    let fleet = create.await.unwrap().unwrap();
    check(&account, &fleet.arn().await.unwrap(), "fleet", fleet.id());
    assert_eq!(fleet.data().await.unwrap().fleet_state(), Some(&FleetStateCode::Active));
    assert_eq!(ec2.fleets().try_collect().await.unwrap(), std::slice::from_ref(&fleet));
    assert_eq!(fleet.launch_templates().await.unwrap(), [template]);
    assert_eq!(fleet.active_instances().try_collect().await.unwrap().len(), 1);
    let deleted = fleet.delete().with(|r| r.terminate_instances(true)).await.unwrap();
    assert_eq!(deleted.successful_fleet_deletions()[0].fleet_id(), Some(fleet.id()));
    let state = fleet.data().await.unwrap().fleet_state().cloned();
    assert_eq!(state, Some(FleetStateCode::DeletedTerminatingInstances));
    assert!(ec2.fleet("fleet-0").data().await.unwrap_err().is_not_found());
}
