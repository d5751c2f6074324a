//! Rotations with their key material, custom key stores, and what names a key by its ARN.

use aws_resources::{ErrorKind, kms::Kms};
use aws_sdk_kms::types::{ConnectionStateType, IncludeKeyMaterial, RotationType};
use end_to_end::script::{Answer, Script, session};
use serde_json::{Value, json};

const ARN: &str = "arn:aws:kms:eu-west-1:123456789012:key/k1";

fn answer(body: Value) -> Answer {
    Answer::http(200, "application/x-amz-json-1.1", body.to_string())
}

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
        Answer::http(
            400,
            "application/x-amz-json-1.1",
            json!({"__type": "CustomKeyStoreNotFoundException", "message": "no such store"}).to_string(),
        ),
    ]);
    let store = Kms::new(&session(&script)).custom_key_store("cks-1");
    assert_eq!(store.data().await.unwrap().connection_state(), Some(&ConnectionStateType::Connected));
    assert_eq!(store.arn().await.unwrap_err().kind(), ErrorKind::NoArn);
    let gone = store.reload().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
}
