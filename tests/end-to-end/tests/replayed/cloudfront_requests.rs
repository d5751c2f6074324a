//! What CloudFront is sent by the calls that the fake AWS lacks: which resource they are about.

use aws_resources::cloudfront::CloudFront;
use aws_sdk_cloudfront::types::{ConnectionMode, DistributionResourceId};
use end_to_end::script::{Answer, Script, session};

const OWNED: &str = "arn:aws:cloudfront::123456789012:vpcorigin/vo_1";

/// Any answer: here it doesn't matter.
fn script() -> Script {
    Script::by(|_| Answer::http(200, "text/xml", "<Any/>"))
}

/// Makes each call, and looks at the method and path that it sent, and at a part of the body.
macro_rules! each_sends {
    ($script:ident, $($call:expr => $what:literal $(with $body:expr)?),+ $(,)?) => {$(
        _ = $call.await;
        let sent = $script.request($script.count() - 1);
        assert_eq!(sent.operation().replacen("/2020-05-31", "", 1), $what);
        $(assert!(sent.body.contains($body), "{}", sent.body);)?
    )+};
}

#[tokio::test]
async fn policies_name_themselves() {
    let script = script();
    let cloudfront = CloudFront::new(&session(&script));
    let cache = cloudfront.cache_policy("p");
    let request = cloudfront.origin_request_policy("p");
    let headers = cloudfront.response_headers_policy("p");
    let staging = cloudfront.continuous_deployment_policy("p");
    each_sends!(script,
        cache.data() => "GET /cache-policy/p",
        cache.get_config() => "GET /cache-policy/p/config",
        cache.update() => "PUT /cache-policy/p",
        cache.delete().with(|r| r.if_match("e")) => "DELETE /cache-policy/p",
        request.data() => "GET /origin-request-policy/p",
        request.get_config() => "GET /origin-request-policy/p/config",
        request.update() => "PUT /origin-request-policy/p",
        request.delete() => "DELETE /origin-request-policy/p",
        request.distributions().try_collect() => "GET /distributionsByOriginRequestPolicyId/p",
        headers.data() => "GET /response-headers-policy/p",
        headers.get_config() => "GET /response-headers-policy/p/config",
        headers.update() => "PUT /response-headers-policy/p",
        headers.delete() => "DELETE /response-headers-policy/p",
        headers.distributions().try_collect() => "GET /distributionsByResponseHeadersPolicyId/p",
        staging.data() => "GET /continuous-deployment-policy/p",
        staging.get_config() => "GET /continuous-deployment-policy/p/config",
        staging.update() => "PUT /continuous-deployment-policy/p",
        staging.delete() => "DELETE /continuous-deployment-policy/p",
    );
    assert_eq!(script.request(3).headers["if-match"], "e");
}

#[tokio::test]
async fn keys_and_identities_name_themselves() {
    let script = script();
    let cloudfront = CloudFront::new(&session(&script));
    let (key, group) = (cloudfront.public_key("k"), cloudfront.key_group("g"));
    let field = cloudfront.field_level_encryption_config("f");
    let profile = cloudfront.field_level_encryption_profile("p");
    let identity = cloudfront.cloud_front_origin_access_identity("i");
    each_sends!(script,
        key.get_config() => "GET /public-key/k/config",
        key.update() => "PUT /public-key/k/config",
        group.get_config() => "GET /key-group/g/config",
        group.update() => "PUT /key-group/g",
        group.delete() => "DELETE /key-group/g",
        group.distributions().try_collect() => "GET /distributionsByKeyGroupId/g",
        field.data() => "GET /field-level-encryption/f",
        field.get_config() => "GET /field-level-encryption/f/config",
        field.update() => "PUT /field-level-encryption/f/config",
        field.delete() => "DELETE /field-level-encryption/f",
        profile.data() => "GET /field-level-encryption-profile/p",
        profile.get_config() => "GET /field-level-encryption-profile/p/config",
        profile.update() => "PUT /field-level-encryption-profile/p/config",
        profile.delete() => "DELETE /field-level-encryption-profile/p",
        identity.data() => "GET /origin-access-identity/cloudfront/i",
        identity.get_config() => "GET /origin-access-identity/cloudfront/i/config",
        identity.update() => "PUT /origin-access-identity/cloudfront/i/config",
        identity.delete() => "DELETE /origin-access-identity/cloudfront/i",
        cloudfront.origin_access_control("o").get_config() => "GET /origin-access-control/o/config",
    );
}

#[tokio::test]
async fn distributions_and_tenants_name_themselves() {
    let script = script();
    let cloudfront = CloudFront::new(&session(&script));
    let distribution = cloudfront.distribution("d");
    let tenant = cloudfront.distribution_tenant("t");
    let streaming = cloudfront.streaming_distribution("s");
    let target = DistributionResourceId::builder().distribution_id("other").build();
    each_sends!(script,
        distribution.associate_alias().with(|r| r.alias("www.example")) => "PUT /distribution/d/associate-alias",
        distribution.associate_web_acl().with(|r| r.web_acl_arn("acl")) => "PUT /distribution/d/associate-web-acl"
            with "<WebACLArn>acl</WebACLArn>",
        distribution.disassociate_web_acl() => "PUT /distribution/d/disassociate-web-acl",
        distribution.copy().with(|r| r.caller_reference("c")) => "POST /distribution/d/copy"
            with "<CallerReference>c</CallerReference>",
        distribution.update_with_staging_config() => "PUT /distribution/d/promote-staging-config",
        distribution.monitoring_subscription().delete() => "DELETE /distributions/d/monitoring-subscription",
        distribution.create_tenant() => "POST /distribution-tenant" with "<DistributionId>d</DistributionId>",
        distribution.distribution_tenants().try_collect() => "POST /distribution-tenants"
            with "<AssociationFilter><DistributionId>d</DistributionId></AssociationFilter>",
        distribution.update_domain_association() => "POST /domain-association"
            with "<TargetResource><DistributionId>d</DistributionId></TargetResource>",
        distribution.update_domain_association().with(|r| r.target_resource(target)) => "POST /domain-association"
            with "<DistributionId>other</DistributionId>",
        tenant.associate_web_acl() => "PUT /distribution-tenant/t/associate-web-acl",
        tenant.disassociate_web_acl() => "PUT /distribution-tenant/t/disassociate-web-acl",
        tenant.update() => "PUT /distribution-tenant/t",
        tenant.delete().with(|r| r.if_match("e")) => "DELETE /distribution-tenant/t",
        tenant.update_domain_association() => "POST /domain-association"
            with "<TargetResource><DistributionTenantId>t</DistributionTenantId></TargetResource>",
        tenant.domain_conflicts().try_collect() => "POST /domain-conflicts"
            with "<DistributionTenantId>t</DistributionTenantId>",
        streaming.get_config() => "GET /streaming-distribution/s/config",
        streaming.update() => "PUT /streaming-distribution/s/config",
        streaming.delete() => "DELETE /streaming-distribution/s",
    );
    assert_eq!(script.request(0).query()["Alias"], "www.example");
}

#[tokio::test]
async fn functions_name_their_stage() {
    let script = script();
    let cloudfront = CloudFront::new(&session(&script));
    let (function, connection) = (cloudfront.function("f"), cloudfront.connection_function("c"));
    each_sends!(script,
        function.update() => "PUT /function/f",
        function.test() => "POST /function/f/test" with "<Stage>DEVELOPMENT</Stage>",
        function.live().test() => "POST /function/f/test" with "<Stage>LIVE</Stage>",
        connection.update() => "PUT /connection-function/c",
        connection.delete() => "DELETE /connection-function/c",
        connection.test() => "POST /connection-function/c/test" with "<Stage>DEVELOPMENT</Stage>",
        connection.live().test() => "POST /connection-function/c/test" with "<Stage>LIVE</Stage>",
        cloudfront.live_connection_functions().try_collect() => "POST /connection-functions"
            with "<Stage>LIVE</Stage>",
        connection.data() => "GET /connection-function/c/describe",
        connection.live().data() => "GET /connection-function/c/describe",
        connection.get() => "GET /connection-function/c",
    );
    let stages = [8, 9, 10].map(|index| script.request(index).query()["Stage"].clone());
    assert_eq!(stages, ["DEVELOPMENT", "LIVE", "DEVELOPMENT"]);
}

#[tokio::test]
async fn the_rest_name_themselves() {
    let script = script();
    let cloudfront = CloudFront::new(&session(&script));
    let (list, group) = (cloudfront.anycast_ip_list("a"), cloudfront.connection_group("g"));
    let (store, origin) = (cloudfront.trust_store("s"), cloudfront.vpc_origin("v"));
    let (logs, policy) = (cloudfront.realtime_log_config("l"), cloudfront.resource_policy(OWNED));
    each_sends!(script,
        list.update() => "PUT /anycast-ip-list/a",
        list.delete() => "DELETE /anycast-ip-list/a",
        list.connection_groups().try_collect() => "POST /connection-groups"
            with "<AssociationFilter><AnycastIpListId>a</AnycastIpListId></AssociationFilter>",
        group.update() => "PUT /connection-group/g",
        group.delete() => "DELETE /connection-group/g",
        group.distribution_tenants().try_collect() => "POST /distribution-tenants"
            with "<AssociationFilter><ConnectionGroupId>g</ConnectionGroupId></AssociationFilter>",
        store.update() => "PUT /trust-store/s",
        store.delete() => "DELETE /trust-store/s",
        origin.update() => "PUT /vpc-origin/v",
        origin.distributions().try_collect() => "GET /distributionsByVpcOriginId/v",
        logs.update() => "PUT /realtime-log-config" with "<Name>l</Name>",
        logs.delete() => "POST /delete-realtime-log-config" with "<Name>l</Name>",
        policy.delete() => "POST /delete-resource-policy" with &format!("<ResourceArn>{OWNED}</ResourceArn>"),
        cloudfront.distributions_by_web_acl_id().filter(|r| r.web_acl_id("acl")).try_collect()
            => "GET /distributionsByWebACLId/acl",
        cloudfront
            .distributions_by_connection_mode()
            .filter(|r| r.connection_mode(ConnectionMode::TenantOnly))
            .try_collect() => "GET /distributionsByConnectionMode/tenant-only",
        cloudfront.create_streaming_distribution() => "POST /streaming-distribution",
        cloudfront.create_streaming_distribution_with_tags() => "POST /streaming-distribution",
    );
}
