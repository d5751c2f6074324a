//! Resources that are known by whom they were asked of: a certificate, a principal, a role, an instance, an endpoint or
//! a domain.

use aws_resources::ec2::Ec2;
use aws_sdk_ec2::{primitives::DateTime, types};
use end_to_end::script::{Script, session};

use super::{ec2, error, every, given::acts, goes_on, holds, params};

const CERTIFICATE: &str = "arn:aws:acm:eu-west-1:123456789012:certificate/one";
const ROLE: &str = "arn:aws:iam::123456789012:role/enclave";

#[tokio::test]
async fn roles_are_those_of_a_certificate() {
    let operation = "GetAssociatedEnclaveCertificateIamRoles";
    holds(
        operation,
        &[("CertificateArn", CERTIFICATE)],
        "associatedRoleSet",
        &[("associatedRoleArn", ROLE)],
        |ec2| ec2.enclave_certificate_iam_roles().filter(|r| r.certificate_arn(CERTIFICATE)),
        |ec2| ec2.enclave_certificate_iam_role(CERTIFICATE, ROLE),
    )
    .await;
    acts(
        "AssociateEnclaveCertificateIamRole",
        &[("CertificateArn", CERTIFICATE), ("RoleArn", ROLE)],
        "<certificateS3BucketName>aws-ec2-enclave-certificate-eu-west-1</certificateS3BucketName>",
        |ec2| ec2.associate_enclave_certificate_iam_role().with(|r| r.certificate_arn(CERTIFICATE).role_arn(ROLE)),
        |ec2, made| assert_eq!(made, Some(ec2.enclave_certificate_iam_role(CERTIFICATE, ROLE))),
    )
    .await;

    let item = |role: &str, key: &str| {
        format!(
            "<item><associatedRoleArn>{role}</associatedRoleArn><encryptionKmsKeyId>{key}</encryptionKmsKeyId></item>"
        )
    };
    let other = item("arn:aws:iam::123456789012:role/other", "key-1");
    let roles = |items: &str| ec2(operation, &format!("<associatedRoleSet>{items}</associatedRoleSet>"));
    let script = Script::new([roles(&(other.clone() + &item(ROLE, "key-2"))), roles(&other)]);
    let role = Ec2::new(&session(&script)).enclave_certificate_iam_role(CERTIFICATE, ROLE);
    assert_eq!(role.data().await.unwrap().encryption_kms_key_id(), Some("key-2"));
    assert!(role.reload().await.unwrap_err().is_not_found());
    let asked = params(&[("CertificateArn", CERTIFICATE)]);
    assert_eq!(every(&script), [asked.clone(), asked]);
}

#[tokio::test]
async fn formats_of_ids_are_those_of_a_principal() {
    holds(
        "DescribeIdentityIdFormat",
        &[("PrincipalArn", ROLE)],
        "statusSet",
        &[("resource", "vpc")],
        |ec2| ec2.identity_id_formats().filter(|r| r.principal_arn(ROLE)),
        |ec2| ec2.identity_id_format(ROLE, "vpc"),
    )
    .await;

    let formats = |items: &str| ec2("DescribeIdentityIdFormat", &format!("<statusSet>{items}</statusSet>"));
    let item = "<item><resource>vpc</resource><useLongIds>true</useLongIds></item>";
    let script = Script::new([formats(item), formats("")]);
    let format = Ec2::new(&session(&script)).identity_id_format(ROLE, "vpc");
    assert_eq!(format.data().await.unwrap().use_long_ids(), Some(true));
    assert!(format.reload().await.unwrap_err().is_not_found());
    let asked = params(&[("PrincipalArn", ROLE), ("Resource", "vpc")]);
    assert_eq!(every(&script), [asked.clone(), asked]);
}

#[tokio::test]
async fn billing_requests_are_those_of_a_side() {
    let operation = "DescribeCapacityReservationBillingRequests";
    let set = "capacityReservationBillingRequestSet";
    goes_on(
        operation,
        &[("Role", "odcr-owner")],
        set,
        ["<capacityReservationId>cr-1</capacityReservationId>", "<capacityReservationId>cr-2</capacityReservationId>"],
        |ec2| ec2.capacity_reservation_billing_requests().filter(|r| r.role(types::CallerRole::OdcrOwner)),
        |ec2| ["cr-1", "cr-2"].map(|id| ec2.capacity_reservation_billing_request("odcr-owner", id)),
    )
    .await;

    let item = "<item><capacityReservationId>cr-1</capacityReservationId><requestedBy>123456789012</requestedBy>\
                <status>pending</status><capacityReservationInfo><instanceType>m5.large</instanceType>\
                <availabilityZoneId>euw1-az1</availabilityZoneId></capacityReservationInfo></item>";
    let requests = |items: &str| ec2(operation, &format!("<{set}>{items}</{set}>"));
    let script = Script::new([requests(item), requests("")]);
    let region = Ec2::new(&session(&script));
    let request = region.capacity_reservation_billing_request("unused-reservation-billing-owner", "cr-1");
    assert_eq!(request.instance_type().await.unwrap(), Some(region.instance_type("m5.large")));
    assert_eq!(request.availability_zone().await.unwrap(), Some(region.availability_zone("euw1-az1")));
    assert_eq!(request.reservation(), region.capacity_reservation("cr-1"));
    assert_eq!(request.data().await.unwrap().requested_by(), Some("123456789012"));
    assert!(request.reload().await.unwrap_err().is_not_found());
    let asked = params(&[("Role", "unused-reservation-billing-owner"), ("CapacityReservationId.1", "cr-1")]);
    assert_eq!(every(&script), [asked.clone(), asked]);
}

#[tokio::test]
async fn earlier_states_of_an_instance_are_known_by_their_times() {
    let operation = "DescribeInstanceSqlHaHistoryStates";
    let state = |time: &str, status: &str| {
        format!("<instanceId>i-1</instanceId><lastUpdatedTime>{time}</lastUpdatedTime><haStatus>{status}</haStatus>")
    };
    let (earlier, later) = (&state("2026-01-02T03:04:05Z", "processing"), &state("2026-01-02T04:04:05Z", "standby"));
    let times = [1_767_323_045, 1_767_326_645].map(DateTime::from_secs);
    goes_on(
        operation,
        &[],
        "instanceSet",
        [earlier, later],
        |ec2| ec2.instance_sql_ha_history_states(),
        |ec2| times.map(|time| ec2.instance_sql_ha_history_state("i-1", time)),
    )
    .await;
    goes_on(
        operation,
        &[("InstanceId.1", "i-1")],
        "instanceSet",
        [earlier, later],
        |ec2| ec2.instance("i-1").sql_ha_history_states(),
        |ec2| times.map(|time| ec2.instance_sql_ha_history_state("i-1", time)),
    )
    .await;

    let page =
        |item: &str, more: &str| ec2(operation, &format!("<instanceSet><item>{item}</item></instanceSet>{more}"));
    let script = Script::new([page(earlier, "<nextToken>next</nextToken>"), page(later, ""), page(earlier, "")]);
    let region = Ec2::new(&session(&script));
    let state = region.instance_sql_ha_history_state("i-1", times[1]);
    assert_eq!(state.data().await.unwrap().ha_status(), Some(&types::HaStatus::Standby));
    assert!(state.reload().await.unwrap_err().is_not_found());
    assert_eq!(state.instance(), region.instance("i-1"));
    let asked = params(&[("InstanceId.1", "i-1")]);
    assert_eq!(every(&script), [asked.clone(), params(&[("InstanceId.1", "i-1"), ("NextToken", "next")]), asked]);
}

#[tokio::test]
async fn an_endpoint_has_one_policy() {
    let content = "<clientVpnEndpointId>cvpn-endpoint-1</clientVpnEndpointId><policyDocument>permit</policyDocument>\
                   <shadowMode>enabled</shadowMode><status>active</status>";
    let script = Script::new([
        ec2("GetClientVpnEndpointAuthorizationPolicy", content),
        error("InvalidClientVpnEndpointId.NotFound"),
    ]);
    let endpoint = Ec2::new(&session(&script)).client_vpn_endpoint("cvpn-endpoint-1");
    let policy = endpoint.authorization_policy();
    let data = policy.data().await.unwrap();
    assert_eq!((data.client_vpn_endpoint_id(), data.policy_document()), (Some("cvpn-endpoint-1"), Some("permit")));
    assert_eq!(data.status(), Some(&types::ClientVpnAuthorizationPolicyStatus::Active));
    assert!(policy.reload().await.unwrap_err().is_not_found());
    assert_eq!(policy.endpoint(), endpoint);
    let asked = params(&[("ClientVpnEndpointId", "cvpn-endpoint-1")]);
    assert_eq!(every(&script), [asked.clone(), asked]);
}

#[tokio::test]
async fn subnets_are_associated_with_a_domain_by_an_attachment() {
    let operation = "GetTransitGatewayMulticastDomainAssociations";
    let domain = ("TransitGatewayMulticastDomainId", "one");
    let association = |subnet: &str| {
        format!(
            "<transitGatewayAttachmentId>tgw-attach-1</transitGatewayAttachmentId><subnet><subnetId>{subnet}</subnetId>\
             <state>associated</state></subnet>"
        )
    };
    let (first, second) = (&association("subnet-1"), &association("subnet-2"));
    goes_on(
        operation,
        &[domain],
        "multicastDomainAssociations",
        [first, second],
        |ec2| ec2.transit_gateway_multicast_domain("one").associations(),
        |ec2| {
            ["subnet-1", "subnet-2"]
                .map(|subnet| ec2.transit_gateway_multicast_domain_association("one", "tgw-attach-1", subnet))
        },
    )
    .await;

    let set = format!("<multicastDomainAssociations><item>{second}</item></multicastDomainAssociations>");
    let script = Script::new([ec2(operation, &set), ec2(operation, "<multicastDomainAssociations/>")]);
    let region = Ec2::new(&session(&script));
    let associated = region.transit_gateway_multicast_domain_association("one", "tgw-attach-1", "subnet-2");
    assert_eq!(associated.data().await.unwrap().subnet().unwrap().subnet_id(), Some("subnet-2"));
    assert!(associated.reload().await.unwrap_err().is_not_found());
    assert_eq!(associated.domain(), region.transit_gateway_multicast_domain("one"));
    assert_eq!(associated.attachment(), region.transit_gateway_attachment("tgw-attach-1"));
    assert_eq!(associated.subnet(), region.subnet("subnet-2"));
    let asked = params(&[
        domain,
        ("Filter.1.Name", "transit-gateway-attachment-id"),
        ("Filter.1.Value.1", "tgw-attach-1"),
        ("Filter.2.Name", "subnet-id"),
        ("Filter.2.Value.1", "subnet-2"),
    ]);
    assert_eq!(every(&script), [asked.clone(), asked]);
}
