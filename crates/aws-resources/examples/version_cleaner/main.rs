//! Deletes old noncurrent versions of S3 objects and delete markers that are left over, and aborts old multipart
//! uploads.
//!
//! ```sh
//! cargo run -p aws-resources --example version_cleaner --features accounts,s3 -- \
//!     --role-name BucketKeeper --regions eu-west-1,eu-west-3 --older-than-days 30 --yes
//! ```
//!
//! Credentials and region come from the environment, as for the AWS CLI. With AWS_ENDPOINT_URL it runs against a fake;
//! `cargo xtask example version_cleaner -- --older-than-days 0 --yes` starts one, and fills it.
//!
//! Without `--yes` it only reads, and says what it would do. With it, what is deleted can't be had back. The role needs
//! `s3:ListAllMyBuckets`, `s3:GetBucketVersioning`, `s3:ListBucketVersions`, `s3:ListBucketMultipartUploads` and what
//! `common/fleets.rs` says; with `--yes` `s3:DeleteObjectVersion` and `s3:AbortMultipartUpload`. Versions under a
//! retention or a legal hold stay, and are told as failed.
//!
//! A bucket's own lifecycle rules do the same for free
//! (<https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html>): this is for buckets that have
//! none, and for those who want to see what goes before it goes. Versions are listed at one page a time, but a row for
//! each that goes is kept until the end.

mod clean;
#[path = "../common/mod.rs"]
mod common;
mod keys;
mod plan;

use std::{
    error::Error,
    process::ExitCode,
    sync::Arc,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use clap::Parser;

use crate::{
    clean::Order,
    common::{FleetArguments, Fleets, Report},
};

/// Deletes noncurrent versions, left-over delete markers and unfinished uploads in S3 that are old; without --yes, says
/// what it would do.
///
/// A row for each goes to standard output: what was done with it, or why it failed. A version's age counts from when it
/// became noncurrent, a delete marker's from when it was made. Only markers behind which no version is left are deleted
/// while they are the latest: those of versions that go now, go the next time. What failed goes to standard error; then
/// the status is 1.
#[derive(Parser)]
#[command(name = "version_cleaner")]
struct Arguments {
    /// How old it must be; 0 is all
    #[arg(long, value_name = "DAYS", default_value_t = 30)]
    older_than_days: u32,

    /// Only these buckets, instead of all in the regions
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    buckets: Vec<String>,

    /// Does it
    #[arg(long)]
    yes: bool,

    #[command(flatten)]
    fleet: FleetArguments,
}

#[tokio::main]
async fn main() -> ExitCode {
    common::exit(run(Arguments::parse()).await)
}

/// Whether nothing failed.
async fn run(arguments: Arguments) -> Result<bool, Box<dyn Error>> {
    let Arguments { older_than_days, buckets, yes, fleet } = arguments;
    let age = Duration::from_secs(u64::from(older_than_days) * 24 * 60 * 60);
    let before = SystemTime::now().duration_since(UNIX_EPOCH)?.saturating_sub(age);
    let order = Arc::new(Order { before: i64::try_from(before.as_secs())?, buckets, yes });
    let fleets = Fleets::new(&fleet, "version-cleaner").await?;
    let mut report = Report::new();
    report.run("buckets", fleets.regional()?, move |session| clean::buckets(session, order.clone())).await;
    report.finish(fleet.format)
}
