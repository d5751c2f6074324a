//! Secrets, their versions, tags and policies. The fake deletes at once, and has no copy in another Region without
//! that Region's state.

use std::slice::from_ref;

use aws_resources::{
    ErrorKind,
    secretsmanager::{Secret, SecretCollection, SecretsManager, TagCollection},
};
use aws_sdk_secretsmanager::{
    Client,
    operation::describe_secret::DescribeSecretError,
    types::{Filter, FilterNameStringType, RotationRulesType, Tag},
};
use end_to_end::{exercised, fake::Account};

use crate::{SOON, pages};

/// A secret that the plain SDK creates, and its ARN.
async fn create(account: &Account, name: &str, value: &str) -> (Secret, String) {
    let made = Client::new(&account.config).create_secret().name(name).secret_string(value).send().await.unwrap();
    (SecretsManager::new(&account.session).secret(name), made.arn.unwrap())
}

#[tokio::test]
async fn a_listing_has_the_pages_of_the_plain_sdk() {
    let account = Account::new("eu-west-1").await;
    for number in 0..5 {
        create(&account, &format!("db/{number}"), "x").await;
    }
    let mut plain = Client::new(&account.config).list_secrets().into_paginator().page_size(2).send();
    let mut expected = Vec::new();
    while let Some(page) = plain.try_next().await.unwrap() {
        let names = page.secret_list().iter().map(|secret| secret.name().unwrap().to_owned());
        expected.push(names.collect::<Vec<_>>());
    }
    let manager = SecretsManager::new(&account.session);
    let found = pages(manager.secrets().page_size(2), |secret| secret.name().to_owned()).await.unwrap();
    assert_eq!(found, expected);
    assert_eq!(found.iter().map(Vec::len).collect::<Vec<_>>(), [2, 2, 1]);

    let named = Filter::builder().key(FilterNameStringType::Name).values("db/3").build();
    let named = manager.secrets().filter(|r| r.filters(named)).try_collect().await.unwrap();
    assert_eq!(named, [manager.secret("db/3")]);
    assert!(named[0].loaded().is_none(), "a listing gives less than the data");
    assert_eq!(named[0].summary().unwrap().name(), Some("db/3"));
}

#[tokio::test]
async fn a_secret_lives_and_dies() {
    let account = Account::new("us-east-1").await;
    let manager = SecretsManager::new(&account.session);
    let made = manager.create_secret().with(|r| r.name("api/key").secret_string("one").description("first"));
    let secret = made.await.unwrap().expect("it has a name");
    assert_eq!(secret.data().await.unwrap().description(), Some("first"));
    let plain = Client::new(&account.config).describe_secret().secret_id("api/key").send().await.unwrap();
    let arn = secret.arn().await.unwrap();
    exercised::arn("secretsmanager.Secret", &arn, plain.arn());
    let suffix = &arn.as_str()[arn.as_str().len() - 6..];
    let template = "arn:${Partition}:secretsmanager:${Region}:${Account}:secret:${SecretId}";
    account.assert_arn(&arn, template, &[("SecretId", &format!("api/key-{suffix}"))]);
    assert_eq!(manager.secret(arn.as_str()).data().await.unwrap().name(), Some("api/key"), "the ARN names it, too");

    secret.update().with(|r| r.description("second")).await.unwrap();
    assert!(secret.loaded().is_none(), "an action forgets the data");
    assert_eq!(secret.data().await.unwrap().description(), Some("second"));
    secret.delete().await.unwrap();
    assert!(secret.data().await.unwrap().deleted_date().is_some());
    assert_eq!(manager.secrets().try_collect().await.unwrap(), []);
    let planned = manager.secrets().filter(|r| r.include_planned_deletion(true)).try_collect().await.unwrap();
    assert_eq!(planned, from_ref(&secret));
    secret.restore().await.unwrap();
    assert!(secret.data().await.unwrap().deleted_date().is_none());

    secret.delete().with(|r| r.force_delete_without_recovery(true)).await.unwrap();
    secret.wait_until_deleted().every(SOON).await.unwrap();
    let gone = secret.data().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
    assert_eq!(gone.code(), Some("ResourceNotFoundException"));
    let sdk = gone.sdk_error::<DescribeSecretError>().and_then(|error| error.as_service_error());
    assert!(sdk.is_some_and(DescribeSecretError::is_resource_not_found_exception), "{sdk:?}");
}

#[tokio::test]
async fn a_value_has_versions() {
    let account = Account::new("eu-west-1").await;
    let (secret, _) = create(&account, "db", "one").await;
    let first = secret.get_value().await.unwrap().version_id.unwrap();
    let second = secret.put_value().with(|r| r.secret_string("two")).await.unwrap().version_id.unwrap();
    assert_eq!(secret.get_value().await.unwrap().secret_string(), Some("two"));
    let mut versions = secret.versions().try_collect().await.unwrap();
    versions.sort_by_key(|version| *version.version_id() == *second);
    assert_eq!(versions, [secret.version(&first), secret.version(&second)]);
    assert_eq!(versions[0].get_value().await.unwrap().secret_string(), Some("one"));
    assert_eq!(versions[0].data().await.unwrap().version_stages(), ["AWSPREVIOUS"]);
    assert_eq!(versions[0].arn().await.unwrap_err().kind(), ErrorKind::NoArn);

    // The fake gives by default the version that was written last.
    let moved = versions[0].add_stage().with(|r| r.version_stage("AWSCURRENT").remove_from_version_id(&second));
    moved.await.unwrap();
    let current = secret.get_value().with(|r| r.version_stage("AWSCURRENT")).await.unwrap();
    assert_eq!(current.secret_string(), Some("one"));
    assert_eq!(versions[0].secret(), secret);
    assert!(secret.version("00000000-0000-0000-0000-000000000000").data().await.unwrap_err().is_not_found());
}

/// Without a function, AWS only rotates what it manages; the fake labels a version that has no value.
#[tokio::test]
async fn a_secret_is_rotated() {
    let account = Account::new("eu-west-1").await;
    let (secret, arn) = create(&account, "db", "one").await;
    assert_eq!(secret.data().await.unwrap().rotation_enabled(), None);
    let rules = RotationRulesType::builder().automatically_after_days(30).build();
    let rotated = secret.rotate().with(|r| r.rotation_rules(rules)).await.unwrap();
    assert_eq!((rotated.name(), rotated.arn()), (Some("db"), Some(&*arn)));
    let data = secret.data().await.unwrap();
    assert_eq!(data.rotation_enabled(), Some(true));
    assert_eq!(data.rotation_rules().unwrap().automatically_after_days(), Some(30));
    let made = secret.version(rotated.version_id().unwrap());
    assert_eq!(made.data().await.unwrap().version_stages(), ["AWSCURRENT"]);
}

#[tokio::test]
async fn values_are_got_in_one_call() {
    let account = Account::new("eu-west-1").await;
    let (first, _) = create(&account, "first", "one").await;
    create(&account, "second", "two").await;
    let manager = SecretsManager::new(&account.session);
    let report = manager.secrets().get_value().await;
    assert_eq!(report.failed().count(), 0, "{report:?}");
    let mut values: Vec<_> = report.responses().iter().flat_map(|it| it.secret_values()).collect();
    values.sort_by_key(|it| it.name().map(str::to_owned));
    let values: Vec<_> = values.iter().map(|it| it.secret_string()).collect();
    assert_eq!(values, [Some("one"), Some("two")]);
    let values = first.get_value().await.unwrap();
    assert_eq!((values.name(), values.secret_string()), (Some("first"), Some("one")));
    let password = manager.get_random_password().with(|r| r.password_length(12)).await.unwrap();
    assert_eq!(password.random_password().map(str::len), Some(12));
}

#[tokio::test]
async fn tags_are_part_of_the_secret() {
    let account = Account::new("eu-west-1").await;
    let (secret, _) = create(&account, "db", "x").await;
    assert_eq!(secret.tags_collection().try_collect().await.unwrap(), []);
    let tag = |key: &str, value: &str| Tag::builder().key(key).value(value).build();
    secret.tag_resource().with(|r| r.tags(tag("stage", "test")).tags(tag("team", "web"))).await.unwrap();
    let tags = secret.tags_collection().try_collect().await.unwrap();
    assert_eq!(tags, [secret.tag_subresource("stage"), secret.tag_subresource("team")]);
    assert_eq!(secret.tag_subresource("team").data().await.unwrap().value(), Some("web"));
    tags[1].delete().await.unwrap();
    assert!(secret.tag_subresource("team").data().await.unwrap_err().is_not_found());
    assert_eq!(secret.tags_collection().delete().await.failed().count(), 0);
    assert_eq!(secret.tags_collection().try_collect().await.unwrap(), []);
}

#[tokio::test]
async fn a_secret_has_a_policy_and_copies() {
    let account = Account::new("us-east-1").await;
    let (secret, _) = create(&account, "db", "x").await;
    let policy = secret.resource_policy();
    let text = r#"{"Version":"2012-10-17","Statement":[]}"#;
    policy.put().with(|r| r.resource_policy(text)).await.unwrap();
    assert_eq!(policy.data().await.unwrap().resource_policy(), Some(text));
    policy.delete().await.unwrap();
    assert_eq!(policy.data().await.unwrap().resource_policy(), None);

    let region = aws_sdk_secretsmanager::types::ReplicaRegionType::builder().region("eu-west-1").build();
    secret.replicate_to_regions().with(|r| r.add_replica_regions(region)).await.unwrap();
    secret.wait_until_replicated().every(SOON).await.unwrap();
    let replicas = secret.replicas().try_collect().await.unwrap();
    assert_eq!(replicas, [secret.replica("eu-west-1")]);
    replicas[0].remove().await.unwrap();
    assert!(replicas[0].reload().await.unwrap_err().is_not_found());
}
