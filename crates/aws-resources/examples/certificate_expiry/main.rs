//! Tells which certificates expire soon, or have: those in ACM and IAM's server certificates, over accounts and
//! regions.
//!
//! ```sh
//! cargo run -p aws-resources --example certificate_expiry --features accounts,acm,iam -- \
//!     --role-name AuditRole --all-regions --within-days 30
//! ```
//!
//! Credentials and region come from the environment, as for the AWS CLI. With AWS_ENDPOINT_URL it runs against a fake;
//! `cargo xtask example certificate_expiry` starts one, and fills it.
//!
//! It only reads. The role needs `acm:ListCertificates`, `acm:DescribeCertificate`, `iam:ListServerCertificates` and
//! what `common/fleets.rs` says.

mod certificates;
#[path = "../common/mod.rs"]
mod common;

use std::{
    error::Error,
    process::ExitCode,
    time::{SystemTime, UNIX_EPOCH},
};

use clap::Parser;

use crate::{
    certificates::Horizon,
    common::{FleetArguments, Fleets, Report},
};

/// Tells which certificates of ACM and IAM expire soon, or have expired.
///
/// Rows go to standard output, the most urgent first. Certificates that were never issued have no end, and are left
/// out. What uses a certificate is known of ACM's; IAM doesn't say it. What was skipped or failed goes to standard
/// error; the status is 1 if anything failed. Only List and Describe operations are called.
#[derive(Parser)]
#[command(name = "certificate_expiry")]
struct Arguments {
    /// Only those with no more days left than this
    #[arg(long, value_name = "DAYS", default_value_t = 60)]
    within_days: u32,

    #[command(flatten)]
    fleet: FleetArguments,
}

#[tokio::main]
async fn main() -> ExitCode {
    common::exit(run(Arguments::parse()).await)
}

/// Whether everything was read.
async fn run(arguments: Arguments) -> Result<bool, Box<dyn Error>> {
    let Arguments { within_days, fleet } = arguments;
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    let horizon = Horizon { now: i64::try_from(now)?, days: within_days.into() };
    let fleets = Fleets::new(&fleet, "certificate-expiry").await?;
    let mut report = Report::new();
    report.run("IAM", fleets.global()?, move |session| certificates::iam(session, horizon)).await;
    report.run("ACM", fleets.regional()?, move |session| certificates::acm(session, horizon)).await;
    report.finish(fleet.format)
}
