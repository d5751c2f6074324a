//! Buckets with noncurrent versions, delete markers and unfinished uploads.

use aws_config::SdkConfig;
use aws_sdk_s3::{
    Client,
    types::{BucketVersioningStatus, VersioningConfiguration},
};
use fake_aws::FakeAws;

use crate::organisation::Organisation;

/// Fills buckets: one with all that can go, one without versions, and one in another account and region.
///
/// # Panics
/// If the fake refuses something.
pub async fn fill(organisation: &Organisation) {
    let own = &organisation.management;
    let client = bucket(&organisation.own("eu-west-1"), &own.id, "eu-west-1", "attic").await;
    let attic = format!("attic-{}", own.id);
    for text in ["first", "second", "third"] {
        put(&client, &attic, "report.csv", text).await;
    }
    put(&client, &attic, "deleted.txt", "still there").await;
    client.delete_object().bucket(&attic).key("deleted.txt").send().await.expect("it can be deleted");
    let only = put(&client, &attic, "left-over.txt", "gone").await;
    client.delete_object().bucket(&attic).key("left-over.txt").send().await.expect("it can be deleted");
    let delete = client.delete_object().bucket(&attic).key("left-over.txt").version_id(only);
    delete.send().await.expect("its version, too");
    let upload = client.create_multipart_upload().bucket(&attic).key("backup.tar");
    upload.send().await.expect("an upload can be begun");

    let plain = format!("plain-{}", own.id);
    FakeAws::shared().create_bucket(&own.id, "eu-west-1", &plain).expect("the name is free");
    for text in ["first", "second"] {
        put(&client, &plain, "report.csv", text).await;
    }

    let shop = &organisation.members[0];
    let client = bucket(&organisation.member(0, "us-east-1"), shop, "us-east-1", "orders").await;
    for text in ["first", "second"] {
        put(&client, &format!("orders-{shop}"), "orders.csv", text).await;
    }
}

/// A bucket that keeps versions, and a client of its region. Names are global, so the account is a part of them.
///
/// # Panics
/// If the fake refuses something.
pub async fn bucket(config: &SdkConfig, account: &str, region: &str, name: &str) -> Client {
    let bucket = format!("{name}-{account}");
    FakeAws::shared().create_bucket(account, region, &bucket).expect("the name is free");
    let client = Client::new(config);
    let kept = VersioningConfiguration::builder().status(BucketVersioningStatus::Enabled).build();
    let versioning = client.put_bucket_versioning().bucket(bucket).versioning_configuration(kept);
    versioning.send().await.expect("versions can be kept");
    client
}

/// Writes an object, and gives the id of its version: empty where the bucket keeps none.
///
/// # Panics
/// If the fake refuses it.
pub async fn put(client: &Client, bucket: &str, key: &str, text: &'static str) -> String {
    let put = client.put_object().bucket(bucket).key(key).body(text.as_bytes().to_vec().into());
    put.send().await.expect("it can be written").version_id.unwrap_or_default()
}
