//! Finds what is open to everybody: S3 buckets, databases, security groups, EBS snapshots and AMIs.
//!
//! ```sh
//! cargo run -p aws-resources --example public_access --features accounts,ec2,rds,s3 -- \
//!     --role-name AuditRole --all-regions --allow-ports 80,443
//! ```
//!
//! Credentials and region come from the environment, as for the AWS CLI. With AWS_ENDPOINT_URL it runs against a fake;
//! `cargo xtask example public_access` starts one, and fills it.
//!
//! It only reads. The role needs `s3:ListAllMyBuckets`, `s3:GetBucketPublicAccessBlock`, `s3:GetBucketPolicyStatus`,
//! `s3:GetBucketAcl`, `rds:DescribeDBInstances`, `rds:DescribeDBClusters`, `ec2:DescribeSecurityGroups`,
//! `ec2:DescribeSnapshots`, `ec2:DescribeSnapshotAttribute`, `ec2:DescribeImages` and what `common/fleets.rs` says. The
//! policy `SecurityAudit` of AWS is made for such readers.
//!
//! What it doesn't look at: the account's own block of public access to S3, which may hold back what a bucket lets in;
//! the access control lists of single objects; and whether an open security group has anything in it.

mod buckets;
#[path = "../common/mod.rs"]
mod common;
mod compute;
mod databases;
mod finding;

use std::{error::Error, process::ExitCode, sync::Arc};

use aws_resources::{Result, Session};
use clap::Parser;

use crate::{
    common::{FleetArguments, Fleets, Listing, Report, together},
    finding::Row,
};

/// Finds S3 buckets, databases, security groups, EBS snapshots and AMIs that are open to everybody.
///
/// Rows go to standard output. `public` is what everybody can reach or read; `not blocked` is a bucket in which nothing
/// keeps somebody from making it so. What was skipped or failed goes to standard error; the status is 1 if anything
/// failed. Only List, Get and Describe operations are called.
#[derive(Parser)]
#[command(name = "public_access")]
struct Arguments {
    /// TCP ports that may be open to everybody
    #[arg(long, value_name = "PORT", value_delimiter = ',')]
    allow_ports: Vec<u16>,

    #[command(flatten)]
    fleet: FleetArguments,
}

#[tokio::main]
async fn main() -> ExitCode {
    common::exit(run(Arguments::parse()).await)
}

/// Whether everything was read.
async fn run(arguments: Arguments) -> Result<bool, Box<dyn Error>> {
    let Arguments { allow_ports, fleet } = arguments;
    let allowed: Arc<[u16]> = allow_ports.into();
    let fleets = Fleets::new(&fleet, "public-access").await?;
    let mut report = Report::new();
    report.run("regions", fleets.regional()?, move |session| open(session, allowed.clone())).await;
    report.finish(fleet.format)
}

/// What is open in an account and region, all kinds at one time.
async fn open(session: Session, allowed: Arc<[u16]>) -> Result<Listing<Row>> {
    let (buckets, instances, clusters, groups, snapshots, images) = tokio::join!(
        buckets::open(&session),
        databases::instances(&session),
        databases::clusters(&session),
        compute::security_groups(&session, &allowed),
        compute::snapshots(&session),
        compute::images(&session),
    );
    together([buckets, instances, clusters, groups, snapshots, images])
}
