//! Lists the trails of an account, then stops and DELETES the RDS database `orders` without a final snapshot.
//!
//! ```sh
//! cargo run -p aws-resources --example quickstart --features cloudtrail,rds
//! ```
//!
//! Credentials and region come from the environment, as for the AWS CLI. With AWS_ENDPOINT_URL it runs against a fake.

use std::time::Duration;

use aws_resources::{Session, cloudtrail::CloudTrail, rds::Rds};

#[tokio::main]
async fn main() -> Result<(), aws_resources::Error> {
    let config = aws_config::load_from_env().await;
    let session = Session::new(&config);

    let cloudtrail = CloudTrail::new(&session);
    let mut trails = cloudtrail.trails().all();
    while let Some(trail) = trails.try_next().await? {
        println!("{}", trail.arn().await?);
    }

    let rds = Rds::new(&session);
    let db = rds.db_instance("orders"); // no call is made yet
    println!("{:?}", db.data().await?.engine()); // loads once; a typed NotFound if there is none
    db.stop().await?; // an action: await it as it is …
    db.delete().with(|r| r.skip_final_snapshot(true)).await?; // … or finish the SDK's own request first
    db.wait_until_deleted().within(Duration::from_secs(1800)).await?;
    Ok(())
}
