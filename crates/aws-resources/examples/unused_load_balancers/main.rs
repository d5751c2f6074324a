//! Finds load balancers that nobody is behind: with no listener, no targets or instances, or none that is healthy.
//!
//! ```sh
//! cargo run -p aws-resources --example unused_load_balancers --features accounts,elb,elbv2 -- \
//!     --role-name AuditRole --all-regions
//! ```
//!
//! Credentials and region come from the environment, as for the AWS CLI. With AWS_ENDPOINT_URL it runs against a fake;
//! `cargo xtask example unused_load_balancers` starts one, and fills it.
//!
//! It only reads. The role needs `elasticloadbalancing:DescribeLoadBalancers`,
//! `elasticloadbalancing:DescribeListeners`, `elasticloadbalancing:DescribeTargetGroups`,
//! `elasticloadbalancing:DescribeTargetHealth`, `elasticloadbalancing:DescribeInstanceHealth` and what
//! `common/fleets.rs` says.

mod balancers;
#[path = "../common/mod.rs"]
mod common;

use std::{error::Error, process::ExitCode};

use clap::Parser;

use crate::common::{FleetArguments, Fleets, Report};

/// Finds load balancers with no listener, no targets or instances, or none that is healthy.
///
/// Application, network, gateway and classic ones. Rows go to standard output, with the reason. What was skipped or
/// failed goes to standard error; the status is 1 if anything failed. Only Describe operations are called.
#[derive(Parser)]
#[command(name = "unused_load_balancers")]
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
    let fleets = Fleets::new(&arguments.fleet, "unused-load-balancers").await?;
    let mut report = Report::new();
    report.run("load balancers", fleets.regional()?, balancers::unused).await;
    report.finish(arguments.fleet.format)
}
