//! A table that is read in segments.

use std::time::Instant;

use aws_resources::{Session, dynamodb::DynamoDb};
use clap::Args;
use far_end::canned::config;
use serde::{Deserialize, Serialize};

use crate::{Fault, figures::Figures};

#[derive(Args)]
pub(crate) struct Scan {
    /// The far end.
    #[arg(long)]
    endpoint: String,
    #[arg(long, default_value_t = 8)]
    segments: i32,
}

/// An item as the far end has it, with all that it has.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct User {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) age: u32,
    pub(crate) active: bool,
    pub(crate) roles: Vec<String>,
    pub(crate) address: Address,
    pub(crate) logins: u64,
    pub(crate) seen: String,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Address {
    pub(crate) street: String,
    pub(crate) city: String,
    pub(crate) postcode: String,
}

impl Scan {
    pub(crate) async fn run(self) -> Result<Figures, Fault> {
        let table = DynamoDb::new(&Session::new(&config(&self.endpoint))).table("users");
        // Opens a connection.
        table.items::<User>().scan().all().first().await?;
        let start = Instant::now();
        let users = table.items::<User>().scan().segments(self.segments).all().try_collect().await?;
        Ok(Figures::rate(users.len(), start.elapsed()))
    }
}
