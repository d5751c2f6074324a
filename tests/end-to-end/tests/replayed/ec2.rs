//! EC2: what the fake doesn't know. The answers are as in its API reference.

use std::{collections::BTreeMap, time::Duration};

use aws_resources::{Action, Collection, ErrorKind, Resource, ec2::Ec2, prelude::*};
use end_to_end::{
    script::{Answer, Script, Sent, session},
    sent::params,
};
use tokio::time::Instant;

mod access;
mod arns;
mod asked;
mod capacity;
mod figures;
mod given;
mod images;
mod insights;
mod instances;
mod ipam;
mod local;
mod network;
mod parts;
mod registries;
mod settings;
mod transit;
mod waiters;

pub(super) fn ec2(operation: &str, content: &str) -> Answer {
    let namespace = "http://ec2.amazonaws.com/doc/2016-11-15/";
    let body = format!(
        "<{operation}Response xmlns=\"{namespace}\"><requestId>request-1</requestId>{content}</{operation}Response>"
    );
    Answer::http(200, "text/xml", body)
}

fn error(code: &str) -> Answer {
    let body = format!(
        "<Response><Errors><Error><Code>{code}</Code><Message>It says {code}</Message></Error></Errors>\
         <RequestID>request-1</RequestID></Response>"
    );
    Answer::http(400, "text/xml", body)
}

/// An answer with items that have nothing but an identifier.
fn items(operation: &str, set: &str, id: &str, values: &[&str], more: &str) -> Answer {
    let items: String = values.iter().map(|value| format!("<item><{id}>{value}</{id}></item>")).collect();
    ec2(operation, &format!("<{set}>{items}</{set}>{more}"))
}

/// A text in elements, the outermost first.
fn nested(path: &str, text: &str) -> String {
    path.rsplit('/').fold(text.to_owned(), |inner, name| format!("<{name}>{inner}</{name}>"))
}

/// What the first request sent, but the token of the SDK that tells repeated requests from others.
fn sent(script: &Script) -> BTreeMap<String, String> {
    let mut sent = script.request(0).params();
    sent.remove("ClientToken");
    sent
}

/// What every request sent.
fn every(script: &Script) -> Vec<BTreeMap<String, String>> {
    script.sent().iter().map(Sent::params).collect()
}

/// Checks that a listing makes this call, once, and what it makes of the answer's items.
async fn lists<B: Clone, R: Resource>(
    operation: &str,
    set: &str,
    id: &str,
    list: impl FnOnce(&Ec2) -> Collection<B, R>,
    name: impl Fn(&R) -> &str,
) {
    let script = Script::new([items(operation, set, id, &["one", "two"], "")]);
    let found = list(&Ec2::new(&session(&script))).try_collect().await.unwrap();
    assert_eq!(found.iter().map(name).collect::<Vec<_>>(), ["one", "two"], "{operation}");
    assert_eq!(script.operations(), [operation]);
}

/// Checks that a listing makes this call for each page, and what it makes of the answers' items.
async fn pages<B: Clone, R: Resource>(
    operation: &str,
    set: &str,
    id: &str,
    list: impl FnOnce(&Ec2) -> Collection<B, R>,
    name: impl Fn(&R) -> &str,
) {
    let first = items(operation, set, id, &["one"], "<nextToken>next</nextToken>");
    let script = Script::new([first, items(operation, set, id, &["two", "three"], "")]);
    let found = list(&Ec2::new(&session(&script))).try_collect().await.unwrap();
    assert_eq!(found.iter().map(name).collect::<Vec<_>>(), ["one", "two", "three"], "{operation}");
    assert_eq!(script.operations(), [operation, operation]);
    let tokens = script.sent().iter().map(|sent| sent.param("NextToken")).collect::<Vec<_>>();
    assert_eq!(tokens, [None, Some("next".to_owned())], "{operation}");
}

/// Checks that a resource's data is asked for by its identifier, and that it is not found in an empty answer.
async fn describes<F: Future<Output = aws_resources::Result<()>>>(
    operation: &str,
    parameter: &str,
    set: &str,
    id: &str,
    load: impl Fn(Ec2) -> F,
) {
    let script = Script::new([items(operation, set, id, &["one"], ""), items(operation, set, id, &[], "")]);
    let region = Ec2::new(&session(&script));
    load(region.clone()).await.unwrap();
    let missing = load(region).await.unwrap_err();
    assert!(missing.is_not_found(), "{operation} {missing}");
    assert_eq!(script.operations(), [operation, operation]);
    assert_eq!(script.request(0).param(parameter).as_deref(), Some("one"), "{operation}");
}

/// Checks that a listing makes this call, sends what it knows, and gives the resource that these members of the
/// answer's item name.
async fn holds<B: Clone, R: Resource>(
    operation: &str,
    expected: &[(&str, &str)],
    set: &str,
    members: &[(&str, &str)],
    list: impl FnOnce(&Ec2) -> Collection<B, R>,
    item: impl FnOnce(&Ec2) -> R,
) {
    let members: String = members.iter().map(|(name, value)| format!("<{name}>{value}</{name}>")).collect();
    let script = Script::new([ec2(operation, &format!("<{set}><item>{members}</item></{set}>"))]);
    let region = Ec2::new(&session(&script));
    assert_eq!(list(&region).try_collect().await.unwrap(), [item(&region)], "{operation}");
    assert_eq!(script.operations(), [operation]);
    assert_eq!(sent(&script), params(expected), "{operation}");
}

/// Checks that a listing makes this call for each of two pages, sends what it knows, and gives the resources that their
/// items name.
async fn goes_on<B: Clone, R: Resource>(
    operation: &str,
    expected: &[(&str, &str)],
    set: &str,
    items: [&str; 2],
    list: impl FnOnce(&Ec2) -> Collection<B, R>,
    made: impl FnOnce(&Ec2) -> [R; 2],
) {
    let [first, second] = items.map(|item| format!("<{set}><item>{item}</item></{set}>"));
    let script = Script::new([ec2(operation, &format!("{first}<nextToken>next</nextToken>")), ec2(operation, &second)]);
    let region = Ec2::new(&session(&script));
    assert_eq!(list(&region).try_collect().await.unwrap(), made(&region), "{operation}");
    assert_eq!(script.operations(), [operation, operation]);
    let next = [expected, &[("NextToken", "next")][..]].concat();
    assert_eq!(every(&script), [params(expected), params(&next)], "{operation}");
}

/// Checks that an action makes this call, and sends what it knows and nothing else.
async fn sends<B: Send + 'static, T: Send + 'static>(
    operation: &str,
    expected: &[(&str, &str)],
    act: impl FnOnce(&Ec2) -> Action<B, T>,
) {
    let script = Script::new([ec2(operation, "<return>true</return>")]);
    act(&Ec2::new(&session(&script))).await.unwrap();
    assert_eq!(script.operations(), [operation]);
    assert_eq!(sent(&script), params(expected), "{operation}");
}

/// Checks that an action makes this call, sends what it knows, and gives the resource whose identifier is at this path
/// of the answer.
async fn gives<B: Send + 'static, R: Resource>(
    operation: &str,
    expected: &[(&str, &str)],
    path: &str,
    act: impl FnOnce(&Ec2) -> Action<B, Option<R>>,
    made: impl FnOnce(&Ec2) -> R,
) {
    let script = Script::new([ec2(operation, &nested(path, "made"))]);
    let region = Ec2::new(&session(&script));
    assert_eq!(act(&region).await.unwrap(), Some(made(&region)), "{operation}");
    assert_eq!(script.operations(), [operation]);
    assert_eq!(sent(&script), params(expected), "{operation}");
}

fn endpoint(state: &str) -> Answer {
    let item = format!("<item><vpcEndpointId>vpce-1</vpcEndpointId><state>{state}</state></item>");
    ec2("DescribeVpcEndpoints", &format!("<vpcEndpointSet>{item}</vpcEndpointSet>"))
}

fn gateway(state: &str) -> Answer {
    let item = format!("<item><transitGatewayId>tgw-1</transitGatewayId><state>{state}</state></item>");
    ec2("DescribeTransitGateways", &format!("<transitGatewaySet>{item}</transitGatewaySet>"))
}

fn prefix_list(state: &str) -> Answer {
    let item = format!("<item><prefixListId>pl-1</prefixListId><state>{state}</state></item>");
    ec2("DescribeManagedPrefixLists", &format!("<prefixListSet>{item}</prefixListSet>"))
}

/// A deleted endpoint is described for some time. AWS writes its states otherwise than the SDK, so they end no wait.
#[tokio::test(start_paused = true)]
async fn our_waiters_know_the_ends_of_a_lifecycle() {
    let script = Script::new([endpoint("deleting"), endpoint("deleted"), error("InvalidVpcEndpointId.NotFound")]);
    let started = Instant::now();
    Ec2::new(&session(&script)).vpc_endpoint("vpce-1").wait_until_deleted().await.unwrap();
    assert_eq!(started.elapsed(), Duration::from_secs(30));
    assert_eq!(script.request(0).param("VpcEndpointId.1").as_deref(), Some("vpce-1"));

    let script = Script::new([gateway("pending"), gateway("modifying"), gateway("available")]);
    Ec2::new(&session(&script)).transit_gateway("tgw-1").wait_until_available().await.unwrap();
    assert_eq!(script.count(), 3);
    let script = Script::new([gateway("pending"), gateway("deleting")]);
    let failed = Ec2::new(&session(&script)).transit_gateway("tgw-1").wait_until_available().await.unwrap_err();
    assert_eq!((script.count(), failed.kind()), (2, ErrorKind::WaiterFailed));

    for (states, ends) in [
        (["create-in-progress", "create-complete"], true),
        (["modify-in-progress", "modify-complete"], true),
        (["modify-in-progress", "modify-failed"], false),
    ] {
        let script = Script::new(states.map(prefix_list));
        let waited = Ec2::new(&session(&script)).managed_prefix_list("pl-1").wait_until_available().await;
        assert_eq!((script.count(), waited.is_ok()), (2, ends));
    }
}

#[tokio::test]
async fn reservations_of_a_subnet_come_from_two_lists() {
    let item = |id: &str, cidr: &str| {
        format!(
            "<item><subnetCidrReservationId>{id}</subnetCidrReservationId><subnetId>subnet-1</subnetId><cidr>{cidr}</cidr></item>"
        )
    };
    let content = format!(
        "<subnetIpv4CidrReservationSet>{}</subnetIpv4CidrReservationSet>\
         <subnetIpv6CidrReservationSet>{}</subnetIpv6CidrReservationSet>",
        item("scr-4", "10.0.0.0/28"),
        item("scr-6", "2001:db8::/80")
    );
    let script = Script::new([ec2("GetSubnetCidrReservations", &content)]);
    let subnet = Ec2::new(&session(&script)).subnet("subnet-1");
    let found = subnet.cidr_reservations().try_collect().await.unwrap();
    let found: Vec<_> = found.iter().map(|it| (it.id(), it.loaded().unwrap().cidr().unwrap().to_owned())).collect();
    assert_eq!(found, [("scr-4", "10.0.0.0/28".into()), ("scr-6", "2001:db8::/80".into())]);
    assert_eq!(script.request(0).param("SubnetId").as_deref(), Some("subnet-1"));
}

/// A range can be the destination of a static route and be in a prefix list: these are two routes.
#[tokio::test]
async fn transit_gateway_routes_of_one_range_differ() {
    let item = |more: &str| format!("<item><destinationCidrBlock>10.0.0.0/8</destinationCidrBlock>{more}</item>");
    let content = item("<type>static</type>") + &item("<prefixListId>pl-1</prefixListId><state>blackhole</state>");
    let answer = || ec2("SearchTransitGatewayRoutes", &format!("<routeSet>{content}</routeSet>"));
    let script = Script::new([answer(), answer(), answer()]);
    let table = Ec2::new(&session(&script)).transit_gateway_route_table("tgw-rtb-1");
    let routes = table.routes().try_collect().await.unwrap();
    assert_eq!(routes, [table.route("10.0.0.0/8", None), table.route("10.0.0.0/8", Some("pl-1"))]);
    assert_ne!(routes[0], routes[1]);
    let sent = script.request(0);
    assert_eq!(sent.param("Filter.1.Name").as_deref(), Some("type"));
    assert_eq!(sent.param("Filter.1.Value.2").as_deref(), Some("propagated"));

    let of_list = table.route("10.0.0.0/8", Some("pl-1"));
    assert_eq!(of_list.data().await.unwrap().state().map(|state| state.as_str()), Some("blackhole"));
    assert_eq!(script.request(1).param("Filter.1.Name").as_deref(), Some("route-search.exact-match"));
    assert!(table.route("10.0.0.0/8", Some("pl-2")).data().await.unwrap_err().is_not_found());
}

/// Versions are numbers in the data, and texts in requests.
#[tokio::test]
async fn versions_are_sent_as_text() {
    let item = "<item><launchTemplateId>lt-1</launchTemplateId><versionNumber>2</versionNumber></item>";
    let set = |items: &str| format!("<launchTemplateVersionSet>{items}</launchTemplateVersionSet>");
    let script = Script::new([
        ec2("DescribeLaunchTemplateVersions", &set(item)),
        ec2("DeleteLaunchTemplateVersions", ""),
        ec2("DescribeLaunchTemplateVersions", &set("")),
    ]);
    let version = Ec2::new(&session(&script)).launch_template("lt-1").version(2);
    assert_eq!(version.data().await.unwrap().version_number(), Some(2));
    version.delete().await.unwrap();
    assert!(version.data().await.unwrap_err().is_not_found());
    for sent in script.sent() {
        assert_eq!(sent.params().into_values().collect::<Vec<_>>(), ["lt-1", "2"]);
    }
}

#[tokio::test]
async fn codes_that_say_otherwise_are_not_found() {
    let script = Script::new([
        error("InvalidPlacementGroup.Unknown"),
        error("InvalidAMIID.Unavailable"),
        error("InvalidServiceName"),
        error("InvalidParameterValue"),
        error("InvalidParameterValue"),
        ec2("DescribeVpcs", "<vpcSet/>"),
        error("UnauthorizedOperation"),
    ]);
    let ec2 = Ec2::new(&session(&script));
    assert!(ec2.placement_group("g").data().await.unwrap_err().is_not_found());
    assert!(ec2.image("ami-1").data().await.unwrap_err().is_not_found());
    assert!(ec2.vpc_endpoint_service("com.amazonaws.nowhere").data().await.unwrap_err().is_not_found());
    assert!(ec2.region("eu-west-9").data().await.unwrap_err().is_not_found());
    assert!(!ec2.subnet("subnet-1").data().await.unwrap_err().is_not_found());
    assert!(ec2.vpc("vpc-1").data().await.unwrap_err().is_not_found());
    assert!(!ec2.vpc("vpc-1").data().await.unwrap_err().is_not_found());
    let sent = script.request(3);
    assert_eq!(
        (sent.param("RegionName.1").as_deref(), sent.param("AllRegions").as_deref()),
        (Some("eu-west-9"), Some("true"))
    );
}

/// AWS answers with success, and says in it what it didn't delete.
#[tokio::test]
async fn a_batch_tells_what_failed() {
    let item = |id: &str| format!("<item><flowLogId>{id}</flowLogId></item>");
    let listed = format!("<flowLogSet>{}{}</flowLogSet>", item("fl-1"), item("fl-2"));
    let failed = "<unsuccessful><item><resourceId>fl-2</resourceId><error><code>InvalidFlowLogId.NotFound</code>\
                  <message>gone</message></error></item></unsuccessful>";
    let script = Script::new([ec2("DescribeFlowLogs", &listed), ec2("DeleteFlowLogs", failed)]);
    let ec2 = Ec2::new(&session(&script));
    let report = ec2.flow_logs().delete().await;
    let failed: Vec<_> = report.failed().collect();
    assert_eq!(failed.len(), 1, "{report:?}");
    assert_eq!(failed[0].resource().id(), "fl-2");
    assert!(failed[0].result().is_err_and(aws_resources::Error::is_not_found));
    let sent = script.request(1);
    assert_eq!(
        (sent.param("FlowLogId.1").as_deref(), sent.param("FlowLogId.2").as_deref()),
        (Some("fl-1"), Some("fl-2"))
    );
}

/// One call for each resource: DeleteTags takes each of its tags off each of its resources.
#[tokio::test]
async fn tags_of_several_resources_are_deleted_apart() {
    let item =
        |id: &str, key: &str| format!("<item><resourceId>{id}</resourceId><key>{key}</key><value>v</value></item>");
    let listed = item("vpc-1", "a") + &item("vpc-2", "b") + &item("vpc-1", "c");
    let done = || ec2("DeleteTags", "<return>true</return>");
    let script = Script::new([ec2("DescribeTags", &format!("<tagSet>{listed}</tagSet>")), done(), done(), done()]);
    let report = Ec2::new(&session(&script)).tags().delete().await;
    assert_eq!(report.failed().count(), 0, "{report:?}");
    let mut deleted: Vec<(String, String)> = Vec::new();
    for sent in &script.sent()[1..] {
        assert_eq!(sent.param("ResourceId.2"), None);
        let id = sent.param("ResourceId.1").unwrap();
        for number in 1..4 {
            deleted.extend(sent.param(&format!("Tag.{number}.Key")).map(|key| (id.clone(), key)));
        }
    }
    deleted.sort();
    let expected = [("vpc-1", "a"), ("vpc-1", "c"), ("vpc-2", "b")];
    assert_eq!(deleted, expected.map(|(id, key)| (id.to_owned(), key.to_owned())));
}

/// In EC2's filters `*` stands for any text, so a tag is looked for among all tags of its resource.
#[tokio::test]
async fn a_tag_is_found_by_its_whole_value() {
    let item = "<item><resourceId>vpc-1</resourceId><key>stage</key><value>prod</value></item>";
    let answer = || ec2("DescribeTags", &format!("<tagSet>{item}</tagSet>"));
    let script = Script::new([answer(), answer()]);
    let region = Ec2::new(&session(&script));
    assert!(region.tag("vpc-1", "stage", "p*").data().await.unwrap_err().is_not_found());
    assert_eq!(region.tag("vpc-1", "stage", "prod").data().await.unwrap().value(), Some("prod"));
    assert_eq!(script.request(0).param("Filter.1.Value.1").as_deref(), Some("vpc-1"));
    assert_eq!(script.request(0).param("Filter.2.Name"), None);
}

/// A VPC that another account shares has its owner's account in its ARN.
#[tokio::test]
async fn a_shared_vpc_has_its_owners_arn() {
    let item = "<item><vpcId>vpc-1</vpcId><ownerId>111122223333</ownerId></item>";
    let script = Script::new([ec2("DescribeVpcs", &format!("<vpcSet>{item}</vpcSet>"))]);
    let vpc = Ec2::new(&session(&script)).vpcs().first().await.unwrap().unwrap();
    let arn = vpc.arn().await.unwrap();
    assert_eq!(arn.account(), Some("111122223333"));
    assert_eq!(arn.resource(), "vpc/vpc-1");
    assert_eq!(script.operations(), ["DescribeVpcs"]);
}

#[tokio::test]
async fn settings_of_the_account_are_resources() {
    let script = Script::new([
        ec2("GetEbsEncryptionByDefault", "<ebsEncryptionByDefault>false</ebsEncryptionByDefault>"),
        ec2("EnableEbsEncryptionByDefault", "<ebsEncryptionByDefault>true</ebsEncryptionByDefault>"),
        ec2("GetEbsEncryptionByDefault", "<ebsEncryptionByDefault>true</ebsEncryptionByDefault>"),
    ]);
    let setting = Ec2::new(&session(&script)).ebs_encryption_by_default();
    assert_eq!(setting.data().await.unwrap().ebs_encryption_by_default(), Some(false));
    setting.enable().await.unwrap();
    assert_eq!(setting.data().await.unwrap().ebs_encryption_by_default(), Some(true));
    assert_eq!(setting.arn().await.unwrap_err().kind(), ErrorKind::NoArn);
}
