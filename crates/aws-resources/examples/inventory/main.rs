//! Lists databases, trails, load balancers and hosted zones with their ARNs, over all accounts of an organisation.
//!
//! ```sh
//! cargo run -p aws-resources --example inventory --features accounts,cloudtrail,elbv2,rds,route53 -- \
//!     --role-name AuditRole --all-regions --format csv
//! ```
//!
//! Credentials and region come from the environment, as for the AWS CLI. With AWS_ENDPOINT_URL it runs against a fake.

mod listing;
mod output;
mod report;

use std::{error::Error, io, process::ExitCode};

use aws_resources::{Account, Fleet, SessionManager, accounts::Organization, partition::Partition};
use clap::Parser;

use crate::{output::Format, report::Report};

/// Lists databases, trails, load balancers and hosted zones with their ARNs, over the accounts of an organisation.
///
/// Rows go to standard output, sorted by account and region. Progress goes to standard error, and in the end what was
/// skipped or failed there; the status is 1 if anything failed. Only List, Describe and Get operations are called.
#[derive(Parser)]
#[command(name = "inventory")]
struct Arguments {
    /// The role that is assumed in each account; the account that the credentials belong to is read without
    #[arg(long)]
    role_name: String,

    /// What the role wants to be told when it is assumed
    #[arg(long)]
    external_id: Option<String>,

    /// Only these accounts, instead of all active ones of the organisation
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    accounts: Vec<String>,

    /// Only the accounts in this organisational unit (ou-…) and in those below it
    #[arg(long, value_name = "OU", conflicts_with = "accounts")]
    organizational_unit: Option<String>,

    /// The regions, instead of the one of the environment
    #[arg(long, value_name = "REGION", value_delimiter = ',')]
    regions: Vec<String>,

    /// All regions; those that an account has not enabled are skipped
    #[arg(long, conflicts_with = "regions")]
    all_regions: bool,

    /// How rows are written
    #[arg(long, default_value = "table")]
    format: Format,

    /// How many accounts and regions are read at one time
    #[arg(long, value_name = "N", default_value_t = 32)]
    concurrency: usize,

    /// Only a part of the accounts, to split the work over N machines: the Ith, counted from 0
    #[arg(long, value_name = "I/N", value_parser = shard)]
    shard: Option<(usize, usize)>,
}

fn shard(text: &str) -> Result<(usize, usize), Box<dyn Error + Send + Sync>> {
    let (index, count) = text.split_once('/').ok_or("it is written I/N")?;
    Ok((index.parse()?, count.parse()?))
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Arguments::parse()).await {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Whether everything was read.
async fn run(arguments: Arguments) -> Result<bool, Box<dyn Error>> {
    let config = aws_config::load_from_env().await;
    let mut manager = SessionManager::builder(&config).role_name(&arguments.role_name).session_name("inventory");
    if let Some(id) = &arguments.external_id {
        manager = manager.external_id(id);
    }
    let manager = manager.try_build()?;
    let accounts = accounts(&manager, &arguments).await?;
    let mut report = Report::default();

    // Route 53 is global: asked in every region, it would answer the same each time.
    let global = Partition::of_region(manager.base().region_name().unwrap_or_default()).global_region();
    let fleet = fleet(&manager, &arguments, &accounts)?.regions([global]);
    report.run("global services", fleet, listing::global).await;

    let mut fleet = self::fleet(&manager, &arguments, &accounts)?.where_enabled();
    if arguments.all_regions {
        fleet = fleet.all_regions();
    } else if !arguments.regions.is_empty() {
        fleet = fleet.regions(&arguments.regions);
    }
    report.run("regions", fleet, listing::regional).await;

    report.rows.sort();
    output::write(&report.rows, arguments.format, io::stdout().lock())?;
    eprint!("{report}");
    Ok(!report.has_failures())
}

async fn accounts(manager: &SessionManager, arguments: &Arguments) -> aws_resources::Result<Vec<Account>> {
    let mut ids = arguments.accounts.clone();
    if ids.is_empty() {
        let mut accounts = Organization::new(manager.base()).accounts();
        if let Some(unit) = &arguments.organizational_unit {
            accounts = accounts.under(unit);
        }
        while let Some(account) = accounts.try_next().await? {
            ids.push(account.id().to_owned());
        }
    }
    // The roles of an organisation are mostly not in its management account.
    let own = manager.base().account_id().await?;
    let account = |id| if id == own { Account::new(id).base_credentials() } else { Account::new(id) };
    Ok(ids.into_iter().map(account).collect())
}

fn fleet(manager: &SessionManager, arguments: &Arguments, accounts: &[Account]) -> aws_resources::Result<Fleet> {
    let fleet = manager.fleet().accounts(accounts).concurrency(arguments.concurrency);
    match arguments.shard {
        Some((index, count)) => fleet.shard(index, count),
        None => Ok(fleet),
    }
}
