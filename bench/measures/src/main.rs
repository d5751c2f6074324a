//! One measure of one peer a run; `cargo xtask bench` runs them in rounds. What comes is a line of JSON.
#![forbid(unsafe_code)]

mod assume;
mod batch_write;
mod figures;
mod fleet;
mod list;
mod memory;
mod prefetch;
mod roles;
mod scan;
mod transfer;

use std::{error::Error, io};

use clap::Parser;
use tokio::runtime::{Builder, Runtime};

use figures::Figures;

/// Measures one peer.
#[derive(Parser)]
enum Measure {
    /// Lists everything.
    List(list::List),
    /// Lists with a consumer that is as slow as the fetch.
    Prefetch(prefetch::Prefetch),
    /// Lists in many accounts and regions.
    Fleet(fleet::Fleet),
    /// Counts calls of AssumeRole.
    Assume(assume::Assume),
    /// How much memory an account takes.
    Memory(memory::Memory),
    /// Writes items in batches.
    BatchWrite(batch_write::BatchWrite),
    /// Reads a table in segments.
    Scan(scan::Scan),
    /// Uploads and downloads a large object.
    Transfer(transfer::Transfer),
}

/// What goes wrong.
type Fault = Box<dyn Error + Send + Sync>;

fn main() -> Result<(), Fault> {
    let measure = Measure::parse();
    let figures = measure.runtime()?.block_on(measure.run())?;
    println!("{figures}");
    Ok(())
}

impl Measure {
    /// All on one thread, as what is compared is the work, on one core. But a fleet is for many cells at once: how near
    /// it comes to what the latency allows is measured as it is used, on all cores.
    fn runtime(&self) -> io::Result<Runtime> {
        let mut builder = match self {
            Self::Fleet(_) => Builder::new_multi_thread(),
            _ => Builder::new_current_thread(),
        };
        builder.enable_all().build()
    }

    async fn run(self) -> Result<Figures, Fault> {
        match self {
            Self::List(list) => list.run().await,
            Self::Prefetch(prefetch) => prefetch.run().await,
            Self::Fleet(fleet) => fleet.run().await,
            Self::Assume(assume) => assume.run().await,
            Self::Memory(memory) => memory.run().await,
            Self::BatchWrite(batch_write) => batch_write.run().await,
            Self::Scan(scan) => scan.run().await,
            Self::Transfer(transfer) => transfer.run().await,
        }
    }
}
