//! The health of instances, AWS's predefined policies, and quotas.

use std::time::Duration;

use aws_resources::{
    ErrorKind,
    elb::{Elb, InstanceStateCollection as _},
};
use end_to_end::{
    answers::{elb, query_error},
    script::{Answer, Script, session},
};

const SOON: Duration = Duration::from_millis(1);

fn health(instances: &[(&str, &str)]) -> Answer {
    let states: String = instances
        .iter()
        .map(|(id, state)| format!("<member><InstanceId>{id}</InstanceId><State>{state}</State></member>"))
        .collect();
    elb("DescribeInstanceHealth", format!("<InstanceStates>{states}</InstanceStates>"))
}

#[tokio::test]
async fn an_instance_is_found_among_all_that_are_registered() {
    let script =
        Script::new([health(&[("i-1", "InService"), ("i-2", "OutOfService")]), health(&[("i-1", "InService")])]);
    let balancer = Elb::new(&session(&script)).load_balancer("shop");
    assert_eq!(balancer.instance_state("i-2").data().await.unwrap().state(), Some("OutOfService"));
    let gone = balancer.instance_state("i-2").data().await.unwrap_err();
    assert_eq!(gone.kind(), ErrorKind::NotFound, "{gone}");
    assert_eq!(script.request(0).params(), [("LoadBalancerName".into(), "shop".into())].into());
}

#[tokio::test]
async fn waiters_ask_for_this_instance_or_for_any() {
    let script = Script::new([
        health(&[("i-1", "OutOfService")]),
        health(&[("i-1", "InService")]),
        health(&[("i-1", "OutOfService"), ("i-2", "InService")]),
        query_error(400, "InvalidInstance", "Could not find EC2 instance i-1."),
    ]);
    let balancer = Elb::new(&session(&script)).load_balancer("shop");
    let instance = balancer.instance_state("i-1");
    instance.wait_until_in_service().every(SOON).await.unwrap();
    balancer.wait_until_any_instance_in_service().every(SOON).await.unwrap();
    instance.wait_until_deregistered().every(SOON).await.unwrap();
    for (index, id) in [Some("i-1"), Some("i-1"), None, Some("i-1")].into_iter().enumerate() {
        assert_eq!(script.request(index).param("Instances.member.1.InstanceId").as_deref(), id, "{index}");
    }
}

#[tokio::test]
async fn instances_are_deregistered_together() {
    let script = Script::new([
        health(&[("i-1", "InService"), ("i-2", "InService")]),
        elb("DeregisterInstancesFromLoadBalancer", "<Instances></Instances>"),
    ]);
    let balancer = Elb::new(&session(&script)).load_balancer("shop");
    let report = balancer.instance_states().deregister().await;
    assert_eq!((report.items().len(), report.failed().count()), (2, 0), "{report:?}");
    let sent = script.request(1);
    assert_eq!(sent.param("LoadBalancerName").as_deref(), Some("shop"));
    assert_eq!(sent.param("Instances.member.2.InstanceId").as_deref(), Some("i-2"));
}

#[tokio::test]
async fn predefined_policies_belong_to_no_load_balancer() {
    let policy = "<PolicyDescriptions><member><PolicyName>ELBSecurityPolicy-2016-08</PolicyName>\
                  <PolicyTypeName>SSLNegotiationPolicyType</PolicyTypeName></member></PolicyDescriptions>";
    let of_type = "<PolicyTypeDescriptions><member><PolicyTypeName>SSLNegotiationPolicyType</PolicyTypeName>\
                   <Description>TLS</Description></member></PolicyTypeDescriptions>";
    let script = Script::new([
        elb("DescribeLoadBalancerPolicies", policy),
        elb("DescribeLoadBalancerPolicyTypes", of_type),
        query_error(400, "PolicyNotFound", "There is no policy with name none."),
    ]);
    let service = Elb::new(&session(&script));
    let policies = service.sample_policies().try_collect().await.unwrap();
    assert_eq!(policies, [service.sample_policy("ELBSecurityPolicy-2016-08")]);
    let of_type = policies[0].r#type().await.unwrap().unwrap();
    assert_eq!(of_type.data().await.unwrap().description(), Some("TLS"));
    assert!(service.sample_policy("none").data().await.unwrap_err().is_not_found());
    assert_eq!(script.request(0).params(), [].into());
    assert_eq!(script.request(1).param("PolicyTypeNames.member.1").as_deref(), Some("SSLNegotiationPolicyType"));
    assert_eq!(script.request(2).params(), [("PolicyNames.member.1".into(), "none".into())].into());
}

#[tokio::test]
async fn security_groups_take_the_place_of_the_old_ones() {
    let groups = "<SecurityGroups><member>sg-1</member><member>sg-2</member></SecurityGroups>";
    let script = Script::new([elb("ApplySecurityGroupsToLoadBalancer", groups)]);
    let balancer = Elb::new(&session(&script)).load_balancer("shop");
    let applied = balancer.apply_security_groups().with(|r| r.security_groups("sg-1").security_groups("sg-2"));
    assert_eq!(applied.await.unwrap().security_groups(), ["sg-1", "sg-2"]);
    let sent = script.request(0);
    assert_eq!(sent.param("LoadBalancerName").as_deref(), Some("shop"));
    assert_eq!(sent.param("SecurityGroups.member.2").as_deref(), Some("sg-2"));
}

#[tokio::test]
async fn quotas_are_paged() {
    let page = |name: &str, marker: &str| {
        let limits = format!("<Limits><member><Name>{name}</Name><Max>20</Max></member></Limits>{marker}");
        elb("DescribeAccountLimits", limits)
    };
    let script =
        Script::new([page("classic-load-balancers", "<NextMarker>m</NextMarker>"), page("classic-listeners", "")]);
    let limits = Elb::new(&session(&script)).account_limits().page_size(1).try_collect().await.unwrap();
    assert_eq!(limits.iter().map(|it| it.name()).collect::<Vec<_>>(), ["classic-load-balancers", "classic-listeners"]);
    assert_eq!(script.request(1).params(), [("Marker".into(), "m".into()), ("PageSize".into(), "1".into())].into());
}
