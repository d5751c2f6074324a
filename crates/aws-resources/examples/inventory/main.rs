//! Lists databases, trails, load balancers and hosted zones with their ARNs, over all accounts of an organisation.
//!
//! ```sh
//! cargo run -p aws-resources --example inventory --features accounts,cloudtrail,elbv2,rds,route53 -- \
//!     --role-name AuditRole --all-regions --format csv
//! ```
//!
//! Credentials and region come from the environment, as for the AWS CLI. With AWS_ENDPOINT_URL it runs against a fake;
//! `cargo xtask example inventory` starts one, and fills it.
//!
//! It only reads. The role needs `cloudtrail:DescribeTrails`, `elasticloadbalancing:DescribeLoadBalancers`,
//! `rds:DescribeDBClusters`, `rds:DescribeDBInstances` and `route53:ListHostedZones`, and what `common/fleets.rs` says.

#[path = "../common/mod.rs"]
mod common;
mod listing;

use std::{error::Error, process::ExitCode};

use clap::Parser;

use crate::common::{FleetArguments, Fleets, Report};

/// Lists databases, trails, load balancers and hosted zones with their ARNs, over the accounts of an organisation.
///
/// Rows go to standard output, sorted by account and region. Progress goes to standard error, and in the end what was
/// skipped or failed there; the status is 1 if anything failed. Only List, Describe and Get operations are called.
#[derive(Parser)]
#[command(name = "inventory")]
struct Arguments {
    #[command(flatten)]
    fleet: FleetArguments,
}

#[tokio::main]
async fn main() -> ExitCode {
    common::exit(run(Arguments::parse()).await)
}

/// Whether everything was read.
async fn run(arguments: Arguments) -> Result<bool, Box<dyn Error>> {
    let fleets = Fleets::new(&arguments.fleet, "inventory").await?;
    let mut report = Report::new();
    report.run("global services", fleets.global()?, listing::global).await;
    report.run("regions", fleets.regional()?, listing::regional).await;
    report.finish(arguments.fleet.format)
}
