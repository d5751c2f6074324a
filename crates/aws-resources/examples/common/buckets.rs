//! The buckets of a region.

use aws_resources::{
    Collection, Session,
    s3::{Bucket, S3, sdk::operation::list_buckets::builders::ListBucketsFluentBuilder},
};

/// The general purpose buckets in the session's region: all requests about a bucket go to its own region.
pub(crate) fn buckets(session: &Session) -> Collection<ListBucketsFluentBuilder, Bucket> {
    let region = session.region_name().map(str::to_owned);
    S3::new(session).buckets().filter(|request| request.set_bucket_region(region))
}
