//! Buckets: their policy, their access control list, and what holds both back.

use aws_resources::{
    Result, Session,
    s3::{
        Bucket,
        sdk::types::{Grant, PublicAccessBlockConfiguration},
    },
};

use crate::{
    common::{self, Listing},
    finding::{self, NOT_BLOCKED, PUBLIC, Row},
};

/// The groups that are everybody, or everybody who has an AWS account:
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html>
const GROUPS: [(&str, &str); 2] = [
    ("http://acs.amazonaws.com/groups/global/AllUsers", "everybody"),
    ("http://acs.amazonaws.com/groups/global/AuthenticatedUsers", "everybody with an AWS account"),
];

pub(crate) async fn open(session: &Session) -> Listing<Row> {
    let mut listing = Listing::default();
    let mut all = common::buckets(session);
    while let Some(bucket) = all.next().await {
        let Some(bucket) = listing.take(bucket) else { continue };
        let rows = async { finding::rows(&bucket, bucket.name(), found(&bucket).await?).await };
        let rows = listing.take(rows.await);
        listing.rows.extend(rows.into_iter().flatten());
    }
    listing
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html>
async fn found(bucket: &Bucket) -> Result<Vec<(&'static str, String)>> {
    let mut found = Vec::new();
    let block = match bucket.public_access_block().data().await {
        Err(error) if error.is_not_found() => None,
        block => Some(block?),
    };
    let off = off(block.as_deref());
    if !off.is_empty() {
        found.push((NOT_BLOCKED, format!("these are off: {}", off.join(", "))));
    }
    if off.contains(&"RestrictPublicBuckets") && has_public_policy(bucket).await? {
        found.push((PUBLIC, "its policy lets everybody in".to_owned()));
    }
    if off.contains(&"IgnorePublicAcls") {
        let acl = bucket.acl().data().await?;
        found.extend(acl.grants().iter().filter_map(granted).map(|granted| (PUBLIC, granted)));
    }
    Ok(found)
}

/// The parts of the bucket's block that are off: all, if it has none.
fn off(block: Option<&PublicAccessBlockConfiguration>) -> Vec<&'static str> {
    let parts = [
        ("BlockPublicAcls", block.and_then(|block| block.block_public_acls())),
        ("IgnorePublicAcls", block.and_then(|block| block.ignore_public_acls())),
        ("BlockPublicPolicy", block.and_then(|block| block.block_public_policy())),
        ("RestrictPublicBuckets", block.and_then(|block| block.restrict_public_buckets())),
    ];
    parts.into_iter().filter(|(_, on)| *on != Some(true)).map(|(name, _)| name).collect()
}

async fn has_public_policy(bucket: &Bucket) -> Result<bool> {
    match bucket.policy().get_status().await {
        Err(error) if error.is_not_found() => Ok(false),
        status => Ok(status?.is_some_and(|status| status.is_public() == Some(true))),
    }
}

/// What a grant gives everybody, if it does.
fn granted(grant: &Grant) -> Option<String> {
    let uri = grant.grantee()?.uri()?;
    let (_, who) = GROUPS.iter().find(|(group, _)| *group == uri)?;
    let what = grant.permission().map_or("something", |permission| permission.as_str());
    Some(format!("its ACL grants {what} to {who}"))
}
