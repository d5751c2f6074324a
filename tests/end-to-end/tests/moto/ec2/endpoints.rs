//! Endpoints of VPCs, and what they lead to. The fake describes a deleted endpoint for ever.

use std::slice;

use aws_resources::{ec2::Ec2, prelude::*};
use aws_sdk_ec2::types::{State, VpcEndpointType};
use end_to_end::fake::Account;

use super::{check, vpc};
use crate::pages;

#[tokio::test]
async fn endpoints_of_a_vpc_live_and_die() {
    let account = Account::new("eu-west-1").await;
    let ec2 = Ec2::new(&account.session);
    let vpc = vpc(&account).await;
    let subnet = vpc.create_subnet().with(|r| r.cidr_block("10.1.2.0/24")).await.unwrap().unwrap();
    let table = vpc.create_route_table().await.unwrap().unwrap();
    let create = vpc.create_endpoint().with(|r| {
        r.service_name("com.amazonaws.eu-west-1.sqs")
            .vpc_endpoint_type(VpcEndpointType::Interface)
            .subnet_ids(subnet.id())
    });
    let queues = create.await.unwrap().expect("AWS answers with the endpoint");
    let create = ec2.create_vpc_endpoint().with(|r| {
        let r = r.service_name("com.amazonaws.eu-west-1.s3").vpc_endpoint_type(VpcEndpointType::Gateway);
        r.vpc_id(vpc.id()).route_table_ids(table.id())
    });
    let buckets = create.await.unwrap().unwrap();
    check(&account, &queues.arn().await.unwrap(), "vpc-endpoint", queues.id());
    assert_eq!(vpc.endpoints().try_collect().await.unwrap(), [queues.clone(), buckets.clone()]);
    assert_eq!(queues.subnets().await.unwrap(), [subnet]);
    assert_eq!(queues.network_interfaces().await.unwrap().len(), 1);
    assert_eq!(buckets.route_tables().await.unwrap(), [table]);
    assert_eq!(buckets.vpc().await.unwrap(), Some(vpc.clone()));
    let service = buckets.service().await.unwrap().expect("the data names its service");
    assert_eq!(service, ec2.vpc_endpoint_service("com.amazonaws.eu-west-1.s3"));
    assert_eq!(service.data().await.unwrap().service_name(), Some("com.amazonaws.eu-west-1.s3"));
    assert_eq!(service.endpoints().try_collect().await.unwrap(), slice::from_ref(&buckets));

    let policy = r#"{"Version":"2012-10-17","Statement":[]}"#;
    queues.modify().with(|r| r.policy_document(policy)).await.unwrap();
    assert_eq!(queues.data().await.unwrap().policy_document(), Some(policy));
    buckets.delete().await.unwrap();
    // AWS writes states in lower case, which aren't the enumeration's values.
    assert_eq!(buckets.data().await.unwrap().state().map(State::as_str), Some("deleted"));
    // The fake lists what was deleted.
    let kept = queues.clone();
    let report = vpc.endpoints().retain(move |endpoint| *endpoint == kept).delete().await;
    assert_eq!((report.items().len(), report.failed().count()), (1, 0), "{report:?}");
    assert_eq!(queues.reload().await.unwrap().state().map(State::as_str), Some("deleted"));
    let unknown = ec2.vpc_endpoint("vpce-0123456789abcdef0").data().await.unwrap_err();
    assert_eq!((unknown.is_not_found(), unknown.code()), (true, Some("InvalidVpcEndpointId.NotFound")));
}

#[tokio::test]
async fn services_of_aws_come_in_pages() {
    let account = Account::new("eu-west-1").await;
    let ec2 = Ec2::new(&account.session);
    let services = pages(ec2.vpc_endpoint_services().page_size(100), |service| service.name().to_owned());
    let services = services.await.unwrap();
    let (last, full) = services.split_last().unwrap();
    assert!(!full.is_empty() && full.iter().all(|page| page.len() == 100), "{}", full.len());
    assert!(!last.is_empty());
    assert!(services.concat().iter().any(|name| name == "com.amazonaws.eu-west-1.sqs"));
}

/// A service of one's own, behind a load balancer. The fake looks that up.
#[cfg(feature = "elbv2")]
#[tokio::test]
async fn a_service_lets_accounts_in() {
    let account = Account::new("eu-west-1").await;
    let ec2 = Ec2::new(&account.session);
    let subnet = ec2.subnets().first().await.unwrap().unwrap();
    let balancer = aws_sdk_elasticloadbalancingv2::Client::new(&account.config).create_load_balancer().name("shop");
    let balancer = balancer.r#type("network".into()).subnets(subnet.id()).send().await.unwrap();
    let balancer = balancer.load_balancers()[0].load_balancer_arn().unwrap();
    let create = ec2.create_vpc_endpoint_service_configuration();
    let create = create.with(|r| r.network_load_balancer_arns(balancer).acceptance_required(true));
    let service = create.await.unwrap().unwrap();
    check(&account, &service.arn().await.unwrap(), "vpc-endpoint-service", service.id());
    assert_eq!(service.data().await.unwrap().acceptance_required(), Some(true));
    let listed = ec2.vpc_endpoint_service_configurations().try_collect().await.unwrap();
    assert_eq!(listed, slice::from_ref(&service));
    service.modify().with(|r| r.acceptance_required(false)).await.unwrap();
    assert_eq!(service.data().await.unwrap().acceptance_required(), Some(false));

    let (one, two) = ("arn:aws:iam::111122223333:root", "arn:aws:iam::444455556666:root");
    let allow = service.modify_permissions();
    allow.with(|r| r.add_allowed_principals(one).add_allowed_principals(two)).await.unwrap();
    let mut permissions = service.permissions().try_collect().await.unwrap();
    permissions.sort_by_key(|permission| permission.principal().to_owned());
    assert_eq!(permissions, [service.permission(one), service.permission(two)]);
    assert_eq!(permissions[1].service_configuration(), service);
    permissions[0].remove().await.unwrap();
    assert!(permissions[0].data().await.unwrap_err().is_not_found());
    assert_eq!(permissions[1].reload().await.unwrap().principal(), Some(two));
    service.delete().await.unwrap();
    let gone = service.data().await.unwrap_err();
    assert_eq!((gone.is_not_found(), gone.code()), (true, Some("InvalidVpcEndpointServiceId.NotFound")));
}
