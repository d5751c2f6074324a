//! Lists the trails and databases of an account; stops and DELETES a database only where it is told which.
//!
//! ```sh
//! cargo run -p aws-resources --example quickstart --features cloudtrail,rds
//! cargo run -p aws-resources --example quickstart --features cloudtrail,rds -- --delete orders
//! ```
//!
//! Credentials and region come from the environment, as for the AWS CLI. With AWS_ENDPOINT_URL it runs against a fake.
//! The tests at the end need no AWS at all:
//!
//! ```sh
//! cargo test -p aws-resources --example quickstart --features cloudtrail,rds,test-util
//! ```

use std::time::Duration;

use aws_resources::{
    Arn, Result, Session,
    cloudtrail::CloudTrail,
    rds::{DbInstance, Rds},
};
use clap::Parser;

/// Lists the trails and databases of an account, in the region of the environment, with their ARNs.
///
/// It needs cloudtrail:DescribeTrails and rds:DescribeDBInstances, and for `--delete` rds:StopDBInstance and
/// rds:DeleteDBInstance. Without `--delete` nothing is changed.
#[derive(Parser)]
#[command(name = "quickstart")]
struct Arguments {
    /// Stops and DELETES this RDS database, without a final snapshot: its data is lost
    #[arg(long, value_name = "DATABASE")]
    delete: Option<String>,
}

#[tokio::main]
async fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let config = aws_config::load_from_env().await;
    let session = Session::new(&config);

    for arn in trail_arns(&session).await? {
        println!("{arn}");
    }

    let rds = Rds::new(&session);
    let mut databases = rds.db_instances().all();
    while let Some(database) = databases.try_next().await? {
        println!("{}", database.arn().await?);
    }

    if let Some(name) = arguments.delete {
        let db = rds.db_instance(name); // no call is made yet
        println!("{:?}", db.data().await?.engine()); // loads once; a typed NotFound if there is none
        delete(&db).await?;
    }
    Ok(())
}

async fn trail_arns(session: &Session) -> Result<Vec<Arn>> {
    let mut arns = Vec::new();
    let mut trails = CloudTrail::new(session).trails().all();
    while let Some(trail) = trails.try_next().await? {
        arns.push(trail.arn().await?);
    }
    Ok(arns)
}

async fn delete(db: &DbInstance) -> Result<()> {
    db.stop().await?; // an action: await it as it is …
    db.delete().with(|r| r.skip_final_snapshot(true)).await?; // … or finish the SDK's own request first
    db.wait_until_deleted().within(Duration::from_secs(1800)).await
}

#[cfg(all(test, feature = "test-util"))]
mod tests {
    use aws_resources::{
        cloudtrail::sdk::{self as cloudtrail, operation::describe_trails::DescribeTrailsOutput, types::Trail},
        rds::sdk::{
            self as rds,
            operation::{
                delete_db_instance::DeleteDbInstanceOutput, describe_db_instances::DescribeDbInstancesOutput,
                stop_db_instance::StopDbInstanceOutput,
            },
            types,
        },
        test_util::{RuleMode, Rules, mock},
    };

    use super::*;

    #[tokio::test]
    async fn each_trail_has_its_arn() {
        let trails = mock!(cloudtrail::Client::describe_trails).then_output(|| {
            let arn = |name: &str| format!("arn:aws:cloudtrail:eu-west-1:123456789012:trail/{name}");
            let trail = |name: &str| Trail::builder().name(name).trail_arn(arn(name)).build();
            DescribeTrailsOutput::builder().trail_list(trail("audit")).trail_list(trail("data")).build()
        });
        let session = Rules::new(RuleMode::MatchAny, [&trails]).session();

        let arns = trail_arns(&session).await.unwrap();
        assert_eq!(arns.iter().map(Arn::resource).collect::<Vec<_>>(), ["trail/audit", "trail/data"]);
    }

    #[tokio::test(start_paused = true)] // the waiter's 30 seconds take no time
    async fn a_database_is_deleted_once_it_is_stopped() {
        let stop = mock!(rds::Client::stop_db_instance).then_output(|| StopDbInstanceOutput::builder().build());
        let delete = mock!(rds::Client::delete_db_instance)
            .match_requests(|request| request.skip_final_snapshot() == Some(true))
            .then_output(|| DeleteDbInstanceOutput::builder().build());
        let polls = mock!(rds::Client::describe_db_instances)
            .sequence()
            .output(|| {
                let deleting = types::DbInstance::builder().db_instance_status("deleting").build();
                DescribeDbInstancesOutput::builder().db_instances(deleting).build()
            })
            .output(|| DescribeDbInstancesOutput::builder().set_db_instances(Some(Vec::new())).build())
            .build();
        let session = Rules::new(RuleMode::Sequential, [&stop, &delete, &polls]).session();

        super::delete(&Rds::new(&session).db_instance("orders")).await.unwrap();
        assert_eq!(polls.num_calls(), 2, "it waits until the database is gone");
    }
}
