//! `first-of-ours ENDPOINT`: prints the first database that the resource layer lists.
#![forbid(unsafe_code)]

use std::error::Error;

use aws_resources::{Session, rds::Rds};
use far_end::canned::config;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let endpoint = std::env::args().nth(1).ok_or("usage: first-of-ours ENDPOINT")?;
    let rds = Rds::new(&Session::new(&config(&endpoint)));
    let first = rds.db_instances().first().await?.ok_or("there is none")?;
    println!("{}", first.id());
    Ok(())
}
