//! Peers in turns: what disturbs the machine for a while disturbs them all.

use super::{
    comparison::{Better, Row, Table},
    peer::Peer,
    samples::Samples,
};

/// Runs all peers in each round, each time another one first. A table with one figure a round.
pub(crate) fn rounds(
    count: usize,
    caption: impl Into<String>,
    (unit, better): (&'static str, Better),
    peers: &[Peer],
    figure: impl Fn(&Peer) -> Result<f64, String>,
) -> Result<Table, String> {
    let caption = caption.into();
    let mut samples = vec![Samples::default(); peers.len()];
    for round in 0..count {
        eprintln!("{caption}: round {} of {count}", round + 1);
        for turn in 0..peers.len() {
            let index = (round + turn) % peers.len();
            samples[index].push(figure(&peers[index])?);
        }
    }
    let rows = peers.iter().zip(samples).map(|(peer, samples)| Row { peer: peer.name.clone(), samples });
    Ok(Table { caption, unit, better, rows: rows.collect() })
}

/// Items a second.
pub(crate) const ITEMS: (&str, Better) = ("items/s", Better::More);
/// Seconds.
pub(crate) const SECONDS: (&str, Better) = ("s", Better::Less);
