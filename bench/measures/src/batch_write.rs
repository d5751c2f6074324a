//! Items that are written in batches.

use std::time::Instant;

use aws_resources::{Session, dynamodb::DynamoDb};
use clap::Args;
use far_end::canned::config;

use crate::{
    Fault,
    figures::Figures,
    scan::{Address, User},
};

#[derive(Args)]
pub(crate) struct BatchWrite {
    /// The far end.
    #[arg(long)]
    endpoint: String,
    #[arg(long, default_value_t = 2500)]
    items: usize,
    /// Batches at the same time.
    #[arg(long, default_value_t = 1)]
    concurrency: usize,
}

impl BatchWrite {
    pub(crate) async fn run(self) -> Result<Figures, Fault> {
        let table = DynamoDb::new(&Session::new(&config(&self.endpoint))).table("users");
        let users: Vec<_> = (0..self.items).map(user).collect();
        // Opens a connection.
        table.items::<User>().scan().all().first().await?;
        let start = Instant::now();
        let mut writer = table.items::<User>().batch_writer().concurrency(self.concurrency);
        for user in &users {
            writer.put(user).await?;
        }
        let written = writer.finish().await?;
        Ok(Figures::rate(written, start.elapsed()))
    }
}

fn user(number: usize) -> User {
    User {
        id: format!("user-{number}"),
        name: format!("Ada Lovelace {number}"),
        email: format!("ada-{number}@example.org"),
        age: 36,
        active: true,
        roles: vec!["reader".to_owned(), "writer".to_owned()],
        address: Address {
            street: "St James's Square 12".to_owned(),
            city: "London".to_owned(),
            postcode: "SW1Y 4JH".to_owned(),
        },
        logins: 17,
        seen: "2026-08-12T17:50:30Z".to_owned(),
    }
}
