//! What the fake AWS lacks: trust stores, reserved capacity, IP pools, and security groups without EC2's.

use aws_resources::{ErrorKind, elbv2::ElbV2, prelude::*};
use aws_sdk_elasticloadbalancingv2::types::{IpamPools, MinimumLoadBalancerCapacity, RevocationContent};
use end_to_end::{
    answers::{elb, lb_arn, query_error},
    exercised,
    script::{Answer, Script, session},
};

const STORE: &str = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:truststore/clients/73e2d6bc24d8a067";

fn elbv2(script: &Script) -> ElbV2 {
    ElbV2::new(&session(script))
}

fn store(status: &str) -> String {
    let members = "<NumberOfCaCertificates>3</NumberOfCaCertificates>";
    format!(
        "<TrustStores><member><TrustStoreArn>{STORE}</TrustStoreArn><Name>clients</Name><Status>{status}</Status>\
         {members}</member></TrustStores>"
    )
}

fn stores(status: &str) -> Answer {
    elb("DescribeTrustStores", store(status))
}

#[tokio::test(start_paused = true)]
async fn a_trust_store_lives_and_dies() {
    let location = |operation: &str| elb(operation, "<Location>https://s3/bundle</Location>");
    let script = Script::new([
        elb("CreateTrustStore", store("CREATING")),
        stores("CREATING"),
        stores("ACTIVE"),
        elb("DescribeTrustStores", store("ACTIVE") + "<NextMarker>m</NextMarker>"),
        elb("DescribeTrustStores", "<TrustStores></TrustStores>"),
        elb("ModifyTrustStore", store("ACTIVE")),
        location("GetTrustStoreCaCertificatesBundle"),
        elb("GetResourcePolicy", "<Policy>{}</Policy>"),
        elb("DeleteTrustStore", ""),
        query_error(400, "TrustStoreNotFound", "One or more trust stores not found"),
    ]);
    let elbv2 = elbv2(&script);
    let create = elbv2.create_trust_store().with(|r| {
        r.name("clients").ca_certificates_bundle_s3_bucket("bucket").ca_certificates_bundle_s3_key("bundle.pem")
    });
    let made = create.await.unwrap().unwrap();
    let returned = made.loaded().expect("creating brings the data");
    exercised::arn("elbv2.TrustStore", &made.arn().await.unwrap(), returned.trust_store_arn());
    made.wait_until_active().await.unwrap();
    assert_eq!(script.request(2).param("TrustStoreArns.member.1").as_deref(), Some(STORE));

    let listed = elbv2.trust_stores().page_size(1).try_collect().await.unwrap();
    assert_eq!(listed, [elbv2.trust_store(STORE)]);
    assert_eq!(listed[0].loaded().unwrap().number_of_ca_certificates(), Some(3));
    assert_eq!(script.request(4).params(), [("Marker".into(), "m".into()), ("PageSize".into(), "1".into())].into());
    let modify =
        made.modify().with(|r| r.ca_certificates_bundle_s3_bucket("bucket").ca_certificates_bundle_s3_key("newer.pem"));
    assert_eq!(modify.await.unwrap(), Some(made.clone()));
    assert_eq!(script.request(5).param("TrustStoreArn").as_deref(), Some(STORE));
    assert_eq!(made.get_ca_certificates_bundle().await.unwrap().location(), Some("https://s3/bundle"));
    assert_eq!(made.resource_policy().data().await.unwrap().policy(), Some("{}"));
    assert_eq!(script.request(7).param("ResourceArn").as_deref(), Some(STORE));
    made.delete().await.unwrap();
    assert!(made.data().await.unwrap_err().is_not_found());
}

/// The fake has them all on one page.
#[tokio::test]
async fn target_groups_and_listeners_are_paged() {
    let groups = |name: &str, marker: &str| {
        let member = format!("<member><TargetGroupArn>{name}</TargetGroupArn></member>");
        elb("DescribeTargetGroups", format!("<TargetGroups>{member}</TargetGroups>{marker}"))
    };
    let listeners = |name: &str, marker: &str| {
        let member = format!("<member><ListenerArn>{name}</ListenerArn></member>");
        elb("DescribeListeners", format!("<Listeners>{member}</Listeners>{marker}"))
    };
    let marker = "<NextMarker>m</NextMarker>";
    let script =
        Script::new([groups("arn:a", marker), groups("arn:b", ""), listeners("arn:a", marker), listeners("arn:b", "")]);
    let elbv2 = elbv2(&script);
    let found = elbv2.target_groups().page_size(1).try_collect().await.unwrap();
    assert_eq!(found, ["arn:a", "arn:b"].map(|arn| elbv2.target_group(arn)));
    let found = elbv2.load_balancer(lb_arn("shop")).listeners().page_size(1).try_collect().await.unwrap();
    assert_eq!(found, ["arn:a", "arn:b"].map(|arn| elbv2.listener(arn)));
    assert_eq!(script.request(1).params(), [("Marker".into(), "m".into()), ("PageSize".into(), "1".into())].into());
    let sent = script.request(3);
    assert_eq!(sent.param("LoadBalancerArn"), Some(lb_arn("shop")));
    assert_eq!(sent.param("Marker").as_deref(), Some("m"));
}

#[tokio::test]
async fn a_trust_store_has_revocations() {
    let list = |operation: &str, ids: &[i64], marker: &str| {
        let members: String = ids
            .iter()
            .map(|id| {
                format!(
                    "<member><TrustStoreArn>{STORE}</TrustStoreArn><RevocationId>{id}</RevocationId>\
                     <NumberOfRevokedEntries>{id}0</NumberOfRevokedEntries></member>"
                )
            })
            .collect();
        elb(operation, format!("<TrustStoreRevocations>{members}</TrustStoreRevocations>{marker}"))
    };
    let script = Script::new([
        list("AddTrustStoreRevocations", &[1], ""),
        list("DescribeTrustStoreRevocations", &[1], "<NextMarker>m</NextMarker>"),
        list("DescribeTrustStoreRevocations", &[2], ""),
        list("DescribeTrustStoreRevocations", &[2], ""),
        elb("GetTrustStoreRevocationContent", "<Location>https://s3/crl</Location>"),
        elb("RemoveTrustStoreRevocations", ""),
        list("DescribeTrustStoreRevocations", &[2, 3], ""),
        elb("RemoveTrustStoreRevocations", ""),
        elb("RemoveTrustStoreRevocations", ""),
    ]);
    let store = elbv2(&script).trust_store(STORE);
    let file = RevocationContent::builder().s3_bucket("bucket").s3_key("crl.pem").build();
    let added = store.add_revocations().with(|r| r.revocation_contents(file)).await.unwrap();
    assert_eq!(added, [store.revocation(1)]);
    let listed = store.revocations().try_collect().await.unwrap();
    assert_eq!(listed, [1, 2].map(|id| store.revocation(id)));
    let second = store.revocation(2);
    assert_eq!(second.data().await.unwrap().number_of_revoked_entries(), Some(20));
    assert_eq!(script.request(3).param("RevocationIds.member.1").as_deref(), Some("2"));
    assert_eq!(second.get_content().await.unwrap().location(), Some("https://s3/crl"));
    assert_eq!(script.request(4).param("RevocationId").as_deref(), Some("2"));
    assert_eq!(second.trust_store(), store);
    second.remove().await.unwrap();
    assert_eq!(script.request(5).param("RevocationIds.member.1").as_deref(), Some("2"));
    let report = store.revocations().remove().await;
    assert_eq!((report.items().len(), report.failed().count()), (2, 0), "{report:?}");
    assert_eq!(script.request(7).param("RevocationIds.member.2").as_deref(), Some("3"));
    store.remove_revocations().with(|r| r.revocation_ids(4)).await.unwrap();
    assert_eq!(script.request(8).param("TrustStoreArn").as_deref(), Some(STORE));
}

#[tokio::test]
async fn a_shared_trust_store_has_associations() {
    let page = |name: &str, marker: &str| {
        let members = format!("<member><ResourceArn>{}</ResourceArn></member>", lb_arn(name));
        elb(
            "DescribeTrustStoreAssociations",
            format!("<TrustStoreAssociations>{members}</TrustStoreAssociations>{marker}"),
        )
    };
    let script = Script::new([
        page("a", "<NextMarker>m</NextMarker>"),
        page("b", ""),
        page("b", ""),
        elb("DeleteSharedTrustStoreAssociation", ""),
    ]);
    let store = elbv2(&script).trust_store(STORE);
    let associations = store.associations().try_collect().await.unwrap();
    assert_eq!(associations, ["a", "b"].map(|name| store.association(lb_arn(name))));
    assert_eq!(script.request(1).param("Marker").as_deref(), Some("m"));
    let arn = lb_arn("b");
    assert_eq!(associations[1].reload().await.unwrap().resource_arn(), Some(&*arn));
    assert_eq!(associations[1].trust_store(), store);
    associations[1].delete().await.unwrap();
    let sent = [("TrustStoreArn".into(), STORE.into()), ("ResourceArn".into(), arn)];
    assert_eq!(script.request(3).params(), sent.into());
}

#[tokio::test]
async fn a_load_balancer_has_capacity_pools_and_groups() {
    let capacity = "<MinimumLoadBalancerCapacity><CapacityUnits>100</CapacityUnits></MinimumLoadBalancerCapacity>\
                    <DecreaseRequestsRemaining>2</DecreaseRequestsRemaining>";
    let script = Script::new([
        elb("ModifyCapacityReservation", capacity),
        elb("DescribeCapacityReservation", capacity),
        elb("ModifyIpPools", "<IpamPools><Ipv4IpamPoolId>ipam-pool-1</Ipv4IpamPoolId></IpamPools>"),
        elb("SetSecurityGroups", "<SecurityGroupIds><member>sg-1</member></SecurityGroupIds>"),
    ]);
    let balancer = elbv2(&script).load_balancer(lb_arn("shop"));
    let capacity = balancer.capacity_reservation();
    let least = MinimumLoadBalancerCapacity::builder().capacity_units(100).build();
    capacity.modify().with(|r| r.minimum_load_balancer_capacity(least)).await.unwrap();
    assert_eq!(script.request(0).param("LoadBalancerArn"), Some(lb_arn("shop")));
    assert_eq!(script.request(0).param("MinimumLoadBalancerCapacity.CapacityUnits").as_deref(), Some("100"));
    assert_eq!(capacity.data().await.unwrap().decrease_requests_remaining(), Some(2));
    assert_eq!(capacity.load_balancer(), balancer);

    let pools = IpamPools::builder().ipv4_ipam_pool_id("ipam-pool-1").build();
    let set = balancer.modify_ip_pools().with(|r| r.ipam_pools(pools.clone())).await.unwrap();
    assert_eq!(set.ipam_pools(), Some(&pools));
    assert_eq!(script.request(2).param("LoadBalancerArn"), Some(lb_arn("shop")));
    let set = balancer.set_security_groups().with(|r| r.security_groups("sg-1")).await.unwrap();
    assert_eq!(set.security_group_ids(), ["sg-1"]);
    assert_eq!(script.request(3).param("SecurityGroups.member.1").as_deref(), Some("sg-1"));
}

#[tokio::test(start_paused = true)]
async fn waiters_know_when_it_cannot_come() {
    let zones = |states: [&str; 2]| {
        let one = |state: &&str| format!("<member><State><Code>{state}</Code></State></member>");
        let states: String = states.iter().map(one).collect();
        elb("DescribeCapacityReservation", format!("<CapacityReservationState>{states}</CapacityReservationState>"))
    };
    let script = Script::new([
        zones(["provisioned", "pending"]),
        zones(["provisioned", "provisioned"]),
        zones(["pending", "failed"]),
        query_error(400, "TrustStoreNotFound", "One or more trust stores not found"),
    ]);
    let elbv2 = elbv2(&script);
    let capacity = elbv2.load_balancer(lb_arn("shop")).capacity_reservation();
    capacity.wait_until_provisioned().await.unwrap();
    assert_eq!(script.count(), 2, "each zone has to be provisioned");
    let failed = capacity.wait_until_provisioned().await.unwrap_err();
    assert_eq!(failed.kind(), ErrorKind::WaiterFailed);
    let gone = elbv2.trust_store(STORE).wait_until_active().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
}
