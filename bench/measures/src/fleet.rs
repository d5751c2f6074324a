//! One listing in each of many accounts and regions.

use std::time::Instant;

use aws_resources::{SessionManager, rds::Rds};
use aws_types::{SdkConfig, region::Region};
use clap::{Args, ValueEnum};
use far_end::canned::config;
use futures_util::{StreamExt as _, stream};

use crate::{
    Fault,
    figures::Figures,
    roles::{Cache, REGIONS, ROLE, accounts, assuming},
};

#[derive(Args)]
pub(crate) struct Fleet {
    peer: Peer,
    /// The far end.
    #[arg(long)]
    endpoint: String,
    #[arg(long, default_value_t = 50)]
    accounts: usize,
    /// Cells at the same time.
    #[arg(long, default_value_t = 32)]
    concurrency: usize,
}

#[derive(Clone, Copy, ValueEnum)]
enum Peer {
    /// A fleet.
    Ours,
    /// The SDK's provider for each role, and `buffer_unordered`, by hand.
    Sdk,
}

impl Fleet {
    pub(crate) async fn run(self) -> Result<Figures, Fault> {
        let base = config(&self.endpoint);
        let start = Instant::now();
        let databases = match self.peer {
            Peer::Ours => self.ours(&base).await?,
            Peer::Sdk => self.sdk(&base).await?,
        };
        let cells = self.accounts * REGIONS.len();
        let seconds = start.elapsed().as_secs_f64();
        Ok(Figures::new([("count", cells as f64), ("items", databases as f64), ("seconds", seconds)]))
    }

    async fn ours(&self, base: &SdkConfig) -> Result<usize, Fault> {
        let manager = SessionManager::builder(base).role_name(ROLE).session_name("bench").build();
        let fleet = manager.fleet().accounts(accounts(self.accounts)).regions(REGIONS).concurrency(self.concurrency);
        let mut all = fleet.run(|session| async move { Rds::new(&session).db_instances().all().try_collect().await });
        let mut databases = 0;
        while let Some(outcome) = all.next().await {
            databases += outcome.into_value()?.unwrap_or_default().len();
        }
        Ok(databases)
    }

    async fn sdk(&self, base: &SdkConfig) -> Result<usize, Fault> {
        // One HTTP client for all, as who writes this by hand would have it.
        let shared = aws_resources::Session::new(base).config().clone();
        let mut cells = Vec::new();
        for account in accounts(self.accounts) {
            let config = assuming(&shared, &account, Cache::Own).await;
            cells.push(REGIONS.map(|region| config.to_builder().region(Region::from_static(region)).build()));
        }
        // Regions outside, so that neighbours are in different accounts.
        let order = (0..REGIONS.len()).flat_map(|region| cells.iter().map(move |cells| cells[region].clone()));
        let listings = stream::iter(order).map(|config| async move {
            // On all threads, as ours.
            let listing = tokio::spawn(async move {
                let client = aws_sdk_rds::Client::new(&config);
                client.describe_db_instances().into_paginator().items().send().try_collect().await
            });
            listing.await
        });
        let mut all = listings.buffer_unordered(self.concurrency);
        let mut databases = 0;
        while let Some(items) = all.next().await {
            databases += items??.len();
        }
        Ok(databases)
    }
}
