//! Repositories, images with their tags, and policies. The fake gives every listing on one page, and all images the same
//! digest. It knows no cache rules, creation templates, settings and addresses of layers: those are in `replayed`.

use aws_resources::{
    ErrorKind,
    ecr::{Ecr, Repository},
    prelude::*,
};
use aws_sdk_ecr::{
    Client,
    operation::describe_repositories::DescribeRepositoriesError,
    primitives::Blob,
    types::{
        ImageScanningConfiguration, ImageTagMutability, ReplicationConfiguration, ReplicationDestination,
        ReplicationRule, ScanType, Tag,
    },
};
use end_to_end::{exercised, fake::Account};

use crate::{SOON, pages};

const MANIFEST: &str = r#"{"schemaVersion": 2, "mediaType": "application/vnd.docker.distribution.manifest.v2+json",
    "config": {"mediaType": "application/vnd.docker.container.image.v1+json", "size": 7023,
    "digest": "sha256:b5b2b2c507a0944348e0303114d8d93aaaa081732b86451d9bce1f432a537bc7"}, "layers": []}"#;

/// The ARNs of repositories that the plain SDK creates.
async fn create(account: &Account, names: &[&str]) -> Vec<String> {
    let client = Client::new(&account.config);
    let mut arns = Vec::new();
    for name in names {
        let tag = Tag::builder().key("team").value("shop").build().unwrap();
        let made = client.create_repository().repository_name(*name).tags(tag).send().await.unwrap();
        arns.push(made.repository.unwrap().repository_arn.unwrap());
    }
    arns
}

async fn shop(account: &Account) -> Repository {
    create(account, &["shop"]).await;
    Ecr::new(&account.session).repository("shop")
}

/// The repository `shop` with one image of two tags.
async fn with_image(account: &Account) -> Repository {
    let shop = shop(account).await;
    for tag in ["v1", "v2"] {
        let client = Client::new(&account.config);
        let image = client.put_image().repository_name("shop").image_manifest(MANIFEST).image_tag(tag);
        image.send().await.unwrap();
    }
    shop
}

#[tokio::test]
async fn repositories_are_listed_with_their_data() {
    let account = Account::new("eu-west-1").await;
    let created = create(&account, &["base", "shop", "web/front"]).await;
    let ecr = Ecr::new(&account.session);
    let listed = pages(ecr.repositories().page_size(100), |repository| repository.name().to_owned()).await.unwrap();
    assert_eq!(listed, [["base", "shop", "web/front"]]);
    for (repository, returned) in ecr.repositories().try_collect().await.unwrap().iter().zip(&created) {
        assert!(repository.loaded().is_some());
        let arn = repository.arn().await.unwrap();
        exercised::arn("ecr.Repository", &arn, Some(returned));
        assert_eq!(*returned, format!("arn:aws:ecr:eu-west-1:{}:repository/{}", account.id, repository.name()));
    }
}

#[tokio::test]
async fn a_repository_lives_and_dies() {
    let account = Account::new("us-east-1").await;
    let ecr = Ecr::new(&account.session);
    let made = ecr.create_repository().with(|r| r.repository_name("shop")).await.unwrap();
    let shop = made.expect("the answer has its name");
    let template = "arn:${Partition}:ecr:${Region}:${Account}:repository/${RepositoryName}";
    account.assert_arn(&shop.arn().await.unwrap(), template, &[("RepositoryName", "shop")]);
    shop.put_image_tag_mutability().with(|r| r.image_tag_mutability(ImageTagMutability::Immutable)).await.unwrap();
    assert_eq!(shop.data().await.unwrap().image_tag_mutability(), Some(&ImageTagMutability::Immutable));
    assert_eq!(shop.scanning_configuration().data().await.unwrap().repository_name(), Some("shop"));
    assert!(ecr.repository_scanning_configuration("none").data().await.unwrap_err().is_not_found());
    let on = ImageScanningConfiguration::builder().scan_on_push(true).build();
    shop.put_image_scanning_configuration().with(|r| r.image_scanning_configuration(on)).await.unwrap();
    let data = shop.data().await.unwrap();
    assert!(data.image_scanning_configuration().unwrap().scan_on_push(), "an action forgets the data");

    shop.delete().await.unwrap();
    let gone = shop.reload().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
    assert_eq!(gone.code(), Some("RepositoryNotFoundException"));
    let sdk = gone.sdk_error::<DescribeRepositoriesError>().and_then(|error| error.as_service_error());
    assert!(sdk.is_some_and(DescribeRepositoriesError::is_repository_not_found_exception), "{sdk:?}");
}

#[tokio::test]
async fn an_image_has_tags_and_a_digest() {
    let account = Account::new("eu-west-1").await;
    let shop = with_image(&account).await;
    let images = shop.images().try_collect().await.unwrap();
    assert_eq!(images.len(), 1);
    assert_eq!(images[0].loaded().unwrap().image_tags(), ["v1", "v2"]);
    assert_eq!(images[0].arn().await.unwrap_err().kind(), ErrorKind::NoArn);
    assert_eq!(images[0].repository(), shop);
    assert_eq!(shop.image(images[0].digest()).data().await.unwrap().image_size_in_bytes(), Some(7023));

    let tags = shop.image_tags().try_collect().await.unwrap();
    assert_eq!(tags, [shop.image_tag("v1"), shop.image_tag("v2")]);
    assert_eq!(tags[0].image().await.unwrap(), Some(images[0].clone()));
    let manifests = tags[0].get().await.unwrap();
    assert_eq!(manifests[0].image_manifest(), Some(MANIFEST));
    tags[0].delete().await.unwrap();
    let gone = tags[0].data().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
    assert_eq!(images[0].reload().await.unwrap().image_tags(), ["v2"]);
    assert_eq!(shop.delete().await.unwrap_err().code(), Some("RepositoryNotEmptyException"));

    let report = shop.images().delete().await;
    assert_eq!((report.items().len(), report.failed().count()), (1, 0), "{report:?}");
    assert!(images[0].reload().await.unwrap_err().is_not_found());
    assert_eq!(shop.images().try_collect().await.unwrap(), []);
}

/// In the fake a scan is over at once, and finds the same in every image.
#[tokio::test]
async fn an_image_is_scanned() {
    let account = Account::new("us-east-1").await;
    let shop = with_image(&account).await;
    let image = shop.images().first().await.unwrap().unwrap();
    assert!(image.describe_scan_findings().await.unwrap_err().is_not_found());
    let status = image.start_scan().await.unwrap().and_then(|status| status.status);
    assert_eq!(status.as_ref().map(|status| status.as_str()), Some("IN_PROGRESS"));
    image.wait_until_scan_complete().every(SOON).await.unwrap();
    let found = image.describe_scan_findings().await.unwrap().image_scan_findings.unwrap();
    assert_eq!(found.findings()[0].name(), Some("CVE-9999-9999"));
    assert_eq!(image.enhanced_scan_findings().try_collect().await.unwrap(), []);
}

#[tokio::test]
async fn a_repository_has_policies() {
    let account = Account::new("eu-west-1").await;
    let shop = shop(&account).await;
    let (policy, lifecycle) = (shop.policy(), shop.lifecycle_policy());
    assert!(policy.data().await.unwrap_err().is_not_found());
    assert!(lifecycle.data().await.unwrap_err().is_not_found());
    let text = r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*",
        "Action": ["ecr:BatchGetImage"]}]}"#;
    policy.set().with(|r| r.policy_text(text)).await.unwrap();
    assert!(policy.data().await.unwrap().policy_text().unwrap().contains("ecr:BatchGetImage"));
    assert_eq!(policy.repository(), shop);
    policy.delete().await.unwrap();
    assert!(policy.data().await.unwrap_err().is_not_found());

    let text = r#"{"rules": [{"rulePriority": 1, "selection": {"tagStatus": "untagged",
        "countType": "imageCountMoreThan", "countNumber": 1}, "action": {"type": "expire"}}]}"#;
    lifecycle.put().with(|r| r.lifecycle_policy_text(text)).await.unwrap();
    assert!(lifecycle.data().await.unwrap().lifecycle_policy_text().unwrap().contains("rulePriority"));
    lifecycle.delete().await.unwrap();
    assert!(lifecycle.data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn the_registry_has_settings() {
    let account = Account::new("eu-west-1").await;
    let registry = Ecr::new(&account.session).registry();
    assert_eq!(registry.data().await.unwrap().registry_id(), Some(&*account.id));
    let there = ReplicationDestination::builder().region("us-east-1").registry_id(&account.id).build().unwrap();
    let rule = ReplicationRule::builder().destinations(there).build().unwrap();
    let rules = ReplicationConfiguration::builder().rules(rule).build().unwrap();
    registry.put_replication_configuration().with(|r| r.replication_configuration(rules)).await.unwrap();
    let replicated = registry.data().await.unwrap().replication_configuration.clone().unwrap();
    assert_eq!(replicated.rules()[0].destinations()[0].region(), "us-east-1");

    let scanning = registry.scanning_configuration();
    assert_eq!(scanning.data().await.unwrap().scan_type(), Some(&ScanType::Basic));
    let changed = scanning.put().with(|r| r.scan_type(ScanType::Enhanced).set_rules(Some(Vec::new()))).await.unwrap();
    assert_eq!(changed.loaded().unwrap().scan_type(), Some(&ScanType::Enhanced));

    let policy = registry.policy();
    let missing = policy.data().await.unwrap_err();
    assert!(missing.is_not_found(), "{missing}");
    assert_eq!(missing.code(), Some("RegistryPolicyNotFoundException"));
    let text = format!(
        r#"{{"Version": "2012-10-17", "Statement": [{{"Sid": "copies", "Effect": "Allow",
        "Principal": {{"AWS": "arn:aws:iam::111122223333:root"}}, "Action": ["ecr:ReplicateImage"],
        "Resource": "arn:aws:ecr:eu-west-1:{}:repository/*"}}]}}"#,
        account.id
    );
    policy.put().with(|r| r.policy_text(&text)).await.unwrap();
    assert!(policy.data().await.unwrap().policy_text().unwrap().contains("ecr:ReplicateImage"));
    policy.delete().await.unwrap();
    assert!(policy.data().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn tags_are_resources() {
    let account = Account::new("eu-west-1").await;
    let shop = shop(&account).await;
    shop.tag_resource().with(|r| r.tags(Tag::builder().key("stage").value("test").build().unwrap())).await.unwrap();
    let mut tags = shop.tags_collection().try_collect().await.unwrap();
    tags.sort_by_key(|tag| tag.key().to_owned());
    assert_eq!(tags.iter().map(|tag| tag.key()).collect::<Vec<_>>(), ["stage", "team"]);
    assert_eq!(tags[1].data().await.unwrap().value(), "shop");
    tags[1].delete().await.unwrap();
    assert!(tags[1].reload().await.unwrap_err().is_not_found());
    let report = shop.tags_collection().delete().await;
    assert_eq!((report.items().len(), report.failed().count()), (1, 0), "{report:?}");
    assert_eq!(shop.tags_collection().try_collect().await.unwrap(), []);
}

#[tokio::test]
async fn an_image_and_its_layer_are_pushed() {
    let account = Account::new("us-east-1").await;
    let shop = shop(&account).await;
    let tokens = Ecr::new(&account.session).get_authorization_token().await.unwrap();
    assert!(tokens[0].authorization_token().is_some());
    assert_eq!(tokens[0].proxy_endpoint().unwrap(), format!("https://{}.dkr.ecr.us-east-1.amazonaws.com", account.id));

    let digest = "sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
    assert!(shop.layer(digest).data().await.unwrap_err().is_not_found());
    let upload = shop.initiate_layer_upload().await.unwrap().expect("the answer has its id");
    let part = upload.upload_part();
    let part = part.with(|r| r.part_first_byte(0).part_last_byte(4).layer_part_blob(Blob::new("hello")));
    assert_eq!(part.await.unwrap().last_byte_received(), Some(4));
    let layer = upload.complete().with(|r| r.layer_digests(digest)).await.unwrap().expect("the answer has its digest");
    assert_eq!(layer, shop.layer(digest));
    assert_eq!(layer.data().await.unwrap().layer_size(), Some(5));
    let unknown = Ecr::new(&account.session)
        .layer_upload("shop", "none")
        .complete()
        .with(|r| r.layer_digests(digest))
        .await
        .unwrap_err();
    assert!(unknown.is_not_found(), "{unknown}");

    let put = shop.put_image().with(|r| r.image_manifest(MANIFEST).image_tag("v1"));
    let image = put.await.unwrap().expect("the answer has its digest");
    assert_eq!(shop.images().try_collect().await.unwrap(), std::slice::from_ref(&image));
    assert_eq!(image.data().await.unwrap().image_tags(), ["v1"]);
    assert_eq!(image.get().await.unwrap()[0].image_manifest(), Some(MANIFEST));
    image.delete().await.unwrap();
    assert!(image.data().await.unwrap_err().is_not_found());
}
