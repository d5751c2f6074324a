//! DynamoDB's items, in batches and in segments.

use crate::bench::{
    comparison::{Comparison, OURS},
    lab::Lab,
    peer::Peer,
    rounds::{ITEMS, rounds},
    server::Far,
};

const MILLISECONDS: usize = 10;
const SEGMENTS: usize = 8;
const WRITER: &str = "boto3, batch_writer";
const SCAN: &str = "boto3, a thread a segment";

pub(super) fn measure(lab: &Lab) -> Result<Comparison, String> {
    let far = Far { pages: 10, per_page: 250, milliseconds: MILLISECONDS, object: 0 };
    let server = lab.server(far)?;
    let endpoint = server.endpoint();
    let written = lab.size(2500, 500);
    let items = written.to_string();
    let writer = |name: &str, at_once: &str| {
        lab.measure(name, &["batch-write", "--endpoint", &endpoint, "--items", &items, "--concurrency", at_once])
    };
    let mut writers = vec![writer(OURS, "1"), writer("aws-resources, concurrency(8)", "8")];
    writers.extend(lab.boto3(WRITER, "dynamodb.py", &["write", &endpoint, &items]));
    let segments = SEGMENTS.to_string();
    let mut scans = vec![lab.measure(OURS, &["scan", "--endpoint", &endpoint, "--segments", &segments])];
    scans.extend(lab.boto3(SCAN, "dynamodb.py", &["scan", &endpoint, &segments]));
    let rate = |peer: &Peer| peer.rate("count", "seconds");
    // Each segment has all pages here.
    let (writers, scans) = (expecting(writers, written), expecting(scans, SEGMENTS * far.pages * far.per_page));
    let written = rounds(lab.rounds(5), "writes in batches of 25", ITEMS, &writers, rate)?;
    let caption = format!("a scan in {SEGMENTS} segments of {} pages of {} items", far.pages, far.per_page);
    let scanned = rounds(lab.rounds(5), caption, ITEMS, &scans, rate)?;
    let aims = written.aim(WRITER, 1.0).into_iter().chain(scanned.aim(SCAN, 1.0)).collect();
    Ok(Comparison {
        title: "DynamoDB",
        about: format!(
            "Each answer comes {MILLISECONDS} ms after it was asked for. Items become values of a program's own: serde's \
             here, Python's there. boto3's batch writer has one batch under way at a time, as ours unless more are asked \
             for; boto3 has no parallel scan, so that its peer has a thread for each segment."
        ),
        tables: vec![written, scanned],
        aims,
    })
}

fn expecting(peers: Vec<Peer>, count: usize) -> Vec<Peer> {
    peers.into_iter().map(|peer| peer.expecting("count", count)).collect()
}
