//! `first-of-sdk ENDPOINT`: prints the first database that the SDK's paginator lists.
#![forbid(unsafe_code)]

use std::error::Error;

use aws_sdk_rds::Client;
use far_end::canned::config;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let endpoint = std::env::args().nth(1).ok_or("usage: first-of-sdk ENDPOINT")?;
    let client = Client::new(&config(&endpoint));
    let mut all = client.describe_db_instances().into_paginator().items().send();
    let first = all.try_next().await?.ok_or("there is none")?;
    println!("{}", first.db_instance_identifier().unwrap_or_default());
    Ok(())
}
