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
    let tables = LISTINGS.iter().map(|(what, caption, aio, _)| listed(lab, &endpoint, what, caption, *aio));
    let tables = tables.collect::<Result<Vec<_>, _>>()?;
    let aims = tables.iter().zip(LISTINGS).filter_map(|(table, (.., least))| table.aim(RESOURCE, least)).collect();
    Ok(Comparison {
        title: "Listings, against Python",
        about:
            "A hundred pages of a hundred items over HTTP, on one core. boto3 and aioboto3 have no resources of RDS \
                and CloudTrail: they are given this repository's definitions of them, which they read unchanged."
                .to_owned(),
        tables,
        aims,
    })
}

fn listed(lab: &Lab, endpoint: &str, what: &str, caption: &str, aio: bool) -> Result<Table, String> {
    let mut peers = vec![lab.measure("aws-resources", &["list", what, "ours", "--endpoint", endpoint])];
    for (name, kind) in [(RESOURCE, "resource"), ("boto3, client", "client")] {
        peers.extend(lab.boto3(name, "listing.py", &[what, kind, endpoint, "1"]));
    }
    if aio {
        for (name, kind) in [("aioboto3, resource", "resource"), ("aioboto3, client", "client")] {
            peers.extend(lab.aioboto3(name, "aio_listing.py", &[what, kind, endpoint, "1"]));
        }
    }
    rounds(lab.rounds(5), caption, ITEMS, &peers, |peer| peer.rate("count", "seconds"))
}
