//! Counts the allocations of a listing, by each peer, and prints them as JSON.
#![forbid(unsafe_code)]

use guard::{Bench, Fault, ITEMS, Peer};

#[global_allocator]
static ALLOCATOR: dhat::Alloc = dhat::Alloc;

fn main() -> Result<(), Fault> {
    let bench = Bench::new()?;
    let profiler = dhat::Profiler::builder().testing().build();
    let count = |peer| -> Result<u64, Fault> {
        let before = dhat::HeapStats::get().total_blocks;
        bench.list(peer, 1)?;
        Ok(dhat::HeapStats::get().total_blocks - before)
    };
    let (ours, pages) = (count(Peer::Ours)?, count(Peer::Pages)?);
    drop(profiler);
    println!("{{\"ours\":{ours},\"pages\":{pages},\"items\":{ITEMS}}}");
    Ok(())
}
