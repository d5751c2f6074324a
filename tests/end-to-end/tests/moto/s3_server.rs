//! moto's S3, for the tests of both servers. It takes whatever checksum and signature it gets, and copies a source, whole
//! or in parts, that isn't the one of the condition.

use aws_resources::s3::{Bucket, S3};
use end_to_end::fake::Account;

/// Whether objects have tags.
pub(crate) const TAGS: bool = true;

/// Whether it computes CRC64NVME: it answers with the CRC32 under that name.
pub(crate) const CRC64: bool = false;

/// A bucket that no other test has.
pub(crate) async fn bucket(name: &str) -> Bucket {
    let account = Account::new("us-east-1").await;
    let bucket = S3::new(&account.session).bucket(format!("{name}-{}", account.id));
    bucket.create().await.unwrap();
    bucket
}
