//! Keys and what belongs to them. The fake lists everything on one page, has no key material ids in rotations, and
//! knows no custom key stores: those are in `replayed`.

use std::slice::from_ref;

use aws_resources::{
    ErrorKind,
    kms::{Key, Kms, TagCollection},
};
use aws_sdk_kms::{
    Client,
    operation::describe_key::DescribeKeyError,
    primitives::Blob,
    types::{
        DataKeySpec, GrantOperation, KeySpec, KeyState, KeyUsageType, MacAlgorithmSpec, SigningAlgorithmSpec, Tag,
    },
};
use end_to_end::{exercised, fake::Account};

use crate::pages;

/// A key that the plain SDK creates: its id and ARN.
async fn create(account: &Account, description: &str) -> (String, String) {
    let made = Client::new(&account.config).create_key().description(description).send().await.unwrap();
    let key = made.key_metadata.unwrap();
    (key.key_id, key.arn.unwrap())
}

fn key(account: &Account, id: &str) -> Key {
    Kms::new(&account.session).key(id)
}

#[tokio::test]
async fn a_listing_gives_summaries() {
    let account = Account::new("eu-west-1").await;
    let mut created = Vec::new();
    for number in 0..3 {
        created.push(create(&account, &format!("key {number}")).await);
    }
    created.sort();

    let kms = Kms::new(&account.session);
    let mut listed = pages(kms.keys(), |key| key.id().to_owned()).await.unwrap();
    assert_eq!(listed.len(), 1);
    listed[0].sort();
    assert_eq!(listed[0], created.iter().map(|(id, _)| id.clone()).collect::<Vec<_>>());
    for key in kms.keys().try_collect().await.unwrap() {
        assert!(key.loaded().is_none(), "a listing gives less than the data");
        let arn = key.arn().await.unwrap();
        exercised::arn("kms.Key", &arn, key.summary().unwrap().key_arn());
        assert!(created.contains(&(key.id().to_owned(), arn.as_str().to_owned())));
        account.assert_arn(&arn, "arn:${Partition}:kms:${Region}:${Account}:key/${KeyId}", &[("KeyId", key.id())]);
    }
}

#[tokio::test]
async fn a_key_lives_and_is_scheduled_for_deletion() {
    let account = Account::new("us-east-1").await;
    let kms = Kms::new(&account.session);
    let key = kms.create_key().with(|r| r.description("shop")).await.unwrap().expect("it answers with the key");
    assert_eq!(key.loaded().unwrap().description(), Some("shop"));

    key.update_description().with(|r| r.description("orders")).await.unwrap();
    assert!(key.loaded().is_none(), "an action forgets the data");
    assert_eq!(key.data().await.unwrap().description(), Some("orders"));
    key.disable().await.unwrap();
    assert_eq!(key.data().await.unwrap().key_state(), Some(&KeyState::Disabled));
    key.enable().await.unwrap();
    assert_eq!(key.data().await.unwrap().key_state(), Some(&KeyState::Enabled));
    assert_eq!(key.custom_key_store().await.unwrap(), None);

    key.schedule_deletion().with(|r| r.pending_window_in_days(7)).await.unwrap();
    assert_eq!(key.data().await.unwrap().key_state(), Some(&KeyState::PendingDeletion));
    key.cancel_deletion().await.unwrap();
    assert_eq!(key.data().await.unwrap().key_state(), Some(&KeyState::Disabled));

    let gone = kms.key("00000000-0000-0000-0000-000000000000").data().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
    assert_eq!(gone.code(), Some("NotFoundException"));
    let sdk = gone.sdk_error::<DescribeKeyError>().and_then(|error| error.as_service_error());
    assert!(sdk.is_some_and(DescribeKeyError::is_not_found_exception), "{sdk:?}");
}

#[tokio::test]
async fn keys_encrypt_and_sign() {
    let account = Account::new("eu-west-1").await;
    let kms = Kms::new(&account.session);
    let (first, second) = (create(&account, "first").await, create(&account, "second").await);
    let plain = Blob::new("attack at dawn");
    let sent = key(&account, &first.0).encrypt().with(|r| r.plaintext(plain.clone())).await.unwrap();
    assert_eq!(sent.key_id(), Some(&*first.1));
    let cipher = sent.ciphertext_blob.unwrap();

    let under_second = key(&account, &second.0).re_encrypt().with(|r| r.ciphertext_blob(cipher.clone())).await.unwrap();
    assert_eq!(under_second.key_id(), Some(&*second.1));
    let read = kms.decrypt().with(|r| r.ciphertext_blob(under_second.ciphertext_blob.unwrap())).await.unwrap();
    assert_eq!((read.plaintext(), read.key_id()), (Some(&plain), Some(&*second.1)));
    let data_key = key(&account, &first.0).generate_data_key().with(|r| r.number_of_bytes(32)).await.unwrap();
    assert_eq!(data_key.plaintext().unwrap().as_ref().len(), 32);

    let signer = kms.create_key().with(|r| r.key_usage(KeyUsageType::SignVerify).key_spec(KeySpec::EccNistP256));
    let signer = signer.await.unwrap().unwrap();
    let algorithm = SigningAlgorithmSpec::EcdsaSha256;
    let signed = signer.sign().with(|r| r.message(plain.clone()).signing_algorithm(algorithm.clone())).await.unwrap();
    let signature = signed.signature.unwrap();
    let verified = signer.verify().with(|r| r.message(plain).signature(signature).signing_algorithm(algorithm));
    assert!(verified.await.unwrap().signature_valid());
    let public = signer.get_public_key().await.unwrap();
    assert_eq!(public.signing_algorithms(), [SigningAlgorithmSpec::EcdsaSha256]);
    assert!(!public.public_key().unwrap().as_ref().is_empty());
}

#[tokio::test]
async fn keys_make_other_keys_and_codes() {
    let account = Account::new("eu-west-1").await;
    let kms = Kms::new(&account.session);
    let (id, arn) = create(&account, "first").await;
    let made = key(&account, &id).generate_data_key_without_plaintext().with(|r| r.key_spec(DataKeySpec::Aes256));
    let made = made.await.unwrap();
    assert_eq!(made.key_id(), Some(&*arn));
    let cipher = made.ciphertext_blob.unwrap();
    let read = key(&account, &id).decrypt().with(|r| r.ciphertext_blob(cipher)).await.unwrap();
    assert_eq!(read.plaintext().unwrap().as_ref().len(), 32);
    let random = kms.generate_random().with(|r| r.number_of_bytes(16)).await.unwrap();
    assert_eq!(random.plaintext().unwrap().as_ref().len(), 16);

    let author = kms.create_key().with(|r| r.key_usage(KeyUsageType::GenerateVerifyMac).key_spec(KeySpec::Hmac512));
    let author = author.await.unwrap().unwrap();
    let (algorithm, message) = (MacAlgorithmSpec::HmacSha512, Blob::new("attack at dawn"));
    let mac = author.generate_mac().with(|r| r.message(message.clone()).mac_algorithm(algorithm.clone())).await;
    let mac = mac.unwrap().mac.unwrap();
    let same = author.verify_mac().with(|r| r.message(message).mac(mac.clone()).mac_algorithm(algorithm.clone()));
    assert!(same.await.unwrap().mac_valid());
    let other = Blob::new("attack at noon");
    let forged = author.verify_mac().with(|r| r.message(other).mac(mac).mac_algorithm(algorithm)).await.unwrap_err();
    assert_eq!(forged.code(), Some("KMSInvalidMacException"));
}

#[tokio::test]
async fn a_key_is_replicated_and_rotated() {
    let account = Account::new("eu-west-1").await;
    let primary = Kms::new(&account.session).create_key().with(|r| r.multi_region(true)).await.unwrap().unwrap();
    assert!(primary.id().starts_with("mrk-"), "{primary:?}");
    let replicated = primary.replicate().with(|r| r.replica_region("us-east-1")).await.unwrap();
    let replica = Kms::new(&account.session.region("us-east-1")).key(primary.id());
    assert_ne!(replica, primary, "the same id in another Region is another key");
    let returned = replicated.replica_key_metadata().unwrap().arn();
    exercised::arn("kms.Key", &replica.arn().await.unwrap(), returned);

    let rotated = primary.rotate_on_demand().await.unwrap();
    assert_eq!(rotated.key_id(), Some(primary.id()));
    let plain = Client::new(&account.config).list_key_rotations().key_id(primary.id()).send().await.unwrap();
    assert_eq!(plain.rotations().len(), 1);
}

#[tokio::test]
async fn an_alias_names_a_key() {
    let account = Account::new("eu-central-1").await;
    let (first, second) = (create(&account, "first").await, create(&account, "second").await);
    let shop = key(&account, &first.0);
    let alias = shop.create_alias().with(|r| r.alias_name("alias/shop")).await.unwrap().unwrap();
    assert_eq!(alias.name(), "alias/shop");
    let found = Client::new(&account.config).list_aliases().key_id(shop.id()).send().await.unwrap();
    let arn = alias.arn().await.unwrap();
    exercised::arn("kms.Alias", &arn, found.aliases()[0].alias_arn());
    account.assert_arn(&arn, "arn:${Partition}:kms:${Region}:${Account}:alias/${Alias}", &[("Alias", "shop")]);
    assert_eq!(shop.aliases().try_collect().await.unwrap(), from_ref(&alias));
    assert_eq!(alias.key().await.unwrap(), Some(shop));

    alias.update().with(|r| r.target_key_id(&second.0)).await.unwrap();
    assert_eq!(alias.key().await.unwrap(), Some(key(&account, &second.0)));
    // The fake lists the aliases of AWS managed keys, too, as AWS does.
    let listed = Kms::new(&account.session).aliases().try_collect().await.unwrap();
    assert!(listed.contains(&alias));
    assert!(listed.iter().any(|alias| alias.name() == "alias/aws/s3"));

    alias.delete().await.unwrap();
    let gone = alias.data().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
}

#[tokio::test]
async fn grants_are_given_and_taken() {
    let account = Account::new("eu-west-1").await;
    let (id, _) = create(&account, "shared").await;
    let key = key(&account, &id);
    let principal = format!("arn:aws:iam::{}:role/Reader", account.id);
    let mut made = Vec::new();
    for name in ["one", "two"] {
        let grant = key.create_grant().with(|r| {
            r.name(name)
                .grantee_principal(&principal)
                .retiring_principal(&principal)
                .operations(GrantOperation::Decrypt)
        });
        made.push(grant.await.unwrap().unwrap());
    }
    assert_eq!(made[0].key(), key);
    assert_eq!(made[1].data().await.unwrap().name(), Some("two"));
    assert_eq!(made[0].arn().await.unwrap_err().kind(), ErrorKind::NoArn);
    let mut listed = key.grants().try_collect().await.unwrap();
    listed.sort_by_key(|grant| grant.loaded().unwrap().name().map(str::to_owned));
    assert_eq!(listed, made);
    let retirable = Kms::new(&account.session).retirable_grants().filter(|r| r.retiring_principal(&principal));
    assert_eq!(retirable.try_collect().await.unwrap().len(), 2);

    made[0].revoke().await.unwrap();
    let gone = made[0].data().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
    assert_eq!(key.grant(made[1].id()).data().await.unwrap().name(), Some("two"));
    assert_eq!(key.grants().try_collect().await.unwrap(), made[1..]);
}

#[tokio::test]
async fn a_key_has_a_policy_rotation_and_tags() {
    let account = Account::new("eu-west-1").await;
    let (id, _) = create(&account, "governed").await;
    let key = key(&account, &id);
    let policies = key.policies().try_collect().await.unwrap();
    assert_eq!(policies, [key.policy("default")]);
    let text = policies[0].data().await.unwrap().policy().unwrap().to_owned();
    assert!(text.contains("kms:*"), "{text}");
    policies[0].put().with(|r| r.policy(text.replace("2012-10-17", "2008-10-17"))).await.unwrap();
    assert!(policies[0].data().await.unwrap().policy().unwrap().contains("2008-10-17"));
    assert!(key.policy("other").data().await.unwrap_err().is_not_found());

    let rotation = key.rotation_status();
    assert!(!rotation.data().await.unwrap().key_rotation_enabled());
    rotation.enable().await.unwrap();
    assert!(rotation.data().await.unwrap().key_rotation_enabled());
    key.disable_rotation().await.unwrap();
    assert!(!rotation.reload().await.unwrap().key_rotation_enabled());

    for (name, value) in [("stage", "test"), ("team", "web")] {
        let tag = Tag::builder().tag_key(name).tag_value(value).build().unwrap();
        key.tag_resource().with(|r| r.tags(tag)).await.unwrap();
    }
    let tags = key.tags_collection().try_collect().await.unwrap();
    assert_eq!(tags.iter().map(|tag| (tag.key_id(), tag.key())).collect::<Vec<_>>(), [(&*id, "stage"), (&*id, "team")]);
    assert_eq!(key.tag_subresource("team").data().await.unwrap().tag_value(), "web");
    tags[1].delete().await.unwrap();
    assert!(tags[1].data().await.unwrap_err().is_not_found());
    assert_eq!(tags[1].kms_key(), key);
    assert_eq!(key.tags_collection().delete().await.failed().count(), 0);
    assert_eq!(key.tags_collection().try_collect().await.unwrap(), []);
}
