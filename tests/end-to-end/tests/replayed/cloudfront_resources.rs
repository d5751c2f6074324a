//! What the fake AWS lacks, from its creation: each comes with its data, is listed in pages, and is loaded by itself.

use aws_sdk_cloudfront::types::{DistributionResourceType, FunctionStage};
use end_to_end::{
    exercised,
    script::{Answer, Script},
};

use super::cloudfront::{cloudfront, error, xml};

fn gone(code: &str) -> Answer {
    error(404, code)
}

/// A page of a listing: its root element, in that the list, and in that an item.
fn page([root, list, member]: [&str; 3], item: &str, more: bool) -> Answer {
    let next = if more { "<NextMarker>m</NextMarker>" } else { "" };
    let items = format!("<{list}><{member}>{item}</{member}></{list}>");
    xml(root, format!("<IsTruncated>{more}</IsTruncated>{next}{items}"))
}

fn arn(kind: &str, id: &str) -> String {
    format!("arn:aws:cloudfront::123456789012:{kind}/{id}")
}

/// What all of them have, with each name that their ARN has in this API.
fn members(kind: &str, id: &str) -> String {
    let arn = arn(kind, id);
    format!(
        "<Id>{id}</Id><Name>{id}</Name><Arn>{arn}</Arn><ARN>{arn}</ARN>\
         <ConnectionFunctionArn>{arn}</ConnectionFunctionArn>"
    )
}

/// Creates the one called `a`, lists it and the one called `b`, and loads it, until it isn't there any more.
macro_rules! lives {
    ($([$type:literal, $kind:literal, $one:ident, $create:ident, $made:expr, $many:ident, $page:expr, $load:expr]),+ $(,)?) => {$({
        let (first, second) = (members($kind, "a"), members($kind, "b"));
        let script = Script::new([
            xml($made[0], wrapped($made, &first)),
            page($page, &first, true),
            page($page, &second, false),
            xml($load[0], wrapped($load, &first)),
            gone("EntityNotFound"),
        ]);
        let cloudfront = cloudfront(&script);
        let made = cloudfront.$create().await.unwrap().expect("AWS answers with it");
        assert!(made.loaded().is_some(), "creating brings the data");
        exercised::arn(concat!("cloudfront.", $type), &made.arn().await.unwrap(), Some(&arn($kind, "a")));
        let listed = cloudfront.$many().page_size(1).try_collect().await.unwrap();
        assert_eq!(listed, ["a", "b"].map(|id| cloudfront.$one(id)));
        assert_eq!(listed[1].arn().await.unwrap().as_str(), arn($kind, "b"), "a listing brings the ARN");
        let sent = script.request(2);
        assert!(sent.query().get("Marker").is_some_and(|marker| marker == "m") || sent.body.contains("<Marker>m<"));
        made.reload().await.unwrap();
        assert!(made.reload().await.unwrap_err().is_not_found());
    })+};
}

/// In the result element of an operation the resource has an element of its own.
fn wrapped(path: &[&str], members: &str) -> String {
    match path {
        [_, element] => format!("<{element}>{members}</{element}>"),
        _ => members.to_owned(),
    }
}

#[tokio::test]
async fn what_has_an_arn_is_made_listed_and_loaded() {
    lives!(
        [
            "AnycastIpList",
            "anycast-ip-list",
            anycast_ip_list,
            create_anycast_ip_list,
            &["AnycastIpList"],
            anycast_ip_lists,
            ["AnycastIpListCollection", "Items", "AnycastIpListSummary"],
            &["AnycastIpList"]
        ],
        [
            "ConnectionFunction",
            "connection-function",
            connection_function,
            create_connection_function,
            &["ConnectionFunctionSummary"],
            connection_functions,
            ["ListConnectionFunctionsResult", "ConnectionFunctions", "ConnectionFunctionSummary"],
            &["ConnectionFunctionSummary"]
        ],
        [
            "ConnectionGroup",
            "connection-group",
            connection_group,
            create_connection_group,
            &["ConnectionGroup"],
            connection_groups,
            ["ListConnectionGroupsResult", "ConnectionGroups", "ConnectionGroupSummary"],
            &["ConnectionGroup"]
        ],
        [
            "DistributionTenant",
            "distribution-tenant",
            distribution_tenant,
            create_distribution_tenant,
            &["DistributionTenant"],
            distribution_tenants,
            ["ListDistributionTenantsResult", "DistributionTenantList", "DistributionTenantSummary"],
            &["DistributionTenant"]
        ],
        [
            "RealtimeLogConfig",
            "realtime-log-config",
            realtime_log_config,
            create_realtime_log_config,
            &["CreateRealtimeLogConfigResult", "RealtimeLogConfig"],
            realtime_log_configs,
            ["RealtimeLogConfigs", "Items", "member"],
            &["GetRealtimeLogConfigResult", "RealtimeLogConfig"]
        ],
        [
            "StreamingDistribution",
            "streaming-distribution",
            streaming_distribution,
            create_streaming_distribution,
            &["StreamingDistribution"],
            streaming_distributions,
            ["StreamingDistributionList", "Items", "StreamingDistributionSummary"],
            &["StreamingDistribution"]
        ],
        [
            "TrustStore",
            "trust-store",
            trust_store,
            create_trust_store,
            &["TrustStore"],
            trust_stores,
            ["ListTrustStoresResult", "TrustStoreList", "TrustStoreSummary"],
            &["TrustStore"]
        ],
        [
            "VpcOrigin",
            "vpcorigin",
            vpc_origin,
            create_vpc_origin,
            &["VpcOrigin"],
            vpc_origins,
            ["VpcOriginList", "Items", "VpcOriginSummary"],
            &["VpcOrigin"]
        ],
    );
}

/// Creates the one called `a`, and lists two pages of them.
macro_rules! listed {
    ($([$one:ident, $create:ident, $made:literal, $many:ident, $page:expr, $wrap:expr]),+ $(,)?) => {$({
        let [first, second] = ["a", "b"].map(|id| wrapped($wrap, &format!("<Id>{id}</Id>")));
        let script =
            Script::new([xml($made, "<Id>a</Id>"), page($page, &first, true), page($page, &second, false)]);
        let cloudfront = cloudfront(&script);
        let made = cloudfront.$create().await.unwrap().expect("AWS answers with it");
        assert_eq!(made, cloudfront.$one("a"));
        assert!(made.loaded().is_some(), "creating brings the data");
        let listed = cloudfront.$many().try_collect().await.unwrap();
        assert_eq!(listed, ["a", "b"].map(|id| cloudfront.$one(id)));
        assert_eq!(script.request(2).query()["Marker"], "m");
    })+};
}

#[tokio::test]
async fn what_has_a_built_arn_is_made_and_listed() {
    listed!(
        [
            origin_request_policy,
            create_origin_request_policy,
            "OriginRequestPolicy",
            origin_request_policies,
            ["OriginRequestPolicyList", "Items", "OriginRequestPolicySummary"],
            &["", "OriginRequestPolicy"]
        ],
        [
            response_headers_policy,
            create_response_headers_policy,
            "ResponseHeadersPolicy",
            response_headers_policies,
            ["ResponseHeadersPolicyList", "Items", "ResponseHeadersPolicySummary"],
            &["", "ResponseHeadersPolicy"]
        ],
        [
            continuous_deployment_policy,
            create_continuous_deployment_policy,
            "ContinuousDeploymentPolicy",
            continuous_deployment_policies,
            ["ContinuousDeploymentPolicyList", "Items", "ContinuousDeploymentPolicySummary"],
            &["", "ContinuousDeploymentPolicy"]
        ],
        [
            field_level_encryption_config,
            create_field_level_encryption_config,
            "FieldLevelEncryption",
            field_level_encryption_configs,
            ["FieldLevelEncryptionList", "Items", "FieldLevelEncryptionSummary"],
            &[""]
        ],
        [
            field_level_encryption_profile,
            create_field_level_encryption_profile,
            "FieldLevelEncryptionProfile",
            field_level_encryption_profiles,
            ["FieldLevelEncryptionProfileList", "Items", "FieldLevelEncryptionProfileSummary"],
            &[""]
        ],
        [
            cloud_front_origin_access_identity,
            create_cloud_front_origin_access_identity,
            "CloudFrontOriginAccessIdentity",
            cloud_front_origin_access_identities,
            ["CloudFrontOriginAccessIdentityList", "Items", "CloudFrontOriginAccessIdentitySummary"],
            &[""]
        ],
    );
    let script = Script::new([xml("CachePolicy", "<Id>a</Id>"), gone("NoSuchCachePolicy")]);
    let cloudfront = cloudfront(&script);
    let made = cloudfront.create_cache_policy().await.unwrap().unwrap();
    assert_eq!(made, cloudfront.cache_policy("a"));
    assert!(made.reload().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_connection_function_is_published() {
    let summary = |stage: &str| {
        let members = members("connection-function", "a");
        xml("ConnectionFunctionSummary", format!("{members}<Stage>{stage}</Stage>"))
    };
    let script = Script::new([summary("LIVE"), summary("LIVE")]);
    let cloudfront = cloudfront(&script);
    let function = cloudfront.connection_function("a");
    let live = function.publish().with(|r| r.if_match("e")).await.unwrap().unwrap();
    assert_eq!(script.request(0).path(), "/2020-05-31/connection-function/a/publish");
    assert_eq!(script.request(0).headers["if-match"], "e");
    assert_eq!(live, function.live());
    assert_eq!(live.reload().await.unwrap().stage(), &FunctionStage::Live);
    let arn = arn("connection-function", "a");
    exercised::arn("cloudfront.LiveConnectionFunction", &live.arn().await.unwrap(), Some(&arn));
    assert_eq!(live.connection_function(), function);
}

#[tokio::test]
async fn distributions_are_found_by_anycast_lists_functions_and_stores() {
    let listed = || page(["DistributionList", "Items", "DistributionSummary"], &members("distribution", "d"), false);
    let owned = "<DistributionId>d</DistributionId><OwnerAccountId>210987654321</OwnerAccountId>";
    let script = Script::new([
        listed(),
        listed(),
        listed(),
        listed(),
        listed(),
        page(["DistributionIdOwnerList", "Items", "DistributionIdOwner"], owned, false),
    ]);
    let cloudfront = cloudfront(&script);
    let distribution = cloudfront.distribution("d");
    let origin = arn("vpcorigin", "v");
    let found = [
        cloudfront.anycast_ip_list("a").distributions().try_collect().await.unwrap(),
        cloudfront.connection_function("f").distributions().try_collect().await.unwrap(),
        cloudfront.trust_store("s").distributions().try_collect().await.unwrap(),
        cloudfront.realtime_log_config("l").distributions().try_collect().await.unwrap(),
        cloudfront.distributions_by_realtime_log_config().try_collect().await.unwrap(),
        cloudfront.resource_policy(&*origin).distributions().try_collect().await.unwrap(),
    ];
    for (index, found) in found.iter().enumerate() {
        assert_eq!(found, std::slice::from_ref(&distribution), "{index}");
    }
    assert_eq!(found[0][0].summary().unwrap().arn(), arn("distribution", "d"));
    assert_eq!(script.request(0).path(), "/2020-05-31/distributionsByAnycastIpListId/a");
    assert_eq!(script.request(1).query()["ConnectionFunctionIdentifier"], "f");
    assert_eq!(script.request(2).query()["TrustStoreIdentifier"], "s");
    assert!(script.request(3).body.contains("<RealtimeLogConfigName>l</RealtimeLogConfigName>"));
    assert_eq!(script.request(5).path(), format!("/2020-05-31/distributionsByOwnedResource/{origin}"));
}

#[tokio::test]
async fn a_distribution_has_a_subscription_and_conflicts() {
    let on = "<RealtimeMetricsSubscriptionConfig><RealtimeMetricsSubscriptionStatus>Enabled\
              </RealtimeMetricsSubscriptionStatus></RealtimeMetricsSubscriptionConfig>";
    let alias = "<Alias>*.shop.example</Alias><DistributionId>***d2</DistributionId><AccountId>***12</AccountId>";
    let domain = "<Domain>shop.example</Domain><ResourceType>distribution</ResourceType><ResourceId>d2</ResourceId>\
                  <AccountId>123456789012</AccountId>";
    let script = Script::new([
        xml("MonitoringSubscription", on),
        xml("MonitoringSubscription", on),
        gone("NoSuchMonitoringSubscription"),
        page(["ConflictingAliasesList", "Items", "ConflictingAlias"], alias, false),
        page(["ListDomainConflictsResult", "DomainConflicts", "DomainConflicts"], domain, false),
    ]);
    let cloudfront = cloudfront(&script);
    let distribution = cloudfront.distribution("d");
    let subscription = distribution.create_monitoring_subscription().await.unwrap().unwrap();
    assert_eq!(subscription, distribution.monitoring_subscription());
    assert_eq!(script.request(0).path(), "/2020-05-31/distributions/d/monitoring-subscription");
    let data = subscription.reload().await.unwrap();
    let status =
        data.realtime_metrics_subscription_config().map(|config| config.realtime_metrics_subscription_status());
    assert_eq!(status.map(AsRef::as_ref), Some("Enabled"));
    assert!(subscription.reload().await.unwrap_err().is_not_found());

    let conflicts = distribution.conflicting_aliases().filter(|r| r.alias("www.shop.example"));
    let conflicts = conflicts.try_collect().await.unwrap();
    assert_eq!(conflicts, [cloudfront.conflicting_alias("***d2", "*.shop.example")]);
    let sent = script.request(3).query();
    assert_eq!((&*sent["DistributionId"], &*sent["Alias"]), ("d", "www.shop.example"));
    let conflicts = distribution.domain_conflicts().filter(|r| r.domain("shop.example"));
    let conflicts = conflicts.try_collect().await.unwrap();
    let expected = cloudfront.domain_conflict("shop.example", DistributionResourceType::Distribution, "d2");
    assert_eq!(conflicts, [expected]);
    assert_eq!(conflicts[0].loaded().unwrap().account_id(), "123456789012");
    assert!(script.request(4).body.contains("<DistributionId>d</DistributionId>"), "{}", script.request(4).body);
}

#[tokio::test]
async fn a_tenant_is_found_by_its_domain() {
    let tenant = || {
        let parts = "<DistributionId>d</DistributionId><ConnectionGroupId>g</ConnectionGroupId>";
        xml("DistributionTenant", members("distribution-tenant", "t") + parts)
    };
    let path = ["ListDistributionTenantsByCustomizationResult", "DistributionTenantList", "DistributionTenantSummary"];
    let certificate = "<CertificateArn>arn</CertificateArn><CertificateStatus>issued</CertificateStatus>";
    let domains = "<DnsConfigurationList><DnsConfiguration><Domain>shop.example</Domain><Status>valid-configuration\
                   </Status></DnsConfiguration></DnsConfigurationList>";
    let script = Script::new([
        tenant(),
        page(path, &members("distribution-tenant", "t"), false),
        xml("ManagedCertificateDetails", certificate),
        xml("VerifyDnsConfigurationResult", domains),
        xml("Invalidation", "<Id>i</Id><Status>InProgress</Status>"),
        xml("ConnectionGroup", members("connection-group", "g")),
    ]);
    let cloudfront = cloudfront(&script);
    let found = cloudfront.get_distribution_tenant_by_domain().with(|r| r.domain("shop.example"));
    let tenant = found.await.unwrap().unwrap();
    assert_eq!(tenant, cloudfront.distribution_tenant("t"));
    assert_eq!(script.request(0).query()["domain"], "shop.example");
    assert_eq!(tenant.connection_group().await.unwrap(), Some(cloudfront.connection_group("g")));
    assert_eq!(tenant.distribution().await.unwrap(), Some(cloudfront.distribution("d")));
    let customized = cloudfront.distribution_tenants_by_customization().filter(|r| r.web_acl_arn("acl"));
    assert_eq!(customized.try_collect().await.unwrap(), std::slice::from_ref(&tenant));
    assert!(script.request(1).body.contains("<WebACLArn>acl</WebACLArn>"), "{}", script.request(1).body);

    let certificate = tenant.managed_certificate_details();
    assert_eq!(certificate.data().await.unwrap().certificate_arn(), Some("arn"));
    assert_eq!(script.request(2).path(), "/2020-05-31/managed-certificate/t");
    assert_eq!(certificate.distribution_tenant(), tenant);
    let verified = tenant.verify_dns_configuration().with(|r| r.domain("shop.example")).await.unwrap();
    assert_eq!(verified.iter().map(|one| one.domain()).collect::<Vec<_>>(), ["shop.example"]);
    assert!(script.request(3).body.contains("<Identifier>t</Identifier>"), "{}", script.request(3).body);
    let made = tenant.create_invalidation().await.unwrap().unwrap();
    assert_eq!(made, tenant.invalidation("i"));
    let group = cloudfront.get_connection_group_by_routing_endpoint().with(|r| r.routing_endpoint("x.cloudfront.net"));
    assert_eq!(group.await.unwrap(), Some(cloudfront.connection_group("g")));
    assert_eq!(script.request(5).query()["RoutingEndpoint"], "x.cloudfront.net");
}

#[tokio::test]
async fn a_vpc_origin_is_shared_by_a_policy() {
    let origin = || xml("VpcOrigin", members("vpcorigin", "v"));
    let owned = format!("<ResourceArn>{}</ResourceArn>", arn("vpcorigin", "v"));
    let script = Script::new([
        origin(),
        xml("PutResourcePolicyResult", &owned),
        xml("GetResourcePolicyResult", format!("{owned}<PolicyDocument>{{}}</PolicyDocument>")),
        origin(),
    ]);
    let cloudfront = cloudfront(&script);
    let origin = cloudfront.vpc_origin("v");
    let policy = origin.resource_policy().await.unwrap().unwrap();
    assert_eq!(policy.put().with(|r| r.policy_document("{}")).await.unwrap(), Some(policy.clone()));
    let body = script.request(1).body;
    assert!(body.contains(&owned), "{body}");
    assert_eq!(policy.data().await.unwrap().policy_document(), Some("{}"));
    let deleted = origin.delete().with(|r| r.if_match("e")).await.unwrap();
    assert_eq!(deleted, Some(origin));
    assert_eq!(script.request(3).headers["if-match"], "e");
}
