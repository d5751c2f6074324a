//! Finds resources that lack tags: all that can be tagged, of the services that are enabled.
//!
//! ```sh
//! cargo run -p aws-resources --example untagged --features accounts,ec2,rds,registry,s3,lambda,sqs -- \
//!     --role-name AuditRole --regions eu-west-1,eu-west-3 --key owner --key stage
//! ```
//!
//! Every service whose feature is on is looked at; the first five features are always needed. Credentials and region
//! come from the environment, as for the AWS CLI. With AWS_ENDPOINT_URL it runs against a fake;
//! `cargo xtask example untagged` starts one, and fills it.
//!
//! It only reads. The role needs to list resources and their tags, as AWS's policy `ReadOnlyAccess` allows it, and what
//! `common/fleets.rs` says.
//!
//! What a service lists by itself is looked at; what is listed only below something else, such as the listeners of a
//! load balancer, isn't, nor is what belongs to AWS or to another account. Tags are asked for one resource at a time.

#[path = "../common/mod.rs"]
mod common;
mod order;
mod resources;

use std::{error::Error, process::ExitCode, sync::Arc};

use clap::Parser;

use crate::{
    common::{FleetArguments, Fleets, Report},
    order::{Only, Order},
};

/// Services that answer in one region only, or the same in all
/// (<https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/global-services.html>). S3 isn't
/// among them: what is asked about a bucket goes to its own region.
const GLOBAL: [&str; 8] = ["cloudfront", "cur", "health", "iam", "organizations", "pricing", "route53", "support"];

/// Finds resources that lack tags, and prints their ARNs and the keys that are missing.
///
/// A tag with an empty value is there. Rows go to standard output, what was skipped or failed to standard error; the
/// status is 1 if anything failed. Only List, Get and Describe operations are called.
#[derive(Parser)]
#[command(name = "untagged")]
struct Arguments {
    /// A key that every resource must have; may be given several times
    #[arg(long = "key", value_name = "KEY", required = true)]
    keys: Vec<String>,

    /// Only these services or types, as in rds or ec2.Instance, instead of all that are built in
    #[arg(long, value_name = "SERVICE[.TYPE]", value_delimiter = ',', value_parser = Only::parse)]
    only: Vec<Only>,

    #[command(flatten)]
    fleet: FleetArguments,
}

#[tokio::main]
async fn main() -> ExitCode {
    common::exit(run(Arguments::parse()).await)
}

/// Whether everything was read.
async fn run(arguments: Arguments) -> Result<bool, Box<dyn Error>> {
    let Arguments { keys, only, fleet } = arguments;
    let order = Arc::new(Order { keys, only });
    let fleets = Fleets::new(&fleet, "untagged").await?;
    let mut report = Report::new();
    for service in order.services() {
        let fleet = if GLOBAL.contains(&service.name()) { fleets.global()? } else { fleets.regional()? };
        let order = order.clone();
        report.run(service.title(), fleet, move |session| resources::untagged(session, service, order.clone())).await;
    }
    report.finish(fleet.format)
}
