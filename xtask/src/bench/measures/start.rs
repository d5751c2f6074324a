//! A fresh process, up to its first item.

use crate::bench::{
    comparison::{Aim, Comparison, ITEMS_OF_SDK, OURS},
    lab::Lab,
    peer::Peer,
    rounds::{SECONDS, rounds},
    server::Far,
};

/// What the far end calls its first database.
const FIRST: &str = "orders-0";

pub(super) fn measure(lab: &Lab) -> Result<Comparison, String> {
    let server = lab.server(Far { pages: 10, per_page: 100, milliseconds: 0, object: 0 })?;
    let endpoint = server.endpoint();
    let rust = [
        lab.program(OURS, "first-of-ours", &[&endpoint]).unpinned().printing(FIRST),
        lab.program(ITEMS_OF_SDK, "first-of-sdk", &[&endpoint]).unpinned().printing(FIRST),
    ];
    // The files are read once before.
    rust.iter().try_for_each(|peer| peer.seconds().map(drop))?;
    let first = rounds(lab.rounds(51), "in Rust", SECONDS, &rust, Peer::seconds)?;
    let mut all = rust.to_vec();
    for (name, kind) in [("boto3, resource", "resource"), ("boto3, client", "client")] {
        all.extend(lab.boto3(name, "first.py", &[kind, &endpoint]).map(|peer| peer.unpinned().printing(FIRST)));
    }
    let python = rounds(lab.rounds(5), "beside Python", SECONDS, &all, Peer::seconds)?;
    let ratio = first.ahead_of(ITEMS_OF_SDK).map_or(f64::NAN, |ahead| 1.0 / ahead.median());
    Ok(Comparison {
        title: "First item of a fresh process",
        about:
            "From the start of a process to its end; it lists databases over HTTP, and ends after the first. On all \
                cores, with files that have been read before."
                .to_owned(),
        tables: vec![first, python],
        aims: vec![Aim::below("first item of a fresh process, over the SDK's", 1.05, "×", ratio)],
    })
}
