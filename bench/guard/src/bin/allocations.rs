//! Counts the allocations of a listing, by each peer, and prints them as JSON: with pages of two sizes, whose difference
//! is the items'.
#![forbid(unsafe_code)]

use guard::{Bench, Fault, PAGES, PER_PAGE, Peer};

#[global_allocator]
static ALLOCATOR: dhat::Alloc = dhat::Alloc;

fn main() -> Result<(), Fault> {
    let mut listings = Vec::new();
    for per_page in [PER_PAGE / 2, PER_PAGE] {
        let bench = Bench::new(per_page)?;
        let profiler = dhat::Profiler::builder().testing().build();
        let count = |peer| -> Result<u64, Fault> {
            let before = dhat::HeapStats::get().total_blocks;
            bench.list(peer, 1)?;
            Ok(dhat::HeapStats::get().total_blocks - before)
        };
        let (ours, by_hand) = (count(Peer::Ours)?, count(Peer::Pages)?);
        drop(profiler);
        listings.push(format!("{{\"per_page\":{per_page},\"ours\":{ours},\"by_hand\":{by_hand}}}"));
    }
    println!("{{\"pages\":{PAGES},\"listings\":[{}]}}", listings.join(","));
    Ok(())
}
