//! Rotations with their key material, imported material, custom key stores, and what names a key by its ARN.

use aws_resources::{ErrorKind, kms::Kms};
use aws_sdk_kms::{
    primitives::Blob,
    types::{
        AlgorithmSpec, ConnectionStateType, DataKeyPairSpec, ExpirationModelType, IncludeKeyMaterial,
        KeyAgreementAlgorithmSpec, RotationType, WrappingKeySpec,
    },
};
use end_to_end::{
    answers::{json as answer, json_error},
    script::{Answer, Script, session},
};
use serde_json::{Value, json};

const ARN: &str = "arn:aws:kms:eu-west-1:123456789012:key/k1";

fn rotation(material: &str, state: &str) -> Value {
    json!({"KeyId": ARN, "KeyMaterialId": material, "KeyMaterialState": state, "RotationType": "ON_DEMAND"})
}

fn store(state: &str) -> Answer {
    answer(json!({"CustomKeyStores": [{"CustomKeyStoreId": "cks-1", "ConnectionState": state}], "Truncated": false}))
}

#[tokio::test]
async fn rotations_are_listed_with_all_pages_and_found_among_all_materials() {
    let script = Script::new([
        answer(json!({"Rotations": [rotation("m1", "NON_CURRENT")], "Truncated": true, "NextMarker": "more"})),
        answer(json!({"Rotations": [rotation("m2", "CURRENT")], "Truncated": false})),
        answer(json!({"Rotations": [rotation("m0", "NON_CURRENT"), rotation("m2", "CURRENT")], "Truncated": false})),
        answer(json!({"Rotations": [rotation("m2", "CURRENT")], "Truncated": false})),
    ]);
    let key = Kms::new(&session(&script)).key("k1");
    let rotations = key.rotations().page_size(1).try_collect().await.unwrap();
    assert_eq!(rotations, [key.rotation("m1"), key.rotation("m2")], "by the key's id, not by the ARN in the answer");
    assert_eq!(rotations[1].data().await.unwrap().rotation_type(), Some(&RotationType::OnDemand));
    assert_eq!(script.request(0).json(), json!({"KeyId": "k1", "Limit": 1}));
    assert_eq!(script.request(1).json(), json!({"KeyId": "k1", "Limit": 1, "Marker": "more"}));

    let first = key.rotation("m0");
    assert_eq!(first.data().await.unwrap().key_material_id(), Some("m0"));
    let all = IncludeKeyMaterial::AllKeyMaterial;
    assert_eq!(script.request(2).json(), json!({"KeyId": "k1", "IncludeKeyMaterial": all.as_str()}));
    assert!(first.reload().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn keys_and_aliases_have_pages() {
    let script = Script::new([
        answer(json!({"Keys": [{"KeyId": "k1", "KeyArn": ARN}], "Truncated": true, "NextMarker": "more"})),
        answer(json!({"Keys": [{"KeyId": "k2"}], "Truncated": false})),
        answer(
            json!({"Aliases": [{"AliasName": "alias/a", "TargetKeyId": "k1"}], "Truncated": true, "NextMarker": "m"}),
        ),
        answer(json!({"Aliases": [{"AliasName": "alias/b", "TargetKeyId": "k1"}], "Truncated": false})),
    ]);
    let kms = Kms::new(&session(&script));
    let keys = kms.keys().page_size(1).try_collect().await.unwrap();
    assert_eq!(keys, [kms.key("k1"), kms.key("k2")]);
    assert_eq!(script.request(1).json(), json!({"Limit": 1, "Marker": "more"}));
    let aliases = keys[0].aliases().page_size(1).try_collect().await.unwrap();
    assert_eq!(aliases, [kms.alias("alias/a"), kms.alias("alias/b")]);
    assert_eq!(script.request(3).json(), json!({"KeyId": "k1", "Limit": 1, "Marker": "m"}));
    assert_eq!(aliases[1].key().await.unwrap().as_ref(), Some(&keys[0]), "from the listing's data");
}

#[tokio::test]
async fn shared_secrets_are_encapsulated_under_the_key() {
    let script = Script::new([answer(json!({})), answer(json!({}))]);
    let key = Kms::new(&session(&script)).key("k1");
    key.encapsulate().await.unwrap();
    key.decapsulate().await.unwrap();
    assert_eq!(script.operations(), ["Encapsulate", "Decapsulate"]);
    assert_eq!(script.request(0).json(), json!({"KeyId": "k1"}));
    assert_eq!(script.request(1).json(), json!({"KeyId": "k1"}));
}

#[tokio::test]
async fn material_is_imported_and_deleted() {
    let done = || answer(json!({"KeyId": ARN, "KeyMaterialId": "m1"}));
    let script = Script::new([
        answer(json!({"KeyId": ARN, "ImportToken": "dG9rZW4=", "PublicKey": "cHVibGlj"})),
        done(),
        done(),
        done(),
        done(),
    ]);
    let key = Kms::new(&session(&script)).key("k1");
    let (algorithm, spec) = (AlgorithmSpec::RsaesOaepSha256, WrappingKeySpec::Rsa2048);
    let get = key.get_parameters_for_import().with(|r| r.wrapping_algorithm(algorithm).wrapping_key_spec(spec));
    let token = get.await.unwrap().import_token.unwrap();
    assert_eq!(token.as_ref(), b"token");
    let wrapped = json!({"KeyId": "k1", "WrappingAlgorithm": "RSAES_OAEP_SHA_256", "WrappingKeySpec": "RSA_2048"});
    assert_eq!(script.request(0).json(), wrapped);
    let import = key.import_material().with(|r| {
        let r = r.import_token(token).encrypted_key_material(Blob::new("material"));
        r.expiration_model(ExpirationModelType::KeyMaterialDoesNotExpire)
    });
    let imported = import.await.unwrap();
    let sent = json!({"KeyId": "k1", "ImportToken": "dG9rZW4=", "EncryptedKeyMaterial": "bWF0ZXJpYWw=",
        "ExpirationModel": "KEY_MATERIAL_DOES_NOT_EXPIRE"});
    assert_eq!(script.request(1).json(), sent);

    let rotation = key.rotation(imported.key_material_id().unwrap());
    rotation.import_material().await.unwrap();
    rotation.delete_imported_material().await.unwrap();
    key.delete_imported_material().await.unwrap();
    assert_eq!(
        script.operations()[2..],
        ["ImportKeyMaterial", "DeleteImportedKeyMaterial", "DeleteImportedKeyMaterial"]
    );
    assert_eq!(script.request(2).json(), json!({"KeyId": "k1", "KeyMaterialId": "m1"}));
    assert_eq!(script.request(3).json(), json!({"KeyId": "k1", "KeyMaterialId": "m1"}));
    assert_eq!(script.request(4).json(), json!({"KeyId": "k1"}));
}

#[tokio::test]
async fn pairs_and_secrets_come_from_the_key() {
    let pair = || json!({"KeyId": ARN, "PublicKey": "cHVibGlj", "KeyPairSpec": "RSA_2048"});
    let script = Script::new([
        answer(pair()),
        answer(pair()),
        answer(json!({"KeyId": ARN, "SharedSecret": "c2VjcmV0"})),
        answer(json!({"KeyId": ARN, "KeyLastUsage": {"Operation": "Decrypt", "KmsRequestId": "r-1"}})),
        answer(json!({})),
    ]);
    let key = Kms::new(&session(&script)).key("k1");
    let made = key.generate_data_key_pair().with(|r| r.key_pair_spec(DataKeyPairSpec::Rsa2048)).await.unwrap();
    assert_eq!(made.public_key().unwrap().as_ref(), b"public");
    assert_eq!(script.request(0).json(), json!({"KeyId": "k1", "KeyPairSpec": "RSA_2048"}));
    let hidden = key.generate_data_key_pair_without_plaintext().with(|r| r.key_pair_spec(DataKeyPairSpec::Rsa2048));
    assert_eq!(hidden.await.unwrap().key_id(), Some(ARN));
    assert_eq!(script.operations()[1], "GenerateDataKeyPairWithoutPlaintext");
    let derive = key
        .derive_shared_secret()
        .with(|r| r.key_agreement_algorithm(KeyAgreementAlgorithmSpec::Ecdh).public_key(Blob::new("public")));
    assert_eq!(derive.await.unwrap().shared_secret().unwrap().as_ref(), b"secret");
    let sent = json!({"KeyId": "k1", "KeyAgreementAlgorithm": "ECDH", "PublicKey": "cHVibGlj"});
    assert_eq!(script.request(2).json(), sent);
    let used = key.get_last_usage().await.unwrap();
    assert_eq!(used.key_last_usage().unwrap().kms_request_id(), Some("r-1"));
    assert_eq!(script.request(3).json(), json!({"KeyId": "k1"}));
    key.update_primary_region().with(|r| r.primary_region("us-east-1")).await.unwrap();
    assert_eq!(script.request(4).json(), json!({"KeyId": "k1", "PrimaryRegion": "us-east-1"}));
}

#[tokio::test]
async fn a_custom_key_store_is_made_and_deleted() {
    let key = json!({"KeyId": "k2", "Arn": "arn:aws:kms:eu-west-1:123456789012:key/k2", "CustomKeyStoreId": "cks-1"});
    let script = Script::new([
        answer(json!({"CustomKeyStoreId": "cks-1"})),
        answer(json!({"CustomKeyStores": [{"CustomKeyStoreId": "cks-0"}], "Truncated": true, "NextMarker": "more"})),
        answer(json!({"CustomKeyStores": [{"CustomKeyStoreId": "cks-1"}], "Truncated": false})),
        answer(json!({"KeyMetadata": key})),
        answer(json!({"Plaintext": "cmFuZG9t"})),
        answer(json!({})),
        answer(json!({})),
        answer(json!({})),
    ]);
    let kms = Kms::new(&session(&script));
    let create = kms.create_custom_key_store().with(|r| r.custom_key_store_name("vault").cloud_hsm_cluster_id("c-1"));
    let store = create.await.unwrap().unwrap();
    assert_eq!(script.request(0).json(), json!({"CustomKeyStoreName": "vault", "CloudHsmClusterId": "c-1"}));
    let stores = kms.custom_key_stores().try_collect().await.unwrap();
    assert_eq!(stores, [kms.custom_key_store("cks-0"), store.clone()]);
    assert_eq!(script.request(2).json(), json!({"Marker": "more"}));
    let key = store.create_key().await.unwrap().unwrap();
    assert_eq!(key.custom_key_store().await.unwrap(), Some(store.clone()));
    assert_eq!(script.request(3).json(), json!({"CustomKeyStoreId": "cks-1"}));
    let random = store.generate_random().with(|r| r.number_of_bytes(6)).await.unwrap();
    assert_eq!(random.plaintext().unwrap().as_ref(), b"random");
    assert_eq!(script.request(4).json(), json!({"CustomKeyStoreId": "cks-1", "NumberOfBytes": 6}));
    store.update().with(|r| r.new_custom_key_store_name("safe")).await.unwrap();
    assert_eq!(script.request(5).json(), json!({"CustomKeyStoreId": "cks-1", "NewCustomKeyStoreName": "safe"}));
    store.disconnect().await.unwrap();
    store.delete().await.unwrap();
    assert_eq!(script.operations()[6..], ["DisconnectCustomKeyStore", "DeleteCustomKeyStore"]);
    assert_eq!(script.request(7).json(), json!({"CustomKeyStoreId": "cks-1"}));
}

#[tokio::test]
async fn a_grant_is_retired_without_listing_any() {
    let script = Script::new([
        answer(json!({})),
        answer(json!({"Grants": [], "Truncated": false})),
        answer(json!({"Grants": [{"KeyId": ARN, "GrantId": "g2"}], "Truncated": true, "NextMarker": "more"})),
        answer(json!({"Grants": [{"KeyId": ARN, "GrantId": "g3"}], "Truncated": false})),
        answer(json!({})),
    ]);
    let kms = Kms::new(&session(&script));
    let grant = kms.key("k1").grant("g1");
    grant.retire().await.unwrap();
    assert_eq!(script.operations(), ["RetireGrant"]);
    assert_eq!(script.request(0).json(), json!({"KeyId": "k1", "GrantId": "g1"}));
    assert!(grant.data().await.unwrap_err().is_not_found());
    assert_eq!(script.request(1).json(), json!({"KeyId": "k1", "GrantId": "g1"}));

    let mine = kms.retirable_grants().filter(|r| r.retiring_principal("arn:aws:iam::123456789012:role/Reader"));
    let mine = mine.try_collect().await.unwrap();
    assert_eq!(mine.iter().map(|it| (it.key_id(), it.id())).collect::<Vec<_>>(), [(ARN, "g2"), (ARN, "g3")]);
    assert!(mine[1].loaded().is_some());
    mine[1].retire().await.unwrap();
    assert_eq!(script.request(4).json(), json!({"KeyId": ARN, "GrantId": "g3"}));
}

#[tokio::test(start_paused = true)]
async fn a_custom_key_store_is_connected_and_disconnected() {
    let script = Script::new([
        answer(json!({})),
        store("CONNECTING"),
        store("CONNECTED"),
        store("DISCONNECTING"),
        store("DISCONNECTED"),
        store("FAILED"),
    ]);
    let store = Kms::new(&session(&script)).custom_key_store("cks-1");
    store.connect().await.unwrap();
    store.wait_until_connected().await.unwrap();
    store.wait_until_disconnected().await.unwrap();
    let failed = store.wait_until_connected().await.unwrap_err();
    assert_eq!(failed.kind(), ErrorKind::WaiterFailed, "{failed}");
    assert_eq!(script.request(1).json(), json!({"CustomKeyStoreId": "cks-1"}));
}

#[tokio::test]
async fn a_custom_key_store_that_is_missing_is_not_found() {
    let script = Script::new([
        answer(json!({"CustomKeyStores": [{"CustomKeyStoreId": "cks-1", "ConnectionState": "CONNECTED"}]})),
        json_error("CustomKeyStoreNotFoundException", "no such store"),
    ]);
    let store = Kms::new(&session(&script)).custom_key_store("cks-1");
    assert_eq!(store.data().await.unwrap().connection_state(), Some(&ConnectionStateType::Connected));
    assert_eq!(store.arn().await.unwrap_err().kind(), ErrorKind::NoArn);
    let gone = store.reload().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
}
