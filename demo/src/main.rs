//! The main job, which `cargo xtask demo` runs: lists what is in two accounts, with ARNs.
#![forbid(unsafe_code)]

mod accounts;
mod calls;
mod inventory;
mod progress;
mod seed;
mod table;

use std::{error::Error, process::ExitCode, time::Instant};

use aws_resources::Session;
use clap::Parser;
use fake_aws::FakeAws;

use crate::{calls::Calls, progress::Progress};

/// Lists trails, databases, load balancers and hosted zones with their ARNs, through aws-resources.
///
/// Without options it needs no AWS account: it starts a fake AWS on this machine (moto; it needs Python 3.10 with its
/// venv module, and the first time the network, to install itself), fills two accounts of it through the plain SDK,
/// and lists both through the resource layer, page by page. Nothing of your AWS configuration is read.
///
/// Ends with status 0 if every listing was read to its end, else with 1; a listing that fails is shown in its place
/// and doesn't stop the others.
#[derive(Parser)]
#[command(name = "demo", bin_name = "cargo xtask demo --", version)]
struct Arguments {
    /// Lists your own AWS account instead of the fake, read-only
    ///
    /// Takes credentials and region from where the AWS CLI takes them (AWS_PROFILE, AWS_REGION, ~/.aws/config, …).
    /// Of a profile with IAM Identity Center or a credential_process, hand over what the CLI has, as this is built without
    /// them: eval "$(aws configure export-credentials --format env)".
    /// Only List, Describe and Get operations are called; nothing is created, changed or deleted: what fills the
    /// fake can't be run against a real account.
    #[arg(long)]
    real: bool,

    /// Prints every row, instead of the first three and the last one of a long listing
    #[arg(long)]
    all: bool,
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(&arguments).await {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Whether every listing was read to its end.
async fn run(arguments: &Arguments) -> Result<bool, Box<dyn Error + Send + Sync>> {
    let calls = Calls::default();
    if arguments.real {
        let session = accounts::real(&calls).await?;
        return Ok(list(&[session], &calls, arguments.all).await);
    }
    let progress = Progress::start("starting the fake AWS");
    let aws = tokio::task::spawn_blocking(FakeAws::start).await??;
    progress.end();
    let (filling, listing) = (accounts::fake(&aws, &Calls::default()), accounts::fake(&aws, &calls));
    let mut sessions = Vec::new();
    for (account, size) in accounts::FAKE.iter().zip(seed::SIZES) {
        seed::fill(&aws, account, account.session(&filling).config(), size).await?;
        sessions.push(account.session(&listing));
    }
    Ok(list(&sessions, &calls, arguments.all).await)
}

async fn list(sessions: &[Session], calls: &Calls, all: bool) -> bool {
    let started = Instant::now();
    let progress = Progress::start("listing");
    let mut listings = Vec::new();
    for session in sessions {
        listings.extend(inventory::of(session, &progress).await);
    }
    progress.end();
    let elapsed = started.elapsed();
    print!("{}", table::render(&listings, all));
    let resources: usize = listings.iter().map(|listing| listing.rows.len()).sum();
    let pages: usize = listings.iter().map(|listing| listing.pages).sum();
    let failed = listings.iter().filter(|listing| listing.error.is_some()).count();
    let calls = calls.count();
    println!("\n{resources} resources, {pages} pages, {calls} calls in {:.1} s", elapsed.as_secs_f64());
    if failed > 0 {
        println!("{failed} of {} listings failed: their errors are in the table", listings.len());
    }
    failed == 0
}
