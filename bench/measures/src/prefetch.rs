//! A listing whose consumer takes as long for a page as its fetch does.

use std::time::{Duration, Instant};

use aws_resources::{Session, rds::Rds};
use aws_sdk_rds::Client;
use clap::{Args, ValueEnum};
use far_end::canned::config;
use tokio::time::sleep;

use crate::{Fault, figures::Figures};

#[derive(Args)]
pub(crate) struct Prefetch {
    peer: Peer,
    /// The far end.
    #[arg(long)]
    endpoint: String,
    /// How long the consumer takes for a page.
    #[arg(long)]
    milliseconds: u64,
    /// Items of a page.
    #[arg(long)]
    per_page: usize,
}

#[derive(Clone, Copy, ValueEnum)]
enum Peer {
    /// The resource layer, with two pages ahead.
    Ours,
    /// The resource layer as it is.
    Plain,
    /// The SDK's paginator.
    Items,
}

/// A consumer that waits after each page's worth of items: for a database, say, that it writes them to.
struct Consumer {
    pause: Duration,
    per_page: usize,
    count: usize,
}

impl Consumer {
    async fn take<T>(&mut self, _item: T) {
        self.count += 1;
        if self.count.is_multiple_of(self.per_page) {
            sleep(self.pause).await;
        }
    }
}

impl Prefetch {
    pub(crate) async fn run(self) -> Result<Figures, Fault> {
        let config = config(&self.endpoint);
        let rds = Rds::new(&Session::new(&config));
        let client = Client::new(&config);
        // Opens the connections.
        rds.db_instances().first().await?;
        client.describe_db_instances().send().await?;

        let pause = Duration::from_millis(self.milliseconds);
        let mut consumer = Consumer { pause, per_page: self.per_page, count: 0 };
        let start = Instant::now();
        match self.peer {
            Peer::Ours | Peer::Plain => {
                let ahead = if matches!(self.peer, Peer::Ours) { 2 } else { 0 };
                let mut all = rds.db_instances().prefetch(ahead);
                while let Some(item) = all.try_next().await? {
                    consumer.take(item).await;
                }
            }
            Peer::Items => {
                let mut all = client.describe_db_instances().into_paginator().items().send();
                while let Some(item) = all.try_next().await? {
                    consumer.take(item).await;
                }
            }
        }
        Ok(Figures::rate(consumer.count, start.elapsed()))
    }
}
