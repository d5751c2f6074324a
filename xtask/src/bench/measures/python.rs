//! The same pages, by Python's clients.

use crate::bench::{
    comparison::{Comparison, Table},
    lab::Lab,
    rounds::{ITEMS, rounds},
    server::Far,
};

/// What is listed, its caption, whether aioboto3 is asked for it, and how far ahead we want to be of boto3's resources.
const LISTINGS: [(&str, &str, bool, f64); 5] = [
    ("databases", "RDS DescribeDBInstances, Query", true, 7.0),
    ("instances", "EC2 DescribeInstances, EC2 XML, nested", true, 7.0),
    ("objects", "S3 ListObjectsV2, REST XML", true, 7.0),
    ("tables", "DynamoDB ListTables, JSON", false, 7.0),
    ("trails", "CloudTrail DescribeTrails, JSON", false, 7.0),
];
const RESOURCE: &str = "boto3, resource";

pub(super) fn measure(lab: &Lab) -> Result<Comparison, String> {
    let far = Far { pages: lab.size(100, 10), per_page: 100, milliseconds: 0, object: 0 };
    let server = lab.server(far)?;
    let endpoint = server.endpoint();
    let tables = LISTINGS.iter().map(|(what, caption, aio, _)| {
        // The one page of DescribeTrails is listed a hundred times.
        let count = if *what == "trails" { 100 * far.per_page } else { far.pages * far.per_page };
        listed(lab, (&endpoint, count), what, caption, *aio)
    });
    let tables = tables.collect::<Result<Vec<_>, _>>()?;
    let aims = tables.iter().zip(LISTINGS).filter_map(|(table, (.., least))| table.aim(RESOURCE, least)).collect();
    Ok(Comparison {
        title: "Listings, against Python",
        about: format!(
            "{} pages of {} items over HTTP, on one core, consumed one by one, and counted. boto3 and aioboto3 have no \
             resources of RDS and CloudTrail: they are given this repository's definitions of them, which they read \
             unchanged. The objects of boto3's buckets come from ListObjects, its client's and ours from ListObjectsV2. \
             DescribeTrails has one page, which is listed a hundred times. boto3 parses JSON in C: where there is little \
             else, as in CloudTrail, the SDK's own page loop (above) is hardly further ahead of it.",
            far.pages, far.per_page
        ),
        tables,
        aims,
    })
}

fn listed(lab: &Lab, (endpoint, count): (&str, usize), what: &str, caption: &str, aio: bool) -> Result<Table, String> {
    let mut peers = vec![lab.measure("aws-resources", &["list", what, "ours", "--endpoint", endpoint])];
    for (name, kind) in [(RESOURCE, "resource"), ("boto3, client", "client")] {
        peers.extend(lab.boto3(name, "listing.py", &[what, kind, endpoint, "1"]));
    }
    if aio {
        for (name, kind) in [("aioboto3, resource", "resource"), ("aioboto3, client", "client")] {
            peers.extend(lab.aioboto3(name, "aio_listing.py", &[what, kind, endpoint, "1"]));
        }
    }
    let peers: Vec<_> = peers.into_iter().map(|peer| peer.expecting("count", count)).collect();
    rounds(lab.rounds(5), caption, ITEMS, &peers, |peer| peer.rate("count", "seconds"))
}
