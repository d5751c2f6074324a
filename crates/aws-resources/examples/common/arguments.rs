//! What the examples over a fleet are told, checked before anything is asked of AWS.

use std::error::Error;

use clap::{Args, builder::NonEmptyStringValueParser};

use super::output::Format;

type BoxError = Box<dyn Error + Send + Sync>;

/// The arguments that all examples over a fleet take.
#[derive(Args)]
pub(crate) struct FleetArguments {
    /// The role that is assumed in each account; the account that the credentials belong to is read without. Without a
    /// role it is that account alone
    #[arg(long)]
    pub(super) role_name: Option<String>,

    /// What the role wants to be told when it is assumed
    #[arg(long, requires = "role_name")]
    pub(super) external_id: Option<String>,

    /// Only these accounts, instead of all active ones of the organisation
    #[arg(long, value_name = "ID", value_delimiter = ',', value_parser = account, requires = "role_name")]
    pub(super) accounts: Vec<String>,

    /// Only the accounts in this organisational unit (ou-…) and in those below it
    #[arg(long, value_name = "OU", conflicts_with = "accounts", value_parser = NonEmptyStringValueParser::new(),
        requires = "role_name")]
    pub(super) organizational_unit: Option<String>,

    /// The regions, instead of the one of the environment
    #[arg(long, value_name = "REGION", value_delimiter = ',', value_parser = region)]
    pub(super) regions: Vec<String>,

    /// All regions; those that an account has not enabled are skipped
    #[arg(long, conflicts_with = "regions")]
    pub(super) all_regions: bool,

    /// How rows are written
    #[arg(long, default_value = "table")]
    pub(crate) format: Format,

    /// How many accounts and regions are worked on at one time
    #[arg(long, value_name = "N", default_value = "32", value_parser = positive)]
    pub(super) concurrency: usize,

    /// Only a part of the accounts, to split the work over N machines: the Ith, counted from 0
    #[arg(long, value_name = "I/N", value_parser = shard)]
    pub(super) shard: Option<(usize, usize)>,
}

fn account(text: &str) -> Result<String, BoxError> {
    let id = text.trim();
    if id.len() == 12 && id.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(id.to_owned());
    }
    Err("an account id is twelve digits; several are separated by commas".into())
}

fn region(text: &str) -> Result<String, BoxError> {
    let name = text.trim();
    let usual = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if name.contains('-') && name.bytes().all(usual) {
        return Ok(name.to_owned());
    }
    Err("a region is written like eu-west-1; several are separated by commas".into())
}

fn positive(text: &str) -> Result<usize, BoxError> {
    let number: usize = text.parse()?;
    if number == 0 { Err("nothing would be read".into()) } else { Ok(number) }
}

fn shard(text: &str) -> Result<(usize, usize), BoxError> {
    let (index, count) = text.split_once('/').ok_or("it is written I/N")?;
    let (index, count): (usize, usize) = (index.parse()?, count.parse()?);
    if index < count { Ok((index, count)) } else { Err("parts count from 0 to one below their number".into()) }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Program {
        #[command(flatten)]
        fleet: FleetArguments,
    }

    fn parsed(arguments: &[&str]) -> Result<FleetArguments, clap::Error> {
        let all = [&["inventory", "--role-name", "AuditRole"], arguments].concat();
        Program::try_parse_from(all).map(|program| program.fleet)
    }

    #[test]
    fn lists_are_separated_by_commas() {
        let lists = ["--accounts", "123456789012, 234567890123", "--regions", "eu-west-1,us-gov-west-1"];
        let arguments = parsed(&lists).unwrap();
        assert_eq!(arguments.accounts, ["123456789012", "234567890123"]);
        assert_eq!(arguments.regions, ["eu-west-1", "us-gov-west-1"]);
        assert_eq!((arguments.concurrency, arguments.shard), (32, None));
        assert_eq!(parsed(&["--shard", "3/4"]).unwrap().shard, Some((3, 4)));
    }

    #[test]
    fn what_cant_be_meant_is_refused_before_any_call() {
        for wrong in [
            &["--accounts", ""][..],
            &["--accounts", "123456789012,"],
            &["--accounts", "12345678901"],
            &["--accounts", "1234-5678-9012"],
            &["--accounts", "123456789012", "--organizational-unit", "ou-ab12-productn"],
            &["--organizational-unit", ""],
            &["--regions", ""],
            &["--regions", "eu-west-1,,eu-west-3"],
            &["--regions", "EU-WEST-1"],
            &["--regions", "eu-west-1 eu-west-3"],
            &["--regions", "eu-west-1.example.com"],
            &["--regions", "eu-west-1", "--all-regions"],
            &["--concurrency", "0"],
            &["--concurrency", "-1"],
            &["--shard", "1"],
            &["--shard", "4/4"],
            &["--shard", "0/0"],
            &["--shard", "-1/4"],
            &["--shard", "1/4/8"],
            &["--format", "xml"],
            &["eu-west-1"],
        ] {
            assert!(parsed(wrong).is_err(), "{wrong:?}");
        }
        let without_a_role = ["inventory", "--accounts", "123456789012"];
        assert!(Program::try_parse_from(without_a_role).is_err());
    }
}
