//! Swift's S3, for the tests of both servers.

use aws_config::{BehaviorVersion, Region, SdkConfig, retry::RetryConfig};
use aws_credential_types::{Credentials, provider::SharedCredentialsProvider};
use aws_resources::{
    Session,
    s3::{Bucket, S3},
};
use fake_aws::FakeS3;

/// Whether objects have tags: it answers `NotImplemented`, "Object tagging is not supported.", to a request with some.
/// <https://docs.openstack.org/swift/latest/s3_compat.html>
pub(crate) const TAGS: bool = false;

/// Whether it computes CRC64NVME.
pub(crate) const CRC64: bool = true;

/// A session whose user has this secret access key.
pub(crate) fn session(secret_key: &str) -> Session {
    let keys = Credentials::new(FakeS3::ACCESS_KEY, secret_key, None, None, "FakeS3");
    let config = SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .endpoint_url(FakeS3::shared().endpoint_url())
        .region(Region::new("us-east-1"))
        .retry_config(RetryConfig::disabled())
        .credentials_provider(SharedCredentialsProvider::new(keys));
    Session::new(&config.build())
}

/// A bucket, of a name that no other test has.
pub(crate) async fn bucket(name: &str) -> Bucket {
    let bucket = S3::new(&session(FakeS3::SECRET_KEY)).bucket(name);
    bucket.create().await.unwrap();
    bucket
}
