//! Distributions, invalidations, origin access controls, keys, functions and key value stores. The fake accepts every
//! ETag, a function that it has is in both stages, and it forgets origins' access identities.

use std::slice;

use aws_resources::{cloudfront::CloudFront, prelude::*};
use aws_sdk_cloudfront::{
    Client,
    operation::get_distribution::GetDistributionError,
    primitives::Blob,
    types::{
        DefaultCacheBehavior, DistributionConfig, DistributionConfigWithTags, FunctionConfig, FunctionRuntime,
        InvalidationBatch, KeyGroupConfig, Origin, OriginAccessControlConfig, OriginAccessControlOriginTypes,
        OriginAccessControlSigningBehaviors, OriginAccessControlSigningProtocols, Origins, Paths, PublicKeyConfig,
        S3OriginConfig, Tag, Tags, ViewerProtocolPolicy,
    },
};
use end_to_end::{exercised, fake::Account};

use crate::{SOON, pages};

/// A distribution of one bucket.
fn config(name: &str) -> DistributionConfig {
    let bucket = S3OriginConfig::builder().origin_access_identity("").build();
    let origin =
        Origin::builder().id("bucket").domain_name(format!("{name}.s3.amazonaws.com")).s3_origin_config(bucket);
    let behavior = DefaultCacheBehavior::builder()
        .target_origin_id("bucket")
        .viewer_protocol_policy(ViewerProtocolPolicy::HttpsOnly);
    let origins = Origins::builder().quantity(1).items(origin.build().unwrap()).build().unwrap();
    let config = DistributionConfig::builder().caller_reference(name).comment(name).enabled(true);
    config.origins(origins).default_cache_behavior(behavior.build().unwrap()).build().unwrap()
}

fn tags(pairs: &[(&str, &str)]) -> Tags {
    let tag = |(key, value): &(&str, &str)| Tag::builder().key(*key).value(*value).build().unwrap();
    Tags::builder().set_items(Some(pairs.iter().map(tag).collect())).build()
}

#[tokio::test]
async fn distributions_come_in_pages() {
    let account = Account::new("us-east-1").await;
    let client = Client::new(&account.config);
    let mut created = Vec::new();
    for name in ["one", "two", "three"] {
        let made = client.create_distribution().distribution_config(config(name)).send().await.unwrap();
        created.push(made.distribution.unwrap().id);
    }
    let cloudfront = CloudFront::new(&account.session);
    let listed = pages(cloudfront.distributions().page_size(2), |one| one.id().to_owned()).await.unwrap();
    assert_eq!(listed, [&created[..2], &created[2..]]);

    let distribution = cloudfront.distributions().first().await.unwrap().unwrap();
    assert!(distribution.loaded().is_none(), "a listing gives less than the data");
    let summary = distribution.summary().unwrap();
    assert_eq!(summary.comment(), "one");
    exercised::arn("cloudfront.Distribution", &distribution.arn().await.unwrap(), Some(summary.arn()));
    let data = distribution.data().await.unwrap();
    assert_eq!(data.distribution_config().unwrap().comment(), "one", "the load brings the whole configuration");
}

#[tokio::test]
async fn a_distribution_lives_and_dies() {
    let account = Account::new("us-east-1").await;
    let cloudfront = CloudFront::new(&account.session);
    let create = cloudfront.create_distribution().with(|r| r.distribution_config(config("shop")));
    let distribution = create.await.unwrap().expect("AWS answers with the distribution");
    distribution.wait_until_deployed().every(SOON).await.unwrap();
    let arn = distribution.arn().await.unwrap();
    exercised::arn("cloudfront.Distribution", &arn, Some(distribution.data().await.unwrap().arn()));
    account.assert_arn(
        &arn,
        "arn:${Partition}:cloudfront::${Account}:distribution/${DistributionId}",
        &[("DistributionId", distribution.id())],
    );
    assert_eq!(distribution.cache_policy().await.unwrap(), None, "an empty text names nothing");
    assert_eq!(distribution.vpc_origins().await.unwrap(), []);

    let now = distribution.get_config().await.unwrap();
    let mut changed = now.distribution_config().unwrap().clone();
    changed.comment = "shop, later".into();
    let etag = now.e_tag().unwrap().to_owned();
    let update = distribution.update().with(move |r| r.distribution_config(changed.clone()).if_match(&etag));
    let updated = update.await.unwrap().unwrap();
    assert_eq!(updated, distribution);
    assert_eq!(updated.loaded().unwrap().distribution_config().unwrap().comment(), "shop, later");

    let without = distribution.delete().await.unwrap_err();
    assert_eq!(without.code(), Some("InvalidIfMatchVersion"), "`if_match` is for the caller to give");
    let etag = now.e_tag().unwrap().to_owned();
    distribution.delete().with(move |r| r.if_match(&etag)).await.unwrap();
    let gone = distribution.data().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
    assert_eq!(gone.code(), Some("NoSuchDistribution"));
    let sdk = gone.sdk_error::<GetDistributionError>().and_then(|error| error.as_service_error());
    assert!(sdk.is_some_and(GetDistributionError::is_no_such_distribution), "{sdk:?}");
}

#[tokio::test]
async fn invalidations_are_a_distributions() {
    let account = Account::new("us-east-1").await;
    let cloudfront = CloudFront::new(&account.session);
    let create = cloudfront.create_distribution().with(|r| r.distribution_config(config("shop")));
    let distribution = create.await.unwrap().unwrap();
    let mut made = Vec::new();
    for path in ["/a", "/b", "/c"] {
        let create = distribution.create_invalidation().with(move |r| {
            let paths = Paths::builder().quantity(1).items(path).build().unwrap();
            r.invalidation_batch(InvalidationBatch::builder().paths(paths).caller_reference(path).build().unwrap())
        });
        made.push(create.await.unwrap().unwrap());
    }
    let ids: Vec<_> = made.iter().map(|one| one.id().to_owned()).collect();
    let listed = pages(distribution.invalidations().page_size(2), |one| one.id().to_owned()).await.unwrap();
    assert_eq!(listed, [&ids[..2], &ids[2..]]);
    let second = distribution.invalidation(&ids[1]);
    assert_eq!(second, made[1]);
    let batch = second.data().await.unwrap().invalidation_batch().unwrap().clone();
    assert_eq!(batch.paths().unwrap().items(), ["/b"]);
    assert_eq!(second.distribution(), distribution);
    let gone = distribution.invalidation("none").data().await.unwrap_err();
    assert_eq!((gone.is_not_found(), gone.code()), (true, Some("NoSuchInvalidation")));
}

#[tokio::test]
async fn tags_are_resources() {
    let account = Account::new("us-east-1").await;
    let cloudfront = CloudFront::new(&account.session);
    let create = cloudfront.create_distribution_with_tags().with(|r| {
        let with = DistributionConfigWithTags::builder().distribution_config(config("shop"));
        r.distribution_config_with_tags(with.tags(tags(&[("stage", "test")])).build())
    });
    let distribution = create.await.unwrap().unwrap();
    distribution.tag_resource().with(|r| r.tags(tags(&[("team", "web"), ("until", "2030")]))).await.unwrap();
    let arn = distribution.arn().await.unwrap();
    let found = distribution.tags_collection().try_collect().await.unwrap();
    let keys: Vec<_> = found.iter().map(|tag| (tag.resource(), tag.key())).collect();
    assert_eq!(keys, [(arn.as_str(), "stage"), (arn.as_str(), "team"), (arn.as_str(), "until")]);
    assert_eq!(found[1].data().await.unwrap().value(), Some("web"));

    found[1].delete().await.unwrap();
    assert!(found[1].reload().await.unwrap_err().is_not_found());
    let report = distribution.tags_collection().delete().await;
    assert_eq!(report.failed().count(), 0, "{report:?}");
    assert_eq!(distribution.tags_collection().try_collect().await.unwrap(), []);
}

#[tokio::test]
async fn an_origin_access_control_lives_and_dies() {
    let account = Account::new("us-east-1").await;
    let cloudfront = CloudFront::new(&account.session);
    let config = |name: &str| {
        let config = OriginAccessControlConfig::builder().name(name).description("d");
        let config = config.signing_protocol(OriginAccessControlSigningProtocols::Sigv4);
        let config = config.signing_behavior(OriginAccessControlSigningBehaviors::Always);
        config.origin_access_control_origin_type(OriginAccessControlOriginTypes::S3).build().unwrap()
    };
    let create = cloudfront.create_origin_access_control().with(move |r| r.origin_access_control_config(config("a")));
    let control = create.await.unwrap().unwrap();
    assert_eq!(cloudfront.origin_access_controls().try_collect().await.unwrap(), slice::from_ref(&control));
    account.assert_arn(
        &control.arn().await.unwrap(),
        "arn:${Partition}:cloudfront::${Account}:origin-access-control/${Id}",
        &[("Id", control.id())],
    );
    let update = control.update().with(move |r| r.origin_access_control_config(config("b")).if_match("any"));
    let updated = update.await.unwrap().unwrap();
    assert_eq!(updated.loaded().unwrap().origin_access_control_config().unwrap().name(), "b");
    control.delete().with(|r| r.if_match("any")).await.unwrap();
    let gone = control.data().await.unwrap_err();
    assert_eq!((gone.is_not_found(), gone.code()), (true, Some("NoSuchOriginAccessControl")));
}

#[tokio::test]
async fn key_groups_have_public_keys() {
    let account = Account::new("us-east-1").await;
    let cloudfront = CloudFront::new(&account.session);
    let mut keys = Vec::new();
    for name in ["one", "two"] {
        let config = PublicKeyConfig::builder().caller_reference(name).name(name).encoded_key("-----BEGIN");
        let config = config.build().unwrap();
        let create = cloudfront.create_public_key().with(move |r| r.public_key_config(config.clone()));
        keys.push(create.await.unwrap().unwrap());
    }
    let listed = pages(cloudfront.public_keys().page_size(1), |key| key.id().to_owned()).await.unwrap();
    assert_eq!(listed, [[keys[0].id()], [keys[1].id()]]);
    assert_eq!(keys[0].data().await.unwrap().public_key_config().unwrap().name(), "one");

    let ids: Vec<_> = keys.iter().map(|key| key.id().to_owned()).collect();
    let create = cloudfront.create_key_group().with(move |r| {
        r.key_group_config(KeyGroupConfig::builder().name("both").set_items(Some(ids.clone())).build().unwrap())
    });
    let group = create.await.unwrap().unwrap();
    assert_eq!(group.public_keys().await.unwrap(), keys);
    assert!(group.arn().await.is_err(), "AWS gives it none");
    let found = cloudfront.key_groups().page_size(1).try_collect().await.unwrap();
    assert_eq!(found, [group]);
    assert_eq!(found[0].loaded().unwrap().key_group_config().unwrap().name(), "both", "a listing brings the data");
    assert_eq!(found[0].reload().await.unwrap().key_group_config().unwrap().items().len(), 2);

    let config = PublicKeyConfig::builder().caller_reference("spare").name("spare").encoded_key("-----BEGIN");
    let config = config.build().unwrap();
    let spare = cloudfront.create_public_key().with(|r| r.public_key_config(config)).await.unwrap().unwrap();
    assert_eq!(spare.reload().await.unwrap().public_key_config().unwrap().name(), "spare");
    spare.delete().with(|r| r.if_match("any")).await.unwrap();
    assert_eq!(cloudfront.public_keys().try_collect().await.unwrap(), keys);
}

#[tokio::test]
async fn key_value_stores_come_in_pages() {
    let account = Account::new("us-east-1").await;
    let cloudfront = CloudFront::new(&account.session);
    for name in ["one", "two", "three"] {
        cloudfront.create_key_value_store().with(|r| r.name(name).comment("c")).await.unwrap();
    }
    let listed = pages(cloudfront.key_value_stores().page_size(2), |store| store.name().to_owned()).await.unwrap();
    assert_eq!(listed, [vec!["one", "two"], vec!["three"]]);
    let store = cloudfront.key_value_stores().first().await.unwrap().unwrap();
    assert_eq!(store.loaded().unwrap().comment(), "c", "a listing brings the data");
    let updated = store.update().with(|r| r.comment("later").if_match("any")).await.unwrap().unwrap();
    assert_eq!(updated, store);
    assert_eq!(updated.loaded().unwrap().comment(), "later");
    assert_eq!(store.data().await.unwrap().comment(), "later");
}

#[tokio::test]
async fn functions_and_key_value_stores_are_found_by_name() {
    let account = Account::new("us-east-1").await;
    let cloudfront = CloudFront::new(&account.session);
    for name in ["one", "two"] {
        let config = FunctionConfig::builder().comment(name).runtime(FunctionRuntime::CloudfrontJs20).build().unwrap();
        let create = cloudfront.create_function().with(move |r| {
            r.name(name).function_config(config.clone()).function_code(Blob::new("function handler() {}"))
        });
        create.await.unwrap();
    }
    let listed = pages(cloudfront.functions().page_size(1), |function| function.name().to_owned()).await.unwrap();
    assert_eq!(listed, [["one"], ["two"]]);
    let function = cloudfront.function("one");
    let arn = function.arn().await.unwrap();
    let data = function.data().await.unwrap();
    exercised::arn("cloudfront.Function", &arn, Some(data.function_metadata().unwrap().function_arn()));
    account.assert_arn(&arn, "arn:${Partition}:cloudfront::${Account}:function/${Name}", &[("Name", "one")]);
    let etag = function.get().await.unwrap().e_tag().unwrap().to_owned();
    function.delete().with(move |r| r.if_match(&etag)).await.unwrap();
    let gone = function.data().await.unwrap_err();
    assert_eq!((gone.is_not_found(), gone.code()), (true, Some("NoSuchFunctionExists")));

    let store = cloudfront.create_key_value_store().with(|r| r.name("flags").comment("c")).await.unwrap().unwrap();
    store.wait_until_ready().every(SOON).await.unwrap();
    let arn = store.arn().await.unwrap();
    let data = store.data().await.unwrap();
    exercised::arn("cloudfront.KeyValueStore", &arn, Some(data.arn()));
    account.assert_arn(&arn, "arn:${Partition}:cloudfront::${Account}:key-value-store/${Id}", &[("Id", data.id())]);
    let etag = store.describe().await.unwrap().e_tag().unwrap().to_owned();
    store.delete().with(move |r| r.if_match(&etag)).await.unwrap();
    let gone = store.data().await.unwrap_err();
    assert_eq!((gone.is_not_found(), gone.code()), (true, Some("EntityNotFound")));
}
