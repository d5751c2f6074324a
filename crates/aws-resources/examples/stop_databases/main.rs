//! Stops the databases that have a tag in the evening, and starts them again in the morning.
//!
//! ```sh
//! cargo run -p aws-resources --example stop_databases --features accounts,rds -- \
//!     --role-name NightWatch --regions eu-west-1,eu-west-3 --tag Schedule=office-hours --yes
//! ```
//!
//! Credentials and region come from the environment, as for the AWS CLI. With AWS_ENDPOINT_URL it runs against a fake;
//! `cargo xtask example stop_databases -- --yes` starts one, and fills it.
//!
//! With `--start` it starts them. Without `--yes` it only reads, and says what it would do. The role needs
//! `rds:DescribeDBInstances`, `rds:DescribeDBClusters` and what `common/fleets.rs` says; with `--yes`
//! `rds:StopDBInstance` and `rds:StopDBCluster`, or with `--start` `rds:StartDBInstance` and `rds:StartDBCluster`.
//!
//! RDS starts what has been stopped for seven days by itself
//! (<https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_StopInstance.html>), so run it every evening.

#[path = "../common/mod.rs"]
mod common;
mod databases;

use std::{error::Error, process::ExitCode, sync::Arc};

use clap::Parser;

use crate::{
    common::{FleetArguments, Fleets, Report},
    databases::{Change, Order},
};

/// Stops the RDS instances and Aurora clusters that have a tag, or starts them again; without --yes, says what it would
/// do.
///
/// A row for each database that has the tag goes to standard output: what was done, or why not. What can't be stopped
/// is skipped, with the reason. It isn't waited for until a database has stopped. What failed goes to standard error;
/// then the status is 1.
#[derive(Parser)]
#[command(name = "stop_databases")]
struct Arguments {
    /// The tag of the databases that are meant
    #[arg(long, value_name = "KEY=VALUE", value_parser = tag, default_value = "Schedule=office-hours")]
    tag: (String, String),

    /// Starts them, instead of stopping them
    #[arg(long)]
    start: bool,

    /// Does it
    #[arg(long)]
    yes: bool,

    #[command(flatten)]
    fleet: FleetArguments,
}

fn tag(text: &str) -> Result<(String, String), &'static str> {
    match text.split_once('=') {
        Some((key, value)) if !key.is_empty() => Ok((key.to_owned(), value.to_owned())),
        _ => Err("it is written KEY=VALUE"),
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    common::exit(run(Arguments::parse()).await)
}

/// Whether nothing failed.
async fn run(arguments: Arguments) -> Result<bool, Box<dyn Error>> {
    let Arguments { tag, start, yes, fleet } = arguments;
    let order = Arc::new(Order { tag, change: if start { Change::Start } else { Change::Stop }, yes });
    let fleets = Fleets::new(&fleet, "stop-databases").await?;
    let mut report = Report::new();
    report.run("databases", fleets.regional()?, move |session| databases::change(session, order.clone())).await;
    report.finish(fleet.format)
}
