//! Cache rules, exclusions, layers, referrers, findings of Amazon Inspector, backfills, and images that stay.

use std::slice;

use aws_resources::{ErrorKind, ecr::Ecr, prelude::*};
use end_to_end::script::{Answer, Script, session};
use serde_json::{Value, json};

fn json(body: Value) -> Answer {
    Answer::http(200, "application/x-amz-json-1.1", body.to_string())
}

fn error(code: &str) -> Answer {
    Answer::http(400, "application/x-amz-json-1.1", json!({"__type": code, "message": "so it is"}).to_string())
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
    assert_eq!(findings[0].arn().await.unwrap().as_str(), finding);
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
