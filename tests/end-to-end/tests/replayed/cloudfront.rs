//! What the fake AWS lacks: policies, distribution tenants, what is found by what it uses, and published functions.

use std::fmt::Display;

use aws_resources::cloudfront::CloudFront;
use end_to_end::{
    answers::caller,
    script::{Answer, Script, session},
    waiters::seconds,
};
use tokio::time::Instant;

pub(super) fn xml(root: &str, inner: impl Display) -> Answer {
    let body = format!("<{root} xmlns=\"http://cloudfront.amazonaws.com/doc/2020-05-31/\">{inner}</{root}>");
    Answer::http(200, "text/xml", body)
}

pub(super) fn error(status: u16, code: &str) -> Answer {
    let body = format!("<ErrorResponse><Error><Code>{code}</Code><Message>{code}</Message></Error></ErrorResponse>");
    Answer::http(status, "text/xml", body)
}

pub(super) fn cloudfront(script: &Script) -> CloudFront {
    CloudFront::new(&session(script))
}

fn policy(id: &str) -> String {
    format!(
        "<CachePolicySummary><Type>custom</Type><CachePolicy><Id>{id}</Id><CachePolicyConfig><Name>name-{id}</Name>\
         </CachePolicyConfig></CachePolicy></CachePolicySummary>"
    )
}

#[tokio::test]
async fn policies_are_listed_with_their_data() {
    let page = |ids: &[&str], next: &str| {
        let items: String = ids.iter().map(|id| policy(id)).collect();
        xml("CachePolicyList", format!("<MaxItems>2</MaxItems><Quantity>1</Quantity>{next}<Items>{items}</Items>"))
    };
    let script =
        Script::new([page(&["a", "b"], "<NextMarker>m</NextMarker>"), page(&["c"], ""), caller("123456789012")]);
    let cloudfront = cloudfront(&script);
    let policies = cloudfront.cache_policies().page_size(2).try_collect().await.unwrap();
    let names = policies.iter().map(|p| p.loaded().unwrap().cache_policy_config().unwrap().name().to_owned());
    assert_eq!(names.collect::<Vec<_>>(), ["name-a", "name-b", "name-c"]);
    let sent = script.request(1).query();
    assert_eq!((sent["Marker"].as_str(), sent["MaxItems"].as_str()), ("m", "2"));

    let ours = |arn: aws_resources::Arn| arn.as_str().replace("arn:aws:cloudfront::123456789012:", "");
    let built = [
        ours(policies[0].arn().await.unwrap()),
        ours(cloudfront.origin_request_policy("x").arn().await.unwrap()),
        ours(cloudfront.response_headers_policy("x").arn().await.unwrap()),
        ours(cloudfront.continuous_deployment_policy("x").arn().await.unwrap()),
        ours(cloudfront.field_level_encryption_config("x").arn().await.unwrap()),
        ours(cloudfront.field_level_encryption_profile("x").arn().await.unwrap()),
        ours(cloudfront.origin_access_control("x").arn().await.unwrap()),
        ours(cloudfront.cloud_front_origin_access_identity("x").arn().await.unwrap()),
    ];
    let expected = [
        "cache-policy/a",
        "origin-request-policy/x",
        "response-headers-policy/x",
        "continuous-deployment-policy/x",
        "field-level-encryption-config/x",
        "field-level-encryption-profile/x",
        "origin-access-control/x",
        "origin-access-identity/x",
    ];
    assert_eq!(built, expected);
}

#[tokio::test]
async fn distributions_are_found_by_what_they_use() {
    let page = |ids: &str, more: bool| {
        let next = if more { "<NextMarker>m</NextMarker>" } else { "" };
        let ids: String = ids.chars().map(|id| format!("<DistributionId>{id}</DistributionId>")).collect();
        xml(
            "DistributionIdList",
            format!("<Marker></Marker>{next}<IsTruncated>{more}</IsTruncated><Items>{ids}</Items>"),
        )
    };
    let script = Script::new([page("ab", true), page("c", false)]);
    let found = cloudfront(&script).cache_policy("p").distributions().try_collect().await.unwrap();
    assert_eq!(found.iter().map(|one| one.id().to_owned()).collect::<Vec<_>>(), ["a", "b", "c"]);
    assert!(found[0].loaded().is_none() && found[0].summary().is_none());
    assert_eq!(script.request(0).path(), "/2020-05-31/distributionsByCachePolicyId/p");
    assert_eq!(script.request(1).query()["Marker"], "m");
}

#[tokio::test]
async fn a_distribution_refers_to_what_it_uses() {
    let origin = |identity: &str| {
        format!(
            "<Origin><Id>o</Id><OriginAccessControlId></OriginAccessControlId><S3OriginConfig>\
             <OriginAccessIdentity>{identity}</OriginAccessIdentity></S3OriginConfig>\
             <VpcOriginConfig><VpcOriginId>vo_1</VpcOriginId></VpcOriginConfig></Origin>"
        )
    };
    let origins = origin("origin-access-identity/cloudfront/E1") + &origin("");
    let behavior = "<FunctionAssociations><Items><FunctionAssociation><FunctionARN>\
                    arn:aws:cloudfront::123456789012:function/rewrite</FunctionARN></FunctionAssociation></Items>\
                    </FunctionAssociations><RealtimeLogConfigArn>\
                    arn:aws:cloudfront::123456789012:realtime-log-config/logs</RealtimeLogConfigArn>\
                    <CachePolicyId>p1</CachePolicyId><FieldLevelEncryptionId></FieldLevelEncryptionId>\
                    <TrustedKeyGroups><Enabled>true</Enabled><Items><KeyGroup>k\
                    </KeyGroup></Items></TrustedKeyGroups>";
    let others = "<CacheBehavior><CachePolicyId>p2</CachePolicyId></CacheBehavior><CacheBehavior></CacheBehavior>";
    let answer = xml(
        "Distribution",
        format!(
            "<Id>d</Id><DistributionConfig><Origins><Items>{origins}</Items></Origins><DefaultCacheBehavior>{behavior}\
             </DefaultCacheBehavior><CacheBehaviors><Items>{others}</Items></CacheBehaviors>\
             <ContinuousDeploymentPolicyId></ContinuousDeploymentPolicyId></DistributionConfig>"
        ),
    );
    let script = Script::new([answer]);
    let cloudfront = cloudfront(&script);
    let distribution = cloudfront.distribution("d");
    let identities = distribution.origin_access_identities().await.unwrap();
    assert_eq!(identities, [cloudfront.cloud_front_origin_access_identity("E1")], "the other origin has none");
    assert_eq!(identities[0], cloudfront.cloud_front_origin_access_identity("origin-access-identity/cloudfront/E1"));
    assert_eq!(distribution.vpc_origins().await.unwrap().len(), 2);
    assert_eq!(distribution.functions().await.unwrap(), [cloudfront.live_function("rewrite")]);
    assert_eq!(distribution.realtime_log_config().await.unwrap(), Some(cloudfront.realtime_log_config("logs")));
    assert_eq!(distribution.cache_policy().await.unwrap(), Some(cloudfront.cache_policy("p1")));
    assert_eq!(distribution.cache_behavior_cache_policies().await.unwrap(), [cloudfront.cache_policy("p2")]);
    assert_eq!(distribution.key_groups().await.unwrap(), [cloudfront.key_group("k")]);
    // AWS writes an empty text where there is none.
    assert_eq!(distribution.continuous_deployment_policy().await.unwrap(), None);
    assert_eq!(distribution.field_level_encryption_config().await.unwrap(), None);
    assert_eq!(distribution.origin_access_controls().await.unwrap(), []);
}

#[tokio::test]
async fn functions_have_two_stages() {
    let summary = |stage: &str, comment: &str| {
        format!(
            "<Name>rewrite</Name><FunctionConfig><Comment>{comment}</Comment></FunctionConfig><FunctionMetadata>\
             <FunctionARN>arn:aws:cloudfront::123456789012:function/rewrite</FunctionARN><Stage>{stage}</Stage>\
             </FunctionMetadata>"
        )
    };
    let list = |stage: &str| {
        let items = format!("<FunctionSummary>{}</FunctionSummary>", summary(stage, "listed"));
        xml("FunctionList", format!("<Items>{items}</Items>"))
    };
    let script = Script::new([
        list("DEVELOPMENT"),
        list("LIVE"),
        xml("FunctionSummary", summary("DEVELOPMENT", "new")),
        xml("FunctionSummary", summary("LIVE", "published")),
        error(404, "NoSuchFunctionExists"),
    ]);
    let cloudfront = cloudfront(&script);
    let function = cloudfront.functions().first().await.unwrap().unwrap();
    let live = cloudfront.live_functions().first().await.unwrap().unwrap();
    assert_eq!(script.request(0).query()["Stage"], "DEVELOPMENT");
    assert_eq!(script.request(1).query()["Stage"], "LIVE");
    assert_eq!(live, function.live());
    assert_eq!(function.reload().await.unwrap().function_config().unwrap().comment(), "new");
    assert_eq!(script.request(2).query()["Stage"], "DEVELOPMENT");

    let publish = function.publish().with(|r| r.if_match("etag")).await.unwrap().unwrap();
    assert_eq!(publish, live);
    assert_eq!(publish.loaded().unwrap().function_config().unwrap().comment(), "published");
    assert_eq!(script.request(3).headers["if-match"], "etag");
    assert_eq!(publish.arn().await.unwrap().resource(), "function/rewrite");
    assert!(live.reload().await.unwrap_err().is_not_found());
    assert_eq!(script.request(4).query()["Stage"], "LIVE");
}

#[tokio::test(start_paused = true)]
async fn a_tenant_has_invalidations() {
    let tenant = |status: &str| {
        xml(
            "DistributionTenant",
            format!(
                "<Id>dt_1</Id><DistributionId>d</DistributionId><Status>{status}</Status>\
                 <Arn>arn:aws:cloudfront::123456789012:distribution-tenant/dt_1</Arn>"
            ),
        )
    };
    let invalidation = |status: &str| xml("Invalidation", format!("<Id>i</Id><Status>{status}</Status>"));
    let list = "<Marker></Marker><IsTruncated>false</IsTruncated><Items><InvalidationSummary><Id>i</Id>\
                <Status>InProgress</Status></InvalidationSummary></Items>";
    let script = Script::new([
        tenant("InProgress"),
        tenant("Deployed"),
        tenant("Deployed"),
        xml("InvalidationList", list),
        invalidation("InProgress"),
        invalidation("Completed"),
        error(404, "NoSuchInvalidation"),
    ]);
    let cloudfront = cloudfront(&script);
    let tenant = cloudfront.distribution_tenant("dt_1");
    let started = Instant::now();
    tenant.wait_until_deployed().await.unwrap();
    assert_eq!(started.elapsed().as_secs(), 30);
    assert_eq!(tenant.distribution().await.unwrap(), Some(cloudfront.distribution("d")));
    assert_eq!(tenant.arn().await.unwrap().as_str(), "arn:aws:cloudfront::123456789012:distribution-tenant/dt_1");

    let listed = tenant.invalidations().try_collect().await.unwrap();
    assert_eq!(listed, [tenant.invalidation("i")]);
    assert_eq!(listed[0].summary().unwrap().status(), "InProgress");
    listed[0].wait_until_completed().await.unwrap();
    assert!(listed[0].data().await.unwrap_err().is_not_found());
    assert!(script.request(6).path().ends_with("/dt_1/invalidation/i"), "{}", script.request(6).path());
    assert_eq!(listed[0].distribution_tenant(), tenant);
}

#[tokio::test(start_paused = true)]
async fn a_trust_store_becomes_active_or_fails() {
    let store = |status: &str| {
        let arn = "arn:aws:cloudfront::123456789012:trust-store/ts_1";
        xml("TrustStore", format!("<Id>ts_1</Id><Arn>{arn}</Arn><Status>{status}</Status>"))
    };
    let script = Script::new([store("pending"), store("active"), store("failed")]);
    let store = cloudfront(&script).trust_store("ts_1");
    store.wait_until_active().await.unwrap();
    store.wait_until_active().await.unwrap_err();
    assert_eq!(script.count(), 3);
}

#[tokio::test(start_paused = true)]
async fn the_other_waiters_know_their_states() {
    let one = |root: &str, state: &str| xml(root, format!("<Id>i</Id><Status>{state}</Status>"));
    let both = |root: &str, states: [&str; 2]| states.map(|state| one(root, state));
    let list = both("AnycastIpList", ["Deploying", "Deployed"]);
    assert_eq!(seconds(cloudfront, list, |c| c.anycast_ip_list("i").wait_until_deployed()).await, Some(30));
    let list = both("AnycastIpList", ["Deploying", "Failed"]);
    assert_eq!(seconds(cloudfront, list, |c| c.anycast_ip_list("i").wait_until_deployed()).await, None);
    let group = both("ConnectionGroup", ["InProgress", "Deployed"]);
    assert_eq!(seconds(cloudfront, group, |c| c.connection_group("i").wait_until_deployed()).await, Some(30));
    let origin = both("VpcOrigin", ["Deploying", "Deployed"]);
    assert_eq!(seconds(cloudfront, origin, |c| c.vpc_origin("i").wait_until_deployed()).await, Some(30));
    let streaming = both("StreamingDistribution", ["InProgress", "Deployed"]);
    assert_eq!(seconds(cloudfront, streaming, |c| c.streaming_distribution("i").wait_until_deployed()).await, Some(60));
    let invalidation = both("Invalidation", ["InProgress", "Completed"]);
    assert_eq!(seconds(cloudfront, invalidation, |c| c.invalidation("d", "i").wait_until_completed()).await, Some(20));
}
