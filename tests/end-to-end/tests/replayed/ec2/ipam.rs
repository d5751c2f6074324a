//! IPAM: pools, scopes, policies, discoveries and registries.

use super::{describes, gives, pages, sends};

#[tokio::test]
async fn ipams_and_their_pools_are_listed() {
    pages("DescribeIpamByoasn", "byoasnSet", "asn", |ec2| ec2.ipam_byoasns(), |it| it.asn()).await;
    pages(
        "DescribeIpamExternalResourceVerificationTokens",
        "ipamExternalResourceVerificationTokenSet",
        "ipamExternalResourceVerificationTokenId",
        |ec2| ec2.ipam_external_resource_verification_tokens(),
        |it| it.id(),
    )
    .await;
    pages(
        "DescribeIpamInternetRegistryAssociations",
        "ipamInternetRegistryAssociationSet",
        "ipamInternetRegistryAssociationId",
        |ec2| ec2.ipam_internet_registry_associations(),
        |it| it.id(),
    )
    .await;
    pages("DescribeIpamPolicies", "ipamPolicySet", "ipamPolicyId", |ec2| ec2.ipam_policies(), |it| it.id()).await;
    pages(
        "DescribeIpamPoolAllocations",
        "ipamPoolAllocationSet",
        "ipamPoolAllocationId",
        |ec2| ec2.ipam_pool_allocations(),
        |it| it.id(),
    )
    .await;
    pages("DescribeIpamPools", "ipamPoolSet", "ipamPoolId", |ec2| ec2.ipam_pools(), |it| it.id()).await;
    pages(
        "DescribeIpamPrefixListResolverTargets",
        "ipamPrefixListResolverTargetSet",
        "ipamPrefixListResolverTargetId",
        |ec2| ec2.ipam_prefix_list_resolver_targets(),
        |it| it.id(),
    )
    .await;
    pages(
        "DescribeIpamPrefixListResolvers",
        "ipamPrefixListResolverSet",
        "ipamPrefixListResolverId",
        |ec2| ec2.ipam_prefix_list_resolvers(),
        |it| it.id(),
    )
    .await;
    pages(
        "DescribeIpamResourceDiscoveries",
        "ipamResourceDiscoverySet",
        "ipamResourceDiscoveryId",
        |ec2| ec2.ipam_resource_discoveries(),
        |it| it.id(),
    )
    .await;
    pages(
        "DescribeIpamResourceDiscoveryAssociations",
        "ipamResourceDiscoveryAssociationSet",
        "ipamResourceDiscoveryAssociationId",
        |ec2| ec2.ipam_resource_discovery_associations(),
        |it| it.id(),
    )
    .await;
    pages("DescribeIpamScopes", "ipamScopeSet", "ipamScopeId", |ec2| ec2.ipam_scopes(), |it| it.id()).await;
    pages("DescribeIpams", "ipamSet", "ipamId", |ec2| ec2.ipams(), |it| it.id()).await;
}

#[tokio::test]
async fn ipams_and_their_pools_are_described_or_not_found() {
    describes(
        "DescribeIpamExternalResourceVerificationTokens",
        "IpamExternalResourceVerificationTokenId.1",
        "ipamExternalResourceVerificationTokenSet",
        "ipamExternalResourceVerificationTokenId",
        |ec2| async move { ec2.ipam_external_resource_verification_token("one").data().await.map(drop) },
    )
    .await;
    describes(
        "DescribeIpamInternetRegistryAssociations",
        "IpamInternetRegistryAssociationId.1",
        "ipamInternetRegistryAssociationSet",
        "ipamInternetRegistryAssociationId",
        |ec2| async move { ec2.ipam_internet_registry_association("one").data().await.map(drop) },
    )
    .await;
    describes("DescribeIpamPolicies", "IpamPolicyId.1", "ipamPolicySet", "ipamPolicyId", |ec2| async move {
        ec2.ipam_policy("one").data().await.map(drop)
    })
    .await;
    describes(
        "DescribeIpamPoolAllocations",
        "IpamPoolAllocationId.1",
        "ipamPoolAllocationSet",
        "ipamPoolAllocationId",
        |ec2| async move { ec2.ipam_pool_allocation("one").data().await.map(drop) },
    )
    .await;
    describes("DescribeIpamPools", "IpamPoolId.1", "ipamPoolSet", "ipamPoolId", |ec2| async move {
        ec2.ipam_pool("one").data().await.map(drop)
    })
    .await;
    describes(
        "DescribeIpamPrefixListResolverTargets",
        "IpamPrefixListResolverTargetId.1",
        "ipamPrefixListResolverTargetSet",
        "ipamPrefixListResolverTargetId",
        |ec2| async move { ec2.ipam_prefix_list_resolver_target("one").data().await.map(drop) },
    )
    .await;
    describes(
        "DescribeIpamPrefixListResolvers",
        "IpamPrefixListResolverId.1",
        "ipamPrefixListResolverSet",
        "ipamPrefixListResolverId",
        |ec2| async move { ec2.ipam_prefix_list_resolver("one").data().await.map(drop) },
    )
    .await;
    describes(
        "DescribeIpamResourceDiscoveries",
        "IpamResourceDiscoveryId.1",
        "ipamResourceDiscoverySet",
        "ipamResourceDiscoveryId",
        |ec2| async move { ec2.ipam_resource_discovery("one").data().await.map(drop) },
    )
    .await;
    describes(
        "DescribeIpamResourceDiscoveryAssociations",
        "IpamResourceDiscoveryAssociationId.1",
        "ipamResourceDiscoveryAssociationSet",
        "ipamResourceDiscoveryAssociationId",
        |ec2| async move { ec2.ipam_resource_discovery_association("one").data().await.map(drop) },
    )
    .await;
    describes("DescribeIpamScopes", "IpamScopeId.1", "ipamScopeSet", "ipamScopeId", |ec2| async move {
        ec2.ipam_scope("one").data().await.map(drop)
    })
    .await;
    describes(
        "DescribeIpams",
        "IpamId.1",
        "ipamSet",
        "ipamId",
        |ec2| async move { ec2.ipam("one").data().await.map(drop) },
    )
    .await;
}

#[tokio::test]
async fn actions_on_ipams_and_their_pools_send_identifiers() {
    sends("DisableIpamPolicy", &[("IpamPolicyId", "one")], |ec2| ec2.ipam_policy("one").disable()).await;
    sends("EnableIpamPolicy", &[("IpamPolicyId", "one")], |ec2| ec2.ipam_policy("one").enable()).await;
    sends("GetIpamAddressHistory", &[("IpamScopeId", "one")], |ec2| ec2.ipam_scope("one").get_address_history()).await;
    sends("GetIpamInternetRegistryAssociationAsns", &[("IpamInternetRegistryAssociationId", "one")], |ec2| {
        ec2.ipam_internet_registry_association("one").get_asns()
    })
    .await;
    sends("GetIpamInternetRegistryAssociationCidrs", &[("IpamInternetRegistryAssociationId", "one")], |ec2| {
        ec2.ipam_internet_registry_association("one").get_cidrs()
    })
    .await;
    sends("GetIpamPrefixListResolverRules", &[("IpamPrefixListResolverId", "one")], |ec2| {
        ec2.ipam_prefix_list_resolver("one").get_rules()
    })
    .await;
    sends("ModifyIpamPolicyAllocationRules", &[("IpamPolicyId", "one")], |ec2| {
        ec2.ipam_policy("one").modify_allocation_rules()
    })
    .await;
    sends(
        "ModifyIpamResourceCidr",
        &[("CurrentIpamScopeId", "one"), ("ResourceId", "two"), ("ResourceCidr", "three"), ("ResourceRegion", "four")],
        |ec2| ec2.ipam_resource_cidr("one", "two", "three", "four").modify(),
    )
    .await;
}

#[tokio::test]
async fn answers_name_ipams_and_their_pools() {
    gives(
        "AllocateIpamPoolCidr",
        &[("IpamPoolId", "one")],
        "ipamPoolAllocation/ipamPoolAllocationId",
        |ec2| ec2.ipam_pool("one").allocate_cidr(),
        |ec2| ec2.ipam_pool_allocation("made"),
    )
    .await;
    gives(
        "AssociateIpamResourceDiscovery",
        &[("IpamResourceDiscoveryId", "one")],
        "ipamResourceDiscoveryAssociation/ipamResourceDiscoveryAssociationId",
        |ec2| ec2.ipam_resource_discovery("one").associate(),
        |ec2| ec2.ipam_resource_discovery_association("made"),
    )
    .await;
    gives("CreateIpam", &[], "ipam/ipamId", |ec2| ec2.create_ipam(), |ec2| ec2.ipam("made")).await;
    gives(
        "CreateIpamExternalResourceVerificationToken",
        &[("IpamId", "one")],
        "ipamExternalResourceVerificationToken/ipamExternalResourceVerificationTokenId",
        |ec2| ec2.ipam("one").create_external_resource_verification_token(),
        |ec2| ec2.ipam_external_resource_verification_token("made"),
    )
    .await;
    gives(
        "CreateIpamInternetRegistryAssociation",
        &[("IpamId", "one")],
        "ipamInternetRegistryAssociation/ipamInternetRegistryAssociationId",
        |ec2| ec2.ipam("one").create_internet_registry_association(),
        |ec2| ec2.ipam_internet_registry_association("made"),
    )
    .await;
    gives(
        "CreateIpamPolicy",
        &[("IpamId", "one")],
        "ipamPolicy/ipamPolicyId",
        |ec2| ec2.ipam("one").create_policy(),
        |ec2| ec2.ipam_policy("made"),
    )
    .await;
    gives(
        "CreateIpamPool",
        &[("SourceIpamPoolId", "one")],
        "ipamPool/ipamPoolId",
        |ec2| ec2.ipam_pool("one").create_pool(),
        |ec2| ec2.ipam_pool("made"),
    )
    .await;
    gives(
        "CreateIpamPrefixListResolver",
        &[("IpamId", "one")],
        "ipamPrefixListResolver/ipamPrefixListResolverId",
        |ec2| ec2.ipam("one").create_prefix_list_resolver(),
        |ec2| ec2.ipam_prefix_list_resolver("made"),
    )
    .await;
    gives(
        "CreateIpamPrefixListResolverTarget",
        &[("IpamPrefixListResolverId", "one")],
        "ipamPrefixListResolverTarget/ipamPrefixListResolverTargetId",
        |ec2| ec2.ipam_prefix_list_resolver("one").create_target(),
        |ec2| ec2.ipam_prefix_list_resolver_target("made"),
    )
    .await;
    gives(
        "CreateIpamResourceDiscovery",
        &[],
        "ipamResourceDiscovery/ipamResourceDiscoveryId",
        |ec2| ec2.create_ipam_resource_discovery(),
        |ec2| ec2.ipam_resource_discovery("made"),
    )
    .await;
    gives(
        "CreateIpamScope",
        &[("IpamId", "one")],
        "ipamScope/ipamScopeId",
        |ec2| ec2.ipam("one").create_scope(),
        |ec2| ec2.ipam_scope("made"),
    )
    .await;
    gives("DeleteIpam", &[("IpamId", "one")], "ipam/ipamId", |ec2| ec2.ipam("one").delete(), |ec2| ec2.ipam("made"))
        .await;
    gives(
        "DeleteIpamExternalResourceVerificationToken",
        &[("IpamExternalResourceVerificationTokenId", "one")],
        "ipamExternalResourceVerificationToken/ipamExternalResourceVerificationTokenId",
        |ec2| ec2.ipam_external_resource_verification_token("one").delete(),
        |ec2| ec2.ipam_external_resource_verification_token("made"),
    )
    .await;
    gives(
        "DeleteIpamInternetRegistryAssociation",
        &[("IpamInternetRegistryAssociationId", "one")],
        "ipamInternetRegistryAssociation/ipamInternetRegistryAssociationId",
        |ec2| ec2.ipam_internet_registry_association("one").delete(),
        |ec2| ec2.ipam_internet_registry_association("made"),
    )
    .await;
    gives(
        "DeleteIpamPolicy",
        &[("IpamPolicyId", "one")],
        "ipamPolicy/ipamPolicyId",
        |ec2| ec2.ipam_policy("one").delete(),
        |ec2| ec2.ipam_policy("made"),
    )
    .await;
    gives(
        "DeleteIpamPool",
        &[("IpamPoolId", "one")],
        "ipamPool/ipamPoolId",
        |ec2| ec2.ipam_pool("one").delete(),
        |ec2| ec2.ipam_pool("made"),
    )
    .await;
    gives(
        "DeleteIpamPrefixListResolver",
        &[("IpamPrefixListResolverId", "one")],
        "ipamPrefixListResolver/ipamPrefixListResolverId",
        |ec2| ec2.ipam_prefix_list_resolver("one").delete(),
        |ec2| ec2.ipam_prefix_list_resolver("made"),
    )
    .await;
    gives(
        "DeleteIpamPrefixListResolverTarget",
        &[("IpamPrefixListResolverTargetId", "one")],
        "ipamPrefixListResolverTarget/ipamPrefixListResolverTargetId",
        |ec2| ec2.ipam_prefix_list_resolver_target("one").delete(),
        |ec2| ec2.ipam_prefix_list_resolver_target("made"),
    )
    .await;
    gives(
        "DeleteIpamResourceDiscovery",
        &[("IpamResourceDiscoveryId", "one")],
        "ipamResourceDiscovery/ipamResourceDiscoveryId",
        |ec2| ec2.ipam_resource_discovery("one").delete(),
        |ec2| ec2.ipam_resource_discovery("made"),
    )
    .await;
    gives(
        "DeleteIpamScope",
        &[("IpamScopeId", "one")],
        "ipamScope/ipamScopeId",
        |ec2| ec2.ipam_scope("one").delete(),
        |ec2| ec2.ipam_scope("made"),
    )
    .await;
    gives(
        "DisassociateIpamResourceDiscovery",
        &[("IpamResourceDiscoveryAssociationId", "one")],
        "ipamResourceDiscoveryAssociation/ipamResourceDiscoveryAssociationId",
        |ec2| ec2.ipam_resource_discovery_association("one").disassociate(),
        |ec2| ec2.ipam_resource_discovery_association("made"),
    )
    .await;
    gives(
        "EnableIpamInternetRegistryAssociation",
        &[("IpamInternetRegistryAssociationId", "one")],
        "ipamInternetRegistryAssociation/ipamInternetRegistryAssociationId",
        |ec2| ec2.ipam_internet_registry_association("one").enable(),
        |ec2| ec2.ipam_internet_registry_association("made"),
    )
    .await;
    gives("ModifyIpam", &[("IpamId", "one")], "ipam/ipamId", |ec2| ec2.ipam("one").modify(), |ec2| ec2.ipam("made"))
        .await;
    gives(
        "ModifyIpamPool",
        &[("IpamPoolId", "one")],
        "ipamPool/ipamPoolId",
        |ec2| ec2.ipam_pool("one").modify(),
        |ec2| ec2.ipam_pool("made"),
    )
    .await;
    gives(
        "ModifyIpamPoolAllocation",
        &[("IpamPoolAllocationId", "one")],
        "ipamPoolAllocation/ipamPoolAllocationId",
        |ec2| ec2.ipam_pool_allocation("one").modify(),
        |ec2| ec2.ipam_pool_allocation("made"),
    )
    .await;
    gives(
        "ModifyIpamPrefixListResolver",
        &[("IpamPrefixListResolverId", "one")],
        "ipamPrefixListResolver/ipamPrefixListResolverId",
        |ec2| ec2.ipam_prefix_list_resolver("one").modify(),
        |ec2| ec2.ipam_prefix_list_resolver("made"),
    )
    .await;
    gives(
        "ModifyIpamPrefixListResolverTarget",
        &[("IpamPrefixListResolverTargetId", "one")],
        "ipamPrefixListResolverTarget/ipamPrefixListResolverTargetId",
        |ec2| ec2.ipam_prefix_list_resolver_target("one").modify(),
        |ec2| ec2.ipam_prefix_list_resolver_target("made"),
    )
    .await;
    gives(
        "ModifyIpamResourceDiscovery",
        &[("IpamResourceDiscoveryId", "one")],
        "ipamResourceDiscovery/ipamResourceDiscoveryId",
        |ec2| ec2.ipam_resource_discovery("one").modify(),
        |ec2| ec2.ipam_resource_discovery("made"),
    )
    .await;
    gives(
        "ModifyIpamScope",
        &[("IpamScopeId", "one")],
        "ipamScope/ipamScopeId",
        |ec2| ec2.ipam_scope("one").modify(),
        |ec2| ec2.ipam_scope("made"),
    )
    .await;
    gives(
        "ProvisionIpamByoasn",
        &[("IpamId", "one")],
        "byoasn/asn",
        |ec2| ec2.ipam("one").provision_byoasn(),
        |ec2| ec2.ipam_byoasn("made"),
    )
    .await;
}
