//! Lists the resources of all accounts of an organisation with their ARNs, over the services that are enabled: what
//! each service's own collections list, of types that have ARNs.
//!
//! ```sh
//! cargo run -p aws-resources --example everything --features accounts,registry,rds,route53 -- AuditRole eu-west-1 eu-west-3
//! ```
//!
//! The arguments are the role in each account, and regions; without regions it is that of the environment. A line for
//! each resource goes to standard output, what can't be listed to standard error. Only operations that read are called.
//! Credentials come from the environment, as for the AWS CLI. With AWS_ENDPOINT_URL it runs against a fake.
//!
//! Not in it is what only another resource lists (the services of an ECS cluster), and what has to be asked for with
//! arguments. Something that is the same in several regions is listed in each, and what is listed isn't always the
//! account's own: the images and snapshots of Amazon EC2 are also all public ones.

use std::{collections::BTreeSet, env, process::ExitCode};

use aws_resources::{
    Account, DynResource, Error, ErrorKind, Result, Session, SessionManager,
    accounts::Organization,
    partition::Partition,
    registry::{self, CollectionType, ResourceType, Service},
};

/// Services that answer in one region only, or the same in all
/// (<https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/global-services.html>).
const GLOBAL: [&str; 9] =
    ["cloudfront", "cur", "health", "iam", "organizations", "pricing", "route53", "s3", "support"];

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Whether everything was listed.
async fn run() -> Result<bool> {
    let mut arguments = env::args().skip(1);
    let role = arguments.next().ok_or_else(|| Error::other("usage: everything ROLE_NAME [REGION …]"))?;
    let config = aws_config::load_from_env().await;
    let manager = SessionManager::builder(&config).role_name(role).session_name("everything").try_build()?;
    let own_region = manager.base().region_name().unwrap_or("us-east-1").to_owned();
    let mut regions: BTreeSet<String> = arguments.collect();
    if regions.is_empty() {
        regions.insert(own_region.clone());
    }

    // The roles of an organisation are mostly not in its management account.
    let own = manager.base().account_id().await?;
    let mut accounts = Vec::new();
    let mut all = Organization::new(manager.base()).accounts();
    while let Some(account) = all.try_next().await? {
        let is_own = account.id() == own;
        let account = Account::new(account.id());
        accounts.push(if is_own { account.base_credentials() } else { account });
    }

    let global = Partition::of_region(&own_region).global_region();
    let once = manager.fleet().accounts(&accounts).regions([global]).run(|session| everything(session, true));
    let fleet = manager.fleet().accounts(&accounts).regions(regions).where_enabled();
    let everywhere = fleet.run(|session| everything(session, false));
    let mut complete = true;
    for mut cells in [once, everywhere] {
        while let Some(outcome) = cells.next().await {
            let (account, region) = (outcome.account(), outcome.region());
            if let Some(skip) = outcome.skipped() {
                eprintln!("skipped {account} {region}: {}", skip.reason());
            }
            let listed = outcome.ok().map(Vec::as_slice).unwrap_or_default();
            for error in listed.iter().chain(outcome.failed()) {
                complete = false;
                eprintln!("failed {account} {region}: {error}");
            }
        }
    }
    Ok(complete)
}

/// Prints the resources of an account in a region, and gives what failed: a listing that fails leaves the others theirs.
async fn everything(session: Session, global: bool) -> Result<Vec<Error>> {
    let mut failed = Vec::new();
    for service in registry::services() {
        for collection in service.collections().iter().filter(|collection| is_listed(service, collection, global)) {
            list(&session, collection, |line| println!("{line}"), &mut failed).await;
        }
    }
    Ok(failed)
}

/// Whether a collection can be listed as it is, of what has ARNs, once for all regions or in each.
fn is_listed(service: &Service, collection: &CollectionType<Session>, global: bool) -> bool {
    // Directory buckets are listed by region, other buckets are not.
    let once = GLOBAL.contains(&service.name()) && collection.name() != "directory_buckets";
    let kind = service.resource_type(collection.resource_type());
    once == global && collection.required().is_empty() && kind.is_some_and(ResourceType::has_arn)
}

/// Tells the lines of a collection, one by one as they come.
async fn list(
    session: &Session,
    collection: &CollectionType<Session>,
    mut tell: impl FnMut(String),
    failed: &mut Vec<Error>,
) {
    let mut all = match collection.list(session) {
        Ok(all) => all,
        Err(error) => return failed.push(error),
    };
    while let Some(item) = all.next().await {
        let line = async { line(&item?).await };
        match line.await {
            Ok(line) => tell(line),
            Err(error) => failed.push(error),
        }
    }
}

async fn line(resource: &DynResource) -> Result<String> {
    let arn = match resource.arn().await {
        Ok(arn) => arn.to_string(),
        Err(error) if matches!(error.kind(), ErrorKind::NoArn | ErrorKind::NoData) => "-".to_owned(),
        Err(error) => return Err(error),
    };
    Ok(format!("{arn}\t{}", resource.reference()))
}

#[cfg(all(test, feature = "rds", feature = "route53", feature = "test-util"))]
mod tests {
    use aws_resources::test_util::{Answer, Answers};

    use super::*;

    fn collection(service: &str, name: &str) -> (&'static Service, &'static CollectionType<Session>) {
        let service = registry::service(service).unwrap();
        (service, service.collection(name).unwrap())
    }

    #[test]
    fn what_has_arns_is_listed_once_or_in_each_region() {
        for (service, name, once, in_each) in [
            ("route53", "hosted_zones", true, false),
            ("rds", "db_instances", false, true),
            ("rds", "account_quotas", false, false),
        ] {
            let (service, collection) = collection(service, name);
            let listed = [true, false].map(|global| is_listed(service, collection, global));
            assert_eq!(listed, [once, in_each], "{collection:?}");
        }
    }

    #[tokio::test]
    async fn what_fails_leaves_the_others_their_lines() {
        let page = "<DescribeDBInstancesResponse><DescribeDBInstancesResult><DBInstances>\
            <DBInstance><Engine>postgres</Engine></DBInstance>\
            <DBInstance><DBInstanceIdentifier>orders</DBInstanceIdentifier>\
            <DBInstanceArn>arn:aws:rds:eu-west-1:123456789012:db:orders</DBInstanceArn></DBInstance>\
            <DBInstance><DBInstanceIdentifier>old</DBInstanceIdentifier></DBInstance>\
            </DBInstances><Marker>next</Marker></DescribeDBInstancesResult></DescribeDBInstancesResponse>";
        let denied = "<ErrorResponse><Error><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>";
        let answers = Answers::new([Answer::from(page), Answer::new(403, denied)]);
        let (mut lines, mut failed) = (Vec::new(), Vec::new());
        let (_, databases) = collection("rds", "db_instances");
        list(&answers.session(), databases, |line| lines.push(line), &mut failed).await;
        let place = "(account 123456789012, region eu-west-1)";
        assert_eq!(
            lines,
            [
                format!("arn:aws:rds:eu-west-1:123456789012:db:orders\trds DBInstance id=\"orders\" {place}"),
                format!("-\trds DBInstance id=\"old\" {place}"),
            ]
        );
        assert_eq!(failed.len(), 2, "{failed:?}");
        assert_eq!(failed[0].kind(), ErrorKind::MissingIdentifier);
        assert!(failed[1].is_access_denied());
    }
}
