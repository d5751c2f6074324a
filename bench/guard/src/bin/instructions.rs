//! `instructions ours|pages TIMES`: what callgrind counts. The difference of two numbers of times is the listings' alone.
#![forbid(unsafe_code)]

use guard::{Bench, Fault, PER_PAGE, Peer};

/// Growing a vector copies it always. The system's allocator does so where what comes after it isn't free, which varies
/// by more than what is looked for.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> Result<(), Fault> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (peer, times) = match &arguments[..] {
        [peer, times] if peer == "ours" => (Peer::Ours, times),
        [peer, times] if peer == "pages" => (Peer::Pages, times),
        _ => return Err("usage: instructions ours|pages TIMES".into()),
    };
    Bench::new(PER_PAGE)?.list(peer, times.parse()?)
}
