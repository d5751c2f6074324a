//! The path that every item of a listing takes, with and without the resource layer, over the same bytes.
#![forbid(unsafe_code)]

use std::{error::Error, hint::black_box, sync::Arc};

use aws_resources::{Session, rds::Rds};
use aws_types::SdkConfig;
use far_end::{Shape, World, canned::canned};
use tokio::runtime::{Builder, Runtime};

/// Pages of a listing: few, as what a request costs varies more than what an item does.
pub const PAGES: usize = 2;
/// Items of a page.
pub const PER_PAGE: usize = 500;

/// What goes wrong.
pub type Fault = Box<dyn Error + Send + Sync>;

/// Who lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Peer {
    /// The resource layer's collection.
    Ours,
    /// A loop over the SDK's calls, by hand.
    Pages,
}

/// A far end in this process, and who asks it.
#[derive(Debug)]
pub struct Bench {
    runtime: Runtime,
    config: SdkConfig,
    items: usize,
}

impl Bench {
    /// With all pages made, this many items each, and each peer's first listing done: what happens once isn't counted.
    ///
    /// # Errors
    /// Where no runtime can be made, or a listing fails.
    pub fn new(per_page: usize) -> Result<Self, Fault> {
        let world = Arc::new(World::new(Shape { pages: PAGES, per_page, object: 0 }));
        let runtime = Builder::new_current_thread().enable_time().build()?;
        let bench = Self { runtime, config: canned(&world), items: PAGES * per_page };
        bench.list(Peer::Ours, 1)?;
        bench.list(Peer::Pages, 1)?;
        Ok(bench)
    }

    /// Lists everything this often, with one client.
    ///
    /// # Errors
    /// Where a listing fails, or hasn't all items.
    pub fn list(&self, peer: Peer, times: usize) -> Result<(), Fault> {
        let items = match peer {
            Peer::Ours => self.runtime.block_on(ours(&self.config, times))?,
            Peer::Pages => self.runtime.block_on(pages(&self.config, times))?,
        };
        let expected = times * self.items;
        if items == expected { Ok(()) } else { Err(format!("{items} items of {expected}").into()) }
    }
}

async fn ours(config: &SdkConfig, times: usize) -> Result<usize, Fault> {
    let rds = Rds::new(&Session::new(config));
    let mut items = 0;
    for _ in 0..times {
        let mut all = rds.db_instances().all();
        while let Some(item) = all.try_next().await? {
            black_box(&item);
            items += 1;
        }
    }
    Ok(items)
}

async fn pages(config: &SdkConfig, times: usize) -> Result<usize, Fault> {
    let client = aws_sdk_rds::Client::new(config);
    let mut items = 0;
    for _ in 0..times {
        let mut marker = None;
        loop {
            let page = client.describe_db_instances().set_marker(marker).send().await?;
            for item in page.db_instances.unwrap_or_default() {
                black_box(&item);
                items += 1;
            }
            marker = page.marker;
            if marker.is_none() {
                break;
            }
        }
    }
    Ok(items)
}
