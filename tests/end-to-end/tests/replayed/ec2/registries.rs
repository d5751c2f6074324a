//! IPAM: what an internet registry has of the account's ranges, and the versions of a resolver's entries.

use aws_resources::ec2::{Ec2, IpamRoutingPolicyRegistrationDelta};
use aws_sdk_ec2::types;
use end_to_end::script::{Script, session};

use super::{ec2, every, given::acts, goes_on, params};

const REGISTRY: (&str, &str) = ("IpamInternetRegistryAssociationId", "one");
const RANGE: (&str, &str) = ("Cidr", "192.0.2.0/24");

fn pending(ec2: &Ec2, made: Option<IpamRoutingPolicyRegistrationDelta>) {
    let made = made.unwrap();
    assert_eq!(made, ec2.ipam_routing_policy_registration_delta("one", "made"));
    let state = made.loaded().unwrap().state().cloned();
    assert_eq!(state, Some(types::IpamRoutingPolicyRegistrationDeltaState::Pending));
}

#[tokio::test]
async fn registrations_change_by_deltas() {
    let delta = "<ipamRoutingPolicyRegistrationDelta><deltaId>made</deltaId><state>pending</state>\
                 </ipamRoutingPolicyRegistrationDelta>";
    acts(
        "CreateIpamRoutingPolicyRegistration",
        &[REGISTRY, RANGE, ("Asn.1", "64500"), ("MaxLength", "25")],
        delta,
        |ec2| {
            let create = ec2.ipam_internet_registry_association("one").create_routing_policy_registration();
            create.with(|r| r.cidr("192.0.2.0/24").asns("64500").max_length(25))
        },
        pending,
    )
    .await;
    acts(
        "ModifyIpamRoutingPolicyRegistration",
        &[REGISTRY, RANGE, ("Asn.1", "64500"), ("Asn.2", "64501")],
        delta,
        |ec2| {
            let modify = ec2.ipam_routing_policy_registration("one", "192.0.2.0/24").modify();
            modify.with(|r| r.asns("64500").asns("64501"))
        },
        pending,
    )
    .await;
    acts(
        "DeleteIpamRoutingPolicyRegistration",
        &[REGISTRY, RANGE],
        delta,
        |ec2| ec2.ipam_routing_policy_registration("one", "192.0.2.0/24").delete(),
        pending,
    )
    .await;
    acts(
        "BatchModifyIpamRoutingPolicyRegistrations",
        &[REGISTRY, ("DeltaJson", "{}"), ("Force", "true")],
        delta,
        |ec2| {
            let modify = ec2.ipam_internet_registry_association("one").batch_modify_routing_policy_registrations();
            modify.with(|r| r.delta_json("{}").force(true))
        },
        pending,
    )
    .await;
}

/// An ASN may announce a range as it is by one authorization, and parts of it by another.
#[tokio::test]
async fn authorizations_of_one_range_differ_in_length() {
    let (operation, set) = ("GetIpamRouteOriginAuthorizations", "ipamRouteOriginAuthorizationSet");
    let exact = "<cidr>192.0.2.0/24</cidr><asn>64500</asn>";
    let parts = &format!("{exact}<maxLength>25</maxLength>");
    goes_on(
        operation,
        &[REGISTRY],
        set,
        [exact, parts],
        |ec2| ec2.ipam_internet_registry_association("one").route_origin_authorizations(),
        |ec2| {
            [None, Some(25)].map(|length| ec2.ipam_route_origin_authorization("one", "192.0.2.0/24", "64500", length))
        },
    )
    .await;

    let page = |item: &str, more: &str| ec2(operation, &format!("<{set}><item>{item}</item></{set}>{more}"));
    let script = Script::new([page(exact, "<nextToken>next</nextToken>"), page(parts, ""), page(exact, "")]);
    let region = Ec2::new(&session(&script));
    let found = region.ipam_route_origin_authorization("one", "192.0.2.0/24", "64500", Some(25));
    assert_eq!(found.data().await.unwrap().max_length(), Some(25));
    assert!(found.reload().await.unwrap_err().is_not_found());
    let asked = params(&[REGISTRY, RANGE]);
    assert_eq!(every(&script), [asked.clone(), params(&[REGISTRY, RANGE, ("NextToken", "next")]), asked]);
}

#[tokio::test]
async fn versions_of_a_resolver_have_entries() {
    let resolver = ("IpamPrefixListResolverId", "one");
    let set = "ipamPrefixListResolverVersionSet";
    goes_on(
        "GetIpamPrefixListResolverVersions",
        &[resolver],
        set,
        ["<version>1</version>", "<version>2</version>"],
        |ec2| ec2.ipam_prefix_list_resolver("one").versions(),
        |ec2| [1, 2].map(|version| ec2.ipam_prefix_list_resolver_version("one", version)),
    )
    .await;

    let entries = |cidr: &str, more: &str| {
        let content = format!("<entrySet><item><cidr>{cidr}</cidr></item></entrySet>{more}");
        ec2("GetIpamPrefixListResolverVersionEntries", &content)
    };
    let versions = |items: &str| ec2("GetIpamPrefixListResolverVersions", &format!("<{set}>{items}</{set}>"));
    let script = Script::new([
        versions("<item><version>2</version></item>"),
        entries("10.1.0.0/16", "<nextToken>next</nextToken>"),
        entries("10.2.0.0/16", ""),
        versions(""),
    ]);
    let version = Ec2::new(&session(&script)).ipam_prefix_list_resolver_version("one", 2);
    assert_eq!(version.data().await.unwrap().version(), Some(2));
    let first = version.get_entries().await.unwrap();
    assert_eq!((first.entries()[0].cidr(), first.next_token()), (Some("10.1.0.0/16"), Some("next")));
    let second = version.get_entries().with(|r| r.next_token("next")).await.unwrap();
    assert_eq!((second.entries()[0].cidr(), second.next_token()), (Some("10.2.0.0/16"), None));
    assert!(version.reload().await.unwrap_err().is_not_found());

    let loaded = params(&[resolver, ("IpamPrefixListResolverVersion.1", "2")]);
    let number = ("IpamPrefixListResolverVersion", "2");
    let pages = [params(&[resolver, number]), params(&[resolver, number, ("NextToken", "next")])];
    let sent = every(&script);
    assert_eq!([&sent[0], &sent[3]], [&loaded; 2]);
    assert_eq!(sent[1..3], pages);
}
