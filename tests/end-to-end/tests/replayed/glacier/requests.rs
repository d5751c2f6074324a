//! What is sent to Glacier, and the identifiers that it answers with in headers alone.

use aws_resources::{Session, glacier::Glacier};
use aws_sdk_glacier::{
    primitives::ByteStream,
    types::{DataRetrievalPolicy, DataRetrievalRule, VaultAccessPolicy, VaultLockPolicy, VaultNotificationConfig},
};
use aws_smithy_runtime_api::client::{
    http::{HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector},
    orchestrator::HttpRequest,
    runtime_components::RuntimeComponents,
};
use end_to_end::{
    answers::rest_json,
    script::{Answer, REGION, Script, config, session},
};
use serde_json::json;

/// The headers of all answers here: no operation looks for another one's.
const HEADERS: [(&str, &str); 4] = [
    ("x-amz-archive-id", "archive-1"),
    ("x-amz-capacity-id", "capacity-1"),
    ("x-amz-lock-id", "lock-1"),
    ("x-amz-multipart-upload-id", "upload-1"),
];

/// A script's client whose answers have [`HEADERS`], too.
#[derive(Clone, Debug)]
struct WithHeaders<C>(C);

impl<C: HttpClient> HttpClient for WithHeaders<C> {
    fn http_connector(&self, settings: &HttpConnectorSettings, parts: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(WithHeaders(self.0.http_connector(settings, parts)))
    }
}

impl HttpConnector for WithHeaders<SharedHttpConnector> {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let answer = self.0.call(request);
        HttpConnectorFuture::new(async move {
            let mut response = answer.await?;
            for (name, value) in HEADERS {
                response.headers_mut().insert(name, value);
            }
            Ok(response)
        })
    }
}

fn glacier(script: &Script) -> Glacier {
    // What is called is recorded from the first such session on.
    session(script);
    let config = config(script, Some(REGION)).to_builder().http_client(WithHeaders(script.client())).build();
    Glacier::new(&Session::new(&config))
}

/// Answers without a body.
fn done<const N: usize>() -> Script {
    Script::new([(); N].map(|()| Answer::http(204, "application/json", "")))
}

#[tokio::test]
async fn an_archive_is_uploaded_in_parts() {
    let script = done::<4>();
    let vault = glacier(&script).vault("-", "films");
    let upload = vault.initiate_multipart_upload().with(|r| r.part_size("1048576")).await.unwrap().unwrap();
    assert_eq!(upload, vault.multipart_upload("upload-1"));
    let part = upload.upload_part();
    part.with(|r| r.range("bytes 0-5/*").body(ByteStream::from_static(b"a film"))).await.unwrap();
    let archive = upload.complete().with(|r| r.archive_size("6").checksum("hash")).await.unwrap();
    assert_eq!(archive, Some(vault.archive("archive-1")));
    upload.abort().await.unwrap();
    let uploads = "/-/vaults/films/multipart-uploads";
    let expected = [
        format!("POST {uploads}"),
        format!("PUT {uploads}/upload-1"),
        format!("POST {uploads}/upload-1"),
        format!("DELETE {uploads}/upload-1"),
    ];
    assert_eq!(script.operations(), expected);
    assert_eq!(script.request(0).headers["x-amz-part-size"], "1048576");
    let part = script.request(1);
    assert_eq!((part.headers["content-range"].as_str(), part.body.as_str()), ("bytes 0-5/*", "a film"));
    assert!(part.headers.contains_key("x-amz-sha256-tree-hash"), "the SDK makes it");
    let complete = script.request(2);
    assert_eq!(complete.headers["x-amz-archive-size"], "6");
    assert_eq!(complete.headers["x-amz-sha256-tree-hash"], "hash");
}

#[tokio::test]
async fn a_vault_is_locked_in_two_steps() {
    let script = done::<3>();
    let lock = glacier(&script).vault("-", "films").lock();
    let policy = VaultLockPolicy::builder().policy("{}").build();
    let id = lock.initiate().with(|r| r.policy(policy)).await.unwrap();
    assert_eq!(id.as_deref(), Some("lock-1"));
    lock.complete().with(|r| r.lock_id("lock-1")).await.unwrap();
    lock.abort().await.unwrap();
    let path = "/-/vaults/films/lock-policy";
    let expected = [format!("POST {path}"), format!("POST {path}/lock-1"), format!("DELETE {path}")];
    assert_eq!(script.operations(), expected);
    assert_eq!(script.request(0).json(), json!({"Policy": "{}"}));
}

#[tokio::test]
async fn policies_and_notifications_are_set_and_deleted() {
    let script = done::<5>();
    let glacier = glacier(&script);
    let vault = glacier.vault("-", "films");
    let notification = VaultNotificationConfig::builder().sns_topic("arn:t").events("ArchiveRetrievalCompleted");
    let set = vault.notification().set();
    set.with(|r| r.vault_notification_config(notification.build())).await.unwrap();
    vault.notification().delete().await.unwrap();
    let policy = VaultAccessPolicy::builder().policy("{}").build();
    vault.access_policy().set().with(|r| r.policy(policy)).await.unwrap();
    vault.access_policy().delete().await.unwrap();
    let rule = DataRetrievalRule::builder().strategy("FreeTier").build();
    let policy = DataRetrievalPolicy::builder().rules(rule).build();
    glacier.data_retrieval_policy("-").set().with(|r| r.policy(policy)).await.unwrap();
    let expected = [
        "PUT /-/vaults/films/notification-configuration",
        "DELETE /-/vaults/films/notification-configuration",
        "PUT /-/vaults/films/access-policy",
        "DELETE /-/vaults/films/access-policy",
        "PUT /-/policies/data-retrieval",
    ];
    assert_eq!(script.operations(), expected);
    let sent = json!({"SNSTopic": "arn:t", "Events": ["ArchiveRetrievalCompleted"]});
    assert_eq!(script.request(0).json(), sent);
    assert_eq!(script.request(2).json(), json!({"Policy": "{}"}));
    assert_eq!(script.request(4).json(), json!({"Policy": {"Rules": [{"Strategy": "FreeTier"}]}}));
}

#[tokio::test]
async fn capacity_is_bought_for_an_account() {
    let script = done::<2>();
    let glacier = glacier(&script);
    let bought = glacier.purchase_provisioned_capacity().await.unwrap();
    assert_eq!(bought, Some(glacier.provisioned_capacity("-", "capacity-1")));
    let bought = glacier.account("123456789012").purchase_provisioned_capacity().await.unwrap();
    assert_eq!(bought, Some(glacier.provisioned_capacity("123456789012", "capacity-1")));
    let expected = ["POST /-/provisioned-capacity", "POST /123456789012/provisioned-capacity"];
    assert_eq!(script.operations(), expected);
}

/// A vault's tags come as a map: they have no pages, and aren't resources.
#[tokio::test]
async fn a_vault_has_tags() {
    let empty = || Answer::http(204, "application/json", "");
    let listed = rest_json(json!({"Tags": {"team": "web"}}));
    let script = Script::new([empty(), listed, empty()]);
    let vault = glacier(&script).vault("-", "films");
    vault.add_tags().with(|r| r.tags("team", "web")).await.unwrap();
    assert_eq!(vault.list_tags().await.unwrap().unwrap()["team"], "web");
    vault.remove_tags().with(|r| r.tag_keys("team")).await.unwrap();
    assert_eq!(script.request(1).operation(), "GET /-/vaults/films/tags");
    let (add, remove) = (script.request(0), script.request(2));
    assert_eq!(
        (add.operation(), add.json()),
        ("POST /-/vaults/films/tags".to_owned(), json!({"Tags": {"team": "web"}}))
    );
    assert_eq!(add.query()["operation"], "add");
    assert_eq!(remove.json(), json!({"TagKeys": ["team"]}));
    assert_eq!(remove.query()["operation"], "remove");
}
