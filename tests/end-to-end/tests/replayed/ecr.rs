//! Cache rules, creation templates, exclusions, layers, referrers, findings of Amazon Inspector, signatures, previews,
//! settings, backfills, and images that stay.

use std::slice;

use aws_resources::{ErrorKind, ecr::Ecr, prelude::*};
use aws_sdk_ecr::types::{
    ImageStatus, LifecyclePolicyPreviewStatus, RctAppliedFor, ReplicationDestination, ReplicationStatus,
    SigningConfiguration, SigningRule, SigningStatus, TargetStorageClass,
};
use end_to_end::{
    answers::{json, json_error},
    exercised,
    script::{Answer, Script, session},
};
use serde_json::json;

fn error(code: &str) -> Answer {
    json_error(code, "so it is")
}

fn ecr(script: &Script) -> Ecr {
    Ecr::new(&session(script))
}

#[tokio::test]
async fn a_cache_rule_lives_and_dies() {
    let rule = json!({"ecrRepositoryPrefix": "quay", "upstreamRegistryUrl": "quay.io"});
    let valid = json!({"ecrRepositoryPrefix": "quay", "isValid": true});
    let listed = json!({"pullThroughCacheRules": [rule.clone()]});
    let script = Script::new([
        json(rule.clone()),
        json(listed.clone()),
        json(valid),
        json(rule),
        error("PullThroughCacheRuleNotFoundException"),
    ]);
    let ecr = ecr(&script);
    let made = ecr.create_pull_through_cache_rule().with(|r| r.ecr_repository_prefix("quay")).await;
    let quay = made.unwrap().unwrap();
    assert_eq!(ecr.pull_through_cache_rules().try_collect().await.unwrap(), slice::from_ref(&quay));
    assert!(quay.validate().await.unwrap().is_valid());
    quay.delete().await.unwrap();
    assert!(quay.data().await.unwrap_err().is_not_found());
    assert_eq!(script.request(4).json(), json!({"ecrRepositoryPrefixes": ["quay"]}));
}

/// The SDK has no paginator for exclusions, which AWS lists by their ARNs alone.
#[tokio::test]
async fn exclusions_are_listed_to_the_end() {
    let arn = |name: &str| format!("arn:aws:iam::111122223333:role/{name}");
    let first = json!({"pullTimeUpdateExclusions": [arn("scanner")], "nextToken": "more"});
    let second = json!({"pullTimeUpdateExclusions": [arn("mirror")]});
    let script = Script::new([json(first), json(second), json(json!({"principalArn": arn("scanner")}))]);
    let listed = ecr(&script).pull_time_update_exclusions().page_size(1).try_collect().await.unwrap();
    assert_eq!(listed.iter().map(|it| it.principal_arn()).collect::<Vec<_>>(), [arn("scanner"), arn("mirror")]);
    assert_eq!(script.request(1).json(), json!({"maxResults": 1, "nextToken": "more"}));
    listed[0].deregister().await.unwrap();
    assert_eq!(script.request(2).json(), json!({"principalArn": arn("scanner")}));
}

/// AWS answers without an error that an image can't be deleted.
#[tokio::test]
async fn a_batch_says_which_images_stay() {
    let image = |digest: &str| json!({"repositoryName": "shop", "imageDigest": digest});
    let failure = json!({
        "imageId": {"imageDigest": "sha256:2"}, "failureCode": "ImageReferencedByManifestList", "failureReason": "another image refers to it",
    });
    let answer = json!({"imageIds": [{"imageDigest": "sha256:1"}], "failures": [failure]});
    let script = Script::new([json(json!({"imageDetails": [image("sha256:1"), image("sha256:2")]})), json(answer)]);
    let report = ecr(&script).repository("shop").images().delete().await;
    let failed: Vec<_> = report.failed().collect();
    assert_eq!((report.items().len(), failed.len()), (2, 1), "{report:?}");
    assert_eq!(failed[0].resource().digest(), "sha256:2");
    let why = failed[0].result().unwrap_err();
    assert_eq!(why.code(), Some("ImageReferencedByManifestList"));
    assert!(why.to_string().contains("another image refers to it"), "{why}");
    let sent = json!([{"imageDigest": "sha256:1"}, {"imageDigest": "sha256:2"}]);
    assert_eq!(script.request(1).json(), json!({"repositoryName": "shop", "imageIds": sent}));
}

#[tokio::test]
async fn an_image_has_referrers_and_findings() {
    let finding = "arn:aws:inspector2:eu-west-1:111122223333:finding/7";
    let signature = json!({"digest": "sha256:9", "mediaType": "application/vnd.oci.image.manifest.v1+json", "size": 7});
    let found = json!({"imageScanFindings": {"enhancedFindings": [{"findingArn": finding, "severity": "HIGH"}]}});
    let script = Script::new([
        json(json!({"referrers": [signature.clone()], "nextToken": "more"})),
        json(json!({"referrers": []})),
        json(found.clone()),
        json(found),
    ]);
    let image = ecr(&script).repository("shop").image("sha256:1");
    let referrers = image.referrers().try_collect().await.unwrap();
    assert_eq!(referrers, [image.repository().image("sha256:9")]);
    let subject = json!({"repositoryName": "shop", "subjectId": {"imageDigest": "sha256:1"}});
    assert_eq!(script.request(0).json(), subject);
    assert_eq!(script.request(1).json()["nextToken"], "more");
    let findings = image.enhanced_scan_findings().try_collect().await.unwrap();
    exercised::arn("ecr.EnhancedImageScanFinding", &findings[0].arn().await.unwrap(), Some(finding));
    let missing = ecr(&script).enhanced_image_scan_finding("shop", "sha256:1", "another").data().await.unwrap_err();
    assert!(missing.is_not_found(), "{missing}");
}

#[tokio::test]
async fn a_layer_is_uploaded() {
    let layer = json!({"layerDigest": "sha256:3", "layerAvailability": "AVAILABLE", "layerSize": 7});
    let missing = json!({"layers": [], "failures": [{"layerDigest": "sha256:3", "failureCode": "MissingLayerDigest"}]});
    let script = Script::new([
        json(json!({"uploadId": "u-1", "partSize": 10_485_760})),
        json(json!({"repositoryName": "shop", "uploadId": "u-1", "layerDigest": "sha256:3"})),
        json(json!({"layers": [layer]})),
        json(missing),
        json(json!({"layers": [{"layerDigest": "sha256:3", "layerAvailability": "UNAVAILABLE"}]})),
    ]);
    let upload = ecr(&script).repository("shop").initiate_layer_upload().await.unwrap().unwrap();
    assert_eq!((upload.repository_name(), upload.id()), ("shop", "u-1"));
    let layer = upload.complete().with(|r| r.layer_digests("sha256:3")).await.unwrap().unwrap();
    assert_eq!(
        script.request(1).json(),
        json!({"repositoryName": "shop", "uploadId": "u-1", "layerDigests": ["sha256:3"]})
    );
    assert_eq!(layer.data().await.unwrap().layer_size(), Some(7));
    assert!(layer.reload().await.unwrap_err().is_not_found());
    assert!(layer.reload().await.unwrap_err().is_not_found());
}

#[tokio::test(start_paused = true)]
async fn a_backfill_that_is_stopped_fails_its_waiter() {
    let state = |status: &str| json(json!({"replicationBackfillId": "b-1", "status": status, "results": []}));
    let script = Script::new([state("IN_PROGRESS"), state("COMPLETE"), state("STOPPED")]);
    let backfill = ecr(&script).replication_backfill("b-1");
    backfill.wait_until_completed().await.unwrap();
    assert_eq!(backfill.wait_until_completed().await.unwrap_err().kind(), ErrorKind::WaiterFailed);
}

#[tokio::test]
async fn a_creation_template_lives_and_dies() {
    let template = |about: &str| json!({"prefix": "web", "description": about, "appliedFor": ["CREATE_ON_PUSH"]});
    let page = |prefix: &str, next: Option<&str>| {
        json(json!({"repositoryCreationTemplates": [{"prefix": prefix}], "nextToken": next}))
    };
    let script = Script::new([
        json(json!({"repositoryCreationTemplate": template("one")})),
        page("jobs", Some("more")),
        page("web", None),
        json(json!({"repositoryCreationTemplate": template("two")})),
        json(json!({"repositoryCreationTemplates": [template("two")]})),
        json(json!({"repositoryCreationTemplate": template("two")})),
        error("TemplateNotFoundException"),
    ]);
    let ecr = ecr(&script);
    let create = ecr.create_repository_creation_template();
    let made = create.with(|r| r.prefix("web").description("one").applied_for(RctAppliedFor::CreateOnPush)).await;
    let web = made.unwrap().expect("the answer has its prefix");
    assert_eq!(web.loaded().unwrap().description(), Some("one"));
    let listed = ecr.repository_creation_templates().page_size(1).try_collect().await.unwrap();
    assert_eq!(listed, [ecr.repository_creation_template("jobs"), web.clone()]);
    assert_eq!(script.request(2).json(), json!({"maxResults": 1, "nextToken": "more"}));
    let updated = web.update().with(|r| r.description("two")).await.unwrap().unwrap();
    assert_eq!(updated.loaded().unwrap().description(), Some("two"));
    assert_eq!(script.request(3).json(), json!({"prefix": "web", "description": "two"}));
    assert_eq!(web.data().await.unwrap().applied_for(), [RctAppliedFor::CreateOnPush]);
    assert_eq!(script.request(4).json(), json!({"prefixes": ["web"]}));
    assert_eq!(web.delete().await.unwrap(), Some(web.clone()));
    assert!(web.data().await.unwrap_err().is_not_found());
}

/// A preview of rules that aren't put shows what they would do.
#[tokio::test(start_paused = true)]
async fn a_preview_shows_the_images_that_would_go() {
    let text = r#"{"rules": []}"#;
    let preview = |status: &str, digest: Option<&str>, next: Option<&str>| {
        let results: Vec<_> = digest.iter().map(|it| json!({"imageDigest": it, "appliedRulePriority": 1})).collect();
        json(json!({
            "repositoryName": "shop", "lifecyclePolicyText": text, "status": status, "previewResults": results,
            "nextToken": next,
        }))
    };
    let script = Script::new([
        json(json!({"repositoryName": "shop", "lifecyclePolicyText": text, "status": "IN_PROGRESS"})),
        preview("IN_PROGRESS", None, None),
        preview("COMPLETE", None, None),
        preview("FAILED", None, None),
        preview("COMPLETE", Some("sha256:1"), Some("more")),
        preview("COMPLETE", Some("sha256:2"), None),
        preview("COMPLETE", None, None),
        error("LifecyclePolicyPreviewNotFoundException"),
    ]);
    let shop = ecr(&script).repository("shop");
    let preview = shop.lifecycle_policy().start_preview().with(|r| r.lifecycle_policy_text(text)).await.unwrap();
    assert_eq!(preview, shop.lifecycle_policy().preview());
    assert_eq!(script.request(0).json(), json!({"repositoryName": "shop", "lifecyclePolicyText": text}));
    preview.wait_until_complete().await.unwrap();
    assert_eq!(preview.wait_until_complete().await.unwrap_err().kind(), ErrorKind::WaiterFailed);
    let images = preview.images().page_size(1).try_collect().await.unwrap();
    assert_eq!(images, [shop.image("sha256:1"), shop.image("sha256:2")]);
    assert_eq!(script.request(5).json(), json!({"repositoryName": "shop", "maxResults": 1, "nextToken": "more"}));
    assert_eq!(preview.data().await.unwrap().status(), Some(&LifecyclePolicyPreviewStatus::Complete));
    assert!(preview.reload().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn an_image_is_copied_signed_and_archived() {
    let profile = "arn:aws:signer:eu-west-1:111122223333:/signing-profiles/shop";
    let about = json!({"repositoryName": "shop", "imageId": {"imageDigest": "sha256:1"}});
    let copies = json!({"replicationStatuses": [{"region": "us-east-1", "status": "COMPLETE"}]});
    let signatures = json!({"signingStatuses": [{"signingProfileArn": profile, "status": "FAILED"}]});
    let url = "https://prod-eu-west-1-starport-layer-bucket.s3.eu-west-1.amazonaws.com/1";
    let script = Script::new([
        json(copies),
        json(signatures),
        json(json!({"repositoryName": "shop", "imageStatus": "ARCHIVED"})),
        json(json!({"downloadUrl": url, "layerDigest": "sha256:3"})),
    ]);
    let shop = ecr(&script).repository("shop");
    let image = shop.image("sha256:1");
    let copies = image.describe_replication_status().await.unwrap();
    assert_eq!((copies[0].region(), copies[0].status()), (Some("us-east-1"), Some(&ReplicationStatus::Complete)));
    let signatures = image.describe_signing_status().await.unwrap();
    assert_eq!(signatures[0].status(), Some(&SigningStatus::Failed));
    assert_eq!((script.request(0).json(), script.request(1).json()), (about.clone(), about.clone()));
    let archive = image.update_storage_class().with(|r| r.target_storage_class(TargetStorageClass::Archive));
    assert_eq!(archive.await.unwrap().image_status(), Some(&ImageStatus::Archived));
    let mut sent = about;
    sent["targetStorageClass"] = json!("ARCHIVE");
    assert_eq!(script.request(2).json(), sent);
    let found = shop.layer("sha256:3").get_download_url().await.unwrap();
    assert_eq!(found.download_url(), Some(url));
    assert_eq!(script.request(3).json(), json!({"repositoryName": "shop", "layerDigest": "sha256:3"}));
}

#[tokio::test]
async fn a_registry_signs_and_has_settings() {
    let profile = "arn:aws:signer:eu-west-1:111122223333:/signing-profiles/shop";
    let signed = || json(json!({"signingConfiguration": {"rules": [{"signingProfileArn": profile}]}}));
    let basic = |value: &str| json(json!({"name": "BASIC_SCAN_TYPE_VERSION", "value": value}));
    let script = Script::new([
        signed(),
        signed(),
        signed(),
        error("SigningConfigurationNotFoundException"),
        basic("AWS_NATIVE"),
        basic("AWS_NATIVE"),
        basic("CLAIR"),
    ]);
    let ecr = ecr(&script);
    let signing = ecr.registry().signing_configuration();
    let rule = SigningRule::builder().signing_profile_arn(profile).build().unwrap();
    let rules = SigningConfiguration::builder().rules(rule).build().unwrap();
    let put = signing.put().with(|r| r.signing_configuration(rules)).await.unwrap();
    assert_eq!(put.loaded().unwrap().rules()[0].signing_profile_arn(), profile);
    let sent = json!({"signingConfiguration": {"rules": [{"signingProfileArn": profile}]}});
    assert_eq!(script.request(0).json(), sent);
    assert_eq!(signing.data().await.unwrap().rules().len(), 1);
    signing.delete().await.unwrap();
    assert!(signing.data().await.unwrap_err().is_not_found());

    let put = ecr.put_account_setting().with(|r| r.name("BASIC_SCAN_TYPE_VERSION").value("AWS_NATIVE")).await.unwrap();
    let setting = put.expect("the answer has its name");
    assert_eq!(setting.data().await.unwrap().value(), Some("AWS_NATIVE"));
    assert_eq!(setting.put().with(|r| r.value("CLAIR")).await.unwrap(), Some(setting));
    assert_eq!(script.request(6).json(), json!({"name": "BASIC_SCAN_TYPE_VERSION", "value": "CLAIR"}));
}

#[tokio::test]
async fn a_backfill_is_started_listed_and_stopped() {
    let there = json!({"region": "us-east-1", "registryId": "111122223333"});
    let backfill = |status: &str| {
        let started = 1_700_000_000;
        json!({"replicationBackfillId": "b-1", "destination": there, "status": status, "startedAt": started})
    };
    let result = |digest: &str| {
        let image = json!({"imageDigest": digest});
        json!({"repositoryName": "shop", "imageId": image, "status": "COMPLETE"})
    };
    let results = |digest: &str, next: Option<&str>| {
        json(json!({
            "replicationBackfillId": "b-1", "status": "IN_PROGRESS", "results": [result(digest)], "nextToken": next,
        }))
    };
    let script = Script::new([
        json(backfill("PREPARING")),
        json(json!({"backfills": [backfill("IN_PROGRESS")]})),
        results("sha256:1", Some("more")),
        results("sha256:2", None),
        json(backfill("STOPPED")),
        error("ReplicationBackfillNotFoundException"),
    ]);
    let ecr = ecr(&script);
    let destination = ReplicationDestination::builder().region("us-east-1").registry_id("111122223333");
    let start = ecr.start_replication_backfill().with(|r| r.destination(destination.build().unwrap()));
    let made = start.await.unwrap().expect("the answer has its id");
    assert_eq!(script.request(0).json(), json!({"destination": there}));
    let listed = ecr.replication_backfills().try_collect().await.unwrap();
    assert_eq!(listed, slice::from_ref(&made));
    assert_eq!(listed[0].summary().unwrap().status().as_str(), "IN_PROGRESS");
    let images = made.images().try_collect().await.unwrap();
    assert_eq!(images, [ecr.image("shop", "sha256:1"), ecr.image("shop", "sha256:2")]);
    assert_eq!(script.request(3).json(), json!({"replicationBackfillId": "b-1", "nextToken": "more"}));
    assert_eq!(made.stop().await.unwrap(), Some(made.clone()));
    assert!(made.data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn rules_and_exclusions_are_changed() {
    let scanner = "arn:aws:iam::111122223333:role/scanner";
    let secret = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:ecr-pullthroughcache/quay-1";
    let script = Script::new([
        json(json!({"ecrRepositoryPrefix": "quay", "credentialArn": secret})),
        json(json!({"principalArn": scanner, "createdAt": 1_700_000_000})),
    ]);
    let ecr = ecr(&script);
    let quay = ecr.pull_through_cache_rule("quay");
    assert_eq!(quay.update().with(|r| r.credential_arn(secret)).await.unwrap(), Some(quay));
    assert_eq!(script.request(0).json(), json!({"ecrRepositoryPrefix": "quay", "credentialArn": secret}));
    let made = ecr.register_pull_time_update_exclusion().with(|r| r.principal_arn(scanner)).await.unwrap();
    assert_eq!(made, Some(ecr.pull_time_update_exclusion(scanner)));
}
