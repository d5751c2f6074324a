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

use std::error::Error;

use clap::Parser;

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

/// All on one thread: what is compared is the work, on one core.
#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Fault> {
    let figures = match Measure::parse() {
        Measure::List(list) => list.run().await,
        Measure::Prefetch(prefetch) => prefetch.run().await,
        Measure::Fleet(fleet) => fleet.run().await,
        Measure::Assume(assume) => assume.run().await,
        Measure::Memory(memory) => memory.run().await,
        Measure::BatchWrite(batch_write) => batch_write.run().await,
        Measure::Scan(scan) => scan.run().await,
        Measure::Transfer(transfer) => transfer.run().await,
    }?;
    println!("{figures}");
    Ok(())
}
