//! The same pages, by Python's clients.

use crate::bench::{
    comparison::{Comparison, OURS, PAGES_OF_SDK},
    lab::Lab,
    measures::listing::LISTINGS,
    peer::Peer,
    rounds::{ITEMS, rounds},
    server::Far,
};

/// What aioboto3 is asked for.
const OF_AIOBOTO3: [&str; 3] = ["databases", "instances", "objects"];
const RESOURCE: &str = "boto3, resource";
/// How far ahead we want to be of it.
const LEAST: f64 = 7.0;

pub(super) fn measure(lab: &Lab) -> Result<Comparison, String> {
    let far = Far { pages: lab.size(100, 10), per_page: 100, milliseconds: 0, object: 0 };
    let server = lab.server(far)?;
    let endpoint = server.endpoint();
    let tables = LISTINGS.into_iter().map(|(what, caption, _, [_, times])| {
        // The one page of DescribeTrails is listed a hundred times.
        let count = if what == "trails" { 100 * far.per_page } else { far.pages * far.per_page };
        let peers = peers(lab, (&endpoint, count), (what, lab.size(times, 1)));
        rounds(lab.rounds(5), caption, ITEMS, &peers, |peer| peer.rate("count", "seconds"))
    });
    let tables = tables.collect::<Result<Vec<_>, _>>()?;
    let aims = tables.iter().filter_map(|table| table.aim(RESOURCE, LEAST)).collect();
    Ok(Comparison {
        title: "Listings, against Python",
        about: format!(
            "{} pages of {} items over HTTP, on one core, consumed one by one, and counted. boto3 and aioboto3 have no \
             resources of RDS and CloudTrail: they are given this repository's definitions of them, which they read \
             unchanged. The objects of boto3's buckets come from ListObjects, its client's and ours from ListObjectsV2. \
             DescribeTrails has one page, which is listed a hundred times. boto3 parses JSON in C: where there is little \
             else, as in CloudTrail, the SDK itself is no further ahead of it.",
            far.pages, far.per_page
        ),
        tables,
        aims,
    })
}

/// Those in Rust list everything several times in a run.
fn peers(lab: &Lab, (endpoint, count): (&str, usize), (what, times): (&str, usize)) -> Vec<Peer> {
    let often = times.to_string();
    let rust = [(OURS, "ours"), (PAGES_OF_SDK, "pages")].map(|(name, kind)| {
        lab.measure(name, &["list", what, kind, "--endpoint", endpoint, "--times", &often])
            .expecting("count", count * times)
    });
    let boto3 = [(RESOURCE, "resource"), ("boto3, client", "client")];
    let boto3 = boto3.map(|(name, kind)| lab.boto3(name, "listing.py", &[what, kind, endpoint, "1"]));
    let aioboto3 = [("aioboto3, resource", "resource"), ("aioboto3, client", "client")];
    let aioboto3 = aioboto3.map(|(name, kind)| lab.aioboto3(name, "aio_listing.py", &[what, kind, endpoint, "1"]));
    let python = boto3.into_iter().chain(aioboto3.into_iter().filter(|_| OF_AIOBOTO3.contains(&what))).flatten();
    rust.into_iter().chain(python.map(|peer| peer.expecting("count", count))).collect()
}
