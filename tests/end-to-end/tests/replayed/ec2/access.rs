//! Ways in from outside: VPN, Client VPN and Verified Access.

use super::{describes, gives, pages, sends};

#[tokio::test]
async fn vpns_and_verified_access_are_listed() {
    pages(
        "DescribeClientVpnEndpoints",
        "clientVpnEndpoint",
        "clientVpnEndpointId",
        |ec2| ec2.client_vpn_endpoints(),
        |it| it.id(),
    )
    .await;
    pages(
        "DescribeVerifiedAccessEndpoints",
        "verifiedAccessEndpointSet",
        "verifiedAccessEndpointId",
        |ec2| ec2.verified_access_endpoints(),
        |it| it.id(),
    )
    .await;
    pages(
        "DescribeVerifiedAccessGroups",
        "verifiedAccessGroupSet",
        "verifiedAccessGroupId",
        |ec2| ec2.verified_access_groups(),
        |it| it.id(),
    )
    .await;
    pages(
        "DescribeVerifiedAccessInstanceLoggingConfigurations",
        "loggingConfigurationSet",
        "verifiedAccessInstanceId",
        |ec2| ec2.verified_access_instance_logging_configurations(),
        |it| it.verified_access_instance_id(),
    )
    .await;
    pages(
        "DescribeVerifiedAccessInstances",
        "verifiedAccessInstanceSet",
        "verifiedAccessInstanceId",
        |ec2| ec2.verified_access_instances(),
        |it| it.id(),
    )
    .await;
    pages(
        "DescribeVerifiedAccessTrustProviders",
        "verifiedAccessTrustProviderSet",
        "verifiedAccessTrustProviderId",
        |ec2| ec2.verified_access_trust_providers(),
        |it| it.id(),
    )
    .await;
    pages(
        "DescribeVpnConcentrators",
        "vpnConcentratorSet",
        "vpnConcentratorId",
        |ec2| ec2.vpn_concentrators(),
        |it| it.id(),
    )
    .await;
    pages(
        "GetVpnConnectionDeviceTypes",
        "vpnConnectionDeviceTypeSet",
        "vpnConnectionDeviceTypeId",
        |ec2| ec2.vpn_connection_device_types(),
        |it| it.id(),
    )
    .await;
}

#[tokio::test]
async fn vpns_and_verified_access_are_described_or_not_found() {
    describes(
        "DescribeClientVpnEndpoints",
        "ClientVpnEndpointId.1",
        "clientVpnEndpoint",
        "clientVpnEndpointId",
        |ec2| async move { ec2.client_vpn_endpoint("one").data().await.map(drop) },
    )
    .await;
    describes(
        "DescribeVerifiedAccessEndpoints",
        "VerifiedAccessEndpointId.1",
        "verifiedAccessEndpointSet",
        "verifiedAccessEndpointId",
        |ec2| async move { ec2.verified_access_endpoint("one").data().await.map(drop) },
    )
    .await;
    describes(
        "DescribeVerifiedAccessGroups",
        "VerifiedAccessGroupId.1",
        "verifiedAccessGroupSet",
        "verifiedAccessGroupId",
        |ec2| async move { ec2.verified_access_group("one").data().await.map(drop) },
    )
    .await;
    describes(
        "DescribeVerifiedAccessInstanceLoggingConfigurations",
        "VerifiedAccessInstanceId.1",
        "loggingConfigurationSet",
        "verifiedAccessInstanceId",
        |ec2| async move { ec2.verified_access_instance_logging_configuration("one").data().await.map(drop) },
    )
    .await;
    describes(
        "DescribeVerifiedAccessInstances",
        "VerifiedAccessInstanceId.1",
        "verifiedAccessInstanceSet",
        "verifiedAccessInstanceId",
        |ec2| async move { ec2.verified_access_instance("one").data().await.map(drop) },
    )
    .await;
    describes(
        "DescribeVerifiedAccessTrustProviders",
        "VerifiedAccessTrustProviderId.1",
        "verifiedAccessTrustProviderSet",
        "verifiedAccessTrustProviderId",
        |ec2| async move { ec2.verified_access_trust_provider("one").data().await.map(drop) },
    )
    .await;
    describes(
        "DescribeVpnConcentrators",
        "VpnConcentratorId.1",
        "vpnConcentratorSet",
        "vpnConcentratorId",
        |ec2| async move { ec2.vpn_concentrator("one").data().await.map(drop) },
    )
    .await;
}

#[tokio::test]
async fn actions_on_vpns_and_verified_access_send_identifiers() {
    sends("ApplySecurityGroupsToClientVpnTargetNetwork", &[("ClientVpnEndpointId", "one")], |ec2| {
        ec2.client_vpn_endpoint("one").apply_security_groups_to_target_network()
    })
    .await;
    sends("AuthorizeClientVpnIngress", &[("ClientVpnEndpointId", "one")], |ec2| {
        ec2.client_vpn_endpoint("one").authorize_ingress()
    })
    .await;
    sends("CreateClientVpnRoute", &[("ClientVpnEndpointId", "one")], |ec2| {
        ec2.client_vpn_endpoint("one").create_route()
    })
    .await;
    sends("DeleteClientVpnEndpoint", &[("ClientVpnEndpointId", "one")], |ec2| ec2.client_vpn_endpoint("one").delete())
        .await;
    sends("DeleteClientVpnEndpointAuthorizationPolicy", &[("ClientVpnEndpointId", "one")], |ec2| {
        ec2.client_vpn_endpoint_authorization_policy("one").delete()
    })
    .await;
    sends(
        "DeleteClientVpnRoute",
        &[("ClientVpnEndpointId", "one"), ("DestinationCidrBlock", "two"), ("TargetVpcSubnetId", "three")],
        |ec2| ec2.client_vpn_route("one", "two", Some("three")).delete(),
    )
    .await;
    sends("DeleteVpnConcentrator", &[("VpnConcentratorId", "one")], |ec2| ec2.vpn_concentrator("one").delete()).await;
    sends("DeleteVpnConnectionRoute", &[("VpnConnectionId", "one"), ("DestinationCidrBlock", "two")], |ec2| {
        ec2.vpn_connection_route("one", "two").delete()
    })
    .await;
    sends("DisassociateClientVpnTargetNetwork", &[("ClientVpnEndpointId", "one"), ("AssociationId", "two")], |ec2| {
        ec2.client_vpn_target_network("one", "two").disassociate()
    })
    .await;
    sends("ExportClientVpnClientCertificateRevocationList", &[("ClientVpnEndpointId", "one")], |ec2| {
        ec2.client_vpn_endpoint("one").export_client_certificate_revocation_list()
    })
    .await;
    sends("ExportClientVpnClientConfiguration", &[("ClientVpnEndpointId", "one")], |ec2| {
        ec2.client_vpn_endpoint("one").export_client_configuration()
    })
    .await;
    sends("ExportVerifiedAccessInstanceClientConfiguration", &[("VerifiedAccessInstanceId", "one")], |ec2| {
        ec2.verified_access_instance("one").export_client_configuration()
    })
    .await;
    sends("GetActiveVpnTunnelStatus", &[("VpnConnectionId", "one"), ("VpnTunnelOutsideIpAddress", "two")], |ec2| {
        ec2.vpn_tunnel("one", "two").get_active_status()
    })
    .await;
    sends("GetVerifiedAccessEndpointPolicy", &[("VerifiedAccessEndpointId", "one")], |ec2| {
        ec2.verified_access_endpoint("one").get_policy()
    })
    .await;
    sends("GetVerifiedAccessGroupPolicy", &[("VerifiedAccessGroupId", "one")], |ec2| {
        ec2.verified_access_group("one").get_policy()
    })
    .await;
    sends("GetVpnConnectionDeviceSampleConfiguration", &[("VpnConnectionId", "one")], |ec2| {
        ec2.vpn_connection("one").get_device_sample_configuration()
    })
    .await;
    sends(
        "GetVpnTunnelReplacementStatus",
        &[("VpnConnectionId", "one"), ("VpnTunnelOutsideIpAddress", "two")],
        |ec2| ec2.vpn_tunnel("one", "two").get_replacement_status(),
    )
    .await;
    sends("ImportClientVpnClientCertificateRevocationList", &[("ClientVpnEndpointId", "one")], |ec2| {
        ec2.client_vpn_endpoint("one").import_client_certificate_revocation_list()
    })
    .await;
    sends("ModifyClientVpnEndpoint", &[("ClientVpnEndpointId", "one")], |ec2| ec2.client_vpn_endpoint("one").modify())
        .await;
    sends("ModifyClientVpnEndpointAuthorizationPolicy", &[("ClientVpnEndpointId", "one")], |ec2| {
        ec2.client_vpn_endpoint_authorization_policy("one").modify()
    })
    .await;
    sends("ModifyVerifiedAccessEndpointPolicy", &[("VerifiedAccessEndpointId", "one")], |ec2| {
        ec2.verified_access_endpoint("one").modify_policy()
    })
    .await;
    sends("ModifyVerifiedAccessGroupPolicy", &[("VerifiedAccessGroupId", "one")], |ec2| {
        ec2.verified_access_group("one").modify_policy()
    })
    .await;
    sends("ModifyVpnTunnelCertificate", &[("VpnConnectionId", "one"), ("VpnTunnelOutsideIpAddress", "two")], |ec2| {
        ec2.vpn_tunnel("one", "two").modify_certificate()
    })
    .await;
    sends("ModifyVpnTunnelOptions", &[("VpnConnectionId", "one"), ("VpnTunnelOutsideIpAddress", "two")], |ec2| {
        ec2.vpn_tunnel("one", "two").modify_options()
    })
    .await;
    sends("ReplaceVpnTunnel", &[("VpnConnectionId", "one"), ("VpnTunnelOutsideIpAddress", "two")], |ec2| {
        ec2.vpn_tunnel("one", "two").replace()
    })
    .await;
    sends(
        "RevokeClientVpnIngress",
        &[("ClientVpnEndpointId", "one"), ("TargetNetworkCidr", "two"), ("AccessGroupId", "three")],
        |ec2| ec2.client_vpn_authorization_rule("one", "two", Some("three")).revoke(),
    )
    .await;
    sends("TerminateClientVpnConnections", &[("ClientVpnEndpointId", "one"), ("ConnectionId", "two")], |ec2| {
        ec2.client_vpn_connection("one", "two").terminate()
    })
    .await;
}

#[tokio::test]
async fn answers_name_vpns_and_verified_access() {
    gives(
        "AttachVerifiedAccessTrustProvider",
        &[("VerifiedAccessInstanceId", "one")],
        "verifiedAccessInstance/verifiedAccessInstanceId",
        |ec2| ec2.verified_access_instance("one").attach_trust_provider(),
        |ec2| ec2.verified_access_instance("made"),
    )
    .await;
    gives(
        "CreateClientVpnEndpoint",
        &[],
        "clientVpnEndpointId",
        |ec2| ec2.create_client_vpn_endpoint(),
        |ec2| ec2.client_vpn_endpoint("made"),
    )
    .await;
    gives(
        "CreateVerifiedAccessEndpoint",
        &[("VerifiedAccessGroupId", "one")],
        "verifiedAccessEndpoint/verifiedAccessEndpointId",
        |ec2| ec2.verified_access_group("one").create_endpoint(),
        |ec2| ec2.verified_access_endpoint("made"),
    )
    .await;
    gives(
        "CreateVerifiedAccessGroup",
        &[("VerifiedAccessInstanceId", "one")],
        "verifiedAccessGroup/verifiedAccessGroupId",
        |ec2| ec2.verified_access_instance("one").create_group(),
        |ec2| ec2.verified_access_group("made"),
    )
    .await;
    gives(
        "CreateVerifiedAccessInstance",
        &[],
        "verifiedAccessInstance/verifiedAccessInstanceId",
        |ec2| ec2.create_verified_access_instance(),
        |ec2| ec2.verified_access_instance("made"),
    )
    .await;
    gives(
        "CreateVerifiedAccessTrustProvider",
        &[],
        "verifiedAccessTrustProvider/verifiedAccessTrustProviderId",
        |ec2| ec2.create_verified_access_trust_provider(),
        |ec2| ec2.verified_access_trust_provider("made"),
    )
    .await;
    gives(
        "CreateVpnConcentrator",
        &[("Type", "ipsec.1")],
        "vpnConcentrator/vpnConcentratorId",
        |ec2| ec2.create_vpn_concentrator(),
        |ec2| ec2.vpn_concentrator("made"),
    )
    .await;
    gives(
        "DeleteVerifiedAccessEndpoint",
        &[("VerifiedAccessEndpointId", "one")],
        "verifiedAccessEndpoint/verifiedAccessEndpointId",
        |ec2| ec2.verified_access_endpoint("one").delete(),
        |ec2| ec2.verified_access_endpoint("made"),
    )
    .await;
    gives(
        "DeleteVerifiedAccessGroup",
        &[("VerifiedAccessGroupId", "one")],
        "verifiedAccessGroup/verifiedAccessGroupId",
        |ec2| ec2.verified_access_group("one").delete(),
        |ec2| ec2.verified_access_group("made"),
    )
    .await;
    gives(
        "DeleteVerifiedAccessInstance",
        &[("VerifiedAccessInstanceId", "one")],
        "verifiedAccessInstance/verifiedAccessInstanceId",
        |ec2| ec2.verified_access_instance("one").delete(),
        |ec2| ec2.verified_access_instance("made"),
    )
    .await;
    gives(
        "DeleteVerifiedAccessTrustProvider",
        &[("VerifiedAccessTrustProviderId", "one")],
        "verifiedAccessTrustProvider/verifiedAccessTrustProviderId",
        |ec2| ec2.verified_access_trust_provider("one").delete(),
        |ec2| ec2.verified_access_trust_provider("made"),
    )
    .await;
    gives(
        "DetachVerifiedAccessTrustProvider",
        &[("VerifiedAccessInstanceId", "one")],
        "verifiedAccessInstance/verifiedAccessInstanceId",
        |ec2| ec2.verified_access_instance("one").detach_trust_provider(),
        |ec2| ec2.verified_access_instance("made"),
    )
    .await;
    gives(
        "ModifyVerifiedAccessEndpoint",
        &[("VerifiedAccessEndpointId", "one")],
        "verifiedAccessEndpoint/verifiedAccessEndpointId",
        |ec2| ec2.verified_access_endpoint("one").modify(),
        |ec2| ec2.verified_access_endpoint("made"),
    )
    .await;
    gives(
        "ModifyVerifiedAccessGroup",
        &[("VerifiedAccessGroupId", "one")],
        "verifiedAccessGroup/verifiedAccessGroupId",
        |ec2| ec2.verified_access_group("one").modify(),
        |ec2| ec2.verified_access_group("made"),
    )
    .await;
    gives(
        "ModifyVerifiedAccessInstance",
        &[("VerifiedAccessInstanceId", "one")],
        "verifiedAccessInstance/verifiedAccessInstanceId",
        |ec2| ec2.verified_access_instance("one").modify(),
        |ec2| ec2.verified_access_instance("made"),
    )
    .await;
    gives(
        "ModifyVerifiedAccessInstanceLoggingConfiguration",
        &[("VerifiedAccessInstanceId", "one")],
        "loggingConfiguration/verifiedAccessInstanceId",
        |ec2| ec2.verified_access_instance_logging_configuration("one").modify(),
        |ec2| ec2.verified_access_instance_logging_configuration("made"),
    )
    .await;
    gives(
        "ModifyVerifiedAccessTrustProvider",
        &[("VerifiedAccessTrustProviderId", "one")],
        "verifiedAccessTrustProvider/verifiedAccessTrustProviderId",
        |ec2| ec2.verified_access_trust_provider("one").modify(),
        |ec2| ec2.verified_access_trust_provider("made"),
    )
    .await;
    gives(
        "ModifyVpnConnection",
        &[("VpnConnectionId", "one")],
        "vpnConnection/vpnConnectionId",
        |ec2| ec2.vpn_connection("one").modify(),
        |ec2| ec2.vpn_connection("made"),
    )
    .await;
    gives(
        "ModifyVpnConnectionOptions",
        &[("VpnConnectionId", "one")],
        "vpnConnection/vpnConnectionId",
        |ec2| ec2.vpn_connection("one").modify_options(),
        |ec2| ec2.vpn_connection("made"),
    )
    .await;
}
